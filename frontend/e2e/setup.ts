import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { program } from './program';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with the sample shop; tests work on copies of it. */
    sample: string;
    /** Where the one browser of this run listens. */
    browser: string;
  }
}

const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
];

/** setup makes the sample shop and starts the browser once, for all files; what it returns takes both away. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(program)) throw new Error(`${program} is missing: run make build first`);
  const folder = mkdtempSync(join(tmpdir(), 'ordertrail-e2e-'));
  const sample = join(folder, 'sample');
  execFileSync(program, ['demo', sample], { stdio: 'pipe' });
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const server = await chromium.launchServer({ executablePath, args: browserArguments });
  project.provide('sample', sample);
  project.provide('browser', server.wsEndpoint());
  return async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
}
