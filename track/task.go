package track

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// docket is the tasks of one order, or of the shop as a whole: one of every time an exception arose, and over it what
// people did about it.
type docket struct {
	of    string // what the tasks belong to; part of their ids
	now   time.Time
	rules Rules
	acts  []*Event        // what people did about these tasks, in time
	ahead func(time.Time) // told every instant at which time alone may change a task
	tasks []*Task
}

// foldTasks makes the order's tasks. Orders that somebody else fulfils raise none.
func (o *orderFold) foldTasks() {
	if o.state.Elsewhere() {
		return
	}
	o.docket = docket{of: o.state.ID, now: o.now, rules: o.rules, acts: taskActs(o.events), ahead: o.checkAt}
	for _, x := range exceptions {
		if x.find != nil && !o.spared(x) {
			o.docket.raise(x, x.find(o))
		}
	}
	o.docket.sort()
	o.episodes = o.docket.tasks
	for _, t := range o.episodes {
		if t.IsOpen() {
			o.state.Facets.Attention++
		}
	}
}

// raise makes the tasks of one exception. While one is open the same exception of the same subject opens no second one.
func (d *docket) raise(x Exception, found []occurrence) {
	last := map[string]*Task{}
	found = lasting(d.audible(found))
	for i, c := range found {
		if c.from.After(d.now) {
			d.ahead(c.from)
			continue
		}
		before := last[c.subject]
		if before != nil && before.covers(c.from) {
			continue
		}
		t := d.task(x, c)
		if before != nil {
			t.Nth = before.Nth + 1
		}
		if len(d.acts) > 0 {
			handled(t, c, d.acts, d.answersTo(x, c, found[i+1:]))
		}
		d.settle(t, c)
		last[c.subject] = t
		d.tasks = append(d.tasks, t)
	}
}

// sort puts the tasks in the order in which they opened.
func (d *docket) sort() {
	slices.SortStableFunc(d.tasks, func(a, b *Task) int {
		return cmp.Or(a.Opened.Compare(b.Opened), strings.Compare(a.Task, b.Task))
	})
}

// audible leaves out the time in which nobody could have heard that an occurrence is over, because the feed it rests on
// was silent: it arises when the feed is back, unless it brought the news. While the feed is silent it does not arise.
func (d *docket) audible(found []occurrence) []occurrence {
	out := found[:0]
	for _, c := range found {
		if deaf := d.silent(c.feed, c.from); deaf != nil {
			if deaf.To.IsZero() {
				continue
			}
			c.since, c.from = c.began(), deaf.To
		}
		out = append(out, c)
	}
	return out
}

