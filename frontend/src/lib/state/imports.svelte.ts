import {
  asDesktopError,
  atPath,
  noOptions,
  withContent,
  withText,
  type Desktop,
  type DesktopError,
} from '$lib/desktop';
import type {
  ConflictAnswer,
  ConflictRow,
  ImportFile,
  ImportOptions,
  NoticeHelp,
  PlanView,
  ProfileRow,
  ProfileTrial,
  ProfileVersionRow,
  Progress,
  RememberedKind,
  RunRow,
  SheetView,
  TaughtNotice,
  TaughtSender,
  TaughtWords,
  UnmatchedRow,
  UnreadRow,
} from '$lib/desktop/types';
import { Load } from './load.svelte';
import { isTable, pastedMail } from './paste';

/** Stage is how far one file has come; left is a sheet of a workbook that stays out until somebody looks at it. */
export type Stage = 'reading' | 'plan' | 'applying' | 'applied' | 'failed' | 'left';

/** Entry is one file on the screen, or one sheet of a workbook: what it is, how far it came, and what would happen. */
export interface Entry {
  readonly key: number;
  readonly sheet: SheetView | null; // of a workbook that is taken in sheet by sheet
  readonly marked: boolean; // it is applied with the others
  readonly file: ImportFile;
  readonly stage: Stage;
  readonly plan: PlanView | null;
  readonly error: DesktopError | null;
}

/** ImportsState is the Imports screen: files being looked at, past runs, and what nobody could read. */
export class ImportsState {
  readonly history: Load<RunRow[]>;
  readonly unread: Load<UnreadRow[]>;
  readonly unmatched: Load<UnmatchedRow[]>;
  readonly profiles: Load<ProfileRow[]>;
  /** How files of a kind are read since somebody chose it. */
  readonly remembered: Load<RememberedKind[]>;
  /** Conflicts of imports that are in, until somebody answers them. */
  readonly contested: Load<ConflictRow[]>;
  readonly #desktop: Desktop;
  #entries = $state.raw<readonly Entry[]>([]);
  #chosen = $state(0);
  #older = $state.raw<readonly RunRow[]>([]);
  #progress = $state.raw<Progress | null>(null);
  #pace = $state.raw<Pace | null>(null);
  #began: { step: Progress; at: number } | null = null;
  #key = 1;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.history = new Load(() => desktop.imports.history(''));
    this.unread = new Load(() => desktop.imports.unread());
    this.unmatched = new Load(() => desktop.imports.unmatched());
    this.profiles = new Load(() => desktop.imports.profiles());
    this.remembered = new Load(() => desktop.imports.remembered());
    this.contested = new Load(() => desktop.imports.conflicts());
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** The file being looked at. */
  get entry(): Entry | undefined {
    return this.#entries.find((e) => e.key === this.#chosen) ?? this.#entries[0];
  }

