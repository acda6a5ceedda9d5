package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// asOfJob is the name under which looking back at the whole shop announces progress and can be cancelled.
const asOfJob = "as_of"

// when is the moment a person asks about: zero for now. A time without an offset is on the shop's clock, and a day alone is
// its end, when all of it was known.
func (a *App) when(text string) (time.Time, error) {
	asked := strings.TrimSpace(text)
	if asked == "" {
		return time.Time{}, nil
	}
	text = strings.Replace(asked, " ", "T", 1)
	now := a.now()
	at, err := time.Parse(time.RFC3339, text)
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if err != nil {
			at, err = time.ParseInLocation(form, text, a.zone())
		}
	}
	if day, wrong := track.ParseDate(text); err != nil && wrong == nil {
		at, err = day.End(a.zone()).Add(-time.Millisecond), nil
		if at.After(now) && !day.End(a.zone()).AddDate(0, 0, -1).After(now) {
			at = now // today is not over
		}
	}
	switch {
	case err != nil:
		return time.Time{}, fail("bad-moment", fmt.Sprintf("%q is no moment: write it like 2026-05-19T16:15, or with an offset", asked), asked)
	case at.After(now):
		return time.Time{}, fail("moment-ahead", fmt.Sprintf("%s lies ahead of %s: nobody knows yet", a.stamp(at), a.stamp(now)), a.stamp(at), a.stamp(now))
	}
	if at.IsZero() {
		at = at.Add(time.Millisecond) // the first moment of all is one too, and not now
	}
	return at, nil
}

// vantage is the moment from which something is looked at, and the shop's clock of then.
type vantage struct {
	at    time.Time
	zone  *time.Location
	past  bool
	reads track.Rules // what carriers' words mean there
}

// here is now.
func (a *App) here() vantage { return vantage{at: a.now(), zone: a.zone(), reads: a.rules()} }

// vantage is a moment of the past on the clock of then; zero is now.
func (a *App) vantage(ctx context.Context, r *store.Reader, at time.Time) (vantage, error) {
	if at.IsZero() {
		return a.here(), nil
	}
	rules, err := a.rulesAt(ctx, r, at)
	decide := rules.decide()
	return vantage{at: at, zone: decide.Zone, past: true, reads: decide}, err
}

// stamp is t for a screen: RFC 3339; "" for the zero time.
func (v vantage) stamp(t time.Time) string { return stampIn(t, v.zone, track.StampOf) }

// asOf is what a view of the past says it is of; "" now.
func (v vantage) asOf() string {
	if !v.past {
		return ""
	}
	return stampIn(v.at, v.zone, track.ExactStampOf)
}

// stampIn is a moment as people and scripts are told it: in the shop's zone, as precise as form states it; "" for none.
func stampIn(t time.Time, zone *time.Location, form func(time.Time) track.Stamp) string {
	if t.IsZero() {
		return ""
	}
	return string(form(t.In(zone)))
}

// exact is stamp with milliseconds where there are any: asked for again, it is the very same moment.
func (a *App) exact(t time.Time) string { return stampIn(t, a.zone(), track.ExactStampOf) }

// moment is the shop as it was at a time, decided by the rules of then.
func (a *App) moment(ctx context.Context, r *store.Reader, at time.Time) (*store.Moment, error) {
	rules, err := a.rulesAt(ctx, r, at)
	if err != nil {
		return nil, err
	}
	return r.At(at, rules.decide()), nil
}

// rulesAt are the rules that were in force at a moment.
func (a *App) rulesAt(ctx context.Context, r *store.Reader, at time.Time) (ShopRules, error) {
	x, err := r.RulingAt(ctx, at)
	if errors.Is(err, store.ErrNotFound) {
		return a.Settings().rules(), nil
	}
	if err != nil {
		return ShopRules{}, err
	}
	return readRules(ctx, r, x)
}

func rulesOf(x store.Ruling) (ShopRules, error) {
	var rules ShopRules
	if err := json.Unmarshal(x.Rules, &rules); err != nil {
		return ShopRules{}, fmt.Errorf("rules of %s: %w", track.StampOf(x.At), err)
	}
	return rules, nil
}

// ShowAt is everything that was known about one order at a moment; "" is now.
func (o *Orders) ShowAt(id, at string) (v OrderView, err error) {
	defer o.app.guard("Orders.ShowAt", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return OrderView{}, err
	}
	when, err := o.app.when(at)
	if err != nil {
		return OrderView{}, err
	}
	err = o.app.store.Read(ctx, func(r *store.Reader) error {
		v, err = o.app.orderView(ctx, r, id, when)
		return err
	})
	if errors.Is(err, store.ErrNotFound) && !when.IsZero() {
		return v, fail("not-known-then", fmt.Sprintf("nothing was known of this order at %s", o.app.stamp(when)), o.app.stamp(when))
	}
	return v, err
}

