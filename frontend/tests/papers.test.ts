import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, type Answers } from '../src/lib/desktop/fake';
import { returnView } from '../src/lib/desktop/fake/returns';
import { Desk } from '../src/lib/state/desk.svelte';

const show = (place: string, answers: Answers = {}) => {
  window.location.hash = `#/${place}`;
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  const calls = (name: string): unknown[][] => desktop.called.filter((c) => c.name === name).map((c) => c.args);
  return { calls, user: userEvent.setup() };
};

describe('the papers of an order', () => {
  it('are its evidence, with what nobody stated, and our labels, of all its parcels or of one', async () => {
    const { calls, user } = show('orders/O20418');
    const [head] = await screen.findAllByRole('button', { name: 'Evidence' }); // a claim has one too
    if (!head) throw new Error('the order has a button for its evidence');
    await user.click(head);
    const told = await screen.findByText('evidence-MT-20418.zip');
    expect(within(told.closest('.toast') as HTMLElement).getByText(/Nobody stated: Signed for by/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Labels' }));
    const [card] = screen.getAllByRole('article', { name: /Parcel 1/ });
    if (!card) throw new Error('the story has a first parcel');
    await user.click(within(card).getByRole('button', { name: /^Evidence/, hidden: true }));
    await user.click(within(card).getByRole('button', { name: /^Print our label/, hidden: true }));
    await expect.poll(() => calls('Reports.Evidence').length).toBe(2);
    const [whole, one] = calls('Reports.Evidence');
    expect(whole).toEqual(['O20418', '']);
    expect(one?.[1]).not.toBe('');
    await expect.poll(() => calls('Reports.Labels')).toEqual([whole, one]);
  });
});

// Read a row as: of a return of this kind in this phase, which came or did not, these papers are offered.
describe.each<[string, string, string, string[]]>([
  ['request', 'requested', '', []],
  ['request', 'authorised', '', ['Return slip']],
  ['request', 'received', '2026-05-20T10:00:00', ['Inspection report']],
  ['rts', 'in_return_transit', '', []],
])('the papers of a return, %s %s', (kind, phase, received, offered) => {
  it(`are: ${offered.join() || 'none'}`, async () => {
    const view = returnView('R-0314');
    const state = { ...view.state, kind, phase, received };
    const { calls, user } = show('returns/R-0314', { 'Returns.View': () => ({ ...view, state }) });
    await screen.findByRole('heading', { level: 2, name: /R-0314/ });
    const papers = screen.queryAllByRole('button', { name: /^(Return slip|Inspection report)$/ });
    expect(papers.map((b) => b.textContent.trim())).toEqual(offered);
    if (!papers[0]) return;
    await user.click(papers[0]);
    const made = phase === 'authorised' ? 'Reports.ReturnSlip' : 'Reports.Inspection';
    await expect.poll(() => calls(made)).toEqual([[view.state.return]]);
  });
});
