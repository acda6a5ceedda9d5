package app

import "ordertrail/track"

// ReturnBoard is the Returns screen: every open return by how far it is, and what others owe us.
type ReturnBoard struct {
	Now        string         `json:"now"`
	Zone       string         `json:"zone"`
	Columns    []ReturnColumn `json:"columns"`
	Open       int            `json:"open"`
	PastDue    int            `json:"past_due"`
	Claims     []ClaimRow     `json:"claims"`
	Warranties []WarrantyRow  `json:"warranties"`
}

// ReturnColumn is one column of the board.
type ReturnColumn struct {
	Code  string       `json:"code"` // asked, agreed, coming, inspect, decided, released
	N     int          `json:"n"`
	Days  int          `json:"days"` // how long a return may stay in it; 0 no clock of ours
	Cards []ReturnCard `json:"cards"`
}

// ReturnCard is one return on the board.
type ReturnCard struct {
	Return     string `json:"return"`
	Grouped    string `json:"grouped"`
	OrderID    string `json:"order_id"` // "" while nobody knows the order
	Order      string `json:"order"`
	Customer   string `json:"customer"`
	Kind       string `json:"kind"`
	Phase      string `json:"phase"`
	Cause      string `json:"cause"`
	Reason     string `json:"reason"`
	SentBack   string `json:"sent_back"` // why a carrier sends it back; "" when nobody says
	Item       string `json:"item"`
	Units      int    `json:"units"` // that came; that are to come while none has
	Since      string `json:"since"`
	Due        string `json:"due"` // instant
	Over       bool   `json:"over"`
	Near       bool   `json:"near"`
	Aside      bool   `json:"aside"`
	Carrier    string `json:"carrier"` // display name of who brings it
	SerialSays string `json:"serial_says"`
	Supplier   string `json:"supplier"` // how its case with a supplier stands while that is open: open, asked, sent; "" none
	Resolution string `json:"resolution"`
	Amount     int64  `json:"amount"` // minor units
	Currency   string `json:"currency"`
}

// ReturnView is one return with what its form needs.
type ReturnView struct {
	Now       string            `json:"now"`
	Zone      string            `json:"zone"`
	State     track.ReturnState `json:"state"`
	Grouped   string            `json:"grouped"`
	OrderID   string            `json:"order_id"`
	Order     string            `json:"order"`
	Customer  string            `json:"customer"`
	Delivered string            `json:"delivered"` // date
	Days      int               `json:"days"`      // from delivery to the request; -1 when nobody knows
	Due       string            `json:"due"`
	Over      bool              `json:"over"`
	Lines     []ReturnItem      `json:"lines"`
	Serials   []SerialView      `json:"serials"` // what the serial numbers tell that were read on its units
	Acts      []string          `json:"acts"`    // kinds of acts that may be done now
	Criteria  int               `json:"criteria"`
	Grades    []GradeText       `json:"grades"`
	Checklist []string          `json:"checklist"`
	Notes     []EventRow        `json:"notes"`              // what was done about it, newest first
	Supplier  *WarrantyRow      `json:"supplier,omitempty"` // its case with a supplier; nil when it has none
}

// ReturnItem is one line of a return as the form shows it.
type ReturnItem struct {
	Line      string   `json:"line"`
	Title     string   `json:"title"`
	SKU       string   `json:"sku"`
	Requested int      `json:"requested"`
	Received  int      `json:"received"`
	Waiting   int      `json:"waiting"` // for inspection
	Price     int64    `json:"price"`   // of one, minor units
	Currency  string   `json:"currency"`
	Serials   []string `json:"serials"` // that went out
	Shipped   string   `json:"shipped"` // date, of the last parcel with it
}

// ArrivedGoods are goods at the door that nobody announced.
type ArrivedGoods struct {
	OrderID string       `json:"order_id"` // "" nobody knows the order
	Goods   string       `json:"goods"`    // what they are, by SKU or in a few words, when nobody knows the order
	Lines   []ReturnLine `json:"lines"`    // units of the order; none: a box nobody looked into
	Apart   bool         `json:"apart"`    // a person says that it is no parcel on its way back, and nothing that came before
}

// ArrivedAs is the return that goods were received as.
type ArrivedAs struct {
	Return string `json:"return"`
	Parcel string `json:"parcel"` // of ours that came back on its own; "" when it is none
}
