import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { go, screens, Shop } from './shop';

let shop: Shop;
let page: Page;
let order = '';
beforeAll(async () => {
  shop = await Shop.open();
  const asked = { view: 'all', search: 'MH-20361', source: '', after: '', limit: 1 };
  order = (await shop.ask<{ rows: { id: string }[] }>('Orders/List', asked)).rows[0]?.id ?? '';
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

/** bare are the texts, and the names of controls, in which a code stands as the program writes it. */
function bare(): string[] {
  const code = /\b[a-z]+(?:_[a-z]+)+\b|\b[a-z]+-[a-z]+: |undefined|NaN|\[object|\{\d/;
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
])('at %i by %i', (width, height) => {
  beforeAll(() => page.setViewportSize({ width, height }));

  test.each(screens)('%s cuts no text off and shows no bare code', async (screen) => {
    await go(page, screen === 'order' ? `orders/${order}` : screen);
    await page.getByRole('main').waitFor();
    await expect
      .poll(() => page.getByRole('main').getByRole('heading').or(page.getByRole('table')).count())
      .toBeGreaterThan(0);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    expect(await page.evaluate(cuts)).toEqual([]);
    expect(await page.evaluate(bare)).toEqual([]);
    expect(shop.quiet()).toBe(''); // a text that the catalogue lacks is told on the console
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
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
