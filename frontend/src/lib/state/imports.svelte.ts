import { asDesktopError, atPath, withContent, type Desktop, type DesktopError } from '$lib/desktop';
import type {
  ImportFile,
  ImportOptions,
  NoticeHelp,
  PlanView,
  ProfileRow,
  Progress,
  RunRow,
  TaughtWords,
  UnmatchedRow,
  UnreadRow,
} from '$lib/desktop/types';
import { Load } from './load.svelte';
import { pastedMail } from './paste';

/** Stage is how far one file has come. */
export type Stage = 'reading' | 'plan' | 'applying' | 'applied' | 'failed';

/** Entry is one file on the screen: what it is, how far it came, and what would happen. */
export interface Entry {
  readonly key: number;
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
  readonly #desktop: Desktop;
  #entries = $state.raw<readonly Entry[]>([]);
  #chosen = $state(0);
  #older = $state.raw<readonly RunRow[]>([]);
  #progress = $state.raw<Progress | null>(null);
  #key = 1;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.history = new Load(() => desktop.imports.history(''));
    this.unread = new Load(() => desktop.imports.unread());
    this.unmatched = new Load(() => desktop.imports.unmatched());
    this.profiles = new Load(() => desktop.imports.profiles());
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

  hear(progress: Progress): void {
    this.#progress = progress;
  }

  async open(): Promise<void> {
    this.#older = [];
    await Promise.all([this.history.again(), this.queues(), this.profiles.again()]);
  }

  /** queues fetches what waits for a person. */
  async queues(): Promise<void> {
    await Promise.all([this.unread.again(), this.unmatched.again()]);
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

  async teachNotice(unread: string, words: TaughtWords): Promise<void> {
    await this.#desktop.imports.teachNotice(unread, words);
    await this.queues();
  }

  async dismiss(unread: string): Promise<void> {
    await this.#desktop.imports.dismiss(unread);
    await this.queues();
  }

  async reopen(unread: string): Promise<void> {
    await this.#desktop.imports.reopen(unread);
    await this.queues();
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

  /** paste looks at a mail, or at another text, that somebody copied. */
  async paste(text: string): Promise<void> {
    await this.pick([new File([pastedMail(text)], 'pasted.eml')]);
  }

  /** look reads files, one after the other, and shows what each would do. Of an archive, each file in it. Nothing is written. */
  async look(given: readonly ImportFile[]): Promise<void> {
    const files = (await Promise.all(given.map((file) => this.#inside(file)))).flat();
    const added = files.map((file): Entry => ({ key: this.#key++, file, stage: 'reading', plan: null, error: null }));
    const first = added[0];
    if (!first) return;
    this.#entries = [...this.#entries.filter((e) => e.stage !== 'applied'), ...added];
    this.#chosen = first.key;
    for (const entry of added) await this.#read(entry.key, entry.file);
  }

  show(key: number): void {
    this.#chosen = key;
  }

  /** reread plans the same file again with other options. */
  async reread(entry: Entry, change: Partial<ImportOptions>): Promise<void> {
    const file = { ...entry.file, options: { ...entry.file.options, ...change } };
    await this.#read(entry.key, file);
  }

  /** apply does what the plan says. */
  async apply(entry: Entry): Promise<PlanView | null> {
    if (!entry.plan || entry.stage !== 'plan') return null;
    this.#set(entry.key, { stage: 'applying', error: null });
    this.#progress = null;
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

  /** undo takes an import back; true when it was taken back before, and nothing changed. */
  async undo(run: string): Promise<boolean> {
    const { undone_before } = await this.#desktop.imports.undo(run);
    await this.open();
    return undone_before;
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

  async #read(key: number, file: ImportFile): Promise<void> {
    const before = this.#entries.find((e) => e.key === key)?.plan ?? null;
    this.#set(key, { file, stage: 'reading', error: null });
    this.#progress = null;
    try {
      this.#set(key, { stage: 'plan', plan: await this.#desktop.imports.look(file) });
    } catch (thrown) {
      this.#set(key, { stage: 'failed', plan: before, error: asDesktopError(thrown) });
    }
  }

  #set(key: number, change: Partial<Entry>): void {
    this.#entries = this.#entries.map((e) => (e.key === key ? { ...e, ...change } : e));
  }
}

/** mapOf is which column fills which field, as the plan shows it. */
export function mapOf(plan: PlanView): Record<string, string> {
  return Object.fromEntries(plan.columns.filter((c) => c.field !== '').map((c) => [c.field, c.name]));
}

/** remapped is the map after a column was given another field; a field is filled by one column only. */
export function remapped(plan: PlanView, column: string, field: string): Record<string, string> {
  const kept = Object.entries(mapOf(plan)).filter(([f, c]) => c !== column && f !== field);
  return Object.fromEntries(field === '' ? kept : [...kept, [field, column]]);
}
