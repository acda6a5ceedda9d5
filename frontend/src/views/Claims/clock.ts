import type { ClaimRow } from '$lib/desktop/types';
import { weekdayDate, type Here } from '$lib/i18n/dates';
import { money } from '$lib/i18n/numbers';
import { say, word } from '$lib/i18n/words';
import type { IconName } from '$lib/ui/icons';
import { claimLook } from '../looks';

/** ClaimClock is how a claim stands in a few words, and how they are drawn. */
export interface ClaimClock {
  readonly icon: IconName;
  readonly tone: string;
  readonly text: string;
}

/** claimClock tells until when a claim is to be filed or answered and whether that is over; of one that ended, how. */
export function claimClock(c: ClaimRow, here: Here): ClaimClock {
  const drawn = claimLook(c.state);
  if (c.over) return { icon: 'late', tone: 'late', text: missed(c, here) };
  return { icon: c.near ? 'risk' : drawn.icon, tone: c.near ? 'risk' : drawn.tone, text: stands(c, here) };
}

function missed(c: ClaimRow, here: Here): string {
  if (c.state !== 'filed') return say('claims.over', weekdayDate(c.deadline ?? '', here), c.over_by);
  if (c.answer_by) return say('claims.waits', weekdayDate(c.answer_by, here));
  return say('claims.no_answer', weekdayDate(c.filed ?? '', here));
}

function stands(c: ClaimRow, here: Here): string {
  if (c.state === 'opened')
    return c.deadline ? say('claims.until', weekdayDate(c.deadline, here)) : say('claims.no_deadline');
  if (c.state === 'filed' && c.answer_by) return say('claims.answer_by', weekdayDate(c.answer_by, here));
  return c.left ? say('claims.in_part') : word('claim', c.state);
}

/** claimSums are what is claimed, what was paid of it, and what was not. */
export function claimSums(c: ClaimRow): string[] {
  return [
    c.claimed ? say('claims.claimed', money(c.claimed.minor, c.claimed.currency)) : '',
    c.paid ? say('claims.paid', money(c.paid.minor, c.paid.currency)) : '',
    c.left ? say('claims.left', money(c.left.minor, c.left.currency)) : '',
  ].filter((part) => part !== '');
}
