package track

// Weight is what one kind of source may do for one milestone.
type Weight int

// A source asserts (its word counts), supports (it is shown, it never decides) or is ignored (kept, no more).
const (
	Ignored Weight = iota
	Supports
	Asserts
)

// Authority says, per milestone, what each kind of source may do, so that two systems never both own a milestone.
type Authority []AuthorityRow

// AuthorityRow is one milestone: the phases it covers and who may assert or support it; everybody else is ignored.
type AuthorityRow struct {
	Milestone string       `json:"milestone"`
	Phases    []Phase      `json:"phases"`
	Asserts   []SourceKind `json:"asserts"`
	Supports  []SourceKind `json:"supports"`
}

// DefaultAuthority is the shipped table. Read a row as: <milestone> holds when one of <asserts> says so; <supports> may
// say it too, which is shown but never decides. A label service relays what the carrier told it, so it may assert the
// carrier's milestones; a shop's "fulfilled" only ever supports that a label was made.
func DefaultAuthority() Authority {
	carriers := []SourceKind{SourceCarrierFile, SourceCarrierMail, SourceLabel, SourcePerson}
	ours := []SourceKind{SourceStation, SourcePerson}
	return Authority{
		{"packed", []Phase{Picking, Picked, Packing, Packed, Labelled, Staged}, ours, []SourceKind{SourceShop}},
		{"handed_over", []Phase{HandedOver}, ours, nil},
		{"announced", []Phase{Planned, Announced}, append([]SourceKind{SourceStation}, carriers...), []SourceKind{SourceShop}},
		{"possession", []Phase{Possession, Moving, OutForDelivery}, carriers, nil},
		{"attempted", []Phase{AttemptFailed, AwaitingCollection}, carriers, nil},
		{"delivered", []Phase{Delivered}, carriers, nil},
		{"returned", []Phase{Returning, ReturnedToUs}, append([]SourceKind{SourceStation}, carriers...), nil},
		{"lost", []Phase{Lost, Destroyed}, carriers, nil},
		{"voided", []Phase{Voided}, []SourceKind{SourceStation, SourcePerson, SourceLabel, SourceCarrierFile}, nil},
	}
}

// Of is what a source of kind k may do for phase p.
func (a Authority) Of(p Phase, k SourceKind) Weight {
	for _, row := range a {
		if !contains(row.Phases, p) {
			continue
		}
		switch {
		case contains(row.Asserts, k):
			return Asserts
		case contains(row.Supports, k):
			return Supports
		}
		return Ignored
	}
	return Ignored
}

func contains[T comparable](list []T, x T) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}
