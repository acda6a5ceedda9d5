/** nextPane moves the focus to the next pane of the screen (by 1) or the one before (by -1). Panes are marked data-pane. */
export function nextPane(by: number): boolean {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((p) => p.offsetParent !== null);
  if (panes.length === 0) return false;
  const at = panes.findIndex((p) => p.contains(document.activeElement));
  const next = panes[(at + by + panes.length) % panes.length];
  if (!next) return false;
  const inside = next.querySelector<HTMLElement>('[tabindex="0"],a[href],button,input,select,textarea');
  (inside ?? next).focus();
  return true;
}
