package kpi

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordertrail/track"
)

// figuresOf counts every KPI over one order, by name.
func figuresOf(o track.OrderState, p Period, at time.Time) map[string]Figure {
	return byName(Compute(Collect(states([]track.OrderState{o}), chicago), p, Latest, chicago, at))
}

func TestThreeOfTenShippedAndOneReturnedStillShowsSevenToShip(t *testing.T) {
	t.Parallel()
	o := one(func(o *track.OrderState, p *track.ParcelState) {
		o.Lines[0].Ledger = track.Ledger{Ordered: 10, Picked: 3, Packed: 3, HandedOver: 3, Delivered: 3, ReturnReceived: 1}
		o.Lines[0].ToShip = 7
		p.Contents[0].Quantity, p.Times.HandedOver, p.Times.Delivered = 3, "2026-05-06T10:00:00-05:00", "2026-05-09T10:00:00-05:00"
	})
	facts := Collect(states([]track.OrderState{o}), chicago)
	if f := facts.Orders[0]; f.ToShip != 7 || f.Unparcelled != 7 || f.Complete {
		t.Errorf("the order's row says %d to ship, %d of them in no parcel, complete %v; want 7, 7 and not complete", f.ToShip, f.Unparcelled, f.Complete)
	}
	got := figuresOf(o, may, now)
	for name, want := range map[string][2]int{"return_rate": {1, 3}, "otif": {0, 1}, "perfect_order": {0, 1}, "ship_complete": {0, 1}, "on_time_of_due": {1, 2}} {
		if f := got[name]; f.Numerator != want[0] || f.Denominator != want[1] {
			t.Errorf("%s is %d of %d, want %d of %d", name, f.Numerator, f.Denominator, want[0], want[1])
		}
	}
}

func TestDeliveredAtTwoStaysDeliveredThoughOutForDeliveryIsStampedAfterIt(t *testing.T) {
	t.Parallel()
	order := track.OrderRef{Source: "shop", Number: "1001"}
	event := func(phase track.Phase, at track.Stamp) track.Event {
		return track.Event{
			Kind: track.CarrierEvent, Order: order, ParcelID: "PA", Parcel: track.ParcelRef{Number: "PA", Carrier: "ups"}, Phase: phase,
			Occurred: at, Source: track.Source{ID: "ups", Kind: track.SourceCarrierFile},
		}.Sealed()
	}
	stated := track.Event{
		Kind: track.OrderStated, Order: order, Source: track.Source{ID: "shop", Kind: track.SourceShop}, Occurred: "2026-05-04T09:00:00-05:00",
		OrderFacts: &track.OrderFacts{OrderedAt: "2026-05-04T09:00:00-05:00", PromisedOn: "2026-05-10", Lines: []track.LineFacts{{Line: "1", Quantity: 1}}},
	}.Sealed()
	events := []track.Event{
		stated, event(track.Possession, "2026-05-08T10:00:00-05:00"), event(track.Delivered, "2026-05-10T14:00:00-05:00"), event(track.OutForDelivery, "2026-05-10T14:05:00-05:00"),
	}
	for range 2 {
		state := track.Derive(track.Input{OrderID: "O1", Events: events, Now: now, Rules: track.DefaultRules(chicago)})
		f := figuresOf(state, may, now)
		if f["transit_time"].Value != 52 || f["on_time_delivery"].Numerator != 1 {
			t.Errorf("transit %v h, on time %d; want 52 h to 14:00, and on time", f["transit_time"].Value, f["on_time_delivery"].Numerator)
		}
		slices.Reverse(events)
	}
}

func TestPromisedTheTenthAndStillMovingOnTheTwelfthIsLate(t *testing.T) {
	t.Parallel()
	f := figuresOf(one(func(*track.OrderState, *track.ParcelState) {}), may, time.Date(2026, 5, 12, 9, 0, 0, 0, chicago))
	if due := f["on_time_of_due"]; due.Numerator != 0 || due.Denominator != 1 {
		t.Errorf("of all that was due %d of %d, want 0 of 1", due.Numerator, due.Denominator)
	}
	if on := f["on_time_delivery"]; on.Denominator != 0 || on.Excluded["late_not_delivered"] != 1 {
		t.Errorf("on-time delivery counts %d and leaves out %v, want none and one late and not delivered", on.Denominator, on.Excluded)
	}
}

