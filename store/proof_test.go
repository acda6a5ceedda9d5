package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// TestTheStoreSaysWhatTheDomainSays keeps random histories, with acts taken back, parcels merged, orders repeated and the
// file closed and opened in between, and derives every order a second time from the whole set of live facts at once.
func TestTheStoreSaysWhatTheDomainSays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(12)) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(seed, 29))
			path := filepath.Join(t.TempDir(), "shop.db")
			c := newClock()
			facts := history(rng, 60)
			for len(facts) > 0 {
				s := anew(t, path, c)
				n := 1 + rng.IntN(len(facts))
				addInParts(t, s, rng, facts[:n])
				facts = facts[n:]
				agrees(t, s, c)
				before := dump(t, s)
				if err := s.Rebuild(context.Background(), nil); err != nil {
					t.Fatal(err)
				}
				if after := dump(t, s); after != before {
					a, b := differing(after, before)
					t.Fatalf("a rebuild gives other bytes:\n…%s\n…%s", a, b)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				again := anew(t, path, c)
				if after := dump(t, again); after != before {
					t.Fatal("closing and opening the file changed what is derived")
				}
				if err := again.Close(); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func anew(t *testing.T, path string, c *clock) *Store {
	t.Helper()
	s, err := Open(context.Background(), path, Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// agrees derives every order from all live facts, matched all together, and compares.
func agrees(t *testing.T, s *Store, c *clock) {
	t.Helper()
	ctx := context.Background()
	err := s.Update(ctx, func(tx *Tx) error {
		everything, err := tx.events(ctx, "ORDER BY e.seq")
		if err != nil {
			return err
		}
		byOrder := placed(counting(everything))
		seen := 0
		err = tx.EachState(ctx, func(is track.OrderState) error {
			seen++
			want := track.Derive(track.Input{OrderID: is.ID, Events: byOrder[is.ID], Now: c.now(), Rules: tx.rules()})
			is.Check, want.Check = time.Time{}, time.Time{} // with the shop's past at hand, the store looks again at midnight
			if a, b := asText(t, is), asText(t, want); a != b {
				t.Errorf("order %s of %s:\n%s", is.Order, is.Source, cmp.Diff(b, a))
			}
			return nil
		})
		if stated := statedIn(byOrder); seen != stated {
			t.Errorf("%d orders are kept, %d are stated", seen, stated)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func asText(t *testing.T, s track.OrderState) string {
	t.Helper()
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// counting are the facts that no counting retraction takes back, found by looking at each in turn.
func counting(events []track.Event) []track.Event {
	var counts func(e track.Event) bool
	counts = func(e track.Event) bool {
		return !slices.ContainsFunc(events, func(r track.Event) bool {
			return r.Kind == track.Retraction && r.Retracts == e.ID && counts(r)
		})
	}
	return slices.DeleteFunc(slices.Clone(events), func(e track.Event) bool { return !counts(e) })
}

// placed gives every fact its parcel and its order, from the whole set at once.
func placed(events []track.Event) map[string][]track.Event {
	repeats, stated := map[string]bool{}, map[string]map[string]string{} // key -> source -> order
	for _, e := range events {
		if e.Kind == track.OrderRepeated {
			repeats[track.OrderIDOf(e.Order.Source, e.Order.Number)] = true
		}
		if id := statedOrder(e); id != "" {
			if stated[e.Order.Key()] == nil {
				stated[e.Order.Key()] = map[string]string{}
			}
			stated[e.Order.Key()][orderSource(e)] = id
		}
	}
	candidates := func(ref track.OrderRef) []string {
		var first, rest []string
		for source, id := range stated[ref.Key()] {
			switch {
			case ref.Source != "" && ref.Source != source:
			case repeats[id] && ref.Source == "":
				rest = append(rest, id)
			default:
				first = append(first, id)
			}
		}
		if len(first) == 0 {
			first = rest
		}
		slices.Sort(first)
		return first
	}
	parcelOf := track.AssignParcels(events)
	byParcel, returns := map[string][]*track.Event{}, map[string][]string{}
	only := func(e track.Event) string {
		if id := statedOrder(e); id != "" {
			return id
		}
		if ids := candidates(e.Order); e.Order.Number != "" && len(ids) == 1 {
			return ids[0]
		}
		return ""
	}
	for i, e := range events {
		if p := parcelOf[e.ID]; p != "" {
			byParcel[p] = append(byParcel[p], &events[i])
		}
		if id := only(e); e.Return != "" && id != "" && !slices.Contains(returns[e.Return], id) {
			returns[e.Return] = append(returns[e.Return], id)
		}
	}
	out := map[string][]track.Event{}
	for _, e := range events {
		e.ParcelID = parcelOf[e.ID]
		order := only(e)
		if e.ParcelID != "" && (order == "" || e.Kind.About() == "parcel") {
			order, _ = track.ChooseOrder(byParcel[e.ParcelID], candidates)
		}
		if ids := returns[e.Return]; order == "" && e.Order.IsZero() && len(ids) == 1 {
			order = ids[0]
		}
		e.OrderID = order
		out[order] = append(out[order], e)
	}
	return out
}

func statedIn(byOrder map[string][]track.Event) int {
	n := 0
	for id, events := range byOrder {
		if id != "" && slices.ContainsFunc(events, func(e track.Event) bool { return statedOrder(e) == id }) {
			n++
		}
	}
	return n
}
