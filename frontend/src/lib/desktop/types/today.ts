// The shapes of today, field for field as in app/views_today.go and what it is made of.

import type { Count } from './imports';
import type { KPIFigure } from './reports';

/** TodayView is the Today screen: what is in the house, who must act, and whether the feeds are alive. */
export interface TodayView {
  now: string;
  as_of: string; // the past moment this was true at, '' for now
  zone: string;
  empty: boolean; // no order was ever imported
  flow: Flow;
  groups: TaskGroup[];
  waiting: number; // tasks that wait for a carrier, a customer, a supplier or a date
  aside: TaskRow[]; // of a past moment: the ones that waited; those of now are asked for with queue
  next_back: string; // the day the first of them comes back
  suppressed: number; // set aside while a feed is silent
  mine: number; // of the open ones, what the operator has taken
  open: number;
  past_due: number;
  unknown: string[]; // of a past moment: codes of the tasks that nobody can know of any more
  feeds: FeedRow[];
  on_time: KPIFigure; // of the last seven days
  first: KnewFirst;
}

/** Pickup is when a carrier comes next, and what waits for it here. */
export interface Pickup {
  at: string; // '' when nobody knows
  carriers: string[]; // that come then and for which something waits, the most first; none: nothing waits
  ready: number; // parcels for them that are packed, labelled or staged
  behind: number; // parcels for them that are not
  unset: string[]; // carriers for which something waits and whose time nobody knows
}

/** Flow counts orders and parcels along the way out of the house. */
export interface Flow {
  to_pick: number; // orders
  on_hold: number; // orders, not in to_pick
  to_pack: number; // orders picked, not packed
  oldest_picked: string; // stamp
  staged: number; // parcels packed or labelled, still here
  staged_by: Count[]; // per carrier
  handed_over: number; // parcels handed over in the last seven days
  carrier_has: number; // of those, with a carrier scan
  no_scan_yet: number;
  pickup: Pickup;
}

/** TaskGroup is the open tasks of one owner: how many, and the most urgent of them. */
export interface TaskGroup {
  owner: string;
  open: number;
  past_due: number;
  tasks: TaskRow[];
  next: string; // continues them; '' when these are all
}

/** TaskQuery asks for a page of a list of tasks: queue, mine, waiting, suppressed or ended. */
export interface TaskQuery {
  list: string;
  owner: string;
  code: string;
  after: string;
  limit: number;
}

/** TaskPage is a page of a list of tasks. */
export interface TaskPage {
  tasks: TaskRow[];
  next: string; // '' at the end
}

/** StepDone is a step that a person did about a task. */
export interface StepDone {
  step: string;
  choice: string; // the outcome, where the step has several
  text: string;
  until: string; // the day it is looked at again
  address: Address;
}

/** Address is where an order goes, as a person corrected it. */
export interface Address {
  name: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
}

/** StepAsk is where a step is done, and what it asks for before it counts as done. */
export interface StepAsk {
  place: string; // here, claim, station, returns, unread, settings, order
  mode: string; // of the station
  day: string; // needed, maybe, never
  text: string; // needed, maybe
  choices: string[]; // one of outcome.*
  address: boolean;
}

/** TaskRow is one open task. Story is a message key (task.<code>.story) with Args: the facts it names and, of an order's task, since when. */
export interface TaskRow {
  task: string;
  code: string;
  owner: string;
  severity: string; // late, risk, moving
  state: string;
  order: string;
  source: string;
  order_id: string;
  subject: string; // parcel or return number
  customer: string;
  args: string[];
  opened: string;
  since: string; // when what it tells of began
  due: string;
  over: boolean; // past due
  ended: string;
  until: string;
  on: string; // whom it waits for: carrier, customer, supplier; '' a date alone
  by: string;
  how: string; // of one that a person ended: the code it was ended with
  cleared: string; // of one that cleared by itself: what did it, one of clears
  nth: number; // which time this arose for its subject, from 1
  step: string; // the next step, one of step.*
  checks: string[]; // what to look at first, one of check.*
  asks: StepAsk; // where the step is done, and what it asks for
  clears: string[]; // what ends it by itself, one of clears.*
}

/** FeedRow is one source, or what it says of one of its carriers, and how long it has been silent. */
export interface FeedRow {
  source: string;
  carrier: string; // '' all that the source says
  kind: string;
  last: string; // stamp of the last time anything came
  usual_h: number; // usual gap in hours, 0 when not known yet
  quiet: boolean; // silent for longer than usual
  file: string; // last file
  new: number; // rows of the last run
  rejected: number;
}

/** KnewFirst counts problems we had a task for before the customer asked. */
export interface KnewFirst {
  problems: number;
  first: number;
  lead_minutes: number; // median
}
