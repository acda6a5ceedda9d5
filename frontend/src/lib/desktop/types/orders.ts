// The shapes of orders, field for field as in app/views_orders.go and what it is made of.

import type { Customer, EffectFacet, EffectPhase } from './authority';
import type { Count } from './imports';
import type { ClaimRow, Cover, WarrantyRow } from './returns';
import type { TaskRow } from './today';
import type { Facets, Money, OrderState, PromiseFacts } from './track';

/** OrderQuery asks for one page of orders, newest first. */
export interface OrderQuery {
  view: string; // all, open, attention, to_ship, at_risk, late, no_scan, returns, claims, claimed, suppliers, on_hold, cancelled, closed
  search: string; // numbers, customers, items, tracking numbers; as typed
  source: string;
  after: string; // key of the last row of the page before
  limit: number; // 1 to 500; 0 means 100
  as_of: string; // a past moment to look at; '' is now
  placed_days: number; // placed within so many days, today one of them; 0 is whenever
  carrier: string; // code or name, of any parcel
  promise: string; // on_track, at_risk, late, none
  delivered: string; // none, part, all
  handed_over: string; // none, part, all
  returned: string; // none, part, all
}

/** OrderPage is one page of the list. */
export interface OrderPage {
  rows: OrderRow[];
  next: string; // "" at the end
  views: Count[]; // how many orders each view holds
  total: number; // matching; -1 when more than 10 000
  empty: boolean; // there is no order at all
  as_of: string; // the past moment this was true at, '' for now
  carriers: string[]; // codes of those that any parcel goes by
  saved: SavedView[]; // by name
}

/** SavedView is a list that a person keeps under a name: a view, a search and what narrows them. It names no page and no moment. */
export interface SavedView {
  name: string;
  query: OrderQuery;
}

/** OrderRow is one order in the list. */
export interface OrderRow {
  id: string;
  order: string;
  source: string;
  placed: string;
  customer: string;
  item: string; // title of the first line
  items: number; // lines
  units: number;
  headline: Headline;
  facets: Facets;
  promise: PromiseFacts;
  handed_over: number; // units
  delivered: number; // units
  parcels: ParcelDot[];
  carriers: string[];
  return: string; // phase of the newest return, ""
}

/** ParcelDot is one parcel in a row of the list. */
export interface ParcelDot {
  parcel: string;
  phase: string;
  bad: boolean; // has an open task
}

/**
 * VoiceRow is one word of one source about one milestone of a parcel, and why it did or did not decide: that which decided,
 * else the newest that contradicts, else the first.
 */
export interface VoiceRow {
  parcel: string;
  milestone: string;
  source: string;
  kind: string; // of source
  says: string; // phase; or label_made, estimate_given, parcel_listed
  event: string;
  occurred: string; // when it happened
  recorded: string; // when we learned it
  times: number; // how often the source said it
  last: string; // when it said so last
  weight: string; // asserts, supports, ignored
  verdict: string; // decides, same, before, shown, not_its_milestone, older, after_delivery, weaker
}

/** ProspectRow is one thing that would change what the order shows, found by trying it. */
export interface ProspectRow {
  by: string; // time, back (something taken back), act (ours), word (somebody else's)
  at: string; // when time alone brings it about
  kind: string; // of fact
  says: string; // phase of a word
  source_kind: string; // who would say it
  line: string;
  quantity: number;
  parcel: string;
  event: string; // what would be taken back
  becomes: string; // where the parcel would be
  open_tasks: number; // then
  opened: string[]; // codes of tasks that would open
  closed: string[]; // codes of open tasks that would be no longer
  facets: EffectFacet[]; // that would be other, besides those; also reason and flag of a parcel
  parcels: EffectPhase[]; // that would be elsewhere
  little: boolean; // headline, facets, promise and tasks would stay
  after: Headline;
}

/** StatusChange is a moment at which an order came to show something else. */
export interface StatusChange {
  at: string; // with milliseconds where there are any: asked again, it shows exactly this
  known: boolean; // false when the order was taken back
  headline: Headline;
  decided_by: string; // event
}

