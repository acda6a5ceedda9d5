package app

import (
	"context"
	"fmt"
)

// signInJob is the name under which a sign-in can be given up.
const signInJob = "sign_in"

// signingIn is a sign-in that waits for a person at their provider's page.
type signingIn struct {
	mailbox string
	ended   chan struct{} // closed at its end, when the rest is true
	test    MailTest
	err     error
}

// SignIn begins to sign in to a mailbox at its provider, in the place of a sign-in that was begun before, and says what the
// person has to do there. SignedIn waits for what came of it; when it ended at once, there is no page to open.
func (m *Mailboxes) SignIn(ask MailSignIn) (step MailSignInStep, err error) {
	defer m.app.guard("Mailboxes.SignIn", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return step, err
	}
	if err := m.app.endSignIn(ctx); err != nil {
		return step, err
	}
	ctx, done := m.app.job(ctx, signInJob)
	s, told := &signingIn{mailbox: ask.Mailbox, ended: make(chan struct{})}, make(chan SignInStep, 1)
	m.app.setSigning(s)
	go func() {
		defer close(s.ended)
		defer done()
		defer m.app.guard("Mailboxes.SignIn", &s.err)
		how := SignInAsk{ByCode: ask.ByCode, ClientSecret: ask.ClientSecret, Authorize: ask.Authorize, Device: ask.Device}
		s.test, s.err = m.app.SignIn(ctx, ask.Mailbox, how, func(step SignInStep) {
			select {
			case told <- step:
			default: // it was told
			}
		})
	}()
	select {
	case t := <-told:
		return MailSignInStep(t), nil
	case <-s.ended:
		return step, s.err
	}
}

// SignedIn waits until a sign-in that was begun has ended, and says what stood in its way. Whether the mailbox takes what was
// granted is seen by trying it out.
func (m *Mailboxes) SignedIn(mailbox string) (t MailTest, err error) {
	defer m.app.guard("Mailboxes.SignedIn", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return t, err
	}
	s := m.app.signing(mailbox)
	if s == nil {
		return t, fail("no-sign-in", fmt.Sprintf("nobody signs in to %s now: begin anew", mailbox), mailbox)
	}
	select {
	case <-s.ended:
		return s.test, s.err
	case <-ctx.Done():
		return t, ctx.Err()
	}
}

// endSignIn gives up a sign-in that is under way, and waits until it is over.
func (a *App) endSignIn(ctx context.Context) error {
	s := a.signing("")
	if s == nil {
		return nil
	}
	a.Imports().Cancel(signInJob)
	select {
	case <-s.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// signing is the sign-in that was begun last, if it was to that mailbox; "" is any.
func (a *App) signing(mailbox string) *signingIn {
	a.mu.Lock()
	defer a.mu.Unlock()
	if s := a.signin; s != nil && (mailbox == "" || s.mailbox == mailbox) {
		return s
	}
	return nil
}

func (a *App) setSigning(s *signingIn) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.signin = s
}
