import type { Desktop } from '$lib/desktop';
import type { FigureRows, FrozenMonth, KPIView, Progress, ReportFile, RestatedView } from '$lib/desktop/types';
import { monthEnds } from '$lib/i18n/dates';
import { word } from '$lib/i18n/words';
import { Load } from './load.svelte';

/** bases are the promises a KPI can be held against. */
export const bases = ['latest', 'original', 'requested'] as const;

/** KPIsState is the KPI screen: one month, one basis. */
export class KPIsState {
  readonly view: Load<KPIView>;
  /** The rows behind one figure, as far as they were fetched. */
  readonly rows: Load<FigureRows>;
  /** The published month beside what the facts say now. */
  readonly restated: Load<RestatedView>;
  readonly #desktop: Desktop;
  #month = $state('');
  #basis = $state<string>('latest');
  #progress = $state.raw<Progress | null>(null);
  #behind = { name: '', excluded: '', listed: '' };

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.reports.kpi(this.#query()));
    this.rows = new Load(() => desktop.reports.rows({ ...this.#query(), ...this.#behind, after: '', limit: 0 }));
    this.restated = new Load(() => desktop.reports.restated(this.shown, this.#basis));
  }

  /** How far the first count of a large shop is; null while nothing is counted from its orders. */
  get progress(): Progress | null {
    return this.view.value === null ? this.#progress : null;
  }

  hear(progress: Progress): void {
    if (progress.job === 'kpi') this.#progress = progress;
  }

  /** stop ends the count; it begins again when the figures are asked for. */
  async stop(): Promise<void> {
    await this.#desktop.imports.cancel('kpi');
    this.#progress = null;
  }

  /** leftOut names the rows that a KPI leaves out for a reason. */
  leftOut(name: string, code: string): string {
    const reason = this.view.value?.kpis.find((k) => k.name === name)?.excluded.find((e) => e.code === code);
    return word('left_out', reason?.says ?? code);
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

  /** When and by whom the month on screen was published; null when it was not. */
  get frozen(): FrozenMonth | null {
    return this.frozenOf(this.shown);
  }

  frozenOf(month: string): FrozenMonth | null {
    return this.view.value?.frozen.find((f) => f.month === month) ?? null;
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

  async report(): Promise<ReportFile> {
    return this.#desktop.reports.report(this.#query());
  }

  /** freeze publishes the month on screen. */
  async freeze(): Promise<void> {
    await this.#desktop.reports.freeze(this.shown);
    await this.view.again();
  }

  /** look fetches the rows behind a figure: those that count, those left out for a reason, or those listed. */
  async look(name: string, excluded = '', listed = ''): Promise<void> {
    this.#behind = { name, excluded, listed };
    this.rows.forget();
    await this.rows.again();
  }

  /** more fetches the next rows after those that are shown. */
  async more(): Promise<void> {
    const shown = this.rows.value;
    const after = shown?.rows.at(-1)?.key;
    if (!shown || after === undefined) return;
    const next = await this.#desktop.reports.rows({ ...this.#query(), ...this.#behind, after, limit: 0 });
    this.rows.put({ ...next, rows: [...shown.rows, ...next.rows] });
  }

  #query() {
    const [from, to] = monthEnds(this.#month);
    return { from, to, basis: this.#basis };
  }
}
