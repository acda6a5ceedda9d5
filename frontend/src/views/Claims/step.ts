import type { OrderView, TaskRow } from '$lib/desktop/types';
import { claimKinds } from '$lib/state/claims.svelte';
import { carrierName } from '../looks';
import type { ClaimActName, FieldName } from './acts';

/** ClaimAsked is an act that a person is asked about, and what is filled in to begin with. */
export interface ClaimAsked {
  readonly name: ClaimActName;
  /** The order's id, the claim's or the return's number; and its name for people. */
  readonly about: string;
  readonly called: string;
  readonly currency: string;
  /** How a case with a supplier stands. */
  readonly stands?: string;
  readonly given?: Partial<Record<FieldName, string>>;
}

/** claimStep is what the next step of a task about a claim asks: to hand in the one that is open for its parcel, or to open
 *  one for what happened to it. */
export function claimStep(task: TaskRow, view: OrderView): ClaimAsked {
  const about = view.claims.filter((c) => c.claim === task.subject || c.parcel === task.subject);
  const open = about.find((c) => c.state === 'opened') ?? about.find((c) => c.acts.includes('claim_filed'));
  const currency = open?.claimed?.currency ?? view.state.facts.total?.currency ?? '';
  if (open) return { name: 'claim_filed', about: open.claim, called: carrierName(open.against), currency };
  const kind = claimKinds.find((k) => k === task.code) ?? claimKinds[0];
  return {
    name: 'claim_opened',
    about: view.state.id,
    called: view.state.order,
    currency,
    given: { parcel: task.subject, kind },
  };
}
