package store

import (
	"context"
	"database/sql"
	"fmt"
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

// Feed is how alive a source is.
type Feed struct {
	Source string
	Last   time.Time     // when something came last
	Usual  time.Duration // median of the gaps between the last arrivals, 0 when there were fewer than three
	Silent time.Time     // when it counts as silent if nothing more comes; zero when nobody can say
	Run    Run           // the last import from it, zero for mail and other feeds without files
}

// Feeds lists the sources that reports came from, by id.
func (r *Reader) Feeds(ctx context.Context) ([]Feed, error) { return r.FeedsAt(ctx, instant(forever)) }

// FeedsAt lists the sources that reports had come from by a moment, as alive as they were then.
func (r *Reader) FeedsAt(ctx context.Context, at time.Time) ([]Feed, error) {
	until := at.UnixMilli()
	sources, err := all(ctx, r.q, scanText, "SELECT DISTINCT source FROM arrivals WHERE at <= $1 ORDER BY source", until)
	if err != nil {
		return nil, fmt.Errorf("feeds: %w", err)
	}
	out := make([]Feed, 0, len(sources))
	for _, source := range sources {
		times, err := r.arrivals(ctx, source, until, track.FeedMemory+1)
		if err != nil {
			return nil, err
		}
		runs, err := all(ctx, r.q, scanRun, "SELECT "+runColumns+" FROM runs WHERE source = $1 AND applied_at <= $2 ORDER BY applied_at DESC, id DESC LIMIT 1", source, until)
		if err != nil {
			return nil, fmt.Errorf("feed %s: %w", source, err)
		}
		f := Feed{Source: source, Last: times[len(times)-1], Usual: track.UsualGap(times)}
		if from, known := track.SilentFrom(times); known {
			f.Silent = from
		}
		if len(runs) > 0 {
			f.Run = runs[0]
		}
		out = append(out, f)
	}
	return out, nil
}
