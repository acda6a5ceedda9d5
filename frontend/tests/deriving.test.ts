import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { shell, today } from '../src/lib/desktop/fake/shop';
import { authority, authorityEffect } from '../src/lib/desktop/fake/work';
import type { Progress } from '../src/lib/desktop/types';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';
import type { Where } from '../src/lib/keys/shortcuts';

const step = (job: string, done: number, code = 'deriving'): Progress => ({ job, code, done, total: 238_240 });

function open(where: Where, answers: Answers): Fake {
  window.location.hash = addressOf(where, '', {});
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  return desktop;
}

describe('a shop that is being opened', () => {
  it('says why and how far it is, and shows itself as soon as it is open', async () => {
    let isOpen = false;
    const closed = refusal('not-open');
    const desktop = open('today', {
      'Shells.Show': () => (isOpen ? shell : closed()),
      'Today.Show': () => (isOpen ? today : closed()),
    });
    expect(await screen.findByText('Opening the shop')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    desktop.progress(step('opening', 12_000));
    expect(await screen.findByText(/The rules or the program changed since it was last open/)).toBeTruthy();
    expect(screen.getByText('Statuses are derived anew: 12,000 of 238,240 done.')).toBeTruthy();
    expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Deriving anew' }).value).toBe(12_000);
    expect(screen.getByText(/everything is then as it was/)).toBeTruthy();
    desktop.progress(step('opening', 48_000, 'taking_back'));
    expect(await screen.findByText(/The program ended while it took in a file/)).toBeTruthy();
    expect(screen.getByText('An import that was cut short is taken back: 48,000 of 238,240 done.')).toBeTruthy();
    expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Taking back' }).value).toBe(48_000);
    expect(screen.getByText(/it goes on the next time/)).toBeTruthy();
    expect(screen.queryByText(/derived anew/)).toBeNull();
    isOpen = true;
    await waitFor(() => expect(screen.queryByText('Opening the shop')).toBeNull());
    expect(await screen.findByRole('navigation')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(desktop.called.filter((c) => c.name === 'Today.Show').length).toBeGreaterThan(1);
  });
});

describe('a shop that cannot be opened', () => {
  it('says why, and shows itself when another program lets go of it', async () => {
    let isOpen = false;
    const held = refusal('in-use');
    open('today', {
      'Shells.Show': () => (isOpen ? shell : held()),
      'Today.Show': () => (isOpen ? today : held()),
    });
    const told = await screen.findByRole('alert');
    expect(told.textContent).toMatch(/could not be opened.*Another window or command has.*opens here as soon as/s);
    expect(screen.queryByRole('navigation')).toBeNull();
    isOpen = true;
    expect(await screen.findByRole('navigation')).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
  it('says what to do where waiting does not help', async () => {
    open('today', { 'Shells.Show': refusal('newer-file') });
    const told = await screen.findByRole('alert');
    expect(told.textContent).toMatch(/A newer version.*Nothing was changed/s);
  });
});

describe('a change of the rules', () => {
  it('says how far it is while it is made, and can be stopped', async () => {
    let give: (error: unknown) => void = () => undefined;
    const desktop = open('settings', {
      'Settings.PreviewAuthority': () => authorityEffect,
      'Settings.ResetAuthority': () => new Promise((_, reject) => (give = reject)),
      'Settings.Authority': () => ({ ...authority, changed: true }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /shipped/ }));
    const dialog = await screen.findByRole('dialog');
    const act = (): HTMLElement => within(dialog).getAllByRole('button').at(-1) as HTMLElement;
    await userEvent.click(act());
    desktop.progress(step('authority', 9, 'comparing'));
    await waitFor(() => expect(act().textContent).toMatch(/\d/));
    expect(within(dialog).queryByText(/derived anew: /)).toBeNull();
    await userEvent.click(act());
    desktop.progress(step('authority', 120_000));
    expect(await within(dialog).findByText('Statuses are derived anew: 120,000 of 238,240 done.')).toBeTruthy();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Stop' }));
    expect(desktop.called.filter((c) => c.name === 'Imports.Cancel').map((c) => c.args)).toEqual([['authority']]);
    give(new Error('cancelled'));
    await waitFor(() => expect(within(dialog).queryByText(/derived anew: /)).toBeNull());
  });
});
