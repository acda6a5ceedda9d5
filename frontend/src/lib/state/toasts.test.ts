import { describe, expect, it, vi } from 'vitest';
import { Toasts } from './toasts.svelte';

const told = { icon: 'okl', tone: 'ok-c', title: '', text: '' } as const;
const offer = (run: () => void) => ({ label: 'Undo', run });

describe('a toast that offers to take something back', () => {
  it('goes when that is taken back elsewhere, and no other does', () => {
    const toasts = new Toasts();
    toasts.add({ ...told, title: 'first', about: 'ruling:1', action: offer(() => undefined) });
    toasts.add({ ...told, title: 'second', about: 'ruling:2', action: offer(() => undefined) });
    toasts.settle('ruling:2');
    expect(toasts.shown.map((t) => t.title)).toEqual(['first']);
  });
  it('is asked by the key for it, also when it shows no more, and once', () => {
    vi.useFakeTimers();
    const toasts = new Toasts();
    const undo = vi.fn();
    toasts.add({ ...told, about: 'unread:7', action: offer(undo) });
    toasts.add({ ...told, title: 'something else' });
    vi.advanceTimersByTime(60_000);
    expect(toasts.shown).toEqual([]);
    expect([toasts.takeBack(), toasts.takeBack()]).toEqual([true, false]);
    expect(undo).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
  it('is not asked for what was taken back already, or was done on another screen', () => {
    const toasts = new Toasts();
    toasts.add({ ...told, about: 'unread:7', action: offer(() => undefined) });
    toasts.settle('unread:7');
    expect(toasts.takeBack()).toBe(false);
    toasts.add({ ...told, about: 'run:R1', action: offer(() => undefined) });
    toasts.leave();
    expect(toasts.takeBack()).toBe(false);
  });
});
