import { addDays, isDate } from './dates';

/** Kind is what a field of time holds: a day YYYY-MM-DD, or a moment YYYY-MM-DDTHH:MM of the shop's clock. */
export type Kind = 'day' | 'moment';

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const near = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/** isDay reports whether a text is a day that the calendar has. */
export function isDay(text: string): boolean {
  return isDate(text) && addDays(text, 0) === text;
}

const joined = (year: number, month: number, day: number): string =>
  [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');

/** real is the day of three numbers; '' when the calendar has no such day. */
function real(year: number, month: number, day: number): string {
  const text = joined(year, month, day);
  return isDate(text) && new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10) === text ? text : '';
}

const yearOf = (text: string | undefined, today: string): number => {
  if (text === undefined) return Number(today.slice(0, 4));
  return text.length === 2 ? 2000 + Number(text) : Number(text);
};

// Read a row as: a text like <pattern> is the day that <read> makes of it; without a year it is this one.
const forms: readonly [RegExp, (m: RegExpExecArray, today: string) => string][] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, (m) => real(Number(m[1]), Number(m[2]), Number(m[3]))],
  [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})?$/, (m, today) => real(yearOf(m[3], today), Number(m[2]), Number(m[1]))],
  [
    /^(?:[a-z]{2,9},?\s+)?(\d{1,2})\s+([a-z]{3})[a-z]*\.?(?:\s+(\d{4}))?$/,
    (m, today) => real(yearOf(m[3], today), monthNames.indexOf(m[2] ?? '') + 1, Number(m[1])),
  ],
  [
    /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:,?\s+(\d{4}))?$/,
    (m, today) => real(yearOf(m[3], today), monthNames.indexOf(m[1] ?? '') + 1, Number(m[2])),
  ],
  [/^([+-])\s?(\d{1,3})$/, (m, today) => addDays(today, Number(`${m[1] ?? ''}${m[2] ?? ''}`))],
  [/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, (m) => slashed(Number(m[1]), Number(m[2]), Number(m[3]))],
];

/** slashed is a day with slashes where only one reading has it: 5/6/2026 may be two days, and a guess may be wrong. */
function slashed(first: number, second: number, year: number): string {
  const readings = new Set([real(year, first, second), real(year, second, first)].filter((day) => day !== ''));
  return readings.size === 1 ? ([...readings][0] ?? '') : '';
}

/** readDay is the day a person typed: 2026-05-21, 21.5.2026, 21 May, May 21, tomorrow or +3; '' when it is none. */
export function readDay(typed: string, today: string): string {
  const text = typed.trim().toLowerCase();
  const away = near.get(text);
  if (away !== undefined) return addDays(today, away);
  for (const [pattern, read] of forms) {
    const found = pattern.exec(text);
    if (found) return read(found, today);
  }
  return '';
}

/** readTime is what a person typed into a field of that kind, as the program takes it; '' when it is none. */
export function readTime(typed: string, today: string, kind: Kind): string {
  if (kind === 'day') return readDay(typed, today);
  const found = /^(.*?)[\sT]*(\d{1,2}):(\d\d)$/i.exec(typed.trim());
  if (!found) {
    const day = readDay(typed, today);
    return day === '' ? '' : `${day}T00:00`;
  }
  const [hour, minute] = [Number(found[2]), Number(found[3])];
  const day = (found[1] ?? '') === '' ? today : readDay(found[1] ?? '', today);
  if (day === '' || hour > 23 || minute > 59) return '';
  return `${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** moved is a day or a moment so many days, or months, away; the last day of a month stays within it. */
export function moved(value: string, days: number, months = 0): string {
  const [date, time] = [value.slice(0, 10), value.slice(10)];
  if (months === 0) return addDays(date, days) + time;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return joined(last.getUTCFullYear(), last.getUTCMonth() + 1, Math.min(day, last.getUTCDate())) + time;
}

/** shownTime is how a field shows what it holds: the day as people write files, and the time behind it. */
export function shownTime(value: string): string {
  return value.replace('T', ' ');
}
