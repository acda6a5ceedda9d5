package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ordertrail/track"
)

// StatusChange is a moment at which what an order showed changed: its headline, a facet, a parcel's phase, or that it is known.
type StatusChange struct {
	At    time.Time
	Known bool // false when the order was not known any more
	State track.OrderState
}

// mostLooks bounds how many moments of one order are looked at: a year of days and as many facts.
const mostLooks = 2000

// Changes lists, oldest first, when an order came to show something else, up to this moment: because something was recorded,
// taken back or ruled, or because time alone brought it about. rules are those of any moment; ruled is when they changed. Of
// an order with very many moments the newest are looked at.
func (p *Moment) Changes(ctx context.Context, id string, rules func(time.Time) track.Rules, ruled []time.Time) ([]StatusChange, error) {
	y, err := p.replayOf(ctx, id)
	if err != nil {
		return nil, err
	}
	w := &walk{replay: y, id: id, until: p.at, rules: func(at time.Time) track.Rules {
		r := rules(at)
		r.Past, r.Silent = p.past, begunBy(p.silent, at)
		return r
	}}
	moments := y.moments(append(edgesOf(p.silent), ruled...), p.at)
	moments = moments[max(0, len(moments)-mostLooks):]
	for i, at := range moments {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("changes of order %s: %w", id, err)
		}
		next := p.at.Add(time.Millisecond)
		if i+1 < len(moments) {
			next = moments[i+1]
		}
		w.stretch(at, next)
	}
	return w.found, p.past.err
}

// edgesOf are the instants at which carriers fell silent or were heard of again.
func edgesOf(silent map[string][]track.Span) (edges []time.Time) {
	for _, spans := range silent {
		for _, s := range spans {
			if edges = append(edges, s.From); !s.To.IsZero() {
				edges = append(edges, s.To)
			}
		}
	}
	return edges
}

// moments are the instants at which something about the orders was recorded or taken back, and the others named, in order.
func (y *replay) moments(others []time.Time, until time.Time) []time.Time {
	set := map[int64]bool{}
	for _, seen := range y.sightings {
		for _, s := range seen {
			set[s.recorded] = true
			if s.undone != 0 {
				set[s.undone] = true
			}
		}
	}
	for _, at := range others {
		set[at.UnixMilli()] = true
	}
	var out []time.Time
	for _, ms := range slices.Sorted(maps.Keys(set)) {
		if ms <= until.UnixMilli() {
			out = append(out, time.UnixMilli(ms).UTC())
		}
	}
	return out
}

// walk follows one order through time.
type walk struct {
	*replay
	id    string
	rules func(time.Time) track.Rules
	until time.Time
	found []StatusChange
	looks int
}

// stretch looks at the order at a moment, and then whenever time alone may change it, until the next.
func (w *walk) stretch(at, next time.Time) {
	placed := w.place(at.UnixMilli(), zoneOf(w.rules(at)))
	for at.Before(next) {
		row, _ := w.order(w.id, placed, at, w.rules(at))
		w.note(at, row)
		if w.looks++; row == nil || row.state.Check.IsZero() || w.looks > mostLooks {
			return
		}
		at = row.state.Check
	}
}

// note keeps a moment at which the order shows something else than before.
func (w *walk) note(at time.Time, row *orderRow) {
	c := StatusChange{At: at, Known: row != nil}
	if row != nil {
		c.State = row.state
	}
	if n := len(w.found); n == 0 && !c.Known || n > 0 && w.found[n-1].Known == c.Known && track.SameStatus(w.found[n-1].State, c.State) {
		return
	}
	w.found = append(w.found, c)
}

// OrdersByNumber are the orders that a number meant then, of one source or, with "", of any.
func (p *Moment) OrdersByNumber(ctx context.Context, number, source string) ([]track.OrderState, error) {
	ids, err := all(ctx, p.r.q, scanText, `SELECT DISTINCT order_id FROM events WHERE order_key = $1 AND order_key <> '' AND kind = 'order_stated'
		AND recorded_at <= $2 ORDER BY order_id`, track.OrderKey(number), p.at.UnixMilli())
	if err != nil {
		return nil, fmt.Errorf("order number %q: %w", number, err)
	}
	y, err := p.replay(ctx, []string{track.OrderKey(number)})
	if err == nil {
		err = p.remember(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("order number %q: %w", number, err)
	}
	placed := y.place(p.at.UnixMilli(), p.r.zone)
	var out []track.OrderState
	for _, id := range ids {
		if row, _ := y.order(id, placed, p.at, p.rules); row != nil && (source == "" || row.source == source) {
			out = append(out, row.state)
		}
	}
	return out, nil
}
