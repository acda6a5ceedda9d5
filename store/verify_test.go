package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

func TestVerifySeesWhatSomebodyChanged(t *testing.T) {
	t.Parallel()
	source, _ := template(t)
	// Read a row as: after this statement, Verify names a problem with that code.
	for _, row := range []struct{ name, text, code string }{
		{"a state", "UPDATE orders SET state = replace(state, 'SOFA-2', 'SOFA-3') WHERE n = 1", "derived"},
		{"a name", "UPDATE orders SET customer = 'Eve' WHERE n = 2", "derived"},
		{"a counter", "UPDATE counters SET n = n + 1 WHERE name = 'view/open'", "derived"},
		{"a list", "DELETE FROM order_views WHERE n = 3", "derived"},
		{"a word", "UPDATE order_words SET items = 'bed' WHERE n = 1", "search"},
		{"what an event is about", "UPDATE events SET order_id = '' WHERE seq = 1", "derived"},
		{"a fact", "DROP TRIGGER events_words_only; UPDATE events SET facts = replace(facts, '\"quantity\":50', '\"quantity\":51') WHERE seq = 1", "chain"},
		{"words under the mark of an erase", "UPDATE events SET facts = replace(facts, '\"title\":\"Sofa\"', '\"title\":\"erased:0123456789ABCDEFGHJK\"') WHERE seq = 1", "chain"},
		{"a time", "DROP TRIGGER events_facts_stay; UPDATE events SET recorded_at = recorded_at + 1 WHERE seq = 2", "chain"},
		{"the copy of a fact", "DROP TRIGGER events_facts_stay; UPDATE events SET kind = 'noted' WHERE seq = 2", "copy"},
		{"a missing event", "DROP TRIGGER events_stay; DELETE FROM events WHERE seq = 3", "chain"},
		{"a rejected row without a run", "INSERT INTO rejects VALUES (99, 1, '', 1, '', '', '', '', '[]')", "link"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "shop.db")
			if err := copyFile(source, path); err != nil {
				t.Fatal(err)
			}
			edit(t, path, row.text)
			problems, err := openAt(t, path, Options{}).Verify(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range problems {
				if p.Code == row.code {
					return
				}
			}
			t.Errorf("found %v, want a problem with code %q", problems, row.code)
		})
	}
}

func TestEventsCannotBeChangedOrDeleted(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	for _, text := range []string{"UPDATE events SET facts = '{}'", "UPDATE events SET recorded_at = 0", "DELETE FROM events"} {
		if err := s.writer.run(ctx, text); err == nil {
			t.Errorf("%s was done", text)
		}
	}
}

func TestSweepDerivesOnlyWhatTimeMayChange(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	derived := map[string]int{}
	derive := func(in track.Input) track.OrderState {
		s := track.OrderState{ID: in.OrderID, Stated: in.Events[0].ID, Order: in.Events[0].Order.Number, Source: "shopify"}
		derived[s.Order]++
		s.Facets.State = track.Open
		if due := c.at.Truncate(24 * time.Hour).Add(24 * time.Hour); s.Order == "1001" {
			s.Check = due
		}
		return s
	}
	s := open(t, Options{Now: c.now, Deciders: Deciders{Derive: derive}})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 1)})
	for _, step := range []struct {
		later time.Duration
		want  int
	}{{time.Hour, 0}, {24 * time.Hour, 1}, {0, 0}, {24 * time.Hour, 1}} {
		c.at = c.at.Add(step.later)
		if n, err := s.Sweep(ctx); err != nil || n != step.want {
			t.Errorf("at %v: swept %d (%v), want %d", c.at, n, err, step.want)
		}
	}
	if derived["1001"] != 3 || derived["1002"] != 1 {
		t.Errorf("derived %v", derived)
	}
}

// TestAClockThatGoesBackLeavesNothingFromTheFuture looks at a shop with a clock that is ahead, and then with the right one.
func TestAClockThatGoesBackLeavesNothingFromTheFuture(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	fact := statedFact("1001", 1)
	fact.OrderFacts.PromisedOn = track.DateOf(c.at.AddDate(0, 0, 3), time.UTC)
	add(t, s, Recorded{Event: fact})
	today, state := c.at, order(t, s, "1001").State
	for _, ahead := range []time.Duration{24 * 400 * time.Hour, 2 * time.Minute} {
		c.at = today.Add(ahead)
		if _, err := s.Sweep(ctx); err != nil {
			t.Fatal(err)
		}
		late := order(t, s, "1001").State
		if ahead > time.Hour && cmp.Equal(state, late) {
			t.Fatal("a year changes nothing; this test cannot fail")
		}
		c.at = today
		problems, err := s.Verify(ctx)
		if err != nil || len(problems) > 0 {
			t.Errorf("back by %v: %v, %v", ahead, problems, err)
		}
		if diff := cmp.Diff(state, order(t, s, "1001").State); diff != "" {
			t.Errorf("back by %v: %s", ahead, diff)
		}
		if n, err := s.Sweep(ctx); n != 0 || err != nil {
			t.Errorf("back by %v: swept %d again (%v)", ahead, n, err)
		}
	}
}

