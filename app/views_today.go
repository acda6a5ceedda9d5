package app

// What crosses to the screen is flat: ids, codes, numbers and stamps. Words are the screen's business; the message
// catalogue has one key per code. Instants are RFC 3339 in the shop's zone; dates are YYYY-MM-DD; absent ones are "".

// TodayView is the Today screen: what is in the house, who must act, and whether the feeds are alive.
type TodayView struct {
	Now     string      `json:"now"`
	AsOf    string      `json:"as_of"` // the past moment this was true at, "" for now
	Zone    string      `json:"zone"`
	Empty   bool        `json:"empty"` // no order was ever imported
	Flow    Flow        `json:"flow"`
	Groups  []TaskGroup `json:"groups"`
	Waiting []TaskRow   `json:"waiting"` // on a carrier, a customer or a date
	Open    int         `json:"open"`
	PastDue int         `json:"past_due"`
	Feeds   []FeedRow   `json:"feeds"`
	OnTime  KPIFigure   `json:"on_time"` // of the last seven days
	First   KnewFirst   `json:"first"`
}

// Flow counts orders and parcels along the way out of the house.
type Flow struct {
	ToPick       int     `json:"to_pick"`       // orders
	OnHold       int     `json:"on_hold"`       // orders, not in to_pick
	ToPack       int     `json:"to_pack"`       // orders picked, not packed
	OldestPicked string  `json:"oldest_picked"` // stamp
	Staged       int     `json:"staged"`        // parcels packed or labelled, still here
	StagedBy     []Count `json:"staged_by"`     // per carrier
	HandedOver   int     `json:"handed_over"`   // parcels handed over in the last seven days
	CarrierHas   int     `json:"carrier_has"`   // of those, with a carrier scan
	NoScanYet    int     `json:"no_scan_yet"`
	Moving       int     `json:"moving"` // parcels the carrier has, not delivered
}

// Count is a code and how many.
type Count struct {
	Code string `json:"code"`
	N    int    `json:"n"`
}

// TaskGroup is the open tasks of one owner, most urgent first.
type TaskGroup struct {
	Owner string    `json:"owner"`
	Tasks []TaskRow `json:"tasks"`
}

// TaskRow is one open task. Story is a message key (task.<code>.story) with Args.
type TaskRow struct {
	Task     string   `json:"task"`
	Code     string   `json:"code"`
	Owner    string   `json:"owner"`
	Severity string   `json:"severity"` // late, risk, moving
	State    string   `json:"state"`
	Order    string   `json:"order"`
	Source   string   `json:"source"`
	OrderID  string   `json:"order_id"`
	Subject  string   `json:"subject"` // parcel or return number
	Customer string   `json:"customer"`
	Args     []string `json:"args"`
	Opened   string   `json:"opened"`
	Due      string   `json:"due"`
	Over     bool     `json:"over"` // past due
	Ended    string   `json:"ended"`
	Until    string   `json:"until"`
	On       string   `json:"on"` // whom it waits for: carrier, customer, supplier; "" a date alone
	By       string   `json:"by"`
	How      string   `json:"how"`    // of one that a person ended: the code it was ended with
	Nth      int      `json:"nth"`    // which time this arose for its subject, from 1
	Step     string   `json:"step"`   // the next step, one of step.*
	Checks   []string `json:"checks"` // what to look at first, one of check.*
}

// FeedRow is one source and how long it has been silent.
type FeedRow struct {
	Source   string `json:"source"`
	Kind     string `json:"kind"`
	Last     string `json:"last"`    // stamp of the last time anything came
	UsualH   int    `json:"usual_h"` // usual gap in hours, 0 when not known yet
	Quiet    bool   `json:"quiet"`   // silent for longer than usual
	File     string `json:"file"`    // last file
	New      int    `json:"new"`     // rows of the last run
	Rejected int    `json:"rejected"`
}

// KnewFirst counts problems we had a task for before the customer asked.
type KnewFirst struct {
	Problems    int `json:"problems"`
	First       int `json:"first"`
	LeadMinutes int `json:"lead_minutes"` // median
}