  /** Past runs, newest first, as far as they were asked for. */
  get runs(): readonly RunRow[] {
    return [...(this.history.value ?? []), ...this.#older];
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  /** The newest run that can still be undone. */
  get lastUndoable(): RunRow | undefined {
    return this.runs.find((r) => r.can_undo);
  }

  /** How fast the work goes; null while nobody can say. */
  get pace(): Pace | null {
    return this.#pace;
  }

  hear(progress: Progress): void {
    const same = this.#began?.step.job === progress.job && this.#began.step.code === progress.code;
    if (!this.#began || !same) this.#began = { step: progress, at: performance.now() };
    this.#pace = pace(this.#began.step, progress, performance.now() - this.#began.at);
    this.#progress = progress;
  }

  async open(): Promise<void> {
    this.#older = [];
    await Promise.all([this.history.again(), this.queues(), this.profiles.again(), this.remembered.again()]);
  }

  /** queues fetches what waits for a person. */
  async queues(): Promise<void> {
    await Promise.all([this.unread.again(), this.unmatched.again(), this.contested.again()]);
  }

  /** link says which order a number belongs to, by the order's id; it answers with the act, to undo it by. */
  async link(event: string, order: string): Promise<string> {
    const act = await this.#desktop.imports.link(event, order);
    await this.queues();
    return act;
  }

  /** linkByNumber is link by the order's number. */
  async linkByNumber(event: string, number: string): Promise<string> {
    return this.link(event, await this.#desktop.orders.find(number, ''));
  }

  async disown(event: string): Promise<string> {
    const act = await this.#desktop.imports.disown(event);
    await this.queues();
    return act;
  }

  async unsay(act: string): Promise<void> {
    await this.#desktop.imports.unsay(act);
    await this.queues();
  }

  async teach(unread: string, means: string, target: string): Promise<void> {
    await this.#desktop.imports.teach(unread, means, target, '');
    await this.queues();
  }

  nearest(unread: string): Promise<NoticeHelp> {
    return this.#desktop.imports.nearest(unread);
  }

  /** teachNotice says what words of a mail mean, and answers with how many mails that read. */
  async teachNotice(unread: string, words: TaughtWords): Promise<TaughtNotice> {
    const taught = await this.#desktop.imports.teachNotice(unread, words);
    await this.queues();
    return taught;
  }

  /** teachSender says which carrier writes from an address, and answers with how many mails that read. */
  async teachSender(unread: string, sender: TaughtSender): Promise<TaughtNotice> {
    const taught = await this.#desktop.imports.teachSender(unread, sender);
    await this.queues();
    return taught;
  }

  async dismiss(unread: string): Promise<void> {
    await this.#desktop.imports.dismiss(unread);
    await this.queues();
  }

  /** reopen puts an entry back, with every mail that was read by what was taught from it; it answers with how many those are. */
  async reopen(unread: string): Promise<number> {
    const { waiting } = await this.#desktop.imports.reopen(unread);
    await this.queues();
    return waiting;
  }

  /** forget forgets what was chosen for files like the one that a run took in. */
  async forget(run: string): Promise<void> {
    await this.#desktop.imports.forget(run);
    await this.remembered.again();
  }

  async deleteProfile(name: string): Promise<void> {
    await this.#desktop.imports.deleteProfile(name);
    await this.profiles.again();
  }

  async restoreProfile(name: string): Promise<void> {
    await this.#desktop.imports.restoreProfile(name);
    await this.profiles.again();
  }

  async olderRuns(): Promise<void> {
    const last = this.runs.at(-1);
    if (last) this.#older = [...this.#older, ...(await this.#desktop.imports.history(last.run))];
  }

  /** choose asks for files with the program's own dialog; false when the page has to ask by itself, in a browser. */
  async choose(): Promise<boolean> {
    if (this.#desktop.kind === 'browser') return false;
    await this.look((await this.#desktop.imports.choose()).map(atPath));
    return true;
  }

  /** pick looks at files a browser was given. */
  async pick(files: readonly File[]): Promise<void> {
    await this.look(await Promise.all(files.map(withContent)));
  }

  /** look reads files, one after the other, and shows what each would do. Of an archive, each file in it. Nothing is written. */
  async look(given: readonly ImportFile[]): Promise<void> {
    const below = (await Promise.all(given.map((file) => this.#below(file)))).flat();
    const files = (await Promise.all(below.map((file) => this.#inside(file)))).flat();
    const added = (await Promise.all(files.map((file) => this.#sheets(file)))).flat();
    const first = added.find((e) => e.stage !== 'left');
    if (!first) return;
    this.#entries = [...this.#unfinished(), ...added];
    this.#chosen = first.key;
    for (const entry of added) if (entry.stage !== 'left') await this.#read(entry.key, entry.file);
  }

  /** mark says whether an entry is applied with the others; a sheet that was left is read for it. */
  async mark(entry: Entry, marked: boolean): Promise<void> {
    this.#set(entry.key, { marked });
    if (marked && entry.stage === 'left') await this.#read(entry.key, entry.file);
  }

  /** paste looks at what somebody copied: cells of a table, the source of a page, a mail, or another text. */
  async paste(text: string): Promise<void> {
    await this.look([withText(isTable(text) ? text : pastedMail(text))]);
  }

  show(key: number): void {
    this.#chosen = key;
  }

  /** reread plans the same file again with other options, and returns it with that plan; undefined when it was closed. */
  async reread(entry: Entry, change: Partial<ImportOptions>): Promise<Entry | undefined> {
    const sheet = change.sheet ? '' : entry.file.sheet;
    const file = { ...entry.file, sheet, options: { ...entry.file.options, ...change } };
    await this.#read(entry.key, file);
    return this.#entries.find((e) => e.key === entry.key);
  }

  /** assign gives a column another field, '' for none, and plans anew. */
  async assign(entry: Entry, column: string, field: string): Promise<void> {
    if (!entry.plan) return;
    await this.assignAll(entry, remapped(entry.plan, column, field, entry.file.options.map));
  }

  /** assignAll plans anew with these fields of these columns; the rest is read as the profile of the file says. */
  async assignAll(entry: Entry, map: Record<string, string>): Promise<void> {
    const { profile = '', kind = 'unknown' } = entry.plan ?? {};
    const base = profile === 'by-hand' || kind === 'unknown' ? entry.file.options.profile : profile;
    await this.reread(entry, { profile: base, map });
  }

  /** apply does what the plan says. */
  async apply(entry: Entry): Promise<PlanView | null> {
    if (!entry.plan || entry.stage !== 'plan') return null;
    this.#set(entry.key, { stage: 'applying', error: null });
    this.#progress = this.#pace = this.#began = null;
    try {
      const plan = await this.#desktop.imports.apply(entry.plan.id);
      this.#set(entry.key, { stage: 'applied', plan });
      await this.history.again();
      return plan;
    } catch (thrown) {
      this.#set(entry.key, { stage: 'plan', error: asDesktopError(thrown) });
      return null;
    }
  }

  /** cancel stops the long work going on; nothing of it is written. */
  async cancel(): Promise<void> {
    if (this.#progress) await this.#desktop.imports.cancel(this.#progress.job);
  }

  /** close takes a file off the screen and forgets its plan. */
  async close(entry: Entry): Promise<void> {
    this.#entries = this.#entries.filter((e) => e.key !== entry.key);
    if (entry.plan && entry.stage === 'plan') await this.#desktop.imports.discard(entry.plan.id).catch(() => undefined);
  }

  /** answer says of conflicts which value holds, and shows the plan with that. */
  async answer(entry: Entry, answers: ConflictAnswer[]): Promise<void> {
    if (!entry.plan || entry.stage !== 'plan') return;
    this.#set(entry.key, { plan: await this.#desktop.imports.answer(entry.plan.id, answers) });
  }

  /** answerContested says of conflicts of imports that are in which value holds, and how many that were. */
  async answerContested(answers: ConflictAnswer[]): Promise<number> {
    const answered = await this.#desktop.imports.answerConflicts(answers);
    await this.contested.again();
    return answered;
  }

  /** closeAll takes every file off the screen that is not being taken in. */
  async closeAll(): Promise<void> {
    for (const entry of this.#entries.filter((e) => e.stage !== 'applying')) await this.close(entry);
  }

  /** undo takes an import back, and says what stays of the orders it touched. */
  async undo(run: string): Promise<RunRow> {
    const undone = await this.#desktop.imports.undo(run);
    await this.open();
    return undone;
  }

  async saveRejects(run: string): Promise<string> {
    return (await this.#desktop.imports.saveRejects(run)).path;
  }

  /** saveProfile answers with the profile that the new one takes the place of, '' when there was none. */
  async saveProfile(entry: Entry, name: string): Promise<string> {
    if (!entry.plan) return '';
    const replaced = await this.#desktop.imports.saveProfile(entry.plan.id, name);
    await this.profiles.again();
    return replaced;
  }

  versions(name: string): Promise<ProfileVersionRow[]> {
    return this.#desktop.imports.versions(name);
  }

  async restoreVersion(name: string, version: number): Promise<void> {
    await this.#desktop.imports.restoreVersion(name, version);
    await this.profiles.again();
  }

  /** tryOn is what these options would make of a file, against how it is read now. Nothing is written. */
  tryOn(file: ImportFile, options: Partial<ImportOptions>): Promise<ProfileTrial> {
    return this.#desktop.imports.try({ ...file, options: { ...noOptions(), ...options } });
  }

  /** chooseOne asks for one file with the program's own dialog; null when nobody chose one or a browser has to ask. */
  async chooseOne(): Promise<ImportFile | null> {
    if (this.#desktop.kind === 'browser') return null;
    const [path] = await this.#desktop.imports.choose();
    return path === undefined ? null : atPath(path);
  }

  /** Whether the page has to ask for files by itself. */
  get asksItself(): boolean {
    return this.#desktop.kind === 'browser';
  }

  /** below are the files of a folder that was dropped on the window; any other file is itself. */
  async #below(file: ImportFile): Promise<ImportFile[]> {
    if (file.path === '') return [file];
    try {
      return (await this.#desktop.imports.within([file.path])).map((path) => ({
        ...atPath(path),
        options: file.options,
      }));
    } catch {
      return [file]; // looking at it tells why
    }
  }

  /** inside are the files of an archive; any other file is itself, and so is an archive that cannot be read: looking tells why. */
  async #inside(file: ImportFile): Promise<ImportFile[]> {
    if (!/\.(zip|gz)$/i.test(file.path || file.name)) return [file];
    try {
      const names = await this.#desktop.imports.unpack(file);
      return names.length > 0 ? names.map((inside) => ({ ...file, inside })) : [file];
    } catch {
      return [file];
    }
  }

  /** sheets are the entries of a file: of a workbook one for each sheet, of any other file one. */
  async #sheets(file: ImportFile): Promise<Entry[]> {
    const sheets = (isWorkbook(file) ? await this.#desktop.imports.sheets(file).catch(() => null) : null) ?? [];
    if (sheets.length === 0) return [this.#entry(file, null)];
    return sheets.map((sheet) => this.#entry({ ...file, sheet: sheet.sheet }, sheet));
  }

  #entry(file: ImportFile, sheet: SheetView | null): Entry {
    const taken = sheet === null || sheet.state === 'taken';
    const stage = taken ? 'reading' : 'left';
    return { key: this.#key++, sheet, marked: taken, file, stage, plan: null, error: null };
  }

  /** unfinished are the entries that somebody has yet to decide on, and what stays out of their workbooks. */
  #unfinished(): Entry[] {
    const open = this.#entries.filter((e) => e.stage !== 'applied' && e.stage !== 'left');
    const isOpen = (left: Entry): boolean => open.some((e) => bookOf(e.file) === bookOf(left.file));
    return this.#entries.filter((e) => open.includes(e) || (e.stage === 'left' && isOpen(e)));
  }

  async #read(key: number, file: ImportFile): Promise<void> {
    const before = this.#entries.find((e) => e.key === key);
    this.#set(key, { file, stage: 'reading', error: null });
    this.#progress = this.#pace = this.#began = null;
    try {
      const plan = await this.#desktop.imports.look(file);
      if (before?.plan) await this.#desktop.imports.discard(before.plan.id).catch(() => undefined);
      this.#set(key, { stage: 'plan', plan });
    } catch (thrown) {
      const error = asDesktopError(thrown);
      // Options that do not work are told and given up: the plan before them stands.
      this.#set(key, before?.plan ? { file: before.file, stage: 'plan', error } : { stage: 'failed', error });
    }
  }

  #set(key: number, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((e) => (e.key === key ? { ...e, ...change } : e));
  }
}

/** remapped is what a person assigned by hand, after a column was given another field: a field is filled by one column
 *  only, and one that lost its column stays empty. What nobody touched is read as the profile says. */
export function remapped(
  plan: PlanView,
  column: string,
  field: string,
  before: Record<string, string>,
): Record<string, string> {
  const was = plan.columns.find((c) => c.name === column)?.field ?? '';
  const other = plan.columns.find((c) => c.field === was && c.name !== column)?.name ?? '';
  return { ...before, ...(was === '' ? {} : { [was]: other }), ...(field === '' ? {} : { [field]: column }) };
}

/** untouched reports whether a person changed nothing about how a file is read. */
export function untouched(options: ImportOptions): boolean {
  return Object.values(options).every((v) => v === '' || v === 0 || (typeof v === 'object' && !Object.keys(v).length));
}

const bookOf = (file: ImportFile): string => [file.path, file.name, file.lying, file.inside].join('\n');

/** isWorkbook reports whether a file may have several sheets. */
function isWorkbook(file: ImportFile): boolean {
  const unsaid = file.sheet === '' && file.options.sheet === '';
  return unsaid && /\.(xls[xm]?|xltx|ods)$/i.test(file.inside || file.path || file.name);
}

/** Pace is how fast long work goes, and how many seconds are left at that; null while nobody can say. */
export interface Pace {
  readonly perSecond: number;
  readonly left: number;
}

/** pace is how fast work went between two heard steps of it, so many milliseconds apart. */
export function pace(from: Progress, to: Progress, passed: number): Pace | null {
  if (from.job !== to.job || from.code !== to.code || passed < 500 || to.done <= from.done || to.total === 0)
    return null;
  const perSecond = ((to.done - from.done) * 1000) / passed;
  return { perSecond, left: Math.max(0, to.total - to.done) / perSecond };
}
