package app

import (
	"context"
	"slices"
	"strings"

	"ordertrail/importers"
	"ordertrail/importers/mail"
	"ordertrail/store"
	"ordertrail/track/carrier"
)

// offerSender says of a mail that nobody known wrote whose it may be, and from where it came.
func (a *App) offerSender(v *NoticeHelp, reader mail.Reader, raw []byte) {
	from, _ := reader.Sender(raw)
	if from == "" {
		return // it names nobody, or several
	}
	v.From = from
	v.Carriers = mail.Carriers()
	slices.SortFunc(v.Carriers, func(x, y string) int {
		return strings.Compare(strings.ToLower(carrier.Name(x)), strings.ToLower(carrier.Name(y)))
	})
}

// TeachSender says that a carrier writes from the address of an unread mail, or from every address of a domain: one that
// everybody knows to be somebody's is refused, and so is a whole domain at which anybody has an address. A carrier that nobody knows
// must be said to be new; its mails are read by what carriers' mails say in common. Every mail from there that
// waits is read as that carrier's, and what it says is recorded as an import that can be taken back; those whose words nobody
// understands wait as that carrier's.
func (i *Imports) TeachSender(unread string, s TaughtSender) (v TaughtNotice, err error) {
	defer i.app.guard("Imports.TeachSender", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return v, err
	}
	u, _, own, err := i.app.waitingWith(ctx, unread)
	if err != nil {
		return v, err
	}
	row := mail.Row{Carrier: carrier.Parse(s.Carrier), Own: s.New, In: mail.BySender, Words: strings.ToLower(strings.TrimSpace(s.Address))}
	if err := row.Check(); err != nil {
		return v, fail("bad-sender", "that cannot be taught: "+err.Error(), err.Error())
	}
	r := i.app.mailReader(append([]mail.Row{row}, own...))
	if from, id := r.Sender(u.Raw); id != row.Carrier {
		return v, fail("not-its-sender", "this mail comes from "+from+", not from "+row.Words, from, row.Words)
	}
	taught := store.Wording{Sender: row.Carrier, Place: row.In, Words: row.Words, Unread: u.ID, By: i.app.Settings().Operator}
	var notices []string
	err = i.app.eachNotice(ctx, "", func(id string, raw []byte) error {
		if _, of := r.Sender(raw); of != row.Carrier {
			return nil
		}
		n := r.Read(raw)
		switch n.Verdict {
		case mail.Unknown:
			taught.Claimed = append(taught.Claimed, store.Claim{Unread: id, Why: i.app.unreadWhy(n)})
		case mail.IsNotice:
			notices = append(notices, id)
			fallthrough
		default:
			taught.Settled = append(taught.Settled, id)
		}
		return nil
	})
	if err != nil {
		return v, err
	}
	return i.app.teachWording(ctx, taught, notices)
}

// eachNotice calls f with every mail that waits in the queue as a carrier's, "" for nobody's, one after the other.
func (a *App) eachNotice(ctx context.Context, sender string, f func(id string, raw []byte) error) error {
	list, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Unread, error) { return r.UnreadIn(ctx, store.UnreadOpen, "notice") })
	if err != nil {
		return err
	}
	for _, u := range list {
		if u.Sender != sender {
			continue
		}
		raw, err := a.rawUnread(ctx, u.ID)
		if err == nil {
			err = f(u.ID, raw)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// disown lets what waits as a carrier's mail be nobody's again where it is not that carrier's by what is taught now.
func (a *App) disown(ctx context.Context, tx *store.Tx, id string) error {
	own, err := taughtRows(ctx, tx.Reader)
	if err != nil {
		return err
	}
	waiting, err := tx.UnreadIn(ctx, store.UnreadOpen, "notice")
	if err != nil {
		return err
	}
	r := a.mailReader(own)
	for _, u := range waiting {
		if u.Sender != id {
			continue
		}
		whole, err := tx.Unread(ctx, u.ID)
		if err != nil {
			return err
		}
		if _, of := r.Sender(whole.Raw); of != id {
			if err := tx.ClaimUnread(store.Claim{Unread: u.ID, Why: a.unreadWhy(r.Read(whole.Raw))}, of); err != nil {
				return err
			}
		}
	}
	return nil
}

// unreadWhy says why a mail could not be read.
func (a *App) unreadWhy(n mail.Notice) string {
	code, words, _ := strings.Cut(n.Why, ": ")
	return a.remark(importers.Remark{Says: "unread-notice", Args: []string{words, code}})
}

// Taught lists what the shop taught of carriers' mails and still counts, the latest first.
func (i *Imports) Taught() (rows []TaughtMail, err error) {
	defer i.app.guard("Imports.Taught", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	list, err := store.Look(ctx, i.app.store, func(r *store.Reader) ([]store.Wording, error) { return r.Wordings(ctx) })
	rows = []TaughtMail{}
	for _, w := range list {
		rows = append(rows, TaughtMail{
			Unread: w.Unread, At: i.app.stamp(w.At), By: w.By, Carrier: w.Sender, Lang: w.Lang, Place: w.Place, Means: w.Means, Words: w.Words, Settled: len(w.Settled),
		})
	}
	return rows, err
}
