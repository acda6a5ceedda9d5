import { asDesktopError, type DesktopError } from '$lib/desktop';

const slowAfter = 300;

/** Load is something fetched for a screen, in one of three outcomes: waiting, failed, or here. An older answer never
 *  replaces a newer one, and what was shown stays while it is fetched again. */
export class Load<T> {
  #value = $state.raw<T | null>(null);
  #error = $state.raw<DesktopError | null>(null);
  #slow = $state(false);
  #turn = 0;
  readonly #fetch: () => Promise<T>;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** What came last; null before anything did. */
  get value(): T | null {
    return this.#value;
  }

  get error(): DesktopError | null {
    return this.#error;
  }

  /** Whether somebody has been waiting long enough to be told. */
  get slow(): boolean {
    return this.#slow;
  }

  /** again fetches it, and reports whether that went well. */
  async again(): Promise<boolean> {
    const turn = ++this.#turn;
    const timer = setTimeout(() => (this.#slow = turn === this.#turn), slowAfter);
    try {
      const value = await this.#fetch();
      if (turn !== this.#turn) return false;
      this.#value = value;
      this.#error = null;
      return true;
    } catch (thrown) {
      if (turn === this.#turn) this.#error = asDesktopError(thrown);
      return false;
    } finally {
      clearTimeout(timer);
      if (turn === this.#turn) this.#slow = false;
    }
  }

  /** put shows a value that came by another way, such as the answer to a change. */
  put(value: T): void {
    this.#turn += 1;
    this.#value = value;
    this.#error = null;
    this.#slow = false;
  }

  /** forget drops it, for something else is asked for now. */
  forget(): void {
    this.#turn += 1;
    this.#value = null;
    this.#error = null;
    this.#slow = false;
  }
}
