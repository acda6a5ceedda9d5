package app

// What crosses to the screen is flat: ids, codes, numbers and stamps. Words are the screen's business; the message
// catalogue has one key per code. Instants are RFC 3339 in the shop's zone; dates are YYYY-MM-DD; absent ones are "".

// TodayView is the Today screen: what is in the house, who must act, and whether the feeds are alive.
type TodayView struct {
	Now        string      `json:"now"`
	AsOf       string      `json:"as_of"` // the past moment this was true at, "" for now
	Zone       string      `json:"zone"`
	Empty      bool        `json:"empty"` // no order was ever imported
	Flow       Flow        `json:"flow"`
	Groups     []TaskGroup `json:"groups"`
	Waiting    int         `json:"waiting"`    // tasks that wait for a carrier, a customer, a supplier or a date
	Aside      []TaskRow   `json:"aside"`      // of a past moment: the ones that waited; those of now are asked for with Queue
	NextBack   string      `json:"next_back"`  // the day the first of them comes back
	Suppressed int         `json:"suppressed"` // set aside while a feed is silent
	Mine       int         `json:"mine"`       // of the open ones, what the operator has taken
	Open       int         `json:"open"`
	PastDue    int         `json:"past_due"`
	Unknown    []string    `json:"unknown"` // of a past moment: codes of the tasks that nobody can know of any more
	Feeds      []FeedRow   `json:"feeds"`
	OnTime     KPIFigure   `json:"on_time"` // of the last seven days
	First      KnewFirst   `json:"first"`
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
	Pickup       Pickup  `json:"pickup"`
}

// Pickup is when a carrier comes next, and what waits for it here.
type Pickup struct {
	At       string   `json:"at"`       // "" when nobody knows
	Carriers []string `json:"carriers"` // that come then and for which something waits, the most first; none: nothing waits
	Ready    int      `json:"ready"`    // parcels for them that are packed, labelled or staged
	Behind   int      `json:"behind"`   // parcels for them that are not
	Unset    []string `json:"unset"`    // carriers for which something waits and whose time nobody knows
}

// Count is a code and how many.
type Count struct {
	Code string `json:"code"`
	N    int    `json:"n"`
}

// TaskGroup is the open tasks of one owner: how many, and the most urgent of them.
type TaskGroup struct {
	Owner   string    `json:"owner"`
	Open    int       `json:"open"`
	PastDue int       `json:"past_due"`
	Tasks   []TaskRow `json:"tasks"`
	Next    string    `json:"next"` // continues them; "" when these are all
}

// TaskQuery asks for a page of a list of tasks: queue (the default), mine, waiting, suppressed or ended.
type TaskQuery struct {
	List  string `json:"list"`
	Owner string `json:"owner"` // "" of anybody
	Code  string `json:"code"`  // "" of any kind
	After string `json:"after"` // Next of the page before
	Limit int    `json:"limit"`
}

// TaskPage is a page of a list of tasks.
type TaskPage struct {
	Tasks []TaskRow `json:"tasks"`
	Next  string    `json:"next"` // "" at the end
}

// TaskList is every open task, as of a past moment or of now.
type TaskList struct {
	AsOf    string    `json:"as_of,omitempty"`
	Tasks   []TaskRow `json:"tasks"`
	Unknown []string  `json:"unknown,omitempty"` // codes of the tasks that nobody can know of any more
}

// TaskView is one task with its past.
type TaskView struct {
	Task   TaskRow    `json:"task"`
	Did    []TaskDeed `json:"did"`    // what people did about it, oldest first
	Others []TaskRow  `json:"others"` // the other times it arose for its subject, newest first
}

// TaskDeed is one thing a person did about a task.
type TaskDeed struct {
	At      string `json:"at"`
	By      string `json:"by"`
	Kind    string `json:"kind"`    // task_taken, task_waits, task_stepped, task_resolved
	Code    string `json:"code"`    // whom it waits for, which step, or how it ended
	Outcome string `json:"outcome"` // of a step, what came of it
	Until   string `json:"until"`
	Text    string `json:"text"` // what they wrote; "" when it was erased
}

// StepDone is a step that a person did about a task.
type StepDone struct {
	Step    string  `json:"step"`
	Choice  string  `json:"choice"` // the outcome, where the step has several
	Text    string  `json:"text"`
	Until   string  `json:"until"` // the day it is looked at again, YYYY-MM-DD
	Address Address `json:"address"`
}

// Address is where an order goes, as a person corrected it.
type Address struct {
	Name     string `json:"name"`
	Company  string `json:"company"`
	Address1 string `json:"address1"`
	Address2 string `json:"address2"`
	City     string `json:"city"`
	Region   string `json:"region"`
	Postcode string `json:"postcode"`
	Country  string `json:"country"`
}

// TaskRow is one open task. Story is a message key (task.<code>.story) with Args: the facts it names and, of
// an order's task, since when and how many days ago that was.
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
	Since    string   `json:"since"` // when what it tells of began
	Due      string   `json:"due"`
	Over     bool     `json:"over"` // past due
	Ended    string   `json:"ended"`
	Until    string   `json:"until"`
	On       string   `json:"on"` // whom it waits for: carrier, customer, supplier; "" a date alone
	By       string   `json:"by"`
	How      string   `json:"how"`     // of one that a person ended: the code it was ended with
	Cleared  string   `json:"cleared"` // of one that cleared by itself: what did it, one of Clears
	Nth      int      `json:"nth"`     // which time this arose for its subject, from 1
	Step     string   `json:"step"`    // the next step, one of step.*
	Asks     StepAsk  `json:"asks"`    // where the step is done, and what it asks for
	Checks   []string `json:"checks"`  // what to look at first, one of check.*
	Clears   []string `json:"clears"`  // what ends it by itself, one of clears.*
}

// StepAsk is where a step is done, and what it asks for before it counts as done.
type StepAsk struct {
	Place   string   `json:"place"`   // here, claim, station, returns, unread, settings, order
	Mode    string   `json:"mode"`    // of the station
	Day     string   `json:"day"`     // needed, maybe, never
	Text    string   `json:"text"`    // needed, maybe
	Choices []string `json:"choices"` // one of outcome.*
	Address bool     `json:"address"`
}

// FeedRow is one source, or what it says of one of its carriers, and how long it has been silent.
type FeedRow struct {
	Source   string `json:"source"`
	Carrier  string `json:"carrier"` // "" all that the source says
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
