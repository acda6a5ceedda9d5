package track

import "time"

// deliveredStands is how long after a delivery a stray "moving" or "out for delivery" is put down to late clocks.
const deliveredStands = 24 * time.Hour

// The names of the rules that can decide a phase; they are shown with every status.
const (
	RuleOverride    = "override-stands"        // a person said so; visible and removable
	RuleReturnChain = "return-after-delivery"  // a return that starts after the delivery wins over it
	RuleFinal       = "latest-final-wins"      // the latest of delivered, returned, lost, destroyed by occurrence
	RuleProgress    = "latest-progress-wins"   // the greatest (occurrence, rank) once the carrier has it
	RuleVoided      = "voided-before-handover" // the label was cancelled and the carrier never had the parcel
	RuleEmptied     = "emptied-again"          // everything was taken out of a box that has no label and never left
	RuleOwnWork     = "own-work-leads"         // we still have it: our own furthest step
	RuleAnnounced   = "announced-is-weakest"   // only a label or data: nobody has touched the parcel
	RuleNothing     = "nothing-known"
)

// verdict is a phase and what decided it.
type verdict struct {
	phase    Phase
	by       *Event
	rule     string
	runnerUp string // the event that would decide otherwise
}

// phaseRules are tried in order; the first that applies decides where a parcel is.
var phaseRules = []func(*parcelFold) (verdict, bool){
	(*parcelFold).overridden, (*parcelFold).returnChain, (*parcelFold).final, (*parcelFold).moving,
	(*parcelFold).voided, (*parcelFold).emptied, (*parcelFold).ownWork, (*parcelFold).announced,
}

// foldPhase decides where the parcel is.
func (p *parcelFold) foldPhase() {
	v := verdict{phase: NoData, by: none, rule: RuleNothing}
	for _, rule := range phaseRules {
		if found, ok := rule(p); ok {
			v = found
			break
		}
	}
	p.decided = v.by
	s := &p.state
	s.Phase, s.Since, s.Location = v.phase, v.by.Occurred, v.by.Location
	s.Voided = v.phase == Voided
	s.Flag, s.Reason = p.flag(v)
	if v.rule == RuleOverride && !v.phase.hasLeft() {
		s.Possession, s.OnItsWay = false, false // a person says it never left
	}
	s.Why = Why{DecidedBy: v.by.ID, Rule: v.rule, RunnerUp: v.runnerUp, Conflicts: p.conflicts(v)}
}

// hasLeft reports whether a parcel in p is no longer in our hands.
func (p Phase) hasLeft() bool { return p.HasPossession() || p == HandedOver }

// overridden: what a person said stands, the newest word of several, until it is taken back.
func (p *parcelFold) overridden() (verdict, bool) {
	v := verdict{by: none}
	for _, e := range p.said {
		if e.Kind == PhaseOverride {
			v = verdict{phase: e.Phase, by: e, rule: RuleOverride}
		}
	}
	for i := len(p.said) - 1; i >= 0 && v.by.ID != ""; i-- {
		if p.said[i].phase() != v.phase {
			v.runnerUp = p.said[i].ID
			break
		}
	}
	return v, v.by.ID != ""
}

// final: the latest of delivered, returned to us, lost and destroyed. The same word said again decides nothing new,
// unless the parcel set out on its way back in between.
func (p *parcelFold) final() (verdict, bool) {
	v := verdict{by: none}
	setOut := false
	for _, e := range p.carrier {
		switch {
		case e.Phase == Returning:
			setOut = true
		case !e.Phase.IsFinal() || e.Phase == v.phase && !setOut && !sharper(e, v.by):
		default:
			runnerUp := v.runnerUp
			if e.Phase != v.phase {
				runnerUp = v.by.ID
			}
			v, setOut = verdict{phase: e.Phase, by: e, rule: RuleFinal, runnerUp: runnerUp}, false
		}
	}
	if v.by.ID != "" && v.runnerUp == "" {
		v.runnerUp = lastOther(p.carrier, v.by)
	}
	return v, v.by.ID != ""
}

// sharper reports whether e gives the time of day of what old only gives the day of.
func sharper(e, old *Event) bool {
	return old.Occurred.IsDate() && !e.Occurred.IsDate() && e.Occurred.Date() == old.Occurred.Date()
}

