package track

import (
	"slices"
	"strings"
)

// The rules that explain an order which no parcel explains.
const (
	RuleOrdered   = "as-ordered"                // nothing has happened to it but the order itself
	RuleCancelled = "cancelled"                 // by the shop's word or ours
	RuleWaits     = "shop-says-wait"            // the shop says that the order is not to be sent yet
	RuleHold      = "hold-stands"               // somebody placed a hold that nobody released
	RulePicking   = "own-work-leads"            // lines are picked, nothing is in a box
	RuleBygone    = "fulfilled-before-we-began" // by the shop's word alone
	RuleRepeated  = "repeats-another"           // a person said that this is another order once more
)

// explain writes the order's own why: what decided while no parcel leads, and every disagreement.
func (o *orderFold) explain() {
	w := &o.state.Why
	w.DecidedBy, w.Rule = o.state.Stated, RuleOrdered
	switch worst, last := o.leastAdvanced(), o.last(LinePicked); {
	case worst != nil:
		w.DecidedBy, w.Rule, w.RunnerUp = worst.state.Why.DecidedBy, worst.state.Why.Rule, worst.state.Why.RunnerUp
	case last.ID != "":
		w.DecidedBy, w.Rule, w.RunnerUp = last.ID, RulePicking, o.state.Stated
	}
	switch o.state.Facets.State {
	case CancelledAs:
		w.Rule = RuleCancelled
		w.DecidedBy = or(o.last(Cancelled).ID, o.state.Stated)
	case OnHold:
		w.Rule, w.DecidedBy = RuleHold, o.heldSince.ID
		if o.heldSince.Kind != HoldPlaced {
			w.Rule = RuleWaits
		}
	default:
		if o.state.Bygone {
			w.Rule, w.DecidedBy, w.RunnerUp = RuleBygone, o.state.Stated, ""
		}
		if e := o.last(OrderRepeated); !o.state.DuplicateOf.IsZero() {
			w.Rule, w.DecidedBy, w.RunnerUp = RuleRepeated, e.ID, o.state.Stated
		}
	}
	o.shopSays()
	o.warehouseSays()
	for _, p := range o.parcels {
		w.Conflicts = append(w.Conflicts, p.state.Why.Conflicts...)
	}
}

func (o *orderFold) last(kind Kind) *Event {
	found := none
	for _, e := range o.events {
		if e.Kind == kind {
			found = e
		}
	}
	return found
}

// shopSays records a shop's "fulfilled" that the carrier does not bear out: a shop may say ordered, paid and cancelled, but
// not where a parcel is.
func (o *orderFold) shopSays() {
	f := o.state.Facts
	if o.state.Elsewhere() || o.state.Bygone || !f.saysDone() || o.state.Facets.Delivered == All {
		return
	}
	if o.state.Facets.HandedOver == All && o.worstTask() == nil {
		return
	}
	o.state.Why.Conflicts = append(o.state.Why.Conflicts, Conflict{
		Source: o.state.Source, Says: or(strings.ToLower(f.Fulfilment), "fulfilled"), Event: o.state.Stated, Weight: "not_its_milestone",
	})
}

// warehouseSays records that our own last word about a parcel lags behind the carrier's: scans are missing.
func (o *orderFold) warehouseSays() {
	for _, p := range o.parcels {
		if !p.state.Possession || p.state.Times.HandedOver != "" {
			continue
		}
		own := p.lastOwn()
		if own.ID == "" {
			own = o.last(LinePicked)
		}
		listed := slices.ContainsFunc(p.state.Why.Conflicts, func(c Conflict) bool { return c.Event == own.ID })
		if own.ID == "" || listed {
			continue
		}
		weight := "older"
		if !earlier(own, p.decided) {
			weight = "weaker"
		}
		o.state.Why.Conflicts = append(o.state.Why.Conflicts, Conflict{
			Source: own.Source.ID, Says: string(own.ownWord()), Event: own.ID, Parcel: p.state.Parcel, Weight: weight,
		})
	}
}

// lastOwn is the newest of our own acts on the parcel while it went out.
func (p *parcelFold) lastOwn() *Event {
	found := none
	for _, e := range p.events {
		if e.Kind.IsAct() && e.Kind != PhaseOverride && e.Kind != ReturnReceived {
			found = e
		}
	}
	return found
}

// ownWord is the phase an act of ours means.
func (e *Event) ownWord() Phase {
	if e.Kind == LinePicked {
		return Picked
	}
	return e.phase()
}
