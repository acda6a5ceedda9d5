import { render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import ParcelCard from '../src/views/Order/ParcelCard.svelte';
import { orderView } from '../src/lib/desktop/fake/order';
import { money } from '../src/lib/i18n/numbers';

const here = { now: '2026-05-21T16:15:00-05:00', zone: 'America/Chicago' };

it('names what the label cost beside what was billed for it, and nothing where nobody stated a cost', () => {
  const [first, second] = orderView('O20418').parcels;
  if (!first || !second) throw new Error('the story has two parcels');
  const shared = { state: undefined, of: 2, here, past: true, onact: () => undefined };
  render(ParcelCard, { parcel: first, nth: 1, ...shared });
  render(ParcelCard, { parcel: second, nth: 2, ...shared });
  const [card, other] = screen.getAllByRole('article');
  if (!card || !other) throw new Error('two cards are drawn');
  const label = `: ${money(1119, 'USD')} · `;
  const bill = `: ${money(1248, 'USD')} and ${money(154, 'USD')} on top`;
  expect(within(card).getByText((text) => text.includes(label) && text.includes(bill))).toBeTruthy();
  expect(within(other).queryByText(/on top/)).toBeNull();
});
