package app

import "ordertrail/track"

// OrderQuery asks for one page of orders, newest first.
type OrderQuery struct {
	View   string `json:"view"`   // all, open, attention, to_ship, at_risk, late, no_scan, returns, claims, claimed, suppliers, on_hold, cancelled, closed
	Search string `json:"search"` // numbers, customers, items, tracking numbers; as typed
	Source string `json:"source"`
	After  string `json:"after"` // key of the last row of the page before
	Limit  int    `json:"limit"` // 1 to 500; 0 means 100
	AsOf   string `json:"as_of"` // a past moment to look at; "" is now

	PlacedDays int    `json:"placed_days"` // placed within so many days, today one of them; 0 is whenever
	Carrier    string `json:"carrier"`     // code or name, of any parcel
	Promise    string `json:"promise"`     // on_track, at_risk, late, none
	Delivered  string `json:"delivered"`   // none, part, all
	HandedOver string `json:"handed_over"` // none, part, all
	Returned   string `json:"returned"`    // none, part, all
}

// OrderPage is one page of the list.
type OrderPage struct {
	Rows  []OrderRow `json:"rows"`
	Next  string     `json:"next"`  // "" at the end
	Views []Count    `json:"views"` // how many orders each view holds
	Total int        `json:"total"` // matching; -1 when more than 10 000
	Empty bool       `json:"empty"` // there is no order at all
	AsOf  string     `json:"as_of"` // the past moment this was true at, "" for now

	Carriers []string    `json:"carriers"` // codes of those that any parcel goes by
	Saved    []SavedView `json:"saved"`    // by name
}

// SavedView is a list that a person keeps under a name: a view, a search and what narrows them. It names no page and no moment.
type SavedView struct {
	Name  string     `json:"name"`
	Query OrderQuery `json:"query"`
}

// OrderRow is one order in the list.
type OrderRow struct {
	ID         string         `json:"id"`
	Order      string         `json:"order"`
	Source     string         `json:"source"`
	Placed     string         `json:"placed"`
	Customer   string         `json:"customer"`
	Item       string         `json:"item"`  // title of the first line
	Items      int            `json:"items"` // lines
	Units      int            `json:"units"`
	Headline   track.Headline `json:"headline"`
	Facets     track.Facets   `json:"facets"`
	Promise    track.Promise  `json:"promise"`
	HandedOver int            `json:"handed_over"` // units
	Delivered  int            `json:"delivered"`   // units
	Parcels    []ParcelDot    `json:"parcels"`
	Carriers   []string       `json:"carriers"`
	Return     string         `json:"return"` // phase of the newest return, ""
}

// ParcelDot is one parcel in a row of the list.
type ParcelDot struct {
	Parcel string `json:"parcel"`
	Phase  string `json:"phase"`
	Bad    bool   `json:"bad"` // has an open task
}

// OrderView is the Order screen.
type OrderView struct {
	Now       string           `json:"now"`
	AsOf      string           `json:"as_of"` // the past moment this was known at, "" for now
	Zone      string           `json:"zone"`
	State     track.OrderState `json:"state"`
	Customer  track.Customer   `json:"customer"`
	Parcels   []ParcelView     `json:"parcels"`
	Events    []EventRow       `json:"events"`     // newest first by occurrence
	Tasks     []TaskRow        `json:"tasks"`      // open first
	Sources   []SourceSays     `json:"sources"`    // where sources disagree, side by side
	Voices    []VoiceRow       `json:"voices"`     // what every source says about every parcel and milestone
	Prospects []ProspectRow    `json:"prospects"`  // what would change the status
	Claims    []ClaimRow       `json:"claims"`     // open and ended ones
	Suppliers []WarrantyRow    `json:"suppliers"`  // what suppliers are asked for about its returns
	Covers    []LineCover      `json:"covers"`     // how suppliers stand by its lines, of those that have a term
	LeadTask  string           `json:"lead_task"`  // the task that the headline tells of, where another event decides where the parcel is; else ""
	LeadEvent string           `json:"lead_event"` // what opened that task
	Unscanned []string         `json:"unscanned"`  // of picked, packed and handed_over, what others report of some unit and nobody here scanned
	Reporters []string         `json:"reporters"`  // the sources that do
	Original  string           `json:"original"`   // id of the order that this one repeats, ""
	Page      string           `json:"page"`       // path of our tracking page below the data folder, "" before it is published
	Token     string           `json:"token"`
	Previous  string           `json:"previous"` // ids of the neighbours in the list
	Next      string           `json:"next"`
}

// LineCover is how a supplier stands by a line of an order on the day it is looked at.
type LineCover struct {
	Line  string      `json:"line"`
	Cover track.Cover `json:"cover"`
}

// ParcelView adds to a parcel's state what the card shows.
type ParcelView struct {
	Parcel  string       `json:"parcel"`
	Grouped string       `json:"grouped"` // our number as people read it
	Carrier string       `json:"carrier"` // display name
	Link    string       `json:"link"`
	Steps   []Step       `json:"steps"` // packed, handed over, carrier has it, out for delivery, delivered
	Items   []ParcelItem `json:"items"`
	Leads   bool         `json:"leads"` // decides the headline

	Lane       string  `json:"lane"`        // whose past parcels its estimate rests on, "" none
	Kept       int     `json:"kept"`        // of 100 such windows of late, how many held
	KeptN      int     `json:"kept_n"`      // of how many; 0 nobody knows yet
	CarrierOff float64 `json:"carrier_off"` // how far off the carrier's own estimates were of late, days
	CarrierN   int     `json:"carrier_n"`

	Costs []CostRow `json:"costs"` // what labels and invoices stated, the oldest first
}

