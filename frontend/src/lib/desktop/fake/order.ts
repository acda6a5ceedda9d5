import type { EventRow, OrderView, ParcelState, ParcelView, Step, StatusChange } from '../types';
import { claim } from './returns';
import { now, task, zone } from './shop';

const at = (day: number, time: string): string => `2026-05-${String(day).padStart(2, '0')}T${time}:00-05:00`;
let number = 0;

function event(part: Partial<EventRow>): EventRow {
  number += 1;
  const names = {
    event: `E${String(number)}`,
    subject: '',
    kind: 'carrier_event',
    phase: '',
    reason: '',
    flag: '',
    code: '',
  };
  const what = { text: '', location: '', line: '', item: '', quantity: 0, occurred: now, recorded: now, late_hours: 0 };
  const from = {
    source: 'bench-1',
    source_kind: 'station',
    also: [],
    actor: '',
    station: '',
    file: '',
    row: 0,
    raw: '',
    outcome: '',
  };
  return { ...names, ...what, ...from, decides: false, retracted: false, can_undo: false, override: '', ...part };
}

const scan = (kind: string, occurred: string, part: Partial<EventRow>): EventRow =>
  event({ kind, occurred, recorded: occurred, station: 'Bench 1', actor: 'Sam', ...part });
const mail = (phase: string, occurred: string, recorded: string, part: Partial<EventRow>): EventRow =>
  event({
    phase,
    occurred,
    recorded,
    source: 'ups-mail',
    source_kind: 'carrier_mail',
    file: 'ups-notice.eml',
    ...part,
  });

const events: EventRow[] = [
  event({
    kind: 'contact',
    code: 'where_is_it',
    text: 'where is the compressor?',
    occurred: at(21, '16:15'),
    recorded: at(21, '16:16'),
    source: 'office',
    source_kind: 'person',
    actor: 'Nadia',
  }),
  scan('staged', at(21, '15:20'), { subject: 'P-7KQ9-3' }),
  scan('closed', at(21, '14:52'), { subject: 'P-7KQ9-3' }),
  scan('packed', at(21, '14:51'), { subject: 'P-7KQ9-3', item: 'Battery 18 V 5.0 Ah', quantity: 2 }),
  event({
    kind: 'return_received',
    occurred: at(21, '10:05'),
    recorded: at(21, '10:05'),
    subject: 'R-0312',
    item: 'Cordless combi drill kit',
    quantity: 1,
  }),
  event({
    phase: 'attempt_failed',
    reason: 'customer_not_available',
    occurred: '2026-05-19T14:05:00',
    recorded: at(21, '15:58'),
    late_hours: 50,
    subject: 'P-7KR4-1',
    source: 'northline',
    source_kind: 'carrier_file',
    code: 'AP3',
    text: 'Appointment not kept, consignee',
    file: 'northline_2026-05-21.csv',
    row: 17,
    decides: true,
  }),
  event({
    kind: 'order_stated',
    text: 'fulfilled',
    occurred: at(18, '08:12'),
    recorded: at(18, '09:02'),
    source: 'shopify',
    source_kind: 'shop',
    file: 'orders_2026-05-18.csv',
    row: 9,
  }),
  mail('announced', at(18, '07:30'), at(18, '07:34'), {
    subject: 'P-7KR4-1',
    source: 'northline-mail',
    text: 'Appointment set, Tue 19 May 12:00 to 16:00',
  }),
  event({
    phase: 'possession',
    occurred: at(15, '16:40'),
    recorded: at(18, '09:02'),
    late_hours: 64,
    subject: 'P-7KR4-1',
    source: 'northline',
    source_kind: 'carrier_file',
    file: 'northline_2026-05-18.csv',
    row: 4,
    location: 'Joliet, IL',
  }),
  mail('delivered', at(15, '11:42'), at(15, '11:47'), {
    subject: 'P-7KP6-2',
    text: 'Left with receptionist',
    also: ['ups-file'],
  }),
  mail('out_for_delivery', at(15, '08:20'), at(15, '08:31'), { subject: 'P-7KP6-2' }),
  scan('picked', at(15, '10:12'), { item: 'Air compressor 60 gal, open box A', quantity: 1 }),
  mail('possession', at(13, '18:31'), at(13, '18:40'), { subject: 'P-7KP6-2' }),
  scan('handed_over', at(13, '17:04'), { subject: 'P-7KP6-2' }),
  scan('closed', at(13, '11:30'), { subject: 'P-7KP6-2' }),
  scan('picked', at(13, '10:40'), { item: 'Cordless combi drill kit, open box B', quantity: 1, retracted: true }),
  event({
    kind: 'order_stated',
    occurred: at(12, '09:50'),
    recorded: at(12, '10:00'),
    source: 'shopify',
    source_kind: 'shop',
    file: 'orders_2026-05-12.csv',
    row: 31,
  }),
];

