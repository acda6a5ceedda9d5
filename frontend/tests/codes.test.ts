import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import catalogue from '../src/lib/i18n/en.json';
import { hasWords, say, word } from '../src/lib/i18n/words';
import { tellError } from '../src/lib/state/desk.svelte';
import { bench, verdictOn } from '../src/lib/desktop/fake/work';
import { orderView } from '../src/lib/desktop/fake/order';
import type { EventRow, ProblemView, ScanVerdict } from '../src/lib/desktop/types';
import { entryDetail, entryTitle, refusalWords } from '../src/views/Order/entry';
import { remedy } from '../src/views/Imports/plan';
import { verdictKind, verdictSays, verdictWord } from '../src/views/Station/verdicts';
import * as looks from '../src/views/looks';

/** bare is a code as a program writes it, or what JavaScript writes where nothing is. */
const bare = /\b[a-z]+(?:_[a-z]+)+\b|undefined|NaN|\[object|\{\d/;
/** families are the codes by the words they are said with, as the program's own tables list them: <family> <codes>. */
const families = readFileSync(join(import.meta.dirname, '../../build/bindings/testdata/codes.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'))
  .map(([family = '', codes = '']): [string, string[]] => [family, codes.split(' ')]);
const of = (family: string): string[] => families.find(([name]) => name === family)?.[1] ?? [];
const texts: Record<string, string> = catalogue;

/** quietly runs a check, and reports every key that had no words meanwhile. */
function quietly(check: () => void): unknown[][] {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  check();
  return warned.mock.calls;
}

/** given are arguments a text can be said with: a code of the family that it asks for, else a number. */
function given(text: string, n: number): (string | number)[] {
  const args: (string | number)[] = Array.from({ length: 8 }, () => n);
  for (const [, at, family] of text.matchAll(/\{(\d),@(\w+)\}/g)) {
    const key = Object.keys(texts).find((k) => k.startsWith(`${String(family)}.`)) ?? '';
    args[Number(at)] = key.slice(key.indexOf('.') + 1);
  }
  return args;
}

describe('every code the program hands out', () => {
  it.each(families)('is said as %s', (family, list) => {
    expect(list.length).toBeGreaterThan(0);
    const keys = list.flatMap((code) =>
      family.includes('*')
        ? [family.replace('*', code)]
        : [family.split('|').find((f) => hasWords(`${f}.${code}`)) ?? family].map((f) => `${f}.${code}`),
    );
    expect(keys.filter((key) => !hasWords(key))).toEqual([]);
    const said = keys.flatMap((key) => [1, 2].map((n) => say(key, ...given(texts[key] ?? '', n))));
    expect(said.filter((text) => bare.test(text))).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('says one and several with two forms that differ', () => {
    const plurals = Object.entries(texts).flatMap(([key, text]) =>
      [...text.matchAll(/\{\d,(?!date|moment|@)([^}]*)\}/g)].map((m) => [key, (m[1] ?? '').split(',')] as const),
    );
    expect(plurals.length).toBeGreaterThan(100);
    expect(plurals.filter(([, forms]) => forms.length !== 2 || forms[0] === forms[1])).toEqual([]);
  });
  it('asks only for families that it has', () => {
    const asked = [
      ...Object.values(texts)
        .join('\n')
        .matchAll(/\{\d,@(\w+)\}/g),
    ].map((m) => m[1] ?? '');
    const has = new Set(Object.keys(texts).map((key) => key.split('.')[0]));
    expect(asked.filter((family) => !has.has(family))).toEqual([]);
  });
});

// Read a row as: every code of <family> is drawn by <this> otherwise than one that nobody foresaw.
const drawn: [string, (code: string) => unknown, string[]][] = [
  ['phase', looks.phaseLook, ['planned', 'announced', 'no_data']],
  ['return', looks.returnLook, []],
  ['claim', looks.claimLook, []],
  ['source_kind', looks.sourceIcon, ['label', 'carrier_file']],
  [
    'task',
    (code) => looks.taskLook({ code, severity: 'late' }).icon,
    ['packed_not_handed_over', 'no_carrier_scan', 'label_only'],
  ],
];

describe('every code has a shape of its own', () => {
  it.each(drawn)('as a %s', (family, draw, plain) => {
    const nobody = JSON.stringify(draw('brand_new'));
    const missing = of(family).filter((code) => !plain.includes(code) && JSON.stringify(draw(code)) === nobody);
    expect(missing).toEqual([]);
  });
  it('as a verdict', () => {
    const tones = of('verdict_says');
    expect(tones.length).toBeGreaterThan(6);
    const seen = tones.map((tone) => verdictKind({ tone } as ScanVerdict));
    expect(seen).not.toContain('idle');
  });
});

describe('what screens make of codes', () => {
  const view = orderView('O20418');
  const event = (part: Partial<EventRow>): EventRow => ({ ...(view.events[0] as EventRow), also: [], ...part });
  const verdict = (part: Partial<ScanVerdict>): ScanVerdict => ({
    ...verdictOn({ id: 'scan', station: 'B1', operator: '', raw: 'x', mode: 'pack' }),
    ...part,
  });

  // Read a row as: <screen> says <this> of every code of <family>.
  const spoken: [string, string, (code: string) => string][] = [
    ['the timeline', 'kind', (kind) => entryTitle(event({ kind, phase: '', text: '', code: '', item: '' }), view)],
    ['the timeline', 'phase', (phase) => entryTitle(event({ kind: 'carrier_event', phase }), view)],
    ['the timeline', 'reason', (reason) => entryDetail(event({ reason, phase: 'attempt_failed' }))],
    ['the timeline', 'set_aside', refusalWords],
    [
      'an error',
      'error',
      (code) => tellError({ code, message: '', args: given(texts[`error.${code}`] ?? '', 2).map(String) }),
    ],
    [
      'a refusal',
      'scan',
      (code) =>
        verdictSays(
          verdict({ code, verdict: 'refused', args: given(texts[`scan.${code}`] ?? '', 2).map(String) }),
          bench('B1'),
        ),
    ],
    ['a verdict', 'verdict_says', (tone) => verdictWord(verdict({ tone, verdict: 'ok', code: 'picked' }))],
    ['a carrier', 'carrier', looks.carrierName],
    ['a row of a file', 'odd', (code) => remedy({ code, message: word('odd', code) } as ProblemView)],
  ];
  const codesOf = (family: string): readonly string[] =>
    of(family).length > 0
      ? of(family)
      : Object.keys(texts)
          .filter((k) => k.startsWith(`${family}.`))
          .map((k) => k.slice(family.length + 1));
  it('names no option of the command line in an error or a refusal', () => {
    const told = spoken
      .filter(([, family]) => family === 'error' || family === 'scan')
      .flatMap(([, family, tell]) => codesOf(family).map(tell));
    expect(told.length).toBeGreaterThan(150);
    expect(told.filter((text) => text.includes('(--'))).toEqual([]);
  });
  it.each(spoken)('%s: %s', (_, family, tell) => {
    const said: string[] = [];
    const unknown = quietly(() => said.push(...codesOf(family).map(tell)));
    expect(unknown).toEqual([]);
    expect(said.filter((text) => text.trim() === '' || bare.test(text))).toEqual([]);
  });
  it('tells what a person would notice if it were missing', () => {
    expect(quietly(() => word('task', 'nobody_foresaw_this'))).toEqual([['no words for task.nobody_foresaw_this']]);
  });
});
