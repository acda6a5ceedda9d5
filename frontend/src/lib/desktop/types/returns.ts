// The shapes of returns, field for field as in app/views_returns.go and what it is made of.

import type { Outcome } from './drops';
import type { Answer, Content } from './imports';
import type { EventRow } from './orders';
import type { Evidence, Money, ReturnState, ReturnUnits } from './track';

/** ReturnLine is one line coming back; its units may be on different ways. */
export interface ReturnLine {
  line: string;
  state: string; // expected, inspection_pending, inspected, disposition_decided, resolution_released
  requested: number;
  received: number;
  inspected: number;
  decided: number;
  released: number;
  grade?: string; // the worst of its units
  disposition?: string; // this and the next: the last of its units
  resolution?: string;
  units: ReturnUnits[];
  cover?: Cover; // where its item has a term, or a supplier is asked
}

/** Cover is whether a supplier stood by units of a line on the day they were asked about, and how that follows from the term. */
export interface Cover {
  says: string; // in, out, no_term (no row is about the item), no_day (nobody knows when it was delivered)
  months?: number; // the term
  from?: string; // the day it began
  at_least?: boolean; // nobody knows the day of delivery: it cannot have begun before from
  until?: string; // its last day
  supplier?: string;
  replaced?: boolean; // a replacement came since; the term runs on
  parcel?: string; // of several that came on different days: with whose delivery it began
  by?: string; // how that is known: serial, or last (no serial number tells)
}

/** ClaimState is one claim against a carrier or an insurer and where it stands. */
export interface ClaimState {
  claim: string;
  state: string; // opened, filed, paid, refused, given_up
  against: string; // the carrier's code, or the insurer's name
  kind: string; // lost, damaged, missing
  parcel?: string;
  claimed?: Money;
  paid?: Money; // so far, in all
  left?: Money; // of one that was paid in part, what was not
  reference?: string;
  opened?: string;
  filed?: string;
  ended?: string;
  not_before?: string; // the first day it is taken
  deadline?: string; // the last; absent when nobody knows
  window?: string; // the row of the table that says so; absent when a person does
  answer_by?: string; // of one that is filed: when they are to answer, if a person said so
  chased_on?: string; // from when somebody is told that it still waits; absent when nobody ever is
}

/** ReturnBoard is the Returns screen: every open return by how far it is, and what others owe us. */
export interface ReturnBoard {
  now: string;
  zone: string;
  columns: ReturnColumn[];
  open: number;
  past_due: number;
  claims: ClaimRow[];
  warranties: WarrantyRow[];
}

/** ReturnColumn is one column of the board. */
export interface ReturnColumn {
  code: string; // asked, agreed, coming, inspect, decided, released
  n: number;
  days: number; // how long a return may stay in it; 0 no clock of ours
  cards: ReturnCard[];
}

/** ReturnCard is one return on the board. */
export interface ReturnCard {
  return: string;
  grouped: string;
  order_id: string; // "" while nobody knows the order
  order: string;
  customer: string;
  kind: string;
  phase: string;
  cause: string;
  reason: string;
  sent_back: string; // why a carrier sends it back; "" when nobody says
  item: string;
  units: number; // that came; that are to come while none has
  since: string;
  due: string; // instant
  over: boolean;
  near: boolean;
  aside: boolean;
  carrier: string; // display name of who brings it
  serial_says: string;
  supplier: string; // how its case with a supplier stands while that is open: open, asked, sent; '' none
  resolution: string;
  amount: number; // minor units
  currency: string;
}

/** ReturnRequest is what a customer asks to send back. */
export interface ReturnRequest {
  order_id: string;
  kind: string; // request, warranty
  cause: string;
  why: string; // the customer's words
  lines: Content[];
  called: string; // the platform's number for it, '' when it has none
  because: string; // why it is opened for what never left us as far as anybody knows; '' leaves it to the rules
}

/** ClaimRequest is a claim to be opened. */
export interface ClaimRequest {
  order_id: string;
  parcel: string; // our number or the tracking number; '' when the order has one parcel
  against: string; // the carrier's code, or the insurer's name; '' is the parcel's carrier
  kind: string; // lost, damaged, missing
  amount: number; // minor units; 0 is what the parcel's contents cost
  deadline: string;
  because: string; // why it is opened although a claim about the parcel was paid; '' leaves it to the rules
}

/** ClaimRow is one claim with its order. */
export interface ClaimRow {
  claim: string;
  state: string;
  against: string;
  kind: string;
  parcel?: string;
  claimed?: Money;
  paid?: Money;
  left?: Money;
  reference?: string;
  opened?: string;
  filed?: string;
  ended?: string;
  not_before?: string;
  deadline?: string;
  window?: string;
  answer_by?: string;
  chased_on?: string;
  order: string;
  order_id: string;
  customer: string;
  due: string; // instant at which its last day is over, or from which an answer is missed; '' when nobody knows
  over: boolean; // that is past
  over_by: number; // days since then
  near: boolean; // it is time to file it
  evidence: Evidence[]; // what belongs to it, and whether we hold it
  acts: string[]; // what may be done about it now, by kind of fact
}

/** WarrantyRow is one case with a supplier, and its return. */
export interface WarrantyRow {
  state: string;
  until?: string;
  supplier?: string;
  reference?: string;
  way?: string;
  asked?: string;
  sent?: string;
  answered?: string;
  credit?: Money;
  return: string;
  grouped: string;
  order: string;
  order_id: string;
  item: string;
  serial: string;
  grade: string;
  link: string; // the carrier's page of the number it left under; '' where nobody knows whose that is
  currency: string; // what a credit is in
  cover: Cover; // how the supplier stood by it when it was asked for
  acts: string[]; // what may be done about it now: supplier_asked, supplier_sent, supplier_answered
}

