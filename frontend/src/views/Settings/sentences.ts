import type { AuthorityRow, AuthorityView } from '$lib/desktop/types';
import type { Here } from '$lib/i18n/dates';
import { say, sayHere, word } from '$lib/i18n/words';

/** kindList is kinds of source as people list them. */
function kindList(kinds: readonly string[]): string {
  const names = kinds.map((k) => word('authority_kind', k));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : say('authority.or', names.join(', '), last);
}

/** sentences say who decides a milestone, who is shown, and who is ignored. */
export function sentences(row: AuthorityRow): string[] {
  const parts: [string, readonly string[]][] = [
    ['authority.decides', row.asserts],
    ['authority.shown', row.supports],
    ['authority.ignored', row.ignored],
  ];
  return parts.filter(([, kinds]) => kinds.length > 0).map(([key, kinds]) => say(key, kindList(kinds)));
}

/** reasonOf is why a milestone is decided as it is: the shipped reason, or of a row that the shop changed, that it did, when, and
 *  what the program ships. */
export function reasonOf(view: AuthorityView, row: AuthorityRow, here: Here): string {
  const change = view.changes.find((c) => c.milestone === row.milestone);
  if (!change) return word('milestone_says', row.milestone);
  const when = change.at === '' ? 'once' : change.by === '' ? 'on' : 'by';
  const shipped = view.shipped.find((s) => s.milestone === row.milestone);
  const ships = shipped ? sentences(shipped).join(' ') : '';
  return [
    sayHere(here, `authority.changed_${when}`, change.at, change.by),
    say('authority.ships', ships.charAt(0).toLowerCase() + ships.slice(1)),
  ].join(' ');
}
