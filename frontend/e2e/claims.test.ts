import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { command } from './program';
import { importing, Shop } from './shop';

interface Claim {
  claim: string;
  order: string;
  state: string;
  reference?: string;
  paid?: { minor: number; currency: string };
}
let shop: Shop;
let page: Page;
const damaged = `order_number,parcel,carrier,tracking_number,phase,reason,occurred_at
MH-20336,1,usps,9400111899220001040821,moving,carrier_damaged,2026-05-21T16:00:00-05:00
`;
beforeAll(async () => {
  shop = await Shop.open(importing('damaged.csv', damaged));
  page = await shop.page();
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

const claims = () => page.getByRole('table', { name: 'Claims against carriers and insurers' });
const panel = () => page.getByRole('region', { name: 'Returns and claims' });
const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');

/** open goes to an order by the keyboard, as a clerk does. */
async function open(order: string): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: /^Find/ }).fill(order);
  await page
    .getByRole('option', { name: new RegExp(order) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: order }).waitFor();
}

test('a claim is handed in from its order, with the keyboard alone', async () => {
  await open('MH-20361');
  const handIn = panel().getByRole('button', { name: 'Handed in' });
  await handIn.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /is handed in$/ });
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await focused()).toBe('Handed in');
  await page.keyboard.press('Enter');
  await dialog.getByLabel('Their number for it').fill('SH-771');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel().getByText('SH-771').waitFor();
});

test('what was paid is kept, and taken back in the timeline of the order', async () => {
  await page.keyboard.press('Control+3');
  await claims()
    .getByRole('row', { name: /MH-20361/ })
    .getByRole('button', { name: /^Paid/ })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/^Amount/).fill('80.00');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await open('MH-20361');
  await panel().getByText('$80.00').waitFor();
  await page.getByRole('button', { name: /^Take back.*claim.*paid/i }).click();
  await dialog.waitFor();
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel().getByRole('button', { name: /^Paid/ }).waitFor();
});

test('the task of a damaged parcel opens its claim filled in', async () => {
  await page.keyboard.press('Control+1');
  const row = page
    .getByRole('table', { name: 'Tasks grouped by who must act' })
    .locator('tr', { hasText: 'File a claim' })
    .first();
  await row.focus();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: /^Open a claim for/ });
  await dialog.waitFor();
  expect(await dialog.getByLabel('What happened').inputValue()).toBe('damaged');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await panel().getByRole('button', { name: 'Handed in' }).waitFor();
});

test('the command line tells the same', async () => {
  await shop.stop();
  const { claims: list } = JSON.parse(await command(shop.data, 'claim', 'list', '--json')) as { claims: Claim[] };
  const told = list.find((c) => c.order === 'MH-20361');
  expect(told).toMatchObject({ state: 'filed', reference: 'SH-771' });
  expect(told?.paid).toBeUndefined();
});
