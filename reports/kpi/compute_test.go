package kpi

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ordertrail/track"
)

// one is an order with one parcel; change makes it the case at hand.
func one(change func(*track.OrderState, *track.ParcelState)) track.OrderState {
	o := track.OrderState{
		ID: "O1", Order: "1001", Source: "shop", Facets: track.Facets{State: track.Open},
		Promise: track.Promise{Latest: "2026-05-10", Original: "2026-05-08", Requested: "2026-05-12"},
		Lines:   []track.LineState{{Line: "1", SKU: "A", Ledger: track.Ledger{Ordered: 1}}},
		Times:   track.OrderTimes{Ordered: "2026-05-04T09:00:00-05:00"},
	}
	p := track.ParcelState{Parcel: "P1", Carrier: "ups", Service: "Ground", Phase: track.Moving, Contents: []track.Content{{Line: "1", Quantity: 1}}}
	change(&o, &p)
	o.Parcels = append(o.Parcels, p)
	return o
}

// Read a row as: an order in this <state> gives the KPI <name> <good> of <cases>, with this many <left out> for <code>.
var workedCases = []struct {
	State  string
	Name   string
	Good   int
	Cases  int
	Code   string
	Out    int
	Change func(*track.OrderState, *track.ParcelState)
}{
	{"delivered on the promised day", "on_time_delivery", 1, 1, "no_promise", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Delivered = "2026-05-10T23:59:00-05:00"
	}},
	{"delivered the day after", "on_time_delivery", 0, 1, "late_not_delivered", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Delivered = "2026-05-11T00:01:00-05:00"
	}},
	{"delivered on the promised day far west of the shop", "on_time_delivery", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Delivered = "2026-05-10T23:30:00-10:00" // already the next day at the shop
	}},
	{"delivered in the evening, stated in UTC", "on_time_delivery", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Delivered = "2026-05-11T01:30:00Z" // 20:30 of the 10th at the shop
	}},
	{"delivered, nothing promised", "on_time_delivery", 0, 0, "no_promise", 1, func(o *track.OrderState, p *track.ParcelState) {
		o.Promise, p.Times.Delivered = track.Promise{}, "2026-05-10T10:00:00-05:00"
	}},
	{"past its promise and still moving", "on_time_delivery", 0, 0, "late_not_delivered", 1, func(o *track.OrderState, p *track.ParcelState) {}},
	{"past its promise and still moving", "on_time_of_due", 0, 1, "no_promise", 0, func(o *track.OrderState, p *track.ParcelState) {}},
	{"lost", "on_time_of_due", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) { p.Phase = track.Lost }},
	{"due only today", "on_time_of_due", 0, 0, "", 0, func(o *track.OrderState, p *track.ParcelState) { o.Promise.Latest = "2026-05-21" }},
	{"one unit in a parcel and one in none, both past the promise", "on_time_of_due", 0, 2, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		o.Lines[0].Ledger.Ordered, o.Lines[0].ToShip = 2, 1
	}},
	{"cancelled before it was delivered", "on_time_of_due", 0, 0, "", 0, func(o *track.OrderState, p *track.ParcelState) { o.Facets.State = track.CancelledAs }},
	{"ready at the pick-up point in time, collected late", "on_time_delivery", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Pickup, p.Times.Collection, p.Times.Delivered = true, "2026-05-10T10:00:00-05:00", "2026-05-14T10:00:00-05:00"
	}},
	{"handed over on the ship-by day by our scan", "on_time_ship", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		o.Facts.ShipBy, o.Times.HandedOver = "2026-05-06", "2026-05-06T17:00:00-05:00"
	}},
	{"only a label by the ship-by day", "on_time_ship", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		o.Facts.ShipBy, p.Times.Labelled, o.Lines[0].ToShip = "2026-05-06", "2026-05-05T17:00:00-05:00", 1
	}},
	{"delivered at the second attempt", "first_attempt_delivery", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Failed, p.Times.Delivered = "2026-05-09T10:00:00-05:00", "2026-05-10T10:00:00-05:00"
	}},
	{"delivered, a failed attempt stamped after it", "first_attempt_delivery", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Failed, p.Times.Delivered = "2026-05-10T11:00:00-05:00", "2026-05-10T10:00:00-05:00"
	}},
	{"failed and not delivered", "first_attempt_delivery", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) { p.Times.Failed = "2026-05-09T10:00:00-05:00" }},
	{"sent to a pick-up point by choice", "first_attempt_delivery", 0, 0, "pickup", 1, func(o *track.OrderState, p *track.ParcelState) {
		p.Pickup, p.Times.Delivered = true, "2026-05-10T10:00:00-05:00"
	}},
	{"with two problems", "exception_rate", 1, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Possession = "2026-05-06T17:00:00-05:00"
		o.Tasks = []track.Task{{Subject: "P1", Code: "stalled"}, {Subject: "P1", Code: "attempt_failed"}, {Subject: "", Code: "feed_stale"}}
	}},
	{"moved by the carrier without our scan", "scan_compliance", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Packed, p.Times.Possession = "2026-05-06T15:00:00-05:00", "2026-05-06T17:00:00-05:00"
	}},
	{"three of ten delivered, one of them back", "return_rate", 1, 3, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		o.Lines[0].Ledger = track.Ledger{Ordered: 10, HandedOver: 3, Delivered: 3, ReturnReceived: 1}
		p.Contents[0].Quantity, p.Times.Delivered = 3, "2026-05-10T10:00:00-05:00"
	}},
	{"half delivered by the promise", "otif", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) {
		o.Lines[0].Ledger.Ordered, p.Times.Delivered = 2, "2026-05-09T10:00:00-05:00"
	}},
	{"voided", "on_time_of_due", 0, 1, "", 0, func(o *track.OrderState, p *track.ParcelState) { p.Voided, o.Lines[0].ToShip = true, 1 }},
	{"fulfilled by somebody else", "on_time_of_due", 0, 0, "", 0, func(o *track.OrderState, p *track.ParcelState) { o.Facts.NotOurs = true }},
}

