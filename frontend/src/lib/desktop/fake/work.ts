import type {
  AuthorityEffect,
  AuthorityRow,
  AuthorityView,
  Bench,
  CarriersView,
  PlanView,
  ProfileRow,
  ProfileTrial,
  ProfileVersionRow,
  Quality,
  RunRow,
  ScanRequest,
  ScanVerdict,
  SettingsView,
  UnmatchedRow,
  UnreadRow,
} from '../types';
import { feeds, now, shell, zone } from './shop';

const at = (time: string): string => `2026-05-21T${time}-05:00`;

/** bench is a packing bench half-way through an order. */
export function bench(station: string, mode = 'pack'): Bench {
  const row = (time: string, item: string, verdict: string, code: string, meaning = 'line-item') => ({
    at: at(time),
    raw: '',
    item,
    verdict,
    code,
    meaning,
  });
  const ids = {
    station,
    mode,
    operator: 'Sam',
    order: 'MT-20436',
    order_id: 'O20436',
    parcel: 'P-7KX2-8',
    carrier: '',
    nth: 1,
    of: 1,
  };
  const left = {
    next_code: 'scan_item',
    next_item: 'Air hose 3/8 in, 50 ft',
    next_bin: 'H-04',
    next_left: 2,
    undo: 'Battery 18 V 5.0 Ah',
    unknown: 1,
  };
  return {
    ...ids,
    ...left,
    done: 3,
    todo: 6,
    parcels: [],
    lines: [
      { line: '1', title: 'Cordless combi drill kit', sku: 'TV18-45120', bin: 'B-07', want: 1, have: 1, picked: 1 },
      { line: '2', title: 'Battery 18 V 5.0 Ah', sku: 'TV-B50', bin: '', want: 2, have: 2, picked: 2 },
      { line: '3', title: 'Air hose 3/8 in, 50 ft', sku: 'HD-AH50', bin: 'H-04', want: 2, have: 0, picked: 2 },
      { line: '4', title: 'Blade set, 165 mm', sku: 'KB-165-3', bin: 'C-11', want: 1, have: 0, picked: 1 },
    ],
    recent: [
      row('16:19:02', 'Battery 18 V 5.0 Ah', 'ok', 'packed'),
      row('16:18:59', 'Battery 18 V 5.0 Ah', 'ok', 'packed'),
      row('16:18:41', 'Cordless combi drill kit', 'ok', 'packed'),
      row('16:18:20', 'Sam', 'ok', 'operator', 'operator'),
      row('16:18:12', 'MT-20436', 'ok', 'opened', 'order'),
    ],
  };
}

// Read a row as: a scan of <code> gets <verdict>, <code>, <tone>, about <item>, with args.
const answers: Record<string, [string, string, string, string, string[]]> = {
  WRONG1: ['refused', 'wrong-item', 'wrong', 'Air hose 1/4 in, 25 ft', ['H-03']],
  MANY1: ['refused', 'too-many', 'too_many', 'Battery 18 V 5.0 Ah', ['2']],
  CARRIER1: ['refused', 'wrong-carrier', 'wrong_carrier', 'P-7KX2-8', ['P-7KX2-8', 'USPS', 'UPS']],
  HOLD1: ['refused', 'on-hold', 'stop', 'MT-20424', []],
  DONE1: ['done', 'packed', 'complete', 'P-7KX2-8', []],
  AGAIN1: ['duplicate', 'again', 'again', 'Battery 18 V 5.0 Ah', []],
  3700000000370: ['unknown', 'unknown-code', 'unknown', '', []],
};

/** verdictOn answers a scan the way the table above says; anything else is counted. */
export function verdictOn(request: ScanRequest): ScanVerdict {
  const [verdict, code, tone, item, args] = answers[request.raw] ?? [
    'ok',
    'packed',
    'ok',
    'Battery 18 V 5.0 Ah',
    ['2', '2'],
  ];
  const ids = {
    order: 'MT-20436',
    parcel: 'P-7KX2-8',
    meaning: verdict === 'unknown' ? 'unknown' : 'line-item',
    message: '',
    next: '',
  };
  const lies = bench(request.station, request.mode);
  const top = { at: at('16:19:30'), raw: request.raw, item, verdict, code, meaning: ids.meaning };
  return {
    ...ids,
    raw: request.raw,
    verdict,
    code,
    tone,
    item,
    args,
    at: at('16:19:30'),
    bench: { ...lies, undo: verdict === 'ok' ? lies.undo : '', recent: [top, ...lies.recent].slice(0, 5) },
  };
}

