import { asDesktopError, DesktopError, type Desktop } from '$lib/desktop';
import type { Bench, ScanVerdict } from '$lib/desktop/types';
import { ScanQueue, type Scan, type Shelf } from '$lib/scanner/queue';
import { Load } from './load.svelte';

/** modes are the kinds of work at a station, in the order goods go through it. */
export const modes = ['pick', 'pack', 'handover'] as const;

const stationKey = 'ordertrail.station';
const modeKey = 'ordertrail.mode';
const shelfKey = 'ordertrail.scans';

/** shelf keeps heard scans in this window's own storage, so that a reload loses none. */
const shelf: Shelf = {
  load: () => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(shelfKey) ?? '[]');
      return Array.isArray(kept) ? (kept as Scan[]) : [];
    } catch {
      return [];
    }
  },
  save: (scans) => {
    localStorage.setItem(shelfKey, JSON.stringify(scans));
  },
};

/** StationState is the scan station of this window. It listens on every screen. */
export class StationState {
  readonly bench: Load<Bench>;
  readonly #desktop: Desktop;
  readonly #queue: ScanQueue;
  readonly #operator: () => string;
  readonly #heard: (verdict: ScanVerdict) => void;
  #name = $state(localStorage.getItem(stationKey) ?? 'bench-1');
  #mode = $state(localStorage.getItem(modeKey) ?? 'pack');
  #verdict = $state.raw<ScanVerdict | null>(null);
  #error = $state.raw<DesktopError | null>(null);
  #waiting = $state(0);

  constructor(desktop: Desktop, operator: () => string, heard: (verdict: ScanVerdict) => void) {
    this.#desktop = desktop;
    this.#operator = operator;
    this.#heard = heard;
    this.bench = new Load(() => desktop.scans.bench(this.#name));
    const clock = {
      now: () => performance.now(),
      wait: (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
    };
    this.#queue = new ScanQueue(
      (scan) => this.#send(scan),
      shelf,
      clock,
      () => newId(),
    );
    void this.#queue.run();
  }

  get name(): string {
    return this.#name;
  }

  get mode(): string {
    return this.bench.value?.mode || this.#mode;
  }

  get operator(): string {
    return this.bench.value?.operator || this.#operator();
  }

  /** The last verdict; null before the first scan. */
  get verdict(): ScanVerdict | null {
    return this.#verdict;
  }

  /** Why the last scan, or an act of the station, is not recorded. */
  get error(): DesktopError | null {
    return this.#error;
  }

  /** How many scans are heard and not yet on disk. */
  get waiting(): number {
    return this.#waiting;
  }

  /** hear takes a scanned code from wherever the focus is. */
  hear(code: string): void {
    if (this.#queue.add(code) === 'full') this.#error = new DesktopError('scans_full', 'too many scans are waiting');
    this.#waiting = this.#queue.waiting;
  }

  rename(name: string): void {
    this.#name = name;
    localStorage.setItem(stationKey, name);
    this.#verdict = null;
    void this.bench.again();
  }

  async setMode(mode: string): Promise<void> {
    this.#mode = mode;
    localStorage.setItem(modeKey, mode);
    await this.#try(async () => {
      this.bench.put(await this.#desktop.scans.mode(this.#name, mode, this.operator));
      this.#verdict = null;
    });
  }

  async undo(): Promise<void> {
    await this.#try(async () => this.#take(await this.#desktop.scans.undo(this.#name, this.operator)));
  }

  async finish(): Promise<void> {
    await this.#try(async () => this.#take(await this.#desktop.scans.finish(this.#name, this.operator)));
  }

  async #send(scan: Scan): Promise<'done' | 'again'> {
    this.#waiting = this.#queue.waiting;
    const { id, raw } = scan;
    // Until the bench is known the program goes by what it has open there: another mode would put that aside.
    const mode = this.bench.value?.mode ?? '';
    const request = { station: this.#name, mode, operator: this.operator, raw, id };
    try {
      this.#take(await this.#desktop.scans.scan(request));
      this.#error = null;
    } catch (thrown) {
      this.#error = asDesktopError(thrown);
      if (this.#error.unanswered) return 'again';
      this.#take(notRecorded(raw, this.bench.value));
    }
    this.#waiting = this.#queue.waiting - 1;
    return 'done';
  }

  #take(verdict: ScanVerdict): void {
    this.#verdict = verdict;
    this.bench.put(verdict.bench);
    this.#heard(verdict);
  }

  /** An act waits for its turn: while scans are unrecorded, it could touch the wrong one. */
  async #try(work: () => Promise<void> | void): Promise<void> {
    try {
      if (this.#queue.waiting > 0) throw new DesktopError('scans_waiting', 'scans are not recorded yet');
      await work();
      this.#error = null;
    } catch (thrown) {
      this.#error = asDesktopError(thrown);
    }
  }
}

/** newId tells scans apart for ever; crypto.randomUUID needs a secure page, which loopback is. */
function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

/** emptyBench is a station nobody has scanned at. */
export function emptyBench(station: string, mode: string, operator: string): Bench {
  const nothing = { order: '', order_id: '', parcel: '', carrier: '', nth: 0, of: 0, done: 0, todo: 0 };
  const next = { next_code: 'scan_order', next_item: '', next_bin: '', next_left: 0, undo: '', unknown: 0 };
  return { station, mode, operator, ...nothing, ...next, lines: [], parcels: [], recent: [] };
}

/** notRecorded is the verdict on a scan the program refused to take at all. */
function notRecorded(raw: string, bench: Bench | null): ScanVerdict {
  const said = {
    raw,
    meaning: 'unknown',
    verdict: 'refused',
    code: 'not-recorded',
    message: '',
    order: '',
    parcel: '',
  };
  return { ...said, next: '', tone: 'wrong', item: '', args: [], at: '', bench: bench ?? emptyBench('', 'pack', '') };
}