func TestWorkedCases(t *testing.T) {
	t.Parallel()
	for _, c := range workedCases {
		t.Run(c.Name+" of an order "+c.State, func(t *testing.T) {
			t.Parallel()
			f := One(Collect(states([]track.OrderState{one(c.Change)}), chicago), c.Name, may, Latest, chicago, now)
			if f.Numerator != c.Good || f.Denominator != c.Cases {
				t.Errorf("%d of %d, want %d of %d (%s)", f.Numerator, f.Denominator, c.Good, c.Cases, sentence(f))
			}
			if c.Code != "" && f.Excluded[c.Code] != c.Out {
				t.Errorf("left out %v, want %d for %s", f.Excluded, c.Out, c.Code)
			}
		})
	}
}

// Read a row as: an order in this <state> gives the duration <name> of <hours>, or none and <code> instead.
var durationCases = []struct {
	State  string
	Name   string
	Hours  float64
	Code   string
	Change func(*track.OrderState, *track.ParcelState)
}{
	{"label Monday, our scan Wednesday, carrier Thursday", "possession_lag", 24, "", func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Labelled, p.Times.HandedOver, p.Times.Possession = "2026-05-04T10:00:00-05:00", "2026-05-06T10:00:00-05:00", "2026-05-07T10:00:00-05:00"
	}},
	{"possession Thursday, delivered Saturday", "transit_time", 48.5, "", func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Labelled, p.Times.Possession, p.Times.Delivered = "2026-05-04T10:00:00-05:00", "2026-05-07T10:00:00-05:00", "2026-05-09T10:30:00-05:00"
	}},
	{"known to the carrier only from its delivery", "transit_time", 0, "no_carrier_scan", func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Possession, p.Times.Delivered = "2026-05-09T10:30:00-05:00", "2026-05-09T10:30:00-05:00"
	}},
	{"two days, one of them on hold", "order_cycle_time", 24, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver, o.Times.Delivered, o.Times.HoldHours = "2026-05-06T09:00:00-05:00", "2026-05-08T09:00:00-05:00", 24
	}},
	{"handed over on a day without a time", "order_cycle_time", 0, "day_only", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver, o.Times.Delivered = "2026-05-06", "2026-05-08"
	}},
	{"handed over a little before it was placed", "order_cycle_time", 0, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver, o.Times.Delivered = "2026-05-04T08:30:00-05:00", "2026-05-08"
	}},
	{"handed over days before it was placed", "order_cycle_time", 0, "impossible_times", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver, o.Times.Delivered = "2026-05-01T08:30:00-05:00", "2026-05-08"
	}},
	{"handed over and still on its way", "order_cycle_time", 48, "", func(o *track.OrderState, p *track.ParcelState) { o.Times.HandedOver = "2026-05-06T09:00:00-05:00" }},
	{"placed before and delivered after the clocks change", "click_to_deliver", 47, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.Ordered, o.Times.Delivered = "2026-03-07T09:00:00", "2026-03-09T09:00:00"
	}},
	{"still open", "click_to_deliver", 0, "still_open", func(o *track.OrderState, p *track.ParcelState) {}},
}