// FindAt is the id of the order that a number meant at a moment; "" is now.
func (o *Orders) FindAt(number, source, at string) (id string, err error) {
	defer o.app.guard("Orders.FindAt", &err)
	when, err := o.app.when(at)
	if err != nil {
		return "", err
	}
	if when.IsZero() {
		return o.Find(number, source)
	}
	ctx, err := o.app.ready()
	if err != nil {
		return "", err
	}
	found, err := store.Look(ctx, o.app.store, func(r *store.Reader) ([]track.OrderState, error) {
		m, err := o.app.moment(ctx, r, when)
		if err != nil {
			return nil, err
		}
		return m.OrdersByNumber(ctx, number, source)
	})
	if err == nil && len(found) == 0 {
		return "", fail("no-such-order-then", fmt.Sprintf("no order %q was known at %s", number, o.app.stamp(when)), number, o.app.stamp(when))
	}
	return one(found, number, err)
}

// one is the id of the only order found.
func one(found []track.OrderState, number string, err error) (string, error) {
	switch {
	case err != nil:
		return "", err
	case len(found) > 1:
		return "", fail("which-order", fmt.Sprintf("%q is an order of %s: say which with --source", number, sourcesOf(found)), number, sourcesOf(found))
	}
	return found[0].ID, nil
}

// Changes are the moments at which an order came to show something else, oldest first.
func (o *Orders) Changes(id string) (list []StatusChange, err error) {
	defer o.app.guard("Orders.Changes", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return nil, err
	}
	list = []StatusChange{}
	err = o.app.store.Read(ctx, func(r *store.Reader) error {
		rules, ruled, err := o.app.rulesOverTime(ctx, r)
		if err != nil {
			return err
		}
		changes, err := r.At(o.app.now(), o.app.rules()).Changes(ctx, id, rules, ruled)
		for _, c := range changes {
			list = append(list, StatusChange{
				At: o.app.exact(c.At), Known: c.Known, Headline: c.State.Headline,
				DecidedBy: c.State.Why.DecidedBy,
			})
		}
		return err
	})
	return list, err
}

// allRulings is more changes of the rules than any shop makes.
const allRulings = 100_000

// rulesOverTime are the rules of any moment, and the moments at which they changed.
func (a *App) rulesOverTime(ctx context.Context, r *store.Reader) (func(time.Time) track.Rules, []time.Time, error) {
	list, err := r.Rulings(ctx, 0, allRulings)
	if err != nil {
		return nil, nil, err
	}
	slices.Reverse(list)
	decide, moments := make([]track.Rules, len(list)), make([]time.Time, len(list))
	for i, x := range list {
		rules, err := readRules(ctx, r, x)
		if err != nil {
			return nil, nil, err
		}
		decide[i], moments[i] = rules.decide(), x.At
	}
	return func(at time.Time) track.Rules {
		for i := len(list) - 1; i > 0; i-- {
			if !moments[i].After(at) {
				return decide[i]
			}
		}
		if len(decide) == 0 {
			return a.rules()
		}
		return decide[0]
	}, moments, nil
}

// looking goes once through the whole shop as it was, and keeps no more than what is shown of it.
type looking struct {
	vantage
	app     *App
	counts  map[string]int
	tasks   []store.TaskRow // the open ones
	unknown []string        // codes of the tasks that are not known of that moment
	done    int
	total   int
}

// lookBack goes through the shop as it was at a moment; see hands every order on. It can be cancelled.
func (a *App) lookBack(ctx context.Context, r *store.Reader, from vantage, see func(store.Row) error) (*looking, error) {
	ctx, done := a.job(ctx, asOfJob)
	defer done()
	m, err := a.moment(ctx, r, from.at)
	if err != nil {
		return nil, err
	}
	now, err := r.Counts(ctx)
	if err != nil {
		return nil, err
	}
	l := &looking{vantage: from, app: a, counts: map[string]int{}, total: now["view/all"], unknown: []string{}}
	matched, err := m.Each(ctx, func(row store.Row) error {
		l.add(row)
		return see(row)
	})
	if err != nil {
		return nil, err
	}
	own, unknown, err := m.ShopTasks(ctx, matched)
	for _, t := range own {
		if store.CountTask(l.counts, t.Task); t.IsOpen() {
			l.tasks = append(l.tasks, t)
		}
	}
	l.unknown = append(l.unknown, unknown...)
	store.SortTasks(l.tasks)
	return l, err
}

func (l *looking) add(row store.Row) {
	if l.done++; l.done%progressEvery == 0 {
		l.app.send("progress", Progress{Job: asOfJob, Code: "comparing", Done: l.done, Total: max(l.total, l.done)})
	}
	store.Count(l.counts, row.State)
	for _, t := range row.State.Tasks {
		if t.IsOpen() {
			l.tasks = append(l.tasks, store.TaskRow{Task: t, OrderID: row.State.ID, Order: row.State.Order, Source: row.State.Source, Customer: row.Customer})
		}
	}
}

