/** Question is one field of a dialog that asks for an act: what it is called, how it is filled in, and what is wrong with an
 *  answer. */
export interface Question {
  readonly name: string;
  readonly kind: 'choice' | 'number' | 'text' | 'money' | 'day' | 'words';
  readonly label: string;
  readonly hint?: string;
  /** What may be picked; a field that is typed into has none. */
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  /** What is wrong with a text, without spaces around it, in words; '' when nothing is. */
  readonly wrong: (text: string) => string;
}

/** Answers are the texts that were given, by the name of the question, without spaces around them. */
export type Answers = Readonly<Record<string, string>>;

/** modes are the keyboards that a touch screen shows for a kind; any other has the usual one. */
export const modes: Partial<Record<Question['kind'], 'decimal' | 'numeric'>> = { money: 'decimal', number: 'numeric' };
