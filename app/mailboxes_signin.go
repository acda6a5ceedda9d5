package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"ordertrail/importers/mail/imap"
	"ordertrail/store"
)

// SignInAsk is how somebody wants to sign in to a mailbox. What is empty is known of the provider.
type SignInAsk struct {
	ByCode       bool   // in another browser, by a code that is typed there
	ClientSecret string // of the registration; the kept one when empty
	Authorize    string // the provider's page
	Device       string // where a code is asked for
}

// SignInStep is what a person has to do to sign in: open Page and, if there is one, type Code there.
type SignInStep struct{ Page, Code string }

// signInPatience is how long somebody may take to sign in.
const signInPatience = 10 * time.Minute

// SignIn lets a person let this program into a mailbox at their provider, and keeps what its tokens are renewed with. tell hears
// what the person has to do. What stands in the way is a fault with words of its own; nothing is kept then.
func (a *App) SignIn(ctx context.Context, id string, ask SignInAsk, tell func(SignInStep)) (t MailTest, err error) {
	box, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Mailbox, error) { return r.Mailbox(ctx, id) })
	if err != nil {
		return t, err
	}
	account, err := accountOf(box)
	if err != nil {
		return t, err
	}
	way, err := a.signInWay(ctx, account, ask)
	if err != nil {
		return t, err
	}
	refresh, err := way.Grant(ctx, imap.Options{Limits: imap.DefaultLimits()}, func(step imap.SignInStep) { tell(SignInStep(step)) })
	if err == nil {
		return t, a.keepGrant(ctx, id, account, mailSecret{For: account.reach(), ClientSecret: way.Secret, RefreshToken: refresh})
	}
	fault, err := asFault(err)
	if fault != nil {
		t.Fault, t.Says = fault.Code, fault.Says
	}
	return t, err
}

// signInWay is how a mailbox's provider lets people in.
func (a *App) signInWay(ctx context.Context, m mailAccount, ask SignInAsk) (imap.SignIn, error) {
	if m.Login != imap.ByToken {
		return imap.SignIn{}, fail("mailbox-no-sign-in", a.say("error.mailbox-no-sign-in", m.User), m.User)
	}
	presets := imap.Presets()
	p := presets[max(0, slices.IndexFunc(presets, func(p imap.Preset) bool { return p.ID == cmp.Or(m.Preset, "other") }))]
	if p.Token != m.TokenURL && p.ID != "other" { // its page would send the code elsewhere
		p.Authorize, p.Device = "", ""
	}
	opens, err := a.keptSecret(ctx, m)
	if ctx.Err() != nil {
		return imap.SignIn{}, err
	}
	opens.ClientSecret = cmp.Or(ask.ClientSecret, opens.ClientSecret) // what is kept and cannot be read is replaced
	way := imap.SignIn{
		Client: m.client(opens), User: m.User, Authorize: cmp.Or(ask.Authorize, p.Authorize), Host: cmp.Or(p.Here, "127.0.0.1"),
		Done: a.say("mail.signed_in_page"), Patience: signInPatience,
		Now: a.config.Now, Random: a.config.Random,
	}
	if ask.ByCode {
		if way.Device = cmp.Or(ask.Device, p.Device); way.Device == "" {
			return way, fail("mailbox-no-sign-in-code", a.say("error.mailbox-no-sign-in-code", p.Name), p.Name)
		}
	} else if way.Authorize == "" {
		return way, fail("mailbox-no-sign-in-page", a.say("error.mailbox-no-sign-in-page", p.Name), p.Name)
	}
	return way, nil
}

// keepGrant keeps what a person granted, for the mailbox that they granted it for.
func (a *App) keepGrant(ctx context.Context, id string, granted mailAccount, s mailSecret) error {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	box, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Mailbox, error) { return r.Mailbox(ctx, id) })
	if err != nil {
		return err
	}
	now, err := accountOf(box)
	if err != nil {
		return err
	}
	if now.reach() != granted.reach() {
		return &imap.Fault{Code: "secret-elsewhere", Err: errors.New("the mailbox was changed meanwhile")}
	}
	_, err = a.keepBox(ctx, box, now, now, &s)
	return err
}
