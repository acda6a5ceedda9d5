import type { OrderQuery } from '$lib/desktop/types';

/** OrderFilter is what a list of orders is narrowed to besides its view and its search; '' and 0 are anything. */
export type OrderFilter = Pick<
  OrderQuery,
  'placed_days' | 'carrier' | 'promise' | 'delivered' | 'handed_over' | 'returned' | 'source'
>;

/** FilterName names one thing that a list is narrowed by. */
export type FilterName = keyof OrderFilter;

const shares = ['none', 'part', 'all'] as const;

// Read a row as: <name> can be one of these; an empty list is filled from the shop. The first four are always offered.
export const filters: readonly { name: FilterName; values: readonly string[]; always: boolean }[] = [
  { name: 'placed_days', values: ['1', '7', '30', '90', '365'], always: true },
  { name: 'carrier', values: [], always: true },
  { name: 'promise', values: ['on_track', 'at_risk', 'late', 'none'], always: true },
  { name: 'delivered', values: shares, always: true },
  { name: 'handed_over', values: shares, always: false },
  { name: 'returned', values: shares, always: false },
  { name: 'source', values: [], always: false },
];

export const noFilter: OrderFilter = {
  placed_days: 0,
  carrier: '',
  promise: '',
  delivered: '',
  handed_over: '',
  returned: '',
  source: '',
};

/** textOf is the value of one part of a filter as an address and a choice write it. */
export function textOf(filter: OrderFilter, name: FilterName): string {
  return name === 'placed_days' ? (filter.placed_days > 0 ? String(filter.placed_days) : '') : filter[name];
}

/** withValue is a filter with one part changed. */
export function withValue(filter: OrderFilter, name: FilterName, value: string): OrderFilter {
  if (name === 'placed_days') return { ...filter, placed_days: /^\d{1,4}$/.test(value) ? Number(value) : 0 };
  return { ...filter, [name]: value };
}

/** filterOf reads a filter from what an address asks. */
export function filterOf(asks: Readonly<Record<string, string>>): OrderFilter {
  return filters.reduce((filter, { name }) => withValue(filter, name, asks[name] ?? ''), noFilter);
}

/** asksOf writes a list as an address asks for it. */
export function asksOf(view: string, search: string, filter: OrderFilter): Record<string, string> {
  const parts = filters.map(({ name }) => [name, textOf(filter, name)] as const);
  const all: [string, string][] = [
    ['view', view || 'all'],
    ['q', search.trim()],
    ...parts.map(([n, v]): [string, string] => [n, v]),
  ];
  return Object.fromEntries(all.filter(([, value]) => value !== ''));
}

/** isNarrowed reports whether a filter leaves anything out. */
export function isNarrowed(filter: OrderFilter): boolean {
  return filters.some(({ name }) => textOf(filter, name) !== '');
}

/** sameList reports whether two lists are asked for by the same words. */
export function sameList(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key] === b[key]);
}
