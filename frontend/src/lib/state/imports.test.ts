import { describe, expect, it } from 'vitest';
import { noOptions, withText } from '$lib/desktop';
import { fake, refusal } from '$lib/desktop/fake';
import { plan } from '$lib/desktop/fake/work';
import type { ImportFile } from '$lib/desktop/types';
import { isTable } from './paste';
import { ImportsState, pace, remapped, untouched } from './imports.svelte';

const step = (done: number, code = 'writing') => ({ job: 'plan-1', code, done, total: 1000 });
const file: ImportFile = {
  path: '',
  name: 'a.csv',
  content: 'YSxi',
  lying: '',
  inside: '',
  sheet: '',
  options: noOptions(),
};

describe('the pace of long work', () => {
  it('says how fast it goes and how long it will take at that', () =>
    expect(pace(step(0), step(250), 2000)).toEqual({ perSecond: 125, left: 6 }));
  it.each([
    ['another part of the work', step(0, 'comparing'), step(250), 2000],
    ['too short a time', step(0), step(250), 100],
    ['no step forward', step(250), step(250), 2000],
    ['no known end', { ...step(0), total: 0 }, { ...step(250), total: 0 }, 2000],
  ])('says nothing from %s', (_, from, to, passed) => expect(pace(from, to, passed)).toBeNull());
});

describe('assigning columns by hand', () => {
  const read = plan('a.csv', 'L1');
  it('states only what a person changed', () =>
    expect(remapped(read, 'Location', 'note', {})).toEqual({ note: 'Location' }));
  it('leaves the field of a column without use empty', () =>
    expect(remapped(read, 'Tags', '', { note: 'Location' })).toEqual({ note: 'Location', tags: '' }));
  it('moves a column from one field to another', () =>
    expect(remapped(read, 'Tags', 'note', {})).toEqual({ tags: '', note: 'Tags' }));
  it('leaves a field to the other column that fills it', () => {
    const both = { ...read, columns: read.columns.map((c) => (c.name === 'Location' ? { ...c, field: 'tags' } : c)) };
    expect(remapped(both, 'Tags', '', {})).toEqual({ tags: 'Location' });
  });
  it('names the profile that reads the rest', async () => {
    const desktop = fake();
    const imports = new ImportsState(desktop);
    await imports.look([file]);
    if (imports.entry) await imports.assign(imports.entry, 'Location', 'note');
    expect(imports.entry?.file.options).toMatchObject({ profile: 'shopify', map: { note: 'Location' } });
    expect(desktop.called.filter((c) => c.name === 'Imports.Discard').map((c) => c.args)).toEqual([['L1']]);
  });
});

describe('conflicts', () => {
  it('are answered on the plan, which is shown anew', async () => {
    const answered = { ...plan('a.csv', 'L1'), conflicts: [] };
    const desktop = fake({ 'Imports.Answer': () => answered });
    const imports = new ImportsState(desktop);
    await imports.look([file]);
    const answer = { order_id: '', order: 'MT-20402', field: 'address', answer: 'file' };
    if (imports.entry) await imports.answer(imports.entry, [answer]);
    expect(desktop.called.find((c) => c.name === 'Imports.Answer')?.args).toEqual(['L1', [answer]]);
    expect(imports.entry?.plan?.conflicts).toEqual([]);
  });
});

describe('a workbook', () => {
  const sheet = (name: string, state: string) => ({
    sheet: name,
    kind: 'orders',
    profile: 'orders',
    state,
    left: state === 'hidden',
    message: state === 'taken' ? '' : 'left out',
  });
  it('is an entry for each sheet, and what stays out is read when it is marked', async () => {
    const desktop = fake({
      'Imports.Sheets': () => [sheet('May', 'taken'), sheet('Notes', 'other'), sheet('Old', 'hidden')],
    });
    const imports = new ImportsState(desktop);
    await imports.look([{ ...file, name: 'book.xlsx' }]);
    expect(imports.entries.map((e) => [e.file.sheet, e.stage, e.marked])).toEqual([
      ['May', 'plan', true],
      ['Notes', 'left', false],
      ['Old', 'left', false],
    ]);
    const old = imports.entries[2];
    if (old) await imports.mark(old, true);
    expect(imports.entries[2]).toMatchObject({ stage: 'plan', marked: true });
    expect(desktop.called.filter((c) => c.name === 'Imports.Look')).toHaveLength(2);
  });
  it('is read as it is when there is nothing to choose', async () => {
    const imports = new ImportsState(fake());
    await imports.look([{ ...file, name: 'book.xlsx' }, file]);
    expect(imports.entries.map((e) => e.file.sheet)).toEqual(['', '']);
  });
});

describe('choices that do not work', () => {
  it('are told and given up, and the plan before them stands', async () => {
    let looks = 0;
    const imports = new ImportsState(
      fake({
        'Imports.Look': (given: ImportFile) => (looks++ === 0 ? plan(given.name, 'L1') : refusal('bad-sheet')()),
      }),
    );
    await imports.look([file]);
    if (imports.entry) await imports.reread(imports.entry, { sheet: 'Nowhere' });
    expect(imports.entry).toMatchObject({ stage: 'plan', plan: { id: 'L1' }, error: { code: 'bad-sheet' } });
    expect(untouched(imports.entry?.file.options ?? noOptions())).toBe(true);
  });
});

describe('a pasted text', () => {
  it.each([
    ['a table of a spreadsheet', 'order\tsku\n1\tMUG\n', 'pasted.tsv'],
    ['comma separated rows', 'order,sku\n1,MUG\n', 'pasted.csv'],
    ['a mail with its headers', 'From: UPS <a@ups.com>\nSubject: On its way\n\nYour parcel …\n', 'pasted.eml'],
    ['the source of a page', '  <!doctype html><p>Delivered</p>', 'pasted.html'],
  ])('is looked at as %s', (_, text, name) => expect(withText(text).name).toBe(name));
  it.each([
    ['cells', 'order\tsku\n1\tMUG', true],
    ['rows with commas', 'order,sku,qty\n1,MUG,2', true],
    ['a page', '<p>Delivered, today</p>', true],
    ['a sentence', 'Hello, your parcel\nwas delivered, at last.', false],
    ['a mail', 'From: a@b.example\nSubject: Hi; there; you\n\nText', false],
  ])('is known as a table or not: %s', (_, text, is) => expect(isTable(text)).toBe(is));
  it('keeps every letter', () => {
    const bytes = Uint8Array.from(atob(withText('größe;1\n').content), (c) => c.charCodeAt(0));
    expect(new TextDecoder().decode(bytes)).toBe('größe;1\n');
  });
});
