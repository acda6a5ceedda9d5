import type { FigureRates, SettingsView, Warranty } from '$lib/desktop/types';
import { isDay } from '$lib/i18n/days';
import { say } from '$lib/i18n/words';

/** zones lists the time zones this computer knows. */
export function zones(): readonly string[] {
  const intl = Intl as typeof Intl & { supportedValuesOf?: (key: 'timeZone') => string[] };
  return intl.supportedValuesOf?.('timeZone') ?? [];
}

/** waits are the settings that say how long is too long: each with its least and greatest value. */
export const waits = [
  ['stall_home', 1, 120],
  ['stall_abroad', 1, 120],
  ['carrier_scan', 1, 120],
  ['lost_days', 0, 120],
  ['stall_percent', 50, 99],
  ['head_start', 0, 1440],
] as const;

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;
const amount = /^\d{1,7}(\.\d{1,3})?$/;

/** wrongRates says what is wrong with what figures reckon with, as wrongs does of the other settings. */
export function wrongRates(rates: FigureRates): Partial<Record<keyof FigureRates, string>> {
  const found: Partial<Record<keyof FigureRates, string>> = {};
  for (const name of ['opens_at', 'shuts_at'] as const) {
    if (rates[name] !== '' && !clockTime.test(rates[name])) found[name] = say('error.bad-time-of-day', rates[name]);
  }
  const half = (rates.opens_at === '') !== (rates.shuts_at === '');
  if (half || (rates.opens_at !== '' && rates.opens_at >= rates.shuts_at))
    found.shuts_at ??= say('error.bad-hours', rates.opens_at || '…', rates.shuts_at || '…');
  for (const name of ['packaging', 'labour'] as const) {
    if (!amount.test(rates[name].trim())) found[name] = say('error.bad-amount', rates[name]);
  }
  if (!Number.isInteger(rates.claim_days) || rates.claim_days < 1 || rates.claim_days > 365)
    found.claim_days = say('settings.wrong.wait', 1, 365);
  return found;
}

/** wrongWarranties says, row by row, what is wrong with how long suppliers stand by their goods; '' where nothing is. */
export function wrongWarranties(rows: readonly Warranty[]): string[] {
  const key = (w: Warranty): string => w.sku.trim().toUpperCase();
  return rows.map((w, at) => {
    if (key(w) === '') return say('warranties.wrong.sku');
    if (rows.findIndex((other) => key(other) === key(w)) < at) return say('warranties.wrong.twice', w.sku.trim());
    if (/\*./.test(w.sku.trim())) return say('warranties.wrong.star', w.sku.trim());
    return Number.isInteger(w.months) && w.months >= 1 && w.months <= 600 ? '' : say('settings.wrong.wait', 1, 600);
  });
}

/** wrongs says what is wrong with each setting, and what would be right; an empty table means nothing is. */
export function wrongs(draft: SettingsView): Partial<Record<keyof SettingsView, string>> {
  const found: Partial<Record<keyof SettingsView, string>> = {};
  if (draft.shop_name.trim() === '') found.shop_name = say('settings.wrong.shop_name');
  if (!isZone(draft.zone)) found.zone = say('settings.wrong.zone');
  if (!/^[A-Z]{3}$/.test(draft.currency)) found.currency = say('settings.wrong.currency');
  if (!/^[A-Z]{2}$/.test(draft.country)) found.country = say('settings.wrong.country');
  if (draft.help_mail !== '' && !/^\S+@\S+\.\S+$/.test(draft.help_mail))
    found.help_mail = say('settings.wrong.help_mail');
  const days = Number(draft.page_days);
  if (!Number.isInteger(days) || days < 1 || days > 3650) found.page_days = say('settings.wrong.page_days');
  if (draft.since !== '' && !isDay(draft.since)) found.since = say('settings.wrong.since');
  const promise = Number(draft.promise_days);
  if (!Number.isInteger(promise) || promise < 0 || promise > 365)
    found.promise_days = say('settings.wrong.promise_days');
  for (const [name, least, most] of waits) {
    const n = draft[name];
    if (!Number.isInteger(n) || n < least || n > most) found[name] = say('settings.wrong.wait', least, most);
  }
  if (draft.page_url !== '' && !/^https?:\/\/[^\s/]+/.test(draft.page_url))
    found.page_url = say('settings.wrong.page_url');
  return found;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone !== '';
  } catch {
    return false;
  }
}