func TestLabelMondayScanWednesdayCarrierThursday(t *testing.T) {
	t.Parallel()
	o := one(func(o *track.OrderState, p *track.ParcelState) {
		o.Facts.ShipBy, o.Times.HandedOver = "2026-05-05", "2026-05-06T10:00:00-05:00"
		p.Times.Labelled, p.Times.HandedOver = "2026-05-04T10:00:00-05:00", "2026-05-06T10:00:00-05:00"
		p.Times.Possession, p.Times.Delivered = "2026-05-07T10:00:00-05:00", "2026-05-09T10:00:00-05:00"
	})
	f := figuresOf(o, may, now)
	if f["possession_lag"].Value != 24 || f["transit_time"].Value != 48 {
		t.Errorf("lag %v h and transit %v h, want a day, and two from Thursday", f["possession_lag"].Value, f["transit_time"].Value)
	}
	if ship := f["on_time_ship"]; ship.Numerator != 0 || ship.Denominator != 1 { // Wednesday is a day after the ship-by day
		t.Errorf("on-time hand-over %d of %d, want 0 of 1: the label of Monday does not count", ship.Numerator, ship.Denominator)
	}
}

// An address-correction surcharge that is invoiced a month later restates the cost of the original month: see
// TestAFrozenMonthIsRestatedWithReasons.

// Read a row as: of an order that <state>, the KPI <name> is <good> of <cases>, and <listed> rows are not sure yet.
var qualityCases = []struct {
	State       string
	Name        string
	Good, Cases int
	Listed      string
	Change      func(*track.OrderState, *track.ParcelState)
}{
	{"went well and was delivered long ago", "perfect_order", 1, 1, "", func(o *track.OrderState, p *track.ParcelState) {}},
	{"was delivered last week", "perfect_order", 0, 1, "unknown_flag", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.Delivered, o.Promise.Latest = "2026-05-15T10:00:00-05:00", "2026-05-16"
	}},
	{"was never promised", "perfect_order", 0, 1, "unknown_flag", func(o *track.OrderState, p *track.ParcelState) { o.Promise = track.Promise{} }},
	{"arrived damaged", "perfect_order", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{{Code: "damaged", At: "2026-05-09T10:00:00-05:00"}}
	}},
	{"came with the wrong papers", "perfect_order", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Tasks = []track.Task{{Code: "customs_hold", Reason: "customs_documents"}}
	}},
	{"brought a claim for damage", "perfect_order", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Claims = []track.ClaimState{{Claim: "C1", Kind: "damaged"}}
	}},
	{"came back because it was the wrong item", "order_accuracy", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Returns = []track.ReturnState{{Return: "R1", Cause: "wrong_item"}}
	}},
	{"was handed over yesterday", "order_accuracy", 1, 1, "may_still_complain", func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver = "2026-05-20T10:00:00-05:00"
	}},
	{"left in two parcels on two days", "ship_complete", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Parcels = append(o.Parcels, track.ParcelState{Parcel: "P0", Phase: track.Delivered, Times: track.ParcelTimes{HandedOver: "2026-05-05T10:00:00-05:00"}})
	}},
	{"left in two parcels on one day", "ship_complete", 1, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Parcels = append(o.Parcels, track.ParcelState{Parcel: "P0", Phase: track.Delivered, Times: track.ParcelTimes{HandedOver: "2026-05-06T07:00:00-05:00"}})
	}},
	{"has a parcel that somebody set by hand", "scan_compliance", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) { p.Why.Rule = track.RuleOverride }},
	{"was asked about twice in one day and once later", "wismo_rate", 2, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{
			{Code: "where_is_it", At: "2026-05-07T10:00:00-05:00"}, {Code: "where_is_it", At: "2026-05-08T09:59:00-05:00"}, {Code: "where_is_it", At: "2026-05-08T10:01:00-05:00"},
		}
	}},
	{"was asked about when a task stood", "knew_first", 1, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{{Code: "where_is_it", At: "2026-05-08T10:00:00-05:00", Event: "E1"}}
		o.Tasks = []track.Task{{Task: "T1", Code: "stalled", Opened: time.Date(2026, 5, 8, 13, 0, 0, 0, time.UTC)}}
	}},
	{"was complained of before any task", "knew_first", 0, 1, "", func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{{Code: "missing", At: "2026-05-08T10:00:00-05:00", Event: "E1"}}
		o.Tasks = []track.Task{{Task: "T1", Code: "says_missing", Event: "E1", Opened: time.Date(2026, 5, 8, 15, 0, 0, 0, time.UTC)}}
	}},
}

