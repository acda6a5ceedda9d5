import { describe, expect, it } from 'vitest';
import { nothing, press, release, type Burst, type KeyPress } from './reducer';

/** Timed is a key of a recording: what it typed, and how long after the one before. */
type Timed = readonly [string, number, Partial<KeyPress>?];

const codes: Record<string, string> = { '-': 'Minus', ' ': 'Space', ']': 'BracketRight', '/': 'Slash' };

function keyOf(text: string): Partial<KeyPress> {
  if (/^[A-Za-z]$/.test(text))
    return { code: `Key${text.toUpperCase()}`, key: text, shift: text !== text.toLowerCase() };
  if (/^\d$/.test(text)) return { code: `Digit${text}`, key: text };
  return { code: codes[text] ?? text, key: text };
}

/** replay plays a recording and says what was scanned, what the page saw and what it was given back. */
function replay(keys: readonly Timed[], editable = true, short = false) {
  let burst: Burst = nothing;
  let time = 1000;
  const seen: string[] = [];
  const scans: string[] = [];
  let given = '';
  for (const [text, gap, part = {}] of keys) {
    time += gap;
    if (gap > 110 && burst.keys.some((k) => k.held)) {
      const step = release(burst);
      given += step.give;
      burst = step.burst;
    }
    const base: KeyPress = { code: '', key: '', time, idle: gap, shift: false, ctrl: false, alt: false, repeat: false };
    const step = press(burst, { ...base, ...keyOf(text), ...part }, editable, short);
    given += step.give;
    if (step.scan) scans.push(step.scan);
    if (!step.swallow) seen.push(text);
    burst = step.burst;
  }
  return { scans, given, seen: seen.join(' ') };
}

const fast = (text: string, gap: number, end: readonly Timed[] = [['Enter', gap]]): Timed[] => [
  ...[...text].map((c, n): Timed => [c, n === 0 ? 2000 : gap]),
  ...end,
];

// Gaps as they came from a cheap wedge scanner, in ms: it hesitates, and never evenly.
const recorded = [2000, 8, 9, 16, 7, 8, 31, 8, 9, 7, 24, 8, 8, 8, 9, 33, 8, 8];
const typist = [2000, 142, 96, 180, 121, 88, 240, 133, 101, 160];

