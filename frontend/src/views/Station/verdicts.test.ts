import { expect, it } from 'vitest';
import type { ScanVerdict } from '$lib/desktop/types';
import { verdictAbout } from './verdicts';

const wrong = {
  verdict: 'refused',
  code: 'wrong-item',
  raw: '2000000510002',
  item: '',
  parcel: 'PW7GJMUNT8',
  order: 'MH-1',
};

it('names a wrong item by what was scanned, never by the parcel on the bench', () => {
  expect(verdictAbout(wrong as ScanVerdict)).toBe('You scanned: 2000000510002');
  expect(verdictAbout({ ...wrong, item: 'Glass vase' } as ScanVerdict)).toBe('You scanned: Glass vase');
});
