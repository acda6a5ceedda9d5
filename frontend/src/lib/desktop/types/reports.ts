// The shapes of reports, field for field as in app/views_reports.go and what it is made of.

import type { FrozenFigure, FrozenMonth } from './figures';
import type { Count } from './imports';

/** KPIQuery is a period, both days included, in the shop's zone. */
export interface KPIQuery {
  from: string;
  to: string;
  basis: string; // latest, original, requested
}

/** KPIView is the KPI screen. */
export interface KPIView {
  from: string;
  to: string;
  zone: string;
  basis: string;
  kpis: KPIFigure[];
  scores: CarrierScore[];
  months: string[]; // that hold anything, oldest first, YYYY-MM
  frozen: FrozenMonth[]; // the months that were published
  closed: boolean; // the period is a month that is over and was not published
  empty: boolean;
}

/** LeftOut is how many cases a KPI leaves out for one reason. */
export interface LeftOut {
  code: string; // that rows are asked for by
  says: string; // code: what such cases of this KPI are called
  n: number;
}

/** KPIFigure is one KPI: rates in percent or per thousand, durations in hours, money in minor units, a turnover in times. */
export interface KPIFigure {
  name: string;
  unit: string; // percent, per_thousand, hours, money, times
  value: number;
  known: boolean; // false when there is nothing to count
  currency: string;
  p90: number;
  numerator: number;
  denominator: number;
  n: number;
  thin: boolean; // n below 30
  low: number;
  high: number;
  has_interval: boolean;
  excluded: LeftOut[];
  listed: Count[]; // counted, and may still turn out otherwise
  parts: Count[]; // cases by cause, the most frequent first
  business_h: number; // median in business hours
  business_p90: number;
  business_n: number; // 0: it is told by the clock alone
  hold_h: number; // hours taken out of the duration, median of those that had any
  hold_n: number;
  says: Saying[]; // what its columns do not say
  trend: TrendPoint[];
  was_frozen: boolean;
  frozen: FrozenFigure; // of a published month
}

/** Saying is one thing that is said of a figure: the key of its words in the catalogue, and what they need. */
export interface Saying {
  key: string;
  args: string[];
}

/** TrendPoint is one month of a KPI. */
export interface TrendPoint {
  month: string;
  value: number;
  low: number;
  high: number;
  n: number;
}

/** CarrierScore is one carrier and service in the period. */
export interface CarrierScore {
  carrier: string;
  service: string;
  parcels: number;
  on_time: KPIFigure;
  first_attempt: KPIFigure;
  lag_h: number; // hand-over to first scan, median
  lag_n: number;
  lag_p90_h: number;
  transit_h: number;
  problems: KPIFigure;
  cost_minor: number; // mean per parcel
  currency: string;
}

/** ReportFile says where a document was written. */
export interface ReportFile {
  path: string;
  bytes: number;
  pages: number;
}

/** EvidenceFile says where the evidence about an order was written: the document, and beside it the bundle with what it rests on. */
export interface EvidenceFile {
  path: string;
  bytes: number;
  pages: number;
  bundle: string; // an archive with the document, the facts, the originals and their hashes
  bundle_bytes: number;
  files: number; // in the bundle
  missing: string[]; // what nobody stated, in words; where there are several parcels, with which of them
}

/** PublishView counts what publishing did. */
export interface PublishView {
  pages: number;
  written: number;
  removed: number;
  same: number;
  folder: string;
}
