import type {
  Facets,
  FeedRow,
  Flow,
  Headline,
  KPIFigure,
  OrderRow,
  Shell,
  StepAsk,
  TaskRow,
  TodayView,
} from '../types';

// A made-up tool shop, for tests and for looking at the screens without the program. Nothing of it is in a build.
export const now = '2026-05-21T16:15:00-05:00';
export const zone = 'America/Chicago';

export const shell: Shell = {
  shop_name: 'Marlow Tool Outlet',
  now,
  zone,
  operator: 'Nadia',
  tasks: 10,
  past_due: 3,
  open: 132,
  returns: 12,
  unread: 3,
  review: 6,
  last_backup: '2026-05-21T13:00:00-05:00',
  version: '0.1.0',
  sample: true,
  theme: 'system',
  density: 'compact',
  volume: 60,
  disk: '',
  disk_free: 71_000_000_000,
  synced: '',
  mailboxes: 2,
  mail_fault: '',
  mail_at: '2026-05-21T16:14:00-05:00',
  dropped: 3,
  drop_fault: '',
};

const flow: Flow = {
  to_pick: 11,
  on_hold: 2,
  to_pack: 7,
  oldest_picked: '2026-05-21T13:40:00-05:00',
  staged: 18,
  staged_by: [
    { code: 'ups', n: 14 },
    { code: 'usps', n: 4 },
  ],
  handed_over: 42,
  carrier_has: 31,
  no_scan_yet: 11,
  pickup: { at: '2026-05-21T17:00:00-05:00', carriers: ['ups'], ready: 14, behind: 5, unset: [] },
};

/** figure is a KPI with what a test does not care about filled in. */
export function figure(part: Partial<KPIFigure>): KPIFigure {
  const base = {
    name: 'on_time_delivery',
    unit: 'percent',
    value: 93.1,
    known: true,
    currency: '',
    p90: 0,
    numerator: 54,
  };
  const rest = {
    denominator: 58,
    n: 58,
    thin: false,
    low: 83.6,
    high: 97.3,
    has_interval: true,
    excluded: [],
    listed: [],
    parts: [],
    says: [],
  };
  const beside = { business_h: 0, business_p90: 0, business_n: 0, hold_h: 0, hold_n: 0 };
  const frozen = { was_frozen: false, frozen: { value: 0, known: false, n: 0, rows: 0, why: [] } };
  return { ...base, ...rest, ...beside, ...frozen, trend: [], ...part };
}

/** task is an open task with what a test does not care about filled in. */
export function task(part: Partial<TaskRow>): TaskRow {
  const base = { task: 'T1', code: 'stalled', owner: 'support', severity: 'moving', state: 'open', order: 'MT-20418' };
  const ids = { source: 'shopify', order_id: 'O20418', subject: '', customer: 'T. Harrowgate', args: [] as string[] };
  const times = { opened: '2026-05-21T15:58:00-05:00', due: '2026-05-21T19:58:00-05:00', over: false, until: '' };
  const work = {
    ended: '',
    on: '',
    by: '',
    how: '',
    cleared: '',
    nth: 1,
    step: 'look',
    checks: ['last_scan_where', 'address_fits'],
    clears: ['any_progress'],
  };
  const all = { ...base, ...ids, ...times, ...work, ...part };
  return { since: all.opened, asks: asks(all.step), ...all };
}

// What the program says of steps: place, mode of the station, whether a day and words are needed, and choices.
const asked: Record<string, [string, string, string, string, string[]]> = {
  pick: ['station', 'pick', 'never', 'maybe', []],
  hand_over: ['station', 'handover', 'never', 'maybe', []],
  inspect: ['returns', '', 'never', 'maybe', []],
  teach: ['unread', '', 'never', 'maybe', []],
  settings: ['settings', '', 'never', 'maybe', []],
  ask_carrier: ['here', '', 'needed', 'needed', []],
  rebook: ['here', '', 'needed', 'maybe', ['new_day', 'pickup_point', 'neighbour']],
  fix_address: ['here', '', 'never', 'maybe', []],
};

function asks(step: string): StepAsk {
  const [place, mode, day, text, choices] = asked[step] ?? ['order', '', 'never', 'maybe', []];
  return { place, mode, day, text, choices, address: step === 'fix_address' };
}

const at = (day: number, time: string): string => `2026-05-${String(day).padStart(2, '0')}T${time}:00-05:00`;

