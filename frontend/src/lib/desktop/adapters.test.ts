import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from './index';
import type { DesktopError } from './errors';
import { asDesktopError } from './errors';
import { withContent } from './drop';
import { http, takeToken } from './http';
import { wails, type WailsWindow } from './wails';

/** Source is an event stream a test can drive. */
class Source {
  static last: Source;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly hearers = new Map<string, (e: MessageEvent) => void>();
  constructor(readonly url: string) {
    Source.last = this;
  }
  addEventListener(name: string, hear: (e: MessageEvent) => void): void {
    this.hearers.set(name, hear);
  }
  send(name: string, data: unknown): void {
    this.hearers.get(name)?.(new MessageEvent(name, { data: JSON.stringify(data) }));
  }
}

const answer = (status: number, body: string) => Promise.resolve(new Response(body, { status }));

describe('the loopback server’s adapter', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => {
    vi.stubGlobal('fetch', fetched);
    vi.stubGlobal('EventSource', Source);
    fetched.mockReset();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('posts the arguments as an array, with the token', async () => {
    fetched.mockReturnValue(answer(200, '{"shop_name":"Marlow"}'));
    expect(await http('secret').shells.show()).toEqual({ shop_name: 'Marlow' });
    await http('secret')
      .today.wait(['T1'], '2026-05-22', 'carrier')
      .catch(() => undefined);
    const [url, init] = fetched.mock.calls[1] ?? [];
    expect([url, init?.method, init?.body]).toEqual(['/api/Today/Wait', 'POST', '[["T1"],"2026-05-22","carrier"]']);
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer secret', 'Content-Type': 'application/json' });
  });
  it('takes an empty answer for nothing', async () => {
    fetched.mockReturnValue(answer(200, ''));
    expect(await http('').orders.release('O1')).toBeUndefined();
  });
  it.each([
    [422, '{"code":"on-hold","message":"held","args":["1001"]}', 'on-hold', ['1001']],
    [401, 'no', 'not_allowed', []],
    [404, '', 'not_built', []],
    [500, '<html>', 'failed', []],
  ])('turns %i into a code', async (status, body, code, args) => {
    fetched.mockReturnValue(answer(status, body));
    const error = await http('')
      .orders.hold('O1', 'why')
      .catch((e: unknown) => e as DesktopError);
    expect(error).toMatchObject({ name: 'DesktopError', code, args });
  });
  it('calls a server that is gone offline', async () => {
    fetched.mockRejectedValue(new TypeError('refused'));
    const error = await http('')
      .today.show()
      .catch((e: unknown) => e as DesktopError);
    expect(error).toMatchObject({ code: 'offline', unanswered: true });
  });
  it('moves the token out of the address bar', () => {
    history.replaceState(null, '', '/?token=abc&x=1#/today');
    expect(takeToken()).toBe('abc');
    expect(window.location.search + window.location.hash).toBe('?x=1#/today');
    expect(takeToken()).toBe('abc');
    history.replaceState(null, '', '/');
  });
  it('hears changes, and takes everything for changed after a break', () => {
    const desktop = http('');
    const changes: unknown[] = [];
    const links: boolean[] = [];
    desktop.onChanged((c) => changes.push(c));
    desktop.onLink((alive) => links.push(alive));
    Source.last.onopen?.();
    Source.last.send('changed', { orders: ['O1'], tasks: false, runs: false, settings: false });
    Source.last.onerror?.();
    Source.last.onopen?.();
    expect(Source.last.url).toBe('/api/events');
    expect(changes).toEqual([
      { orders: ['O1'], tasks: false, runs: false, settings: false },
      { orders: [], tasks: true, runs: true, settings: true, drops: true },
    ]);
    expect(links).toEqual([true, false, true]);
  });
});

describe('the window’s adapter', () => {
  const host = (methods: Record<string, (...args: unknown[]) => Promise<unknown>>): WailsWindow => ({
    go: { app: { Orders: methods } },
    runtime: { EventsOn: vi.fn(() => () => undefined), OnFileDrop: (hear) => hear(1, 2, ['/tmp/orders.csv']) },
  });

  it('calls the bound method with its arguments', async () => {
    const Hold = vi.fn(() => Promise.resolve(undefined));
    await wails(host({ Hold })).orders.hold('O1', 'unpaid');
    expect(Hold).toHaveBeenCalledWith('O1', 'unpaid');
  });
  it('reads the code out of a Go error', async () => {
    const Hold = () => Promise.reject(new Error('{"code":"cancelled","message":"m","args":["1001"]}'));
    await expect(wails(host({ Hold })).orders.hold('O1', '')).rejects.toMatchObject({
      code: 'cancelled',
      args: ['1001'],
    });
  });
  it('says which method is missing', async () => {
    await expect(wails(host({})).orders.show('O1')).rejects.toMatchObject({ code: 'not_built', args: ['Show'] });
  });
  it('gives up on a call that never settles', async () => {
    vi.useFakeTimers();
    const waiting = wails(host({ Show: () => new Promise(() => undefined) }))
      .orders.show('O1')
      .catch((e: unknown) => e);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await waiting).toMatchObject({ code: 'timeout', args: ['30'], unanswered: true });
    vi.useRealTimers();
  });
  it('hears dropped files by their path', () => {
    const files: string[] = [];
    wails(host({})).onDrop((dropped) => files.push(...dropped.map((f) => `${f.path} ${f.name}`)));
    expect(files).toEqual(['/tmp/orders.csv orders.csv']);
  });
  it('shows what a browser would open in another tab in the person’s browser, and nothing that is no page', () => {
    const shown: string[] = [];
    const made = host({});
    wails({ ...made, runtime: { ...made.runtime, BrowserOpenURL: (address) => void shown.push(address) } });
    document.body.innerHTML = `<a href="https://ups.example/1Z" target="_blank"><b>1Z</b></a><a href="file:///etc" target="_blank">x</a>`;
    const left = [...document.querySelectorAll('b, a + a')].map((e) =>
      e.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
    );
    expect([shown, left]).toEqual([['https://ups.example/1Z'], [false, false]]);
    document.body.replaceChildren();
  });
  it('is picked where the window is', () => {
    expect(connect().kind).toBe('browser');
    Object.assign(window, host({}));
    expect(connect().kind).toBe('window');
    Reflect.deleteProperty(window, 'go');
  });
});

describe('what a browser gives', () => {
  it('keeps every byte of a dropped file', async () => {
    const bytes = new Uint8Array(70_000).map((_, n) => n % 251);
    const file = Object.assign(new File([], 'a.xlsx'), { arrayBuffer: () => Promise.resolve(bytes.buffer) });
    const { name, content, path } = await withContent(file);
    expect([name, path]).toEqual(['a.xlsx', '']);
    expect(Buffer.from(content, 'base64').equals(Buffer.from(bytes))).toBe(true);
  });
  it('turns anything thrown into an error with a code', () => {
    expect(asDesktopError('plain').code).toBe('failed');
    expect(asDesktopError('{"code":"x"}').code).toBe('x');
    expect(asDesktopError({ odd: true }).message).toContain('odd');
  });
});
