package importers

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ordertrail/track"
)

// Known is what is on record already. Both are asked in batches of at most 500.
type Known interface {
	// Live says which of these events are on record and not taken back.
	Live(ctx context.Context, ids []string) (map[string]bool, error)
	// Orders says what is known about these orders; an order nobody knows is left out.
	Orders(ctx context.Context, refs []track.OrderRef) (map[track.OrderRef]KnownOrder, error)
}

// KnownOrder is an order as its shop last stated it, and what a person typed over that.
type KnownOrder struct {
	Facts    track.OrderFacts
	Customer track.Customer
	AsOf     track.Stamp         // how fresh that statement is
	Edited   map[string]Edit     // field -> what a person typed
	Answered map[string][]string // field -> what files say and a person decided against
	Typed    track.Customer      // what a person typed who the order goes to, and where, when they did
	Event    string              // id of that statement
	Run      int64               // the import that brought it first, 0 none
}

// Edit is a value that a person typed over a shop's.
type Edit struct {
	Value string
	By    string    // who; "" when nobody said
	At    time.Time // when it was recorded
}

// The outcomes of a row.
const (
	New      = "new"
	Changed  = "changed"
	Same     = "same"
	Differs  = "conflict"
	Rejected = "rejected"
	Ignored  = "ignored"
)

// Plan is what taking a file in would do. New, Changed, Same, Conflict, Rejected and Ignored count rows and add up to
// Reading.Rows; Orders and Events count what would be written.
type Plan struct {
	Reading        *Reading   `json:"reading"`
	New            int        `json:"new"`
	Changed        int        `json:"changed"`
	Same           int        `json:"same"`
	Conflict       int        `json:"conflict"`
	Rejected       int        `json:"rejected"`
	Ignored        int        `json:"ignored"`
	Orders         int        `json:"orders"` // orders that are new, changed or in conflict
	Events         int        `json:"events"` // events not on record yet, each once
	Bygone         int        `json:"-"`      // of Orders, those that their shop called fulfilled before Reading.Since: nothing is left to do about them
	Rows           []RowPlan  `json:"rows"`   // of a large file only those that a problem names
	Changes        []Change   `json:"changes,omitempty"`
	Conflicts      []Conflict `json:"conflicts,omitempty"`
	Outdated       []Problem  `json:"-"` // orders that a fresher file stated otherwise: these words are kept and change nothing; only some
	OutdatedOrders int        `json:"-"` // all of those orders

	counted map[string]bool // the events of Events that may come again
	noted   map[int]bool    // rows that a problem names
}

// RowPlan is what becomes of one row.
type RowPlan struct {
	Row     int    `json:"row"`
	Outcome string `json:"outcome"`
	Order   string `json:"order,omitempty"`
}

