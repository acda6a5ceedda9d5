package app

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/reports/kpi"
	"ordertrail/store"
	"ordertrail/track"
)

// Freeze publishes the figures of a month that is over: from now on they stand beside what later facts make of them.
func (x *Reports) Freeze(month string) (f FrozenMonth, err error) {
	defer x.app.guard("Reports.Freeze", &err)
	return x.app.Freeze(month, false)
}

// Freeze publishes the figures of a month. A month that was published before is published as a new edition only when again.
func (a *App) Freeze(month string, again bool) (FrozenMonth, error) {
	ctx, err := a.ready()
	if err != nil {
		return FrozenMonth{}, err
	}
	p := kpi.MonthOf(month)
	if p.From == "" {
		return FrozenMonth{}, badMonth(month)
	}
	zone, now := a.zone(), a.now()
	if p.To >= track.DateOf(now, zone) {
		return FrozenMonth{}, fail("month-not-over", fmt.Sprintf("%s is not over: a month is frozen when its last day has passed", month), month)
	}
	before, frozen, err := a.publication(ctx, month)
	if err != nil {
		return FrozenMonth{}, err
	}
	if frozen && !again {
		return FrozenMonth{}, fail("already-frozen", fmt.Sprintf("%s was frozen on %s by %s; `ordertrail kpi freeze %s --again` publishes it anew, and keeps both",
			month, a.stamp(before.At), cmp.Or(before.By, "nobody named"), month), month, a.stamp(before.At))
	}
	facts, err := a.facts(ctx)
	if err != nil {
		return FrozenMonth{}, err
	}
	if !frozen { // of one that was, all may have been taken back since
		if err := worthFreezing(month, p, facts.FirstDay()); err != nil {
			return FrozenMonth{}, err
		}
	}
	snapshot := kpi.Freeze(facts, month, zone, now)
	body, err := snapshot.Encode()
	if err != nil {
		return FrozenMonth{}, err
	}
	pub := store.Publication{Month: month, By: a.Settings().Operator, Version: snapshot.Version, Body: body}
	err = a.store.Update(ctx, func(tx *store.Tx) (err error) {
		pub.At = tx.Now()
		pub.Edition, err = tx.Publish(ctx, pub)
		return err
	})
	return a.frozenMonth(pub), err
}

func badMonth(text string) error {
	return fail("bad-month", fmt.Sprintf("%q is no month; write it like 2026-04", text), text)
}

// worthFreezing refuses a month of which nothing is known.
func worthFreezing(month string, p kpi.Period, first track.Date) error {
	switch {
	case first == "":
		return fail("no-orders-to-freeze", fmt.Sprintf("there is no order yet: import some before %s is frozen", month), month)
	case p.To < first:
		return fail("nothing-to-freeze", fmt.Sprintf("nothing is known of %s: the first order is of %s", month, first), month, string(first))
	}
	return nil
}

func (a *App) frozenMonth(p store.Publication) FrozenMonth {
	return FrozenMonth{Month: p.Month, Edition: p.Edition, At: a.stamp(p.At), By: p.By, Version: p.Version}
}

func (a *App) publication(ctx context.Context, month string) (p store.Publication, found bool, err error) {
	err = a.store.Read(ctx, func(r *store.Reader) error {
		p, found, err = r.Publication(ctx, month)
		return err
	})
	return p, found, err
}

// FrozenMonths lists the months that were published, oldest first.
func (a *App) FrozenMonths() ([]FrozenMonth, error) {
	ctx, err := a.ready()
	if err != nil {
		return nil, err
	}
	list, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Publication, error) { return r.Publications(ctx) })
	out := make([]FrozenMonth, len(list))
	for i, p := range list {
		out[i] = a.frozenMonth(p)
	}
	return out, err
}

// Restated compares a published month with what the facts say now.
func (x *Reports) Restated(month, basis string) (v RestatedView, err error) {
	defer x.app.guard("Reports.Restated", &err)
	ctx, err := x.app.ready()
	if err != nil {
		return RestatedView{}, err
	}
	p := kpi.MonthOf(month)
	if p.From == "" {
		return RestatedView{}, badMonth(month)
	}
	_, held, err := x.app.period(KPIQuery{From: string(p.From), To: string(p.To), Basis: basis})
	if err != nil {
		return RestatedView{}, err
	}
	pub, frozen, err := x.app.publication(ctx, month)
	if err != nil {
		return RestatedView{}, err
	}
	if !frozen {
		return RestatedView{}, fail("not-frozen", fmt.Sprintf("%s was never frozen: `ordertrail kpi freeze %s` publishes its figures", month, month), month)
	}
	facts, err := x.app.facts(ctx)
	if err != nil {
		return RestatedView{}, err
	}
	return x.app.restated(ctx, pub, facts, held)
}

