import { getContext, setContext } from 'svelte';
import { asDesktopError, type Desktop, type DesktopError } from '$lib/desktop';
import type { Change, Hit, Progress, ReportFile, ScanVerdict, Shell, TaskRow } from '$lib/desktop/types';
import type { Here } from '$lib/i18n/dates';
import { bytes } from '$lib/i18n/numbers';
import { hasWords, say, word, withoutOptions } from '$lib/i18n/words';
import { KeyDesk } from '$lib/keys/dispatch';
import { keysOf } from '$lib/keys/shortcuts';
import { TonePlayer } from '$lib/sound/player';
import { toneOf } from '$lib/sound/tones';
import { CarriersState } from './carriers.svelte';
import { ClaimsState } from './claims.svelte';
import { DropsState } from './drops.svelte';
import { ImportsState } from './imports.svelte';
import { KPIsState } from './kpis.svelte';
import { Load } from './load.svelte';
import { OrderState } from './order.svelte';
import { OrdersState } from './orders.svelte';
import { PolicyState } from './policy.svelte';
import { ReviewState } from './review.svelte';
import { ReturnsState } from './returns.svelte';
import { Route } from './route.svelte';
import { SettingsState } from './settings.svelte';
import { StationState } from './station.svelte';
import { Toasts } from './toasts.svelte';
import { TodayState } from './today.svelte';

const settle = 150;
/** After how long the program is asked again whether the shop is open. */
const knock = 400;

/** Desk is everything one window works with: where it is, what each screen shows, the keys, the sound, the scanner. */
export class Desk {
  readonly route = new Route();
  readonly toasts = new Toasts();
  readonly keys = new KeyDesk();
  readonly tones = new TonePlayer();
  readonly shell: Load<Shell>;
  readonly today: TodayState;
  readonly orders: OrdersState;
  readonly order: OrderState;
  readonly station: StationState;
  readonly drops: DropsState;
  readonly imports: ImportsState;
  readonly kpis: KPIsState;
  readonly returns: ReturnsState;
  readonly claims: ClaimsState;
  readonly policy: PolicyState;
  readonly settings: SettingsState;
  readonly carriers: CarriersState;
  readonly review: ReviewState;
  readonly #desktop: Desktop;
  readonly #hearers = new Set<(change: Change) => void>();
  #alive = $state(true);
  #deriving = $state.raw<Progress | null>(null);
  #tick = $state(0);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.shell = new Load(() => desktop.shells.show());
    const me = (): string => this.shell.value?.operator ?? '';
    this.today = new TodayState(desktop);
    this.orders = new OrdersState(desktop);
    this.order = new OrderState(desktop);
    this.station = new StationState(desktop, me, (verdict) => this.#heard(verdict));
    this.drops = new DropsState(desktop);
    this.imports = new ImportsState(desktop);
    this.kpis = new KPIsState(desktop);
    this.returns = new ReturnsState(desktop);
    this.claims = new ClaimsState(desktop);
    this.policy = new PolicyState(desktop);
    this.settings = new SettingsState(desktop);
    this.carriers = new CarriersState(desktop);
    this.review = new ReviewState(desktop, this.imports, this.carriers);
  }