func TestQualityOfAnOrder(t *testing.T) {
	t.Parallel()
	for _, c := range qualityCases {
		t.Run(c.Name+" of an order that "+c.State, func(t *testing.T) {
			t.Parallel()
			f := figuresOf(shipped(c.Change), may, now.AddDate(0, 0, 2))[c.Name]
			if f.Numerator != c.Good || f.Denominator != c.Cases {
				t.Errorf("%d of %d, want %d of %d (%s)", f.Numerator, f.Denominator, c.Good, c.Cases, sentence(f))
			}
			for code, n := range f.Listed {
				if (n == 1) != (code == c.Listed) {
					t.Errorf("listed %v, want one %q", f.Listed, c.Listed)
				}
			}
		})
	}
}

func TestHowLongBeforeTheCustomerWeKnew(t *testing.T) {
	t.Parallel()
	task := func(hour int) func(*track.OrderState, *track.ParcelState) {
		return func(o *track.OrderState, p *track.ParcelState) {
			o.Contacts = []track.Asked{{Code: "missing", At: "2026-05-08T10:00:00-05:00", Event: "E1"}}
			o.Tasks = []track.Task{{Task: "T1", Code: "stalled", Opened: time.Date(2026, 5, 8, 15+hour, 30, 0, 0, time.UTC)}}
		}
	}
	for hour, want := range map[int]float64{-3: 2.5, 0: -.5, 4: -4.5} {
		if f := figuresOf(shipped(task(hour)), may, now)["detection_lead"]; f.Value != want {
			t.Errorf("a task at %d:30 gives a lead of %v h, want %v", 10+hour, f.Value, want)
		}
	}
}

func TestTheLeadIsToldInMinutes(t *testing.T) {
	t.Parallel()
	f := figuresOf(shipped(func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{{Code: "missing", At: "2026-05-08T10:00:00-05:00", Event: "E1"}}
		o.Tasks = []track.Task{{Task: "T1", Code: "stalled", Opened: time.Date(2026, 5, 8, 14, 20, 30, 0, time.UTC)}}
	}), may, now)["detection_lead"]
	text, err := json.Marshal(f)
	if err != nil || !strings.Contains(string(text), `"minutes":{"n":1,"value":39.5,"p90":39.5}`) {
		t.Errorf("a task 39 and a half minutes before the question is %s (%v)", text, err)
	}
}

// Read a row as: an order placed on the 4th at 9:00 that <state> has been <inside> our walls for so many hours, or is <open> for so many.
func TestFromClickToDeliveredSaysWhatWasOursAndHowOldTheOpenOnesAre(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state        string
		inside, open *Spread
		change       func(*track.OrderState, *track.ParcelState)
	}{
		{"left two days later and arrived", &Spread{1, 48, 48}, nil, func(o *track.OrderState, p *track.ParcelState) {
			o.Times.HandedOver, o.Times.Delivered = "2026-05-06T09:00:00-05:00", "2026-05-09T09:00:00-05:00"
		}},
		{"arrived, and nobody knows when it left", nil, nil, func(o *track.OrderState, p *track.ParcelState) { o.Times.Delivered = "2026-05-09T09:00:00-05:00" }},
		{"is not there on the 21st", nil, &Spread{1, 17 * 24, 17 * 24}, func(o *track.OrderState, p *track.ParcelState) {}},
		{"is not there and was cancelled", nil, nil, func(o *track.OrderState, p *track.ParcelState) { o.Facets.State = track.CancelledAs }},
	} {
		f := figuresOf(one(c.change), may, now)["click_to_deliver"]
		if diff := cmp.Diff([]*Spread{c.inside, c.open}, []*Spread{f.Inside, f.Open}); diff != "" {
			t.Errorf("an order that %s (-want +got):\n%s", c.state, diff)
		}
	}
}

func TestBusinessHours(t *testing.T) {
	t.Parallel()
	berlin := mustZone("Europe/Berlin")
	at := func(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 0, 0, 0, berlin) }
	shop := Calendar{Zone: berlin, Opens: 8 * 60, Shuts: 17 * 60, Closed: map[track.Date]bool{"2026-03-25": true}}
	// Read a row as: from <from> to <to>, in a shop open 8 to 17 and closed on Wednesday the 25th, are <hours>; in one without hours, <whole>.
	for _, c := range []struct {
		from, to     time.Time
		hours, whole float64
	}{
		{at(23, 9), at(23, 12), 3, 3},
		{at(23, 16), at(24, 9), 2, 17},
		{at(20, 16), at(23, 9), 2, 17}, // over a weekend
		{at(24, 16), at(26, 9), 2, 17}, // over the day it is closed
		{at(27, 16), at(30, 9), 2, 17}, // over the night the clocks change: no working day
		{at(28, 9), at(29, 9), 0, 0},
		{at(23, 12), at(23, 9), 0, 0},
	} {
		if got := shop.Hours(c.from, c.to); got != c.hours {
			t.Errorf("%s to %s: %v business hours, want %v", c.from, c.to, got, c.hours)
		}
		whole := Calendar{Zone: berlin, Closed: shop.Closed}
		if got := whole.Hours(c.from, c.to); got != c.whole {
			t.Errorf("%s to %s: %v hours of working days, want %v", c.from, c.to, got, c.whole)
		}
	}
	if got := shop.Hours(time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)); got <= 0 {
		t.Errorf("a span without end gives %v hours", got)
	}
}

