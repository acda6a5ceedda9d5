import type { Desktop } from '$lib/desktop';
import type { OrderView, ParcelState } from '$lib/desktop/types';
import { say, word } from '$lib/i18n/words';
import { grouped } from '../looks';

/** Choice is one value that can be picked, in words. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** FieldName names one thing an act asks for; its label is act_field.<name>. */
export type FieldName =
  'line' | 'quantity' | 'from' | 'into' | 'tracking' | 'record' | 'phase' | 'number' | 'source' | 'why';

/** Asked is one field of a dialog: how it is filled in, and whether it may stay empty. */
export interface Asked {
  readonly name: FieldName;
  readonly kind: 'choice' | 'number' | 'text' | 'words';
  readonly needed: boolean;
}

/** Filled is what a person entered, by field. */
export type Filled = Readonly<Record<FieldName, string>>;

/** Act is one thing a person can record about an order, one of its parcels or one entry of its timeline. */
export interface Act {
  readonly name: string;
  readonly fields: readonly Asked[];
  /** work records it; about is the parcel or the event it is about, '' the order. */
  readonly work: (orders: Desktop['orders'], id: string, about: string, given: Filled) => Promise<unknown>;
}

const field = (name: FieldName, kind: Asked['kind'], needed = true): Asked => ({ name, kind, needed });
const line = field('line', 'choice');
const quantity = field('quantity', 'number');
const why = field('why', 'words', false);
const reason = field('why', 'words');

// Read a row as: <act> asks for <fields> and does this. Its words are act.<name>.*.
const table: Readonly<Record<string, Omit<Act, 'name'>>> = {
  cancel_part: {
    fields: [line, quantity, reason],
    work: (o, id, _, a) => o.cancelUnits(id, a.line, Number(a.quantity), a.why),
  },
  move: {
    fields: [line, quantity, field('from', 'choice'), field('into', 'choice'), why],
    work: (o, id, _, a) =>
      o.move(id, { line: a.line, quantity: Number(a.quantity), from: a.from, into: a.into, because: a.why }),
  },
  repeats: {
    fields: [field('number', 'text'), field('source', 'text', false), why],
    work: (o, id, _, a) => o.repeats(id, a.number, a.source, a.why),
  },
  relabel: {
    fields: [field('tracking', 'text'), why],
    work: (o, id, parcel, a) => o.relabel(id, parcel, '', a.tracking, a.why),
  },
  merge: {
    fields: [field('record', 'text'), why],
    work: (o, id, parcel, a) => o.merge(id, parcel, a.record, a.why),
  },
  where: {
    fields: [field('phase', 'choice'), reason],
    work: (o, id, parcel, a) => o.sayWhere(id, parcel, a.phase, a.why),
  },
  void: { fields: [reason], work: (o, id, parcel, a) => o.void(id, parcel, a.why) },
  take_back: { fields: [why], work: (o, id, event, a) => o.takeBack(id, event, a.why) },
};

/** ActName is one of them. */
export type ActName = 'cancel_part' | 'move' | 'repeats' | 'relabel' | 'merge' | 'where' | 'void' | 'take_back';

/** actOf is the act of that name. */
export function actOf(name: ActName): Act {
  return { name, fields: [], work: () => Promise.resolve(), ...table[name] };
}

/** parcelActs are what is offered on a parcel's card. */
export const parcelActs = ['relabel', 'merge', 'where', 'void'] as const satisfies readonly ActName[];

// Where a person may say that a parcel is.
const places = [
  'packed',
  'handed_over',
  'possession',
  'moving',
  'awaiting_collection',
  'delivered',
  'returning',
  'returned_to_us',
  'lost',
  'destroyed',
];

/** choicesOf is what a field offers in this order; a text field offers nothing. */
export function choicesOf(name: FieldName, view: OrderView): Choice[] {
  const parcels = view.state.parcels.filter((p) => !p.voided).map((p, n) => ({ value: p.parcel, text: boxName(p, n) }));
  const place = (value: string): Choice => ({ value, text: say(`place.${value}`) });
  switch (name) {
    case 'line':
      return view.state.lines.map((l) => ({ value: l.line, text: [l.title, l.sku].filter(Boolean).join(' · ') }));
    case 'from':
      return [place('shelf'), place('bench'), ...parcels];
    case 'into':
      return [place('bench'), place('new'), ...parcels];
    case 'phase':
      return places.map((value) => ({ value, text: word('phase', value) }));
    default:
      return [];
  }
}

const boxName = (p: ParcelState, n: number): string => `${say('entry.parcel', n + 1)} · ${grouped(p.parcel)}`;
