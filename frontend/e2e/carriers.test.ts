import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { go, importing, Shop } from './shop';

// GLS says something of two parcels that no table knows; UPS writes a mail in words that none of its patterns has.
const rows = [
  'order_number,parcel,carrier,tracking_number,status_code,status_text,occurred_at',
  'MH-20418,,gls,90346692441,INTRANSIT,,2026-05-21 08:00',
  'MH-20418,,gls,90346692441,QX7,,2026-05-21 09:00',
  'MH-20427,,gls,90346692442,QX7,,2026-05-21 09:30',
];
const mail = [
  'From: UPS <mcinfo@ups.com>',
  'Date: Thu, 21 May 2026 14:05:00 -0500',
  'Subject: A word about your parcel',
  '',
  'Your package has been gladly brought on 05/21/2026.',
  'Tracking Number: 1Z999AA10123456784',
  '',
];

let shop: Shop;
let page: Page;
beforeAll(async () => {
  shop = await Shop.open(async (data) => {
    await importing('gls-unknown.csv', rows.join('\n'))(data);
    await importing('word.eml', mail.join('\r\n'))(data);
  });
  page = await shop.page('review?show=codes');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

const unmapped = () => shop.ask<{ code: string }[]>('Carriers/Unmapped');
const codes = async () => (await unmapped()).map((u) => u.code);

test('a code nobody understands is taught once its effect was seen, and taken back', async () => {
  const row = page.getByRole('row', { name: /QX7/ });
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Where the parcel is').selectOption('out_for_delivery');
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('orders would change').waitFor({ timeout: 30_000 });
  expect(await codes()).toContain('QX7');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached', timeout: 30_000 });
  await page.getByText('Understood from now on').waitFor();
  expect(await codes()).not.toContain('QX7');
  await go(page, 'carriers?of=gls');
  const table = page.getByRole('table', { name: 'What its codes and words mean' });
  await table.getByText('QX7').waitFor({ timeout: 30_000 });
  await page.keyboard.press('Control+z');
  await expect.poll(codes, { timeout: 30_000 }).toContain('QX7');
});

test('a tracking page is refused where it is written, and kept when it can be', async () => {
  await go(page, 'carriers?of=gls');
  await page.getByRole('button', { name: 'Change the tracking page' }).click();
  const field = page.getByLabel('Address, with {} in place of the number');
  await field.fill('javascript:alert({})');
  await page.getByText('is no web address').waitFor();
  await field.fill('https://gls.example/track?n={}');
  await page.getByText('https://gls.example/track?n=').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const { rows } = await shop.ask<{ rows: { carrier: string; link: string }[] }>('Carriers/List');
  expect(rows.find((r) => r.carrier === 'gls')?.link).toBe('https://gls.example/track?n={}');
});

test('a mail nobody could read is read with its nearest words, taught, and a question again', async () => {
  await go(page, 'review?show=mails');
  const row = page.getByRole('row', { name: /A word about your parcel/ });
  await row.click();
  await page.getByRole('region', { name: 'A word about your parcel' }).getByText('% like').first().waitFor();
  await page.getByRole('button', { name: 'Say what it is' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('gladly brought').first().waitFor();
  await dialog.getByLabel('It means').selectOption('delivered');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).first().click();
  await row.waitFor();
});

test('a mailbox that cannot be reached says so plainly, and is not kept', async () => {
  await go(page, 'settings?show=mailboxes');
  await page.getByRole('button', { name: 'Add a mailbox' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address', { exact: true }).fill('shop@marlow.example');
  await dialog.getByLabel('Server').fill('127.0.0.1');
  await dialog.getByLabel('Port').fill('1');
  await dialog.getByLabel('Password').fill('secret');
  await dialog.getByRole('button', { name: 'Test' }).click();
  await dialog.getByRole('status').getByText(/./).first().waitFor({ timeout: 30_000 });
  expect(await dialog.getByText('It works').count()).toBe(0);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect((await shop.ask<{ mailboxes: unknown[] }>('Mailboxes/List')).mailboxes).toEqual([]);
});
