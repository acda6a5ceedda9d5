package track

import "strings"

// sourceKinds is every kind of source with the system that stands behind it. Read a row as: <kind> speaks for <system>. A
// label service relays what a carrier told it; a person speaks for nobody but may correct anybody.
var sourceKinds = []struct {
	kind   SourceKind
	system string
}{
	{SourceShop, "shop"},
	{SourceStation, "house"},
	{SourceCarrierFile, "carrier"},
	{SourceCarrierMail, "carrier"},
	{SourceLabel, "carrier"},
	{SourcePerson, ""},
}

// met are the milestones at which a parcel changes hands between house and carrier, so that both may own them: a label is
// made by one and announced to the other, either may void it, and who brings a parcel back meets who takes it in.
var met = map[string]bool{"announced": true, "returned": true, "voided": true}

// SourceKinds lists every kind of source, as they are shown.
func SourceKinds() []SourceKind {
	out := make([]SourceKind, len(sourceKinds))
	for i, s := range sourceKinds {
		out[i] = s.kind
	}
	return out
}

func systemOf(k SourceKind) (system string, known bool) {
	for _, s := range sourceKinds {
		if s.kind == k {
			return s.system, true
		}
	}
	return "", false
}

// With is the table with one row decided otherwise, or why that cannot be. Which phases a milestone covers is not for a
// shop to change; row names the milestone and who may say it.
func (a Authority) With(row AuthorityRow) (Authority, *Refusal) {
	out := append(Authority(nil), a...)
	for i := range out {
		if out[i].Milestone == row.Milestone {
			row.Phases = out[i].Phases
			row.Asserts, row.Supports = inOrder(row.Asserts), inOrder(row.Supports)
			out[i] = row
			return out, row.check()
		}
	}
	return nil, refuse("no-such-milestone", row.Milestone, strings.Join(out.milestones(), ", "))
}

func (a Authority) milestones() []string {
	out := make([]string, len(a))
	for i, row := range a {
		out[i] = row.Milestone
	}
	return out
}

// inOrder are the kinds once each, as they are shown, and then those nobody knows.
func inOrder(kinds []SourceKind) []SourceKind {
	out := []SourceKind{}
	for _, k := range append(SourceKinds(), kinds...) {
		if contains(kinds, k) && !contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}

// check says why a row cannot decide a milestone: it names what does not exist, leaves nobody, says two things about one
// kind, lets a shop say that a parcel left, or lets two systems both own it.
func (r AuthorityRow) check() *Refusal {
	for _, k := range append(append([]SourceKind(nil), r.Asserts...), r.Supports...) {
		if _, known := systemOf(k); !known {
			return refuse("no-such-source-kind", string(k), joinKinds(SourceKinds()))
		}
	}
	if len(r.Asserts) == 0 {
		return refuse("nobody-asserts", r.Milestone)
	}
	owner := SourceKind("")
	for _, k := range r.Asserts {
		system, _ := systemOf(k)
		switch {
		case contains(r.Supports, k):
			return refuse("asserts-and-supports", r.Milestone, string(k))
		case system == "shop" && r.left():
			return refuse("shop-never-has-it", r.Milestone, string(k))
		case system == "":
		case owner == "":
			owner = k
		case !r.shared(owner, k):
			return refuse("two-owners", r.Milestone, string(owner), string(k))
		}
	}
	return nil
}

// refuse is a refusal that is told at a desk, never at a station.
func refuse(code string, args ...string) *Refusal { return &Refusal{code, args} }

// left reports whether the milestone says that a parcel is no longer here; a shop's platform cannot know that.
func (r AuthorityRow) left() bool {
	for _, p := range r.Phases {
		if p.hasLeft() {
			return true
		}
	}
	return false
}

// shared reports whether the milestone may belong to the systems behind both kinds.
func (r AuthorityRow) shared(a, b SourceKind) bool {
	x, _ := systemOf(a)
	y, _ := systemOf(b)
	return x == y || met[r.Milestone] && x != "shop" && y != "shop"
}

// Ignored are the kinds of source that may neither assert nor support the milestone.
func (r AuthorityRow) Ignored() []SourceKind {
	out := []SourceKind{}
	for _, k := range SourceKinds() {
		if !contains(r.Asserts, k) && !contains(r.Supports, k) {
			out = append(out, k)
		}
	}
	return out
}

func joinKinds(kinds []SourceKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}
