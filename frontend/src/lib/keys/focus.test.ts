import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goRound, keepFocus } from './focus';

const at = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector) as HTMLElement;
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
let stop: () => void;

beforeEach(() => {
  document.body.innerHTML = `<nav><a id="rail" href="#/today">Today</a></nav><main tabindex="-1">
    <section><table><tbody>
      <tr data-row="0" tabindex="0" id="first"><td><button id="paid">Paid</button><button id="refused">Refused</button></td></tr>
      <tr data-row="1" tabindex="-1" id="second"><td><button id="file">File</button></td></tr>
      <tr data-row="2" tabindex="-1" id="third"><td>Nothing to do</td></tr>
    </tbody></table></section>
    <section id="other"><button id="note">Note</button></section></main>`;
  stop = keepFocus(document);
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

// Read a row as: the focus is on <these>, one after the other; when <this> goes, it is on <that>.
const cases: [string, string[], string, string][] = [
  ['the button beside one that is no longer offered', ['#paid'], '#paid', '#refused'],
  ['the row of a button that was its only one', ['#file'], '#file', '#second'],
  ['the row that is last when the last one is worked away', ['#third'], '#third', '#second'],
  ['the row that is left when the one the keys were on is worked away', ['#first'], '#first', '#second'],
  ['the row that took the place of one that is worked away', ['#second'], '#second', '#third'],
  ['what was before when all around it went', ['#paid', '#note'], '#other', '#paid'],
  ['the screen when nothing of it stayed', ['#note'], 'section + section', 'main'],
];

describe('the focus goes to', () => {
  it.each(cases)('%s', async (_, path, gone, want) => {
    for (const step of path) at(step).focus();
    const to = want;
    at(gone).remove();
    await settled();
    expect(document.activeElement).toBe(at(to));
  });
  it('what opened a dialog, also when that is drawn anew', async () => {
    at('#paid').focus();
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<input id="amount" />';
    dialog.setAttribute('open', '');
    document.body.append(dialog);
    at('#amount').focus();
    dialog.remove();
    at('#paid').remove();
    await settled();
    expect(document.activeElement).toBe(at('#refused'));
  });
  it('nowhere else while a dialog is open', async () => {
    at('#paid').focus();
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<p><button id="one">One</button></p><button id="two">Two</button>';
    dialog.setAttribute('open', '');
    document.body.append(dialog);
    at('#one').focus();
    at('#one').remove();
    await settled();
    expect(document.activeElement).toBe(at('#two'));
  });
  it('the screen, and to no link beside it, when the screen is another one', async () => {
    at('#rail').focus();
    at('#note').focus();
    at('main').innerHTML = '<section><button>Other</button></section>';
    await settled();
    expect(document.activeElement).toBe(at('main'));
  });
  it('where a person put it', async () => {
    at('#paid').focus();
    at('#rail').focus();
    at('#paid').remove();
    await settled();
    expect(document.activeElement).toBe(at('#rail'));
  });
});

describe('Tab in a dialog', () => {
  const press = (part: KeyboardEventInit = {}): boolean => {
    const e = new KeyboardEvent('keydown', { key: 'Tab', cancelable: true, ...part });
    goRound(at('section'), e);
    return e.defaultPrevented;
  };
  it('goes from the last to the first, and back', () => {
    at('section').innerHTML =
      '<input id="day"><button id="no" tabindex="-1">No</button><button id="save">Save</button>';
    at('#save').focus();
    expect([press(), document.activeElement]).toEqual([true, at('#day')]);
    expect([press({ shiftKey: true }), document.activeElement]).toEqual([true, at('#save')]);
    at('#day').focus();
    expect([press(), document.activeElement]).toEqual([false, at('#day')]);
  });
});
