package app

import (
	"strings"

	"ordertrail/track"
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
	s.ClosedDays, s.CarrierDays = strings.TrimSpace(v.ClosedDays), strings.TrimSpace(v.CarrierDays)
	s.StallHome, s.StallAbroad, s.CarrierScan, s.LostDays, s.StallShare = v.StallHome, v.StallAbroad, v.CarrierScan, v.LostDays, v.StallShare
	s.HeadStart = v.HeadStart
	return nil
}
