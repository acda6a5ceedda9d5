import type { Desktop } from '$lib/desktop';
import type { ProposalRule, ReturnPolicy, Trial } from '$lib/desktop/types';
import { Load } from './load.svelte';

/** PolicyState is what the shop decided about returns: a draft is edited, tried on past returns, and saved as a whole. */
export class PolicyState {
  readonly view: Load<ReturnPolicy>;
  readonly #desktop: Desktop;
  #draft = $state<ReturnPolicy | null>(null);
  #trial = $state.raw<Trial | null>(null);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.view = new Load(() => desktop.returns.policy());
  }

  get draft(): ReturnPolicy | null {
    return this.#draft;
  }

  /** What the rules of the draft would have proposed about past returns; null until they were tried as they stand. */
  get trial(): Trial | null {
    return this.#trial;
  }

  get edited(): boolean {
    return this.#draft !== null && JSON.stringify(this.#draft) !== JSON.stringify(this.view.value);
  }

  /** Whether the rules are other than those in force. */
  get rulesEdited(): boolean {
    return JSON.stringify(this.#draft?.proposals) !== JSON.stringify(this.view.value?.proposals);
  }

  async open(): Promise<void> {
    const edited = this.edited;
    if ((await this.view.again()) && !edited) this.revert();
  }

  revert(): void {
    this.#trial = null;
    this.#draft = this.view.value ? structuredClone(this.view.value) : null;
  }

  /** change puts another rule in the place of one. */
  change(at: number, rule: ProposalRule): void {
    if (this.#draft) this.#draft.proposals[at] = rule;
    this.#trial = null;
  }

  remove(at: number): void {
    this.#draft?.proposals.splice(at, 1);
    this.#trial = null;
  }

  /** raise lets a rule be asked before the one above it. */
  raise(at: number): void {
    const rules = this.#draft?.proposals;
    const [above, rule] = [rules?.[at - 1], rules?.[at]];
    if (rules && above && rule) rules.splice(at - 1, 2, rule, above);
    this.#trial = null;
  }

  /** add puts a new rule at the top, where it is asked first, with the next free number. */
  add(): void {
    const rules = this.#draft?.proposals;
    const rule = Math.max(0, ...(rules ?? []).map((r) => r.rule)) + 1;
    rules?.unshift({ rule, disposition: 'restock', resolution: 'refund' });
    this.#trial = null;
  }

  /** tryRules says what the rules of the draft would have proposed about the returns of the last 90 days. */
  async tryRules(): Promise<void> {
    this.#trial = await this.#desktop.returns.tryRules($state.snapshot(this.#draft?.proposals) ?? []);
  }

  async save(): Promise<void> {
    if (!this.#draft) return;
    this.view.put(await this.#desktop.returns.savePolicy($state.snapshot(this.#draft)));
    this.revert();
  }
}
