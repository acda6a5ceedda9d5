package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// FigureSettings are what figures depend on besides facts: when the shop works, and what work and packaging are reckoned at.
type FigureSettings struct {
	OpensAt       string `json:"opens_at"`        // HH:MM, of the working hours; "" counts the whole working day
	ShutsAt       string `json:"shuts_at"`        // HH:MM
	Packaging     int64  `json:"packaging_minor"` // for each parcel, in minor units of the shop's currency
	LabourPerHour int64  `json:"labour_minor"`    // for each hour at the bench
	ClaimDays     int    `json:"claim_days"`      // how long complaints may come
}

const figuresKey = "figures"

// factShop is what the rows of figures depend on besides the orders and their scans.
func (a *App) factShop(ctx context.Context, r *store.Reader) (kpi.Shop, error) {
	return a.factShopIn(ctx, r, a.zone())
}

// factShopIn is factShop by another clock.
func (a *App) factShopIn(ctx context.Context, r *store.Reader, zone *time.Location) (kpi.Shop, error) {
	var s FigureSettings
	if _, err := r.Setting(ctx, figuresKey, &s); err != nil {
		return kpi.Shop{}, err
	}
	counts, err := r.StockCounts(ctx)
	if err != nil {
		return kpi.Shop{}, err
	}
	rules := a.rules()
	return kpi.Shop{
		Calendar: kpi.Calendar{Zone: zone, Closed: rules.Closed, Opens: rules.Hours.Opens, Shuts: rules.Hours.Shuts},
		Rates:    kpi.Rates{Currency: a.Settings().Currency, Packaging: s.Packaging, LabourPerHour: s.LabourPerHour, ClaimDays: s.ClaimDays},
		Stock:    stockFacts(counts, zone),
	}, nil
}

// minutesOf is a time of day in minutes after midnight; 0 when it is none.
func minutesOf(clock string) int {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return 0
	}
	return t.Hour()*60 + t.Minute()
}

// stockFacts makes one row of each day on which an article was counted: the last count of the day, until the next day.
func stockFacts(counts []store.StockCount, zone *time.Location) []kpi.StockFact {
	var out []kpi.StockFact
	for _, c := range counts {
		f := kpi.StockFact{SKU: c.SKU, On: track.DateOf(c.At, zone), OnHand: c.OnHand, UnitCost: c.Cost}
		last := len(out) - 1
		if last >= 0 && out[last].SKU == f.SKU {
			if f.UnitCost.IsZero() {
				f.UnitCost = out[last].UnitCost // a list without costs says nothing about them
			}
			if out[last].On == f.On {
				out[last] = f
				continue
			}
			out[last].Until = f.On
		}
		out = append(out, f)
	}
	slices.SortFunc(out, func(x, y kpi.StockFact) int {
		if x.On != y.On {
			return strings.Compare(string(x.On), string(y.On))
		}
		return strings.Compare(x.SKU, y.SKU)
	})
	for i := range out {
		out[i].FirstOfDay = i == 0 || out[i-1].On != out[i].On
	}
	return out
}

// longestStep is the longest time between two scans of an order that counts as work on it.
const longestStep = 5 * time.Minute

// refusedPicks are the refusals that mean a wrong item was in the hand.
var refusedPicks = []string{"wrong-item", "too-many"}

// benchOf sums what scans tell of orders: what was refused, and how long somebody worked on them. With no ids, of every order.
func benchOf(ctx context.Context, r *store.Reader, ids []string) (map[string]kpi.Bench, error) {
	out := map[string]kpi.Bench{}
	var order string
	var scans []store.BenchScan
	flush := func() {
		if len(scans) > 0 {
			out[order] = benchTime(scans)
		}
		scans = scans[:0]
	}
	err := r.BenchScans(ctx, ids, func(s store.BenchScan) {
		if s.OrderID != order {
			flush()
			order = s.OrderID
		}
		scans = append(scans, s)
	})
	flush()
	return out, err
}

// benchTime sums the scans of one order: steps of one station longer than five minutes are something else.
func benchTime(scans []store.BenchScan) kpi.Bench {
	slices.SortFunc(scans, func(x, y store.BenchScan) int {
		if x.Station != y.Station {
			return strings.Compare(x.Station, y.Station)
		}
		return x.At.Compare(y.At)
	})
	var b kpi.Bench
	var worked time.Duration
	for i, s := range scans {
		if s.Verdict == "refused" && slices.Contains(refusedPicks, s.Code) {
			b.Mismatches++
		}
		if i == 0 || scans[i-1].Station != s.Station {
			continue
		}
		if step := s.At.Sub(scans[i-1].At); step <= longestStep {
			worked += step
		}
	}
	b.Seconds = int(worked / time.Second)
	return b
}
