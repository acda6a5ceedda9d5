import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { go, screens, Shop } from './shop';

let shop: Shop;
let page: Page;
let order = '';
beforeAll(async () => {
  shop = await Shop.open();
  const asked = { view: 'all', search: 'MH-20361', source: '', after: '', limit: 1 };
  order = (await shop.ask<{ rows: { id: string }[] }>('Orders/List', asked)).rows[0]?.id ?? '';
  page = await shop.page();
  await page.setViewportSize({ width: 1280, height: 800 });
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

// More stops than this are no screen that a person walks.
const most = 400;

/** Stop is one thing the Tab key came to: what it is called, whether it can be seen, and where it stands. */
interface Stop {
  name: string;
  seen: boolean;
  ringed: boolean;
  lost: boolean;
  mark: string;
}

/** stop is where the focus is now, the nth; it is marked, so that coming round is noticed. */
function stop(n: number): Stop {
  const at = document.activeElement as HTMLElement | null;
  const e = at?.matches('input[type="radio"],input[type="checkbox"]') ? (at.closest('label') ?? at) : at;
  const lost = e === null || e === document.body || e === document.documentElement;
  const box = e?.getBoundingClientRect() ?? new DOMRect();
  const seen =
    box.width > 1 &&
    box.height > 1 &&
    box.bottom > 0 &&
    box.right > 0 &&
    box.top < innerHeight &&
    box.left < innerWidth;
  const ringed = [at, e].some((part) => {
    const style = part ? getComputedStyle(part) : undefined;
    return style !== undefined && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
  });
  const mark = at?.dataset['stop'] ?? '';
  if (at && !lost) at.dataset['stop'] ??= String(n);
  const named = at?.getAttribute('aria-label') ?? (at as HTMLInputElement | null)?.labels?.[0]?.textContent;
  const name = (named ?? e?.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50);
  return { name: `${String(e?.tagName)} ${name}`, seen, ringed, lost, mark };
}

/** hear keeps a stop for every Tab that is let go of: by then the focus has moved, and what has it was brought into view. */
function hear(): void {
  const kept = window as unknown as { stop: (n: number) => Stop; stops: Stop[] | undefined };
  const first = kept.stops === undefined;
  kept.stops = [];
  if (first)
    document.addEventListener('keyup', (e) => e.key === 'Tab' && kept.stops?.push(kept.stop(kept.stops.length)), true);
}

/** round presses Tab from the beginning of the page until it comes round. The stops are asked for a score at a time. */
async function round(): Promise<Stop[]> {
  await page.evaluate(`window.stop = ${stop.toString()}`);
  await page.evaluate(hear);
  await page.evaluate(() => {
    document.querySelectorAll<HTMLElement>('[data-stop]').forEach((e) => delete e.dataset['stop']);
    const begin = document.getElementById('begin') ?? document.createElement('span');
    Object.assign(begin, { id: 'begin', tabIndex: -1 });
    document.body.prepend(begin);
    begin.focus();
  });
  for (let n = 0; n < most; n += 20) {
    for (let pressed = 0; pressed < 20; pressed++) await page.keyboard.press('Tab');
    const stops = await page.evaluate(() => (window as unknown as { stops: Stop[] }).stops);
    if (stops.length !== n + 20) throw new Error(`${String(n + 20)} times Tab, and ${String(stops.length)} heard`);
    const end = stops.findIndex((at, i) => at.mark !== '' || (at.lost && i > 0)); // came round, or left the page at its end
    if (end >= 0) return stops.slice(0, end);
  }
  return [];
}

/** deaf are the things a mouse can press and no key can reach: not in the Tab order, in no row that has it, and no card of
 *  the board, which the arrows walk. */
function deaf(): string[] {
  return [...document.querySelectorAll<HTMLElement>('a[href],button,input,select,textarea,summary,[role="button"]')]
    .filter((e) => e.checkVisibility() && !e.dataset['stop'] && !e.closest('[data-row],[inert],.board'))
    .filter((e) => !(e as HTMLInputElement).disabled && !['radio', 'file'].includes((e as HTMLInputElement).type))
    .map((e) => `${e.tagName} ${(e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 50)}`);
}

describe.each(screens)('Tab through %s', (screen) => {
  test('shows where it is at every stop, and comes to all that a mouse can press', async () => {
    await go(page, screen === 'order' ? `orders/${order}` : screen);
    await page.getByRole('main').waitFor();
    await expect
      .poll(() => page.getByRole('main').getByRole('heading').or(page.getByRole('table')).count())
      .toBeGreaterThan(0);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    const stops = await round();
    expect(stops.length).toBeGreaterThan(screen === 'station' ? 2 : 8);
    expect(stops.length).toBeLessThan(most);
    expect(stops.filter((s) => s.lost || !s.seen || !s.ringed).map((s) => s.name)).toEqual([]);
    expect(await page.evaluate(deaf)).toEqual([]);
  });
});

/** panes are the parts of the screen that F6 goes to, told apart by what they are called, and the one that has the focus. */
function panes(): { all: string[]; at: string } {
  const name = (e: Element): string =>
    e.getAttribute('aria-label') ??
    document.getElementById(e.getAttribute('aria-labelledby') ?? '')?.textContent ??
    e.className;
  const found = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (p) =>
      p.offsetParent !== null &&
      [...p.querySelectorAll<HTMLElement>('a,button,input,select,textarea,summary,[tabindex]')].some(
        (e) => e.tabIndex >= 0,
      ),
  );
  const at = document.activeElement?.closest('[data-pane]');
  return { all: found.map(name), at: at ? name(at) : '' };
}

test.each(screens.filter((s) => s !== 'station'))('F6 comes to every pane of %s, and round', async (screen) => {
  await go(page, screen === 'order' ? `orders/${order}` : screen);
  await page.getByRole('main').waitFor();
  await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
  await page.waitForLoadState('networkidle');
  const { all } = await page.evaluate(panes);
  expect(all.length).toBeGreaterThan(1);
  const met = new Set<string>();
  for (let n = 0; n < all.length + 1; n++) {
    await page.keyboard.press('F6');
    met.add((await page.evaluate(panes)).at);
  }
  expect(all.filter((name) => !met.has(name))).toEqual([]);
});

test('a key whose action cannot be done yet goes to its button, which says why', async () => {
  await go(page, 'settings');
  await page
    .getByRole('button', { name: 'Save Ctrl Enter' })
    .or(page.getByRole('button', { name: 'Save' }))
    .first()
    .waitFor();
  await page.keyboard.press('Control+Enter');
  const says = (): Promise<string> =>
    page.evaluate(() => {
      const at = document.activeElement;
      return at ? getComputedStyle(at, '::after').content : '';
    });
  await expect.poll(says).toBe('"Nothing is changed."');
});

test('a dialog gives the focus back to what opened it, and Escape closes it', async () => {
  await go(page, `orders/${order}`);
  for (const name of ['Note', 'Change']) {
    const opener = page.getByRole('main').getByRole('button', { name, exact: true });
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => opener.evaluate((e) => e === document.activeElement)).toBe(true);
  }
});

test('a claim that is worked on keeps the focus in its row, and Ctrl Z takes the step back', async () => {
  await go(page, 'returns');
  const claims = page.getByRole('table', { name: 'Claims against carriers and insurers' });
  await claims.waitFor();
  const row = claims.locator('tr[data-row]').first();
  await row.focus();
  const before = await row.innerText();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => claims.locator('tr[data-row]').first().innerText()).not.toBe(before);
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-row]') !== null)).toBe(true);
  await page.keyboard.press('Control+z');
  await page.getByText('Taken back').waitFor();
  await expect.poll(() => claims.locator('tr[data-row]').first().innerText()).toBe(before);
});

test('what was done about a task is taken back by Ctrl Z', async () => {
  await go(page, 'today');
  const queue = page.getByRole('table', { name: 'Tasks grouped by who must act' });
  await queue.waitFor();
  await queue.locator('[data-row="0"]').focus();
  await page.getByRole('button', { name: 'Take' }).click();
  await queue.getByText('taken by Nadia').waitFor();
  await page.keyboard.press('Control+z');
  await queue.getByText('taken by Nadia').waitFor({ state: 'detached' });
});