// Read a row as: <task code>, severity, order, subject, customer, args of its story, opened, due, next step.
type Line = [string, string, string, string, string, string[], string, string, string];
const rows: Record<string, Line[]> = {
  warehouse: [
    ['past_ship_by', 'late', 'MT-20431', '', 'I. Okparra', ['2026-05-20'], at(21, '00:00'), at(21, '15:30'), 'pick'],
    [
      'packed_not_handed_over',
      'risk',
      'MT-20425',
      'P-7KQ2-4',
      'P. Lanthwaite',
      [],
      at(20, '15:20'),
      at(21, '17:00'),
      'hand_over',
    ],
    ['no_scan_by_us', 'moving', 'MT-20418', 'P-7KR4-1', 'T. Harrowgate', [], at(21, '15:58'), at(22, '10:00'), 'look'],
  ],
  support: [
    [
      'attempt_failed',
      'late',
      'MT-20418',
      'P-7KR4-1',
      'T. Harrowgate',
      ['customer_not_available'],
      at(21, '15:58'),
      at(21, '19:58'),
      'rebook',
    ],
    [
      'address_issue',
      'late',
      'MT-20402',
      '',
      'Strake Joinery',
      ['customer_incorrect_address'],
      at(21, '14:05'),
      at(21, '20:05'),
      'fix_address',
    ],
    [
      'estimate_past_promise',
      'risk',
      'MT-20411',
      'P-7KN1-9',
      'S. Penhallow',
      ['2026-05-26', 'declared', '0', '', '2026-05-22'],
      at(21, '09:12'),
      at(22, '12:00'),
      'call_customer',
    ],
  ],
  operations: [
    [
      'stalled',
      'risk',
      'MT-20377',
      'P-7KC3-5',
      'M. Quenby',
      ['2', 'service', '41', 'UPS Ground'],
      at(20, '12:00'),
      at(22, '12:00'),
      'ask_carrier',
    ],
  ],
  returns: [
    [
      'return_not_inspected',
      'late',
      'MT-20344',
      'R-0309',
      'J. Farrowdale',
      [],
      at(19, '14:10'),
      at(21, '14:10'),
      'inspect',
    ],
    [
      'refused',
      'risk',
      'MT-20361',
      'P-7KM8-0',
      'Y. Strandell',
      ['customer_refused'],
      at(21, '11:00'),
      at(22, '14:00'),
      'expect_return',
    ],
  ],
  admin: [
    [
      'unmapped',
      'moving',
      'MT-20418',
      'P-7KR4-1',
      'T. Harrowgate',
      ['Tendered to interline partner'],
      at(21, '12:10'),
      at(21, '23:00'),
      'teach',
    ],
  ],
};

let number = 0;
const tasks = (owner: string): TaskRow[] =>
  (rows[owner] ?? []).map(([code, severity, order, subject, customer, args, opened, due, step]) => {
    number += 1;
    const order_id = order === '' ? '' : `O${order.slice(3)}`;
    const by = owner === 'support' ? 'Nadia' : '';
    const over = Date.parse(due) < Date.parse(now);
    return task({
      task: `T${String(number)}`,
      code,
      owner,
      severity,
      order,
      order_id,
      subject,
      customer,
      args: order === '' ? args : [...args, opened],
      opened,
      due,
      step,
      by,
      over,
    });
  });

const feed = (source: string, kind: string, last: string, usual_h: number, part: Partial<FeedRow> = {}): FeedRow => ({
  source,
  carrier: '',
  kind,
  last,
  usual_h,
  quiet: false,
  file: '',
  new: 0,
  rejected: 0,
  ...part,
});

export const feeds: FeedRow[] = [
  feed('UPS', 'carrier_mail', at(20, '14:10'), 4, { quiet: true }),
  feed('Web shop', 'shop', at(21, '16:03'), 12, { file: 'orders_2026-05-21.csv', new: 31, rejected: 5 }),
  feed('Northline', 'carrier_file', at(21, '15:58'), 24, { file: 'northline_2026-05-21.csv', new: 17, rejected: 1 }),
  feed('FedEx', 'carrier_mail', at(21, '15:10'), 3),
  feed('Label export', 'label', at(21, '09:02'), 24, { file: 'shipments-21-may.csv', new: 46 }),
  feed('Label export', 'label', at(17, '09:05'), 24, { carrier: 'usps', quiet: true }),
];

const group = (owner: string, list: TaskRow[]) => ({
  owner,
  open: list.length,
  past_due: list.filter((t) => t.over).length,
  tasks: list,
  next: '',
});

