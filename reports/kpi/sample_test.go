package kpi

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"time"

	"ordertrail/track"
)

var (
	chicago = mustZone("America/Chicago")
	now     = time.Date(2026, 5, 21, 16, 20, 0, 0, chicago)
	may     = Period{From: "2026-05-01", To: "2026-05-31"}
)

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return zone
}

// randomStates makes orders in which nearly everything can be known, unknown, late, wrong or missing.
func randomStates(seed uint64, n int) []track.OrderState {
	r := rand.New(rand.NewPCG(seed, 7))
	out := make([]track.OrderState, 0, n)
	for i := range n {
		out = append(out, randomState(r, i))
	}
	return out
}

func randomState(r *rand.Rand, i int) track.OrderState {
	some := func(share float64) bool { return r.Float64() < share }
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, chicago).Add(time.Duration(r.IntN(90*24*3600)) * time.Second)
	stamp := func(t time.Time) track.Stamp {
		switch k := r.IntN(20); {
		case k == 0:
			return track.DateStamp(t)
		case k < 5:
			return track.LocalStamp(t)
		case k < 8:
			return track.StampOf(t.UTC())
		}
		return track.StampOf(t)
	}
	later := func(t time.Time, hours int) time.Time {
		return t.Add(time.Duration(r.IntN(hours*3600)-1800) * time.Second)
	}
	o := track.OrderState{
		ID: fmt.Sprintf("O%d", i), Order: fmt.Sprintf("=%d", 1000+i), Source: "shop",
		Facets: track.Facets{State: []track.State{track.Open, track.OnHold, track.CancelledAs, track.Closed, track.Open, track.Closed}[r.IntN(6)]},
	}
	if some(.95) {
		o.Times.Ordered = stamp(start)
	}
	if some(.7) {
		o.Times.Paid = stamp(later(start, 3))
	}
	if some(.1) {
		o.Times.HoldHours = r.IntN(60)
	}
	day := func(offset int) track.Date { return track.DateOf(start.AddDate(0, 0, offset), chicago) }
	if some(.8) {
		o.Promise.Latest, o.Promise.Original = day(3+r.IntN(6)), day(3+r.IntN(4))
	}
	if some(.3) {
		o.Promise.Requested = day(4 + r.IntN(6))
	}
	if some(.7) {
		o.Facts.ShipBy = day(1 + r.IntN(3))
	}
	o.Facts.NotOurs = some(.03)
	lines := 1 + r.IntN(3)
	for l := range lines {
		quantity := 1 + r.IntN(4)
		ledger := track.Ledger{Ordered: quantity, Cancelled: r.IntN(2) * r.IntN(2)}
		o.Lines = append(o.Lines, track.LineState{Line: fmt.Sprint(l + 1), SKU: "0012", Title: "+SUM(A1)", Ledger: ledger, NoShip: some(.05), Price: track.Money{Minor: 1999, Currency: "EUR"}})
	}
	var last, lastHanded time.Time
	all := true
	for k := range r.IntN(4) {
		p := track.ParcelState{
			Parcel: fmt.Sprintf("P%d-%d", i, k), Carrier: []string{"ups", "dhl", "=cmd"}[r.IntN(3)], Service: []string{"Ground", ""}[r.IntN(2)],
			Tracking: fmt.Sprintf("00%d", r.Int64()), Phase: track.Moving, Pickup: some(.1), Voided: some(.05),
		}
		l := r.IntN(lines)
		p.Contents = []track.Content{{Line: fmt.Sprint(l + 1), Quantity: 1}}
		t := later(start, 40)
		if some(.8) {
			p.Times.Packed = stamp(t)
		}
		t = later(t, 20)
		if some(.8) {
			p.Times.HandedOver, lastHanded = stamp(t), t
		}
		t = later(t, 20)
		if some(.85) {
			p.Times.Possession = stamp(t)
		}
		t = later(t, 100)
		if some(.15) {
			p.Times.Failed, p.Attempts = stamp(t), 1
			t = later(t, 30)
		}
		if p.Pickup && some(.8) {
			p.Times.Collection = stamp(t)
			t = later(t, 80)
		}
		if some(.75) {
			p.Times.Delivered, p.Phase = stamp(t), track.Delivered
			if some(.05) {
				p.Times.Possession = p.Times.Delivered
			}
			last = t
			o.Lines[l].Ledger.Delivered++
			o.Lines[l].Ledger.ReturnReceived += r.IntN(2)
		} else {
			all = false
		}
		if some(.9) {
			p.Cost = track.Money{Minor: int64(300 + r.IntN(2000)), Currency: []string{"EUR", "EUR", "EUR", "USD"}[r.IntN(4)]}
		}
		if some(.2) {
			p.Surcharge = track.Money{Minor: int64(r.IntN(900) - 200), Currency: "EUR"}
		}
		if some(.05) {
			p.Why.Rule = track.RuleOverride
		}
		if some(.2) {
			o.Tasks = append(o.Tasks, track.Task{Task: "T1", Code: "stalled", Owner: "operations", Subject: p.Parcel, State: track.TaskCleared, Opened: t})
		}
		o.Parcels = append(o.Parcels, p)
	}
	if !lastHanded.IsZero() && some(.8) {
		o.Times.HandedOver = stamp(lastHanded)
	}
	if all && !last.IsZero() {
		o.Times.Delivered = stamp(last)
	}
	for l := range o.Lines {
		o.Lines[l].ToShip = max(0, o.Lines[l].Ledger.Ordered-o.Lines[l].Ledger.Cancelled-o.Lines[l].Ledger.Delivered)
	}
	for k := range r.IntN(3) {
		at := later(start, 200)
		o.Contacts = append(o.Contacts, track.Asked{Code: []string{"where_is_it", "where_is_it", "missing", "damaged", "wrong_item", "wrong_papers", "other"}[r.IntN(7)], At: stamp(at), Event: fmt.Sprintf("E%d-%d", i, k)})
		if some(.3) {
			o.Tasks = append(o.Tasks, track.Task{Task: fmt.Sprintf("T%d-%d", i, k), Code: "attempt_failed", Opened: at.Add(time.Duration(r.IntN(4000)-2000) * time.Minute), Reason: []track.Reason{"", "customs_documents"}[r.IntN(2)]})
		}
	}
	if o.Times.HoldHours > 0 {
		o.Times.Holds = []track.Span{{From: start.Add(time.Hour), To: start.Add(time.Duration(1+o.Times.HoldHours) * time.Hour)}}
	}
	for l := range o.Lines {
		if some(.7) {
			o.Lines[l].Ledger.Packed = 1
			o.Lines[l].Ledger.HandedOver = r.IntN(3)
		}
		o.Lines[l].Implied = some(.1)
		o.Lines[l].SKU = []string{"0012", "0013", "none"}[r.IntN(3)]
	}
	if some(.3) {
		x := track.ClaimState{Claim: fmt.Sprintf("C%d", i), State: []string{"filed", "paid", "refused"}[r.IntN(3)], Kind: []string{"lost", "damaged"}[r.IntN(2)], Filed: stamp(later(start, 300))}
		if some(.9) {
			x.Claimed = track.Money{Minor: int64(1000 + r.IntN(5000)), Currency: []string{"EUR", "EUR", "USD"}[r.IntN(3)]}
		}
		if x.State != "filed" {
			x.Ended = stamp(later(start, 900))
		}
		if x.State == "paid" {
			x.Paid = track.Money{Minor: int64(r.IntN(4000)), Currency: "EUR"}
		}
		o.Claims = append(o.Claims, x)
	}
	if some(.3) {
		o.Returns = randomReturns(r, start, later, stamp)
	}
	return o
}

