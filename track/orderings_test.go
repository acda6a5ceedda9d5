package track

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// nasty are small sets of facts that other systems get wrong when they come in another order, late or twice. Read a row as:
// whatever the order in which <facts> arrive after the order itself, the parcel that counts ends in <phase>.
var nasty = []struct {
	name  string
	facts []Event
	phase Phase
}{
	{"out for delivery five minutes after the delivery", []Event{
		carrierSays("12T08:00:00", OutForDelivery), carrierSays("12T14:00:00", Delivered), carrierSays("12T14:05:00", OutForDelivery),
		mailSays("12T14:00:20", Delivered), carrierSays("10T10:00:00", Possession), carrierSays("12T14:00:00", Moving),
	}, Delivered},
	{"everything in one minute", []Event{
		carrierSays("12T08:00:00", Delivered), carrierSays("12T08:00:00", OutForDelivery), carrierSays("12T08:00:00", Announced),
		carrierSays("12T08:00:00", Possession), carrierSays("12T08:00:00", AttemptFailed), carrierSays("12T08:00:00", Moving),
	}, Delivered},
	{"everything on one day, by sources that know only the day", []Event{
		carrierSays("12", Delivered), mailSays("12", OutForDelivery), carrierSays("12T09:00:00", Moving), mailSays("12", Delivered),
		carrierSays("12T16:30:00", Delivered), carrierSays("11", Announced),
	}, Delivered},
	{"a label that comes after the delivery", []Event{
		carrierSays("12T08:00:00", Delivered), carrierSays("13T08:00:00", Announced), scanned(ParcelClosed, "10T08:00:00"),
		scanned(ParcelGiven, "10T17:00:00"), carrierSays("14T09:00:00", Unmapped), carrierSays("15T09:00:00", NoData),
	}, Delivered},
	{"delivered, sent back, and back with us", []Event{
		carrierSays("12T08:00:00", Delivered), carrierSays("14T08:00:00", Returning), carrierSays("17T08:00:00", ReturnedToUs),
		carrierSays("16T08:00:00", Moving), mailSays("17T08:00:00", ReturnedToUs), carrierSays("15T08:00:00", OutForDelivery),
	}, ReturnedToUs},
	{"delivered, and sent back since", []Event{
		carrierSays("12T08:00:00", Delivered), carrierSays("14T08:00:00", Returning), carrierSays("14T20:00:00", Moving),
		mailSays("12T08:00:30", Delivered), carrierSays("09T08:00:00", Possession),
	}, Returning},
	{"sent back, and delivered all the same", []Event{
		carrierSays("12T08:00:00", Returning), carrierSays("13T08:00:00", Delivered), carrierSays("12T07:00:00", AttemptFailed),
		mailSays("13T08:00:00", Delivered), carrierSays("12T20:00:00", ReturnedToUs),
	}, Delivered},
	{"lost and found", []Event{
		carrierSays("12T08:00:00", Lost), carrierSays("14T08:00:00", Delivered), carrierSays("13T08:00:00", Moving),
		carrierSays("10T08:00:00", Possession), mailSays("12T09:00:00", Lost),
	}, Delivered},
	{"packed, voided, labelled anew and sent", []Event{
		scanned(LinePacked, "10T08:00:00"), scanned(ParcelClosed, "10T08:05:00"), scanned(ParcelVoided, "10T09:00:00"),
		labelled("10T10:00:00", "1ZNEW", "1ZOLD"), scanned(ParcelGiven, "10T17:00:00"), tracked("11T08:00:00", "1ZNEW", Moving),
	}, Moving},
	{"news under the number of the label before", []Event{
		labelled("10T08:00:00", "1ZOLD", ""), labelled("10T10:00:00", "1ZNEW", "1ZOLD"), tracked("11T08:00:00", "1ZOLD", Possession),
		tracked("13T08:00:00", "1ZNEW", OutForDelivery), tracked("12T08:00:00", "1ZOLD", AttemptFailed), scanned(ParcelClosed, "10T07:00:00"),
	}, OutForDelivery},
	{"two records of one parcel", []Event{
		labelled("10T08:00:00", "1ZOLD", ""), tracked("11T08:00:00", "1ZTYPO", Delivered), tracked("10T20:00:00", "1ZOLD", Possession),
		joined("12T08:00:00", "1ZTYPO"), scanned(LinePacked, "10T07:00:00"),
	}, Delivered},
	{"a merge that was taken back", []Event{
		labelled("10T08:00:00", "1ZOLD", ""), tracked("11T08:00:00", "1ZTYPO", Delivered), tracked("10T20:00:00", "1ZOLD", Possession),
		joined("12T08:00:00", "1ZTYPO"), takenBack("12T09:00:00", joined("12T08:00:00", "1ZTYPO")),
	}, Possession},
	{"a taking back that was taken back", []Event{
		scanned(ParcelClosed, "10T08:00:00"), scanned(ParcelGiven, "10T17:00:00"), takenBack("10T18:00:00", scanned(ParcelGiven, "10T17:00:00")),
		takenBack("10T19:00:00", takenBack("10T18:00:00", scanned(ParcelGiven, "10T17:00:00"))),
	}, HandedOver},
	{"a person's word, and one that was taken back", []Event{
		said("12T08:00:00", Lost), said("12T10:00:00", Delivered), takenBack("12T11:00:00", said("12T10:00:00", Delivered)),
		carrierSays("11T08:00:00", Moving), carrierSays("13T08:00:00", OutForDelivery),
	}, Lost},
	{"two carrier files of one moment that say otherwise", []Event{
		costs("10T08:00:00", ParcelFacts{Service: "Ground", Cost: Money{710, "USD"}, EstimatedOn: "2026-05-20"}),
		costs("10T08:00:00", ParcelFacts{Service: "2nd Day Air", Cost: Money{690, "USD"}, EstimatedOn: "2026-05-19"}),
		costs("10T08:00:00", ParcelFacts{LeftAt: "porch", Cost: Money{700, "USD"}, Surcharge: Money{50, "USD"}}),
		from("10T09:00:00", Moving, "Ohio", "2026-05-21"), from("10T09:00:00", Moving, "Iowa", "2026-05-22"),
	}, Moving},
	{"units in, out and in again", []Event{
		scanned(LinePacked, "10T08:00:00"), scanned(LineUnpacked, "10T08:10:00"), scanned(LinePacked, "10T08:20:00"),
		scanned(ParcelClosed, "10T08:30:00"), scanned(LineUnpacked, "10T08:40:00"), takenBack("10T08:50:00", scanned(LineUnpacked, "10T08:40:00")),
	}, Packed},
}