// silent is the silence of a carrier's feed at a moment; nil when it was heard of, or when nothing rests on a feed.
func (d *docket) silent(feed string, at time.Time) *Span {
	if feed == "" {
		return nil
	}
	return spanAt(d.rules.Silent[feed], at)
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

// Warns reports whether the task says that something goes wrong with the order, and not only that it is worth a look.
func (t Task) Warns() bool {
	x, ok := ExceptionOf(t.Code)
	return ok && x.Severity > Watch
}

// covers reports whether an exception that arises at from is still this episode.
func (t *Task) covers(from time.Time) bool {
	return t.Ended.IsZero() || from.Before(t.Ended) || t.State.byPerson() && from.Equal(t.Ended)
}

// taskID is the id of the task of an occurrence. It depends on what opened it, so that it stays the same however often
// it is derived.
func (d *docket) taskID(x Exception, c occurrence, by string) string {
	return HashID("T", d.of+"|"+x.Code+"|"+c.subject+"|"+by, 12)
}

// task is the open episode of one occurrence. It opens when the exception arose or when we learned of what opened it, if
// that was later: nobody can act before.
func (d *docket) task(x Exception, c occurrence) *Task {
	opened := latest(c.from, c.by.Recorded)
	return &Task{
		Task: d.taskID(x, c, or(c.key, c.by.ID)), Code: x.Code, Owner: x.Owner, Nth: 1,
		Subject: c.subject, State: TaskOpen, Opened: opened.UTC(), Event: c.by.ID, Reason: c.by.Reason, Facts: c.facts,
		Since: c.began().UTC(), Due: x.Due.after(opened, c.due, d.rules),
	}
}

// taskActs are what people did about tasks, in time.
func taskActs(events []*Event) []*Event {
	var acts []*Event
	for _, e := range events {
		if e.Kind.About() == "task" {
			acts = append(acts, e)
		}
	}
	return acts
}

// answersTo are the other ids under which people may have handled the episode: what opened it may have been stated
// before by somebody else, or something earlier may have come to light since.
func (d *docket) answersTo(x Exception, c occurrence, laterOnes []occurrence) map[string]bool {
	ids := map[string]bool{}
	for _, id := range c.same {
		ids[d.taskID(x, c, id)] = true
	}
	for _, next := range laterOnes {
		if next.subject == c.subject && (c.to.IsZero() || next.from.Before(c.to)) {
			ids[d.taskID(x, next, or(next.key, next.by.ID))] = true
			for _, id := range next.same {
				ids[d.taskID(x, next, id)] = true
			}
		}
	}
	return ids
}

// handled applies what people did about a task while it stood.
func handled(t *Task, c occurrence, acts []*Event, also map[string]bool) {
	for _, e := range acts {
		if e.Task != t.Task && (!also[e.Task] || t.State.byPerson()) {
			continue
		}
		if !c.to.IsZero() && !e.At.Before(c.to) {
			return
		}
		t.By, t.Until, t.On, t.How, t.Ended = e.Actor, "", "", "", time.Time{}
		t.Acts = append(t.Acts, e.ID)
		switch e.Kind {
		case TaskTaken:
			t.State = TaskMine
		case TaskWaits:
			if t.wait(e.Due, e.Code); e.Due == "" {
				t.State = TaskWaiting // for whatever is to come
			}
		case TaskStepped:
			step, _ := StepOf(e.Code)
			t.wait(e.Due, step.Waits)
		case TaskResolved:
			t.State, t.Ended, t.How = TaskDone, e.At.UTC(), e.Code
			if e.Code == FalseAlarm {
				t.State = TaskFalse
			}
		default:
		}
	}
}

// wait puts the task aside until a day, for somebody; without a day it is the actor's own.
func (t *Task) wait(until Stamp, on string) {
	if t.State = TaskMine; until != "" {
		t.State, t.Until, t.On = TaskWaiting, until, on
	}
}

// cleared reports whether the exception is over by now.
func (d *docket) cleared(c occurrence) bool { return !c.to.IsZero() && !c.to.After(d.now) }

// settle ends a task that cleared by itself, brings back one whose wait is over, and sets aside one that nobody can judge
// because the feed it rests on is silent: the feed has a task of its own, and what people did stays until it is back.
func (d *docket) settle(t *Task, c occurrence) {
	switch {
	case t.State.byPerson():
		t.Opened = earliest(t.Opened, t.Ended)
	case d.cleared(c):
		t.State, t.Until, t.On, t.Ended, t.Cleared = TaskCleared, "", "", c.to.UTC(), c.cleared
		t.Opened = earliest(t.Opened, t.Ended)
	case t.State == TaskWaiting:
		until, err := t.Until.At(d.rules.zone())
		if err == nil && !d.now.Before(until) {
			t.State, t.Until, t.On = TaskOpen, "", "" // the wait is over: it comes back by itself
		} else if err == nil {
			d.ahead(until)
		}
	}
	if !t.Ended.IsZero() {
		return
	}
	if !c.to.IsZero() {
		d.ahead(c.to)
	}
	for _, quiet := range d.rules.Silent[c.feed] {
		d.ahead(quiet.From)
		d.ahead(quiet.To)
	}
	if d.silent(c.feed, d.now) != nil {
		t.State = TaskSuppressed
	}
}
