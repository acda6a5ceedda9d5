import { describe, expect, it } from 'vitest';
import { minorOf } from './numbers';

describe('a typed amount', () => {
  it.each([
    ['120', 'USD', 12000],
    ['0.85', 'EUR', 85],
    [' 120.5 ', 'USD', 12050],
    ['1184', 'JPY', 1184],
    ['1.5', 'JPY', null],
    ['1.234', 'KWD', 1234],
    ['1.234', 'USD', null],
    ['1,20', 'EUR', null],
    ['-5', 'EUR', null],
    ['', 'EUR', null],
    ['9.99', '', 999],
  ])('%s in %s is %s', (text, currency, minor) => expect(minorOf(text, currency)).toBe(minor));
});
