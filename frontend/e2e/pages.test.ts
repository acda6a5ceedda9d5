import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './program';
import { Shop } from './shop';

interface Shown {
  page: string;
  lines: { title: string; sku: string }[];
  parcels: { tracking: string }[];
}
let shop: Shop;
let shown: Shown;
beforeAll(async () => {
  shop = await Shop.open(async (data) => {
    await command(data, 'publish');
    shown = JSON.parse(await command(data, 'order', 'show', 'MH-20418', '--json')) as Shown;
  });
});
afterAll(() => shop.close());

test('a tracking page opens from a file without script or request, and shows the items', async () => {
  const file = join(shop.data, 'pages', shown.page);
  const page = await shop.browser.newPage({ javaScriptEnabled: false });
  const requests: string[] = [];
  page.on('request', (r) => requests.push(r.url()));
  await page.goto(pathToFileURL(file).href);
  const text = await page.getByRole('main').or(page.locator('body')).first().innerText();
  for (const line of shown.lines) expect(text).toContain(line.title);
  for (const parcel of shown.parcels) expect(text.replaceAll(' ', '')).toContain(parcel.tracking);
  expect(text).not.toMatch(/\bshipped\b/i);
  expect(requests).toEqual([pathToFileURL(file).href]);
  expect(await page.locator('script').count()).toBe(0);
  await page.close();
});

test('no published page holds a script, an address to load from, or a mail address of a customer', () => {
  const folder = join(shop.data, 'pages', 't');
  const pages = readdirSync(folder);
  expect(pages.length).toBeGreaterThan(200);
  for (const name of pages) {
    expect(name).toMatch(/^[a-z2-7]{26}$/);
    const html = readFileSync(join(folder, name, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script|<iframe|<link[^>]+href="?http|src="?http|@import|url\(/i);
    expect(html.replace(/help@marlow-home\.example/g, '')).not.toMatch(/[a-z0-9.]+@[a-z0-9.]+\.[a-z]+/i);
  }
});
