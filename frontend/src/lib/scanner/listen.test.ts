import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listen } from './listen';
import { giveBackAfter } from './reducer';

let time = 0;
let scans: string[] = [];
let stop: () => void;
let atStation = false;

/** key presses one key the way a browser does: what is typed reaches the field only when nobody prevented it. */
function key(text: string, gap: number, busy = false): void {
  time += gap;
  if (!busy) vi.advanceTimersByTime(gap);
  const letter = /^[A-Za-z]$/.test(text);
  const code = letter ? `Key${text.toUpperCase()}` : /^\d$/.test(text) ? `Digit${text}` : text;
  const shift = letter && text === text.toUpperCase();
  const e = new KeyboardEvent('keydown', { key: text, code, shiftKey: shift, bubbles: true, cancelable: true });
  Object.defineProperty(e, 'timeStamp', { value: time });
  const target = document.activeElement ?? document.body;
  const typed = target.dispatchEvent(e) && text.length === 1;
  if (typed && target instanceof HTMLInputElement) {
    if (target.type !== 'number')
      target.setRangeText(text, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
    else if (/\d/.test(text)) target.value += text;
  }
  if (e.defaultPrevented) return;
  if (target instanceof HTMLButtonElement && text === 'Enter') target.click();
}
const scan = (code: string, gap = 6): void => {
  key(code.charAt(0), 2000);
  for (const c of code.slice(1)) key(c, gap);
  key('Enter', gap);
};
const shown = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  const element = document.body.firstElementChild as HTMLElement;
  element.focus();
  return element;
};

describe('a scan, whatever has the focus', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    scans = [];
    time = 0;
    atStation = false;
    stop = listen(
      window,
      (code) => scans.push(code),
      () => atStation,
    );
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
    document.body.innerHTML = '';
  });

  it('leaves a half-typed field as it was', () => {
    const field = shown('<input value="half-ty">') as HTMLInputElement;
    field.setSelectionRange(4, 4);
    scan('1Z999AA1');
    expect(scans).toEqual(['1Z999AA1']);
    expect([field.value, field.selectionStart]).toEqual(['half-ty', 4]);
  });
  it('empties no number field when a few quick keys turn out to be no scan', () => {
    const field = shown('<input type="number" value="60">') as HTMLInputElement;
    for (const [letters, held] of [
      ['1z', '601'],
      ['1e', '6011'],
    ] as const) {
      key(letters.charAt(0), 2000);
      key(letters.charAt(1), 6);
      vi.advanceTimersByTime(giveBackAfter + 1);
      expect(field.value).toBe(held);
    }
    expect(scans).toEqual([]);
  });
  it('hears short codes at a station, and presses no button with them', () => {
    const pressed = vi.fn();
    shown('<button>Undo</button>').addEventListener('click', pressed);
    scan('A1');
    expect([scans, pressed.mock.calls.length]).toEqual([[], 1]);
    atStation = true;
    for (const code of ['A1', '7', '000']) scan(code);
    expect([scans, pressed.mock.calls.length]).toEqual([['A1', '7', '000'], 1]);
  });
  it('leaves a field of a station as it was after a short code', () => {
    atStation = true;
    const field = shown('<input value="Sam">') as HTMLInputElement;
    field.setSelectionRange(3, 3);
    scan('A1');
    expect([scans, field.value]).toEqual([['A1'], 'Sam']);
  });
  it('presses no button', () => {
    const pressed = vi.fn();
    shown('<button>Delete</button>').addEventListener('click', pressed);
    for (let n = 0; n < 40; n += 1) scan('P7KQ24');
    expect(scans).toHaveLength(40);
    expect(pressed).not.toHaveBeenCalled();
  });
  it('is heard while a dialog is open', () => {
    shown('<dialog open><button>Yes</button></dialog>');
    document.querySelector('button')?.focus();
    scan('P7KQ24');
    expect(scans).toEqual(['P7KQ24']);
  });
  it('changes no choice in a list', () => {
    const list = shown('<select><option>a</option><option>P</option></select>') as HTMLSelectElement;
    scan('P7KQ24');
    expect(list.value).toBe('a');
  });
  it('is whole when the page was busy in the middle of it', () => {
    shown('<button>Delete</button>');
    key('P', 2000);
    for (const c of '7KQ') key(c, 6);
    key('2', 600, true);
    key('4', 6);
    key('Enter', 6);
    expect(scans).toEqual(['P7KQ24']);
  });
  it('keeps what was typed just before it', () => {
    const field = shown('<input>') as HTMLInputElement;
    key('a', 500);
    key('b', 120);
    scan('P7KQ24');
    expect(field.value).toBe('ab');
  });
});

/** dice gives the same numbers between 0 and 1 for the same seed. */
function dice(seed: number): () => number {
  let at = seed;
  return () => {
    at = (at * 1664525 + 1013904223) % 4294967296;
    return at / 4294967296;
  };
}

describe('text that is typed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    scans = [];
    stop = listen(window, (code) => scans.push(code));
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });

  // Keys as they come when the machine is overloaded: their times are true, and the page hardly ever got to listen between.
  it.each([55, 70, 90, 140])('at some %i ms a key is never a scan, however busy the page is', (pace) => {
    const random = dice(pace);
    for (let n = 0; n < 60; n += 1) {
      const field = shown('<input>') as HTMLInputElement;
      const entered = vi.fn();
      field.addEventListener('keydown', (e) => e.key === 'Enter' && entered());
      const text = [...'open parcel 20418 now'].slice(0, 4 + Math.floor(random() * 17)).join('');
      for (const c of text) key(c, pace * (0.6 + random() * 0.8), random() < 0.8);
      key('Enter', pace * (0.6 + random() * 0.8), random() < 0.8);
      vi.advanceTimersByTime(giveBackAfter + 1);
      expect([field.value, entered.mock.calls.length, scans]).toEqual([text, 1, []]);
    }
  });
  it('is never a scan when keys are stamped late, a few at once', () => {
    const random = dice(7);
    for (let n = 0; n < 60; n += 1) {
      const field = shown('<input>') as HTMLInputElement;
      const text = [...'MH20418 sofa Harrowgate'].slice(0, 6 + Math.floor(random() * 17)).join('');
      let owed = 0;
      for (const c of `${text}\n`) {
        owed += 70;
        const late = owed < 280 && random() < 0.7; // up to four keys wait for the page
        key(c === '\n' ? 'Enter' : c, late ? 1 : owed, true);
        if (!late) owed = 0;
      }
      vi.advanceTimersByTime(giveBackAfter + 1);
      expect([field.value, scans]).toEqual([text, []]);
    }
  });
  it('quickly, and then Enter after a thought, is no scan', () => {
    const field = shown('<input>') as HTMLInputElement;
    key('t', 500);
    for (const c of 'oday') key(c, 25);
    vi.advanceTimersByTime(giveBackAfter);
    key('Enter', 600);
    expect([field.value, scans]).toEqual(['today', []]);
  });
  it('comes back into the field when the burst was none', () => {
    const field = shown('<input>') as HTMLInputElement;
    const heard = vi.fn();
    field.addEventListener('input', heard);
    key('t', 500);
    key('h', 20);
    expect(field.value).toBe('t');
    vi.advanceTimersByTime(giveBackAfter);
    expect(field.value).toBe('th');
    expect(heard).toHaveBeenCalledTimes(1);
    key('e', 140);
    expect(field.value).toBe('the');
    expect(scans).toEqual([]);
  });
});