/** ArrivedGoods are goods at the door that nobody announced. */
export interface ArrivedGoods {
  order_id: string; // '' nobody knows the order
  goods: string; // what they are, by SKU or in a few words, when nobody knows the order
  lines: Content[]; // units of the order; none: a box nobody looked into
  apart: boolean; // a person says that it is no parcel on its way back, and nothing that came before
}

/** ArrivedAs is the return that goods were received as. */
export interface ArrivedAs {
  return: string;
  parcel: string; // of ours that came back on its own; '' when it is none
}

/** ReturnView is one return with what its form needs. */
export interface ReturnView {
  now: string;
  zone: string;
  state: ReturnState;
  grouped: string;
  order_id: string;
  order: string;
  customer: string;
  delivered: string; // date
  days: number; // from delivery to the request; -1 when nobody knows
  due: string;
  over: boolean;
  lines: ReturnItem[];
  serials: SerialView[]; // what the serial numbers tell that were read on its units
  acts: string[]; // kinds of acts that may be done now
  criteria: number;
  grades: GradeText[];
  checklist: string[];
  notes: EventRow[]; // what was done about it, newest first
  supplier?: WarrantyRow; // its case with a supplier, when it has one
}

/** ReturnItem is one line of a return as the form shows it. */
export interface ReturnItem {
  line: string;
  title: string;
  sku: string;
  requested: number;
  received: number;
  waiting: number; // for inspection
  price: number; // of one, minor units
  currency: string;
  serials: string[]; // that went out
  shipped: string; // date, of the last parcel with it
}

/** GradeText is what a grade means in this shop. */
export interface GradeText {
  grade: string;
  name: string;
  means: string;
}

/** Inspection is what somebody found about units of a line, and, when they decide at once, what becomes of them. */
export interface Inspection {
  return: string;
  line: string;
  quantity: number; // 0: all that waits
  grade: string;
  serial: string;
  checks: Answer[];
  note: string; // what was found
  disposition: string; // this and the next: "" as proposed
  resolution: string;
  amount: number; // minor units, of a part; 0 as proposed
  why: string; // why it is decided otherwise than proposed
  again: boolean; // of a decision: about what was decided before and its customer has not got; '' is then as before
}

/** SerialView is what a serial number tells. */
export interface SerialView {
  serial: string;
  says: string; // matches, not_ours, returned_before, unknown; "" none was read
  order: string; // that it went out with, or came back for; '' when no order knows it
  shipped: string[]; // that went out on the line
}

/** ProposalView is what the shop's rules propose about units, and how often people took it. */
export interface ProposalView {
  rule: number; // 0 when no rule fits: a person decides
  disposition?: string;
  resolution?: string;
  amount?: Money; // for one unit
  instant: boolean;
  because: string[]; // kind, cause, grade, serial, warranty, days, value
  case: ProposalCase;
  serial: SerialView;
  cases: number; // decided after this rule in the last 90 days
  taken: number;
  changed: number;
}

/** ProposalCase is what a proposal depends on. */
export interface ProposalCase {
  kind: string;
  cause: string;
  grade: string;
  serial: string;
  warranty: string; // in, out, unknown
  until?: string;
  cover: Cover; // how warranty and until follow from the term of the item
  days: number; // since delivery; -1 when nobody knows
  value?: Money;
}

/** ReturnPolicy is what the shop decided about returns. */
export interface ReturnPolicy {
  auto_authorise: boolean; // a customer's request counts as agreed to
  days: number; // an agreement that nobody used expires; 0 never
  proposals: ProposalRule[];
  warranties: Warranty[];
  claim_windows: ClaimWindow[];
  claim_waits: ClaimWaits;
  criteria: number; // version of what follows; each change counts up
  grades: GradeText[];
  checklist: string[];
}

/** ProposalRule is one row of the shop's table of what to propose. A condition that is absent always holds. */
export interface ProposalRule {
  rule: number;
  kinds?: string[];
  causes?: string[];
  grades?: string[];
  serials?: string[];
  warranty?: string;
  min_days?: number;
  max_days?: number;
  min_value?: number; // price of one unit in minor units
  max_value?: number;
  instant?: boolean; // the customer may have it before anything comes
  disposition?: string;
  resolution: string;
  part?: number; // percent of the price, of refund_part
}

/** Warranty is how long a supplier stands by an item. */
export interface Warranty {
  sku: string;
  months: number;
  supplier: string;
}

/** ClaimWindow is in which days after the mailing a carrier or insurer takes a claim. */
export interface ClaimWindow {
  window: string;
  against: string;
  carrier: string;
  services?: string[];
  kinds?: string[];
  from: number;
  to: number;
  source: string;
  verified: boolean; // a person looked it up on the carrier's own site
  since?: string; // from when the shop has the row; '' from the start
}

/** ClaimWaits are after how many working days somebody is told of a claim that still waits and that nothing dates. */
export interface ClaimWaits {
  file?: number; // since it was opened
  answer?: number; // since it was filed
}

/** Trial is what a table of rules would have proposed about past returns, against what was decided. */
export interface Trial {
  cases: number;
  same: number;
  changed: number;
  unproposed: number;
  rules: TrialRule[];
  rows: TrialRow[];
}

/** TrialRule counts the cases of one rule. */
export interface TrialRule {
  rule: number;
  cases: number;
  same: number;
  changed: number;
}

/** TrialRow is one past decision that the rules would not have proposed. */
export interface TrialRow {
  order: string;
  return: string;
  line: string;
  grade: string;
  cause: string;
  on: string;
  rule: number;
  proposed: Outcome;
  decided: Outcome;
}
