import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers } from '../src/lib/desktop/fake';
import { returnView, supplierCase } from '../src/lib/desktop/fake/returns';
import type { ReturnView } from '../src/lib/desktop/types';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';

const show = (place: string, answers: Answers = {}) => {
  window.location.hash = `#/${place}`;
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  const calls = (name: string): unknown[][] => desktop.called.filter((c) => c.name === name).map((c) => c.args);
  return { calls, user: userEvent.setup() };
};
/** of is the answer that a return in this phase is looked at with. */
const of = (phase: string, more: Partial<ReturnView> = {}): Answers => ({
  'Returns.View': (number: string) => {
    const view = returnView(number);
    return { ...view, ...more, state: { ...view.state, phase, ...more.state } };
  },
});
function fill(field: HTMLElement, value: string): void {
  (field as HTMLInputElement).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
const save = '{Control>}{Enter}{/Control}';

describe('how a return comes back', () => {
  it('is told by the keyboard, with its label and the day of the pick-up', async () => {
    const state = { ...returnView('R-0314').state, phase: 'requested', received: '' };
    const { calls, user } = show('returns/R-0314', of('requested', { state }));
    await screen.findByRole('button', { name: /^How it comes back/ });
    await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'How R-0314 comes back' });
    fill(within(dialog).getByLabelText(/^Tracking number/), '1Z999AA10123456784');
    fill(within(dialog).getByLabelText(/^Day of the pick-up/), '2026-05-26');
    await user.keyboard(save);
    await expect.poll(() => calls('Returns.Expect')).toEqual([['R-0314', '', '1Z999AA10123456784', '2026-05-26']]);
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });
  it('is not asked of what is here', async () => {
    const { user } = show('returns/R-0301', of('disposition_decided', { acts: ['return_released'] }));
    await screen.findByRole('button', { name: /^Release/ });
    await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: /^How it comes back/ })).toBeNull();
  });
});

describe('goods nobody announced', () => {
  const begin = async (answers: Answers = {}) => {
    const shown = show('returns', answers);
    await screen.findByRole('button', { name: /^Goods nobody announced/ });
    await shown.user.keyboard('{Control>}{Shift>}E{/Shift}{/Control}');
    return { ...shown, dialog: await screen.findByRole('dialog', { name: 'Goods nobody announced' }) };
  };
  it('are booked in a few words while nobody knows their order', async () => {
    const { calls, user, dialog } = await begin();
    await user.keyboard(save);
    within(dialog).getByText('Say what came, by SKU or in a few words.');
    fill(within(dialog).getByLabelText(/^What came/), 'a lamp');
    fill(within(dialog).getByLabelText('How many'), '2');
    await user.keyboard(save);
    await expect
      .poll(() => calls('Returns.Unannounced')[0]?.[0])
      .toEqual({ order_id: '', goods: 'a lamp', lines: [{ line: '', quantity: 2 }], apart: false });
    await expect.poll(() => window.location.hash).toBe(addressOf('returns', 'R7KQ25'));
  });
  it('are looked up by their order, and may be something else than what comes back', async () => {
    const { calls, user, dialog } = await begin({ 'Returns.Unannounced': refusal('came-already', 'MT-20418', 'P1') });
    const number = within(dialog).getByLabelText(/^Number of its order/);
    fill(number, 'MT-20418');
    number.dispatchEvent(new Event('change', { bubbles: true }));
    const drill = await within(dialog).findByLabelText(/drill/i);
    await expect.poll(() => document.activeElement).toBe(drill);
    fill(drill, '1');
    await user.keyboard(save);
    await user.click(await within(dialog).findByLabelText('It is something else, or more than that'));
    await user.keyboard(save);
    await expect
      .poll(() => calls('Returns.Unannounced').map(([g]) => g))
      .toEqual([false, true].map((apart) => expect.objectContaining({ apart, lines: [{ line: '1', quantity: 1 }] })));
  });
  it('of an order nobody knows are not booked', async () => {
    const { calls, user, dialog } = await begin();
    fill(within(dialog).getByLabelText(/^Number of its order/), 'NO-SUCH');
    await user.keyboard(save);
    await within(dialog).findByText('There is no order NO-SUCH.');
    expect(calls('Returns.Unannounced')).toEqual([]);
  });
});