describe('a burst of keys', () => {
  it('is a scan when it comes at a scanner’s pace and ends in Enter', () => {
    expect(replay(fast('1Z999AA10123456784', 8)).scans).toEqual(['1Z999AA10123456784']);
  });
  it('is a scan with the gaps of a real scanner', () => {
    const keys = [...'1Z999AA10123456784'].map((c, n): Timed => [c, recorded[n] ?? 8]);
    expect(replay([...keys, ['Enter', 12]]).scans).toEqual(['1Z999AA10123456784']);
  });
  it('ends in Tab as well', () => {
    expect(replay(fast('P7KQ24', 10, [['Tab', 10]])).scans).toEqual(['P7KQ24']);
  });
  it('is no scan below four characters', () => {
    expect(replay(fast('ABC', 8)).scans).toEqual([]);
  });
  it.each(['7', 'A1', 'ABC', '000'])('hears the short code %s at a station', (code) => {
    expect(replay(fast(code, 8), false, true)).toMatchObject({ scans: [code], given: '', seen: '' });
  });
  it.each([
    ['A1', [2000, 31], 12],
    ['A1', [2000, 9], 33],
    ['B27', [2000, 16, 24], 8],
    ['9', [2000], 31],
  ])('hears %s with the gaps of a real scanner %j and its end after %i ms', (code, gaps, end) => {
    const keys = [...code].map((c, n): Timed => [c, gaps[n] ?? 8]);
    expect(replay([...keys, ['Enter', end]], false, true).scans).toEqual([code]);
  });
  it('hears two characters in a field of a station, and gives the field back', () => {
    expect(replay(fast('A1', 8), true, true).scans).toEqual(['A1']);
  });
  it('leaves one character in a field to whoever types it', () => {
    expect(replay(fast('7', 8), true, true)).toMatchObject({ scans: [], seen: '7 Enter' });
  });
  it.each([
    ['A1', [2000, 88], 90],
    ['A1', [2000, 30], 80],
    ['A1', [2000, 48], 20],
    ['7', [2000], 60],
    ['no', [2000, 96], 30],
  ])('leaves %s typed at %j and Enter after %i ms to a person at a station', (text, gaps, end) => {
    const keys = [...text].map((c, n): Timed => [c, gaps[n] ?? 8]);
    expect(replay([...keys, ['Enter', end]], true, true).scans).toEqual([]);
    expect(replay([...keys, ['Enter', end]], false, true).scans).toEqual([]);
  });
  it('takes no lone Enter and no spaces for a short code', () => {
    expect(replay([['Enter', 2000]], false, true).scans).toEqual([]);
    expect(replay(fast('  ', 8), false, true).scans).toEqual([]);
  });
  it('is a scan from four characters on', () => {
    expect(replay(fast('ABCD', 8)).scans).toEqual(['ABCD']);
  });
  it('survives a busy page, where gaps are long but nobody listened', () => {
    const keys = fast('P7KQ24', 8).map(([c, gap], n): Timed => [c, n === 3 ? 700 : gap, n === 3 ? { idle: 4 } : {}]);
    expect(replay(keys).scans).toEqual(['P7KQ24']);
  });
  it('falls apart at more than a second, even when the page was busy', () => {
    const keys = fast('P7KQ24', 8).map(([c, gap], n): Timed => [c, n === 3 ? 1001 : gap, n === 3 ? { idle: 4 } : {}]);
    expect(replay(keys).scans).toEqual([]);
  });
  it('does not take in what a person typed just before it', () => {
    expect(
      replay([
        ['a', 2000],
        ['b', 150],
        ['c', 130],
        ...fast('P7KQ24', 8).map(([c, g], n): Timed => [c, n === 0 ? 400 : g]),
      ]).scans,
    ).toEqual(['P7KQ24']);
  });
  it.each([1, 4, 9])('survives a hiccup of the cable after character %i', (at) => {
    const hiccup = at === 1 ? 180 : 700;
    const keys = fast('1Z999AA10123', 8).map(([c, gap], n): Timed => [c, n === at ? hiccup : gap]);
    expect(replay(keys).scans).toEqual(['1Z999AA10123']);
  });
  it('does not grow while a person goes on typing', () => {
    let burst: Burst = nothing;
    for (let n = 0; n < 500; n += 1) {
      const key = {
        code: 'KeyA',
        key: 'a',
        time: n * 130,
        idle: 130,
        shift: false,
        ctrl: false,
        alt: false,
        repeat: false,
      };
      burst = press(burst, key, true).burst;
    }
    expect(burst.keys.length).toBeLessThan(3);
  });
  it('swallows everything but its first character in a field', () => {
    expect(replay(fast('P7KQ24', 8)).seen).toBe('P');
  });
  it('swallows everything where nothing can be typed', () => {
    expect(replay(fast('P7KQ24', 8), false).seen).toBe('');
  });
  it('swallows control characters inside it', () => {
    const ctrl = (code: string): Timed => ['x', 8, { code, key: 'x', ctrl: true }];
    const keys: Timed[] = [
      ...fast('0100', 8, []),
      ctrl('KeyT'),
      ctrl('KeyW'),
      ['F8', 8],
      ...[...'21AB'].map((c): Timed => [c, 8]),
      ['Enter', 8],
    ];
    const { scans, seen } = replay(keys);
    expect(scans).toEqual(['0100\u001d21AB']);
    expect(seen).toBe('0');
  });
  it('takes Ctrl ] for the group separator and Ctrl M for its end', () => {
    const keys: Timed[] = [
      ...fast(']C101', 8, []),
      [']', 8, { ctrl: true }],
      ['1', 8],
      ['M', 8, { ctrl: true, shift: false }],
    ];
    expect(replay(keys).scans).toEqual([']C101\u001d1']);
  });
  it('goes by the place of a key, so a French layout changes nothing', () => {
    const french: Timed[] = [...'1234'].map((c, n): Timed => [c, n === 0 ? 2000 : 8, { key: '&é"\'('.charAt(n) }]);
    expect(replay([...french, ['Enter', 8]]).scans).toEqual(['1234']);
  });
});

describe('a person who types', () => {
  it('is never taken for a scan', () => {
    const keys = [...'Harrowgate'].map((c, n): Timed => [c, typist[n] ?? 120]);
    expect(replay([...keys, ['Enter', 200]])).toEqual({ scans: [], given: '', seen: 'H a r r o w g a t e Enter' });
  });
  it.each([70, 140])('is none where a key comes every %i ms, however busy the page was at each', (apart) => {
    const keys = [...'20418'].map((c, n): Timed => [c, n === 0 ? 2000 : apart, { idle: 16 }]);
    const end: Timed = ['Enter', apart, { idle: 16 }];
    for (const atStation of [false, true]) {
      expect(replay([...keys, end], true, atStation).scans).toEqual([]);
      expect(replay([...keys.slice(0, 3), end], true, atStation).scans).toEqual([]);
    }
  });
  it('gets back two keys that rolled over each other', () => {
    const { scans, given, seen } = replay([
      ['t', 2000],
      ['h', 20],
      ['e', 140],
      ['Enter', 150],
    ]);
    expect(scans).toEqual([]);
    expect(given).toBe('h');
    expect(seen).toBe('t e Enter');
  });
  it('is no scanner when a key is held down', () => {
    const keys = [...'aaaaaaaa'].map((c, n): Timed => [c, 30, { repeat: n > 0 }]);
    expect(replay([...keys, ['Enter', 30]]).scans).toEqual([]);
  });
  it('keeps Space for buttons', () => {
    expect(replay([[' ', 2000]], false).seen).toBe(' ');
  });
  it('keeps shortcuts outside a burst', () => {
    expect(replay([['k', 2000, { ctrl: true }]], false).seen).toBe('k');
  });
});
