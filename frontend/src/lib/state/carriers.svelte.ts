import type { Desktop } from '$lib/desktop';
import type {
  CarrierCard,
  CarrierDaysForm,
  CarrierMapRow,
  CarrierMapView,
  CarriersScreen,
  ImportFile,
  LinkTrial,
  MeaningEffect,
  MeaningRow,
  MeaningTable,
  ReportFile,
  Taught,
  UnmappedRow,
} from '$lib/desktop/types';
import { Load } from './load.svelte';
import { Preview } from './preview.svelte';

/** Which rows of a carrier's table are listed. */
export type Rows = 'all' | 'own' | 'action';

const empty: CarrierMapRow = { carrier: '', type: '', code: '', words: '', phase: '', reason: '', flag: '' };

/** CarriersState is the Carriers screen: one carrier is chosen, its table read, and a change of it looked at before it is made. */
export class CarriersState {
  readonly list: Load<CarriersScreen>;
  readonly map: Load<CarrierMapView>;
  readonly unmapped: Load<UnmappedRow[]>;
  /** What the rows being edited would do to the orders of today. */
  readonly preview: Preview<MeaningEffect>;
  readonly #desktop: Desktop;
  #of = $state('');
  #draft = $state<CarrierMapRow | null>(null);
  #begun = $state.raw<CarrierMapRow | null>(null);
  #table = $state.raw<MeaningTable | null>(null);
  #forget = $state(false);

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.list = new Load(() => desktop.carriers.list());
    this.map = new Load(() => desktop.carriers.map(this.#of));
    this.unmapped = new Load(() => desktop.carriers.unmapped());
    this.preview = new Preview(desktop, (after) =>
      desktop.carriers.preview({ rows: this.#rows, forget: this.#forget, after, limit: 50 }),
    );
  }

  /** The carrier that is shown. */
  get card(): CarrierCard | undefined {
    return this.list.value?.rows.find((r) => r.carrier === this.#of);
  }

  /** The row being taught; null while none is. */
  get draft(): CarrierMapRow | null {
    return this.#draft;
  }

  /** The table of a file that is being looked at; null while none is. */
  get table(): MeaningTable | null {
    return this.#table;
  }

  /** Whether the row is being taken back instead of taught. */
  get forgetting(): boolean {
    return this.#forget;
  }

  /** Whether the draft says something else than the row it began with. */
  get edited(): boolean {
    return this.#forget || JSON.stringify(this.#begun) !== JSON.stringify(this.#draft);
  }

  get #rows(): CarrierMapRow[] {
    if (this.#table) return this.#table.rows;
    return this.#draft ? [$state.snapshot(this.#draft)] : [];
  }

  /** open fetches what the screen shows: of a carrier, or of the one with most parcels when none is named. */
  async open(of = this.#of): Promise<void> {
    if (of !== this.#of) this.map.forget();
    this.#of = of;
    const table = of === '' ? Promise.resolve(false) : this.map.again();
    await Promise.all([this.list.again(), this.unmapped.again(), table]);
    const first = this.list.value?.rows[0];
    if (!this.card && first) await this.choose(first.carrier);
  }

  /** queues fetches what nobody understands yet. */
  async queues(): Promise<void> {
    await this.unmapped.again();
  }

  /** choose shows a carrier; one that is not listed is none. */
  async choose(carrier: string): Promise<void> {
    if (carrier === this.#of) return;
    this.#of = carrier;
    this.map.forget();
    await this.map.again();
  }

  /** teach begins with what nobody understands, or with a row that is there. */
  teach(row: Partial<CarrierMapRow>, carrier = this.#of): void {
    this.#begin();
    this.#draft = { ...empty, carrier, ...row };
    this.#begun = { ...this.#draft };
  }

  /** edit begins with a row of the table; one that serves every carrier becomes one of this carrier. */
  edit(row: MeaningRow): void {
    const { type, code, words, phase, reason, flag } = row;
    this.teach({ type, code, words, phase, reason, flag });
  }

  /** takeBack looks at what forgetting a row of the shop's own would do. */
  async takeBack(row: MeaningRow): Promise<void> {
    this.edit(row);
    this.#forget = true;
    await this.preview.look();
  }

  /** read takes a table from a file and looks at what it would do; nothing of it is taught yet. */
  async read(file: ImportFile): Promise<void> {
    const table = await this.#desktop.carriers.readTable(file);
    this.#begin();
    this.#table = table;
    await this.preview.look();
  }

  /** apply makes the change that was looked at, and says what it did. */
  async apply(): Promise<Taught> {
    const carriers = this.#desktop.carriers;
    const [first] = this.#rows;
    const taught = this.#forget && first ? await carriers.forget(first) : await carriers.teach(this.#rows);
    this.close();
    await this.#changed();
    return taught;
  }

  /** undo takes a change of the shop's own rows back. */
  async undo(ruling: number): Promise<Taught> {
    const taught = await this.#desktop.carriers.undo(ruling);
    await this.#changed();
    return taught;
  }

  close(): void {
    this.preview.close();
    this.#begin();
  }

  async saveTable(all: boolean): Promise<ReportFile> {
    return this.#desktop.carriers.saveTable(all);
  }

  async tryLink(template: string, number: string): Promise<LinkTrial> {
    return this.#desktop.carriers.tryLink(this.#of, template, number);
  }

  async setLink(template: string): Promise<void> {
    this.list.put(await this.#desktop.carriers.setLink(this.#of, template));
  }

  async resetLink(): Promise<void> {
    this.list.put(await this.#desktop.carriers.resetLink(this.#of));
  }

  async setDays(form: CarrierDaysForm): Promise<void> {
    this.list.put(await this.#desktop.carriers.setDays(form));
  }

  async resetDays(carrier: string): Promise<void> {
    this.list.put(await this.#desktop.carriers.resetDays(carrier));
  }

  async #changed(): Promise<void> {
    await Promise.all([this.list.again(), this.map.again(), this.unmapped.again()]);
  }

  #begin(): void {
    this.#draft = null;
    this.#begun = null;
    this.#table = null;
    this.#forget = false;
    this.preview.forget();
  }
}

/** shownRows are the rows of a table that are listed: by what they are, and by any word of them. */
export function shownRows(
  rows: readonly MeaningRow[],
  which: Rows,
  search: string,
  says: (row: MeaningRow) => string,
): MeaningRow[] {
  const wanted = search.trim().toLowerCase();
  return rows.filter(
    (r) =>
      (which === 'all' || (which === 'own' ? r.origin === 'own' : r.action)) &&
      `${r.type} ${r.code} ${r.words} ${says(r)}`.toLowerCase().includes(wanted),
  );
}
