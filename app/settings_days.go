package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
)

// WithShippedWaits are the settings s with the shipped waits.
func (s ShopSettings) WithShippedWaits() ShopSettings {
	w := track.ShippedWaits()
	s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare = w.StallHome, w.StallAbroad, w.CarrierScan, w.Lost, w.StallAt/10
	s.Handling, s.Supplier, s.SupplierSend = w.Handling, w.Supplier, w.SupplierSend
	return s
}

// waits are how long is too long, as package track takes it.
func (s ShopSettings) waits() track.Waits {
	return track.Waits{
		StallHome: s.StallHome, StallAbroad: s.StallAbroad, CarrierScan: s.CarrierScan, Lost: s.LostDays, StallAt: 10 * s.StallShare,
		Handling: s.Handling, Supplier: s.Supplier, SupplierSend: s.SupplierSend,
	}
}

// The shipped hours of work, and until when parcels must be ready to be fetched.
const (
	shippedHours   = "08:00-18:00"
	shippedPickups = "17:00"
)

// parseHours reads when a shop works on a working day: "08:00-18:00"; "" is any time.
func parseHours(text string) (track.Hours, error) {
	if strings.TrimSpace(text) == "" {
		return track.Hours{}, nil
	}
	from, to, span := strings.Cut(text, "-")
	opens, err := parseClock(from)
	shuts, err2 := parseClock(to)
	if !span || err != nil || err2 != nil || opens >= shuts {
		return track.Hours{}, fail("bad-work-hours", fmt.Sprintf("%q are no working hours; write when work begins and ends, like 08:00-18:00", text), text)
	}
	return track.Hours{Opens: opens, Shuts: shuts}, nil
}

// parseClock reads a time of day as minutes after midnight.
func parseClock(text string) (int, error) {
	t, err := time.Parse("15:04", strings.TrimSpace(text))
	return t.Hour()*60 + t.Minute(), err
}

// parsePickups reads until when parcels must be ready to go the same day: "17:00; ups 16:30" is five in the afternoon, for ups
// half past four. "" says nothing.
func parsePickups(text string) (map[string]int, error) {
	var out map[string]int
	for entry := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), ";") {
		words := strings.Fields(entry)
		if len(words) == 0 {
			continue
		}
		code := track.AnyCarrier
		if len(words) == 2 {
			code = carrierCode(words[0])
		}
		at, err := parseClock(words[len(words)-1])
		if _, twice := out[code]; err != nil || len(words) > 2 || twice {
			return nil, fail("bad-pickups", fmt.Sprintf("%q is no time until which parcels must be ready; write 17:00, or a carrier and its time, like ups 16:30, each once", strings.TrimSpace(entry)), strings.TrimSpace(entry))
		}
		if out == nil {
			out = map[string]int{}
		}
		out[code] = at
	}
	return out, nil
}

// longestHold is for how many days a pick-up point may keep a parcel.
const longestHold = 90

// parseHolds reads for how many days carriers keep a parcel at a pick-up point, over the shipped rows: "usps 15; ups 0" is fifteen
// days, and for ups that nobody knows.
func parseHolds(text string) ([]track.PickupHold, error) {
	own := map[string]bool{}
	var out []track.PickupHold
	for entry := range strings.SplitSeq(strings.ReplaceAll(text, "\n", ";"), ";") {
		words := strings.Fields(entry)
		if len(words) == 0 {
			continue
		}
		days, err := strconv.Atoi(words[len(words)-1])
		code := carrierCode(words[0])
		if err != nil || len(words) != 2 || days < 0 || days > longestHold || own[code] {
			return nil, fail("bad-holds", fmt.Sprintf("%q is no time a carrier keeps a parcel; write the carrier and up to %d days, like usps 15, each once", strings.TrimSpace(entry), longestHold), strings.TrimSpace(entry), itoa(longestHold))
		}
		own[code] = true
		out = append(out, track.PickupHold{Carrier: code, Days: days, Origin: "shop"})
	}
	for _, h := range track.DefaultPickupHolds() {
		if !own[h.Carrier] {
			out = append(out, h)
		}
	}
	return out, nil
}

// takeDays takes what a person set about working days and waits, unless it cannot be.
func (s *ShopSettings) takeDays(v SettingsView) error {
	if _, err := parseClosures(v.ClosedDays); err != nil {
		return err
	}
	if _, err := parseCarrierDays(v.CarrierDays); err != nil {
		return err
	}
	if _, err := parseHours(v.WorkHours); err != nil {
		return err
	}
	if _, err := parsePickups(v.Pickups); err != nil {
		return err
	}
	if _, err := parseHolds(v.Holds); err != nil {
		return err
	}
	s.Holds = strings.TrimSpace(v.Holds)
	s.ClosedDays, s.CarrierDays = strings.TrimSpace(v.ClosedDays), strings.TrimSpace(v.CarrierDays)
	s.WorkHours, s.Pickups = strings.TrimSpace(v.WorkHours), strings.TrimSpace(v.Pickups)
	s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare = v.StallHome, v.StallAbroad, v.CarrierScan, v.LostDays, v.StallShare
	s.HeadStart, s.Handling, s.Supplier, s.SupplierSend = v.HeadStart, v.Handling, v.Supplier, v.SupplierSend
	return nil
}
