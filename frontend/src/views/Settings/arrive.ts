import type { Place } from '$lib/state/route.svelte';

/** arrivals shows the part of the screen that an address asks for, and gives it the focus: once for each time somebody comes, and
 *  never again while they look at something else. */
export function arrivals(part: string): (place: Place) => void {
  let last: Place | null = null;
  return (place) => {
    if (place.asks['show'] !== part || last === place) return;
    last = place;
    const shown = document.getElementById(part);
    shown?.scrollIntoView();
    shown?.focus({ preventScroll: true });
  };
}
