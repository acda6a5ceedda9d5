package importers

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ordertrail/track"
)

// asked is what is on record, and how often it was asked for.
type asked struct {
	live   map[string]bool
	orders map[track.OrderRef]KnownOrder
	times  int
}

func (a *asked) Live(_ context.Context, ids []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, id := range ids {
		a.times++
		if on, known := a.live[id]; known {
			out[id] = on
		}
	}
	return out, nil
}

func (a *asked) Orders(_ context.Context, refs []track.OrderRef) (map[track.OrderRef]KnownOrder, error) {
	out := map[track.OrderRef]KnownOrder{}
	for _, ref := range refs {
		if o, known := a.orders[ref]; known {
			out[ref] = o
		}
	}
	return out, nil
}

func planOf(t *testing.T, r *Reading, known Known) *Plan {
	t.Helper()
	p, err := Compare(context.Background(), r, known)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// samePlan compares plans but for how they were made.
func samePlan(a, b *Plan) string {
	return gocmp.Diff(a, b, cmpopts.IgnoreFields(Plan{}, "Reading"), cmpopts.IgnoreUnexported(Plan{}), cmpopts.EquateEmpty())
}

// TestTheFirstReadingPlansAsTheSecondDoes compares the plans of every table among the examples, and of one of many drafts: made while
// the file was read for the first time, and by reading it once more.
func TestTheFirstReadingPlansAsTheSecondDoes(t *testing.T) {
	t.Parallel()
	shops := map[string][]byte{"many.csv": manyOrders(2*batch + 1)}
	for _, file := range files(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		shops[file] = content
	}
	first := 0
	for file, content := range shops {
		c := Choice{Zone: time.UTC, Since: "2024-01-01", keep: 1}
		again := read(t, file, content, c)
		if again.Count < 2 || again.Kind == KindNotices || again.Kind == KindUnknown {
			continue
		}
		c.Known = &asked{}
		once := read(t, file, content, c)
		if once.news == nil || once.news.plan == nil {
			t.Errorf("%s: nothing is on record, and it was not planned while it was read", file)
		}
		if !once.tellsOfTaken() && len(once.Drafts) != once.Count {
			first++
			once.again = func(context.Context, func(Draft) error) error { t.Errorf("%s was read once more", file); return nil }
		}
		for range 2 {
			if diff := samePlan(planOf(t, again, empty{}), planOf(t, once, empty{})); diff != "" {
				t.Errorf("%s: the plan of the first reading is another one (-second +first):\n%s", file, diff)
			}
		}
	}
	if first < 3 {
		t.Errorf("only %d tables were planned by the first reading", first)
	}
}

// TestWhatIsOnRecordIsComparedAnew has one order of a large file on record: at its start, in its middle, at its end.
func TestWhatIsOnRecordIsComparedAnew(t *testing.T) {
	t.Parallel()
	content := manyOrders(batch + 20)
	drafts := each(t, read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1}))
	for _, at := range []int{0, batch + 7, len(drafts) - 1} {
		for _, live := range []bool{true, false} {
			e := drafts[at].Events[0]
			on := &asked{live: map[string]bool{e.ID: live}}
			if live {
				on.orders = map[track.OrderRef]KnownOrder{e.Order: {Event: e.ID, Facts: *e.OrderFacts, Customer: drafts[at].Customer, AsOf: e.AsOf}}
			}
			want := planOf(t, read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1}), on)
			r := read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1, Known: on})
			got := planOf(t, r, on)
			if diff := samePlan(want, got); diff != "" || live && got.Same != 2 {
				t.Errorf("order %d on record (counts: %t): %d rows are the same\n%s", at, live, got.Same, diff)
			}
		}
	}
}

func TestAStaleReadingIsComparedAnew(t *testing.T) {
	t.Parallel()
	content := manyOrders(batch)
	r := read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1, Known: &asked{}})
	e := each(t, r)[3].Events[0]
	r.Stale()
	on := &asked{live: map[string]bool{e.ID: true}, orders: map[track.OrderRef]KnownOrder{e.Order: {Event: e.ID, Facts: *e.OrderFacts}}}
	if p := planOf(t, r, on); p.Same != 2 || p.New != 2*batch-2 || on.times != batch {
		t.Errorf("%d rows are the same and %d new, asked for %d events; want 2, %d and %d", p.Same, p.New, on.times, 2*batch-2, batch)
	}
}

// TestTheSameBytesAgainAreComparedAnew has a file that was taken in and taken back: nothing of it counts, and still it is no news.
func TestTheSameBytesAgainAreComparedAnew(t *testing.T) {
	t.Parallel()
	content := []byte(strings.ReplaceAll(string(manyOrders(batch)), "Thing", "Thing again"))
	for _, set := range []func(*Reading){
		func(r *Reading) { r.Again = true },
		func(r *Reading) { r.Instead = &Instead{Run: 1} },
	} {
		want := read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1})
		got := read(t, "f.csv", content, Choice{Zone: time.UTC, keep: 1, Known: &asked{}})
		set(want)
		set(got)
		if diff := samePlan(planOf(t, want, empty{}), planOf(t, got, empty{})); diff != "" {
			t.Errorf("%+v %v: the plan is another one:\n%s", got.Instead, got.Again, diff)
		}
	}
}
