import { asDesktopError, within } from './errors';
import type { Desktop } from './interface';

/** Call sends one call: the bound struct, its method, and the arguments in order. */
export type Call = (struct: string, method: string, args: unknown[]) => Promise<unknown>;

const quick = 30_000;
const long = 600_000;

/** over builds every typed call on one way of sending it. Each is time-limited and fails as a DesktopError. */
export function over(send: Call): Omit<Desktop, 'kind' | 'onChanged' | 'onProgress' | 'onDrop' | 'onLink'> {
  // One cast for all calls: the result is what the Go method of that name returns, as types.ts mirrors it.
  const ask =
    (limit: number) =>
    async <T>(struct: string, method: string, ...args: unknown[]): Promise<T> => {
      try {
        return (await within(limit, send(struct, method, args))) as T;
      } catch (thrown) {
        throw asDesktopError(thrown);
      }
    };
  const call = ask(quick);
  const work = ask(long);
  return {
    shells: { show: () => call('Shells', 'Show'), find: (text) => call('Shells', 'Find', text) },
    today: {
      show: () => call('Today', 'Show'),
      showAt: (at) => work('Today', 'ShowAt', at),
      queue: (query) => call('Today', 'Queue', query),
      take: (tasks) => call('Today', 'Take', tasks),
      wait: (tasks, until, on) => call('Today', 'Wait', tasks, until, on),
      resolve: (tasks, code, why) => call('Today', 'Resolve', tasks, code, why),
      reopen: (tasks, why) => call('Today', 'Reopen', tasks, why),
      step: (tasks, done) => call('Today', 'Step', tasks, done),
    },
    orders: {
      list: (query) => call('Orders', 'List', query),
      show: (id) => call('Orders', 'Show', id),
      showAt: (id, at) => call('Orders', 'ShowAt', id, at),
      changes: (id) => call('Orders', 'Changes', id),
      hold: (id, why) => call('Orders', 'Hold', id, why),
      release: (id) => call('Orders', 'Release', id),
      cancel: (id, why) => call('Orders', 'Cancel', id, why),
      note: (id, text) => call('Orders', 'Note', id, text),
      contact: (id, code, text) => call('Orders', 'Contact', id, code, text),
      edit: (id, field, value) => call('Orders', 'Edit', id, field, value),
      cancelUnits: (id, line, quantity, why) => call('Orders', 'CancelUnits', id, line, quantity, why),
      move: (id, move) => call('Orders', 'Move', id, move),
      void: (id, parcel, why) => call('Orders', 'Void', id, parcel, why),
      sayWhere: (id, parcel, phase, why) => call('Orders', 'SayWhere', id, parcel, phase, why),
      relabel: (id, parcel, carrier, tracking, why) => call('Orders', 'Relabel', id, parcel, carrier, tracking, why),
      merge: (id, parcel, record, why) => call('Orders', 'Merge', id, parcel, record, why),
      repeats: (id, number, source, why) => call('Orders', 'Repeats', id, number, source, why),
      takeBack: (id, event, why) => call('Orders', 'TakeBack', id, event, why),
      links: (id) => call('Orders', 'Links', id),
      find: (number, source) => call('Orders', 'Find', number, source),
    },
    scans: {
      scan: (request) => call('Scans', 'Scan', request),
      bench: (station) => call('Scans', 'Bench', station),
      undo: (station, operator) => call('Scans', 'Undo', station, operator),
      finish: (station, operator) => call('Scans', 'Finish', station, operator),
      mode: (station, mode, operator) => call('Scans', 'Mode', station, mode, operator),
      unknown: () => call('Scans', 'Unknown'),
    },
    imports: {
      within: (paths) => call('Imports', 'Within', paths),
      unpack: (file) => work('Imports', 'Unpack', file),
      look: (file) => work('Imports', 'Look', file),
      apply: (plan) => work('Imports', 'Apply', plan),
      answer: (plan, answers) => call('Imports', 'Answer', plan, answers),
      conflicts: () => call('Imports', 'Conflicts'),
      answerConflicts: (answers) => work('Imports', 'AnswerConflicts', answers),
      discard: (plan) => call('Imports', 'Discard', plan),
      history: (after) => call('Imports', 'History', after),
      undo: (run) => work('Imports', 'Undo', run),
      choose: () => work('Imports', 'Choose'),
      saveRejects: (run) => work('Imports', 'SaveRejects', run),
      saveProfile: (plan, name) => call('Imports', 'SaveProfile', plan, name),
      unread: () => call('Imports', 'Unread'),
      nearest: (unread) => call('Imports', 'Nearest', unread),
      noticeCounts: () => call('Imports', 'NoticeCounts'),
      teachNotice: (unread, words) => call('Imports', 'TeachNotice', unread, words),
      teach: (unread, means, target, source) => call('Imports', 'Teach', unread, means, target, source),
      dismiss: (unread) => call('Imports', 'Dismiss', unread),
      reopen: (unread) => call('Imports', 'Reopen', unread),
      unmatched: () => call('Imports', 'Unmatched'),
      link: (event, order) => call('Imports', 'Link', event, order),
      disown: (event) => call('Imports', 'Disown', event),
      unsay: (act) => call('Imports', 'Unsay', act),
      profiles: () => call('Imports', 'Profiles'),
      remembered: () => call('Imports', 'Remembered'),
      forget: (run) => call('Imports', 'Forget', run),
      deleteProfile: (name) => call('Imports', 'DeleteProfile', name),
      restoreProfile: (name) => call('Imports', 'RestoreProfile', name),
      versions: (name) => call('Imports', 'Versions', name),
      restoreVersion: (name, version) => call('Imports', 'RestoreVersion', name, version),
      try: (file) => work('Imports', 'Try', file),
      cancel: (job) => call('Imports', 'Cancel', job),
    },
    reports: {
      kpi: (query) => work('Reports', 'KPI', query),
      rows: (query) => work('Reports', 'Rows', query),
      freeze: (month) => call('Reports', 'Freeze', month),
      restated: (month, basis) => work('Reports', 'Restated', month, basis),
      workbook: (query) => work('Reports', 'Workbook', query),
      report: (query) => work('Reports', 'Report', query),
      packingSlip: (order) => work('Reports', 'PackingSlip', order),
      manifest: (station) => work('Reports', 'Manifest', station),
      exceptions: () => work('Reports', 'Exceptions'),
      publish: () => work('Reports', 'Publish'),
      open: (path) => call('Reports', 'Open', path),
    },
    returns: {
      board: () => call('Returns', 'Board'),
      view: (number) => call('Returns', 'View', number),
      propose: (number, line, grade, serial) => call('Returns', 'Propose', number, line, grade, serial),
      confirm: (inspection) => call('Returns', 'Confirm', inspection),
      decide: (inspection) => call('Returns', 'Decide', inspection),
      authorise: (number, note) => call('Returns', 'Authorise', number, note),
      decline: (number, why) => call('Returns', 'Decline', number, why),
      cancel: (number, why) => call('Returns', 'Cancel', number, why),
      receive: (number, lines) => call('Returns', 'Receive', number, lines),
      aside: (number, why) => call('Returns', 'SetAside', number, why),
      release: (number, line, what, amount, note) => call('Returns', 'Release', number, line, what, amount, note),
      close: (number, why) => call('Returns', 'Close', number, why),
      undo: (number) => call('Returns', 'Undo', number),
      match: (number, order, into, lines) => call('Returns', 'Match', number, order, into, lines),
      policy: () => call('Returns', 'Policy'),
      savePolicy: (policy) => work('Returns', 'SavePolicy', policy),
      tryRules: (rules) => work('Returns', 'TryProposals', rules),
    },
    claims: {
      open: (request) => call('Claims', 'Open', request),
      file: (claim, reference, amount, deadline) => call('Claims', 'File', claim, reference, amount, deadline),
      paid: (claim, amount, because) => call('Claims', 'Paid', claim, amount, because),
      refuse: (claim, why) => call('Claims', 'Refuse', claim, why),
      askSupplier: (number, supplier, reference) => call('Claims', 'AskSupplier', number, supplier, reference),
      sendSupplier: (number, way) => call('Claims', 'SendSupplier', number, way),
      answerSupplier: (number, answer, amount, note) => call('Claims', 'AnswerSupplier', number, answer, amount, note),
    },
    mailboxes: {
      list: () => call('Mailboxes', 'List'),
      save: (form) => call('Mailboxes', 'Save', form),
      remove: (id) => call('Mailboxes', 'Remove', id),
      test: (form) => work('Mailboxes', 'Test', form),
      fetch: (id) => work('Mailboxes', 'Fetch', id),
      reread: (id) => call('Mailboxes', 'Reread', id),
    },
    drops: {
      list: () => call('Drops', 'List'),
      save: (form) => call('Drops', 'Save', form),
      remove: (id) => call('Drops', 'Remove', id),
      waiting: () => call('Drops', 'Waiting'),
      take: (ids) => work('Drops', 'Take', ids),
      setAside: (ids) => call('Drops', 'SetAside', ids),
      seen: (ids) => call('Drops', 'Seen', ids),
      retry: (id) => call('Drops', 'Retry', id),
    },
    settings: {
      show: () => call('Settings', 'Show'),
      save: (settings) => call('Settings', 'Save', settings),
      carriers: (days) => work('Settings', 'Carriers', days),
      backup: () => work('Settings', 'Backup'),
      verify: () => work('Settings', 'Verify'),
      authority: () => call('Settings', 'Authority'),
      previewAuthority: (draft) => work('Settings', 'PreviewAuthority', draft),
      setAuthority: (rows) => work('Settings', 'SetAuthority', rows),
      resetAuthority: () => work('Settings', 'ResetAuthority'),
    },
    review: { show: () => call('Review', 'Show') },
    carriers: {
      list: () => call('Carriers', 'List'),
      map: (carrier) => call('Carriers', 'Map', carrier),
      unmapped: () => call('Carriers', 'Unmapped'),
      preview: (draft) => work('Carriers', 'Preview', draft),
      teach: (rows) => work('Carriers', 'Teach', rows),
      forget: (row) => work('Carriers', 'Forget', row),
      undo: (ruling) => work('Carriers', 'Undo', ruling),
      saveTable: (all) => call('Carriers', 'SaveTable', all),
      readTable: (file) => work('Carriers', 'ReadTable', file),
      setLink: (carrier, template) => call('Carriers', 'SetLink', carrier, template),
      resetLink: (carrier) => call('Carriers', 'ResetLink', carrier),
      tryLink: (carrier, template, number) => call('Carriers', 'TryLink', carrier, template, number),
      setDays: (form) => work('Carriers', 'SetDays', form),
      resetDays: (carrier) => work('Carriers', 'ResetDays', carrier),
    },
  };
}