// The facts of the sets are about one parcel of ours, in May 2026; what a tracking number alone names is found by it.
var nastyBox = string(NumberFor(NumberParcel, "nasty"))

func may(at string) Stamp { return Stamp("2026-05-" + at) }

func carrierSays(at string, p Phase) Event {
	return Event{Kind: CarrierEvent, Parcel: ParcelRef{Number: nastyBox, Carrier: "ups"}, Occurred: may(at), Phase: p, Source: Source{"ups", SourceCarrierFile}}.Sealed()
}

// costs is what a carrier's file states about the parcel; every file is as fresh as the others.
func costs(at string, f ParcelFacts) Event {
	return Event{
		Kind: ParcelStated, Parcel: ParcelRef{Number: nastyBox, Carrier: "ups"}, Occurred: may(at), ParcelFacts: &f, Source: Source{"ups", SourceCarrierFile},
		AsOf: may("11T08:00:00"),
	}.Sealed()
}

// from is a carrier's word with a place and a day of arrival.
func from(at string, p Phase, place string, day Date) Event {
	e := carrierSays(at, p)
	e.ID, e.Location, e.Estimated = "", place, day
	return e.Sealed()
}

func mailSays(at string, p Phase) Event {
	e := carrierSays(at, p)
	e.ID, e.Source = "", Source{"ups-mail", SourceCarrierMail}
	return e.Sealed()
}

func tracked(at, number string, p Phase) Event {
	e := carrierSays(at, p)
	e.ID, e.Parcel = "", ParcelRef{Carrier: "ups", Tracking: number}
	return e.Sealed()
}

func scanned(k Kind, at string) Event {
	e := Event{Kind: k, Parcel: ParcelRef{Number: nastyBox}, Occurred: may(at), Source: Source{"bench-1", SourceStation}}
	if k == LinePacked || k == LineUnpacked {
		e.Line, e.Quantity = "1", 1
	}
	return e.Sealed()
}

func labelled(at, number, before string) Event {
	e := scanned(ParcelLabel, at)
	e.ID, e.Parcel.Carrier, e.Parcel.Tracking = "", "ups", number
	if before != "" {
		e.Other = ParcelRef{Carrier: "ups", Tracking: before}
	}
	return e.Sealed()
}

