package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ordertrail/importers/mail/imap"
	"ordertrail/store"
	"ordertrail/track"
)

// Mailboxes is where mailboxes are set up, tried out and fetched from.
type Mailboxes struct{ app *App }

// mailAccount is how a mailbox is reached, as it is kept in the shop's file. It holds no secret.
type mailAccount struct {
	Preset   string `json:"preset"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"`
	User     string `json:"user"`
	Login    string `json:"login"`
	ClientID string `json:"client_id,omitempty"`
	TokenURL string `json:"token_url,omitempty"`
	Scope    string `json:"scope,omitempty"`
	Kept     string `json:"kept,omitempty"`   // where its secret is: keychain, file
	Secret   string `json:"secret,omitempty"` // the name it is kept under
}

// List is every mailbox and how reading it goes, and the providers whose addresses are known.
func (m *Mailboxes) List() (v MailboxesView, err error) {
	defer m.app.guard("Mailboxes.List", &err)
	v = MailboxesView{Mailboxes: []MailboxRow{}, Presets: []MailPreset{}}
	for _, p := range imap.Presets() {
		v.Presets = append(v.Presets, MailPreset{p.ID, p.Name, nonNil(p.Domains), p.Host, p.Port, string(p.Security), p.Logins, p.Token, p.Scope, p.Authorize != "", p.Device != ""})
	}
	ctx, err := m.app.ready()
	if err != nil {
		return v, err
	}
	v.Drop = m.app.folder("mails")
	err = m.app.store.Read(ctx, func(r *store.Reader) error {
		list, err := r.Mailboxes(ctx)
		for _, b := range list {
			if err != nil {
				return err
			}
			var row MailboxRow
			row, err = m.app.mailboxRow(ctx, r, b)
			v.Mailboxes = append(v.Mailboxes, row)
		}
		return err
	})
	return v, err
}

// mailboxRow is a mailbox as a screen shows it.
func (a *App) mailboxRow(ctx context.Context, r *store.Reader, b store.Mailbox) (MailboxRow, error) {
	account, err := accountOf(b)
	if err != nil {
		return MailboxRow{}, err
	}
	row := MailboxRow{
		ID: b.ID, Name: b.Name, Preset: account.Preset, Host: account.Host, Port: account.Port, Security: account.Security, User: account.User,
		Login: account.Login, ClientID: account.ClientID, TokenURL: account.TokenURL, Scope: account.Scope, Folders: []string{}, Paused: b.Paused,
		TriedAt: a.stamp(b.Tried), FetchedAt: a.stamp(b.Fetched), FaultyAt: a.stamp(b.Faulty), Secret: account.Kept, Fault: b.Fault, Says: b.Says, Waits: b.Waits, NextAt: a.stamp(a.rests.of(b.ID)),
	}
	for _, f := range b.Folders {
		row.Folders = append(row.Folders, f.Name)
	}
	if !b.Since.IsZero() {
		row.Since = string(track.DateOf(b.Since, a.zone()))
	}
	counts, err := r.MailCounts(ctx, b.ID)
	row.Notices, row.Unread, row.Ignored = counts["notice"], counts["unread"], counts["ignored"]
	switch {
	case b.Paused:
		row.State = "paused"
	case b.Fault == "folder-missing" && b.Fetched.Equal(b.Tried):
		row.State = "partly"
	case b.Fault != "":
		row.State = "failing"
	case b.Fetched.IsZero() && len(counts) > 0: // for the first time, which takes a while
		row.State = "reading"
	case b.Fetched.IsZero():
		row.State = "new"
	default:
		row.State = "read"
	}
	return row, err
}

// ownAddresses are those that the shop writes from itself, in lower case: of its mailboxes, and the one it names to customers.
func (a *App) ownAddresses(ctx context.Context, r *store.Reader) ([]string, error) {
	boxes, err := r.Mailboxes(ctx)
	out := []string{strings.ToLower(strings.TrimSpace(a.Settings().HelpMail))}
	for _, b := range boxes {
		if account, odd := accountOf(b); odd == nil && strings.Contains(account.User, "@") {
			out = append(out, strings.ToLower(account.User))
		}
	}
	return out, err
}

