package app_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/app"
)

// movingShop is a shop whose clock the test moves.
func movingShop(t *testing.T) (*shop, *time.Time) {
	t.Helper()
	s, now := &shop{App: app.New(), t: t}, time.Date(2026, 5, 18, 9, 0, 0, 0, time.UTC)
	err := s.Open(context.Background(), app.Config{Folder: t.TempDir(), Now: func() time.Time { return now }, Fixed: true, Random: rand.Reader, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.OnEmit(s.hear)
	return s, &now
}

// glance is what a person sees of a shop: the queue of Today, the counters of the lists, and one order.
type glance struct {
	At     string
	Today  app.TodayView
	Tasks  []app.TaskRow
	Orders app.OrderPage
	Order  app.OrderView
}

// text is the glance as it reaches a screen.
func (g glance) text(t testing.TB) string {
	t.Helper()
	b, err := json.MarshalIndent(g, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func (s *shop) glance(now time.Time, at string) glance {
	s.t.Helper()
	if err := s.Sweep(context.Background()); err != nil {
		s.t.Fatal(err)
	}
	g := glance{At: now.Format(time.RFC3339)}
	today, err := s.Today().ShowAt(at)
	if err != nil {
		s.t.Fatal(err)
	}
	g.Orders, err = s.Orders().List(app.OrderQuery{AsOf: at, Limit: 3})
	if err != nil {
		s.t.Fatal(err)
	}
	id, err := s.Orders().FindAt("1001", "", at)
	if err == nil {
		g.Order, err = s.Orders().ShowAt(id, at)
	}
	if err != nil {
		s.t.Fatal(err)
	}
	list, err := s.Today().ListAt("", "", at)
	if err != nil {
		s.t.Fatal(err)
	}
	g.Tasks = list.Tasks
	g.Today = app.TodayView{
		Now: today.Now, Zone: today.Zone, Groups: today.Groups, Waiting: today.Waiting, NextBack: today.NextBack, Suppressed: today.Suppressed,
		Open: today.Open, PastDue: today.PastDue, Unknown: today.Unknown, Feeds: today.Feeds, Empty: today.Empty,
	}
	flow := today.Flow
	flow.OldestPicked = ""
	g.Today.Flow = flow
	g.Today.OnTime = today.OnTime
	g.Orders.AsOf, g.Order.AsOf, g.Order.Previous, g.Order.Next = "", "", "", ""
	return g
}

func TestLookingBackShowsWhatWasOnTheScreens(t *testing.T) {
	t.Parallel()
	s, now := movingShop(t)
	var seen []glance
	step := func(hours int, what func()) {
		*now = now.Add(time.Duration(hours) * time.Hour)
		what()
		seen = append(seen, s.glance(*now, ""))
	}
	step(0, func() { s.doubted(6) })
	step(5, func() {
		s.take("late.csv", "order_number,parcel,carrier,tracking_number,phase,occurred_at\n1000,1,ups,1Z900000,attempt_failed,2026-05-18T01:00:00Z\n")
	})
	step(20, func() {
		s.take("nobody.csv", "order_number,parcel,carrier,tracking_number,phase,occurred_at\n7777,1,ups,1Z777,moving,2026-05-19T01:00:00Z\n")
	})
	step(1, func() {
		if _, err := s.SettingsScreen().SetAuthority(peopleDeliver); err != nil {
			t.Fatal(err)
		}
	})
	step(2, func() { // a barcode that nobody knows, and the clock of another zone
		s.scan("pick", "XYZ-OLD-LABEL", "")
		set := s.Settings()
		set.Zone = "America/Chicago"
		must(t, s.SetUp(t.Context(), set))
	})
	step(1, func() {
		list, err := s.Today().ListAt("admin", "", "")
		if err != nil || len(list.Tasks) < 2 {
			t.Fatalf("the shop's own tasks: %+v, %v", list, err)
		}
		must(t, s.Today().Wait([]string{list.Tasks[0].Task}, "2026-05-25", "carrier"))
		must(t, s.Today().Take([]string{list.Tasks[1].Task}))
	})
	step(30, func() {
		s.take("7777.csv", "order_number,source,ordered_at,sku,title,quantity\n7777,web,2026-05-17 10:00,MUG,Mug,1\n")
	})
	step(1, func() {
		if _, err := s.Imports().Undo("R000003"); err != nil {
			t.Fatal(err)
		}
	})
	step(100, func() {})
	step(1, func() {
		set := s.Settings()
		set.Zone, set.ClosedDays = "Europe/Berlin", "2026-05-20..2026-06-20"
		must(t, s.SetUp(t.Context(), set))
	})
	*now = now.Add(10 * 24 * time.Hour)
	for _, then := range seen {
		if d := cmp.Diff(then.text(t), s.glance(mustTime(t, then.At), then.At).text(t)); d != "" {
			t.Errorf("at %s something else was on the screens:\n%s", then.At, d)
		}
	}
}

func mustTime(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTheStepsThroughAnOrdersPastAreItsChanges(t *testing.T) {
	t.Parallel()
	s, now := movingShop(t)
	s.doubted(2)
	*now = now.Add(2 * time.Hour)
	s.take("late.csv", "order_number,parcel,carrier,tracking_number,phase,occurred_at\n1000,1,ups,1Z900000,attempt_failed,2026-05-18T10:00:00Z\n")
	s.take("promised.csv", "order_number,source,ordered_at,promised_on,sku,title,quantity\n2000,web,2026-05-18 10:00,2026-05-20,MUG,Mug,1\n")
	*now = now.Add(30 * 24 * time.Hour)
	s.stepsOf("1000", "stalled", "attempt_failed")
	s.stepsOf("2000", "to_pick", "past_promise")
}

// stepsOf checks that the changes of an order begin with these headlines, that each step shows what it says, and that just
// before it the one before still stood.
func (s *shop) stepsOf(number string, begins ...string) {
	t := s.t
	t.Helper()
	id := s.show(number).State.ID
	changes, err := s.Orders().Changes(id)
	if err != nil || len(changes) < len(begins) {
		t.Fatalf("%d changes (%v): %+v", len(changes), err, changes)
	}
	for i, c := range changes {
		v, err := s.Orders().ShowAt(id, c.At)
		if err != nil || v.State.Headline.Code != c.Headline.Code {
			t.Errorf("at %s the order shows %s (%v), the step says %s", c.At, v.State.Headline.Code, err, c.Headline.Code)
		}
		if i == 0 {
			continue
		}
		at, err := time.Parse(time.RFC3339Nano, c.At)
		if err != nil {
			t.Fatal(err)
		}
		before, err := s.Orders().ShowAt(id, at.Add(-time.Millisecond).Format(time.RFC3339Nano))
		if err != nil || before.State.Headline.Code != changes[i-1].Headline.Code {
			t.Errorf("just before %s the order shows %s (%v), the step before says %s", c.At, before.State.Headline.Code, err, changes[i-1].Headline.Code)
		}
	}
	for i, want := range begins {
		if changes[i].Headline.Code != want {
			t.Errorf("step %d of %s is %s, want %s", i+1, number, changes[i].Headline.Code, want)
		}
	}
}

func TestLookingBackAtTheShopCanBeCancelled(t *testing.T) {
	t.Parallel()
	s, now := movingShop(t)
	s.doubted(1200)
	at := now.Format(time.RFC3339)
	s.mu.Lock()
	s.on = func(p app.Progress) {
		if p.Job == "as_of" {
			s.Imports().Cancel("as_of")
		}
	}
	s.mu.Unlock()
	_, err := s.Today().ShowAt(at)
	if err == nil || app.Explain(err).Code != "cancelled-by-you" {
		t.Fatalf("looking back ended with %v", err)
	}
}

// What was due then was due by the days on which the shop worked then.
func TestTheShopsOwnTasksOfThenAreDueByTheRulesOfThen(t *testing.T) {
	t.Parallel()
	s, now := movingShop(t)
	s.take("carrier.csv", "order_number,parcel,carrier,tracking_number,phase,occurred_at\n9999,1,ups,1Z900001,moving,2026-05-24T10:00:00Z\n")
	*now = now.Add(48 * time.Hour)
	at := now.Format(time.RFC3339)
	dueThen := func() []string {
		v, err := s.Today().ShowAt(at)
		must(t, err)
		var out []string
		for _, g := range v.Groups {
			for _, task := range g.Tasks {
				out = append(out, task.Code+" "+task.Due)
			}
		}
		return out
	}
	*now = now.Add(time.Hour)
	before := dueThen()
	set := s.Settings()
	set.ClosedDays = "2026-05-18..2026-06-20"
	must(t, s.SetUp(t.Context(), set))
	*now = now.Add(time.Hour)
	if after := dueThen(); len(before) == 0 || !slices.Equal(after, before) {
		t.Errorf("%s shows %v, after a change of working days %v", at, before, after)
	}
}
