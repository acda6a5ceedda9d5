package kpi

import (
	"bytes"
	"compress/gzip"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ordertrail/track"
)

var freezing = time.Date(2026, 6, 2, 9, 0, 0, 0, chicago)

func TestAPublishedMonthReadsBackAsItWas(t *testing.T) {
	t.Parallel()
	s := Freeze(gathered(randomStates(21, 150)), "2026-04", chicago, freezing)
	text, err := s.Encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeSnapshot(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, got, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
}

// TestAMonthPublishedWithItsSentencesIsReadStill: figures were once kept with what was said of them in words.
func TestAMonthPublishedWithItsSentencesIsReadStill(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	w := gzip.NewWriter(&text)
	const kept = `{"Month":"2026-04","Figures":{"latest":[{"Name":"otif","Unit":"percent","Value":50,"Known":true,"N":2,"Says":"1 order of 2."}]}}`
	if _, err := w.Write([]byte(kept)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := DecodeSnapshot(text.Bytes())
	if err != nil || len(s.Figures[Latest]) != 1 || s.Figures[Latest][0].Value != 50 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestWhileNothingComesAPublishedMonthIsNotRestated(t *testing.T) {
	t.Parallel()
	list := randomStates(22, 200)
	s := Freeze(gathered(list), "2026-04", chicago, freezing)
	slices.Reverse(list)
	for _, basis := range bases {
		for _, r := range Restate(s, gathered(list), basis, chicago, freezing) {
			if r.Changed() {
				t.Errorf("%s against %s: %v was %v, rows %+v", r.Today.Name, basis, r.Today.Value, r.Frozen.Value, r.Rows)
			}
		}
	}
}

// shipped is an order of which everything went well, in May.
func shipped(change func(*track.OrderState, *track.ParcelState)) track.OrderState {
	return one(func(o *track.OrderState, p *track.ParcelState) {
		o.Times.HandedOver, o.Times.Delivered = "2026-05-06T09:00:00-05:00", "2026-05-08T09:00:00-05:00"
		o.Lines[0].Ledger = track.Ledger{Ordered: 1, Picked: 1, Packed: 1, HandedOver: 1, Delivered: 1}
		p.Times.Packed, p.Times.HandedOver = "2026-05-06T08:00:00-05:00", "2026-05-06T09:00:00-05:00"
		p.Times.Possession, p.Times.Delivered = "2026-05-06T18:00:00-05:00", "2026-05-08T09:00:00-05:00"
		p.Phase, p.Cost = track.Delivered, track.Money{Minor: 843, Currency: "USD"}
		change(o, p)
	})
}

// Read a row as: a month published with an order <then>, of which <now> became known later, restates <KPI> for <reason>.
var restatedCases = []struct {
	Known string
	KPI   string
	Why   string
	Was   float64
	Is    float64
	Then  func(*track.OrderState, *track.ParcelState)
	Now   func(*track.OrderState, *track.ParcelState)
}{
	{"that the parcel was delivered late", "on_time_of_due", "late_delivery", 0, 100, func(o *track.OrderState, p *track.ParcelState) {
		o.Times.Delivered, p.Times.Delivered, o.Lines[0].Ledger.Delivered = "", "", 0
	}, func(o *track.OrderState, p *track.ParcelState) {}},
	{"an address-correction surcharge, invoiced a month later", "fulfilment_cost_per_order", "late_invoice", 843, 2443, nil, func(o *track.OrderState, p *track.ParcelState) {
		p.Surcharge = track.Money{Minor: 1600, Currency: "USD"}
	}},
	{"that an attempt had failed", "first_attempt_delivery", "late_attempt", 100, 0, nil, func(o *track.OrderState, p *track.ParcelState) {
		p.Times.Failed, p.Attempts = "2026-05-07T09:00:00-05:00", 1
	}},
	{"that the customer got the wrong item", "pick_accuracy_escaped", "late_complaint", 100, 0, nil, func(o *track.OrderState, p *track.ParcelState) {
		o.Contacts = []track.Asked{{Code: "wrong_item", At: "2026-06-03T10:00:00-05:00", Event: "E1"}}
	}},
	{"that it came back", "return_rate", "late_return", 0, 100, nil, func(o *track.OrderState, p *track.ParcelState) { o.Lines[0].Ledger.ReturnReceived = 1 }},
	{"that something else had been promised", "on_time_delivery", "promise_changed", 100, 0, nil, func(o *track.OrderState, p *track.ParcelState) { o.Promise.Latest = "2026-05-07" }},
	{"that the order was never ours", "on_time_delivery", WhyGone, 100, 0, nil, func(o *track.OrderState, p *track.ParcelState) { o.Facts.NotOurs = true }},
	{"when the carrier had scanned it", "possession_lag", "late_scan", 9, 7, nil, func(o *track.OrderState, p *track.ParcelState) { p.Times.Possession = "2026-05-06T16:00:00-05:00" }},
}

func TestAFrozenMonthIsRestatedWithReasons(t *testing.T) {
	t.Parallel()
	for _, c := range restatedCases {
		t.Run("when it becomes known "+c.Known+", "+c.KPI+" is restated", func(t *testing.T) {
			t.Parallel()
			then := func(o *track.OrderState, p *track.ParcelState) {
				if c.Then != nil {
					c.Then(o, p)
				}
			}
			s := Freeze(Collect(states([]track.OrderState{shipped(then)}), chicago), "2026-05", chicago, freezing)
			fresh := Collect(states([]track.OrderState{shipped(c.Now)}), chicago)
			i := slices.IndexFunc(definitions, func(d Definition) bool { return d.Name == c.KPI })
			r := Restate(s, fresh, Latest, chicago, freezing.AddDate(0, 0, 5))[i]
			if r.Frozen.Value != c.Was || r.Today.Value != c.Is {
				t.Errorf("published as %v, today %v; want %v and %v", r.Frozen.Value, r.Today.Value, c.Was, c.Is)
			}
			if len(r.Rows) != 1 || !slices.Equal(r.Rows[0].Why, []string{c.Why}) || r.Rows[0].Row().Order != "1001" {
				t.Errorf("rows %+v, want one of order 1001 because of %s", r.Rows, c.Why)
			}
		})
	}
}

// Read a row as: of a month published by one set of <rates> and counted by another, <KPI> is restated for <reason> alone.
func TestRatesAreAReasonOfTheirOwn(t *testing.T) {
	t.Parallel()
	order := []track.OrderState{shipped(func(o *track.OrderState, p *track.ParcelState) {})}
	gather := func(s Shop) Facts { return s.Collect(states(order)) }
	office := func(opens int) Calendar { return Calendar{Zone: chicago, Opens: opens * 60, Shuts: 17 * 60} }
	for _, c := range []struct {
		name, kpi, why string
		then, now      Shop
	}{
		{"packaging costs more", "fulfilment_cost_per_order", WhyRates, Shop{Calendar: office(8)}, Shop{Calendar: office(8), Rates: Rates{Currency: "USD", Packaging: 85}}},
		{"complaints may come for longer", "perfect_order", WhyRates, Shop{Calendar: office(8), Rates: Rates{ClaimDays: 1}}, Shop{Calendar: office(8), Rates: Rates{ClaimDays: 300}}},
		{"work begins later", "order_cycle_time", WhyHours, Shop{Calendar: office(8)}, Shop{Calendar: office(12)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := Freeze(gather(c.then), "2026-05", chicago, freezing)
			for _, r := range Restate(s, gather(c.now), Latest, chicago, freezing) {
				if r.Today.Name != c.kpi {
					continue
				}
				if len(r.Rows) != 1 || !slices.Equal(r.Rows[0].Why, []string{c.why}) {
					t.Errorf("rows %+v, want one for %s", r.Rows, c.why)
				}
			}
		})
	}
}

func TestTimeAloneDecidesWhatWasNotKnown(t *testing.T) {
	t.Parallel()
	facts := Collect(states([]track.OrderState{shipped(func(o *track.OrderState, p *track.ParcelState) {
		o.Times.Delivered, p.Times.Delivered = "2026-05-30T09:00:00-05:00", "2026-05-30T09:00:00-05:00"
		o.Promise.Latest = "2026-05-30"
	})}), chicago)
	s := Freeze(facts, "2026-05", chicago, freezing)
	for _, r := range Restate(s, facts, Latest, chicago, freezing.AddDate(0, 1, 0)) {
		if r.Today.Name != "perfect_order" {
			continue
		}
		if r.Frozen.Numerator != 0 || r.Frozen.Listed["unknown_flag"] != 1 || r.Today.Numerator != 1 {
			t.Errorf("published %+v, today %+v", r.Frozen, r.Today)
		}
		if len(r.Rows) != 1 || !slices.Equal(r.Rows[0].Why, []string{WhyTime}) {
			t.Errorf("rows %+v, want one that time decided", r.Rows)
		}
	}
}

func TestTheRowsBehindAFigureAddUpToIt(t *testing.T) {
	t.Parallel()
	facts := gathered(randomStates(23, 300))
	for _, basis := range bases {
		for _, f := range Compute(facts, may, basis, chicago, now) {
			good, cases, n, excluded := 0.0, 0, 0, map[string]int{}
			for code := range f.Excluded {
				excluded[code] = 0
			}
			for _, row := range Rows(facts, f.Name, may, basis, chicago, now) {
				switch {
				case row.Excluded != "":
					excluded[row.Excluded]++
				default:
					good += row.Value
					cases += row.Weight
					n++
				}
			}
			if f.Unit == Share && cases == f.Denominator || f.Unit == Hours {
				cases = n
			} else if int(good) != f.Numerator {
				t.Errorf("%s: the rows add up to %v, the figure is %d", f.Name, good, f.Numerator)
			}
			if cases != f.N || !cmp.Equal(excluded, f.Excluded) {
				t.Errorf("%s: %d cases and %v left out, the figure is %d and %v", f.Name, cases, excluded, f.N, f.Excluded)
			}
		}
	}
}
