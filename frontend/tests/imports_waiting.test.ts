import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, type Answers, type Fake } from '../src/lib/desktop/fake';
import type { ConflictRow, RememberedKind } from '../src/lib/desktop/types';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';

/** open shows Imports over a fake, at what was asked for. */
function open(answers: Answers, show = ''): Fake {
  window.location.hash = addressOf('imports', '', show === '' ? {} : { show });
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  return desktop;
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
const conflict = (order: string, field: string, ours: string, file: string): ConflictRow => ({
  order_id: `O${order}`,
  order: `MT-${order}`,
  source: 'shop',
  field,
  ours,
  file,
  run: 'R000431',
});

describe('conflicts that wait', () => {
  const rows = [conflict('20402', 'service', 'Express', 'Standard'), conflict('20418', 'tags', 'vip', '')];
  it('are where a task leads, with the focus on the first', async () => {
    open({ 'Imports.Conflicts': () => rows }, 'conflicts');
    const row = await screen.findByRole('row', { name: /MT-20402 Service Express Standard R000431/ });
    await waitFor(() => expect(document.activeElement).toBe(row));
    expect(window.location.hash).toBe('#/imports');
  });
  it('are answered one by one, or all at once', async () => {
    let left = rows;
    const desktop = open({
      'Imports.Conflicts': () => left,
      'Imports.AnswerConflicts': () => {
        left = left.slice(1);
        return 1;
      },
    });
    const which = await screen.findByRole('group', { name: 'What holds for MT-20402, Service' });
    await userEvent.click(within(which).getByRole('button', { name: 'file' }));
    expect(await screen.findByText('1 conflict answered')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('MT-20402')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: 'Keep all of ours' }));
    await waitFor(() => expect(screen.queryByText('Conflicts that wait')).toBeNull());
    expect(calls(desktop, 'Imports.AnswerConflicts')).toEqual([
      [[{ order_id: 'O20402', order: '', field: 'service', answer: 'file' }]],
      [[{ order_id: '', order: '', field: '', answer: 'mine' }]],
    ]);
  });
});

describe('remembered choices', () => {
  const choice = (name: string, value: string) => ({
    choice: name,
    value,
    run: 'R000420',
    at: '',
    says: '',
    args: [],
    message: '',
  });
  const kind: RememberedKind = {
    run: 'R000431',
    file: 'orders-may.csv',
    source: 'web',
    at: '2026-05-20T10:00:00Z',
    choices: [choice('date_format', 'dmy'), choice('map.service', 'Versand')],
  };
  it('are listed in words, and can be forgotten', async () => {
    let kinds = [kind];
    const desktop = open({
      'Imports.Remembered': () => kinds,
      'Imports.Forget': () => {
        kinds = [];
      },
    });
    const row = await screen.findByRole('row', {
      name: /orders-may\.csv web .*day first.*column of Service: Versand/i,
    });
    await userEvent.click(
      within(row).getByRole('button', { name: 'Forget what was chosen for files like orders-may.csv' }),
    );
    expect(await screen.findByText(/Nothing is remembered/)).toBeTruthy();
    expect(calls(desktop, 'Imports.Forget')).toEqual([['R000431']]);
  });
});
