import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { orderView } from '../src/lib/desktop/fake/order';
import { orderRows, shell, today } from '../src/lib/desktop/fake/shop';
import { kpis } from '../src/lib/desktop/fake/figures';
import { bench, plan, settings } from '../src/lib/desktop/fake/work';
import { say } from '../src/lib/i18n/words';
import { actionsOf } from '../src/views/Shell/actions';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';
import type { OrderPage } from '../src/lib/desktop/types';
import type { Where } from '../src/lib/keys/shortcuts';

const never = () => new Promise(() => undefined);
const page = (part: Partial<OrderPage>): OrderPage => ({
  rows: [],
  next: '',
  views: [],
  total: 0,
  empty: false,
  as_of: '',
  carriers: [],
  saved: [],
  ...part,
});

/** open shows one screen of the program over a fake. */
function open(
  where: Where,
  answers: Answers = {},
  id = 'O20418',
  asks: Record<string, string> = {},
): { desktop: Fake; desk: Desk } {
  window.location.hash = addressOf(where, id, asks);
  const desktop = fake(answers);
  const desk = new Desk(desktop);
  render(App, { desk });
  return { desktop, desk };
}
/** fill types text the way a person does: not within a scanner's pace. */
function fill(field: HTMLElement, value: string): void {
  (field as HTMLInputElement).value = value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
const text = (pattern: RegExp | string) => screen.findByText(pattern);

// Read a row as: <screen> asks for <call>; when it fails it says <title>; when it waits it says <waiting>.
const screens: [Where, string, RegExp, RegExp][] = [
  ['today', 'Today.Show', /what needs someone could not be fetched/, /Fetching what needs someone/],
  ['orders', 'Orders.List', /orders could not be fetched/, /Fetching orders/],
  ['order', 'Orders.Show', /this order could not be fetched/, /Fetching this order/],
  ['returns', 'Returns.Board', /the returns could not be fetched/, /Fetching the returns/],
  ['imports', 'Imports.History', /past imports could not be fetched/, /Fetching past imports/],
  ['review', 'Review.Show', /what waits for a meaning could not be fetched/, /Fetching what waits/],
  ['carriers', 'Carriers.List', /the carriers could not be fetched/, /Fetching the carriers/],
  ['kpis', 'Reports.KPI', /KPIs could not be fetched/, /Fetching KPIs/],
  ['settings', 'Settings.Show', /settings could not be fetched/, /Fetching settings/],
];

describe.each(screens)('%s', (where, call, failed, waiting) => {
  it('says what failed, with its code, and fetches again when asked', async () => {
    let broken = true;
    const answer = fake();
    const { desktop } = open(where, {
      [call]: (...args: never[]) => {
        if (broken) return refusal('busy')();
        return answerOf(answer, call, args);
      },
    });
    const alert = await screen.findByRole('alert', { name: failed });
    expect(alert.textContent).toMatch(/Code busy/);
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(screen.queryByRole('alert', { name: failed })).toBeNull());
    expect(calls(desktop, call).length).toBeGreaterThan(1);
  });
  it('says that it waits, once that takes a while', async () => {
    open(where, { [call]: never });
    expect(screen.queryByText(waiting)).toBeNull();
    expect(await text(waiting)).toBeTruthy();
  });
  it('has nothing a screen reader stumbles over', async () => {
    open(where);
    await waitFor(() => expect(document.querySelector('main table, main form, main .panel')).not.toBeNull());
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});

/** answerOf asks a fake by the name of the call. */
async function answerOf(desktop: Fake, call: string, args: never[]): Promise<unknown> {
  const [struct = '', method = ''] = call.split('.');
  const table = desktop as unknown as Record<string, Record<string, (...a: never[]) => Promise<unknown>>>;
  const name = method === 'KPI' ? 'kpi' : method.charAt(0).toLowerCase() + method.slice(1);
  return table[struct.toLowerCase()]?.[name]?.(...args);
}

describe('an empty shop', () => {
  it.each<[Where, Answers, string]>([
    ['today', { 'Today.Show': () => ({ ...today, empty: true }) }, 'No orders yet'],
    ['orders', { 'Orders.List': () => page({ empty: true }) }, 'No orders yet'],
    [
      'kpis',
      { 'Reports.KPI': () => ({ ...kpis('2026-05-01', '2026-05-31', 'latest'), empty: true }) },
      'Nothing to count yet',
    ],
  ])('is told on %s what to do first', async (where, answers, title) => {
    open(where, answers);
    expect(await text(title)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Import orders/ }));
    expect(window.location.hash).toBe('#/imports');
  });
  it('says so in the history of imports', async () => {
    open('imports', { 'Imports.History': () => [], 'Imports.Unread': () => [], 'Imports.Unmatched': () => [] });
    expect(await text('Nothing was imported yet.')).toBeTruthy();
    expect(await text('Everything that came in was understood.')).toBeTruthy();
  });
});

