import { say } from '$lib/i18n/words';
import { keysOf, type ShortcutId } from '$lib/keys/shortcuts';
import type { Desk } from '$lib/state/desk.svelte';
import type { IconName } from '$lib/ui/icons';

/** Action is something the palette can do besides opening an order. */
export interface Action {
  readonly id: string;
  readonly icon: IconName;
  readonly title: string;
  readonly keys: string;
  readonly run: () => void;
}

/** actionsOf lists them. Read a row as: <id> wears <icon>, has that shortcut, and does this. */
export function actionsOf(desk: Desk): readonly Action[] {
  const row = (id: string, icon: IconName, key: ShortcutId | null, run: () => void): Action => ({
    id,
    icon,
    title: say(`action.${id}`),
    keys: key ? keysOf(key) : '',
    run,
  });
  const order = desk.route.screen === 'order' ? desk.route.place.id : '';
  return [
    row('today', 'today', 'go_today', () => desk.route.go('today')),
    row('orders', 'orders', 'go_orders', () => desk.route.go('orders')),
    row('station', 'scan', 'station', () => desk.route.go('station')),
    row('returns', 'returns', 'go_returns', () => desk.route.go('returns')),
    row('arrived', 'box', desk.route.screen === 'returns' ? 'arrived' : null, () =>
      desk.route.go('returns', '', { do: 'arrived' }),
    ),
    row('imports', 'import', 'go_imports', () => desk.route.go('imports')),
    row('review', 'help', 'go_review', () => desk.route.go('review')),
    row('carriers', 'truck', 'go_carriers', () => desk.route.go('carriers')),
    row('kpis', 'kpi', 'go_kpis', () => desk.route.go('kpis')),
    row('mailboxes', 'mail', null, () => desk.route.go('settings', '', { show: 'mailboxes' })),
    row('settings', 'gear', 'go_settings', () => desk.route.go('settings')),
    ...(order === ''
      ? []
      : [row('open_return', 'returns', null, () => desk.route.go('order', order, { do: 'return' }))]),
    row('as_of', 'clock', null, () => lookBack(desk)),
    row('exceptions', 'file', null, () => void desk.report((r) => r.exceptions())),
    row('manifest', 'truck', null, () => void desk.report((r) => r.manifest(desk.station.name))),
    row('publish', 'move', null, () => void desk.publish()),
    row('backup', 'save', null, () => void desk.attempt(async () => desk.wrote(await desk.settings.backup()))),
  ];
}

/** lookBack shows the order on the screen as it was, or else Today. */
function lookBack(desk: Desk): void {
  if (desk.route.screen === 'order') {
    void desk.attempt(() => desk.order.lookBack());
    return;
  }
  desk.route.go('today');
  desk.today.asOf.show();
}
