package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"ordertrail/track"
)

// Tx is a write transaction. What it reads is what it has written; derived states follow at Settle or at the end.
type Tx struct {
	*Reader
	s      *Store
	w      *writer
	now    time.Time
	change Change
	orders map[string]bool // touched, for Change

	last     int64  // seq of the newest event
	lastHash []byte // its hash
	touched  seqSet
	relive   seqSet // whose liveness or freshness must be looked at again
	arrived  map[voice]bool
	runs     map[int64]bool // known to exist
	cache    map[int64]*stored
	people   map[string]track.Customer // kept for the first time, as they are read back
	counts   map[string]int64
	words    []wordRow
	rawKept  string      // hash of the raw text that was kept last
	decideBy track.Rules // see rules
	past     *past       // see dawn

	unlearned map[string]bool // days on which journeys ended that changed

	silent   map[string][]track.Span // the carriers' silences under which this transaction derives; nil until they are read
	woken    map[voice]bool          // who was silent, or spoke for a carrier for the first time
	speakers map[voice]bool          // source and carrier known to belong together
	queues   map[string]bool         // codes of lists that people empty, touched
	shop     bool                    // the shop's own tasks must be looked at again
	later    bool                    // they are looked at when the import is whole
	ended    bool
}

// Update calls f in a write transaction and commits. When f returns an error, or the commit does, nothing is written.
// Derived states of everything touched are settled before the commit, so that facts and status leave in one piece.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	change, err := s.update(ctx, f)
	if err == nil {
		s.announce(change)
	}
	return err
}

func (s *Store) announce(c Change) {
	if s.opts.OnCommit != nil && !c.IsZero() {
		s.opts.OnCommit(c)
	}
}

func (s *Store) update(ctx context.Context, f func(*Tx) error) (Change, error) {
	tx, err := s.begin(ctx)
	if err != nil {
		return Change{}, err
	}
	defer func() {
		if !tx.ended { // f panicked
			_ = tx.giveUp() // what it panicked with is told
		}
	}()
	return tx.end(ctx, f(tx))
}

// begin begins a write transaction, once nobody else has one; whoever begins it ends it.
func (s *Store) begin(ctx context.Context) (*Tx, error) {
	if err := s.writer.enter(ctx); err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	if err := s.writer.run(context.WithoutCancel(ctx), "BEGIN IMMEDIATE"); err != nil {
		s.writer.leave()
		return nil, fmt.Errorf("write: %w", err)
	}
	return s.newTx(), nil
}

// end settles and commits, or gives up when something failed, and lets the next one in.
func (tx *Tx) end(ctx context.Context, err error) (Change, error) {
	if err == nil {
		err = tx.commit(ctx)
	}
	if err != nil {
		return Change{}, errors.Join(err, tx.giveUp())
	}
	tx.ended = true
	tx.s.version.Add(1)
	tx.s.writer.leave()
	return tx.changed(), nil
}

// giveUp takes everything back that the transaction wrote, and lets the next one in.
func (tx *Tx) giveUp() error {
	tx.ended = true
	tx.s.memory = nil // of histories that may not have been kept
	defer tx.s.writer.leave()
	return tx.s.writer.rollback()
}

