// The shapes of imports, field for field as in app/views_imports.go and what it is made of.

import type { Headline } from './orders';

/** Count is a code and how many. */
export interface Count {
  code: string;
  n: number;
}

/** ImportFile names a file to look at. Either Path (the window, the command line) or Name with Content (a browser). */
export interface ImportFile {
  path: string;
  name: string;
  content: string; // base64
  lying: string; // waiting or refused and its id, such as refused:7; "" for any other
  inside: string; // the file in it that is meant, when it is an archive of several
  sheet: string; // the sheet that is meant, when it is a workbook that is taken in sheet by sheet
  options: ImportOptions;
}

/** SheetView is one sheet of a workbook and what becomes of it when the workbook is taken in. */
export interface SheetView {
  sheet: string;
  kind: string;
  profile: string;
  state: string; // taken, hidden, asks, refused, unlooked, empty, other
  left: boolean; // it may hold something for us and stays out
  message: string; // why it stays out
}

/** ImportOptions are what a person overrides. */
export interface ImportOptions {
  profile: string;
  version: number; // of the profile, 0 is the one in use
  map: Record<string, string>; // our field -> column; "" leaves the field unfilled
  date_format: string;
  decimal: string;
  encoding: string;
  separator: string;
  sheet: string;
  header_rows: string; // over how many rows the header goes: 1, 2 or 3; "" as it is found
  source: string;
  header_row: number; // the row that names the columns, 0 finds it
  currency: string; // of amounts where the file does not say
  carrier: string; // of tracking numbers that several may have given, where the file names none
  sure: string; // orders: the rows are orders though nothing in them says so
  unlike: string[]; // choices of last time that do not hold for this file, by name; all for every one
}

/** PlanView is what an import would do, or did. */
export interface PlanView {
  id: string; // of the plan, to apply or discard it
  file: string;
  kind: string;
  profile: string;
  title: string;
  sha256: string;
  size: number;
  format: string;
  encoding: string;
  separator: string;
  sheet: string;
  sheets: string[];
  date_format: string;
  decimal: string;
  source: string;
  rows: number;
  new: number;
  changed: number;
  same: number;
  conflict: number;
  rejected: number;
  ignored: number;
  ignored_for: FlaggedView[]; // why those hold nothing to take in, counted by code
  orders: number;
  events: number;
  bygone: number; // of those orders, how many their shop calls fulfilled before we began: done by its word
  run: string;
  applied: boolean;
  doubted: boolean; // nothing in it says that its rows are what they are read as: a person must
  known: boolean; // these very bytes are already in
  recognised: RecognisedView; // why this profile; no columns when nobody knows the file
  header_row: number; // the row that names the columns; 0 for what has none, as a mail
  currency: string; // of amounts where the file does not say
  columns: ColumnView[];
  first: FirstRow[]; // the first rows of the file
  fields: FieldView[]; // what a column can be mapped to
  problems: ProblemView[];
  flags: ProblemView[]; // odd values, taken in all the same; only some of each code
  flagged: FlaggedView[]; // all of them, counted by code
  whose: WhoseView[]; // tracking numbers of which it is not known whose they are
  changes: ChangeView[];
  conflicts: ConflictView[];
  remembered: RememberedView[]; // choices of last time, followed or contradicted
  before: string; // the run that took in these very bytes and still counts, "" none
  before_at: string;
  otherwise: OtherwiseView[]; // in what they were read otherwise then; taking them in takes that run back
}

/** WhoseView asks whose some tracking numbers are, where the file names no carrier. */
export interface WhoseView {
  carriers: string[]; // who may have given them, the likeliest first
  names: string[]; // as people write them
  because: string[]; // why each is there: parcel (of the shop has such a number), source, shop, form
  count: number; // rows with such a number
  row: number; // the first of them
  number: string; // in it
}

/** RememberedView is what was chosen for files of a kind. */
export interface RememberedView {
  choice: string; // as an import option is called; map.FIELD for the column of a field
  value: string; // "" of a field that is left unfilled
  run: string; // where it was first chosen
  at: string; // when
  says: string; // what in this file speaks against it, below problem; "" when it is followed
  args: string[];
  message: string;
}

/** OtherwiseView is one choice that was another when the same bytes were taken in before; "" where it was found. */
export interface OtherwiseView {
  choice: string;
  was: string;
  now: string;
}

