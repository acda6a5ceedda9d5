package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// update runs one write that must succeed.
func update(t *testing.T, s *Store, f func(*Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), f); err != nil {
		t.Fatal(err)
	}
}

func TestAScanSentTwiceIsRecordedOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 5)})
	for range 2 {
		update(t, s, func(tx *Tx) error {
			if _, known, err := tx.ScanByID(ctx, "c-1"); err != nil || known {
				return err
			}
			return tx.AddScan(Scan{ID: "c-1", Station: "bench-1", Raw: "SOFA-2", Verdict: "ok", Answer: json.RawMessage(`{"tone":"ok"}`)})
		})
	}
	scans, err := Look(ctx, s, func(r *Reader) ([]Scan, error) { return r.Scans(ctx, "bench-1", 10) })
	if err != nil || len(scans) != 1 || string(scans[0].Answer) != `{"tone":"ok"}` {
		t.Errorf("scans %+v, %v", scans, err)
	}
	if err := s.Update(ctx, func(tx *Tx) error { return tx.AddScan(Scan{ID: "c-1"}) }); err == nil {
		t.Error("a known id was recorded again")
	}
}

func TestTheAnswerToAScanSeesTheNewState(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 5)})
	id := track.OrderIDOf("shopify", "1001")
	update(t, s, func(tx *Tx) error {
		e := track.Event{
			Kind: track.LinePicked, Order: track.OrderRef{Source: "shopify", Number: "1001"}, Line: "1", Quantity: 2,
			Occurred: "2026-05-20T08:00:00", Source: bench(),
		}
		if _, err := tx.Append(ctx, Recorded{Event: e}); err != nil {
			return err
		}
		if err := tx.Settle(ctx); err != nil {
			return err
		}
		o, err := tx.Order(ctx, id)
		if err == nil && o.State.Lines[0].Ledger.Picked != 2 {
			t.Errorf("picked %d, want 2", o.State.Lines[0].Ledger.Picked)
		}
		return err
	})
}

func TestQueuesKeepTheSameThingOnce(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	var id string
	for range 3 {
		update(t, s, func(tx *Tx) (err error) {
			id, err = tx.AddUnread(Unread{Kind: "code", Raw: []byte("XQ"), Subject: "XQ", Why: "unmapped", Source: "ups-file"})
			return err
		})
	}
	update(t, s, func(tx *Tx) error {
		if queued, err := tx.QueueMessage(Message{OrderID: "O1", Milestone: "delivered", Channel: "mail", Recipient: "a@b.de"}); err != nil || !queued {
			t.Errorf("queued %t, %v", queued, err)
		}
		queued, err := tx.QueueMessage(Message{OrderID: "O1", Milestone: "delivered", Channel: "mail", Recipient: "c@d.de"})
		if queued {
			t.Error("one message for an order, milestone and channel was queued twice")
		}
		return err
	})
	err := s.Read(ctx, func(r *Reader) error {
		list, err := r.UnreadIn(ctx, UnreadOpen, "code")
		if len(list) != 1 || list[0].Seen != 3 || list[0].ID != id {
			t.Errorf("unread %+v", list)
		}
		waiting, err2 := r.Messages(ctx, "waiting", 10)
		if len(waiting) != 1 || waiting[0].Recipient != "a@b.de" {
			t.Errorf("messages %+v", waiting)
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error { return tx.SetUnread(ctx, id, UnreadTaught) })
	if n, _ := Look(ctx, s, func(r *Reader) (int, error) { return r.UnreadCount(ctx) }); n != 0 {
		t.Errorf("%d still open", n)
	}
	if err := s.Update(ctx, func(tx *Tx) error { return tx.SetUnread(ctx, "Unone", UnreadTaught) }); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want %v", err, ErrNotFound)
	}
}

func TestItemsAreFoundByEveryCode(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	sofa := Item{
		SKU: "SOFA-2", Title: "Sofa", GTIN: "4006381333931", Pack: 6, Aliases: []string{"sofa2"},
		Cost: track.Money{Minor: 12900, Currency: "EUR"}, OnHand: 4, Bin: "A-3",
	}
	update(t, s, func(tx *Tx) error { return tx.PutItems(sofa, Item{SKU: "BED", Aliases: []string{"sofa2"}}) })
	for code, want := range map[string][]ItemCode{
		"SOFA-2": {{"SOFA-2", 1}}, "sofa-2 ": {{"SOFA-2", 1}}, "4006381333931": {{"SOFA-2", 6}}, "04006381333931": {{"SOFA-2", 6}},
		"SOFA2": {{"BED", 1}, {"SOFA-2", 1}}, "4006381333932": nil,
	} {
		got, err := Look(ctx, s, func(r *Reader) ([]ItemCode, error) { return r.ItemsByCode(ctx, code) })
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", code, err, diff)
		}
	}
	update(t, s, func(tx *Tx) error { return tx.PutItems(sofa) })
	got, found, err := Item{}, false, error(nil)
	if err := s.Read(ctx, func(r *Reader) error { got, found, err = r.Item(ctx, "SOFA-2"); return err }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sofa, got); !found || diff != "" {
		t.Errorf("read back otherwise:\n%s", diff)
	}
}

func putProfile(tx *Tx, name string) error {
	_, err := tx.PutProfile(context.Background(), name, func(version int) (json.RawMessage, error) {
		return json.RawMessage(fmt.Sprintf(`{"v":%d}`, version)), nil
	})
	return err
}

