package app

import (
	"time"

	"ordertrail/track/carrier"
)

// TaughtRow is a row of the shop's own table, with who wrote it and when.
type TaughtRow struct {
	carrier.Row
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// CarrierMapView is what a carrier's codes and words mean: the shop's own rows, and those the program ships.
type CarrierMapView struct {
	Carriers []CarrierName `json:"carriers"` // all that are known
	Rows     []MeaningRow  `json:"rows"`     // the shop's own first
	Own      int           `json:"own"`
	History  []RulingRow   `json:"history"` // changes of the rules, the newest first
}

// CarrierName is a carrier and how many rows the shop wrote for it.
type CarrierName struct {
	Carrier string `json:"carrier"`
	Name    string `json:"name"`
	Own     int    `json:"own"`
}

// MeaningRow is one row of a carrier's table.
type MeaningRow struct {
	carrier.Row
	Family string `json:"family"` // who must act on the reason
	Action bool   `json:"action"` // whether somebody must act before the parcel moves again
	Origin string `json:"origin"` // own, shipped
	By     string `json:"by"`
	At     string `json:"at"`
	Over   string `json:"over"` // of an own row, what the shipped one says of the same code; "" nothing
}

// MeaningDraft asks what rows would do to the orders of today.
type MeaningDraft struct {
	Rows   []carrier.Row `json:"rows"`
	Forget bool          `json:"forget"` // take them back, instead of teaching them
	After  string        `json:"after"`
	Limit  int           `json:"limit"`
}

// UnmappedRow is a carrier's code or wording that nobody understands yet, how often it came and when last.
type UnmappedRow struct {
	Carrier string `json:"carrier"`
	Type    string `json:"type"`
	Code    string `json:"code"`
	Text    string `json:"text"`
	Count   int    `json:"count"`
	Orders  int    `json:"orders"` // that it is about
	Last    string `json:"last"`   // when it was last heard
}
