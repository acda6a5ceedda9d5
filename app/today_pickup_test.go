package app

import (
	"fmt"
	"testing"
	"time"

	"ordertrail/track"
)

// Read a row as: with these counters and cut-offs, at <now>, the next pick-up is <want>.
func TestTheNextPickUpIsOfWhatWaits(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/Chicago")
	if err != nil {
		t.Fatal(err)
	}
	here := map[string]int{"parcel/staged/ups": 3, "parcel/labelled/ups": 1, "parcel/picked/ups": 2, "parcel/packed/fedex": 1, "parcel/packing/": 4, "parcel/delivered/dhl": 90, "view/all": 100}
	for _, row := range []struct {
		name, pickups, now string
		counts             map[string]int
		want               string
	}{
		{"the carrier that comes first", "17:00; ups 16:30", "2026-05-21T15:45", here, "2026-05-21T16:30 [ups] 4 and 2, unset []"},
		{"the next one once that is gone", "17:00; ups 16:30", "2026-05-21T16:30", here, "2026-05-21T17:00 [fedex] 1 and 0, unset []"},
		{"all that come then, the most parcels first", "17:00", "2026-05-21T15:45", here, "2026-05-21T17:00 [ups fedex] 5 and 2, unset []"},
		{"the next working day", "17:00", "2026-05-22T17:00", here, "2026-05-25T17:00 [ups fedex] 5 and 2, unset []"},
		{"a carrier whose time nobody knows is named", "ups 16:30", "2026-05-21T15:45", here, "2026-05-21T16:30 [ups] 4 and 2, unset [fedex]"},
		{"nobody knows any", "", "2026-05-21T15:45", here, " [] 0 and 0, unset [fedex ups]"},
		{"nothing waits", "17:00", "2026-05-21T15:45", map[string]int{"parcel/delivered/ups": 3}, "2026-05-21T17:00 [] 0 and 0, unset []"},
		{"an empty shop without a time", "", "2026-05-21T15:45", nil, " [] 0 and 0, unset []"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			rules := track.DefaultRules(zone)
			pickups, err := parsePickups(row.pickups)
			rules.Pickups = pickups
			now, wrong := time.ParseInLocation("2006-01-02T15:04", row.now, zone)
			if err != nil || wrong != nil {
				t.Fatal(err, wrong)
			}
			stamp := func(at time.Time) string {
				if at.IsZero() {
					return ""
				}
				return at.Format("2006-01-02T15:04")
			}
			p := pickupOf(row.counts, rules, now, stamp)
			if got := fmt.Sprintf("%s %v %d and %d, unset %v", p.At, p.Carriers, p.Ready, p.Behind, p.Unset); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
}
