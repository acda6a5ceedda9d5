import type { Content, LineState } from '$lib/desktop/types';
import { say } from '$lib/i18n/words';

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
