import type { Desktop } from '$lib/desktop';
import type { MailboxesView, MailboxForm, MailboxRow, MailFetch, MailPreset, MailTest } from '$lib/desktop/types';
import { Load } from './load.svelte';
import { SignInState } from './sign_in.svelte';

/** MailboxesState is the mailboxes, the one that is being set up, and what trying it out said. */
export class MailboxesState {
  readonly view: Load<MailboxesView>;
  readonly #desktop: Desktop;
  #draft = $state<MailboxForm | null>(null);
  #test = $state.raw<MailTest | null>(null);
  #testing = $state(false);
  #signing = $state.raw<SignInState | null>(null);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.mailboxes.list());
  }

  /** What is being set up; null when nothing is. */
  get draft(): MailboxForm | null {
    return this.#draft;
  }

  /** What trying the draft out said last; null before. */
  get test(): MailTest | null {
    return this.#test;
  }

  get testing(): boolean {
    return this.#testing;
  }

  /** Who signs in at a provider; null when nobody does. */
  get signing(): SignInState | null {
    return this.#signing;
  }

  /** signIn begins with a mailbox that tokens open. */
  signIn(row: MailboxRow): void {
    const form = { ...empty, ...pick(row) };
    this.#signing = new SignInState(this.#desktop, row, () => this.#desktop.mailboxes.test(form));
  }

  /** signedIn is its end, or the person giving up. */
  async signedIn(): Promise<void> {
    if (!this.#signing) return;
    await this.#signing.giveUp();
    this.#signing = null;
    await this.view.again();
  }

  /** edit begins with a mailbox that is there, or with a new one. */
  edit(row: MailboxRow | null): void {
    this.#test = null;
    this.#draft = { ...empty, ...pick(row) };
  }

  close(): void {
    this.#draft = null;
    this.#test = null;
  }

  /** guess fills in what is known of the provider that an address belongs to. */
  guess(): void {
    const domain = this.#draft?.user.toLowerCase().split('@')[1] ?? '';
    const known = this.view.value?.presets.find((p) => p.domains.includes(domain));
    if (known && this.#draft?.host === '') this.choose(known.id);
  }

  /** choose sets a mailbox up as a provider's are. */
  choose(id: string): void {
    const preset = this.view.value?.presets.find((p) => p.id === id);
    if (!this.#draft || !preset) return;
    Object.assign(this.#draft, asPreset(preset, this.#draft));
  }

  /** mark chooses a folder of the server's, or no longer. */
  mark(folder: string, chosen: boolean): void {
    if (!this.#draft) return;
    const others = this.#draft.folders.filter((f) => f !== folder);
    this.#draft.folders = chosen ? [...others, folder] : others;
  }

  async tryOut(): Promise<void> {
    if (!this.#draft) return;
    this.#testing = true;
    this.#test = null;
    try {
      this.#test = await this.#desktop.mailboxes.test($state.snapshot(this.#draft));
      if (this.#draft.folders.length === 0) this.#draft.folders = ['INBOX'];
    } finally {
      this.#testing = false;
    }
  }

  /** save keeps what is set up; with signIn, somebody signs in at the provider right then. */
  async save(signIn = false): Promise<void> {
    if (!this.#draft) return;
    const row = await this.#desktop.mailboxes.save($state.snapshot(this.#draft));
    this.close();
    await this.view.again();
    if (signIn) this.signIn(row);
  }

  async pause(row: MailboxRow, paused: boolean): Promise<void> {
    await this.#desktop.mailboxes.save({ ...empty, ...pick(row), paused });
    await this.view.again();
  }

  async remove(row: MailboxRow): Promise<void> {
    await this.#desktop.mailboxes.remove(row.id);
    await this.view.again();
  }

  async fetch(row: MailboxRow): Promise<MailFetch> {
    const got = await this.#desktop.mailboxes.fetch(row.id);
    await this.view.again();
    return got;
  }
}

const empty: MailboxForm = {
  id: '',
  name: '',
  preset: 'other',
  host: '',
  port: 993,
  security: 'tls',
  user: '',
  login: 'password',
  password: '',
  client_id: '',
  client_secret: '',
  refresh_token: '',
  token_url: '',
  scope: '',
  folders: ['INBOX'],
  since: '',
  paused: false,
};

/** pick is what can be edited of a mailbox; what opens it never comes back. */
function pick(row: MailboxRow | null): Partial<MailboxForm> {
  if (!row) return {};
  const { id, name, preset, host, port, security, user, login, client_id, token_url, scope, since, paused } = row;
  return {
    id,
    name,
    preset,
    host,
    port,
    security,
    user,
    login,
    client_id,
    token_url,
    scope,
    since,
    paused,
    folders: [...row.folders],
  };
}

function asPreset(preset: MailPreset, draft: MailboxForm): Partial<MailboxForm> {
  return {
    preset: preset.id,
    host: preset.host,
    port: preset.port,
    security: preset.security,
    login: preset.logins.includes(draft.login) ? draft.login : (preset.logins[0] ?? 'password'),
    token_url: preset.token_url,
    scope: preset.scope,
  };
}
