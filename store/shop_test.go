package store

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// tasksBy lists the tasks of a code as "state nth", oldest first.
func tasksBy(t *testing.T, s *Store, code string) []string {
	t.Helper()
	rows, err := Look(context.Background(), s, func(r *Reader) ([]TaskRow, error) {
		return all(context.Background(), r.q, scanTask, taskRows+" WHERE t.code = $1 ORDER BY t.opened_at, t.id", code)
	})
	if err != nil {
		t.Fatal(err)
	}
	out := []string{}
	for _, row := range rows {
		out = append(out, fmt.Sprintf("%s %d", row.State, row.Nth))
	}
	return out
}

func sweep(t *testing.T, s *Store) int {
	t.Helper()
	n, err := s.Sweep(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// whole fails the test unless the file is whole and everything derived is what the facts give.
func whole(t *testing.T, s *Store) {
	t.Helper()
	problems, err := s.Verify(context.Background())
	if err != nil || len(problems) > 0 {
		t.Errorf("verify: %v, %v", problems, err)
	}
}

// TestASilentFeedSetsItsStallsAsideAndBringsThemBack walks through the days of a shop whose carrier file stops coming.
func TestASilentFeedSetsItsStallsAsideAndBringsThemBack(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)}
	s := open(t, Options{Now: c.now})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	for day := range 5 { // Monday to Friday, every morning
		c.at = time.Date(2026, 5, 4+day, 8, 0, 0, 0, time.UTC)
		add(t, s, Recorded{Event: carrierFact("1001", "1ZA", track.Moving, track.Stamp(fmt.Sprintf("2026-05-%02dT07:00:00Z", 4+day)))})
	}
	add(t, s, Recorded{Event: carrierFact("1002", "1ZB", track.Moving, "2026-05-05T07:00:00Z")}) // stalls on Friday at seven
	sweep(t, s)
	type step struct {
		name           string
		at             time.Time
		facts          []Recorded
		stalled, stale []string
	}
	for _, x := range []step{
		{"Friday noon: 1002 is stalled", time.Date(2026, 5, 8, 12, 0, 0, 0, time.UTC), nil, []string{"open 1"}, []string{}},
		{"Monday at eight: nothing came for three days", time.Date(2026, 5, 11, 8, 0, 0, 0, time.UTC), nil, []string{"suppressed 1"}, []string{"open 1"}},
		{"Friday: 1001 is not called stalled either", time.Date(2026, 5, 15, 8, 0, 0, 0, time.UTC), nil, []string{"suppressed 1"}, []string{"open 1"}},
		{
			"the file comes again, with news of 1001 only", time.Date(2026, 5, 15, 9, 0, 0, 0, time.UTC),
			[]Recorded{{Event: carrierFact("1001", "1ZA", track.Moving, "2026-05-15T07:00:00Z")}},
			[]string{"open 1"},
			[]string{"auto_cleared 1"},
		},
	} {
		c.at = x.at
		if len(x.facts) > 0 {
			add(t, s, x.facts...)
		} else {
			sweep(t, s)
		}
		if d := cmp.Diff(x.stalled, tasksBy(t, s, "stalled")); d != "" {
			t.Errorf("%s: stalled %s", x.name, d)
		}
		if d := cmp.Diff(x.stale, tasksBy(t, s, "feed_stale")); d != "" {
			t.Errorf("%s: feed_stale %s", x.name, d)
		}
		if n := sweep(t, s); n > 1 && len(x.facts) > 0 {
			t.Errorf("%s: a second sweep derived %d orders", x.name, n)
		}
		whole(t, s)
	}
}

func TestAFeedThatFallsSilentTouchesOnlyItsOwnParcels(t *testing.T) {
	t.Parallel()
	c := &clock{time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)}
	s := open(t, Options{Now: c.now})
	for n := range 50 {
		phase := track.Delivered
		if n < 3 {
			phase = track.Moving
		}
		number := fmt.Sprint(1000 + n)
		add(t, s, Recorded{Event: statedFact(number, 1)}, Recorded{Event: carrierFact(number, "1Z"+number, phase, "2026-05-04T07:00:00Z")})
	}
	for day := range 3 {
		c.at = time.Date(2026, 5, 5+day, 8, 0, 0, 0, time.UTC)
		add(t, s, Recorded{Event: carrierFact("1000", "1Z1000", track.Moving, track.Stamp(fmt.Sprintf("2026-05-%02dT07:00:00Z", 5+day)))})
	}
	c.at = time.Date(2026, 5, 20, 8, 0, 0, 0, time.UTC)
	sweep(t, s)
	c.at = c.at.Add(time.Minute)
	if n := sweep(t, s); n != 0 {
		t.Errorf("a second sweep derived %d orders", n)
	}
	ids, err := Look(context.Background(), s, func(r *Reader) ([]string, error) {
		return r.awaiting(context.Background(), []voice{{source: "ups-file"}})
	})
	if err != nil || len(ids) != 3 {
		t.Errorf("%d orders hang on the feed (%v), want the 3 with parcels under way", len(ids), err)
	}
	whole(t, s)
}