func TestDurations(t *testing.T) {
	t.Parallel()
	for _, c := range durationCases {
		t.Run(c.Name+" of an order "+c.State, func(t *testing.T) {
			t.Parallel()
			f := One(Collect(states([]track.OrderState{one(c.Change)}), chicago), c.Name, Period{}, Latest, chicago, now)
			if c.Code != "" {
				if f.Known || f.Excluded[c.Code] != 1 {
					t.Errorf("%v hours, left out %v, want none and one %s", f.Value, f.Excluded, c.Code)
				}
				return
			}
			if !f.Known || f.Value != c.Hours || f.P90 != c.Hours {
				t.Errorf("%v hours (9 in 10: %v), want %v", f.Value, f.P90, c.Hours)
			}
		})
	}
}

func TestEachPromiseIsItsOwnBasis(t *testing.T) {
	t.Parallel()
	facts := Collect(states([]track.OrderState{one(func(o *track.OrderState, p *track.ParcelState) { p.Times.Delivered = "2026-05-11T10:00:00-05:00" })}), chicago)
	for basis, want := range map[Basis]int{Latest: 0, Original: 0, Requested: 1, "": 0, "nonsense": 0} {
		if f := One(facts, "on_time_delivery", may, basis, chicago, now); f.Numerator != want || f.Denominator != 1 {
			t.Errorf("against %q: %d of %d, want %d of 1", basis, f.Numerator, f.Denominator, want)
		}
	}
}

func TestThePeriodIsDecidedByTheDayThatClosesTheClock(t *testing.T) {
	t.Parallel()
	facts := Collect(states([]track.OrderState{one(func(o *track.OrderState, p *track.ParcelState) {
		o.Times.Ordered, p.Times.Delivered = "2026-04-28T10:00:00-05:00", "2026-05-01T00:10:00-05:00"
	})}), chicago)
	for period, want := range map[Period]int{
		{From: "2026-05-01", To: "2026-05-01"}: 1, {From: "2026-04-01", To: "2026-04-30"}: 0, {To: "2026-04-30"}: 0, {From: "2026-05-01"}: 1, {}: 1,
	} {
		if f := One(facts, "on_time_delivery", period, Latest, chicago, now); f.N != want {
			t.Errorf("%v counts %d, want %d", period, f.N, want)
		}
	}
}

func TestTheMachinesZoneDoesNotMatter(t *testing.T) {
	list := randomStates(11, 200)
	local := time.Local
	defer func() { time.Local = local }()
	var want []Figure
	for _, name := range []string{"UTC", "America/Chicago", "Asia/Kolkata", "Pacific/Kiritimati", "America/Sao_Paulo"} {
		time.Local = mustZone(name)
		got := Compute(gathered(list), may, Latest, chicago, now.In(time.Local))
		if want == nil {
			want = got
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on a machine in %s (-UTC +there):\n%s", name, diff)
		}
	}
}

func TestTheOrderOfTheRowsDoesNotMatter(t *testing.T) {
	t.Parallel()
	list := randomStates(12, 200)
	want := Compute(gathered(list), may, Latest, chicago, now)
	slices.Reverse(list)
	if diff := cmp.Diff(want, Compute(gathered(list), may, Latest, chicago, now)); diff != "" {
		t.Error(diff)
	}
}

func TestMonthsAddUpToTheWhole(t *testing.T) {
	t.Parallel()
	facts := gathered(randomStates(13, 400))
	whole := byName(Compute(facts, Period{}, Latest, chicago, now))
	for name, points := range Trend(facts, Latest, chicago, now) {
		good, n := 0, 0
		for _, p := range points {
			good, n = good+p.Numerator, n+p.N
		}
		if whole[name].Unit == PerThousand { // a month with questions and no orders has no rate, and no point
			good = 0
			for _, month := range []string{"2026-02", "2026-03", "2026-04", "2026-05", "2026-06"} {
				good += One(facts, name, MonthOf(month), Latest, chicago, now).Numerator
			}
		}
		if whole[name].Unit == Times { // the average stock of a time is not the sum of its months'
			continue
		}
		if good != whole[name].Numerator || n != whole[name].N {
			t.Errorf("%s: the months add up to %d of %d, the whole is %d of %d", name, good, n, whole[name].Numerator, whole[name].N)
		}
	}
}