const step = (code: string, state: string, when = ''): Step => ({ code, state, at: when });
const why = { decided_by: 'E6', rule: 'latest-progress-wins', runner_up: 'E12', conflicts: [] };

function parcel(part: Partial<ParcelState>): ParcelState {
  const base = {
    parcel: '',
    carrier: 'ups',
    service: 'Ground',
    tracking: '',
    phase: 'planned',
    reason: '',
    possession: false,
  };
  return {
    ...base,
    on_its_way: false,
    estimated: {},
    contents: [],
    assumed: false,
    attempts: 0,
    times: {},
    why,
    ...part,
  };
}

const states: ParcelState[] = [
  parcel({
    parcel: 'P7KP62',
    tracking: '1Z000T100318420716',
    phase: 'delivered',
    since: at(15, '11:42'),
    possession: true,
    on_its_way: true,
  }),
  parcel({ parcel: 'P7KQ93', tracking: '1Z000T100318420941', phase: 'staged', since: at(21, '15:20') }),
  parcel({
    parcel: 'P7KR41',
    carrier: 'northline',
    service: '',
    tracking: 'NL0000418220',
    phase: 'attempt_failed',
    reason: 'customer_not_available',
    since: '2026-05-19T14:05:00',
    possession: true,
    on_its_way: true,
    attempts: 1,
  }),
];

const views: ParcelView[] = [
  {
    parcel: 'P7KP62',
    grouped: 'P-7KP6-2',
    lane: '',
    kept: 0,
    kept_n: 0,
    carrier_off: 0,
    carrier_n: 0,
    costs: [
      { source: 'pirateship', kind: 'label', at: '2026-05-19', cost: { minor: 1119, currency: 'USD' }, surcharge: { minor: 0, currency: '' }, invoice: '', replaced: false }, // prettier-ignore
      { source: 'ups-billing', kind: 'carrier_file', at: '2026-05-26', cost: { minor: 1248, currency: 'USD' }, surcharge: { minor: 154, currency: 'USD' }, invoice: '900001', replaced: false }, // prettier-ignore
    ],
    carrier: 'UPS',
    link: 'https://example.com/track/1',
    leads: false,
    steps: [
      step('packed', 'done', at(13, '11:30')),
      step('handed_over', 'done'),
      step('possession', 'done'),
      step('out_for_delivery', 'done'),
      step('delivered', 'done'),
    ],
    items: [{ quantity: 1, title: 'Cordless combi drill kit, open box B', sku: 'TV18-CD' }],
  },
  {
    parcel: 'P7KQ93',
    grouped: 'P-7KQ9-3',
    lane: '',
    kept: 0,
    kept_n: 0,
    carrier_off: 0,
    carrier_n: 0,
    costs: [],
    carrier: 'UPS',
    link: 'https://example.com/track/2',
    leads: false,
    steps: [
      step('packed', 'done'),
      step('handed_over', 'now'),
      step('possession', 'todo'),
      step('out_for_delivery', 'todo'),
      step('delivered', 'todo'),
    ],
    items: [
      { quantity: 2, title: 'Battery 18 V 5.0 Ah', sku: 'TV-B50' },
      { quantity: 2, title: 'Air hose 3/8 in, 50 ft', sku: 'HD-AH50' },
    ],
  },
  {
    parcel: 'P7KR41',
    grouped: 'P-7KR4-1',
    lane: '',
    kept: 0,
    kept_n: 0,
    carrier_off: 0,
    carrier_n: 0,
    costs: [],
    carrier: 'Northline Freight',
    link: 'https://example.com/track/3',
    leads: true,
    steps: [
      step('packed', 'missing'),
      step('handed_over', 'missing'),
      step('possession', 'done'),
      step('attempt_failed', 'failed'),
      step('delivered', 'todo'),
    ],
    items: [{ quantity: 1, title: 'Air compressor 60 gal, open box A', sku: 'HD60' }],
  },
];