describe('Today', () => {
  it('groups tasks by owner, and does the next step of the row under the cursor', async () => {
    const { desk, desktop } = open('today');
    await screen.findByRole('rowheader', { name: /Warehouse 3/ });
    const rows = screen.getAllByRole('row').filter((r) => r.dataset['row'] !== undefined);
    rows[0]?.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(rows[1]);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(desk.route.screen).toBe('station'));
    expect(calls(desktop, 'Scans.Mode')[0]?.[1]).toBe('handover');
  });
  it('takes a task and asks how it ended by key, and does neither behind a dialog', async () => {
    const { desktop } = open('today');
    await screen.findByText('Past ship-by');
    await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Today.Take')).toEqual([[['T1']]]));
    await userEvent.keyboard('{Control>}{Shift>}d{/Shift}{/Control}');
    await screen.findByRole('dialog', { name: 'Resolve this task' });
    await userEvent.keyboard('{Control>}{Shift>}m{/Shift}{/Control}');
    expect(calls(desktop, 'Today.Take')).toHaveLength(1);
  });
  it('puts the palette away when a key goes to another screen', async () => {
    const { desk } = open('today');
    await screen.findByText('Past ship-by');
    await userEvent.keyboard('{Control>}k{/Control}');
    await screen.findByRole('dialog');
    await userEvent.keyboard('{Control>}2{/Control}');
    await waitFor(() => expect(desk.route.screen).toBe('orders'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
  it.each(['orders', 'returns', 'imports', 'review', 'carriers', 'kpis', 'settings'] as const)(
    'finds the screen %s by the name that stands in the bar',
    (name) => {
      const action = actionsOf(open('today').desk).find((a) => a.id === name);
      expect(action?.title).toContain(say(`screen.${name}`));
    },
  );
  it('snoozes until a day', async () => {
    const { desktop } = open('today');
    await screen.findByText('Past ship-by');
    await userEvent.keyboard('{Control>}{Shift>}s{/Shift}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Wait until' });
    await userEvent.click(within(dialog).getByRole('button', { name: /^Sat 23 May/ }));
    await userEvent.click(within(dialog).getByRole('button', { name: /^Wait/ }));
    await waitFor(() => expect(calls(desktop, 'Today.Wait')).toEqual([[['T1'], '2026-05-23', '']]));
    const toast = await screen.findByText('Task waits');
    expect(toast.closest('.toast')?.textContent).toMatch(/Past ship-by · Sat 23 May/);
  });
  it('says that a task was resolved, and takes that back from there', async () => {
    const { desktop } = open('today');
    await screen.findByText('Past ship-by');
    await userEvent.keyboard('{Control>}{Shift>}d{/Shift}{/Control}');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: /^Resolve/ }));
    const toast = (await screen.findByText('Task resolved')).closest<HTMLElement>('.toast');
    if (!toast) throw new Error('no toast');
    await userEvent.click(within(toast).getByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(calls(desktop, 'Today.Reopen')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByText('Task resolved', { selector: '.toast b' })).toBeNull());
  });
  it('keeps the key that shows all keys in sight, whatever else the status bar says', async () => {
    open('today');
    await screen.findByText('Past ship-by');
    const keys = [...document.querySelectorAll('.statusbar > span:last-child kbd')].map((k) => k.textContent);
    expect(keys).toEqual(['F1']);
  });
  it('says where the shop’s file lies when a service may bring an older one back', async () => {
    open('settings', {
      'Shells.Show': () => ({ ...shell, synced: 'Dropbox' }),
      'Settings.Show': () => ({ ...settings, synced: 'Dropbox' }),
    });
    expect((await screen.findByRole('link', { name: 'Shop’s file in Dropbox' })).getAttribute('href')).toBe(
      '#/settings',
    );
    expect(await text(/The data folder lies in Dropbox/)).toBeTruthy();
  });
  it('fetches again when something changed, and not before', async () => {
    const { desktop } = open('today');
    await screen.findByText('Past ship-by');
    expect(calls(desktop, 'Today.Show')).toHaveLength(1);
    desktop.announce({ orders: ['O1'], tasks: true, runs: false, settings: false, drops: false });
    await waitFor(() => expect(calls(desktop, 'Today.Show')).toHaveLength(2));
  });
});

