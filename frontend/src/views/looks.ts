import type { EffectFacet, Money, OrderRow, PromiseFacts, TaskRow } from '$lib/desktop/types';
import { shortDate, weekdayDate, type Here } from '$lib/i18n/dates';
import { money } from '$lib/i18n/numbers';
import { hasWords, say, sayHere, word } from '$lib/i18n/words';
import type { IconName } from '$lib/ui/icons';

/** Look is the shape and colour of a status; its word stands beside it. */
export interface Look {
  readonly icon: IconName;
  readonly tone: string;
}

/** costOf is a price and what came on top of it, in words; '' when nobody said either. */
export function costOf(cost?: Money, surcharge?: Money): string {
  const on = surcharge?.minor ? money(surcharge.minor, surcharge.currency) : '';
  const price = cost?.minor ? money(cost.minor, cost.currency) : '';
  if (price !== '' && on !== '') return say('order.cost_and', price, on);
  return price || (on && say('order.cost_on_top', on));
}

/** storyOf is what a task is about. Of a list that is empty again nobody knows any more how much of what waited in it. */
export function storyOf(here: Here, task: TaskRow): string {
  const was = `task.${task.code}.ended`;
  if (task.ended !== '' && task.args.length === 0 && hasWords(was)) return sayHere(here, was, task.subject);
  return sayHere(here, `task.${task.code}.story`, ...task.args);
}

const look = (icon: IconName, tone: string): Look => ({ icon, tone });

// Read a row as: a parcel that is <phase> is drawn as <icon> in the colour of <role>.
const phases: Record<string, Look> = {
  planned: look('idle', 'idle'),
  picking: look('box', 'moving'),
  picked: look('box', 'moving'),
  packing: look('box', 'moving'),
  packed: look('box', 'moving'),
  labelled: look('box', 'moving'),
  staged: look('box', 'moving'),
  handed_over: look('truck', 'moving'),
  announced: look('idle', 'idle'),
  possession: look('move', 'moving'),
  moving: look('move', 'moving'),
  out_for_delivery: look('truck', 'moving'),
  attempt_failed: look('stop', 'late'),
  awaiting_collection: look('pin', 'risk'),
  delivered: look('ok', 'ok'),
  returning: look('returns', 'risk'),
  returned_to_us: look('returns', 'moving'),
  lost: look('stop', 'late'),
  destroyed: look('stop', 'late'),
  voided: look('x', 'idle'),
  unmapped: look('help', 'risk'),
};

/** phaseLook is how a phase is drawn; one nobody foresaw is drawn as not known. */
export function phaseLook(phase: string): Look {
  return phases[phase] ?? look('idle', 'idle');
}

// Read a row as: a task <code> is drawn as <icon>; its colour is its severity's.
const taskIcons: Record<string, IconName> = {
  past_ship_by: 'late',
  unshipped_long: 'late',
  packed_not_handed_over: 'risk',
  no_carrier_scan: 'risk',
  label_only: 'risk',
  no_scan_by_us: 'scan',
  stalled: 'clock',
  estimate_past_promise: 'cal',
  past_promise: 'cal',
  attempt_failed: 'stop',
  awaiting_collection: 'pin',
  address_issue: 'pin',
  refused: 'returns',
  customs_hold: 'file',
  damaged: 'stop',
  returning_unannounced: 'returns',
  lost: 'stop',
  says_missing: 'help',
  contradiction: 'help',
  other_country: 'help',
  unmapped: 'file',
  return_not_inspected: 'late',
  decided_not_released: 'late',
  return_mismatch: 'help',
  claim_due: 'late',
  supplier_silent: 'clock',
  supplier_unsent: 'clock',
  claim_undated: 'clock',
  claim_late: 'late',
  claim_unanswered: 'clock',
  feed_stale: 'clock',
  unread_notice: 'mail',
  notice_drift: 'mail',
  mailbox_failing: 'mail',
  folder_failing: 'stop',
  files_refused: 'file',
  unread_scan: 'scan',
  unmatched: 'help',
  unmapped_wording: 'file',
  number_unknown: 'help',
  return_overdue: 'returns',
  possible_double: 'box',
  cancelled_in_box: 'box',
  file_differs: 'file',
};

/** taskLook is how a task is drawn. */
export function taskLook(task: Pick<TaskRow, 'code' | 'severity'>): Look {
  return look(taskIcons[task.code] ?? 'risk', task.severity || 'risk');
}

// Read a row as: a return that is <phase> is drawn as <icon> in the colour of <role>.
const returnPhases: Record<string, Look> = {
  requested: look('help', 'moving'),
  authorised: look('clock', 'idle'),
  declined: look('x', 'idle'),
  cancelled: look('x', 'idle'),
  expired: look('late', 'risk'),
  pickup_scheduled: look('cal', 'moving'),
  in_return_transit: look('returns', 'moving'),
  unannounced: look('help', 'risk'),
  received: look('box', 'moving'),
  inspection_pending: look('search', 'moving'),
  inspected: look('check', 'moving'),
  disposition_decided: look('check', 'moving'),
  resolution_released: look('okl', 'ok'),
  closed: look('okl', 'ok'),
};

/** returnLook is how a return is drawn. */
export function returnLook(phase: string): Look {
  return returnPhases[phase] ?? look('idle', 'idle');
}

// Read a row as: a claim that is <state> is drawn as <icon> in the colour of <role>.
const claims: Record<string, Look> = {
  opened: look('clock', 'idle'),
  filed: look('clock', 'moving'),
  paid: look('okl', 'ok'),
  refused: look('x', 'idle'),
  given_up: look('x', 'idle'),
};

