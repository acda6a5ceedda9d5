import type { AuthorityRow } from '$lib/desktop/types';
import { say, word } from '$lib/i18n/words';

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
