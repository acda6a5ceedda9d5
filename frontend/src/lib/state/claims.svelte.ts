import type { Desktop } from '$lib/desktop';

/** What a claim may be about, and how a supplier may end a case; the lists of package track. */
export const claimKinds = ['lost', 'damaged', 'missing'] as const;
export const supplierAnswers = ['credited', 'replaced', 'repaired', 'refused'] as const;

/** ClaimsState does what claims and cases with suppliers ask for; the screens that show them fetch again. */
export class ClaimsState {
  readonly #desktop: Desktop;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  async act(work: (claims: Desktop['claims']) => Promise<unknown>): Promise<void> {
    await work(this.#desktop.claims);
  }
}
