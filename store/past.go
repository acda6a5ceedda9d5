package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"ordertrail/track"
)

// memory is what was read of the kept histories; the writer's stays from one transaction to the next.
type memory struct {
	checked track.Date   // the day for which the newest history was made, or found not to be due
	days    []track.Date // of the kept histories, oldest first
	said    map[track.Date]*track.History
	made    map[track.Date]*track.History // those made since the file was opened, which a reader may not see yet
}

// muchMemory is how many histories are kept decoded.
const muchMemory = 500

// past answers package track from the kept histories. It is only asked while a transaction lasts; what went wrong while
// reading stands in err.
type past struct {
	*memory
	ctx context.Context
	q   querier
	err error
}

// On is the history of a day: what was known after the last day before it on which something was recorded.
func (p *past) On(day track.Date) *track.History {
	i, found := slices.BinarySearch(p.days, day)
	if !found {
		i--
	}
	if i < 0 || p.err != nil {
		return nil
	}
	day = p.days[i]
	if h := p.made[day]; h != nil {
		return h
	}
	if h := p.said[day]; h != nil {
		return h
	}
	text, err := one(p.ctx, p.q, scanText, "SELECT said FROM histories WHERE day = $1", string(day))
	h := &track.History{}
	if err == nil {
		err = json.Unmarshal([]byte(text), h)
	}
	if err != nil {
		p.err = fmt.Errorf("%w: history of %s: %w", ErrDamaged, day, err)
		return nil
	}
	if len(p.said) >= muchMemory {
		clear(p.said)
	}
	p.said[day] = h.Ready()
	return h
}

// recall begins a memory with the days that there are.
func recall(ctx context.Context, q querier) (*memory, error) {
	days, err := all(ctx, q, scanText, "SELECT day FROM histories ORDER BY day")
	if err != nil {
		return nil, fmt.Errorf("read histories: %w", err)
	}
	m := &memory{said: map[track.Date]*track.History{}, made: map[track.Date]*track.History{}}
	for _, day := range days {
		m.days = append(m.days, track.Date(day))
	}
	return m, nil
}

// Past is what history said on each day, for whoever derives states outside the store. It answers while r lasts.
func (r *Reader) Past(ctx context.Context) (track.Past, error) {
	m, err := recall(ctx, r.q)
	if err != nil {
		return nil, err
	}
	return &past{memory: m, ctx: ctx, q: r.q}, nil
}

// dawn makes sure, before anything is derived, that the history of today is kept. The first transaction of a day makes it
// from the journeys as they stand: everything they rest on was recorded before today.
func (tx *Tx) dawn(ctx context.Context) error {
	if tx.past != nil {
		return nil
	}
	if tx.s.memory == nil {
		m, err := recall(ctx, tx.w)
		if err != nil {
			return err
		}
		tx.s.memory = m
	}
	if today := track.DateOf(tx.now, tx.zone); tx.s.memory.checked != today {
		if err := tx.learn(ctx, today); err != nil {
			return fmt.Errorf("learn from the past: %w", err)
		}
		tx.s.memory.checked = today
	}
	tx.past = &past{memory: tx.s.memory, ctx: ctx, q: tx.w}
	return nil
}

// learn keeps what is known at the start of a day under the day after the last one on which something was recorded, so that
// it does not matter on which days the program ran. A row that knows less was made while the clock was ahead; it is made anew.
func (tx *Tx) learn(ctx context.Context, today track.Date) error {
	type known struct{ seq, at int64 }
	last, err := one(ctx, tx.w, func(r *sql.Rows) (k known, err error) { return k, r.Scan(&k.seq, &k.at) },
		"SELECT seq, recorded_at FROM events WHERE recorded_at < $1 ORDER BY seq DESC LIMIT 1", millis(today.Start(tx.zone)))
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	day := track.DateOf(instant(last.at), tx.zone).AddDays(1)
	seq, err := one(ctx, tx.w, scanInt, "SELECT seq FROM histories WHERE day = $1", string(day))
	if err == nil && seq == last.seq {
		return nil
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	h, err := tx.history(ctx, day)
	if err != nil {
		return err
	}
	text, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("history of %s: %w", day, err)
	}
	m := tx.s.memory
	if i, found := slices.BinarySearch(m.days, day); !found {
		m.days = slices.Insert(m.days, i, day)
	}
	m.made[day] = h
	return tx.exec("INSERT OR REPLACE INTO histories (day, seq, said) VALUES ($1, $2, $3)", string(day), last.seq, string(text))
}

// sharedPast answers several at once, over a connection of its own.
type sharedPast struct {
	sync.Mutex
	past
	readers *readers
	link    *link
}

// sharePast is what history says to this transaction, for others who derive meanwhile.
func (tx *Tx) sharePast(ctx context.Context) (*sharedPast, error) {
	own, err := openReaders(tx.s.path, tx.s.opts.vfs)
	if err != nil {
		return nil, err
	}
	l, err := own.borrow(ctx)
	if err != nil {
		return nil, errors.Join(err, own.db.Close())
	}
	m := *tx.s.memory
	m.said = maps.Clone(m.said)
	return &sharedPast{past: past{memory: &m, ctx: ctx, q: l}, readers: own, link: l}, nil
}

// On is the history of a day.
func (p *sharedPast) On(day track.Date) *track.History {
	p.Lock()
	defer p.Unlock()
	return p.past.On(day)
}

// wrong is what went wrong while reading.
func (p *sharedPast) wrong() error {
	p.Lock()
	defer p.Unlock()
	return p.err
}

func (p *sharedPast) close() error {
	p.readers.giveBack(p.link)
	return p.readers.close()
}
