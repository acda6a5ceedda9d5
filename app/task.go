package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// taskListMine is the list of what the operator has taken.
const taskListMine = "mine"

// taskLists are the lists that a screen or a command may ask for.
var taskLists = []string{store.TasksQueued, taskListMine, store.TasksWaiting, store.TasksSuppressed, store.TasksEnded}

// Queue is one page of a list of tasks.
func (t *Today) Queue(q TaskQuery) (p TaskPage, err error) {
	defer t.app.guard("Today.Queue", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return p, err
	}
	if err := checkQuery(q); err != nil {
		return p, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		p, err = t.app.taskPage(ctx, r, q, t.app.now())
		return err
	})
	return p, err
}

func checkQuery(q TaskQuery) error {
	if q.Owner != "" && !slices.Contains(owners, q.Owner) {
		return fail("no-such-owner", fmt.Sprintf("nobody is called %q: tasks belong to %s", q.Owner, strings.Join(owners, ", ")), q.Owner)
	}
	if _, known := track.ExceptionOf(q.Code); q.Code != "" && !known {
		return fail("no-such-task-code", fmt.Sprintf("no task is called %q; `ordertrail task kinds` names them all", q.Code), q.Code)
	}
	if q.List != "" && !slices.Contains(taskLists, q.List) {
		return fail("no-such-list", fmt.Sprintf("there is no list of tasks %q: %s", q.List, strings.Join(taskLists, ", ")), q.List)
	}
	return nil
}

func (a *App) taskPage(ctx context.Context, r *store.Reader, q TaskQuery, now time.Time) (TaskPage, error) {
	p := TaskPage{Tasks: []TaskRow{}}
	limit := pageSize(q.Limit)
	sq := store.TaskQuery{List: q.List, Owner: q.Owner, Code: q.Code, After: q.After, Limit: limit + 1}
	if q.List == taskListMine {
		if sq.List, sq.Actor = store.TasksQueued, a.Settings().Operator; sq.Actor == "" {
			return p, nil // nobody has said who sits here
		}
	}
	rows, err := r.Tasks(ctx, sq)
	if err != nil {
		return p, err
	}
	if len(rows) > limit {
		rows = rows[:limit]
		p.Next = rows[limit-1].Key
	}
	for _, row := range rows {
		p.Tasks = append(p.Tasks, a.taskRowOf(row, vantage{at: now, zone: a.zone()}))
	}
	return p, nil
}

func (a *App) taskRowOf(t store.TaskRow, from vantage) TaskRow {
	return a.taskRow(track.OrderState{ID: t.OrderID, Order: t.Order, Source: t.Source}, t.Customer, t.Task, from)
}

func (a *App) taskRow(o track.OrderState, customer string, t track.Task, from vantage) TaskRow {
	x, _ := track.ExceptionOf(t.Code)
	by := t.By
	if t.State == track.TaskCleared {
		by = "" // whoever had it did not end it
	}
	return TaskRow{
		Task: t.Task, Code: t.Code, Owner: t.Owner, Severity: x.Severity.String(), State: string(t.State), Order: o.Order, Source: o.Source,
		OrderID: o.ID, Subject: t.Subject, Customer: customer, Args: a.storyArgs(x, t, from),
		Opened: from.stamp(t.Opened), Since: from.stamp(t.Since), Due: from.stamp(t.Due),
		Over: t.IsOpen() && !t.Due.IsZero() && from.at.After(t.Due), Ended: from.stamp(t.Ended), Until: string(t.Until), On: t.On, By: by, How: t.How,
		Cleared: t.Cleared, Nth: t.Nth, Step: x.Step, Asks: askOf(x.Step).view(), Checks: nonNil(x.Checks), Clears: nonNil(x.Clears),
	}
}

// List is every task that waits for anybody, of one owner and code or, with "", of any.
func (t *Today) List(owner, code string) (rows []TaskRow, err error) {
	defer t.app.guard("Today.List", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return nil, err
	}
	if err := checkQuery(TaskQuery{Owner: owner, Code: code}); err != nil {
		return nil, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		found, err := r.OpenTasks(ctx, store.TaskQuery{Owner: owner, Code: code})
		for _, f := range found {
			rows = append(rows, t.app.taskRowOf(f, t.app.here()))
		}
		return err
	})
	return nonNil(rows), err
}

// Task is one task with what to check first, what was done about it, and the other times it arose.
func (t *Today) Task(id string) (v TaskView, err error) {
	defer t.app.guard("Today.Task", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return v, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		v, err = t.app.taskView(ctx, r, id)
		return err
	})
	return v, err
}

func (a *App) taskView(ctx context.Context, r *store.Reader, id string) (TaskView, error) {
	row, err := r.Task(ctx, strings.ToUpper(strings.TrimSpace(id)))
	if err != nil {
		return TaskView{}, noSuchTask(id)
	}
	v := TaskView{Task: a.taskRowOf(row, a.here()), Did: []TaskDeed{}, Others: []TaskRow{}}
	for _, event := range row.Acts {
		e, err := r.Event(ctx, event)
		if err != nil {
			return v, err
		}
		v.Did = append(v.Did, TaskDeed{At: a.stamp(e.At), By: e.Actor, Kind: string(e.Kind), Code: e.Code, Outcome: e.Outcome, Until: string(e.Due), Text: cmp.Or(e.Text, e.Raw)})
	}
	episodes, err := r.Episodes(ctx, row)
	for _, other := range episodes {
		v.Others = append(v.Others, a.taskRowOf(other, a.here()))
	}
	return v, err
}

func noSuchTask(id string) error {
	return fail("no-such-task", fmt.Sprintf("there is no task %s", id), id)
}
