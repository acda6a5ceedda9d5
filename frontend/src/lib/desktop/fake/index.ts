import { over } from '../calls';
import { hearBrowserDrops } from '../drop';
import { DesktopError } from '../errors';
import type { Desktop } from '../interface';
import type {
  Change,
  FigureQuery,
  ImportFile,
  DropForm,
  MailboxForm,
  OrderQuery,
  Progress,
  ScanRequest,
  TaskQuery,
} from '../types';
import {
  carriersScreen,
  linkTrial,
  mapOf,
  meaningEffect,
  review,
  tableRows,
  taught,
  taughtMail,
  unmapped,
} from './carriers';
import { changes, orderView } from './order';
import { drops, dropTake, lying } from './drops';
import { mailboxes, mailFetch, mailTest } from './mail';
import { board, policy, proposal, returnView } from './returns';
import { ended, orderRows, shell, today, waiting } from './shop';
import { april, kpis, restated, rowsOf } from './figures';
import {
  authority,
  authorityEffect,
  bench,
  carrierQuality,
  plan,
  profiles,
  runs,
  settings,
  trial,
  unmatched,
  unread,
  verdictOn,
  versions,
} from './work';

/** Answers maps "Struct.Method" to what a call of it returns. */
export type Answers = Record<string, (...args: never[]) => unknown>;

/** Fake is a desktop for tests: it answers from a table, remembers what was called, and can announce. */
export interface Fake extends Desktop {
  readonly called: { name: string; args: unknown[] }[];
  announce(change: Change): void;
  progress(progress: Progress): void;
}

const viewsOf = {
  all: 1284,
  open: 132,
  attention: 10,
  to_ship: 25,
  at_risk: 9,
  late: 4,
  no_scan: 11,
  returns: 12,
  on_hold: 2,
};
const file = (path: string) => ({ path, bytes: 48_200, pages: 2 });

