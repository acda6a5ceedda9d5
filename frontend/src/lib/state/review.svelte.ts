import type { Desktop } from '$lib/desktop';
import type { NoticeHelp, ReviewView, TaughtMail, UnreadRow } from '$lib/desktop/types';
import type { CarriersState } from './carriers.svelte';
import type { ImportsState } from './imports.svelte';
import { Load } from './load.svelte';

/** ReviewState is the one place of what waits for a person: mails, codes, senders, feeds, and facts without an order. */
export class ReviewState {
  readonly view: Load<ReviewView>;
  /** The known words nearest to the mail that is shown. */
  readonly help: Load<NoticeHelp>;
  /** What the shop taught of carriers' mails. */
  readonly taught: Load<TaughtMail[]>;
  readonly #imports: ImportsState;
  readonly #carriers: CarriersState;
  #shown = $state('');

  constructor(desktop: Desktop, imports: ImportsState, carriers: CarriersState) {
    this.#imports = imports;
    this.#carriers = carriers;
    this.view = new Load(() => desktop.review.show());
    this.taught = new Load(() => desktop.imports.taught());
    this.help = new Load(() => desktop.imports.nearest(this.#shown));
  }

  /** The mail or barcode that is shown beside the list: the one chosen, else the first. */
  get shown(): UnreadRow | undefined {
    const rows = this.#imports.unread.value ?? [];
    return rows.find((r) => r.id === this.#shown) ?? rows[0];
  }

  async open(): Promise<void> {
    await Promise.all([
      this.view.again(),
      this.taught.again(),
      this.#imports.queues(),
      this.#carriers.unmapped.again(),
      this.#carriers.list.again(),
    ]);
  }

  /** look shows a mail with the known words nearest to its own. */
  async look(row: UnreadRow | undefined): Promise<void> {
    if (!row || row.id === this.#shown) return;
    this.#shown = row.id;
    this.help.forget();
    if (row.kind === 'notice') await this.help.again();
  }
}
