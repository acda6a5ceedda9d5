import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { command, serve, type Served } from './program';

/** Shop is a copy of the sample shop, served, with a browser on it. */
export class Shop {
  /** What a page must never do: errors on the console, requests to anywhere else, answers of 500 and above. */
  readonly complaints: string[] = [];
  /** Every call the pages made, as Struct/Method. */
  readonly calls: string[] = [];

  private constructor(
    readonly data: string,
    readonly served: Served,
    readonly browser: Browser,
    readonly context: BrowserContext,
  ) {}

  /** open copies the sample, lets prepare work on the copy with the command line, and serves it. */
  static async open(prepare: (data: string) => Promise<unknown> = async () => undefined): Promise<Shop> {
    const data = join(mkdtempSync(join(tmpdir(), 'ordertrail-shop-')), 'shop');
    cpSync(inject('sample'), data, { recursive: true });
    await prepare(data);
    const served = await serve(data);
    const browser = await chromium.connect(inject('browser'));
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    const shop = new Shop(data, served, browser, context);
    context.setDefaultTimeout(8000);
    await context.route(
      (url) => url.origin !== served.origin && !url.protocol.startsWith('data') && !url.protocol.startsWith('blob'),
      (route) => {
        shop.complaints.push(`request to ${route.request().url()}`);
        return route.abort();
      },
    );
    return shop;
  }

  /** page opens the screens, on the one that is named. */
  async page(screen = 'today'): Promise<Page> {
    const page = await this.context.newPage();
    this.watch(page);
    await page.goto(this.served.address);
    await page.waitForURL((url) => !url.search.includes('token'));
    if (screen !== 'today') await go(page, screen);
    await page.getByRole('main').waitFor();
    return page;
  }

  private watch(page: Page): void {
    page.on('console', (said) => {
      const refusal = said.text().includes('status of 422'); // an answer like any other, which Chromium always logs
      if (['error', 'warning'].includes(said.type()) && !refusal) this.complaints.push(`console: ${said.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`page: ${error.message}`));
    page.on('response', (answer) => {
      if (answer.status() >= 500) this.complaints.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('request', (request) => {
      const called = /\/api\/(\w+\/\w+)$/.exec(request.url());
      if (called?.[1] && request.method() === 'POST') this.calls.push(called[1]);
    });
  }

  /** ask makes one call as the screens do. */
  async ask<T>(method: string, ...args: unknown[]): Promise<T> {
    const answer = await fetch(`${this.served.origin}/api/${method}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.served.token}` },
      body: JSON.stringify(args),
    });
    if (!answer.ok) throw new Error(`${method}: ${String(answer.status)} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** stop ends the server and the browser's pages; the data stays for the command line until close. */
  async stop(): Promise<void> {
    await this.context.close();
    await this.browser.close();
    await this.served.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(join(this.data, '..'), { recursive: true, force: true });
  }

  /** quiet returns what pages complained about since the last time, a line each, and forgets it. */
  quiet(): string {
    return this.complaints.splice(0).join('\n');
  }
}

/** screens are all that the window can show; an order needs its id behind it. */
export const screens = [
  'today',
  'orders',
  'order',
  'station',
  'returns',
  'imports',
  'review',
  'carriers',
  'kpis',
  'settings',
] as const;

/** go moves a page to a screen by its address, as a link does. */
export async function go(page: Page, screen: string): Promise<void> {
  await page.evaluate((to) => (window.location.hash = `#/${to}`), screen);
}

/** importing writes a file beside the shop and imports it. */
export function importing(name: string, text: string): (data: string) => Promise<string> {
  return async (data) => {
    const path = join(data, '..', name);
    writeFileSync(path, text);
    return command(data, 'import', path, '--json');
  };
}
