import type { ClaimWaits, ClaimWindow, FigureRates, MailboxForm, SettingsView, Warranty } from '$lib/desktop/types';
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
  ['handling_days', 0, 120],
  ['supplier_days', 0, 120],
  ['supplier_send_days', 0, 120],
  ['stall_percent', 50, 99],
  ['head_start', 0, 1440],
] as const;

const clockTime = /^([01]?\d|2[0-3]):[0-5]\d$/;
const amount = /^\d{1,7}(\.\d{1,3})?$/;

/** wrongRates says what is wrong with what figures reckon with, as wrongs does of the other settings. */
export function wrongRates(rates: FigureRates): Partial<Record<keyof FigureRates, string>> {
  const found: Partial<Record<keyof FigureRates, string>> = {};
  for (const name of ['packaging', 'labour'] as const) {
    if (!amount.test(rates[name].trim())) found[name] = say('error.bad-amount', rates[name]);
  }
  if (!Number.isInteger(rates.claim_days) || rates.claim_days < 1 || rates.claim_days > 365)
    found.claim_days = say('settings.wrong.wait', 1, 365);
  return found;
}

/** minutes is a time of day after midnight; -1 when it is none. */
function minutes(clock: string): number {
  const [hour = '', minute = ''] = clock.trim().split(':');
  return clockTime.test(clock.trim()) ? Number(hour) * 60 + Number(minute) : -1;
}

/** isHours reads when a shop works, 08:00-18:00; nothing is any time. */
export function isHours(text: string): boolean {
  const [from = '', to = '', more] = text.split('-');
  return text.trim() === '' || (more === undefined && minutes(from) >= 0 && minutes(from) < minutes(to));
}

/** wrongPickup is the first entry of 17:00; ups 16:30 that is no time of a carrier, or stands there twice; '' when none is. */
export function wrongPickup(text: string): string {
  const seen = new Set<string>();
  for (const entry of text.split(/[;\n]/).map((part) => part.trim())) {
    if (entry === '') continue;
    const words = entry.split(/\s+/);
    const carrier = words.length === 2 ? (words[0] ?? '').toLowerCase() : '';
    if (words.length > 2 || minutes(words.at(-1) ?? '') < 0 || seen.has(carrier)) return entry;
    seen.add(carrier);
  }
  return '';
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

/** wrongMailbox says what is missing or wrong in how a mailbox is set up, before any server is asked. */
export function wrongMailbox(draft: MailboxForm): Partial<Record<keyof MailboxForm, string>> {
  const found: Partial<Record<keyof MailboxForm, string>> = {};
  if (draft.user.trim() === '') found.user = say('error.mailbox-no-user');
  if (draft.host.trim() === '') found.host = say('mailboxes.wrong.host');
  if (!Number.isInteger(draft.port) || draft.port < 1 || draft.port > 65535)
    found.port = say('error.mailbox-bad-port', draft.port);
  const anew = draft.id === '';
  if (anew && draft.login === 'password' && draft.password === '') found.password = say('mailboxes.wrong.password');
  if (draft.login === 'xoauth2' && draft.client_id.trim() === '') found.client_id = say('mailboxes.wrong.client_id');
  return found;
}

/** wrongWindows says, row by row, what is wrong with the days in which claims are taken; '' where nothing is. */
export function wrongWindows(rows: readonly ClaimWindow[]): string[] {
  const isDays = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= 3650;
  return rows.map((w, at) => {
    const twice = rows.findIndex((other) => other.window === w.window) < at;
    const fits = w.window !== '' && w.against !== '' && !twice && isDays(w.from) && isDays(w.to) && w.from <= w.to;
    return fits ? '' : say('windows.wrong');
  });
}

/** isReminding reports whether somebody can be told of claims after so many working days. */
export function isReminding(waits: ClaimWaits): boolean {
  return [waits.file, waits.answer].every((n) => n !== undefined && Number.isInteger(n) && n >= 1 && n <= 120);
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
  if (!isHours(draft.work_hours)) found.work_hours = say('error.bad-work-hours', draft.work_hours);
  const pickup = wrongPickup(draft.pickups);
  if (pickup !== '') found.pickups = say('error.bad-pickups', pickup);
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
