// Package demo makes the sample shop: a home-goods outlet with three months of true stories, told through the same files,
// mails and scans that a real shop would bring.
//
// It is deterministic: the same seed gives the same bytes. Nothing in it is a real person, address or order. A new
// feature adds its story in stories.go.
package demo

import (
	"fmt"
	"math/rand/v2"
	"sort"
	"time"

	"ordertrail/track"
)

// ShopName, Zone, Currency and Country are the sample shop's settings; its promise is PromiseDays working days.
const (
	ShopName    = "Marlow Home Outlet"
	Zone        = "America/Chicago"
	Currency    = "USD"
	Country     = "US"
	HelpMail    = "help@marlow-home.example"
	PromiseDays = 4
)

// The two channels, and the number of the first web order.
const (
	webShop    = "shopify"
	market     = "market"
	firstWeb   = 20160
	firstOther = 70100
	seed       = 20260521
)

// zone is the shop's zone; the zone data is part of the program.
func zone() *time.Location {
	z, err := time.LoadLocation(Zone)
	if err != nil {
		panic("demo: " + err.Error())
	}
	return z
}

// Now is the moment the sample shop stands at: Thursday, 4:15 p.m., when the customer with the sofa calls.
func Now() time.Time { return time.Date(2026, 5, 21, 16, 15, 0, 0, zone()) }

// start is the first day of the sample shop's history; scanning is the day its scanners were introduced.
func start() time.Time    { return time.Date(2026, 2, 23, 0, 0, 0, 0, zone()) }
func scanning() time.Time { return time.Date(2026, 5, 4, 0, 0, 0, 0, zone()) }

// order is one order of the sample shop and everything that truly happened to it.
type order struct {
	channel  string
	number   string
	id       string
	placed   time.Time
	promised track.Date // stated by the market only
	shipBy   track.Date
	person   person
	lines    []line
	service  string
	parcels  []*parcel
	holdTag  string
	note     string
	noPick   bool // nobody has picked it yet
	story    string
}

type line struct {
	item     item
	quantity int
}

// parcel is one box and its true journey.
type parcel struct {
	carrier, service string
	tracking         string
	costCents        int
	lines            []line
	labelled         time.Time
	given            time.Time // our hand-over scan; zero when it was never made
	picked           time.Time
	noPackScan       bool
	steps            []step
}

// step is one thing the carrier did, and when its file or mail reached us.
type step struct {
	at     time.Time
	phase  track.Phase
	reason track.Reason
	code   string
	text   string
	place  string
	known  time.Time
	left   string
}

// world is the whole sample shop.
type world struct {
	random *rand.Rand
	zone   *time.Location
	orders []*order
	serial int
}

// newWorld tells every story once.
func newWorld() *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 7)), zone: zone()}
	w.ordinary()
	w.stories()
	sort.SliceStable(w.orders, func(i, j int) bool { return w.orders[i].placed.Before(w.orders[j].placed) })
	return w
}

// ordinary fills three months with orders on which nothing remarkable happens.
func (w *world) ordinary() {
	web, other := firstWeb, firstOther
	for day := start(); day.Before(Now()); day = day.AddDate(0, 0, 1) {
		n := 3 + w.random.IntN(3)
		if day.Weekday() == time.Saturday || day.Weekday() == time.Sunday {
			n = 2 + w.random.IntN(3)
		}
		for range n {
			placed := day.Add(time.Duration(7*60+w.random.IntN(15*60)) * time.Minute).Add(time.Duration(w.random.IntN(60)) * time.Second)
			if placed.After(Now().Add(-2 * time.Hour)) {
				continue
			}
			o := w.newOrder(placed)
			if w.random.IntN(100) < 38 {
				o.channel, o.number = market, fmt.Sprintf("H%d", other)
				other++
				o.promised = track.DateOf(workdays(placed, 4+w.random.IntN(3)), w.zone)
				o.shipBy = track.DateOf(workdays(placed, 2), w.zone)
				o.id = ""
			} else {
				if storyNumbers[web] {
					web++
				}
				o.channel, o.number = webShop, fmt.Sprintf("MH-%d", web)
				o.id = fmt.Sprintf("58700%05d", web)
				web++
			}
			w.ship(o)
			w.orders = append(w.orders, o)
		}
	}
}

func (w *world) newOrder(placed time.Time) *order {
	o := &order{placed: placed, person: people(w.random), service: "Standard"}
	for range 1 + w.random.IntN(3)/2 + w.random.IntN(2) {
		o.lines = append(o.lines, line{catalogue[w.random.IntN(smallItems)], 1 + w.random.IntN(3)/2})
	}
	o.lines = mergeLines(o.lines)
	return o
}

func mergeLines(in []line) []line {
	var out []line
	for _, l := range in {
		found := false
		for i := range out {
			if out[i].item.sku == l.item.sku {
				out[i].quantity += l.quantity
				found = true
			}
		}
		if !found {
			out = append(out, l)
		}
	}
	return out
}

// workdays is n working days after t, at the same time of day.
func workdays(t time.Time, n int) time.Time {
	for {
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday {
			if n == 0 {
				return t
			}
			n--
		}
		t = t.AddDate(0, 0, 1)
	}
}

// clock is a time of day on the day of t.
func clock(t time.Time, hour, minute int) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, hour, minute, 0, 0, t.Location())
}
