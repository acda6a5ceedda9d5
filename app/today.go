package app

import (
	"context"
	"sort"
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

// recentDays is how far back the figures beside the queue look; queuePage is how many tasks of an owner a screen begins with.
const (
	recentDays = 7
	queuePage  = 25
)

// Show is everything the Today screen shows.
func (t *Today) Show() (v TodayView, err error) {
	defer t.app.guard("Today.Show", &err)
	ctx, err := t.app.ready()
	if err != nil {
		return TodayView{}, err
	}
	facts, err := t.app.recentFacts(ctx)
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
	v := TodayView{Now: a.stamp(now), Zone: a.Settings().Zone, Groups: []TaskGroup{}, Aside: []TaskRow{}, Unknown: []string{}, Feeds: []FeedRow{}}
	counts, err := r.Counts(ctx)
	if err != nil {
		return v, err
	}
	v.Empty = counts["view/all"] == 0
	if v.Feeds, err = a.feeds(ctx, r, now); err != nil {
		return v, err
	}
	if err := a.queue(ctx, r, &v, counts, now); err != nil {
		return v, err
	}
	v.Flow = flowOf(counts, facts, track.DateOf(now.AddDate(0, 0, -recentDays), a.zone()))
	v.Flow.Pickup = pickupOf(counts, a.rules(), now, a.stamp)
	oldest, err := r.OldestIn(ctx, "to_pack", track.LinePicked)
	if err != nil {
		return v, err
	}
	v.Flow.OldestPicked = a.stamp(oldest)
	if v.First, err = a.knewFirst(ctx, r, now); err != nil {
		return v, err
	}
	week := kpi.Period{From: track.DateOf(now.AddDate(0, 0, 1-recentDays), a.zone()), To: track.DateOf(now, a.zone())}
	v.OnTime = figureView(kpi.One(facts, "on_time_of_due", week, kpi.Latest, a.zone(), now))
	return v, nil
}

// queue fills in how much waits for whom, and the most urgent of it. The counts come from counters and the tasks from their
// own rows, so that twenty thousand open ones cost no more than twenty.
func (a *App) queue(ctx context.Context, r *store.Reader, v *TodayView, counts map[string]int, now time.Time) error {
	over, err := r.PastDueBy(ctx, now)
	if err != nil {
		return err
	}
	for _, owner := range owners {
		g := TaskGroup{Owner: owner, Open: counts["task/"+owner], PastDue: over[owner]}
		v.Waiting += counts["waiting/"+owner]
		v.Suppressed += counts["suppressed/"+owner]
		if g.Open == 0 {
			continue
		}
		page, err := a.taskPage(ctx, r, TaskQuery{Owner: owner, Limit: queuePage}, now)
		if err != nil {
			return err
		}
		g.Tasks, g.Next = page.Tasks, page.Next
		v.Open += g.Open
		v.PastDue += g.PastDue
		v.Groups = append(v.Groups, g)
	}
	next, err := r.NextBack(ctx)
	if err != nil {
		return err
	}
	v.NextBack = string(next)
	v.Mine, err = r.TasksOf(ctx, a.Settings().Operator)
	return err
}

// feeds says how alive each source is.
func (a *App) feeds(ctx context.Context, r *store.Reader, now time.Time) ([]FeedRow, error) {
	list, err := r.Feeds(ctx)
	return a.feedRows(list, vantage{at: now, zone: a.zone()}), err
}

func (a *App) feedRows(list []store.Feed, from vantage) []FeedRow {
	out := []FeedRow{}
	for _, f := range list {
		if f.Run.Kind == importers.KindStock {
			continue // stock is counted when somebody counts it; nobody waits for it
		}
		out = append(out, FeedRow{
			Source: f.Source, Carrier: f.Carrier, Kind: f.Run.Kind, Last: from.stamp(f.Last), UsualH: int(f.Usual.Hours() + 0.5), File: f.Run.File,
			New: f.Run.New, Rejected: f.Run.Rejected, Quiet: !f.Silent.IsZero() && !from.at.Before(f.Silent),
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
		if stillHere[p.Phase] {
			flow.Staged++
			staged[p.Carrier]++
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

// leadBefore is how long before a contact a task warned of the order.
func leadBefore(o track.OrderState, contact time.Time) (time.Duration, bool) {
	for _, t := range o.Tasks {
		if t.Warns() && t.Code != "says_missing" && t.Opened.Before(contact) && (t.Ended.IsZero() || t.Ended.After(contact)) {
			return contact.Sub(t.Opened), true
		}
	}
	return 0, false
}
