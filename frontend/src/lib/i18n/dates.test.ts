import { describe, expect, it } from 'vitest';
import {
  addDays,
  age,
  ago,
  clock,
  describeDate,
  due,
  fullDate,
  fullMoment,
  minutesSpan,
  monthEnds,
  monthName,
  shortDate,
  weekdayDate,
  type Here,
} from './dates';

const here: Here = { now: '2026-05-21T16:15:00-05:00', zone: 'America/Chicago' };

describe('moments as people say them', () => {
  it.each([
    ['2026-05-21T19:58:00-05:00', '19:58'],
    ['2026-05-22T10:00:00-05:00', 'Fri 10:00'],
    ['2026-05-12T09:50:00-05:00', 'Tue 12 May 09:50'],
    ['2026-05-26', 'Tue 26 May'],
    ['2026-05-21', 'today'],
    ['2025-11-03T08:00:00-06:00', '3 Nov 2025 08:00'],
    ['2026-05-19T14:05:00', 'Tue 14:05'],
    ['2026-05-22T01:30:00Z', '20:30'],
    ['', ''],
    ['0001-01-01T00:00:00Z', ''],
  ])('%s is “%s”', (stamp, text) => expect(describeDate(stamp, here)).toBe(text));

  it('keeps local time as its source stated it, and shows others in the shop’s zone', () => {
    expect(clock('2026-05-19T14:05:00', 'America/Chicago')).toBe('14:05');
    expect(clock('2026-05-19T14:05:00+02:00', 'America/Chicago')).toBe('07:05');
    expect(clock('2026-05-19', 'America/Chicago')).toBe('');
  });
  it('names days', () => {
    expect([shortDate('2026-05-12', here), weekdayDate('2026-05-20', here)]).toEqual(['12 May', 'Wed 20 May']);
    expect([fullDate(here.now, here.zone), fullMoment('2026-05-15T11:42:00-05:00', here)]).toEqual([
      'Thursday 21 May',
      'Fri 15 May 11:42',
    ]);
    expect([monthName('2026-04'), weekdayDate('2024-02-29', here)]).toEqual(['April 2026', '29 Feb 2024']);
  });
});

describe('ages and dues', () => {
  it.each([
    ['2026-05-21T15:30:00-05:00', '45 min over'],
    ['2026-05-21T14:10:00-05:00', '2 h over'],
    ['2026-05-18T14:10:00-05:00', '3 d over'],
    ['2026-05-21T19:58:00-05:00', '19:58 today'],
    ['2026-05-22T10:00:00-05:00', 'Fri 10:00'],
    ['2026-05-21', 'today'],
  ])('due %s reads “%s”', (stamp, text) => expect(due(stamp, here)).toBe(text));

  it('say how long ago', () => {
    expect([age('2026-05-21T15:58:00-05:00', here), age('2026-05-20T02:00:00-05:00', here)]).toEqual([
      '17 min',
      '38 h',
    ]);
    expect([ago('2026-05-21T16:15:00-05:00', here), ago('2026-05-21T16:03:00-05:00', here)]).toEqual([
      'just now',
      '12 min ago',
    ]);
    expect(ago('2026-05-18T08:12:00-05:00', here)).toBe('Mon 08:12');
    expect([minutesSpan(130), minutesSpan(45), minutesSpan(120)]).toEqual(['2 h 10 min', '45 min', '2 h']);
  });
  it('count days without a clock', () => {
    expect([addDays('2026-02-28', 1), addDays('2024-12-31', 1)]).toEqual(['2026-03-01', '2025-01-01']);
    expect([monthEnds('2026-02'), monthEnds('2024-02')]).toEqual([
      ['2026-02-01', '2026-02-28'],
      ['2024-02-01', '2024-02-29'],
    ]);
  });
});
