import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Shop } from './shop';
import { parts } from './workbook';

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
  const query = { view: 'all', limit: 200 };
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

const choice = (name: string) => page.getByRole('search').getByLabel(name, { exact: true });
const chosen = () => page.getByRole('group', { name: 'What to do with the chosen orders' });
const hash = (): string => new URL(page.url()).hash;

test('chips narrow the list, are kept in the address, and are taken back one by one', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(() => void (location.hash = '#/orders?view=all'));
  await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(100);
  await choice('Promise').selectOption({ label: 'Late' });
  await choice('Delivered').focus();
  await page.keyboard.press('ArrowDown'); // as by hand, with the keys of a choice
  await expect.poll(hash).toBe('#/orders?view=all&promise=late&delivered=none');
  await expect.poll(() => rows().count()).toBeLessThan(30);
  const few = await rows().count();
  await choice('More to narrow by').selectOption({ label: 'Handed over' });
  await choice('Handed over').selectOption({ label: 'all' });
  await expect.poll(() => rows().count()).toBeLessThanOrEqual(few);
  await page.getByRole('button', { name: 'Handed over: show any again' }).click();
  await page.getByRole('button', { name: 'Delivered: show any again' }).press('Enter');
  await expect.poll(hash).toBe('#/orders?view=all&promise=late');
});

test('a view is kept under a name, is found again, and forgotten', async () => {
  await page.getByRole('button', { name: 'Save this view' }).click();
  await page.getByRole('dialog').getByLabel('What to call it').fill('Late ones');
  await page.keyboard.press('Control+Enter');
  const kept = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Late ones' });
  await kept.waitFor();
  expect(await kept.getAttribute('aria-current')).toBe('true');
  await page.getByRole('link', { name: /^All/ }).click();
  await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(100);
  await kept.press('Enter');
  await expect.poll(hash).toBe('#/orders?view=all&promise=late');
  await expect.poll(() => rows().count()).toBeLessThan(100);
  await page.getByRole('button', { name: 'Forget this view' }).click();
  await kept.waitFor({ state: 'detached' });
});

test('Ctrl E writes the whole view, not the page', async () => {
  await page.evaluate(() => void (location.hash = '#/orders?view=all'));
  await expect.poll(() => rows().count()).toBeGreaterThanOrEqual(100);
  await page.keyboard.press('Control+e');
  const toast = page.getByText(/orders-.*\.xlsx · /);
  await toast.waitFor();
  const path = (await toast.innerText()).split(' · ')[0] ?? '';
  const sheet = parts(readFileSync(path)).get('xl/worksheets/sheet1.xml')?.toString() ?? '';
  const { total } = await shop.ask<{ total: number }>('Orders/List', { view: 'all', limit: 1 });
  expect(sheet.split('<row ').length - 1).toBe(total + 1);
});

test('orders are chosen by keys and clicks, held together, and those it is refused for stay chosen', async () => {
  await page.evaluate(() => void (location.hash = '#/orders?view=to_ship'));
  await expect.poll(() => rows().count()).toBeLessThan(50);
  await rows().nth(1).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await chosen().getByText('3 orders chosen').waitFor();
  await rows()
    .nth(0)
    .click({ modifiers: ['Control'] });
  await chosen().getByText('4 orders chosen').waitFor();
  await rows()
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await chosen().getByText('2 orders chosen').waitFor();
  await page.keyboard.press('Escape');
  await chosen().waitFor({ state: 'detached' });
  await rows().nth(0).getByRole('checkbox').check();
  const one = await rows().nth(0).getByRole('link').innerText();
  await chosen().getByRole('button', { name: 'Hold' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Asks for another colour');
  await page.keyboard.press('Control+Enter');
  await page.getByText('1 order is on hold').waitFor();
  await page.evaluate(() => void (location.hash = '#/orders?view=on_hold'));
  const held = rows().filter({ has: page.getByRole('link', { name: one, exact: true }) });
  await held.getByRole('checkbox').check();
  await chosen().getByRole('button', { name: 'Let go on' }).click();
  await page.getByText('1 order goes on').waitFor();
  await page.keyboard.press('Control+Shift+A');
  await chosen().waitFor();
  await page.keyboard.press('Control+p');
  await page.getByText(/packing-slips-.*\.pdf · /).waitFor();
});
