import type { Desktop } from '$lib/desktop';
import type { CarriersView, ReportFile, SettingsView, Verified } from '$lib/desktop/types';
import { AuthorityState } from './authority.svelte';
import { Load } from './load.svelte';
import { MailboxesState } from './mailboxes.svelte';

/** SettingsState is the Settings screen: a draft is edited, and saved as a whole. */
export class SettingsState {
  readonly view: Load<SettingsView>;
  readonly authority: AuthorityState;
  readonly carriers: Load<CarriersView>;
  readonly mailboxes: MailboxesState;
  readonly #desktop: Desktop;
  #draft = $state<SettingsView | null>(null);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.authority = new AuthorityState(desktop);
    this.mailboxes = new MailboxesState(desktop);
    this.view = new Load(() => desktop.settings.show());
    this.carriers = new Load(() => desktop.settings.carriers(90));
  }

  /** What is being edited. */
  get draft(): SettingsView | null {
    return this.#draft;
  }

  /** Whether something is edited and not yet saved. */
  get edited(): boolean {
    return this.#draft !== null && JSON.stringify(this.#draft) !== JSON.stringify(this.view.value);
  }

  async open(): Promise<void> {
    const edited = this.edited;
    void this.carriers.again();
    if ((await this.view.again()) && this.view.value && !edited) this.#draft = { ...this.view.value };
  }

  async save(): Promise<void> {
    if (!this.#draft) return;
    const saved = await this.#desktop.settings.save($state.snapshot(this.#draft));
    this.view.put(saved);
    this.#draft = { ...saved };
  }

  revert(): void {
    if (this.view.value) this.#draft = { ...this.view.value };
  }

  async backup(): Promise<ReportFile> {
    const file = await this.#desktop.settings.backup();
    await this.view.again();
    return file;
  }

  async verify(): Promise<Verified> {
    return this.#desktop.settings.verify();
  }
}
