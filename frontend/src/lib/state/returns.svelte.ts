import type { Desktop } from '$lib/desktop';
import type {
  ArrivedGoods,
  Inspection,
  OrderView,
  ProposalView,
  ReturnBoard,
  ReturnCard,
  ReturnItem,
  ReturnRequest,
  ReturnView,
  WarrantyRow,
} from '$lib/desktop/types';
import { Load } from './load.svelte';
import { noFilter } from './order_filter';

/** grades are what an inspection may find. */
export const grades = ['A', 'B', 'C', 'D', 'E'] as const;

/** What kinds of returns there are, what a serial number may say, and why goods come back; the lists of package track. */
export const kinds = ['request', 'warranty', 'rts', 'unannounced'] as const;
export const serials = ['matches', 'not_ours', 'returned_before', 'unknown'] as const;
export const causes = [
  'changed_mind',
  'defective',
  'damaged',
  'wrong_item',
  'not_as_described',
  'too_late',
  'too_many',
  'other',
] as const;

/** What may become of goods, and what their customer may get; the lists of package track. */
export const dispositions = [
  'restock',
  'restock_open_box',
  'refurbish',
  'return_to_supplier',
  'scrap',
  'return_to_customer',
  'quarantine',
  'missing',
] as const;
export const resolutions = [
  'refund',
  'refund_part',
  'replacement',
  'exchange',
  'store_credit',
  'repair',
  'reject',
  'keep_item',
] as const;

const empty = (number: string, line: string): Inspection => ({
  return: number,
  line,
  quantity: 0,
  grade: '',
  serial: '',
  checks: [],
  note: '',
  disposition: '',
  resolution: '',
  amount: 0,
  why: '',
  again: false,
});