describe('a box that nobody has looked into', () => {
  it('is counted, which is what comes next', async () => {
    const state = { ...returnView('R-0312').state, uncounted: 1, lines: [] };
    const { calls, user } = show(
      'returns/R-0312',
      of('received', { state: { ...state, phase: 'received' }, lines: [] }),
    );
    await screen.findByText('1 box that nobody has looked into');
    await user.keyboard(save);
    const dialog = await screen.findByRole('dialog', { name: 'What is in the box of R-0312' });
    fill(await within(dialog).findByLabelText(/drill/i), '1');
    await user.keyboard(save);
    await expect.poll(() => calls('Returns.Receive')).toEqual([['R-0312', [{ line: '1', quantity: 1 }]]]);
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });
});

describe('a return at its supplier', () => {
  const state = {
    ...returnView('R-0301').state,
    phase: 'disposition_decided',
    lines: returnView('R-0301').state.lines.map((l) => ({
      ...l,
      units: [{ quantity: 1, grade: 'D', disposition: 'return_to_supplier', resolution: 'repair' }],
    })),
  };
  const acts = ['return_decided', 'return_released'];
  it('waits for the answer, which is what comes next', async () => {
    const supplier = { ...supplierCase, state: 'sent', way: '1Z999', acts: ['supplier_answered', 'supplier_sent'] };
    const { calls, user } = show('returns/R-0301', of('disposition_decided', { acts, state, supplier }));
    await screen.findByText(/under 1Z999/);
    expect(screen.queryByRole('button', { name: /^Release/ })).toBeNull();
    await user.keyboard(save);
    const dialog = await screen.findByRole('dialog', { name: /^The supplier answered/ });
    fill(within(dialog).getByLabelText('Credited USD'), '31.50');
    await user.keyboard(save);
    await expect.poll(() => calls('Claims.AnswerSupplier')).toEqual([['R-0311', 'credited', 3150, '']]);
  });
  it('is decided again when it was credited, with a reason', async () => {
    const supplier = { ...supplierCase, state: 'credited', credit: { minor: 3150, currency: 'USD' }, acts: [] };
    const { calls, user } = show('returns/R-0301', of('disposition_decided', { acts, state, supplier }));
    await screen.findByText('credited $31.50');
    await user.keyboard('{Control>}{Shift>}G{/Shift}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Decide again about R-0301' });
    await user.selectOptions(within(dialog).getByLabelText('Customer gets'), 'Refund');
    await user.keyboard(save);
    within(dialog).getByText('Say why.');
    fill(within(dialog).getByLabelText('Reason'), 'credited');
    await user.keyboard(save);
    await expect
      .poll(() => calls('Returns.Decide')[0]?.[0])
      .toMatchObject({ return: 'R-0301', again: true, disposition: '', resolution: 'refund', why: 'credited' });
  });
  it('says that a warranty is over, since when, and what follows', async () => {
    const cover = { says: 'out', months: 12, from: '2025-05-09', until: '2026-05-09' };
    const lines = state.lines.map((l) => ({ ...l, cover }));
    show('returns/R-0312', of('inspection_pending', { state: { ...state, lines, phase: 'inspection_pending' } }));
    await screen.findByText('Out of warranty since 10 May (term: 12 months, from 9 May 2025).');
    await screen.findByText(/need not take it/);
  });
  it('tells it where a warranty case is asked for', async () => {
    window.location.hash = addressOf('order', 'O20418', { do: 'return' });
    render(App, { desk: new Desk(fake()) });
    const dialog = await screen.findByRole('dialog', { name: /^Open a return for/ });
    fill(within(dialog).getByLabelText(/drill/i), '1');
    await userEvent.selectOptions(within(dialog).getByLabelText('What it is'), 'A warranty case');
    await within(dialog).findByText(/^Out of warranty since 16 May/);
  });
});
