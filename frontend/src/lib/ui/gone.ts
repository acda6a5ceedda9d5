import { onDestroy } from 'svelte';

/** whenGone ends what a dialog keeps outside itself also when it only goes with its screen: else it is there again when that
 *  screen comes back. */
export function whenGone(end: () => void): void {
  onDestroy(() => queueMicrotask(end));
}
