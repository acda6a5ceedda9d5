package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/importers"
	"ordertrail/importers/mail"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Imports is the Import screen: look at a file, see what taking it in would do, do it once, take it back.
type Imports struct{ app *App }

// heldPlan is a plan somebody looks at, until it is applied or discarded.
type heldPlan struct {
	view    PlanView
	reading *importers.Reading
	content *content
	file    ImportFile
	seen    int64 // what the store held when the plan was made
	options ImportOptions
	saved   bool // how it is read was kept as a profile
	answers []ConflictAnswer
	dropped *dropped  // where its file lies, when that is a watched folder
	part    part      // of that file
	was     drop.File // its file when it was read, where it has a path
}

// maxHeld is how many plans are kept for a screen that never decides; the oldest go first.
const maxHeld = 20

// Look reads a file and says what importing it would do. It writes nothing.
func (i *Imports) Look(f ImportFile) (v PlanView, err error) {
	defer i.app.guard("Imports.Look", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return PlanView{}, err
	}
	f, err = i.app.found(ctx, f)
	if err != nil {
		return PlanView{}, err
	}
	was := fileAt(f.Path)
	from, err := f.open()
	if err != nil {
		return PlanView{}, err
	}
	defer from.rest()
	ctx, done := i.app.job(ctx, from.name)
	defer done()
	plan, err := i.app.look(ctx, from, f.Options)
	if err != nil {
		return PlanView{}, err
	}
	plan.file, plan.was = f, was
	i.app.hold(plan)
	return plan.view, nil
}

// look makes the plan of one file.
func (a *App) look(ctx context.Context, from *content, o ImportOptions) (*heldPlan, error) {
	defer store.Room(store.RoomToImport)()
	a.tell(from, Progress{Job: from.name, Code: "reading"})
	o, err := a.bySheet(ctx, from, o)
	if err != nil {
		return nil, err
	}
	begun := a.store.Version()
	reading, err := a.reading(ctx, from, o)
	if err != nil {
		return nil, err
	}
	a.tell(from, Progress{Job: from.name, Code: "comparing", Total: reading.Rows})
	seen := a.store.Version()
	if seen != begun {
		reading.Stale()
	}
	reading.Since = a.rules().Since
	plan := &heldPlan{reading: reading, content: from, seen: seen, options: o}
	err = a.store.Read(ctx, func(r *store.Reader) (err error) {
		plan.view, _, err = a.compare(ctx, r, plan)
		return err
	})
	return plan, err
}

// tell announces how far the work on a file has come, unless nobody looks at it.
func (a *App) tell(from *content, p Progress) {
	if from == nil || !from.unasked {
		a.send("progress", p)
	}
}

// takenBefore finds the run that took in the same bytes and still stands.
func takenBefore(ctx context.Context, r *store.Reader, of *importers.Reading) (run store.Run, again bool, err error) {
	run, err = r.RunOf(ctx, of.SHA256, of.Found.Sheet)
	if errors.Is(err, store.ErrNotFound) {
		return run, false, nil
	}
	return run, err == nil, err
}

// choice is what a person decided about a file.
func (o ImportOptions) choice() importers.Choice {
	return importers.Choice{
		Profile: o.Profile, Map: o.Map, DateFormat: o.DateFormat, Decimal: o.Decimal, Encoding: o.Encoding, Separator: o.Separator,
		Sheet: o.Sheet, HeaderRow: o.HeaderRow, HeaderRows: o.HeaderRows, Source: o.Source, Currency: o.Currency, Carrier: carrierID(o.Carrier),
		Sure: o.Sure,
	}
}

// carrierID is the carrier that a person names; what is none stays as it was written, and is refused.
func carrierID(named string) string {
	if named == "" {
		return ""
	}
	return carrier.Parse(named)
}

