import { isEditable } from '../keys/dispatch';
import { giveBackAfter, longestGap, nothing, press, release, type Burst, type KeyPress, type Step } from './reducer';

/** Mark is what a field held before the first character of a burst reached it, so that a scan can be taken out again. */
interface Mark {
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  value: string;
  start: number | null;
  end: number | null;
}

/** listen hears scans on the whole window, whatever has the focus, before anything else sees the keys. Short says whether
 *  the screen shown is one where codes of less than four characters are scanned. */
export function listen(target: Window, hear: (code: string) => void, short: () => boolean = () => false): () => void {
  let burst: Burst = nothing;
  let mark: Mark | null = null;
  const pulse = new Pulse();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const swallowed = new Set<string>();

  const act = (step: Step, typing: Field | null): void => {
    if (step.give !== '') giveTo(typing, step.give);
    if (step.scan !== '') takeOut(mark);
    burst = step.burst;
  };
  const down = (e: KeyboardEvent): void => {
    if (e.isComposing) return;
    clearTimeout(timer);
    const typing = fieldOf(e.target);
    const step = press(burst, keyOf(e, pulse.beat()), typing !== null, short());
    act(step, typing);
    if (burst.keys.length === 1) mark = typing ? markOf(typing) : null;
    if (step.swallow) {
      e.preventDefault();
      e.stopImmediatePropagation();
      swallowed.add(e.code);
    }
    if (burst.keys.some((k) => k.held)) {
      timer = setTimeout(() => act(release(burst), typing), giveBackAfter);
    }
    if (step.scan !== '') hear(step.scan);
  };
  const up = (e: KeyboardEvent): void => {
    if (!swallowed.delete(e.code)) return;
    e.preventDefault();
    e.stopImmediatePropagation();
  };
  // Who leaves the field or points elsewhere is no scanner: what is held is theirs at once.
  const leave = (e: Event): void => {
    if (!burst.keys.some((k) => k.held)) return;
    const typing = e.type === 'focusout' ? e.target : document.activeElement;
    act(release(burst), fieldOf(typing));
  };
  target.addEventListener('keydown', down, true);
  target.addEventListener('keyup', up, true);
  target.addEventListener('focusout', leave, true);
  target.addEventListener('pointerdown', leave, true);
  return () => {
    clearTimeout(timer);
    pulse.stop();
    target.removeEventListener('focusout', leave, true);
    target.removeEventListener('pointerdown', leave, true);
    target.removeEventListener('keydown', down, true);
    target.removeEventListener('keyup', up, true);
  };
}

const every = 8;

/** Pulse counts how long the page was free between two keys: a busy page skips beats, so its gaps seem as short as they were. */
class Pulse {
  #beats = Infinity;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** beat is how many milliseconds the page was free since the last call; Infinity after a long pause. */
  beat(): number {
    const free = this.#beats * every;
    this.#beats = 0;
    this.#timer ??= setInterval(() => {
      this.#beats += 1;
      if (this.#beats * every > longestGap) this.stop();
    }, every);
    return free;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#beats = Infinity;
  }
}

function keyOf(e: KeyboardEvent, idle: number): KeyPress {
  const { code, key, ctrlKey, metaKey, altKey, repeat, timeStamp } = e;
  // A capital without Caps Lock was meant as one, even where the Shift key was not reported.
  const shift = e.shiftKey || (/^[A-Z]$/.test(key) && !e.getModifierState('CapsLock'));
  return { code, key, time: timeStamp, idle, shift, ctrl: ctrlKey || metaKey, alt: altKey, repeat };
}

type Field = Mark['field'];

function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && isEditable(target) ? target : null;
}

function markOf(field: Field): Mark {
  if (field instanceof HTMLSelectElement) return { field, value: field.value, start: null, end: null };
  return { field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** takeOut puts a field back to what it held before a scan began. */
function takeOut(mark: Mark | null): void {
  if (!mark || mark.field.value === mark.value) return;
  mark.field.value = mark.value;
  if (!(mark.field instanceof HTMLSelectElement) && mark.start !== null) {
    mark.field.setSelectionRange(mark.start, mark.end ?? mark.start);
  }
  announce(mark.field);
}

/** giveTo types text where a person was typing it. */
function giveTo(target: Field | null, text: string): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  if (target.readOnly || target.disabled) return;
  if (target.selectionStart === null) append(target, text);
  else target.setRangeText(text, target.selectionStart, target.selectionEnd ?? target.selectionStart, 'end');
  announce(target);
}

/** append adds text to a field without a caret. A number field takes only what makes a number: any other value empties it. */
function append(target: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const numeric = target instanceof HTMLInputElement && target.type === 'number';
  const whole = target.value + (numeric ? text.replace(/[^0-9.-]/g, '') : text);
  if (!numeric || Number.isFinite(Number(whole))) target.value = whole;
}

function announce(field: Field): void {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }));
}
