import { expect, test, vi } from 'vitest';
import { placeOf } from '$lib/state/route.svelte';
import { arrivals } from './arrive';

test('whoever comes to a part of the screen is brought there once', () => {
  document.body.innerHTML = '<section id="mailboxes" tabindex="-1"></section><input id="other" />';
  const part = document.getElementById('mailboxes') as HTMLElement;
  part.scrollIntoView = vi.fn();
  const arrive = arrivals('mailboxes');
  arrive(placeOf('#/settings'));
  expect(part.scrollIntoView).not.toHaveBeenCalled();
  const place = placeOf('#/settings?show=mailboxes');
  arrive(place);
  expect(document.activeElement).toBe(part);
  document.getElementById('other')?.focus();
  arrive(place); // what is shown was read anew
  expect(part.scrollIntoView).toHaveBeenCalledTimes(1);
  expect(document.activeElement?.id).toBe('other');
  arrive(placeOf('#/settings?show=mailboxes'));
  expect(document.activeElement).toBe(part);
});