/** story answers like the made-up shop. */
export const story: Answers = {
  'Shells.Show': () => shell,
  'Shells.Find': (text: string) =>
    orderRows
      .filter((r) => `${r.order} ${r.customer} ${r.item}`.toLowerCase().includes(text.toLowerCase()))
      .slice(0, 8)
      .map((r) => ({ kind: 'order', id: r.id, title: r.order, sub: `${r.customer} · ${r.item}` })),
  'Today.Show': () => today,
  'Today.Queue': (query: TaskQuery) => ({
    tasks: { waiting, ended }[query.list as string] ?? [],
    next: '',
  }),
  'Today.ShowAt': (at: string) => ({ ...today, as_of: at }),
  'Orders.List': (query: OrderQuery) => {
    const found = orderRows.filter((r) =>
      `${r.order} ${r.customer} ${r.item}`.toLowerCase().includes(query.search.toLowerCase()),
    );
    const views = Object.entries(viewsOf).map(([code, n]) => ({ code, n }));
    return { rows: found, next: '', views, total: found.length, empty: false, carriers: ['fedex', 'ups'], saved: [] };
  },
  'Orders.SaveView': () => null,
  'Orders.RemoveView': () => null,
  'Orders.Export': () => file('/home/nadia/orders.xlsx'),
  'Orders.Show': (id: string) => orderView(id),
  'Orders.ShowAt': (id: string, at: string) => ({ ...orderView(id), as_of: at }),
  'Orders.Changes': () => changes,
  'Orders.Links': () => ({ page: 'https://track.example.com/t/8fk2q7wd/', links: [] }),
  'Scans.Scan': (request: ScanRequest) => verdictOn(request),
  'Scans.Bench': (station: string) => bench(station),
  'Scans.Mode': (station: string, mode: string) => bench(station, mode),
  'Scans.Undo': (station: string) => verdictOn({ station, mode: 'pack', operator: 'Sam', raw: 'UNDO', id: '' }),
  'Scans.Finish': (station: string) => verdictOn({ station, mode: 'pack', operator: 'Sam', raw: 'DONE1', id: '' }),
  'Scans.Unknown': () => unread.filter((u) => u.kind === 'scan'),
  'Imports.Within': (paths: string[]) => paths,
  'Imports.Unpack': () => [],
  'Imports.Sheets': () => [],
  'Imports.Look': (given: ImportFile) => plan(given.name, 'L1', given.options.map),
  'Imports.Apply': (id: string) => ({ ...plan('orders_export_2026-05-21.csv', id), applied: true, run: 'R000432' }),
  'Imports.Answer': (id: string) => plan('orders_export_2026-05-21.csv', id),
  'Imports.Conflicts': () => [],
  'Imports.AnswerConflicts': () => 0,
  'Imports.Remembered': () => [],
  'Imports.History': (after: string) => (after === '' ? runs : []),
  'Imports.Undo': (id: string) => ({ ...runs[0], run: id, state: 'undone', can_undo: false }),
  'Imports.Choose': () => [],
  'Imports.SaveRejects': () => file('/home/nadia/rejects.xlsx'),
  'Imports.Unread': () => unread,
  'Imports.Nearest': () => ({
    sender: 'ups',
    from: '',
    carriers: [],
    text: '',
    sentences: [
      {
        place: 'body',
        text: 'Your package has been gladly brought on 05/21/2026.',
        words: 'Your package has been gladly brought {occurred}',
        row: 'ups/any-has-been-delivered',
        lang: 'en',
        known: '(your|the) (parcel|package) (has been|was) delivered',
        means: 'delivered',
        share: 61,
        lacks: ['delivered'],
        instead: ['gladly', 'brought'],
      },
    ],
  }),
  'Imports.TeachNotice': () => ({ read: 1, events: 1, run: 'R000433' }),
  'Imports.TeachSender': () => ({ read: 3, events: 3, run: 'R000434' }),
  'Imports.Reopen': () => ({ waiting: 1 }),
  'Imports.Taught': () => [taughtMail],
  'Imports.NoticeCounts': () => [],
  'Imports.Unmatched': () => unmatched,
  'Imports.Link': () => 'E1',
  'Imports.Disown': () => 'E2',
  'Imports.SaveProfile': () => '',
  'Imports.Profiles': () => profiles,
  'Imports.Versions': () => versions,
  'Imports.RestoreVersion': () => '',
  'Imports.Try': (given: ImportFile) => trial(given.name),
  'Orders.Find': (number: string) => orderRows.find((r) => r.order === number)?.id ?? '',
  'Reports.KPI': (query: { from: string; to: string; basis: string }) => kpis(query.from, query.to, query.basis),
  'Reports.Rows': (query: FigureQuery) => rowsOf(query),
  'Reports.Freeze': (month: string) => ({ ...april, month }),
  'Reports.Restated': (month: string, basis: string) => restated(month, basis),
  'Reports.Report': () => file('/home/nadia/kpi-2026-05.pdf'),
  'Reports.Workbook': () => file('/home/nadia/kpi-2026-05.xlsx'),
  'Reports.PackingSlips': () => file('/home/nadia/packing-slips.pdf'),
  'Reports.PackingSlip': () => file('/home/nadia/MT-20418.pdf'),
  'Reports.Labels': () => file('/home/nadia/labels-MT-20418.pdf'),
  'Reports.Evidence': () => ({
    ...file('/home/nadia/evidence-MT-20418.pdf'),
    bundle: '/home/nadia/evidence-MT-20418.zip',
    bundle_bytes: 61_440,
    files: 14,
    missing: ['Signed for by'],
  }),
  'Reports.ReturnSlip': () => file('/home/nadia/return-slip-R7KQ24.pdf'),
  'Reports.Inspection': () => file('/home/nadia/inspection-R7KQ24.pdf'),
  'Reports.Manifest': () => file('/home/nadia/manifest.pdf'),
  'Reports.Exceptions': () => file('/home/nadia/exceptions.pdf'),
  'Reports.Publish': () => ({ pages: 132, written: 9, removed: 2, same: 121, folder: '/home/nadia/pages' }),
  'Returns.Open': () => 'R7KQ24',
  'Returns.Unannounced': () => ({ return: 'R7KQ25', parcel: '' }),
  'Returns.Request': () => 'R7KQ24',
  'Returns.Board': () => board,
  'Returns.View': (number: string) => returnView(number),
  'Returns.Policy': () => policy,
  'Returns.SavePolicy': (given: unknown) => given,
  'Returns.TryProposals': () => ({ cases: 14, same: 12, changed: 2, unproposed: 0, rules: [], rows: [] }),
  'Returns.Propose': (_number: string, _line: string, grade: string, serial: string) => proposal(grade, serial),
  'Claims.Open': () => 'C7KQ2M4A',
  'Claims.EveryWarranty': () => [],
  'Mailboxes.List': () => mailboxes,
  'Mailboxes.Save': (form: MailboxForm) => ({ ...mailboxes.mailboxes[0], ...form }),
  'Mailboxes.Test': () => mailTest,
  'Mailboxes.SignIn': () => ({ page: 'https://accounts.example/agree', code: '' }),
  'Mailboxes.SignedIn': () => mailTest,
  'Mailboxes.Fetch': () => mailFetch,
  'Drops.List': () => drops,
  'Drops.Save': (form: DropForm) => ({ ...drops.folders[0], ...form }),
  'Drops.Waiting': () => lying,
  'Drops.Take': (ids: string[]) => ids.map(() => dropTake),
  'Settings.Show': () => settings,
  'Settings.Carriers': () => carrierQuality,
  'Settings.Save': (given: unknown) => given,
  'Settings.Backup': () => file('/home/nadia/backups/ordertrail-2026-05-21.db'),
  'Settings.Verify': () => ({ ok: true, problems: [] }),
  'Settings.Authority': () => authority,
  'Settings.PreviewAuthority': () => authorityEffect,
  'Settings.SetAuthority': () => ({ ...authority, changed: true }),
  'Settings.ResetAuthority': () => authority,
  'Review.Show': () => review,
  'Carriers.List': () => carriersScreen,
  'Carriers.Map': (of: string) => mapOf(of),
  'Carriers.Unmapped': () => unmapped,
  'Carriers.Preview': () => meaningEffect,
  'Carriers.Teach': () => taught,
  'Carriers.Forget': () => taught,
  'Carriers.Undo': () => taught,
  'Carriers.SaveTable': () => file('/home/nadia/carrier-meanings-2026-05-21.xlsx'),
  'Carriers.ReadTable': (given: ImportFile) => ({ file: given.name, rows: tableRows, left: [] }),
  'Carriers.SetLink': () => carriersScreen,
  'Carriers.ResetLink': () => carriersScreen,
  'Carriers.TryLink': (carrier: string, template: string, number: string) => linkTrial(carrier, template, number),
  'Carriers.SetDays': () => carriersScreen,
  'Carriers.ResetDays': () => carriersScreen,
};

/** refusal is an answer that fails with a code. */
export function refusal(code: string, ...args: string[]): () => never {
  return () => {
    throw new DesktopError(code, `refused: ${code}`, args);
  };
}

/** fake answers from the table given, and where it says nothing, from the story. Unknown calls return nothing. */
export function fake(answers: Answers = {}): Fake {
  const called: Fake['called'] = [];
  const changes = new Set<(change: Change) => void>();
  const steps = new Set<(progress: Progress) => void>();
  const hearing =
    <T>(set: Set<(data: T) => void>) =>
    (hear: (data: T) => void): (() => void) => {
      set.add(hear);
      return () => set.delete(hear);
    };
  const calls = over(async (struct, method, args) => {
    const name = `${struct}.${method}`;
    called.push({ name, args });
    const answer = answers[name] ?? story[name];
    return answer?.(...(args as never[]));
  });
  return {
    kind: 'browser',
    ...calls,
    called,
    onChanged: hearing(changes),
    onProgress: hearing(steps),
    onDrop: hearBrowserDrops,
    onLink: (hear) => {
      hear(true);
      return () => undefined;
    },
    announce: (change) => changes.forEach((hear) => hear(change)),
    progress: (progress) => steps.forEach((hear) => hear(progress)),
  };
}