func TestTurnoverValuesStockUntilItsNextCount(t *testing.T) {
	t.Parallel()
	usd := func(minor int64) track.Money { return track.Money{Minor: minor, Currency: "USD"} }
	stock := []StockFact{
		{SKU: "A", On: "2026-05-01", Until: "2026-05-11", OnHand: 100, UnitCost: usd(500), FirstOfDay: true}, // 500.00 for 10 days
		{SKU: "A", On: "2026-05-11", OnHand: 60, UnitCost: usd(500), FirstOfDay: true},                       // 300.00 for the other 21
	}
	shop := func(stock []StockFact) Figure {
		o := shipped(func(o *track.OrderState, p *track.ParcelState) {
			o.Lines[0].Ledger.HandedOver = 40
		})
		f := Shop{Calendar: Calendar{Zone: chicago}, Stock: stock}.Collect(states([]track.OrderState{o}))
		return One(f, "inventory_turnover", may, Latest, chicago, freezing)
	}
	f := shop(stock)
	average := (500.00*10 + 300.00*21) / 31
	if want := 200.00 / average; !f.Known || f.Numerator != 20000 || f.Value < want-1e-4 || f.Value > want+1e-4 {
		t.Errorf("%v times of %d (%s), want %v", f.Value, f.Numerator, sentence(f), want)
	}
	if f := shop(stock[:1]); f.Known || !strings.Contains(sentence(f), "of at least two days; there is 1") {
		t.Errorf("with one count it says %q", sentence(f))
	}
}

var updateZones = flag.Bool("update", false, "write testdata/figures.json")

// TestKPIZones holds the figures of a shop in Chicago against a file: whatever zone the machine is in, and on days the
// clocks change, they are the same. TZ=Asia/Kolkata go test ./reports/kpi -run TestKPIZones runs it on such a machine.
func TestKPIZones(t *testing.T) {
	list := append(randomStates(31, 300), clockChanges()...)
	local := time.Local
	defer func() { time.Local = local }()
	count := func() []byte {
		facts := gathered(list)
		var all []any
		for _, basis := range bases {
			for _, month := range []string{"2026-03", "2026-04", "2026-05", "2026-11"} {
				figures := Compute(facts, MonthOf(month), basis, chicago, now.In(time.Local))
				for i := range figures {
					figures[i].Told = sentence(figures[i])
				}
				all = append(all, figures)
			}
		}
		text, err := json.MarshalIndent(all, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		return append(text, '\n')
	}
	file := filepath.Join("testdata", "figures.json")
	if *updateZones {
		if err := os.WriteFile(file, count(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []*time.Location{local, mustZone("UTC"), mustZone("Europe/Berlin"), mustZone("America/New_York"), mustZone("Asia/Kolkata"), mustZone("Pacific/Auckland")} {
		time.Local = zone
		if diff := cmp.Diff(string(want), string(count())); diff != "" {
			t.Errorf("on a machine in %s (-file +there):\n%s", zone, diff)
		}
	}
}

// clockChanges are orders around the nights on which the clocks of Chicago change.
func clockChanges() []track.OrderState {
	var out []track.OrderState
	for i, day := range []string{"2026-03-08", "2026-11-01"} {
		out = append(out, one(func(o *track.OrderState, p *track.ParcelState) {
			o.ID, o.Order = "DST"+day, "DST-"+string(rune('1'+i))
			o.Promise.Latest, o.Times.Ordered = track.Date(day), track.Stamp(day+"T00:30:00")
			p.Times.HandedOver, p.Times.Possession, p.Times.Delivered = track.Stamp(day+"T01:30:00"), track.Stamp(day+"T03:30:00"), track.Stamp(day+"T23:59:00")
			o.Times.HandedOver, o.Times.Delivered = p.Times.HandedOver, p.Times.Delivered
		}))
	}
	return out
}
