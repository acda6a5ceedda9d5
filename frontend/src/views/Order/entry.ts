import type { EventRow, OrderView } from '$lib/desktop/types';
import { money } from '$lib/i18n/numbers';
import { hasWords, say, word } from '$lib/i18n/words';
import { carrierName, grouped } from '../looks';

/** subjectOf names what an event is about: "Parcel 3" where there are several, its number elsewhere; '' for the order. */
export function subjectOf(subject: string, view: OrderView): string {
  if (subject === '') return '';
  const n = view.parcels.findIndex((p) => p.parcel === subject || p.grouped === subject);
  if (n >= 0) return view.parcels.length > 1 ? say('entry.parcel', n + 1) : say('entry.the_parcel');
  return grouped(subject);
}

/** entryTitle is an event in one line: what happened, to which parcel. */
export function entryTitle(event: EventRow, view: OrderView): string {
  const subject = subjectOf(event.subject, view);
  const what = whatOf(event).trim();
  return subject === '' ? upper(what) : `${subject}: ${lower(what)}`;
}

/** entryDetail is the line below: who, where, the source's own words, the file and row. */
export function entryDetail(event: EventRow): string {
  const said = ['contact', 'order_stated', 'edited'].includes(event.kind) ? '' : event.text; // told in the title
  return [
    word('outcome', event.outcome),
    event.amount ? money(event.amount.minor, event.amount.currency) : '',
    event.serial ? say('entry.serial', event.serial) : '',
    said ? say('entry.quote', said) : '',
    event.reason && event.phase ? word('reason', event.reason) : '',
    event.location,
    event.station,
    event.actor ? (event.source_kind === 'person' ? say('entry.by', event.actor) : event.actor) : '',
    event.file ? (event.row > 0 ? say('entry.row', event.file, event.row) : event.file) : '',
    event.code && event.kind === 'carrier_event' ? say('entry.code', event.code) : '',
    isLocal(event.occurred) ? say('entry.local') : '',
    event.also.length > 0 ? say('entry.also', event.also.map(carrierName).join(', ')) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** refusalWords names in a few words the refusal that somebody set aside. */
export const refusalWords = (code: string): string => word('set_aside', code);

/** isGood reports whether an event is a milestone worth a green disc. */
export function isGood(event: EventRow): boolean {
  return event.source_kind !== 'station' && ['possession', 'delivered'].includes(event.phase);
}

const isLocal = (stamp: string): boolean => /T\d\d:\d\d(:\d\d)?$/.test(stamp);
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function whatOf(event: EventRow): string {
  if (event.kind === 'contact') {
    const asked = word('contact', event.code);
    return event.text ? say('entry.contact_said', lower(asked), event.text) : say('entry.contact', lower(asked));
  }
  if (event.kind === 'edited') {
    const field = word('edit_field', event.code);
    return event.text === '' ? say('entry.edited_unsaid', field) : say('entry.edited', field, event.text);
  }
  if (event.phase !== '') return word('phase', event.phase);
  const item = event.item ? ` ${event.quantity > 1 ? `${String(event.quantity)}× ` : ''}${event.item}` : '';
  const key = `entry.${event.kind}`;
  if (hasWords(key)) return say(key, event.text || event.code, item.trim());
  return word('kind', event.kind) + item;
}
