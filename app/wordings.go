package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/importers"
	"ordertrail/importers/mail"
	"ordertrail/store"
	"ordertrail/track"
)

// Nearest says which sentences of an unread mail may say where a parcel is, the known pattern each is nearest to, and what
// differs. It is empty for mails of senders that cannot be taught.
func (i *Imports) Nearest(unread string) (v NoticeHelp, err error) {
	defer i.app.guard("Imports.Nearest", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return v, err
	}
	u, err := store.Look(ctx, i.app.store, func(r *store.Reader) (store.Unread, error) { return r.Unread(ctx, unread) })
	if err != nil {
		return v, fail("no-such-unread", fmt.Sprintf("nothing unread is called %s; `ordertrail unread list` names what there is", unread), unread)
	}
	own, err := store.Look(ctx, i.app.store, func(r *store.Reader) ([]mail.Row, error) { return taughtRows(ctx, r) })
	if err != nil {
		return v, err
	}
	reader := i.app.mailReader(own)
	sender, near := reader.Nearest(u.Raw)
	v = NoticeHelp{Sender: sender, Sentences: []NearSentence{}, Carriers: []string{}, Text: reader.Text(u.Raw)}
	if sender == "" {
		i.app.offerSender(&v, reader, u.Raw)
	}
	for _, n := range near {
		v.Sentences = append(v.Sentences, NearSentence{
			Place: n.In, Text: n.Text, Words: n.Words, Row: n.Row, Lang: n.Lang, Known: n.Known, Means: n.Means,
			Share: n.Share, Lacks: nonNil(n.Lacks), Instead: nonNil(n.Instead),
		})
	}
	return v, nil
}

// TeachNotice says what words of an unread mail mean from now on: a phase, a reason, a flag or a day, as the pattern files
// write it, or "never" when such a mail is not about a parcel. Every mail of that sender that waits is read again, and what
// it says is recorded as an import that can be taken back. Words that do not read the mail itself are refused.
func (i *Imports) TeachNotice(unread string, w TaughtWords) (v TaughtNotice, err error) {
	defer i.app.guard("Imports.TeachNotice", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return v, err
	}
	u, waiting, own, err := i.app.waitingWith(ctx, unread)
	if err != nil {
		return v, err
	}
	row := mail.Row{Carrier: u.Sender, Own: true, Lang: w.Lang, In: w.Place, Means: w.Means, Words: w.Words}
	if err := row.Check(); err != nil {
		return v, fail("bad-wording", "the words cannot be taught: "+err.Error(), err.Error())
	}
	r := i.app.mailReader(append([]mail.Row{row}, own...))
	if n := r.Read(u.Raw); n.Verdict == mail.Unknown {
		return v, fail("still-unread", "with these words the mail is still a question: "+n.Why, n.Why)
	}
	taught := store.Wording{Sender: u.Sender, Lang: w.Lang, Place: w.Place, Means: w.Means, Words: w.Words, Unread: u.ID, By: i.app.Settings().Operator}
	var notices []string
	for _, id := range waiting {
		raw, err := i.app.rawUnread(ctx, id)
		if err != nil {
			return v, err
		}
		n := r.Read(raw)
		if n.Verdict == mail.Unknown {
			continue
		}
		if taught.Settled = append(taught.Settled, id); n.Verdict == mail.IsNotice {
			notices = append(notices, id)
		}
	}
	return i.app.teachWording(ctx, taught, notices)
}

// mailReader reads mails as the shop does, with what it taught.
func (a *App) mailReader(own []mail.Row) mail.Reader {
	return mail.Reader{Zone: a.zone(), Servers: strings.Fields(a.Settings().MailServers), Own: own}
}

// rawUnread is the bytes of an entry of the review queue.
func (a *App) rawUnread(ctx context.Context, id string) ([]byte, error) {
	u, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Unread, error) { return r.Unread(ctx, id) })
	return u.Raw, err
}

// waitingWith is an unread mail, the ids of all mails of its sender that wait, and what was taught before.
func (a *App) waitingWith(ctx context.Context, unread string) (u store.Unread, waiting []string, own []mail.Row, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if u, err = r.Unread(ctx, unread); err != nil {
			return fail("no-such-unread", fmt.Sprintf("nothing unread is called %s; `ordertrail unread list` names what there is", unread), unread)
		}
		if u.Kind != "notice" {
			return fail("not-a-notice", "only the words of a mail can be taught here", u.Kind)
		}
		if own, err = taughtRows(ctx, r); err != nil {
			return err
		}
		if u.Sender == "" {
			_, u.Sender = a.mailReader(own).Sender(u.Raw) // kept by a program that did not note it
		}
		list, err := r.UnreadIn(ctx, store.UnreadOpen, "notice")
		if err != nil {
			return err
		}
		for _, o := range list {
			if o.Sender == u.Sender || o.ID == u.ID {
				waiting = append(waiting, o.ID)
			}
		}
		return nil
	})
	return u, waiting, own, err
}

