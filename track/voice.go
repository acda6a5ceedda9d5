package track

import (
	"cmp"
	"slices"
	"strings"
)

// Voice is the newest word of one source about one milestone of a parcel, and why it did or did not decide where the parcel is.
type Voice struct {
	Parcel    string
	Milestone string
	Event     Event // with when it happened and when we learned it
	Weight    Weight
	Verdict   string // code: decides, same, before, not_its_milestone, shown, older, after_delivery, weaker
}

// Voices lists what every source says about every parcel of an order, side by side: one for each source and milestone, the
// parcels in their order, then the milestones as the table lists them, then who decides before who does not.
func Voices(in Input) []Voice {
	var out []Voice
	for _, p := range fold(in).parcels {
		out = append(out, p.voices()...)
	}
	return out
}

func (p *parcelFold) voices() []Voice {
	type said struct {
		milestone string
		source    Source
	}
	newest := map[said]Voice{}
	for _, e := range p.events {
		if phase := e.phase(); phase.Moves() {
			k := said{p.rules.Authority.milestoneOf(phase), e.Source}
			if v, known := newest[k]; !known || v.Verdict != "decides" {
				newest[k] = Voice{p.state.Parcel, k.milestone, *e, p.weight(e), p.verdictOn(e)}
			}
		}
	}
	out := make([]Voice, 0, len(newest))
	for _, v := range newest {
		out = append(out, v)
	}
	rank := func(v Voice) int { return slices.Index(p.rules.Authority.milestones(), v.Milestone) }
	slices.SortFunc(out, func(a, b Voice) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Weight, a.Weight), chronological(&a.Event, &b.Event),
			strings.Compare(a.Event.Source.ID, b.Event.Source.ID))
	})
	return out
}

// verdictOn says why a word did or did not decide where the parcel is.
func (p *parcelFold) verdictOn(e *Event) string {
	v := verdict{phase: p.state.Phase, by: p.decided}
	switch {
	case e.ID == p.decided.ID:
		return "decides"
	case p.weight(e) == Supports:
		return "shown"
	case p.weight(e) == Ignored:
		return "not_its_milestone"
	case e.phase() == v.phase:
		return "same"
	case agrees(e.phase(), v.phase, e, v.by):
		return "before"
	}
	return p.weightOf(e, v)
}

// milestoneOf names the row of the table that a phase belongs to; "" when none has it.
func (a Authority) milestoneOf(p Phase) string {
	for _, row := range a {
		if contains(row.Phases, p) {
			return row.Milestone
		}
	}
	return ""
}
