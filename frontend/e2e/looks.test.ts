import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { go, screens, Shop } from './shop';

interface Violation {
  id: string;
  impact: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = fileURLToPath(new URL('../../build/out/screens/', import.meta.url));
mkdirSync(pictures, { recursive: true });

let shop: Shop;
let page: Page;
let order = '';
beforeAll(async () => {
  shop = await Shop.open();
  const { rows } = await shop.ask<{ rows: { id: string }[] }>('Orders/List', {
    view: 'all',
    search: 'MH-20418',
    source: '',
    after: '',
    limit: 1,
  });
  order = rows[0]?.id ?? '';
  page = await shop.page();
  // Once, for going to another screen keeps the page; and not as a script of the page, which its policy forbids.
  await page.evaluate(`${axe};undefined`);
});
afterAll(() => shop.close());

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  beforeAll(() => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }));

  test.each(screens)('%s can be read and used by everyone', async (screen) => {
    await go(page, screen === 'order' ? `orders/${order}` : screen);
    await page.getByRole('main').waitFor();
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(theme);
    await expect
      .poll(() => page.getByRole('main').getByRole('heading').or(page.getByRole('table')).count())
      .toBeGreaterThan(0);
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    await page.screenshot({ path: `${pictures}${screen}-${theme}.png` });
    const found = await violations();
    expect(found).toEqual([]);
    expect(shop.quiet()).toBe('');
  });
});

test('a fault would be found', async () => {
  await page.evaluate(() => {
    document.querySelector('main')?.append(Object.assign(document.createElement('button'), { id: 'nameless' }));
  });
  expect((await violations()).join()).toContain('#nameless');
});

/** violations are the serious findings of axe-core on the page as it is now, one line each. */
async function violations(): Promise<string[]> {
  const results = await page.evaluate(async () => {
    const axe = (window as unknown as { axe: { run(o: object): Promise<{ violations: Violation[] }> } }).axe;
    return axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
  });
  return results.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map(
      (v) =>
        `${v.id}: ${v.help}: ${v.nodes
          .map((n) => n.target.join(' '))
          .slice(0, 4)
          .join(', ')} (${String(v.nodes.length)}): ${v.nodes[0]?.failureSummary ?? ''}`,
    );
}
