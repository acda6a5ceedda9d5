package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"ordertrail/track"
)

// Silences follow from the arrivals of a source alone, those of one of its carriers from the arrivals of what it says about that
// one, the carriers it speaks for from the events it stated. Orders are
// derived under the silences that have begun; what begins by time is noticed by a sweep, what ends by the arrival that
// ends it. Only orders with parcels of that carrier under way are looked at again: nothing else rests on its feed.

// voice is a source and a carrier it speaks of; without a carrier it is all that the source says.
type voice struct{ source, carrier string }

// String names the voice in lists that a sweep keeps.
func (v voice) String() string {
	if v.carrier == "" {
		return v.source
	}
	return v.source + "|" + v.carrier
}

// silenceRow is one silence of a voice; a zero To goes on.
type silenceRow struct {
	voice
	track.FeedSilence
}

const silenceColumns = "source, carrier, from_at, to_at, known, heard_at, usual"

func scanSilence(r *sql.Rows) (s silenceRow, err error) {
	var from, to, heard, usual int64
	err = r.Scan(&s.source, &s.carrier, &from, &to, &s.Known, &heard, &usual)
	s.From, s.To, s.Heard, s.Usual = instant(from), instant(to), instant(heard), time.Duration(usual)*time.Millisecond
	return s, err
}