func (tx *Tx) commit(ctx context.Context) error {
	if err := tx.Settle(ctx); err != nil {
		return fmt.Errorf("settle: %w", err)
	}
	if tx.later {
		tx.shop = false
		clear(tx.queues)
	}
	if err := tx.settleShop(ctx); err != nil {
		return fmt.Errorf("settle the shop's own tasks: %w", err)
	}
	if err := tx.markClock(); err != nil {
		return fmt.Errorf("mark the clock: %w", err)
	}
	// A commit is not torn by an impatient caller; loops look at ctx themselves.
	if err := tx.w.run(context.WithoutCancel(ctx), "COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

func (s *Store) newTx() *Tx {
	rules := s.opts.Rules()
	return &Tx{
		Reader: &Reader{q: s.writer, zone: zoneOf(rules)}, s: s, decideBy: rules, w: s.writer, now: s.opts.Now().UTC().Truncate(time.Millisecond),
		orders: map[string]bool{}, arrived: map[voice]bool{}, runs: map[int64]bool{0: true},
		cache: map[int64]*stored{}, people: map[string]track.Customer{}, counts: map[string]int64{},
		unlearned: map[string]bool{}, woken: map[voice]bool{}, speakers: map[voice]bool{}, queues: map[string]bool{},
	}
}

// Now is the instant of this transaction; everything it records carries it.
func (tx *Tx) Now() time.Time { return tx.now }

// exec runs one statement. It does not listen to the caller's context: half a statement helps nobody.
func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.w.exec(context.Background(), query, args...)
	return err
}

// Append records facts and says how many were not known before. A known fact is not recorded again, but that it was
// seen once more, and where, is.
func (tx *Tx) Append(ctx context.Context, facts ...Recorded) (added int, err error) {
	err = chunks(facts, 500, func(part []Recorded) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := tx.appendPart(ctx, part)
		added += n
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("append events: %w", err)
	}
	return added, nil
}

func (tx *Tx) appendPart(ctx context.Context, part []Recorded) (added int, err error) {
	tx.trim()
	if err := tx.findEnd(ctx); err != nil {
		return 0, err
	}
	for i := range part {
		if run := part[i].Run; !tx.runs[run] {
			if _, err := tx.Run(ctx, run); err != nil {
				return 0, err
			}
			tx.runs[run] = true
		}
	}
	ids := make([]string, len(part))
	people := make([]string, len(part))
	for i := range part {
		people[i] = seal(&part[i])
		ids[i] = part[i].Event.ID
	}
	known, err := tx.seqs(ctx, ids)
	if err != nil {
		return 0, err
	}
	var fresh []*stored
	for i := range part {
		seq, seen := known[ids[i]]
		if !seen {
			e, err := tx.insertEvent(part[i], people[i])
			if err != nil {
				return 0, fmt.Errorf("event %s: %w", ids[i], err)
			}
			seq, fresh = e.seq, append(fresh, e)
			known[ids[i]] = seq
		} else {
			tx.relive.add(seq)
		}
		if err := tx.sight(ctx, seq, part[i]); err != nil {
			return 0, err
		}
	}
	return len(fresh), tx.retractions(ctx, fresh)
}

// seal sets the hashes and the id that are not set yet and returns the customer's JSON.
func seal(r *Recorded) (person string) {
	hash, person := HashCustomer(r.Customer)
	if r.Event.PersonHash == "" {
		r.Event.PersonHash = hash
	}
	if r.Event.RawHash == "" && r.Raw != "" {
		r.Event.RawHash = HashText(r.Raw)
	}
	if r.Event.ID == "" {
		r.Event = r.Event.Sealed()
	}
	return person
}

// findEnd learns the end of the log once per transaction.
func (tx *Tx) findEnd(ctx context.Context) error {
	if tx.lastHash != nil {
		return nil
	}
	rows, err := tx.w.query(ctx, "SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")
	if err != nil {
		return err
	}
	tx.lastHash = []byte{}
	_, err = collect(rows, func(r *sql.Rows) (int, error) { return 0, r.Scan(&tx.last, &tx.lastHash) })
	return err
}

// seqs finds the places of known events.
func (tx *Tx) seqs(ctx context.Context, ids []string) (map[string]int64, error) {
	rows, err := tx.w.query(ctx, "SELECT id, seq FROM events WHERE id IN (SELECT value FROM json_each($1))", jsonList(ids))
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	_, err = collect(rows, func(r *sql.Rows) (int, error) {
		var id string
		var seq int64
		err := r.Scan(&id, &seq)
		out[id] = seq
		return 0, err
	})
	return out, err
}

const insertEvent = `INSERT INTO events (seq, id, facts, recorded_at, hash, kind, source, order_key, return_id, retracts, phase,
  as_of, run, live, order_id, parcel_id) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,1,$14,'')`

func (tx *Tx) insertEvent(r Recorded, person string) (*stored, error) {
	e := r.Event
	facts, err := factsOf(e)
	if err != nil {
		return nil, err
	}
	bound, err := factsOf(e.Bound())
	if err != nil {
		return nil, err
	}
	recorded := millis(tx.now)
	tx.last++
	tx.lastHash = chained(tx.lastHash, e.ID, bound, recorded)
	e.Recorded, e.AsOf, e.Run, e.OrderID = tx.now, r.AsOf, r.Run, statedOrder(e)
	e.At = occurredAt(e, tx.zone)
	if err := tx.exec(insertEvent, tx.last, e.ID, facts, recorded, tx.lastHash, string(e.Kind), e.Source.ID, e.Order.Key(),
		e.Return, e.Retracts, string(e.Phase), string(r.AsOf), r.Run, e.OrderID); err != nil {
		return nil, err
	}
	if err := tx.keepBeside(r, person); err != nil {
		return nil, err
	}
	s := &stored{Event: e.AsFact(), seq: tx.last, live: true, fresh: true}
	if err := tx.index(s); err != nil {
		return nil, err
	}
	tx.remember(s)
	tx.touched.add(s.seq)
	tx.shop = tx.shop || isActOfShop(e)
	return s, nil
}

// keepBeside keeps the raw text and the customer under their hashes; what was erased stays erased.
func (tx *Tx) keepBeside(r Recorded, person string) error {
	if err := tx.keepRaw(r); err != nil {
		return fmt.Errorf("keep raw text: %w", err)
	}
	if fact := r.Event.AsFact(); fact.TextHash != "" && r.Event.Text != "" {
		if err := tx.exec("INSERT INTO raws (hash, text) VALUES ($1, $2) ON CONFLICT DO NOTHING", fact.TextHash, r.Event.Text); err != nil {
			return fmt.Errorf("keep words: %w", err)
		}
	}
	if err := tx.keepPerson(r, person); err != nil {
		return fmt.Errorf("keep customer: %w", err)
	}
	return nil
}

// keepPerson keeps a customer. One who comes for the first time is not read again to be named, unless JSON keeps them otherwise.
func (tx *Tx) keepPerson(r Recorded, person string) error {
	if person == "" {
		return nil
	}
	email := strings.ToLower(strings.TrimSpace(r.Customer.Email))
	res, err := tx.w.exec(context.Background(), "INSERT INTO people (hash, email, customer) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
		r.Event.PersonHash, email, person)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 || strings.Contains(person, `\ufffd`) {
		return err
	}
	tx.people[r.Event.PersonHash] = r.Customer
	return nil
}

// sight notes that r states the event, and that its source was heard of.
func (tx *Tx) sight(ctx context.Context, seq int64, r Recorded) error {
	const note = "INSERT OR IGNORE INTO sightings (event_seq, run, row, sheet, as_of, recorded_at) VALUES ($1,$2,$3,$4,$5,$6)"
	if err := tx.exec(note, seq, r.Run, r.Row, r.Sheet, string(r.AsOf), millis(tx.now)); err != nil {
		return fmt.Errorf("note sighting: %w", err)
	}
	if kind := r.Event.Source.Kind; r.Event.Kind.IsAct() || kind == track.SourcePerson || kind == track.SourceStation {
		return nil // what our own people record is no feed
	}
	if v, speaks := speaker(&r.Event); speaks {
		if err := tx.arrive(ctx, v); err != nil {
			return err
		}
	}
	return tx.arrive(ctx, voice{source: r.Event.Source.ID})
}

// retractions marks for a second look what new retractions take back, and new facts that were taken back before they came.
func (tx *Tx) retractions(ctx context.Context, fresh []*stored) error {
	var targets, ids []string
	for _, e := range fresh {
		ids = append(ids, e.ID)
		if e.Kind == track.Retraction && e.Retracts != "" {
			targets = append(targets, e.Retracts)
		}
	}
	taken, err := all(ctx, tx.w, scanText,
		"SELECT retracts FROM events WHERE retracts <> '' AND retracts IN (SELECT value FROM json_each($1))", jsonList(ids))
	if err != nil {
		return err
	}
	found, err := tx.seqs(ctx, append(targets, taken...))
	if err != nil {
		return err
	}
	for _, seq := range found {
		tx.relive.add(seq)
	}
	return nil
}
