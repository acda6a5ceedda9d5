import { describe, expect, it } from 'vitest';
import { bound, echo, ScanQueue, type Scan, type Shelf } from './queue';

function bench(outcomes: ('done' | 'again')[] = [], kept: Scan[] = []) {
  const sent: Scan[] = [];
  let now = 10_000;
  let open = 0;
  let mostOpen = 0;
  let ids = 0;
  let saved: readonly Scan[] = kept;
  const shelf: Shelf = { load: () => [...kept], save: (scans) => (saved = [...scans]) };
  const send = async (scan: Scan): Promise<'done' | 'again'> => {
    sent.push(scan);
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await Promise.resolve();
    open -= 1;
    return outcomes.shift() ?? 'done';
  };
  const clock = { now: () => now, wait: () => Promise.resolve() };
  const queue = new ScanQueue(send, shelf, clock, () => `id-${String(++ids)}`);
  const add = (raw: string, after = 1000) => {
    now += after;
    return queue.add(raw);
  };
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 4000 && queue.waiting > 0; n += 1) await Promise.resolve();
  };
  return { queue, sent, add, settle, saved: () => saved, mostOpen: () => mostOpen };
}

describe('the queue of scans', () => {
  it('sends them one at a time and in order', async () => {
    const b = bench();
    const codes = Array.from({ length: 200 }, (_, n) => `CODE${String(n)}`);
    codes.forEach((code) => b.add(code, 1));
    await b.settle();
    expect(b.sent.map((s) => s.raw)).toEqual(codes);
    expect(b.mostOpen()).toBe(1);
  });
  it('sends a scan nobody answered again, with the same id, before the next', async () => {
    const b = bench(['again', 'again', 'done']);
    b.add('FIRST');
    b.add('SECOND');
    await b.settle();
    expect(b.sent.map((s) => `${s.id} ${s.raw}`)).toEqual(['id-1 FIRST', 'id-1 FIRST', 'id-1 FIRST', 'id-2 SECOND']);
  });
  // T12: a code that comes twice within 30 ms is one scan.
  it('takes an identical code within its echo once', () => {
    const b = bench();
    expect([b.add('4354210'), b.add('4354210', 30)]).toEqual(['queued', 'echo']);
    expect([b.add('CODE'), b.add('CODE', echo - 1), b.add('CODE', echo)]).toEqual(['queued', 'echo', 'queued']);
  });
  it('takes another code at once', () => {
    const b = bench();
    expect([b.add('CODE'), b.add('OTHER', 1)]).toEqual(['queued', 'queued']);
  });
  it('keeps what is not recorded yet, and sends it after a reload', async () => {
    const kept = [{ id: 'old', raw: 'LEFT', at: 1 }];
    const b = bench([], kept);
    await Promise.all([b.queue.run(), b.settle()]);
    expect(b.sent).toEqual(kept);
    expect(b.saved()).toEqual([]);
  });
  it('refuses more than it can hold', () => {
    const b = bench();
    const outcomes = Array.from({ length: bound + 1 }, (_, n) => b.add(`C${String(n)}`));
    expect(outcomes.at(-1)).toBe('full');
    expect(b.queue.waiting).toBe(bound);
  });
});