/** claimLook is how a claim is drawn. */
export function claimLook(state: string): Look {
  return claims[state] ?? look('idle', 'idle');
}

/** headlineLook is how the headline of an order is drawn. */
export function headlineLook(code: string): Look {
  if (code === 'late') return look('late', 'late');
  if (code === 'on_hold') return look('hold', 'hold');
  if (code === 'bygone') return look('okl', 'idle');
  if (code === 'cancelled') return look('x', 'idle');
  if (phases[code] && code !== 'attempt_failed') return phaseLook(code);
  if (code === 'part_delivered' || code === 'part_handed_over') return look('move', 'moving');
  if (['to_ship', 'to_pick'].includes(code)) return look('box', 'moving');
  return taskIcons[code] ? look(taskIcons[code], 'late') : look('idle', 'idle');
}

// Read a row as: an event from <kind of source> wears <icon>.
const sourceIcons: Record<string, IconName> = {
  shop: 'store',
  label: 'file',
  carrier_file: 'file',
  carrier_mail: 'mail',
  station: 'scan',
  person: 'user',
  orders: 'store',
  carrier: 'truck',
  notices: 'mail',
  stock: 'box',
};

/** sourceIcon is the shape of a source badge. */
export function sourceIcon(kind: string): IconName {
  return sourceIcons[kind] ?? 'file';
}

/** carrierName is what people call a carrier; names that are no code of ours stay as they are. */
export function carrierName(code: string): string {
  return hasWords(`carrier.${code}`) ? word('carrier', code) : code;
}

/** feedName names a source, or one of its carriers in it. */
export function feedName(feed: { source: string; carrier: string }): string {
  return feed.carrier === ''
    ? carrierName(feed.source)
    : say('feeds.carrier', carrierName(feed.carrier), carrierName(feed.source));
}

/** taskSubject names what a task is about: a number as people read it, or a carrier in its feed. */
export function taskSubject(task: { code: string; subject: string; args: readonly string[] }): string {
  if (task.code === 'notice_drift') return carrierName(task.subject);
  const [source = '', about = '', carrier = ''] = task.args;
  return task.code === 'feed_stale' && about === 'carrier'
    ? say('feeds.carrier', carrier, source)
    : grouped(task.subject);
}

/** promiseStatus is how an order stands against its promise, calm when nobody needs to look. */
export function promiseStatus(
  promise: PromiseFacts,
  done: boolean,
  here: Here,
): Look & { text: string; iconTone: string } {
  const date = shortDate(promise.latest ?? '', here);
  if (promise.state === 'late') {
    const text =
      promise.days > 0 ? say(done ? 'promise.was_late' : 'promise.late', promise.days) : say('promise.late_today');
    return done
      ? { ...look('late', 'calm'), text, iconTone: 'late-c' }
      : { ...look('late', 'late'), text, iconTone: '' };
  }
  if (promise.state === 'at_risk') return { ...look('risk', 'risk'), text: say('promise.at_risk', date), iconTone: '' };
  if (promise.state === 'none') return { ...look('idle', 'calm'), text: say('promise.none'), iconTone: 'faint' };
  return { ...look('okl', 'calm'), text: say(done ? 'promise.on_time' : 'promise.on_track', date), iconTone: '' };
}

/** weightWord is why a word did or did not decide; a shop's word on where a parcel is has its own reason. */
export const weightWord = (kind: string, weight: string): string =>
  word('weight', weight === 'not_its_milestone' && kind !== 'shop' ? 'no_say' : weight);

/** facetChange is a facet before and after, in words. */
export function facetChange(f: EffectFacet): string {
  const value = (code: string): string => {
    if (code === '') return say('effect.none');
    if (f.facet === 'promise') return word('promise_is', code);
    return word(['state', 'reason', 'flag'].includes(f.facet) ? f.facet : 'share', code);
  };
  return say('effect.facet', word('facet', f.facet), value(f.before), value(f.after));
}

/** rowStatus is the promise column of a list: a hold or a cancellation speaks first. */
export function rowStatus(row: OrderRow, here: Here): Look & { text: string; iconTone: string } {
  if (row.facets.state === 'on_hold') return { ...look('hold', 'hold'), text: word('state', 'on_hold'), iconTone: '' };
  if (row.facets.state === 'cancelled')
    return { ...look('x', 'calm'), text: word('state', 'cancelled'), iconTone: 'faint' };
  return promiseStatus(row.promise, row.facets.delivered === 'all', here);
}

/** promiseDay names the day an order is promised for: "Wed 20 May". */
export function promiseDay(promise: PromiseFacts, here: Here): string {
  return weekdayDate(promise.latest ?? promise.original ?? '', here);
}

/** initials are two letters for a person: "NO" for Nadia Okoro, "NA" for Nadia. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const last = parts.length > 1 ? (parts.at(-1)?.charAt(0) ?? '') : (parts[0]?.charAt(1) ?? '');
  return ((parts[0]?.charAt(0) ?? '') + last).toUpperCase();
}

/** grouped writes one of our numbers as people read it: P7KQ24 as P-7KQ2-4. Other numbers stay as they are. */
export function grouped(number: string): string {
  if (number.includes('-') || !/^[PR][0-9A-Z]{6,10}$/.test(number)) return number;
  const [kind, rest] = [number.slice(0, 1), number.slice(1)];
  return [kind, ...(rest.match(/.{1,4}/g) ?? [])].join('-');
}
