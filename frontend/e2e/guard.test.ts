import { afterAll, beforeAll, expect, test } from 'vitest';
import { Shop } from './shop';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop.close());

test.each(['/', '/index.html', '/api/events'])('nobody gets %s without the token', async (path) => {
  const answer = await fetch(shop.served.origin + path);
  expect(answer.status).toBe(401);
  expect(await answer.text()).not.toContain(shop.served.token);
});

test('a call without the token, or with another, is refused', async () => {
  const call = `${shop.served.origin}/api/Orders/List`;
  const body = JSON.stringify([{ view: 'all', search: '', source: '', after: '', limit: 1 }]);
  expect((await fetch(call, { method: 'POST', body })).status).toBe(401);
  const headers = { Authorization: 'Bearer nothing' };
  expect((await fetch(call, { method: 'POST', body, headers })).status).toBe(401);
  expect((await fetch(`${shop.served.origin}/?token=nothing`)).status).toBe(401);
});

test('a page may load nothing from elsewhere, and its scripts only from the program', async () => {
  const answer = await fetch(shop.served.address);
  expect(answer.status).toBe(200);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(await answer.text()).not.toMatch(/https?:\/\//);
});

test('the token leaves the address bar at once', async () => {
  const page = await shop.page();
  expect(page.url()).not.toContain(shop.served.token);
  expect(shop.quiet()).toBe('');
});
