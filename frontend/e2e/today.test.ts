import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { command } from './program';
import { Shop } from './shop';

interface TaskRow {
  task: string;
  order: string;
}
let shop: Shop;
let page: Page;
let groups: { owner: string; tasks: TaskRow[] }[];
beforeAll(async () => {
  shop = await Shop.open();
  groups = (await shop.ask<{ groups: typeof groups }>('Today/Show')).groups;
  page = await shop.page();
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

const queue = () => page.getByRole('table', { name: 'Tasks grouped by who must act' });

test('Today lists every open task under who must act', async () => {
  await queue().waitFor();
  const shown = groups.reduce((n, g) => n + g.tasks.length, 0);
  expect(shown).toBeGreaterThan(5);
  expect(await queue().locator('tr[data-row]').count()).toBe(shown);
  for (const group of groups) {
    const heading = queue().getByRole('rowheader', {
      name: new RegExp(`${group.owner}.* ${String(group.tasks.length)}$`, 'i'),
    });
    if (!['admin'].includes(group.owner)) expect(await heading.count()).toBe(1);
  }
});

test('the keyboard alone walks to the second task and opens its order', async () => {
  const second = groups.flatMap((g) => g.tasks)[1];
  await queue().locator('[data-row="0"]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: second?.order ?? '' }).waitFor();
  expect(page.url()).toContain('#/orders/');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+1');
  await queue().waitFor();
});

test('a task that is taken says by whom', async () => {
  await queue().locator('[data-row="0"]').focus();
  await page.getByRole('button', { name: 'Take' }).click();
  await queue().getByText('taken by Nadia').waitFor();
});

test('the sofa of 4:15 p.m. says what decided, and who says otherwise', async () => {
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill('MH-20418');
  await page
    .getByRole('option', { name: /MH-20418/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: 'MH-20418' }).waitFor();
  const why = page.getByRole('region', { name: 'Why this status' }).or(page.locator('section.why'));
  await why.first().waitFor();
  const text = await why.first().innerText();
  const said = JSON.parse(await command(shop.data, 'order', 'show', 'MH-20418', '--json').catch(() => '{}')) as {
    why?: { conflicts: unknown[] };
  };
  expect(text).toMatch(/nobody on site/i);
  const rows = why.first().getByRole('table').getByRole('row');
  expect(await rows.count()).toBeGreaterThanOrEqual(3);
  expect(said.why?.conflicts.length ?? 2).toBeGreaterThanOrEqual(2);
  const parcel = page.getByRole('article');
  expect(await parcel.count()).toBe(1);
  expect(await parcel.innerText()).toContain('NL0000418220');
});

test('a next step is done where the task stands, and only on what is looked at', async () => {
  await page.keyboard.press('Control+1');
  await queue().waitFor();
  const failed = queue()
    .getByRole('row', { name: /Attempt failed/ })
    .first();
  await queue().locator('[data-row="0"]').focus();
  await page.keyboard.press('Space');
  await failed.focus();
  await page.keyboard.press('Control+Enter');
  const dialog = page.getByRole('dialog', { name: 'Rebook' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Attempt failed');
  expect(await dialog.getByRole('listitem').count()).toBeGreaterThan(2);
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Waiting 1' }).click();
  await queue().getByText('Waits for the carrier.').waitFor();
});

test('history says how each task ended', async () => {
  await page.getByRole('button', { name: 'History' }).click();
  await queue().getByText('Cleared by itself').first().waitFor();
});
