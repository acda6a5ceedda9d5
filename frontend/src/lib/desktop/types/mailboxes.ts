// The shapes of mailboxes, field for field as in app/views_mailboxes.go and what it is made of.

import type { FlaggedView } from './imports';

/** MailboxesView is the Mailboxes part of the Settings screen. */
export interface MailboxesView {
  mailboxes: MailboxRow[];
  presets: MailPreset[];
  drop: string; // the folder that saved mails can be put into
}

/** MailboxRow is one mailbox and how reading it goes. */
export interface MailboxRow {
  id: string;
  name: string;
  preset: string; // provider; other for any
  host: string;
  port: number;
  security: string; // tls, starttls, plain
  user: string;
  login: string; // password, xoauth2
  client_id: string;
  token_url: string;
  scope: string;
  folders: string[];
  since: string; // YYYY-MM-DD of the oldest mail that is fetched; "" fetches all
  paused: boolean;
  secret: string; // where it is kept: keychain, file; "" when there is none on this computer
  state: string; // new, reading, read, partly, failing, paused
  tried_at: string; // the last try
  fetched_at: string; // the last try that went well, or as far as there were folders to read
  faulty_at: string; // since when it fails
  fault: string; // code
  says: string; // the server's own words about it, or its certificate's
  next_at: string; // when it is tried again by itself, after a failure
  waits: boolean; // somebody must do something about it
  notices: number; // mails that were read
  unread: number; // mails that went to the review queue
  ignored: number; // mails about something else
}

/** MailPreset is what a provider's mailboxes have in common. */
export interface MailPreset {
  id: string;
  name: string;
  domains: string[];
  host: string;
  port: number;
  security: string;
  logins: string[];
  token_url: string;
  scope: string;
  page: boolean; // where people sign in is known
  code: boolean; // where a code is asked for is known
}

/** MailSignIn is how somebody wants to sign in to a mailbox at its provider. What is empty is known of the provider or kept. */
export interface MailSignIn {
  mailbox: string;
  by_code: boolean; // in another browser, by a code that is typed there
  client_secret: string;
  authorize: string; // the provider's page
  device: string; // where a code is asked for
}

/** MailSignInStep is what a person has to do to sign in: open the page and, if there is one, type the code there. No page: it is over. */
export interface MailSignInStep {
  page: string;
  code: string;
}

/** MailboxForm is a mailbox as a person sets it up. Secrets that are left empty stay as they are kept. */
export interface MailboxForm {
  id: string; // "" for a new one
  name: string;
  preset: string;
  host: string;
  port: number;
  security: string;
  user: string;
  login: string;
  password: string;
  client_id: string;
  client_secret: string;
  refresh_token: string;
  token_url: string;
  scope: string;
  folders: string[]; // none is the inbox
  since: string;
  paused: boolean;
}

/** MailTest is what trying a mailbox out came to. */
export interface MailTest {
  ok: boolean;
  fault: string; // code
  says: string;
  folders: MailFolderRow[];
}

/** MailFolderRow is one folder that a mailbox has. */
export interface MailFolderRow {
  name: string;
  use: string; // inbox, archive, all, junk, sent, trash, drafts, flagged; "" for people's own
  mails: number; // of the chosen ones, else -1
  chosen: boolean;
}

/** MailFetch is what one visit to a mailbox brought. */
export interface MailFetch {
  mailbox: string; // its name
  id: string;
  ok: boolean;
  fault: string; // code
  says: string;
  waits: boolean;
  mails: number;
  notices: number;
  events: number; // facts that are new
  unread: number;
  ignored: number;
  ignored_for: FlaggedView[]; // what those are about instead, counted by code
  known: number; // mails that were taken before
  next_at: string; // when it is tried again by itself, after a failure
  runs: string[];
}