const columns: [string, string, string][] = [
  ['Name', 'order_number', 'MT-20418'],
  ['Id', 'external_id', '5870011203'],
  ['Created at', 'ordered_at', '2026-05-12 09:50:26 -0500'],
  ['Paid at', 'paid_at', '2026-05-12 09:50:31 -0500'],
  ['Lineitem quantity', 'quantity', '2'],
  ['Lineitem name', 'title', 'Battery 18 V 5.0 Ah'],
  ['Lineitem sku', 'sku', 'TV-B50'],
  ['Lineitem price', 'unit_price', '79.00'],
  ['Shipping Zip', 'ship_postcode', '60614'],
  ['Fulfillment Status', 'fulfilment', 'fulfilled'],
  ['Tags', 'tags', 'open-box, gift'],
  ['Location', '', 'Main St'],
  ['Device ID', '', ''],
];
const fields: [string, boolean][] = [
  ['order_number', true],
  ['external_id', false],
  ['ordered_at', false],
  ['paid_at', false],
  ['promised_on', false],
  ['ship_by', false],
  ['quantity', false],
  ['title', false],
  ['sku', false],
  ['unit_price', false],
  ['ship_postcode', false],
  ['fulfilment', false],
  ['tags', false],
];

/** plan is what an export of orders would do. */
export function plan(file: string, id: string, map: Record<string, string> = {}): PlanView {
  const given = new Map(Object.entries(map).map(([field, column]) => [column, field]));
  const mapped = (column: string, field: string): string => (given.size === 0 ? field : (given.get(column) ?? ''));
  const problem = (row: number, column: string, value: string, code: string, message: string, order = '') => ({
    sheet: '',
    row,
    column,
    value,
    code,
    says: '',
    args: [],
    message,
    order,
  });
  const read = {
    format: 'csv',
    encoding: 'utf-8',
    separator: ',',
    sheet: '',
    sheets: [],
    date_format: '2006-01-02 15:04:05 -0700',
    decimal: '.',
    source: 'shopify',
  };
  const sum = {
    rows: 214,
    new: 31,
    changed: 12,
    same: 162,
    conflict: 3,
    rejected: 5,
    ignored: 1,
    ignored_for: [{ code: 'footer', count: 1 }],
    orders: 143,
    events: 0,
    bygone: 0,
  };
  return {
    id,
    file,
    kind: 'orders',
    profile: 'shopify',
    title: 'Shopify orders',
    sha256: '9f2c',
    size: 397_312,
    ...read,
    ...sum,
    run: '',
    applied: false,
    doubted: false,
    known: false,
    recognised: {
      sure: 'full',
      score: 100,
      columns: columns.length,
      matched: columns.length,
      extra: [],
      missing: [],
      next: 'squarespace',
      next_title: 'Squarespace orders export',
      next_score: 83,
      next_lacks: ['Order ID', 'Lineitem variant'],
      next_bars: [],
    },
    header_row: 1,
    currency: 'USD',
    first: [2, 3].map((row) => ({ row, cells: columns.map(([, , sample]) => sample) })),
    columns: columns.map(([name, field, sample]) => ({
      name,
      field: mapped(name, field),
      sample,
      likely: '',
      date_order: '',
      day_first: 0,
      month_first: 0,
      either_way: 0,
    })),
    fields: fields.map(([field, required]) => ({ field, required, example: '' })),
    problems: [
      problem(
        48,
        'Lineitem quantity',
        '1.5',
        'bad-number',
        'Quantity must be a whole number, such as 1 or 2.',
        'MT-20447',
      ),
      problem(
        97,
        'Created at',
        '31/04/2026',
        'bad-date',
        'April has 30 days. Expected a day such as 2026-04-30 09:15:00 -0500.',
        'MT-20451',
      ),
      problem(
        98,
        'Created at',
        '31/04/2026',
        'bad-date',
        'Same order as row 97; all its rows wait together.',
        'MT-20451',
      ),
      problem(151, 'Name', '', 'missing', 'The first row of an order needs its number.'),
      problem(214, '', '83 record(s)', 'footer', 'This line is no order: it has one cell only.'),
    ],
    flags: [
      problem(
        61,
        'Total',
        '129.90',
        'total-off',
        '129.90 USD is not what items of 119.00 USD with shipping 4.90 USD come to',
        'MT-20433',
      ),
    ],
    flagged: [{ code: 'total-off', count: 1 }],
    whose: [],
    changes: [
      { order: 'MT-20377', field: 'promised_on', old: '2026-05-20', new: '2026-05-22' },
      { order: 'MT-20402', field: 'phone', old: '', new: '+1 555 0109' },
    ],
    conflicts: [
      {
        order: 'MT-20402',
        field: 'ship_address2',
        typed: 'address',
        ours: 'Suite 4B',
        file: 'Suite 4',
        by: 'Priya',
        at: '2026-05-21T14:20:00-05:00',
        answer: '',
      },
      {
        order: 'MT-20427',
        field: 'service',
        typed: 'service',
        ours: 'Express',
        file: 'Standard',
        by: '',
        at: '2026-05-19T09:10:00-05:00',
        answer: '',
      },
    ],
    remembered: [],
    before: '',
    before_at: '',
    otherwise: [],
  };
}

