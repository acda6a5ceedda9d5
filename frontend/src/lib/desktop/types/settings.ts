// The shapes of settings, field for field as in app/views_settings.go and what it is made of.

import type { AuthorityRow } from './authority';
import type { FeedRow } from './today';

/** SettingsView is what can be set so far. */
export interface SettingsView {
  shop_name: string;
  zone: string; // IANA name
  currency: string;
  country: string;
  operator: string; // default name for acts at the screen
  mail_servers: string; // whose word counts of who wrote a mail: names after blanks; "" whichever handled it last
  address: string; // where the shop is and takes returns: lines parted by line breaks or semicolons
  help_mail: string; // shown to customers on the tracking page
  page_url: string; // where the pages folder is published, such as https://shop.example/track; "" nowhere
  promise_days: number; // working days promised where a shop states no date; 0 promises nothing
  since: string; // orders their shop calls fulfilled before this day count as done; '' counts none
  closed_days: string; // of the shop: 2026-12-24..2027-01-01, 2026-07-03
  work_hours: string; // of the shop on a working day: 08:00-18:00; '' any time; KPIs count business hours in them
  pickup_holds: string; // for how many days carriers keep a parcel at a pick-up point, besides the shipped ones: usps 15; ups 7
  pickups: string; // until when parcels must be ready: 17:00; ups 16:30; '' not known
  carrier_days: string; // besides the shipped ones: usps mon-sat US; gls mon-fri DE
  stall_home: number; // working days of silence that stall a parcel while history cannot say
  stall_abroad: number;
  carrier_scan: number; // working days from hand-over in which a carrier's scan is due
  lost_days: number; // working days of silence after which a parcel counts as lost; 0 never
  handling_days: number; // working days from paid to left, where nothing states a day; 0 waits for ever
  supplier_days: number; // working days from goods sent to their supplier to the answer; 0 waits for ever
  supplier_send_days: number; // working days from the decision that goods go to their supplier to their leaving; 0 waits for ever
  stall_percent: number; // of past silences that were shorter than what stalls a parcel
  head_start: number; // minutes that our own people know of a problem before a customer’s page may tell of it
  rates: FigureRates; // what figures reckon with
  language: string; // of tracking pages and documents: en, de
  page_days: number; // tracking pages expire this many days after delivery
  theme: string; // system, light, dark
  density: string; // compact, comfortable, touch
  volume: number; // 0 to 100
  data_folder: string;
  synced: string; // the synchronised folder that it lies in; "" when in none
  database: number; // bytes
  events: number;
  last_backup: string;
  version: string;
  authority: AuthorityRow[];
  sources: FeedRow[];
}

/** FigureRates are what figures reckon with, as people write it. */
export interface FigureRates {
  packaging: string; // for each parcel, in the shop’s currency, such as 0.85
  labour: string; // for each hour at the bench
  claim_days: number;
}

/** What checking the data found. */
export interface Verified {
  ok: boolean;
  problems: string[];
}
