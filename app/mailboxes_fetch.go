package app

import (
	"context"
	"slices"
	"time"

	"ordertrail/app/secret"
	"ordertrail/importers"
	"ordertrail/importers/mail/imap"
	"ordertrail/store"
)

// Fetch visits a mailbox now. What stands in the way is part of the answer.
func (m *Mailboxes) Fetch(id string) (got MailFetch, err error) {
	defer m.app.guard("Mailboxes.Fetch", &err)
	ctx, err := m.app.ready()
	if err != nil {
		return MailFetch{}, err
	}
	ctx, done := m.app.job(ctx, "mailbox-"+id)
	defer done()
	m.app.sweepSecrets(ctx)
	return m.app.fetchOnce(ctx, id, m.app.Settings().Operator)
}

// fetchOnce visits a mailbox and says goodbye.
func (a *App) fetchOnce(ctx context.Context, id, by string) (MailFetch, error) {
	v, err := a.visit(ctx, id, by)
	if v.server != nil {
		defer v.server.Close()
	}
	if v.got.OK && !a.rests.of(id).IsZero() {
		a.mail.turn() // whoever waits to try again need not
	}
	return v.got, err
}

// visit is one connection to a mailbox and what it brought.
type visit struct {
	box    store.Mailbox
	server imap.Server
	by     string
	got    MailFetch
	read   bool // one of its folders was read to its end
}

// visit connects to a mailbox, fetches what is new and notes how that went. The connection is left open when it stands.
func (a *App) visit(ctx context.Context, id, by string) (*visit, error) {
	v := &visit{by: by, got: MailFetch{ID: id, Runs: []string{}, IgnoredFor: []FlaggedView{}}}
	err := a.store.Read(ctx, func(r *store.Reader) (err error) {
		v.box, err = r.Mailbox(ctx, id)
		return err
	})
	if err != nil {
		return v, err
	}
	v.got.Mailbox = v.box.Name
	account, err := accountOf(v.box)
	if err != nil {
		return v, err
	}
	opens, err := a.keptSecret(ctx, account)
	if err == nil {
		v.server, err = a.connect(ctx, id, account, opens)
	}
	if err == nil {
		err = a.fetchAll(ctx, v)
	}
	return v, a.note(ctx, v, err)
}

// connect opens a connection, with a fresh token where tokens open it. What the next one is renewed with is kept before anything
// else is done, for the provider may have let the old one go.
func (a *App) connect(ctx context.Context, id string, account mailAccount, opens mailSecret) (imap.Server, error) {
	o := imap.Options{Secret: opens.Password, Limits: imap.DefaultLimits()}
	if account.Login == imap.ByToken {
		if opens.RefreshToken == "" {
			return nil, &imap.Fault{Code: "secret-missing", Err: secret.ErrMissing}
		}
		token, err := account.client(opens).Renew(ctx, a.config.Now, o)
		if err != nil {
			return nil, err
		}
		if err := a.keepRenewed(ctx, id, opens, token.Refresh); err != nil {
			return nil, err
		}
		o.Secret = token.Access
	}
	if o.Secret == "" {
		return nil, &imap.Fault{Code: "secret-missing", Err: secret.ErrMissing}
	}
	return imap.Connect(ctx, imap.Account{
		Host: account.Host, Port: account.Port, Security: imap.Security(account.Security), User: account.User, Login: account.Login,
	}, o)
}

// fetchAll fetches what is new in every chosen folder. A folder that is not there does not keep the others waiting.
func (a *App) fetchAll(ctx context.Context, v *visit) error {
	var missing error
	v.read = false
	for i := range v.box.Folders {
		f := &v.box.Folders[i]
		err := imap.Sync(ctx, v.server, imap.DefaultLimits(), f.Name, imap.Cursor{Validity: f.Validity, UID: f.UID}, v.box.Since, func(d imap.Delivery) error {
			return a.takeMails(ctx, v, f, d)
		})
		switch {
		case err == nil:
			v.read = true
		case ctx.Err() == nil && !imap.Lost(err):
			missing = err
		default:
			return err
		}
	}
	return missing
}