func TestRetractionsOfRetractions(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	fact := statedFact("1001", 1).Sealed()
	pick := track.Event{Kind: track.LinePicked, Order: fact.Order, Line: "1", Quantity: 1, Occurred: "2026-05-20T08:00:00", Source: bench()}.Sealed()
	back := track.Event{Kind: track.Retraction, Retracts: pick.ID, Occurred: "2026-05-20T08:01:00", Source: bench()}.Sealed()
	again := track.Event{Kind: track.Retraction, Retracts: back.ID, Occurred: "2026-05-20T08:02:00", Source: bench()}.Sealed()
	picked := func() int { return order(t, s, "1001").State.Lines[0].Ledger.Picked }
	add(t, s, Recorded{Event: fact}, Recorded{Event: pick})
	if picked() != 1 {
		t.Fatal("not picked")
	}
	add(t, s, Recorded{Event: back})
	if picked() != 0 {
		t.Error("still picked after the retraction")
	}
	for _, e := range order(t, s, "1001").Events {
		if e.ID == pick.ID && (e.Live || e.Retracted != back.ID) {
			t.Errorf("the retracted event is shown as %+v", e)
		}
	}
	add(t, s, Recorded{Event: again})
	if picked() != 1 {
		t.Error("not picked again after the retraction was retracted")
	}
}

func TestFeedsKnowTheirUsualGap(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	c := newClock()
	s := open(t, Options{Now: c.now})
	for i, gap := range []time.Duration{0, time.Hour, 2 * time.Hour, 50 * time.Hour} {
		c.at = c.at.Add(gap)
		e := carrierFact("", "1Z1", track.Moving, track.StampOf(c.at))
		add(t, s, Recorded{Event: e}, Recorded{Event: e})
		feeds, err := Look(ctx, s, func(r *Reader) ([]Feed, error) { return r.Feeds(ctx) })
		want := []time.Duration{0, 0, 90 * time.Minute, 2 * time.Hour}[i]
		if err != nil || len(feeds) != 1 || feeds[0].Usual != want || !feeds[0].Last.Equal(c.at) {
			t.Errorf("after %d arrivals %+v (%v), want a usual gap of %v", i+1, feeds, err, want)
		}
	}
}

func TestAReturnWithoutAnOrderFollowsItsNumber(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	ref := track.OrderRef{Source: "shopify", Number: "1001"}
	add(t, s, Recorded{Event: track.Event{Kind: track.ReturnReceived, Return: "R1", Line: "1", Quantity: 1, Occurred: "2026-05-20T08:00:00", Source: bench()}})
	add(t, s, Recorded{Event: track.Event{
		Kind: track.ReturnOpened, Return: "R1", Order: ref, Line: "1", Quantity: 1, Code: "request",
		Occurred: "2026-05-19T08:00:00", Source: bench(),
	}})
	add(t, s, Recorded{Event: statedFact("1001", 1)})
	if o := order(t, s, "1001"); len(o.Events) != 3 || len(o.State.Returns) != 1 {
		t.Errorf("%d events and returns %+v", len(o.Events), o.State.Returns)
	}
}

// A connection that looked at the search index before remembers parts of it that were merged away since.
func TestVerifyFindsNothingHoweverOftenItLooked(t *testing.T) {
	t.Parallel()
	s := open(t, Options{})
	for i := range 40 {
		number := fmt.Sprint("A-", i)
		add(t, s, Recorded{Event: statedFact(number, 1)})
		add(t, s, Recorded{Event: carrierFact(number, "1Z"+number, track.Moving, "2026-05-20T10:00:00")})
		if problems, err := s.Verify(context.Background()); err != nil || len(problems) > 0 {
			t.Fatalf("after %d orders: %v, %v", i+1, problems, err)
		}
	}
}
