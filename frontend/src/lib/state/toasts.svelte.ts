import type { IconName } from '$lib/ui/icons';

/** Toast is a short word at the corner; never the only place a failure is told. */
export interface Toast {
  readonly id: number;
  readonly icon: IconName;
  readonly tone: string;
  readonly title: string;
  readonly text: string;
  readonly action?: { label: string; keys?: string; run: () => void };
}

const shownFor = 6000;
const most = 3;

/** Toasts are the ones showing now, newest last. */
export class Toasts {
  #shown = $state.raw<readonly Toast[]>([]);
  #next = 1;

  get shown(): readonly Toast[] {
    return this.#shown;
  }

  /** add shows a toast for a while; what comes back closes it sooner. */
  add(toast: Omit<Toast, 'id'>): number {
    const id = this.#next++;
    this.#shown = [...this.#shown, { ...toast, id }].slice(-most);
    setTimeout(() => this.close(id), shownFor);
    return id;
  }

  close(id: number): void {
    this.#shown = this.#shown.filter((t) => t.id !== id);
  }
}
