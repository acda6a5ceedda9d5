// The shapes of review, field for field as in app/views_review.go and what it is made of.

import type { FeedRow } from './today';

/** ReviewView says how much waits for a person to say what it means, and which sources need looking after. */
export interface ReviewView {
  unread: number; // mails and barcodes that nobody could read
  unmapped: number; // codes and wordings of carriers without a meaning
  unmatched: number; // facts without an order; they join by themselves when it comes
  drifting: number; // senders whose mails are no longer read
  silent: number; // feeds with an open task
  senders: SenderRow[]; // whose mails wait
  feeds: FeedRow[]; // that are silent for longer than usual
}

/** SenderRow is a sender whose mails wait. */
export interface SenderRow {
  sender: string; // a carrier's code; '' nobody known
  name: string;
  waiting: number;
  read: number; // that were read so far
  last: string; // the day of the last one that was read; '' none
  subject: string; // of the newest that waits
  drifts: boolean; // more wait than are read: it seems to write anew
  task: string; // the open task of that
}
