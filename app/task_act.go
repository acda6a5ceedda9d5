package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// Take makes tasks the operator's own, all or none.
func (t *Today) Take(tasks []string) error {
	return t.act("Today.Take", tasks, track.Event{Kind: track.TaskTaken}, nil)
}

// Wait puts tasks aside until a day, for the carrier, the customer or a supplier, or with on "" for the day alone. They come
// back by themselves.
func (t *Today) Wait(tasks []string, until, on string) error {
	stamp, err := t.app.dayAhead(until)
	if err != nil {
		return err
	}
	if on != "" && !slices.Contains(track.Waiters(), on) {
		return fail("bad-waiter", fmt.Sprintf("a task cannot wait for %q: %s; leave it out where it waits for the day alone", on, strings.Join(track.Waiters(), ", ")), on)
	}
	return t.act("Today.Wait", tasks, track.Event{Kind: track.TaskWaits, Due: stamp, Code: on}, nil)
}

// Resolve ends tasks: code is done, found, replaced, refunded, claim or false_alarm.
func (t *Today) Resolve(tasks []string, code, why string) error {
	if !slices.Contains(track.Endings(), code) {
		return fail("bad-resolution", fmt.Sprintf("%q ends no task: %s", code, strings.Join(track.Endings(), ", ")), code)
	}
	return t.act("Today.Resolve", tasks, track.Event{Kind: track.TaskResolved, Code: code, Text: why}, nil)
}

// dayAhead reads a day, or a time, that has not passed.
func (a *App) dayAhead(text string) (track.Stamp, error) {
	stamp, err := track.ParseStamp(text)
	if err != nil {
		return "", fail("bad-date", fmt.Sprintf("%q is no day: write it like 2026-05-26", text), text)
	}
	at, err := stamp.At(a.zone())
	if err != nil || !at.After(a.now()) {
		return "", fail("past-date", fmt.Sprintf("%s does not lie ahead: name a day to come", text), text)
	}
	if at.After(a.now().AddDate(yearsAside, 0, 0)) {
		return "", fail("day-too-far", fmt.Sprintf("%s is more than %d years away: a task put aside so long is forgotten", text, yearsAside), text)
	}
	return stamp, nil
}

// yearsAside is for how many years a task may be put aside.
const yearsAside = 2

// also is what a step does besides being recorded on the task: more acts on its order, and the customer they state.
type also func(task store.TaskRow, o track.OrderState, c track.Customer) ([]store.Recorded, error)

// act records the same act on several tasks in one transaction: all or none.
func (t *Today) act(call string, tasks []string, e track.Event, more also) error {
	return t.each(call, tasks, func(ctx context.Context, tx *store.Tx, row store.TaskRow, nonce string) error {
		return t.app.actOnTask(ctx, tx, row, e, nonce, more)
	})
}

// each does one thing to several tasks in one transaction: all or none.
func (t *Today) each(call string, tasks []string, do func(context.Context, *store.Tx, store.TaskRow, string) error) (err error) {
	defer t.app.guard(call, &err)
	ctx, err := t.app.ready()
	if err != nil {
		return err
	}
	if len(tasks) == 0 {
		return fail("no-task", "name at least one task")
	}
	nonce, err := t.app.randomID()
	if err != nil {
		return err
	}
	return t.app.store.Update(ctx, func(tx *store.Tx) error {
		for i, id := range tasks {
			row, err := tx.Task(ctx, strings.ToUpper(strings.TrimSpace(id)))
			if err != nil {
				return noSuchTask(id)
			}
			if err := do(ctx, tx, row, nonce+"."+itoa(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (a *App) actOnTask(ctx context.Context, tx *store.Tx, row store.TaskRow, e track.Event, nonce string, more also) error {
	e.Task = row.Task.Task
	if row.OrderID == "" {
		return a.actOfShop(ctx, tx, row, e, nonce)
	}
	at, err := a.actTime(ctx, tx, row.OrderID)
	if err != nil {
		return err
	}
	e.Occurred = at
	if err := a.actIn(ctx, tx, row.OrderID, e, nonce); err != nil || more == nil {
		return err
	}
	o, err := tx.Order(ctx, row.OrderID)
	if err != nil {
		return err
	}
	acts, err := more(row, o.State, o.Customer)
	if err != nil {
		return err
	}
	for i, x := range acts {
		if err := tx.Settle(ctx); err != nil { // each act is checked against what those before it made
			return err
		}
		x.Event.Occurred = at // a step is done at one moment
		if err := a.recordIn(ctx, tx, row.OrderID, x, nonce+"+"+itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// actOfShop records an act on a task that no order owns.
func (a *App) actOfShop(ctx context.Context, tx *store.Tx, row store.TaskRow, e track.Event, nonce string) error {
	if r := track.Check(&track.OrderState{Tasks: []track.Task{row.Task}}, e); r != nil {
		return a.refused(r)
	}
	e.Occurred = track.ExactStampOf(tx.Now().In(a.zone()))
	e.Nonce, e.Source, e.Actor = nonce, track.Source{ID: "office", Kind: track.SourcePerson}, cmp.Or(e.Actor, a.Settings().Operator)
	typed := e.Text
	e.Text = ""
	_, err := tx.Append(ctx, store.Recorded{Event: e, Raw: typed})
	return err
}