/** RememberedKind is a kind of file and what is chosen for it from now on. */
export interface RememberedKind {
  run: string; // the last import of such a file
  file: string;
  source: string; // that was said for it, "" the profile's
  at: string;
  choices: RememberedView[];
}

/** RecognisedView says why a file is read by its profile, and which profile came next. */
export interface RecognisedView {
  sure: string; // full, part: how much of the header the profile is made for was ever seen; "" for our own forms
  score: number; // of a hundred named columns, how many the profile knows
  columns: number; // columns with a name
  matched: number;
  extra: string[]; // columns the profile does not know
  missing: string[]; // columns the profile would read and the file has not
  next: string; // the profile that knows most after it, "" when none does
  next_title: string;
  next_score: number;
  next_lacks: string[]; // what it goes by and the file has not
  next_bars: string[]; // what the file has and rules it out
}

/** FlaggedView is how often something odd is in a file. */
export interface FlaggedView {
  code: string;
  count: number;
}

/** ColumnView is one column of the file and what it becomes. */
export interface ColumnView {
  name: string;
  field: string; // "" when not used
  sample: string;
  likely: string; // the field it probably fills, in a file nobody knows
  date_order: string; // dmy, mdy: how its open dates are read; "" when nobody can say or none are open
  day_first: number; // dates that can only be read that way
  month_first: number;
  either_way: number;
}

/** FirstRow is one of the first rows of a file: what stands under each of its columns. */
export interface FirstRow {
  row: number;
  cells: string[];
}

/** FieldView is one field a column can become. */
export interface FieldView {
  field: string;
  required: boolean;
  example: string;
}

/** ProblemView is one cell that could not be taken. */
export interface ProblemView {
  sheet: string;
  row: number;
  column: string;
  value: string;
  code: string;
  says: string; // the catalogue's words for it, below problem; '' when message is in somebody else's words
  args: string[];
  message: string;
  order: string;
}

/** ChangeView is one field that would change. */
export interface ChangeView {
  order: string;
  field: string;
  old: string;
  new: string;
}

/** ConflictView is one field where the file says something other than what a person entered; the person's value stays until somebody answers. */
export interface ConflictView {
  order: string;
  field: string;
  typed: string; // the field that was entered, which an answer names: an address is one
  ours: string;
  file: string;
  by: string; // who entered it, "" when nobody said
  at: string; // and when
  answer: string; // mine, file, "" while nobody answered
}

/** ConflictAnswer says which of two values holds: of one order or of all, of one field or of all. */
export interface ConflictAnswer {
  order_id: string; // of a conflict that waits; "" for any
  order: string; // its number, "" for any
  field: string; // as typed of ConflictView, "" for any
  answer: string; // mine, file
}

/** ConflictRow is a field that a file states otherwise than a person entered, and that nobody answered yet. */
export interface ConflictRow {
  order_id: string;
  order: string;
  source: string;
  field: string;
  ours: string; // an address on one line
  file: string;
  run: string; // the latest import that says so
}

/** RunRow is one past import. */
export interface RunRow {
  run: string;
  at: string;
  file: string;
  sheet: string; // of the workbook that it took in, "" of another file or one with a single sheet
  kind: string;
  profile: string;
  source: string;
  rows: number;
  new: number;
  changed: number;
  same: number;
  conflict: number;
  rejected: number;
  ignored: number;
  by: string;
  folder: string; // the watched folder that the file lay in, "" none
  state: string; // applied, undone, under_way, cut_short
  undone_at: string;
  can_undo: boolean;
  back: string; // of an answer: the run as which the import counts again whose place it had taken, "" none
  withdrawn: number; // of an answer: mails it brought that nobody could read, which wait no longer
  undone_before: boolean; // of an answer: it was undone before this was asked for, and nothing changed
  kept: KeptView[]; // of an answer: orders it touched of which something stays, the first of them
}

/** KeptView is an order that an undone import touched, and what stays of it and why. */
export interface KeptView {
  order_id: string; // "" when nothing states the order any more
  order: string;
  runs: string[]; // other imports that state it
  acts: number; // scans and what people did: never taken back with a file
  mails: number; // what carriers and shops wrote of it
}

