import { charAt } from './usmap';

/** KeyPress is one key going down: its place, what the layout made of it, when, and how long the page had been idle. */
export interface KeyPress {
  code: string;
  key: string;
  time: number; // ms
  idle: number; // ms the page was free since the last key; a busy page is no sign of a slow typist
  shift: boolean;
  ctrl: boolean;
  alt: boolean;
  repeat: boolean;
}

/** Burst is what came so far: the characters, when, and which of them the page has not been given. */
export interface Burst {
  readonly keys: readonly Stroke[];
}

/** Stroke is one character of a burst. Gap is the time since the one before during which the page was listening. */
export interface Stroke {
  readonly char: string;
  readonly time: number;
  readonly gap: number;
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
  /** from is the first stroke of the scan: what the page was given of it since must be taken back. */
  readonly from: number;
}

// What makes a burst a scan: at least so many characters, so close together in the middle, none further apart than this
// however busy the page was; and the pause after which a new burst begins when the page was free all the time.
export const least = 4;
export const medianGap = 35;
export const longestGap = 1000;
export const pause = 60;
/** giveBackAfter is how long held characters wait for the next one before they are given back as typing. */
export const giveBackAfter = 110;

export const nothing: Burst = { keys: [] };
const groupSeparator = '\u001d';

/** press takes one key press. The page sees what a person types at once, except what follows within a scanner's pace. */
export function press(before: Burst, key: KeyPress, editable: boolean): Step {
  const last = before.keys.at(-1);
  const raw = last ? key.time - last.time : Infinity;
  const gap = Math.min(raw, key.idle);
  const continues = last !== undefined && raw <= longestGap && gap <= pause && !key.repeat;
  if (isEnd(key, continues)) return end(before);
  const char = key.repeat ? '' : meaning(key, continues);
  if (char === '') return other(before, key, continues);
  const stroke = { char, time: key.time, gap: continues ? gap : Infinity };
  if (!continues) {
    const swallow = !editable && char !== ' ';
    const started = { keys: [{ ...stroke, held: false }] };
    return { burst: started, swallow, give: heldText(before), scan: '', from: 0 };
  }
  const held = editable && gap <= medianGap;
  const keys = [...before.keys, { ...stroke, held }];
  if (held || !editable) return { burst: { keys }, swallow: true, give: '', scan: '', from: 0 };
  return { burst: released({ keys }), swallow: false, give: heldText(before), scan: '', from: 0 };
}

/** release gives held characters back: nobody sent another key for a while. The burst may still turn out to be a scan. */
export function release(before: Burst): Step {
  return { burst: released(before), swallow: false, give: heldText(before), scan: '', from: 0 };
}

function end(before: Burst): Step {
  const from = scanStart(before.keys);
  if (from < 0) return { burst: nothing, swallow: false, give: heldText(before), scan: '', from: 0 };
  const text = before.keys.map((k) => k.char);
  return { burst: nothing, swallow: true, give: '', scan: text.slice(from).join(''), from };
}

/** scanStart is where the scan begins in what was typed; -1 when it is no scan. A slow first gap is a person's key before it. */
function scanStart(keys: readonly Stroke[]): number {
  let from = 0;
  while (from + 1 < keys.length && (keys[from + 1]?.gap ?? 0) > medianGap) from += 1;
  if (keys.length - from < least) return -1;
  const gaps = keys.slice(from + 1).map((k) => k.gap);
  gaps.sort((a, b) => a - b);
  const middle = gaps[Math.floor((gaps.length - 1) / 2)] ?? Infinity;
  return middle <= medianGap ? from : -1;
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
  if (/^(Shift|CapsLock|Control|Alt)/.test(key.code))
    return { burst: before, swallow: false, give: '', scan: '', from: 0 };
  const control = (key.ctrl || key.alt) && continues && before.keys.length > 1;
  if (control) return { burst: before, swallow: true, give: '', scan: '', from: 0 };
  return { burst: nothing, swallow: false, give: heldText(before), scan: '', from: 0 };
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
