package track

import (
	"slices"
	"time"
)

// telling is one thing that a customer may read on a page or in a message, and the tasks our own people have of it first.
type telling struct {
	Phase  Phase
	Codes  []string
	Always bool // it never happens without one of these tasks
}

// Read a row as: a customer may be told that a parcel is <phase> once one of the tasks <codes> of it has stood for the head
// start. Where none ever opened, because somebody asked for it, there is nobody to be told before, unless <always>.
var tellings = []telling{
	{AttemptFailed, []string{"attempt_failed", "refused", "address_issue"}, true},
	{Returning, []string{"returning_unannounced", "refused"}, false},
	{ReturnedToUs, []string{"returning_unannounced", "refused"}, false},
	{Lost, []string{"lost"}, true},
	{Destroyed, []string{"lost"}, true},
}

// TellFrom is the moment from which a customer may be told of what has happened to the order: a milestone is a phase or
// the code of an exception. never is true while our own people have not been told of it. The zero time is any time: it is
// no exception.
func TellFrom(s OrderState, milestone string, headStart time.Duration) (from time.Time, never bool) {
	if i := slices.IndexFunc(tellings, func(x telling) bool { return string(x.Phase) == milestone }); i >= 0 {
		return tellOf(s.Tasks, tellings[i].Codes, "", headStart, tellings[i].Always)
	}
	if _, known := ExceptionOf(milestone); !known {
		return time.Time{}, false
	}
	return tellOf(s.Tasks, []string{milestone}, "", headStart, true)
}

// MayTell reports whether a customer may be told of a milestone now; see TellFrom.
func MayTell(s OrderState, milestone string, now time.Time, headStart time.Duration) bool {
	from, never := TellFrom(s, milestone, headStart)
	return !never && !now.Before(from)
}

// tellOf is when the first task of these codes had stood for the head start; of one parcel, or with "" of any subject.
func tellOf(tasks []Task, codes []string, parcel string, headStart time.Duration, always bool) (from time.Time, never bool) {
	found := false
	for _, t := range tasks {
		if contains(codes, t.Code) && (parcel == "" || t.Subject == parcel || t.Subject == "") {
			from, found = earliest(from, t.Opened.Add(headStart)), true
		}
	}
	return from, !found && always
}

// Discreet is the order as a customer may see it now: a parcel whose trouble our own people have not known of for the head
// start still stands where it stood before, and a promise that passed without anybody of ours knowing is not called
// broken. It tells nothing that is not so; it waits. next is when time alone lets more be told, zero when it does not.
func Discreet(s OrderState, now time.Time, rules Rules) (seen OrderState, next time.Time) {
	seen = s
	seen.Parcels = slices.Clone(s.Parcels)
	held := func(codes []string, parcel string, always bool) bool {
		from, never := tellOf(s.Tasks, codes, parcel, rules.HeadStart, always)
		if !never && now.Before(from) {
			next = earliest(next, from)
		}
		return never || now.Before(from)
	}
	for i := range seen.Parcels {
		p := &seen.Parcels[i]
		j := slices.IndexFunc(tellings, func(x telling) bool { return x.Phase == p.Phase })
		if j >= 0 && held(tellings[j].Codes, p.Parcel, tellings[j].Always) {
			p.stepBack()
			seen.Returns = slices.DeleteFunc(slices.Clone(seen.Returns), func(r ReturnState) bool { return r.Kind == "rts" && r.Parcel == p.Parcel })
		}
		if p.Flag == Held && p.Reason.Family() == FamilyCustoms && held([]string{"customs_hold"}, p.Parcel, true) {
			p.Flag, p.Reason = "", ""
		}
	}
	if seen.Promise.State == Late && s.Facets.State == Open && held(anyCode(s.Tasks), "", true) {
		seen.Promise.State, seen.Promise.Days, seen.Facets.Promise = AtRisk, 0, AtRisk
	}
	return seen, next
}

// anyCode are the codes of all tasks: whoever has any of them has looked at the order.
func anyCode(tasks []Task) []string {
	var codes []string
	for _, t := range tasks {
		codes = append(codes, t.Code)
	}
	return codes
}

// stepBack puts the parcel where it stood before what may not be told yet.
func (p *ParcelState) stepBack() {
	t := &p.Times
	if p.Phase == AttemptFailed {
		if p.Attempts = max(0, p.Attempts-1); p.Attempts == 0 {
			t.Failed = ""
		}
	}
	t.Returning, t.Returned = "", ""
	p.Reason, p.Flag, p.Location = "", "", ""
	for _, before := range []struct {
		phase Phase
		at    Stamp
	}{{Delivered, t.Delivered}, {AwaitingCollection, t.Collection}, {OutForDelivery, t.Out}, {Moving, t.Possession}, {HandedOver, t.HandedOver}} {
		if before.at != "" {
			p.Phase, p.Since, t.Last = before.phase, before.at, before.at
			return
		}
	}
	p.Phase, p.Since, t.Last = Announced, "", ""
}
