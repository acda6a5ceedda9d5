// What the domain says of an order, a parcel, a return and a task, field for field as in track/*.go.

import type { Conflict } from './drops';
import type { Transit } from './figures';
import type { Content } from './imports';
import type { Headline } from './orders';
import type { ClaimState, ReturnLine } from './returns';

export type Share = 'none' | 'part' | 'all';

export type OrderPhase = 'open' | 'on_hold' | 'cancelled' | 'closed';

export type PromiseWord = 'on_track' | 'at_risk' | 'late' | 'none';

export type TaskState = 'open' | 'taken' | 'waiting' | 'resolved' | 'false_alarm' | 'auto_cleared' | 'suppressed';

/** OrderState is what is true of one order at one moment, derived from its events by Derive and never edited. */
export interface OrderState {
  id: string; // OrderIDOf(source, number)
  order: string;
  source: string;
  headline: Headline;
  facets: Facets;
  promise: PromiseFacts;
  lines: LineState[];
  parcels: ParcelState[];
  returns: ReturnState[];
  claims: ClaimState[];
  contacts?: Asked[]; // every time the customer got in touch, oldest first
  tasks: Task[]; // every episode, cleared ones too, oldest first
  why: Why;
  times: OrderTimes;
  facts: OrderFacts;
  person: string; // hash of the customer data in force
  stated: string; // event that gave Facts
  bygone?: boolean; // over by its shop's word alone, from before the shop began here
  duplicate_of?: OrderRef; // the order that this one repeats
  overrides?: Overridden[]; // acts that the rules refused and a person recorded all the same
  edits: string[]; // fields a person changed, sorted
  contested?: { field: string; ours: string; file: string; event: string }[]; // of those, what the files state otherwise and nobody answered
  check: string; // the next instant at which time alone may change this; zero when none
}

/** OrderRef is what a fact says about the order it belongs to: the number as written, and the source when it is known. */
export interface OrderRef {
  source?: string; // "" when any shop may be meant
  number?: string;
}

/** Overridden is an act that the rules refused and a person recorded all the same, for a reason kept with the event. */
export interface Overridden {
  event: string;
  kind: string;
  code: string; // of the refusal
  parcel?: string;
  line?: string;
  quantity?: number;
  by?: string;
}

/** Facets stand side by side; no single word replaces them. */
export interface Facets {
  state: OrderPhase;
  picked: Share;
  packed: Share;
  handed_over: Share;
  delivered: Share;
  returns: Share;
  promise: PromiseWord;
  attention: number; // open tasks
}

/** Ledger counts the units of one line through the shop; every column is a fold over events. */
export interface Ledger {
  ordered: number;
  cancelled: number;
  picked: number;
  packed: number;
  handed_over: number;
  delivered: number;
  lost: number;
  returning: number; // on the way back, or back, without ever having been delivered
  return_requested: number;
  return_received: number;
  restocked: number;
  written_off: number;
  replaced: number;
}

/** LineState is one line of an order and where its units are. */
export interface LineState {
  line: string;
  sku: string;
  title: string;
  price?: Money;
  ledger: Ledger;
  to_ship: number; // ordered - cancelled - handed over, never negative
  implied: boolean; // some column follows from a later milestone, not from our own scan
  serials?: string[]; // that went out
  no_ship: boolean; // nothing to hand over
  overpick?: number;
}

/** ParcelState is one parcel and where it is. */
export interface ParcelState {
  parcel: string;
  carrier: string;
  service: string;
  tracking: string;
  aliases?: string[]; // earlier tracking numbers that still find it
  phase: string;
  reason: string;
  flag?: string;
  possession: boolean; // the carrier physically has or had it
  on_its_way: boolean; // customers may read "on its way": possession or our hand-over
  since?: string;
  estimated: Estimate;
  zone?: string; // where it goes, as coarsely as history tells lanes apart
  transit?: Transit; // how its journey went, once it has ended
  contents: Content[];
  serials?: string[]; // that were recorded to have gone out in it
  assumed: boolean; // contents follow from the order, nobody scanned them in
  attempts: number;
  cost?: Money; // of the label, as stated last; where invoices charge for it, what they do in all
  surcharge?: Money; // what was invoiced on top, credits taken off
  cost_apart?: Money[]; // charged in other currencies, which cannot be added
  signed?: boolean;
  left_at?: string;
  location?: string; // of the deciding event
  pickup?: boolean;
  voided?: boolean;
  times: ParcelTimes;
  why: Why;
}

