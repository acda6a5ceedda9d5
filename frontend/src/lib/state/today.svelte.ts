import type { Desktop } from '$lib/desktop';
import type { StepDone, TaskPage, TaskRow, TodayView } from '$lib/desktop/types';
import { AsOfState } from './as_of.svelte';
import { Load } from './load.svelte';

/** Whose work the queue shows. */
export type Whose = 'everyone' | 'mine' | 'waiting' | 'suppressed' | 'ended';

/** Group is the tasks of one owner as the queue shows them; first is the number of its first row, open how many there are. */
export interface Group {
  readonly owner: string;
  readonly first: number;
  readonly open: number;
  readonly tasks: readonly TaskRow[];
  readonly next: string;
}

/** TodayState is the Today screen. */
export class TodayState {
  readonly view: Load<TodayView>;
  readonly list: Load<TaskPage>;
  /** The past moment that is shown, if any. */
  readonly asOf: AsOfState;
  readonly #desktop: Desktop;
  #whose = $state<Whose>('everyone');
  #owner = $state('');
  #selected = $state(0);
  #marked = $state.raw<readonly string[]>([]);
  #acted: readonly TaskRow[] = [];
  #last = $state.raw<{ kind: string; tasks: readonly TaskRow[] } | null>(null);
  #more = $state.raw<Readonly<Record<string, TaskPage>>>({});
  #groups = $derived(this.#grouped());
  #rows = $derived(this.#groups.flatMap((g) => g.tasks));

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => (this.asOf.at === '' ? desktop.today.show() : desktop.today.showAt(this.asOf.at)));
    this.list = new Load(() => this.#page('', ''));
    this.asOf = new AsOfState(() => this.#turn());
  }

  get whose(): Whose {
    return this.#whose;
  }

  /** The owner whose tasks alone are shown; '' for everybody's. */
  get owner(): string {
    return this.#owner;
  }

  get groups(): readonly Group[] {
    return this.#groups;
  }

  get rows(): readonly TaskRow[] {
    return this.#rows;
  }

  /** The task under the cursor. */
  get task(): TaskRow | undefined {
    return this.#rows[Math.min(this.#selected, this.#rows.length - 1)];
  }

  get selected(): number {
    return Math.min(this.#selected, this.#rows.length - 1);
  }

  /** The tasks that are acted on: those that are marked, else the one under the cursor. */
  get chosen(): readonly TaskRow[] {
    const marked = this.#rows.filter((t) => this.#marked.includes(t.task));
    if (marked.length > 0) return marked;
    return this.task ? [this.task] : [];
  }

  /** The tasks whose next step is done together: the one under the cursor, and with it, when it is marked, the marked ones
   *  that have the same step. Never one that the person does not look at. */
  get stepped(): readonly [TaskRow, ...TaskRow[]] | undefined {
    const task = this.task;
    if (!task) return undefined;
    if (!this.isMarked(task.task)) return [task];
    return [task, ...this.chosen.filter((t) => t.task !== task.task && t.step === task.step)];
  }

  isMarked(task: string): boolean {
    return this.#marked.includes(task);
  }

  get marks(): number {
    return this.#rows.filter((t) => this.#marked.includes(t.task)).length;
  }

  /** counted says how many tasks each choice holds; undefined where nobody counts. */
  counted(whose: Whose): number | undefined {
    const view = this.view.value;
    if (!view || whose === 'ended') return undefined;
    return { everyone: view.open, mine: view.mine, waiting: view.waiting, suppressed: view.suppressed }[whose];
  }

  async again(): Promise<void> {
    this.#more = {};
    await Promise.all([this.view.again(), this.#whose === 'everyone' ? undefined : this.list.again()]);
  }

  /** turn goes to another moment: nothing that was marked, chosen or paged holds there. */
  async #turn(): Promise<boolean> {
    this.#whose = 'everyone';
    this.#begin();
    return this.view.again();
  }

  show(whose: Whose): void {
    this.#whose = whose;
    this.#begin();
    if (whose === 'everyone' || this.asOf.at !== '') return;
    this.list.forget();
    void this.list.again();
  }

  only(owner: string): void {
    this.#owner = owner === this.#owner ? '' : owner;
    this.#begin();
    if (this.#whose !== 'everyone' && this.asOf.at === '') void this.list.again();
  }

  select(row: number): void {
    this.#selected = row;
  }

  /** mark takes a task into what is acted on together, or out of it. */
  mark(row: number): void {
    const task = this.#rows[row]?.task;
    if (!task) return;
    this.#marked = this.isMarked(task) ? this.#marked.filter((t) => t !== task) : [...this.#marked, task];
  }

  /** more fetches the next tasks of a group. */
  async more(owner: string): Promise<void> {
    const group = this.#groups.find((g) => g.owner === owner);
    if (!group || group.next === '') return;
    const page = await this.#page(owner, group.next);
    const before = this.#more[owner]?.tasks ?? [];
    this.#more = { ...this.#more, [owner]: { tasks: [...before, ...page.tasks], next: page.next } };
  }

  async take(): Promise<void> {
    await this.#act((ids) => this.#desktop.today.take(ids));
    this.#remember('task_taken');
  }

  async wait(until: string, on: string): Promise<void> {
    await this.#act((ids) => this.#desktop.today.wait(ids, until, on));
    this.#remember('task_waits');
  }

  async resolve(code: string, why: string): Promise<void> {
    await this.#act((ids) => this.#desktop.today.resolve(ids, code, why));
    this.#remember('task_resolved');
  }

  /** Whether the tasks that are acted on were all ended by people, so that they can be reopened. */
  get reopenable(): boolean {
    return this.chosen.length > 0 && this.chosen.every((t) => t.ended !== '' && t.state !== 'auto_cleared');
  }

  async reopen(): Promise<void> {
    await this.#act((ids) => this.#desktop.today.reopen(ids, ''));
  }

  async step(done: StepDone): Promise<void> {
    await this.#act((ids) => this.#desktop.today.step(ids, done), this.stepped ?? []);
    this.#remember('task_stepped');
  }

  /** What was done last in this window, as its kind of fact; '' when there is nothing to take back. */
  get undoes(): string {
    return this.#last?.kind ?? '';
  }

  /** undo takes back what was done last in this window about tasks, one after the other when it was several. */
  async undo(): Promise<void> {
    const last = this.#last;
    if (!last) return;
    this.#last = null;
    if (last.kind === 'task_resolved')
      await this.#desktop.today.reopen(
        last.tasks.map((t) => t.task),
        '',
      );
    else for (const task of last.tasks) await this.#takeBack(task.order_id, last.kind);
    await this.again();
  }

  async #takeBack(id: string, kind: string): Promise<void> {
    const { events } = await this.#desktop.orders.show(id);
    const newest = events
      .filter((e) => e.kind === kind && e.can_undo)
      .sort((a, b) => Date.parse(b.recorded) - Date.parse(a.recorded))[0];
    if (newest) await this.#desktop.orders.takeBack(id, newest.event, '');
  }

  /** remember keeps what was just done. What was done about tasks of the shop itself stands on no order, and only their
   *  ends can be taken back. */
  #remember(kind: string): void {
    const tasks = this.#acted;
    const can = kind === 'task_resolved' || tasks.every((t) => t.order_id !== '');
    this.#last = can && tasks.length > 0 ? { kind, tasks } : null;
  }

  async #act(work: (ids: string[]) => Promise<void>, on: readonly TaskRow[] = this.chosen): Promise<void> {
    await work(on.map((t) => t.task));
    this.#acted = on;
    this.#marked = [];
    await this.again();
  }

  #begin(): void {
    this.#selected = 0;
    this.#marked = [];
    this.#more = {};
  }

  #page(owner: string, after: string): Promise<TaskPage> {
    const list = this.#whose === 'everyone' ? 'queue' : this.#whose;
    return this.#desktop.today.queue({ list, owner: owner || this.#owner, code: '', after, limit: 50 });
  }

  #grouped(): Group[] {
    const view = this.view.value;
    if (!view) return [];
    const groups: Group[] = [];
    let first = 0;
    for (const g of this.#whose === 'everyone' ? view.groups : this.#listed()) {
      if (this.#whose === 'everyone' && this.#owner !== '' && g.owner !== this.#owner) continue;
      const more = this.#more[g.owner];
      const tasks = more ? [...g.tasks, ...more.tasks] : g.tasks;
      groups.push({ owner: g.owner, first, open: g.open, tasks, next: more ? more.next : g.next });
      first += tasks.length;
    }
    return groups;
  }

  /** The other lists are one group: they are in time, not by owner. Of a past moment what waited is known, no more. */
  #listed(): { owner: string; open: number; tasks: readonly TaskRow[]; next: string }[] {
    const view = this.view.value;
    if (view && view.as_of !== '') {
      if (this.#whose !== 'waiting' || view.aside.length === 0) return [];
      return [{ owner: '', open: view.aside.length, tasks: view.aside, next: '' }];
    }
    const page = this.list.value;
    if (!page || page.tasks.length === 0) return [];
    return [{ owner: '', open: this.counted(this.#whose) ?? page.tasks.length, tasks: page.tasks, next: page.next }];
  }
}
