package track

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// applied is the state once a prospect has come true.
func applied(in Input, p Prospect) OrderState {
	switch p.By {
	case "time":
		in.Now = p.At
	case "back":
		in.Events = slices.DeleteFunc(slices.Clone(in.Events), func(e Event) bool { return e.ID == p.Event.ID })
	default:
		in.Events = append(slices.Clone(in.Events), p.Event)
	}
	return Derive(in)
}

// TestEveryProspectComesTrue: whatever is listed changes what the order shows, into what was said; until the moment that time
// brings, nothing changes; and no act is listed that would be refused.
func TestEveryProspectComesTrue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rules := DefaultRules(berlin)
		rules.Country = "DE"
		in := Input{OrderID: OrderIDOf("shop", "1001"), Events: someEvents(t), Now: someNow(t), Rules: rules}
		before := Derive(in)
		for _, p := range Prospects(in) {
			after := applied(in, p)
			if SameStatus(before, after) || after.Headline != p.After {
				t.Fatalf("%s %s %s is said to lead to %+v, and leads to %+v", p.By, p.Event.Kind, p.Event.Phase, p.After, after.Headline)
			}
			if p.Little && (after.Facets != before.Facets || after.Headline.Code != before.Headline.Code || len(after.Tasks) > 0 && p.Then.Facets.Attention != before.Facets.Attention) {
				t.Fatalf("%s %s %s leads to %+v and is called little", p.By, p.Event.Kind, p.Event.Phase, p.After)
			}
			if p.By == "act" {
				if r := Check(&before, p.Event); r != nil {
					t.Fatalf("%s is offered and refused: %s", p.Event.Kind, r.Code)
				}
			}
			if p.By == "time" {
				in := in
				if in.Now = p.At.Add(-1); !SameStatus(before, Derive(in)) {
					t.Fatalf("time changes something before %s already", p.At)
				}
			}
		}
	})
}

func TestProspectsAskNoOrderOfArrival(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events, now := someEvents(t), someNow(t)
		in := Input{OrderID: OrderIDOf("shop", "1001"), Events: events, Now: now, Rules: DefaultRules(berlin)}
		other := in
		other.Events = rapid.Permutation(events).Draw(t, "other")
		if a, b := asJSON(t, kindsOfProspects(Prospects(in))), asJSON(t, kindsOfProspects(Prospects(other))); a != b {
			t.Fatalf("what would change depends on how facts arrived:\n%s\n%s", a, b)
		}
		if a, b := asJSON(t, Voices(in)), asJSON(t, Voices(other)); a != b {
			t.Fatalf("who says what depends on how facts arrived:\n%s\n%s", a, b)
		}
	})
}

// kindsOfProspects are prospects as a set.
func kindsOfProspects(list []Prospect) []string {
	out := []string{}
	for _, p := range list {
		out = append(out, p.By+" "+string(p.Event.Kind)+" "+string(p.Event.Phase)+" "+p.Parcel+" "+p.At.String()+" "+p.After.Code)
	}
	slices.Sort(out)
	return out
}

// TestEveryParcelThatIsDecidedHasAVoiceThatDecides: side by side stand one that decides and those that do not, each once.
func TestEveryParcelThatIsDecidedHasAVoiceThatDecides(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := Input{OrderID: OrderIDOf("shop", "1001"), Events: someEvents(t), Now: someNow(t), Rules: DefaultRules(berlin)}
		voices := Voices(in)
		for _, p := range Derive(in).Parcels {
			decides, moves := 0, false
			for _, v := range voices {
				if v.Parcel != p.Parcel {
					continue
				}
				if v.Verdict == "decides" {
					decides++
					if v.Event.ID != p.Why.DecidedBy {
						t.Fatalf("%s is said to decide, the why says %s", v.Event.ID, p.Why.DecidedBy)
					}
				}
				if v.Weight != Asserts && (v.Verdict == "decides" || v.Verdict == "older" || v.Verdict == "same") {
					t.Fatalf("a word without weight is %s", v.Verdict)
				}
			}
			for _, e := range in.Events {
				moves = moves || e.ID == p.Why.DecidedBy && e.phase().Moves()
			}
			if moves && decides != 1 {
				t.Fatalf("%d words decide where %s is: %+v", decides, p.Parcel, voices)
			}
		}
	})
}

func TestWhatWouldChangeAnOrder(t *testing.T) {
	t.Parallel()
	// Read a row as: an order of which <facts> are known lists a prospect of that sort, that would lead to that headline.
	for _, c := range []struct {
		name  string
		facts []Event
		by    string
		kind  Kind
		phase Phase
		after string
	}{
		{"a label: the carrier scans it", []Event{spoken("2026-05-04T09:00:00", Announced)}, "word", CarrierEvent, Possession, "possession"},
		{"a label: we hand it over", []Event{spoken("2026-05-04T09:00:00", Announced)}, "act", ParcelGiven, "", "handed_over"},
		{"a label: nothing happens", []Event{spoken("2026-05-04T09:00:00", Announced)}, "time", "", "", "label_only"},
		{"moving: silence", []Event{spoken("2026-05-04T09:00:00", Moving)}, "time", "", "", "stalled"},
		{"moving: delivered", []Event{spoken("2026-05-04T09:00:00", Moving)}, "word", CarrierEvent, Delivered, "delivered"},
		{"an override: taken back", []Event{spoken("2026-05-04T09:00:00", Moving), overridden("2026-05-04T10:00:00", Delivered)}, "back", PhaseOverride, Delivered, "moving"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			stated := Event{
				Kind: OrderStated, Order: OrderRef{"shop", "1001"}, Source: someSources[0], Occurred: "2026-05-04T08:00:00", AsOf: "2026-05-04T08:00:00",
				OrderFacts: &OrderFacts{OrderedAt: "2026-05-04T08:00:00", Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}}},
			}
			in := Input{OrderID: OrderIDOf("shop", "1001"), Now: firstDay.AddDate(0, 0, 0).Add(11 * 3600e9), Rules: DefaultRules(berlin)}
			for _, e := range append([]Event{stated}, c.facts...) {
				e.Order = OrderRef{"shop", "1001"}
				e.Recorded = in.Now.Add(-3600e9)
				in.Events = append(in.Events, e.Sealed())
			}
			list := Prospects(in)
			found := slices.ContainsFunc(list, func(p Prospect) bool {
				return p.By == c.by && p.Event.Kind == c.kind && p.Event.Phase == c.phase && p.After.Code == c.after
			})
			if !found {
				t.Fatalf("not among %q", kindsOfProspects(list))
			}
		})
	}
}

// spoken is a carrier's word about the only parcel.
func spoken(at Stamp, p Phase) Event {
	return Event{Kind: CarrierEvent, Phase: p, Occurred: at, ParcelID: someParcels[1], Parcel: ParcelRef{Number: someParcels[1], Carrier: "ups", Tracking: "1Z"}, Source: someSources[2]}
}

// overridden is a person's word about it.
func overridden(at Stamp, p Phase) Event {
	e := spoken(at, p)
	e.Kind, e.Source, e.Text = PhaseOverride, someSources[5], "seen"
	return e
}