// taughtRows are the patterns the shop taught.
func taughtRows(ctx context.Context, r *store.Reader) ([]mail.Row, error) {
	list, err := r.Wordings(ctx)
	var out []mail.Row
	for _, w := range list {
		out = append(out, patternOf(w))
	}
	return out, err
}

// patternOf is a taught wording as a mail is read by.
func patternOf(w store.Wording) mail.Row {
	return mail.Row{Carrier: w.Sender, Own: true, Lang: w.Lang, In: w.Place, Means: w.Means, Words: w.Words}
}

// teachWording keeps a wording, takes what it reads out of the queue, and records what the mails that are notices say now: all of
// it in the last transaction of that import, so that nothing is taught when the mails cannot be imported.
func (a *App) teachWording(ctx context.Context, w store.Wording, notices []string) (v TaughtNotice, err error) {
	v.Read = len(w.Settled)
	if len(notices) == 0 {
		return v, a.store.Update(ctx, func(tx *store.Tx) error { return tx.TeachWording(ctx, w) })
	}
	a.taking.Lock() // what the mails say is counted against what other imports did
	defer a.taking.Unlock()
	plan, err := a.lookTaught(ctx, w, notices)
	if err != nil {
		return TaughtNotice{}, err
	}
	run, err := a.record(ctx, plan, plan.runOf(plan.view, w.By), func(tx *store.Tx, run store.Run) error {
		w.Run = run.Number
		return tx.TeachWording(ctx, w)
	})
	if err != nil {
		return TaughtNotice{}, err
	}
	v.Run, v.Events = run.ID(), plan.view.Events
	return v, nil
}

// lookTaught reads the mails that a wording makes notices of, with it, one after the other where they lie.
func (a *App) lookTaught(ctx context.Context, w store.Wording, notices []string) (*heldPlan, error) {
	choice, err := a.choice(ctx, ImportOptions{})
	if err != nil {
		return nil, err
	}
	choice.Wordings = append([]mail.Row{patternOf(w)}, choice.Wordings...)
	get := func(i int) ([]byte, error) { return a.rawUnread(ctx, notices[i]) }
	reading, err := importers.ReadMessages(ctx, "taught-"+w.Unread+".mbox", len(notices), get, choice)
	if err != nil {
		return nil, err
	}
	plan, err := store.Look(ctx, a.store, func(r *store.Reader) (*importers.Plan, error) { return importers.Compare(ctx, reading, records{r}) })
	if err != nil {
		return nil, err
	}
	return &heldPlan{view: a.planView(reading, plan), reading: reading}, a.room(rowNeeds * int64(plan.New+plan.Changed))
}

// forgetWording takes back what was taught from an entry of the queue, with what it made readable.
func (a *App) forgetWording(ctx context.Context, tx *store.Tx, unread string) error {
	w, found, err := tx.WordingFrom(ctx, unread)
	if err != nil || !found {
		return err
	}
	if w.Run > 0 {
		if err := tx.UndoRun(ctx, w.Run, a.Settings().Operator); err != nil {
			return err
		}
	}
	if err := tx.UndoWording(ctx, w); err != nil {
		return err
	}
	return a.disown(ctx, tx, w.Sender)
}

// NoticeCounts says what every pattern has read, by sender, and how many mails of it wait.
func (i *Imports) NoticeCounts() (rows []NoticeCountRow, err error) {
	defer i.app.guard("Imports.NoticeCounts", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	rows = []NoticeCountRow{}
	err = i.app.store.Read(ctx, func(r *store.Reader) error {
		counts, err := r.NoticeCounts(ctx)
		if err != nil {
			return err
		}
		for _, c := range counts {
			rows = append(rows, NoticeCountRow{Sender: c.Sender, Row: c.Row, N: c.N, Last: string(track.DateStamp(c.Last))})
		}
		waiting, err := r.UnreadIn(ctx, store.UnreadOpen, "notice")
		asked := map[string]int{}
		for _, u := range waiting {
			asked[u.Sender] += u.Seen
		}
		for sender, n := range asked {
			rows = append(rows, NoticeCountRow{Sender: sender, N: n})
		}
		slices.SortFunc(rows, byCount)
		return err
	})
	return rows, err
}

// byCount sorts by sender, then what waits first, then the busiest pattern.
func byCount(a, b NoticeCountRow) int {
	return cmp.Or(cmp.Compare(a.Sender, b.Sender), cmp.Compare(min(len(a.Row), 1), min(len(b.Row), 1)), cmp.Compare(b.N, a.N), cmp.Compare(a.Row, b.Row))
}
