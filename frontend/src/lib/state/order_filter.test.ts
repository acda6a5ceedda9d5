import { describe, expect, it } from 'vitest';
import { asksOf, filterOf, isNarrowed, noFilter, sameList, withValue } from './order_filter';

describe('a narrowed list', () => {
  it('is written into an address and read back', () => {
    const filter = { ...noFilter, placed_days: 30, carrier: 'ups', delivered: 'none' };
    const asks = asksOf('late', ' sofa ', filter);
    expect(asks).toEqual({ view: 'late', q: 'sofa', placed_days: '30', carrier: 'ups', delivered: 'none' });
    expect(filterOf(asks)).toEqual(filter);
  });
  it('asks for nothing that is left as it is', () => {
    expect(asksOf('', '', noFilter)).toEqual({ view: 'all' });
    expect([isNarrowed(noFilter), isNarrowed(withValue(noFilter, 'returned', 'all'))]).toEqual([false, true]);
  });
  // An address is typed, or comes from an older version.
  it.each(['', '-3', '1e3', '99999', 'x'])('takes %j for no number of days', (text) => {
    expect(filterOf({ placed_days: text })).toEqual(noFilter);
  });
  it('is the same one whatever the order of its parts', () => {
    expect(sameList({ view: 'all', q: 'a' }, { q: 'a', view: 'all' })).toBe(true);
    expect(sameList({ view: 'all' }, { view: 'all', q: 'a' })).toBe(false);
  });
});
