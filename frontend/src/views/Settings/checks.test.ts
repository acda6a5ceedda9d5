import { describe, expect, it } from 'vitest';
import { isHours, isReminding, wrongPickup, wrongRates, wrongWarranties, wrongWindows } from './checks';

const rates = { packaging: '0.85', labour: '21.50', claim_days: 30 };

describe('what KPIs reckon with', () => {
  it('is right as it is, and without costs', () => {
    expect(wrongRates(rates)).toEqual({});
    expect(wrongRates({ ...rates, packaging: '0' })).toEqual({});
  });
  it.each([
    [{ packaging: '' }, 'packaging'],
    [{ packaging: '0,85' }, 'packaging'],
    [{ labour: '-1' }, 'labour'],
    [{ claim_days: 0 }, 'claim_days'],
    [{ claim_days: NaN }, 'claim_days'],
  ])('refuses %o at its field', (part, field) => {
    expect(Object.keys(wrongRates({ ...rates, ...part }))).toContain(field);
  });
});

describe('hours of work', () => {
  it.each(['', '08:00-18:00', '8:00 - 17:30', '00:00-23:59'])('are %o', (text) => expect(isHours(text)).toBe(true));
  it.each(['8 am-5 pm', '18:00-08:00', '08:00-', '08:00', '08:00-24:00', '08:00-12:00-18:00'])('are not %o', (text) =>
    expect(isHours(text)).toBe(false),
  );
});

describe('pick-ups', () => {
  it.each([
    ['', ''],
    ['17:00; ups 16:30', ''],
    ['17:00\nups 16:30\n', ''],
    ['17:00; UPS late', 'UPS late'],
    ['ups 16:30; UPS 17:00', 'UPS 17:00'],
    ['17:00; 16:00', '16:00'],
    ['ups red 16:30', 'ups red 16:30'],
  ])('of %o have %o wrong', (text, entry) => expect(wrongPickup(text)).toBe(entry));
});

describe('warranties', () => {
  const row = (sku: string, months = 24) => ({ sku, months, supplier: '' });
  it('name each item once, with a star at the end at most, for some months', () => {
    expect(wrongWarranties([row('TV18-*'), row('tv18-*'), row(' '), row('A*B'), row('X', 0), row('Y', 600)])).toEqual([
      '',
      'tv18-* stands here twice. Keep one row.',
      'Name an item, such as TV18-44907, or TV18-* for all that begin so.',
      'A*B has letters behind the star. End with it, such as TV18-*.',
      'A whole number from 1 to 600.',
      '',
    ]);
  });
});

describe('the days in which claims are taken', () => {
  const row = { window: 'fedex', against: 'fedex', carrier: 'fedex', from: 0, to: 60, source: '', verified: true };
  const wrong = (...rows: (typeof row)[]): boolean[] => wrongWindows(rows).map((text) => text !== '');

  it('need a name of their own, somebody to claim against, and an end', () => {
    expect(wrong(row, { ...row, window: 'fedex_2' })).toEqual([false, false]);
    expect(wrong(row, row)).toEqual([false, true]);
    expect(wrong({ ...row, window: '' }, { ...row, against: '' })).toEqual([true, true]);
    expect(wrong({ ...row, to: NaN }, { ...row, window: 'b', from: 61 }, { ...row, window: 'c', to: 3651 })).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('remind after 1 to 120 working days', () => {
    expect([1, 120, 0, 121, 2.5, NaN].map((file) => isReminding({ file, answer: 15 }))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isReminding({ file: 3 })).toBe(false);
  });
});
