import type { Where } from '$lib/keys/shortcuts';

/** Place is what the window shows: a screen, maybe one order, and what was asked of it. */
export interface Place {
  readonly screen: Where;
  readonly id: string;
  readonly asks: Readonly<Record<string, string>>;
}

const screens: readonly Where[] = [
  'today',
  'orders',
  'station',
  'returns',
  'imports',
  'review',
  'carriers',
  'kpis',
  'settings',
];

/** placeOf reads an address such as #/orders/OABC?do=call. Anything else is Today. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [name = '', id = ''] = path.split('/').map(decodeURIComponent);
  const asks = Object.fromEntries(new URLSearchParams(query));
  const screen = screens.find((s) => s === name) ?? 'today';
  return screen === 'orders' && id !== ''
    ? { screen: 'order', id, asks }
    : { screen, id: screen === 'returns' ? id : '', asks };
}

/** addressOf writes a place as an address. */
export function addressOf(screen: Where, id = '', asks: Record<string, string> = {}): string {
  const name = screen === 'order' ? 'orders' : screen;
  const path = id === '' || !['order', 'returns'].includes(screen) ? name : `${name}/${encodeURIComponent(id)}`;
  const query = new URLSearchParams(asks).toString();
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

/** Route follows the address bar and moves it. */
export class Route {
  #place = $state.raw<Place>(placeOf(''));

  constructor() {
    this.#place = placeOf(window.location.hash);
  }

  get place(): Place {
    return this.#place;
  }

  get screen(): Where {
    return this.#place.screen;
  }

  /** follow keeps up with the address until the returned function is called. */
  follow(): () => void {
    const read = (): void => {
      this.#place = placeOf(window.location.hash);
    };
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }

  go(screen: Where, id = '', asks: Record<string, string> = {}): void {
    window.location.hash = addressOf(screen, id, asks);
    this.#place = placeOf(window.location.hash);
  }

  /** amend changes what is asked of this place without a step in the history. */
  amend(asks: Record<string, string>): void {
    history.replaceState(null, '', addressOf(this.#place.screen, this.#place.id, asks));
    this.#place = { ...this.#place, asks };
  }

  /** back leaves an order for its list, and any other screen for Today. */
  back(): void {
    if (this.screen === 'order') this.go('orders');
    else if (this.screen !== 'today') this.go('today');
  }
}
