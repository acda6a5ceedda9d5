// The shapes that cross from the program to the window, field for field as in app/views_*.go and track/*.go.
// Instants are RFC 3339 in the shop's zone, dates are YYYY-MM-DD, absent ones are ''. Words are codes.

export type Share = 'none' | 'part' | 'all';
export type OrderPhase = 'open' | 'on_hold' | 'cancelled' | 'closed';
export type PromiseWord = 'on_track' | 'at_risk' | 'late' | 'none';
export type TaskState = 'open' | 'taken' | 'waiting' | 'resolved' | 'false_alarm' | 'auto_cleared' | 'suppressed';

/** TodayView is the Today screen: what is in the house, who must act, and whether the feeds are alive. */
export interface TodayView {
  now: string;
  as_of: string; // the past moment this was true at, '' for now
  zone: string;
  empty: boolean; // no order was ever imported
  flow: Flow;
  groups: TaskGroup[];
  waiting: number; // tasks that wait for a carrier, a customer, a supplier or a date
  aside: TaskRow[]; // of a past moment: the ones that waited; those of now are asked for with queue
  next_back: string; // the day the first of them comes back
  suppressed: number; // set aside while a feed is silent
  mine: number; // of the open ones, what the operator has taken
  open: number;
  past_due: number;
  unknown: string[]; // of a past moment: codes of the tasks that nobody can know of any more
  feeds: FeedRow[];
  on_time: KPIFigure; // of the last seven days
  first: KnewFirst;
}

/** Flow counts orders and parcels along the way out of the house. */
export interface Flow {
  to_pick: number; // orders
  on_hold: number; // orders, not in to_pick
  to_pack: number; // orders picked, not packed
  oldest_picked: string; // stamp
  staged: number; // parcels packed or labelled, still here
  staged_by: Count[]; // per carrier
  handed_over: number; // parcels handed over in the last seven days
  carrier_has: number; // of those, with a carrier scan
  no_scan_yet: number;
  moving: number; // parcels the carrier has, not delivered
}

/** Count is a code and how many. */
export interface Count {
  code: string;
  n: number;
}

/** TaskGroup is the open tasks of one owner: how many, and the most urgent of them. */
export interface TaskGroup {
  owner: string;
  open: number;
  past_due: number;
  tasks: TaskRow[];
  next: string; // continues them; '' when these are all
}

/** TaskQuery asks for a page of a list of tasks: queue, mine, waiting, suppressed or ended. */
export interface TaskQuery {
  list: string;
  owner: string;
  code: string;
  after: string;
  limit: number;
}

/** TaskPage is a page of a list of tasks. */
export interface TaskPage {
  tasks: TaskRow[];
  next: string; // '' at the end
}

/** StepDone is a step that a person did about a task. */
export interface StepDone {
  step: string;
  choice: string; // the outcome, where the step has several
  text: string;
  until: string; // the day it is looked at again
  address: Address;
}

/** Address is where an order goes, as a person corrected it. */
export interface Address {
  name: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  region: string;
  postcode: string;
  country: string;
}

/** StepAsk is where a step is done, and what it asks for before it counts as done. */
export interface StepAsk {
  place: string; // here, claim, station, returns, unread, settings, order
  mode: string; // of the station
  day: string; // needed, maybe, never
  text: string; // needed, maybe
  choices: string[]; // one of outcome.*
  address: boolean;
}

/** TaskRow is one open task. Story is a message key (task.<code>.story) with Args: the facts it names and, of an order's task, since when. */
export interface TaskRow {
  task: string;
  code: string;
  owner: string;
  severity: string; // late, risk, moving
  state: string;
  order: string;
  source: string;
  order_id: string;
  subject: string; // parcel or return number
  customer: string;
  args: string[];
  opened: string;
  since: string; // when what it tells of began
  due: string;
  over: boolean; // past due
  ended: string;
  until: string;
  on: string; // whom it waits for: carrier, customer, supplier; '' a date alone
  by: string;
  how: string; // of one that a person ended: the code it was ended with
  cleared: string; // of one that cleared by itself: what did it, one of clears
  nth: number; // which time this arose for its subject, from 1
  step: string; // the next step, one of step.*
  checks: string[]; // what to look at first, one of check.*
  asks: StepAsk; // where the step is done, and what it asks for
  clears: string[]; // what ends it by itself, one of clears.*
}

/** FeedRow is one source and how long it has been silent. */
export interface FeedRow {
  source: string;
  kind: string;
  last: string; // stamp of the last time anything came
  usual_h: number; // usual gap in hours, 0 when not known yet
  quiet: boolean; // silent for longer than usual
  file: string; // last file
  new: number; // rows of the last run
  rejected: number;
}

/** KnewFirst counts problems we had a task for before the customer asked. */
export interface KnewFirst {
  problems: number;
  first: number;
  lead_minutes: number; // median
}

/** OrderQuery asks for one page of orders, newest first. */
export interface OrderQuery {
  view: string; // all, open, attention, to_ship, at_risk, late, no_scan, returns, claims, claimed, suppliers, on_hold, cancelled, closed
  search: string; // numbers, customers, items, tracking numbers; as typed
  source: string;
  after: string; // key of the last row of the page before
  limit: number; // 1 to 500; 0 means 100
  as_of: string; // a past moment to look at; '' is now
}

/** OrderPage is one page of the list. */
export interface OrderPage {
  rows: OrderRow[];
  next: string; // "" at the end
  views: Count[]; // how many orders each view holds
  total: number; // matching; -1 when more than 10 000
  empty: boolean; // there is no order at all
  as_of: string; // the past moment this was true at, '' for now
}

/** OrderRow is one order in the list. */
export interface OrderRow {
  id: string;
  order: string;
  source: string;
  placed: string;
  customer: string;
  item: string; // title of the first line
  items: number; // lines
  units: number;
  headline: Headline;
  facets: Facets;
  promise: PromiseFacts;
  handed_over: number; // units
  delivered: number; // units
  parcels: ParcelDot[];
  carriers: string[];
  return: string; // phase of the newest return, ""
}

/** ParcelDot is one parcel in a row of the list. */
export interface ParcelDot {
  parcel: string;
  phase: string;
  bad: boolean; // has an open task
}

/**
 * VoiceRow is one word of one source about one milestone of a parcel, and why it did or did not decide: that which decided,
 * else the newest that contradicts, else the first.
 */
export interface VoiceRow {
  parcel: string;
  milestone: string;
  source: string;
  kind: string; // of source
  says: string; // phase; or label_made, estimate_given, parcel_listed
  event: string;
  occurred: string; // when it happened
  recorded: string; // when we learned it
  times: number; // how often the source said it
  last: string; // when it said so last
  weight: string; // asserts, supports, ignored
  verdict: string; // decides, same, before, shown, not_its_milestone, older, after_delivery, weaker
}