  /** The shop's clock: what the program said it was, moved on by what passed since. */
  get here(): Here {
    const shell = this.shell.value;
    void this.#tick;
    if (!shell) return { now: new Date().toISOString(), zone: 'UTC' };
    return { now: new Date(Date.parse(shell.now) + performance.now() - this.#shownAt).toISOString(), zone: shell.zone };
  }

  /** Whether the program answers. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Whether the shop is still being opened, which takes long where every order is derived anew. */
  get opening(): boolean {
    return this.shell.error?.code === 'not-open';
  }

  /** Why the shop could not be opened; null while it is being opened, and once it is open. */
  get shut(): DesktopError | null {
    return this.shell.value || this.opening ? null : this.shell.error;
  }

  /** How far it is that orders are derived anew, or that an import which was cut short is taken back, while they are. */
  get deriving(): Progress | null {
    return this.#deriving;
  }

  /** stopDeriving gives up the change for which orders are derived anew: everything is then as it was. */
  async stopDeriving(): Promise<void> {
    if (this.#deriving) await this.#desktop.imports.cancel(this.#deriving.job);
  }

  #shownAt = performance.now();

  /** start begins to listen to the program; the returned function stops. */
  start(): () => void {
    const stops = [
      this.route.follow(),
      this.#desktop.onChanged((change) => this.#changed(change)),
      this.#desktop.onProgress((progress) => {
        this.imports.hear(progress);
        this.kpis.hear(progress);
        this.settings.authority.preview.hear(progress);
        this.carriers.preview.hear(progress);
        if (progress.code === 'deriving' || progress.code === 'taking_back') this.#deriving = progress;
      }),
      this.#desktop.onLink((alive) => (this.#alive = alive)),
      this.#desktop.onDrop((files) => {
        this.route.go('imports');
        void this.imports.look(files);
      }),
    ];
    const minute = setInterval(() => (this.#tick += 1), 60_000);
    void this.showShell();
    return () => {
      clearInterval(minute);
      clearTimeout(this.#knocking);
      stops.forEach((stop) => stop());
    };
  }

  async showShell(): Promise<void> {
    await this.shell.again();
    clearTimeout(this.#knocking);
    if (this.opening || this.shut) this.#knocking = setTimeout(() => void this.showShell(), knock);
    this.#shownAt = performance.now();
    this.tones.volume = this.shell.value?.volume ?? this.tones.volume;
  }

  /** hearChanges tells a screen what to fetch again, until the returned function is called. */
  hearChanges(hear: (change: Change) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  async find(text: string): Promise<Hit[]> {
    return this.#desktop.shells.find(text);
  }

  /** report makes a document and says where it lies. */
  async report(make: (reports: Desktop['reports']) => Promise<ReportFile>): Promise<void> {
    await this.attempt(async () => this.wrote(await make(this.#desktop.reports)));
  }

  /** evidence makes the evidence about an order or one of its parcels, and says where it lies and what nobody stated. */
  async evidence(order: string, parcel: string): Promise<void> {
    await this.attempt(async () => {
      const file = await this.#desktop.reports.evidence(order, parcel);
      this.wrote(file);
      const lacks = file.missing.length > 0;
      const title = nameOf(file.bundle);
      const text = [
        say('toast.evidence', file.files, bytes(file.bundle_bytes)),
        lacks ? say('toast.evidence_lacks', file.missing.join(', ')) : '',
      ];
      this.toasts.add({
        icon: lacks ? 'help' : 'okl',
        tone: lacks ? 'risk-c' : 'ok-c',
        title,
        text: text.filter(Boolean).join(' '),
      });
    });
  }

  /** publish writes the customers' tracking pages. */
  async publish(): Promise<void> {
    await this.attempt(async () => {
      const done = await this.#desktop.reports.publish();
      const text = say('toast.published_text', done.pages, done.written, done.removed, done.folder);
      this.toasts.add({ icon: 'okl', tone: 'ok-c', title: say('toast.published'), text });
    });
  }

  /** attempt does work a person asked for and tells them when it failed; true when it went well. */
  async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      const error = asDesktopError(thrown);
      const text = errorLine(error);
      this.toasts.add({ icon: 'stop', tone: 'late-c', title: say('toast.failed'), text });
      return false;
    } finally {
      this.#deriving = null;
    }
  }

  /** tookBack says that something was taken back. */
  tookBack(what: string): void {
    this.toasts.add({ icon: 'undo', tone: 'acc-c', title: say('toast.took_back'), text: what });
  }

  /** did says what was done about tasks, and how, in a toast; undo takes it back. */
  did(kind: string, tasks: readonly TaskRow[], how: string, undo?: () => void): number {
    const about = tasks.length === 1 ? word('task', tasks[0]?.code ?? '') : say('toast.tasks', tasks.length);
    const action = undo && { label: say('toast.undo'), keys: keysOf('undo'), run: undo };
    const text = [about, how].filter((part) => part !== '').join(' · ');
    return this.toasts.add({ icon: 'okl', tone: 'ok-c', title: word('kind', kind), text, ...(action && { action }) });
  }

  /** tried does work a person asked for and returns what went wrong, in words; '' when nothing did. */
  async tried(work: () => Promise<void>): Promise<string> {
    try {
      await work();
      return '';
    } catch (thrown) {
      return tellError(asDesktopError(thrown));
    }
  }

  /** wrote says where a document lies. */
  wrote(file: ReportFile): void {
    const name = nameOf(file.path);
    const run = (): void => void this.attempt(() => this.#desktop.reports.open(file.path));
    const action = { label: say('toast.open'), run };
    this.toasts.add({ icon: 'file', tone: 'acc-c', title: name, text: `${file.path} · ${bytes(file.bytes)}`, action });
  }

  #changed(change: Change): void {
    clearTimeout(this.#settling);
    this.#pending.push(change);
    this.#settling = setTimeout(() => {
      const all = this.#pending.splice(0);
      void this.showShell();
      const any = all.some((c) => c.orders.length === 0);
      const orders = any ? [] : [...new Set(all.flatMap((c) => c.orders))];
      const whether = (of: 'tasks' | 'runs' | 'settings' | 'drops'): boolean => all.some((c) => c[of]);
      const merged = {
        orders,
        tasks: whether('tasks'),
        runs: whether('runs'),
        settings: whether('settings'),
        drops: whether('drops'),
      };
      this.#hearers.forEach((hear) => hear(merged));
    }, settle);
  }

  #settling: ReturnType<typeof setTimeout> | undefined;
  #knocking: ReturnType<typeof setTimeout> | undefined;
  #pending: Change[] = [];

  /** Every verdict sounds; away from the station it also shows as a toast. */
  #heard(verdict: ScanVerdict): void {
    this.tones.play(toneOf(verdict.tone));
    if (this.route.screen === 'station') return;
    const good = verdict.verdict === 'ok' || verdict.verdict === 'done';
    const notNow = verdict.verdict === 'refused' && verdict.tone === 'wrong' && verdict.code !== 'wrong-item';
    const title = say(notNow ? 'verdict.refused.word' : `verdict.${verdict.tone}.word`);
    const about = verdict.verdict === 'unknown' ? verdict.raw : verdict.item || verdict.order || verdict.raw;
    const key = `scan.${verdict.code}`;
    const told = withoutOptions(hasWords(key) ? say(key, ...verdict.args) : verdict.message);
    const text = [about, told].filter(Boolean).join(' · ');
    const run = (): void => this.route.go('station');
    const action = { label: say('toast.to_station'), keys: 'F9', run };
    this.toasts.add({ icon: 'scan', tone: good ? 'ok-c' : 'late-c', title, text, action });
  }
}

/** tellError is what went wrong in words: the catalogue's for its code, else what the program wrote. */
export function tellError(error: { code: string; message: string; args: string[] }): string {
  const key = `error.${error.code}`;
  return withoutOptions(hasWords(key) ? say(key, ...error.args) : error.message);
}

/** errorLine is what went wrong as whole sentences, with the code by which it is known. */
export function errorLine(error: { code: string; message: string; args: string[] }): string {
  const told = tellError(error);
  return say('error.line', /[.!?…][”"')]*$/.test(told) ? told : `${told}.`, error.code);
}

/** nameOf is the name of a file without where it lies, on any system. */
function nameOf(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}

const key = Symbol('desk');

/** provideDesk puts the desk where every part of the page finds it. */
export function provideDesk(desk: Desk): void {
  setContext(key, desk);
}

/** useDesk finds it. */
export function useDesk(): Desk {
  return getContext<Desk>(key);
}
