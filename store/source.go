package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"ordertrail/track"
)

// SourceRow is a source the shop knows: a channel, a carrier feed, a mailbox, a station.
type SourceRow struct {
	track.Source
	Name string
	Zone string // IANA name of the zone its times are in, "" for the shop's own
}

// PutSource adds a source, or changes what is known about it.
func (tx *Tx) PutSource(s SourceRow) error {
	tx.change.Settings = true
	return tx.exec(`INSERT INTO sources (id, kind, name, zone) VALUES ($1, $2, $3, $4)
		ON CONFLICT (id) DO UPDATE SET kind = $2, name = $3, zone = $4`, s.ID, string(s.Kind), s.Name, s.Zone)
}

// Sources lists the known sources by id.
func (r *Reader) Sources(ctx context.Context) ([]SourceRow, error) {
	return all(ctx, r.q, func(r *sql.Rows) (s SourceRow, err error) { return s, r.Scan(&s.ID, &s.Kind, &s.Name, &s.Zone) },
		"SELECT id, kind, name, zone FROM sources ORDER BY id")
}

// OrderSources are the sources that orders are from, by name. It looks at every order.
func (r *Reader) OrderSources(ctx context.Context) ([]string, error) {
	list, err := all(ctx, r.q, scanText, "SELECT DISTINCT source FROM orders ORDER BY source")
	if err != nil {
		return nil, fmt.Errorf("sources of orders: %w", err)
	}
	return list, nil
}

// Feed is how alive a source is, or what it says of one of its carriers.
type Feed struct {
	Source  string
	Carrier string        // "" all that the source says
	Last    time.Time     // when something came last
	Usual   time.Duration // median of the gaps between the last arrivals, 0 when there were fewer than three
	Silent  time.Time     // when it counts as silent if nothing more comes; zero when nobody can say
	Run     Run           // the last import from it, zero for mail and other feeds without files
}

// CarrierFeeds lists what every source says of each of its carriers, by source and carrier.
func (r *Reader) CarrierFeeds(ctx context.Context) ([]Feed, error) {
	list, err := r.heard(ctx, forever)
	return slices.DeleteFunc(list, func(f Feed) bool { return f.Carrier == "" }), err
}

// Feeds lists the sources that reports came from, by id, each before the carriers it speaks of; the only one of a source where
// that was not heard of when the source was.
func (r *Reader) Feeds(ctx context.Context) ([]Feed, error) { return r.FeedsAt(ctx, instant(forever)) }

// FeedsAt lists the sources that reports had come from by a moment, as alive as they were then.
func (r *Reader) FeedsAt(ctx context.Context, at time.Time) ([]Feed, error) {
	list, err := r.heard(ctx, at.UnixMilli())
	every := slices.Clone(list)
	return slices.DeleteFunc(list, func(f Feed) bool { return f.Carrier != "" && saysNoMore(every, f) }), err
}

// heard is how alive every voice was at an instant.
func (r *Reader) heard(ctx context.Context, until int64) ([]Feed, error) {
	voices, err := r.voices(ctx, until)
	if err != nil {
		return nil, fmt.Errorf("feeds: %w", err)
	}
	out := make([]Feed, 0, len(voices))
	var runs []Run // the last one from the source
	for i, v := range voices {
		times, err := r.arrivals(ctx, v, until, track.FeedMemory+1)
		if err != nil {
			return nil, err
		}
		if i == 0 || v.source != voices[i-1].source {
			runs, err = all(ctx, r.q, scanRun, "SELECT "+runColumns+" FROM runs WHERE source = $1 AND applied_at <= $2 ORDER BY applied_at DESC, id DESC LIMIT 1", v.source, until)
		}
		if err != nil {
			return nil, fmt.Errorf("feed %s: %w", v, err)
		}
		silence := silenceAfter(v, times)
		f := Feed{Source: v.source, Carrier: v.carrier, Last: silence.Heard, Usual: silence.Usual}
		if silence.Known {
			f.Silent = silence.From
		}
		if len(runs) > 0 {
			f.Run = runs[0]
		}
		out = append(out, f)
	}
	return out, nil
}

// saysNoMore reports whether a carrier is the only one of its source and was heard of whenever the source was, last.
func saysNoMore(feeds []Feed, of Feed) bool {
	for _, f := range feeds {
		if f.Source == of.Source && (f.Carrier != "" && f.Carrier != of.Carrier || f.Carrier == "" && !f.Last.Equal(of.Last)) {
			return false
		}
	}
	return true
}
