import { describe, expect, it } from 'vitest';
import { Drawn, drawnAtOnce } from './drawn.svelte';

describe('a long list', () => {
  it('draws more when the keys or the scroll come near the end of what is drawn', () => {
    const drawn = new Drawn();
    drawn.moved(20);
    drawn.scrolled({ scrollHeight: 5000, scrollTop: 0, clientHeight: 500 });
    expect(drawn.rows).toBe(drawnAtOnce);
    drawn.moved(drawnAtOnce - 1);
    expect(drawn.rows).toBe(2 * drawnAtOnce);
    drawn.scrolled({ scrollHeight: 5000, scrollTop: 4200, clientHeight: 500 });
    expect(drawn.rows).toBe(3 * drawnAtOnce);
    drawn.again();
    expect(drawn.rows).toBe(drawnAtOnce);
  });
});