// Change is one field of an order that the file states differently than before.
type Change struct {
	Order string `json:"order"`
	Field string `json:"field"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// Conflict is one field that the file changes and a person had typed something else into: what was typed stays until somebody
// answers. An address is typed, and answered, as a whole.
type Conflict struct {
	Order string `json:"order"`
	Field string `json:"field"`
	Typed string `json:"typed"` // the field that was typed
	Ours  string `json:"ours"`
	File  string `json:"file"`

	By string    `json:"by"` // who typed it, "" when nobody said
	At time.Time `json:"at"` // and when
}

// batch is how many keys are asked for at once, and how many drafts are compared at a time.
const batch = 500

// told is how many changes, and how many conflicts, a plan lists; all of them are counted.
const told = 1000

// Compare says what taking r in would do, given what is known. It changes nothing; asking twice gives the same plan.
func Compare(ctx context.Context, r *Reading, known Known) (*Plan, error) {
	p, err := r.news.whole(ctx, r)
	if err != nil {
		return nil, err
	}
	asked := p != nil
	if !asked {
		p = newPlan(r)
	}
	for _, note := range r.Ignored {
		p.count(note.Row, Ignored, "")
	}
	for _, row := range r.Rejected {
		p.count(row.Row, Rejected, "")
	}
	stock := New
	if r.Again {
		stock = Same
	}
	for _, item := range r.Stock {
		p.count(item.Row, stock, "")
	}
	if !asked {
		if err := p.compareAll(ctx, known); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(p.Rows, func(a, b RowPlan) int { return a.Row - b.Row })
	return p, nil
}

// newPlan is a plan before anything was compared.
func newPlan(r *Reading) *Plan {
	return &Plan{Reading: r, counted: map[string]bool{}, noted: notedIn(r)}
}

// notedIn are the rows that a problem names.
func notedIn(r *Reading) map[int]bool {
	noted := map[int]bool{}
	for _, x := range r.Problems {
		noted[x.Row] = true
	}
	return noted
}

// compareAll compares every draft of the file.
func (p *Plan) compareAll(ctx context.Context, known Known) error {
	var part []Draft
	err := p.Reading.Each(ctx, func(d Draft) error {
		if len(d.Events) == 0 {
			return nil // a message nobody could read: its row is among the rejected
		}
		if part = append(part, d); len(part) < batch {
			return nil
		}
		err := p.compare(ctx, part, known)
		part = part[:0]
		return err
	})
	if err != nil {
		return err
	}
	return p.compare(ctx, part, known)
}

// compare counts the rows of some drafts.
func (p *Plan) compare(ctx context.Context, drafts []Draft, known Known) error {
	live, err := p.liveEvents(ctx, drafts, known)
	if err != nil {
		return err
	}
	orders, err := p.knownOrders(ctx, drafts, known)
	if err != nil {
		return err
	}
	p.weigh(drafts, live, orders)
	return nil
}

// weigh counts the rows of some drafts, given what of them is on record.
func (p *Plan) weigh(drafts []Draft, live map[string]bool, orders map[track.OrderRef]KnownOrder) {
	for _, d := range drafts {
		outcome := p.outcome(d, live, orders)
		if f := d.Events[0].OrderFacts; f != nil && outcome != Same && f.DoneBefore(p.Reading.Since) {
			p.Bygone++
		}
		for _, row := range d.Rows {
			p.count(row, outcome, d.order().Number)
		}
		for _, e := range d.Events {
			if live[e.ID] || p.counted[e.ID] {
				continue
			}
			p.Events++
			if e.Kind != track.OrderStated { // an order is one draft; anything else may stand in the file twice
				p.counted[e.ID] = true
			}
		}
	}
}

// count notes the outcome of a row.
func (p *Plan) count(row int, outcome, order string) {
	if p.Reading.Count == len(p.Reading.Drafts) || p.noted[row] {
		p.Rows = append(p.Rows, RowPlan{Row: row, Outcome: outcome, Order: order})
	}
	*map[string]*int{
		New: &p.New, Changed: &p.Changed, Same: &p.Same, Differs: &p.Conflict, Rejected: &p.Rejected, Ignored: &p.Ignored,
	}[outcome]++
}

// order is the order that a draft is about.
func (d Draft) order() track.OrderRef {
	if len(d.Events) == 0 {
		return track.OrderRef{}
	}
	return d.Events[0].Order
}

// outcome says what becomes of a draft's rows.
func (p *Plan) outcome(d Draft, live map[string]bool, orders map[track.OrderRef]KnownOrder) string {
	if d.Events[0].Kind == track.OrderStated {
		return p.orderOutcome(d, live, orders)
	}
	on := 0
	for _, e := range d.Events {
		if live[e.ID] {
			on++
		}
	}
	switch on {
	case len(d.Events):
		return Same
	case 0:
		if i := p.Reading.Instead; i != nil && !i.Rejected[d.First] {
			return Changed // it said something else of the row
		}
		return New
	}
	return Changed
}

// orderOutcome compares an order's statement with the last one. What was stated before is the same again; an older file
// changes nothing; a field that a person typed over is in conflict when the file now states a third value.
func (p *Plan) orderOutcome(d Draft, live map[string]bool, orders map[track.OrderRef]KnownOrder) string {
	e := d.Events[0]
	last, known := orders[keyed(e.Order)]
	switch {
	case !known:
		p.Orders++
		return New
	case last.Event == e.ID || p.Reading.Again && live[e.ID]:
		return p.labelOutcome(d, live)
	case older(e.AsOf, last.AsOf) && !p.Reading.replaces(last.Run):
		if !live[e.ID] {
			p.outdated(d, last)
		}
		return p.labelOutcome(d, live)
	}
	outcome := p.labelOutcome(d, live)
	for _, c := range diff(last.Facts, last.Customer, *e.OrderFacts, d.Customer) {
		c.Order = e.Order.Number
		x, typed, open := last.over(c, e)
		switch {
		case typed && !open:
			continue
		case typed:
			outcome = Differs
			if len(p.Conflicts) < told {
				p.Conflicts = append(p.Conflicts, x)
			}
		default:
			if outcome != Differs {
				outcome = Changed
			}
			if len(p.Changes) < told {
				p.Changes = append(p.Changes, c)
			}
		}
	}
	if outcome != Same {
		p.Orders++
	}
	return outcome
}

// replaces reports whether taking r in takes a run back.
func (r *Reading) replaces(run int64) bool { return r.Instead != nil && r.Instead.Run == run }

// outdated notes that an order which is news states otherwise what a fresher file stated.
func (p *Plan) outdated(d Draft, last KnownOrder) {
	e := d.Events[0]
	changes := diff(last.Facts, last.Customer, *e.OrderFacts, d.Customer)
	if len(changes) == 0 {
		return
	}
	if p.OutdatedOrders++; p.OutdatedOrders <= toldFlags {
		p.Outdated = append(p.Outdated, Problem{
			Row: d.Rows[0], Column: changes[0].Field, Value: shorten(changes[0].New, 200), Code: OddOutdated,
			Remark: says(OddOutdated, e.Order.Number, string(last.AsOf), string(e.AsOf)),
		})
	}
}

// over compares a change with what a person typed: whether they typed that field, and whether it is still open which of the
// two holds.
func (k KnownOrder) over(c Change, e track.Event) (x Conflict, typed, open bool) {
	x = Conflict{Order: c.Order, Field: c.Field, Typed: c.Field, File: c.New}
	file := c.New
	ours, personal := customerValue(k.Typed, c.Field)
	if personal {
		x.Typed, file = track.AddressField, e.PersonHash
	}
	edit, typed := k.Edited[x.Typed]
	if !personal {
		ours = edit.Value
	}
	x.Ours, x.By, x.At = ours, edit.By, edit.At
	return x, typed, typed && x.Ours != c.New && !slices.Contains(k.Answered[x.Typed], file)
}

// labelOutcome says whether the parcels that an order file names beside an order are news.
func (p *Plan) labelOutcome(d Draft, live map[string]bool) string {
	for _, e := range d.Events[1:] {
		if !live[e.ID] {
			return Changed
		}
	}
	return Same
}

// keyed folds an order reference to what two spellings of it share.
func keyed(ref track.OrderRef) track.OrderRef {
	return track.OrderRef{Source: ref.Source, Number: ref.Key()}
}

// liveEvents asks which of some drafts' events are on record.
func (p *Plan) liveEvents(ctx context.Context, drafts []Draft, known Known) (map[string]bool, error) {
	var ids []string
	for _, d := range drafts {
		for _, e := range d.Events {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	out := map[string]bool{}
	for part := range slices.Chunk(slices.Compact(ids), batch) {
		live, err := known.Live(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("look up events of %s: %w", p.Reading.File, err)
		}
		maps.Copy(out, live)
	}
	return out, nil
}

// knownOrders asks what is known about the orders of some drafts, by folded reference.
func (p *Plan) knownOrders(ctx context.Context, drafts []Draft, known Known) (map[track.OrderRef]KnownOrder, error) {
	var refs []track.OrderRef
	for _, d := range drafts {
		if d.Events[0].Kind == track.OrderStated {
			refs = append(refs, d.order())
		}
	}
	out := map[track.OrderRef]KnownOrder{}
	for part := range slices.Chunk(refs, batch) {
		orders, err := known.Orders(ctx, part)
		if err != nil {
			return nil, fmt.Errorf("look up orders of %s: %w", p.Reading.File, err)
		}
		for ref, o := range orders {
			out[keyed(ref)] = o
		}
	}
	return out, nil
}
