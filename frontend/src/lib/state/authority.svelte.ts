import type { Desktop } from '$lib/desktop';
import type { AuthorityEffect, AuthorityRow, AuthorityView } from '$lib/desktop/types';
import { Load } from './load.svelte';
import { Preview } from './preview.svelte';

/** Weight is what one kind of source may do for a milestone. */
export type Weight = 'asserts' | 'supports' | 'ignored';

const weights: readonly Weight[] = ['asserts', 'supports', 'ignored'];

/** AuthorityState is who may say what: a row is edited, its effect looked at, and then it is applied. */
export class AuthorityState {
  readonly view: Load<AuthorityView>;
  /** What the change being edited would do. */
  readonly preview: Preview<AuthorityEffect>;
  readonly #desktop: Desktop;
  #draft = $state<AuthorityRow | null>(null);
  #resetting = $state(false);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.settings.authority());
    this.preview = new Preview(desktop, (after) =>
      desktop.settings.previewAuthority({ rows: this.#rows, after, limit: 50 }),
    );
  }

  /** The row being edited; null while none is. */
  get draft(): AuthorityRow | null {
    return this.#draft;
  }

  /** Whether going back to the shipped table is being looked at. */
  get resetting(): boolean {
    return this.#resetting;
  }

  /** Whether the draft says something else than the table in force. */
  get edited(): boolean {
    if (this.#resetting) return true;
    const row = this.view.value?.rows.find((r) => r.milestone === this.#draft?.milestone);
    return JSON.stringify(row) !== JSON.stringify(this.#draft);
  }

  get #rows(): AuthorityRow[] {
    if (this.#resetting) return this.view.value?.shipped ?? [];
    return this.#draft ? [$state.snapshot(this.#draft)] : [];
  }

  edit(row: AuthorityRow): void {
    this.#begin();
    this.#draft = { ...row, asserts: [...row.asserts], supports: [...row.supports], ignored: [...row.ignored] };
  }

  reset(): void {
    this.#begin();
    this.#resetting = true;
  }

  weightOf(kind: string): Weight {
    return weights.find((w) => this.#draft?.[w].includes(kind)) ?? 'ignored';
  }

  /** weigh lets a kind of source do something else for the milestone; what was looked at no longer holds. */
  weigh(kind: string, weight: Weight): void {
    const draft = this.#draft;
    if (!draft) return;
    const kinds = this.view.value?.kinds ?? [];
    for (const w of weights) {
      draft[w] = kinds.filter((k) => (k === kind ? w === weight : draft[w].includes(k)));
    }
    this.preview.forget();
  }

  /** apply makes the change: every order is derived anew. */
  async apply(): Promise<void> {
    const settings = this.#desktop.settings;
    this.view.put(this.#resetting ? await settings.resetAuthority() : await settings.setAuthority(this.#rows));
    this.close();
  }

  close(): void {
    this.preview.close();
    this.#begin();
  }

  #begin(): void {
    this.#draft = null;
    this.#resetting = false;
    this.preview.forget();
  }
}
