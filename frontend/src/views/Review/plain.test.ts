import { expect, test } from 'vitest';
import { plain } from './plain';

test.each([
  ['^ UPS Update: [Your] (Package|Parcel)[s] [Was|Were] delivered', 'UPS Update: Your Packages Was delivered'],
  ['{driver} (has|is on the way with) (your|the) parcels', 'driver has your parcels'],
  ['driver|courier|postman', 'driver'],
  ['a ((b|c) d|e)', 'a b d'],
  ['Your package was delivered', 'Your package was delivered'],
  ['(a', '(a'],
  ['', ''],
])('the pattern %s is read as %s', (pattern, words) => {
  expect(plain(pattern)).toBe(words);
});
