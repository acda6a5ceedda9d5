package app

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"ordertrail/importers"
	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// Today is the Today screen: the work queue by who must act, and what stands behind it.
type Today struct{ app *App }

// owners is the order in which groups of the work queue are shown.
var owners = []string{"warehouse", "support", "operations", "returns", "manager", "admin"}

// quietFactor is how many usual gaps a feed may be silent before it counts as quiet; never below quietAtLeast.
const (
	quietFactor  = 3
	quietAtLeast = 24 * time.Hour
	recentDays   = 7
)

// Show is everything the Today screen shows.
func (t *Today) Show() (v TodayView, err error) {
	defer t.app.guard("Today.Show", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return TodayView{}, err
	}
	facts, err := t.app.facts(ctx)
	if err != nil {
		return TodayView{}, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		v, err = t.app.todayView(ctx, r, facts)
		return err
	})
	return v, err
}

func (a *App) todayView(ctx context.Context, r *store.Reader, facts kpi.Facts) (TodayView, error) {
	now := a.now()
	v := TodayView{Now: a.stamp(now), Zone: a.Settings().Zone, Groups: []TaskGroup{}, Waiting: []TaskRow{}, Feeds: []FeedRow{}}
	counts, err := r.Counts(ctx)
	if err != nil {
		return v, err
	}
	v.Empty = counts["view/all"] == 0
	if v.Feeds, err = a.feeds(ctx, r, now); err != nil {
		return v, err
	}
	tasks, err := r.OpenTasks(ctx, store.TaskQuery{})
	if err != nil {
		return v, err
	}
	rows, err := a.shopTasks(ctx, r, v.Feeds, now)
	if err != nil {
		return v, err
	}
	for _, t := range tasks {
		rows = append(rows, a.taskRowOf(t, now))
	}
	a.groupTasks(&v, rows)
	v.Flow = flowOf(counts, facts, track.DateOf(now.AddDate(0, 0, -recentDays), a.zone()))
	if v.Flow.OldestPicked, err = a.oldestPicked(ctx, r); err != nil {
		return v, err
	}
	if v.First, err = a.knewFirst(ctx, r, now); err != nil {
		return v, err
	}
	week := kpi.Period{From: track.DateOf(now.AddDate(0, 0, 1-recentDays), a.zone()), To: track.DateOf(now, a.zone())}
	v.OnTime = figureView(kpi.One(facts, "on_time_of_due", week, kpi.Latest, a.zone(), now))
	return v, nil
}

// groupTasks parts the open tasks by owner, the most urgent first, and those that wait on somebody else.
func (a *App) groupTasks(v *TodayView, rows []TaskRow) {
	byOwner := map[string][]TaskRow{}
	for _, row := range rows {
		if row.State == string(track.TaskWaiting) {
			v.Waiting = append(v.Waiting, row)
			continue
		}
		v.Open++
		if row.Over {
			v.PastDue++
		}
		byOwner[row.Owner] = append(byOwner[row.Owner], row)
	}
	for _, owner := range owners {
		if list := byOwner[owner]; len(list) > 0 {
			sort.SliceStable(list, func(i, j int) bool { return list[i].Due < list[j].Due })
			v.Groups = append(v.Groups, TaskGroup{owner, list})
		}
	}
}

func (a *App) taskRowOf(t store.TaskRow, now time.Time) TaskRow {
	return a.taskRow(track.OrderState{ID: t.OrderID, Order: t.Order, Source: t.Source}, t.Customer, t.Task, now)
}

func (a *App) taskRow(o track.OrderState, customer string, t track.Task, now time.Time) TaskRow {
	x, _ := track.ExceptionOf(t.Code)
	return TaskRow{
		Task: t.Task, Code: t.Code, Owner: t.Owner, Severity: x.Severity.String(), State: string(t.State), Order: o.Order, Source: o.Source,
		OrderID: o.ID, Subject: grouped(t.Subject), Customer: customer, Args: nonNil(t.Facts), Opened: a.stamp(t.Opened), Due: a.stamp(t.Due),
		Over: t.IsOpen() && !t.Due.IsZero() && now.After(t.Due), Ended: a.stamp(t.Ended), Until: string(t.Until), On: t.On, By: t.By, How: t.How,
		Nth: t.Nth, Step: x.Step, Checks: nonNil(x.Checks),
	}
}