func (a *App) restated(ctx context.Context, pub store.Publication, facts kpi.Facts, basis kpi.Basis) (RestatedView, error) {
	v := RestatedView{
		Month: pub.Month, Edition: pub.Edition, At: a.stamp(pub.At), By: pub.By, Version: pub.Version,
		Basis: string(basis), VersionNow: kpi.Version(), Figures: []RestatedFigure{},
	}
	snapshot, err := kpi.DecodeSnapshot(pub.Body)
	if err != nil {
		return v, err
	}
	if now := a.zone().String(); snapshot.Zone != now {
		v.Zone = snapshot.Zone
	}
	list, err := a.restate(ctx, snapshot, facts, basis)
	if err != nil {
		return v, err
	}
	since, err := a.since(ctx, pub.At, list)
	if err != nil {
		return v, err
	}
	for _, r := range list {
		f := since.figure(r)
		if f.Changed {
			v.Restated++
		}
		v.Figures = append(v.Figures, f)
	}
	return v, nil
}

// frozenCover is what a workbook says of a published month; nil when the period is none.
func (a *App) frozenCover(ctx context.Context, facts kpi.Facts, p kpi.Period, basis kpi.Basis) (*kpi.FrozenCover, error) {
	pub, found, err := a.publication(ctx, monthOf(p))
	if err != nil || !found {
		return nil, err
	}
	snapshot, err := kpi.DecodeSnapshot(pub.Body)
	if err != nil {
		return nil, err
	}
	list, err := a.restate(ctx, snapshot, facts, basis)
	return &kpi.FrozenCover{At: pub.At, By: pub.By, Edition: pub.Edition, Version: pub.Version, Restated: list}, err
}

// lateFacts are what came in about some orders after a month was published.
type lateFacts struct {
	app    *App
	events map[string][]track.Event  // by order id
	undone map[string][]store.Undone // by order number, as it is compared
	rates  []store.RateChange
	clock  *SinceFact // the latest change of the shop's clock; nil of none
}

func (a *App) since(ctx context.Context, at time.Time, list []kpi.Restated) (*lateFacts, error) {
	ids, numbers := map[string]bool{}, map[string]bool{}
	for _, r := range list {
		for _, row := range r.Rows {
			ids[row.Row().OrderID], numbers[row.Row().Order] = true, true
		}
	}
	out := &lateFacts{app: a, events: map[string][]track.Event{}, undone: map[string][]store.Undone{}}
	if len(ids) == 0 {
		return out, nil
	}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		events, err := r.After(ctx, at, slices.Sorted(maps.Keys(ids)))
		if err != nil {
			return err
		}
		for _, e := range events {
			out.events[e.OrderID] = append(out.events[e.OrderID], e)
		}
		if out.rates, err = r.RatesAfter(ctx, at); err != nil {
			return err
		}
		if out.clock, err = a.clockMoved(ctx, r, at); err != nil {
			return err
		}
		undone, err := r.UndoneAfter(ctx, at, slices.Sorted(maps.Keys(numbers)))
		for _, u := range undone {
			out.undone[u.Order] = append(out.undone[u.Order], u)
		}
		return err
	})
	return out, err
}

// figure is one figure with the rows that changed and the facts behind the change.
func (l *lateFacts) figure(r kpi.Restated) RestatedFigure {
	f := RestatedFigure{
		Name: r.Today.Name, Unit: string(r.Today.Unit), Currency: r.Today.Currency, Today: r.Today.Value, Known: r.Today.Known,
		Changed: r.Changed(), Rows: []RestatedRow{},
		Frozen: FrozenFigure{Value: r.Frozen.Value, Known: r.Frozen.Known, N: r.Frozen.N, Rows: len(r.Rows), Why: []FrozenWhy{}},
	}
	count := map[string]*FrozenWhy{}
	for _, c := range r.Rows {
		row := l.row(c)
		for _, code := range row.Why {
			if count[code] == nil {
				count[code] = &FrozenWhy{Code: code}
			}
			count[code].N++
			for _, s := range row.Since {
				count[code].On = max(count[code].On, s.Recorded[:min(10, len(s.Recorded))])
			}
		}
		f.Rows = append(f.Rows, row)
	}
	for _, code := range slices.Sorted(maps.Keys(count)) {
		f.Frozen.Why = append(f.Frozen.Why, *count[code])
	}
	return f
}

