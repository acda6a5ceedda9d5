import catalogue from './en.json';
import { describeDate, type Here } from './dates';

/** A word may take text or a number. */
export type Arg = string | number;

const words: Record<string, string> = catalogue;
const plurals = new Intl.PluralRules('en');
const place = /\{(\d)(?:,([^}]*))?\}/g;

/** hasWords reports whether the catalogue knows the key. */
export function hasWords(key: string): boolean {
  return Object.hasOwn(words, key);
}

/** say is the text of a key. {0} is the first argument; {0,order,orders} is one of the words, by the number in it;
 *  {0,@phase} is the word of that family for the code in it, which may name the arguments itself; {0,date} is a date or time as people say it here;
 *  {0,moment} is one to the minute, as it was stated. */
export function say(key: string, ...args: Arg[]): string {
  return sayHere(null, key, ...args);
}

/** sayHere is say with the shop's clock, which {0,date} needs to tell today from another day. */
export function sayHere(here: Here | null, key: string, ...args: Arg[]): string {
  const text = words[key];
  if (text === undefined) return plain(key);
  return text.replace(place, (_, at: string, form: string | undefined) => fill(here, args, Number(at), form));
}

/** word is what people call a code of a family ('phase', 'reason', …); a code nobody foresaw is shown readably. */
export function word(family: string, code: string): string {
  return code === '' ? '' : say(`${family}.${code}`);
}

// Embeddings, overrides and isolates: what turns the direction of all that follows.
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** shown is a text that somebody else wrote, without the characters that turn the direction of what stands beside it. */
export function shown(text: string): string {
  return text.replace(turning, '\ufffd');
}

function fill(here: Here | null, args: readonly Arg[], at: number, form: string | undefined): string {
  const arg = args[at] ?? '';
  if (form === undefined) return shown(String(arg));
  if (form === 'moment') return String(arg).replace(/^(\S+)T(\d\d:\d\d).*$/, '$1 $2');
  if (form === 'date') return here ? describeDate(String(arg), here) : String(arg);
  if (form === '@carrier' && !hasWords(`carrier.${arg}`)) return String(arg); // one of the shop's own
  if (form.startsWith('@')) return arg === '' ? '' : sayHere(here, `${form.slice(1)}.${arg}`, ...args);
  const [one = '', other = one] = form.split(',');
  return plurals.select(Number(arg)) === 'one' ? one : other;
}

const unforeseen = new Set<string>();

/** plain makes a key readable: the code after its last dot, in words. That the catalogue lacks it is told once, to whoever
 *  tests or looks into the console. */
function plain(key: string): string {
  // eslint-disable-next-line no-console -- a missing text is a mistake of ours; browser tests fail on it
  if (!unforeseen.has(key)) console.warn(`no words for ${key}`);
  unforeseen.add(key);
  const code = key.slice(key.lastIndexOf('.') + 1).replace(/[_-]+/g, ' ');
  return code.charAt(0).toUpperCase() + code.slice(1);
}

/** withoutOptions leaves out the options of the command line that stand in brackets: the window has fields for them. */
export function withoutOptions(text: string): string {
  return text.replaceAll(/ \(--[^)]*\)/g, '');
}