// choice is what a person decided about a file, and what the shop knows anyway.
func (a *App) choice(ctx context.Context, o ImportOptions) (importers.Choice, error) {
	c := o.choice()
	c.Zone, c.Now, c.Home, c.MailServers = a.zone(), a.now(), a.Settings().Currency, strings.Fields(a.Settings().MailServers)
	c.Recall, c.Known, c.Since = a.recall(ctx, o), onRecord{a.store}, a.rules().Since
	c.Ours = func() []string { return a.oursNow(ctx) }
	c.Returned = func(reference string) string { return a.returnedNow(ctx, reference) }
	c.Ordered = func(number string) bool { return a.orderedNow(ctx, number) }
	c.Parcels = func(number string) []string { return a.carriersNow(ctx, number) }
	c.Named = func(words []string) []string { return a.namedNow(ctx, words) }
	saved, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Profile, error) { return r.Profiles(ctx) })
	if err != nil {
		return c, err
	}
	for _, s := range saved {
		p, err := importers.ParseProfile(s.JSON)
		if err != nil {
			return c, fmt.Errorf("saved profile %s: %w", s.Name, err)
		}
		c.Saved = append(c.Saved, p)
	}
	if o.Version > 0 {
		if c.Saved, err = a.withVersion(ctx, c.Saved, o.Profile, o.Version); err != nil {
			return c, err
		}
	}
	if c.Mine, err = store.Look(ctx, a.store, func(r *store.Reader) ([]string, error) { return a.ownAddresses(ctx, r) }); err != nil {
		return c, err
	}
	c.Wordings, err = store.Look(ctx, a.store, func(r *store.Reader) ([]mail.Row, error) { return taughtRows(ctx, r) })
	return c, err
}

func (a *App) hold(p *heldPlan) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.serial++
	p.view.ID = "plan-" + strconv.Itoa(a.serial)
	delete(a.plans, "plan-"+strconv.Itoa(a.serial-maxHeld))
	a.plans[p.view.ID] = p
}

func (a *App) held(id string) (*heldPlan, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := a.plans[id]
	if p == nil {
		return nil, fail("plan-gone", "this preview is no longer kept; open the file again", id)
	}
	return p, nil
}

// Apply takes in a file that was looked at: all of it or nothing. Scans are recorded meanwhile, and each order shows as soon as it is
// recorded; see store.Import.
func (i *Imports) Apply(planID string) (v PlanView, err error) {
	defer i.app.guard("Imports.Apply", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return PlanView{}, err
	}
	plan, err := i.app.held(planID)
	if err != nil {
		return PlanView{}, err
	}
	ctx, done := i.app.job(ctx, planID)
	defer done()
	defer plan.content.rest()
	same, err := plan.reading.Check()
	if err == nil && !same {
		err = fail("file-changed", plan.view.File+" was changed since it was looked at; look at it again", plan.view.File)
	}
	if err == nil {
		err = i.app.applyWaiting(ctx, plan)
	}
	if err != nil {
		return PlanView{}, err
	}
	i.Discard(planID)
	if err := i.app.answerRun(ctx, plan); err != nil {
		return PlanView{}, err
	}
	return plan.view, nil
}

// Discard forgets a plan.
func (i *Imports) Discard(planID string) {
	i.app.mu.Lock()
	defer i.app.mu.Unlock()
	delete(i.app.plans, planID)
}

// Cancel stops long work; what an import recorded until then is taken back.
func (i *Imports) Cancel(job string) {
	i.app.mu.Lock()
	defer i.app.mu.Unlock()
	if stop := i.app.jobs[job]; stop != nil {
		stop()
	}
}

// EndJobs ends all work that Cancel can end, for a command that is interrupted.
func (a *App) EndJobs() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, stop := range a.jobs {
		stop()
	}
}

// job is a context for long work that Cancel can end.
func (a *App) job(ctx context.Context, name string) (context.Context, func()) {
	ctx, stop := context.WithCancel(ctx)
	a.mu.Lock()
	a.jobs[name] = stop
	a.mu.Unlock()
	return ctx, func() {
		a.mu.Lock()
		delete(a.jobs, name)
		a.mu.Unlock()
		stop()
	}
}

