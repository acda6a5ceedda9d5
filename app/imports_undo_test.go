package app

import (
	"encoding/base64"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordertrail/store"
	"ordertrail/track"
)

// TestUndoneImportsLeaveWhatTheOthersState imports overlapping, changed and partial files and takes some back, in any order. What
// stands then is what a new shop comes to that only ever saw the imports that stand.
func TestUndoneImportsLeaveWhatTheOthersState(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 7))
			a, standing := openShop(t), map[string]string{}
			for range 14 {
				if runs := slices.Sorted(maps.Keys(standing)); len(runs) > 0 && r.IntN(3) == 0 {
					run := runs[r.IntN(len(runs))]
					if _, err := a.Imports().Undo(run); err != nil {
						t.Fatal(err)
					}
					delete(standing, run)
				} else if text := someFile(r); true {
					if v := takeIn(t, a, text); !v.Known {
						standing[v.Run] = text
					}
				}
			}
			fresh := openShop(t)
			for _, run := range slices.Sorted(maps.Keys(standing)) {
				takeIn(t, fresh, standing[run])
			}
			if diff := cmp.Diff(whatStands(t, fresh), whatStands(t, a)); diff != "" {
				t.Errorf("only ever saw %d imports (-) against undone ones (+):\n%s", len(standing), diff)
			}
			problems, err := a.store.Verify(t.Context())
			if err != nil || len(problems) > 0 {
				t.Errorf("verify: %v %v", problems, err)
			}
		})
	}
}

// someFile is an order, carrier or stock file about some of three orders.
func someFile(r *rand.Rand) string {
	var b strings.Builder
	kind := r.IntN(3)
	b.WriteString([]string{
		"order_number,source,ordered_at,promised_on,service,sku,title,quantity\n",
		"order_number,carrier,tracking_number,phase,occurred_at\n",
		"sku,title,gtin,pack_quantity,aliases,unit_cost,currency,on_hand,bin,counted_at\n",
	}[kind])
	for n := range 3 {
		if n != 0 && r.IntN(2) == 0 {
			continue
		}
		switch kind {
		case 0:
			fmt.Fprintf(&b, "W-%d,web,2026-05-%02d 10:00,2026-05-2%d,%s,MUG,Mug,%d\n", n, 10+r.IntN(4), r.IntN(9), []string{"", "Express"}[r.IntN(2)], 1+r.IntN(3))
		case 1:
			fmt.Fprintf(&b, "W-%d,ups,1Z999AA1012345678%d,%s,2026-05-2%d 12:00\n", n, n, []string{"moving", "delivered"}[r.IntN(2)], r.IntN(4))
		default:
			fmt.Fprintf(&b, "S%d,Item %d,,1,alias-%d,1.00,EUR,%d,A%d,\n", n, r.IntN(3), r.IntN(3), r.IntN(9), r.IntN(3))
		}
	}
	return b.String()
}

func takeIn(t *testing.T, a *App, text string) PlanView {
	t.Helper()
	v, err := a.Imports().Look(ImportFile{Name: "f.csv", Content: base64.StdEncoding.EncodeToString([]byte(text))})
	if err == nil {
		v, err = a.Imports().Apply(v.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	if sum := v.New + v.Changed + v.Same + v.Conflict + v.Rejected + v.Ignored; sum != v.Rows {
		t.Fatalf("%d rows came to %d", v.Rows, sum)
	}
	return v
}

// whatStands is what is known of orders, parcels and articles, without what tells which import said so.
func whatStands(t *testing.T, a *App) map[string]any {
	t.Helper()
	out := map[string]any{}
	err := a.store.Read(t.Context(), func(r *store.Reader) error {
		for n := range 3 {
			found, err := r.OrdersByNumber(t.Context(), fmt.Sprint("W-", n), "")
			if err != nil {
				return err
			}
			for _, s := range found {
				out[s.Order] = s.Facts
				for _, p := range s.Parcels {
					out[s.Order+" "+p.Tracking] = []track.Phase{p.Phase}
				}
			}
		}
		items, err := r.Items(t.Context())
		for _, i := range items {
			i.Run = 0
			out[i.SKU] = i
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
