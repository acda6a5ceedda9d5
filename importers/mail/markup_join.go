package mail

import (
	"slices"
	"strings"
)

// quarrel says how markup and sentences contradict each other, "" when they do not.
func quarrel(marked []Event, said finding) string {
	if code, _, _ := strings.Cut(said.question, ":"); code == "contradiction" || code == "numbers-differ" || code == "orders-differ" {
		return said.question
	}
	for _, e := range marked {
		for _, s := range said.events {
			both := e.Tracking != "" && s.Tracking != ""
			if both && e.Tracking != s.Tracking && !slices.ContainsFunc(marked, func(o Event) bool { return o.Tracking == s.Tracking }) {
				return "numbers-differ: the markup says " + e.Tracking + ", the text " + s.Tracking
			}
			if (!both || e.Tracking == s.Tracking) && e.Phase.Moves() && s.Phase.Moves() && e.Phase != s.Phase {
				return "contradiction: the markup says " + string(e.Phase) + ", the text " + string(s.Phase)
			}
		}
	}
	return ""
}

// joinMarkup puts markup and sentences together. Markup gives parcels and dates; a state it leaves out is taken from the
// sentences, and a state they contradict is a question.
func joinMarkup(n *Notice, marked []Event, said finding) {
	n.Language = said.language
	n.Problems = append(n.Problems, said.problems...)
	if why := quarrel(marked, said); why != "" {
		n.Verdict, n.Why = Unknown, why
		return
	}
	kept := marked[:0]
	for _, e := range marked {
		if e.Tracking == "" && e.Order == "" {
			continue
		}
		for _, s := range said.events {
			if s.Tracking != e.Tracking && e.Tracking != "" && s.Tracking != "" || s.Phase == "" {
				continue
			}
			if !e.Phase.Moves() {
				e.Phase, e.Reason, e.Flag, e.Evidence, e.Occurred, e.Basis = s.Phase, s.Reason, s.Flag, s.Evidence, s.Occurred, s.Basis
			}
		}
		kept = append(kept, e)
	}
	if len(kept) == 0 {
		n.take(said)
		if n.Verdict != IsNotice {
			n.Verdict, n.Why = Unknown, "no-number: its markup describes a parcel, but names neither number nor order"
		}
		return
	}
	if n.Carrier == "" {
		n.Carrier = kept[0].Carrier
	}
	if n.FromCarrier == "" {
		n.Problems = append(n.Problems, "not-a-carrier: no carrier sent it, its markup speaks for one")
	}
	n.Verdict, n.Events = IsNotice, kept
}