/** ProspectRow is one thing that would change what the order shows, found by trying it. */
export interface ProspectRow {
  by: string; // time, back (something taken back), act (ours), word (somebody else's)
  at: string; // when time alone brings it about
  kind: string; // of fact
  says: string; // phase of a word
  source_kind: string; // who would say it
  line: string;
  quantity: number;
  parcel: string;
  event: string; // what would be taken back
  becomes: string; // where the parcel would be
  open_tasks: number; // then
  opened: string[]; // codes of tasks that would open
  closed: string[]; // codes of open tasks that would be no longer
  facets: EffectFacet[]; // that would be other, besides those; also reason and flag of a parcel
  parcels: EffectPhase[]; // that would be elsewhere
  little: boolean; // headline, facets, promise and tasks would stay
  after: Headline;
}

/** StatusChange is a moment at which an order came to show something else. */
export interface StatusChange {
  at: string; // with milliseconds where there are any: asked again, it shows exactly this
  known: boolean; // false when the order was taken back
  headline: Headline;
  decided_by: string; // event
}

/** OrderView is the Order screen. */
export interface OrderView {
  now: string;
  as_of: string; // the past moment this was known at, '' for now
  zone: string;
  state: OrderState;
  customer: Customer;
  parcels: ParcelView[];
  events: EventRow[]; // newest first by occurrence
  tasks: TaskRow[]; // open first
  sources: SourceSays[]; // where sources disagree, side by side
  unscanned: string[]; // of picked, packed and handed_over, what others report of some unit and nobody here scanned
  reporters: string[]; // the sources that do
  voices: VoiceRow[]; // what every source says about every parcel and milestone
  prospects: ProspectRow[]; // what would change the status
  claims: ClaimRow[]; // open and ended ones
  suppliers: WarrantyRow[]; // what suppliers are asked for about its returns
  covers: LineCover[]; // how suppliers stand by its lines, of those that have a term
  lead_task: string; // the task that the headline tells of, where another event decides where the parcel is; else ''
  lead_event: string; // what opened that task
  original: string; // id of the order that this one repeats, ""
  page: string; // path of our tracking page below the data folder, "" before it is published
  token: string;
  previous: string; // ids of the neighbours in the list
  next: string;
}

/** LineCover is how a supplier stands by a line of an order on the day it is looked at. */
export interface LineCover {
  line: string;
  cover: Cover;
}

/** ParcelView adds to a parcel's state what the card shows. */
export interface ParcelView {
  parcel: string;
  grouped: string; // our number as people read it
  carrier: string; // display name
  link: string;
  steps: Step[]; // packed, handed over, carrier has it, out for delivery, delivered
  items: ParcelItem[];
  leads: boolean; // decides the headline
  lane: string; // whose past parcels its estimate rests on, "" none
  kept: number; // of 100 such windows of late, how many held
  kept_n: number; // of how many; 0 nobody knows yet
  carrier_off: number; // how far off the carrier's own estimates were of late, days
  carrier_n: number;
  costs: CostRow[]; // what labels and invoices stated, the oldest first
}

/** CostRow is what one label or invoice stated of the cost of a parcel. */
export interface CostRow {
  source: string;
  kind: string; // of source
  at: string;
  cost: Money; // of carrying it
  surcharge: Money; // on top, a credit negative
}

/** Step is one milestone on a parcel's trail. State: done, now, todo, missing (happened without our scan), failed. */
export interface Step {
  code: string;
  state: string;
  at: string;
}

/** ParcelItem is one line inside a parcel. */
export interface ParcelItem {
  quantity: number;
  title: string;
  sku: string;
}

/** EventRow is one entry of the timeline; facts that two sources assert are one row. */
export interface EventRow {
  event: string;
  subject: string; // parcel or return number, "" the order
  kind: string;
  phase: string;
  reason: string;
  flag: string;
  code: string;
  outcome: string; // of a step on a task, what came of it
  text: string;
  location: string;
  line: string;
  item: string;
  quantity: number;
  occurred: string;
  recorded: string;
  late_hours: number; // between happening and our learning of it
  source: string;
  source_kind: string;
  also: string[]; // other sources of the same fact
  actor: string;
  station: string;
  file: string;
  row: number;
  raw: string;
  decides: boolean;
  retracted: boolean;
  can_undo: boolean; // ours, and it counts: it can be taken back
  override: string; // code of the refusal that was set aside
  amount?: Money; // that was decided, given, claimed or paid
  serial?: string; // that was read on a unit, or went out
}

/** SourceSays is what one kind of source says about a parcel, and what weight that has. */
export interface SourceSays {
  parcel: string;
  source: string;
  kind: string;
  says: string; // phase or the shop's own word
  at: string;
  weight: string; // decides, or the weight code of track.Conflict
}

/** ScanRequest is one code as the scanner typed it. */
export interface ScanRequest {
  station: string;
  mode: string; // pick, pack, handover, receive, return, inspect
  operator: string;
  raw: string;
  id: string; // chosen by the window, one per scan: the same id is recorded once however often it is sent
}

/** ScanVerdict answers one scan. It is returned only after the scan is on disk. */
export interface ScanVerdict {
  raw: string;
  meaning: string; // parcel, order, return, line-item, tracking, command, operator, unknown, ambiguous
  verdict: string; // ok, done, refused, duplicate, unknown, ambiguous
  code: string; // wrong-item, too-many, wrong-carrier, on-hold, cancelled, not-picked, opened …
  message: string;
  order: string;
  parcel: string;
  next: string;
  tone: string; // ok, complete, wrong, too_many, wrong_carrier, stop, again, unknown
  item: string;
  args: string[];
  at: string;
  bench: Bench; // what the station shows now
}

/** Bench is what lies on a station: the open order or hand-over, and what is still to scan. */
export interface Bench {
  station: string;
  mode: string;
  operator: string;
  order: string;
  order_id: string;
  parcel: string;
  carrier: string; // of a hand-over
  nth: number; // this parcel of the order
  of: number;
  done: number; // units or parcels scanned
  todo: number; // of how many
  lines: BenchLine[];
  parcels: BenchParcel[]; // of a hand-over
  next_code: string; // scan_order, scan_item, scan_label, scan_parcel, finish
  next_item: string;
  next_bin: string;
  next_left: number;
  undo: string; // what an undo would take back: an item's title or a code; "" nothing
  recent: ScanRow[]; // last five, newest first
  unknown: number; // codes kept that nobody has placed yet
}

/** BenchLine is one line on the bench. */
export interface BenchLine {
  line: string;
  title: string;
  sku: string;
  bin: string;
  want: number;
  have: number;
  picked: number;
}

/** BenchParcel is one parcel expected at, or scanned out in, a hand-over. */
export interface BenchParcel {
  parcel: string;
  order: string;
  tracking: string;
  scanned: boolean;
}

/** ScanRow is one past scan. */
export interface ScanRow {
  at: string;
  raw: string;
  item: string;
  verdict: string;
  code: string;
  meaning: string;
}

