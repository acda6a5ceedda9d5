import { beforeEach, describe, expect, it } from 'vitest';
import { fake, refusal } from '$lib/desktop/fake';
import { lying } from '$lib/desktop/fake/drops';
import type { WaitingFile, WaitingQuery } from '$lib/desktop/types';
import { DropsState, fileOf, refusedFile } from './drops.svelte';

const waiting = lying.files[0] as WaitingFile;

describe('what lies in watched folders', () => {
  let desktop: ReturnType<typeof fake>;
  let drops: DropsState;
  beforeEach(async () => {
    desktop = fake();
    drops = new DropsState(desktop);
    await drops.lying.again();
  });

  it('means every file that can be let in, until some are marked', () => {
    expect(drops.meant.map((f) => f.id)).toEqual(['w1', 'w2']);
    drops.mark('w2');
    expect(drops.meant.map((f) => f.id)).toEqual(['w2']);
    drops.mark('w3'); // nobody knows it: it cannot be let in as it is
    expect(drops.meant.map((f) => f.id)).toEqual(['w2']);
    drops.mark('w2');
    expect(drops.meant.map((f) => f.id)).toEqual(['w1', 'w2']);
  });

  it('comes by pages, and stays as long as it is when it is brought up to date', async () => {
    const all = Array.from({ length: 730 }, (_, n) => ({ ...waiting, id: `w${String(n)}` }));
    const paged = fake({
      'Drops.Waiting': ({ after, limit }: WaitingQuery) => {
        const from = Number(after);
        const next = from + limit < all.length ? String(from + limit) : '';
        return { files: all.slice(from, from + limit), next, total: all.length, refused: [] };
      },
    });
    const long = new DropsState(paged);
    const shown = (): number => long.lying.value?.files.length ?? 0;
    await long.lying.again();
    expect(shown()).toBe(100);
    for (let n = 0; n < 9; n++) await long.more(); // two more than there are pages
    expect(shown()).toBe(730);
    await long.lying.again();
    expect(new Set(long.lying.value?.files.map((f) => f.id)).size).toBe(730);
  });

  it('forgets the marks when they were let in', async () => {
    drops.mark('w2');
    const took = await drops.take(drops.meant);
    expect(took).toHaveLength(1);
    expect(desktop.called.filter((c) => c.name === 'Drops.Take').map((c) => c.args)).toEqual([[['w2']]]);
    expect([drops.marked.size, drops.taking]).toEqual([0, false]);
  });

  it('is looked at by its id, never by a path', () => {
    const [first] = drops.lying.value?.files ?? [];
    const [refused] = drops.lying.value?.refused ?? [];
    expect(first && fileOf(first)).toMatchObject({
      path: '',
      lying: 'waiting:w1',
      name: 'orders_export_2026-05-21.csv',
    });
    expect(refused && refusedFile(refused)).toMatchObject({
      path: '',
      lying: 'refused:7',
      name: 'shipments-20-may.rejected.xlsx',
    });
  });

  it('sets up a folder with what is kept of it, and keeps it when it cannot be saved', async () => {
    const refusing = new DropsState(fake({ 'Drops.Save': refusal('drop-no-folder', '/x') }));
    await refusing.view.again();
    refusing.edit(refusing.view.value?.folders[2] ?? null);
    expect(refusing.draft).toMatchObject({ id: 'd3', path: '/mnt/warehouse/export', done: '/mnt/warehouse/imported' });
    await expect(refusing.save()).rejects.toBeDefined();
    expect(refusing.draft).not.toBeNull();
  });
});
