package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/at"
	"github.com/rickar/cal/v2/au"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/ca"
	"github.com/rickar/cal/v2/ch"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/de"
	"github.com/rickar/cal/v2/dk"
	"github.com/rickar/cal/v2/es"
	"github.com/rickar/cal/v2/fi"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/gb"
	"github.com/rickar/cal/v2/ie"
	"github.com/rickar/cal/v2/it"
	"github.com/rickar/cal/v2/nl"
	"github.com/rickar/cal/v2/no"
	"github.com/rickar/cal/v2/nz"
	"github.com/rickar/cal/v2/pl"
	"github.com/rickar/cal/v2/pt"
	"github.com/rickar/cal/v2/se"
	"github.com/rickar/cal/v2/us"

	"ordertrail/track"
)

// holidays are the public holidays by country. "US-parcel" are those of them on which private parcel carriers rest, as UPS
// and FedEx publish them; the post rests on all.
var holidays = map[string][]*cal.Holiday{
	"AT": at.Holidays, "AU": au.HolidaysNSW, "BE": be.Holidays, "CA": ca.Holidays, "CH": ch.Holidays, "CZ": cz.Holidays,
	"DE": de.Holidays, "DK": dk.Holidays, "ES": es.Holidays, "FI": fi.Holidays, "FR": fr.Holidays, "GB": gb.Holidays,
	"IE": ie.Holidays, "IT": it.Holidays, "NL": nl.Holidays, "NO": no.Holidays, "NZ": nz.Holidays, "PL": pl.Holidays,
	"PT": pt.Holidays, "SE": se.Holidays, "US": us.Holidays,
	"US-parcel": {us.NewYear, us.MemorialDay, us.IndependenceDay, us.LaborDay, us.ThanksgivingDay, us.ChristmasDay},
}

// firstYear and lastYear bound the years whose holidays are known.
const (
	firstYear = 2015
	lastYear  = 2049
)

// carrierDays is on which weekdays a carrier works and whose holidays it keeps; "" are those of the shop's country.
type carrierDays struct {
	Carrier  string `json:"carrier"`  // code; anyCarrier is every one that is not named
	Workdays string `json:"workdays"` // mon-fri, mon-sat or mon-sun
	Holidays string `json:"holidays"`
}

// anyCarrier stands for every carrier that is not named.
const anyCarrier = track.AnyCarrier

// Read a row as: <carrier> works on <workdays> and rests on the holidays of <holidays>. Posts deliver on Saturdays; private
// carriers do so for some services only, which their standard ones are measured without.
var shippedDays = []carrierDays{
	{anyCarrier, "mon-fri", ""},
	{"usps", "mon-sat", "US"},
	{"ups", "mon-fri", ""},
	{"fedex", "mon-fri", ""},
	{"canada_post", "mon-fri", "CA"},
	{"royal_mail", "mon-sat", "GB"},
	{"evri", "mon-sat", "GB"},
	{"dhl_parcel_de", "mon-sat", "DE"},
	{"hermes_de", "mon-sat", "DE"},
	{"la_poste", "mon-sat", "FR"},
	{"postnl", "mon-sat", "NL"},
	{"austrian_post", "mon-fri", "AT"},
}

// restDays are the weekdays of rest by the words of carrierDays.
var restDays = map[string][7]bool{
	"mon-fri": {time.Saturday: true, time.Sunday: true}, "mon-sat": {time.Sunday: true}, "mon-sun": {},
}

// parseCarrierDays reads what a shop says of its carriers: "usps mon-sat US; gls mon-fri DE", each a carrier's code or *,
// its working days and, if they are not those of the shop's country, whose holidays it keeps.
func parseCarrierDays(text string) ([]carrierDays, error) {
	var out []carrierDays
	for entry := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), ";") {
		words := strings.Fields(entry)
		if len(words) == 0 {
			continue
		}
		row := carrierDays{Carrier: carrierCode(words[0])}
		if len(words) > 1 {
			row.Workdays = strings.ToLower(words[1])
		}
		if len(words) > 2 {
			row.Holidays = holidaysNamed(words[2])
		}
		_, weekdays := restDays[row.Workdays]
		_, kept := holidays[row.Holidays]
		switch {
		case len(words) < 2 || len(words) > 3 || !weekdays:
			return nil, fail("bad-carrier-days", fmt.Sprintf("%q says no working days; write a carrier, mon-fri, mon-sat or mon-sun, and whose holidays it keeps, like usps mon-sat US", strings.TrimSpace(entry)), strings.TrimSpace(entry))
		case len(words) == 3 && !kept:
			return nil, fail("bad-holidays", fmt.Sprintf("%q is no country whose holidays are known; these are: %s", words[2], strings.Join(holidayNames(), ", ")), words[2], strings.Join(holidayNames(), ", "))
		}
		out = append(out, row)
	}
	return out, nil
}