/** Estimate is when a parcel should arrive: a window of dates, what it rests on ("history", else "carrier", else
 *  "promise"), and of how many past parcels, how much alike. Empty when nobody can say. */
export interface Estimate {
  from?: string;
  to?: string;
  basis?: string;
  n?: number;
  level?: string; // lane, service, carrier
  carrier_says?: string; // the carrier's own estimate, whatever leads
}

/** Forecast is the first estimate that history gave of a parcel while it was under way, with what else was said that day. */
export interface Forecast {
  on: string; // the day it was made
  p50?: string; // half of the parcels like it arrive by then; "" when history could not say
  p80?: string;
  p90?: string;
  n?: number;
  level?: string;
  carrier_says?: string; // what the carrier had said by then
  rule: string; // what a rule says that looks at no history
  changes?: number; // how often the estimate that customers see changed afterwards
}

/** ParcelTimes are the first times a parcel reached each milestone, as stated; empty when it has not. */
export interface ParcelTimes {
  labelled?: string;
  packed?: string;
  handed_over?: string; // our own scan
  announced?: string;
  possession?: string; // the first event that proves the carrier has it
  out_for_delivery?: string;
  attempt_failed?: string;
  awaiting_collection?: string;
  delivered?: string;
  returning?: string;
  returned_to_us?: string;
  last?: string; // the newest progress of any kind
}

/** OrderTimes are the milestones of the whole order, for the clocks that KPIs read. */
export interface OrderTimes {
  ordered?: string;
  paid?: string;
  handed_over?: string; // of the last unit: our scan, else the carrier's possession
  delivered?: string; // of the last parcel, when all are delivered
  hold_hours?: number;
  holds?: Span[]; // the holds behind hold_hours, oldest first
}

/** Span is a stretch of time; without a to it goes on. */
export interface Span {
  from: string;
  to?: string;
}

/** Asked is one time a customer got in touch: what about, and when. */
export interface Asked {
  code: string;
  at?: string;
  event: string;
}

/** Promise is the date we promised, kept in its three forms, and how it stands. */
export interface PromiseFacts {
  original?: string;
  latest?: string;
  requested?: string;
  state: PromiseWord;
  days: number; // late by; 0 when not late
}

/** ReturnState is one return and where it stands. */
export interface ReturnState {
  return: string;
  kind: string; // request, warranty, rts (refused or undeliverable, coming back), unannounced
  phase: string; // DESIGN.md section 5
  parcel?: string;
  reason?: string; // the customer's words
  sent_back?: string; // why a carrier sends it back, of kind rts
  words?: string; // hash of the customer's words
  cause?: string; // why it is sent back
  lines: ReturnLine[];
  opened?: string;
  authorised?: string; // the latest agreement
  received?: string; // the first receipt
  inspected?: string; // this and the next three: the latest
  decided?: string;
  released?: string;
  closed?: string;
  since?: string; // when its phase began
  due?: string; // when its phase should be over
  expires?: string; // of an agreement that waits for the customer
  resolution?: string; // the latest that was released
  amount?: Money; // released so far
  instant?: number; // number of the rule that lets it be released before it comes
  aside?: string; // set aside since
  pickup?: string; // the day it is to be picked up
  ways: ReturnWay[];
  uncounted?: number; // boxes or units that belong to no line yet
  goods?: string; // what came unannounced
  reference?: string; // the number of the platform that the customer asked on
  loose?: boolean; // nobody knows its order
  apart?: boolean; // a person says that it is no parcel on its way back to us
  aliases?: string[]; // numbers under which parts of it came in
  warranty?: WarrantyCase;
}