/** UnmatchedRow is one number that facts name and nobody here knows: the newest fact, how many, and what it may mean. */
export interface UnmatchedRow {
  event: string; // of the newest; what a link or a disowning is asked for by
  count: number; // facts under this number
  source: string;
  file: string;
  row: number;
  order: string; // number as the fact names it, "" when it names none
  parcel: string; // our number, or a label within its order
  carrier: string; // ""
  tracking: string; // ""
  kind: string;
  phase: string;
  reason: string;
  text: string; // the source's own words
  occurred: string;
  recorded: string;
  why: string; // code: no_order_named, unknown_number, one_order, several_orders
  candidates: OrderGuess[];
}

/** OrderGuess is an order that an unmatched fact may mean. */
export interface OrderGuess {
  id: string;
  order: string;
  source: string;
  placed: string;
  headline: Headline;
  why: string; // code: carries_it, names_it, looks_alike, waits_for_parcel
}

/** ProfileRow is how one kind of file is read. */
export interface ProfileRow {
  name: string;
  title: string;
  kind: string;
  version: number;
  source: string;
  saved: boolean; // by people of the shop; others come with the program
  sure: string; // full, part: how much of its header was ever seen; "" when that needs no saying
  columns: number;
}

/** NoticeHelp is what may help to teach the words of an unread mail. */
export interface NoticeHelp {
  sender: string; // the carrier whose mails are taught; "" when nobody known wrote it
  sentences: NearSentence[];
  from: string; // the address, where nobody known wrote it and it can be said whose it is
  carriers: string[]; // whose it can be
  text: string; // what a person reads of the mail
}

/** TaughtSender is an address, or a domain with all its addresses, and the carrier that writes from there. */
export interface TaughtSender {
  carrier: string;
  address: string;
  new: boolean; // the carrier is none that the program knows; the shop names it
}

/** Reopened says how many mails and barcodes wait again. */
export interface Reopened {
  waiting: number;
}

/** TaughtMail is something that the shop taught of carriers' mails. */
export interface TaughtMail {
  unread: string; // the entry of the queue it was taught from, by which it is taken back
  at: string;
  by: string;
  carrier: string;
  lang: string;
  place: string; // subject, body; sender: the words are an address or a domain
  means: string; // as the pattern files write it, or never; "" of a sender
  words: string;
  settled: number; // mails that left the queue by it
}

/** NearSentence is a sentence of a mail and the known pattern it is nearest to. */
export interface NearSentence {
  place: string; // subject, body
  text: string;
  words: string; // the sentence as a pattern
  row: string; // the nearest pattern; "" when none is near
  lang: string;
  known: string; // its words
  means: string;
  share: number; // of a hundred words, how many are the same
  lacks: string[]; // words of the pattern that are not there
  instead: string[]; // words that are there and not the pattern's
}

/** TaughtWords are words of a carrier's mails and what they mean. */
export interface TaughtWords {
  lang: string;
  place: string; // subject, body
  means: string; // as the pattern files write it, or never
  words: string;
}

/** TaughtNotice is what teaching made readable. */
export interface TaughtNotice {
  read: number; // mails that left the queue
  events: number;
  run: string; // that recorded them, "" none
}

/** NoticeCountRow is how many mails a pattern of a sender read; with row "" how many of the sender's wait to be read. */
export interface NoticeCountRow {
  sender: string;
  row: string;
  n: number;
  last: string;
}

/** ProfileVersionRow is one version that a saved profile had. */
export interface ProfileVersionRow {
  version: number;
  source: string;
  columns: number;
  changed: string[]; // fields that are read otherwise than in the version before
}

/** ProfileTrial is what two ways of reading one file make of it. Same, Changed, Came and Gone count orders, or a carrier's
 *  rows; Came and Gone are read only the new way and only the way it was. */
export interface ProfileTrial {
  file: string;
  before: string; // the profile that reads it now
  after: string; // the profile tried
  rows: number;
  taken_before: number; // rows of it
  taken_after: number;
  same: number;
  changed: number;
  came: number;
  gone: number;
  compared: number; // of a large file, not all
  changes: ChangeView[];
  problems: ProblemView[]; // of the way tried
}

/** UnreadRow is one notice or code nobody could read yet, kept with its bytes. */
export interface UnreadRow {
  id: string;
  kind: string; // notice, code, scan
  at: string;
  source: string;
  subject: string; // of a mail; or the code
  why: string;
  text: string; // the first lines
  count: number;
}

/** Content is how many units of a line are in a parcel. */
export interface Content {
  line: string;
  quantity: number;
}

/** Answer is one line of the shop's checklist and what was found. */
export interface Answer {
  check: string;
  ok: boolean;
}
