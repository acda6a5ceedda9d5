import { describe, expect, it } from 'vitest';
import { wrongRates, wrongWarranties } from './checks';

const rates = { opens_at: '08:00', shuts_at: '17:00', packaging: '0.85', labour: '21.50', claim_days: 30 };

describe('what KPIs reckon with', () => {
  it('is right as it is, and without hours', () => {
    expect(wrongRates(rates)).toEqual({});
    expect(wrongRates({ ...rates, opens_at: '', shuts_at: '', packaging: '0' })).toEqual({});
  });
  it.each([
    [{ opens_at: '8 am' }, 'opens_at'],
    [{ opens_at: '24:00' }, 'opens_at'],
    [{ shuts_at: '' }, 'shuts_at'],
    [{ shuts_at: '08:00' }, 'shuts_at'],
    [{ packaging: '' }, 'packaging'],
    [{ packaging: '0,85' }, 'packaging'],
    [{ labour: '-1' }, 'labour'],
    [{ claim_days: 0 }, 'claim_days'],
    [{ claim_days: NaN }, 'claim_days'],
  ])('refuses %o at its field', (part, field) => {
    expect(Object.keys(wrongRates({ ...rates, ...part }))).toContain(field);
  });
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
