import { chordOf, shortcutsOn, type ShortcutId, type Where } from './shortcuts';

/** Handler does what a shortcut says; false means that it had nothing to do, and the next one may try. */
export type Handler = () => unknown;

/** KeyDesk holds who answers which shortcut. The one that came last, a dialog before its screen, is asked first. */
export class KeyDesk {
  #handlers: { id: ShortcutId; run: Handler }[] = [];

  /** on answers shortcuts until the returned function is called. */
  on(table: Partial<Record<ShortcutId, Handler>>): () => void {
    const added = Object.entries(table).map(([id, run]) => ({ id: id as ShortcutId, run }));
    this.#handlers.push(...added);
    return () => {
      this.#handlers = this.#handlers.filter((h) => !added.includes(h));
    };
  }

  /** What somebody answers now, dialogs and screen together. */
  get answered(): ReadonlySet<ShortcutId> {
    return new Set(this.#handlers.map((h) => h.id));
  }

  /** press gives one key event to whoever answers it on this screen, and reports whether somebody did. */
  press(e: KeyboardEvent, where: Where): boolean {
    if (e.defaultPrevented || e.isComposing) return false;
    const chord = chordOf(e);
    const found = shortcutsOn(where).find((s) => s.keys === chord);
    if (!found || (!found.inFields && isEditable(e.target))) return false;
    const done = [...this.#handlers].reverse().some((h) => h.id === found.id && h.run() !== false);
    if (done) e.preventDefault();
    return done;
  }
}

/** isEditable reports whether text is being typed there. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  const pressed = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];
  return target instanceof HTMLInputElement && !pressed.includes(target.type);
}
