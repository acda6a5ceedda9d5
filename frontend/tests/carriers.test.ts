import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { carrierMap, carriersScreen, meaningEffect, taught } from '../src/lib/desktop/fake/carriers';
import { shownRows } from '../src/lib/state/carriers.svelte';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';

/** open shows the Carriers screen over a fake. */
function open(answers: Answers = {}, of = 'gls'): { desktop: Fake; desk: Desk } {
  window.location.hash = addressOf('carriers', '', { of });
  const desktop = fake(answers);
  const desk = new Desk(desktop);
  render(App, { desk });
  return { desktop, desk };
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
const panel = (name: string) => screen.findByRole('region', { name });
const fill = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  if (text !== '') await userEvent.type(field, text.replaceAll('{', '{{'), { delay: 60 });
};

describe('the list of carriers', () => {
  it('names those the shop works with, and all when asked', async () => {
    open();
    const list = await panel('Carriers');
    expect(within(list).getAllByRole('row').length).toBe(6); // with the header; Yodel has nothing to do with this shop
    expect(within(list).getByRole('row', { name: /northline known to this shop alone 31/i })).toBeTruthy();
    expect(
      within(list)
        .getByRole('row', { name: /GLS 96 1/ })
        .getAttribute('aria-selected'),
    ).toBe('true');
    await userEvent.click(within(list).getByRole('button', { name: 'All' }));
    expect(within(list).getAllByRole('row').length).toBe(7);
  });
  it('is worked by the keys alone', async () => {
    const { desktop } = open();
    const row = within(await panel('Carriers')).getByRole('row', { name: /UPS/ });
    row.focus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await screen.findByRole('heading', { name: 'USPS' });
    expect(calls(desktop, 'Carriers.Map').at(-1)).toEqual(['usps']);
    expect(window.location.hash).toContain('of=usps');
  });
  it('says so when no carrier is known', async () => {
    open({ 'Carriers.List': () => ({ ...carriersScreen, rows: [] }) }, '');
    expect(await screen.findByText('Choose a carrier')).toBeTruthy();
  });
});

describe('a table of meanings', () => {
  it('is searched by code, words and meaning, and cut to the shop’s own or to what somebody must act on', () => {
    const says = (row: { phase: string }): string => row.phase;
    const { rows } = carrierMap;
    expect(shownRows(rows, 'all', 'deliveredps', says).map((r) => r.code)).toEqual(['DELIVEREDPS']);
    expect(shownRows(rows, 'all', ' attempt_failed ', says).length).toBe(2);
    expect(shownRows(rows, 'own', '', says).map((r) => r.code)).toEqual(['QX7']);
    expect(shownRows(rows, 'action', '', says).map((r) => r.words)).toEqual(['* refused *']);
    expect(shownRows(rows, 'own', 'refused', says)).toEqual([]);
  });
  it('shows phase, reason, who acts and whose row it is', async () => {
    open();
    const table = await screen.findByRole('table', { name: 'What its codes and words mean' });
    expect(within(table).getByRole('row', { name: /QX7 out for delivery .*the shop’s own by Nadia/ })).toBeTruthy();
    expect(within(table).getByRole('row', { name: /refused .*the customer must act as shipped/ })).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Search code, words, meaning'), 'zzzz', { delay: 60 });
    expect(await screen.findByText('No row has these words.')).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('No row has these words.')).toBeNull();
  });
  it('is changed after its effect was seen, and by nothing before', async () => {
    const { desktop } = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Change what NOTDELIVERED means' }));
    const dialog = await screen.findByRole('dialog', { name: 'What GLS means by it' });
    const look = within(dialog).getByRole('button', { name: /See what it would do/ });
    expect(look.getAttribute('title')).toBe('Nothing is changed yet.');
    await userEvent.selectOptions(within(dialog).getByLabelText('Where the parcel is'), 'lost');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await within(dialog).findByText(/of 1284 orders would change/)).toBeTruthy();
    expect(calls(desktop, 'Carriers.Teach')).toEqual([]);
    // Another edit makes what was seen worthless.
    await userEvent.selectOptions(within(dialog).getByLabelText('Late or stopped'), 'held');
    await waitFor(() => expect(within(dialog).queryByText(/orders would change/)).toBeNull());
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await within(dialog).findByText(/orders would change/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls(desktop, 'Carriers.Teach')).toEqual([
      [[{ carrier: 'gls', type: '*', code: 'NOTDELIVERED', words: '', phase: 'lost', reason: '', flag: 'held' }]],
    ]);
    expect(await screen.findByText('Understood from now on')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Take back' }));
    expect(calls(desktop, 'Carriers.Undo')).toEqual([[8]]);
  });
  it('says what the program refuses, and stays open', async () => {
    open({ 'Carriers.Preview': refusal('bad-meaning-row', 'it needs a code') });
    await userEvent.click(await screen.findByRole('button', { name: 'Change what NOTDELIVERED means' }));
    await userEvent.selectOptions(await screen.findByLabelText('Where the parcel is'), 'lost');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect((await screen.findByRole('alert')).textContent).toContain('The row cannot be taught: it needs a code.');
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
  it('forgets a row of the shop’s own after its effect was seen', async () => {
    const { desktop } = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Forget what QX7 was taught to mean' }));
    await screen.findByRole('dialog', { name: 'Forget a row of GLS' });
    await screen.findByText(/orders would change/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Carriers.Forget').length).toBe(1));
    expect(calls(desktop, 'Carriers.Preview')[0]).toMatchObject([{ forget: true }]);
  });
  it('is read from a file, with a warning where it says otherwise than shipped', async () => {
    const against = { ...meaningEffect, changes: 2, against: 1 };
    const { desktop } = open({ 'Carriers.Preview': () => against });
    const picker = await screen.findByLabelText('Read a table', { selector: 'input' });
    const file = new File(['carrier,type\n'], 'gls.csv', { type: 'text/csv' });
    Object.assign(file, { arrayBuffer: () => Promise.resolve(new TextEncoder().encode('carrier,type\n').buffer) });
    await userEvent.upload(picker, file);
    const dialog = await screen.findByRole('dialog', { name: 'Table gls.csv' });
    expect(await within(dialog).findByText(/1 row says something else than this program ships/)).toBeTruthy();
    expect(calls(desktop, 'Carriers.Teach')).toEqual([]);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Carriers.Teach').length).toBe(1));
  });
});

describe('what nobody understands', () => {
  it('is taught in one step, and said again when nothing changes', async () => {
    const { desktop } = open({ 'Carriers.Teach': () => ({ ...taught, ruling: 0 }) });
    const queue = await panel('Codes and wordings nobody understands');
    expect(within(queue).getByRole('link', { name: 'MT-20411' })).toBeTruthy();
    within(queue).getByRole('row', { name: /ZZ9/ }).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByLabelText('Code')).toHaveProperty('value', 'ZZ9');
    expect(screen.getByLabelText('Wording')).toHaveProperty('value', '');
    await userEvent.selectOptions(screen.getByLabelText('Where the parcel is'), 'moving');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/orders would change/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/say so already: nothing changes/)).toBeTruthy();
    expect(calls(desktop, 'Carriers.Teach')).toMatchObject([[[{ carrier: 'gls', code: 'ZZ9', phase: 'moving' }]]]);
  });
});

