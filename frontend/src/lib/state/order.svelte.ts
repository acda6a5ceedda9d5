import type { Desktop } from '$lib/desktop';
import type { EventRow, OrderView, StatusChange, TaskRow } from '$lib/desktop/types';
import { dayOf } from '$lib/i18n/dates';
import { AsOfState } from './as_of.svelte';
import { Load } from './load.svelte';

/** Which clock orders the timeline: when things happened, or when we learned of them. */
export type Clock = 'happened' | 'learned';

/** Day is the entries of the timeline on one day, newest first. */
export interface Day {
  readonly day: string;
  readonly events: readonly EventRow[];
}

/** filters are what the timeline can be narrowed to. Read a row as: <filter> keeps events of these kinds of source. */
export const filters = {
  all: [],
  shop: ['shop'],
  station: ['station'],
  carrier: ['carrier_file', 'carrier_mail', 'label'],
  person: ['person'],
} as const satisfies Record<string, readonly string[]>;

/** Filter names one of them. */
export type Filter = keyof typeof filters;

const keeps = (filter: Filter, event: EventRow): boolean =>
  filter === 'all' || (filters[filter] as readonly string[]).includes(event.source_kind);

/** timeline orders and groups events by day. */
export function timeline(events: readonly EventRow[], clock: Clock, filter: Filter, zone: string): Day[] {
  const stamp = (e: EventRow): string => (clock === 'happened' ? e.occurred : e.recorded);
  const kept = events.filter((e) => keeps(filter, e));
  if (clock === 'learned') kept.sort((a, b) => Date.parse(b.recorded) - Date.parse(a.recorded));
  const days: { day: string; events: EventRow[] }[] = [];
  for (const event of kept) {
    const day = dayOf(stamp(event), zone);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}

// The colour roles of tasks, the worst first.
const urgency = ['late', 'risk', 'moving'];

/** OrderState is one order on its screen. */
export class OrderState {
  readonly view: Load<OrderView>;
  /** The past moment that is shown, if any. */
  readonly asOf: AsOfState;
  /** When the order came to show something else. */
  readonly changes: Load<StatusChange[]>;
  readonly #desktop: Desktop;
  #id = $state('');
  #clock = $state<Clock>('happened');
  #filter = $state<Filter>('all');

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() =>
      this.asOf.at === '' ? desktop.orders.show(this.#id) : desktop.orders.showAt(this.#id, this.asOf.at),
    );
    this.asOf = new AsOfState(() => this.view.again());
    this.changes = new Load(() => desktop.orders.changes(this.#id));
  }

  get id(): string {
    return this.#id;
  }

  get clock(): Clock {
    return this.#clock;
  }

  get filter(): Filter {
    return this.#filter;
  }

  get days(): readonly Day[] {
    const view = this.view.value;
    return view ? timeline(view.events, this.#clock, this.#filter, view.zone) : [];
  }

  /** The task whose next step is the main button of the screen. */
  get nextTask(): TaskRow | undefined {
    const open = (this.view.value?.tasks ?? []).filter((t) => t.state === 'open' || t.state === 'taken');
    return open.sort(
      (a, b) => urgency.indexOf(a.severity) - urgency.indexOf(b.severity) || a.due.localeCompare(b.due),
    )[0];
  }

  /** The newest entry that can be taken back. */
  get undoable(): EventRow | undefined {
    const ours = (this.view.value?.events ?? []).filter((e) => e.can_undo);
    return ours.sort((a, b) => Date.parse(b.recorded) - Date.parse(a.recorded))[0];
  }

  counted(filter: Filter): number {
    return this.view.value?.events.filter((e) => keeps(filter, e)).length ?? 0;
  }

  readBy(clock: Clock): void {
    this.#clock = clock;
  }

  keep(filter: Filter): void {
    this.#filter = filter;
  }

  /** open shows another order. */
  async open(id: string): Promise<void> {
    if (id !== this.#id) {
      this.#id = id;
      this.#filter = 'all';
      this.view.forget();
      this.changes.forget();
      this.asOf.forget();
    }
    await this.view.again();
  }

  /** lookBack opens the bar that steps through the order's past. */
  async lookBack(): Promise<void> {
    this.asOf.show();
    await this.changes.again();
  }

  /** act does something to this order and shows what became of it. */
  async act(work: (orders: Desktop['orders'], id: string) => Promise<void>): Promise<void> {
    await work(this.#desktop.orders, this.#id);
    await this.view.again();
  }

  /** actOnTask does something to one of its tasks. */
  async actOnTask(work: (today: Desktop['today']) => Promise<void>): Promise<void> {
    await work(this.#desktop.today);
    await this.view.again();
  }

  /** trackingLink is our page where it is published under an address, else the carrier's, else where our page lies. */
  async trackingLink(): Promise<string> {
    const { page, links } = await this.#desktop.orders.links(this.#id);
    if (page.startsWith('http')) return page;
    return links.find((link) => link.url !== '')?.url ?? page;
  }
}
