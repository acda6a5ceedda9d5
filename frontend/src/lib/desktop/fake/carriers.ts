import type {
  CarrierCard,
  CarrierMapRow,
  CarrierMapView,
  CarriersScreen,
  LinkTrial,
  MeaningEffect,
  MeaningRow,
  ReviewView,
  Taught,
  TaughtMail,
  UnmappedRow,
} from '../types';
import { authorityEffect } from './work';

const card = (carrier: string, name: string, more: Partial<CarrierCard> = {}): CarrierCard => ({
  carrier,
  name,
  known: true,
  parcels: 0,
  own: 0,
  unmapped: 0,
  link: `https://${carrier}.example/track?n={}`,
  shipped: `https://${carrier}.example/track?n={}`,
  own_link: false,
  workdays: 'mon-fri',
  holidays: 'US-parcel',
  own_days: false,
  pickup: '17:00',
  own_pickup: false,
  closed: '2026-05-25',
  heard: [],
  ...more,
});

/** The carriers of the story: the shop ships with four of them, and one this program does not know. */
export const carriersScreen: CarriersScreen = {
  rows: [
    card('ups', 'UPS', { parcels: 412, unmapped: 1, pickup: '16:30', own_pickup: true }),
    card('usps', 'USPS', {
      parcels: 288,
      workdays: 'mon-sat',
      holidays: 'US',
      heard: [
        { source: 'Label export', carrier: 'usps', kind: 'label', last: '2026-05-17T09:05:00-05:00', usual_h: 24, quiet: true, file: '', new: 0, rejected: 0 }, // prettier-ignore
      ],
    }),
    card('gls', 'GLS', { parcels: 96, own: 1, unmapped: 1 }),
    card('northline', 'northline', { parcels: 31, known: false, link: '', shipped: '' }),
    card('fedex', 'FedEx', { link: 'https://track.marlow.example/?n={}', own_link: true }),
    card('yodel', 'Yodel'),
  ],
  others: card('*', '*', { link: '', shipped: '' }),
  unmapped: 2,
  holidays: ['DE', 'GB', 'US', 'US-parcel'],
  workdays: ['mon-fri', 'mon-sat', 'mon-sun'],
  phases: ['moving', 'out_for_delivery', 'attempt_failed', 'awaiting_collection', 'delivered', 'lost', 'voided', 'no_data'], // prettier-ignore
  reasons: [
    { reason: 'customer_refused', family: 'customer', action: true },
    { reason: 'carrier_capacity', family: 'carrier', action: false },
  ],
};

const meaning = (code: string, words: string, phase: string, more: Partial<MeaningRow> = {}): MeaningRow => ({
  carrier: 'gls',
  type: code === '' ? '' : '*',
  code,
  words,
  phase,
  reason: '',
  flag: '',
  family: '',
  action: false,
  origin: 'shipped',
  by: '',
  at: '',
  over: '',
  ...more,
});

const nothing: CarrierMapRow = { carrier: '', type: '', code: '', words: '', phase: '', reason: '', flag: '' };
const own: CarrierMapRow = { ...nothing, carrier: 'gls', type: '*', code: 'QX7', phase: 'out_for_delivery' };

/** What GLS's codes mean: one row of the shop's own, and three that are shipped. */
export const carrierMap: CarrierMapView = {
  carrier: 'gls',
  name: 'GLS',
  carriers: [
    { carrier: 'gls', name: 'GLS', own: 1 },
    { carrier: 'ups', name: 'UPS', own: 0 },
  ],
  rows: [
    meaning('QX7', '', 'out_for_delivery', { origin: 'own', by: 'Nadia', at: '2026-02-24T09:00:00-06:00' }),
    meaning('DELIVEREDPS', '', 'awaiting_collection'),
    meaning('NOTDELIVERED', '', 'attempt_failed'),
    meaning('', '* refused *', 'attempt_failed', { reason: 'customer_refused', family: 'customer', action: true }),
  ],
  own: 1,
  history: [
    {
      n: 7,
      at: '2026-02-24T09:00:00-06:00',
      by: 'Nadia',
      what: 'meaning',
      rows: 1,
      changes: [{ what: 'taught', row: own, was: nothing, over: '' }],
      undoable: true,
    },
  ],
};

