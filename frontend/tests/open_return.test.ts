import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';

/** open shows the dialog on the screen of an order, as the palette asks for it. */
async function open(answers: Answers = {}): Promise<{ desktop: Fake; dialog: HTMLElement }> {
  window.location.hash = addressOf('order', 'O20418', { do: 'return' });
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  return { desktop, dialog: await screen.findByRole('dialog', { name: /^Open a return for/ }) };
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
function fill(dialog: HTMLElement, name: string | RegExp, value: string): void {
  const field = within(dialog).getByLabelText<HTMLInputElement>(name);
  field.value = value;
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }));
}
const save = (dialog: HTMLElement) => userEvent.click(within(dialog).getByRole('button', { name: /^Open the return/ }));

describe('opening a return', () => {
  it('asks for units and a reason, and says what is wrong with them', async () => {
    const { desktop, dialog } = await open();
    await save(dialog);
    expect(within(dialog).getByText('Say how many of what comes back, such as 1.')).toBeTruthy();
    expect(within(dialog).getByText(/^Say why/)).toBeTruthy();
    fill(dialog, /drill/i, '99');
    expect(await within(dialog).findByText(/“99” of .* cannot come back/)).toBeTruthy();
    expect(calls(desktop, 'Returns.Open')).toEqual([]);
  });
  it('is agreed to at once, and goes on at the return', async () => {
    const { desktop, dialog } = await open();
    fill(dialog, /drill/i, '1');
    fill(dialog, 'Why', 'defective');
    fill(dialog, 'In the customer’s words', 'chuck wobbles');
    await save(dialog);
    await waitFor(() => expect(window.location.hash).toBe('#/returns/R7KQ24'));
    expect(calls(desktop, 'Returns.Open')[0]?.[0]).toMatchObject({
      kind: 'request',
      cause: 'defective',
      why: 'chuck wobbles',
      lines: [{ line: '1', quantity: 1 }],
      called: '',
      because: '',
    });
  });
  it('waits for an answer when that is said, and says why the rules refuse it', async () => {
    const { desktop, dialog } = await open({ 'Returns.Request': refusal('not-gone') });
    fill(dialog, /drill/i, '1');
    fill(dialog, 'Why', 'too_late');
    fill(dialog, 'Do we agree', 'later');
    await save(dialog);
    expect(await within(dialog).findByLabelText('Why it is opened all the same')).toBeTruthy();
    fill(dialog, 'Why it is opened all the same', 'it lies here');
    await save(dialog);
    expect(calls(desktop, 'Returns.Request').map(([q]) => (q as { because: string }).because)).toEqual([
      '',
      'it lies here',
    ]);
  });
});
