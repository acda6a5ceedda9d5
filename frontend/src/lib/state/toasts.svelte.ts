import type { IconName } from '$lib/ui/icons';

/** Toast is a short word at the corner; never the only place a failure is told. */
export interface Toast {
  readonly id: number;
  readonly icon: IconName;
  readonly tone: string;
  readonly title: string;
  readonly text: string;
  readonly action?: { label: string; keys?: string; run: () => void };
  /** What it offers to take back, such as run:R000431: it goes when that is taken back elsewhere. */
  readonly about?: string;
}

const shownFor = 6000;
const most = 3;

/** Toasts are the ones showing now, newest last. */
export class Toasts {
  #shown = $state.raw<readonly Toast[]>([]);
  #next = 1;
  #offered: Toast | null = null;

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** add shows a toast for a while; what comes back closes it sooner. */
  add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.#shown = [...this.#shown, { ...toast, id }].slice(-most);
    if (toast.about !== undefined && toast.action) this.#offered = { ...toast, id };
    setTimeout(() => this.close(id), shownFor);
    return id;
  }

  /** settle closes what told of something that is taken back by now. */
  settle(about: string): void {
    this.#shown = this.#shown.filter((t) => t.about !== about);
    if (this.#offered?.about === about) this.#offered = null;
  }

  /** takeBack takes back what was offered last, whether its toast still shows or not; false when nothing was. */
  takeBack(): boolean {
    const last = this.#offered;
    this.#offered = null;
    last?.action?.run();
    return last !== null;
  }

  /** leave forgets what was offered: what is done on another screen is not taken back on this one. */
  leave(): void {
    this.#offered = null;
  }

  close(id: number): void {
    this.#shown = this.#shown.filter((t) => t.id !== id);
  }
}
