/** Scan is one code on its way to the program. The id is its own, so that a retry is recorded once. */
export interface Scan {
  readonly id: string;
  readonly raw: string;
  readonly at: number;
}

/** Sender delivers one scan. 'again' means that nobody answered: it is sent again, with the same id, before the next one. */
export type Sender = (scan: Scan) => Promise<'done' | 'again'>;

/** Shelf keeps scans that were heard but not yet recorded, over a reload. */
export interface Shelf {
  load(): Scan[];
  save(scans: readonly Scan[]): void;
}

/** Clock is time as the queue needs it. */
export interface Clock {
  now(): number;
  wait(ms: number): Promise<void>;
}

// An identical code within echo is the same trigger pull; more than bound waiting scans means that something is badly wrong.
export const echo = 300;
export const bound = 1000;
const retryAfter = 1500;

/** ScanQueue sends scans one at a time, in the order they were heard. */
export class ScanQueue {
  #waiting: Scan[];
  #running = false;
  #last: { raw: string; at: number } | null = null;
  readonly #send: Sender;
  readonly #shelf: Shelf;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(send: Sender, shelf: Shelf, clock: Clock, newId: () => string) {
    this.#send = send;
    this.#shelf = shelf;
    this.#clock = clock;
    this.#newId = newId;
    this.#waiting = shelf.load();
  }

  /** How many scans are heard and not yet recorded. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** add takes one scan. 'echo' when it is the one before, heard twice; 'full' when too many wait already. */
  add(raw: string): 'queued' | 'echo' | 'full' {
    const at = this.#clock.now();
    const twice = this.#last?.raw === raw && at - this.#last.at < echo;
    this.#last = { raw, at };
    if (twice) return 'echo';
    if (this.#waiting.length >= bound) return 'full';
    this.#waiting.push({ id: this.#newId(), raw, at });
    this.#shelf.save(this.#waiting);
    void this.run();
    return 'queued';
  }

  /** run sends what waits, until nothing does. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let scan = this.#waiting[0]; scan; scan = this.#waiting[0]) {
      const outcome = await this.#send(scan);
      if (outcome === 'again') {
        await this.#clock.wait(retryAfter);
        continue;
      }
      this.#waiting.shift();
      this.#shelf.save(this.#waiting);
    }
    this.#running = false;
  }
}