// accountOf reads how a mailbox is reached.
func accountOf(b store.Mailbox) (a mailAccount, err error) {
	if err := json.Unmarshal(b.Account, &a); err != nil {
		return a, fmt.Errorf("mailbox %s: %w", b.Name, err)
	}
	if a.Kept != "" {
		a.Secret = cmp.Or(a.Secret, b.ID)
	}
	return a, nil
}

// Save adds a mailbox or changes one. What cannot be is refused and nothing is kept.
func (m *Mailboxes) Save(f MailboxForm) (row MailboxRow, err error) {
	defer m.app.guard("Mailboxes.Save", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return MailboxRow{}, err
	}
	box, account, err := m.app.boxOf(f)
	if err != nil {
		return MailboxRow{}, err
	}
	if box.ID == "" {
		if box.ID, err = m.app.randomID(); err != nil {
			return MailboxRow{}, err
		}
	}
	m.app.keeping.Lock()
	defer m.app.keeping.Unlock()
	before, err := m.app.nameFree(ctx, box)
	if err != nil {
		return MailboxRow{}, err
	}
	fresh, err := m.app.freshSecret(ctx, before, &account, mailSecret{Password: f.Password, ClientSecret: f.ClientSecret, RefreshToken: f.RefreshToken})
	if err != nil {
		return MailboxRow{}, err
	}
	return m.app.keepBox(ctx, box, account, before, fresh)
}

// nameFree refuses a name that another mailbox has, for it is a source's, and says how this one was reached; empty for a new one.
func (a *App) nameFree(ctx context.Context, box store.Mailbox) (before mailAccount, err error) {
	list, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Mailbox, error) { return r.Mailboxes(ctx) })
	for _, b := range list {
		if b.ID == box.ID {
			if before, err = accountOf(b); err != nil {
				return before, err
			}
		} else if strings.EqualFold(b.Name, box.Name) {
			return before, fail("mailbox-name-taken", a.say("error.mailbox-name-taken", box.Name), box.Name)
		}
	}
	return before, err
}

// boxOf checks what a person typed.
func (a *App) boxOf(f MailboxForm) (b store.Mailbox, account mailAccount, err error) {
	f.Name, f.Host, f.User = strings.TrimSpace(strings.Map(readable, f.Name)), strings.ToLower(strings.TrimSpace(f.Host)), strings.TrimSpace(f.User)
	for _, check := range []struct {
		wrong bool
		code  string
		value string
	}{
		{f.User == "" || strings.ContainsFunc(f.User, isControl), "mailbox-no-user", f.User},
		{f.Host == "" || strings.ContainsFunc(f.Host, func(r rune) bool { return r <= ' ' || strings.ContainsRune("/@?#[]", r) }), "mailbox-bad-host", f.Host},
		{f.Port < 1 || f.Port > 65535, "mailbox-bad-port", itoa(f.Port)},
		{!slices.Contains([]string{string(imap.TLS), string(imap.STARTTLS), string(imap.Plain)}, f.Security), "mailbox-bad-security", f.Security},
		{f.Login != imap.ByPassword && f.Login != imap.ByToken, "mailbox-bad-login", f.Login},
		{f.Login == imap.ByToken && (strings.TrimSpace(f.ClientID) == "" || strings.TrimSpace(f.TokenURL) == ""), "mailbox-no-client", ""},
		{f.Login == imap.ByToken && !imap.IsEndpoint(strings.TrimSpace(f.TokenURL)), "mailbox-bad-token-url", f.TokenURL},
		{strings.ContainsFunc(f.Password, isControl), "mailbox-bad-password", ""},
	} {
		if check.wrong {
			return b, account, fail(check.code, a.say("error."+check.code, check.value), check.value)
		}
	}
	b = store.Mailbox{ID: f.ID, Name: cmp.Or(f.Name, f.User), Paused: f.Paused}
	if day, err := since(f.Since); err != nil {
		return b, account, err
	} else if day != "" {
		if b.Since, err = track.Stamp(day).At(a.zone()); err != nil {
			return b, account, fail("bad-date", err.Error(), f.Since)
		}
	}
	account = mailAccount{
		Preset: f.Preset, Host: f.Host, Port: f.Port, Security: f.Security, User: f.User, Login: f.Login,
		ClientID: strings.TrimSpace(f.ClientID), TokenURL: strings.TrimSpace(f.TokenURL), Scope: strings.TrimSpace(f.Scope),
	}
	for _, name := range f.Folders {
		if strings.TrimSpace(name) != "" { // spaces at its ends are the folder's own
			b.Folders = append(b.Folders, store.MailFolder{Name: name})
		}
	}
	if len(b.Folders) == 0 {
		b.Folders = []store.MailFolder{{Name: "INBOX"}}
	}
	return b, account, nil
}

