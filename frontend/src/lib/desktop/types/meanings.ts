// The shapes of meanings, field for field as in app/views_meanings.go and what it is made of.

import type { AuthorityEffect, EffectRow } from './authority';

/** CarrierMapRow is what a carrier's code, its words, or both together mean; a * among the words stands for any. */
export interface CarrierMapRow {
  carrier: string;
  type: string; // of the code; * serves every type
  code: string;
  words: string;
  phase: string; // '' says nothing about where the parcel is
  reason: string;
  flag: string;
}

/** MeaningRow is one row of a carrier's table, ours or shipped. */
export interface MeaningRow {
  carrier: string;
  type: string;
  code: string;
  words: string;
  phase: string;
  reason: string;
  flag: string;
  family: string; // who must act on the reason
  action: boolean; // whether somebody must act before the parcel moves again
  origin: string; // own, shipped
  by: string;
  at: string;
  over: string; // of an own row, what the shipped one says of the same code
}

/** CarrierName is a carrier and how many rows the shop wrote for it. */
export interface CarrierName {
  carrier: string;
  name: string;
  own: number;
}

/** CarrierMapView is what a carrier's codes and words mean. */
export interface CarrierMapView {
  carrier: string; // '' is the shop's own rows of all
  name: string;
  carriers: CarrierName[];
  rows: MeaningRow[]; // the shop's own first
  own: number;
  history: MeaningRuling[]; // changes of the shop's own rows, the newest first
}

/** MeaningChange is one row of the shop's own table before and after a change. */
export interface MeaningChange {
  what: string; // taught, changed, forgotten
  row: CarrierMapRow; // what it says now; of a forgotten one, what it said
  was: CarrierMapRow; // what it said before; without a carrier when there was none
  over: string; // what the shipped table says of the same code
}

/** MeaningRuling is one change of the shop's own table. */
export interface MeaningRuling {
  n: number;
  at: string;
  by: string;
  what: string; // meaning, forgotten, undone
  rows: number; // that it changed
  changes: MeaningChange[];
  undoable: boolean; // none of them was changed again since
}

/** MeaningEffect is what a change of the shop's own table would do to the orders of today. */
export interface MeaningEffect {
  orders: number;
  changed: number;
  status: number;
  facets: number;
  tasks: number;
  opened: number;
  closed: number;
  rows: EffectRow[];
  next: string;
  meanings: MeaningChange[]; // the first of the rows that change
  changes: number; // rows that change
  against: number; // of them, those that say of a code something else than the program ships
}

/** Taught is the table after a change, and what that did. */
export interface Taught {
  carrier: string;
  name: string;
  carriers: CarrierName[];
  rows: MeaningRow[];
  own: number;
  history: MeaningRuling[];
  ruling: number; // by which the change can be taken back; 0 when nothing changed
  changes: MeaningChange[];
  effect: AuthorityEffect;
}

/** MeaningTable is what a file says that codes and words mean; nothing of it is taught yet. */
export interface MeaningTable {
  file: string;
  rows: CarrierMapRow[];
  left: string[]; // lines that call themselves shipped and are not what the program ships: "14: gls QX7"
}

/** MeaningDraft asks what rows would do to the orders of today. */
export interface MeaningDraft {
  rows: CarrierMapRow[];
  forget: boolean; // take them back, instead of teaching them
  after: string;
  limit: number;
}

/** UnmappedRow is a carrier's code or wording that nobody understands yet. */
export interface UnmappedRow {
  carrier: string;
  name: string;
  type: string;
  code: string;
  text: string;
  count: number;
  orders: number; // that it is about
  last: string; // when it was last heard
  examples: UnmappedExample[];
}

/** UnmappedExample is one parcel that a carrier said something unknown of. */
export interface UnmappedExample {
  id: string; // of the order; '' when no order has it
  order: string;
  tracking: string;
  at: string;
  source: string;
}
