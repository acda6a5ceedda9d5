package track

import (
	"strconv"
	"testing"
	"time"
)

// typical is an order of twelve facts: two lines picked and packed, handed over, and delivered at the second attempt.
func typical() []Event {
	s := newStory(&testing.T{}).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}, LineFacts{Line: "2", SKU: "B", Quantity: 1}).
		act(LinePicked, "", "2026-05-13T09:00:00", "1", 2).act(LinePicked, "", "2026-05-13T09:01:00", "2", 1).
		act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 2).act(LinePacked, "PX", "2026-05-13T10:01:00", "2", 1).
		act(ParcelClosed, "PX", "2026-05-13T10:02:00", "", 0).act(ParcelGiven, "PX", "2026-05-13T17:00:00", "", 0).
		carrier("PX", "2026-05-13T19:00:00", Possession, "").carrier("PX", "2026-05-14T03:00:00", Moving, "").
		carrier("PX", "2026-05-14T09:00:00", OutForDelivery, "").carrier("PX", "2026-05-14T14:00:00", AttemptFailed, "customer_not_home").
		carrier("PX", "2026-05-15T11:00:00", Delivered, "")
	return s.events
}

func BenchmarkDeriveTypicalOrder(b *testing.B) {
	in := Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: typical(), Now: firstDay.AddDate(0, 0, 30), Rules: DefaultRules(berlin)}
	b.ReportAllocs()
	for b.Loop() {
		Derive(in)
	}
	b.ReportMetric(float64(b.N*len(in.Events))/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkDeriveOrderOfAThousandFacts(b *testing.B) {
	events := typical()
	for i := range 1000 {
		e := events[len(events)-4]
		e.Nonce = strconv.Itoa(i)
		e.Occurred = LocalStamp(firstDay.AddDate(0, 0, 10).Add(time.Duration(i) * 20 * time.Minute))
		events = append(events, e.Sealed())
	}
	in := Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: events, Now: firstDay.AddDate(0, 0, 30), Rules: DefaultRules(berlin)}
	b.ReportAllocs()
	for b.Loop() {
		Derive(in)
	}
	b.ReportMetric(float64(b.N*len(events))/b.Elapsed().Seconds(), "events/s")
}

func BenchmarkAssignParcels(b *testing.B) {
	var events []Event
	for i := range 12 {
		events = append(events, fact(CarrierEvent, OrderRef{}, ParcelRef{Carrier: "ups", Tracking: "1Z999AA10123456784"}, i))
	}
	events = append(events, fact(ParcelLabel, OrderRef{"shop", "1001"}, ParcelRef{ownA, "ups", "1Z999AA10123456784"}, 3))
	b.ReportAllocs()
	for b.Loop() {
		AssignParcels(events)
	}
	b.ReportMetric(float64(b.N*len(events))/b.Elapsed().Seconds(), "events/s")
}

// yearPast is a year of a shop's journeys on three hundred lanes, the same on every day.
func yearPast() Past {
	l := NewLearner("2026-05-12")
	for i := range 30_000 {
		ended := Date("2026-05-11").AddDays(-i % 360)
		l.Learn(Transit{
			Carrier: []string{"ups", "dhl", "gls"}[i%3], Service: []string{"ground", "air"}[i/3%2], Zone: strconv.Itoa(i / 6 % 50),
			Ended: ended, Arrived: ended, Days: 1 + i%7, Silences: []Silence{{Moving, 1 + i%3}, {Possession, 1}},
		})
	}
	return alwaysPast(l.History())
}

// BenchmarkDeriveUnderWayWithHistory derives an order whose parcel has been under way for a week: every day of it is gone
// through again, for what customers were told must follow from the facts.
func BenchmarkDeriveUnderWayWithHistory(b *testing.B) {
	events := typical()
	in := Input{OrderID: OrderIDOf("shop", "MT-20418"), Events: events[:len(events)-1], Now: firstDay.AddDate(0, 0, 16), Rules: DefaultRules(berlin)}
	for i := range in.Events {
		in.Events[i].Recorded = in.Events[i].At
	}
	in.Rules.Past = yearPast()
	b.ReportAllocs()
	for b.Loop() {
		Derive(in)
	}
}

func BenchmarkEstimateOfOneParcel(b *testing.B) {
	h := yearPast().On("2026-05-12")
	for b.Loop() {
		h.expect(laneKey{"ups", "ground", "7"}, 2)
	}
}