// readable leaves out what cannot be seen in a name, or turns what stands beside it.
func readable(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
		return -1
	}
	return r
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// Remove takes a mailbox out of use and forgets what opens it, now or as soon as the keychain answers. What came from it stays.
func (m *Mailboxes) Remove(id string) (err error) {
	defer m.app.guard("Mailboxes.Remove", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return err
	}
	m.app.keeping.Lock()
	defer m.app.keeping.Unlock()
	err = m.app.store.Update(ctx, func(tx *store.Tx) error {
		box, err := tx.Mailbox(ctx, id)
		if err != nil {
			return err
		}
		account, err := accountOf(box)
		if err != nil {
			return err
		}
		return errors.Join(tx.LoosenSecret(account.Secret), tx.DropMailbox(ctx, id))
	})
	if err != nil {
		return err
	}
	m.app.mail.turn()
	m.app.forgetLoose(ctx)
	return nil
}

// Test tries a mailbox out as it stands in the form, saved or not, and lists its folders. It changes nothing anywhere.
func (m *Mailboxes) Test(f MailboxForm) (t MailTest, err error) {
	defer m.app.guard("Mailboxes.Test", &err)
	t.Folders = []MailFolderRow{}
	ctx, err := m.app.ready()
	if err != nil {
		return t, err
	}
	box, account, err := m.app.boxOf(f)
	if err != nil {
		return t, err
	}
	opens, err := m.app.secretToTry(ctx, box.ID, account, mailSecret{Password: f.Password, ClientSecret: f.ClientSecret, RefreshToken: f.RefreshToken})
	if err == nil {
		err = m.app.try(ctx, account, opens, box, &t)
	}
	if err == nil {
		t.OK = true
		return t, nil
	}
	fault, err := asFault(err)
	if fault != nil {
		t.Fault, t.Says = fault.Code, fault.Says
	}
	return t, err
}

// try logs in, lists the folders and opens the chosen ones. One that is not there does not keep the others from being tried: who
// chooses another sees them all.
func (a *App) try(ctx context.Context, account mailAccount, opens mailSecret, box store.Mailbox, t *MailTest) error {
	server, err := a.connect(ctx, box.ID, account, opens)
	if err != nil {
		return err
	}
	defer server.Close()
	folders, err := server.Folders(ctx)
	if err != nil {
		return err
	}
	for _, f := range folders {
		t.Folders = append(t.Folders, MailFolderRow{Name: f.Name, Use: f.Use, Mails: -1})
	}
	var missing error
	for _, f := range box.Folders {
		state, err := server.Open(ctx, f.Name)
		switch {
		case imap.Lost(err):
			return err
		case err != nil:
			missing = cmp.Or(missing, err)
			continue
		}
		for i := range t.Folders {
			if t.Folders[i].Name == f.Name {
				t.Folders[i].Mails, t.Folders[i].Chosen = int(state.Messages), true
			}
		}
	}
	return missing
}

// asFault tells a fault of the mailbox from an error of ours.
func asFault(err error) (*imap.Fault, error) {
	var f *imap.Fault
	if errors.As(err, &f) {
		return f, nil
	}
	return nil, err
}

// Reread has a mailbox read again from its beginning. Mails that are known are known again; those of imports that were taken
// back come back, and those that were about something else are read anew.
func (m *Mailboxes) Reread(id string) (err error) {
	defer m.app.guard("Mailboxes.Reread", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return err
	}
	err = m.app.store.Update(ctx, func(tx *store.Tx) error { return tx.RereadMailbox(id) })
	m.app.mail.turn()
	return err
}
