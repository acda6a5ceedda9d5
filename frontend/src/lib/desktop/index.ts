import { http, takeToken } from './http';
import type { Desktop } from './interface';
import { wails, type WailsWindow } from './wails';

export { DesktopError, asDesktopError } from './errors';
export { atPath, lyingAs, noOptions, withContent, withText } from './drop';
export type { Desktop } from './interface';

/** connect picks the way to the program: the window's own functions where there are any, else the loopback server. */
export function connect(): Desktop {
  const host: Partial<WailsWindow> = window as unknown as Partial<WailsWindow>;
  if (host.go && host.runtime) return wails(host as WailsWindow);
  return http(takeToken());
}
