import type { CarrierMapRow, Taught, UnmappedRow } from '$lib/desktop/types';
import { hasWords, say, word } from '$lib/i18n/words';

/** meaningOf is what a row says, in words: where, why, and whether it is late or stopped. */
export function meaningOf(row: Pick<CarrierMapRow, 'phase' | 'reason' | 'flag'>): string {
  const parts = [
    row.phase === '' ? '' : word('phase', row.phase),
    row.reason === '' ? '' : word('reason', row.reason),
    row.flag === '' ? '' : word('flag', row.flag),
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : say('meanings.nowhere');
}

/** overOf is what the shipped table says: a phase, else a flag, else a reason. */
export function overOf(code: string): string {
  const family = ['phase', 'flag', 'reason'].find((f) => hasWords(`${f}.${code}`));
  return family ? word(family, code) : code;
}

/** keyOf is what a row is about: a code, words, or both. */
export function keyOf(row: Pick<CarrierMapRow, 'type' | 'code' | 'words'>): string {
  const code = `${row.type === '*' ? '' : row.type} ${row.code}`.trim();
  const words = row.words === '' ? '' : `“${row.words}”`;
  return [code, words].filter((part) => part !== '').join(' ');
}

/** asRow is what is taught of something nobody understands: its code where it has one, else its words. */
export function asRow(row: UnmappedRow): Partial<CarrierMapRow> {
  return { type: row.type, code: row.code, words: row.code === '' ? row.text : '' };
}

/** applied says what a change did to the orders. */
export function applied(taught: Taught): string {
  if (taught.ruling === 0) return say('meanings.same');
  const { changed, orders, opened, closed } = taught.effect;
  return say('meanings.applied_text', changed, orders, opened, closed);
}
