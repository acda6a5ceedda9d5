import { takesFocus } from '$lib/keys/focus';

/** nextPane moves the focus to the next pane of the screen (by 1) or the one before (by -1). Panes are marked data-pane; one
 *  where nothing takes the focus is passed over. */
export function nextPane(by: number): boolean {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((p) => p.offsetParent !== null);
  const at = panes.findIndex((p) => p.contains(document.activeElement));
  for (let step = 1; step <= panes.length; step += 1) {
    const first = firstIn(panes[(Math.max(at, by > 0 ? -1 : 0) + by * step + panes.length * step) % panes.length]);
    if (!first) continue;
    first.focus();
    return true;
  }
  return false;
}

/** firstIn is the first thing in a pane that is reached by Tab. */
function firstIn(pane: HTMLElement | undefined): HTMLElement | undefined {
  const inside = [...(pane?.querySelectorAll<HTMLElement>('*') ?? [])].filter((e) => e.matches(takesFocus));
  return inside.find((e) => e.tabIndex >= 0);
}
