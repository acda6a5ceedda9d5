package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"

	"ordertrail/app/secret"
	"ordertrail/importers/mail/imap"
	"ordertrail/store"
	"ordertrail/track"
)

// mailSecret is what opens a mailbox, as the keeper of secrets has it.
type mailSecret struct {
	For          string `json:"for"` // whom it was entered for, as reach says it: it is sent to nobody else
	Password     string `json:"password,omitempty"`
	ClientSecret string `json:"client_secret,omitempty"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

// isEmpty reports whether nobody typed anything.
func (s mailSecret) isEmpty() bool { return s.Password+s.ClientSecret+s.RefreshToken == "" }

// over is s, with what is kept for the same mailbox where s says nothing.
func (s mailSecret) over(kept mailSecret) mailSecret {
	for _, f := range []struct{ mine, theirs *string }{
		{&s.Password, &kept.Password}, {&s.ClientSecret, &kept.ClientSecret}, {&s.RefreshToken, &kept.RefreshToken},
	} {
		if *f.mine == "" {
			*f.mine = *f.theirs
		}
	}
	return s
}

// reach says whom a secret goes to, and how protected. Where any of it changes, a secret that is kept is not sent.
func (m mailAccount) reach() string {
	return fmt.Sprintf("%q", []string{m.Host, itoa(m.Port), m.Security, m.User, m.Login, m.ClientID, m.TokenURL})
}

// place says where the mails lie.
func (m mailAccount) place() string {
	return fmt.Sprintf("%q", []string{m.Host, itoa(m.Port), m.Security, m.User})
}

// at is the server as people read it.
func (m mailAccount) at() string { return net.JoinHostPort(m.Host, itoa(m.Port)) }

// client is the shop's registration, by which tokens are renewed.
func (m mailAccount) client(opens mailSecret) imap.Client {
	return imap.Client{Endpoint: m.TokenURL, ID: m.ClientID, Secret: opens.ClientSecret, Scope: m.Scope, Refresh: opens.RefreshToken}
}

// keptSecret is what is kept to open a mailbox; nothing when nothing is. It is a fault when the keeper will not say, or when it
// was entered for somebody else: the shop's file can have been changed, or be an older copy.
func (a *App) keptSecret(ctx context.Context, m mailAccount) (s mailSecret, err error) {
	if m.Secret == "" {
		return s, nil
	}
	kept, err := a.config.Secrets.Secret(ctx, m.Secret)
	if err == nil {
		err = json.Unmarshal([]byte(kept), &s)
	}
	switch {
	case errors.Is(err, secret.ErrNoKeychain) && m.Kept == secret.InKeychain:
		return mailSecret{}, &imap.Fault{Code: "keychain-away", Err: err}
	case errors.Is(err, secret.ErrMissing):
		return mailSecret{}, nil
	case ctx.Err() != nil:
		return mailSecret{}, ctx.Err()
	case err != nil:
		return mailSecret{}, &imap.Fault{Code: "secret-locked", Err: err}
	case s.For != m.reach():
		return mailSecret{}, &imap.Fault{Code: "secret-elsewhere", Err: errors.New("it was entered for another server or user")}
	}
	return s, nil
}

// secretToTry is what opens a mailbox as it stands in a form: what was typed, and what is kept for just that mailbox.
func (a *App) secretToTry(ctx context.Context, id string, m mailAccount, typed mailSecret) (mailSecret, error) {
	if id == "" {
		return typed, nil
	}
	box, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Mailbox, error) { return r.Mailbox(ctx, id) })
	if err != nil {
		return typed, err
	}
	before, err := accountOf(box)
	if err != nil {
		return typed, err
	}
	m.Secret, m.Kept = before.Secret, before.Kept
	kept, err := a.keptSecret(ctx, m)
	switch {
	case typed.isEmpty():
		return kept, err
	case err != nil:
		return typed, ctx.Err() // it stands alone
	}
	return typed.over(kept), nil
}

// freshSecret is the secret to keep for a mailbox that was reached as before says, nil when the one that is kept stays. A
// password is asked for anew where it would go to somebody else; a token is let go, for another is got by signing in.
func (a *App) freshSecret(ctx context.Context, before mailAccount, m *mailAccount, typed mailSecret) (*mailSecret, error) {
	same := before.reach() == m.reach()
	if same {
		m.Secret, m.Kept = before.Secret, before.Kept
	}
	if typed.isEmpty() {
		if !same && before.Secret != "" && m.Login == imap.ByPassword {
			return nil, fail("mailbox-secret-anew", a.say("error.mailbox-secret-anew", m.User, m.at(), before.User, before.at()), m.User, m.at(), before.User, before.at())
		}
		return nil, nil
	}
	if same && m.Login == imap.ByToken { // a token and its client's secret may be typed one after the other
		kept, err := a.keptSecret(ctx, before)
		if ctx.Err() != nil {
			return nil, err
		}
		typed = typed.over(kept) // what cannot be read is replaced
	}
	typed.For = m.reach()
	return &typed, nil
}

// keepBox keeps a mailbox and, under a name of its own, what opens it from now on; was is how it was reached before.
// Cut short at any moment it leaves the mailbox as it was or as it is to be, with the secret that belongs to it: every name that
// no mailbox uses is noted as loose before anything is kept under it, and until it is forgotten. keeping is held.
func (a *App) keepBox(ctx context.Context, box store.Mailbox, m, was mailAccount, fresh *mailSecret) (row MailboxRow, err error) {
	defer a.forgetLoose(ctx)
	if fresh != nil {
		if m.Secret, err = a.randomID(); err != nil {
			return row, err
		}
		if err := a.store.Update(ctx, func(tx *store.Tx) error { return tx.LoosenSecret(m.Secret) }); err != nil {
			return row, err
		}
		if m.Kept, err = a.putSecret(ctx, m.Secret, *fresh); err != nil {
			return row, err
		}
	}
	if box.Account, err = json.Marshal(m); err != nil {
		return row, err
	}
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		source := store.SourceRow{Source: track.Source{ID: store.MailboxSource(box.Name), Kind: track.SourceCarrierMail}, Name: box.Name}
		if err := errors.Join(tx.PutSource(source), tx.PutMailbox(ctx, box)); err != nil {
			return err
		}
		if was.Host != "" && was.place() != m.place() {
			if err := tx.MoveMailbox(box.ID); err != nil {
				return err
			}
		}
		if was.Secret != m.Secret {
			if err := errors.Join(tx.LoosenSecret(was.Secret), tx.FastenSecret(m.Secret)); err != nil {
				return err
			}
		}
		kept, err := tx.Mailbox(ctx, box.ID)
		if err != nil {
			return err
		}
		row, err = a.mailboxRow(ctx, tx.Reader, kept)
		return err
	})
	a.mail.turn()
	return row, err
}

func (a *App) putSecret(ctx context.Context, name string, s mailSecret) (where string, err error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	return a.config.Secrets.Put(ctx, name, string(raw))
}

// keepRenewed keeps what the next token is renewed with, in place of what was used, unless another was entered meanwhile.
func (a *App) keepRenewed(ctx context.Context, id string, used mailSecret, refresh string) error {
	if id == "" || used.For == "" || refresh == used.RefreshToken {
		return nil
	}
	a.keeping.Lock()
	defer a.keeping.Unlock()
	box, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Mailbox, error) { return r.Mailbox(ctx, id) })
	if err != nil {
		return err
	}
	account, err := accountOf(box)
	if err != nil {
		return err
	}
	if kept, err := a.keptSecret(ctx, account); err != nil || kept != used {
		return err
	}
	used.RefreshToken = refresh
	_, err = a.putSecret(ctx, account.Secret, used)
	return err
}

// sweepSecrets forgets what was kept for mailboxes that are gone or were not saved to the end.
func (a *App) sweepSecrets(ctx context.Context) {
	a.keeping.Lock()
	defer a.keeping.Unlock()
	a.forgetLoose(ctx)
}

// forgetLoose forgets every secret that no mailbox uses. What the keychain does not let go of is tried again another time.
// keeping is held.
func (a *App) forgetLoose(ctx context.Context) {
	names, err := store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return r.LooseSecrets(ctx) })
	for _, name := range names {
		if gone := a.config.Secrets.Forget(ctx, name); gone != nil {
			err = errors.Join(err, gone)
			continue
		}
		err = errors.Join(err, a.store.Update(ctx, func(tx *store.Tx) error { return tx.FastenSecret(name) }))
	}
	if err != nil && ctx.Err() == nil {
		a.config.Log.Warn("a password that is not used any more is kept still, and tried again", "error", err)
	}
}
