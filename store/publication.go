package store

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ordertrail/track"
)

// Publication is a month whose figures were handed out. It is a fact: nothing changes its figures, neither a rebuild nor an erase.
type Publication struct {
	Month   string // YYYY-MM
	Edition int    // from 1
	At      time.Time
	By      string
	Version string // of the definitions
	Body    []byte
}

// Publish keeps the figures of a month as its next edition, and says which that is. The body is JSON packed by gzip, so that an
// erase finds the words in it.
func (tx *Tx) Publish(ctx context.Context, p Publication) (edition int, err error) {
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(edition), 0) FROM publications WHERE month = $1", p.Month)
	if err != nil {
		return 0, fmt.Errorf("publish %s: %w", p.Month, err)
	}
	tx.change.Settings = true
	err = tx.exec("INSERT INTO publications (month, edition, at, by, version, body, sha256) VALUES ($1,$2,$3,$4,$5,$6,$7)",
		p.Month, last+1, millis(tx.now), p.By, p.Version, p.Body, sumOf(p.Body))
	if err != nil {
		return 0, fmt.Errorf("publish %s: %w", p.Month, err)
	}
	return int(last) + 1, nil
}

// Publications lists the newest edition of every published month, oldest month first, without their bodies.
func (r *Reader) Publications(ctx context.Context) ([]Publication, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (p Publication, err error) {
		var at int64
		err = r.Scan(&p.Month, &p.Edition, &at, &p.By, &p.Version)
		p.At = instant(at)
		return p, err
	}, `SELECT month, edition, at, by, version FROM publications p
		WHERE edition = (SELECT max(edition) FROM publications q WHERE q.month = p.month) ORDER BY month`)
	if err != nil {
		return nil, fmt.Errorf("published months: %w", err)
	}
	return list, nil
}

// Publication reads the newest edition of a month; found is false when it was never published.
func (r *Reader) Publication(ctx context.Context, month string) (p Publication, found bool, err error) {
	var sum string
	p, err = one(ctx, r.q, func(r *sql.Rows) (p Publication, err error) {
		var at int64
		err = r.Scan(&p.Month, &p.Edition, &at, &p.By, &p.Version, &p.Body, &sum)
		p.At = instant(at)
		return p, err
	}, "SELECT month, edition, at, by, version, body, sha256 FROM publications WHERE month = $1 ORDER BY edition DESC LIMIT 1", month)
	switch {
	case errors.Is(err, ErrNotFound):
		return Publication{}, false, nil
	case err != nil:
		return Publication{}, false, fmt.Errorf("published figures of %s: %w", month, err)
	case sumOf(p.Body) != sum:
		return Publication{}, false, fmt.Errorf("%w: the published figures of %s are not the ones that were published", ErrDamaged, month)
	}
	return p, true, nil
}

func sumOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// checkPublications looks whether every published month is still what was published.
func checkPublications(ctx context.Context, q querier, report func(Problem)) error {
	_, err := all(ctx, q, func(r *sql.Rows) (int, error) {
		var month, sum string
		var edition int
		var body []byte
		err := r.Scan(&month, &edition, &body, &sum)
		if err == nil && sumOf(body) != sum {
			report(Problem{"publication", fmt.Sprintf("the figures published for %s (edition %d) are not the ones that were published", month, edition)})
		}
		return 0, err
	}, "SELECT month, edition, body, sha256 FROM publications")
	return err
}

// After lists the facts about some orders that were recorded after an instant, oldest first, those that count no longer too.
func (r *Reader) After(ctx context.Context, since time.Time, orderIDs []string) ([]track.Event, error) {
	list, err := r.events(ctx, `WHERE e.order_id <> '' AND e.order_id IN (SELECT value FROM json_each($1)) AND e.recorded_at > $2
		ORDER BY e.recorded_at, e.seq`, jsonList(orderIDs), millis(since))
	if err != nil {
		return nil, fmt.Errorf("facts since %s: %w", track.DateStamp(since), err)
	}
	return list, nil
}

// Undone is an import that was taken back, and an order that it said something about.
type Undone struct {
	Order string // its key, as track.OrderKey makes it
	Run   Run
}

// UndoneAfter lists the imports taken back after an instant that said something about orders with these numbers.
func (r *Reader) UndoneAfter(ctx context.Context, since time.Time, numbers []string) ([]Undone, error) {
	keys := make([]string, len(numbers))
	for i, n := range numbers {
		keys[i] = track.OrderKey(n)
	}
	list, err := all(ctx, r.q, func(r *sql.Rows) (u Undone, err error) {
		var at int64
		err = r.Scan(&u.Order, &u.Run.Number, &u.Run.File, &at)
		u.Run.Undone = instant(at)
		return u, err
	}, `SELECT DISTINCT e.order_key, r.id, r.file, r.undone_at FROM runs r JOIN sightings s ON s.run = r.id JOIN events e ON e.seq = s.event_seq
		WHERE r.undone_at > $1 AND e.order_key <> '' AND e.order_key IN (SELECT value FROM json_each($2)) ORDER BY e.order_key, r.id`, millis(since), jsonList(keys))
	if err != nil {
		return nil, fmt.Errorf("imports taken back since %s: %w", track.DateStamp(since), err)
	}
	return list, nil
}

// erasePublications replaces the words in published months that name the person. Their figures stay.
func (tx *Tx) erasePublications(ctx context.Context, who track.Mentions) error {
	type edition struct {
		month string
		n     int
	}
	list, err := all(ctx, tx.w, func(r *sql.Rows) (e edition, err error) { return e, r.Scan(&e.month, &e.n) }, "SELECT month, edition FROM publications")
	if err != nil {
		return err
	}
	for _, e := range list {
		body, err := one(ctx, tx.w, func(r *sql.Rows) (b []byte, err error) { return b, r.Scan(&b) },
			"SELECT body FROM publications WHERE month = $1 AND edition = $2", e.month, e.n)
		if err != nil {
			return err
		}
		without, found, err := withoutWords(body, who)
		if err != nil {
			return fmt.Errorf("%w: the published figures of %s: %w", ErrDamaged, e.month, err)
		}
		if !found {
			continue
		}
		if err := tx.exec("UPDATE publications SET body = $3, sha256 = $4, erased_at = max($5, erased_at + 1) WHERE month = $1 AND edition = $2",
			e.month, e.n, without, sumOf(without), millis(tx.now)); err != nil {
			return err
		}
	}
	return nil
}

// withoutWords is a packed body without the texts that name the person, and whether there were any.
func withoutWords(body []byte, who track.Mentions) (without []byte, found bool, err error) {
	r, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, false, err
	}
	numbers := json.NewDecoder(r)
	numbers.UseNumber() // they are written again as they were
	var v any
	if err := numbers.Decode(&v); err != nil {
		return nil, false, err
	}
	if v, found = replaced(v, who); !found {
		return nil, false, nil
	}
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	err = errors.Join(json.NewEncoder(w).Encode(v), w.Close())
	return out.Bytes(), true, err
}

// replaced is a JSON value without the texts that name the person, and whether there were any.
func replaced(v any, who track.Mentions) (_ any, found bool) {
	put := func(part any) any {
		part, here := replaced(part, who)
		found = found || here
		return part
	}
	switch v := v.(type) {
	case string:
		if who.In(v) {
			return track.ErasedWord(v), true
		}
	case []any:
		for i := range v {
			v[i] = put(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = put(v[name])
		}
	}
	return v, found
}