// taskRows are the open tasks of then, the most urgent first.
func (l *looking) taskRows() []TaskRow {
	rows := make([]TaskRow, 0, len(l.tasks))
	for _, t := range l.tasks {
		rows = append(rows, l.app.taskRowOf(t, l.vantage))
	}
	return rows
}

// groupTasks parts the open tasks of then by owner, the most urgent first, and those that waited on somebody else.
func (a *App) groupTasks(v *TodayView, rows []TaskRow) {
	byOwner := map[string]*TaskGroup{}
	for _, row := range rows {
		if row.State == string(track.TaskWaiting) {
			v.Aside = append(v.Aside, row)
			if v.Waiting++; v.NextBack == "" || row.Until < v.NextBack {
				v.NextBack = row.Until
			}
			continue
		}
		g := byOwner[row.Owner]
		if g == nil {
			g = &TaskGroup{Owner: row.Owner}
			byOwner[row.Owner] = g
		}
		g.Tasks = append(g.Tasks, row)
		g.Open++
		v.Open++
		if row.Over {
			g.PastDue++
			v.PastDue++
		}
	}
	for _, owner := range owners {
		if g := byOwner[owner]; g != nil {
			v.Groups = append(v.Groups, *g)
		}
	}
}

// ShowAt is the Today screen as it was at a moment; "" is now. The figures beside the queue are left out, and Unknown names the
// tasks that are not known of that moment.
func (t *Today) ShowAt(at string) (v TodayView, err error) {
	defer t.app.guard("Today.ShowAt", &err)
	when, err := t.app.when(at)
	if err != nil {
		return TodayView{}, err
	}
	if when.IsZero() {
		return t.Show()
	}
	ctx, err := t.app.ready()
	if err != nil {
		return TodayView{}, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		v, err = t.app.todayAt(ctx, r, when)
		return err
	})
	return v, err
}

func (a *App) todayAt(ctx context.Context, r *store.Reader, at time.Time) (TodayView, error) {
	from, err := a.vantage(ctx, r, at)
	if err != nil {
		return TodayView{}, err
	}
	v := TodayView{
		Now: from.stamp(at), AsOf: from.asOf(), Zone: from.zone.String(), Groups: []TaskGroup{}, Aside: []TaskRow{}, Unknown: []string{}, Feeds: []FeedRow{},
	}
	var l *looking
	facts := kpi.Collect(func(yield func(track.OrderState) bool) {
		l, err = a.lookBack(ctx, r, from, func(row store.Row) error {
			yield(row.State)
			return nil
		})
	}, from.zone)
	if err != nil {
		return v, err
	}
	feeds, err := r.FeedsAt(ctx, at)
	if err != nil {
		return v, err
	}
	v.Feeds = a.feedRows(feeds, from)
	v.Empty, v.Unknown = l.counts["view/all"] == 0, l.unknown
	a.groupTasks(&v, l.taskRows())
	for _, owner := range owners {
		v.Suppressed += l.counts["suppressed/"+owner]
	}
	v.Flow = flowOf(l.counts, facts, track.DateOf(at.AddDate(0, 0, -recentDays), from.zone))
	v.Flow.Pickup = pickupOf(l.counts, from.reads, at, from.stamp)
	week := kpi.Period{From: track.DateOf(at.AddDate(0, 0, 1-recentDays), from.zone), To: track.DateOf(at, from.zone)}
	v.OnTime = figureView(kpi.One(facts, "on_time_of_due", week, kpi.Latest, from.zone, at))
	return v, nil
}

// ListAt is every task that was open at a moment; "" is now.
func (t *Today) ListAt(owner, code, at string) (list TaskList, err error) {
	defer t.app.guard("Today.ListAt", &err)
	list = TaskList{Tasks: []TaskRow{}, Unknown: []string{}}
	when, err := t.app.when(at)
	if err != nil {
		return list, err
	}
	if when.IsZero() {
		list.Tasks, err = t.List(owner, code)
		return list, err
	}
	if err := checkQuery(TaskQuery{Owner: owner, Code: code}); err != nil {
		return list, err
	}
	ctx, err := t.app.ready()
	if err != nil {
		return list, err
	}
	err = t.app.store.Read(ctx, func(r *store.Reader) error {
		from, err := t.app.vantage(ctx, r, when)
		if err != nil {
			return err
		}
		l, err := t.app.lookBack(ctx, r, from, func(store.Row) error { return nil })
		if err != nil {
			return err
		}
		list.AsOf = from.asOf()
		for _, row := range l.taskRows() {
			if (owner == "" || owner == row.Owner) && (code == "" || code == row.Code) {
				list.Tasks = append(list.Tasks, row)
			}
		}
		for _, unknown := range l.unknown {
			if x, _ := track.ExceptionOf(unknown); (owner == "" || owner == x.Owner) && (code == "" || code == unknown) {
				list.Unknown = append(list.Unknown, unknown)
			}
		}
		return nil
	})
	return list, err
}
