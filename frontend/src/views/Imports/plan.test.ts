import { describe, expect, it } from 'vitest';
import english from '$lib/i18n/en.json';
import { noOptions } from '$lib/desktop';
import { plan } from '$lib/desktop/fake/work';
import {
  addsNothing,
  asLastTime,
  cannotApply,
  choiceSays,
  fieldTitle,
  lacking,
  offered,
  remedy,
  some,
  withoutMark,
} from './plan';

const read = plan('a.csv', 'L1');
const problem = {
  sheet: '',
  row: 4,
  column: 'Total',
  value: '1,50',
  code: 'ambiguous-amount',
  says: '',
  args: [],
  order: '',
};

describe('why a mail was not read', () => {
  it.each([
    ['not-understood: UPS wrote it', 'UPS wrote it'],
    ['the mail was not understood: not-understood: UPS wrote it', 'the mail was not understood: UPS wrote it'],
    ['contradiction: it says “a” and “b”', 'contradiction: it says “a” and “b”'],
  ])('%s is told without a mark', (why, want) => expect(withoutMark(why)).toBe(want));
});

describe('a plan', () => {
  it('names fields, also those of a line, in words', () =>
    expect(
      ['order_number', 'line 2 quantity', 'line 2', 'line', 'requires_shipping'].map((f) => fieldTitle(read, f)),
    ).toEqual(['Order number', 'Line 2: Quantity', 'Line 2', 'A line more', fieldTitle(read, 'requires_shipping')]));
  it('waits for a word where the file is unlike last time', () => {
    const m = { choice: 'date_format', value: 'dmy', run: 'R000001', at: '', says: '', args: [], message: '' };
    expect(cannotApply({ ...read, remembered: [m] })).toBe('');
    expect(cannotApply({ ...read, remembered: [{ ...m, says: 'last-time.dates' }] })).toContain('unlike last time');
  });
  it('that holds nothing new needs no look, one that a person must say something of does', () => {
    const same = { ...read, new: 0, changed: 0, conflict: 0, rejected: 0, same: read.rows };
    expect([same, { ...read, known: true }, read, { ...same, kind: 'unknown' as const }].map(addsNothing)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(cannotApply({ ...read, known: true })).toContain('in already');
    expect(cannotApply(same)).toBe('Nothing in it is new.');
  });
  it('tells what was chosen last time, and chooses it again', () => {
    expect(
      [
        ['separator', '\t'],
        ['date_format', 'dmy'],
        ['map.order_number', 'No'],
        ['map.order_number', ''],
      ].map(([choice = '', value = '']) => choiceSays(read, choice, value)),
    ).toEqual([
      'Separator: tab',
      'Day, month and year: Day first',
      'column of Order number: No',
      'column of Order number: none',
    ]);
    const options = { ...noOptions(), map: { sku: 'Art' } };
    expect(asLastTime(options, 'map.title', 'Name')).toEqual({ map: { sku: 'Art', title: 'Name' } });
    expect(asLastTime(options, 'header_row', '3')).toEqual({ header_row: 3 });
  });
  it('names the first few of many columns', () =>
    expect([some(['a', 'b']), some(['a', 'b', 'c', 'd', 'e', 'f'])]).toEqual(['a, b', 'a, b, c, d and 2 more']));
  it('names what it cannot do without', () => {
    const columns = read.columns.map((c) => (c.field === 'order_number' ? { ...c, field: '' } : c));
    expect(lacking({ ...read, columns })).toEqual(['Order number']);
    expect(cannotApply({ ...read, columns })).toBe('Say first which column is: Order number.');
    expect(cannotApply(read)).toBe('');
    expect(cannotApply({ ...read, known: true })).toBe('These very bytes are in already. Nothing would change.');
  });
  it('offers only what nobody assigned', () => {
    expect(offered(read)).toBeNull();
    const columns = read.columns.map((c) => ({
      ...c,
      likely: c.field || 'note',
      field: c.name === 'Name' ? c.field : '',
    }));
    expect(offered({ ...read, columns })).not.toHaveProperty('order_number');
    expect(offered({ ...read, columns })).toMatchObject({ tags: 'Tags' });
  });
});

describe('what is wrong with a cell', () => {
  it('is remedied the way this screen does it', () =>
    expect(
      remedy({ ...problem, message: 'it may be a point or a comma; say which with --decimal . or --decimal ,' }),
    ).toBe('it may be a point or a comma. Say above, under change, which decimal mark it is.'));
  it('is remedied without a word of the command line, whatever it is', () => {
    const cli = Object.entries(english).filter(([key, text]) => key.startsWith('problem.') && text.includes('--'));
    expect(cli.length).toBeGreaterThan(5);
    for (const [key] of cli) {
      const says = key.slice('problem.'.length);
      const [code = ''] = says.split('.');
      expect(remedy({ ...problem, code, says, args: ['one', 'two', 'three', 'four'], message: '' }), key).not.toContain(
        '--',
      );
    }
  });
  it('is told in the program’s own words where there is nothing to add', () => {
    expect(remedy({ ...problem, message: 'it is no amount' })).toBe('it is no amount');
    expect(remedy({ ...problem, code: 'new-one', message: '' })).toBe('new-one');
    const odd = { ...problem, code: 'bad-flag', says: 'bad-flag', args: ['maybe'], message: 'unread' };
    expect(remedy(odd)).toBe('"maybe" is neither yes nor no');
  });
});
