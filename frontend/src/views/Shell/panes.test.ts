import { beforeEach, describe, expect, it } from 'vitest';
import { nextPane } from './panes';

describe('the next pane', () => {
  beforeEach(() => {
    Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body });
    document.body.innerHTML = `<nav data-pane><a id="rail" href="#/today">Today</a></nav>
      <div data-pane><button id="away" tabindex="-1">Not by Tab</button><button id="board">Card</button></div>
      <section data-pane>Nothing to do here.</section>
      <section data-pane><input id="form" /></section>`;
  });
  const at = (): string => document.activeElement?.id ?? '';
  const walk = (by: number): string[] =>
    Array.from({ length: 4 }, () => {
      nextPane(by);
      return at();
    });
  it('is the one after, past what takes no focus, and round', () => {
    expect(walk(1)).toEqual(['rail', 'board', 'form', 'rail']);
  });
  it('is the one before, the other way round', () => {
    expect(walk(-1)).toEqual(['form', 'board', 'rail', 'form']);
  });
  it('is none where there is none', () => {
    document.body.innerHTML = '<section data-pane>Nothing.</section>';
    expect(nextPane(1)).toBe(false);
  });
});
