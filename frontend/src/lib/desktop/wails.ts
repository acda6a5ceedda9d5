import { over } from './calls';
import { atPath } from './drop';
import { DesktopError } from './errors';
import type { Desktop } from './interface';
import type { Change, Progress } from './types';

type Bound = Record<string, Record<string, (...args: unknown[]) => Promise<unknown>>>;

/** What the window puts on the page: the bound structs and its event functions. */
export interface WailsWindow {
  go: { app: Bound };
  runtime: {
    EventsOn(name: string, hear: (data: never) => void): () => void;
    OnFileDrop?(hear: (x: number, y: number, paths: string[]) => void, useDropTarget: boolean): void;
    OnFileDropOff?(): void;
    BrowserOpenURL?(address: string): void;
  };
}

/** wails talks to the program through the functions its window binds. */
export function wails(host: WailsWindow): Desktop {
  const calls = over((struct, method, args) => {
    const bound = host.go.app[struct]?.[method];
    if (!bound) return Promise.reject(new DesktopError('not_built', `${struct}.${method} is not bound`, [method]));
    return bound(...args);
  });
  openOutside(host);
  return {
    kind: 'window',
    ...calls,
    onChanged: (hear) => host.runtime.EventsOn('changed', (change: Change) => hear(change)),
    onProgress: (hear) => host.runtime.EventsOn('progress', (progress: Progress) => hear(progress)),
    onDrop: (hear) => {
      host.runtime.OnFileDrop?.((_x, _y, paths) => hear(paths.map(atPath)), false);
      return () => host.runtime.OnFileDropOff?.();
    },
    onLink: (hear) => {
      hear(true);
      return () => undefined;
    },
  };
}

/** openOutside shows addresses that a browser would open in a tab of its own in the person's browser: a window has no tabs, and
 *  on Linux does nothing at all. */
function openOutside(host: WailsWindow): void {
  document.addEventListener('click', (e) => {
    const link = e.target instanceof Element ? e.target.closest<HTMLAnchorElement>('a[target="_blank"]') : null;
    const show = host.runtime.BrowserOpenURL;
    if (!link || !show || e.defaultPrevented) return;
    e.preventDefault();
    if (/^https?:$/.test(link.protocol)) show(link.href);
  });
}