// randomReturns is one return of two lines, anywhere on its way.
func randomReturns(r *rand.Rand, start time.Time, later func(time.Time, int) time.Time, stamp func(time.Time) track.Stamp) []track.ReturnState {
	x := track.ReturnState{Return: "R1", Kind: []string{"request", "request", "rts"}[r.IntN(3)], Phase: "requested", Opened: stamp(later(start, 100))}
	got := r.IntN(3)
	x.Lines = []track.ReturnLine{{Line: "1", Requested: 1, Received: got, Decided: r.IntN(got + 1)}, {Line: "2", Requested: 1}}
	at := start
	for _, s := range []*track.Stamp{&x.Authorised, &x.Received, &x.Decided, &x.Released} {
		if at = later(at, 120); r.IntN(4) > 0 {
			*s = stamp(at)
		}
	}
	if r.IntN(2) == 0 {
		x.Phase, x.Resolution = "closed", []string{"refund", "keep_item"}[r.IntN(2)]
	}
	x.Lines[0].Disposition = []string{"", "restock", "scrap"}[r.IntN(3)]
	x.Cause = []string{"", "changed_mind", "damaged", "wrong_item"}[r.IntN(4)]
	return []track.ReturnState{x}
}

// gathered collects states as a shop with opening hours, rates, a bench and stock lists would.
func gathered(list []track.OrderState) Facts {
	r := rand.New(rand.NewPCG(5, 3))
	shop := Shop{
		Calendar: Calendar{Zone: chicago, Opens: 8 * 60, Shuts: 17*60 + 30, Closed: map[track.Date]bool{"2026-05-04": true}},
		Rates:    Rates{Currency: "EUR", Packaging: 85, LabourPerHour: 1850},
		Bench:    map[string]Bench{},
	}
	for _, o := range list {
		shop.Bench[o.ID] = Bench{Mismatches: len(o.ID+o.Order) % 3, Seconds: 37 * len(o.Lines) * len(o.Tasks)}
	}
	days := []track.Date{"2026-03-10", "2026-04-14", "2026-05-12"}
	for i, on := range days {
		for k, sku := range []string{"0012", "0013"} {
			s := StockFact{SKU: sku, On: on, OnHand: r.IntN(50), UnitCost: track.Money{Minor: int64(300 + r.IntN(400)), Currency: []string{"EUR", "EUR", "USD"}[r.IntN(3)]}, FirstOfDay: k == 0}
			if i+1 < len(days) {
				s.Until = days[i+1]
			}
			shop.Stock = append(shop.Stock, s)
		}
	}
	return shop.Collect(states(list))
}

func states(list []track.OrderState) iter.Seq[track.OrderState] { return slices.Values(list) }

func byName(figures []Figure) map[string]Figure {
	out := map[string]Figure{}
	for _, f := range figures {
		out[f.Name] = f
	}
	return out
}
