package cli

import (
	"cmp"
	"strconv"
	"strings"

	"ordertrail/app"
)

// sayWhy tells what decided the status, by which rule, and who says what.
func (s *session) sayWhy(v app.OrderView) {
	why := v.State.Why
	s.say("  why: %s, rule %s", cmp.Or(why.DecidedBy, "nothing decided it yet"), why.Rule)
	s.say("    %s", s.app.RuleSays(why.Rule))
	if v.LeadTask != "" {
		s.say("    %s: task %s, opened by %s", s.app.Say("why.leads_says", s.app.Say("headline."+v.State.Headline.Code)), v.LeadTask, v.LeadEvent)
	}
	for _, c := range v.Sources {
		s.say("    %-16s says %-22s %-25s  (%s)", c.Source, s.app.SaysWord(c.Says), c.At, s.weight(c.Kind, c.Weight))
	}
	if len(v.Voices) > 0 {
		s.say("    who said what of each milestone:")
	}
	for _, w := range v.Voices {
		parcel := ""
		if len(v.Parcels) > 1 {
			parcel = w.Parcel + "  "
		}
		s.say("      %s%-24s %-16s says %-22s %-25s  learned %s  (%s)", parcel, s.app.WordFor("milestone", w.Milestone), w.Source, s.app.SaysWord(w.Says), w.Occurred,
			w.Recorded, s.voiceWeight(w))
	}
}

// weight is why a word did or did not decide, as a remark.
func (s *session) weight(kind, weight string) string {
	text := strings.TrimSuffix(s.app.WeightSays(kind, weight), ".")
	return strings.ToLower(text[:1]) + text[1:]
}

// voiceWeight is what a word is worth and what came of it, and how often it was said.
func (s *session) voiceWeight(w app.VoiceRow) string {
	said := s.weight(w.Kind, w.Verdict)
	if w.Weight != "asserts" {
		said = s.app.Say("voice_weight."+w.Weight) + ", " + said
	}
	if w.Times > 1 {
		said += "; " + s.app.Say("why.again", strconv.Itoa(w.Times), w.Last)
	}
	return said
}

// sayProspects tells what would change the status.
func (s *session) sayProspects(v app.OrderView) {
	little := 0
	for _, p := range v.Prospects {
		if p.Little {
			little++
			continue
		}
		parcel := p.Parcel
		if len(v.Parcels) < 2 {
			parcel = ""
		}
		s.say("    would change: %s", strings.TrimSpace(s.app.ProspectSays(v.State, p)+"  "+parcel))
	}
	if little > 0 {
		s.say("    would change: %s", s.app.Say("would.little", strconv.Itoa(little)))
	}
}
