import type { Bench, ScanVerdict } from '$lib/desktop/types';
import { hasWords, say, withoutOptions } from '$lib/i18n/words';
import { grouped } from '../looks';

/** Kind is one of the fills of the verdict: what it looks like from three metres away. */
export type Kind = 'idle' | 'ok' | 'wrong' | 'stop' | 'unknown';

// Read a row as: the outcome <tone> fills the half with <kind> and shows the picture drawn by <path> in a square of 100.
const outcomes: Record<string, readonly [Kind, string]> = {
  ok: ['ok', 'M8 54l28 28 56-62'],
  complete: ['ok', 'M10 30 50 12l40 18v42L50 90 10 72zM10 30l40 18 40-18M50 48v42'],
  wrong: ['wrong', 'M14 14l72 72M86 14l-72 72'],
  too_many: ['wrong', 'M50 10v80M10 50h80'],
  wrong_carrier: ['wrong', 'M6 22h50v46H6zM56 38h20l18 16v14H56M26 80v1M74 80v1'],
  stop: ['stop', 'M32 14v72M68 14v72'],
  again: ['unknown', 'M34 34h54v54H34zM66 12H12v54'],
  unknown: ['unknown', 'M28 32c0-30 46-30 46 0 0 20-23 17-23 33M51 90v1'],
};
const nothing: readonly [Kind, string] = [
  'idle',
  'M12 32V12h20M68 12h20v20M88 68v20H68M32 88H12V68M34 34v32M50 34v32M66 34v32',
];

/** verdictKind is the fill of a verdict; without one the half waits. */
export function verdictKind(verdict: ScanVerdict | null): Kind {
  return verdict ? (outcomes[verdict.tone] ?? nothing)[0] : 'idle';
}

/** verdictPath is the picture of a verdict. */
export function verdictPath(verdict: ScanVerdict | null): string {
  return verdict ? (outcomes[verdict.tone] ?? nothing)[1] : nothing[1];
}

/** verdictWord is the one word that is read from afar. */
export function verdictWord(verdict: ScanVerdict): string {
  if (verdict.code === 'wrong-label') return say('verdict.wrong_label.word');
  if (verdict.verdict === 'ambiguous') return say('verdict.ambiguous.word');
  if (verdict.verdict === 'refused' && verdict.tone === 'wrong' && verdict.code !== 'wrong-item') {
    return say('verdict.refused.word');
  }
  return say(`verdict.${verdict.tone}.word`);
}

/** verdictAbout is the line below the word: the thing that was scanned. */
export function verdictAbout(verdict: ScanVerdict): string {
  if (verdict.verdict === 'unknown') return verdict.raw;
  if (verdict.code === 'wrong-item') return say('station.you_scanned', verdict.item || verdict.raw);
  return verdict.item || grouped(verdict.parcel) || verdict.order || verdict.raw;
}

/** verdictSays is the sentence: what it means, and what was counted. */
export function verdictSays(verdict: ScanVerdict, bench: Bench): string {
  const line = bench.lines.find((l) => l.title === verdict.item);
  if (line && ['picked', 'verified', 'line-picked', 'line-verified'].includes(verdict.code)) {
    const done = line.have >= line.want;
    const picked = done ? 'station.picked_line.done' : 'station.picked_line.part';
    const verified = done ? 'station.verified_line.done' : 'station.verified_line.part';
    return say(bench.mode === 'pick' ? picked : verified, line.have, line.want);
  }
  const key = `scan.${verdict.code}`;
  return withoutOptions(hasWords(key) ? say(key, ...verdict.args) : verdict.message || say(key));
}
