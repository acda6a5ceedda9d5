import { over } from './calls';
import { hearBrowserDrops } from './drop';
import { DesktopError, fromBody } from './errors';
import type { Desktop } from './interface';
import type { Change, Progress } from './types';

const tokenKey = 'ordertrail.token';

/** takeToken moves the token out of the address bar into this tab's storage, and returns it; '' when there is none. */
export function takeToken(): string {
  const url = new URL(window.location.href);
  const given = url.searchParams.get('token');
  if (given === null) return sessionStorage.getItem(tokenKey) ?? '';
  sessionStorage.setItem(tokenKey, given);
  url.searchParams.delete('token');
  history.replaceState(history.state, '', url.pathname + url.search + url.hash);
  return given;
}

/** http talks to the same program over its loopback server. */
export function http(token: string): Desktop {
  const calls = over(async (struct, method, args) => {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (token !== '') headers['Authorization'] = `Bearer ${token}`;
    const init = { method: 'POST', headers, body: JSON.stringify(args), credentials: 'same-origin' as const };
    const answer = await fetch(`/api/${struct}/${method}`, init).catch((thrown: unknown) => {
      throw new DesktopError('offline', String(thrown));
    });
    const body = await answer.text();
    if (!answer.ok) throw fromBody(body) ?? new DesktopError(codeOf(answer.status), body || answer.statusText);
    return body === '' ? undefined : (JSON.parse(body) as unknown);
  });
  const stream = eventStream();
  return {
    kind: 'browser',
    ...calls,
    onChanged: (hear) => stream.on('changed', (data) => hear(JSON.parse(data) as Change)),
    onProgress: (hear) => stream.on('progress', (data) => hear(JSON.parse(data) as Progress)),
    onDrop: hearBrowserDrops,
    onLink: stream.onLink,
  };
}

function codeOf(status: number): string {
  if (status === 401 || status === 403) return 'not_allowed';
  return status === 404 || status === 501 ? 'not_built' : 'failed';
}

const anything = JSON.stringify({ orders: [], tasks: true, runs: true, settings: true, drops: true } satisfies Change);

/** eventStream listens to the server's events, opened by the first listener. After a break everything may have changed. */
function eventStream() {
  let source: EventSource | null = null;
  let broken = false;
  const links = new Set<(alive: boolean) => void>();
  const hearers = new Map<string, Set<(data: string) => void>>();
  const tell = (name: string, data: string): void => hearers.get(name)?.forEach((hear) => hear(data));
  const open = (): EventSource => {
    if (source) return source;
    source = new EventSource('/api/events', { withCredentials: true });
    source.onopen = () => {
      links.forEach((hear) => hear(true));
      if (broken) tell('changed', anything);
      broken = false;
    };
    source.onerror = () => {
      broken = true;
      links.forEach((hear) => hear(false));
    };
    return source;
  };
  return {
    on(name: string, hear: (data: string) => void): () => void {
      const set = hearers.get(name) ?? new Set();
      if (!hearers.has(name)) open().addEventListener(name, (e) => tell(name, (e as MessageEvent<string>).data));
      hearers.set(name, set.add(hear));
      return () => set.delete(hear);
    },
    onLink(hear: (alive: boolean) => void): () => void {
      links.add(hear);
      open();
      return () => links.delete(hear);
    },
  };
}
