package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"hash/maphash"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"modernc.org/sqlite"

	"ordertrail/store/internal/lean"
)

// review derives everything from the facts and holds it against what stands: the transaction reads, several judges work out
// what the facts give, and only what differs is written. What stands beside the orders is compared by its census.
type review struct {
	tx      *Tx
	seed    maphash.Seed
	past    *sharedPast
	under   []*stretch // read and not yet taken in, oldest first
	work    chan *stretch
	waiting seqSet // facts found to wait for their order
	keys    census
	speaks  map[voice]*stored
	orders  int64
	besides map[string]census
	counts  map[string]int64
	anew    bool // nothing stands: every row that is found is written
	told    func(done, of int)
	done    int // facts that were judged
	of      int
}

// reviewStep is about how many events are judged at a time.
const reviewStep = 1000

// review reports whether everything that was not rewritten stood as it should. When it did not, what was written is only
// of use after everything derived was forgotten.
func (tx *Tx) review(ctx context.Context, anew bool, told func(done, of int)) (sound bool, err error) {
	if tx.silent, err = tx.silentTimes(ctx, tx.now, forever); err != nil {
		return false, err
	}
	defer Room(roomToRebuild)()
	v := &review{
		tx: tx, seed: maphash.MakeSeed(), work: make(chan *stretch), anew: anew, told: told,
		speaks: map[voice]*stored{}, besides: map[string]census{}, counts: map[string]int64{},
	}
	if v.past, err = tx.sharePast(ctx); err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, v.past.close()) }()
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(seq), 0) FROM events")
	if err != nil {
		return false, err
	}
	v.of = int(last)
	var keys census
	kin, err := tx.kinship(ctx, last, func(key, places string) { keys.count(v.seed, []byte(key+"\x1f"+places)) })
	if err != nil {
		return false, err
	}
	if err := v.judgeAll(ctx, kin); err != nil {
		return false, err
	}
	if keys != v.keys {
		return false, nil
	}
	return v.settle(ctx)
}

// judgeAll has every family judged and takes in what was found, in order.
func (v *review) judgeAll(ctx context.Context, kin *kinship) error {
	n := runtime.GOMAXPROCS(0)
	var judges sync.WaitGroup
	defer judges.Wait()
	defer close(v.work)
	rules := v.tx.rules()
	rules.Past = v.past
	for range n {
		d := v.tx.s.opts.Deciders
		j := &judge{d, deriver{derive: d.Derive, now: v.tx.now, rules: rules, zone: v.tx.zone}, v.seed}
		judges.Go(func() {
			for s := range v.work {
				s.found <- j.judge(s)
			}
		})
	}
	err := kin.each(reviewStep, func(seqs []int64) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		s, err := v.read(ctx, seqs)
		if err != nil {
			return err
		}
		v.under = append(v.under, s)
		for err == nil && len(v.under) > 3*n {
			err = v.takeIn(ctx, <-v.under[0].found)
		}
		for sent := false; err == nil && !sent; {
			select {
			case v.work <- s:
				sent = true
			case f := <-v.under[0].found:
				err = v.takeIn(ctx, f)
			}
		}
		return err
	})
	for err == nil && len(v.under) > 0 {
		if err = ctx.Err(); err == nil {
			err = v.takeIn(ctx, <-v.under[0].found)
		}
	}
	return err
}

const (
	unreadOf = "SELECT " + storedColumns + " FROM events e WHERE e.seq IN (SELECT value FROM json_each($1))"
	seenOf   = `SELECT s.event_seq, s.run, s.recorded_at, coalesce(r.undone_at, 0), s.as_of FROM sightings s LEFT JOIN runs r ON r.id = s.run AND s.run > 0
		WHERE s.event_seq IN (SELECT value FROM json_each($1))`
	keptOrders = "SELECT " + orderColumns + `, o.key, o.last_on, coalesce(p.customer, ''), w.numbers, w.customer, w.items FROM orders o
		LEFT JOIN people p ON p.hash = o.person AND o.person <> '' LEFT JOIN order_words w ON w.n = o.n
		WHERE o.n IN (SELECT value FROM json_each($1))`
)

// read reads what is known about some families of events.
func (v *review) read(ctx context.Context, seqs []int64) (*stretch, error) {
	s := &stretch{found: make(chan found, 1)}
	list := jsonSeqs(seqs)
	var err error
	if s.events, err = all(ctx, v.tx.w, scanFact, unreadOf, list); err != nil {
		return nil, err
	}
	if s.sightings, err = all(ctx, v.tx.w, scanSighting, seenOf, list); err != nil || v.anew {
		return s, err
	}
	s.kept, err = all(ctx, v.tx.w, func(r *sql.Rows) (*keptOrder, error) {
		k := &keptOrder{}
		err := r.Scan(&k.n, &k.id, &k.source, &k.number, &k.placed, &k.check, &k.person, &k.customer, &k.text, &k.key, &k.last, &k.who, &k.numbers, &k.wordsWho, &k.items)
		return k, err
	}, keptOrders, list)
	return s, err
}

// takeIn writes what the oldest stretch gives and is not there.
func (v *review) takeIn(ctx context.Context, f found) error {
	v.done += len(v.under[0].events)
	v.under = v.under[1:]
	if err := errors.Join(f.err, v.past.wrong()); err != nil {
		return err
	}
	for _, e := range f.moved {
		if err := v.tx.exec("UPDATE events SET live = $2, as_of = $3, run = $4, order_id = $5, parcel_id = $6 WHERE seq = $1",
			e.seq, e.live, string(e.AsOf), e.Run, e.OrderID, e.ParcelID); err != nil {
			return err
		}
	}
	for _, seq := range f.waiting {
		v.waiting.add(seq)
	}
	v.countKeys(f.keys)
	for pair, e := range f.speaks {
		if first := v.speaks[pair]; first == nil || e.seq < first.seq {
			v.speaks[pair] = e
		}
	}
	v.orders += f.orders
	for table, c := range f.besides {
		sum := v.besides[table]
		sum.add(c)
		v.besides[table] = sum
	}
	for name, n := range f.counters {
		v.counts[name] += n
	}
	if err := v.change(ctx, f.changed); err != nil {
		return err
	}
	if v.told != nil {
		v.told(v.done, v.of)
	}
	v.tx.words = append(v.tx.words, f.words...)
	if len(v.tx.words) < wordStep {
		return nil
	}
	return v.tx.flushWords()
}