func TestCarriersAddUpToTheWhole(t *testing.T) {
	t.Parallel()
	facts := gathered(randomStates(14, 400))
	whole := byName(Compute(facts, may, Latest, chicago, now))
	var parcels, onTime, first, lag, transit int
	for _, s := range Scores(facts, may, Latest, chicago, now) {
		parcels, onTime, first, lag, transit = parcels+s.Parcels, onTime+s.OnTime.Numerator, first+s.FirstAttempt.N, lag+s.Lag.N, transit+s.Transit.N
	}
	got := []int{parcels, onTime, first, lag, transit}
	want := []int{whole["exception_rate"].N, whole["on_time_delivery"].Numerator, whole["first_attempt_delivery"].N, whole["possession_lag"].N, whole["transit_time"].N}
	if !slices.Equal(got, want) {
		t.Errorf("carriers add up to %v, the whole is %v", got, want)
	}
}

func TestIntervalsAreWilsons(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ good, n, low, high float64 }{
		{900, 1000, 87.9848, 91.7091}, // the contract's example rounds these to 88.0 and 91.7
		{0, 10, 0, 27.7533},
		{10, 10, 72.2467, 100},
		{1, 1, 20.6549, 100},
		{5, 10, 23.6594, 76.3406},
	} {
		got := wilson(c.good, c.n)
		if math.Abs(got[0]-c.low) > 6e-4 || math.Abs(got[1]-c.high) > 6e-4 {
			t.Errorf("wilson(%v of %v) = %v, want %v to %v", c.good, c.n, got, c.low, c.high)
		}
	}
}

func TestQuantilesAreReadAsSpreadsheetsDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values      []float64
		median, p90 float64
	}{
		{nil, 0, 0}, {[]float64{7}, 7, 7}, {[]float64{1, 2}, 1.5, 1.9}, {[]float64{4, 1, 3, 2, 5}, 3, 4.6}, {[]float64{10, 20, 30, 40}, 25, 37},
	} {
		median, p90 := medianAnd90(slices.Clone(c.values))
		if math.Abs(median-c.median) > 1e-12 || math.Abs(p90-c.p90) > 1e-12 {
			t.Errorf("%v: median %v and 9 in 10 %v, want %v and %v", c.values, median, p90, c.median, c.p90)
		}
	}
}

func TestTheJSONIsTheContracts(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		figure Figure
		want   string
	}{
		"a rate": {
			Figure{Name: "on_time_delivery", Unit: Percent, Value: 90, Known: true, Numerator: 900, Denominator: 1000, N: 1000, Interval: wilson(900, 1000), Excluded: map[string]int{"no_promise": 12, "late_not_delivered": 3}, Told: "…"},
			`{"name":"on_time_delivery","unit":"percent","value":90,"numerator":900,"denominator":1000,"n":1000,"excluded":{"late_not_delivered":3,"no_promise":12},"interval":[87.98,91.71],"says":"…"}`,
		},
		"a duration of few cases": {
			Figure{Name: "transit_time", Unit: Hours, Value: 48.123, P90: 72, Known: true, N: 4, Told: "…"},
			`{"name":"transit_time","unit":"hours","value":48.12,"p90":72,"n":4,"thin":true,"excluded":{},"says":"…"}`,
		},
		"nothing to count": {
			Figure{Name: "otif", Unit: Percent, Told: "…"},
			`{"name":"otif","unit":"percent","value":null,"numerator":0,"denominator":0,"n":0,"excluded":{},"says":"…"}`,
		},
		"money": {
			Figure{Name: "fulfilment_cost_per_order", Unit: Amount, Value: 1184.5, Known: true, Currency: "USD", Numerator: 71070, Denominator: 60, N: 60, Told: "…"},
			`{"name":"fulfilment_cost_per_order","unit":"money","value":11.85,"currency":"USD","denominator":60,"n":60,"excluded":{},"total":{"minor":71070,"currency":"USD"},"says":"…"}`,
		},
	} {
		got, err := json.Marshal(c.figure)
		if err != nil || string(got) != c.want {
			t.Errorf("%s:\n got %s (%v)\nwant %s", name, got, err, c.want)
		}
	}
}

// contract lists the names the command line promises.
var contract = strings.Fields(`on_time_delivery on_time_of_due order_cycle_time transit_time click_to_deliver order_accuracy pick_accuracy scan_compliance
	fulfilment_cost_per_order inventory_turnover on_time_ship otif perfect_order first_attempt_delivery exception_rate possession_lag return_rate
	return_cycle_time wismo_rate detection_lead`)

// beyond lists the names that the reference defines and the contract leaves open.
var beyond = strings.Fields(`ship_complete pick_accuracy_escaped knew_first dock_to_stock return_release_time return_approval_time return_customer_time
	return_payout_time claim_recovery claim_payment_time`)

