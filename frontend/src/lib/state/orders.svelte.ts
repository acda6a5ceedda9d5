import { asDesktopError, type Desktop, type DesktopError } from '$lib/desktop';
import type { OrderPage, OrderRow, OrderView, ReportFile } from '$lib/desktop/types';
import { ChosenRows } from './chosen.svelte';
import { Load } from './load.svelte';
import { noFilter, type OrderFilter } from './order_filter';

const pageSize = 100;
const typing = 120;

/** Refused is an order for which an act was refused, and why. */
export interface Refused {
  readonly order: string;
  readonly error: DesktopError;
}

/** OrdersState is the list of orders: a view, a search, what narrows them, and the pages loaded so far. */
export class OrdersState {
  readonly first: Load<OrderPage>;
  readonly preview: Load<OrderView>;
  /** The orders that are acted on together. */
  readonly chosen = new ChosenRows<OrderRow>(() => this.#rows);
  readonly #desktop: Desktop;
  #view = $state('open');
  #search = $state('');
  #filter = $state.raw<OrderFilter>(noFilter);
  #rows = $state.raw<readonly OrderRow[]>([]);
  #next = $state('');
  #more = $state(false);
  #moreError = $state.raw<DesktopError | null>(null);
  #fresh = $state.raw<OrderPage | null>(null);
  #selected = $state(0);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #asking = 0; // questions whose answer will be drawn; a refresh must not overtake them

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.first = new Load(() => desktop.orders.list(this.#query('', pageSize)));
    this.preview = new Load(() => desktop.orders.show(this.row?.id ?? ''));
  }

  get view(): string {
    return this.#view;
  }

  get search(): string {
    return this.#search;
  }

  get filter(): OrderFilter {
    return this.#filter;
  }

  get rows(): readonly OrderRow[] {
    return this.#rows;
  }

  /** Whether more pages follow. */
  get hasMore(): boolean {
    return this.#next !== '';
  }

  get moreError(): DesktopError | null {
    return this.#moreError;
  }

  get selected(): number {
    return Math.max(0, Math.min(this.#selected, this.#rows.length - 1));
  }

  /** The order under the cursor. */
  get row(): OrderRow | undefined {
    return this.#rows[this.selected];
  }

  /** How many orders came since the list was drawn; they wait so that no row moves under the eye. */
  get waiting(): number {
    const shown = new Set(this.#rows.map((r) => r.id));
    return this.#fresh?.rows.filter((r) => !shown.has(r.id)).length ?? 0;
  }

  /** ask shows a view, a search and what narrows them, from the first page. */
  async ask(view: string, search: string, filter: OrderFilter): Promise<void> {
    this.#view = view;
    this.#search = search;
    this.#filter = filter;
    this.chosen.none();
    await this.again();
  }

  /** type searches a moment after the last key. */
  type(search: string): void {
    this.#search = search;
    this.chosen.none();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.again(), typing);
  }

  async again(): Promise<void> {
    this.#asked += 1;
    this.#fresh = null;
    this.#asking += 1;
    const came = await this.first.again().finally(() => (this.#asking -= 1));
    if (!came) return;
    const page = this.first.value;
    if (!page) return;
    this.#rows = page.rows;
    this.#next = page.next;
    this.#moreError = null;
    this.#selected = 0;
    this.#show();
  }

  /** more loads the page after the last one shown. */
  async more(): Promise<void> {
    if (this.#next === '' || this.#more) return;
    this.#more = true;
    const asked = this.#asked;
    try {
      const page = await this.#desktop.orders.list(this.#query(this.#next, pageSize));
      if (asked !== this.#asked) return;
      this.#rows = [...this.#rows, ...page.rows];
      this.#next = page.next;
      this.#moreError = null;
    } catch (thrown) {
      this.#moreError = asDesktopError(thrown);
    } finally {
      this.#more = false;
    }
  }

  /** refresh fetches the rows that are shown: known ones change in place, new ones wait behind a button. */
  async refresh(): Promise<void> {
    if (!this.first.value || this.#asking > 0) return;
    const asked = this.#asked;
    const page = await this.#desktop.orders
      .list(this.#query('', Math.min(500, Math.max(pageSize, this.#rows.length))))
      .catch(() => null);
    if (!page || asked !== this.#asked || this.#asking > 0) return;
    if (this.#rows.length === 0) {
      void this.again(); // nothing is under the eye: what came is simply shown
      return;
    }
    const now = new Map(page.rows.map((r) => [r.id, r]));
    this.#rows = this.#rows.map((r) => now.get(r.id) ?? r);
    this.first.put({ ...page, next: this.#next });
    this.#fresh = page;
    if (this.preview.value) this.#show();
  }

  select(row: number): void {
    this.#selected = row;
    this.#show();
  }

  /** save keeps what is shown under a name. */
  async save(name: string): Promise<void> {
    await this.#desktop.orders.saveView(name, this.#query('', 0));
    await this.refresh();
  }

  /** forget drops the list kept under a name. */
  async forget(name: string): Promise<void> {
    await this.#desktop.orders.removeView(name);
    await this.refresh();
  }

  /** export writes all that the list shows, or only the chosen orders. */
  async export(chosen: boolean): Promise<ReportFile> {
    return this.#desktop.orders.export(this.#query('', 0), chosen ? this.chosen.ids : []);
  }

  async slips(): Promise<ReportFile> {
    return this.#desktop.reports.packingSlips(this.chosen.ids);
  }

  async hold(why: string): Promise<Refused[]> {
    return this.#each((id) => this.#desktop.orders.hold(id, why));
  }

  async release(): Promise<Refused[]> {
    return this.#each((id) => this.#desktop.orders.release(id));
  }

  /** each does work for one chosen order after the other. Those it was refused for stay chosen, and are told. */
  async #each(work: (id: string) => Promise<void>): Promise<Refused[]> {
    const refused: Refused[] = [];
    for (const row of this.chosen.rows) {
      try {
        await work(row.id);
        this.chosen.drop(row.id);
      } catch (thrown) {
        refused.push({ order: row.order, error: asDesktopError(thrown) });
      }
    }
    await this.refresh();
    return refused;
  }

  #showing: ReturnType<typeof setTimeout> | undefined;

  #show(): void {
    clearTimeout(this.#showing);
    if (!this.row) {
      this.preview.forget();
      return;
    }
    this.#showing = setTimeout(() => void this.preview.again(), 60);
  }

  #query(after: string, limit: number) {
    return { ...this.#filter, view: this.#view, search: this.#search.trim(), after, limit, as_of: '' };
  }
}
