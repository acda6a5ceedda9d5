/** How many rows are drawn at first, and how many more each time. */
export const drawnAtOnce = 60;
const nearRows = 15;
const nearPixels = 600;

/** Drawn is how much of a long list is drawn: its beginning, and more as somebody comes near the end of that. */
export class Drawn {
  #rows = $state(drawnAtOnce);

  /** The number of rows that are drawn, at most. */
  get rows(): number {
    return this.#rows;
  }

  /** again draws the beginning alone, of another list. */
  again(): void {
    this.#rows = drawnAtOnce;
  }

  /** moved tells which row the keys are on. */
  moved(row: number): void {
    if (row >= this.#rows - nearRows) this.#rows += drawnAtOnce;
  }

  /** scrolled tells that the box around the list was. */
  scrolled(box: Pick<HTMLElement, 'scrollHeight' | 'scrollTop' | 'clientHeight'>): void {
    if (box.scrollHeight - box.scrollTop - box.clientHeight < nearPixels) this.#rows += drawnAtOnce;
  }
}
