package track

import (
	"cmp"
	"strings"
	"time"
)

// alarm ranks the phases of open parcels by how much they need someone; the worst leads the headline. Phases that are not
// listed are calm: among those the least advanced parcel leads.
var alarm = map[Phase]int{
	Lost: 9, Destroyed: 9, AttemptFailed: 8, Returning: 7, ReturnedToUs: 6, AwaitingCollection: 3,
}

// HeadlineBygone leads an order that its shop called fulfilled before the shop began here.
const HeadlineBygone = "bygone"

// lead writes the headline: what needs someone, else cancelled, on hold, late or partly done, else where the worst open
// parcel is.
func (o *orderFold) lead() {
	h := &o.state.Headline
	worst := o.worstParcel(h)
	for _, l := range o.lines {
		h.ToShip += l.ToShip
	}
	o.explain()
	f := o.state.Facets
	switch task := o.worstTask(); {
	case task != nil:
		h.Code, h.Reason = task.Code, task.Reason
		h.At = StampOf(task.Opened.In(o.rules.zone()))
		o.leadWith(h, o.parcelOf(task, worst))
	case f.State == CancelledAs:
		h.Code = "cancelled"
	case !o.state.DuplicateOf.IsZero():
		h.Code, h.At = "duplicate", o.last(OrderRepeated).Occurred
	case f.State == OnHold:
		h.Code, h.At = "on_hold", o.heldSince.Occurred
	case o.state.Bygone:
		h.Code, h.At = HeadlineBygone, Stamp(o.state.Facts.doneOn())
	case worst == nil && (f.Promise != Late || f.State == Closed):
		h.Code = o.withoutParcel()
	case f.Delivered == All:
		o.leadDelivered(h, worst)
	case f.State == Closed:
		o.leadPhase(h, worst)
	case f.Promise == Late:
		h.Code = "late"
		o.leadWith(h, worst)
	case f.Delivered == Part:
		h.Code = "part_delivered"
		o.leadWith(h, worst)
	default:
		o.leadPhase(h, worst)
		if f.HandedOver == Part {
			h.Code = "part_handed_over"
		}
	}
}

// leadPhase leads with where p is.
func (o *orderFold) leadPhase(h *Headline, p *parcelFold) {
	h.Code, h.Reason, h.At = string(p.state.Phase), p.state.Reason, p.state.Since
	o.leadWith(h, p)
}

// leadDelivered leads an order that arrived: with the parcel that came last, unless one is on its way back, or everything
// came back.
func (o *orderFold) leadDelivered(h *Headline, worst *parcelFold) {
	if s := worst.state.Phase; s == Returning || s == ReturnedToUs {
		o.leadPhase(h, worst)
		return
	}
	h.Code, h.At = string(Delivered), o.state.Times.Delivered
	for _, p := range o.countable() {
		if p.state.Times.Delivered == h.At {
			o.leadWith(h, p)
			break
		}
	}
	if o.state.Facets.Returns == All {
		h.Code, h.At = string(ReturnedToUs), o.last(ReturnReceived).Occurred
	}
}

// withoutParcel is what an order is before anything of it is in a box.
func (o *orderFold) withoutParcel() string {
	switch f := o.state.Facets; {
	case o.state.Facts.NotOurs:
		return "not_ours"
	case o.wanted == 0 && o.nothingToShip():
		return "nothing_to_ship"
	case f.Picked == All:
		return string(Picked)
	case f.Picked == Part:
		return string(Picking)
	}
	return "to_pick"
}

// leadWith makes parcel p the subject of the headline and of the order's why.
func (o *orderFold) leadWith(h *Headline, p *parcelFold) {
	if p == nil {
		return
	}
	h.Parcel = p.state.Parcel
	for i, q := range o.countable() {
		if q == p {
			h.Nth = i + 1
		}
	}
	w := &o.state.Why
	w.DecidedBy, w.Rule, w.RunnerUp = p.state.Why.DecidedBy, p.state.Why.Rule, p.state.Why.RunnerUp
}

// countable are the parcels that a person would count: not the voided ones.
func (o *orderFold) countable() []*parcelFold {
	var out []*parcelFold
	for _, p := range o.parcels {
		if !p.state.Voided {
			out = append(out, p)
		}
	}
	return out
}

// worstParcel finds the parcel that needs someone most, else the least advanced of those under way.
func (o *orderFold) worstParcel(h *Headline) *parcelFold {
	for _, p := range o.countable() {
		h.Of++
		if p.reached().delivered {
			h.Delivered++
		}
	}
	return o.leastAdvanced()
}

// leastAdvanced is the parcel that needs someone most, else the one that is least far along; nil when there is none.
func (o *orderFold) leastAdvanced() *parcelFold {
	var worst *parcelFold
	for _, p := range o.countable() {
		if worst == nil || worse(p, worst) {
			worst = p
		}
	}
	return worst
}

func worse(a, b *parcelFold) bool {
	x, y := alarm[a.state.Phase], alarm[b.state.Phase]
	if x != y {
		return x > y
	}
	if f, g := a.state.Phase.IsFinal(), b.state.Phase.IsFinal(); f != g {
		return !f
	}
	return a.state.Phase.Rank() < b.state.Phase.Rank()
}

// worstTask is the open task that leads.
func (o *orderFold) worstTask() *Task {
	var worst *Task
	for _, t := range o.episodes {
		worst = leading(worst, t)
	}
	return worst
}

// leading is t where it is open and more urgent than the worst so far, which may be nil: by severity, then by due time.
func leading(worst, t *Task) *Task {
	if t.IsOpen() && (worst == nil || moreUrgent(t, worst)) {
		return t
	}
	return worst
}

// LeadingTask is the open task that an order's headline tells of; nil when something else leads.
func (s *OrderState) LeadingTask() *Task {
	var worst *Task
	for i := range s.Tasks {
		worst = leading(worst, &s.Tasks[i])
	}
	return worst
}

// moreUrgent orders tasks by severity, then by due time, then as their exceptions are listed.
func moreUrgent(a, b *Task) bool {
	x, y := exceptionIndex[a.Code], exceptionIndex[b.Code]
	return cmp.Or(cmp.Compare(y.Severity, x.Severity), dueFirst(a.Due, b.Due), strings.Compare(x.ID, y.ID),
		strings.Compare(a.Task, b.Task)) < 0
}

// dueFirst orders due times; what is never due comes last.
func dueFirst(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}

// parcelOf is the parcel a task is about, or the claim it is about. A task about the whole order is about its worst parcel while that is under way;
// what a customer misses is about the worst one whatever the carrier says.
func (o *orderFold) parcelOf(t *Task, worst *parcelFold) *parcelFold {
	subject := t.Subject
	if c := o.claimTold(subject); c != nil {
		subject = c.Parcel
	}
	for _, p := range o.parcels {
		if p.state.Parcel == subject {
			return p
		}
	}
	if subject == "" && worst != nil && (t.Code == "says_missing" || !worst.state.Phase.IsFinal()) {
		return worst
	}
	return nil
}
