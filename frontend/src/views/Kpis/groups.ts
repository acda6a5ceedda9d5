import type { KPIFigure } from '$lib/desktop/types';

// Read a row as: under the heading <group> stand these figures, in this order. A figure that no group names comes last.
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['promise', ['on_time_delivery', 'on_time_of_due', 'otif', 'perfect_order', 'click_to_deliver']],
  ['house', ['on_time_ship', 'order_cycle_time', 'ship_complete', 'scan_compliance', 'fulfilment_cost_per_order']],
  ['accuracy', ['pick_accuracy_escaped', 'pick_accuracy', 'order_accuracy']],
  ['carrier', ['possession_lag', 'transit_time', 'first_attempt_delivery', 'exception_rate']],
  ['customer', ['knew_first', 'detection_lead', 'wismo_rate']],
  [
    'returns',
    [
      'return_rate',
      'return_cycle_time',
      'dock_to_stock',
      'return_release_time',
      'return_approval_time',
      'return_customer_time',
      'return_payout_time',
    ],
  ],
  ['stock', ['inventory_turnover', 'claim_recovery', 'claim_payment_time']],
];

/** Group is some figures that belong together. */
export interface Group {
  readonly name: string;
  readonly figures: readonly KPIFigure[];
}

/** grouped sorts figures into their groups; what cannot be said goes to the end, so that the figures stand together. */
export function grouped(figures: readonly KPIFigure[]): readonly Group[] {
  const known = figures.filter((f) => f.known || f.frozen.rows > 0);
  const named = groups.flatMap(([, names]) => names);
  const find = (name: string): KPIFigure[] => known.filter((f) => f.name === name);
  const all = groups.map(([name, names]) => ({ name, figures: names.flatMap(find) }));
  const rest = known.filter((f) => !named.includes(f.name));
  const unknown = figures.filter((f) => !known.includes(f));
  return [...all, { name: 'other', figures: rest }, { name: 'unknown', figures: unknown }].filter(
    (g) => g.figures.length > 0,
  );
}
