import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import german from './de.json';
import catalogue from './en.json';
import { count, figure, hours, money, percent } from './numbers';
import { pieces } from './marks';
import { hasWords, say, sayHere, word } from './words';

const root = join(import.meta.dirname, '../..');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (f) => /\.(svelte|ts)$/.test(f) && !/\.test\.ts$|fake/.test(f),
);
const text = files.map((f) => readFileSync(join(root, f), 'utf8')).join('\n');
const repository = join(root, '../..');
/** go is the source of one package of the program, without its tests. */
const go = (folder: string): string =>
  readdirSync(join(repository, folder))
    .filter((f) => f.endsWith('.go') && !f.endsWith('_test.go'))
    .map((f) => readFileSync(join(repository, folder, f), 'utf8'))
    .join('\n');
const track = go('track');
const kpi = go('reports/kpi');
const all = (source: string, pattern: RegExp): string[] => [...source.matchAll(pattern)].map((m) => m[1] ?? '');
/** lists are the words in the lists that a pattern finds in track. */
const lists = (pattern: RegExp): string[] => all(track, pattern).flatMap((list) => all(list, /"([a-z_]+)"/g));

const levels = all(track, /\sLevel = "([a-z]+)"/g);

describe('the catalogue', () => {
  const families = new Set(Object.keys(catalogue).map((key) => key.split('.')[0]));
  const looksLikeKey = all(text, /'([a-z_]+(?:\.[a-z_-]+)+)'/g).filter((key) => families.has(key.split('.')[0]));
  const literal = [
    ...new Set([
      ...all(text, /\b(?:say|hasWords)\(\s*'([^']+)'/g),
      ...all(text, /\bsayHere\(\s*\w+,\s*'([^']+)'/g),
      ...looksLikeKey,
    ]),
  ];
  const starts = all(text, /`([a-z_]+(?:\.[a-z_]+)*\.)\$\{/g);
  // What only a printed report says.
  const printed = all(go('app'), /\ba\.say\("([a-z0-9_.]+)"[,)]/g);
  const ofFamilies = all(text, /\bword\(\s*'([a-z_]+)'/g).map((family) => `${family}.`);
  const fromTexts = all(Object.values(catalogue).join('\n'), /\{\d,@([a-z_]+)\}/g).map((family) => `${family}.`);
  it('has nothing that no screen says', () => {
    const built = [...starts, ...ofFamilies, ...fromTexts, 'task.', 'key.', 'carrier.', 'theme.', 'density.'];
    const onTheCommandLine = [
      'opens.',
      'clears.',
      'due_in.',
      'error.',
      'mail.',
      'drop.',
      'drop_state.',
      'drop_remedy.',
      'last_time.',
      'sheet_left.',
      'whose.',
      'number.',
      'ground.', // what `ordertrail carrier recognise` ranks by
    ]; // `ordertrail task kinds` reads the table aloud
    const handedOut = ['trackpage.', 'pdf.', 'proof.', 'inspection.', 'grade_name.', 'grade_means.', 'grade_check.'];
    const ofTables = ['refusal']; // files that are not read: a refusal composes its text
    const inTheWorkbook = ['workbook.', 'kpi_unit.', 'left_out.', 'counted.'];
    const ofFigures = ['says.', 'says_against.', 'left_out_why.', 'counted_why.']; // the program names the whole key
    const unused = Object.keys(catalogue).filter(
      (key) =>
        !literal.includes(key) &&
        !printed.includes(key) &&
        ![...built, ...onTheCommandLine, ...handedOut, ...ofTables, ...inTheWorkbook, ...ofFigures].some((b) =>
          key.startsWith(b),
        ),
    );
    expect(unused).toEqual([]);
  });
  const args = (text: string): string[] => [...text.matchAll(/\{[^}]*\}/g)].map((m) => m[0]).sort();
  it('says to customers in German what it says in English', () => {
    const read = Object.keys(catalogue).filter((key) => /^(trackpage|pdf)\./.test(key));
    expect(read.length).toBeGreaterThan(200);
    expect(Object.keys(german)).toEqual(expect.arrayContaining(read));
  });
  it.each(Object.entries(german))('says %s in German with the arguments of English', (key, said) => {
    const english = (catalogue as Record<string, string>)[key];
    expect(args(said)).toEqual(args(english ?? 'English does not say it {}'));
  });
  it.each(literal)('has words for %s', (key) => expect(hasWords(key)).toBe(true));

  // Read a row as: keys that begin with <start> are built in the source, with any of <these codes>.
  const codesOf: [string, string[]][] = [
    ['phase', all(track, /\sPhase = "([a-z_]+)"/g)],
    ['reason', all(track, /\{"([a-z_]+)", Family/g)],
    ['kind', all(track, /\sKind = "([a-z_]+)"/g)],
    ['source_kind', all(track, /SourceKind = "([a-z_]+)"/g)],
    ['task', all(track, /\{\s*"E\d+", "([a-z_]+)"/g)],
    ['headline', all(track, /\{\s*"E\d+", "([a-z_]+)"/g)],
    ['headline', all(track, /\sPhase = "([a-z_]+)"/g).filter((p) => !['unmapped', 'lost'].includes(p))],
    ['owner', all(track, /"([a-z]+)", (?:\w+|\w+\(\d\)), (?:Watch|Risk|Broken), "/g)],
    ['step', all(/var steps = [^]*?\n\}/.exec(track)?.[0] ?? '', /\{"([a-z_]+)"/g)],
    ['opens', all(track, /\{\s*"E\d+", "[a-z_]+", "([a-z_]+)"/g)],
    ['clears', lists(/"E\d+", "[a-z_]+", "[a-z_]+",\s+words\{([^}]+)\}/g)],
    ['check', lists(/words\{([^}]+)\},\s+\w+, (?:nil|\w+)/g)],
    ['rule', all(track, /Rule\w+ *= "([a-z-]+)"/g)],
    ['stalled_says', levels.filter((level) => level !== 'declared')],
    ['scan_says', levels.filter((level) => level !== 'declared')],
    ['basis', levels.filter((level) => level !== 'default')],
    ['lost_basis', levels],
    ['weight', ['decides', 'not_its_milestone', 'older', 'after_delivery', 'weaker', 'which_parcel']],
    ['milestone', all(track, /\{"([a-z_]+)", \[\]Phase/g)],
    ['scan', [...all(track, /Refusal\{"([a-z-]+)"/g), ...all(go('app'), /s\.say\([^,]+, "[a-z]+", "([a-z-]+[a-z])"/g)]],
    ['odd', all(go('importers'), /\sodd[A-Z]\w+ += "([a-z-]+)"/g)],
    ['error', all(go('app'), /\{(?:store|fs|context)\.\w+, "([a-z-]+)"\}/g)],
    ['resolve', [...all(/var endings = .*/.exec(track)?.[0] ?? '', /"([a-z_]+)"/g), 'false_alarm']],
    ['kpi', all(kpi, /Name: "([a-z_]+)",\s*Unit/g)],
    ['left_out', all(kpi, /(?:Exclusion|[,[{] ?)\{"[a-z_]+", "([a-z_]+)"\}/g)],
    ['listed', all(kpi, /Code: "([a-z_]+)", Says/g)],
    ['restated', [...all(kpi, /\{"([a-z_]+)", func\(/g), ...all(kpi, /Why[A-Z]\w+ += "([a-z_]+)"/g), 'import_undone']],
    [
      'view',
      [
        'all',
        'open',
        'attention',
        'to_ship',
        'at_risk',
        'late',
        'no_scan',
        'returns',
        'on_hold',
        'cancelled',
        'closed',
      ],
    ],
    ['mode', ['pick', 'pack', 'handover', 'receive', 'return', 'inspect']],
    ['next', ['scan_order', 'scan_item', 'scan_label', 'scan_parcel', 'finish']],
    ['progress', ['reading', 'comparing', 'writing', 'publishing', 'counting', 'deriving', 'taking_back']],
    ['contact', ['where_is_it', 'missing', 'damaged', 'wrong_item', 'missing_item', 'wrong_papers', 'other']],
  ];
  it.each(codesOf)('has words for every %s', (family, codes) => {
    expect(codes.length).toBeGreaterThan(2);
    expect(codes.filter((code) => !hasWords(`${family}.${code}`))).toEqual([]);
  });
  it('tells the story of every task', () => {
    const codes = all(track, /\{\s*"E\d+", "([a-z_]+)"/g);
    expect(codes.filter((code) => !hasWords(`task.${code}.story`))).toEqual([]);
  });
  it('says nothing twice over: no empty words, no exclamation marks, no made-up certainty', () => {
    const bad = Object.entries(catalogue).filter(
      ([, words]) => words.trim() === '' || words.includes('!') || /\bin transit\b/i.test(words),
    );
    expect(bad).toEqual([]);
  });
});

describe('words with arguments', () => {
  const here = { now: '2026-05-21T16:15:00-05:00', zone: 'America/Chicago' };
  it('fill in what is given, and choose by number', () => {
    expect([say('queue.others_next', 'Fri'), say('topbar.today', 'Now', 1, 0)]).toEqual([
      'The next is Fri.',
      'Now. 1 thing needs someone, 0 are past due.',
    ]);
  });
  it('look codes up in their family, and dates on the shop’s clock', () => {
    expect(sayHere(here, 'task.attempt_failed.story', 'customer_not_available', '2026-05-19T14:05:00')).toBe(
      'The carrier could not deliver Tue 14:05: nobody on site.',
    );
    expect(sayHere(here, 'task.estimate_past_promise.story', '2026-05-26', 'declared', 0, '', '2026-05-22')).toBe(
      'It will probably come Tue 26 May (says the carrier); we promised Fri 22 May.',
    );
    expect(sayHere(here, 'task.stalled.story', 2, 'lane', 41, 'UPS Ground → IL', '2026-05-18T09:00:00-05:00')).toBe(
      'No news since Mon 09:00: it usually moves again within 2 working days (UPS Ground → IL, n 41).',
    );
  });
  it('leave the name of a carrier of the shop’s own as it is written', () => {
    expect(say('error.two-carriers', 'P-1', 'fedex', 'eastline')).toMatch(/^P-1 went with FedEx, .* is eastline's\./);
  });
  it('make a code nobody foresaw readable', () => {
    expect([word('task', 'brand_new-code'), word('phase', '')]).toEqual(['Brand new code', '']);
  });
});

describe('numbers', () => {
  it('carry their units', () => {
    expect([count(1284), percent(93.14), hours(0.5), hours(7.4), hours(72)]).toEqual([
      '1,284',
      '93.1\u202f%',
      '30 min',
      '7.4 h',
      '3.0 d',
    ]);
    expect([money(1184, 'USD'), money(1184, 'JPY'), money(-50, 'EUR'), figure(1184, 'money', 'USD')]).toEqual([
      '$11.84',
      '¥1,184',
      '-€0.50',
      '$11.84',
    ]);
  });
});

describe('marked hits', () => {
  it('mark every word wherever it stands, without regard to case', () => {
    expect(
      pieces('Cordless drill', 'DRILL cord')
        .filter((p) => p.hit)
        .map((p) => p.text),
    ).toEqual(['Cord', 'drill']);
  });
  it('take signs literally', () => {
    expect(pieces('a.b(c)', '.b(').map((p) => p.text)).toEqual(['a', '.b(', 'c)']);
  });
  it('leave a text whole without a search', () =>
    expect(pieces('Drill', ' ')).toEqual([{ text: 'Drill', hit: false }]));
});
