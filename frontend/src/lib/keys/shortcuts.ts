/** A screen a shortcut works on. */
export type Where =
  'today' | 'orders' | 'order' | 'station' | 'returns' | 'imports' | 'review' | 'carriers' | 'kpis' | 'settings';

/** Shortcut is one row of the table below. */
export interface Shortcut {
  readonly id: string;
  readonly keys: string;
  readonly where: readonly Where[] | 'all';
  readonly inFields: boolean;
  readonly bar: boolean;
}

// Read a row as: <id> is <keys> on <screens>; does it also act while text is being typed; does the status bar name it.
// A scanner types letters, digits, Enter and Tab, so none of those is ever a shortcut; words are in the catalogue, key.<id>.
export const shortcuts = [
  row('palette', 'Ctrl+K', 'all', true, false),
  row('go_today', 'Ctrl+1', 'all', true, false),
  row('go_orders', 'Ctrl+2', 'all', true, false),
  row('go_returns', 'Ctrl+3', 'all', true, false),
  row('go_imports', 'Ctrl+4', 'all', true, false),
  row('go_kpis', 'Ctrl+5', 'all', true, false),
  row('go_settings', 'Ctrl+7', 'all', true, false),
  row('go_carriers', 'Ctrl+8', 'all', true, false),
  row('go_review', 'Ctrl+9', 'all', true, false),
  row('station', 'F9', 'all', true, false),
  row('primary', 'Ctrl+Enter', 'all', true, true),
  row('undo', 'Ctrl+Z', ['today', 'order', 'station', 'imports', 'returns', 'carriers', 'review'], false, true),
  row('back', 'Escape', 'all', true, false),
  row('next_pane', 'F6', 'all', true, false),
  row('previous_pane', 'Shift+F6', 'all', true, false),
  row('search', 'Ctrl+F', ['orders', 'carriers'], true, true),
  row('export', 'Ctrl+E', ['today', 'orders', 'kpis', 'carriers'], true, true),
  row(
    'print',
    'Ctrl+P',
    ['today', 'order', 'station', 'orders', 'kpis', 'imports', 'settings', 'returns', 'carriers'],
    true,
    false,
  ),
  row('choose_all', 'Ctrl+Shift+A', ['orders'], false, false),
  row('take', 'Ctrl+Shift+M', ['today'], true, false),
  row('snooze', 'Ctrl+Shift+S', ['today'], true, true),
  row('resolve', 'Ctrl+Shift+D', ['today'], true, false),
  row('previous', 'Ctrl+ArrowUp', ['order', 'imports'], false, true),
  row('next', 'Ctrl+ArrowDown', ['order', 'imports'], false, true),
  row('why', 'F4', ['order', 'orders'], true, true),
  row('copy_link', 'Ctrl+Shift+C', ['order'], true, true),
  row('previous_month', 'Ctrl+ArrowLeft', ['kpis'], false, true),
  row('next_month', 'Ctrl+ArrowRight', ['kpis'], false, true),
  row('arrived', 'Ctrl+Shift+E', ['returns'], true, true),
  row('expect', 'Ctrl+Shift+L', ['returns'], true, false),
  row('again', 'Ctrl+Shift+G', ['returns'], true, false),
  row('grade_a', 'Alt+A', ['returns'], true, true),
  row('grade_b', 'Alt+B', ['returns'], true, false),
  row('grade_c', 'Alt+C', ['returns'], true, false),
  row('grade_d', 'Alt+D', ['returns'], true, false),
  row('grade_e', 'Alt+E', ['returns'], true, false),
  row('help', 'F1', 'all', true, true),
] as const satisfies readonly Shortcut[];

/** ShortcutId names a row of the table. */
export type ShortcutId = (typeof shortcuts)[number]['id'];

function row<Id extends string>(
  id: Id,
  keys: string,
  where: readonly Where[] | 'all',
  inFields: boolean,
  bar: boolean,
): Shortcut & { readonly id: Id } {
  return { id, keys, where, inFields, bar };
}

/** shortcutsOn lists what works on a screen. */
export function shortcutsOn(where: Where): readonly (Shortcut & { readonly id: ShortcutId })[] {
  return shortcuts.filter((s) => s.where === 'all' || s.where.includes(where));
}

const names: Record<string, string> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** keysOf is how a shortcut is written for people: "Ctrl Enter", "Ctrl ↑". */
export function keysOf(id: ShortcutId): string {
  const found = shortcuts.find((s) => s.id === id);
  return (found?.keys ?? '')
    .split('+')
    .map((key) => names[key] ?? key)
    .join(' ');
}

/** chordOf names the keys of an event the way the table does. Letters go by the key's place, so that layouts agree. */
export function chordOf(
  e: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'key' | 'code'>,
): string {
  const key = /^(Key|Digit)(.)$/.exec(e.code)?.[2] ?? (e.key === 'NumpadEnter' ? 'Enter' : e.key);
  const held = [e.ctrlKey || e.metaKey ? 'Ctrl' : '', e.altKey ? 'Alt' : '', e.shiftKey ? 'Shift' : ''];
  return [...held, key].filter((part) => part !== '').join('+');
}
