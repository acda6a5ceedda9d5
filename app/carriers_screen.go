package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Carriers is the Carriers screen: what carriers' codes and words mean, their tracking pages, and when they work.
type Carriers struct{ app *App }

// List is every carrier that is known or that the shop ships with, the one with most of its parcels first.
func (c *Carriers) List() (v CarriersScreen, err error) {
	defer c.app.guard("Carriers.List", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	v = CarriersScreen{Rows: []CarrierCard{}, Holidays: holidayNames(), Workdays: workdayNames(), Phases: carrier.Phases(), Reasons: reasonRows()}
	ours, unmapped, err := c.app.shipsWith(ctx)
	if err != nil {
		return v, err
	}
	heard, err := c.app.heardOf(ctx)
	if err != nil {
		return v, err
	}
	v.Unmapped = len(unmapped)
	s := c.app.Settings()
	cards := newCarrierCards(s, c.app.rules().Calendars, track.DateOf(c.app.now(), c.app.zone()))
	v.Others = cards.of(anyCarrier)
	for _, id := range c.app.carriersKnown(ours, unmapped) {
		card := cards.of(id)
		card.Parcels, card.Heard = ours[id], nonNil(heard[id])
		for _, u := range unmapped {
			if u.Carrier == id {
				card.Unmapped++
			}
		}
		v.Rows = append(v.Rows, card)
	}
	slices.SortStableFunc(v.Rows, func(a, b CarrierCard) int {
		return cmp.Or(cmp.Compare(b.Parcels, a.Parcels), cmp.Compare(b.Unmapped, a.Unmapped), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return v, nil
}

// heardOf is how alive the sources are that speak of each carrier.
func (a *App) heardOf(ctx context.Context) (map[string][]FeedRow, error) {
	list, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Feed, error) { return r.CarrierFeeds(ctx) })
	out := map[string][]FeedRow{}
	for _, row := range a.feedRows(list, a.here()) {
		out[row.Carrier] = append(out[row.Carrier], row)
	}
	return out, err
}

func reasonRows() []ReasonRow {
	out := []ReasonRow{}
	for _, r := range track.Reasons() {
		out = append(out, ReasonRow{string(r), string(r.Family()), r.NeedsAction()})
	}
	return out
}

// shipsWith is how many parcels the shop has had with each carrier, and what carriers said that nobody understands yet.
func (a *App) shipsWith(ctx context.Context) (parcels map[string]int, unmapped []UnmappedRow, err error) {
	parcels = map[string]int{}
	err = a.store.Read(ctx, func(r *store.Reader) error {
		if parcels, err = carrierCounts(ctx, r); err != nil {
			return err
		}
		unmapped, err = a.unmapped(ctx, r)
		return err
	})
	return parcels, unmapped, err
}

// carrierCounts is how many parcels there are of each carrier.
func carrierCounts(ctx context.Context, r *store.Reader) (map[string]int, error) {
	out := map[string]int{}
	counts, err := r.Counts(ctx)
	for name, n := range counts {
		parts := strings.SplitN(name, "/", 3) // parcel/<phase>/<carrier>
		if len(parts) == 3 && parts[0] == "parcel" && parts[2] != "" && n > 0 {
			out[parts[2]] += n
		}
	}
	return out, err
}

// ours are the carriers that the shop ships with, the one that takes most of its parcels first.
func ours(ctx context.Context, r *store.Reader) ([]string, error) {
	counts, err := carrierCounts(ctx, r)
	out := make([]string, 0, len(counts))
	for id := range counts {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return out, err
}

// carriersKnown are the carriers that can be named: those of the program, and those that the shop ships with, hears of or
// taught something of.
func (a *App) carriersKnown(parcels map[string]int, unmapped []UnmappedRow) []string {
	out := carrier.IDs()
	for id := range parcels {
		out = append(out, id)
	}
	for _, u := range unmapped {
		out = append(out, u.Carrier)
	}
	s := a.Settings()
	for _, t := range s.Meanings {
		out = append(out, t.Carrier)
	}
	for _, l := range s.Links {
		out = append(out, l.Carrier)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(id string) bool { return id == "" })
}

// carrierNamed finds a carrier by its name or code.
func (a *App) carrierNamed(ctx context.Context, name string) (string, error) {
	id := carrier.Parse(name)
	parcels, unmapped, err := a.shipsWith(ctx)
	if err == nil && (id == "" || !slices.Contains(a.carriersKnown(parcels, unmapped), id)) {
		err = fail("no-such-carrier", fmt.Sprintf("%q is no carrier we know, and no parcel of this shop went with one; `ordertrail carrier list --all` names them", name), name)
	}
	return id, err
}

// carrierCards are what there is to say of carriers apart from their parcels.
type carrierCards struct {
	own       map[string]int
	links     map[string]OwnLink
	days      map[string]carrierDays
	saidDays  map[string]bool
	pickups   map[string]int
	calendars map[string]track.Calendar
	today     track.Date
}

func newCarrierCards(s ShopSettings, calendars map[string]track.Calendar, today track.Date) carrierCards {
	k := carrierCards{own: map[string]int{}, links: map[string]OwnLink{}, days: map[string]carrierDays{}, saidDays: map[string]bool{}, calendars: calendars, today: today}
	for _, t := range s.Meanings {
		k.own[t.Carrier]++
	}
	for _, l := range s.Links {
		k.links[l.Carrier] = l
	}
	for _, row := range carrierRows(s.CarrierDays, s.Country) {
		k.days[row.Carrier] = row
	}
	said, _ := parseCarrierDays(s.CarrierDays) // was checked when it was kept, as these were
	for _, row := range said {
		k.saidDays[row.Carrier] = true
	}
	k.pickups, _ = parsePickups(s.Pickups)
	return k
}

func (k carrierCards) of(id string) CarrierCard {
	days, named := k.days[id]
	if !named {
		days = k.days[anyCarrier]
	}
	card := CarrierCard{
		Heard:   []FeedRow{},
		Carrier: id, Name: carrier.Name(id), Own: k.own[id], Link: carrier.Template(id), Shipped: carrier.Template(id), Known: slices.Contains(carrier.IDs(), id),
		Workdays: days.Workdays, Holidays: days.Holidays, OwnDays: k.saidDays[id], Closed: string(nextClosed(k.calendars, id, k.today)),
	}
	if l, own := k.links[id]; own {
		card.Link, card.OwnLink = l.Template, true
	}
	at, said := k.pickups[id]
	card.OwnPickup = said && (id != anyCarrier || clock(at) != shippedPickups)
	if !said {
		at, said = k.pickups[anyCarrier]
	}
	if said {
		card.Pickup = clock(at)
	}
	return card
}