// countKeys counts the parcel keys of whole families as kinship reads them: each with the places of its events in order.
func (v *review) countKeys(keys []keyed) {
	slices.SortFunc(keys, func(a, b keyed) int { return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.seq, b.seq)) })
	keys = slices.Compact(keys)
	var row []byte
	for i, k := range keys {
		if i == 0 || keys[i-1].key != k.key {
			row = append(append(row[:0], k.key...), 0x1f)
		} else {
			row = append(row, ',')
		}
		row = strconv.AppendInt(row, k.seq, 10)
		if i+1 == len(keys) || keys[i+1].key != k.key {
			v.keys.count(v.seed, row)
		}
	}
}

// change writes the orders that stand otherwise now: first what goes, then what comes, so that a parcel may move from one to
// another.
func (v *review) change(ctx context.Context, changed []change) error {
	var unnamed []*orderRow
	for _, c := range changed {
		if c.is != nil && !c.named {
			unnamed = append(unnamed, c.is)
		}
	}
	if err := v.tx.nameCustomers(ctx, unnamed); err != nil {
		return err
	}
	for _, c := range changed {
		if c.was == nil || c.is != nil && c.was.isSame(c.is) {
			continue
		}
		if err := lean.Unmarshal(c.was.text, &c.was.state); err != nil {
			return fmt.Errorf("%w: state of order %s: %w", ErrDamaged, c.was.id, err)
		}
		if err := v.tx.removeParts(&c.was.orderRow, c.is); err != nil {
			return err
		}
	}
	for _, c := range changed {
		if c.is == nil {
			continue
		}
		if err := v.tx.writeOrder(c.was.row(), c.is); err != nil {
			return err
		}
	}
	return nil
}

// settle brings the small lists up to what was found and reports whether the large ones hold it.
func (v *review) settle(ctx context.Context) (sound bool, err error) {
	if err := v.tx.flushWords(); err != nil {
		return false, err
	}
	for _, table := range []string{"orders", "order_words"} {
		n, err := one(ctx, v.tx.w, scanInt, "SELECT count(*) FROM "+table)
		if err != nil || n != v.orders {
			return false, err
		}
	}
	for _, b := range besides {
		c, err := censusOf(ctx, v.tx.w, v.seed, b.rows)
		if err != nil || c != v.besides[b.insert] {
			return false, err
		}
	}
	if same, err := v.sameSpeakers(ctx); err != nil || !same {
		return false, err
	}
	if err := v.settleWaiting(ctx); err != nil {
		return false, err
	}
	return true, v.settleCounters(ctx)
}

// sameSpeakers reports whether the sources speak of the carriers that they are noted to speak of: the silences by which
// everything was judged rest on it.
func (v *review) sameSpeakers(ctx context.Context) (bool, error) {
	n, same := 0, true
	_, err := all(ctx, v.tx.w, func(r *sql.Rows) (none struct{}, err error) {
		var who voice
		var since int64
		err = r.Scan(&who.source, &who.carrier, &since)
		first := v.speaks[who]
		n, same = n+1, same && first != nil && millis(first.Recorded) == since
		return none, err
	}, "SELECT source, carrier, since_at FROM feed_carriers ORDER BY carrier, source")
	return same && n == len(v.speaks), err
}

// settleWaiting writes which facts wait for their order.
func (v *review) settleWaiting(ctx context.Context) error {
	var stale []int64
	var listed seqSet
	_, err := all(ctx, v.tx.w, func(r *sql.Rows) (none struct{}, err error) {
		var seq int64
		err = r.Scan(&seq)
		if listed.add(seq); !v.waiting.has(seq) {
			stale = append(stale, seq)
		}
		return none, err
	}, "SELECT event_seq FROM unmatched ORDER BY event_seq")
	if err != nil {
		return err
	}
	for _, seq := range stale {
		if err := v.tx.exec("DELETE FROM unmatched WHERE event_seq = $1", seq); err != nil {
			return err
		}
	}
	return v.waiting.each(settleStep, func(part []int64) error {
		v.counts["unmatched"] += int64(len(part))
		for _, seq := range part {
			if listed.has(seq) {
				continue
			}
			if err := v.tx.exec("INSERT INTO unmatched (event_seq) VALUES ($1)", seq); err != nil {
				return err
			}
		}
		return nil
	})
}

// settleCounters writes the counters as they were counted.
func (v *review) settleCounters(ctx context.Context) error {
	clear(v.tx.counts)
	_, err := all(ctx, v.tx.w, func(r *sql.Rows) (none struct{}, err error) {
		var name string
		var n int64
		err = r.Scan(&name, &n)
		v.tx.counts[name] = -n
		return none, err
	}, "SELECT name, n FROM counters")
	if err != nil {
		return err
	}
	for name, n := range v.counts {
		v.tx.counts[name] += n
	}
	return v.tx.writeCounters()
}

// isConstraint reports whether a row was refused because another one stands in its place.
func isConstraint(err error) bool {
	var refused *sqlite.Error
	return errors.As(err, &refused) && refused.Code()&0xff == 19 // SQLITE_CONSTRAINT
}
