import type { ClaimRow, ProposalView, ReturnBoard, ReturnCard, ReturnPolicy, ReturnView, WarrantyRow } from '../types';

const at = (day: number, time: string): string => `2026-05-${String(day)}T${time}:00-05:00`;

const card = (part: Partial<ReturnCard> & Pick<ReturnCard, 'return' | 'order' | 'item' | 'phase'>): ReturnCard => ({
  grouped: part.return,
  order_id: 'O20418',
  customer: 'Tess Harrowgate',
  kind: 'request',
  cause: '',
  reason: '',
  sent_back: '',
  units: 1,
  since: at(21, '10:05'),
  due: '',
  over: false,
  near: false,
  aside: false,
  carrier: '',
  serial_says: '',
  supplier: '',
  resolution: '',
  amount: 0,
  currency: '',
  ...part,
});
const column = (code: string, days: number, ...cards: ReturnCard[]) => ({ code, days, n: cards.length, cards });

/** claim is a claim of the made-up shop with some of its evidence missing. */
export const claim: ClaimRow = {
  claim: 'C7KQ2M4A',
  state: 'opened',
  against: 'ups',
  kind: 'missing',
  claimed: { minor: 8900, currency: 'USD' },
  deadline: '2026-05-26',
  window: 'usps_insured',
  order: 'MT-20418',
  order_id: 'O20418',
  customer: 'Tess Harrowgate',
  due: at(27, '00:00'),
  over: false,
  over_by: 0,
  near: true,
  chased_on: '2026-05-19',
  evidence: [
    { code: 'value', held: true },
    { code: 'left_us', held: true },
    { code: 'customer_says_missing', held: false },
  ],
  acts: ['claim_filed', 'claim_refused', 'claim_given_up', 'claim_dated'],
};

/** supplierCase is a case that a supplier still has to answer. */
export const supplierCase: WarrantyRow = {
  state: 'open',
  until: '2027-11-15',
  supplier: 'Strake',
  return: 'R-0311',
  grouped: 'R-0311',
  order: 'MT-20311',
  order_id: 'O20311',
  item: 'Brad nailer',
  serial: 'TV18-44907',
  grade: 'D',
  link: '',
  currency: 'USD',
  cover: { says: 'in', months: 18, from: '2026-05-15', until: '2027-11-15', supplier: 'Strake' },
  acts: ['supplier_asked', 'supplier_sent', 'supplier_answered'],
};

/** board is the Returns screen of the made-up shop. */
export const board: ReturnBoard = {
  now: at(21, '16:15'),
  zone: 'America/Chicago',
  open: 5,
  past_due: 1,
  columns: [
    column(
      'asked',
      1,
      card({ return: 'R-0314', order: 'MT-20314', item: 'Jigsaw', phase: 'requested', due: at(22, '09:00') }),
    ),
    column('agreed', 28),
    column('coming', 0, card({ return: 'R-0311', order: 'MT-20311', item: 'Brad nailer', phase: 'in_return_transit' })),
    column(
      'inspect',
      2,
      card({
        return: 'R-0312',
        order: 'MT-20418',
        item: 'Cordless combi drill kit',
        phase: 'inspection_pending',
        due: at(26, '10:05'),
        cause: 'defective',
      }),
    ),
    column(
      'decided',
      2,
      card({
        return: 'R-0301',
        order: 'MT-20301',
        item: 'Grinder 125 mm',
        phase: 'disposition_decided',
        due: at(20, '10:00'),
        over: true,
        resolution: 'refund',
        amount: 21900,
        currency: 'USD',
      }),
    ),
    column(
      'released',
      0,
      card({ return: 'R-0299', order: 'MT-20299', item: 'Drill bits', phase: 'resolution_released' }),
    ),
  ],
  claims: [claim],
  warranties: [supplierCase],
};

/** returnView is one return of it: the drill that waits for inspection. */
export function returnView(number: string): ReturnView {
  const phase = board.columns.flatMap((c) => c.cards).find((c) => c.return === number)?.phase ?? 'inspection_pending';
  return {
    now: at(21, '16:15'),
    zone: 'America/Chicago',
    grouped: number,
    order_id: 'O20418',
    order: 'MT-20418',
    customer: 'Tess Harrowgate',
    delivered: '2026-05-15',
    days: 3,
    due: at(26, '10:05'),
    over: false,
    state: {
      return: number,
      kind: 'request',
      phase,
      cause: 'defective',
      reason: 'The bit runs out of true',
      opened: at(18, '11:10'),
      received: at(21, '10:05'),
      ways: [],
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
    },
    lines: [
      {
        line: '1',
        title: 'Cordless combi drill kit',
        sku: 'DRILL-18',
        requested: 1,
        received: 1,
        waiting: 1,
        price: 18900,
        currency: 'USD',
        serials: ['TV18-44907'],
        shipped: '2026-05-13',
      },
    ],
    serials: [],
    acts: ['return_inspected'],
    criteria: 4,
    grades: ['A', 'B', 'C', 'D', 'E'].map((grade) => ({
      grade,
      name: `Grade ${grade}`,
      means: 'As the shop wrote it.',
    })),
    checklist: ['Switches on and runs under load', 'No sign of water or a fall'],
    notes: [],
  };
}

/** proposal is what its rules propose. */
export function proposal(grade: string, serial: string): ProposalView {
  return {
    rule: grade === '' ? 0 : 11,
    disposition: 'return_to_supplier',
    resolution: 'replacement',
    instant: false,
    because: ['grade', 'warranty', 'days'],
    case: {
      kind: 'request',
      cause: 'defective',
      grade,
      serial: '',
      warranty: 'in',
      until: '2027-11-15',
      cover: { says: 'in', months: 18, from: '2026-05-15', until: '2027-11-15' },
      days: 3,
    },
    serial: { serial, says: serial === '' ? '' : 'not_ours', order: '', shipped: ['TV18-44907'] },
    cases: 14,
    taken: 13,
    changed: 1,
  };
}

/** policy is what the made-up shop decided about returns. */
export const policy: ReturnPolicy = {
  auto_authorise: false,
  days: 28,
  proposals: [
    {
      rule: 1,
      grades: ['D'],
      warranty: 'in',
      max_days: 30,
      disposition: 'return_to_supplier',
      resolution: 'replacement',
    },
    { rule: 2, grades: ['C'], max_days: 30, disposition: 'restock_open_box', resolution: 'refund_part', part: 80 },
  ],
  warranties: [{ sku: 'TV18-*', months: 24, supplier: 'Strake' }],
  claim_windows: [
    {
      window: 'usps_damage',
      against: 'usps',
      carrier: 'usps',
      kinds: ['damaged'],
      from: 0,
      to: 60,
      source: 'secondary',
      verified: false,
    },
  ],
  claim_waits: { file: 3, answer: 15 },
  criteria: 4,
  grades: ['A', 'B', 'C', 'D', 'E'].map((grade) => ({ grade, name: `Grade ${grade}`, means: 'As the shop wrote it.' })),
  checklist: ['Switches on and runs under load'],
};
