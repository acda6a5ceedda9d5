/** ChosenRows are the rows of a list that are acted on together: chosen one by one, or from one to another. */
export class ChosenRows<T extends { readonly id: string }> {
  readonly #list: () => readonly T[];
  #ids = $state.raw<ReadonlySet<string>>(new Set());
  #from = ''; // the row that was chosen last alone, where a stretch begins

  constructor(list: () => readonly T[]) {
    this.#list = list;
  }

  /** The chosen rows in the order of the list. */
  get rows(): readonly T[] {
    return this.#ids.size === 0 ? [] : this.#list().filter((row) => this.#ids.has(row.id));
  }

  get ids(): string[] {
    return this.rows.map((row) => row.id);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** toggle takes a row in, or out again. */
  toggle(n: number): void {
    const id = this.#list()[n]?.id;
    if (id === undefined) return;
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#ids = ids;
    this.#from = id;
  }

  /** reach chooses all rows from the one that was chosen last alone, else from another, to a row, and no others. */
  reach(to: number, from: number): void {
    const list = this.#list();
    const begun = list.findIndex((row) => row.id === this.#from);
    const start = begun < 0 ? from : begun;
    this.#from = list[start]?.id ?? '';
    this.#ids = new Set(list.slice(Math.min(start, to), Math.max(start, to) + 1).map((row) => row.id));
  }

  /** all chooses every row that is loaded. */
  all(): void {
    this.#ids = new Set(this.#list().map((row) => row.id));
  }

  none(): void {
    this.#ids = new Set();
    this.#from = '';
  }

  drop(id: string): void {
    this.#ids = new Set([...this.#ids].filter((other) => other !== id));
  }
}
