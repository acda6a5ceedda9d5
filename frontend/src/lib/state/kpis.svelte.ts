import type { Desktop } from '$lib/desktop';
import type { KPIView, ReportFile } from '$lib/desktop/types';
import { monthEnds } from '$lib/i18n/dates';
import { Load } from './load.svelte';

/** bases are the promises a KPI can be held against. */
export const bases = ['latest', 'original', 'requested'] as const;

/** KPIsState is the KPI screen: one month, one basis. */
export class KPIsState {
  readonly view: Load<KPIView>;
  readonly #desktop: Desktop;
  #month = $state('');
  #basis = $state<string>('latest');

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.reports.kpi(this.#query()));
  }

  get month(): string {
    return this.#month || (this.view.value?.from.slice(0, 7) ?? '');
  }

  /** The month that the figures on screen are of; while another is fetched they are still the old one's. */
  get shown(): string {
    return this.view.value?.from.slice(0, 7) ?? '';
  }

  get basis(): string {
    return this.#basis;
  }

  get months(): readonly string[] {
    return this.view.value?.months ?? [];
  }

  async open(today: string): Promise<void> {
    if (this.#month === '') this.#month = today.slice(0, 7);
    if (!(await this.view.again())) return;
    const last = this.months.at(-1);
    if (last && !this.months.includes(this.#month)) await this.show(last);
  }

  async show(month: string): Promise<void> {
    this.#month = month;
    await this.view.again();
  }

  /** step moves to a month before (-1) or after (1); false at either end. */
  step(by: number): boolean {
    const month = this.months[this.months.indexOf(this.month) + by];
    if (month === undefined || this.months.indexOf(this.month) + by < 0) return false;
    void this.show(month);
    return true;
  }

  async hold(basis: string): Promise<void> {
    this.#basis = basis;
    await this.view.again();
  }

  async workbook(): Promise<ReportFile> {
    return this.#desktop.reports.workbook(this.#query());
  }

  #query() {
    const [from, to] = monthEnds(this.#month);
    return { from, to, basis: this.#basis };
  }
}
