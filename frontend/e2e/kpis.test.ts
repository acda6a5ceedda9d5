import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { count, figure } from '$lib/i18n/numbers';
import words from '../src/lib/i18n/en.json';
import { command } from './program';
import { Shop } from './shop';

interface Figure {
  name: string;
  unit: string;
  value: number | null;
  currency?: string;
  numerator: number;
  denominator: number;
  n: number;
}
interface Report {
  from: string;
  to: string;
  kpis: Figure[];
}

let shop: Shop;
let page: Page;
const reports = new Map<string, Report>();
// Read a row as: the month whose button says <name> runs from <from> to <to>.
const months = [
  ['Apr', '2026-04-01', '2026-04-30'],
  ['May', '2026-05-01', '2026-05-31'],
] as const;

beforeAll(async () => {
  shop = await Shop.open(async (data) => {
    for (const [name, from, to] of months) {
      reports.set(name, JSON.parse(await command(data, 'kpi', '--from', from, '--to', to, '--json')) as Report);
    }
  });
  page = await shop.page('kpis');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

/** written is how the screen may write a figure: the command line rounds to hundredths, the screen to tenths of the exact one. Money comes in whole units here and in minor ones there. */
function written(k: Figure): string[] {
  if (k.unit === 'money') return [figure(Math.round((k.value ?? 0) * 100), k.unit, k.currency ?? '')];
  return [-0.005, 0, 0.005].map((by) => figure((k.value ?? 0) + by, k.unit, k.currency ?? ''));
}

test.each(months)('in %s the screen shows what the command line counts', async (month) => {
  await page.getByRole('group', { name: 'Month' }).getByRole('button', { name: month }).click();
  await page.getByRole('table', { name: new RegExp(`^KPIs for ${month}`) }).waitFor();
  const report = reports.get(month);
  const known = report?.kpis.filter((k) => k.value !== null) ?? [];
  expect(known.length).toBeGreaterThan(8);
  const table = page.getByRole('table', { name: /^KPIs for/ });
  const rows = await table.locator('tbody tr').evaluateAll((all) =>
    all.map((row) => ({
      title: row.querySelector('th b')?.textContent ?? '',
      value: row.querySelector('.val')?.textContent ?? '',
      from: row.querySelectorAll('td')[1]?.textContent ?? '',
    })),
  );
  for (const k of known) {
    const row = rows.find((r) => r.title === (words as Record<string, string>)[`kpi.${k.name}`]);
    expect(row, k.name).toBeDefined();
    expect(written(k), k.name).toContain(row?.value);
    if (k.unit === 'percent') expect(row?.from).toContain(`${count(k.numerator)} of ${count(k.denominator)}`);
  }
});

test('the workbook is written and named', async () => {
  await page.getByRole('button', { name: 'XLSX with formulas' }).click();
  await page.getByRole('status').filter({ hasText: '.xlsx' }).first().waitFor({ timeout: 15_000 });
});

test('a number opens the rows behind it, and a row its order', async () => {
  await page.getByRole('group', { name: 'Month' }).getByRole('button', { name: 'Apr' }).click();
  await page.getByRole('button', { name: /show the rows behind On-time delivery$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'On-time delivery, April 2026' });
  await dialog.getByRole('row').nth(3).waitFor();
  const order = (await dialog.getByRole('rowheader').first().textContent()) ?? '';
  await dialog.getByRole('rowheader').first().getByRole('button').click();
  await page.getByText(order).first().waitFor();
  await page.keyboard.press('Control+5');
  await page.getByRole('table', { name: /^KPIs for/ }).waitFor();
});

test('a month that is over is frozen once, and then stands beside what it was', async () => {
  await page.getByRole('group', { name: 'Month' }).getByRole('button', { name: 'Mar' }).click();
  await page.getByRole('button', { name: 'Freeze Mar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Freeze March 2026' });
  await dialog.getByRole('button', { name: 'Freeze March 2026' }).click();
  await page.getByRole('group', { name: 'Month' }).getByRole('button', { name: 'Mar, frozen' }).waitFor();
  await page.getByRole('columnheader', { name: 'Restated today' }).waitFor();
  await page.getByText('no change').first().waitFor();
  expect(await page.getByRole('button', { name: 'Freeze Mar' }).count()).toBe(0);
  await page.keyboard.press('Control+ArrowRight');
  await page.getByRole('table', { name: /^KPIs for April/ }).waitFor();
});

test('the report is written and named', async () => {
  await page.getByRole('button', { name: 'PDF' }).click();
  await page.getByRole('status').filter({ hasText: '.pdf' }).first().waitFor({ timeout: 15_000 });
});