// shopTasks are the tasks that no order owns: feeds that fell silent, and what waits to be understood or matched.
func (a *App) shopTasks(ctx context.Context, r *store.Reader, feeds []FeedRow, now time.Time) ([]TaskRow, error) {
	var out []TaskRow
	add := func(code, subject, since string, args ...string) {
		out = append(out, a.shopTask(code, subject, since, now, args...))
	}
	for _, f := range feeds {
		if f.Quiet {
			add("feed_stale", f.Source, f.Last, f.Source)
		}
	}
	for _, kind := range []string{"notice", "scan"} {
		unread, err := r.UnreadIn(ctx, store.UnreadOpen, kind)
		if err != nil {
			return nil, err
		}
		if n := len(unread); n > 0 {
			add("unread_"+kind, fmt.Sprint(n), a.stamp(unread[n-1].At), fmt.Sprint(n))
		}
	}
	n, err := r.UnmatchedCount(ctx)
	if err == nil && n > 0 {
		add("unmatched", fmt.Sprint(n), "", fmt.Sprint(n))
	}
	return out, err
}

// shopTask is a task that no order owns, open since a moment.
func (a *App) shopTask(code, subject, since string, now time.Time, args ...string) TaskRow {
	opened, err := time.Parse(time.RFC3339, since)
	if err != nil {
		opened = now
	}
	due := opened.AddDate(0, 0, 1)
	return TaskRow{
		Task: track.HashID("T", code+"|"+subject+"|"+since, 12), Code: code, Owner: "admin", Severity: track.Watch.String(), State: string(track.TaskOpen),
		Subject: subject, Args: nonNil(args), Opened: a.stamp(opened), Due: a.stamp(due), Over: now.After(due), Step: "look", Checks: []string{},
	}
}

// feeds says how alive each source is.
func (a *App) feeds(ctx context.Context, r *store.Reader, now time.Time) ([]FeedRow, error) {
	list, err := r.Feeds(ctx)
	return a.feedRows(list, now), err
}

func (a *App) feedRows(list []store.Feed, now time.Time) []FeedRow {
	out := []FeedRow{}
	for _, f := range list {
		if f.Run.Kind == importers.KindStock {
			continue // stock is counted when somebody counts it; nobody waits for it
		}
		silent := now.Sub(f.Last)
		out = append(out, FeedRow{
			Source: f.Source, Kind: f.Run.Kind, Last: a.stamp(f.Last), UsualH: int(f.Usual.Hours() + 0.5), File: f.Run.File,
			New: f.Run.New, Rejected: f.Run.Rejected, Quiet: f.Usual > 0 && silent > max(quietAtLeast, quietFactor*f.Usual),
		})
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Quiet != out[j].Quiet {
			return out[i].Quiet
		}
		return out[i].Last > out[j].Last
	})
	return out
}

// flowOf counts what is on its way out of the house; since is the first day that counts as recent.
func flowOf(counts map[string]int, f kpi.Facts, since track.Date) Flow {
	flow := Flow{ToPick: counts["view/to_pick"], ToPack: counts["view/to_pack"], OnHold: counts["view/on_hold"], StagedBy: []Count{}}
	staged := map[string]int{}
	for _, p := range f.Parcels {
		switch {
		case p.Phase == track.Packed || p.Phase == track.Labelled || p.Phase == track.Staged:
			flow.Staged++
			staged[p.Carrier]++
		case p.Phase.HasPossession() && !p.Phase.IsFinal():
			flow.Moving++
		}
		if p.HandedOver.On >= since && p.HandedOver.On != "" {
			flow.HandedOver++
			if p.Possession.On != "" {
				flow.CarrierHas++
			} else {
				flow.NoScanYet++
			}
		}
	}
	for name, n := range staged {
		flow.StagedBy = append(flow.StagedBy, Count{name, n})
	}
	sort.Slice(flow.StagedBy, func(i, j int) bool {
		return flow.StagedBy[i].N > flow.StagedBy[j].N || flow.StagedBy[i].N == flow.StagedBy[j].N && flow.StagedBy[i].Code < flow.StagedBy[j].Code
	})
	return flow
}

// oldestPicked is how long ago the picks began that still wait for packing.
func (a *App) oldestPicked(ctx context.Context, r *store.Reader) (string, error) {
	waiting, err := r.Orders(ctx, store.Query{View: "to_pack", Limit: 500})
	var ids []string
	for _, row := range waiting {
		ids = append(ids, row.State.ID)
	}
	if err != nil || len(ids) == 0 {
		return "", err
	}
	at, err := r.Oldest(ctx, track.LinePicked, ids)
	return a.stamp(at), err
}

