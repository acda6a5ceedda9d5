package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ordertrail/track"
)

// pastStep is how many orders of the past are in memory at a time.
const pastStep = 250

// statedThen is an order that somebody had stated by then.
type statedThen struct {
	n       int64
	id, key string
}

// Each calls f with every order that was known then, in the order they were learned, a few at a time in memory, and says how
// many facts that counted then belonged to one of them. It ends with the first error of f, or with that of ctx.
func (p *Moment) Each(ctx context.Context, f func(Row) error) (matched int, err error) {
	if err := p.remember(ctx); err != nil {
		return 0, err
	}
	for after := int64(0); ; {
		orders, err := p.stated(ctx, after)
		if err != nil || len(orders) == 0 {
			return matched, err
		}
		rows, n, err := p.derive(ctx, orders)
		if err != nil {
			return matched, fmt.Errorf("orders at %s: %w", track.StampOf(p.at), err)
		}
		matched += n
		for _, o := range rows {
			if err := ctx.Err(); err != nil {
				return matched, err
			}
			if err := f(o.row()); err != nil {
				return matched, err
			}
		}
		after = orders[len(orders)-1].n
	}
}

// stated are the next orders behind a place in the log that somebody had stated by then.
func (p *Moment) stated(ctx context.Context, after int64) ([]statedThen, error) {
	return all(ctx, p.r.q, func(r *sql.Rows) (s statedThen, err error) { return s, r.Scan(&s.n, &s.id, &s.key) },
		`SELECT e.seq, e.order_id, e.order_key FROM events e WHERE e.seq > $1 AND e.kind = 'order_stated' AND e.recorded_at <= $2
		AND NOT EXISTS (SELECT 1 FROM events f WHERE f.order_id = e.order_id AND f.order_id <> '' AND f.seq < e.seq
			AND f.kind = 'order_stated' AND f.recorded_at <= $2)
		ORDER BY e.seq LIMIT $3`, after, p.at.UnixMilli(), pastStep)
}

// derive makes the rows of a few orders as they were then.
func (p *Moment) derive(ctx context.Context, orders []statedThen) (rows []*orderRow, matched int, err error) {
	keys := map[string]bool{}
	for _, o := range orders {
		keys[o.key] = true
	}
	y, err := p.replay(ctx, keysOf(keys))
	if err != nil {
		return nil, 0, err
	}
	byOrder := map[string]map[int64]*stored{}
	for seq, s := range y.place(p.at.UnixMilli(), p.r.zone) {
		if s.OrderID != "" && byOrder[s.OrderID] == nil {
			byOrder[s.OrderID] = map[int64]*stored{}
		}
		if s.OrderID != "" {
			byOrder[s.OrderID][seq] = s
		}
	}
	for _, o := range orders {
		row, events := y.order(o.id, byOrder[o.id], p.at, p.rules)
		for _, e := range events {
			if e.live && e.waits() {
				matched++
			}
		}
		if row != nil {
			rows = append(rows, row)
		}
	}
	return rows, matched, errors.Join(p.past.err, p.nameThem(ctx, rows))
}

func (p *Moment) nameThem(ctx context.Context, rows []*orderRow) error {
	hashes := make([]string, 0, len(rows))
	for _, o := range rows {
		if o.person != "" {
			hashes = append(hashes, o.person)
		}
	}
	people, err := p.r.customers(ctx, hashes)
	for _, o := range rows {
		o.named(people[o.person])
	}
	return err
}

// Count adds what one order counts for to counters; what Each hands out, counted so, is what Counts said then.
func Count(counters map[string]int, s track.OrderState) {
	tally(s, func(name string) { counters[name]++ })
}

// Holds reports whether a view lists an order in this state.
func Holds(view string, s track.OrderState) bool {
	for _, v := range views {
		if v.View == view {
			return v.Holds(s)
		}
	}
	return view == ""
}

func sortedSeqs[V any](m map[int64]V) []int64 { return slices.Sorted(maps.Keys(m)) }

// Waiting is how many facts belonged to no order then: those that counted, less those that Each found an order for and those that somebody had said are not ours.
func (p *Moment) Waiting(ctx context.Context, matched int) (int, error) {
	counted := 0
	for after := int64(0); ; {
		seqs, err := all(ctx, p.r.q, scanInt, `SELECT seq FROM events WHERE seq > $1 AND recorded_at <= $2
			AND kind NOT IN ('retraction', 'scan_unknown', 'linked', 'disowned')
			AND NOT (`+strings.ReplaceAll(actsOfShop, "e.", "")+`) ORDER BY seq LIMIT 2000`, after, p.at.UnixMilli())
		if err != nil {
			return 0, err
		}
		if len(seqs) == 0 {
			foreign, err := p.foreign(ctx)
			return counted - matched - foreign, err
		}
		n, err := p.counting(ctx, seqs)
		if err != nil {
			return 0, fmt.Errorf("unmatched facts: %w", err)
		}
		counted += n
		after = seqs[len(seqs)-1]
	}
}

