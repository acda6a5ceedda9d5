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
	Carrier  string          `json:"carrier"` // "" is the shop's own rows of all
	Name     string          `json:"name"`
	Carriers []CarrierName   `json:"carriers"` // all that are known
	Rows     []MeaningRow    `json:"rows"`     // the shop's own first
	Own      int             `json:"own"`
	History  []MeaningRuling `json:"history"` // changes of the shop's own rows, the newest first
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

// MeaningChange is one row of the shop's own table before and after a change.
type MeaningChange struct {
	What string      `json:"what"` // taught, changed, forgotten
	Row  carrier.Row `json:"row"`  // what it says now; of a forgotten one, what it said
	Was  carrier.Row `json:"was"`  // what it said before; without a carrier when there was none
	Over string      `json:"over"` // what the shipped table says of the same code; "" nothing
}

// MeaningRuling is one change of the shop's own table.
type MeaningRuling struct {
	N        int64           `json:"n"`
	At       string          `json:"at"`
	By       string          `json:"by"`
	What     string          `json:"what"` // meaning, forgotten, undone
	Rows     int             `json:"rows"` // that it changed
	Changes  []MeaningChange `json:"changes"`
	Undoable bool            `json:"undoable"` // none of them was changed again since
}

// MeaningEffect is what a change of the shop's own table would do to the orders of today.
type MeaningEffect struct {
	AuthorityEffect
	Meanings []MeaningChange `json:"meanings"` // the first of the rows that change
	Changes  int             `json:"changes"`  // rows that change
	Against  int             `json:"against"`  // of them, those that say of a code something else than the program ships
}

// Taught is the table after a change, and what that did.
type Taught struct {
	CarrierMapView
	Ruling  int64           `json:"ruling"` // by which the change can be taken back; 0 when nothing changed
	Changes []MeaningChange `json:"changes"`
	Effect  AuthorityEffect `json:"effect"`
}

// MeaningTable is what a file says that codes and words mean; nothing of it is taught yet.
type MeaningTable struct {
	File string        `json:"file"`
	Rows []carrier.Row `json:"rows"`
	Left []string      `json:"left"` // lines that call themselves shipped and are not what the program ships: "14: gls QX7"
}

// UnmappedRow is a carrier's code or wording that nobody understands yet, how often it came and when last.
type UnmappedRow struct {
	Carrier  string            `json:"carrier"`
	Name     string            `json:"name"`
	Type     string            `json:"type"`
	Code     string            `json:"code"`
	Text     string            `json:"text"`
	Count    int               `json:"count"`
	Orders   int               `json:"orders"` // that it is about
	Last     string            `json:"last"`   // when it was last heard
	Examples []UnmappedExample `json:"examples"`
}

// UnmappedExample is one parcel that a carrier said something unknown of.
type UnmappedExample struct {
	ID       string `json:"id"` // of the order; "" when no order has it
	Order    string `json:"order"`
	Tracking string `json:"tracking"`
	At       string `json:"at"`
	Source   string `json:"source"`
}