/** ReturnUnits are units of a line that share their three axes. */
export interface ReturnUnits {
  quantity: number;
  grade?: string;
  disposition?: string;
  resolution?: string; // decided, or released
  released?: boolean;
  amount?: Money;
  serial?: string;
  serial_says?: string; // matches, not_ours, returned_before, unknown
  rule?: number; // number of the rule that proposed
  changed?: boolean; // decided otherwise than proposed
}

/** ReturnWay is a parcel that a return travels back in. */
export interface ReturnWay {
  parcel?: string;
  carrier: string;
  tracking: string;
  phase: string;
  reason?: string;
  since?: string;
  cost?: Money; // of the label, as stated last
  surcharge?: Money; // what was invoiced on top, credits taken off
}

/** WarrantyCase is what a supplier is asked for about returned goods. */
export interface WarrantyCase {
  state: string; // open, asked, sent, credited, replaced, repaired, refused, dropped
  until?: string; // the supplier's warranty ends
  supplier?: string;
  reference?: string; // the supplier's number for it
  way?: string; // what the goods travel under
  asked?: string;
  sent?: string;
  answered?: string;
  credit?: Money;
}

/** Task is one episode of one exception. */
export interface Task {
  task: string;
  code: string;
  owner: string;
  subject: string; // parcel or return number, or a source; "" is the order or the shop itself
  nth: number; // which time this arose for its subject, from 1
  state: TaskState;
  opened: string;
  since?: string; // when what it tells of began
  due?: string;
  ended?: string;
  until?: string; // of a waiting one
  on?: string; // whom it waits for: carrier, customer, supplier; "" a date alone
  by?: string; // who took or resolved it
  cleared?: string; // of one that cleared by itself: which of its row’s clears did it
  how?: string; // of one that a person ended: the code it was ended with
  acts?: string[]; // events of what people did about it, in time
  event?: string; // what opened it
  reason?: string;
  facts?: string[]; // arguments of its story, in the order its message names them
}

/** Why says what decided a status: the event, the rule, the runner-up and every source that says otherwise. */
export interface Why {
  decided_by: string;
  rule: string;
  runner_up?: string;
  conflicts: Conflict[];
}

/** OrderFacts is what a shop states about an order, without anything personal. */
export interface OrderFacts {
  external_id?: string; // the shop's own id where it has one besides the number
  ordered_at?: string;
  paid_at?: string;
  promised_on?: string;
  requested_on?: string; // the day the customer asked for
  ship_by?: string;
  cancelled_at?: string;
  fulfilled_at?: string; // the shop's word; it supports announced, never possession
  payment?: string; // the shop's financial status, as written
  fulfilment?: string; // the shop's fulfilment status, as written
  service?: string;
  total?: Money;
  tags?: string;
  country?: string;
  region?: string;
  not_ours?: boolean; // fulfilled by somebody else, for example a marketplace
  lines: LineFacts[];
}

/** LineFacts is one line of an order. Line is "1", "2", … within the order and stays the same between statements. */
export interface LineFacts {
  line: string;
  external_id?: string;
  sku?: string;
  title?: string;
  quantity: number;
  price?: Money;
  no_shipping?: boolean; // a service or download: nothing to hand over
}

/** ParcelFacts is what a label or carrier file states about a parcel. */
export interface ParcelFacts {
  service?: string;
  cost?: Money;
  estimated_on?: string;
  ship_date?: string;
  weight?: string; // as stated, with its unit
  signed?: boolean;
  left_at?: string; // delivery location as stated
  voided?: boolean; // the label was cancelled or refunded
  country?: string;
  pickup?: boolean; // addressed to a pick-up point by choice
  master?: string; // master tracking number of a multi-piece shipment
}

/** Money is an amount in minor units of an ISO 4217 currency (cents for EUR, yen for JPY). */
export interface Money {
  minor: number;
  currency: string;
}

/** Evidence is one thing that a claim is asked to be shown with, and whether the order already holds it. */
export interface Evidence {
  code: string; // one of evidence.*
  held: boolean;
}
