package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
)

// sortedRows is every row of the facts as text, in an order of its own.
func sortedRows(f kpi.Facts) []string {
	out := []string{fmt.Sprint("not ours ", f.NotOurs, " ", f.Zone)}
	for _, x := range f.Orders {
		out = append(out, fmt.Sprintf("order %+v", x))
	}
	for _, x := range f.Lines {
		out = append(out, fmt.Sprintf("line %+v", x))
	}
	for _, x := range f.Parcels {
		out = append(out, fmt.Sprintf("parcel %+v", x))
	}
	for _, x := range f.Returns {
		out = append(out, fmt.Sprintf("return %+v", x))
	}
	for _, x := range f.Episodes {
		out = append(out, fmt.Sprintf("episode %+v", x))
	}
	for _, x := range f.Contacts {
		out = append(out, fmt.Sprintf("contact %+v", x))
	}
	for _, x := range f.Claims {
		out = append(out, fmt.Sprintf("claim %+v", x))
	}
	for _, x := range f.Stock {
		out = append(out, fmt.Sprintf("stock %+v", x))
	}
	slices.Sort(out)
	return append(out, fmt.Sprintf("rates %+v", f.Rates))
}

func TestRowsOfTouchedOrdersAreThoseOfAFreshReading(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	a := New()
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	if err := a.Open(ctx, Config{Folder: t.TempDir(), Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	defer a.Close()
	take := func(text string) func() error {
		return func() error {
			v, err := a.Imports().Look(ImportFile{Name: "x.csv", Content: base64.StdEncoding.EncodeToString([]byte(text))})
			if err == nil {
				_, err = a.Imports().Apply(v.ID)
			}
			return err
		}
	}
	act := func(number string, f func(id string) error) func() error {
		return func() error {
			id, err := a.Orders().Find(number, "")
			if err != nil {
				return err
			}
			return f(id)
		}
	}
	scan := func(codes ...string) func() error {
		return func() error {
			for _, code := range codes {
				if _, err := a.Scans().Scan(ScanRequest{Station: "b", Mode: "pack", Raw: code}); err != nil {
					return err
				}
			}
			return nil
		}
	}
	const orders = "order_number,source,ordered_at,promised_on,sku,title,quantity\n1,web,2026-05-01 09:00,2026-05-09,MUG,Mug,2\n" +
		"2,web,2026-05-02 09:00,2026-05-08,TEA,Tea,1\n3,web,2026-05-03 09:00,,TEA,Tea,1\n"
	const tracking = "order_number,parcel,carrier,tracking_number,phase,occurred_at\n1,,,,possession,2026-05-03 09:00\n" +
		"2,a,ups,1Z999AA10123456784,delivered,2026-05-07 10:00\n9,,,,delivered,2026-05-07 10:00\n"
	// Read a row as: after <what>, the rows that were kept are those that a fresh reading gives.
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"nothing at all", func() error { return nil }},
		{"an import", take(orders)},
		{"carrier rows", take(tracking)},
		{"a hold", act("3", func(id string) error { return a.Orders().Hold(id, "why") })},
		{"a release", act("3", func(id string) error { return a.Orders().Release(id) })},
		{"a box", scan("3", "TEA", "OT:FINISH")},
		{"a code that nobody knows", scan("???")},
		{"a scan that is refused, and the work it took", scan("1", "TEA", "MUG")},
		{"a question of a customer", act("1", func(id string) error { return a.Orders().Contact(id, "where_is_it", "?") })},
		{"a stock list", take("sku,title,unit_cost,currency,on_hand,counted_at\nMUG,Mug,4.10,EUR,40,2026-05-02 08:00\n")},
		{"another stock list", take("sku,title,unit_cost,currency,on_hand,counted_at\nMUG,Mug,4.30,EUR,30,2026-05-09 08:00\n")},
		{"an order that its carrier rows waited for", take("order_number,source,ordered_at,sku,quantity\n9,web,2026-05-03 09:00,MUG,1\n")},
		{"a note", act("1", func(id string) error { return a.Orders().Note(id, "note") })},
		{"an import that is taken back", func() error { _, err := a.Imports().Undo("R000002"); return err }},
		{"orders that are taken back", func() error { _, err := a.Imports().Undo("R000001"); return err }},
		{"another zone", func() error {
			s := a.Settings()
			s.Zone = "Pacific/Auckland"
			return a.SetUp(ctx, s)
		}},
	} {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		kept, err := a.facts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := store.Look(ctx, a.store, func(r *store.Reader) (kpi.Facts, error) {
			shop, err := a.factShop(ctx, r)
			if err != nil {
				return kpi.Facts{}, err
			}
			f, _, err := a.collect(ctx, r, shop)
			return f, err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Join(sortedRows(kept), "\n"), strings.Join(sortedRows(fresh), "\n"); got != want {
			t.Fatalf("after %s the rows are\n%s\nwant\n%s", step.what, got, want)
		}
	}
}
