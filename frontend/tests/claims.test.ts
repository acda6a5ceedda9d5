import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers } from '../src/lib/desktop/fake';
import { Desk } from '../src/lib/state/desk.svelte';

const show = (place: string, answers: Answers = {}) => {
  window.location.hash = `#/${place}`;
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  const calls = (name: string): unknown[][] => desktop.called.filter((c) => c.name === name).map((c) => c.args);
  return { calls, user: userEvent.setup() };
};

/** fill types text the way a person does: not within a scanner's pace. */
function fill(field: HTMLElement, value: string): void {
  (field as HTMLInputElement).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('claims', () => {
  it('are opened on their order, with what would be right beside what is wrong', async () => {
    const { calls, user } = show('orders/O20418');
    await user.click(await screen.findByRole('button', { name: 'Open a claim' }));
    const dialog = await screen.findByRole('dialog', { name: /^Open a claim for/ });
    await user.selectOptions(within(dialog).getByLabelText('What happened'), 'Damaged');
    fill(within(dialog).getByLabelText(/^Amount/), '12,50');
    await user.keyboard('{Control>}{Enter}{/Control}');
    within(dialog).getByText('“12,50” is no amount. Write it like 0.85.');
    expect(calls('Claims.Open')).toEqual([]);
    fill(within(dialog).getByLabelText(/^Amount/), '12.50');
    fill(within(dialog).getByLabelText('Last day it is taken'), '26 May 2026');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await expect
      .poll(() => calls('Claims.Open')[0]?.[0])
      .toMatchObject({
        order_id: 'O20418',
        kind: 'damaged',
        amount: 1250,
        deadline: '2026-05-26',
      });
    await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
  });

  it('say what evidence is missing, and keep the dialog with the reason when the rules refuse', async () => {
    const { user } = show('returns', { 'Claims.File': refusal('claim-not-now', 'C7KQ2M4A', 'paid') });
    const table = await screen.findByRole('table', { name: 'Claims against carriers and insurers' });
    within(table).getByText('the customer’s word that it never came');
    await user.click(within(table).getByRole('button', { name: 'Handed in' }));
    const dialog = await screen.findByRole('dialog', { name: /handed in$/ });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await within(dialog).findByRole('alert');
  });

  it('are one stop of the Tab key, and Enter opens their order', async () => {
    const { user } = show('returns');
    const table = await screen.findByRole('table', { name: 'Claims against carriers and insurers' });
    expect(table.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
    table.querySelector<HTMLElement>('[data-row="0"]')?.focus();
    await user.keyboard('{Enter}');
    await expect.poll(() => window.location.hash).toBe('#/orders/O20418');
  });
});

describe('cases with suppliers', () => {
  it('show the serial number, and keep the number the supplier gave', async () => {
    const { calls, user } = show('returns');
    const table = await screen.findByRole('table', { name: 'At suppliers' });
    within(table).getByText('TV18-44907');
    await user.click(within(table).getByRole('button', { name: 'They take it' }));
    const dialog = await screen.findByRole('dialog', { name: 'The supplier takes R-0311 back' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    within(dialog).getByText('Give the number they take it back under.');
    fill(within(dialog).getByLabelText('Their number for it'), 'RMA-77');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await expect.poll(() => calls('Claims.AskSupplier')).toEqual([['R-0311', '', 'RMA-77']]);
  });
});