func TestTheShopsOwnTasksAreTakenAndClearByThemselves(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	var id string
	update(t, s, func(tx *Tx) (err error) {
		id, err = tx.AddUnread(Unread{Kind: "notice", Raw: []byte("Your parcel went for a walk"), Source: "mail"})
		return err
	})
	task := theTask(t, s, "unread_notice")
	c.at = c.at.Add(time.Hour)
	add(t, s, Recorded{Event: track.Event{
		Kind: track.TaskTaken, Task: task.Task.Task, Actor: "anna", Occurred: track.StampOf(c.at), Source: track.Source{ID: "office", Kind: track.SourcePerson},
	}})
	if got := theTask(t, s, "unread_notice"); got.State != track.TaskMine || got.By != "anna" || got.Task.Task != task.Task.Task {
		t.Errorf("task %+v, want it anna's", got)
	}
	if n, err := Look(ctx, s, func(r *Reader) (int, error) { return r.UnmatchedCount(ctx) }); err != nil || n != 0 {
		t.Errorf("%d facts wait for an order (%v): what somebody does about a task of the shop waits for none", n, err)
	}
	update(t, s, func(tx *Tx) error {
		_, err := tx.AddUnread(Unread{Kind: "notice", Raw: []byte("Another one"), Source: "mail"})
		return err
	})
	if got := theTask(t, s, "unread_notice"); got.Facts[0] != "2" || got.State != track.TaskMine {
		t.Errorf("task %+v, want two notices and still anna's", got)
	}
	c.at = c.at.Add(time.Hour)
	update(t, s, func(tx *Tx) error {
		list, err := tx.UnreadIn(ctx, UnreadOpen, "notice")
		for _, u := range list {
			if err := tx.SetUnread(ctx, u.ID, UnreadDismissed); err != nil {
				return err
			}
		}
		return err
	})
	if got := theTask(t, s, "unread_notice"); got.State != track.TaskCleared || !got.Ended.Equal(c.at) {
		t.Errorf("task %+v, want it cleared now", got)
	}
	whole(t, s)
	c.at = c.at.Add(time.Hour)
	update(t, s, func(tx *Tx) error { return tx.SetUnread(ctx, id, UnreadOpen) })
	if d := cmp.Diff([]string{"auto_cleared 1", "open 2"}, tasksBy(t, s, "unread_notice")); d != "" {
		t.Error(d)
	}
	whole(t, s)
}

func theTask(t *testing.T, s *Store, code string) TaskRow {
	t.Helper()
	rows, err := Look(context.Background(), s, func(r *Reader) ([]TaskRow, error) {
		return all(context.Background(), r.q, scanTask, taskRows+" WHERE t.code = $1 ORDER BY t.opened_at DESC, t.id LIMIT 1", code)
	})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d tasks %s (%v), want one", len(rows), code, err)
	}
	return rows[0]
}

func TestFactsWithoutAnOrderAreATaskUntilTheOrderComes(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := open(t, Options{Now: c.now})
	odd := carrierFact("1001", "1ZA", track.Unmapped, "2026-05-20T07:00:00Z")
	odd.Text = "Parcel went for a walk"
	add(t, s, Recorded{Event: odd})
	if got := theTask(t, s, "unmapped_wording"); got.Facts[1] != "ups" || got.Facts[2] != odd.Text || got.Subject != "ups: "+odd.Text {
		t.Errorf("task %+v", got)
	}
	if d := cmp.Diff([]string{"open 1"}, tasksBy(t, s, "unmatched")); d != "" {
		t.Error(d)
	}
	c.at = c.at.Add(time.Hour)
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	for _, code := range []string{"unmatched", "unmapped_wording"} {
		if d := cmp.Diff([]string{"auto_cleared 1"}, tasksBy(t, s, code)); d != "" {
			t.Errorf("%s: %s", code, d)
		}
	}
	if d := cmp.Diff([]string{"open 1"}, tasksBy(t, s, "unmapped")); d != "" {
		t.Errorf("the order's own task: %s", d)
	}
	whole(t, s)
}

