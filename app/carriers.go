package app

import (
	"context"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Estimates are measured over parcels that arrived in so many days before today.
const measuredDays = 90

// Carriers says of each carrier when it works and how good what was said of its parcels turned out to be, over the given
// number of days before today; 0 means 90.
func (p *Settings) Carriers(days int) (v CarriersView, err error) {
	defer p.app.guard("Settings.Carriers", &err)
	ctx, err := p.app.ready()
	if err != nil {
		return CarriersView{}, err
	}
	if days == 0 {
		days = measuredDays
	}
	if err := within("days", days, 1, 3650); err != nil {
		return CarriersView{}, err
	}
	today := track.DateOf(p.app.now(), p.app.zone())
	v = CarriersView{From: string(today.AddDays(-days)), To: string(today.AddDays(-1)), Rows: []CarrierRow{}, Holidays: holidayNames()}
	measured, used, err := p.app.measured(ctx, track.Date(v.From), track.Date(v.To))
	if err != nil {
		return v, err
	}
	s := p.app.Settings()
	rows := map[string]carrierDays{}
	for _, row := range carrierRows(s.CarrierDays, s.Country) {
		rows[row.Carrier] = row
	}
	v.All = measured[""]
	for _, code := range used {
		row, named := rows[code]
		if !named {
			row = rows[anyCarrier]
		}
		v.Rows = append(v.Rows, CarrierRow{
			Carrier: code, Name: carrier.Name(code), Workdays: row.Workdays, Holidays: row.Holidays,
			Closed: string(nextClosed(p.app.rules().Calendars, code, today)), Quality: measured[code],
		})
	}
	return v, nil
}

// measured is how good what was said of arrived parcels was, by carrier, and the carriers that the shop uses.
func (a *App) measured(ctx context.Context, from, to track.Date) (map[string]track.Quality, []string, error) {
	out := map[string]track.Quality{}
	var used []string
	err := a.store.Read(ctx, func(r *store.Reader) error {
		list, err := r.Forecasts(ctx, from, to)
		if err != nil {
			return err
		}
		for _, q := range track.Measure(list) {
			out[q.Carrier] = q
		}
		used, err = ours(ctx, r)
		slices.Sort(used)
		return err
	})
	return out, used, err
}

// nextClosed is the next holiday of a carrier, from a day on.
func nextClosed(calendars map[string]track.Calendar, code string, from track.Date) track.Date {
	c, ok := calendars[code]
	if !ok {
		c = calendars[anyCarrier]
	}
	next := track.Date("")
	for day := range c.Closed {
		if day >= from && (next == "" || day < next) {
			next = day
		}
	}
	return next
}
