/** DesktopError is what every failed call ends in: a code the catalogue has words for, and its arguments. */
export class DesktopError extends Error {
  readonly code: string;
  readonly args: string[];

  constructor(code: string, message: string, args: string[] = []) {
    super(message);
    this.name = 'DesktopError';
    this.code = code;
    this.args = args;
  }

  /** Whether asking again may help because nobody answered, as opposed to an answer that said no. */
  get unanswered(): boolean {
    return this.code === 'timeout' || this.code === 'offline';
  }
}

/** asDesktopError turns whatever was thrown into one: an Error with JSON inside, a bare string, anything. */
export function asDesktopError(thrown: unknown): DesktopError {
  if (thrown instanceof DesktopError) return thrown;
  const text = thrown instanceof Error ? thrown.message : typeof thrown === 'string' ? thrown : JSON.stringify(thrown);
  return fromBody(text) ?? new DesktopError('failed', text);
}

/** fromBody reads {"code","message","args"}; null when the text is something else. */
export function fromBody(text: string): DesktopError | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || !('code' in body) || typeof body.code !== 'string') return null;
    const message = 'message' in body && typeof body.message === 'string' ? body.message : body.code;
    const args = 'args' in body && Array.isArray(body.args) ? body.args.map(String) : [];
    return new DesktopError(body.code, message, args);
  } catch {
    return null;
  }
}

/** within gives up waiting after so many milliseconds, because a call that panicked in the window never settles. */
export function within<T>(limit: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new DesktopError('timeout', `no answer within ${String(limit / 1000)} s`, [String(limit / 1000)]));
    }, limit);
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