const line = (n: string, title: string, ordered: number, over: number, delivered: number) => ({
  line: n,
  sku: '',
  title,
  price: { minor: 7900, currency: 'USD' },
  to_ship: ordered - over,
  implied: false,
  no_ship: false,
  ledger: {
    ordered,
    cancelled: 0,
    picked: ordered,
    packed: n === '3' ? 0 : ordered,
    handed_over: over,
    delivered,
    lost: 0,
    return_requested: n === '1' ? 1 : 0,
    return_received: n === '1' ? 1 : 0,
    restocked: 0,
    written_off: 0,
    returning: 0,
    replaced: 0,
  },
});

/** orderView is the order of the story, under any id. */
export function orderView(id: string): OrderView {
  return {
    claims: [claim],
    suppliers: [],
    covers: [{ line: '1', cover: { says: 'out', months: 12, from: '2025-05-15', until: '2026-05-15' } }],
    now,
    as_of: '',
    zone,
    parcels: views,
    events,
    lead_task: '',
    lead_event: '',
    original: '',
    page: 't/8fk2q7wd/index.html',
    token: '8fk2-q7wd',
    previous: 'O20433',
    next: 'O20431',
    state: {
      id,
      order: 'MT-20418',
      source: 'shopify',
      parcels: states,
      person: 'x',
      stated: 'E17',
      edits: [],
      check: now,
      why: {
        ...why,
        conflicts: [
          { source: 'shopify', says: 'fulfilled', event: 'E7', parcel: 'P7KR41', weight: 'not_its_milestone' },
        ],
      },
      headline: {
        code: 'attempt_failed',
        parcel: 'P7KR41',
        nth: 3,
        of: 3,
        delivered: 1,
        reason: 'customer_not_available',
        at: '2026-05-19T14:05:00',
        to_ship: 4,
      },
      facets: {
        state: 'open',
        picked: 'all',
        packed: 'part',
        handed_over: 'part',
        delivered: 'part',
        returns: 'part',
        promise: 'late',
        attention: 3,
      },
      promise: { original: '2026-05-20', latest: '2026-05-20', state: 'late', days: 1 },
      lines: [
        line('1', 'Cordless combi drill kit, open box B', 1, 1, 1),
        line('2', 'Battery 18 V 5.0 Ah', 2, 0, 0),
        line('3', 'Air compressor 60 gal, open box A', 1, 1, 0),
        line('4', 'Air hose 3/8 in, 50 ft', 2, 0, 0),
      ],
      returns: [
        {
          return: 'R-0312',
          kind: 'request',
          phase: 'received',
          lines: [
            {
              line: '1',
              state: 'inspection_pending',
              requested: 1,
              received: 1,
              inspected: 0,
              decided: 0,
              released: 0,
              units: [{ quantity: 1 }],
            },
          ],
          ways: [],
          opened: at(18, '11:10'),
          received: at(21, '10:05'),
        },
      ],
      claims: [],
      tasks: [],
      times: { ordered: at(12, '09:50'), paid: at(12, '09:50') },
      facts: {
        ordered_at: at(12, '09:50'),
        paid_at: at(12, '09:50'),
        promised_on: '2026-05-20',
        payment: 'paid',
        fulfilment: 'fulfilled',
        total: { minor: 126450, currency: 'USD' },
        tags: 'open-box',
        lines: [],
      },
    },
    customer: {
      name: 'T. Harrowgate',
      email: 't.harrowgate@example.com',
      phone: '+1 555 0144',
      ship_name: 'T. Harrowgate',
      company: 'Harrowgate Builds',
      address1: '14 Quarry Lane',
      city: 'Joliet',
      region: 'IL',
      postcode: '60432',
      country: 'US',
      note: 'Call before the crate comes.',
    },
    tasks: [
      task({
        task: 'T4',
        code: 'attempt_failed',
        severity: 'late',
        subject: 'P-7KR4-1',
        args: ['customer_not_available'],
        step: 'rebook',
        by: 'Nadia',
      }),
      task({
        task: 'T3',
        code: 'no_scan_by_us',
        owner: 'warehouse',
        severity: 'risk',
        subject: 'P-7KR4-1',
        due: at(22, '10:00'),
        args: [],
        step: 'look',
      }),
      task({
        task: 'T8',
        code: 'return_not_inspected',
        owner: 'returns',
        severity: 'moving',
        subject: 'R-0312',
        due: '2026-05-26T17:00:00-05:00',
        args: [],
        step: 'inspect',
      }),
      task({ task: 'T0', code: 'stalled', state: 'auto_cleared', due: '', args: ['3', 'default', '0', ''] }),
    ],
    unscanned: [],
    reporters: [],
    voices: [
      {
        parcel: 'P7KQ24',
        milestone: 'attempted',
        source: 'northline',
        kind: 'carrier_file',
        says: 'attempt_failed',
        event: 'E3',
        occurred: '2026-05-19T14:05:00',
        recorded: '2026-05-19T19:30:00-05:00',
        times: 1,
        last: '2026-05-19T14:05:00',
        weight: 'asserts',
        verdict: 'decides',
      },
    ],
    prospects: [
      {
        by: 'time',
        at: '2026-05-22T10:00:00-05:00',
        kind: '',
        says: '',
        source_kind: '',
        line: '',
        quantity: 0,
        parcel: '',
        event: '',
        becomes: '',
        open_tasks: 4,
        opened: ['stalled'],
        closed: [],
        facets: [],
        parcels: [],
        little: false,
        after: { code: 'stalled', of: 3, delivered: 1, to_ship: 0 },
      },
    ],
    sources: [
      {
        parcel: 'P-7KR4-1',
        source: 'northline',
        kind: 'carrier_file',
        says: 'attempt_failed',
        at: '2026-05-19T14:05:00',
        weight: 'decides',
      },
      { parcel: 'P-7KR4-1', source: 'bench-1', kind: 'station', says: 'picked', at: at(15, '10:12'), weight: 'older' },
      {
        parcel: 'P-7KR4-1',
        source: 'shopify',
        kind: 'shop',
        says: 'fulfilled',
        at: at(18, '08:12'),
        weight: 'not_its_milestone',
      },
    ],
  };
}

/** When the sofa came to show something else. */
export const changes: StatusChange[] = [
  ['2026-05-12T09:50:00-05:00', 'to_pick'],
  ['2026-05-15T10:12:04-05:00', 'picked'],
  ['2026-05-15T18:00:00-05:00', 'possession'],
  ['2026-05-19T19:30:00-05:00', 'attempt_failed'],
].map(([at = '', code = '']) => ({
  at,
  known: true,
  headline: { code, of: 1, delivered: 0, to_ship: 0 },
  decided_by: '',
}));