describe('Orders', () => {
  it('searches as one types, marks the hits, and opens with Enter', async () => {
    const { desktop, desk } = open('orders');
    const field = await screen.findByRole('textbox', { name: 'Search orders' });
    fill(field, 'harrow');
    field.focus();
    await waitFor(() => expect(document.querySelector('td mark')?.textContent).toBe('Harrow'));
    expect(calls(desktop, 'Orders.List').at(-1)?.[0]).toMatchObject({ search: 'harrow', view: 'open', limit: 100 });
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(desk.route.place).toMatchObject({ screen: 'order', id: 'O20418' }));
  });
  it('loads the page after the last row by its key', async () => {
    let asked: string[] = [];
    open('orders', {
      'Orders.List': (q: { after: string }) => {
        asked = [...asked, q.after];
        return page({
          rows: orderRows.slice(q.after === '' ? 0 : 3, q.after === '' ? 3 : 6),
          total: 6,
          next: q.after === '' ? 'KEY1' : '',
        });
      },
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Load more' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull());
    expect([...new Set(asked)]).toEqual(['', 'KEY1']);
    expect(document.querySelectorAll('tr[data-row]')).toHaveLength(6);
  });
  it('says when nothing matches', async () => {
    open('orders', { 'Orders.List': () => page({}) }, '', { q: 'zzz' });
    expect(await text(/Nothing matches “zzz” here/)).toBeTruthy();
  });
});
describe('Order', () => {
  it('says what decided, by which rule, and who disagrees', async () => {
    open('order');
    const why = await screen.findByRole('region', { name: 'Why this status?' });
    expect(why.textContent).toMatch(/attempt failed.*row 17/s);
    expect(why.textContent).toMatch(/its latest progress event decides/);
    const disagree = within(why).getByRole('table', { name: /^Sources that disagree/ });
    expect(within(disagree).getAllByRole('row')).toHaveLength(4);
    expect(why.textContent).toMatch(/Every source side by side \(1\).*Northline.*Decides/s);
    expect(why.textContent).toMatch(/What would change it.*Nothing new until.*→/s);
  });
  it('shows a past moment, steps from change to change, and lets nothing be done in it', async () => {
    const { desktop } = open('order');
    await userEvent.click(await screen.findByRole('button', { name: 'Look at a past moment' }));
    const bar = screen.getByRole('region', { name: 'As it was' });
    const back = within(bar).getByRole('button', { name: 'To the change before' });
    await waitFor(() => expect(back.getAttribute('aria-disabled')).toBeNull());
    await userEvent.click(back);
    await waitFor(() => expect(calls(desktop, 'Orders.ShowAt')).toEqual([['O20418', '2026-05-19T19:30:00-05:00']]));
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Log a call' })).toBeNull());
    expect(bar.textContent).toMatch(/It read: Delivery attempt failed/);
    await userEvent.click(within(bar).getByRole('button', { name: 'Back to now' }));
    await screen.findByRole('button', { name: 'Log a call' });
  });
  it('reads the timeline by when things were learned, and narrows it', async () => {
    open('order');
    const line = await screen.findByRole('region', { name: 'Timeline' });
    await userEvent.click(within(line).getByRole('button', { name: 'As we learned it' }));
    expect(within(line).getAllByRole('heading', { level: 3 })[0]?.textContent).toMatch(/Thu 21 May/);
    await userEvent.click(within(line).getByRole('button', { name: /^Store/ }));
    expect(within(line).getAllByRole('listitem')).toHaveLength(2);
  });
  it('logs a call with its reason', async () => {
    const { desktop } = open('order');
    await userEvent.click(await screen.findByRole('button', { name: 'Log a call' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.selectOptions(within(dialog).getByRole('combobox'), 'Says it never came');
    fill(within(dialog).getByRole('textbox'), 'nothing here');
    await userEvent.click(within(dialog).getByRole('button', { name: /Log it/ }));
    await waitFor(() => expect(calls(desktop, 'Orders.Contact')).toEqual([['O20418', 'missing', 'nothing here']]));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
  it('moves pieces between places, and says in the dialog why the rules refuse', async () => {
    const { desktop } = open('order', { 'Orders.Move': refusal('too-many', 'MT-20418') });
    await userEvent.click(await screen.findByRole('button', { name: 'Move pieces' }));
    const dialog = within(screen.getByRole('dialog'));
    fill(dialog.getByLabelText('Pieces'), 'two');
    await userEvent.click(dialog.getByRole('button', { name: /Record/ }));
    expect(dialog.getByText('Enter a whole number, at least 1.')).toBeTruthy();
    expect(calls(desktop, 'Orders.Move')).toEqual([]);
    fill(dialog.getByLabelText('Pieces'), '2');
    await userEvent.selectOptions(dialog.getByLabelText('Into'), 'a new box');
    await userEvent.click(dialog.getByRole('button', { name: /Record/ }));
    expect(await dialog.findByText(/With a reason it can be recorded all the same/)).toBeTruthy();
    const [[, move]] = calls(desktop, 'Orders.Move') as [[string, object]];
    expect(move).toMatchObject({ quantity: 2, from: 'shelf', into: 'new', because: '' });
  });

  it('gives a parcel a new number and takes an act of ours back', async () => {
    const { desktop } = open('order', {
      'Orders.Show': (id: string) => {
        const view = orderView(id);
        return { ...view, events: view.events.map((e, n) => ({ ...e, can_undo: n === 0 })) };
      },
    });
    await userEvent.click((await screen.findAllByText('Correct'))[0] as HTMLElement);
    await userEvent.click(screen.getAllByRole('button', { name: /New number/, hidden: true })[0] as HTMLElement);
    fill(screen.getByLabelText('New tracking number'), '1ZNEW');
    await userEvent.click(screen.getByRole('button', { name: /Give it this number/ }));
    await waitFor(() => expect(calls(desktop, 'Orders.Relabel')).toHaveLength(1));
    const [[id, , , tracking]] = calls(desktop, 'Orders.Relabel') as [string[]];
    expect([id, tracking]).toEqual(['O20418', '1ZNEW']);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: /Take back/ }));
    await userEvent.click(screen.getByRole('button', { name: /Take it back/ }));
    await waitFor(() => expect(calls(desktop, 'Orders.TakeBack')).toHaveLength(1));
  });

  it('does not hold without saying why, and tells a refusal', async () => {
    const { desktop } = open('order', { 'Orders.Hold': refusal('cancelled') });
    await userEvent.click(await screen.findByRole('button', { name: 'Hold' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByRole('button', { name: /^Hold/ }));
    expect(calls(desktop, 'Orders.Hold')).toEqual([]);
    expect(within(dialog).getByText(/Say why/)).toBeTruthy();
    fill(within(dialog).getByRole('textbox'), 'unpaid');
    await userEvent.click(within(dialog).getByRole('button', { name: /^Hold/ }));
    expect(await text(/Code cancelled/)).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

describe('Station', () => {
  /** scan types like a scanner: all keys in one go. */
  function scan(code: string): void {
    for (const c of [...code, 'Enter']) {
      const key = c.length > 1 ? c : /\d/.test(c) ? `Digit${c}` : `Key${c.toUpperCase()}`;
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', {
          code: key,
          key: c,
          shiftKey: /^[A-Z]$/.test(c),
          bubbles: true,
          cancelable: true,
        }),
      );
    }
  }
  it.each([
    ['GOOD11', 'status', 'OK', 'ok'],
    ['DONE1', 'status', 'DONE', 'ok'],
    ['WRONG1', 'alert', 'WRONG ITEM', 'wrong'],
    ['MANY1', 'alert', 'TOO MANY', 'wrong'],
    ['CARRIER1', 'alert', 'WRONG CARRIER', 'wrong'],
    ['HOLD1', 'alert', 'STOP', 'stop'],
    ['AGAIN1', 'alert', 'AGAIN', 'unknown'],
    ['3700000000370', 'alert', 'UNKNOWN', 'unknown'],
  ])('answers %s aloud (%s) with %s', async (code, role, word, kind) => {
    const { desktop } = open('station');
    await screen.findByText('Ready to scan');
    scan(code);
    const verdict = await screen.findByText(word, { selector: '.word span' });
    expect(verdict.closest(`[role=${role}]`)).not.toBeNull();
    expect(document.querySelector('main')?.className).toContain(kind);
    expect(calls(desktop, 'Scans.Scan')).toHaveLength(1);
  });
  it('sends a scan nobody answered again, with the same id', async () => {
    let tries = 0;
    const { desktop } = open('station', {
      'Scans.Scan': (request: { station: string; mode: string; operator: string; raw: string; id: string }) => {
        tries += 1;
        return tries === 1 ? refusal('offline')() : fake().scans.scan(request);
      },
    });
    await screen.findByText('Ready to scan');
    scan('GOOD11');
    expect(await text(/heard but not recorded yet/)).toBeTruthy();
    expect(await screen.findByText('OK', { selector: '.word span' }, { timeout: 4000 })).toBeTruthy();
    const [first, second] = calls(desktop, 'Scans.Scan') as [{ id: string }][];
    expect(first?.[0].id).toBe(second?.[0].id);
  });
  it('changes the kind of work, undoes and finishes by key', async () => {
    const { desktop } = open('station');
    await userEvent.click(await screen.findByRole('button', { name: 'Hand over' }));
    await waitFor(() => expect(calls(desktop, 'Scans.Mode')).toEqual([['bench-1', 'handover', 'Sam']]));
    await userEvent.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(calls(desktop, 'Scans.Undo')).toHaveLength(1));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Scans.Finish')).toHaveLength(1));
  });
  it('says when nothing lies on the bench', async () => {
    open('station', {
      'Scans.Bench': () => ({ ...bench('bench-1'), order: '', order_id: '', lines: [], recent: [], todo: 0, done: 0 }),
    });
    expect(await text('No order open')).toBeTruthy();
    expect(await text('No scan yet')).toBeTruthy();
  });
  it('keeps the half that waits when the bench cannot be fetched', async () => {
    open('station', { 'Scans.Bench': refusal('busy') });
    expect(await text('Ready to scan')).toBeTruthy();
  });
  it('hears scans on every other screen and says so', async () => {
    const { desktop } = open('settings');
    await screen.findByRole('heading', { name: 'Shop' });
    scan('WRONG1');
    expect(await text('WRONG ITEM')).toBeTruthy();
    expect(calls(desktop, 'Scans.Scan')).toHaveLength(1);
  });
  it('has nothing a screen reader stumbles over', async () => {
    open('station');
    await screen.findByText('MT-20436', { selector: '.ord' });
    const { violations } = await axe.run(document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});

describe('Imports', () => {
  const file = new File(['a,b'], 'orders.csv', { type: 'text/csv' });
  Object.assign(file, { arrayBuffer: () => Promise.resolve(new TextEncoder().encode('a,b').buffer) });
  const choose = async (): Promise<void> =>
    userEvent.upload(await screen.findByLabelText('Choose files to import'), file);

  it('shows a plan that adds up, and applies it', async () => {
    const { desktop } = open('imports');
    await choose();
    const plan = await screen.findByLabelText('The plan adds up to 214 rows');
    const numbers = [...plan.querySelectorAll('dd')].map((d) => Number(d.textContent)).filter((n) => !Number.isNaN(n));
    expect(numbers.slice(0, -1).reduce((a, b) => a + b, 0)).toBe(numbers.at(-1));
    expect(calls(desktop, 'Imports.Apply')).toEqual([]);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Imports.Apply')).toEqual([['L1']]));
    expect(await text('applied as R000432')).toBeTruthy();
  });
  it('says who entered what the file contradicts, and when', async () => {
    open('imports');
    await choose();
    expect(await text(/^Priya, /)).toBeTruthy();
  });
  it('plans anew when a column is given another field', async () => {
    const { desktop } = open('imports');
    await choose();
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'What “Location” becomes' }), 'SKU');
    await waitFor(() => expect(calls(desktop, 'Imports.Look')).toHaveLength(2));
    const [given] = calls(desktop, 'Imports.Look')[1] as [
      { options: { profile: string; map: Record<string, string> }; content: string },
    ];
    expect(given.options).toMatchObject({ profile: 'shopify', map: { sku: 'Location' } });
    expect(Object.values(given.options.map)).not.toContain('Lineitem sku');
    expect(atob(given.content)).toBe('a,b');
  });
  it('tells a file that cannot be read apart from an empty list', async () => {
    open('imports', { 'Imports.Look': refusal('damaged-sheet') });
    await choose();
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /orders.csv could not be read.*Code damaged-sheet.*Nothing was written/s,
    );
  });
  it('says how a file was recognised, what is odd about it, and what came next', async () => {
    open('imports');
    await choose();
    expect(await text(/knows 13 of 13 named columns \(100 %\)/)).toBeTruthy();
    expect(
      await text('after it, Squarespace orders export fits best (83 %), but it also has Order ID, Lineitem variant'),
    ).toBeTruthy();
    const odd = await screen.findByRole('region', { name: 'Odd, taken in all the same' });
    expect(odd.textContent).toMatch(/1 total that is not what the parts come to.*61.*MT-20433.*129\.90/s);
  });
  it('takes the offered columns of a table nobody knows with one key', async () => {
    const unknown = (given: { name: string; options: { map: Record<string, string> } }) => {
      const known = plan(given.name, 'L1');
      const mapped = Object.keys(given.options.map).length > 0;
      const columns = known.columns.map((c) => ({ ...c, field: mapped ? c.field : '', likely: mapped ? '' : c.field }));
      return { ...known, kind: mapped ? 'orders' : 'unknown', profile: mapped ? 'by-hand' : '', columns };
    };
    const { desktop } = open('imports', { 'Imports.Look': unknown });
    await choose();
    await text('11 columns are probably known by their names.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Imports.Look')).toHaveLength(2));
    expect(calls(desktop, 'Imports.Apply')).toEqual([]);
    const [again] = calls(desktop, 'Imports.Look')[1] as [{ options: { map: Record<string, string> } }];
    expect(again.options.map).toMatchObject({ order_number: 'Name', tags: 'Tags' });
  });
  it('asks before an import under way is stopped', async () => {
    const { desktop } = open('imports', { 'Imports.Apply': never });
    await choose();
    await screen.findByLabelText('The plan adds up to 214 rows');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    desktop.progress({ job: 'L1', code: 'writing', done: 100, total: 143 });
    expect(await text(/100 of 143/)).toBeTruthy();
    await userEvent.keyboard('{Escape}');
    expect(await text('Stop taking in orders.csv?')).toBeTruthy();
    expect(calls(desktop, 'Imports.Cancel')).toEqual([]);
    await userEvent.click(screen.getByText('Stop it'));
    await waitFor(() => expect(calls(desktop, 'Imports.Cancel')).toEqual([['L1']]));
  });
  it('has nothing in a plan that a screen reader stumbles over', async () => {
    open('imports');
    await choose();
    const plan = await screen.findByLabelText('The plan adds up to 214 rows');
    const { violations } = await axe.run(plan.closest('main') ?? document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
    for (const table of document.querySelectorAll('main table')) {
      expect([...table.querySelectorAll('[tabindex="0"]')].length, table.textContent ?? '').toBeLessThan(2);
    }
  });
  it('undoes a past import', async () => {
    const { desktop } = open('imports');
    await userEvent.click(await screen.findByRole('button', { name: 'Undo northline_2026-05-21.csv' }));
    await waitFor(() => expect(calls(desktop, 'Imports.Undo')).toEqual([['R000431']]));
  });
});

describe('KPIs', () => {
  it('moves by month, changes the promise, and exports what it shows', async () => {
    const { desktop } = open('kpis');
    await screen.findByRole('row', { name: /On-time delivery/ });
    await userEvent.keyboard('{Control>}{ArrowLeft}{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Reports.KPI').at(-1)).toEqual([{ from: '2026-04-01', to: '2026-04-30', basis: 'latest' }]),
    );
    await userEvent.click(screen.getByRole('button', { name: 'First promise' }));
    await userEvent.keyboard('{Control>}e{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Reports.Workbook')).toEqual([
        [{ from: '2026-04-01', to: '2026-04-30', basis: 'original' }],
      ]),
    );
  });
  it('has the numbers of every chart in a table', async () => {
    open('kpis');
    const row = await screen.findByRole('row', { name: /On-time delivery/ });
    expect(within(row).getByRole('img').getAttribute('aria-label')).toMatch(/90.8.*93.5/);
    expect(within(row).getByRole('table', { hidden: true }).textContent).toMatch(/November 2025/);
  });
});

