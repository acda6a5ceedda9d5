package track

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// foldTasks makes one task of every time an exception arose, and lays over it what people did about it. While a task is
// open the same exception of the same subject opens no second one. Orders that somebody else fulfils raise none.
func (o *orderFold) foldTasks() {
	if o.state.Elsewhere() {
		return
	}
	acts := o.taskActs()
	for _, x := range exceptions {
		if o.spared(x) {
			continue
		}
		last := map[string]*Task{}
		found := lasting(x.find(o))
		for i, c := range found {
			if c.from.After(o.now) {
				o.checkAt(c.from)
				continue
			}
			if before := last[c.subject]; before != nil && before.covers(c.from) {
				continue
			}
			t := o.task(x, c)
			if len(acts) > 0 {
				handled(t, c, acts, o.answersTo(x, c, found[i+1:]))
			}
			o.settle(t, c)
			last[c.subject] = t
			o.episodes = append(o.episodes, t)
		}
	}
	slices.SortStableFunc(o.episodes, func(a, b *Task) int {
		return cmp.Or(a.Opened.Compare(b.Opened), strings.Compare(a.Task, b.Task))
	})
	for _, t := range o.episodes {
		if t.IsOpen() {
			o.state.Facets.Attention++
		}
	}
}

// lasting are the occurrences that did not clear before they arose, oldest first.
func lasting(found []occurrence) []occurrence {
	out := found[:0]
	for _, c := range found {
		if c.to.IsZero() || c.to.After(c.from) {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b occurrence) int {
		return cmp.Or(a.from.Compare(b.from), chronological(a.by, b.by))
	})
	return out
}

// covers reports whether an exception that arises at from is still this episode.
func (t *Task) covers(from time.Time) bool {
	return t.IsOpen() || from.Before(t.Ended) || (t.State == TaskDone && from.Equal(t.Ended))
}

// taskID is the id of the task of an occurrence. It depends on what opened it, so that it stays the same however often
// the order is derived.
func (o *orderFold) taskID(x Exception, c occurrence, by string) string {
	return HashID("T", o.state.ID+"|"+x.Code+"|"+c.subject+"|"+by, 12)
}

// task is the open episode of one occurrence. It opens when the exception arose or when we learned of what opened it, if
// that was later: nobody can act before.
func (o *orderFold) task(x Exception, c occurrence) *Task {
	opened := latest(c.from, c.by.Recorded)
	t := &Task{
		Task: o.taskID(x, c, or(c.key, c.by.ID)), Code: x.Code, Owner: x.Owner,
		Subject: c.subject, State: TaskOpen, Opened: opened.UTC(), Event: c.by.ID, Reason: c.by.Reason, Facts: c.facts,
	}
	t.Due = opened.UTC()
	if x.Due != (due{}) {
		t.Due = o.rules.addWorkdays(opened, x.Due.workdays).Add(time.Duration(x.Due.hours) * time.Hour).UTC()
	}
	return t
}

// taskActs are what people did about tasks of this order, in time.
func (o *orderFold) taskActs() []Event {
	var acts []Event
	for _, e := range o.events {
		if e.Kind.About() == "task" {
			acts = append(acts, e)
		}
	}
	return acts
}

// answersTo are the other ids under which people may have handled the episode: what opened it may have been stated
// before by somebody else, or something earlier may have come to light since.
func (o *orderFold) answersTo(x Exception, c occurrence, laterOnes []occurrence) map[string]bool {
	ids := map[string]bool{}
	for _, id := range c.same {
		ids[o.taskID(x, c, id)] = true
	}
	for _, d := range laterOnes {
		if d.subject == c.subject && (c.to.IsZero() || d.from.Before(c.to)) {
			ids[o.taskID(x, d, or(d.key, d.by.ID))] = true
			for _, id := range d.same {
				ids[o.taskID(x, d, id)] = true
			}
		}
	}
	return ids
}

// handled applies what people did about a task while it stood.
func handled(t *Task, c occurrence, acts []Event, also map[string]bool) {
	for _, e := range acts {
		if e.Task != t.Task && (!also[e.Task] || t.State == TaskDone) {
			continue
		}
		if !c.to.IsZero() && !e.At.Before(c.to) {
			return
		}
		t.By, t.Until, t.Ended = e.Actor, "", time.Time{}
		switch e.Kind {
		case TaskTaken:
			t.State = TaskMine
		case TaskWaits:
			t.State, t.Until = TaskWaiting, e.Due
		case TaskResolved:
			t.State, t.Ended = TaskDone, e.At.UTC()
		default:
		}
	}
}

// cleared reports whether the exception is over by now.
func (o *orderFold) cleared(c occurrence) bool { return !c.to.IsZero() && !c.to.After(o.now) }

// settle ends a task that cleared by itself, and brings back one whose wait is over.
func (o *orderFold) settle(t *Task, c occurrence) {
	switch {
	case t.State == TaskDone:
		t.Opened = earliest(t.Opened, t.Ended)
	case o.cleared(c):
		t.State, t.Until, t.Ended = TaskCleared, "", c.to.UTC()
		t.Opened = earliest(t.Opened, t.Ended)
	case t.State == TaskWaiting:
		until, err := t.Until.At(o.rules.zone())
		if err == nil && !o.now.Before(until) {
			t.State, t.Until = TaskOpen, "" // the wait is over: it comes back by itself
		} else if err == nil {
			o.checkAt(until)
		}
	}
	if t.IsOpen() && !c.to.IsZero() {
		o.checkAt(c.to)
	}
}
