import type { Desktop } from '$lib/desktop';
import type { AuthorityEffect, EffectRow, Progress } from '$lib/desktop/types';
import { Load } from './load.svelte';

/** Preview is what a change of the rules would do, looked at before it is made: the sums, a page of orders, more on demand. */
export class Preview<T extends AuthorityEffect> {
  readonly effect: Load<T>;
  readonly #desktop: Desktop;
  readonly #page: (after: string) => Promise<T>;
  #asked = $state(false);
  #more = $state<EffectRow[]>([]);
  #next = $state('');
  #progress = $state.raw<Progress | null>(null);

  constructor(desktop: Desktop, page: (after: string) => Promise<T>) {
    this.#desktop = desktop;
    this.#page = page;
    this.effect = new Load(() => page(''));
  }

  /** Whether it was asked for since the last edit. */
  get asked(): boolean {
    return this.#asked;
  }

  /** Whether what is edited was looked at. */
  get looked(): boolean {
    return this.#asked && this.effect.value !== null;
  }

  /** The orders that would change, as far as they were listed. */
  get changes(): readonly EffectRow[] {
    return [...(this.effect.value?.rows ?? []), ...this.#more];
  }

  /** Whether more orders would change than are listed. */
  get hasMore(): boolean {
    return this.#next !== '';
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  hear(progress: Progress): void {
    if (progress.job === 'authority' && this.#asked) this.#progress = progress;
  }

  /** look asks what the change would do. */
  async look(): Promise<void> {
    this.forget();
    this.#asked = true;
    if (await this.effect.again()) this.#next = this.effect.value?.next ?? '';
    this.#progress = null;
  }

  /** lookOn lists more of the orders that would change. */
  async lookOn(): Promise<void> {
    const page = await this.#page(this.#next);
    this.#more.push(...page.rows);
    this.#next = page.next;
  }

  /** stop ends a look that takes too long. */
  async stop(): Promise<void> {
    await this.#desktop.imports.cancel('authority');
  }

  /** close ends a look that is under way, and forgets it. */
  close(): void {
    if (this.#progress) void this.stop();
    this.forget();
  }

  /** forget drops what was looked at: something else is edited now. */
  forget(): void {
    this.effect.forget();
    this.#asked = false;
    this.#more = [];
    this.#next = '';
    this.#progress = null;
  }
}
