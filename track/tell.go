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
		return knownFrom(those(s.Tasks, coded(tellings[i].Codes...)), headStart, tellings[i].Always)
	}
	if _, known := ExceptionOf(milestone); !known {
		return time.Time{}, false
	}
	return knownFrom(those(s.Tasks, coded(milestone)), headStart, true)
}

// MayTell reports whether a customer may be told of a milestone now; see TellFrom.
func MayTell(s OrderState, milestone string, now time.Time, headStart time.Duration) bool {
	from, never := TellFrom(s, milestone, headStart)
	return !never && !now.Before(from)
}

// knownFrom is when the first of the tasks had stood for the head start.
func knownFrom(tasks []Task, headStart time.Duration, always bool) (from time.Time, never bool) {
	for _, t := range tasks {
		from = earliest(from, t.Opened.Add(headStart))
	}
	return from, len(tasks) == 0 && always
}

// those are the tasks that is says it is about.
func those(tasks []Task, is func(Task) bool) (out []Task) {
	for _, t := range tasks {
		if is(t) {
			out = append(out, t)
		}
	}
	return out
}

// coded reports whether a task has one of the codes.
func coded(codes ...string) func(Task) bool {
	return func(t Task) bool { return contains(codes, t.Code) }
}

// since leaves those of the tasks, oldest first, that tell of what has stood since a moment: the last of each code and
// subject, and none that was over before. Where all were over before, somebody ended what still stands: then it is these.
func since(at time.Time, tasks []Task) []Task {
	var last, standing []Task
	for i, t := range tasks {
		if slices.ContainsFunc(tasks[i+1:], func(next Task) bool { return next.Code == t.Code && next.Subject == t.Subject }) {
			continue
		}
		if last = append(last, t); t.Ended.IsZero() || !t.Ended.Before(at) {
			standing = append(standing, t)
		}
	}
	if len(standing) == 0 {
		return last
	}
	return standing
}

// Discreet is the order as a customer may see it now: a parcel whose trouble our own people have not known of for the head
// start still stands where it stood before, and a promise that passed without anybody of ours knowing is not called
// broken. What they knew of an earlier trouble is no knowledge of this one. It tells nothing that is not so; it waits. next
// is when time alone lets more be told, zero when it does not.
func Discreet(s OrderState, now time.Time, rules Rules) (seen OrderState, next time.Time) {
	seen = s
	seen.Parcels = slices.Clone(s.Parcels)
	held := func(began time.Time, tasks []Task, always bool) bool {
		from, never := knownFrom(since(began, tasks), rules.HeadStart, always)
		if !never && now.Before(from) {
			next = earliest(next, from)
		}
		return never || now.Before(from)
	}
	for i := range seen.Parcels {
		p := &seen.Parcels[i]
		began, _ := p.Since.At(rules.zone()) // the zero time, when nobody says since when
		about := those(s.Tasks, func(t Task) bool { return t.Subject == p.Parcel || t.Subject == "" })
		j := slices.IndexFunc(tellings, func(x telling) bool { return x.Phase == p.Phase })
		if j >= 0 && held(began, those(about, coded(tellings[j].Codes...)), tellings[j].Always) {
			p.stepBack(rules.zone())
			seen.Returns = slices.DeleteFunc(slices.Clone(seen.Returns), func(r ReturnState) bool { return r.Kind == "rts" && r.Parcel == p.Parcel })
		}
		if p.Flag == Held && p.Reason.Family() == FamilyCustoms && held(began, those(about, coded("customs_hold")), true) {
			p.Flag, p.Reason = "", ""
		}
	}
	broken := s.Promise.Latest.End(rules.zone())
	if seen.Promise.State == Late && s.Facets.State == Open && held(broken, s.Tasks, true) {
		seen.Promise.State, seen.Promise.Days, seen.Facets.Promise = AtRisk, 0, AtRisk
	}
	return seen, next
}

// stepBack puts the parcel at the latest milestone it had reached before what may not be told yet. Milestones know their
// first time alone: of one that does not lie after an earlier attempt that failed, nobody can say since when it is so again.
func (p *ParcelState) stepBack(zone *time.Location) {
	t := &p.Times
	if p.Phase == AttemptFailed {
		if p.Attempts = max(0, p.Attempts-1); p.Attempts == 0 {
			t.Failed = ""
		}
	}
	t.Returning, t.Returned = "", ""
	p.Reason, p.Flag, p.Location = "", "", ""
	p.Phase, p.Since, t.Last = Announced, "", ""
	var latest time.Time
	for _, before := range []struct {
		phase Phase
		at    Stamp
	}{{HandedOver, t.HandedOver}, {Moving, t.Possession}, {OutForDelivery, t.Out}, {AwaitingCollection, t.Collection}, {Delivered, t.Delivered}} {
		if at, err := before.at.At(zone); err == nil && !at.Before(latest) {
			p.Phase, p.Since, latest = before.phase, before.at, at
		}
	}
	if t.Last = p.Since; t.Failed != "" && p.Since != "" {
		if failed, err := t.Failed.At(zone); err == nil && !latest.After(failed) {
			p.Since, t.Last = "", ""
		}
	}
}