/** ReturnsState is the Returns screen: the board, the return that was picked, and what its form holds. */
export class ReturnsState {
  readonly board: Load<ReturnBoard>;
  readonly view: Load<ReturnView>;
  readonly #desktop: Desktop;
  #picked = $state('');
  #form = $state<Inspection>(empty('', ''));
  #proposal = $state.raw<ProposalView | null>(null);
  #asked = 0;
  #last: { order_id: string } | { return: string } | null = null;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
    this.board = new Load(() => desktop.returns.board());
    this.view = new Load(() => desktop.returns.view(this.#picked));
  }

  /** The number of the return that is open below the board; "" none. */
  get picked(): string {
    return this.#picked;
  }

  get form(): Inspection {
    return this.#form;
  }

  /** What the rules propose for what the form holds; null while no grade is given. */
  get proposal(): ProposalView | null {
    return this.#proposal;
  }

  get cards(): readonly ReturnCard[] {
    return this.board.value?.columns.flatMap((c) => c.cards) ?? [];
  }

  /** The line the form is about. */
  get item(): ReturnItem | undefined {
    return this.view.value?.lines.find((l) => l.line === this.#form.line);
  }

  /** Whether something waits for a grade, or, once it is graded, for a decision. */
  get waits(): boolean {
    const state = this.view.value?.state;
    return state !== undefined && ['inspection_pending', 'inspected'].includes(state.phase);
  }

  /** Whether the units of the line were graded before and only wait for a decision. */
  get graded(): boolean {
    return this.waits && this.item?.waiting === 0;
  }

  /** Whether the form decides otherwise than proposed. */
  get changes(): boolean {
    const p = this.#proposal;
    const { disposition, resolution } = this.#form;
    return (
      (disposition !== '' && disposition !== p?.disposition) || (resolution !== '' && resolution !== p?.resolution)
    );
  }

  /** pick opens a return, and gives its form the first line with something to do. */
  async pick(number: string): Promise<void> {
    if (number !== this.#picked) {
      this.#picked = number;
      this.view.forget();
      this.#proposal = null;
      this.#form = empty(number, '');
    }
    if (number === '') return;
    await this.view.again();
    const view = this.view.value;
    if (!view || this.#form.line !== '') return;
    this.#startOn((view.lines.find((l) => l.waiting > 0) ?? this.#undecided(view) ?? view.lines[0])?.line ?? '');
  }

  /** onLine turns the form to another line. */
  onLine(line: string): void {
    this.#startOn(line);
  }

  #undecided(view: ReturnView): ReturnItem | undefined {
    const line = view.state.lines.find((l) => l.decided < l.received)?.line;
    return view.lines.find((l) => l.line === line);
  }

  #startOn(line: string): void {
    this.#form = empty(this.#picked, line);
    this.#proposal = null;
    const units = this.view.value?.state.lines.find((l) => l.line === line)?.units ?? [];
    const found = units.find((u) => u.grade && !u.disposition);
    if (this.graded && found) {
      this.#form.serial = found.serial ?? '';
      this.grade(found.grade ?? '');
    }
  }

  grade(grade: string): void {
    this.#form.grade = grade;
    void this.#propose();
  }

  serial(serial: string): void {
    this.#form.serial = serial;
    void this.#propose();
  }

  /** check answers one line of the checklist; the same answer again takes it back. */
  check(check: string, ok: boolean): void {
    const before = this.#form.checks.find((c) => c.check === check);
    this.#form.checks = this.#form.checks.filter((c) => c.check !== check);
    if (before?.ok !== ok) this.#form.checks.push({ check, ok });
  }

  async #propose(): Promise<void> {
    const { grade, line, serial } = this.#form;
    const turn = ++this.#asked;
    if (grade === '' && serial === '') {
      this.#proposal = null;
      return;
    }
    const proposal = await this.#desktop.returns.propose(this.#picked, line, grade, serial).catch(() => null);
    if (turn === this.#asked) this.#proposal = proposal;
  }

  /** open gives a return a number, which it answers with; agreed says that somebody agrees to it at once. */
  async open(request: ReturnRequest, agreed: boolean): Promise<string> {
    const { returns } = this.#desktop;
    return agreed ? returns.open(request) : returns.request(request);
  }

  /** arrived records goods that nobody announced, and answers with the number of the return they are. */
  async arrived(goods: ArrivedGoods): Promise<string> {
    return (await this.#desktop.returns.unannounced(goods)).return;
  }

  /** decideAgain decides anew what was decided and its customer has not got. */
  async decideAgain(part: Pick<Inspection, 'line' | 'disposition' | 'resolution' | 'amount' | 'why'>): Promise<void> {
    await this.#desktop.returns.decide({ ...empty(this.#picked, part.line), ...part, again: true });
    await this.#after();
  }

  /** confirm records what the form holds; then it is empty and on the next line. */
  async confirm(): Promise<void> {
    const inspection = $state.snapshot(this.#form);
    await (this.graded ? this.#desktop.returns.decide(inspection) : this.#desktop.returns.confirm(inspection));
    await this.#after();
  }

  /** act does something else about the return that is open. */
  async act(work: (returns: Desktop['returns'], number: string) => Promise<unknown>): Promise<void> {
    await work(this.#desktop.returns, this.#picked);
    await this.#after();
  }

  /** did notes what was done last on the board: about a claim of an order, or the case of a return with its supplier. */
  did(about: { order_id: string } | { return: string }): void {
    this.#last = about;
  }

  /** undo takes back what was done last: on the board, else about the return that is open. It answers with the kind of
   *  fact, '' when there was nothing. */
  async undo(): Promise<string> {
    const last = this.#last;
    this.#last = null;
    let undone = '';
    if (last && 'order_id' in last) undone = await this.#takeClaimBack(last.order_id);
    else {
      const number = last?.return ?? this.#picked;
      if (number !== '') undone = await this.#desktop.returns.undo(number);
    }
    await this.#after();
    return undone;
  }

  async #takeClaimBack(id: string): Promise<string> {
    const { events } = await this.#desktop.orders.show(id);
    const newest = events
      .filter((e) => e.kind.startsWith('claim_') && e.can_undo)
      .sort((a, b) => Date.parse(b.recorded) - Date.parse(a.recorded))[0];
    if (!newest) return '';
    await this.#desktop.orders.takeBack(id, newest.event, '');
    return newest.kind;
  }

  async #after(): Promise<void> {
    this.#last = null;
    this.#form = empty(this.#picked, '');
    this.#proposal = null;
    await Promise.all([this.board.again(), this.pick(this.#picked)]);
  }

  /** orderOf is the order of a return. */
  async orderOf(id: string): Promise<OrderView> {
    return this.#desktop.orders.show(id);
  }

  /** orderNamed is the order with that number; null when none has it. */
  async orderNamed(number: string): Promise<OrderView | null> {
    const id = await this.#orderId(number);
    return id === '' ? null : this.#desktop.orders.show(id);
  }

  /** everyWarranty lists the cases that suppliers had to answer, those that are over too. */
  async everyWarranty(): Promise<WarrantyRow[]> {
    return this.#desktop.claims.everyWarranty();
  }

  async #orderId(number: string): Promise<string> {
    const { rows } = await this.#desktop.orders.list({
      ...noFilter,
      view: 'all',
      search: number,
      after: '',
      limit: 20,
      as_of: '',
    });
    return rows.find((r) => r.order.toLowerCase() === number.trim().toLowerCase())?.id ?? '';
  }

  /** match says which order goods belong to that came unannounced; false when no order has that number. */
  async match(order: string, line: string, quantity: number): Promise<boolean> {
    const id = await this.#orderId(order);
    if (id === '') return false;
    await this.act((returns, number) => returns.match(number, id, '', [{ line, quantity }]));
    return true;
  }
}
