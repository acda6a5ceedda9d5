import { describe, expect, it } from 'vitest';
import { hasWords } from '../i18n/words';
import { KeyDesk } from './dispatch';
import { chordOf, keysOf, shortcuts, shortcutsOn, type Where } from './shortcuts';

const screens: Where[] = [
  'today',
  'orders',
  'order',
  'station',
  'returns',
  'imports',
  'review',
  'carriers',
  'kpis',
  'settings',
];
// Scanners send these for control characters; webviews claim the others.
const forScanners = ['A', 'B', 'C', 'D', 'G', 'I', 'J', 'M', '[', ']', '^'].map((k) => `Ctrl+${k}`).concat('F8');
const forWebviews = ['F5', 'F7', 'F11', 'F12', 'Ctrl+R', 'Ctrl+W', 'Ctrl+N', 'Ctrl+T'];

const event = (part: Partial<KeyboardEventInit>): KeyboardEvent =>
  new KeyboardEvent('keydown', { cancelable: true, ...part });

describe('the table of shortcuts', () => {
  it.each(screens)('gives each key one meaning on %s', (screen) => {
    const keys = shortcutsOn(screen).map((s) => s.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });
  it.each(shortcuts.map((s) => [s.id, s.keys]))('%s is no key a scanner or a webview uses', (_, keys) => {
    expect([...forScanners, ...forWebviews]).not.toContain(keys);
    expect(keys).not.toMatch(/^Alt\+\d$/);
  });
  it.each(shortcuts.map((s) => [s.id, s.keys]))('%s is no bare letter, digit or sign', (_, keys) => {
    expect(keys).not.toMatch(/^(Shift\+)?.$/);
    expect(keys).toMatch(/^(Ctrl\+(Shift\+)?[A-Z0-9]|Ctrl\+(Enter|Arrow\w+)|F\d+|Shift\+F\d+|Escape|Alt\+[A-E])$/);
  });
  it.each(shortcuts.map((s) => [s.id]))('%s has words for the help sheet', (id) => {
    expect(hasWords(`key.${id}`)).toBe(true);
  });
  it('is written for people', () => {
    expect([keysOf('palette'), keysOf('previous'), keysOf('copy_link'), keysOf('back')]).toEqual([
      'Ctrl K',
      'Ctrl ↑',
      'Ctrl Shift C',
      'Esc',
    ]);
  });
});

describe('a key press', () => {
  it('is named by the place of its key, whatever the layout makes of it', () => {
    expect(chordOf(event({ code: 'Digit1', key: '&', ctrlKey: true }))).toBe('Ctrl+1');
    expect(chordOf(event({ code: 'KeyC', key: 'C', ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+C');
  });
  it('goes to who came last, and on when that one has nothing to do', () => {
    const desk = new KeyDesk();
    const asked: string[] = [];
    desk.on({ primary: () => void asked.push('screen') });
    const close = desk.on({ primary: () => (asked.push('dialog'), false) });
    expect(desk.press(event({ code: 'Enter', key: 'Enter', ctrlKey: true }), 'today')).toBe(true);
    close();
    desk.press(event({ code: 'Enter', key: 'Enter', ctrlKey: true }), 'today');
    expect(asked).toEqual(['dialog', 'screen', 'screen']);
  });
  it('leaves Ctrl Z to a field that is being typed in', () => {
    const desk = new KeyDesk();
    const field = document.body.appendChild(document.createElement('input'));
    let undone = 0;
    desk.on({ undo: () => void (undone += 1) });
    const z = event({ code: 'KeyZ', key: 'z', ctrlKey: true, bubbles: true });
    window.addEventListener('keydown', (e) => void desk.press(e, 'station'), { once: true });
    field.dispatchEvent(z);
    expect(undone).toBe(0);
    expect(desk.press(event({ code: 'KeyZ', key: 'z', ctrlKey: true }), 'station')).toBe(true);
    expect(undone).toBe(1);
  });
  it('does nothing on a screen it is not for', () => {
    const desk = new KeyDesk();
    desk.on({ snooze: () => undefined });
    expect(desk.press(event({ code: 'KeyS', key: 'S', ctrlKey: true, shiftKey: true }), 'kpis')).toBe(false);
  });
});
