/** Here is the shop's clock: what time it is, as an RFC 3339 instant, and in which zone. */
export interface Here {
  readonly now: string;
  readonly zone: string;
}

/** Wall is what a clock on the wall shows. */
interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const parts = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string): Intl.DateTimeFormat {
  const known = parts.get(zone);
  if (known) return known;
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
  const made = new Intl.DateTimeFormat('en-GB', {
    ...options,
    second: 'numeric',
    hourCycle: 'h23',
    timeZone: zone || 'UTC',
  });
  parts.set(zone, made);
  return made;
}

/** isDate reports whether a stamp says only the day. */
export function isDate(stamp: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(stamp);
}

const hasOffset = (stamp: string): boolean => /(Z|[+-]\d\d:?\d\d)$/.test(stamp.slice(10));

/** wallOf reads a stamp: with an offset it is shown in the shop's zone, without one as its source stated it. */
function wallOf(stamp: string, zone: string): Wall {
  if (isDate(stamp) || !hasOffset(stamp)) {
    const [year = 0, month = 1, dayOf = 1, hourOf = 0, min = 0, second = 0] = stamp.split(/[-T:.]/).map(Number);
    return { year, month, day: dayOf, hour: hourOf, minute: min, second };
  }
  const found: Record<string, number> = {};
  for (const p of partsIn(zone).formatToParts(new Date(stamp))) found[p.type] = Number(p.value);
  const { year = 0, month = 1, day: dayOf = 1, hour: hourOf = 0, minute: min = 0, second = 0 } = found;
  return { year, month, day: dayOf, hour: hourOf, minute: min, second };
}

const dayNumber = (w: Wall): number => Date.UTC(w.year, w.month - 1, w.day) / day;
const two = (n: number): string => String(n).padStart(2, '0');
const asUTC = (w: Wall): Date => new Date(Date.UTC(w.year, w.month - 1, w.day));

const weekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
const months = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });
const longDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** known reports whether a stamp says anything; Go's zero time says nothing. */
export function known(stamp: string | undefined): stamp is string {
  return stamp !== undefined && stamp !== '' && !stamp.startsWith('0001-01-01');
}

/** daysFromToday counts from the shop's today: -1 is yesterday. */
export function daysFromToday(stamp: string, here: Here): number {
  return dayNumber(wallOf(stamp, here.zone)) - dayNumber(wallOf(here.now, here.zone));
}

/** clock is the time of day: "19:58". '' when only the day is known. */
export function clock(stamp: string, zone: string): string {
  if (!known(stamp) || isDate(stamp)) return '';
  const w = wallOf(stamp, zone);
  return `${two(w.hour)}:${two(w.minute)}`;
}

/** seconds is the time of day to the second: "16:19:02". */
export function seconds(stamp: string, zone: string): string {
  const text = clock(stamp, zone);
  return text === '' ? '' : `${text}:${two(wallOf(stamp, zone).second)}`;
}

/** dayOf is the calendar day of a stamp where it is shown, YYYY-MM-DD; stamps of one day share it. */
export function dayOf(stamp: string, zone: string): string {
  const w = wallOf(stamp, zone);
  return `${String(w.year)}-${two(w.month)}-${two(w.day)}`;
}

/** shortDate is a day without its weekday: "12 May", "12 May 2025" in another year. */
export function shortDate(stamp: string, here: Here): string {
  if (!known(stamp)) return '';
  const w = wallOf(stamp, here.zone);
  const year = w.year === wallOf(here.now, here.zone).year ? '' : ` ${String(w.year)}`;
  return `${String(w.day)} ${months.format(asUTC(w))}${year}`;
}

/** weekdayDate is a day with its weekday when it is near: "Wed 20 May", "12 Mar 2025". */
export function weekdayDate(stamp: string, here: Here): string {
  if (!known(stamp)) return '';
  const near = Math.abs(daysFromToday(stamp, here)) < 60;
  const weekday = near ? `${weekdays.format(asUTC(wallOf(stamp, here.zone)))} ` : '';
  return weekday + shortDate(stamp, here);
}