func TestTasksArePagedByKeyWithinAnOwner(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := &clock{time.Date(2026, 6, 20, 9, 0, 0, 0, time.UTC)}
	s := open(t, Options{Now: c.now})
	var facts []Recorded
	for n := range 25 {
		e := statedFact(fmt.Sprint(1000+n), 1)
		e.OrderFacts.ShipBy = track.Date(fmt.Sprintf("2026-06-%02d", 1+n%10))
		facts = append(facts, Recorded{Event: e})
	}
	add(t, s, facts...)
	seen, after := []string{}, ""
	for range 10 {
		page, err := Look(ctx, s, func(r *Reader) ([]TaskRow, error) {
			return r.Tasks(ctx, TaskQuery{Owner: "warehouse", After: after, Limit: 7})
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, row := range page {
			seen = append(seen, row.Task.Task)
		}
		after = page[len(page)-1].Key
	}
	every, err := Look(ctx, s, func(r *Reader) ([]TaskRow, error) { return r.Tasks(ctx, TaskQuery{Owner: "warehouse"}) })
	if err != nil || len(every) != 25 {
		t.Fatalf("%d tasks (%v), want 25", len(every), err)
	}
	want := []string{}
	for _, row := range every {
		want = append(want, row.Task.Task)
	}
	if d := cmp.Diff(want, seen); d != "" {
		t.Errorf("page by page: %s", d)
	}
	if _, err := Look(ctx, s, func(r *Reader) ([]TaskRow, error) { return r.Tasks(ctx, TaskQuery{After: "x'; --"}) }); err == nil {
		t.Error("a key that continues nothing was taken")
	}
}

func TestACustomerIsNeverToldBeforeOurOwnPeople(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	rules := track.DefaultRules(time.UTC)
	rules.HeadStart = 30 * time.Minute
	s := open(t, Options{Now: c.now, Rules: func() track.Rules { return rules }})
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	tell := Message{OrderID: track.OrderIDOf("shopify", "1001"), Milestone: "attempt_failed", Channel: "mail"}
	err := s.Update(ctx, func(tx *Tx) error { _, err := tx.QueueMessage(tell); return err })
	if !errors.Is(err, ErrUntold) {
		t.Errorf("told of what nobody knows: %v", err)
	}
	add(t, s, Recorded{Event: carrierFact("1001", "1ZA", track.AttemptFailed, "2026-05-20T08:00:00Z")})
	update(t, s, func(tx *Tx) error { _, err := tx.QueueMessage(tell); return err })
	list, err := Look(ctx, s, func(r *Reader) ([]Message, error) { return r.Messages(ctx, "waiting", 10) })
	if err != nil || len(list) != 1 || !list[0].Hold.Equal(c.at.Add(rules.HeadStart)) {
		t.Errorf("messages %+v (%v), want one that is held for half an hour from %s", list, err, c.at)
	}
}

func TestWhatWasDoneAboutATaskOfTheShopIsTakenBack(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	step := func(want string, f func(*Tx) error) {
		t.Helper()
		c.at = c.at.Add(time.Hour)
		if err := s.Update(ctx, f); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{want}, tasksBy(t, s, "unread_scan")); diff != "" {
			t.Errorf("expected (-), got (+):\n%s", diff)
		}
		whole(t, s)
	}
	step("open 1", func(tx *Tx) error {
		_, err := tx.AddUnread(Unread{Kind: "scan", Raw: []byte("NOPE"), Source: "b1"})
		return err
	})
	var ended track.Event
	step("resolved 1", func(tx *Tx) error {
		own, err := all(ctx, tx.q, scanTask, taskRows+" WHERE t.order_id = ''")
		if err != nil {
			return err
		}
		ended = track.Event{Kind: track.TaskResolved, Code: "done", Task: own[0].Task.Task, Occurred: track.StampOf(tx.Now()), Source: bench()}.Sealed()
		_, err = tx.Append(ctx, Recorded{Event: ended})
		return err
	})
	step("open 1", func(tx *Tx) error {
		_, err := tx.Append(ctx, Recorded{Event: track.TakingBack(ended, track.Event{Occurred: track.StampOf(tx.Now()), Source: bench()})})
		return err
	})
}
