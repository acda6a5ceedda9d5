import { asDesktopError, type Desktop, type DesktopError } from '$lib/desktop';
import type { MailboxRow, MailSignIn, MailSignInStep, MailTest } from '$lib/desktop/types';

/** Where signing in stands: asked how, waiting for the provider's page, waiting for the person there, trying the mailbox out. */
export type SignInStage = 'asking' | 'beginning' | 'waiting' | 'trying' | 'done' | 'failed';

/** SignInState is one person signing in to one mailbox at its provider. */
export class SignInState {
  readonly row: MailboxRow;
  readonly #desktop: Desktop;
  readonly #tryOut: () => Promise<MailTest>;
  #stage = $state<SignInStage>('asking');
  #step = $state.raw<MailSignInStep | null>(null);
  #test = $state.raw<MailTest | null>(null);
  #error = $state.raw<DesktopError | null>(null);
  #turn = 0;

  constructor(desktop: Desktop, row: MailboxRow, tryOut: () => Promise<MailTest>) {
    this.#desktop = desktop;
    this.row = row;
    this.#tryOut = tryOut;
  }

  get stage(): SignInStage {
    return this.#stage;
  }

  /** What the person has to do; null before it is known. */
  get step(): MailSignInStep | null {
    return this.#step;
  }

  /** What the provider or the mailbox said against it; null when nothing did. */
  get fault(): MailTest | null {
    return this.#test?.fault ? this.#test : null;
  }

  /** What went wrong otherwise. */
  get error(): DesktopError | null {
    return this.#error;
  }

  /** begin asks the provider, waits for the person, and tries the mailbox out. */
  async begin(how: Omit<MailSignIn, 'mailbox'>): Promise<void> {
    const turn = ++this.#turn;
    const mine = (): boolean => turn === this.#turn;
    [this.#step, this.#test, this.#error, this.#stage] = [null, null, null, 'beginning'];
    try {
      const step = await this.#desktop.mailboxes.signIn({ ...how, mailbox: this.row.id });
      if (!mine()) return;
      if (step.page !== '') [this.#step, this.#stage] = [step, 'waiting'];
      let test = await this.#desktop.mailboxes.signedIn(this.row.id);
      if (!mine()) return;
      if (test.fault === '') {
        this.#stage = 'trying';
        test = await this.#tryOut();
      }
      if (mine()) [this.#test, this.#stage] = [test, test.fault === '' ? 'done' : 'failed'];
    } catch (thrown) {
      if (mine()) [this.#error, this.#stage] = [asDesktopError(thrown), 'failed'];
    }
  }

  /** giveUp ends the wait; nothing is kept. */
  async giveUp(): Promise<void> {
    this.#turn += 1;
    const begun = this.#stage === 'beginning' || this.#stage === 'waiting';
    [this.#step, this.#stage] = [null, 'asking'];
    if (begun) await this.#desktop.imports.cancel('sign_in');
  }
}