const run = (
  n: number,
  when: string,
  file: string,
  kind: string,
  profile: string,
  rows: number,
  fresh: number,
  rejected: number,
  part: Partial<RunRow> = {},
): RunRow => ({
  run: `R${String(n).padStart(6, '0')}`,
  at: when,
  file,
  kind,
  profile,
  source: 'shopify',
  rows,
  new: fresh,
  changed: 0,
  same: rows - fresh - rejected,
  conflict: 0,
  rejected,
  ignored: 0,
  by: 'Nadia',
  sheet: '',
  folder: '',
  state: 'applied',
  undone_at: '',
  can_undo: true,
  back: '',
  withdrawn: 0,
  undone_before: false,
  kept: [],
  ...part,
});

export const runs: RunRow[] = [
  run(431, at('15:58:00'), 'northline_2026-05-21.csv', 'carrier', 'northline', 46, 17, 1),
  run(430, at('09:02:00'), 'shipments-21-may.csv', 'carrier', 'shipstation', 46, 46, 0, {
    by: 'automatic',
    folder: 'Labels',
  }),
  run(429, '2026-05-20T17:40:00-05:00', 'orders_export_2026-05-20.csv', 'orders', 'shopify', 209, 0, 0, {
    state: 'undone',
    undone_at: '2026-05-20T17:52:00-05:00',
    can_undo: false,
  }),
  run(428, '2026-05-20T08:15:00-05:00', 'notices.mbox', 'notices', 'mail', 34, 29, 2, { can_undo: false }),
];

export const unread: UnreadRow[] = [
  {
    id: 'U1',
    kind: 'notice',
    at: at('12:10:00'),
    source: 'northline-mail',
    subject: 'Tendered to interline partner',
    why: 'unmapped',
    text: 'PRO 0000418220 tendered to interline partner at Joliet',
    count: 2,
  },
  {
    id: 'U2',
    kind: 'scan',
    at: at('16:19:47'),
    source: 'bench-1',
    subject: '3700000000370',
    why: 'unknown-code',
    text: '',
    count: 1,
  },
];

export const unmatched: UnmatchedRow[] = [
  {
    event: 'EM1',
    count: 3,
    source: 'ups',
    file: 'quantum-2026-05-21.csv',
    row: 14,
    order: 'MH-2O418',
    parcel: '',
    carrier: 'ups',
    tracking: '1Z999AA10123456784',
    kind: 'carrier_event',
    phase: 'moving',
    reason: '',
    text: 'Departed from facility',
    occurred: '2026-05-21T06:10:00',
    recorded: at('08:20:00'),
    why: 'unknown_number',
    candidates: [
      {
        id: 'O418',
        order: 'MH-20418',
        source: 'shopify',
        placed: '2026-05-12T09:50:00-05:00',
        headline: { code: 'to_pick', of: 0, delivered: 0, to_ship: 1 },
        why: 'looks_alike',
      },
    ],
  },
];

export const profiles: ProfileRow[] = [
  {
    name: 'freight',
    title: 'freight',
    kind: 'carrier',
    version: 2,
    source: 'northline',
    saved: true,
    sure: '',
    columns: 6,
  },
  {
    name: 'shopify',
    title: 'Shopify orders',
    kind: 'orders',
    version: 1,
    source: 'shopify',
    saved: false,
    sure: 'full',
    columns: 30,
  },
];
/** The versions that the saved profile of the story had, and what the older one would make of a file. */
export const versions: ProfileVersionRow[] = [
  { version: 2, source: 'northline', columns: 6, changed: ['estimated_on'] },
  { version: 1, source: 'northline', columns: 5, changed: [] },
];
export function trial(file: string): ProfileTrial {
  return {
    file,
    before: 'freight',
    after: 'freight',
    rows: 46,
    taken_before: 45,
    taken_after: 45,
    same: 42,
    changed: 3,
    came: 0,
    gone: 0,
    compared: 45,
    changes: [{ order: 'NL4410098812', field: 'tracking estimated_on', old: '2026-05-26', new: '' }],
    problems: [],
  };
}

