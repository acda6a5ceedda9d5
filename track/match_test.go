package track

import (
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// fact is an event for matching: about an order, our number and a tracking number, on a day.
func fact(kind Kind, order OrderRef, parcel ParcelRef, day int) Event {
	e := Event{
		Kind: kind, Order: order, Parcel: parcel, Source: Source{"ups", SourceCarrierFile},
		Occurred: LocalStamp(firstDay.AddDate(0, 0, day)), Recorded: firstDay.AddDate(1, 0, 0),
	}
	if kind == CarrierEvent {
		e.Phase = Moving
	}
	return e.Sealed()
}

// other is e naming a second record.
func other(e Event, ref ParcelRef) Event {
	e.Other, e.ID = ref, ""
	return e.Sealed()
}

// madeOf is the parcel that a tracking number alone makes.
func madeOf(tracking string) string { return string(NumberFor(NumberParcel, "t:"+tracking)) }

var (
	ownA = string(NumberFor('P', "a"))
	ownB = string(NumberFor('P', "b"))
)

// sure is a fact whose order number can only mean the order id.
func sure(e Event, id string) Event {
	e.OrderID = id
	return e
}

func TestWhichParcelAFactIsAbout(t *testing.T) {
	t.Parallel()
	none, a := OrderRef{}, OrderRef{"shop", "1001"}
	tracked := func(n string) ParcelRef { return ParcelRef{Carrier: "ups", Tracking: n} }
	for _, row := range []struct {
		name  string
		facts []Event
		want  []string // fact by fact: "" a question, a parcel of ours, or a letter for parcels made here
	}{
		{"one number is one parcel, however it is written", []Event{
			fact(CarrierEvent, none, tracked("1Z 999"), 0), fact(CarrierEvent, none, tracked("1z-999"), 3),
		}, []string{"x", "x"}},
		{"a number used again after ninety days is another parcel", []Event{
			fact(CarrierEvent, none, tracked("1Z"), 0), fact(CarrierEvent, none, tracked("1Z"), 4), fact(CarrierEvent, none, tracked("1Z"), 100),
		}, []string{"x", "x", "y"}},
		{"a number of two carriers is two parcels", []Event{
			fact(CarrierEvent, none, tracked("42"), 0), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "42"}, 0),
		}, []string{"x", "y"}},
		{"who names no carrier goes with the nearest one", []Event{
			fact(CarrierEvent, none, tracked("42"), 0), fact(CarrierEvent, none, ParcelRef{Tracking: "42"}, 1),
			fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "42"}, 9),
		}, []string{"x", "x", "y"}},
		{"as near to two carriers is a question", []Event{
			fact(CarrierEvent, none, tracked("42"), 0), fact(CarrierEvent, none, ParcelRef{Tracking: "42"}, 1),
			fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "42"}, 2),
		}, []string{"x", "", "y"}},
		{"a house speaks for its branch", []Event{
			fact(ParcelStated, a, ParcelRef{ownA, "dhl_parcel_de", "0034"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "0034"}, 2),
		}, []string{ownA, ownA}},
		{"but not for another branch", []Event{
			fact(ParcelStated, a, ParcelRef{ownA, "dhl_parcel_de", "0034"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl_ecommerce", Tracking: "0034"}, 2),
		}, []string{ownA, "x"}},
		{"and a branch for its house", []Event{
			fact(ParcelStated, a, ParcelRef{ownA, "dhl", "0034"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl_parcel_de", Tracking: "0034"}, 2),
		}, []string{ownA, ownA}},
		{"a house's word does not join two branches", []Event{
			fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "0034"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl_parcel_de", Tracking: "0034"}, 1),
			fact(CarrierEvent, none, ParcelRef{Carrier: "dhl_ecommerce", Tracking: "0034"}, 2),
		}, []string{"x", "x", "y"}},
		{"any post is the post that is named", []Event{
			fact(ParcelStated, a, ParcelRef{ownA, AnyPost, "RN1GB"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "royal_mail", Tracking: "RN1GB"}, 2),
		}, []string{ownA, ownA}},
		{"any post goes with the nearest one", []Event{
			fact(CarrierEvent, none, ParcelRef{Carrier: AnyPost, Tracking: "RN1GB"}, 0), fact(CarrierEvent, none, ParcelRef{Carrier: "royal_mail", Tracking: "RN1GB"}, 2),
			fact(CarrierEvent, none, ParcelRef{Carrier: "usps", Tracking: "RN1GB"}, 5),
		}, []string{"x", "x", "y"}},
		{"known by its number first and labelled by us later is one parcel", []Event{
			fact(CarrierEvent, none, tracked("1Z"), 0), fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 1), fact(CarrierEvent, none, tracked("1Z"), 2),
		}, []string{ownA, ownA, ownA}},
		{"a new label keeps the old number", []Event{
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0), fact(ParcelLabel, a, ParcelRef{ownA, "ups", "2Z"}, 1),
			fact(CarrierEvent, none, tracked("1Z"), 2), fact(CarrierEvent, none, tracked("2Z"), 2),
		}, []string{ownA, ownA, ownA, ownA}},
		{"our number of last year does not claim this year's facts", []Event{
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0), fact(CarrierEvent, none, tracked("1Z"), 200),
		}, []string{ownA, "x"}},
		{"two of ours far apart under one number each get their own facts", []Event{
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0), fact(CarrierEvent, none, tracked("1Z"), 2),
			fact(ParcelLabel, a, ParcelRef{ownB, "ups", "1Z"}, 120), fact(CarrierEvent, none, tracked("1Z"), 122),
		}, []string{ownA, ownA, ownB, ownB}},
		{"two of ours at once under one number are a question", []Event{
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0), fact(ParcelLabel, a, ParcelRef{ownB, "ups", "1Z"}, 0),
			fact(CarrierEvent, none, tracked("1Z"), 1),
		}, []string{ownA, ownB, ""}},
		{"one label number in two shops is two parcels", []Event{
			fact(ParcelStated, OrderRef{"shop", "7"}, ParcelRef{Number: "1"}, 0), fact(ParcelStated, OrderRef{"market", "7"}, ParcelRef{Number: "1"}, 0),
			fact(ParcelStated, OrderRef{"", "7"}, ParcelRef{Number: "1"}, 0),
		}, []string{"x", "y", ""}},
		{"a label whose shop nobody named is the only shop's", []Event{
			fact(ParcelStated, OrderRef{"shop", "7"}, ParcelRef{Number: "1"}, 0), fact(ParcelStated, OrderRef{"", "#7"}, ParcelRef{Number: "1"}, 0),
		}, []string{"x", "x"}},
		{"a label with the tracking number of one of ours is ours", []Event{
			fact(ParcelStated, a, ParcelRef{"1", "ups", "1Z"}, 0), fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 1),
			fact(CarrierEvent, none, tracked("1Z"), 2),
		}, []string{ownA, ownA, ownA}},
		{"a new label that names the old one keeps the number a carrier alone knew", []Event{
			fact(CarrierEvent, a, tracked("1Z"), 0), other(fact(ParcelLabel, a, ParcelRef{ownA, "dhl", "JD"}, 1), tracked("1Z")),
			fact(CarrierEvent, none, tracked("1Z"), 2), fact(CarrierEvent, none, ParcelRef{Carrier: "dhl", Tracking: "JD"}, 3),
		}, []string{ownA, ownA, ownA, ownA}},
		{"two records that are one parcel are the one to keep", []Event{
			fact(CarrierEvent, none, tracked("TYPO"), 0), fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0),
			other(fact(ParcelMerged, a, ParcelRef{ownA, "ups", "1Z"}, 1), ParcelRef{madeOf("TYPO"), "ups", "TYPO"}), fact(CarrierEvent, none, tracked("TYPO"), 2),
			fact(CarrierEvent, none, tracked("1Z"), 2),
		}, []string{ownA, ownA, ownA, ownA, ownA}},
		{"a record known only by its label within the order is merged too", []Event{
			fact(ParcelStated, a, ParcelRef{Number: "box 1"}, 0), fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0),
			other(fact(ParcelMerged, a, ParcelRef{Number: ownA}, 1), ParcelRef{Number: "Box 1"}),
		}, []string{ownA, ownA, ownA}},
		{"merges join through one another", []Event{
			other(fact(ParcelMerged, a, ParcelRef{Number: ownA}, 1), ParcelRef{Number: ownB}),
			other(fact(ParcelMerged, a, ParcelRef{Number: ownB}, 1), ParcelRef{madeOf("2Z"), "ups", "2Z"}), fact(CarrierEvent, none, tracked("2Z"), 1),
		}, []string{ownA, ownA, ownA}},
		{"a number on two of ours is no question when they are one", []Event{
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 0), fact(ParcelLabel, a, ParcelRef{ownB, "ups", "1Z"}, 0),
			other(fact(ParcelMerged, a, ParcelRef{Number: ownB}, 1), ParcelRef{Number: ownA}), fact(CarrierEvent, none, tracked("1Z"), 1),
		}, []string{ownB, ownB, ownB, ownB}},
		{"merged in a circle, the first by number is kept", []Event{
			other(fact(ParcelMerged, a, ParcelRef{Number: ownA}, 1), ParcelRef{Number: ownB}),
			other(fact(ParcelMerged, a, ParcelRef{Number: ownB}, 1), ParcelRef{Number: ownA}),
		}, []string{min(ownA, ownB), min(ownA, ownB)}},
		{"a label that counts is the box of that count", []Event{
			fact(ParcelStated, a, ParcelRef{"2 of 2", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
			fact(LinePacked, a, ParcelRef{Number: ownB}, 1), fact(ParcelStated, a, ParcelRef{"parcel 1", "ups", "1Z"}, 0),
			fact(CarrierEvent, none, tracked("2Z"), 3),
		}, []string{ownA, ownA, ownB, ownB, ownA}},
		{"a count without an order is no name: the tracking number is", []Event{
			fact(CarrierEvent, a, ParcelRef{"1", "ups", "1Z"}, 0), fact(CarrierEvent, OrderRef{"shop", "1002"}, ParcelRef{"1", "ups", "2Z"}, 0),
			fact(CarrierEvent, none, ParcelRef{"1", "ups", "1Z"}, 1), fact(CarrierEvent, none, ParcelRef{"1 of 1", "ups", "2Z"}, 1),
			fact(CarrierEvent, none, ParcelRef{"1", "", ""}, 1),
		}, []string{"x", "y", "x", "y", ""}},
		{"a label that counts further than we packed is its own parcel", []Event{
			fact(ParcelStated, a, ParcelRef{"2", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
		}, []string{"x", ownA}},
		{"a box with another tracking number is not the one a label counts", []Event{
			fact(ParcelStated, a, ParcelRef{"1", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
			fact(ParcelLabel, a, ParcelRef{ownA, "ups", "1Z"}, 2),
		}, []string{"x", ownA, ownA}},
		{"a label of another shop's order counts no box of ours", []Event{
			fact(ParcelStated, OrderRef{"market", "1001"}, ParcelRef{"1", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
		}, []string{"x", ownA}},
		{"a label whose order is not sure counts no box", []Event{
			fact(ParcelStated, OrderRef{"", "1001"}, ParcelRef{"1", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
		}, []string{"x", ownA}},
		{"a label whose order is sure counts its box", []Event{
			sure(fact(ParcelStated, OrderRef{"", "1001"}, ParcelRef{"1", "ups", "2Z"}, 0), OrderIDOf("shop", "1001")), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
		}, []string{ownA, ownA}},
		{"a voided box is not counted", []Event{
			fact(ParcelStated, a, ParcelRef{"1", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 1),
			fact(ParcelVoided, a, ParcelRef{Number: ownA}, 1), fact(LinePacked, a, ParcelRef{Number: ownB}, 2),
		}, []string{ownB, ownA, ownA, ownB}},
		{"a name is no count", []Event{
			fact(ParcelStated, a, ParcelRef{"1A", "ups", "2Z"}, 0), fact(LinePacked, a, ParcelRef{Number: ownA}, 2),
		}, []string{"x", ownA}},
		{"a number on parcels of two orders is a question", []Event{
			fact(ParcelStated, a, ParcelRef{"1", "ups", "1Z"}, 0), fact(ParcelStated, OrderRef{"shop", "1002"}, ParcelRef{"1", "ups", "1Z"}, 0),
			fact(CarrierEvent, none, tracked("1Z"), 1),
		}, []string{"x", "y", ""}},
		{"a number on parcels of two orders is of the order a person linked it to", []Event{
			fact(ParcelStated, a, ParcelRef{"1", "ups", "1Z"}, 0), fact(ParcelStated, OrderRef{"shop", "1002"}, ParcelRef{"1", "ups", "1Z"}, 0),
			fact(CarrierEvent, none, tracked("1Z"), 1), fact(Linked, a, tracked("1Z"), 1),
		}, []string{"x", "y", "x", "x"}},
		{"a fact that names only its order names no parcel", []Event{
			fact(CarrierEvent, a, ParcelRef{}, 0), fact(CarrierEvent, none, tracked("1Z"), 0),
		}, []string{"", "x"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := AssignParcels(row.facts)
			letters := map[string]string{}
			for i, e := range row.facts {
				want := row.want[i]
				if len(want) == 1 { // a parcel made here: the same letter is the same parcel, another letter another one
					if known, seen := letters[want]; seen && known != got[e.ID] {
						t.Errorf("fact %d is about %q, want the same parcel as the other %s", i, got[e.ID], want)
					}
					letters[want] = got[e.ID]
					continue
				}
				if got[e.ID] != want {
					t.Errorf("fact %d is about %q, want %q", i, got[e.ID], want)
				}
			}
			if distinct := slices.Compact(slices.Sorted(maps.Values(letters))); len(distinct) != len(letters) || slices.Contains(distinct, "") {
				t.Errorf("parcels %v are not told apart", letters)
			}
		})
	}
}

func TestMatchingAsksNoOrderOfArrival(t *testing.T) {
	t.Parallel()
	some := rapid.Custom(func(t *rapid.T) Event {
		kind := rapid.SampledFrom([]Kind{
			CarrierEvent, ParcelLabel, ParcelStated, ParcelGiven, ParcelMerged, LinePacked, ParcelVoided, Linked, Disowned,
		}).Draw(t, "kind")
		e := fact(kind,
			OrderRef{rapid.SampledFrom([]string{"", "shop", "market"}).Draw(t, "shop"), rapid.SampledFrom([]string{"", "7", "#7"}).Draw(t, "order")},
			ParcelRef{
				rapid.SampledFrom([]string{"", "", ownA, ownB, "1", "2", "1 of 2", "parcel 2"}).Draw(t, "number"),
				rapid.SampledFrom([]string{"", "ups", "dhl", "dhl_parcel_de", "dhl_ecommerce", AnyPost}).Draw(t, "carrier"), rapid.SampledFrom([]string{"", "1Z", "2Z"}).Draw(t, "tracking"),
			}, rapid.IntRange(0, 300).Draw(t, "day"))
		if kind != ParcelLabel && kind != ParcelMerged {
			return e
		}
		return other(e, ParcelRef{
			Number:   rapid.SampledFrom([]string{"", ownA, ownB, "1", madeOf("1Z")}).Draw(t, "other number"),
			Tracking: rapid.SampledFrom([]string{"", "1Z", "2Z"}).Draw(t, "other tracking"),
		})
	})
	rapid.Check(t, func(t *rapid.T) {
		events := rapid.SliceOfN(some, 1, 25).Draw(t, "events")
		again := rapid.Permutation(append(slices.Clone(events), events[0])).Draw(t, "again")
		a, b := AssignParcels(events), AssignParcels(again)
		if !maps.Equal(a, b) {
			t.Fatalf("%v became %v", a, b)
		}
		for _, e := range events {
			if _, answered := a[e.ID]; !answered {
				t.Fatalf("nothing said about %+v", e)
			}
			if id := a[e.ID]; id != "" && len(GroupKeys(e)) == 0 {
				t.Fatalf("%+v has no key and is about %s", e, id)
			}
		}
		candidates := func(ref OrderRef) []string {
			return map[OrderRef][]string{{"", "7"}: {"O1", "O2"}, {"shop", "7"}: {"O1"}, {"market", "7"}: {"O2"}}[ref]
		}
		id, asked := ChooseOrder(pointers(events), candidates)
		if id2, asked2 := ChooseOrder(pointers(again), candidates); id2 != id || asked2 != asked {
			t.Fatalf("order %s %v became %s %v", id, asked, id2, asked2)
		}
		if id != "" && asked {
			t.Fatalf("%s is both an answer and a question", id)
		}
	})
}

func TestWhichOrderAParcelBelongsTo(t *testing.T) {
	t.Parallel()
	known := func(ref OrderRef) []string {
		return map[OrderRef][]string{
			{"", "1001"}: {"A", "B"}, {"shop", "1001"}: {"A"}, {"market", "1001"}: {"B"}, {"", "1002"}: {"C"}, {"shop", "1002"}: {"C"},
		}[ref]
	}
	report := func(source, number string) Event { return fact(CarrierEvent, OrderRef{source, number}, ParcelRef{}, 0) }
	act := func(source, number string) Event { return fact(ParcelGiven, OrderRef{source, number}, ParcelRef{}, 0) }
	for _, row := range []struct {
		name  string
		facts []Event
		want  string
		asked bool
	}{
		{"nothing named is nothing", []Event{report("", "")}, "", false},
		{"an order that is not here yet is nothing", []Event{report("", "9999")}, "", false},
		{"two shops with one number are a question", []Event{report("", "1001")}, "", true},
		{"the shop named settles it", []Event{report("", "1001"), report("shop", "#1001")}, "A", false},
		{"two reports that contradict each other are a question", []Event{report("shop", "1001"), report("", "1002")}, "", true},
		{"our own act beats reports", []Event{act("shop", "1001"), report("", "1002")}, "A", false},
		{"reports narrow down what our act leaves open", []Event{act("", "1001"), report("market", "1001")}, "B", false},
		{"an act about an order that is not here yet leaves it to reports", []Event{act("", "9999"), report("", "1002")}, "C", false},
		{"a link settles what reports leave open", []Event{report("shop", "1001"), report("", "1002"), fact(Linked, OrderRef{"shop", "1002"}, ParcelRef{}, 0)}, "C", false},
		{"two acts that contradict each other are a question", []Event{act("shop", "1001"), act("shop", "1002")}, "", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if id, asked := ChooseOrder(pointers(row.facts), known); id != row.want || asked != row.asked {
				t.Errorf("order %q, question %v; want %q, %v", id, asked, row.want, row.asked)
			}
		})
	}
}

func TestAFactWithoutTimeIsPlacedByWhenItWasLearned(t *testing.T) {
	t.Parallel()
	learned := time.Date(2026, 5, 20, 9, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name     string
		occurred Stamp
		want     time.Time
	}{
		{"stated", "2026-05-19T08:00:00", time.Date(2026, 5, 19, 8, 0, 0, 0, time.UTC)},
		{"a few hours ahead is another zone", "2026-05-20T20:00:00", time.Date(2026, 5, 20, 20, 0, 0, 0, time.UTC)},
		{"days ahead is a wrong clock", "2026-05-25T08:00:00", learned},
		{"nothing stated", "", learned},
		{"no time at all", "yesterday", learned},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := (&Event{Occurred: row.occurred, Recorded: learned}).instant(time.UTC); !got.Equal(row.want) {
				t.Errorf("instant of %q = %s, want %s", row.occurred, got, row.want)
			}
		})
	}
}