// holidaysNamed is the name of holidays as they are known, letter case aside.
func holidaysNamed(word string) string {
	for name := range holidays {
		if strings.EqualFold(name, word) {
			return name
		}
	}
	return word
}

func holidayNames() []string {
	var out []string
	for name := range holidays {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// carrierRows are the shipped rows under what the shop says, one a carrier, by code.
func carrierRows(text, country string) []carrierDays {
	said, _ := parseCarrierDays(text) // was checked when it was kept
	rows := map[string]carrierDays{}
	for _, row := range append(slices.Clone(shippedDays), said...) {
		if row.Holidays == "" {
			row.Holidays = country
			if country == "US" && row.Carrier != "usps" {
				row.Holidays = "US-parcel"
			}
		}
		rows[row.Carrier] = row
	}
	out := make([]carrierDays, 0, len(rows))
	for _, row := range rows {
		out = append(out, row)
	}
	slices.SortFunc(out, func(a, b carrierDays) int { return strings.Compare(a.Carrier, b.Carrier) })
	return out
}

// holidayDays are the holidays that carriers keep, by their name.
type holidayDays map[string]map[track.Date]bool

// calendars are those of the carriers as package track takes them.
func calendars(rows []carrierDays, closed holidayDays) map[string]track.Calendar {
	out := map[string]track.Calendar{}
	for _, row := range rows {
		out[row.Carrier] = track.Calendar{Rest: restDays[row.Workdays], Closed: closed[row.Holidays]}
	}
	return out
}

// closedDays are the shipped holidays that these carriers keep.
func closedDays(rows []carrierDays) holidayDays {
	out := holidayDays{}
	for _, row := range rows {
		if out[row.Holidays] == nil {
			out[row.Holidays] = holidaysOf(row.Holidays)
		}
	}
	return out
}

// holidaysSum is a checksum of every day in closedDays.
func holidaysSum(rows []carrierDays) string {
	b, err := json.Marshal(closedDays(rows)) // in the order of names and days
	if err != nil {
		panic("app: plain days must marshal: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8])
}

// holidaysOf are the days of rest of a country, also where a holiday is kept on another day than its own.
func holidaysOf(name string) map[track.Date]bool {
	out := map[track.Date]bool{}
	for _, h := range holidays[name] {
		for year := firstYear; year <= lastYear; year++ {
			for _, day := range daysOf(h.Calc(year)) {
				out[track.DateOf(day, day.Location())] = true
			}
		}
	}
	return out
}

// daysOf are the days on which a holiday falls and is kept; none in a year without it.
func daysOf(actual, observed time.Time) []time.Time {
	var out []time.Time
	for _, day := range []time.Time{actual, observed} {
		if !day.IsZero() {
			out = append(out, day)
		}
	}
	return out
}

// parseClosures reads the days on which a shop is closed: "2026-12-24..2027-01-01, 2026-07-03".
func parseClosures(text string) (map[track.Date]bool, error) {
	out := map[track.Date]bool{}
	for _, entry := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",; \n\t", r) }) {
		first, last, span := strings.Cut(entry, "..")
		if !span {
			last = first
		}
		from, err := track.ParseDate(first)
		to, err2 := track.ParseDate(last)
		if err != nil || err2 != nil || to < from || to.DaysAfter(from) > 366 {
			return nil, fail("bad-closure", fmt.Sprintf("%q is no day or span of days of at most a year; write 2026-12-24 or 2026-12-24..2027-01-01", entry), entry)
		}
		for n := range to.DaysAfter(from) + 1 {
			out[from.AddDays(n)] = true
		}
	}
	return out, nil
}
