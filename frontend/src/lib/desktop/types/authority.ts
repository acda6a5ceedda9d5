// The shapes of authority, field for field as in app/views_authority.go and what it is made of.

import type { Headline } from './orders';

/** AuthorityView is who may say what: the table in force, the one this program ships, and the changes so far. */
export interface AuthorityView {
  rows: AuthorityRow[];
  shipped: AuthorityRow[];
  kinds: string[]; // every kind of source, as they are shown
  changed: boolean; // the table is not the shipped one
  history: RulingRow[]; // the newest first
  changes: AuthorityChange[]; // the rows that are not the shipped ones, and who made them so when
}

/** AuthorityChange is a row that the shop decides otherwise than the program ships it, and the last change of it. */
export interface AuthorityChange {
  milestone: string;
  at: string; // '' when it is not known
  by: string;
}

/** AuthorityRow says which kinds of source decide a milestone, which are shown, and whose word changes nothing. */
export interface AuthorityRow {
  milestone: string;
  asserts: string[];
  supports: string[];
  ignored: string[];
}

/** RulingRow is one change of the rules. */
export interface RulingRow {
  at: string;
  by: string;
  what: string; // begin, program, settings, authority, reset
  authority: AuthorityRow[]; // the rows that this change made different
}

/** AuthorityDraft asks what a change of the table would do. */
export interface AuthorityDraft {
  rows: AuthorityRow[]; // those to change
  after: string; // key of the last row of the page before; then nothing is counted
  limit: number;
}

/** AuthorityEffect is what a change of the table would do to the orders of today. */
export interface AuthorityEffect {
  orders: number;
  changed: number;
  status: number;
  facets: number;
  tasks: number;
  opened: number;
  closed: number;
  rows: EffectRow[];
  next: string; // '' at the end
}

/** EffectRow is one order before and after. */
export interface EffectRow {
  id: string;
  order: string;
  source: string;
  customer: string;
  before: Headline;
  after: Headline;
  parcels: EffectPhase[];
  facets: EffectFacet[];
  opened: string[]; // codes of tasks
  closed: string[];
}

/** EffectPhase is a parcel before and after; '' when there is none. */
export interface EffectPhase {
  parcel: string;
  before: string;
  after: string;
}

/** EffectFacet is one facet before and after. */
export interface EffectFacet {
  facet: string;
  before: string;
  after: string;
}

/** Customer is the personal part of an order. It lives beside the events, found by its hash, so that it can be erased. */
export interface Customer {
  name?: string;
  email?: string;
  phone?: string;
  ship_name?: string;
  company?: string;
  address1?: string;
  address2?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
  note?: string;
}
