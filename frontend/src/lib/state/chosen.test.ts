import { describe, expect, it } from 'vitest';
import { ChosenRows } from './chosen.svelte';

const list = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }));

// Read a row as: after <these verbs> <these rows> are chosen.
const cases: [string, (c: ChosenRows<{ id: string }>) => void, string][] = [
  ['a row is taken in and out', (c) => (c.toggle(1), c.toggle(3), c.toggle(1)), 'd'],
  ['a stretch begins at the row taken in last', (c) => (c.toggle(1), c.reach(3, 2)), 'bcd'],
  ['a stretch turns round and leaves what it left', (c) => (c.toggle(2), c.reach(4, 2), c.reach(1, 4)), 'bc'],
  ['without any a stretch begins where the focus was', (c) => c.reach(2, 1), 'bc'],
  ['a stretch goes on from where it began', (c) => (c.reach(2, 1), c.reach(3, 2)), 'bcd'],
  ['all are those of the list', (c) => c.all(), 'abcde'],
  ['none are none', (c) => (c.all(), c.none()), ''],
  ['a row that is not there is not chosen', (c) => c.toggle(9), ''],
  ['one that was worked on is let go', (c) => (c.all(), c.drop('c')), 'abde'],
];

describe('rows are chosen:', () => {
  it.each(cases)('%s', (_, verbs, want) => {
    const chosen = new ChosenRows(() => list);
    verbs(chosen);
    expect(chosen.ids.join('')).toBe(want);
  });
  it('a row that left the list is acted on no more', () => {
    let rows = list;
    const chosen = new ChosenRows(() => rows);
    chosen.all();
    rows = list.slice(2);
    expect(chosen.ids).toEqual(['c', 'd', 'e']);
  });
});