const newestFacts = 5

func (l *lateFacts) row(c kpi.ChangedRow) RestatedRow {
	at := c.Row()
	row := RestatedRow{Order: at.Order, OrderID: at.OrderID, Subject: at.Subject, Was: saidBy(c.Was), Is: saidBy(c.Is), Why: c.Why, Since: []SinceFact{}}
	if row.Was == row.Is { // the same hours, of which others are working hours; or the same good of other cases
		row.Was, row.Is = saidFully(c.Was, c.Is)
	}
	if slices.Equal(c.Why, []string{kpi.WhyClock}) {
		if l.clock != nil {
			row.Since = append(row.Since, *l.clock)
		}
		return row
	}
	if reckoned(c.Why) {
		row.Since = l.ratesSince(c.Why)
		return row
	}
	undone := l.undone[track.OrderKey(at.Order)]
	for _, u := range undone {
		row.Since = append(row.Since, SinceFact{Kind: "import_undone", What: u.Run.File, Recorded: l.app.stamp(u.Run.Undone), Run: u.Run.ID()})
	}
	events := l.events[at.OrderID]
	for _, e := range events {
		row.Since = append(row.Since, SinceFact{
			Event: e.ID, Kind: string(e.Kind), What: cmp.Or(string(e.Phase), e.Code), Recorded: l.app.stamp(e.Recorded), Source: e.Source.ID, Run: runName(e.Run),
		})
	}
	if n := len(row.Since); n > newestFacts {
		row.Since = row.Since[n-newestFacts:]
	}
	row.Why = l.named(row.Why, len(undone) > 0 && len(events) == 0)
	return row
}

// named turns what a row alone can tell into what happened: a row that went, or changed without any new fact, went with an
// import that was taken back.
func (l *lateFacts) named(why []string, takenBack bool) []string {
	if takenBack && !slices.Contains(why, kpi.WhyTime) {
		return []string{"import_undone"}
	}
	return why
}

func runName(n int64) string {
	if n == 0 {
		return ""
	}
	return store.Run{Number: n}.ID()
}

// rateReasons are the reasons that no fact about an order is behind. Read a row as: <reason> is that one of <codes> of the
// rates changed.
var rateReasons = map[string][]string{
	kpi.WhyRates: {"packaging", "labour", "claim_days"}, kpi.WhyHours: {"hours"},
}

// reckoned reports whether a row changed by the rates alone.
func reckoned(why []string) bool {
	return !slices.ContainsFunc(why, func(code string) bool { return rateReasons[code] == nil })
}

// ratesSince are the changes of the rates that are behind these reasons.
func (l *lateFacts) ratesSince(why []string) []SinceFact {
	out := []SinceFact{}
	for _, c := range l.rates {
		var what []string
		for _, code := range why {
			for _, changed := range c.What {
				if slices.Contains(rateReasons[code], changed) {
					what = append(what, changed)
				}
			}
		}
		if len(what) > 0 {
			out = append(out, SinceFact{Kind: "rates", What: strings.Join(what, ", "), Recorded: l.app.stamp(c.At), Source: c.By})
		}
	}
	return out[max(0, len(out)-newestFacts):]
}

// saidFully are two rows of the same value, with what tells them apart.
func saidFully(was, is kpi.Row) (before, after string) {
	if was.Business != is.Business {
		return hoursAtWork(was), hoursAtWork(is)
	}
	return fmt.Sprintf("%s/%d", saidBy(was), was.Weight), fmt.Sprintf("%s/%d", saidBy(is), is.Weight)
}

// hoursAtWork is how many of a row's hours were the shop's.
func hoursAtWork(r kpi.Row) string { return strconv.FormatFloat(r.Business, 'f', 2, 64) }

// saidBy is what a row said to a KPI: a value, or the code it was left out for; "" of a row that was not there.
func saidBy(r kpi.Row) string {
	switch {
	case r.Table == "":
		return ""
	case r.Excluded != "":
		return r.Excluded
	}
	return strconv.FormatFloat(r.Value, 'f', -1, 64)
}