/** ImportFile names a file to look at. Either Path (the window, the command line) or Name with Content (a browser). */
export interface ImportFile {
  path: string;
  name: string;
  content: string; // base64
  lying: string; // waiting or refused and its id, such as refused:7; "" for any other
  inside: string; // the file in it that is meant, when it is an archive of several
  options: ImportOptions;
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
  why: string; // code: no_order_named, unknown_number, several_orders
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
  sender: string; // the carrier whose mails are taught; "" when they cannot be
  sentences: NearSentence[];
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

/** KPIQuery is a period, both days included, in the shop's zone. */
export interface KPIQuery {
  from: string;
  to: string;
  basis: string; // latest, original, requested
}

/** KPIView is the KPI screen. */
export interface KPIView {
  from: string;
  to: string;
  zone: string;
  basis: string;
  kpis: KPIFigure[];
  scores: CarrierScore[];
  months: string[]; // that hold anything, oldest first, YYYY-MM
  frozen: FrozenMonth[]; // the months that were published
  closed: boolean; // the period is a month that is over and was not published
  empty: boolean;
}

/** LeftOut is how many cases a KPI leaves out for one reason. */
export interface LeftOut {
  code: string; // that rows are asked for by
  says: string; // code: what such cases of this KPI are called
  n: number;
}

/** KPIFigure is one KPI: rates in percent or per thousand, durations in hours, money in minor units, a turnover in times. */
export interface KPIFigure {
  name: string;
  unit: string; // percent, per_thousand, hours, money, times
  value: number;
  known: boolean; // false when there is nothing to count
  currency: string;
  p90: number;
  numerator: number;
  denominator: number;
  n: number;
  thin: boolean; // n below 30
  low: number;
  high: number;
  has_interval: boolean;
  excluded: LeftOut[];
  listed: Count[]; // counted, and may still turn out otherwise
  parts: Count[]; // cases by cause, the most frequent first
  business_h: number; // median in business hours
  business_p90: number;
  business_n: number; // 0: it is told by the clock alone
  hold_h: number; // hours taken out of the duration, median of those that had any
  hold_n: number;
  says: Saying[]; // what its columns do not say
  trend: TrendPoint[];
  was_frozen: boolean;
  frozen: FrozenFigure; // of a published month
}

/** Saying is one thing that is said of a figure: the key of its words in the catalogue, and what they need. */
export interface Saying {
  key: string;
  args: string[];
}

/** TrendPoint is one month of a KPI. */
export interface TrendPoint {
  month: string;
  value: number;
  low: number;
  high: number;
  n: number;
}

/** CarrierScore is one carrier and service in the period. */
export interface CarrierScore {
  carrier: string;
  service: string;
  parcels: number;
  on_time: KPIFigure;
  first_attempt: KPIFigure;
  lag_h: number; // hand-over to first scan, median
  lag_n: number;
  lag_p90_h: number;
  transit_h: number;
  problems: KPIFigure;
  cost_minor: number; // mean per parcel
  currency: string;
}

/** FigureQuery asks for the rows behind one KPI. */
export interface FigureQuery {
  from: string;
  to: string;
  basis: string;
  name: string;
  excluded: string; // code: only rows that were left out for it; "" rows that count, "*" both
  listed: string; // code: only rows that are listed under it
  after: string; // key of the last row that is known
  limit: number; // 0 means 200
}

/** FigureRows are the rows behind one KPI, by day and order. */
export interface FigureRows {
  name: string;
  unit: string;
  currency: string;
  total: number; // with those on other pages
  rows: FigureRow[];
  more: boolean;
}

/** FigureRow is one row behind a KPI. */
export interface FigureRow {
  key: string;
  table: string; // orders, lines, parcels, returns, contacts
  order_id: string;
  order: string;
  subject: string; // parcel, line, return and line, or event; "" is the order itself
  on: string; // the day it counts on
  value: number; // hours, good units, or minor units of money
  of: number; // cases it stands for; 0 for one that only adds
  excluded: string;
  listed: string;
}

/** FrozenMonth is a month whose figures were handed out. */
export interface FrozenMonth {
  month: string;
  edition: number;
  at: string;
  by: string;
  version: string; // of the definitions
}

/** FrozenFigure is a published figure beside today's, and why they differ. */
export interface FrozenFigure {
  value: number;
  known: boolean;
  n: number;
  rows: number; // that say something else now
  why: FrozenWhy[];
}

/** FrozenWhy counts the rows that changed for one reason, and says when the last fact about them came in. */
export interface FrozenWhy {
  code: string;
  n: number;
  on: string;
}

/** RestatedView is a published month beside what the facts say now. */
export interface RestatedView {
  month: string;
  edition: number;
  at: string;
  by: string;
  version: string; // of the definitions it was counted by
  basis: string;
  version_now: string;
  zone: string; // whose clock it was counted by, where the shop's is another now; else ''
  restated: number; // figures that differ
  figures: RestatedFigure[];
}

/** RestatedFigure is one published figure with the rows that make it another today. */
export interface RestatedFigure {
  name: string;
  unit: string;
  currency: string;
  frozen: FrozenFigure;
  today: number;
  known: boolean;
  changed: boolean;
  rows: RestatedRow[];
}

/** RestatedRow is one row that says something else than when the month was published. */
export interface RestatedRow {
  order: string;
  order_id: string;
  subject: string;
  was: string; // a value, the code it was left out for, or "" when it was not there
  is: string;
  why: string[];
  since: SinceFact[]; // facts about the order that came in after the month was published, the newest five
}

/** SinceFact is one fact, or an import taken back, that came after a month was published. */
export interface SinceFact {
  event: string; // "" for an import taken back
  kind: string;
  what: string; // phase or code; of the clock, the zones
  recorded: string;
  source: string;
  run: string;
}

/** ReportFile says where a document was written. */
export interface ReportFile {
  path: string;
  bytes: number;
  pages: number;
}

/** PublishView counts what publishing did. */
export interface PublishView {
  pages: number;
  written: number;
  removed: number;
  same: number;
  folder: string;
}

/** SettingsView is what can be set so far. */
export interface SettingsView {
  shop_name: string;
  zone: string; // IANA name
  currency: string;
  country: string;
  operator: string; // default name for acts at the screen
  mail_servers: string; // whose word counts of who wrote a mail: names after blanks; "" whichever handled it last
  help_mail: string; // shown to customers on the tracking page
  page_url: string; // where the pages folder is published, such as https://shop.example/track; "" nowhere
  promise_days: number; // working days promised where a shop states no date; 0 promises nothing
  since: string; // orders their shop calls fulfilled before this day count as done; '' counts none
  closed_days: string; // of the shop: 2026-12-24..2027-01-01, 2026-07-03
  work_hours: string; // of the shop on a working day: 08:00-18:00; '' any time; KPIs count business hours in them
  pickup_holds: string; // for how many days carriers keep a parcel at a pick-up point, besides the shipped ones: usps 15; ups 7
  pickups: string; // until when parcels must be ready: 17:00; ups 16:30; '' not known
  carrier_days: string; // besides the shipped ones: usps mon-sat US; gls mon-fri DE
  stall_home: number; // working days of silence that stall a parcel while history cannot say
  stall_abroad: number;
  carrier_scan: number; // working days from hand-over in which a carrier's scan is due
  lost_days: number; // working days of silence after which a parcel counts as lost; 0 never
  handling_days: number; // working days from paid to left, where nothing states a day; 0 waits for ever
  supplier_days: number; // working days from goods sent to their supplier to the answer; 0 waits for ever
  stall_percent: number; // of past silences that were shorter than what stalls a parcel
  head_start: number; // minutes that our own people know of a problem before a customer’s page may tell of it
  rates: FigureRates; // what figures reckon with
  language: string; // of tracking pages and documents: en, de
  page_days: number; // tracking pages expire this many days after delivery
  theme: string; // system, light, dark
  density: string; // compact, comfortable, touch
  volume: number; // 0 to 100
  data_folder: string;
  database: number; // bytes
  events: number;
  last_backup: string;
  version: string;
  authority: AuthorityRow[];
  sources: FeedRow[];
}

/** FigureRates are what figures reckon with, as people write it. */
export interface FigureRates {
  packaging: string; // for each parcel, in the shop’s currency, such as 0.85
  labour: string; // for each hour at the bench
  claim_days: number;
}

/** AuthorityView is who may say what: the table in force, the one this program ships, and the changes so far. */
export interface AuthorityView {
  rows: AuthorityRow[];
  shipped: AuthorityRow[];
  kinds: string[]; // every kind of source, as they are shown
  changed: boolean; // the table is not the shipped one
  history: RulingRow[]; // the newest first
  changes: AuthorityChange[]; // the rows that are not the shipped ones, and who made them so when
}

/** AuthorityChange is a row that the shop decides otherwise than the program ships it, and the last change of it. */
export interface AuthorityChange {
  milestone: string;
  at: string; // '' when it is not known
  by: string;
}

/** CarriersView says when the shop's carriers work, and how good estimates of arrival were. */
export interface CarriersView {
  from: string; // parcels that arrived from this day
  to: string; // to this one are measured
  all: Quality;
  rows: CarrierRow[]; // carriers that the shop uses, by code
  holidays: string[]; // whose holidays are known
}

/** CarrierRow is one carrier. */
export interface CarrierRow {
  carrier: string;
  name: string;
  workdays: string; // mon-fri, mon-sat, mon-sun
  holidays: string; // whose it keeps
  closed: string; // the next one
  quality: Quality;
}

/** Quality is how good the first estimates that history gave turned out to be. Days are calendar days. */
export interface Quality {
  carrier: string; // code; "" is all of them
  arrived: number; // parcels that we knew to be under way before they arrived
  n: number; // of those, the ones of which history said when
  within_80: number; // arrived by the day that four of five should have
  within_90: number; // … nine of ten
  mae: number; // mean distance between the likely day and that of arrival
  median: number; // of the signed distance; above 0 they come later than said
  early: number; // more than a day before the likely day
  on: number;
  late: number; // more than a day after
  width: number; // mean days from the likely to the last day of the window
  changes: number; // mean number of changes that customers saw
  carrier_says: Rival;
  rule: Rival; // a rule that looks at no history
}

/** Rival is what somebody else had said of the same parcels on the same day. */
export interface Rival {
  n: number;
  mae: number;
  median: number;
  early: number;
  on: number;
  late: number;
  ours: number; // the error of history for these parcels
  low: number; // by how many days a parcel the rival is farther off than we, from …
  high: number; // … to, with a certainty of 95 %; both 0 while there are too few parcels to say
  nearer: 'ours' | 'rival' | ''; // "" when there are too few to tell, or no difference
}

/** AuthorityRow says which kinds of source decide a milestone, which are shown, and whose word changes nothing. */
export interface AuthorityRow {
  milestone: string;
  asserts: string[];
  supports: string[];
  ignored: string[];
}

/** RulingRow is one change of the rules. */
export interface RulingRow {
  at: string;
  by: string;
  what: string; // begin, program, settings, authority, reset
  authority: AuthorityRow[]; // the rows that this change made different
}

/** CarrierMapRow is what a carrier's code, its words, or both together mean; a * among the words stands for any. */
export interface CarrierMapRow {
  carrier: string;
  type: string; // of the code; * serves every type
  code: string;
  words: string;
  phase: string; // '' says nothing about where the parcel is
  reason: string;
  flag: string;
}

/** MeaningRow is one row of a carrier's table, ours or shipped. */
export interface MeaningRow {
  carrier: string;
  type: string;
  code: string;
  words: string;
  phase: string;
  reason: string;
  flag: string;
  family: string; // who must act on the reason
  action: boolean; // whether somebody must act before the parcel moves again
  origin: string; // own, shipped
  by: string;
  at: string;
  over: string; // of an own row, what the shipped one says of the same code
}

/** CarrierName is a carrier and how many rows the shop wrote for it. */
export interface CarrierName {
  carrier: string;
  name: string;
  own: number;
}

/** CarrierMapView is what a carrier's codes and words mean. */
export interface CarrierMapView {
  carrier: string; // '' is the shop's own rows of all
  name: string;
  carriers: CarrierName[];
  rows: MeaningRow[]; // the shop's own first
  own: number;
  history: MeaningRuling[]; // changes of the shop's own rows, the newest first
}

/** MeaningChange is one row of the shop's own table before and after a change. */
export interface MeaningChange {
  what: string; // taught, changed, forgotten
  row: CarrierMapRow; // what it says now; of a forgotten one, what it said
  was: CarrierMapRow; // what it said before; without a carrier when there was none
  over: string; // what the shipped table says of the same code
}

/** MeaningRuling is one change of the shop's own table. */
export interface MeaningRuling {
  n: number;
  at: string;
  by: string;
  what: string; // meaning, forgotten, undone
  rows: number; // that it changed
  changes: MeaningChange[];
  undoable: boolean; // none of them was changed again since
}

/** MeaningEffect is what a change of the shop's own table would do to the orders of today. */
export interface MeaningEffect {
  orders: number;
  changed: number;
  status: number;
  facets: number;
  tasks: number;
  opened: number;
  closed: number;
  rows: EffectRow[];
  next: string;
  meanings: MeaningChange[]; // the first of the rows that change
  changes: number; // rows that change
  against: number; // of them, those that say of a code something else than the program ships
}

/** Taught is the table after a change, and what that did. */
export interface Taught {
  carrier: string;
  name: string;
  carriers: CarrierName[];
  rows: MeaningRow[];
  own: number;
  history: MeaningRuling[];
  ruling: number; // by which the change can be taken back; 0 when nothing changed
  changes: MeaningChange[];
  effect: AuthorityEffect;
}

/** MeaningTable is what a file says that codes and words mean; nothing of it is taught yet. */
export interface MeaningTable {
  file: string;
  rows: CarrierMapRow[];
}

/** MeaningDraft asks what rows would do to the orders of today. */
export interface MeaningDraft {
  rows: CarrierMapRow[];
  forget: boolean; // take them back, instead of teaching them
  after: string;
  limit: number;
}

/** UnmappedRow is a carrier's code or wording that nobody understands yet. */
export interface UnmappedRow {
  carrier: string;
  name: string;
  type: string;
  code: string;
  text: string;
  count: number;
  orders: number; // that it is about
  last: string; // when it was last heard
  examples: UnmappedExample[];
}

/** UnmappedExample is one parcel that a carrier said something unknown of. */
export interface UnmappedExample {
  id: string; // of the order; '' when no order has it
  order: string;
  tracking: string;
  at: string;
  source: string;
}

/** CarriersScreen is every carrier with what the shop set for it. */
export interface CarriersScreen {
  rows: CarrierCard[]; // the one with most parcels first
  others: CarrierCard; // the calendar of every carrier that is not named
  unmapped: number; // codes and wordings that nobody understands yet
  holidays: string[]; // whose holidays are known
  workdays: string[]; // the words for working days
  phases: string[]; // where a carrier's word can put a parcel
  reasons: ReasonRow[]; // why it can be late or stopped
}

/** ReasonRow is a reason, who must act on it, and whether somebody must before the parcel moves again. */
export interface ReasonRow {
  reason: string;
  family: string;
  action: boolean;
}

/** CarrierCard is one carrier. */
export interface CarrierCard {
  carrier: string;
  name: string;
  known: boolean; // the program ships something for it
  parcels: number; // of this shop
  own: number; // rows the shop wrote
  unmapped: number;
  link: string; // to its tracking page, {} is the number; '' none
  shipped: string; // the link that the program ships
  own_link: boolean;
  workdays: string; // mon-fri, mon-sat, mon-sun
  holidays: string; // whose it keeps
  own_days: boolean;
  pickup: string; // until when parcels must be ready; '' not known
  own_pickup: boolean;
  closed: string; // the next holiday
}

/** CarrierDaysForm is what a person sets about when a carrier works; what is empty follows the others. */
export interface CarrierDaysForm {
  carrier: string; // * is every one that is not named
  workdays: string;
  holidays: string;
  pickup: string;
}

/** LinkTrial is where a link leads with a number, and whose number that may be. */
export interface LinkTrial {
  number: string;
  link: string;
  claims: NumberClaim[];
}

/** NumberClaim says that a number may be one of a carrier's. */
export interface NumberClaim {
  carrier: string;
  service: string;
  number: string;
  check: string; // valid, invalid, none
  link: string;
}

/** AuthorityDraft asks what a change of the table would do. */
export interface AuthorityDraft {
  rows: AuthorityRow[]; // those to change
  after: string; // key of the last row of the page before; then nothing is counted
  limit: number;
}

/** AuthorityEffect is what a change of the table would do to the orders of today. */
export interface AuthorityEffect {
  orders: number;
  changed: number;
  status: number;
  facets: number;
  tasks: number;
  opened: number;
  closed: number;
  rows: EffectRow[];
  next: string; // '' at the end
}

/** EffectRow is one order before and after. */
export interface EffectRow {
  id: string;
  order: string;
  source: string;
  customer: string;
  before: Headline;
  after: Headline;
  parcels: EffectPhase[];
  facets: EffectFacet[];
  opened: string[]; // codes of tasks
  closed: string[];
}

/** EffectPhase is a parcel before and after; '' when there is none. */
export interface EffectPhase {
  parcel: string;
  before: string;
  after: string;
}

/** EffectFacet is one facet before and after. */
export interface EffectFacet {
  facet: string;
  before: string;
  after: string;
}

/** Shell is what the frame of the window shows on every screen. */
export interface Shell {
  shop_name: string;
  now: string;
  zone: string;
  operator: string;
  tasks: number;
  past_due: number;
  open: number;
  returns: number; // open ones
  unread: number;
  review: number; // what waits for a person to say what it means, and sources to look after
  mailboxes: number; // that are read
  mail_fault: string; // the first that cannot be read and waits for somebody; "" when all can
  mail_at: string; // when one was read last
  dropped: number; // files that wait in watched folders
  drop_fault: string; // the first watched folder that is out of reach and waits for somebody; "" when none is
  last_backup: string;
  version: string;
  sample: boolean; // this is the sample shop
  theme: string;
  density: string;
  volume: number;
  disk: string; // low, full; "" while there is room
  disk_free: number; // bytes
}

/** Hit is one thing the palette found. */
export interface Hit {
  kind: string; // order, parcel, return, action
  id: string; // order id
  title: string;
  sub: string;
}

/** Change is announced to every open screen after a commit: what to fetch again. */
export interface Change {
  orders: string[]; // ids; empty means any
  tasks: boolean;
  runs: boolean;
  settings: boolean;
  drops: boolean; // what waits in watched folders
}

/** Progress is announced while long work runs. */
export interface Progress {
  job: string;
  code: string; // reading, comparing, writing, publishing, counting, deriving
  done: number;
  total: number; // 0 when not known
}

/** OrderState is what is true of one order at one moment, derived from its events by Derive and never edited. */
export interface OrderState {
  id: string; // OrderIDOf(source, number)
  order: string;
  source: string;
  headline: Headline;
  facets: Facets;
  promise: PromiseFacts;
  lines: LineState[];
  parcels: ParcelState[];
  returns: ReturnState[];
  claims: ClaimState[];
  contacts?: Asked[]; // every time the customer got in touch, oldest first
  tasks: Task[]; // every episode, cleared ones too, oldest first
  why: Why;
  times: OrderTimes;
  facts: OrderFacts;
  person: string; // hash of the customer data in force
  stated: string; // event that gave Facts
  bygone?: boolean; // over by its shop's word alone, from before the shop began here
  duplicate_of?: OrderRef; // the order that this one repeats
  overrides?: Overridden[]; // acts that the rules refused and a person recorded all the same
  edits: string[]; // fields a person changed, sorted
  contested?: { field: string; ours: string; file: string; event: string }[]; // of those, what the files state otherwise and nobody answered
  check: string; // the next instant at which time alone may change this; zero when none
}

/** OrderRef is what a fact says about the order it belongs to: the number as written, and the source when it is known. */
export interface OrderRef {
  source?: string; // "" when any shop may be meant
  number?: string;
}

/** Overridden is an act that the rules refused and a person recorded all the same, for a reason kept with the event. */
export interface Overridden {
  event: string;
  kind: string;
  code: string; // of the refusal
  parcel?: string;
  line?: string;
  quantity?: number;
  by?: string;
}

/** UnitMove is units of one line going from one place to another: the shelf, the bench, or a parcel by any of its numbers; "new" is a box that does not exist yet. Because is why it is recorded even where the rules refuse it; without a reason they are the last word. */
export interface UnitMove {
  line: string; // the line's number or its SKU
  quantity: number;
  from: string; // shelf, bench, or a parcel
  into: string; // bench, new, or a parcel
  because: string;
}

/** Facets stand side by side; no single word replaces them. */
export interface Facets {
  state: OrderPhase;
  picked: Share;
  packed: Share;
  handed_over: Share;
  delivered: Share;
  returns: Share;
  promise: PromiseWord;
  attention: number; // open tasks
}

/** Headline is the one line that leads an order: what, about which parcel, and how many of them are done. Code is a task code, a state, "late", "part_delivered", "to_ship" or a phase. */
export interface Headline {
  code: string;
  parcel?: string; // the worst open parcel
  nth?: number; // its place among the parcels, from 1
  of: number; // parcels that count
  delivered: number; // of those
  reason?: string;
  at?: string; // when that happened
  to_ship: number; // units still to hand over
}

/** Ledger counts the units of one line through the shop; every column is a fold over events. */
export interface Ledger {
  ordered: number;
  cancelled: number;
  picked: number;
  packed: number;
  handed_over: number;
  delivered: number;
  lost: number;
  returning: number; // on the way back, or back, without ever having been delivered
  return_requested: number;
  return_received: number;
  restocked: number;
  written_off: number;
  replaced: number;
}

/** LineState is one line of an order and where its units are. */
export interface LineState {
  line: string;
  sku: string;
  title: string;
  price?: Money;
  ledger: Ledger;
  to_ship: number; // ordered - cancelled - handed over, never negative
  implied: boolean; // some column follows from a later milestone, not from our own scan
  serials?: string[]; // that went out
  no_ship: boolean; // nothing to hand over
  overpick?: number;
}

/** Content is how many units of a line are in a parcel. */
export interface Content {
  line: string;
  quantity: number;
}

/** ParcelState is one parcel and where it is. */
export interface ParcelState {
  parcel: string;
  carrier: string;
  service: string;
  tracking: string;
  aliases?: string[]; // earlier tracking numbers that still find it
  phase: string;
  reason: string;
  flag?: string;
  possession: boolean; // the carrier physically has or had it
  on_its_way: boolean; // customers may read "on its way": possession or our hand-over
  since?: string;
  estimated: Estimate;
  zone?: string; // where it goes, as coarsely as history tells lanes apart
  transit?: Transit; // how its journey went, once it has ended
  contents: Content[];
  assumed: boolean; // contents follow from the order, nobody scanned them in
  attempts: number;
  cost?: Money; // of the label, as stated last
  surcharge?: Money; // what was invoiced on top, credits taken off
  signed?: boolean;
  left_at?: string;
  location?: string; // of the deciding event
  pickup?: boolean;
  voided?: boolean;
  times: ParcelTimes;
  why: Why;
}

/** Estimate is when a parcel should arrive: a window of dates, what it rests on ("history", else "carrier", else
 *  "promise"), and of how many past parcels, how much alike. Empty when nobody can say. */
export interface Estimate {
  from?: string;
  to?: string;
  basis?: string;
  n?: number;
  level?: string; // lane, service, carrier
  carrier_says?: string; // the carrier's own estimate, whatever leads
}

/** Transit is how the journey of one parcel went that has ended, as its lane learns from it. */
export interface Transit {
  zone?: string;
  possession: string;
  arrived?: string; // delivered, or ready at its pick-up point; "" when it came back
  ended: string;
  days: number; // the carrier's working days from possession to arrival
  lag?: number; // working days from our hand-over to the carrier's first scan; 0 unknown
  silences?: Silence[];
  forecast?: Forecast; // what had been said of it beforehand
}

/** Silence is the time from one sign of life of a parcel to the next, in working days of its carrier begun. */
export interface Silence {
  phase: string; // in which it was silent
  days: number;
}

/** Forecast is the first estimate that history gave of a parcel while it was under way, with what else was said that day. */
export interface Forecast {
  on: string; // the day it was made
  p50?: string; // half of the parcels like it arrive by then; "" when history could not say
  p80?: string;
  p90?: string;
  n?: number;
  level?: string;
  carrier_says?: string; // what the carrier had said by then
  rule: string; // what a rule says that looks at no history
  changes?: number; // how often the estimate that customers see changed afterwards
}

/** ParcelTimes are the first times a parcel reached each milestone, as stated; empty when it has not. */
export interface ParcelTimes {
  labelled?: string;
  packed?: string;
  handed_over?: string; // our own scan
  announced?: string;
  possession?: string; // the first event that proves the carrier has it
  out_for_delivery?: string;
  attempt_failed?: string;
  awaiting_collection?: string;
  delivered?: string;
  returning?: string;
  returned_to_us?: string;
  last?: string; // the newest progress of any kind
}

/** OrderTimes are the milestones of the whole order, for the clocks that KPIs read. */
export interface OrderTimes {
  ordered?: string;
  paid?: string;
  handed_over?: string; // of the last unit: our scan, else the carrier's possession
  delivered?: string; // of the last parcel, when all are delivered
  hold_hours?: number;
  holds?: Span[]; // the holds behind hold_hours, oldest first
}

/** Span is a stretch of time; without a to it goes on. */
export interface Span {
  from: string;
  to?: string;
}

/** Asked is one time a customer got in touch: what about, and when. */
export interface Asked {
  code: string;
  at?: string;
  event: string;
}

/** Promise is the date we promised, kept in its three forms, and how it stands. */
export interface PromiseFacts {
  original?: string;
  latest?: string;
  requested?: string;
  state: PromiseWord;
  days: number; // late by; 0 when not late
}

/** ReturnState is one return and where it stands. */
export interface ReturnState {
  return: string;
  kind: string; // request, warranty, rts (refused or undeliverable, coming back), unannounced
  phase: string; // DESIGN.md section 5
  parcel?: string;
  reason?: string; // the customer's words, or the carrier's reason
  words?: string; // hash of the customer's words
  cause?: string; // why it is sent back
  lines: ReturnLine[];
  opened?: string;
  authorised?: string; // the latest agreement
  received?: string; // the first receipt
  inspected?: string; // this and the next three: the latest
  decided?: string;
  released?: string;
  closed?: string;
  since?: string; // when its phase began
  due?: string; // when its phase should be over
  expires?: string; // of an agreement that waits for the customer
  resolution?: string; // the latest that was released
  amount?: Money; // released so far
  instant?: number; // number of the rule that lets it be released before it comes
  aside?: string; // set aside since
  pickup?: string; // the day it is to be picked up
  ways: ReturnWay[];
  uncounted?: number; // boxes or units that belong to no line yet
  goods?: string; // what came unannounced
  loose?: boolean; // nobody knows its order
  apart?: boolean; // a person says that it is no parcel on its way back to us
  aliases?: string[]; // numbers under which parts of it came in
  warranty?: WarrantyCase;
}

/** ReturnLine is one line coming back; its units may be on different ways. */
export interface ReturnLine {
  line: string;
  state: string; // expected, inspection_pending, inspected, disposition_decided, resolution_released
  requested: number;
  received: number;
  inspected: number;
  decided: number;
  released: number;
  grade?: string; // the worst of its units
  disposition?: string; // this and the next: the last of its units
  resolution?: string;
  units: ReturnUnits[];
  cover?: Cover; // where its item has a term, or a supplier is asked
}

/** Cover is whether a supplier stood by units of a line on the day they were asked about, and how that follows from the term. */
export interface Cover {
  says: string; // in, out, no_term (no row is about the item), no_day (nobody knows when it was delivered)
  months?: number; // the term
  from?: string; // the day it began
  at_least?: boolean; // nobody knows the day of delivery: it cannot have begun before from
  until?: string; // its last day
  supplier?: string;
  replaced?: boolean; // a replacement came since; the term runs on
}

/** ReturnUnits are units of a line that share their three axes. */
export interface ReturnUnits {
  quantity: number;
  grade?: string;
  disposition?: string;
  resolution?: string; // decided, or released
  released?: boolean;
  amount?: Money;
  serial?: string;
  serial_says?: string; // matches, not_ours, returned_before, unknown
  rule?: number; // number of the rule that proposed
  changed?: boolean; // decided otherwise than proposed
}

/** ReturnWay is a parcel that a return travels back in. */
export interface ReturnWay {
  parcel?: string;
  carrier: string;
  tracking: string;
  phase: string;
  reason?: string;
  since?: string;
}

/** WarrantyCase is what a supplier is asked for about returned goods. */
export interface WarrantyCase {
  state: string; // open, asked, sent, credited, replaced, repaired, refused, dropped
  until?: string; // the supplier's warranty ends
  supplier?: string;
  reference?: string; // the supplier's number for it
  way?: string; // what the goods travel under
  asked?: string;
  sent?: string;
  answered?: string;
  credit?: Money;
}

/** ClaimState is one claim against a carrier or an insurer and where it stands. */
export interface ClaimState {
  claim: string;
  state: string; // opened, filed, paid, refused, given_up
  against: string; // the carrier's code, or the insurer's name
  kind: string; // lost, damaged, missing
  parcel?: string;
  claimed?: Money;
  paid?: Money; // so far, in all
  left?: Money; // of one that was paid in part, what was not
  reference?: string;
  opened?: string;
  filed?: string;
  ended?: string;
  not_before?: string; // the first day it is taken
  deadline?: string; // the last; absent when nobody knows
  window?: string; // the row of the table that says so; absent when a person does
  answer_by?: string; // of one that is filed: when they are to answer, if a person said so
  chased_on?: string; // from when somebody is told that it still waits; absent when nobody ever is
}

/** Task is one episode of one exception. */
export interface Task {
  task: string;
  code: string;
  owner: string;
  subject: string; // parcel or return number, or a source; "" is the order or the shop itself
  nth: number; // which time this arose for its subject, from 1
  state: TaskState;
  opened: string;
  since?: string; // when what it tells of began
  due?: string;
  ended?: string;
  until?: string; // of a waiting one
  on?: string; // whom it waits for: carrier, customer, supplier; "" a date alone
  by?: string; // who took or resolved it
  cleared?: string; // of one that cleared by itself: which of its row’s clears did it
  how?: string; // of one that a person ended: the code it was ended with
  acts?: string[]; // events of what people did about it, in time
  event?: string; // what opened it
  reason?: string;
  facts?: string[]; // arguments of its story, in the order its message names them
}

/** Why says what decided a status: the event, the rule, the runner-up and every source that says otherwise. */
export interface Why {
  decided_by: string;
  rule: string;
  runner_up?: string;
  conflicts: Conflict[];
}

/** Conflict is one source that says something else, and why it did not decide. */
export interface Conflict {
  source: string;
  says: string;
  event: string;
  parcel?: string;
  weight: string; // code: not_its_milestone, older, after_delivery, weaker, which_parcel
}

/** OrderFacts is what a shop states about an order, without anything personal. */
export interface OrderFacts {
  external_id?: string; // the shop's own id where it has one besides the number
  ordered_at?: string;
  paid_at?: string;
  promised_on?: string;
  requested_on?: string; // the day the customer asked for
  ship_by?: string;
  cancelled_at?: string;
  fulfilled_at?: string; // the shop's word; it supports announced, never possession
  payment?: string; // the shop's financial status, as written
  fulfilment?: string; // the shop's fulfilment status, as written
  service?: string;
  total?: Money;
  tags?: string;
  country?: string;
  region?: string;
  not_ours?: boolean; // fulfilled by somebody else, for example a marketplace
  lines: LineFacts[];
}

/** LineFacts is one line of an order. Line is "1", "2", … within the order and stays the same between statements. */
export interface LineFacts {
  line: string;
  external_id?: string;
  sku?: string;
  title?: string;
  quantity: number;
  price?: Money;
  no_shipping?: boolean; // a service or download: nothing to hand over
}

/** Customer is the personal part of an order. It lives beside the events, found by its hash, so that it can be erased. */
export interface Customer {
  name?: string;
  email?: string;
  phone?: string;
  ship_name?: string;
  company?: string;
  address1?: string;
  address2?: string;
  city?: string;
  region?: string;
  postcode?: string;
  country?: string;
  note?: string;
}

/** ParcelFacts is what a label or carrier file states about a parcel. */
export interface ParcelFacts {
  service?: string;
  cost?: Money;
  estimated_on?: string;
  ship_date?: string;
  weight?: string; // as stated, with its unit
  signed?: boolean;
  left_at?: string; // delivery location as stated
  voided?: boolean; // the label was cancelled or refunded
  country?: string;
  pickup?: boolean; // addressed to a pick-up point by choice
  master?: string; // master tracking number of a multi-piece shipment
}

/** Money is an amount in minor units of an ISO 4217 currency (cents for EUR, yen for JPY). */
export interface Money {
  minor: number;
  currency: string;
}

/** ParcelLink is a carrier's own tracking page. */
export interface ParcelLink {
  parcel: string;
  carrier: string;
  tracking: string;
  url: string;
}

/** The tracking page and the carrier's own pages of an order. */
export interface OrderLinks {
  page: string;
  links: ParcelLink[];
}

/** What checking the data found. */
export interface Verified {
  ok: boolean;
  problems: string[];
}

/** ReturnBoard is the Returns screen: every open return by how far it is, and what others owe us. */
export interface ReturnBoard {
  now: string;
  zone: string;
  columns: ReturnColumn[];
  open: number;
  past_due: number;
  claims: ClaimRow[];
  warranties: WarrantyRow[];
}

/** ReturnColumn is one column of the board. */
export interface ReturnColumn {
  code: string; // asked, agreed, coming, inspect, decided, released
  n: number;
  days: number; // how long a return may stay in it; 0 no clock of ours
  cards: ReturnCard[];
}

/** ReturnCard is one return on the board. */
export interface ReturnCard {
  return: string;
  grouped: string;
  order_id: string; // "" while nobody knows the order
  order: string;
  customer: string;
  kind: string;
  phase: string;
  cause: string;
  reason: string;
  item: string;
  units: number; // that came; that are to come while none has
  since: string;
  due: string; // instant
  over: boolean;
  near: boolean;
  aside: boolean;
  carrier: string; // display name of who brings it
  serial_says: string;
  resolution: string;
  amount: number; // minor units
  currency: string;
}

/** Evidence is one thing that a claim is asked to be shown with, and whether the order already holds it. */
export interface Evidence {
  code: string; // one of evidence.*
  held: boolean;
}

/** ReturnRequest is what a customer asks to send back. */
export interface ReturnRequest {
  order_id: string;
  kind: string; // request, warranty
  cause: string;
  why: string; // the customer's words
  lines: Content[];
  because: string; // why it is opened for what never left us as far as anybody knows; '' leaves it to the rules
}

/** ClaimRequest is a claim to be opened. */
export interface ClaimRequest {
  order_id: string;
  parcel: string; // our number or the tracking number; '' when the order has one parcel
  against: string; // the carrier's code, or the insurer's name; '' is the parcel's carrier
  kind: string; // lost, damaged, missing
  amount: number; // minor units; 0 is what the parcel's contents cost
  deadline: string;
  because: string; // why it is opened although a claim about the parcel was paid; '' leaves it to the rules
}

/** ClaimRow is one claim with its order. */
export interface ClaimRow {
  claim: string;
  state: string;
  against: string;
  kind: string;
  parcel?: string;
  claimed?: Money;
  paid?: Money;
  left?: Money;
  reference?: string;
  opened?: string;
  filed?: string;
  ended?: string;
  not_before?: string;
  deadline?: string;
  window?: string;
  answer_by?: string;
  chased_on?: string;
  order: string;
  order_id: string;
  customer: string;
  due: string; // instant at which its last day is over, or from which an answer is missed; '' when nobody knows
  over: boolean; // that is past
  over_by: number; // days since then
  near: boolean; // it is time to file it
  evidence: Evidence[]; // what belongs to it, and whether we hold it
  acts: string[]; // what may be done about it now, by kind of fact
}

/** WarrantyRow is one case with a supplier, and its return. */
export interface WarrantyRow {
  state: string;
  until?: string;
  supplier?: string;
  reference?: string;
  way?: string;
  asked?: string;
  sent?: string;
  answered?: string;
  credit?: Money;
  return: string;
  grouped: string;
  order: string;
  order_id: string;
  item: string;
  serial: string;
  grade: string;
  currency: string; // what a credit is in
  cover: Cover; // how the supplier stood by it when it was asked for
  acts: string[]; // what may be done about it now: supplier_asked, supplier_sent, supplier_answered
}

/** ArrivedGoods are goods at the door that nobody announced. */
export interface ArrivedGoods {
  order_id: string; // '' nobody knows the order
  goods: string; // what they are, by SKU or in a few words, when nobody knows the order
  lines: Content[]; // units of the order; none: a box nobody looked into
  apart: boolean; // a person says that it is no parcel on its way back, and nothing that came before
}

/** ArrivedAs is the return that goods were received as. */
export interface ArrivedAs {
  return: string;
  parcel: string; // of ours that came back on its own; '' when it is none
}

/** ReturnView is one return with what its form needs. */
export interface ReturnView {
  now: string;
  zone: string;
  state: ReturnState;
  grouped: string;
  order_id: string;
  order: string;
  customer: string;
  delivered: string; // date
  days: number; // from delivery to the request; -1 when nobody knows
  due: string;
  over: boolean;
  lines: ReturnItem[];
  serials: SerialView[]; // what the serial numbers tell that were read on its units
  acts: string[]; // kinds of acts that may be done now
  criteria: number;
  grades: GradeText[];
  checklist: string[];
  notes: EventRow[]; // what was done about it, newest first
  supplier?: WarrantyRow; // its case with a supplier, when it has one
}

/** ReturnItem is one line of a return as the form shows it. */
export interface ReturnItem {
  line: string;
  title: string;
  sku: string;
  requested: number;
  received: number;
  waiting: number; // for inspection
  price: number; // of one, minor units
  currency: string;
  serials: string[]; // that went out
  shipped: string; // date, of the last parcel with it
}

/** GradeText is what a grade means in this shop. */
export interface GradeText {
  grade: string;
  name: string;
  means: string;
}

/** Answer is one line of the shop's checklist and what was found. */
export interface Answer {
  check: string;
  ok: boolean;
}

/** Inspection is what somebody found about units of a line, and, when they decide at once, what becomes of them. */
export interface Inspection {
  return: string;
  line: string;
  quantity: number; // 0: all that waits
  grade: string;
  serial: string;
  checks: Answer[];
  note: string; // what was found
  disposition: string; // this and the next: "" as proposed
  resolution: string;
  amount: number; // minor units, of a part; 0 as proposed
  why: string; // why it is decided otherwise than proposed
  again: boolean; // of a decision: about what was decided before and its customer has not got; '' is then as before
}

/** SerialView is what a serial number tells. */
export interface SerialView {
  serial: string;
  says: string; // matches, not_ours, returned_before, unknown; "" none was read
  order: string; // that it went out with, or came back for; '' when no order knows it
  shipped: string[]; // that went out on the line
}

/** ProposalView is what the shop's rules propose about units, and how often people took it. */
export interface ProposalView {
  rule: number; // 0 when no rule fits: a person decides
  disposition?: string;
  resolution?: string;
  amount?: Money; // for one unit
  instant: boolean;
  because: string[]; // kind, cause, grade, serial, warranty, days, value
  case: ProposalCase;
  serial: SerialView;
  cases: number; // decided after this rule in the last 90 days
  taken: number;
  changed: number;
}

/** ProposalCase is what a proposal depends on. */
export interface ProposalCase {
  kind: string;
  cause: string;
  grade: string;
  serial: string;
  warranty: string; // in, out, unknown
  until?: string;
  cover: Cover; // how warranty and until follow from the term of the item
  days: number; // since delivery; -1 when nobody knows
  value?: Money;
}

/** ReturnPolicy is what the shop decided about returns. */
export interface ReturnPolicy {
  auto_authorise: boolean; // a customer's request counts as agreed to
  days: number; // an agreement that nobody used expires; 0 never
  proposals: ProposalRule[];
  warranties: Warranty[];
  claim_windows: ClaimWindow[];
  claim_waits: ClaimWaits;
  criteria: number; // version of what follows; each change counts up
  grades: GradeText[];
  checklist: string[];
}

/** ProposalRule is one row of the shop's table of what to propose. A condition that is absent always holds. */
export interface ProposalRule {
  rule: number;
  kinds?: string[];
  causes?: string[];
  grades?: string[];
  serials?: string[];
  warranty?: string;
  min_days?: number;
  max_days?: number;
  min_value?: number; // price of one unit in minor units
  max_value?: number;
  instant?: boolean; // the customer may have it before anything comes
  disposition?: string;
  resolution: string;
  part?: number; // percent of the price, of refund_part
}

/** Warranty is how long a supplier stands by an item. */
export interface Warranty {
  sku: string;
  months: number;
  supplier: string;
}

/** ClaimWindow is in which days after the mailing a carrier or insurer takes a claim. */
export interface ClaimWindow {
  window: string;
  against: string;
  carrier: string;
  services?: string[];
  kinds?: string[];
  from: number;
  to: number;
  source: string;
  verified: boolean; // a person looked it up on the carrier's own site
}

/** ClaimWaits are after how many working days somebody is told of a claim that still waits and that nothing dates. */
export interface ClaimWaits {
  file?: number; // since it was opened
  answer?: number; // since it was filed
}

/** Trial is what a table of rules would have proposed about past returns, against what was decided. */
export interface Trial {
  cases: number;
  same: number;
  changed: number;
  unproposed: number;
  rules: TrialRule[];
  rows: TrialRow[];
}

/** TrialRule counts the cases of one rule. */
export interface TrialRule {
  rule: number;
  cases: number;
  same: number;
  changed: number;
}

/** TrialRow is one past decision that the rules would not have proposed. */
export interface TrialRow {
  order: string;
  return: string;
  line: string;
  grade: string;
  cause: string;
  on: string;
  rule: number;
  proposed: Outcome;
  decided: Outcome;
}

/** Outcome is what becomes of goods and what their customer gets. */
export interface Outcome {
  disposition?: string;
  resolution?: string;
}

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
  state: string; // new, read, failing, paused
  tried_at: string; // the last try
  fetched_at: string; // the last try that went well
  faulty_at: string; // since when it fails
  fault: string; // code
  says: string; // the server's own words about it
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
  runs: string[];
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
}

/** WaitingView is a page of what lies in watched folders and waits for a person. */
export interface WaitingView {
  files: WaitingFile[];
  next: string; // key to ask for the next page with, "" after the last
  total: number; // on all pages
  refused: RefusedFile[];
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
  plans: PlanView[]; // one for each file in it that could be read
}
