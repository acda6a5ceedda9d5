import type { Desktop } from '$lib/desktop';
import type { TaskRow, TodayView } from '$lib/desktop/types';
import { Load } from './load.svelte';

/** Whose work the queue shows. */
export type Whose = 'everyone' | 'mine' | 'waiting';

/** Group is the tasks of one owner as the queue shows them; first is the number of its first row. */
export interface Group {
  readonly owner: string;
  readonly first: number;
  readonly tasks: readonly TaskRow[];
}

/** TodayState is the Today screen. */
export class TodayState {
  readonly view: Load<TodayView>;
  readonly #desktop: Desktop;
  readonly #me: () => string;
  #whose = $state<Whose>('everyone');
  #selected = $state(0);
  #groups = $derived(this.#grouped());
  #rows = $derived(this.#groups.flatMap((g) => g.tasks));

  constructor(desktop: Desktop, me: () => string) {
    this.#desktop = desktop;
    this.#me = me;
    this.view = new Load(() => desktop.today.show());
  }

  get whose(): Whose {
    return this.#whose;
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

  /** counted says how many tasks each choice holds. */
  counted(whose: Whose): number {
    const view = this.view.value;
    if (!view) return 0;
    if (whose === 'waiting') return view.waiting.length;
    return view.groups.flatMap((g) => g.tasks).filter((t) => whose === 'everyone' || this.#isMine(t)).length;
  }

  show(whose: Whose): void {
    this.#whose = whose;
    this.#selected = 0;
  }

  select(row: number): void {
    this.#selected = row;
  }

  async take(task: string): Promise<void> {
    await this.#desktop.today.take(task);
    await this.view.again();
  }

  async wait(task: string, until: string): Promise<void> {
    await this.#desktop.today.wait(task, until);
    await this.view.again();
  }

  async resolve(task: string, code: string, why: string): Promise<void> {
    await this.#desktop.today.resolve(task, code, why);
    await this.view.again();
  }

  #isMine(task: TaskRow): boolean {
    return task.by !== '' && task.by === this.#me();
  }

  #grouped(): Group[] {
    const view = this.view.value;
    if (!view) return [];
    const from = this.#whose === 'waiting' ? byOwner(view.waiting) : view.groups;
    const groups: Group[] = [];
    let first = 0;
    for (const { owner, tasks } of from) {
      const kept = this.#whose === 'mine' ? tasks.filter((t) => this.#isMine(t)) : tasks;
      if (kept.length > 0) groups.push({ owner, first, tasks: kept });
      first += kept.length;
    }
    return groups;
  }
}

function byOwner(tasks: readonly TaskRow[]): { owner: string; tasks: TaskRow[] }[] {
  const owners = [...new Set(tasks.map((t) => t.owner))];
  return owners.map((owner) => ({ owner, tasks: tasks.filter((t) => t.owner === owner) }));
}