// apply takes a reading in: the run, its rejected rows, its facts and what nobody could read. Where anything was written since
// the plan was made, the counts are taken again before.
func (a *App) apply(ctx context.Context, p *heldPlan, by string) error {
	if p.reading.Kind == importers.KindUnknown {
		return nil
	}
	if err := a.room(rowNeeds * int64(p.view.New+p.view.Changed+p.view.Conflict)); err != nil {
		return err
	}
	a.taking.Lock() // what a file would do is counted against what the one before it did
	defer a.taking.Unlock()
	v, earlier, err := a.planNow(ctx, p)
	if err == nil {
		err = a.takeable(p, v)
	}
	if err != nil {
		return err
	}
	known := v.Before != "" && v.New+v.Changed+v.Conflict == 0 && (v.Known || v.Rejected == earlier.Rejected && v.Ignored == earlier.Ignored)
	v.ID, v.Applied, v.Known = p.view.ID, true, known
	if known {
		v.Run = earlier.ID()
		p.view = v
		return a.tookAgain(ctx, p, earlier)
	}
	run := p.runOf(v, by)
	run.Folder = p.dropped.name()
	if p.reading.Instead != nil {
		run.Instead = earlier.Number
	}
	run, err = a.record(ctx, p, run, func(tx *store.Tx, run store.Run) error {
		if run.Instead > 0 {
			if err := tx.TakePlace(ctx, run); err != nil {
				return err
			}
		}
		return errors.Join(a.remember(ctx, tx, p, run), p.dropped.took(tx, p.part.key(p.reading.SHA256), run))
	})
	if err != nil {
		return err
	}
	v.Run = run.ID()
	p.view = v
	return nil
}

// takeable refuses a plan that somebody must have another look at first.
func (a *App) takeable(p *heldPlan, v PlanView) error {
	if err := unlikeLastTime(a, v); err != nil || !v.Doubted {
		return err
	}
	doubt := a.remark(p.reading.Doubt)
	return fail("not-orders", a.say("error.not-orders", v.File, doubt), v.File, doubt)
}

// planNow is the plan as it is now, and the run that took in the same bytes before, if one did.
func (a *App) planNow(ctx context.Context, p *heldPlan) (v PlanView, earlier store.Run, err error) {
	p.reading.Since = a.rules().Since
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if p.seen == a.store.Version() {
			v = p.view
			earlier, _, _, err = p.earlier(ctx, r)
			return err
		}
		p.reading.Stale()
		v, earlier, err = a.compare(ctx, r, p)
		return err
	})
	return v, earlier, err
}

// record records what a reading says as a run, with what also does in its last transaction.
func (a *App) record(ctx context.Context, p *heldPlan, run store.Run, also func(*store.Tx, store.Run) error) (store.Run, error) {
	r := p.reading
	var unread []importers.Draft // without their bytes, which are read when they are kept
	facts := func(record func(...store.Recorded) error) error {
		done := 0
		return r.Each(ctx, func(d importers.Draft) error {
			if done++; done%progressStep == 0 {
				a.tell(p.content, Progress{Job: p.view.ID, Code: "writing", Done: done, Total: r.Count})
			}
			if len(d.Events) == 0 {
				unread = append(unread, d)
				return nil
			}
			return record(recorded(r, d)...)
		})
	}
	return a.store.Import(ctx, run, facts, func(tx *store.Tx, run store.Run) error {
		if err := tx.AddRejects(run.Number, a.rejects(r)); err != nil {
			return err
		}
		for _, h := range r.Heard {
			if err := tx.CountNotices(store.NoticeCount{Sender: h.Sender, Row: h.Row, N: h.N}); err != nil {
				return err
			}
		}
		if err := a.keepUnread(ctx, tx, r, unread, run); err != nil {
			return err
		}
		if err := also(tx, run); err != nil {
			return err
		}
		return tx.PutItems(items(r.Stock, run.Number, a.zone(), tx.Now())...)
	})
}

// progressStep is after how many drafts a screen hears of them.
const progressStep = 500

