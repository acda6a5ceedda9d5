package app

import (
	"context"
	"errors"
	"testing"
	"time"

	"ordertrail/store"
)

// TestWordsWhoseMailsCannotBeImportedAreNotTaught stops a teaching between the words and what they make readable.
func TestWordsWhoseMailsCannotBeImportedAreNotTaught(t *testing.T) {
	t.Parallel()
	a := openShop(t)
	raw := []byte("From: UPS <mcinfo@ups.com>\r\nDate: Mon, 18 May 2026 14:05:00 -0400\r\nSubject: Your UPS Package was delivered\r\n\r\nTracking Number: 1Z999AA10123456784\r\n")
	var unread string
	err := a.store.Update(t.Context(), func(tx *store.Tx) (err error) {
		unread, err = tx.AddUnread(store.Unread{Kind: "notice", Raw: raw, Sender: "ups"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	taught := func() bool {
		found := false
		err := a.store.Read(t.Context(), func(r *store.Reader) (err error) {
			_, found, err = r.WordingFrom(t.Context(), unread)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	teach := func(ctx context.Context) error {
		_, err := a.teachWording(ctx, store.Wording{Sender: "ups", Lang: "en", Place: "subject", Means: "delivered", Words: "was delivered", Unread: unread, Settled: []string{unread}}, []string{unread})
		return err
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	a.taking.Lock() // no import begins
	go func() { ended <- teach(ctx) }()
	time.Sleep(10 * time.Millisecond)
	if taught() {
		t.Error("the words are kept before what they make readable")
	}
	stop()
	a.taking.Unlock()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
	if taught() {
		t.Error("the words are still taught")
	}
	stands := func() string {
		u, err := store.Look(t.Context(), a.store, func(r *store.Reader) (store.Unread, error) { return r.Unread(t.Context(), unread) })
		if err != nil {
			t.Fatal(err)
		}
		return u.State
	}
	if stands() != store.UnreadOpen {
		t.Errorf("the mail is %q", stands())
	}
	before := a.store.Version()
	if err := teach(t.Context()); err != nil || !taught() || stands() != store.UnreadTaught || a.store.Version() != before+1 {
		t.Errorf("taught in %d transactions, and the mail is %q (%v)", a.store.Version()-before, stands(), err)
	}
}
