// The shapes of carriers, field for field as in app/views_carriers.go and what it is made of.

import type { Quality } from './figures';
import type { FeedRow } from './today';

/** CarriersView says when the shop's carriers work, and how good estimates of arrival were. */
export interface CarriersView {
  from: string; // parcels that arrived from this day
  to: string; // to this one are measured
  all: Quality;
  rows: CarrierRow[]; // carriers that the shop uses, by code
  holidays: string[]; // whose holidays are known
}

/** CarrierRow is one carrier. */
export interface CarrierRow {
  carrier: string;
  name: string;
  workdays: string; // mon-fri, mon-sat, mon-sun
  holidays: string; // whose it keeps
  closed: string; // the next one
  quality: Quality;
}

/** CarriersScreen is every carrier with what the shop set for it. */
export interface CarriersScreen {
  rows: CarrierCard[]; // the one with most parcels first
  others: CarrierCard; // the calendar of every carrier that is not named
  unmapped: number; // codes and wordings that nobody understands yet
  holidays: string[]; // whose holidays are known
  workdays: string[]; // the words for working days
  phases: string[]; // where a carrier's word can put a parcel
  reasons: ReasonRow[]; // why it can be late or stopped
}

/** ReasonRow is a reason, who must act on it, and whether somebody must before the parcel moves again. */
export interface ReasonRow {
  reason: string;
  family: string;
  action: boolean;
}

/** CarrierCard is one carrier. */
export interface CarrierCard {
  carrier: string;
  name: string;
  known: boolean; // the program ships something for it
  parcels: number; // of this shop
  own: number; // rows the shop wrote
  unmapped: number;
  link: string; // to its tracking page, {} is the number; '' none
  shipped: string; // the link that the program ships
  own_link: boolean;
  workdays: string; // mon-fri, mon-sat, mon-sun
  holidays: string; // whose it keeps
  own_days: boolean;
  pickup: string; // until when parcels must be ready; '' not known
  own_pickup: boolean;
  closed: string; // the next holiday
  heard: FeedRow[]; // the sources that speak of it, silent ones first
}

/** CarrierDaysForm is what a person sets about when a carrier works; what is empty follows the others. */
export interface CarrierDaysForm {
  carrier: string; // * is every one that is not named
  workdays: string;
  holidays: string;
  pickup: string;
}

/** LinkTrial is where a link leads with a number, and whose number that may be. */
export interface LinkTrial {
  number: string;
  link: string;
  claims: NumberClaim[];
}

/** NumberClaim says that a number may be one of a carrier's. */
export interface NumberClaim {
  carrier: string;
  service: string;
  number: string;
  check: string; // valid, invalid, none
  why: string; // what it is ranked by: parcel, sender, kin, shop, check, form
  link: string;
}