/** mapOf is the table of a carrier in the story. */
export function mapOf(carrier: string): CarrierMapView {
  if (carrier === 'gls' || carrier === '') return carrierMap;
  const name = carriersScreen.rows.find((r) => r.carrier === carrier)?.name ?? carrier;
  return { ...carrierMap, carrier, name, rows: [], own: 0, history: [] };
}

/** What nobody understands yet in the story. */
export const unmapped: UnmappedRow[] = [
  {
    carrier: 'gls',
    name: 'GLS',
    type: '',
    code: 'ZZ9',
    text: 'Umgeleitet an Depot',
    count: 4,
    orders: 3,
    last: '2026-02-24T07:30:00-06:00',
    examples: [
      { id: 'o-20411', order: 'MT-20411', tracking: '90346692441', at: '2026-02-24T06:10:00', source: 'gls' },
      { id: '', order: '', tracking: '90346692449', at: '2026-02-23T11:00:00', source: 'gls' },
    ],
  },
  {
    carrier: 'ups',
    name: 'UPS',
    type: 'X',
    code: 'Q1',
    text: '',
    count: 1,
    orders: 1,
    last: '2026-02-23T16:00:00-06:00',
    examples: [],
  },
];

/** What teaching GLS a code would do in the story. */
export const meaningEffect: MeaningEffect = {
  ...authorityEffect,
  meanings: [{ what: 'taught', row: { ...own, code: 'ZZ9' }, was: nothing, over: '' }],
  changes: 1,
  against: 0,
};

/** What teaching it did. */
export const taught: Taught = {
  ...carrierMap,
  ruling: 8,
  changes: meaningEffect.meanings,
  effect: authorityEffect,
};

/** The rows of a table in a file. */
export const tableRows: CarrierMapRow[] = [
  { ...own, code: 'ZZ9' },
  { ...own, code: 'DELIVEREDPS', phase: 'lost' },
];

/** linkTrial is where a link leads in the story. */
export function linkTrial(carrier: string, template: string, number: string): LinkTrial {
  const tried = number === '' ? '90346692441' : number;
  const claims = [{ carrier, service: '', number: tried, check: 'valid', link: '', why: 'check' }];
  return { number: tried, link: template.replaceAll('{}', encodeURIComponent(tried)), claims };
}

/** What waits for a person in the story: a sender that writes anew and a feed that fell silent among it. */
export const review: ReviewView = {
  unread: 2,
  unmapped: 2,
  unmatched: 3,
  drifting: 1,
  silent: 1,
  senders: [
    { sender: 'northline', name: 'northline', waiting: 4, read: 31, last: '2026-05-18', subject: 'Tendered to interline partner', drifts: true, task: 'T1' }, // prettier-ignore
    { sender: '', name: '', waiting: 1, read: 0, last: '', subject: 'Your parcel', drifts: false, task: '' },
  ],
  feeds: [
    { source: 'ups', carrier: '', kind: 'carrier', last: '2026-05-19T06:10:00-05:00', usual_h: 24, quiet: true, file: 'quantum-2026-05-19.csv', new: 12, rejected: 0 }, // prettier-ignore
  ],
};

/** Something that the shop taught of carriers' mails. */
export const taughtMail: TaughtMail = {
  unread: 'U6b1c1b7f7a1d9e02',
  at: '2026-05-18T09:12:00-05:00',
  by: 'nadia',
  carrier: 'dhl',
  lang: '',
  place: 'sender',
  means: '',
  words: 'dhl-service.example',
  settled: 3,
};
