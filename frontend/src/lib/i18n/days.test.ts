import { describe, expect, it } from 'vitest';
import { isDay, moved, readDay, readTime } from './days';

const today = '2026-05-21';

describe('a typed day', () => {
  it.each([
    ['2026-05-26', '2026-05-26'],
    [' 2026-5-6 ', '2026-05-06'],
    ['26.5.2026', '2026-05-26'],
    ['26.05.', '2026-05-26'],
    ['3. 6. 26', '2026-06-03'],
    ['26 May', '2026-05-26'],
    ['Tue 26 May 2025', '2025-05-26'],
    ['26 june', '2026-06-26'],
    ['May 26', '2026-05-26'],
    ['Dec 1, 2027', '2027-12-01'],
    ['today', today],
    ['Tomorrow', '2026-05-22'],
    ['+3', '2026-05-24'],
    ['-21', '2026-04-30'],
    ['5/26/2026', '2026-05-26'],
    ['26/5/2026', '2026-05-26'],
    ['5/5/2026', '2026-05-05'],
  ])('%s is %s', (typed, day) => expect(readDay(typed, today)).toBe(day));

  it.each([
    '',
    'soon',
    '2026-02-30',
    '31.4.2026',
    '5/6/2026',
    '13/13/2026',
    '26 Foo',
    '2026-05',
    '20260526',
    '+',
    '0.0.',
  ])('“%s” is none', (typed) => expect(readDay(typed, today)).toBe(''));

  it('is one the calendar has', () => {
    expect(['2024-02-29', '2026-02-29', 'tomorrow', ''].map(isDay)).toEqual([true, false, false, false]);
  });
});

describe('a typed moment', () => {
  it.each([
    ['2026-05-19 16:15', '2026-05-19T16:15'],
    ['2026-05-19T16:15', '2026-05-19T16:15'],
    ['19 May 9:05', '2026-05-19T09:05'],
    ['yesterday 16:15', '2026-05-20T16:15'],
    ['16:15', '2026-05-21T16:15'],
    ['2026-05-19', '2026-05-19T00:00'],
    ['19 May 24:00', ''],
    ['sometime 9:00', ''],
  ])('%s is “%s”', (typed, moment) => expect(readTime(typed, today, 'moment')).toBe(moment));
});

describe('a day that is moved', () => {
  it('keeps its time, and the last of a month stays in its month', () => {
    expect([
      moved('2026-05-31', 1),
      moved('2026-05-31T16:15', -1),
      moved('2026-01-31', 0, 1),
      moved('2026-03-31', 0, -1),
    ]).toEqual(['2026-06-01', '2026-05-30T16:15', '2026-02-28', '2026-02-28']);
    expect([moved('2026-12-15', 0, 1), moved('2026-01-15', 0, -1)]).toEqual(['2027-01-15', '2025-12-15']);
  });
});
