import type { Desktop } from '$lib/desktop';

/** FieldName is one thing that an act about a claim or a case asks for. */
export type FieldName =
  | 'parcel'
  | 'kind'
  | 'against'
  | 'amount'
  | 'credit'
  | 'deadline'
  | 'answer_by'
  | 'day'
  | 'reference'
  | 'why'
  | 'supplier'
  | 'way'
  | 'answer'
  | 'note'
  | 'because';

/** Asked is a field, how it is filled, and whether it may stay empty. */
export interface Asked {
  readonly name: FieldName;
  readonly kind: 'choice' | 'text' | 'money' | 'day' | 'words';
  readonly needed: boolean;
}

/** Given is what a person filled in; amount, or what was credited, is in minor units, 0 when it stayed empty. */
export type Given = Readonly<Record<Exclude<FieldName, 'amount' | 'credit'>, string>> & { readonly amount: number };

/** ClaimAct is one thing a person can record about a claim, or a case with a supplier. About is the order's id, the claim's
 *  or the return's number. */
export interface ClaimAct {
  readonly fields: readonly Asked[];
  readonly work: (claims: Desktop['claims'], about: string, given: Given) => Promise<unknown>;
}

const field = (name: FieldName, kind: Asked['kind'], needed = false): Asked => ({ name, kind, needed });
const amount = field('amount', 'money');
const deadline = field('deadline', 'day');
const because = field('because', 'words');

// Read a row as: <act>, by its kind of fact, asks for <fields> and does this. Its words are claim_act.<act>.*.
const table = {
  claim_opened: {
    fields: [
      field('parcel', 'choice', true),
      field('kind', 'choice', true),
      field('against', 'text'),
      amount,
      deadline,
      because,
    ],
    work: (c, order_id, { parcel, kind, against, amount, deadline, because }) =>
      c.open({ order_id, parcel, kind, against, amount, deadline, because }),
  },
  claim_filed: {
    fields: [field('reference', 'text'), amount, field('answer_by', 'day')],
    work: (c, claim, g) => c.file(claim, g.reference, g.amount, g.answer_by),
  },
  claim_paid: { fields: [amount, because], work: (c, claim, g) => c.paid(claim, g.amount, g.because) },
  claim_refused: { fields: [field('why', 'words', true)], work: (c, claim, g) => c.refuse(claim, g.why) },
  claim_given_up: { fields: [field('why', 'words', true)], work: (c, claim, g) => c.giveUp(claim, g.why) },
  claim_dated: { fields: [field('day', 'day', true)], work: (c, claim, g) => c.date(claim, g.day) },
  supplier_asked: {
    fields: [field('reference', 'text', true), field('supplier', 'text')],
    work: (c, number, g) => c.askSupplier(number, g.supplier, g.reference),
  },
  supplier_sent: { fields: [field('way', 'text')], work: (c, number, g) => c.sendSupplier(number, g.way) },
  supplier_answered: {
    fields: [field('answer', 'choice', true), field('credit', 'money'), field('note', 'words')],
    work: (c, number, g) => c.answerSupplier(number, g.answer, g.amount, g.note),
  },
} as const satisfies Record<string, ClaimAct>;

/** ClaimActName is one of them. */
export type ClaimActName = keyof typeof table;

/** claimAct is the act of that name; undefined for a kind of fact that the screens do not offer. */
export function claimAct(name: string): ClaimAct | undefined {
  return (table as Record<string, ClaimAct>)[name];
}
