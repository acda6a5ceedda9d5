import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { go, importing, screens, Shop } from './shop';

let shop: Shop;
let page: Page;
// Long where people and shops can make it long: a number, a name and an item without a space to part them, and forty lines.
const longNumber = 'ORDER-NUMBER-THAT-IS-FAR-TOO-LONG-FOR-ANY-COLUMN-0000000000001';
const long = [
  'order_number,source,ordered_at,sku,title,quantity,customer_name,unit_price,currency,promised_on',
  ...Array.from(
    { length: 40 },
    (_, n) =>
      `${longNumber},web,2026-05-18 09:00,SKU${String(n)},${'A'.repeat(120)}${String(n)},9999,${'B'.repeat(80)},1234567.89,USD,2026-05-19`,
  ),
].join('\n');
// Two carriers say that they have what nobody scanned out: what stands of it is long, and what is in the second parcel unknown.
const second = [
  'order_number,parcel,carrier,tracking_number,status_code,status_text,occurred_at',
  'MH-20418,,gls,90346692441,INTRANSIT,,2026-05-21 08:00',
].join('\n');
const addresses: Record<string, string> = {};
beforeAll(async () => {
  shop = await Shop.open(async (data) => {
    await importing('long.csv', long)(data);
    await importing('second.csv', second)(data);
  });
  for (const [screen, search] of [
    ['order', 'MH-20361'],
    ['long order', longNumber],
    ['unscanned order', 'MH-20418'],
  ] as const) {
    const asked = { view: 'all', search, source: '', after: '', limit: 1 };
    const found = (await shop.ask<{ rows: { id: string }[] }>('Orders/List', asked)).rows[0]?.id ?? '';
    addresses[screen] = `orders/${found}`;
  }
  page = await shop.page();
});
afterAll(() => shop.close());

/** cuts are the texts that do not fit where they stand and are told nowhere else: neither scrolled to nor in a title. */
function cuts(): string[] {
  const says = (e: Element): string =>
    e instanceof HTMLInputElement
      ? e.value
      : [...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? (n.textContent ?? '') : '')).join('');
  return [...document.querySelectorAll('body *')]
    .filter((e) => says(e).trim() !== '' && !e.closest('.vh, [title]'))
    .filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
    .filter((e) => !['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
    .map((e) => `${says(e).trim().slice(0, 60)}: ${String(e.scrollWidth)} in ${String(e.clientWidth)}`);
}

/** lost are the texts and controls that lie beyond what holds them, where nothing scrolls to them. */
function lost(): string[] {
  const bounds = (e: Element): boolean => {
    const { left, right, width } = e.getBoundingClientRect();
    if (width < 2) return false;
    for (let p = e.parentElement; p !== null; p = p.parentElement) {
      const { overflowX } = getComputedStyle(p);
      if (['auto', 'scroll'].includes(overflowX)) return false;
      const box = p.getBoundingClientRect();
      const holds = overflowX !== 'visible' || p.matches('.panel');
      if (holds && (right > box.right + 2 || left < box.left - 2)) return true;
    }
    return false;
  };
  return [...document.querySelectorAll<HTMLElement>('#app *, body > div *')]
    .filter((e) => e.checkVisibility() && !e.closest('.vh, [title], svg, .skip'))
    .filter(
      (e) =>
        e.matches('button, input, select, a') ||
        [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim()),
    )
    .filter(bounds)
    .map((e) => `${e.tagName} ${(e.textContent ?? '').trim().slice(0, 50)}`);
}

/** shredded are the texts of short words that stand so narrow that they go over more lines than they have words. */
function shredded(): string[] {
  const whole = document.createRange();
  return [...document.querySelectorAll('main *')]
    .filter((e) => e.checkVisibility() && !e.closest('.vh') && e.children.length === 0)
    .filter((e) => {
      whole.selectNodeContents(e);
      const words = e.textContent?.trim().split(/[\s-]+/) ?? [];
      const short = words.every((w) => w.length < 20); // a longer one may have to be parted
      return short && words.length > 2 && whole.getClientRects().length > words.length;
    })
    .map((e) => (e.textContent ?? '').trim().slice(0, 50));
}

/** beyond are the figures at an order's head to the right of the window. */
function beyond(): string[] {
  return [...document.querySelectorAll('.facets *')]
    .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
    .map((e) => (e.textContent ?? '').trim().slice(0, 50));
}

/** bare are the texts, and the names of controls, in which a code stands as the program writes it. */
function bare(): string[] {
  const code = /\b[a-z]+(?:_[a-z]+)+\b|\b(?!pick-up:)[a-z]+-[a-z]+: |undefined|NaN|\[object|\{\d/;
  return [...document.querySelectorAll('body *')]
    .filter((e) => e.checkVisibility() && !e.closest('.code,code,pre'))
    .flatMap((e) => [
      ...[...e.childNodes].map((n) => (n.nodeType === Node.TEXT_NODE ? (n.textContent ?? '') : '')),
      ...['title', 'aria-label', 'placeholder'].map((name) => e.getAttribute(name) ?? ''),
    ])
    .filter((text) => code.test(text))
    .map((text) => text.trim().slice(0, 80));
}

describe.each([
  [1280, 800],
  [1440, 900],
  [640, 400], // 1280 by 800 at 200 %
])('at %i by %i', (width, height) => {
  beforeAll(() => page.setViewportSize({ width, height }));

  test.each([...screens, 'long order', 'unscanned order'])(
    '%s cuts no text off and shows no bare code',
    async (screen) => {
      await go(page, addresses[screen] ?? screen);
      await page.getByRole('main').waitFor();
      await expect
        .poll(() => page.getByRole('main').getByRole('heading').or(page.getByRole('table')).count())
        .toBeGreaterThan(0);
      await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
      expect(await page.evaluate(cuts)).toEqual([]);
      expect(await page.evaluate(lost)).toEqual([]);
      expect(await page.evaluate(shredded)).toEqual([]);
      expect(await page.evaluate(beyond)).toEqual([]);
      expect(await page.evaluate(bare)).toEqual([]);
      expect(shop.quiet()).toBe(''); // a text that the catalogue lacks is told on the console
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    },
  );
});

test('a bare code would be found', async () => {
  await page.evaluate(() => {
    document.querySelector('main')?.append(Object.assign(document.createElement('p'), { textContent: 'past_promise' }));
  });
  expect(await page.evaluate(bare)).toContain('past_promise');
});

test('a text that is cut would be found', async () => {
  await page.evaluate(() => {
    const cut = Object.assign(document.createElement('p'), { className: 'clip', textContent: 'much too long' });
    cut.style.width = '20px';
    document.querySelector('main')?.append(cut);
  });
  expect((await page.evaluate(cuts)).join()).toContain('much too long');
});
