import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Shop } from './shop';

interface Row {
  id: string;
  order: string;
  customer: string;
}
interface View {
  state: { parcels: { tracking: string }[] };
}
let shop: Shop;
let page: Page;
let wanted: Row;
let tracking = '';
beforeAll(async () => {
  shop = await Shop.open();
  const query = { view: 'all', search: '', source: '', after: '', limit: 200 };
  const { rows } = await shop.ask<{ rows: Row[] }>('Orders/List', query);
  for (const row of rows.slice(60)) {
    const view = await shop.ask<View>('Orders/Show', row.id);
    tracking = view.state.parcels.find((p) => p.tracking.startsWith('1Z'))?.tracking ?? '';
    wanted = row;
    if (tracking !== '') break;
  }
  page = await shop.page('orders?view=all');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

const search = () => page.getByRole('search').getByRole('textbox');
const rows = () => page.getByRole('table', { name: 'Orders, newest first' }).locator('tbody tr');
const spaced = (number: string): string => number.replace(/(.{2})(.{3})(.{3})(.{2})(.{4})(.*)/, '$1 $2 $3 $4 $5 $6');

// Read a row as: typing <what> finds the order.
test.each([
  ['its number', () => wanted.order],
  ['its number in lower case, without the hyphen', () => wanted.order.toLowerCase().replace('-', '')],
  ['the customer', () => wanted.customer],
  ['the start of the customer’s name', () => wanted.customer.slice(0, 6).toLowerCase()],
  ['a tracking number', () => tracking],
  ['a tracking number with spaces, as printed on the label', () => spaced(tracking)],
])('search finds an order by %s', async (_, text) => {
  expect(tracking).not.toBe('');
  await search().click();
  await search().fill('');
  await search().pressSequentially(text(), { delay: 60 });
  const found = async (): Promise<[boolean, number]> => [
    (await rows().count()) < 100,
    await rows().getByRole('link', { name: wanted.order, exact: true }).count(),
  ];
  await expect.poll(found, { timeout: 6000 }).toEqual([true, 1]);
});

test('nothing found says so and offers all orders', async () => {
  await search().fill('no such thing 4711');
  await page.getByText('Nothing matches “no such thing 4711” here').waitFor();
  await page.getByRole('button', { name: 'Show all orders' }).click();
  await expect.poll(() => rows().count()).toBeGreaterThan(50);
});

test('from the search field, arrow and Enter open an order, and Escape comes back', async () => {
  await search().fill(wanted.order);
  await expect.poll(() => rows().count()).toBe(1);
  await search().press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: wanted.order }).waitFor();
  await page.keyboard.press('Escape');
  await search().waitFor();
});

test('the list loads more when it is scrolled to its end', async () => {
  await search().fill('');
  await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(100);
  await page.getByRole('table', { name: 'Orders, newest first' }).locator('tbody tr').last().scrollIntoViewIfNeeded();
  await expect.poll(() => rows().count()).toBeGreaterThan(100);
});

test('where the preview has no room of its own, F4 and F6 open it, and Escape gives the focus back to the row', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  const preview = page.getByRole('complementary', { name: 'The chosen order' });
  const hasFocus = (): Promise<boolean> => preview.evaluate((e) => e.contains(document.activeElement));
  await rows().nth(1).focus();
  expect(await preview.isVisible()).toBe(false);
  for (const key of ['F4', 'F6']) {
    await page.keyboard.press(key);
    await preview.waitFor();
    await expect.poll(hasFocus).toBe(true);
    expect((await preview.boundingBox())?.height).toBeGreaterThan(500); // all of the height of the list, over its end
    await page.keyboard.press('Escape');
    await preview.waitFor({ state: 'hidden' });
    await expect
      .poll(() =>
        rows()
          .nth(1)
          .evaluate((e) => e === document.activeElement),
      )
      .toBe(true);
  }
});
