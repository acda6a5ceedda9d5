import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Shop } from './shop';

let shop: Shop;
let page: Page;
beforeAll(async () => {
  shop = await Shop.open();
  page = await shop.page('settings');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

const save = () => page.getByRole('button', { name: /^Save/ });
const theme = () => page.locator('html').getAttribute('data-theme');

test('settings are saved, hold after a reload, and other fields stay', async () => {
  const before = await shop.ask<Record<string, unknown>>('Settings/Show');
  await page.getByLabel('Name of the shop').fill('Marlow Home, renamed');
  await page.getByLabel('Tracking pages expire after').fill('45');
  await page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Dark' }).click();
  await save().click();
  await page.getByText('Settings are saved').waitFor();
  await expect.poll(theme).toBe('dark');
  const after = await shop.ask<Record<string, unknown>>('Settings/Show');
  expect(after).toMatchObject({ shop_name: 'Marlow Home, renamed', page_days: 45, theme: 'dark' });
  for (const kept of ['zone', 'currency', 'country', 'help_mail', 'promise_days', 'operator', 'density']) {
    expect([kept, after[kept]]).toEqual([kept, before[kept]]);
  }
  await page.reload();
  await expect.poll(() => page.getByLabel('Name of the shop').inputValue()).toBe('Marlow Home, renamed');
  await expect.poll(theme).toBe('dark');
});

test('a value that cannot be is refused where it stands', async () => {
  await page.getByLabel('Time zone').fill('Mars/Olympus');
  await page.getByText('Must be a zone such as').waitFor();
  expect(await save().getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect.poll(() => page.getByLabel('Time zone').inputValue()).toBe('America/Chicago');
});

test('everything is checked, and backed up', async () => {
  await page.getByRole('button', { name: 'Check everything' }).click();
  await page.getByText('Everything is whole').waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Back up now' }).click();
  await page.getByRole('status').filter({ hasText: '.db' }).first().waitFor({ timeout: 15_000 });
});
