import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { review } from '../src/lib/desktop/fake/carriers';
import { unread } from '../src/lib/desktop/fake/work';
import { Desk } from '../src/lib/state/desk.svelte';
import { addressOf } from '../src/lib/state/route.svelte';
import { sectionOf } from '../src/views/Today/step';

/** open shows the review over a fake. */
function open(answers: Answers = {}, asks: Record<string, string> = {}): Fake {
  window.location.hash = addressOf('review', '', asks);
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  return desktop;
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
const nothing: Answers = {
  'Imports.Unread': () => [],
  'Imports.Unmatched': () => [],
  'Carriers.Unmapped': () => [],
  'Review.Show': () => ({ ...review, senders: [], feeds: [] }),
};

describe('the review', () => {
  it('counts what waits, there and in the navigation', async () => {
    open();
    const sections = await screen.findByRole('navigation', { name: 'What waits' });
    await within(sections).findByRole('link', { name: 'Mails and barcodes 2' });
    for (const name of ['Codes and wordings 2', 'Senders 2', 'Feeds 1']) {
      expect(await within(sections).findByRole('link', { name })).toBeTruthy();
    }
    const way = document.querySelector('nav.rail a[href="#/review"]');
    await waitFor(() => expect(way?.textContent.replaceAll(/\s+/g, ' ')).toMatch(/6 ?things wait for a meaning/));
  });
  it('opens where something waits, and says when nothing does', async () => {
    open({ ...nothing, 'Review.Show': () => ({ ...review, senders: [] }) });
    expect(await screen.findByRole('heading', { name: 'Feeds that fell silent' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Import its newest file' })).toBeTruthy();
  });
  it('is calm when everything was understood', async () => {
    open(nothing);
    expect(await screen.findByRole('region', { name: 'Everything that came in was understood.' })).toBeTruthy();
  });
  it('shows a sender that writes anew', async () => {
    open({}, { show: 'senders' });
    expect(await screen.findByRole('row', { name: /northline seems to write anew 4 31/i })).toBeTruthy();
    expect(screen.getByRole('row', { name: /nobody known 1 0/ })).toBeTruthy();
  });
  it('teaches a code in one step', async () => {
    const desktop = open({}, { show: 'codes' });
    await screen.findByRole('heading', { name: 'Codes and wordings nobody understands' });
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await userEvent.selectOptions(await screen.findByLabelText('Where the parcel is'), 'moving');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText(/orders would change/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(calls(desktop, 'Carriers.Teach')).toMatchObject([[[{ carrier: 'gls', code: 'ZZ9' }]]]));
  });
  it('is where the tasks of it lead', () => {
    expect(['unread_notice', 'unread_scan', 'unmapped_wording', 'notice_drift', 'feed_stale'].map(sectionOf)).toEqual([
      'mails',
      'mails',
      'codes',
      'senders',
      'feeds',
    ]);
  });
});

describe('a mail that nobody could read', () => {
  it('stands beside the list with its text and the nearest known words', async () => {
    open();
    const reading = await screen.findByRole('region', { name: 'Tendered to interline partner' });
    expect(await within(reading).findByText(/61 % like/)).toBeTruthy();
    expect(within(reading).getByText(/PRO 0000418220 tendered/)).toBeTruthy();
    screen.getByRole('row', { name: /Tendered/ }).focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await screen.findByRole('region', { name: '3700000000370' })).toBeTruthy();
  });
  it('is taught in one step, and the same is taken back by one', async () => {
    const desktop = open();
    await screen.findByText(/61 % like/);
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'What does this mail say?' });
    await waitFor(() =>
      expect(within(dialog).getByLabelText<HTMLInputElement>('Words').value).toContain('gladly brought'),
    );
    expect(within(dialog).getByLabelText<HTMLSelectElement>('It means').value).toBe('delivered');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(calls(desktop, 'Imports.TeachNotice')).toEqual([
      [
        'U1',
        { lang: 'en', place: 'body', means: 'delivered', words: 'Your package has been gladly brought {occurred}' },
      ],
    ]);
    expect(await screen.findByText('1 mail read again, 1 fact recorded.')).toBeTruthy();
    await userEvent.keyboard('{Control>}z{/Control}');
    expect(calls(desktop, 'Imports.Reopen')).toEqual([['U1']]);
    await waitFor(() => expect(screen.queryByText('1 mail read again, 1 fact recorded.')).toBeNull()); // it has said all
  });
  it.each([40, 59])('offers no meaning of words that are hardly like it: %d of a hundred', async (share) => {
    const near = {
      place: 'subject',
      text: 'Tendered to interline partner',
      words: 'Tendered to interline partner',
      row: 'ups/delivered',
      lang: 'en',
      known: 'package delivered',
      means: 'delivered',
      share,
      lacks: ['delivered'],
      instead: [],
    };
    const desktop = open({
      'Imports.Nearest': () => ({ sender: 'ups', sentences: [near], from: '', carriers: [], text: '' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /^Say what it/ }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/Tendered to interline partner/);
    expect(within(dialog).getByLabelText<HTMLSelectElement>('It means').value).toBe('');
    await userEvent.click(within(dialog).getByRole('button', { name: /^Keep/ }));
    expect(calls(desktop, 'Imports.TeachNotice')).toEqual([]);
  });
  it('cannot be taught without words and what they mean', async () => {
    const desktop = open({
      'Imports.Nearest': () => ({ sender: 'ups', sentences: [], from: '', carriers: [], text: '' }),
    });
    await userEvent.click(await screen.findByRole('button', { name: /Say what it is/ }));
    expect(await screen.findByText(/Write the words yourself/)).toBeTruthy();
    const keep = screen.getByRole('button', { name: /^Keep/ });
    expect(keep.getAttribute('aria-disabled')).toBe('true');
    await userEvent.type(screen.getByLabelText('Words'), 'gladly brought', { delay: 60 });
    expect(keep.getAttribute('aria-disabled')).toBe('true');
    await userEvent.selectOptions(screen.getByLabelText('It means'), 'never');
    expect(keep.getAttribute('aria-disabled')).toBeNull();
    expect(calls(desktop, 'Imports.TeachNotice')).toEqual([]);
  });
  it('is said to be a carrier’s that writes from a new address', async () => {
    const help = {
      sender: '',
      sentences: [],
      from: 'news@dhl-service.example',
      carriers: ['dhl', 'ups'],
      text: 'Ihr Paket ist da.',
    };
    let taught = false; // from then on the list shows another mail
    const desktop = open({
      'Imports.Nearest': () => (taught ? { ...help, sender: 'dhl', from: '' } : help),
      'Imports.Unread': () => (taught ? unread.slice(1) : unread),
      'Imports.TeachSender': () => {
        taught = true;
        return { read: 3, events: 3, run: 'R000434' };
      },
    });
    expect(await screen.findByText(/Nobody known writes from news@dhl-service.example/)).toBeTruthy();
    expect(screen.getByText('Ihr Paket ist da.')).toBeTruthy(); // as it reads, not as it was sent
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Which carrier writes from here?' });
    await userEvent.keyboard('{Control>}{Enter}{/Control}'); // whose it is was not said
    expect(calls(desktop, 'Imports.TeachSender')).toEqual([]);
    await userEvent.click(within(dialog).getByRole('button', { name: 'dhl-service.example' }));
    await userEvent.selectOptions(within(dialog).getByLabelText('Carrier'), 'DHL');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Imports.TeachSender')).toEqual([
        ['U1', { carrier: 'dhl', address: 'dhl-service.example', new: false }],
      ]),
    );
    expect(await screen.findByText('3 mails read again, 3 facts recorded.')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull(); // nor another one about it
  });
  it('is said to be of a carrier that is in no list, by its name', async () => {
    const help = {
      sender: '',
      sentences: [],
      from: 'ops@northline.example',
      carriers: ['dhl', 'ups'],
      text: 'Picked up.',
    };
    const desktop = open({ 'Imports.Nearest': () => help });
    expect(await screen.findByText('Picked up.')).toBeTruthy();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    const dialog = await screen.findByRole('dialog', { name: 'Which carrier writes from here?' });
    await userEvent.selectOptions(within(dialog).getByLabelText('Carrier'), 'Another one, which is not in this list');
    await userEvent.keyboard('{Control>}{Enter}{/Control}'); // how it is called was not said
    expect(calls(desktop, 'Imports.TeachSender')).toEqual([]);
    await userEvent.type(within(dialog).getByLabelText('How is it called?'), 'Northline Freight');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(calls(desktop, 'Imports.TeachSender')).toEqual([
        ['U1', { carrier: 'Northline Freight', address: 'ops@northline.example', new: true }],
      ]),
    );
  });
  it('was taught something, which is listed and taken back', async () => {
    const desktop = open({}, { show: 'senders' });
    await userEvent.click(await screen.findByRole('button', { name: 'Take back dhl-service.example' }));
    await waitFor(() => expect(calls(desktop, 'Imports.Reopen')).toEqual([['U6b1c1b7f7a1d9e02']]));
  });
  it('is nobody’s to teach when no carrier sent it', async () => {
    open({ 'Imports.Nearest': () => ({ sender: '', sentences: [], from: '', carriers: [], text: '' }) });
    expect(await screen.findByText(/No known carrier sent it/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Say what it is/ }));
    const keep = await screen.findByRole('button', { name: /^Keep/ });
    await waitFor(() =>
      expect(keep.getAttribute('title')).toBe('It does not say who wrote it: nothing can be taught.'),
    );
  });
  it('stays a question when the words do not read it, and the dialog stays open', async () => {
    open({ 'Imports.TeachNotice': refusal('still-unread', 'no number') });
    await screen.findByText(/61 % like/);
    await userEvent.click(screen.getByRole('button', { name: /Say what it is/ }));
    await screen.findByText(/61 % like/, { selector: 'dialog *' });
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/That did not work/)).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
  it('is put aside, and comes back', async () => {
    const desktop = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Dismiss' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect([calls(desktop, 'Imports.Dismiss'), calls(desktop, 'Imports.Reopen')]).toEqual([[['U1']], [['U1']]]);
  });
});
