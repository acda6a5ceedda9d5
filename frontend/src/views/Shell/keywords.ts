import { hasWords, say } from '$lib/i18n/words';
import type { ShortcutId, Where } from '$lib/keys/shortcuts';

/** keyDoes says what a shortcut does on a screen; where the screen has no words of its own, what it does everywhere. */
export function keyDoes(id: ShortcutId, where: Where): string {
  const here = `key.${id}.${where}`;
  return say(hasWords(here) ? here : `key.${id}`);
}
