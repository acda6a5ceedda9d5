import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** program is the built command-line program. */
export const program = fileURLToPath(new URL('../../build/bin/ordertrail', import.meta.url));

/** command runs one command on a data folder and returns what it printed; exit code 3, something waits, is fine. */
export async function command(data: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--data', data, ...args], { maxBuffer: 64 << 20 });
    return stdout;
  } catch (thrown) {
    const failed = thrown as { code?: number; stdout?: string };
    if (failed.code === 3) return failed.stdout ?? '';
    throw thrown;
  }
}

/** Served is a running `ordertrail serve`. */
export interface Served {
  readonly address: string; // with its token
  readonly origin: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** serve starts the server on a free port and waits for the address it prints. */
export async function serve(data: string): Promise<Served> {
  const child = spawn(program, ['--data', data, 'serve', '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const address = new URL(await firstLine(child));
  return {
    address: address.href,
    origin: address.origin,
    token: address.searchParams.get('token') ?? '',
    stop: () => stopped(child),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    let complained = '';
    child.stderr?.on('data', (chunk: Buffer) => (complained += chunk.toString()));
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [line, rest] = said.split('\n');
      if (line && rest !== undefined) resolve(line.trim());
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${String(code)}: ${complained}`)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
