import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
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

/** provider lets anybody in who opens its page, as RFC 6749 says, or nobody. */
async function provider(agrees: boolean): Promise<{ address: string; server: Server }> {
  const server = createServer((asked, answer) => {
    const url = new URL(asked.url ?? '', 'http://127.0.0.1');
    if (url.pathname === '/token') {
      answer.setHeader('Content-Type', 'application/json');
      answer.end('{"access_token":"opens","refresh_token":"renews","expires_in":3600}');
      return;
    }
    const said = agrees ? 'code=granted' : 'error=access_denied';
    const back = `${url.searchParams.get('redirect_uri') ?? ''}?${said}&state=${url.searchParams.get('state') ?? ''}`;
    answer.writeHead(302, { Location: back }).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, server };
}

// Read a row as: when the person <does this> on the provider's page, the dialog says <that>.
test.each([
  ['agrees', true, 'Nothing listens at this server and port'],
  ['refuses', false, 'did not let this program into the mailbox'],
])('somebody signs in to a mailbox by keys: who %s is told what came of it', async (does, agrees, says) => {
  const { address, server } = await provider(agrees);
  const box = { preset: 'other', host: '127.0.0.1', port: 1, security: 'plain', login: 'xoauth2', folders: ['INBOX'] };
  const form = { ...box, name: does, user: `${does}@marlow.example`, client_id: 'shop', token_url: `${address}/token` };
  const { id } = await shop.ask<{ id: string }>('Mailboxes/Save', form);
  await go(page, 'settings?show=mailboxes');
  await page
    .getByRole('button', { name: `Sign in to ${does}` })
    .first()
    .press('Enter');
  const dialog = page.getByRole('dialog', { name: `Sign in to ${does}` });
  await dialog.getByLabel('The provider’s sign-in page').fill(`${address}/page`);
  await page.keyboard.press('Control+Enter');
  await dialog.getByText('Waiting for you to agree there').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await page.keyboard.press('Control+Enter'); // what was filled in is still there
  const link = dialog.getByRole('link', { name: 'Open the page' });
  await expect.poll(() => link.evaluate((e) => e === document.activeElement)).toBe(true);
  expect((await fetch((await link.getAttribute('href')) ?? '')).status).toBe(200);
  await dialog.getByRole('status').getByText(says).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await shop.ask('Mailboxes/Remove', id);
  server.close();
});
