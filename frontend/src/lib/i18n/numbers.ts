const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const narrow = '\u202f';

/** count is a whole number with its thousands apart: "1,284". */
export function count(n: number): string {
  return whole.format(n);
}

/** tenth is a number to one place: "93.1". */
export function tenth(n: number): string {
  return tenths.format(n);
}

/** percent is a share already in percent: "93.1 %". */
export function percent(n: number): string {
  return `${tenths.format(n)}${narrow}%`;
}

/** hours is a duration to one place, in the units of span: minutes below one hour, days from two of them on. */
export function hours(n: number): string {
  if (n !== 0 && Math.abs(n) < 1) return `${whole.format(n * 60)} min`;
  return Math.abs(n) >= 48 ? `${tenths.format(n / 24)} d` : `${tenths.format(n)} h`;
}

/** duration is a short time in seconds, as people count one down: "12 s", "3 min", "1.5 h". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${whole.format(Math.max(1, seconds))} s`;
  return hours(Math.round(seconds / 60) / 60);
}

/** money is an amount in minor units of its currency: "$11.84". */
export function money(minor: number, currency: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return tenths.format(minor / 100);
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}

/** minorOf reads an amount such as 120.00 as minor units of its currency; null when it is none. */
export function minorOf(text: string, currency: string): number | null {
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(text.trim())) return null;
  const format = /^[A-Z]{3}$/.test(currency) ? new Intl.NumberFormat('en', { style: 'currency', currency }) : null;
  const digits = format?.resolvedOptions().maximumFractionDigits ?? 2;
  return (text.trim().split('.')[1]?.length ?? 0) > digits ? null : Math.round(Number(text) * 10 ** digits);
}

/** bytes is a size on disk: "388 KB". */
export function bytes(n: number): string {
  if (n < 1024) return `${String(n)} B`;
  return n < 1024 * 1024 ? `${whole.format(n / 1024)} KB` : `${tenths.format(n / 1024 / 1024)} MB`;
}

/** figure is a KPI's value in its unit. */
export function figure(value: number, unit: string, currency: string): string {
  if (unit === 'percent' || unit === 'money_percent') return percent(value);
  if (unit === 'per_thousand') return tenth(value);
  if (unit === 'times') return `${tenths.format(value)}${narrow}×`;
  return unit === 'money' ? money(value, currency) : hours(value);
}
