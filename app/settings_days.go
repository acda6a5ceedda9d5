package app

import (
	"fmt"
	"strings"

	"ordertrail/track"
)

// The bounds of a wait in working days, and of the share of past silences that decides what is a stall.
const (
	longestWait = 120
	lowestShare = 50
)

// WithShippedWaits are the settings s with the shipped waits.
func (s ShopSettings) WithShippedWaits() ShopSettings {
	w := track.ShippedWaits()
	s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare = w.StallHome, w.StallAbroad, w.CarrierScan, w.Lost, w.StallAt/10
	return s
}

// waits are how long is too long, as package track takes it.
func (s ShopSettings) waits() track.Waits {
	return track.Waits{StallHome: s.StallHome, StallAbroad: s.StallAbroad, CarrierScan: s.CarrierScan, Lost: s.LostDays, StallAt: 10 * s.StallShare}
}

// takeDays takes what a person set about working days and waits, unless it cannot be.
func (s *ShopSettings) takeDays(v SettingsView) error {
	if _, err := parseClosures(v.ClosedDays); err != nil {
		return err
	}
	if _, err := parseCarrierDays(v.CarrierDays); err != nil {
		return err
	}
	for _, wait := range []struct {
		name       string
		days, from int
		to         int
	}{
		{"stall_home", v.StallHome, 1, longestWait},
		{"stall_abroad", v.StallAbroad, 1, longestWait},
		{"carrier_scan", v.CarrierScan, 1, longestWait},
		{"lost_days", v.LostDays, 0, longestWait},
		{"stall_percent", v.StallShare, lowestShare, 99},
	} {
		if wait.days < wait.from || wait.days > wait.to {
			return fail("bad-wait", fmt.Sprintf("%s is %d; it must be from %d to %d", wait.name, wait.days, wait.from, wait.to), wait.name, itoa(wait.days), itoa(wait.from), itoa(wait.to))
		}
	}
	s.ClosedDays, s.CarrierDays = strings.TrimSpace(v.ClosedDays), strings.TrimSpace(v.CarrierDays)
	s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare = v.StallHome, v.StallAbroad, v.CarrierScan, v.LostDays, v.StallShare
	return nil
}
