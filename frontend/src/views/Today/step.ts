import type { TaskRow } from '$lib/desktop/types';
import type { Desk } from '$lib/state/desk.svelte';

/** goToStep goes where the next step of a task is done, and reports whether that is another screen than its order's. */
export function goToStep(desk: Desk, task: TaskRow): boolean {
  const { place, mode } = task.asks;
  if (place === 'claim') desk.route.go('order', task.order_id, { do: 'claim', task: task.task });
  else if (place === 'station') {
    void desk.station.setMode(mode);
    desk.route.go('station');
  } else if (place === 'returns') desk.route.go('returns', task.subject);
  else if (place === 'settings')
    desk.route.go('settings', '', { show: task.code === 'folder_failing' ? 'folders' : 'mailboxes' });
  else if (panels[task.code]) desk.route.go('imports', '', { show: panels[task.code] ?? '' });
  else if (place === 'unread' || task.order_id === '') desk.route.go('review', '', { show: sectionOf(task.code) });
  else return false;
  return true;
}

// Read a row as: a task <code> is worked in <that panel> of Imports.
const panels: Readonly<Record<string, string>> = { files_refused: 'refused', file_differs: 'conflicts' };

// Read a row as: a task <code> is worked in <that section> of the review.
const sections: Record<string, string> = {
  unmapped_wording: 'codes',
  unmapped: 'codes',
  notice_drift: 'senders',
  feed_stale: 'feeds',
  unmatched: 'unmatched',
};

/** sectionOf is where in the review a task is worked; mails when nowhere else. */
export function sectionOf(code: string): string {
  return sections[code] ?? 'mails';
}
