import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import App from '../src/App.svelte';
import { fake, refusal, type Answers, type Fake } from '../src/lib/desktop/fake';
import { mailboxes, mailFetch, mailTest } from '../src/lib/desktop/fake/mail';
import type { MailboxForm } from '../src/lib/desktop/types';
import { Desk } from '../src/lib/state/desk.svelte';
import { MailboxesState } from '../src/lib/state/mailboxes.svelte';
import { addressOf } from '../src/lib/state/route.svelte';

/** open shows the Settings over a fake, at the mailboxes. */
function open(answers: Answers = {}): Fake {
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
  window.location.hash = addressOf('settings', '', { show: 'mailboxes' });
  const desktop = fake(answers);
  render(App, { desk: new Desk(desktop) });
  return desktop;
}
const calls = (desktop: Fake, name: string): unknown[][] =>
  desktop.called.filter((c) => c.name === name).map((c) => c.args);
const form = (desktop: Fake, name: string): MailboxForm | undefined => calls(desktop, name).at(-1)?.[0] as MailboxForm;
const panel = () => screen.findByRole('region', { name: 'Mailboxes' });
describe('the mailboxes', () => {
  it('say how reading goes, and what a server wants', async () => {
    open();
    const boxes = await panel();
    expect(await within(boxes).findByRole('row', { name: /tracking@ .*812 2 96/ })).toBeTruthy();
    expect(within(boxes).getByText(/Application-specific password required/)).toBeTruthy();
  });
  it('are empty at first, and say what to do', async () => {
    open({ 'Mailboxes.List': () => ({ ...mailboxes, mailboxes: [] }) });
    expect(await screen.findByText(/No mailbox is read yet/)).toBeTruthy();
  });
  it('say when they could not be listed, and are asked again', async () => {
    let broken = true;
    open({ 'Mailboxes.List': () => (broken ? refusal('busy')() : mailboxes) });
    const alert = await screen.findByRole('alert', { name: /the mailboxes could not be fetched/ });
    broken = false;
    await userEvent.click(within(alert).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('row', { name: /tracking@/ })).toBeTruthy();
  });
  it('are fetched on demand, and say what came', async () => {
    const desktop = open({ 'Mailboxes.Fetch': () => ({ ...mailFetch, mails: 5, known: 1, notices: 3, unread: 1 }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Fetch from tracking@' }));
    expect(await screen.findByText('4 new mails: 3 notices read, 1 for review')).toBeTruthy();
    expect(calls(desktop, 'Mailboxes.Fetch')).toEqual([['m1']]);
  });
  it('are forgotten only when that is said twice', async () => {
    const desktop = open();
    const button = await screen.findByRole('button', { name: /^Forget tracking@/ });
    await userEvent.click(button);
    expect(calls(desktop, 'Mailboxes.Remove')).toEqual([]);
    await userEvent.click(button);
    await waitFor(() => expect(calls(desktop, 'Mailboxes.Remove')).toEqual([['m1']]));
  });
  it('are paused without sending a password back', async () => {
    const desktop = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Pause tracking@' }));
    await waitFor(() =>
      expect(form(desktop, 'Mailboxes.Save')).toMatchObject({ id: 'm1', paused: true, password: '' }),
    );
  });
});

describe('a mailbox that is set up', () => {
  it('is known by its address', async () => {
    const state = new MailboxesState(fake());
    await state.view.again();
    state.edit(null);
    Object.assign(state.draft ?? {}, { user: 'Shop@Gmail.com' });
    state.guess();
    expect(state.draft).toMatchObject({ preset: 'gmail', host: 'imap.gmail.com', login: 'password', password: '' });
    Object.assign(state.draft ?? {}, { user: 'shop@elsewhere.example', host: 'imap.own.example' });
    state.guess();
    expect(state.draft?.host).toBe('imap.own.example');
  });
  it('is tried out, and kept with the folders chosen', async () => {
    const desktop = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Change tracking@' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Test' }));
    expect(await screen.findByText(/It works. Choose the folders/)).toBeTruthy();
    await userEvent.click(screen.getByLabelText(/Sent/));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(form(desktop, 'Mailboxes.Save')?.folders).toEqual(['INBOX', 'Carriers', 'Sent']));
    await waitFor(() => expect(document.querySelector('dialog')).toBeNull());
  });
  it('says at each field what is missing before a server is asked', async () => {
    const desktop = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Add a mailbox' }));
    const dialog = await screen.findByRole('dialog');
    const field = (name: string): HTMLElement => within(dialog).getByLabelText(name);
    expect(field('Server').getAttribute('aria-invalid')).toBeNull();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Test' }));
    await waitFor(() => expect(document.activeElement).toBe(field('Address')));
    const says = (name: string): string =>
      document.getElementById(field(name).getAttribute('aria-describedby') ?? '')?.textContent ?? '';
    expect([says('Address'), says('Server'), says('Password')]).toEqual([
      'A mailbox needs a user: mostly the whole address.',
      'Enter the server, such as imap.example.org.',
      'Enter the password.',
    ]);
    await userEvent.type(field('Server'), 'imap.example.org');
    expect(field('Server').getAttribute('aria-invalid')).toBeNull();
    expect([...calls(desktop, 'Mailboxes.Test'), ...calls(desktop, 'Mailboxes.Save')]).toEqual([]);
  });
  it('says plainly why it cannot be read', async () => {
    open({ 'Mailboxes.Test': () => ({ ok: false, fault: 'app-password', says: 'not this one', folders: [] }) });
    await userEvent.click(await screen.findByRole('button', { name: 'Change tracking@' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Test' }));
    const dialog = screen.getByRole('dialog');
    expect(await within(dialog).findByText('The server says: “not this one”')).toBeTruthy();
  });
  it('has its folders to choose from where a chosen one is not there', async () => {
    const desktop = open({
      'Mailboxes.Test': () => ({
        ...mailTest,
        ok: false,
        fault: 'folder-missing',
        says: 'Unknown Mailbox: Carriers',
        folders: mailTest.folders.filter((f) => f.name !== 'Carriers'),
      }),
    });
    await userEvent.click(await screen.findByRole('button', { name: 'Change tracking@' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Test' }));
    const dialog = screen.getByRole('dialog');
    await userEvent.click(await within(dialog).findByLabelText(/Carriers is not there/));
    await userEvent.click(within(dialog).getByLabelText(/Sent/));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(form(desktop, 'Mailboxes.Save')?.folders).toEqual(['INBOX', 'Sent']));
  });
  it('stays open when it cannot be saved', async () => {
    open({ 'Mailboxes.Save': refusal('bad-mailbox') });
    await userEvent.click(await screen.findByRole('button', { name: 'Change tracking@' }));
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByText(/That did not work/)).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });
});

describe('signing in to a mailbox at its provider', () => {
  const tokens = {
    ...mailboxes,
    mailboxes: mailboxes.mailboxes.map((m) => ({ ...m, login: m.preset === 'gmail' ? 'xoauth2' : 'password' })),
  };
  const listed = { 'Mailboxes.List': () => tokens };
  const dialog = () => screen.findByRole('dialog', { name: 'Sign in to office@gmail' });
  async function begin(answers: Answers): Promise<Fake> {
    const desktop = open({ ...listed, ...answers });
    await userEvent.click(
      (await screen.findAllByRole('button', { name: 'Sign in to office@gmail' }))[0] as HTMLElement,
    );
    await userEvent.click(within(await dialog()).getByRole('button', { name: /^Sign in/ }));
    return desktop;
  }
  it('is offered where tokens open it, and nowhere else', async () => {
    open(listed);
    expect(await screen.findAllByRole('button', { name: /^Sign in to/ })).toHaveLength(1);
  });
  it('waits for the person at the provider’s page, tries the mailbox out, and says that it opens', async () => {
    let agree: (() => void) | undefined;
    const desktop = await begin({
      'Mailboxes.SignedIn': () =>
        new Promise((done) => (agree = () => done({ ok: false, fault: '', says: '', folders: [] }))),
    });
    const link = await within(await dialog()).findByRole('link', { name: /Open the page/ });
    expect(link.getAttribute('href')).toBe('https://accounts.example/agree');
    await waitFor(() => expect(document.activeElement).toBe(link));
    agree?.();
    expect(await screen.findByText('Signed in as marlow.office@gmail.com, and the mailbox opens.')).toBeTruthy();
    expect(calls(desktop, 'Mailboxes.SignIn')).toEqual([
      [{ mailbox: 'm2', by_code: false, client_secret: '', authorize: '', device: '' }],
    ]);
    expect(calls(desktop, 'Mailboxes.Test')).toHaveLength(1);
  });
  it('is given up, and then waits for nobody', async () => {
    const desktop = await begin({ 'Mailboxes.SignedIn': () => new Promise(() => undefined) });
    await within(await dialog()).findByText(/Waiting for you/);
    await userEvent.click(within(await dialog()).getByRole('button', { name: /^Cancel/ }));
    expect(calls(desktop, 'Imports.Cancel')).toEqual([['sign_in']]);
    expect(within(await dialog()).getByRole('button', { name: /^Sign in/ })).toBeTruthy();
  });
  it('says in plain words why the provider let nobody in, and is tried again', async () => {
    const refused = { ok: false, fault: 'sign-in-refused', says: 'access_denied', folders: [] };
    await begin({ 'Mailboxes.SignedIn': () => refused });
    expect(await screen.findByText(/did not let this program into the mailbox/)).toBeTruthy();
    expect(within(await dialog()).getByRole('button', { name: /^Try again/ })).toBeTruthy();
  });
  it('shows no page that is none', async () => {
    await begin({
      'Mailboxes.SignIn': () => ({ page: 'javascript:alert(1)', code: 'AB-CD' }),
      'Mailboxes.SignedIn': () => new Promise(() => undefined),
    });
    expect(await screen.findByText('AB-CD')).toBeTruthy();
    expect(within(await dialog()).queryByRole('link')).toBeNull();
  });
});
