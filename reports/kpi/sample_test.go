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
	if some(.1) {
		o.Returns = []track.ReturnState{{Return: "R1", Kind: "request", Phase: "received", Lines: []track.ReturnLine{{Line: "1", Requested: 1}}, Opened: stamp(last)}}
	}
	return o
}

func states(list []track.OrderState) iter.Seq[track.OrderState] { return slices.Values(list) }

func byName(figures []Figure) map[string]Figure {
	out := map[string]Figure{}
	for _, f := range figures {
		out[f.Name] = f
	}
	return out
}
