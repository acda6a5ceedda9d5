package importers

import (
	"context"
	"testing"

	"ordertrail/track"
)

// ledger is a Known that remembers what was taken in, as a store would: the freshest statement of an order counts.
type ledger struct {
	t      testing.TB
	live   map[string]bool
	orders map[track.OrderRef]KnownOrder
}

func newLedger(t testing.TB) *ledger {
	return &ledger{t: t, live: map[string]bool{}, orders: map[track.OrderRef]KnownOrder{}}
}

// take records every draft of a reading.
func (l *ledger) take(r *Reading) {
	for _, d := range r.Drafts {
		for _, e := range d.Events {
			l.live[e.ID] = true
			if e.Kind != track.OrderStated {
				continue
			}
			key := keyed(e.Order)
			old, known := l.orders[key]
			if known && older(e.AsOf, old.AsOf) {
				continue
			}
			l.orders[key] = KnownOrder{Facts: *e.OrderFacts, Customer: d.Customer, AsOf: e.AsOf, Event: e.ID, Edited: old.Edited}
		}
	}
}

func (l *ledger) Live(_ context.Context, ids []string) (map[string]bool, error) {
	if len(ids) > batch {
		l.t.Errorf("asked for %d events at once", len(ids))
	}
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = l.live[id]
	}
	return out, nil
}

func (l *ledger) Orders(_ context.Context, refs []track.OrderRef) (map[track.OrderRef]KnownOrder, error) {
	if len(refs) > batch {
		l.t.Errorf("asked for %d orders at once", len(refs))
	}
	out := map[track.OrderRef]KnownOrder{}
	for _, ref := range refs {
		if o, ok := l.orders[keyed(ref)]; ok {
			out[ref] = o
		}
	}
	return out, nil
}

// compare plans r against l or fails the test, and checks that the rows add up.
func (l *ledger) compare(r *Reading) *Plan {
	l.t.Helper()
	p, err := Compare(context.Background(), r, l)
	if err != nil {
		l.t.Fatal(err)
	}
	addsUp(l.t, p)
	return p
}

// fataler is what testing.TB and rapid.T have in common here.
type fataler interface{ Errorf(string, ...any) }

// addsUp checks that every row is counted once.
func addsUp(t fataler, p *Plan) {
	if sum := p.New + p.Changed + p.Same + p.Conflict + p.Rejected + p.Ignored; sum != p.Reading.Rows || len(p.Rows) != sum {
		t.Errorf("%s: %d rows, but the plan counts %d and lists %d", p.Reading.File, p.Reading.Rows, sum, len(p.Rows))
	}
	seen := map[int]bool{}
	for _, row := range p.Rows {
		if seen[row.Row] {
			t.Errorf("%s: row %d is counted twice", p.Reading.File, row.Row)
		}
		seen[row.Row] = true
	}
}