const kinds = ['shop', 'station', 'carrier_file', 'carrier_mail', 'label', 'person'];
const says = (milestone: string, asserts: string[], supports: string[]): AuthorityRow => ({
  milestone,
  asserts,
  supports,
  ignored: kinds.filter((k) => !asserts.includes(k) && !supports.includes(k)),
});
const carriers = ['carrier_file', 'carrier_mail', 'label', 'person'];
const table = [
  says('packed', ['station', 'person'], ['shop']),
  says('handed_over', ['station', 'person'], []),
  says('announced', ['station', ...carriers], ['shop']),
  says('possession', carriers, []),
  says('attempted', carriers, []),
  says('delivered', carriers, []),
  says('returned', ['station', ...carriers], []),
  says('lost', carriers, []),
  says('voided', ['station', 'carrier_file', 'label', 'person'], []),
];

/** Who may say what in the story: as shipped, since the shop began. */
export const authority: AuthorityView = {
  rows: table,
  shipped: table,
  kinds,
  changed: false,
  changes: [],
  history: [{ at: '2026-02-23T08:00:00-06:00', by: 'Nadia', what: 'begin', authority: [] }],
};

/** What it would do in the story if carrier mails no longer decided a delivery. */
export const authorityEffect: AuthorityEffect = {
  orders: 1284,
  changed: 2,
  status: 2,
  facets: 1,
  tasks: 1,
  opened: 1,
  closed: 0,
  rows: [
    {
      id: 'o-20411',
      order: 'MT-20411',
      source: 'shopify',
      customer: 'Tess Harrowgate',
      before: { code: 'delivered', of: 1, delivered: 1, to_ship: 0 },
      after: { code: 'stalled', of: 1, delivered: 0, to_ship: 0 },
      parcels: [{ parcel: 'P7KQ24', before: 'delivered', after: 'moving' }],
      facets: [{ facet: 'delivered', before: 'all', after: 'none' }],
      opened: ['stalled'],
      closed: [],
    },
    {
      id: 'o-20412',
      order: 'MT-20412',
      source: 'shopify',
      customer: 'Ola Lindqvist',
      before: { code: 'delivered', of: 2, delivered: 2, to_ship: 0 },
      after: { code: 'part_delivered', of: 2, delivered: 1, to_ship: 0 },
      parcels: [],
      facets: [],
      opened: [],
      closed: [],
    },
  ],
  next: '',
};

export const settings: SettingsView = {
  shop_name: shell.shop_name,
  zone,
  currency: 'USD',
  country: 'US',
  operator: 'Nadia',
  mail_servers: '',
  address: '480 Foundry Street\nJoliet IL 60432',
  help_mail: 'help@marlow.example',
  page_url: '',
  promise_days: 0,
  since: '2026-02-23',
  work_hours: '08:00-18:00',
  pickups: '17:00; ups 16:30',
  pickup_holds: '',
  closed_days: '',
  carrier_days: '',
  stall_home: 3,
  stall_abroad: 5,
  carrier_scan: 1,
  lost_days: 15,
  handling_days: 10,
  supplier_days: 10,
  supplier_send_days: 5,
  stall_percent: 95,
  head_start: 30,
  rates: { packaging: '0.85', labour: '21.50', claim_days: 30 },
  language: 'en',
  page_days: 90,
  theme: 'system',
  density: 'compact',
  volume: 60,
  data_folder: '/home/nadia/.local/share/ordertrail',
  synced: '',
  database: 18_743_296,
  events: 21_406,
  last_backup: shell.last_backup,
  version: '0.1.0',
  sources: feeds,
  authority: table,
};

export const lastSeen = now;

function quality(arrived: number, n: number, within: number, mae: number): Quality {
  const rival = {
    n,
    mae: mae + 0.5,
    median: 1,
    early: 0,
    on: n,
    late: 0,
    ours: mae,
    low: 0.2,
    high: 0.8,
    nearer: 'ours' as const,
  };
  return {
    carrier: '',
    arrived,
    n,
    within_80: within,
    within_90: within,
    mae,
    median: 0,
    early: 1,
    on: n - 2,
    late: 1,
    width: 1.4,
    changes: 0.3,
    carrier_says: { ...rival, n: 0 },
    rule: rival,
  };
}

export const carrierQuality: CarriersView = {
  from: '2026-02-20',
  to: '2026-05-20',
  all: quality(205, 160, 150, 0.6),
  rows: [
    {
      carrier: 'ups',
      name: 'UPS',
      workdays: 'mon-fri',
      holidays: 'US-parcel',
      closed: '2026-05-25',
      quality: quality(140, 118, 110, 0.4),
    },
    {
      carrier: 'usps',
      name: 'USPS',
      workdays: 'mon-sat',
      holidays: 'US',
      closed: '2026-05-25',
      quality: quality(20, 12, 11, 1.2),
    },
    {
      carrier: 'northline',
      name: 'Northline',
      workdays: 'mon-fri',
      holidays: 'US-parcel',
      closed: '2026-05-25',
      quality: quality(1, 0, 0, 0),
    },
  ],
  holidays: ['DE', 'US', 'US-parcel'],
};