// takeMails records what some mails say and how far the folder is read with them, both or neither.
func (a *App) takeMails(ctx context.Context, v *visit, f *store.MailFolder, d imap.Delivery) error {
	a.taking.Lock() // two mailboxes may bring the same mail at once
	defer a.taking.Unlock()
	f.Validity, f.UID = d.Cursor.Validity, d.Cursor.UID
	fresh, hashes, err := a.freshMails(ctx, d.Messages)
	if err != nil {
		return err
	}
	choice, err := a.choice(ctx, ImportOptions{})
	if err != nil {
		return err
	}
	reading := importers.ReadMails(v.box.Name+" · "+f.Name, fresh, choice)
	plan, err := store.Look(ctx, a.store, func(r *store.Reader) (*importers.Plan, error) { return importers.Compare(ctx, reading, records{r}) })
	if err != nil {
		return err
	}
	held := &heldPlan{view: a.planView(reading, plan), reading: reading}
	rows := mailRows(reading, hashes)
	took := func(tx *store.Tx, run int64) error { return tx.TookMails(ctx, v.box, *f, run, rows) }
	if plan.New+plan.Changed+plan.Rejected == 0 {
		err = a.store.Update(ctx, func(tx *store.Tx) error { return took(tx, 0) })
	} else {
		run := held.runOf(held.view, v.by)
		run.Source = store.MailboxSource(v.box.Name)
		run, err = a.record(ctx, held, run, func(tx *store.Tx, run store.Run) error { return took(tx, run.Number) })
		if err == nil {
			v.got.Runs = append(v.got.Runs, run.ID())
		}
	}
	if err != nil {
		return err
	}
	v.got.Mails += len(d.Messages)
	v.got.Known += len(d.Messages) - len(fresh)
	v.got.Notices += plan.New + plan.Changed + plan.Same
	v.got.Events += plan.Events
	v.got.Unread += plan.Rejected
	v.got.Ignored += plan.Ignored
	v.got.IgnoredFor = together(v.got.IgnoredFor, held.view.IgnoredFor)
	return nil
}

// together adds counts by code.
func together(a, b []FlaggedView) []FlaggedView {
	sums := map[string]int{}
	for _, c := range slices.Concat(a, b) {
		sums[c.Code] += c.Count
	}
	return counted(sums)
}

// freshMails are the messages that were not taken yet, each once, and their hashes.
func (a *App) freshMails(ctx context.Context, messages []imap.Message) (fresh []importers.Mail, hashes []string, err error) {
	all, names := make([]importers.Mail, len(messages)), make([]string, len(messages))
	for i, m := range messages {
		all[i] = importers.Mail{Raw: m.Raw, Problem: m.Problem}
		names[i] = all[i].Hash()
	}
	known, err := store.Look(ctx, a.store, func(r *store.Reader) (map[string]bool, error) { return r.KnownMails(ctx, names) })
	if err != nil {
		return nil, nil, err
	}
	for i, m := range all {
		if !known[names[i]] {
			known[names[i]] = true
			fresh, hashes = append(fresh, m), append(hashes, names[i])
		}
	}
	return fresh, hashes, nil
}

// mailRows says what became of each mail of a reading.
func mailRows(r *importers.Reading, hashes []string) []store.Mail {
	out := make([]store.Mail, len(hashes))
	for i, h := range hashes {
		out[i] = store.Mail{Hash: h, What: "notice"}
	}
	for _, row := range r.Ignored {
		out[row.Row-1].What = "ignored"
	}
	for _, row := range r.Rejected {
		out[row.Row-1].What = "unread"
	}
	return out
}

// faultPatience is how long something that may pass by itself may last before somebody is told.
const faultPatience = 30 * time.Minute

// note keeps how a visit went, and tells a fault of the mailbox from an error of ours.
func (a *App) note(ctx context.Context, v *visit, err error) error {
	fault, ours := asFault(err)
	if ours != nil {
		return ours
	}
	if fault != nil && !v.box.Fetched.IsZero() {
		fault = fault.OfKnown()
	}
	kept := store.MailFault{}
	if v.got.OK = fault == nil; fault != nil {
		lasts := v.box.Fault != "" && a.now().Sub(v.box.Faulty) >= faultPatience
		kept = store.MailFault{Code: fault.Code, Says: fault.Says, Waits: fault.NeedsPerson() || lasts, Read: v.read}
		v.got.Fault, v.got.Says, v.got.Waits = kept.Code, kept.Says, kept.Waits
		a.config.Log.Warn("mailbox", "name", v.box.Name, "fault", fault.Code, "error", fault.Error())
	}
	return a.store.Update(ctx, func(tx *store.Tx) error { return tx.NoteMailbox(ctx, v.box.ID, kept) })
}
