package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// TestAShutMailboxSetsItsStallsAside walks through the days of a shop whose carrier's news come by mailboxes that fail, are paused
// and are removed. What was shown on each day is shown of it still at the end.
func TestAShutMailboxSetsItsStallsAside(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	day := func(n, hour int) time.Time { return time.Date(2026, 5, 3+n, hour, 0, 0, 0, time.UTC) }
	c := &clock{day(1, 7)}
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	// news lets a mailbox bring a notice of UPS about an order.
	news := func(id, order, number string, n int) {
		t.Helper()
		e := carrierFact(order, number, track.Moving, track.Stamp(fmt.Sprintf("2026-05-%02dT07:00:00Z", 3+n)))
		e.Source = track.Source{ID: mailFeed, Kind: track.SourceCarrierMail}
		box := Mailbox{ID: id, Name: id, Account: json.RawMessage("{}"), Folders: []MailFolder{{Name: "INBOX"}}}
		update(t, s, func(tx *Tx) error {
			run, err := tx.AddRun(ctx, Run{File: id, Source: MailboxSource(id), Kind: "notices"})
			if err != nil {
				return err
			}
			if _, err := tx.Append(ctx, Recorded{Event: e, Run: run.Number, Row: 1}); err != nil {
				return err
			}
			return errors.Join(tx.PutMailbox(ctx, box), tx.TookMails(ctx, box, box.Folders[0], run.Number, []Mail{{Hash: order + number, What: "notice"}}))
		})
	}
	news("one", "1001", "1ZA", 1)
	news("one", "1002", "1ZB", 2)
	fault := func(id, code string) func(*Tx) error {
		return func(tx *Tx) error { return tx.NoteMailbox(ctx, id, MailFault{Code: code, Waits: code != ""}) }
	}
	paused := func(is bool) func(*Tx) error {
		return func(tx *Tx) error {
			return tx.PutMailbox(ctx, Mailbox{ID: "one", Name: "renamed", Account: json.RawMessage("{}"), Paused: is})
		}
	}
	var shown []string
	type step struct {
		name    string
		at      time.Time
		do      func(*Tx) error
		stalled []string
	}
	steps := []step{
		{"the mailbox fails before anything stalls", day(4, 6), fault("one", "login-refused"), []string{}},
		{"nothing is called stalled while it does", day(7, 8), nil, []string{}},
		{"it is read again: now they are", day(7, 9), fault("one", ""), []string{"open 1", "open 1"}},
		{"it fails again", day(7, 10), fault("one", "login-refused"), []string{"suppressed 1", "suppressed 1"}},
		{"it is paused instead", day(7, 11), paused(true), []string{"suppressed 1", "suppressed 1"}},
		{"it is read on, under another name", day(7, 12), paused(false), []string{"open 1", "open 1"}},
		{"what may pass by itself changes nothing", day(7, 13), func(tx *Tx) error { return tx.NoteMailbox(ctx, "one", MailFault{Code: "busy"}) }, []string{"open 1", "open 1"}},
		{"it fails for good", day(7, 14), fault("one", "cert-expired"), []string{"suppressed 1", "suppressed 1"}},
		{"another mailbox brings news of that carrier", day(7, 15), nil, []string{"open 1"}},
		{"and is shut too", day(7, 16), fault("two", "app-password"), []string{"suppressed 1"}},
		{"it is removed: nothing else can be heard", day(7, 17), func(tx *Tx) error { return tx.DropMailbox(ctx, "two") }, []string{"suppressed 1"}},
		{"and so is the first: nothing is awaited from mailboxes any more", day(7, 18), func(tx *Tx) error { return tx.DropMailbox(ctx, "one") }, []string{"open 1"}},
	}
	for _, x := range steps {
		switch c.at = x.at; {
		case x.do != nil:
			update(t, s, x.do)
		case x.at.Equal(day(7, 15)):
			news("two", "1002", "1ZB", 7)
		}
		sweep(t, s)
		if d := cmp.Diff(x.stalled, tasksBy(t, s, "stalled")); d != "" {
			t.Errorf("%s: stalled %s", x.name, d)
		}
		whole(t, s)
		shown = append(shown, statesOf(t, s, func(r *Reader, id string) (Order, error) { return r.Order(ctx, id) }))
	}
	for i, x := range steps {
		then := statesOf(t, s, func(r *Reader, id string) (Order, error) {
			return r.At(x.at, track.DefaultRules(time.UTC)).Order(ctx, id)
		})
		if then != shown[i] {
			t.Errorf("%s: looked at from the end: %s", x.name, cmp.Diff(shown[i], then))
		}
	}
	if err := s.Rebuild(ctx, nil); err != nil {
		t.Fatal(err)
	}
	whole(t, s)
}

// statesOf are the states of two orders as text.
func statesOf(t *testing.T, s *Store, look func(*Reader, string) (Order, error)) string {
	t.Helper()
	out := ""
	for _, number := range []string{"1001", "1002"} {
		found, err := Look(context.Background(), s, func(r *Reader) (Order, error) {
			list, err := r.OrdersByNumber(context.Background(), number, "")
			if err != nil || len(list) != 1 {
				return Order{}, fmt.Errorf("%d orders %s: %w", len(list), number, err)
			}
			return look(r, list[0].ID)
		})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(found.State)
		if err != nil {
			t.Fatal(err)
		}
		out += string(raw)
	}
	return out
}
