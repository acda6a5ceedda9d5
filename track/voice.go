package track

import (
	"cmp"
	"slices"
	"strings"
)

// Voice is one word of one source about one milestone of a parcel, and why it did or did not decide where the parcel is. A word
// that the source said several times is one voice: by the event that decided, else the newest that contradicts, else the first.
type Voice struct {
	Parcel    string
	Milestone string
	Says      Phase
	Event     Event // with when it happened and when we learned it
	Times     int   // how often the source said it
	Last      Stamp // when it said so last
	Weight    Weight
	Verdict   string // code: decides, same, before, not_its_milestone, shown, older, after_delivery, weaker
}

// Voices lists what every source says about every parcel of an order, side by side: one for each word of a source, the
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
		phase  Phase
		source Source
	}
	words := map[said]Voice{}
	echoes := p.echoes()
	for _, e := range p.events {
		phase := p.says(e)
		if !phase.Moves() || echoes[e.ID] {
			continue
		}
		k := said{phase, e.Source}
		words[k] = words[k].again(Voice{
			Parcel: p.state.Parcel, Milestone: p.rules.Authority.milestoneOf(phase), Says: phase, Event: *e, Last: e.Occurred,
			Weight: p.saysWeight(e), Verdict: p.verdictOn(e),
		})
	}
	out := make([]Voice, 0, len(words))
	for _, v := range words {
		out = append(out, v)
	}
	rank := func(v Voice) int { return slices.Index(p.rules.Authority.milestones(), v.Milestone) }
	slices.SortFunc(out, func(a, b Voice) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.Weight, a.Weight), chronological(&a.Event, &b.Event),
			strings.Compare(a.Event.Source.ID, b.Event.Source.ID))
	})
	return out
}

// again is a voice that is heard once more, as next: the one of the two that says most about the verdict, counted with the other.
func (v Voice) again(next Voice) Voice {
	kept := v
	if was, is := v.bearing(), next.bearing(); v.Times == 0 || is > was || is == was && is > 0 {
		kept = next
	}
	kept.Times, kept.Last = v.Times+1, next.Last
	return kept
}

// bearing is how much a word has to do with the verdict: it decides, it contradicts, or neither.
func (v Voice) bearing() int {
	switch v.Verdict {
	case "decides":
		return 2
	case "older", "after_delivery", "weaker":
		return 1
	}
	return 0
}

// echoes are the statements about the parcel that stand in a row which also says where it is: that word is the one that counts,
// and its row says nothing of an earlier milestone. What decides is none.
func (p *parcelFold) echoes() map[string]bool {
	type row struct{ source, raw string }
	told := map[row]bool{}
	for _, e := range p.events {
		if e.Kind == CarrierEvent && e.Phase.Moves() {
			told[row{e.Source.ID, e.RawHash}] = true
		}
	}
	echoes := map[string]bool{}
	for _, e := range p.events {
		if e.Kind == ParcelStated && p.says(e) != Voided && e.RawHash != "" && e.ID != p.decided.ID && told[row{e.Source.ID, e.RawHash}] {
			echoes[e.ID] = true
		}
	}
	return echoes
}

// says is the phase a word speaks of. A statement that a label was voided speaks of that, unless it decides that there is a
// parcel at all: then its source has no say in voiding.
func (p *parcelFold) says(e *Event) Phase {
	voids := e.Kind == ParcelStated && e.ParcelFacts != nil && e.ParcelFacts.Voided
	if voids && (e.ID != p.decided.ID || p.state.Voided) {
		return Voided
	}
	return e.phase()
}

// saysWeight is what the source of e may do for the milestone its word is about.
func (p *parcelFold) saysWeight(e *Event) Weight {
	if e.Kind == ParcelStated && p.says(e) == Voided {
		return p.rules.Authority.Of(Voided, e.Source.Kind)
	}
	return p.weight(e)
}

// verdictOn says why a word did or did not decide where the parcel is.
func (p *parcelFold) verdictOn(e *Event) string {
	v := verdict{phase: p.state.Phase, by: p.decided}
	switch {
	case e.ID == p.decided.ID:
		return "decides"
	case p.saysWeight(e) == Supports:
		return "shown"
	case p.saysWeight(e) == Ignored:
		return "not_its_milestone"
	case p.says(e) == v.phase:
		return "same"
	case agrees(p.says(e), v.phase, e, v.by):
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
