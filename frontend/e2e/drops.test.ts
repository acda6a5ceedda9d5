import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { command } from './program';
import { go, Shop } from './shop';
import { mended } from './workbook';

const header = 'order_number,source,ordered_at,promised_on,service,customer_name,sku,title,quantity';
const order = (number: string, at: string, promised = '', service = ''): string =>
  `${number},e2e,${at},${promised},${service},Ada Sample,MUG-BLU,"Stoneware mug, blue",1`;
const file = (...rows: string[]): string => [header, ...rows].join('\n') + '\n';

let shop: Shop;
let page: Page;
let inbox = '';
beforeAll(async () => {
  shop = await Shop.open(async (data) => {
    inbox = join(data, '..', 'inbox');
    mkdirSync(inbox);
    await command(data, 'drop', 'add', inbox, '--name', 'Downloads', '--wait');
  });
  page = await shop.page('imports');
});
afterEach(() => expect(shop.quiet()).toBe(''));
afterAll(() => shop.close());

async function drop(name: string, bytes: string | Buffer): Promise<void> {
  const dropped = await page.evaluateHandle(
    ([text, called]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(text), (c) => c.charCodeAt(0))], called));
      return data;
    },
    [Buffer.from(bytes).toString('base64'), name] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer: dropped });
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}
const apply = (): Promise<void> => page.getByRole('button', { name: /^Apply \d+ rows?/ }).click();
const close = (): Promise<void> => page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
const history = (): Locator => page.getByRole('table', { name: 'Import history' });
const inHistory = (name: string): Locator => history().getByRole('row').filter({ hasText: name }).first();

interface Shown {
  readonly id: string;
  readonly promise: { readonly latest?: string };
  readonly facts: { readonly ordered_at?: string };
}
/** shown is an order as it stands. */
async function shown(number: string): Promise<Shown> {
  const id = await shop.ask<string>('Orders/Find', number, '');
  return (await shop.ask<{ state: Shown }>('Orders/Show', id)).state;
}

test('a dropped file is recognised, its date order is turned, it is applied, and undoing it says what stays', async () => {
  // Nobody can say which number is the day: both orders fit every cell.
  await drop('turned.csv', file(order('TURN-1', '03/04/2026 09:00'), order('TURN-2', '05/04/2026 09:00')));
  await page
    .getByText('Ordertrail’s own order form')
    .or(page.getByText("Ordertrail's own order form"))
    .first()
    .waitFor();
  const dates = page.getByRole('main').locator('dl.readas');
  await dates.getByText('nobody can say which is the day').waitFor();
  await dates.getByRole('button', { name: 'Day first' }).click();
  await dates.getByText('day first').first().waitFor();
  await apply();
  await inHistory('turned.csv').waitFor();
  expect((await shown('TURN-1')).facts.ordered_at).toContain('2026-04-03');
  await close();

  // Another file states one of them too; then the first is taken back.
  await drop('again.csv', file(order('TURN-1', '2026-04-03 09:00', '2026-06-01'), order('TURN-3', '2026-05-19 09:00')));
  await apply();
  await inHistory('again.csv').waitFor();
  await close();
  await history().getByRole('button', { name: 'Undo turned.csv' }).click();
  const kept = page.getByRole('dialog', { name: 'What stays of turned.csv' });
  await kept
    .getByRole('row')
    .filter({ hasText: 'TURN-1' })
    .getByText(/also states it/)
    .waitFor();
  expect(await kept.getByText('TURN-2').count()).toBe(0);
  await page.keyboard.press('Escape');
  await kept.waitFor({ state: 'hidden' });
  await expect(shown('TURN-2')).rejects.toThrow('no-such-order');
  expect((await shown('TURN-1')).id).not.toBe('');
});

test('conflicts with what a person typed are answered one by one and in bulk', async () => {
  await drop(
    'base.csv',
    file(...['CON-1', 'CON-2', 'CON-3'].map((n) => order(n, '2026-05-19 09:00', '2026-05-26', 'Standard'))),
  );
  await apply();
  await inHistory('base.csv').waitFor();
  await close();
  for (const number of ['CON-1', 'CON-2', 'CON-3'])
    await shop.ask('Orders/Edit', (await shown(number)).id, 'promised_on', '2026-05-30');
  const later = ['CON-1', 'CON-2', 'CON-3'].map((n) => order(n, '2026-05-19 09:00', '2026-06-02', 'Standard'));
  await drop('later.csv', file(...later));
  const conflicts = page.getByRole('table', { name: 'Conflicts' });
  await expect.poll(() => conflicts.getByRole('row').count()).toBe(4);
  await page.getByRole('button', { name: 'Keep all of ours' }).click();
  const second = conflicts.getByRole('group', { name: /CON-2/ });
  await second.getByRole('button', { name: 'file' }).click();
  await expect.poll(() => second.getByRole('button', { name: 'file' }).getAttribute('aria-pressed')).toBe('true');
  await apply();
  await inHistory('later.csv').waitFor();
  await close();
  const promises = await Promise.all(['CON-1', 'CON-2', 'CON-3'].map(async (n) => (await shown(n)).promise.latest));
  expect(promises).toEqual(['2026-05-30', '2026-06-02', '2026-05-30']);
  expect(await shop.ask<{ order: string }[]>('Imports/Conflicts')).toEqual([]); // all of them were answered
});