describe('Settings', () => {
  it('saves what was changed, and only when it can be right', async () => {
    const { desktop } = open('settings');
    const zone = await screen.findByLabelText('Time zone');
    fill(zone, 'Mars/Base');
    expect(await text(/Must be a zone such as/)).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(calls(desktop, 'Settings.Save')).toEqual([]);
    fill(zone, 'Europe/Berlin');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Settings.Save')).toEqual([[{ ...settings, zone: 'Europe/Berlin' }]]));
  });
  it('decides a milestone otherwise only after showing what that does', async () => {
    const { desktop } = open('settings');
    await userEvent.click(await screen.findByRole('button', { name: 'Who decides “Delivered”' }));
    const dialog = screen.getByRole('dialog');
    const mail = within(dialog).getByRole('group', { name: 'Carrier mail' });
    await userEvent.click(within(mail).getByRole('button', { name: 'Is shown' }));
    expect(dialog.textContent).toMatch(/A word from carrier mails is shown and never decides/);
    await userEvent.click(within(dialog).getByRole('button', { name: /See what it would do/ }));
    await within(dialog).findByText('2 of 1284 orders would change');
    expect(calls(desktop, 'Settings.SetAuthority')).toEqual([]);
    const row = {
      milestone: 'delivered',
      asserts: ['carrier_file', 'label', 'person'],
      supports: ['carrier_mail'],
      ignored: ['shop', 'station'],
    };
    expect(calls(desktop, 'Settings.PreviewAuthority')).toEqual([[{ rows: [row], after: '', limit: 50 }]]);
    await userEvent.click(within(dialog).getByRole('button', { name: /Apply to 2 orders/ }));
    await waitFor(() => expect(calls(desktop, 'Settings.SetAuthority')).toEqual([[[row]]]));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
  it('lists what a check found', async () => {
    open('settings', { 'Settings.Verify': () => ({ ok: false, problems: ['event E1 is not whole'] }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Check everything' }));
    expect(await text('event E1 is not whole')).toBeTruthy();
  });
});

describe('the shell', () => {
  it('finds an order with Ctrl K', async () => {
    const { desk } = open('today');
    await screen.findByText('Past ship-by');
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(screen.getByRole('combobox'), 'harr', { delay: 50 });
    await screen.findByRole('option', { name: /MT-20418/ });
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(desk.route.place.id).toBe('O20418'));
  });
  it('shows the keys of this screen with F1', async () => {
    open('kpis');
    await userEvent.keyboard('{F1}');
    expect((await screen.findByRole('dialog', { name: 'Keys: KPIs' })).textContent).toMatch(/month before/);
  });
});

describe('Returns', () => {
  const opened = async (answers: Answers = {}): Promise<{ desktop: Fake; desk: Desk }> => {
    const shown = open('returns', answers, '');
    await screen.findByRole('heading', { name: 'Inspect R-0312' });
    return shown;
  };
  it('shows what waits for inspection first, and grades it from the keyboard', async () => {
    const { desktop } = await opened();
    await userEvent.keyboard('{Alt>}d{/Alt}');
    await text('Because of rule 11:');
    expect(calls(desktop, 'Returns.Propose').at(-1)).toEqual(['R-0312', '1', 'D', '']);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Returns.Confirm').length).toBe(1));
    expect(calls(desktop, 'Returns.Confirm')[0]?.[0]).toMatchObject({ return: 'R-0312', line: '1', grade: 'D' });
  });
  it('asks why when something else is decided than proposed', async () => {
    const { desktop } = await opened();
    await userEvent.keyboard('{Alt>}d{/Alt}');
    await text('Because of rule 11:');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Item goes to' }), 'scrap');
    const confirm = screen.getByRole('button', { name: /Confirm grade D and your decision/ });
    expect(confirm.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(confirm);
    expect(calls(desktop, 'Returns.Confirm')).toEqual([]);
    fill(screen.getByRole('textbox', { name: 'Reason' }), 'housing cracked');
    await userEvent.click(confirm);
    await waitFor(() => expect(calls(desktop, 'Returns.Confirm').length).toBe(1));
    expect(calls(desktop, 'Returns.Confirm')[0]?.[0]).toMatchObject({ disposition: 'scrap', why: 'housing cracked' });
  });
  it('says that a serial number is not ours', async () => {
    await opened();
    const field = screen.getByRole('textbox', { name: 'Serial number on the unit' });
    fill(field, 'TV18-999');
    field.dispatchEvent(new Event('change', { bubbles: true }));
    expect(await text('Serial is not what we shipped')).toBeTruthy();
  });
  it('walks the board with the arrow keys, and opens a return with Enter', async () => {
    const { desk } = await opened();
    const board = screen.getByRole('group', { name: 'Returns by state' });
    const card = (name: RegExp) => within(board).getByRole('button', { name });
    card(/MT-20418/).focus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(card(/MT-20311/));
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(desk.route.place.id).toBe('R-0311'));
  });
});