/** OrderView is the Order screen. */
export interface OrderView {
  now: string;
  as_of: string; // the past moment this was known at, '' for now
  zone: string;
  state: OrderState;
  customer: Customer;
  parcels: ParcelView[];
  events: EventRow[]; // newest first by occurrence
  tasks: TaskRow[]; // open first
  sources: SourceSays[]; // where sources disagree, side by side
  unscanned: string[]; // of picked, packed and handed_over, what others report of some unit and nobody here scanned
  reporters: string[]; // the sources that do
  voices: VoiceRow[]; // what every source says about every parcel and milestone
  prospects: ProspectRow[]; // what would change the status
  claims: ClaimRow[]; // open and ended ones
  suppliers: WarrantyRow[]; // what suppliers are asked for about its returns
  covers: LineCover[]; // how suppliers stand by its lines, of those that have a term
  lead_task: string; // the task that the headline tells of, where another event decides where the parcel is; else ''
  lead_event: string; // what opened that task
  original: string; // id of the order that this one repeats, ""
  page: string; // path of our tracking page below the data folder, "" before it is published
  token: string;
  previous: string; // ids of the neighbours in the list
  next: string;
}

/** LineCover is how a supplier stands by a line of an order on the day it is looked at. */
export interface LineCover {
  line: string;
  cover: Cover;
}

/** ParcelView adds to a parcel's state what the card shows. */
export interface ParcelView {
  parcel: string;
  grouped: string; // our number as people read it
  carrier: string; // display name
  link: string;
  steps: Step[]; // packed, handed over, carrier has it, out for delivery, delivered
  items: ParcelItem[];
  leads: boolean; // decides the headline
  lane: string; // whose past parcels its estimate rests on, "" none
  kept: number; // of 100 such windows of late, how many held
  kept_n: number; // of how many; 0 nobody knows yet
  carrier_off: number; // how far off the carrier's own estimates were of late, days
  carrier_n: number;
  costs: CostRow[]; // what labels and invoices stated, the oldest first
}

/** CostRow is what one label or invoice stated of the cost of a parcel. */
export interface CostRow {
  source: string;
  kind: string; // of source
  at: string;
  cost: Money; // of carrying it
  surcharge: Money; // on top, a credit negative
  invoice: string; // its number; '' of a label, and where none is stated
  replaced: boolean; // a fresher file of the same invoice states it otherwise
}

/** Step is one milestone on a parcel's trail. State: done, now, todo, missing (happened without our scan), failed. */
export interface Step {
  code: string;
  state: string;
  at: string;
}

/** ParcelItem is one line inside a parcel. */
export interface ParcelItem {
  quantity: number;
  title: string;
  sku: string;
}

/** EventRow is one entry of the timeline; facts that two sources assert are one row. */
export interface EventRow {
  event: string;
  subject: string; // parcel or return number, "" the order
  kind: string;
  phase: string;
  reason: string;
  flag: string;
  code: string;
  outcome: string; // of a step on a task, what came of it
  text: string;
  location: string;
  line: string;
  item: string;
  quantity: number;
  occurred: string;
  recorded: string;
  late_hours: number; // between happening and our learning of it
  source: string;
  source_kind: string;
  also: string[]; // other sources of the same fact
  actor: string;
  station: string;
  file: string;
  row: number;
  raw: string;
  decides: boolean;
  retracted: boolean;
  can_undo: boolean; // ours, and it counts: it can be taken back
  override: string; // code of the refusal that was set aside
  amount?: Money; // that was decided, given, claimed or paid
  serial?: string; // that was read on a unit, or went out
}

/** SourceSays is what one kind of source says about a parcel, and what weight that has. */
export interface SourceSays {
  parcel: string;
  source: string;
  kind: string;
  says: string; // phase or the shop's own word
  at: string;
  weight: string; // decides, or the weight code of track.Conflict
}

/** UnitMove is units of one line going from one place to another: the shelf, the bench, or a parcel by any of its numbers; "new" is a box that does not exist yet. Because is why it is recorded even where the rules refuse it; without a reason they are the last word. */
export interface UnitMove {
  line: string; // the line's number or its SKU
  quantity: number;
  from: string; // shelf, bench, or a parcel
  into: string; // bench, new, or a parcel
  because: string;
}

/** Headline is the one line that leads an order: what, about which parcel, and how many of them are done. Code is a task code, a state, "late", "part_delivered", "to_ship" or a phase. */
export interface Headline {
  code: string;
  parcel?: string; // the worst open parcel
  nth?: number; // its place among the parcels, from 1
  of: number; // parcels that count
  delivered: number; // of those
  reason?: string;
  at?: string; // when that happened
  to_ship: number; // units still to hand over
}

/** ParcelLink is a carrier's own tracking page. */
export interface ParcelLink {
  parcel: string;
  carrier: string;
  tracking: string;
  url: string;
}

/** The tracking page and the carrier's own pages of an order. */
export interface OrderLinks {
  page: string;
  links: ParcelLink[];
}
