package track

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// stated is what a row of a file says of the only parcel besides where it is; raw is the row.
func stated(at Stamp, from Source, raw string, f ParcelFacts) Event {
	e := spoken(at, "")
	e.Kind, e.Source, e.RawHash, e.ParcelFacts = ParcelStated, from, raw, &f
	return e
}

// inRow is the carrier's word in that row.
func inRow(at Stamp, p Phase, raw string) Event {
	e := spoken(at, p)
	e.RawHash = raw
	return e
}

func saidBy(e Event, from Source) Event {
	e.Source = from
	return e
}

// TestEachSourceIsHeardOnEachMilestone: beside a milestone stands what a source said of that milestone and when, never what it
// said later of another.
func TestEachSourceIsHeardOnEachMilestone(t *testing.T) {
	t.Parallel()
	file, mail, label := someSources[2], Source{"ups-mail", SourceCarrierMail}, Source{"shipstation", SourceLabel}
	cost := ParcelFacts{Cost: Money{Minor: 14820, Currency: "USD"}}
	// Read a row as: of a parcel of which <facts> are known, the voices are <milestone source says occurred times last verdict>.
	for _, c := range []struct {
		name  string
		facts []Event
		want  []string
	}{
		{"a carrier's file repeats the price in every row", []Event{
			stated("2026-05-15T17:40:00", file, "row1", cost), inRow("2026-05-15T17:40:00", Possession, "row1"),
			stated("2026-05-18T07:30:00", file, "row2", cost), inRow("2026-05-18T07:30:00", Moving, "row2"),
			stated("2026-05-19T14:05:00", file, "row3", cost), inRow("2026-05-19T14:05:00", AttemptFailed, "row3"),
		}, []string{
			"possession ups possession 2026-05-15T17:40:00 1 2026-05-15T17:40:00 before",
			"possession ups moving 2026-05-18T07:30:00 1 2026-05-18T07:30:00 before",
			"attempted ups attempt_failed 2026-05-19T14:05:00 1 2026-05-19T14:05:00 decides",
		}},
		{"a label service tells of the label, and of its price anew when it is delivered", []Event{
			stated("2026-05-15T09:00:00", label, "row1", cost), stated("2026-05-20T09:00:00", label, "row2", cost), inRow("2026-05-19T14:00:00", Delivered, "row3"),
		}, []string{
			"announced shipstation planned 2026-05-15T09:00:00 2 2026-05-20T09:00:00 before",
			"delivered ups delivered 2026-05-19T14:00:00 1 2026-05-19T14:00:00 decides",
		}},
		{"it goes on moving, and a mail says so after the delivery", []Event{
			inRow("2026-05-15T17:00:00", Moving, "row1"), inRow("2026-05-16T17:00:00", Moving, "row2"), inRow("2026-05-17T14:00:00", Delivered, "row3"),
			saidBy(spoken("2026-05-16T08:00:00", Moving), mail), saidBy(spoken("2026-05-17T15:00:00", Moving), mail),
		}, []string{
			"possession ups moving 2026-05-15T17:00:00 2 2026-05-16T17:00:00 before",
			"possession ups-mail moving 2026-05-17T15:00:00 2 2026-05-17T15:00:00 after_delivery",
			"delivered ups delivered 2026-05-17T14:00:00 1 2026-05-17T14:00:00 decides",
		}},
		{"the second attempt decides", []Event{inRow("2026-05-15T17:00:00", AttemptFailed, "row1"), inRow("2026-05-16T17:00:00", AttemptFailed, "row2")}, []string{
			"attempted ups attempt_failed 2026-05-16T17:00:00 2 2026-05-16T17:00:00 decides",
		}},
		{"a label is voided by the file that made it", []Event{
			stated("2026-05-15T09:00:00", label, "row1", cost), stated("2026-05-16T09:00:00", label, "row2", ParcelFacts{Voided: true}),
		}, []string{
			"announced shipstation planned 2026-05-15T09:00:00 1 2026-05-15T09:00:00 before",
			"voided shipstation voided 2026-05-16T09:00:00 1 2026-05-16T09:00:00 decides",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			in := Input{OrderID: OrderIDOf("shop", "1001"), Now: time.Date(2026, 5, 22, 0, 0, 0, 0, time.UTC), Rules: DefaultRules(berlin)}
			for _, e := range append(c.facts, aStatement("2026-05-14T08:00:00")) {
				e.Order, e.AsOf, e.Recorded = OrderRef{"shop", "1001"}, e.Occurred, in.Now.Add(-time.Hour)
				in.Events = append(in.Events, e.Sealed())
			}
			got := []string{}
			for _, v := range Voices(in) {
				got = append(got, strings.TrimSpace(fmt.Sprintln(v.Milestone, v.Event.Source.ID, v.Says, v.Event.Occurred, v.Times, v.Last, v.Verdict)))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%q\nwant\n%q", got, c.want)
			}
		})
	}
}

// aStatement is a shop's word that there is an order.
func aStatement(at Stamp) Event {
	return Event{
		Kind: OrderStated, Order: OrderRef{"shop", "1001"}, Source: someSources[0], Occurred: at,
		OrderFacts: &OrderFacts{OrderedAt: at, Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}}},
	}
}
