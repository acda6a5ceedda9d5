import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { go, Shop } from './shop';

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let shop: Shop;
let page: Page;
let order = '';
beforeAll(async () => {
  shop = await Shop.open();
  const asked = { view: 'all', search: 'MH-20361', source: '', after: '', limit: 1 };
  order = (await shop.ask<{ rows: { id: string }[] }>('Orders/List', asked)).rows[0]?.id ?? '';
  page = await shop.page();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.evaluate(`${axe};undefined`); // once: going to another screen keeps the page
});
afterAll(() => shop.close());

const press = (name: string | RegExp) => async (): Promise<void> => {
  const button = page.getByRole('main').getByRole('button', { name }).first();
  await button.focus();
  await page.keyboard.press('Enter');
};
const key = (chord: string) => async (): Promise<void> => page.keyboard.press(chord);
const onRow = (chord: string) => async (): Promise<void> => {
  await page.locator('[data-row="0"]').first().focus();
  await page.keyboard.press(chord);
};

// Read a row as: on <screen>, <this> opens <what>.
const dialogs: [string, string, () => Promise<void>][] = [
  ['the keys', 'today', key('F1')],
  ['the palette', 'today', key('Control+K')],
  ['snooze', 'today', onRow('Control+Shift+S')],
  ['the end of a task', 'today', press('Resolve')],
  ['a call', 'order', press('Call')],
  ['a note', 'order', press('Note')],
  ['a hold', 'order', press('Hold')],
  ['a change', 'order', press('Change')],
  ['a claim handed in', 'order', press('Handed in')],
  ['another label', 'order', async () => (await page.getByText('Correct').first().click(), press(/^New number/)())],
  ['a pasted mail', 'imports', press('Paste a mail')],
  ['the meaning of a mail', 'review?show=mails', press('Say what it is')],
  ['a claim on the board', 'returns', press('Handed in')],
  ['who decides', 'settings', press(/^Who decides “Delivered”/)],
  ['a mailbox', 'settings', press('Add a mailbox')],
  ['the meaning of a code', 'carriers', press(/^Add a row/)],
  ['a tracking page', 'carriers', press('Change the tracking page')],
  ['working days', 'carriers', press('Change the working days')],
];

/** faults are what a person would stumble over in the dialog that is open: cut texts, a scroll in a scroll, bare codes. */
function faults(): string[] {
  const dialog = document.querySelector('dialog[open]') ?? document.body;
  const own = (e: Element): string =>
    [...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? (n.textContent ?? '') : '')).join('');
  const all = [...dialog.querySelectorAll('*')].filter((e) => e.checkVisibility());
  const box = dialog.getBoundingClientRect();
  const scrolls = all.filter(
    (e) => e.scrollHeight > e.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(e).overflowY),
  );
  return [
    ...(box.right > innerWidth || box.bottom > innerHeight ? ['larger than the window'] : []),
    ...all
      .filter((e) => own(e).trim() !== '' && !e.closest('.vh,[title],select') && e.scrollWidth > e.clientWidth + 1)
      .filter((e) => e.clientWidth > 1 && !/auto|scroll/.test(getComputedStyle(e).overflowX))
      .map((e) => `cut: ${own(e).trim().slice(0, 50)}`),
    ...scrolls
      .filter((e) => scrolls.some((outer) => outer !== e && outer.contains(e)) && e.tagName !== 'TEXTAREA')
      .map((e) => `scrolls inside what scrolls: ${e.className}`),
    ...all
      .filter(
        (e) => !e.closest('.code,code,pre,option,textarea') && /\b[a-z]+(_[a-z]+)+\b|undefined|NaN|\{\d/.test(own(e)),
      )
      .map((e) => `bare: ${own(e).trim().slice(0, 50)}`),
    ...(dialog.contains(document.activeElement) ? [] : ['the focus is outside']),
  ];
}

/** faint are the texts of too little contrast, and the controls without a name, by axe-core. */
async function faint(): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(on: string, o: object): Promise<{ violations: Violation[] }> } })
      .axe;
    return axe.run('dialog[open]', { runOnly: ['color-contrast', 'label', 'button-name', 'select-name'] });
  });
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}

test.each(dialogs)('%s can be read in light and dark, and closes to where it was opened', async (_, screen, open) => {
  await go(page, screen === 'order' ? `orders/${order}` : screen);
  await page.locator('main').locator('h1,h2,h3,table').first().waitFor();
  await expect.poll(() => page.locator('progress').count()).toBe(0);
  await open();
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(colorScheme);
    expect([...(await page.evaluate(faults)), ...(await faint())], colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.querySelector('main')?.contains(document.activeElement))).toBe(true);
  expect(shop.quiet()).toBe('');
});

// What is filled in is kept apart from the dialog, so that a dialog that only went with its screen would be there again.
test.each(['a mailbox', 'who decides', 'the meaning of a code'])(
  '%s is over when another screen is gone to',
  async (what) => {
    const [, screen = '', open] = dialogs.find(([name]) => name === what) ?? [];
    await go(page, screen);
    await open?.();
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    await page.keyboard.press('Control+9');
    await page.getByRole('heading', { level: 1, name: 'To review' }).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await go(page, screen);
    await page.locator('main').locator('h2,h3').first().waitFor();
    expect(await dialog.count()).toBe(0);
  },
);