/** fullDate is a day in a heading: "Thursday 21 May". */
export function fullDate(stamp: string, zone: string): string {
  return longDay.format(asUTC(wallOf(stamp, zone))).replace(',', '');
}

/** monthName is a month of a report: "April 2026". */
export function monthName(month: string): string {
  return monthYear.format(new Date(`${month}-01T00:00:00Z`));
}

/** shortMonth is a month on an axis: "Apr". */
export function shortMonth(month: string): string {
  return months.format(new Date(`${month}-01T00:00:00Z`));
}

/** describeDate is a moment the way people say it: today's times bare, near ones by weekday, others by date. */
export function describeDate(stamp: string, here: Here): string {
  if (!known(stamp)) return '';
  const away = daysFromToday(stamp, here);
  const time = clock(stamp, here.zone);
  if (away === 0) return time === '' ? 'today' : time;
  const dayText =
    Math.abs(away) < 6 && time !== '' ? weekdays.format(asUTC(wallOf(stamp, here.zone))) : weekdayDate(stamp, here);
  return time === '' ? dayText : `${dayText} ${time}`;
}

/** fullMoment is a moment with its whole day and time: "Tue 12 May 09:50". */
export function fullMoment(stamp: string, here: Here): string {
  return [weekdayDate(stamp, here), clock(stamp, here.zone)].filter((t) => t !== '').join(' ');
}

function instant(stamp: string, zone: string): number {
  if (hasOffset(stamp)) return Date.parse(stamp);
  const w = wallOf(stamp, zone);
  const guess = Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second);
  const shown = wallOf(new Date(guess).toISOString(), zone);
  return 2 * guess - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
}

/** span is a length of time in one unit: minutes below an hour, hours below two days, then days: "45 min", "38 h", "3 d". */
export function span(ms: number): string {
  const length = Math.abs(ms);
  if (length < minute) return '1 min';
  if (length < hour) return `${String(Math.floor(length / minute))} min`;
  if (length < 2 * day) return `${String(Math.floor(length / hour))} h`;
  return `${String(Math.floor(length / day))} d`;
}

/** minutesSpan is a length of time in hours and minutes: "2 h 10 min". */
export function minutesSpan(minutes: number): string {
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.round(Math.abs(minutes) % 60);
  return [hours > 0 ? `${String(hours)} h` : '', rest > 0 || hours === 0 ? `${String(rest)} min` : '']
    .filter(Boolean)
    .join(' ');
}

/** age is how long ago something began: "17 min". */
export function age(stamp: string, here: Here): string {
  return known(stamp) ? span(instant(here.now, here.zone) - instant(stamp, here.zone)) : '';
}

/** ago is when something last came: "12 min ago", older than two days by date. */
export function ago(stamp: string, here: Here): string {
  if (!known(stamp)) return '';
  const passed = instant(here.now, here.zone) - instant(stamp, here.zone);
  if (passed < minute) return 'just now';
  return passed < 2 * day ? `${span(passed)} ago` : describeDate(stamp, here);
}

/** due is when something must be done: "2 h over" once it is past, "19:58 today", "Fri 10:00". */
export function due(stamp: string, here: Here): string {
  if (!known(stamp)) return '';
  const over = instant(here.now, here.zone) - instant(stamp, here.zone);
  if (isDate(stamp) && daysFromToday(stamp, here) === 0) return 'today';
  if (over > 0) return `${span(over)} over`;
  return daysFromToday(stamp, here) === 0 ? `${clock(stamp, here.zone)} today` : describeDate(stamp, here);
}

/** addDays is the day so many days after a date, YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
}

/** monthEnds is the first and the last day of a month YYYY-MM. */
export function monthEnds(month: string): readonly [string, string] {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return [`${month}-01`, new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)];
}