export const waiting: TaskRow[] = [
  task({
    task: 'T90',
    code: 'no_carrier_scan',
    owner: 'operations',
    state: 'waiting',
    until: '2026-05-22',
    step: 'ask_carrier',
  }),
  task({
    task: 'T91',
    code: 'address_issue',
    state: 'waiting',
    until: '2026-05-23',
    args: ['customer_incorrect_address'],
    step: 'fix_address',
  }),
];

/** ended are tasks that are over: one by a person, one by itself. */
export const ended: TaskRow[] = [
  task({ task: 'T80', state: 'resolved', how: 'found', by: 'Nadia', ended: '2026-05-21T11:20:00-05:00' }),
  task({ task: 'T81', state: 'auto_cleared', cleared: 'any_progress', ended: '2026-05-21T09:05:00-05:00' }),
];

export const today: TodayView = {
  now,
  as_of: '',
  zone,
  empty: false,
  flow,
  groups: ['warehouse', 'support', 'operations', 'returns', 'admin'].map((owner) => group(owner, tasks(owner))),
  waiting: 2,
  aside: [],
  next_back: '2026-05-22',
  suppressed: 0,
  mine: 3,
  open: 10,
  past_due: 3,
  unknown: [],
  feeds,
  on_time: figure({ excluded: [{ code: 'no_promise', says: 'no_promise', n: 3 }] }),
  first: { problems: 7, first: 6, lead_minutes: 130 },
};

const facets = (part: Partial<Facets>): Facets => ({
  state: 'open',
  picked: 'none',
  packed: 'none',
  handed_over: 'none',
  delivered: 'none',
  returns: 'none',
  promise: 'on_track',
  attention: 0,
  ...part,
});

const headline = (code: string, part: Partial<Headline> = {}): Headline => ({
  code,
  of: 1,
  delivered: 0,
  to_ship: 0,
  ...part,
});

