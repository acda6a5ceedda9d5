import type { Desktop } from '$lib/desktop';

/** Answer is what a person typed into one of the questions below. */
export interface Answer {
  readonly choice: string;
  readonly text: string;
}

/** Ask is one thing a person can do to an order: what is chosen, whether words are needed, and the call. */
export interface Ask {
  readonly name: string;
  readonly choices: readonly string[];
  /** The family the choices' words are in. */
  readonly family: string;
  readonly needsText: boolean;
  readonly work: (orders: Desktop['orders'], id: string, answer: Answer) => Promise<void>;
}

const row = (name: string, family: string, choices: readonly string[], needsText: boolean, work: Ask['work']): Ask => ({
  name,
  family,
  choices,
  needsText,
  work,
});

const contacts = ['where_is_it', 'missing', 'damaged', 'wrong_item', 'missing_item', 'wrong_papers', 'other'];
const editable = ['promised_on', 'requested_on', 'ship_by', 'service', 'tags'];

// Read a row as: <ask> offers <choices>, needs words or not, and does this. Its words are ask.<name>.*.
export const asks = {
  call: row('call', 'contact', contacts, false, (o, id, a) => o.contact(id, a.choice, a.text)),
  hold: row('hold', '', [], true, (o, id, a) => o.hold(id, a.text)),
  release: row('release', '', [], false, (o, id) => o.release(id)),
  cancel: row('cancel', '', [], true, (o, id, a) => o.cancel(id, a.text)),
  note: row('note', '', [], true, (o, id, a) => o.note(id, a.text)),
  change: row('change', 'edit_field', editable, true, (o, id, a) => o.edit(id, a.choice, a.text)),
} as const;

/** AskName is one of them. */
export type AskName = keyof typeof asks;
