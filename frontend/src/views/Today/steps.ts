/** StepAsk is what a next step asks for before it counts as done: a day, words, one of some outcomes, or an address. */
export interface StepAsk {
  readonly step: string;
  readonly day: 'needed' | 'maybe' | 'never';
  readonly text: 'needed' | 'maybe';
  readonly choices: readonly string[];
  readonly address: boolean;
}

const row = (
  step: string,
  day: StepAsk['day'],
  text: StepAsk['text'],
  choices: readonly string[] = [],
  address = false,
): StepAsk => ({ step, day, text, choices, address });

// Read a row as: <step> asks for a day, for words, and for one of <outcomes>. Its words are did.<step>.*; it is done where
// the task stands. Steps that are not listed are done elsewhere: stepPlace says where.
const asks: readonly StepAsk[] = [
  row('ask_carrier', 'needed', 'needed'),
  row('call_customer', 'maybe', 'maybe', ['reached', 'not_reached', 'left_message']),
  row('rebook', 'needed', 'maybe', ['new_day', 'pickup_point', 'neighbour']),
  row('claim', 'needed', 'needed'),
  row('collect_proof', 'needed', 'maybe', ['photo', 'signature', 'gps', 'statement', 'nothing_yet']),
  row('fix_address', 'never', 'maybe', [], true),
  row('expect_return', 'never', 'maybe'),
  row('release', 'never', 'maybe', ['as_decided', 'refund', 'replacement', 'store_credit', 'reject']),
];

/** stepAsk is what a step asks for; undefined for one that is done elsewhere. */
export function stepAsk(step: string): StepAsk | undefined {
  return asks.find((a) => a.step === step);
}
