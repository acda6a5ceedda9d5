package app

import (
	"ordertrail/track"
	"ordertrail/track/carrier"
)

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

// CarriersScreen is every carrier with what the shop set for it.
type CarriersScreen struct {
	Rows     []CarrierCard `json:"rows"`     // the one with most parcels first
	Others   CarrierCard   `json:"others"`   // the calendar of every carrier that is not named
	Unmapped int           `json:"unmapped"` // codes and wordings that nobody understands yet
	Holidays []string      `json:"holidays"` // whose holidays are known
	Workdays []string      `json:"workdays"` // the words for working days
	Phases   []string      `json:"phases"`   // where a carrier's word can put a parcel
	Reasons  []ReasonRow   `json:"reasons"`  // why it can be late or stopped
}

// ReasonRow is a reason, who must act on it, and whether somebody must before the parcel moves again.
type ReasonRow struct {
	Reason string `json:"reason"`
	Family string `json:"family"`
	Action bool   `json:"action"`
}

// CarrierCard is one carrier.
type CarrierCard struct {
	Carrier   string    `json:"carrier"`
	Name      string    `json:"name"`
	Known     bool      `json:"known"`    // the program ships something for it
	Parcels   int       `json:"parcels"`  // of this shop
	Own       int       `json:"own"`      // rows the shop wrote
	Unmapped  int       `json:"unmapped"` // codes and wordings that nobody understands yet
	Link      string    `json:"link"`     // to its tracking page, {} is the number; "" none
	Shipped   string    `json:"shipped"`  // the link that the program ships
	OwnLink   bool      `json:"own_link"`
	Workdays  string    `json:"workdays"`
	Holidays  string    `json:"holidays"` // whose it keeps
	OwnDays   bool      `json:"own_days"`
	Pickup    string    `json:"pickup"` // until when parcels must be ready; "" not known
	OwnPickup bool      `json:"own_pickup"`
	Closed    string    `json:"closed"` // the next holiday
	Heard     []FeedRow `json:"heard"`  // the sources that speak of it, silent ones first
}

// CarrierDaysForm is what a person sets about when a carrier works; what is empty follows the others.
type CarrierDaysForm struct {
	Carrier  string `json:"carrier"` // * is every one that is not named
	Workdays string `json:"workdays"`
	Holidays string `json:"holidays"`
	Pickup   string `json:"pickup"`
}

// LinkTrial is where a link leads with a number, and whose number that may be.
type LinkTrial struct {
	Number string          `json:"number"`
	Link   string          `json:"link"`
	Claims []carrier.Claim `json:"claims"`
}
