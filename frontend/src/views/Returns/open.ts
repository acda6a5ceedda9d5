import type { Content, LineState } from '$lib/desktop/types';
import { say } from '$lib/i18n/words';

/** came are the lines of an order of which anything can come back. */
export const came = (lines: readonly LineState[]): readonly LineState[] =>
  lines.filter((l) => l.ledger.ordered > l.ledger.cancelled);

/** requested is what was filled in to come back, line by line, and what is wrong with it in words; '' when nothing is. */
export function requested(
  lines: readonly LineState[],
  units: Readonly<Record<string, string | undefined>>,
): { lines: Content[]; wrong: string } {
  const named = lines.map((line) => ({ line, text: units[line.line]?.trim() ?? '' })).filter((l) => l.text !== '');
  const faulty = named.find(({ line, text }) => {
    return !/^\d{1,6}$/.test(text) || Number(text) > line.ledger.ordered - line.ledger.cancelled;
  });
  if (faulty) return { lines: [], wrong: say('open_return.wrong_units', faulty.text, faulty.line.title) };
  const back = named.filter(({ text }) => Number(text) > 0);
  return {
    lines: back.map(({ line, text }) => ({ line: line.line, quantity: Number(text) })),
    wrong: back.length === 0 ? say('open_return.nothing') : '',
  };
}

/** arrived is what came unannounced: units of the lines of its order, none when nobody looked into the box; without an order, in
 *  a few words and a number. wrong is what is wrong with it, '' when nothing is. */
export function arrived(
  lines: readonly LineState[],
  units: Readonly<Record<string, string | undefined>>,
  goods: string,
  many: string,
  loose: boolean,
): { lines: Content[]; wrong: string } {
  if (!loose) {
    const { lines: came, wrong } = requested(lines, units);
    return Object.values(units).every((text) => (text ?? '').trim() === '')
      ? { lines: [], wrong: '' }
      : { lines: came, wrong };
  }
  const n = many.trim();
  if (goods.trim() === '') return { lines: [], wrong: say('arrived.no_goods') };
  if (!/^[1-9]\d{0,5}$/.test(n)) return { lines: [], wrong: say('arrived.wrong_many', n) };
  return { lines: [{ line: '', quantity: Number(n) }], wrong: '' };
}