// recorded pairs the facts of a draft with what lies beside them.
func recorded(r *importers.Reading, d importers.Draft) []store.Recorded {
	row := 0
	if len(d.Rows) > 0 {
		row = d.Rows[0]
	}
	out := make([]store.Recorded, len(d.Events))
	for i, e := range d.Events {
		out[i] = store.Recorded{Event: e, Raw: d.Raw, Row: row, Sheet: r.Found.Sheet, AsOf: r.AsOf}
		if d.Raw == "" {
			out[i].ReadRaw = func() (string, error) { raw, err := r.RawOf(d); return string(raw), err }
		}
		if e.Kind == track.OrderStated {
			out[i].Customer = d.Customer
		}
	}
	return out
}

// rejects joins a reading's rejected rows with the first problem of each.
func (a *App) rejects(r *importers.Reading) []store.Reject {
	why := map[int]importers.Problem{}
	for _, p := range r.Problems {
		if _, seen := why[p.Row]; !seen {
			why[p.Row] = p
		}
	}
	out := make([]store.Reject, len(r.Rejected))
	for i, row := range r.Rejected {
		p := why[row.Row]
		cells, _ := json.Marshal(nonNil(row.Cells)) // texts always marshal
		out[i] = store.Reject{Sheet: row.Sheet, Row: row.Row, Column: p.Column, Value: p.Value, Code: p.Code, Message: a.remark(p.Remark), Cells: cells}
		if out[i].Message == "" {
			out[i].Message = a.remark(row.Why)
		}
	}
	return out
}

// onRecord answers an import's questions about what is on record while it reads a file, each as the shop stands then.
type onRecord struct{ *store.Store }

// Live says which events are on record and count.
func (k onRecord) Live(ctx context.Context, ids []string) (map[string]bool, error) {
	return store.Look(ctx, k.Store, func(r *store.Reader) (map[string]bool, error) { return records{r}.Live(ctx, ids) })
}

// Orders says what is known about these orders.
func (k onRecord) Orders(ctx context.Context, refs []track.OrderRef) (map[track.OrderRef]importers.KnownOrder, error) {
	return store.Look(ctx, k.Store, func(r *store.Reader) (map[track.OrderRef]importers.KnownOrder, error) {
		return records{r}.Orders(ctx, refs)
	})
}

// records answers an import's questions about what is on record.
type records struct{ *store.Reader }

// Live says which events are on record and count.
func (k records) Live(ctx context.Context, ids []string) (map[string]bool, error) {
	return k.KnownEvents(ctx, ids)
}

// Orders says what is known about these orders, with what a person typed over it.
func (k records) Orders(ctx context.Context, refs []track.OrderRef) (map[track.OrderRef]importers.KnownOrder, error) {
	known, err := k.KnownOrders(ctx, refs)
	if err != nil {
		return nil, err
	}
	out := make(map[track.OrderRef]importers.KnownOrder, len(known))
	for ref, o := range known {
		order := importers.KnownOrder{Facts: o.Facts, Customer: o.Customer, AsOf: o.AsOf, Event: o.Event, Run: o.Run}
		if len(o.Edited) > 0 {
			order.Typed = o.Typed
			if order.Edited, order.Answered, err = k.typed(ctx, o.OrderID); err != nil {
				return nil, err
			}
		}
		out[ref] = order
	}
	return out, nil
}

// typed is what people typed into an order's fields, the newest for each, and what files say that they had read and decided against.
func (k records) typed(ctx context.Context, orderID string) (edited map[string]importers.Edit, answered map[string][]string, err error) {
	events, err := k.LiveEvents(ctx, orderID)
	if err != nil {
		return nil, nil, err
	}
	edited, answered = map[string]importers.Edit{}, map[string][]string{}
	for _, e := range events {
		if e.Kind == track.Edited {
			edited[e.Code] = importers.Edit{Value: e.Text, By: e.Actor, At: e.Recorded}
			answered[e.Code] = append(answered[e.Code], e.Over)
		}
	}
	return edited, answered, nil
}
