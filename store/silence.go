package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"ordertrail/track"
)

// Silences follow from the arrivals of a source alone, the carriers it speaks for from the events it stated. Orders are
// derived under the silences that have begun; what begins by time is noticed by a sweep, what ends by the arrival that
// ends it. Only orders with parcels of that carrier under way are looked at again: nothing else rests on its feed.

// silenceRow is one silence of a source; a zero To goes on.
type silenceRow struct {
	source string
	track.FeedSilence
}

const silenceColumns = "source, from_at, to_at, known"

func scanSilence(r *sql.Rows) (s silenceRow, err error) {
	var from, to int64
	err = r.Scan(&s.source, &from, &to, &s.Known)
	s.From, s.To = instant(from), instant(to)
	return s, err
}

// arrive notes that something came from source, and what that says about its silences.
func (tx *Tx) arrive(ctx context.Context, source string) error {
	if source == "" || tx.arrived[source] {
		return nil
	}
	tx.arrived[source] = true
	if err := tx.exec("INSERT OR IGNORE INTO arrivals (source, at) VALUES ($1, $2)", source, millis(tx.now)); err != nil {
		return err
	}
	open, err := all(ctx, tx.w, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE source = $1 AND to_at = 0", source)
	if err != nil {
		return err
	}
	for _, s := range open {
		if !s.From.After(tx.now) {
			tx.woken[source] = true
		}
	}
	tx.shop = true
	return tx.listen(ctx, source, open)
}

// listen writes the silences of source that follow from its last arrivals; open are its rows without an end. An arrival
// before the last one, of a clock that went back, makes all of them anew.
func (tx *Tx) listen(ctx context.Context, source string, open []silenceRow) error {
	times, err := tx.arrivals(ctx, source, forever, track.FeedMemory+1)
	if err != nil {
		return err
	}
	if n := len(times); !times[n-1].Equal(tx.now) || n > 1 && len(open) != 1 {
		return tx.listenAnew(ctx, source)
	}
	for _, s := range open {
		if err := tx.endSilence(s, tx.now); err != nil {
			return err
		}
	}
	tx.silent = nil
	return tx.beginSilence(source, times)
}

// endSilence ends a silence with what came at t; one that had not begun was none.
func (tx *Tx) endSilence(s silenceRow, t time.Time) error {
	if s.From.Before(t) {
		return tx.exec("UPDATE silences SET to_at = $3 WHERE source = $1 AND from_at = $2", s.source, millis(s.From), millis(t))
	}
	return tx.exec("DELETE FROM silences WHERE source = $1 AND from_at = $2", s.source, millis(s.From))
}

// beginSilence writes from when the source is silent if nothing more comes after times.
func (tx *Tx) beginSilence(source string, times []time.Time) error {
	from, known := track.SilentFrom(times)
	return tx.exec("INSERT OR REPLACE INTO silences ("+silenceColumns+") VALUES ($1, $2, 0, $3)", source, millis(from), known)
}

// listenAnew makes the silences of a source again from all of its arrivals.
func (tx *Tx) listenAnew(ctx context.Context, source string) error {
	times, err := tx.arrivals(ctx, source, forever, -1)
	if err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM silences WHERE source = $1", source); err != nil {
		return err
	}
	tx.silent = nil
	for i := range times {
		so := times[max(0, i-track.FeedMemory) : i+1]
		from, known := track.SilentFrom(so)
		s := silenceRow{source, track.FeedSilence{Span: track.Span{From: from}, Known: known}}
		if i+1 == len(times) {
			return tx.beginSilence(source, so)
		}
		if next := times[i+1]; s.From.Before(next) {
			if err := tx.beginSilence(source, so); err != nil {
				return err
			}
			if err := tx.endSilence(s, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// arrivals are the last arrivals of a source up to an instant, from old to new; all of them when limit is negative.
func (r *Reader) arrivals(ctx context.Context, source string, until int64, limit int) ([]time.Time, error) {
	found, err := all(ctx, r.q, scanInt, "SELECT at FROM arrivals WHERE source = $1 AND at <= $2 ORDER BY at DESC LIMIT $3", source, until, limit)
	if err != nil {
		return nil, fmt.Errorf("arrivals of %s: %w", source, err)
	}
	out := make([]time.Time, len(found))
	for i, ms := range found {
		out[len(found)-1-i] = instant(ms)
	}
	return out, nil
}

// listenAgain makes every source's silences again.
func (tx *Tx) listenAgain(ctx context.Context) error {
	sources, err := all(ctx, tx.w, scanText, "SELECT DISTINCT source FROM arrivals ORDER BY source")
	for _, source := range sources {
		if err := tx.listenAnew(ctx, source); err != nil {
			return err
		}
	}
	return err
}

// speaker is the source of e and the carrier it reports on; false when e is no report of a carrier's.
func speaker(e *track.Event) (pair [2]string, speaks bool) {
	switch e.Source.Kind {
	case track.SourceCarrierFile, track.SourceCarrierMail, track.SourceLabel:
	default:
		return pair, false
	}
	return [2]string{e.Source.ID, e.Parcel.Carrier}, e.Kind == track.CarrierEvent && e.Parcel.Carrier != ""
}

// speaksFor notes that the source of e reports on its carrier.
func (tx *Tx) speaksFor(e *stored) error {
	pair, speaks := speaker(&e.Event)
	if !speaks || tx.speakers[pair] {
		return nil
	}
	tx.speakers[pair] = true
	res, err := tx.w.exec(context.Background(), "INSERT OR IGNORE INTO feed_carriers (source, carrier, since_at) VALUES ($1, $2, $3)",
		e.Source.ID, e.Parcel.Carrier, millis(e.Recorded))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	tx.silent = nil
	tx.woken[e.Source.ID] = true
	return nil
}

// silentTimes are the silences of every carrier that have begun by a moment, for track.Rules, by what was known until heard of
// who speaks for whom.
func (r *Reader) silentTimes(ctx context.Context, now time.Time, heard int64) (map[string][]track.Span, error) {
	silences, err := r.silences(ctx, now)
	if err != nil {
		return nil, err
	}
	shuts, err := r.shutTimes(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("shut mailboxes: %w", err)
	}
	feeds := map[string][]track.Feed{}
	if len(silences)+len(shuts) == 0 {
		return map[string][]track.Span{}, nil
	}
	_, err = all(ctx, r.q, func(rows *sql.Rows) (int, error) {
		var source, carrier string
		var since int64
		err := rows.Scan(&source, &carrier, &since)
		f := track.Feed{Since: instant(since), Silences: silences[source]}
		if source == mailFeed {
			f.Silences = slices.Concat(f.Silences, shuts[carrier])
		}
		feeds[carrier] = append(feeds[carrier], f)
		return 0, err
	}, "SELECT source, carrier, since_at FROM feed_carriers WHERE since_at <= $1 ORDER BY carrier, source", heard)
	if err != nil {
		return nil, fmt.Errorf("silent carriers: %w", err)
	}
	out := map[string][]track.Span{}
	for carrier, list := range feeds {
		if spans := track.SilentTimes(list); len(spans) > 0 {
			out[carrier] = spans
		}
	}
	return out, nil
}

// silences are the silences that had begun by a moment, by source, oldest first.
func (r *Reader) silences(ctx context.Context, now time.Time) (map[string][]track.FeedSilence, error) {
	rows, err := all(ctx, r.q, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE from_at <= $1 ORDER BY source, from_at", millis(now))
	if err != nil {
		return nil, fmt.Errorf("silences: %w", err)
	}
	out := map[string][]track.FeedSilence{}
	for _, s := range rows {
		if s.To.After(now) {
			s.To = time.Time{}
		}
		out[s.source] = append(out[s.source], s.FeedSilence)
	}
	return out, nil
}

// awaiting are the orders with parcels of these sources' carriers under way.
func (r *Reader) awaiting(ctx context.Context, sources []string) ([]string, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	return all(ctx, r.q, scanText, `SELECT DISTINCT p.order_id FROM parcels p WHERE p.carrier IN (SELECT carrier FROM feed_carriers
		WHERE source IN (SELECT value FROM json_each($1))) AND p.phase IN (SELECT value FROM json_each($2)) ORDER BY 1`,
		jsonList(sources), jsonList(phasesUnderWay()))
}

// derivedSilences is the setting that names the silences which a sweep has noticed.
const derivedSilences = "derived_silences"

// fellSilent are the sources whose silence began since a sweep looked last, and the mark that says that this one did.
func (r *Reader) fellSilent(ctx context.Context, now time.Time) (sources, mark []string, err error) {
	var before []string
	if _, err = r.Setting(ctx, derivedSilences, &before); err != nil {
		return nil, nil, err
	}
	open, err := all(ctx, r.q, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE to_at = 0 AND from_at <= $1 ORDER BY source", millis(now))
	for _, s := range open {
		name := fmt.Sprintf("%s %d", s.source, millis(s.From))
		if mark = append(mark, name); !slices.Contains(before, name) {
			sources = append(sources, s.source)
		}
	}
	return sources, mark, err
}

// wake has the orders derived anew that a feed which spoke again may say something about.
func (m *matching) wake(ctx context.Context) error {
	sources := keysOf(m.tx.woken)
	clear(m.tx.woken)
	ids, err := m.tx.awaiting(ctx, sources)
	for _, id := range ids {
		m.touch(id)
	}
	return err
}

// begunBy are the silences that had begun by a moment, as they stood then.
func begunBy(silent map[string][]track.Span, at time.Time) map[string][]track.Span {
	out := map[string][]track.Span{}
	for carrier, spans := range silent {
		for _, s := range spans {
			if s.From.After(at) {
				continue
			}
			if s.To.After(at) {
				s.To = time.Time{}
			}
			out[carrier] = append(out[carrier], s)
		}
	}
	return out
}
