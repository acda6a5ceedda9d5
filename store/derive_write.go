package store

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"ordertrail/track"
)

// writeOrders replaces the rows of the orders at ids: first what goes, then what comes, so that a parcel may move from
// one order to another.
func (tx *Tx) writeOrders(ids []string, before map[string]*orderRow, after []*orderRow) error {
	comes := map[string]*orderRow{}
	for _, o := range after {
		comes[o.id] = o
	}
	for _, id := range ids {
		was, is := before[id], comes[id]
		if was == nil || is != nil && sameRow(was, is) {
			continue
		}
		if err := tx.removeParts(was, is); err != nil {
			return err
		}
	}
	for _, o := range after {
		was := before[o.id]
		if was != nil && sameRow(was, o) {
			continue
		}
		if err := tx.writeOrder(was, o); err != nil {
			return err
		}
	}
	return nil
}

func sameRow(a, b *orderRow) bool {
	return a.n == b.n && a.text == b.text && a.placed == b.placed && a.check == b.check && a.customer == b.customer
}

// part is one row that stands beside an order: a view it is listed in, a parcel, its journey, a return, a task.
type part struct {
	insert, remove string // SQL; remove takes the first keys values
	keys           int
	values         [12]any
	used           int
}

const (
	insertView   = "view" // several at once: insertViews
	removeView   = "DELETE FROM order_views WHERE view = $1 AND placed_at = $2 AND n = $3"
	insertParcel = "INSERT INTO parcels (id, order_id, carrier, tracking, phase) VALUES ($1, $2, $3, $4, $5)"
	removeParcel = "DELETE FROM parcels WHERE id = $1 AND order_id = $2"
	insertReturn = "INSERT INTO returns (id, order_id, kind, phase) VALUES ($1, $2, $3, $4)"
	removeReturn = "DELETE FROM returns WHERE id = $1 AND order_id = $2"
	insertTask   = `INSERT INTO tasks (id, order_id, code, owner, subject, state, open, opened_at, due_at, ended_at, actor, task)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
	removeTask = "DELETE FROM tasks WHERE id = $1 AND order_id = $2"
)

func newPart(insert, remove string, keys int, values ...any) part {
	p := part{insert: insert, remove: remove, keys: keys, used: len(values)}
	copy(p.values[:], values)
	return p
}

// partSet is partsOf as a set; nothing stands beside no order.
func partSet(o *orderRow) map[part]bool {
	if o == nil {
		return nil
	}
	parts := partsOf(o)
	out := make(map[part]bool, len(parts))
	for _, p := range parts {
		out[p] = true
	}
	return out
}

// partsOf are the rows that stand beside o.
func partsOf(o *orderRow) []part {
	listed := viewsOf(o.state)
	out := make([]part, 0, len(listed)+len(o.state.Parcels)+len(o.state.Returns)+len(o.state.Tasks))
	for _, v := range listed {
		out = append(out, newPart(insertView, removeView, 3, v, o.placed, o.n))
	}
	for _, p := range o.state.Parcels {
		out = append(out, newPart(insertParcel, removeParcel, 2, p.Parcel, o.id, p.Carrier, track.TrackingKey(p.Tracking), string(p.Phase)))
		if row, ended := transitPart(o.id, p); ended {
			out = append(out, row)
		}
	}
	for _, r := range o.state.Returns {
		out = append(out, newPart(insertReturn, removeReturn, 2, r.Return, o.id, r.Kind, r.Phase))
	}
	for _, t := range o.state.Tasks {
		out = append(out, taskPart(o.id, t))
	}
	return out
}

// taskPart is the row of one task; of the shop's own when orderID is "".
func taskPart(orderID string, t track.Task) part {
	open := int64(0)
	if t.IsOpen() {
		open = 1
	}
	text, err := json.Marshal(t)
	if err != nil {
		panic("store: a task must marshal: " + err.Error())
	}
	return newPart(insertTask, removeTask, 2, t.Task, orderID, t.Code, t.Owner, t.Subject, string(t.State), open,
		millis(t.Opened), millis(t.Due), millis(t.Ended), t.By, string(text))
}

// removeParts takes away what stood beside an order and does so no longer; without is, the order itself too.
func (tx *Tx) removeParts(was, is *orderRow) error {
	tally(was.state, func(name string) { tx.counts[name]-- })
	tx.orders[was.id] = true
	stays := partSet(is)
	for _, p := range partsOf(was) {
		if !stays[p] {
			tx.unlearn(&p)
			if err := tx.exec(p.remove, p.values[:p.keys]...); err != nil {
				return err
			}
		}
	}
	if is != nil && is.n == was.n {
		return nil
	}
	tx.words = append(tx.words, wordRow{n: was.n, gone: true})
	return tx.exec("DELETE FROM orders WHERE n = $1", was.n)
}

const insertOrder = `INSERT INTO orders (n, id, source, number, key, placed_at, check_at, person, customer, state, last_on)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const writeOrder = insertOrder + `
	ON CONFLICT (n) DO UPDATE SET source = $3, number = $4, key = $5, placed_at = $6, check_at = $7, person = $8,
	customer = $9, state = $10, last_on = $11`

func (tx *Tx) writeOrder(was, o *orderRow) error {
	tally(o.state, func(name string) { tx.counts[name]++ })
	tx.orders[o.id] = true
	write := writeOrder
	if was == nil {
		write = insertOrder
	}
	if err := tx.exec(write, o.n, o.id, o.source, o.number, track.OrderKey(o.number), o.placed, o.check, o.person,
		o.customer, o.text, string(lastDay(&o.state))); err != nil {
		return err
	}
	if err := tx.writeParts(partSet(was), partsOf(o)); err != nil {
		return err
	}
	w := wordRow{n: o.n, first: was == nil}
	w.numbers, w.customer, w.items = wordsOf(&o.state, o.who)
	tx.words = append(tx.words, w)
	return nil
}

// writeParts writes the parts that did not stand there before; the views in one statement, for there are several of each
// order.
func (tx *Tx) writeParts(stood map[part]bool, parts []part) error {
	var views []any
	for _, p := range parts {
		if stood[p] {
			continue
		}
		if p.insert == insertView {
			views = append(views, p.values[:p.used]...)
			continue
		}
		tx.unlearn(&p)
		if err := tx.exec(p.insert, p.values[:p.used]...); err != nil {
			return err
		}
	}
	if len(views) == 0 {
		return nil
	}
	return tx.exec(insertViews[len(views)/3], views...)
}

// insertViews is insertView for each number of rows there can be. OR FAIL: a row that is refused ends the transaction anyhow,
// and without it SQLite copies every page aside before it writes to it, in case it must take back the rows before.
var insertViews = func() []string {
	out := make([]string, len(views)+1)
	for n := range out {
		text := strings.Builder{}
		text.WriteString("INSERT OR FAIL INTO order_views (view, placed_at, n) VALUES ")
		for i := range n {
			fmt.Fprintf(&text, "($%d, $%d, $%d), ", 3*i+1, 3*i+2, 3*i+3)
		}
		out[n] = strings.TrimSuffix(text.String(), ", ")
	}
	return out
}()

// writeCounters adds what this transaction changed to the counters. A counter that falls to nothing is no row.
func (tx *Tx) writeCounters() error {
	for name, n := range tx.counts {
		if n == 0 {
			continue
		}
		if err := tx.exec("INSERT INTO counters (name, n) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET n = n + $2", name, n); err != nil {
			return err
		}
		if err := tx.exec("DELETE FROM counters WHERE name = $1 AND n = 0", name); err != nil {
			return err
		}
	}
	clear(tx.counts)
	return nil
}

// changed is what this transaction touched, for whoever listens.
func (tx *Tx) changed() Change {
	for id := range tx.orders {
		tx.change.Orders = append(tx.change.Orders, id)
	}
	sort.Strings(tx.change.Orders)
	return tx.change
}
