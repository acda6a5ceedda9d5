// The shapes of drops, field for field as in app/views_drops.go and what it is made of.

import type { PlanView, SheetView } from './imports';

/** Conflict is one source that says something else, and why it did not decide. */
export interface Conflict {
  source: string;
  says: string;
  event: string;
  parcel?: string;
  weight: string; // code: not_its_milestone, older, after_delivery, weaker, which_parcel
}

/** Outcome is what becomes of goods and what their customer gets. */
export interface Outcome {
  disposition?: string;
  resolution?: string;
}

/** DropsView is the Watched folders part of the Settings screen. */
export interface DropsView {
  folders: DropRow[];
  mails: string; // the folder of our own that saved mails can be put into
}

/** DropRow is one watched folder and how watching it goes. */
export interface DropRow {
  id: string;
  name: string;
  path: string;
  asks: boolean; // a file waits until a person lets it in
  done: string; // where files go that were taken; "" inside it
  failed: string; // where files go that could not be; "" inside it
  profile: string; // that every file is read by; "" the one it is known by
  source: string; // that the facts are from; "" the profile's
  paused: boolean;
  state: string; // watched, failing, paused
  faulty_at: string; // since when it fails
  fault: string; // code
  says: string; // the system's own words about it
  troubled: boolean; // somebody must do something about it
  waiting: number; // files that wait for a click
  taken: number; // imports of files that lay in it
  taken_at: string; // the last of them
}

/** DropForm is a watched folder as a person sets it up. */
export interface DropForm {
  id: string; // "" for a new one
  name: string;
  path: string;
  asks: boolean;
  done: string;
  failed: string;
  profile: string;
  source: string;
  paused: boolean;
}

/** WaitingQuery asks for a page of what lies in watched folders and waits for a person. */
export interface WaitingQuery {
  after: string; // key of the last file of the page before
  limit: number; // 1 to 500; 0 means 100
  refused: number; // how many refused files, the newest first, up to 5000; 0 means 100
}

/** WaitingView is a page of what lies in watched folders and waits for a person. */
export interface WaitingView {
  files: WaitingFile[];
  next: string; // key to ask for the next page with, "" after the last
  total: number; // on all pages
  refused: RefusedFile[];
  refused_total: number; // listed or not
}

/** WaitingFile is a file that waits for a click, and what importing it would do. */
export interface WaitingFile {
  id: string; // changes when the file does
  folder: string;
  file: string;
  path: string;
  size: number;
  at: string; // when it was last written
  state: string; // unread, plan, known, unknown, refused
  files: number; // in it, when it is an archive; else 1
  kind: string;
  profile: string;
  title: string;
  rows: number;
  new: number;
  changed: number;
  same: number;
  conflict: number;
  rejected: number;
  ignored: number;
  code: string; // why it cannot be read
  message: string;
}

/** RefusedFile is a file that could not be taken in, or not whole, and that nobody has looked at yet. */
export interface RefusedFile {
  id: string;
  folder: string;
  file: string;
  path: string; // where it lies, or a sheet of its rejected rows
  code: string;
  message: string;
  run: string; // that took the rest of it, "" none
  rejected: number; // rows of it
  at: string;
}

/** DropTake is what became of one file of a watched folder. */
export interface DropTake {
  folder: string;
  file: string;
  outcome: string; // taken, part, refused, waits, put_back
  lies: string; // where it lies now
  rejects: string; // a sheet of its rejected rows, "" none
  code: string; // why it was refused or put back
  message: string;
  plans: PlanView[]; // one for each file in it that could be read, and of a workbook for each sheet that is taken
  left: SheetView[]; // sheets of it that may hold something for us and stay out
}
