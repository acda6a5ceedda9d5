package store

import (
	"context"
	"fmt"
	"testing"

	"ordertrail/track"
)

// TestAListOfWhatIsOpenIsWhole reads more orders than a page holds.
func TestAListOfWhatIsOpenIsWhole(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	add(t, s, bulk(620, 0)...)
	rows, err := Look(context.Background(), s, func(r *Reader) ([]Row, error) { return r.OrdersIn(context.Background(), "open") })
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row.State.ID] = true
	}
	if err != nil || len(rows) != 620 || len(seen) != 620 {
		t.Errorf("%d rows of %d orders (%v), want 620", len(rows), len(seen), err)
	}
}

// TestRecentOrdersAreThoseOfWhichAnythingHappenedOrIsDue has an order for each reason to be among them, and one for none.
func TestRecentOrdersAreThoseOfWhichAnythingHappenedOrIsDue(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	const since = track.Date("2026-05-10")
	// Read a row as: an order promised for <promised>, whose parcel was <phase> at <at>, <is> recent.
	rows := []struct {
		promised track.Date
		phase    track.Phase
		at       track.Stamp
		is       bool
	}{
		{"2026-04-02", track.Delivered, "2026-04-01T10:00:00", false},
		{"2026-04-02", track.Delivered, "2026-05-12T10:00:00", true},
		{"2026-05-12", track.Delivered, "2026-04-01T10:00:00", true},
		{"2026-04-02", track.Moving, "2026-04-01T10:00:00", true},
		{"2026-05-09", track.Delivered, "2026-04-01T10:00:00", true}, // the day before may be the same one elsewhere
		{"2026-05-08", track.Delivered, "2026-04-01T10:00:00", false},
	}
	for i, row := range rows {
		number := fmt.Sprint(2000 + i)
		e := statedFact(number, 1)
		e.Occurred, e.OrderFacts.OrderedAt, e.OrderFacts.PromisedOn = "2026-03-30T10:00:00", "2026-03-30T10:00:00", row.promised
		add(t, s, Recorded{Event: e}, Recorded{Event: carrierFact(number, "1Z"+number, row.phase, row.at)})
	}
	recent := map[string]bool{}
	err := s.Read(ctx, func(r *Reader) error {
		return r.EachRecent(ctx, since, func(o track.OrderState) error { recent[o.Order] = true; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if number := fmt.Sprint(2000 + i); recent[number] != row.is {
			t.Errorf("%+v: recent is %v", row, recent[number])
		}
	}
	in := 0
	err = s.Read(ctx, func(r *Reader) error {
		return r.EachRecentIn(ctx, "closed", since, func(track.OrderState) error { in++; return nil })
	})
	if err != nil || in != 3 {
		t.Errorf("%d closed orders are recent (%v), want 3", in, err)
	}
}
