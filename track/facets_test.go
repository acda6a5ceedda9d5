package track

import (
	"fmt"
	"strings"
	"testing"
)

// stages are how far one unit can be, and what that counts for. Read a row as: a unit that is <name> was picked, packed,
// handed over, delivered and sent back, or cancelled; it came there by <story>, alone in the parcel given.
var stages = []struct {
	name                                             string
	picked, packed, handed, delivered, back, dropped bool
	story                                            func(s *story, parcel string)
}{
	{"ordered", false, false, false, false, false, false, func(*story, string) {}},
	{"picked", true, false, false, false, false, false, func(s *story, p string) { s.unit(p, LinePicked) }},
	{"packed", true, true, false, false, false, false, func(s *story, p string) { s.unit(p, LinePicked, LinePacked) }},
	{"handed over", true, true, true, false, false, false, func(s *story, p string) { s.unit(p, LinePicked, LinePacked, ParcelGiven) }},
	{"delivered", true, true, true, true, false, false, func(s *story, p string) {
		s.unit(p, LinePicked, LinePacked, ParcelGiven).carrier(p, "2026-05-21T15:00:00", Delivered, "")
	}},
	{"returned", true, true, true, true, true, false, func(s *story, p string) {
		s.unit(p, LinePicked, LinePacked, ParcelGiven).carrier(p, "2026-05-21T15:00:00", Delivered, "")
		s.tell(returned(ReturnOpened, "2026-05-21T15:30:00", 1, p), returned(ReturnReceived, "2026-05-21T16:00:00", 1, p))
	}},
	{"refused", true, true, true, false, false, false, func(s *story, p string) {
		s.unit(p, LinePicked, LinePacked, ParcelGiven).carrier(p, "2026-05-21T15:00:00", Returning, "customer_refused")
	}},
	{"lost", true, true, true, false, false, false, func(s *story, p string) {
		s.unit(p, LinePicked, LinePacked, ParcelGiven).carrier(p, "2026-05-21T15:00:00", Lost, "")
	}},
	{"cancelled", false, false, false, false, false, true, func(s *story, p string) {
		s.tell(Event{Kind: Cancelled, Line: "1", Quantity: 1, Occurred: "2026-05-20T08:00:00", Nonce: p, Source: Source{"anna", SourcePerson}})
	}},
}

// unit does to one unit of the line what kinds say.
func (s *story) unit(parcel string, kinds ...Kind) *story {
	for i, k := range kinds {
		e := Event{Kind: k, Occurred: Stamp(fmt.Sprintf("2026-05-21T14:%02d:00", i)), Nonce: parcel, Source: Source{"bench-1", SourceStation}}
		if k.About() == "parcel" {
			e.ParcelID, e.Parcel.Number = parcel, parcel
		}
		if k == LinePicked || k == LinePacked {
			e.Line, e.Quantity = "1", 1
		}
		s.tell(e)
	}
	return s
}

// TestTheFacetsOfThreeUnits keeps the facets and the headline of an order of three units for every mix of how far each is,
// and counts them a second time in the plainest way.
func TestTheFacetsOfThreeUnits(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# Three units of one line, each in a parcel of its own. Read a row as: where the three are; the state; how much is picked,\n")
	b.WriteString("# packed, handed over, delivered, returned; units to ship; what the headline says.\n")
	fmt.Fprintf(&b, "%-36s %-10s %-7s %-7s %-7s %-7s %-7s %s %s\n", "", "state", "picked", "packed", "handed", "deliv.", "back", "ship", "headline")
	for i := range stages {
		for j := i; j < len(stages); j++ {
			for k := j; k < len(stages); k++ {
				fmt.Fprintln(&b, facetsOf(t, i, j, k))
			}
		}
	}
	golden(t, "facets.golden", b.String())
}

func facetsOf(t *testing.T, units ...int) string {
	s := newStory(t).tell(Event{Kind: OrderStated, Occurred: "2026-05-19T09:00:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
		OrderedAt: "2026-05-19T09:00:00", PromisedOn: "2026-05-28", Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 3}},
	}})
	var names []string
	var want Facets
	wanted, picked, packed, handed, delivered, back := 0, 0, 0, 0, 0, 0
	count := func(n *int, yes bool) {
		if yes {
			*n++
		}
	}
	for n, i := range units {
		stage := stages[i]
		stage.story(s, []string{"PX", "PY", "PZ"}[n])
		names = append(names, stage.name)
		count(&wanted, !stage.dropped)
		count(&picked, stage.picked)
		count(&packed, stage.packed)
		count(&handed, stage.handed)
		count(&delivered, stage.delivered)
		count(&back, stage.back)
	}
	got := s.state()
	want = got.Facets
	want.Picked, want.Packed, want.HandedOver = plainShare(picked, wanted), plainShare(packed, wanted), plainShare(handed, wanted)
	want.Delivered, want.Returns = plainShare(delivered, wanted), plainShare(back, wanted)
	name, f := strings.Join(names, ", "), got.Facets
	if f != want || got.Headline.ToShip != wanted-handed {
		t.Errorf("%s: facets %+v, %d to ship; want %+v, %d", name, f, got.Headline.ToShip, want, wanted-handed)
	}
	if wrong := lawsBroken(got); wrong != "" {
		t.Errorf("%s: %s", name, wrong)
	}
	return fmt.Sprintf("%-36s %-10s %-7s %-7s %-7s %-7s %-7s %-4d %s", name, f.State, f.Picked, f.Packed, f.HandedOver, f.Delivered, f.Returns,
		got.Headline.ToShip, got.Headline.Code)
}

func plainShare(n, of int) Share {
	if n == 0 {
		return None
	}
	if n == of {
		return All
	}
	return Part
}
