package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/app"
)

// doubted are n orders that a carrier's file calls delivered.
func (s *shop) doubted(n int) {
	var orders, carrier strings.Builder
	orders.WriteString("order_number,source,ordered_at,promised_on,sku,title,quantity\n")
	carrier.WriteString("order_number,parcel,carrier,tracking_number,phase,occurred_at\n")
	for i := range n {
		fmt.Fprintf(&orders, "%d,web,2026-05-04 14:05,2026-05-%02d,MUG,Mug,1\n", 1000+i, 10+i%20)
		for _, phase := range []string{"moving", "delivered"}[:1+i%2] {
			fmt.Fprintf(&carrier, "%d,1,ups,1Z%d,%s,2026-05-%02dT10:00:00-05:00\n", 1000+i, 900000+i, phase, 5+len(phase)%3)
		}
	}
	s.take("orders.csv", orders.String())
	s.take("carrier.csv", carrier.String())
}

var peopleDeliver = []app.AuthorityRow{{Milestone: "delivered", Asserts: []string{"person"}, Supports: []string{"carrier_file"}}}

func (s *shop) preview(d app.AuthorityDraft) app.AuthorityEffect {
	s.t.Helper()
	e, err := s.SettingsScreen().PreviewAuthority(d)
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

func TestAPreviewSaysWhatTheChangeThenDoes(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.doubted(60)
	before := map[string]app.OrderView{}
	for i := range 60 {
		before[fmt.Sprint(1000+i)] = s.show(fmt.Sprint(1000 + i))
	}
	e := s.preview(app.AuthorityDraft{Rows: peopleDeliver})
	if e.Orders != 60 || e.Changed != 30 || e.Status != 30 || e.Facets != 30 || len(e.Rows) != 30 || e.Next != "" {
		t.Fatalf("the preview counts %+v", e)
	}
	if again := s.show("1001"); again.State.Headline != before["1001"].State.Headline {
		t.Fatal("looking at a change changed an order")
	}
	if _, err := s.SettingsScreen().SetAuthority(peopleDeliver); err != nil {
		t.Fatal(err)
	}
	changed := 0
	for number, was := range before {
		is := s.show(number)
		i := slices.IndexFunc(e.Rows, func(r app.EffectRow) bool { return r.Order == number })
		if i < 0 {
			if is.State.Headline != was.State.Headline || is.State.Facets != was.State.Facets {
				t.Errorf("%s changed and the preview did not say so", number)
			}
			continue
		}
		changed++
		row := e.Rows[i]
		if d := cmp.Diff(row.After, is.State.Headline); d != "" || row.Before != was.State.Headline {
			t.Errorf("%s: the preview promised another headline:\n%s", number, d)
		}
		if got := len(openCodes(is)) - len(openCodes(was)); got != len(row.Opened)-len(row.Closed) {
			t.Errorf("%s: %d tasks more, the preview says %v open and %v close", number, got, row.Opened, row.Closed)
		}
	}
	if check, err := s.SettingsScreen().Verify(); changed != 30 || err != nil || !check.OK {
		t.Fatalf("%d changed; verify says %v, %v", changed, check.Problems, err)
	}
	if back := s.preview(app.AuthorityDraft{Rows: peopleDeliver}); back.Changed != 0 {
		t.Errorf("the same change again would change %d orders", back.Changed)
	}
}

func openCodes(v app.OrderView) []string {
	var out []string
	for _, task := range v.State.Tasks {
		if task.IsOpen() {
			out = append(out, task.Code)
		}
	}
	return out
}

func TestThePagesOfAPreviewAreTheWhole(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.doubted(60)
	whole := s.preview(app.AuthorityDraft{Rows: peopleDeliver, Limit: 500})
	var paged []app.EffectRow
	draft := app.AuthorityDraft{Rows: peopleDeliver, Limit: 7}
	for pages := 0; pages == 0 || draft.After != ""; pages++ {
		e := s.preview(draft)
		if pages == 0 && e.Changed != whole.Changed {
			t.Errorf("the first page counts %d orders, the whole %d", e.Changed, whole.Changed)
		}
		paged, draft.After = append(paged, e.Rows...), e.Next
		if pages > 10 {
			t.Fatal("the pages never end")
		}
	}
	if d := cmp.Diff(whole.Rows, paged); d != "" {
		t.Fatalf("the pages are not the whole:\n%s", d)
	}
}

func TestAPreviewCanBeCancelled(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.doubted(1200)
	s.mu.Lock()
	s.on = func(p app.Progress) {
		if p.Job == "authority" {
			s.Imports().Cancel("authority")
		}
	}
	s.mu.Unlock()
	e, err := s.SettingsScreen().PreviewAuthority(app.AuthorityDraft{Rows: peopleDeliver})
	if err == nil || app.Explain(err).Code != "cancelled-by-you" || e.Orders >= 1200 {
		t.Fatalf("a cancelled preview ended with %v after %d orders", err, e.Orders)
	}
}