func TestSettingsStationsProfilesAndPagesComeBack(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	page := Page{OrderID: "O1", Token: "abc", Hash: "h1"}
	update(t, s, func(tx *Tx) error {
		return errors.Join(
			tx.PutSetting("theme", "dark"), tx.PutSetting("theme", "light"), tx.PutStation("bench-1", map[string]int{"done": 3}),
			putProfile(tx, "shopify"), putProfile(tx, "shopify"), putProfile(tx, "gone"), tx.DropProfile(ctx, "gone"), tx.PutSource(SourceRow{Source: shop, Zone: "Europe/Berlin"}),
			tx.PutPage(page), tx.PutPage(Page{OrderID: "O1", Token: "other", Hash: "h2"}))
	})
	err := s.Read(ctx, func(r *Reader) error {
		var theme string
		state := map[string]int{}
		found, err := r.Setting(ctx, "theme", &theme)
		on, err2 := r.Station(ctx, "bench-1", &state)
		off, err3 := r.Station(ctx, "bench-2", &state)
		if !found || theme != "light" || !on || off || state["done"] != 3 {
			t.Errorf("read back %t %q %t %t %v", found, theme, on, off, state)
		}
		profiles, err4 := r.Profiles(ctx)
		versions, err7 := r.ProfileVersions(ctx, "shopify")
		sources, err5 := r.Sources(ctx)
		if len(profiles) != 1 || profiles[0].Version != 2 || len(versions) != 2 || string(versions[1].JSON) != `{"v":1}` || len(sources) != 1 || sources[0].Zone != "Europe/Berlin" {
			t.Errorf("profiles %v, sources %v", profiles, sources)
		}
		got, _, err6 := r.Page(ctx, "O1")
		if got.Token != "abc" || got.Hash != "h2" {
			t.Errorf("page %+v: the token it was given first must stay", got)
		}
		return errors.Join(err, err2, err3, err4, err5, err6, err7)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTasksAreListedByUrgency(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	late := statedFact("1001", 1)
	late.OrderFacts.ShipBy = "2026-05-18"
	later := statedFact("1002", 1)
	later.OrderFacts.ShipBy = "2026-05-19"
	add(t, s, Recorded{Event: later}, Recorded{Event: late}, Recorded{Event: statedFact("1003", 1)})
	err := s.Read(ctx, func(r *Reader) error {
		tasks, err := r.OpenTasks(ctx, TaskQuery{Code: "past_ship_by"})
		if len(tasks) != 2 || tasks[0].Order != "1001" && !tasks[0].Due.Equal(tasks[1].Due) {
			t.Fatalf("tasks %+v", tasks)
		}
		if one, err := r.Task(ctx, tasks[0].Task.Task); err != nil || one.OrderID != tasks[0].OrderID {
			t.Errorf("task read alone: %+v, %v", one, err)
		}
		none, err2 := r.OpenTasks(ctx, TaskQuery{Owner: "nobody"})
		if len(none) != 0 {
			t.Errorf("nobody has %d tasks", len(none))
		}
		past, err3 := r.PastDue(ctx, c.at.AddDate(0, 0, 9))
		if past < 2 {
			t.Errorf("%d past due, want both", past)
		}
		return errors.Join(err, err2, err3)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestKnownOrdersTellAnImportWhatIsThere(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	ref := track.OrderRef{Source: "shopify", Number: "1001"}
	who := track.Customer{Name: "Anna"}
	add(t, s, Recorded{Event: statedFact("1001", 1), AsOf: "2026-05-18T00:00:00", Customer: who})
	add(t, s, Recorded{Event: statedFact("1001", 3), AsOf: "2026-05-19T00:00:00", Customer: who},
		Recorded{Event: track.Event{Kind: track.Edited, Order: ref, Code: "service", Text: "express", Occurred: "2026-05-19T12:00:00", Source: bench()}})
	known, err := Look(ctx, s, func(r *Reader) (map[track.OrderRef]Known, error) {
		return r.KnownOrders(ctx, []track.OrderRef{ref, {Source: "etsy", Number: "1001"}})
	})
	if err != nil || len(known) != 1 {
		t.Fatalf("known %v, %v", known, err)
	}
	k := known[ref]
	if k.Facts.Lines[0].Quantity != 3 || k.AsOf != "2026-05-19T00:00:00" || k.Customer != who || len(k.Edited) != 1 || k.Edited[0] != "service" {
		t.Errorf("known as %+v", k)
	}
}

func TestAnOlderFileImportedLaterDoesNotMakeAFactOlder(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	for _, asOf := range []track.Stamp{"2026-05-19T00:00:00", "2026-05-17T00:00:00"} {
		fact := Recorded{Event: statedFact("1001", 1), AsOf: asOf}
		if err := importRows(s, []Recorded{fact}); err != nil {
			t.Fatal(err)
		}
	}
	if e := order(t, s, "1001").Events[0]; e.AsOf != "2026-05-19T00:00:00" || e.Run != 2 {
		t.Errorf("as of %s by run %d, want the fresher file's time and the later run", e.AsOf, e.Run)
	}
	update(t, s, func(tx *Tx) error { return tx.UndoRun(ctx, 1, "anna") })
	if e := order(t, s, "1001").Events[0]; e.AsOf != "2026-05-17T00:00:00" || !e.Live {
		t.Errorf("after the fresher run was undone: as of %s, counts %t", e.AsOf, e.Live)
	}
}
