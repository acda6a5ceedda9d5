package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"ordertrail/track"
)

const (
	insertTransit = `INSERT INTO transits (parcel, order_id, carrier, service, zone, ended_on, arrived_on, days, lag, silences, forecast)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	removeTransit = "DELETE FROM transits WHERE parcel = $1 AND order_id = $2"

	transitEnded = 5 // the place of ended_on among the values of insertTransit
)

// transitPart is the row that says how the journey of a parcel went that has ended.
func transitPart(order string, p track.ParcelState) (part, bool) {
	t := p.Transit
	if t.IsZero() {
		return part{}, false
	}
	forecast := ""
	if t.Forecast != (track.Forecast{}) {
		forecast = plain(t.Forecast)
	}
	return newPart(insertTransit, removeTransit, 2, p.Parcel, order, p.Carrier, track.ServiceKey(p.Service), t.Zone, string(t.Ended),
		string(t.Arrived), t.Days, t.Lag, plain(t.Silences), forecast), true
}

// plain is a plain value as JSON.
func plain(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("store: a plain value must marshal: " + err.Error())
	}
	return string(b)
}

const transitColumns = "carrier, service, zone, ended_on, arrived_on, days, lag, silences"

// eachTransit calls f with every journey that meets a condition on days, without what had been said of it.
func (r *Reader) eachTransit(ctx context.Context, f func(track.Transit), where string, days ...any) error {
	rows, err := r.q.query(ctx, "SELECT "+transitColumns+" FROM transits WHERE "+where, days...)
	if err != nil {
		return fmt.Errorf("read journeys: %w", err)
	}
	defer rows.Close()
	silent := map[string][]track.Silence{} // few texts occur, and often
	for rows.Next() {
		var t track.Transit
		var silences string
		if err := rows.Scan(&t.Carrier, &t.Service, &t.Zone, &t.Ended, &t.Arrived, &t.Days, &t.Lag, &silences); err != nil {
			return fmt.Errorf("read journeys: %w", err)
		}
		list, known := silent[silences]
		if !known {
			if err := json.Unmarshal([]byte(silences), &list); err != nil {
				return fmt.Errorf("%w: silences %s: %w", ErrDamaged, silences, err)
			}
			silent[strings.Clone(silences)] = list
		}
		t.Silences = list
		f(t)
	}
	return rows.Err()
}

// Forecasts lists the journeys that arrived from one day to another and of which something had been said beforehand.
func (r *Reader) Forecasts(ctx context.Context, from, to track.Date) ([]track.Transit, error) {
	list, err := all(ctx, r.q, func(r *sql.Rows) (t track.Transit, err error) {
		var forecast string
		if err = r.Scan(&t.Carrier, &t.Service, &t.Zone, &t.Ended, &t.Arrived, &t.Days, &forecast); err == nil {
			err = json.Unmarshal([]byte(forecast), &t.Forecast)
		}
		return t, err
	}, `SELECT carrier, service, zone, ended_on, arrived_on, days, forecast FROM transits
		WHERE ended_on >= $1 AND arrived_on >= $1 AND arrived_on <= $2 AND forecast <> '' ORDER BY ended_on, parcel, order_id`, string(from), string(to))
	if err != nil {
		return nil, fmt.Errorf("forecasts: %w", err)
	}
	return list, nil
}
