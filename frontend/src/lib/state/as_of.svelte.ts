/** AsOfState is the past moment a screen shows; '' is now. */
export class AsOfState {
  #at = $state('');
  #open = $state(false);
  readonly #shown: () => Promise<boolean>;

  constructor(shown: () => Promise<boolean>) {
    this.#shown = shown;
  }

  /** The moment, as it was asked for. */
  get at(): string {
    return this.#at;
  }

  /** Whether the bar stands on the screen. */
  get open(): boolean {
    return this.#open;
  }

  /** show opens the bar. */
  show(): void {
    this.#open = true;
  }

  /** look shows the screen as it was at a moment. */
  async look(at: string): Promise<void> {
    this.#at = at;
    this.#open = true;
    await this.#shown();
  }

  /** close goes back to now. */
  async close(): Promise<void> {
    const was = this.#at;
    this.forget();
    if (was !== '') await this.#shown();
  }

  /** forget is close for a screen that fetches anyway. */
  forget(): void {
    this.#at = '';
    this.#open = false;
  }
}
