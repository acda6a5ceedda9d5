package app

import "ordertrail/track"

// CarriersView says when the shop's carriers work, and how good estimates of arrival were.
type CarriersView struct {
	From     string        `json:"from"` // parcels that arrived from this day
	To       string        `json:"to"`   // to this one are measured
	All      track.Quality `json:"all"`
	Rows     []CarrierRow  `json:"rows"`     // carriers that the shop uses, by code
	Holidays []string      `json:"holidays"` // whose holidays are known
}

// CarrierRow is one carrier.
type CarrierRow struct {
	Carrier  string        `json:"carrier"`
	Name     string        `json:"name"`
	Workdays string        `json:"workdays"` // mon-fri, mon-sat, mon-sun
	Holidays string        `json:"holidays"` // whose it keeps
	Closed   string        `json:"closed"`   // the next one
	Quality  track.Quality `json:"quality"`
}