describe('the changes so far', () => {
  it('are taken back by Ctrl Z, but not one that was changed again', async () => {
    const [first] = carrierMap.history;
    if (!first) throw new Error('the story has no change');
    const history = [{ ...first, n: 9, undoable: false }, first];
    const { desktop } = open({ 'Carriers.Map': () => ({ ...carrierMap, history }) });
    const changes = await panel('Changes so far');
    const [later] = within(changes).getAllByRole('button', { name: /Take back/ });
    expect(later?.getAttribute('aria-disabled')).toBe('true');
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(calls(desktop, 'Carriers.Undo')).toEqual([[7]]));
  });
});

describe('a tracking page', () => {
  it('is tried while it is written, and kept when it can be', async () => {
    const { desktop } = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Change the tracking page' }));
    await fill('Address, with {} in place of the number', 'https://gls.example/t?n={}');
    await fill('Try it with this number', '4711');
    expect(await screen.findByText('https://gls.example/t?n=4711')).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Carriers.SetLink')).toEqual([['gls', 'https://gls.example/t?n={}']]));
  });
  it('says what is wrong where it stands, and is not kept', async () => {
    const { desktop } = open({ 'Carriers.TryLink': refusal('bad-link', 'it is no web address') });
    await userEvent.click(await screen.findByRole('button', { name: 'Change the tracking page' }));
    await fill('Address, with {} in place of the number', 'javascript:alert({})');
    expect(await screen.findByText('This cannot be a tracking page: it is no web address.')).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(calls(desktop, 'Carriers.SetLink')).toEqual([]);
  });
  it('goes back to the shipped one', async () => {
    const { desktop } = open({}, 'fedex');
    await userEvent.click(await screen.findByRole('button', { name: 'Change the tracking page' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Back to the shipped one' }));
    expect(calls(desktop, 'Carriers.ResetLink')).toEqual([['fedex']]);
  });
});

describe('working days', () => {
  it('are set for one carrier, and leave alone what was not touched', async () => {
    const { desktop } = open({}, 'ups');
    await userEvent.click(await screen.findByRole('button', { name: 'Change the working days' }));
    await fill('Parcels must be ready by', '15:00');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Carriers.SetDays')).toEqual([
        [{ carrier: 'ups', workdays: '', holidays: '', pickup: '15:00' }],
      ]),
    );
    await userEvent.click(await screen.findByRole('button', { name: 'Change the working days' }));
    await userEvent.click(screen.getByRole('button', { name: 'Mon–Sat' }));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Carriers.SetDays')[1]).toEqual([
        { carrier: 'ups', workdays: 'mon-sat', holidays: 'US-parcel', pickup: '16:30' },
      ]),
    );
  });
});
