// The shapes of figures, field for field as in app/views_figures.go and what it is made of.

import type { Forecast } from './track';

/** FigureQuery asks for the rows behind one KPI. */
export interface FigureQuery {
  from: string;
  to: string;
  basis: string;
  name: string;
  excluded: string; // code: only rows that were left out for it; "" rows that count, "*" both
  listed: string; // code: only rows that are listed under it
  after: string; // key of the last row that is known
  limit: number; // 0 means 200
}

/** FigureRows are the rows behind one KPI, by day and order. */
export interface FigureRows {
  name: string;
  unit: string;
  currency: string;
  total: number; // with those on other pages
  rows: FigureRow[];
  more: boolean;
}

/** FigureRow is one row behind a KPI. */
export interface FigureRow {
  key: string;
  table: string; // orders, lines, parcels, returns, contacts
  order_id: string;
  order: string;
  subject: string; // parcel, line, return and line, or event; "" is the order itself
  on: string; // the day it counts on
  value: number; // hours, good units, or minor units of money
  of: number; // cases it stands for; 0 for one that only adds
  excluded: string;
  listed: string;
}

/** FrozenMonth is a month whose figures were handed out. */
export interface FrozenMonth {
  month: string;
  edition: number;
  at: string;
  by: string;
  version: string; // of the definitions
}

/** FrozenFigure is a published figure beside today's, and why they differ. */
export interface FrozenFigure {
  value: number;
  known: boolean;
  n: number;
  rows: number; // that say something else now
  why: FrozenWhy[];
}

/** FrozenWhy counts the rows that changed for one reason, and says when the last fact about them came in. */
export interface FrozenWhy {
  code: string;
  n: number;
  on: string;
}

/** RestatedView is a published month beside what the facts say now. */
export interface RestatedView {
  month: string;
  edition: number;
  at: string;
  by: string;
  version: string; // of the definitions it was counted by
  basis: string;
  version_now: string;
  zone: string; // whose clock it was counted by, where the shop's is another now; else ''
  restated: number; // figures that differ
  figures: RestatedFigure[];
}

/** RestatedFigure is one published figure with the rows that make it another today. */
export interface RestatedFigure {
  name: string;
  unit: string;
  currency: string;
  frozen: FrozenFigure;
  today: number;
  known: boolean;
  changed: boolean;
  rows: RestatedRow[];
}

/** RestatedRow is one row that says something else than when the month was published. */
export interface RestatedRow {
  order: string;
  order_id: string;
  subject: string;
  was: string; // a value, the code it was left out for, or "" when it was not there
  is: string;
  why: string[];
  since: SinceFact[]; // facts about the order that came in after the month was published, the newest five
}

/** SinceFact is one fact, or an import taken back, that came after a month was published. */
export interface SinceFact {
  event: string; // "" for an import taken back
  kind: string;
  what: string; // phase or code; of the clock, the zones
  recorded: string;
  source: string;
  run: string;
}

/** Quality is how good the first estimates that history gave turned out to be. Days are calendar days. */
export interface Quality {
  carrier: string; // code; "" is all of them
  arrived: number; // parcels that we knew to be under way before they arrived
  n: number; // of those, the ones of which history said when
  within_80: number; // arrived by the day that four of five should have
  within_90: number; // … nine of ten
  mae: number; // mean distance between the likely day and that of arrival
  median: number; // of the signed distance; above 0 they come later than said
  early: number; // more than a day before the likely day
  on: number;
  late: number; // more than a day after
  width: number; // mean days from the likely to the last day of the window
  changes: number; // mean number of changes that customers saw
  carrier_says: Rival;
  rule: Rival; // a rule that looks at no history
}

/** Rival is what somebody else had said of the same parcels on the same day. */
export interface Rival {
  n: number;
  mae: number;
  median: number;
  early: number;
  on: number;
  late: number;
  ours: number; // the error of history for these parcels
  low: number; // by how many days a parcel the rival is farther off than we, from …
  high: number; // … to, with a certainty of 95 %; both 0 while there are too few parcels to say
  nearer: 'ours' | 'rival' | ''; // "" when there are too few to tell, or no difference
}

/** Transit is how the journey of one parcel went that has ended, as its lane learns from it. */
export interface Transit {
  zone?: string;
  possession: string;
  arrived?: string; // delivered, or ready at its pick-up point; "" when it came back
  ended: string;
  days: number; // the carrier's working days from possession to arrival
  lag?: number; // working days from our hand-over to the carrier's first scan; 0 unknown
  silences?: Silence[];
  forecast?: Forecast; // what had been said of it beforehand
}

/** Silence is the time from one sign of life of a parcel to the next, in working days of its carrier begun. */
export interface Silence {
  phase: string; // in which it was silent
  days: number;
}
