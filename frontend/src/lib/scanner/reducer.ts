import { charAt } from './usmap';

/** KeyPress is one key going down: its place, what the layout made of it, when, and how long the page had been idle. */
export interface KeyPress {
  code: string;
  key: string;
  time: number; // ms
  idle: number; // ms the page was free since the last key; where nothing is typed, a busy page is no sign of a slow typist
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
  repeat: boolean;
}

/** Burst is what came so far: the characters, when, and which of them the page has not been given. */
export interface Burst {
  readonly keys: readonly Stroke[];
}

/** Stroke is one character of a burst. Gap is the time since the one before, outside of fields as far as the page was listening;
 *  stamped the whole of it, by the times the keys themselves bear. */
export interface Stroke {
  readonly char: string;
  readonly time: number;
  readonly gap: number;
  readonly stamped: number;
  readonly held: boolean;
}

/** Step is what to do about one key press. */
export interface Step {
  readonly burst: Burst;
  /** swallow keeps the key from the page. */
  readonly swallow: boolean;
  /** give is typed text to hand back to the page, before the key itself. */
  readonly give: string;
  /** scan is the code that was scanned, '' when none was. */
  readonly scan: string;
}

// What makes a burst a scan: at least so many characters, so close together in the middle, none further apart than this
// however busy the page or the cable was.
export const least = 4;
export const medianGap = 35;
export const longestGap = 1000;
// A gap above slow may still be a scanner's hiccup: after characters at its pace, or after its very first one. A person
// types at such gaps all the time, so two of them in a row, or a longer one after too few characters, begin anew.
export const slow = 60;
export const longestHiccup = 200;
const enoughToTrust = 3;
// Who types into a field must never lose a word of it. There, only true times between keys count, not how much of them the
// page was listening; the end must come like the rest of a code; and no more than one hiccup is forgiven, of codes this long.
// Keys closer than a scanner can send them waited somewhere for each other, and say nothing about who sent them: then no
// hiccup is forgiven.
const enoughForHiccup = 6;
const piledUp = 2;
/** giveBackAfter is how long held characters wait for the next one before they are given back as typing. */
export const giveBackAfter = 110;

export const nothing: Burst = { keys: [] };
const groupSeparator = '\u001d';

/** press takes one key press. The page sees what a person types at once, except what follows within a scanner's pace. Where
 *  nothing but scanning is done, short says so: then codes below the usual least are heard, too. */
export function press(before: Burst, key: KeyPress, editable: boolean, short = false): Step {
  const last = before.keys.at(-1);
  const raw = last ? key.time - last.time : Infinity;
  const gap = editable ? raw : Math.min(raw, key.idle);
  const continues = !key.repeat && raw <= longestGap && belongs(before.keys, gap);
  if (isEnd(key, continues)) {
    const whole = editable ? isScanInField(before.keys, raw) : isScan(before.keys);
    return end(before, whole || (short && isShortScan(before.keys, gap, editable)));
  }
  const char = key.repeat ? '' : meaning(key, continues);
  if (char === '') return other(before, key, continues);
  const stroke = { char, time: key.time, gap: continues ? gap : Infinity, stamped: continues ? raw : Infinity };
  if (!continues) {
    const swallow = !editable && char !== ' ';
    const started = { keys: [{ ...stroke, held: false }] };
    return { burst: started, swallow, give: heldText(before), scan: '' };
  }
  const held = editable && gap <= medianGap;
  const keys = [...before.keys, { ...stroke, held }];
  if (held || !editable) return { burst: { keys }, swallow: true, give: '', scan: '' };
  return { burst: released({ keys }), swallow: false, give: heldText(before), scan: '' };
}

/** belongs reports whether a character after such a gap goes on with the burst. */
function belongs(keys: readonly Stroke[], gap: number): boolean {
  const last = keys.at(-1);
  if (!last) return false;
  if (gap <= slow) return true;
  const pace = keys.length - keys.map((k) => k.gap > slow).lastIndexOf(true);
  if (pace >= enoughToTrust) return true;
  return gap <= longestHiccup && (keys.length === 1 || pace > 1);
}

