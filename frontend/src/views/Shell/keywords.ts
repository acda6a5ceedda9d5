import { hasWords, say } from '$lib/i18n/words';
import type { ShortcutId, Where } from '$lib/keys/shortcuts';

/** keyDoes says what a shortcut does on a screen; where the screen has no words of its own, what it does everywhere. */
export function keyDoes(id: ShortcutId, where: Where): string {
  const here = `key.${id}.${where}`;
  return say(hasWords(here) ? here : `key.${id}`);
}

/** keyInBar says it in the status bar, where one key may stand for a row of them. */
export function keyInBar(id: ShortcutId, where: Where): string {
  return hasWords(`key.${id}.bar`) ? say(`key.${id}.bar`) : keyDoes(id, where);
}