// foreign is how many facts belonged to no order then because somebody had said that they are not ours.
func (p *Moment) foreign(ctx context.Context) (int, error) {
	seqs, err := all(ctx, p.r.q, scanInt, "SELECT seq FROM events WHERE kind IN ('linked', 'disowned') AND kind = 'disowned' AND recorded_at <= $1", p.at.UnixMilli())
	if err != nil || len(seqs) == 0 {
		return 0, err
	}
	said, err := p.load(ctx, seqs)
	if err != nil {
		return 0, err
	}
	var keys []string
	for _, s := range said {
		if s.Parcel.IsZero() {
			keys = append(keys, s.Order.Key())
		}
	}
	named, err := p.find(ctx, byOrder, jsonList(keys))
	if err != nil {
		return 0, err
	}
	y, err := p.replayFrom(ctx, append(seqs, named...))
	if err != nil {
		return 0, err
	}
	n := 0
	for _, s := range y.place(p.at.UnixMilli(), p.r.zone) {
		if s.live && s.disowned && s.OrderID == "" && s.waits() {
			n++
		}
	}
	return n, nil
}

// counting is how many of the events at these places counted then.
func (p *Moment) counting(ctx context.Context, seqs []int64) (int, error) {
	n, err := one(ctx, p.r.q, scanInt, `SELECT count(DISTINCT s.event_seq) FROM sightings s LEFT JOIN runs r ON r.id = s.run AND s.run > 0
		WHERE s.event_seq IN (SELECT value FROM json_each($1)) AND s.recorded_at <= $2
		AND (s.run = 0 OR r.undone_at = 0 OR r.undone_at > $2)
		AND NOT EXISTS (SELECT 1 FROM events e JOIN events x ON x.retracts = e.id
			WHERE e.seq = s.event_seq AND x.retracts <> '' AND x.kind = 'retraction' AND x.recorded_at <= $2)`, jsonSeqs(seqs), p.at.UnixMilli())
	if err != nil {
		return 0, err
	}
	taken, err := p.find(ctx, `SELECT DISTINCT e.seq FROM events e JOIN events x ON x.retracts = e.id
		WHERE e.seq IN (SELECT value FROM json_each($1)) AND x.retracts <> '' AND x.kind = 'retraction'`, jsonSeqs(seqs))
	if err != nil || len(taken) == 0 {
		return int(n), err
	}
	doubtful, err := p.load(ctx, taken)
	if err != nil {
		return 0, err
	}
	m, err := p.standpointOn(ctx, doubtful)
	if err != nil {
		return 0, err
	}
	for _, s := range doubtful {
		if len(m.retractors[s.ID]) > 0 && m.standing(s).live {
			n++
		}
	}
	return int(n), nil
}

// standpointOn is what decides which of a few events counted then.
func (p *Moment) standpointOn(ctx context.Context, events []*stored) (*standpoint, error) {
	y := &replay{statements: map[int64]*stored{}, events: map[int64]*stored{}, sightings: map[int64][]sightingAt{}, retractors: map[string][]*stored{}}
	for _, s := range events {
		y.events[s.seq] = s
	}
	err := p.standingsOf(ctx, y)
	return &standpoint{replay: y, at: p.at.UnixMilli(), zone: p.r.zone, alive: map[int64]*standing{}}, err
}

// ShopTasks are the tasks of the shop's own as they stood then, ended ones too, and the codes of those that are not known: how
// much waited was not kept yet. matched is what Each said.
func (p *Moment) ShopTasks(ctx context.Context, matched int) (tasks []TaskRow, unknown []string, err error) {
	in := track.ShopInput{Now: p.at, Rules: p.rules}
	if in.Feeds, err = p.r.feedHistories(ctx, p.at); err != nil {
		return nil, nil, err
	}
	for _, q := range queues {
		list, known, err := p.queue(ctx, q.Code, matched)
		if err != nil {
			return nil, nil, fmt.Errorf("%s at %s: %w", q.Code, track.StampOf(p.at), err)
		}
		if in.Queues = append(in.Queues, list...); !known {
			unknown = append(unknown, q.Code)
		}
	}
	if in.Acts, err = p.shopActs(ctx); err != nil {
		return nil, nil, err
	}
	for _, t := range track.DeriveShop(in).Tasks {
		tasks = append(tasks, TaskRow{Task: t})
	}
	return tasks, unknown, nil
}

// queue is one list as it was then, with its past; what it held that is not known is left out. How many facts waited for an
// order follows from the facts where it was not kept.
func (p *Moment) queue(ctx context.Context, code string, matched int) (list []track.Queue, known bool, err error) {
	held, err := p.r.levels(ctx, code, p.at.UnixMilli())
	if err != nil {
		return nil, false, err
	}
	list, err = p.r.queue(ctx, code, p.at.UnixMilli(), held)
	known = true
	out := list[:0]
	for _, q := range list {
		if _, kept := held[q.Subject]; !kept && q.Spans[len(q.Spans)-1].To.IsZero() {
			if code != "unmatched" {
				known = false
				continue
			}
			if q.N, err = p.Waiting(ctx, matched); err != nil {
				return nil, false, err
			}
		}
		out = append(out, q)
	}
	return out, known, err
}

// shopActs is what people had done about the shop's own tasks by then.
func (p *Moment) shopActs(ctx context.Context) ([]track.Event, error) {
	seqs, err := p.find(ctx, "SELECT seq FROM events e WHERE $1 = '' AND "+actsOfShop, "")
	if err != nil {
		return nil, err
	}
	acts, err := p.load(ctx, seqs)
	if err != nil {
		return nil, err
	}
	m, err := p.standpointOn(ctx, acts)
	if err != nil {
		return nil, err
	}
	var out []track.Event
	for _, s := range acts {
		if m.standing(s).live {
			out = append(out, s.Event)
		}
	}
	return out, nil
}