/** release gives held characters back: nobody sent another key for a while. The burst may still turn out to be a scan. */
export function release(before: Burst): Step {
  return { burst: released(before), swallow: false, give: heldText(before), scan: '' };
}

function end(before: Burst, scanned: boolean): Step {
  if (!scanned) return { burst: nothing, swallow: false, give: heldText(before), scan: '' };
  return { burst: nothing, swallow: true, give: '', scan: before.keys.map((k) => k.char).join('') };
}

/** isScan reports whether what was typed came at a scanner's pace. A page that was busy at every key makes all gaps short, a
 *  person's too; the stamps of most keys tell who it was. */
function isScan(keys: readonly Stroke[]): boolean {
  if (keys.length < least) return false;
  const after = keys.slice(1);
  return middle(after.map((k) => k.gap)) <= medianGap && middle(after.map((k) => k.stamped)) <= slow;
}

function middle(gaps: number[]): number {
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor((gaps.length - 1) / 2)] ?? Infinity;
}

/** isScanInField reports whether nobody can have typed it: every key, the end too, came on the heels of the one before, but
 *  for one hiccup. */
function isScanInField(keys: readonly Stroke[], endGap: number): boolean {
  if (keys.length < least || endGap > longestHiccup) return false;
  const gaps = [...keys.slice(1).map((k) => k.gap), endGap].sort((a, b) => a - b);
  const most = gaps.pop() ?? Infinity;
  const mean = average(gaps);
  if (most <= slow) return average([...gaps, most]) <= medianGap;
  return keys.length >= enoughForHiccup && mean >= piledUp && mean <= medianGap && (gaps.at(-1) ?? Infinity) <= slow;
}

function average(of: readonly number[]): number {
  return of.reduce((sum, n) => sum + n, 0) / of.length;
}

/** isShortScan reports whether fewer characters than the least came from a scanner: each on the heels of the one before, and
 *  the end on the heels of the last. One character alone is heard only where nobody can be typing. */
function isShortScan(keys: readonly Stroke[], endGap: number, editable: boolean): boolean {
  const [first, ...rest] = keys;
  if (!first || keys.length >= least || keys.every((k) => k.char === ' ')) return false;
  if (rest.length === 0 && editable) return false;
  return endGap <= medianGap && rest.every((k) => k.gap <= medianGap && k.stamped <= slow);
}

/** Enter, Tab and, inside a burst, what scanners send instead: line feed (Ctrl J) and carriage return (Ctrl M). */
function isEnd(key: KeyPress, continues: boolean): boolean {
  if (key.repeat || key.alt || (key.shift && key.code === 'Tab')) return false;
  if (key.ctrl) return continues && (key.code === 'KeyJ' || key.code === 'KeyM');
  return ['Enter', 'NumpadEnter', 'Tab'].includes(key.code === '' ? key.key : key.code);
}

/** meaning is the character a key stands for. Control characters come as Ctrl and a key, or F8 for the group separator. */
function meaning(key: KeyPress, continues: boolean): string {
  if (isSeparator(key)) return continues ? groupSeparator : '';
  if (key.ctrl || key.alt) return '';
  return charAt(key.code, key.key, key.shift);
}

function isSeparator(key: KeyPress): boolean {
  return (key.ctrl && !key.shift && key.code === 'BracketRight') || key.code === 'F8';
}

/** other is a key that types nothing: Shift keeps a burst going, a control character inside one is swallowed, else it ends. */
function other(before: Burst, key: KeyPress, continues: boolean): Step {
  if (/^(Shift|CapsLock|Control|Alt)/.test(key.code)) return { burst: before, swallow: false, give: '', scan: '' };
  const person = /^(Enter|NumpadEnter|Arrow)/.test(key.code); // no scanner sends these with Ctrl or Alt
  const control = (key.ctrl || key.alt) && !person && continues && before.keys.length > 1;
  if (control) return { burst: before, swallow: true, give: '', scan: '' };
  return { burst: nothing, swallow: false, give: heldText(before), scan: '' };
}

function heldText(burst: Burst): string {
  return burst.keys
    .filter((k) => k.held)
    .map((k) => k.char)
    .join('');
}

function released(burst: Burst): Burst {
  return { keys: burst.keys.map((k) => (k.held ? { ...k, held: false } : k)) };
}
