import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Shop } from './shop';

const header = 'order_number,source,ordered_at,customer_name,email,sku,title,quantity,unit_price,currency';
const good = `${header}
IMP-1,e2e,2026-05-20 09:00,Ada Sample,ada@example.com,MUG-BLU,"Stoneware mug, blue",2,12.50,USD
IMP-1,,,,,MUG-SND,"Stoneware mug, sand",1,12.50,USD
IMP-2,e2e,31/31/2026,Bo Sample,bo@example.com,MUG-SND,"Stoneware mug, sand",1,12.50,USD
IMP-3,e2e,2026-05-20 09:30,Cy Sample,cy@example.com,MUG-SND,"Stoneware mug, sand",1,12.50,USD
`;
// Headings in no language we know, so that only a person can say what they mean.
const unknown = `Zzyx;Qwv;Mnop;Rstu
N-9001;2026-05-20 10:00;MUG-BLU;3
N-9002;2026-05-20 10:05;MUG-SND;1
`;

let shop: Shop;
let page: Page;
beforeAll(async () => {
  shop = await Shop.open();
  page = await shop.page('imports');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

async function choose(name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose files', exact: true }).waitFor();
  await page
    .getByLabel('Choose files to import')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

/** parts are the terms of the sum a plan shows, by their names. */
async function parts(): Promise<Record<string, number>> {
  const list = page.locator('dl[aria-label^="The plan adds up"]');
  await list.waitFor();
  const pairs = await list
    .locator('div:not(.op)')
    .evaluateAll((all) =>
      all.map(
        (one) =>
          [one.querySelector('dt')?.textContent?.trim() ?? '', Number(one.querySelector('dd')?.textContent)] as const,
      ),
    );
  return Object.fromEntries(pairs);
}

const history = (): Locator => page.getByRole('table', { name: 'Import history' });
const applied = (): Locator => page.getByRole('button', { name: /^Apply/ });

test('a chosen file is planned, and the plan adds up to its rows', async () => {
  await choose('imp.csv', good);
  const { 'rows in the file': rows, ...terms } = await parts();
  expect(rows).toBe(4);
  expect(Object.values(terms).reduce((sum, n) => sum + n, 0)).toBe(4);
  expect(terms).toMatchObject({ rejected: 1 });
  await page.getByRole('table', { name: 'Rejected rows with the cell at fault' }).getByText('31/31/2026').waitFor();
  expect(
    await shop.ask<{ rows: unknown[] }>('Orders/List', {
      view: 'all',
      search: 'IMP-1',
      source: '',
      after: '',
      limit: 5,
    }),
  ).toMatchObject({ rows: [] });
});

test('applying writes it, names it in the history, and the same file again changes nothing', async () => {
  await applied().click();
  await history().getByRole('row').filter({ hasText: 'imp.csv' }).waitFor();
  const list = await shop.ask<{ rows: { order: string }[] }>('Orders/List', {
    view: 'all',
    search: 'IMP-',
    source: '',
    after: '',
    limit: 5,
  });
  expect(list.rows.map((r) => r.order).sort()).toEqual(['IMP-1', 'IMP-3']);
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
  await choose('imp.csv', good);
  await page.getByText('These very bytes are in already').waitFor();
  expect(await applied().getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('button', { name: 'Discard' }).click();
});

test('undoing it takes back what it brought', async () => {
  await history().getByRole('button', { name: 'Undo imp.csv' }).first().click();
  await history().getByRole('row').filter({ hasText: 'imp.csv' }).filter({ hasText: 'undone' }).first().waitFor();
  const list = await shop.ask<{ rows: unknown[] }>('Orders/List', {
    view: 'all',
    search: 'IMP-',
    source: '',
    after: '',
    limit: 5,
  });
  expect(list.rows).toEqual([]);
});

test('a table nobody knows is mapped by hand, and then planned', async () => {
  await choose('odd.csv', unknown);
  await page.getByText('Say first which column is').waitFor();
  expect(await applied().getAttribute('aria-disabled')).toBe('true');
  for (const [column, field] of [
    ['Zzyx', /^Order number/i],
    ['Qwv', /^(Ordered|Placed|Order date)/i],
    ['Mnop', /^SKU/i],
    ['Rstu', /^Quantity/i],
  ] as const) {
    const pick = page.getByRole('combobox', { name: `What “${column}” becomes` });
    const options = await pick.getByRole('option').allInnerTexts();
    const title = options.find((o) => field.test(o));
    expect(title, `a field for ${column} among ${options.join(', ')}`).toBeDefined();
    await pick.selectOption({ label: title ?? '' });
    await expect
      .poll(
        async () =>
          (
            await page
              .getByRole('combobox', { name: `What “${column}” becomes` })
              .getByRole('option', { selected: true })
              .allInnerTexts()
          )[0],
      )
      .toBe(title);
  }
  await expect.poll(async () => (await parts())['new'], { timeout: 6000 }).toBe(2);
  await applied().click();
  await history().getByRole('row').filter({ hasText: 'odd.csv' }).waitFor();
  const list = await shop.ask<{ rows: { units: number }[] }>('Orders/List', {
    view: 'all',
    search: 'N-9001',
    source: '',
    after: '',
    limit: 5,
  });
  expect(list.rows.map((r) => r.units)).toEqual([3]);
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click();
});

test('a file dropped on another screen is planned too', async () => {
  await page.keyboard.press('Control+1');
  await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  const dropped = await page.evaluateHandle(
    (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.csv', { type: 'text/csv' }));
      return data;
    },
    good.replaceAll('IMP-', 'DROP-'),
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: dropped });
  await page.getByRole('heading', { level: 2, name: 'dropped.csv' }).waitFor();
  expect((await parts())['rows in the file']).toBe(4);
  await page.getByRole('button', { name: 'Discard' }).click();
});

test('a file that is broken is refused in words, and nothing is written', async () => {
  const before = await shop.ask<unknown[]>('Imports/History', '');
  await page.getByLabel('Choose files to import').setInputFiles({
    name: 'broken.xlsx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('PK\u0003\u0004 this is no workbook'),
  });
  const alert = page.getByRole('alert');
  await alert.filter({ hasText: 'broken.xlsx' }).waitFor();
  expect(await alert.first().innerText()).toContain('Nothing was written');
  expect(await shop.ask<unknown[]>('Imports/History', '')).toEqual(before);
});
