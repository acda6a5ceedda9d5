package app

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"ordertrail/importers/mail/imap"
	"ordertrail/store"
)

// mailRoom is where it is known that mailboxes were changed while somebody reads them.
type mailRoom struct {
	mu      sync.Mutex
	changed chan struct{} // closed at the next change
}

// turn wakes whoever reads mailboxes: something about them was changed.
func (r *mailRoom) turn() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.changed != nil {
		close(r.changed)
		r.changed = nil
	}
}

// next is closed at the next change.
func (r *mailRoom) next() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.changed == nil {
		r.changed = make(chan struct{})
	}
	return r.changed
}

// How often a mailbox is looked into: where the server says that something came, it is asked again all the same now and then,
// for a connection can be dead without anybody noticing.
const (
	idleOne     = 9 * time.Minute // one folder, and the server tells
	idleSeveral = 3 * time.Minute // it tells of one folder only
	pollEvery   = 2 * time.Minute // it tells nothing
)

// steady is for how long a connection must have stood for the next one to be made at once.
const steady = time.Minute

// WatchMail reads every mailbox, and goes on reading what comes, until ctx ends; then every connection is closed. heard is
// told of every visit that brought something or failed. One call at a time is enough.
func (a *App) WatchMail(ctx context.Context, heard func(MailFetch)) {
	for ctx.Err() == nil {
		changed := a.mail.next()
		a.sweepSecrets(ctx)
		boxes, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Mailbox, error) { return r.Mailboxes(ctx) })
		if err != nil {
			if ctx.Err() == nil {
				a.config.Log.Error("mailboxes", "error", err)
			}
			pause(ctx, backOff[0])
			continue
		}
		round, stop := context.WithCancel(ctx)
		var readers sync.WaitGroup
		for _, b := range boxes {
			if !b.Paused {
				readers.Go(func() { a.watchBox(round, b.ID, heard) })
			}
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
		stop()
		readers.Wait()
	}
}

// watchBox reads one mailbox until ctx ends.
func (a *App) watchBox(ctx context.Context, id string, heard func(MailFetch)) {
	for failures := 0; ctx.Err() == nil; {
		v, err := a.visit(ctx, id, "automatic")
		began := a.now()
		if err == nil && v.got.OK {
			failures = 0
			err = a.stay(ctx, v, heard)
		}
		if v.server != nil {
			_ = v.server.Close()
		}
		switch {
		case ctx.Err() != nil || errors.Is(err, store.ErrNotFound):
			return
		case err != nil:
			a.config.Log.Error("mailbox", "name", v.box.Name, "error", err)
		case v.got.OK && a.now().Sub(began) >= steady:
			continue
		}
		long := backOffAfter(v.got.Fault, failures)
		if err == nil && !v.got.OK {
			v.got.NextAt = a.stamp(a.now().Add(long))
			heard(v.got)
		}
		a.rest(ctx, id, long)
		failures++
	}
}

// stay waits for what comes and fetches it, on one connection, until that fails or ctx ends. That the connection ends while
// nothing is asked is no failure: servers let nobody wait for ever.
func (a *App) stay(ctx context.Context, v *visit, heard func(MailFetch)) error {
	for v.got.OK {
		if v.got.Mails > v.got.Known {
			heard(v.got)
		}
		err := a.await(ctx, v)
		if ctx.Err() != nil || imap.Ended(err) {
			return nil
		}
		v.got = MailFetch{ID: v.got.ID, Mailbox: v.got.Mailbox, Runs: []string{}, IgnoredFor: []FlaggedView{}}
		if err == nil {
			err = a.fetchAll(ctx, v)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err := a.note(ctx, v, err); err != nil {
			return err
		}
	}
	return nil
}

// await returns when something may have come.
func (a *App) await(ctx context.Context, v *visit) error {
	long := idleOne
	if len(v.box.Folders) > 1 {
		first := slices.IndexFunc(v.box.Folders, func(f store.MailFolder) bool { return f.Name == "INBOX" })
		if _, err := v.server.Open(ctx, v.box.Folders[max(0, first)].Name); imap.Lost(err) {
			return err
		}
		long = idleSeveral
	}
	err := v.server.Wait(ctx, long)
	if errors.Is(err, imap.ErrNoIdle) {
		pause(ctx, pollEvery)
		return nil
	}
	return err
}

// pause waits so long, or until ctx ends.
func pause(ctx context.Context, long time.Duration) {
	timer := time.NewTimer(long)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
