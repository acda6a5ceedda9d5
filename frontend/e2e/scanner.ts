import type { CDPSession, Page } from 'playwright-core';

const sessions = new WeakMap<Page, Promise<CDPSession>>();

interface Key {
  key: string;
  code: string;
  windowsVirtualKeyCode: number;
  text?: string;
  shift: boolean;
}

// Read a row as: <character> is on <key> of a US keyboard, whose number is <number>, with Shift or not.
const marks: Record<string, readonly [string, number, boolean]> = {
  '-': ['Minus', 189, false],
  ':': ['Semicolon', 186, true],
  '.': ['Period', 190, false],
  '/': ['Slash', 191, false],
  ' ': ['Space', 32, false],
};

function keyFor(char: string): Key {
  if (char === '\n') return { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r', shift: false };
  const upper = char.toUpperCase();
  if (/[A-Z]/.test(upper)) {
    const shift = char === upper;
    return { key: char, code: `Key${upper}`, windowsVirtualKeyCode: upper.charCodeAt(0), text: char, shift };
  }
  if (/\d/.test(char)) {
    return { key: char, code: `Digit${char}`, windowsVirtualKeyCode: char.charCodeAt(0), text: char, shift: false };
  }
  const mark = marks[char];
  if (!mark) throw new Error(`no key for ${JSON.stringify(char)}`);
  return { key: char, code: mark[0], windowsVirtualKeyCode: mark[1], text: char, shift: mark[2] };
}

// A scanner's own pace, stamped on the events as a system stamps them when the hardware speaks: a machine that is slow to
// deliver them does not make the scanner slow.
const betweenKeys = 0.004;
const betweenCodes = 0.03;
let clock = 0;

/** scan types codes as a keyboard scanner does: real key events, Shift for capitals, Enter at the end, no waiting between. */
export async function scan(page: Page, ...codes: string[]): Promise<void> {
  if (!sessions.has(page)) sessions.set(page, page.context().newCDPSession(page));
  const session = await sessions.get(page);
  if (!session) throw new Error('no session');
  const sent: Promise<unknown>[] = [];
  const send = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', key: Partial<Key>, modifiers: number): void => {
    const { shift: _, ...rest } = key;
    sent.push(session.send('Input.dispatchKeyEvent', { type, modifiers, timestamp: clock, ...rest }));
  };
  const shiftKey = { key: 'Shift', code: 'ShiftLeft', windowsVirtualKeyCode: 16 };
  clock = Math.max(clock, Date.now() / 1000);
  for (const code of codes) {
    clock += betweenCodes;
    for (const char of `${code}\n`) {
      const key = keyFor(char);
      clock += betweenKeys;
      const held = key.shift ? 8 : 0;
      if (key.shift) send('rawKeyDown', shiftKey, held);
      send('keyDown', key, held);
      const { text: _, ...released } = key;
      send('keyUp', released, held);
      if (key.shift) send('keyUp', shiftKey, 0);
    }
    await Promise.all(sent.splice(0));
  }
}
