package app

import (
	"context"
	"math"
	"sync"

	"ordertrail/store"
	"ordertrail/track"
)

// gauged is how good estimates were of late, by carrier, as it is shown beside an estimate. It is measured once a day.
type gauged struct {
	mu  sync.Mutex
	day track.Date
	by  map[string]track.Quality
}

// gauge puts beside each estimate of an order whose parcels it rests on and how far such estimates could be trusted of late.
func (a *App) gauge(ctx context.Context, r *store.Reader, v *OrderView) error {
	for i, p := range v.State.Parcels {
		e, row := p.Estimated, &v.Parcels[i]
		if e.Basis != "history" && e.Carrier == "" {
			continue
		}
		by, err := a.trust(ctx, r)
		if err != nil {
			return err
		}
		q := by[p.Carrier]
		row.CarrierOff, row.CarrierN = math.Round(10*q.CarrierSays.Error)/10, q.CarrierSays.N
		if e.Basis != "history" {
			continue
		}
		row.Lane = laneOf(p)
		if q.N > 0 {
			row.Kept, row.KeptN = int(math.Round(100*float64(q.Within90)/float64(q.N))), q.N
		}
	}
	return nil
}

// laneOf names the parcels that a parcel's estimate rests on.
func laneOf(p track.ParcelState) string {
	switch p.Estimated.Level {
	case track.LevelLane:
		return laneName(p.Carrier, p.Service, p.Zone)
	case track.LevelService:
		return laneName(p.Carrier, p.Service, "")
	default:
		return laneName(p.Carrier, "", "")
	}
}

// trust is how good estimates were in the days before today.
func (a *App) trust(ctx context.Context, r *store.Reader) (map[string]track.Quality, error) {
	g, today := &a.gauged, track.DateOf(a.now(), a.zone())
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.day == today {
		return g.by, nil
	}
	list, err := r.Forecasts(ctx, today.AddDays(-measuredDays), today.AddDays(-1))
	if err != nil {
		return nil, err
	}
	g.day, g.by = today, map[string]track.Quality{}
	for _, q := range track.Measure(list) {
		g.by[q.Carrier] = q
	}
	return g.by, nil
}