func joined(at, number string) Event {
	e := scanned(ParcelMerged, at)
	e.ID, e.Other = "", ParcelRef{Number: madeOf(number), Carrier: "ups", Tracking: number}
	return e.Sealed()
}

func said(at string, p Phase) Event {
	e := scanned(PhaseOverride, at)
	e.ID, e.Phase, e.Source = "", p, Source{"anna", SourcePerson}
	return e.Sealed()
}

func takenBack(at string, e Event) Event {
	return Event{Kind: Retraction, Retracts: e.ID, Occurred: may(at), Source: Source{"anna", SourcePerson}}.Sealed()
}

// TestEveryOrderOfArrivalOfNastyFacts tries all orders in which each set can arrive, up to 720. When every fact was learned
// at a time of its own, the whole state is the same; when each was learned when it came, all but what says when we could
// first act.
func TestEveryOrderOfArrivalOfNastyFacts(t *testing.T) {
	t.Parallel()
	for _, row := range nasty {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var whole, learned *OrderState
			orders := 0
			for facts := range permutations(row.facts) {
				orders++
				a, b := concluded(facts, false), concluded(append(facts, facts[0]), true)
				if whole == nil {
					first := unlearned(b)
					whole, learned = &a, &first
					checkNasty(t, a, row.phase)
				}
				if !reflect.DeepEqual(*whole, a) {
					t.Fatalf("the state depends on the order of arrival:\n%s", cmp.Diff(*whole, a))
				}
				if b = unlearned(b); !reflect.DeepEqual(*learned, b) {
					t.Fatalf("the state depends on when facts came:\n%s", cmp.Diff(*learned, b))
				}
			}
			if want := factorial(len(row.facts)); orders != want {
				t.Fatalf("%d orders were tried, want %d", orders, want)
			}
		})
	}
}

func checkNasty(t *testing.T, s OrderState, want Phase) {
	t.Helper()
	if p := s.parcel(nastyBox); p == nil || p.Phase != want {
		t.Errorf("parcels %+v, want one that is %s", s.Parcels, want)
	}
	if wrong := lawsBroken(s); wrong != "" {
		t.Error(wrong)
	}
}

// concluded is the state after facts arrived in their order; asTheyCome is when each was learned the minute it came.
func concluded(facts []Event, asTheyCome bool) OrderState {
	late := time.Date(2026, 5, 18, 0, 0, 0, 0, berlin)
	stated := Event{
		Kind: OrderStated, Occurred: "2026-05-09T09:00:00", Source: Source{"shop", SourceShop}, Recorded: late,
		OrderFacts: &OrderFacts{OrderedAt: "2026-05-09T09:00:00", PromisedOn: "2026-05-14", Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 2}}},
	}
	events := []Event{stated.Sealed()}
	for i, e := range stillCounting(facts) {
		e.Recorded = late
		if !e.Kind.IsAct() {
			e.Run = int64(i + 1) // each came by a file of its own
		}
		if asTheyCome && !e.Kind.IsAct() {
			e.Recorded = late.Add(time.Duration(i) * time.Minute)
		}
		events = append(events, e)
	}
	parcelOf := AssignParcels(events[1:])
	for i := range events {
		events[i].ParcelID = parcelOf[events[i].ID]
	}
	return Derive(Input{OrderID: OrderIDOf("shop", "1001"), Events: events, Now: late.AddDate(0, 0, 2), Rules: DefaultRules(berlin)})
}

// stillCounting are the facts that no standing retraction takes back.
func stillCounting(facts []Event) []Event {
	var counts func(e Event) bool
	counts = func(e Event) bool {
		return !slices.ContainsFunc(facts, func(r Event) bool { return r.Kind == Retraction && r.Retracts == e.ID && counts(r) })
	}
	var out []Event
	for _, e := range facts {
		if counts(e) {
			out = append(out, e)
		}
	}
	return out
}

// permutations are all orders of list.
func permutations[T any](list []T) func(func([]T) bool) {
	return func(yield func([]T) bool) {
		work := slices.Clone(list)
		var from func(int) bool
		from = func(i int) bool {
			if i == len(work) {
				return yield(slices.Clone(work))
			}
			for j := i; j < len(work); j++ {
				work[i], work[j] = work[j], work[i]
				if !from(i + 1) {
					return false
				}
				work[i], work[j] = work[j], work[i]
			}
			return true
		}
		from(0)
	}
}

func factorial(n int) int {
	if n < 2 {
		return 1
	}
	return n * factorial(n-1)
}
