import { isEditable } from '../keys/dispatch';
import { giveBackAfter, nothing, press, release, type Burst, type KeyPress, type Step } from './reducer';

/** Mark is what a field held just before one stroke reached it, so that a scan can be taken out again. */
interface Mark {
  stroke: number;
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
  value: string;
  start: number | null;
  end: number | null;
}

/** listen hears scans on the whole window, whatever has the focus, before anything else sees the keys. */
export function listen(target: Window, hear: (code: string) => void): () => void {
  let burst: Burst = nothing;
  let marks: Mark[] = [];
  let idleSince = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const swallowed = new Set<string>();

  const act = (step: Step, typing: Element | null): void => {
    if (step.burst.keys.length <= 1 && step.scan === '') marks = [];
    if (step.give !== '') giveTo(typing, step.give);
    if (step.scan !== '') {
      takeOut(marks, step.from);
      marks = [];
    }
    burst = step.burst;
  };
  const down = (e: KeyboardEvent): void => {
    if (e.isComposing) return;
    clearTimeout(timer);
    const typing = fieldOf(e.target);
    const before = typing ? markOf(typing, burst.keys.length) : null;
    const step = press(burst, keyOf(e, idleSince), typing !== null);
    const grew = step.burst.keys.length;
    act(step, typing);
    if (typing && grew === 1) marks.push(markOf(typing, 0));
    else if (before && grew > 1 && !step.swallow) marks.push({ ...before, stroke: grew - 1 - step.give.length });
    if (step.swallow) {
      e.preventDefault();
      e.stopImmediatePropagation();
      swallowed.add(e.code);
    }
    if (burst.keys.some((k) => k.held)) {
      timer = setTimeout(() => {
        if (typing) marks.push(markOf(typing, firstHeld(burst)));
        act(release(burst), typing);
      }, giveBackAfter);
    }
    setTimeout(() => (idleSince = performance.now()), 0);
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
    target.removeEventListener('focusout', leave, true);
    target.removeEventListener('pointerdown', leave, true);
    target.removeEventListener('keydown', down, true);
    target.removeEventListener('keyup', up, true);
  };
}

function keyOf(e: KeyboardEvent, idleSince: number): KeyPress {
  const { code, key, ctrlKey, metaKey, altKey, repeat, timeStamp } = e;
  const idle = Math.max(0, timeStamp - idleSince);
  // A capital without Caps Lock was meant as one, even where the Shift key was not reported.
  const shift = e.shiftKey || (/^[A-Z]$/.test(key) && !e.getModifierState('CapsLock'));
  return { code, key, time: timeStamp, idle, shift, ctrl: ctrlKey || metaKey, alt: altKey, repeat };
}

function firstHeld(burst: Burst): number {
  return burst.keys.findIndex((k) => k.held);
}

type Field = Mark['field'];

function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLSelectElement) return target;
  return isEditable(target) ? (target as HTMLInputElement | HTMLTextAreaElement) : null;
}

function markOf(field: Field, stroke: number): Mark {
  if (field instanceof HTMLSelectElement) return { stroke, field, value: field.value, start: null, end: null };
  return { stroke, field, value: field.value, start: field.selectionStart, end: field.selectionEnd };
}

/** takeOut puts a field back to what it held before stroke number from reached it. */
function takeOut(marks: readonly Mark[], from: number): void {
  const mark = marks.find((m) => m.stroke >= from);
  if (!mark || mark.field.value === mark.value) return;
  mark.field.value = mark.value;
  if (!(mark.field instanceof HTMLSelectElement) && mark.start !== null) {
    mark.field.setSelectionRange(mark.start, mark.end ?? mark.start);
  }
  announce(mark.field);
}

/** giveTo types text where a person was typing it. */
function giveTo(target: Element | null, text: string): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  if (target.readOnly || target.disabled) return;
  if (target.selectionStart === null) target.value += text;
  else target.setRangeText(text, target.selectionStart, target.selectionEnd ?? target.selectionStart, 'end');
  announce(target);
}

function announce(field: Field): void {
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }));
}