func TestTheTableHoldsEveryNameOfTheContractOnce(t *testing.T) {
	t.Parallel()
	var names []string
	for _, d := range Definitions() {
		names = append(names, d.Name)
		if len(d.columns) == 0 {
			t.Errorf("%s counts nothing", d.Name)
		}
		if d.Unit == "" {
			t.Errorf("%s has no unit", d.Name)
		}
	}
	slices.Sort(names)
	want := slices.Sorted(slices.Values(append(slices.Clone(contract), beyond...)))
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("names (-contract +table):\n%s", diff)
	}
}

func TestEveryRowThatIsLeftOutIsOfACodeInTheTable(t *testing.T) {
	t.Parallel()
	facts := gathered(randomStates(15, 600))
	for _, f := range Compute(facts, Period{}, Latest, chicago, now) {
		i := slices.IndexFunc(definitions, func(d Definition) bool { return d.Name == f.Name })
		if len(f.Listed) != len(definitions[i].Listed) {
			t.Errorf("%s lists %v, its definition names %v", f.Name, f.Listed, definitions[i].Listed)
		}
		if len(f.Excluded) != len(definitions[i].Excluded) {
			t.Errorf("%s leaves out %v, its definition names %v", f.Name, f.Excluded, definitions[i].Excluded)
		}
	}
}

func FuzzCollectAndComputeKeepTheirSums(f *testing.F) {
	f.Add("2026-05-10T10:00:00-05:00", "2026-05-11", "2026-05-10", 3, int64(500))
	f.Add("", "9999-99-99", "0000-00-00", -1, int64(math.MaxInt64))
	f.Add("2026-05-10T10:00:00Z", "2026-05-10T10:00:00", "x", 1<<40, int64(math.MinInt64))
	f.Fuzz(func(t *testing.T, one, two, promised string, n int, minor int64) {
		o := track.OrderState{
			Order: one, Promise: track.Promise{Latest: track.Date(promised)}, Facts: track.OrderFacts{ShipBy: track.Date(promised)},
			Times: track.OrderTimes{Ordered: track.Stamp(one), HandedOver: track.Stamp(two), Delivered: track.Stamp(two), HoldHours: n},
			Lines: []track.LineState{{Line: "1", ToShip: n, Ledger: track.Ledger{Ordered: n, Delivered: n, ReturnReceived: n}}},
			Parcels: []track.ParcelState{{
				Parcel: one, Cost: track.Money{Minor: minor, Currency: two}, Contents: []track.Content{{Line: "1", Quantity: n}},
				Times: track.ParcelTimes{HandedOver: track.Stamp(one), Possession: track.Stamp(two), Delivered: track.Stamp(one), Failed: track.Stamp(two)},
			}},
		}
		facts := Collect(states([]track.OrderState{o, o}), chicago)
		for _, figure := range Compute(facts, Period{}, Latest, chicago, now) {
			if math.IsNaN(figure.Value) || math.IsInf(figure.Value, 0) || figure.Unit == Percent && (figure.Value < 0 || figure.Value > 100 || figure.Interval[0] > figure.Interval[1]) {
				t.Errorf("%+v", figure)
			}
			if _, err := json.Marshal(figure); err != nil {
				t.Error(err)
			}
		}
		Trend(facts, Original, chicago, now)
		Scores(facts, may, Requested, chicago, now)
	})
}

func FuzzAnyTextMakesAWorkbook(f *testing.F) {
	for _, text := range hostileTexts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		facts := Facts{Orders: []OrderFact{{OrderID: text, Order: text, Source: text}}, Episodes: []EpisodeFact{{Code: text}}}
		file, err := excelize.OpenReader(bytes.NewReader(writtenBook(t, facts, Period{}, Latest)))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if formula, err := file.GetCellFormula(string(Orders), "B2"); formula != "" || err != nil {
			t.Errorf("%q became the formula %q (%v)", text, formula, err)
		}
	})
}

func BenchmarkCollect100kOrders(b *testing.B) {
	list := randomStates(1, 100_000)
	for b.Loop() {
		gathered(list)
	}
}

func BenchmarkCompute100kOrders(b *testing.B) {
	facts := gathered(randomStates(1, 100_000))
	for b.Loop() {
		Compute(facts, may, Latest, chicago, now)
	}
}

func BenchmarkWorkbook10kOrders(b *testing.B) {
	facts := gathered(randomStates(1, 10_000))
	figures := Compute(facts, may, Latest, chicago, now)
	for b.Loop() {
		if err := WriteWorkbook(discard{}, facts, may, figures, cover(Latest)); err != nil {
			b.Fatal(err)
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
