import { describe, expect, it } from 'vitest';
import { fake } from '$lib/desktop/fake';
import { KPIsState } from './kpis.svelte';

const counted = { job: 'kpi', code: 'counting', done: 500, total: 2000 };

describe('the first count of a large shop', () => {
  it('says how far it is until the figures are there', async () => {
    const kpis = new KPIsState(fake());
    kpis.hear({ ...counted, job: 'authority' });
    expect(kpis.progress).toBeNull();
    kpis.hear(counted);
    expect(kpis.progress).toEqual(counted);
    await kpis.view.again();
    expect(kpis.progress).toBeNull();
  });
  it('is stopped by its name', async () => {
    const desktop = fake();
    const kpis = new KPIsState(desktop);
    kpis.hear(counted);
    await kpis.stop();
    expect(desktop.called.filter((c) => /cancel/i.test(c.name)).map((c) => c.args)).toEqual([['kpi']]);
    expect(kpis.progress).toBeNull();
  });
});
