package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"ordertrail/track"
)

// standing is whether an event counts, and how fresh the freshest file was that stated it.
type standing struct {
	seq  int64
	live bool
	asOf track.Stamp
	run  int64
	said []track.Stamp // of each file that stated it, where it names a day; known of a moment only
}

// settleLive works out anew which of the marked events count. An event counts when an act or a run that is not undone
// stated it, and no retraction that counts takes it back. Retractions change the standing of others, so rounds follow
// until nothing changes; an event's id depends on its facts, so retractions cannot form a circle.
func (tx *Tx) settleLive(ctx context.Context) error {
	for !tx.relive.isEmpty() {
		again := tx.relive
		tx.relive = seqSet{}
		err := again.each(settleStep, func(part []int64) error { return tx.settleLivePart(ctx, part) })
		if err != nil {
			return fmt.Errorf("live events: %w", err)
		}
	}
	return nil
}

func (tx *Tx) settleLivePart(ctx context.Context, seqs []int64) error {
	tx.trim()
	list := jsonSeqs(seqs)
	now, err := tx.standings(ctx, list)
	if err != nil {
		return err
	}
	taken, err := all(ctx, tx.w, scanInt, `SELECT e.seq FROM events e JOIN events r ON r.retracts = e.id
		WHERE e.seq IN (SELECT value FROM json_each($1)) AND r.retracts <> '' AND r.kind = 'retraction' AND r.live = 1`, list)
	if err != nil {
		return err
	}
	for _, seq := range taken {
		if s := now[seq]; s != nil {
			s.live = false
		}
	}
	events, err := tx.load(ctx, seqs)
	if err != nil {
		return err
	}
	return tx.stand(ctx, events, now)
}

// nameFiles gives each label's word on the day of delivery how fresh the files were that stated it and count.
func (r *Reader) nameFiles(ctx context.Context, events []*stored) error {
	at := map[int64]*stored{}
	var seqs []int64
	for _, e := range events {
		if e.NamesDay() {
			e.Said, at[e.seq] = nil, e
			seqs = append(seqs, e.seq)
		}
	}
	if len(seqs) == 0 {
		return nil
	}
	_, err := all(ctx, r.q, func(rows *sql.Rows) (none struct{}, err error) {
		var seq int64
		var asOf track.Stamp
		err = rows.Scan(&seq, &asOf)
		at[seq].Said = append(at[seq].Said, asOf)
		return none, err
	}, `SELECT DISTINCT s.event_seq, s.as_of FROM sightings s LEFT JOIN runs r ON r.id = s.run
		WHERE s.event_seq IN (SELECT value FROM json_each($1)) AND (s.run = 0 OR r.undone_at = 0)`, jsonSeqs(seqs))
	if err != nil {
		return fmt.Errorf("files of labels: %w", err)
	}
	return nil
}

// standings reads what the sightings alone say.
func (tx *Tx) standings(ctx context.Context, seqs string) (map[int64]*standing, error) {
	rows, err := all(ctx, tx.w, func(r *sql.Rows) (s standing, err error) { return s, r.Scan(&s.seq, &s.asOf, &s.run) },
		`SELECT s.event_seq, s.as_of, s.run FROM sightings s LEFT JOIN runs r ON r.id = s.run
		WHERE s.event_seq IN (SELECT value FROM json_each($1)) AND (s.run = 0 OR r.undone_at = 0)`, seqs)
	if err != nil {
		return nil, err
	}
	out := map[int64]*standing{}
	for _, s := range rows {
		got := out[s.seq]
		if got == nil {
			got = &standing{seq: s.seq, live: true}
			out[s.seq] = got
		}
		if fresher(tx.zone, s.asOf, got.asOf) {
			got.asOf = s.asOf
		}
		got.run = max(got.run, s.run)
	}
	return out, nil
}

// fresher reports whether a is the later statement; equal instants are told apart by their text.
func fresher(zone *time.Location, a, b track.Stamp) bool {
	x, _ := a.At(zone)
	y, _ := b.At(zone)
	if !x.Equal(y) {
		return x.After(y)
	}
	return a > b
}

// stand writes the standings that changed and marks what follows from them.
func (tx *Tx) stand(ctx context.Context, events []*stored, now map[int64]*standing) error {
	var targets []string
	for _, e := range events {
		s := now[e.seq]
		if s == nil {
			s = &standing{seq: e.seq}
		}
		if s.live == e.live && s.asOf == e.AsOf && s.run == e.Run {
			if e.NamesDay() { // another file stated it, or does no longer
				tx.touched.add(e.seq)
			}
			continue
		}
		if err := tx.exec("UPDATE events SET live = $2, as_of = $3, run = $4 WHERE seq = $1", e.seq, s.live, string(s.asOf), s.run); err != nil {
			return err
		}
		if e.Kind == track.Retraction && e.live != s.live {
			targets = append(targets, e.Retracts)
		}
		e.live, e.AsOf, e.Run = s.live, s.asOf, s.run
		tx.touched.add(e.seq)
		tx.shop = tx.shop || isActOfShop(e.Event)
	}
	found, err := tx.seqs(ctx, targets)
	if err != nil {
		return err
	}
	for _, seq := range found {
		tx.relive.add(seq)
	}
	return nil
}
