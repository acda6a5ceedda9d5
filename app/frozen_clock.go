package app

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// restate compares a published month with what the facts say now. Where the shop's clock was moved since, the rows it touches
// are counted by the old clock once more, so that no fact is blamed for what the clock did.
func (a *App) restate(ctx context.Context, s kpi.Snapshot, facts kpi.Facts, basis kpi.Basis) ([]kpi.Restated, error) {
	list := kpi.Restate(s, facts, basis, a.zone(), a.now())
	clock, err := time.LoadLocation(s.Zone)
	if err != nil || s.Zone == a.zone().String() {
		return list, nil // a month kept with a zone that this computer does not know is compared as it is
	}
	orders := map[string]bool{}
	for _, r := range list {
		for _, row := range r.Rows {
			orders[row.Row().OrderID] = true
		}
	}
	if len(orders) == 0 {
		return list, nil
	}
	old, err := a.factsByClock(ctx, slices.Sorted(maps.Keys(orders)), clock)
	if err != nil {
		return nil, err
	}
	return kpi.ByClock(list, kpi.Restate(s, old, basis, clock, a.now())), nil
}

// factsByClock are the rows of some orders as they would be if the shop's clock were another.
func (a *App) factsByClock(ctx context.Context, ids []string, clock *time.Location) (facts kpi.Facts, err error) {
	settings := a.Settings().rules()
	settings.Zone = clock.String()
	err = a.store.Read(ctx, func(r *store.Reader) error {
		rules, err := r.Completed(ctx, settings.decide(), a.now())
		if err != nil {
			return err
		}
		shop, err := a.factShopIn(ctx, r, clock)
		if err != nil {
			return err
		}
		if shop.Bench, err = benchOf(ctx, r, ids); err != nil {
			return err
		}
		var failed error
		facts = shop.Collect(func(yield func(track.OrderState) bool) {
			failed = r.EachDerivableOf(ctx, ids, func(d store.Derivable) error {
				if len(d.Events) > 0 { // one that was taken back has none
					yield(track.Derive(track.Input{OrderID: d.ID, Events: d.Events, Now: a.now(), Rules: rules}))
				}
				return nil
			})
		})
		return failed
	})
	return facts, err
}

// clockMoved is the latest change of the shop's clock after a moment; nil when none is recorded.
func (a *App) clockMoved(ctx context.Context, r *store.Reader, after time.Time) (*SinceFact, error) {
	for newest := int64(0); ; {
		list, err := r.Rulings(ctx, newest, 2)
		if err != nil || len(list) < 2 || !list[0].At.After(after) {
			return nil, err
		}
		was, err := rulesOf(list[1])
		if err != nil {
			return nil, err
		}
		is, err := rulesOf(list[0])
		if err != nil {
			return nil, err
		}
		if is.Zone != was.Zone {
			return &SinceFact{Kind: "clock", What: was.Zone + " → " + is.Zone, Recorded: a.stamp(list[0].At), Source: list[0].By}, nil
		}
		newest = list[0].N
	}
}

// SinceSays is a fact that came after a month was published, in words.
func (a *App) SinceSays(f SinceFact) string {
	what := f.What
	for _, family := range []string{"phase", "contact", "rates"} {
		if word := a.WordFor(family, f.What); word != f.What {
			what = word
			break
		}
	}
	return strings.TrimSpace(a.WordFor("since", f.Kind) + " " + what)
}
