/** One Tab stop for a table: rows[data-row] take the focus in turn; arrows, Home, End and Page move it, Enter opens. */
export interface RowOptions {
  /** The row's number has the focus now. */
  onmove?: (index: number) => void;
  /** Enter was pressed on it. */
  onopen?: (index: number) => void;
  /** Space was pressed on it. */
  onmark?: (index: number) => void;
  /** A moving key was pressed with Shift, or a row was clicked with it: from the row that had the focus to this one. */
  onreach?: (index: number, from: number) => void;
}

const rowsOf = (table: HTMLElement): HTMLElement[] => [...table.querySelectorAll<HTMLElement>('[data-row]')];
const indexOf = (row: HTMLElement): number => Number(row.dataset['row']);

/** moveBy is how far a key moves among so many rows, or null when it is no moving key. */
export function moveBy(key: string, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? null;
}

/** isOfField reports whether a moving key belongs to the field it is pressed in: a choice, a number, or a text for its ends. */
function isOfField({ target, key }: KeyboardEvent): boolean {
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return target.type === 'number' || (!['checkbox', 'button'].includes(target.type) && ['Home', 'End'].includes(key));
}

/** rowKeys gives a table or list its keys. Buttons inside a row stay out of the Tab order until their row has the focus. */
export function rowKeys(options: () => RowOptions) {
  return (table: HTMLElement): (() => void) => {
    const settle = (chosen?: HTMLElement): void => {
      const all = rowsOf(table);
      const current = chosen ?? all.find((r) => r.tabIndex === 0) ?? all[0];
      for (const row of all) {
        row.tabIndex = row === current ? 0 : -1;
        for (const inner of row.querySelectorAll<HTMLElement>('a,button,input,select,textarea,summary')) {
          inner.tabIndex = row === current && chosen ? 0 : -1;
        }
      }
    };
    const focusin = (e: FocusEvent): void => {
      const row = (e.target as HTMLElement).closest<HTMLElement>('[data-row]');
      if (!row) return;
      settle(row);
      options().onmove?.(indexOf(row));
    };
    // A screen that was just opened has the focus nowhere: its first table answers to the keys at once.
    const fromNowhere = (e: KeyboardEvent): void => {
      const active = document.activeElement;
      const nowhere = active === null || active === document.body || active.tagName === 'MAIN';
      const leads = options().onopen !== undefined && document.querySelector('[data-rowkeys]') === table;
      const first = leads && !document.querySelector('dialog[open]');
      const current = rowsOf(table).find((r) => r.tabIndex === 0);
      if (!nowhere || !first || !current || e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return;
      if (e.key !== 'Enter' && moveBy(e.key, 12) === null) return;
      e.preventDefault();
      current.focus();
      if (e.key === 'Enter') options().onopen?.(indexOf(current));
      else current.dispatchEvent(new KeyboardEvent('keydown', { key: e.key, bubbles: true, cancelable: true }));
    };
    const keydown = (e: KeyboardEvent): void => {
      const row = (e.target as HTMLElement).closest<HTMLElement>('[data-row]');
      if (!row || e.ctrlKey || e.altKey || e.metaKey) return;
      if (e.key === 'Enter' && e.target === row) {
        e.preventDefault();
        options().onopen?.(indexOf(row));
        return;
      }
      if (e.key === ' ' && e.target === row && options().onmark) {
        e.preventDefault();
        options().onmark?.(indexOf(row));
        return;
      }
      const step = moveBy(e.key, 12);
      if (step === null || isOfField(e)) return;
      e.preventDefault();
      const all = rowsOf(table);
      const at = Math.min(Math.max(all.indexOf(row) + step, 0), all.length - 1);
      all[at]?.focus();
      all[at]?.scrollIntoView({ block: 'nearest' });
      if (e.shiftKey && all[at]) options().onreach?.(indexOf(all[at]), indexOf(row));
    };
    // With Ctrl a click takes a row in or out, with Shift it reaches to it: whatever of it was hit, a link too.
    let before = -1;
    const mousedown = (e: MouseEvent): void => {
      const current = rowsOf(table).find((r) => r.tabIndex === 0);
      before = current ? indexOf(current) : -1;
      if (e.shiftKey && options().onreach && (e.target as HTMLElement).closest('[data-row]')) e.preventDefault();
    };
    const click = (e: MouseEvent): void => {
      const row = (e.target as HTMLElement).closest<HTMLElement>('[data-row]');
      const { onmark, onreach } = options();
      const reaches = e.shiftKey && onreach;
      if (!row || (!reaches && !((e.ctrlKey || e.metaKey) && onmark))) return;
      e.preventDefault();
      row.focus();
      if (reaches) reaches(indexOf(row), before < 0 ? indexOf(row) : before);
      else onmark?.(indexOf(row));
    };
    const seen = new MutationObserver(() => {
      const active = document.activeElement;
      const row = active && table.contains(active) ? active.closest<HTMLElement>('[data-row]') : null;
      settle(row ?? undefined);
    });
    seen.observe(table, { childList: true, subtree: true });
    table.addEventListener('focusin', focusin);
    table.addEventListener('keydown', keydown);
    table.addEventListener('mousedown', mousedown);
    table.addEventListener('click', click);
    document.addEventListener('keydown', fromNowhere);
    table.dataset['rowkeys'] = '';
    settle();
    return () => {
      document.removeEventListener('keydown', fromNowhere);
      seen.disconnect();
      table.removeEventListener('focusin', focusin);
      table.removeEventListener('keydown', keydown);
      table.removeEventListener('mousedown', mousedown);
      table.removeEventListener('click', click);
    };
  };
}
