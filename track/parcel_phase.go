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
	RuleOwnWork     = "own-work-leads"         // we still have it: our own furthest step
	RuleAnnounced   = "announced-is-weakest"   // only a label or data: nobody has touched the parcel
	RuleNothing     = "nothing-known"
)

// verdict is a phase and what decided it.
type verdict struct {
	phase    Phase
	by       Event
	rule     string
	runnerUp Event
}

// foldPhase decides where the parcel is. The rules are tried in order; the first that applies decides.
func (p *parcelFold) foldPhase() {
	own, carrier := p.split()
	v := verdict{phase: NoData, rule: RuleNothing}
	for _, rule := range []func(own, carrier []Event) (verdict, bool){
		p.override, p.returnChain, p.final, p.progress, p.voided, p.ownWork, p.announced,
	} {
		if found, ok := rule(own, carrier); ok {
			v = found
			break
		}
	}
	s := &p.state
	s.Phase, s.Reason = v.phase, v.by.Reason
	s.Voided = v.phase == Voided
	s.Since, s.Location = v.by.Occurred, v.by.Location
	s.Flag, s.Reason = p.flag(v)
	s.Why = Why{DecidedBy: v.by.ID, Rule: v.rule, RunnerUp: v.runnerUp.ID, Conflicts: p.conflicts(v)}
}

// split parts what we did from what carriers said, leaving out words of those who may not assert them.
func (p *parcelFold) split() (own, carrier []Event) {
	for _, e := range p.events {
		phase := e.phase()
		switch {
		case !phase.Moves() || e.Kind == PhaseOverride || p.weight(e) != Asserts:
		case phase.IsCarrier():
			carrier = append(carrier, e)
		default:
			own = append(own, e)
		}
	}
	return own, carrier
}

func (p *parcelFold) override(_, _ []Event) (verdict, bool) {
	var v verdict
	for _, e := range p.events {
		if e.Kind == PhaseOverride && e.Phase.Moves() {
			v = verdict{phase: e.Phase, by: e, rule: RuleOverride, runnerUp: v.by}
		}
	}
	return v, v.by.ID != ""
}

// final: the latest of delivered, returned to us, lost and destroyed.
func (p *parcelFold) final(_, carrier []Event) (verdict, bool) {
	var v verdict
	for _, e := range carrier {
		if e.Phase.IsFinal() {
			v = verdict{phase: e.Phase, by: e, rule: RuleFinal, runnerUp: v.by}
		}
	}
	if v.by.ID != "" && v.runnerUp.ID == "" {
		v.runnerUp = lastOther(carrier, v.by)
	}
	return v, v.by.ID != ""
}

// returnChain: a parcel that starts back after its delivery is returning until the next final word.
func (p *parcelFold) returnChain(own, carrier []Event) (verdict, bool) {
	f, ok := p.final(own, carrier)
	if !ok || f.phase != Delivered {
		return verdict{}, false
	}
	for i := len(carrier) - 1; i >= 0; i-- {
		if e := carrier[i]; e.Phase == Returning && e.At.After(f.by.At) {
			return verdict{phase: Returning, by: e, rule: RuleReturnChain, runnerUp: f.by}, true
		}
	}
	return verdict{}, false
}

// progress: once the carrier has the parcel, the event with the greatest (occurrence, rank).
func (p *parcelFold) progress(_, carrier []Event) (verdict, bool) {
	for i := len(carrier) - 1; i >= 0; i-- {
		if e := carrier[i]; e.Phase.HasPossession() {
			return verdict{phase: e.Phase, by: e, rule: RuleProgress, runnerUp: lastOther(carrier[:i], e)}, true
		}
	}
	return verdict{}, false
}

func (p *parcelFold) voided(own, _ []Event) (verdict, bool) {
	for i := len(own) - 1; i >= 0; i-- {
		if own[i].phase() == Voided {
			return verdict{phase: Voided, by: own[i], rule: RuleVoided}, true
		}
	}
	for _, e := range byFreshness(p.events, ParcelStated) {
		if p.state.Voided && e.ParcelFacts != nil && e.ParcelFacts.Voided {
			return verdict{phase: Voided, by: e, rule: RuleVoided}, true
		}
	}
	return verdict{}, false
}

// ownWork: while it is still here, our own furthest step; a mere statement that a parcel is planned does not count.
func (p *parcelFold) ownWork(own, carrier []Event) (verdict, bool) {
	var v verdict
	for _, e := range own {
		if rank := e.phase().Rank(); rank > Planned.Rank() && rank >= v.phase.Rank() {
			v = verdict{phase: e.phase(), by: e, rule: RuleOwnWork, runnerUp: v.by}
		}
	}
	if v.by.ID != "" && v.runnerUp.ID == "" && len(carrier) > 0 {
		v.runnerUp = carrier[len(carrier)-1]
	}
	return v, v.by.ID != ""
}

func (p *parcelFold) announced(own, carrier []Event) (verdict, bool) {
	for i := len(carrier) - 1; i >= 0; i-- {
		if carrier[i].Phase == Announced {
			return verdict{phase: Announced, by: carrier[i], rule: RuleAnnounced}, true
		}
	}
	if len(own) > 0 {
		return verdict{phase: Planned, by: own[0], rule: RuleAnnounced}, true
	}
	return verdict{}, false
}

// lastOther is the latest of events that says something else than the decider.
func lastOther(events []Event, by Event) Event {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].ID != by.ID && events[i].Phase != by.Phase {
			return events[i]
		}
	}
	return Event{}
}

// flag is the delay or hold in force and its reason: one that was stated since the parcel last moved on.
func (p *parcelFold) flag(v verdict) (Flag, Reason) {
	flag, reason := v.by.Flag, v.by.Reason
	if v.phase.IsFinal() {
		return "", reason
	}
	for _, e := range p.events {
		if e.Kind == CarrierEvent && e.Flag != "" && !earlier(e, v.by) && p.rules.Authority.Of(Moving, e.Source.Kind) == Asserts {
			flag, reason = e.Flag, or(e.Reason, reason)
		}
	}
	return flag, reason
}

// conflicts lists every source that says otherwise than the verdict, newest word of each, and why it did not decide.
func (p *parcelFold) conflicts(v verdict) []Conflict {
	out := []Conflict{}
	seen := map[string]bool{}
	for i := len(p.events) - 1; i >= 0; i-- {
		e := p.events[i]
		phase := e.phase()
		if !phase.Moves() || e.ID == v.by.ID || seen[e.Source.ID] || e.Source == v.by.Source {
			continue
		}
		seen[e.Source.ID] = true
		if phase == v.phase || agrees(phase, v.phase, e, v.by) {
			continue
		}
		out = append(out, Conflict{Source: e.Source.ID, Says: string(phase), Event: e.ID, Parcel: p.state.Parcel, Weight: p.weightOf(e, v)})
	}
	return out
}

// agrees reports whether an older, lesser step is simply what came before and not a disagreement.
func agrees(says, is Phase, e, by Event) bool {
	return !says.IsFinal() && earlier(e, by) && (says.Rank() < is.Rank() || says == HandedOver)
}

func (p *parcelFold) weightOf(e Event, v verdict) string {
	switch {
	case p.weight(e) != Asserts:
		return "not_its_milestone"
	case v.phase == Delivered && !e.At.Before(v.by.At):
		return "after_delivery"
	case e.At.Before(v.by.At):
		return "older"
	}
	return "weaker"
}