// Read a row as: <number> placed on <day> by <customer>, <item>, more lines, <parcel phases, ! is bad>, units handed over,
// delivered and ordered, <promise state, date, days late>, <carriers>, return, tasks.
type OrderLine = [
  number,
  number,
  string,
  string,
  number,
  string,
  [number, number, number],
  [string, number, number],
  string,
  string,
  number,
];
const orderLines: OrderLine[] = [
  [
    20418,
    12,
    'T. Harrowgate',
    'Cordless combi drill kit, open box B',
    3,
    'delivered staged attempt_failed!',
    [2, 1, 6],
    ['late', 20, 1],
    'ups northline',
    'received',
    3,
  ],
  [
    20433,
    20,
    'Ferrow & Sons',
    'Cordless grinder 125 mm',
    1,
    'planned planned',
    [0, 0, 4],
    ['on_track', 26, 0],
    'ups usps',
    '',
    0,
  ],
  [20431, 19, 'I. Okparra', 'Cordless impact driver 18 V', 0, 'picked', [0, 0, 1], ['late', 21, 0], 'ups', '', 1],
  [20430, 19, 'A. Duskin', 'Cordless drill, bare tool', 0, 'moving', [1, 0, 1], ['on_track', 23, 0], 'usps', '', 0],
  [20429, 19, 'H. Brannock', 'Cordless planer 82 mm', 0, 'moving', [1, 0, 1], ['on_track', 23, 0], 'fedex', '', 0],
  [
    20427,
    19,
    'Oakmere Homes',
    'Cordless drill twin pack',
    5,
    'delivered moving moving',
    [14, 6, 14],
    ['on_track', 26, 0],
    'ups',
    '',
    0,
  ],
  [
    20425,
    18,
    'P. Lanthwaite',
    'Cordless multi-tool, open box',
    0,
    'staged',
    [0, 0, 2],
    ['at_risk', 22, 0],
    'ups',
    '',
    1,
  ],
  [20424, 18, 'L. Vantongeren', 'Cordless jigsaw, open box B', 0, 'planned', [0, 0, 1], ['hold', 0, 0], '', '', 0],
  [
    20420,
    18,
    'R. Castellane',
    'Cordless combi drill kit',
    0,
    'delivered',
    [1, 1, 1],
    ['on_track', 21, 0],
    'ups',
    '',
    0,
  ],
  [20416, 15, 'K. Ostrava', 'Cordless reciprocating saw', 0, 'delivered', [1, 1, 1], ['on_track', 20, 0], 'ups', '', 0],
  [
    20411,
    15,
    'S. Penhallow',
    'Cordless vacuum, L class',
    1,
    'delivered delivered',
    [2, 2, 2],
    ['on_track', 20, 0],
    'fedex',
    'requested',
    0,
  ],
  [
    20407,
    14,
    'Tillbrook Decor',
    'Cordless heat gun 18 V',
    0,
    'delivered',
    [2, 2, 2],
    ['on_track', 19, 0],
    'usps',
    '',
    0,
  ],
  [
    20402,
    14,
    'Strake Joinery',
    'Cordless brad nailer',
    2,
    'moving moving!',
    [9, 0, 9],
    ['at_risk', 22, 0],
    'ups',
    '',
    1,
  ],
  [20399, 13, 'E. Corvane', 'Cordless stapler', 2, 'delivered', [5, 5, 5], ['late', 18, 2], 'ups', '', 0],
  [
    20391,
    12,
    'B. Ashdell',
    'Cordless rotary hammer 26 mm',
    0,
    'delivered',
    [1, 1, 1],
    ['on_track', 18, 0],
    'fedex',
    'closed',
    0,
  ],
  [
    20379,
    11,
    'Harl Fencing',
    'Cordless fencing stapler',
    4,
    'delivered delivered',
    [7, 7, 7],
    ['on_track', 16, 0],
    'ups',
    '',
    0,
  ],
  [20377, 11, 'M. Quenby', 'Cordless circular saw 165 mm', 0, 'moving', [1, 0, 1], ['at_risk', 22, 0], 'fedex', '', 1],
  [20370, 11, 'G. Melisande', 'Cordless nibbler 1.6 mm', 0, 'delivered', [1, 1, 1], ['none', 0, 0], 'usps', '', 0],
  [
    20366,
    8,
    'C. Wrayburn',
    'Cordless router, open box A',
    0,
    'delivered',
    [1, 1, 1],
    ['on_track', 14, 0],
    'fedex',
    '',
    0,
  ],
  [
    20361,
    8,
    'Y. Strandell',
    'Cordless table saw 210 mm',
    0,
    'returning!',
    [1, 0, 1],
    ['late', 16, 5],
    'ups',
    'in_return_transit',
    1,
  ],
  [20358, 8, 'N. Abercott', 'Cordless drill bit bundle', 0, 'delivered', [3, 3, 3], ['on_track', 13, 0], 'usps', '', 0],
  [
    20344,
    6,
    'J. Farrowdale',
    'Cordless miter saw 216 mm',
    0,
    'delivered',
    [1, 1, 1],
    ['on_track', 12, 0],
    'fedex',
    'received',
    1,
  ],
];

export const orderRows: OrderRow[] = orderLines.map(
  ([n, day, customer, item, more, dots, [over, done, units], [state, promised, days], carriers, back, open]) => {
    const parcels = dots
      .split(' ')
      .map((d, i) => ({ parcel: `P${String(n)}${String(i)}`, phase: d.replace('!', ''), bad: d.endsWith('!') }));
    const delivered = parcels.filter((p) => p.phase === 'delivered').length;
    const bad = parcels.findIndex((p) => p.bad);
    const onHold = state === 'hold';
    const promise = onHold ? 'none' : (state as 'on_track' | 'at_risk' | 'late' | 'none');
    const date = promised === 0 ? '' : `2026-05-${String(promised).padStart(2, '0')}`;
    const share = (x: number): 'none' | 'part' | 'all' => (x === 0 ? 'none' : x < units ? 'part' : 'all');
    return {
      id: `O${String(n)}`,
      order: `MT-${String(n)}`,
      source: 'shopify',
      placed: at(day, '09:50'),
      customer,
      item,
      items: more + 1,
      units,
      headline: headline(bad >= 0 ? 'attempt_failed' : (parcels[0]?.phase ?? ''), {
        of: parcels.length,
        delivered,
        nth: bad + 1,
        parcel: parcels[bad]?.parcel ?? '',
        to_ship: units - over,
      }),
      facets: facets({
        state: onHold ? 'on_hold' : done === units ? 'closed' : 'open',
        handed_over: share(over),
        delivered: share(done),
        promise,
        attention: open,
      }),
      promise: { original: date, latest: date, state: promise, days },
      handed_over: over,
      delivered: done,
      parcels,
      carriers: carriers.split(' ').filter(Boolean),
      return: back,
    };
  },
);