// arrive notes that something came from a source about a carrier, or about anything, and what that says about its silences.
func (tx *Tx) arrive(ctx context.Context, v voice) error {
	if v.source == "" || tx.arrived[v] {
		return nil
	}
	tx.arrived[v] = true
	if err := tx.exec("INSERT OR IGNORE INTO arrivals (source, carrier, at) VALUES ($1, $2, $3)", v.source, v.carrier, millis(tx.now)); err != nil {
		return err
	}
	open, err := all(ctx, tx.w, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE source = $1 AND carrier = $2 AND to_at = 0", v.source, v.carrier)
	if err != nil {
		return err
	}
	for _, s := range open {
		if !s.From.After(tx.now) {
			tx.woken[v] = true
		}
	}
	tx.shop = true
	return tx.listen(ctx, v, open)
}

// listen writes the silences of a voice that follow from its last arrivals; open are its rows without an end. An arrival
// before the last one, of a clock that went back, makes all of them anew.
func (tx *Tx) listen(ctx context.Context, v voice, open []silenceRow) error {
	times, err := tx.arrivals(ctx, v, forever, track.FeedMemory+1)
	if err != nil {
		return err
	}
	if n := len(times); !times[n-1].Equal(tx.now) || n > 1 && len(open) != 1 {
		return tx.listenAnew(ctx, v)
	}
	for _, s := range open {
		if err := tx.endSilence(s, tx.now); err != nil {
			return err
		}
	}
	tx.silent = nil
	return tx.beginSilence(silenceAfter(v, times))
}

// endSilence ends a silence with what came at t; one that had not begun was none.
func (tx *Tx) endSilence(s silenceRow, t time.Time) error {
	if s.From.Before(t) {
		return tx.exec("UPDATE silences SET to_at = $4 WHERE source = $1 AND carrier = $2 AND from_at = $3", s.source, s.carrier, millis(s.From), millis(t))
	}
	return tx.exec("DELETE FROM silences WHERE source = $1 AND carrier = $2 AND from_at = $3", s.source, s.carrier, millis(s.From))
}

// silenceAfter is from when a voice is silent if nothing more comes after times.
func silenceAfter(v voice, times []time.Time) silenceRow {
	return silenceRow{v, track.SilenceAfter(times, v.carrier != "")}
}

// beginSilence writes a silence that has no end yet.
func (tx *Tx) beginSilence(s silenceRow) error {
	return tx.exec("INSERT OR REPLACE INTO silences ("+silenceColumns+") VALUES ($1, $2, $3, 0, $4, $5, $6)",
		s.source, s.carrier, millis(s.From), s.Known, millis(s.Heard), s.Usual.Milliseconds())
}

// listenAnew makes the silences of a voice again from all of its arrivals.
func (tx *Tx) listenAnew(ctx context.Context, v voice) error {
	times, err := tx.arrivals(ctx, v, forever, -1)
	if err != nil {
		return err
	}
	if err := tx.exec("DELETE FROM silences WHERE source = $1 AND carrier = $2", v.source, v.carrier); err != nil {
		return err
	}
	tx.silent = nil
	for i := range times {
		s := silenceAfter(v, times[max(0, i-track.FeedMemory):i+1])
		if i+1 == len(times) {
			return tx.beginSilence(s)
		}
		if next := times[i+1]; s.From.Before(next) {
			if err := tx.beginSilence(s); err != nil {
				return err
			}
			if err := tx.endSilence(s, next); err != nil {
				return err
			}
		}
	}
	return nil
}

// arrivals are the last arrivals of a voice up to an instant, from old to new; all of them when limit is negative.
func (r *Reader) arrivals(ctx context.Context, v voice, until int64, limit int) ([]time.Time, error) {
	found, err := all(ctx, r.q, scanInt, "SELECT at FROM arrivals WHERE source = $1 AND carrier = $2 AND at <= $3 ORDER BY at DESC LIMIT $4",
		v.source, v.carrier, until, limit)
	if err != nil {
		return nil, fmt.Errorf("arrivals of %s: %w", v, err)
	}
	out := make([]time.Time, len(found))
	for i, ms := range found {
		out[len(found)-1-i] = instant(ms)
	}
	return out, nil
}

// voices are those heard of by an instant, by source, all of a source before its carriers.
func (r *Reader) voices(ctx context.Context, until int64) ([]voice, error) {
	return all(ctx, r.q, func(r *sql.Rows) (v voice, err error) { return v, r.Scan(&v.source, &v.carrier) },
		"SELECT DISTINCT source, carrier FROM arrivals WHERE at <= $1 ORDER BY source, carrier", until)
}

// listenAgain makes every voice's silences again.
func (tx *Tx) listenAgain(ctx context.Context) error {
	voices, err := tx.voices(ctx, forever)
	for _, v := range voices {
		if err := tx.listenAnew(ctx, v); err != nil {
			return err
		}
	}
	return err
}

// speaker is the source of e and the carrier it reports on; false when e is no report of a carrier's.
func speaker(e *track.Event) (v voice, speaks bool) {
	switch e.Source.Kind {
	case track.SourceCarrierFile, track.SourceCarrierMail, track.SourceLabel:
	default:
		return v, false
	}
	return voice{e.Source.ID, e.Parcel.Carrier}, e.Kind == track.CarrierEvent && e.Parcel.Carrier != ""
}

// speaksFor notes that the source of e reports on its carrier.
func (tx *Tx) speaksFor(e *stored) error {
	v, speaks := speaker(&e.Event)
	if !speaks || tx.speakers[v] {
		return nil
	}
	tx.speakers[v] = true
	res, err := tx.w.exec(context.Background(), "INSERT OR IGNORE INTO feed_carriers (source, carrier, since_at) VALUES ($1, $2, $3)",
		v.source, v.carrier, millis(e.Recorded))
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return err
	}
	tx.silent = nil
	tx.woken[v] = true
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
		f := track.Feed{Since: instant(since), Silences: slices.Concat(silences[voice{source, ""}], silences[voice{source, carrier}])}
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

// silences are the silences that had begun by a moment, by voice, oldest first.
func (r *Reader) silences(ctx context.Context, now time.Time) (map[voice][]track.FeedSilence, error) {
	rows, err := all(ctx, r.q, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE from_at <= $1 ORDER BY source, carrier, from_at", millis(now))
	if err != nil {
		return nil, fmt.Errorf("silences: %w", err)
	}
	out := map[voice][]track.FeedSilence{}
	for _, s := range rows {
		if s.To.After(now) {
			s.To = time.Time{}
		}
		out[s.voice] = append(out[s.voice], s.FeedSilence)
	}
	return out, nil
}

// awaiting are the orders with parcels under way of the carriers that these voices speak of.
func (r *Reader) awaiting(ctx context.Context, voices []voice) ([]string, error) {
	if len(voices) == 0 {
		return nil, nil
	}
	var sources, carriers []string
	for _, v := range voices {
		if v.carrier == "" {
			sources = append(sources, v.source)
		} else {
			carriers = append(carriers, v.carrier)
		}
	}
	return all(ctx, r.q, scanText, `SELECT DISTINCT p.order_id FROM parcels p WHERE p.carrier IN (SELECT carrier FROM feed_carriers
		WHERE source IN (SELECT value FROM json_each($1)) UNION SELECT value FROM json_each($2))
		AND p.phase IN (SELECT value FROM json_each($3)) ORDER BY 1`, jsonList(sources), jsonList(carriers), jsonList(phasesUnderWay()))
}

// derivedSilences is the setting that names the silences which a sweep has noticed.
const derivedSilences = "derived_silences"

// fellSilent are the voices whose silence began since a sweep looked last, and the mark that says that this one did.
func (r *Reader) fellSilent(ctx context.Context, now time.Time) (voices []voice, mark []string, err error) {
	var before []string
	if _, err = r.Setting(ctx, derivedSilences, &before); err != nil {
		return nil, nil, err
	}
	open, err := all(ctx, r.q, scanSilence, "SELECT "+silenceColumns+" FROM silences WHERE to_at = 0 AND from_at <= $1 ORDER BY source, carrier", millis(now))
	for _, s := range open {
		name := fmt.Sprintf("%s %d", s.voice, millis(s.From))
		if mark = append(mark, name); !slices.Contains(before, name) {
			voices = append(voices, s.voice)
		}
	}
	return voices, mark, err
}

// wake has the orders derived anew that a feed which spoke again may say something about.
func (m *matching) wake(ctx context.Context) error {
	voices := slices.Collect(maps.Keys(m.tx.woken))
	clear(m.tx.woken)
	ids, err := m.tx.awaiting(ctx, voices)
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
