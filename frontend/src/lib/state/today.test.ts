import { describe, expect, it } from 'vitest';
import { fake } from '$lib/desktop/fake';
import { TodayState } from './today.svelte';

async function opened(answers = {}) {
  const desktop = fake(answers);
  const today = new TodayState(desktop);
  await today.again();
  return { desktop, today };
}

describe('the queue', () => {
  it('acts on what is marked, else on what the cursor is on', async () => {
    const { desktop, today } = await opened();
    const [first, second] = today.rows;
    await today.take();
    today.mark(0);
    today.mark(1);
    today.select(3);
    await today.wait('2026-05-28', 'carrier');
    const acts = desktop.called.filter((c) => /Take|Wait/.test(c.name)).map((c) => c.args);
    expect(acts).toEqual([[[first?.task]], [[first?.task, second?.task], '2026-05-28', 'carrier']]);
    expect(today.marks).toBe(0);
  });
  it('steps on nothing that the cursor is not on', async () => {
    const { today } = await opened();
    today.mark(0);
    today.select(3);
    expect(today.stepped?.map((t) => t.task)).toEqual([today.rows[3]?.task]);
    today.select(0);
    expect(today.stepped?.map((t) => t.step)).toEqual([today.rows[0]?.step]);
  });
  it('shows one owner alone, and everybody again', async () => {
    const { today } = await opened();
    const all = today.rows.length;
    today.only('returns');
    expect(new Set(today.rows.map((t) => t.owner))).toEqual(new Set(['returns']));
    today.only('returns');
    expect(today.rows.length).toBe(all);
  });
  it('reopens what a person ended, and nothing that cleared by itself', async () => {
    const { desktop, today } = await opened();
    today.show('ended');
    await today.again();
    const [ended, cleared] = [
      today.rows.findIndex((t) => t.state === 'resolved'),
      today.rows.findIndex((t) => t.state === 'auto_cleared'),
    ];
    today.select(cleared);
    expect(today.reopenable).toBe(false);
    today.select(ended);
    expect(today.reopenable).toBe(true);
    const id = today.rows[ended]?.task;
    await today.reopen();
    expect(desktop.called.filter((c) => c.name === 'Today.Reopen').map((c) => c.args)).toEqual([[[id], '']]);
  });
  it('fetches what waits only when it is asked for', async () => {
    const { desktop, today } = await opened();
    expect(desktop.called.some((c) => c.name === 'Today.Queue')).toBe(false);
    today.show('waiting');
    await today.again();
    expect(today.rows.every((t) => t.state === 'waiting')).toBe(true);
    expect(today.counted('waiting')).toBe(2);
  });
});