test('rejected rows are saved as a sheet, mended there, and dropped again', async () => {
  await drop('rejects.csv', file(order('REJ-1', '2026-05-19 09:00'), order('REJ-2', '31/31/2026')));
  await page.getByRole('button', { name: 'Save as sheet' }).click();
  await page.getByText('rejected-rejects.xlsx', { exact: true }).waitFor();
  await apply();
  await inHistory('rejects.csv').waitFor();
  await close();
  const sheet = readFileSync(join(shop.data, 'documents', 'rejected-rejects.xlsx'));
  await drop('rejected-rejects.xlsx', mended(sheet, '31/31/2026', '2026-05-20 10:00'));
  await apply();
  await inHistory('rejected-rejects.xlsx').waitFor();
  await close();
  expect((await shown('REJ-2')).facts.ordered_at).toContain('2026-05-20');
});

test('a file that appears in a watched folder waits, says what it would do, and is let in by a key', async () => {
  writeFileSync(
    join(inbox, 'waits-a.csv'),
    file(order('WAIT-1', '2026-05-19 09:00'), order('WAIT-2', '2026-05-19 09:00')),
  );
  writeFileSync(join(inbox, 'waits-b.csv'), file(order('WAIT-3', '2026-05-19 09:00')));
  writeFileSync(join(inbox, 'waits-c.csv.part'), file(order('WAIT-4', '2026-05-19 09:00')));
  const waiting = page.getByRole('table', { name: 'Waiting files' });
  const first = waiting.getByRole('row').filter({ hasText: 'waits-a.csv' });
  await first.getByText('ready').waitFor({ timeout: 20_000 });
  expect(await first.getByRole('cell').allInnerTexts()).toEqual(expect.arrayContaining(['Downloads', '2', '2', '0']));
  expect(await waiting.getByText('waits-c').count()).toBe(0);
  await page.getByText('2 files wait').waitFor(); // also at the foot of every screen
  await first.focus();
  await page.keyboard.press('Enter');
  await inHistory('waits-a.csv').getByText('in Downloads').waitFor();
  expect(existsSync(join(inbox, 'done', 'waits-a.csv'))).toBe(true);
  expect((await shown('WAIT-1')).id).not.toBe('');

  // The other one is looked at, and its plan applied: it is moved too.
  await waiting.getByRole('button', { name: 'Look at waits-b.csv' }).click();
  await page.getByRole('heading', { level: 2, name: 'waits-b.csv' }).waitFor();
  await apply();
  await inHistory('waits-b.csv').getByText('in Downloads').waitFor();
  await close();
  await expect.poll(() => readdirSync(inbox).filter((name) => name.startsWith('waits'))).toEqual(['waits-c.csv.part']);
});

test('a file nobody knows is refused with its reason, mapped, and stays listed until somebody has seen to it', async () => {
  writeFileSync(join(inbox, 'odd.csv'), 'Zzyx;Qwv;Mnop\nO-1;1;2\n');
  const row = page.getByRole('table', { name: 'Waiting files' }).getByRole('row').filter({ hasText: 'odd.csv' });
  await row.getByText('nobody knows it').waitFor({ timeout: 20_000 });
  expect(await row.getByRole('button', { name: 'Import odd.csv' }).count()).toBe(0);
  await row.getByRole('button', { name: 'Look at odd.csv' }).click();
  const notes = page.getByRole('region', { name: 'About the file' });
  await notes.getByText(/Say beside it what its columns become/).waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('--');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await row.getByRole('button', { name: 'Set odd.csv aside' }).click();
  await expect.poll(() => readdirSync(join(inbox, 'failed')).sort()).toEqual(['odd.csv', 'odd.csv.why.txt']);
});

test('Settings says which folder is out of reach, what helps, and takes another one', async () => {
  await go(page, 'settings?show=folders');
  const panel = page.getByRole('region', { name: 'Watched folders' });
  await panel.getByRole('row').filter({ hasText: 'Downloads' }).getByText('watched').waitFor();
  await panel.getByRole('button', { name: 'Add a folder' }).click();
  const dialog = page.getByRole('dialog', { name: 'A folder to be watched' });
  await dialog.getByLabel('Folder', { exact: true }).fill(join(inbox, 'nowhere'));
  await page.keyboard.press('Control+Enter');
  await dialog
    .getByRole('alert')
    .getByText(/Make it, or connect the share/)
    .waitFor();
  mkdirSync(join(inbox, 'nowhere'));
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'hidden' });
  await panel.getByRole('row').filter({ hasText: 'nowhere' }).getByText('is taken in at once').waitFor();
});
