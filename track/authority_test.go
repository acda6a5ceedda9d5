package track

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryPhaseBelongsToOneMilestone(t *testing.T) {
	t.Parallel()
	owner := map[Phase]string{}
	for _, row := range DefaultAuthority() {
		for _, p := range row.Phases {
			if owner[p] != "" {
				t.Errorf("%s belongs to %s and to %s", p, owner[p], row.Milestone)
			}
			owner[p] = row.Milestone
		}
	}
	for _, p := range Phases() {
		if p.Moves() && owner[p] == "" {
			t.Errorf("nobody may say %s", p)
		}
	}
}

// Read a row as: of <phase>, the word of a shop, a station, a carrier's file, its mail, a label file and a person counts (A), is
// shown (s) or changes nothing (.).
func TestWhoMaySayWhatAsShipped(t *testing.T) {
	t.Parallel()
	table, marks := DefaultAuthority(), map[Weight]byte{Asserts: 'A', Supports: 's', Ignored: '.'}
	for phase, want := range map[Phase]string{
		Picking: "sA...A", Picked: "sA...A", Packing: "sA...A", Packed: "sA...A", Labelled: "sA...A", Staged: "sA...A", HandedOver: ".A...A",
		Planned: "sAAAAA", Announced: "sAAAAA", Possession: "..AAAA", Moving: "..AAAA", OutForDelivery: "..AAAA", AttemptFailed: "..AAAA",
		AwaitingCollection: "..AAAA", Delivered: "..AAAA", Returning: ".AAAAA", ReturnedToUs: ".AAAAA", Lost: "..AAAA", Destroyed: "..AAAA",
		Voided: ".AA.AA", NoData: "......", Unmapped: "......",
	} {
		var got []byte
		for _, k := range []SourceKind{SourceShop, SourceStation, SourceCarrierFile, SourceCarrierMail, SourceLabel, SourcePerson} {
			got = append(got, marks[table.Of(phase, k)])
		}
		if string(got) != want {
			t.Errorf("%s: %s, want %s", phase, got, want)
		}
	}
}

func TestTheShippedTableMayBeSetAsItIs(t *testing.T) {
	t.Parallel()
	table := DefaultAuthority()
	for _, row := range table {
		set, refused := table.With(row)
		if refused != nil {
			t.Errorf("%s is refused: %s %v", row.Milestone, refused.Code, refused.Args)
			continue
		}
		for _, p := range row.Phases {
			for _, k := range SourceKinds() {
				if got, want := set.Of(p, k), table.Of(p, k); got != want {
					t.Errorf("%s by %s weighs %d once set, %d as shipped", p, k, got, want)
				}
			}
		}
	}
}

func TestWhoMaySayWhatIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name              string
		milestone         string
		asserts, supports []SourceKind
		code              string
		arg               string // the last argument, which names what is wrong
	}{
		{"an unknown milestone", "teleported", []SourceKind{SourceStation}, nil, "no-such-milestone", "packed, handed_over, announced, possession, attempted, delivered, returned, lost, voided"},
		{"a milestone without a name", "", []SourceKind{SourceStation}, nil, "no-such-milestone", "packed, handed_over, announced, possession, attempted, delivered, returned, lost, voided"},
		{"an unknown source", "packed", []SourceKind{"robot"}, nil, "no-such-source-kind", "shop, station, carrier_file, carrier_mail, label, person"},
		{"an unknown source in support", "packed", []SourceKind{SourceStation}, []SourceKind{"robot"}, "no-such-source-kind", "shop, station, carrier_file, carrier_mail, label, person"},
		{"nobody", "delivered", nil, []SourceKind{SourceCarrierFile}, "nobody-asserts", "delivered"},
		{"the same source twice over", "delivered", []SourceKind{SourceCarrierFile}, []SourceKind{SourceCarrierFile}, "asserts-and-supports", "carrier_file"},
		{"the shop says the carrier has it", "possession", []SourceKind{SourceShop}, nil, "shop-never-has-it", "shop"},
		{"the shop says it is delivered", "delivered", []SourceKind{SourceShop, SourcePerson}, nil, "shop-never-has-it", "shop"},
		{"the shop hands over", "handed_over", []SourceKind{SourceShop}, nil, "shop-never-has-it", "shop"},
		{"house and carrier both pack", "packed", []SourceKind{SourceStation, SourceCarrierFile}, nil, "two-owners", "carrier_file"},
		{"house and carrier both deliver", "delivered", []SourceKind{SourceCarrierMail, SourceStation}, nil, "two-owners", "carrier_mail"},
		{"shop and house both pack", "packed", []SourceKind{SourceStation, SourceShop}, nil, "two-owners", "station"},
		{"shop and carrier both announce", "announced", []SourceKind{SourceCarrierFile, SourceShop}, nil, "two-owners", "carrier_file"},
		{"house and carrier both announce", "announced", []SourceKind{SourceStation, SourceCarrierFile}, []SourceKind{SourceShop}, "", ""},
		{"only a person delivers", "delivered", []SourceKind{SourcePerson}, []SourceKind{SourceCarrierMail}, "", ""},
		{"the shop alone packs", "packed", []SourceKind{SourceShop}, nil, "", ""},
		{"a source named twice", "delivered", []SourceKind{SourceCarrierFile, SourceCarrierFile}, nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, refused := DefaultAuthority().With(AuthorityRow{Milestone: c.milestone, Asserts: c.asserts, Supports: c.supports})
			switch {
			case c.code == "" && refused != nil:
				t.Fatalf("refused: %s %v", refused.Code, refused.Args)
			case c.code == "":
			case refused == nil || refused.Code != c.code:
				t.Fatalf("got %v, want %s", refused, c.code)
			case refused.Args[len(refused.Args)-1] != c.arg:
				t.Fatalf("arguments %q, want the last to be %q", refused.Args, c.arg)
			}
		})
	}
}

// TestWhatIsAcceptedHasOneOwner: whatever row is accepted, the systems that own its milestone are one, or house and carrier
// where a parcel changes hands; the other rows stay, and the shop never says that a parcel left.
func TestWhatIsAcceptedHasOneOwner(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		table := DefaultAuthority()
		kinds := append(SourceKinds(), "robot")
		row := AuthorityRow{
			Milestone: rapid.SampledFrom(append(table.milestones(), "")).Draw(t, "milestone"),
			Asserts:   rapid.SliceOfN(rapid.SampledFrom(kinds), 0, 4).Draw(t, "asserts"),
			Supports:  rapid.SliceOfN(rapid.SampledFrom(kinds), 0, 3).Draw(t, "supports"),
		}
		set, refused := table.With(row)
		if refused != nil {
			return
		}
		for i, r := range set {
			if r.Milestone != row.Milestone {
				if !slices.Equal(r.Asserts, table[i].Asserts) {
					t.Fatalf("%s changed as well", r.Milestone)
				}
				continue
			}
			owners := map[string]bool{}
			for _, k := range r.Asserts {
				system, known := systemOf(k)
				if !known {
					t.Fatalf("%q is in the table", k)
				}
				owners[system] = true
			}
			delete(owners, "")
			if len(owners) > 2 || len(owners) == 2 && (!met[r.Milestone] || owners["shop"]) || owners["shop"] && r.left() || len(r.Asserts) == 0 {
				t.Fatalf("accepted: %+v owned by %v", r, owners)
			}
		}
	})
}
