import type { FigureQuery, FigureRows, FrozenMonth, KPIFigure, KPIView, RestatedView } from '../types';
import { figure, zone } from './shop';

export const april: FrozenMonth = {
  month: '2026-04',
  edition: 1,
  at: '2026-05-04T09:00:00-05:00',
  by: 'Nadia',
  version: 'D7KQ2A',
};

/** restatedBy is what a figure was published as, and the one reason why it is another today. */
function restatedBy(value: number, code: string, rows: number): Partial<KPIFigure> {
  return {
    was_frozen: true,
    frozen: { value, known: true, n: 232, rows, why: [{ code, n: rows, on: '2026-05-06' }] },
  };
}

const months = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
const trend = (values: number[], wide: number) =>
  values.map((value, i) => ({
    month: months[i] ?? '',
    value,
    low: value - wide,
    high: Math.min(100, value + wide),
    n: 200,
  }));

/** kpis is one month of figures. */
export function kpis(from: string, to: string, basis: string): KPIView {
  const rate = (
    name: string,
    value: number,
    low: number,
    high: number,
    numerator: number,
    denominator: number,
    line: number[],
    part = {},
  ) => figure({ name, value, low, high, numerator, denominator, n: denominator, trend: trend(line, 3.4), ...part });
  const score = (
    carrier: string,
    service: string,
    parcels: number,
    value: number,
    low: number,
    high: number,
    first: number,
    lag: number,
    problems: number,
    cost: number,
  ) => ({
    carrier,
    service,
    parcels,
    lag_h: lag,
    lag_n: parcels,
    lag_p90_h: lag * 2.1,
    transit_h: lag * 9,
    cost_minor: cost,
    currency: 'USD',
    on_time: figure({ value, low, high, n: parcels, thin: parcels < 30 }),
    first_attempt: figure({ value: first, thin: parcels < 30 }),
    problems: figure({ value: problems, thin: parcels < 30 }),
  });
  return {
    from,
    to,
    zone,
    basis,
    months,
    frozen: [april],
    closed: from === '2026-03-01',
    empty: false,
    kpis: [
      rate('on_time_delivery', 93.5, 89.6, 96, 217, 232, [90.8, 91.9, 89.4, 92.6, 94.1, 93.5], {
        excluded: [
          { code: 'no_promise', says: 'no_promise', n: 6 },
          { code: 'late_not_delivered', says: 'late_not_delivered', n: 4 },
        ],
        ...(from === '2026-04-01' ? restatedBy(94.4, 'late_delivery', 2) : {}),
      }),
      rate('on_time_ship', 96.8, 93.8, 98.4, 243, 251, [93.9, 95.1, 94.8, 96.2, 96, 96.8], {
        excluded: [{ code: 'cancelled', says: 'cancelled_before', n: 4 }],
      }),
      figure({
        name: 'order_cycle_time',
        unit: 'hours',
        value: 7.4,
        p90: 15.8,
        n: 236,
        has_interval: false,
        business_h: 5.1,
        business_p90: 9.4,
        business_n: 236,
        hold_h: 3.1,
        hold_n: 11,
        trend: trend([10.2, 9.1, 9.6, 8.3, 7.9, 7.4], 0.9),
      }),
      rate('first_attempt_delivery', 95.2, 91.6, 97.3, 218, 229, [94, 95.2, 93.8, 95.9, 95.5, 95.2]),
      rate('pick_accuracy_escaped', 99, 97.7, 99.6, 498, 503, [98.2, 98.6, 98.9, 98.7, 99.2, 99]),
      figure({
        name: 'return_cycle_time',
        unit: 'hours',
        value: 11.2,
        p90: 19.5,
        n: 27,
        thin: true,
        has_interval: false,
        trend: trend([17.5, 16, 14.8, 15.1, 12.6, 11.2], 2.6),
      }),
      rate('knew_first', 86.4, 66.7, 95.3, 19, 22, [61, 67, 72, 70, 81, 86.4], { thin: true }),
      figure({
        name: 'fulfilment_cost_per_order',
        unit: 'money',
        value: 1184,
        currency: 'USD',
        n: 251,
        has_interval: false,
      }),
      figure({ name: 'inventory_turnover', unit: 'times', known: false, n: 0, has_interval: false }),
    ],
    scores: [
      score('ups', 'Ground', 118, 94.9, 89.3, 97.6, 96.6, 3.1, 4.2, 1184),
      score('fedex', 'Home', 61, 91.8, 82.2, 96.4, 95.1, 4.8, 8.2, 1270),
      score('usps', 'Priority', 41, 92.7, 80.6, 97.5, 92.7, 9.6, 7.3, 895),
      score('northline', 'Freight', 12, 91.7, 64.6, 98.5, 83.3, 18.5, 25, 14820),
    ],
  };
}

/** rowsOf are the first rows behind a figure. */
export function rowsOf(query: FigureQuery): FigureRows {
  const row = (on: string, order: string, subject: string, value: number) => ({
    key: `${on}${order}${subject}`,
    table: 'parcels',
    order_id: `O${order}`,
    order,
    subject,
    on,
    value,
    of: 1,
    excluded: query.excluded,
    listed: query.listed,
  });
  const rows = [row('2026-04-01', 'MT-20301', 'P7KQ24', 1), row('2026-04-02', 'MT-20304', 'P7KQ31', 0)];
  return { name: query.name, unit: 'percent', currency: '', total: 232, rows, more: query.after === '' };
}

/** restated is a published month of which one figure is another today. */
export function restated(month: string, basis: string): RestatedView {
  const since = {
    event: 'E1',
    kind: 'carrier_event',
    what: 'delivered',
    recorded: '2026-05-06T07:00:00-05:00',
    source: 'ups',
    run: 'R000431',
  };
  const row = { order: 'MT-20304', order_id: 'O20304', subject: 'P7KQ31', was: '1', is: '0', why: ['late_delivery'] };
  const frozen = {
    value: 94.4,
    known: true,
    n: 232,
    rows: 1,
    why: [{ code: 'late_delivery', n: 1, on: '2026-05-06' }],
  };
  const onTime = { name: 'on_time_delivery', unit: 'percent', currency: '', frozen, today: 93.5, known: true };
  const figures = [{ ...onTime, changed: true, rows: [{ ...row, since: [since] }] }];
  return { ...april, month, basis, version_now: april.version, zone: '', restated: 1, figures };
}
