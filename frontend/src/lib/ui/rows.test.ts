// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { rowKeys } from './rows';

afterEach(() => document.body.replaceChildren());

function table(opened: number[], moved: number[]): () => void {
  document.body.innerHTML = `<table>${[0, 1, 2].map((n) => `<tr data-row="${n}"><td>${n}</td></tr>`).join('')}</table>`;
  const t = document.querySelector<HTMLElement>('table') ?? document.body;
  for (const row of t.querySelectorAll<HTMLElement>('tr')) row.scrollIntoView = () => undefined;
  return rowKeys(() => ({ onopen: (n) => opened.push(n), onmove: (n) => moved.push(n) }))(t);
}
const press = (key: string): boolean =>
  (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

test('arrows and Enter reach the first table while nothing has the focus', () => {
  const opened: number[] = [];
  const moved: number[] = [];
  const detach = table(opened, moved);
  press('ArrowDown');
  expect(moved).toEqual([0, 1]);
  press('ArrowDown');
  press('Enter');
  expect(opened).toEqual([2]);
  detach();
});

test('keys pressed in a field stay in the field', () => {
  const opened: number[] = [];
  const detach = table(opened, []);
  const field = document.createElement('input');
  document.body.append(field);
  field.focus();
  press('Enter');
  press('ArrowDown');
  expect(document.activeElement).toBe(field);
  expect(opened).toEqual([]);
  detach();
});
