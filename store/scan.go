package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Scan is one barcode as a station read it, and what it was told.
type Scan struct {
	ID       string // chosen by the sender: the same id is recorded once
	At       time.Time
	Station  string
	Operator string
	Raw      string
	Meaning  string
	Verdict  string
	Code     string
	OrderID  string
	Events   []string        // ids of what it recorded
	Answer   json.RawMessage // what the station was told, to be told again
}

// AddScan records a scan in the transaction that records what it means. A scan whose id is known is not recorded again:
// the caller asks ScanByID first and repeats its answer. Scans of a station keep their order also when several share a
// millisecond or the clock was set back: each is at least a millisecond after the one before.
func (tx *Tx) AddScan(s Scan) error {
	if s.Events == nil {
		s.Events = []string{}
	}
	if len(s.Answer) == 0 {
		s.Answer = json.RawMessage("{}")
	}
	tx.change.Queues = true
	if s.OrderID != "" {
		tx.change.Benched = append(tx.change.Benched, s.OrderID)
	}
	err := tx.exec(`INSERT INTO scans (id, at, station, operator, raw, meaning, verdict, code, order_id, events, answer)
		VALUES ($1,max($2, (SELECT coalesce(max(at), 0) + 1 FROM scans WHERE station = $3)),$3,$4,$5,$6,$7,$8,$9,$10,$11)`, s.ID, millis(tx.now), s.Station, s.Operator, s.Raw, s.Meaning, s.Verdict, s.Code,
		s.OrderID, jsonList(s.Events), string(s.Answer))
	if err != nil {
		return fmt.Errorf("record scan %s: %w", s.ID, err)
	}
	return nil
}

const scanColumns = "id, at, station, operator, raw, meaning, verdict, code, order_id, events, answer"

func scanScan(r *sql.Rows) (s Scan, err error) {
	var at int64
	var events, answer string
	err = r.Scan(&s.ID, &at, &s.Station, &s.Operator, &s.Raw, &s.Meaning, &s.Verdict, &s.Code, &s.OrderID, &events, &answer)
	if err != nil {
		return s, err
	}
	s.At, s.Answer = instant(at), json.RawMessage(answer)
	return s, json.Unmarshal([]byte(events), &s.Events)
}

// ScanByID reads a recorded scan; found is false when it has not been recorded.
func (r *Reader) ScanByID(ctx context.Context, id string) (s Scan, found bool, err error) {
	s, err = one(ctx, r.q, scanScan, "SELECT "+scanColumns+" FROM scans WHERE id = $1", id)
	if errors.Is(err, ErrNotFound) {
		return Scan{}, false, nil
	}
	return s, err == nil, err
}

// Scans lists the newest scans of a station, at most limit.
func (r *Reader) Scans(ctx context.Context, station string, limit int) ([]Scan, error) {
	list, err := all(ctx, r.q, scanScan, "SELECT "+scanColumns+" FROM scans WHERE station = $1 ORDER BY at DESC, id DESC LIMIT $2", station, limit)
	if err != nil {
		return nil, fmt.Errorf("scans of %s: %w", station, err)
	}
	return list, nil
}

// ScansBetween calls f with every scan in a span of time, oldest first.
func (r *Reader) ScansBetween(ctx context.Context, from, to time.Time, f func(Scan) error) error {
	list, err := all(ctx, r.q, scanScan, "SELECT "+scanColumns+" FROM scans WHERE at >= $1 AND at < $2 ORDER BY at, id", millis(from), millis(to))
	if err != nil {
		return fmt.Errorf("scans: %w", err)
	}
	for _, s := range list {
		if err := f(s); err != nil {
			return err
		}
	}
	return nil
}

// ScansOf lists the scans about one order, oldest first.
func (r *Reader) ScansOf(ctx context.Context, orderID string) ([]Scan, error) {
	return all(ctx, r.q, scanScan, "SELECT "+scanColumns+" FROM scans WHERE order_id = $1 AND order_id <> '' ORDER BY at, id", orderID)
}

// ScanOf is the scan that recorded an event at a station, also one that no order was open for, as at a hand-over; found is
// false where no scan recorded it.
func (r *Reader) ScanOf(ctx context.Context, e Sighted) (s Scan, found bool, err error) {
	const near = 60_000 // milliseconds that a scan may be put later than what it recorded, see AddScan
	s, err = one(ctx, r.q, scanScan, "SELECT "+scanColumns+` FROM scans WHERE station = $1 AND at BETWEEN $2 AND $2 + $3
		AND EXISTS (SELECT 1 FROM json_each(events) WHERE value = $4) ORDER BY at LIMIT 1`, e.Station, millis(e.Recorded), near, e.ID)
	if errors.Is(err, ErrNotFound) {
		return Scan{}, false, nil
	}
	return s, err == nil, err
}

// BenchScan is one scan as far as the time spent on an order and what the bench refused depend on it.
type BenchScan struct {
	OrderID, Station, Verdict, Code string
	At                              time.Time
}

// BenchScans calls f with the scans of orders, those of one order after each other; with no ids, of every order.
func (r *Reader) BenchScans(ctx context.Context, ids []string, f func(BenchScan)) error {
	query, args := "SELECT order_id, station, at, verdict, code FROM scans WHERE order_id <> ''", []any{}
	if ids != nil {
		query, args = query+" AND order_id IN (SELECT value FROM json_each($1))", []any{jsonList(ids)}
	}
	rows, err := r.q.query(ctx, query+" ORDER BY order_id", args...)
	if err != nil {
		return fmt.Errorf("scans of orders: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var s BenchScan
		var at int64
		if err := rows.Scan(&s.OrderID, &s.Station, &at, &s.Verdict, &s.Code); err != nil {
			return fmt.Errorf("scans of orders: %w", err)
		}
		s.At = instant(at)
		f(s)
	}
	return rows.Err()
}
