import { render, screen, waitFor } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake } from '../src/lib/desktop/fake';
import { keysOf, shortcuts, shortcutsOn, type Where } from '../src/lib/keys/shortcuts';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';
import { keyDoes } from '../src/views/Shell/keywords';

const screens: Where[] = ['today', 'orders', 'order', 'station', 'returns', 'imports', 'kpis', 'carriers', 'settings'];
// What a part of a screen answers only while it is there: a file that is looked at has problems to walk, and a return that is
// open has steps.
const whileShown: Partial<Record<Where, string[]>> = { imports: ['previous', 'next'], returns: ['expect', 'again'] };

async function open(where: Where): Promise<Desk> {
  window.location.hash = addressOf(where, where === 'order' ? 'O20418' : '');
  const desk = new Desk(fake());
  render(App, { desk });
  await screen.findByRole('main');
  await new Promise((done) => setTimeout(done, 50));
  return desk;
}
const press = (key: string): boolean =>
  !document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));

// One screen is opened once and asked everything: opening it is what takes its time.
it.each(screens)('the keys of %s are those that the help sheet lists, and no bare letters', async (where) => {
  const desk = await open(where);
  const listed = shortcutsOn(where).map((s) => s.id as string);
  const answered = [...desk.keys.answered] as string[];
  expect(answered.filter((id) => !listed.includes(id))).toEqual([]);
  const later = whileShown[where] ?? [];
  expect(listed.filter((id) => !answered.includes(id) && !later.includes(id))).toEqual([]);

  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789./-') {
    const pressed = new KeyboardEvent('keydown', { key, code: `Key${key.toUpperCase()}`, cancelable: true });
    expect(desk.keys.press(pressed, where)).toBe(false);
  }
  expect(press('F1')).toBe(true);
  const sheet = await screen.findByRole('dialog');
  const rows = [...sheet.querySelectorAll('dt')].map((dt) => [dt.textContent, dt.nextElementSibling?.textContent]);
  expect(rows).toEqual(expect.arrayContaining(shortcutsOn(where).map((s) => [keysOf(s.id), keyDoes(s.id, where)])));
  press('F1');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('every shortcut is answered somewhere', async () => {
  const lists = screens.flatMap((where) => shortcutsOn(where).map((s) => s.id));
  expect(shortcuts.map((s) => s.id).filter((id) => !lists.includes(id))).toEqual([]);
});