// CostRow is what one label or invoice stated of the cost of a parcel.
type CostRow struct {
	Source    string      `json:"source"`
	Kind      string      `json:"kind"` // of source
	At        string      `json:"at"`
	Cost      track.Money `json:"cost"`      // of carrying it
	Surcharge track.Money `json:"surcharge"` // on top, a credit negative
	Invoice   string      `json:"invoice"`   // its number; "" of a label, and where none is stated
	Replaced  bool        `json:"replaced"`  // a fresher file of the same invoice states it otherwise
}

// Step is one milestone on a parcel's trail. State: done, now, todo, missing (happened without our scan), failed.
type Step struct {
	Code  string `json:"code"`
	State string `json:"state"`
	At    string `json:"at"`
}

// ParcelItem is one line inside a parcel.
type ParcelItem struct {
	Quantity int    `json:"quantity"`
	Title    string `json:"title"`
	SKU      string `json:"sku"`
}

// EventRow is one entry of the timeline; facts that two sources assert are one row.
type EventRow struct {
	Event      string   `json:"event"`
	Subject    string   `json:"subject"` // parcel or return number, "" the order
	Kind       string   `json:"kind"`
	Phase      string   `json:"phase"`
	Reason     string   `json:"reason"`
	Flag       string   `json:"flag"`
	Code       string   `json:"code"`
	Outcome    string   `json:"outcome"` // of a step on a task, what came of it
	Text       string   `json:"text"`
	Location   string   `json:"location"`
	Line       string   `json:"line"`
	Item       string   `json:"item"`
	Quantity   int      `json:"quantity"`
	Occurred   string   `json:"occurred"`
	Recorded   string   `json:"recorded"`
	LateHours  int      `json:"late_hours"` // between happening and our learning of it
	Source     string   `json:"source"`
	SourceKind string   `json:"source_kind"`
	Also       []string `json:"also"` // other sources of the same fact
	Actor      string   `json:"actor"`
	Station    string   `json:"station"`
	File       string   `json:"file"`
	Row        int      `json:"row"`
	Raw        string   `json:"raw"`
	Decides    bool     `json:"decides"`
	Retracted  bool     `json:"retracted"`
	CanUndo    bool     `json:"can_undo"` // ours, and it counts: it can be taken back
	Override   string   `json:"override"` // code of the refusal that was set aside

	Amount track.Money `json:"amount,omitzero"`  // that was decided, given, claimed or paid
	Serial string      `json:"serial,omitempty"` // that was read on a unit, or went out
}

// SourceSays is what one kind of source says about a parcel, and what weight that has.
type SourceSays struct {
	Parcel string `json:"parcel"`
	Source string `json:"source"`
	Kind   string `json:"kind"`
	Says   string `json:"says"` // phase or the shop's own word
	At     string `json:"at"`
	Weight string `json:"weight"` // decides, or the weight code of track.Conflict
}

// StatusChange is a moment at which an order came to show something else.
type StatusChange struct {
	At        string         `json:"at"`    // with milliseconds where there are any: asked again, it shows exactly this
	Known     bool           `json:"known"` // false when the order was taken back
	Headline  track.Headline `json:"headline"`
	DecidedBy string         `json:"decided_by"` // event
}

// VoiceRow is one word of one source about one milestone of a parcel, and why it did or did not decide: that which decided, else
// the newest that contradicts, else the first.
type VoiceRow struct {
	Parcel    string `json:"parcel"`
	Milestone string `json:"milestone"`
	Source    string `json:"source"`
	Kind      string `json:"kind"` // of source
	Says      string `json:"says"` // phase; or label_made, estimate_given, parcel_listed
	Event     string `json:"event"`
	Occurred  string `json:"occurred"` // when it happened
	Recorded  string `json:"recorded"` // when we learned it
	Times     int    `json:"times"`    // how often the source said it
	Last      string `json:"last"`     // when it said so last
	Weight    string `json:"weight"`   // asserts, supports, ignored
	Verdict   string `json:"verdict"`  // decides, same, before, shown, not_its_milestone, older, after_delivery, weaker
}

// ProspectRow is one thing that would change what the order shows, found by trying it.
type ProspectRow struct {
	By         string         `json:"by"`          // time, back (something taken back), act (ours), word (somebody else's)
	At         string         `json:"at"`          // when time alone brings it about
	Kind       string         `json:"kind"`        // of fact
	Says       string         `json:"says"`        // phase of a word
	SourceKind string         `json:"source_kind"` // who would say it
	Line       string         `json:"line"`
	Quantity   int            `json:"quantity"`
	Parcel     string         `json:"parcel"`
	Event      string         `json:"event"`      // what would be taken back
	Becomes    string         `json:"becomes"`    // where the parcel would be
	OpenTasks  int            `json:"open_tasks"` // then
	Opened     []string       `json:"opened"`     // codes of tasks that would open
	Closed     []string       `json:"closed"`     // codes of open tasks that would be no longer
	Facets     []EffectFacet  `json:"facets"`     // that would be other, besides those; also reason and flag of a parcel
	Parcels    []EffectPhase  `json:"parcels"`    // that would be elsewhere
	Little     bool           `json:"little"`     // headline, facets, promise and tasks would stay
	After      track.Headline `json:"after"`
}