// returnChain: a parcel that starts back after its delivery is returning until the next final word.
func (p *parcelFold) returnChain() (verdict, bool) {
	f, ok := p.final()
	if !ok || f.phase != Delivered {
		return verdict{}, false
	}
	for i := len(p.carrier) - 1; i >= 0; i-- {
		if e := p.carrier[i]; e.Phase == Returning && e.At.After(f.by.At) {
			return verdict{phase: Returning, by: e, rule: RuleReturnChain, runnerUp: f.by.ID}, true
		}
	}
	return verdict{}, false
}

// moving: once the carrier has the parcel, the event with the greatest (occurrence, rank).
func (p *parcelFold) moving() (verdict, bool) {
	for i := len(p.carrier) - 1; i >= 0; i-- {
		if e := p.carrier[i]; e.Phase.HasPossession() {
			return verdict{phase: e.Phase, by: e, rule: RuleProgress, runnerUp: lastOther(p.carrier[:i], e)}, true
		}
	}
	return verdict{}, false
}

// voided: the label was cancelled, and nothing was handed over under it.
func (p *parcelFold) voided() (verdict, bool) {
	by := p.void()
	return verdict{phase: Voided, by: by, rule: RuleVoided}, by.ID != "" && p.state.Times.HandedOver == ""
}

// emptied: a box out of which everything was taken before it had a label or a carrier is no parcel any more.
func (p *parcelFold) emptied() (verdict, bool) {
	s := &p.state
	if !p.scanned || len(s.Contents) > 0 || s.Tracking != "" || s.OnItsWay || len(p.carrier) > 0 || s.Times.Labelled != "" {
		return verdict{}, false
	}
	v := verdict{phase: Voided, by: none, rule: RuleEmptied}
	for _, e := range p.own {
		if e.Kind == LineUnpacked {
			v.by = e
		}
	}
	return v, v.by.ID != ""
}

// void is the word that cancelled the label, unless it was taken back: by a new label of ours, or by a fresher statement
// of the same source.
func (p *parcelFold) void() *Event {
	by := none
	for _, e := range byFreshness(p.events, ParcelStated) {
		switch f := e.ParcelFacts; {
		case f == nil || p.rules.Authority.Of(Voided, e.Source.Kind) != Asserts:
		case f.Voided:
			by = e
		case e.Source.ID == by.Source.ID:
			by = none
		}
	}
	for _, e := range p.own {
		switch {
		case e.phase() == Voided:
			by = e
		case e.Kind == ParcelLabel && by.Kind.IsAct():
			by = none
		}
	}
	return by
}

// ownWork: while it is still here, our own furthest step; a mere statement that a parcel is planned does not count.
func (p *parcelFold) ownWork() (verdict, bool) {
	v := verdict{by: none}
	for _, e := range p.own {
		if rank := e.phase().Rank(); rank > Planned.Rank() && rank >= v.phase.Rank() && e.phase() != Voided {
			v = verdict{phase: e.phase(), by: e, rule: RuleOwnWork, runnerUp: v.by.ID}
		}
	}
	if v.by.ID != "" && v.runnerUp == "" && len(p.carrier) > 0 {
		v.runnerUp = p.carrier[len(p.carrier)-1].ID
	}
	return v, v.by.ID != ""
}

// announced: nothing but data; the carrier's word that data came, else a statement that there is a parcel.
func (p *parcelFold) announced() (verdict, bool) {
	for i := len(p.carrier) - 1; i >= 0; i-- {
		if p.carrier[i].Phase == Announced {
			return verdict{phase: Announced, by: p.carrier[i], rule: RuleAnnounced}, true
		}
	}
	for _, e := range p.own {
		if e.phase() == Planned {
			return verdict{phase: Planned, by: e, rule: RuleAnnounced}, true
		}
	}
	return verdict{}, false
}

// lastOther is the id of the latest of events that says something else than the decider.
func lastOther(events []*Event, by *Event) string {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].ID != by.ID && events[i].Phase != by.Phase {
			return events[i].ID
		}
	}
	return ""
}

// flag is the delay or hold in force and its reason: the newest that was stated since the parcel last moved on.
func (p *parcelFold) flag(v verdict) (Flag, Reason) {
	if v.phase.IsFinal() {
		return "", v.by.Reason
	}
	flag, reason := v.by.Flag, v.by.Reason
	for _, e := range p.reports {
		if e.Flag != "" && !e.At.Before(v.by.At) {
			flag, reason = e.Flag, or(e.Reason, reason)
		}
	}
	return flag, reason
}