// knewFirst compares, for the contacts of the last week, when a task of the order opened with when the customer asked.
func (a *App) knewFirst(ctx context.Context, r *store.Reader, now time.Time) (KnewFirst, error) {
	var k KnewFirst
	var leads []int
	since := now.AddDate(0, 0, -recentDays)
	contacts, err := r.Contacts(ctx, since)
	if err != nil {
		return k, err
	}
	for _, e := range contacts {
		states, err := r.States(ctx, []string{e.OrderID})
		if err != nil {
			return k, err
		}
		k.Problems++
		if lead, knew := leadBefore(states[e.OrderID], e.Recorded); knew {
			k.First++
			leads = append(leads, int(lead.Minutes()))
		}
	}
	sort.Ints(leads)
	if n := len(leads); n > 0 {
		k.LeadMinutes = leads[n/2]
	}
	return k, nil
}

// leadBefore is how long before a contact we had a task about the order.
func leadBefore(o track.OrderState, contact time.Time) (time.Duration, bool) {
	for _, t := range o.Tasks {
		if t.Code != "says_missing" && t.Opened.Before(contact) && (t.Ended.IsZero() || t.Ended.After(contact)) {
			return contact.Sub(t.Opened), true
		}
	}
	return 0, false
}

// Take makes a task the operator's own.
func (t *Today) Take(task string) error {
	return t.act("Today.Take", task, track.Event{Kind: track.TaskTaken})
}

// Wait puts a task aside until a day; it comes back by itself.
func (t *Today) Wait(task, until string) error {
	stamp, err := track.ParseStamp(until)
	if err != nil {
		return fail("bad-date", fmt.Sprintf("%q is no day: write it like 2026-05-26", until), until)
	}
	return t.act("Today.Wait", task, track.Event{Kind: track.TaskWaits, Due: stamp})
}

// Resolve ends a task: code is done, false_alarm, claim, replaced, refunded or found.
func (t *Today) Resolve(task, code, why string) error {
	if !slices.Contains(track.Endings(), code) {
		return fail("bad-resolution", fmt.Sprintf("%q ends no task: done, false_alarm, claim, replaced, refunded or found", code), code)
	}
	return t.act("Today.Resolve", task, track.Event{Kind: track.TaskResolved, Code: code, Text: why})
}

func (t *Today) act(call, task string, e track.Event) (err error) {
	defer t.app.guard(call, &err)
	ctx, err := t.app.ready()
	if err != nil {
		return err
	}
	row, err := store.Look(ctx, t.app.store, func(r *store.Reader) (store.TaskRow, error) { return r.Task(ctx, task) })
	if err != nil {
		return fail("no-such-task", fmt.Sprintf("there is no task %s", task), task)
	}
	e.Task = task
	return t.app.act(ctx, row.OrderID, e)
}

// List is every open task, of one owner and code or, with "", of any.
func (t *Today) List(owner, code string) (rows []TaskRow, err error) {
	defer t.app.guard("Today.List", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return nil, err
	}
	if err := knownTasks(owner, code); err != nil {
		return nil, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		rows, err = t.app.openTasks(ctx, r, owner, code)
		return err
	})
	return nonNil(rows), err
}

// knownTasks refuses an owner or a code that no task has.
func knownTasks(owner, code string) error {
	if owner != "" && !slices.Contains(owners, owner) {
		return fail("no-such-owner", fmt.Sprintf("nobody is called %q: tasks belong to %s", owner, strings.Join(owners, ", ")), owner)
	}
	if _, known := track.ExceptionOf(code); code != "" && !known {
		return fail("no-such-task-code", fmt.Sprintf("no task is called %q; `ordertrail task list` shows the codes in use", code), code)
	}
	return nil
}

// openTasks are the tasks of orders and those of the shop as a whole, of one owner and code or, with "", of any.
func (a *App) openTasks(ctx context.Context, r *store.Reader, owner, code string) ([]TaskRow, error) {
	now := a.now()
	found, err := r.OpenTasks(ctx, store.TaskQuery{Owner: owner, Code: code})
	if err != nil {
		return nil, err
	}
	var rows []TaskRow
	for _, f := range found {
		rows = append(rows, a.taskRowOf(f, now))
	}
	feeds, err := a.feeds(ctx, r, now)
	if err != nil {
		return nil, err
	}
	others, err := a.shopTasks(ctx, r, feeds, now)
	for _, t := range others {
		if (owner == "" || owner == t.Owner) && (code == "" || code == t.Code) {
			rows = append(rows, t)
		}
	}
	return rows, err
}
