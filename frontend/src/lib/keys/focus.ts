/** How many places are remembered, the newest first. */
const most = 8;

/** Place is where the focus was: the element, and what it stood in, from the inside out. */
interface Place {
  readonly element: HTMLElement;
  readonly around: readonly HTMLElement[];
}

/** takesFocus is a selector of what can be reached by Tab. */
export const takesFocus =
  'a[href],button:not(:disabled),input:not(:disabled),select:not(:disabled),textarea:not(:disabled),summary,[tabindex]';

/** keepFocus brings the focus back to where the eye is when what had it goes away: a dialog that closes, a row that was
 *  worked on, a button that is no longer offered. It goes to what stands nearest to it, or to where it was before. */
export function keepFocus(page: Document): () => void {
  let places: readonly Place[] = [];
  const remember = (e: FocusEvent): void => {
    const element = e.target;
    if (!(element instanceof HTMLElement) || element === page.body) return;
    places = [{ element, around: around(element) }, ...places.filter((p) => p.element !== element)].slice(0, most);
  };
  const gone = new MutationObserver(() => {
    const lost = page.activeElement === null || page.activeElement === page.body;
    if (!lost || places[0] === undefined || places[0].element.isConnected) return;
    nearest(places)?.focus({ preventScroll: true });
  });
  page.addEventListener('focusin', remember);
  gone.observe(page.body, { childList: true, subtree: true });
  return () => {
    gone.disconnect();
    page.removeEventListener('focusin', remember);
  };
}

function around(element: HTMLElement): HTMLElement[] {
  const out: HTMLElement[] = [];
  for (let e = element.parentElement; e !== null && e.tagName !== 'BODY'; e = e.parentElement) out.push(e);
  return out;
}

/** nearest is what takes the focus now: of the newest place on this screen that is not quite gone, the thing itself or what
 *  can be focused in the smallest thing around it; the whole screen when it is another one. */
function nearest(places: readonly Place[]): HTMLElement | undefined {
  const page = places[0]?.element.ownerDocument;
  const main = page?.querySelector('main');
  const within = page?.querySelector<HTMLElement>('dialog[open]') ?? main;
  if (!within) return undefined;
  for (const { element, around } of places.filter((p) => p.around.includes(within))) {
    if (element.isConnected) return element;
    const row = [element, ...around].find((e) => e.matches('[data-row]'));
    for (const outer of around) {
      if (outer === main) break;
      const found = outer.isConnected ? focusableIn(outer, row) : undefined;
      if (found) return found;
    }
  }
  return within;
}

/** focusableIn is the thing itself, the row that took the place of one that is gone, or the first thing in it. */
function focusableIn(outer: HTMLElement, gone?: HTMLElement): HTMLElement | undefined {
  if (outer.matches('[data-row]')) return outer;
  const inside = [...outer.querySelectorAll<HTMLElement>(takesFocus)];
  const rows = inside.filter((e) => e.matches('[data-row]'));
  const place = (row: HTMLElement): number => Number(row.dataset['row']);
  const next = gone && !gone.isConnected ? (rows.find((r) => place(r) >= place(gone)) ?? rows.at(-1)) : undefined;
  return next ?? rows.find((e) => e.tabIndex === 0) ?? rows[0] ?? inside.find((e) => e.tabIndex >= 0);
}

/** goRound keeps Tab inside: from the last thing that takes the focus to the first, and back. */
export function goRound(inside: HTMLElement, e: KeyboardEvent): void {
  if (e.key !== 'Tab' || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented) return;
  const stops = [...inside.querySelectorAll<HTMLElement>('*')].filter(
    (s) => s.matches(takesFocus) && s.tabIndex >= 0 && !s.closest('details:not([open]) > :not(summary)'),
  );
  const [from, to] = e.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const at = inside.ownerDocument.activeElement;
  if (!to || (at !== from && at !== inside)) return;
  e.preventDefault();
  to.focus();
}
