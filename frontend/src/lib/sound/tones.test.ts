import { describe, expect, it } from 'vitest';
import { lengthOf, toneNames, toneOf, tones } from './tones';

describe('the eight tones', () => {
  it('are eight', () => expect(toneNames).toHaveLength(8));
  it('are told apart by rhythm: no two share their lengths', () => {
    const rhythms = toneNames.map((name) => tones[name].map((b) => (b.hertz > 0 ? b.ms : -b.ms)).join(' '));
    expect(new Set(rhythms).size).toBe(8);
  });
  it.each(toneNames)('%s is over within a second, so that the next scan is not waited for', (name) => {
    expect(lengthOf(name)).toBeGreaterThan(0);
    expect(lengthOf(name)).toBeLessThanOrEqual(1000);
  });
  it('sound like an unknown code when the name is not known', () => {
    expect(toneOf('wrong_carrier')).toBe('wrong_carrier');
    expect(toneOf('thunder')).toBe('unknown');
  });
});
