package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/scan"
)

// longestPlaced is how far back a list may be asked to look by days, ten years.
const longestPlaced = 3660

// Read a row as: what a list is narrowed to by <field> is one of these words, which people are told by <family>.
var narrowed = []struct {
	field, family string
	words         []string
	of            func(*OrderQuery) *string
}{
	{"promise", "promised", []string{string(track.OnTrack), string(track.AtRisk), string(track.Late), string(track.NoPromise)}, func(q *OrderQuery) *string { return &q.Promise }},
	{"delivered", "share", shares, func(q *OrderQuery) *string { return &q.Delivered }},
	{"handed_over", "share", shares, func(q *OrderQuery) *string { return &q.HandedOver }},
	{"returned", "share", shares, func(q *OrderQuery) *string { return &q.Returned }},
}

var shares = []string{string(track.None), string(track.Part), string(track.All)}

// orderQuery is a query as the store takes it, looked at from a moment.
func (a *App) orderQuery(q OrderQuery, from vantage) (store.Query, error) {
	out := store.Query{View: q.View, Search: q.Search, Stands: standsFor(q.Search), Source: q.Source, After: q.After, Limit: q.Limit}
	for _, n := range narrowed {
		if word := *n.of(&q); word != "" && !slices.Contains(n.words, word) {
			list := strings.Join(n.words, ", ")
			return out, fail("bad-filter", fmt.Sprintf("%q is no value of %s: %s", word, n.field, list), word, n.field, list)
		}
	}
	if q.PlacedDays < 0 || q.PlacedDays > longestPlaced {
		return out, fail("bad-placed", fmt.Sprintf("%d is no number of days: 1 to %d, or 0 for whenever", q.PlacedDays, longestPlaced), itoa(q.PlacedDays), itoa(longestPlaced))
	}
	out.Filter = store.Filter{
		Promise: track.PromiseState(q.Promise), Delivered: track.Share(q.Delivered), HandedOver: track.Share(q.HandedOver), Returns: track.Share(q.Returned),
	}
	if q.Carrier != "" {
		out.Filter.Carrier = carrierCode(q.Carrier)
	}
	if q.PlacedDays > 0 {
		first := track.DateOf(from.at.In(from.zone).AddDate(0, 0, 1-q.PlacedDays), from.zone)
		out.Filter.Since = first.Start(from.zone)
	}
	return out, nil
}

// standsFor are the tracking numbers that a typed text may stand for besides itself: a label's barcode is scanned into a search
// field as well, and holds more than the number.
func standsFor(text string) []string {
	var out []string
	for _, m := range scan.Read(text, carrier.Hints{}) {
		out = append(out, m.Numbers...)
		if m.Kind == scan.KindOther { // without what a scanner puts before it
			out = append(out, m.Text)
		}
	}
	return slices.DeleteFunc(out, func(n string) bool { return n == "" || n == strings.TrimSpace(text) || n == track.TrackingKey(text) })
}

// OrderViews names the lists of orders that are there anyway.
func (a *App) OrderViews() []string { return store.Views() }

// carriersIn are the codes of the carriers that any parcel goes by, from counters.
func carriersIn(counts map[string]int) []string {
	out := []string{}
	for name, n := range counts {
		if _, code, ok := store.ParcelsCounted(name); ok && n > 0 && code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}

// queryRows says what a query asks for, in words: what is narrowed, and to what.
func (a *App) queryRows(q OrderQuery) (out [][2]string) {
	says := func(key, value string) {
		if value != "" {
			out = append(out, [2]string{a.say("orders.filter." + key), value})
		}
	}
	says("view", a.say("view."+cmp.Or(q.View, "all")))
	says("search", strings.TrimSpace(q.Search))
	says("source", q.Source)
	if q.PlacedDays > 0 {
		says("placed_days", a.say("orders.placed", itoa(q.PlacedDays)))
	}
	if code := carrierCode(q.Carrier); code != "" {
		says("carrier", cmp.Or(carrier.Name(code), q.Carrier))
	}
	for _, n := range narrowed {
		says(n.field, a.WordFor(n.family, *n.of(&q)))
	}
	return out
}

// QueryText is what a query asks for on one line, for a command line.
func (a *App) QueryText(q OrderQuery) string {
	var parts []string
	for _, row := range a.queryRows(q) {
		parts = append(parts, row[0]+": "+row[1])
	}
	return strings.Join(parts, " · ")
}
