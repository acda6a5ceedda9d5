package track

import "time"

// OrderState is what is true of one order at one moment, derived from its events by Derive and never edited.
type OrderState struct {
	ID        string        `json:"id"` // OrderIDOf(source, number)
	Order     string        `json:"order"`
	Source    string        `json:"source"`
	Headline  Headline      `json:"headline"`
	Facets    Facets        `json:"facets"`
	Promise   Promise       `json:"promise"`
	Lines     []LineState   `json:"lines"`
	Parcels   []ParcelState `json:"parcels"`
	Returns   []ReturnState `json:"returns"`
	Claims    []ClaimState  `json:"claims"`
	Contacts  []Asked       `json:"contacts,omitempty"` // every time the customer got in touch, oldest first
	Tasks     []Task        `json:"tasks"`              // every episode, cleared ones too, oldest first
	Why       Why           `json:"why"`
	Times     OrderTimes    `json:"times"`
	Facts     OrderFacts    `json:"facts"`
	Person    string        `json:"person"`              // hash of the customer data in force
	Stated    string        `json:"stated"`              // event that gave Facts
	Bygone    bool          `json:"bygone,omitempty"`    // over by its shop's word alone, from before the shop began here
	Edits     []string      `json:"edits"`               // fields a person changed, sorted
	Contested []Contested   `json:"contested,omitempty"` // of those, what the files state otherwise and nobody answered
	Check     time.Time     `json:"check"`               // the next instant at which time alone may change this; zero when none

	DuplicateOf OrderRef     `json:"duplicate_of,omitzero"` // the order that this one repeats
	Overrides   []Overridden `json:"overrides,omitempty"`   // acts that the rules refused and a person recorded all the same
}

// Share says how much of something has happened.
type Share string

// The three shares a facet can have.
const (
	None Share = "none"
	Part Share = "part"
	All  Share = "all"
)

// State is whether an order is being worked on.
type State string

// The states of an order.
const (
	Open        State = "open"
	OnHold      State = "on_hold"
	CancelledAs State = "cancelled"
	Closed      State = "closed"
)

// PromiseState is how an order stands against the date we promised.
type PromiseState string

// The states of a promise; a kept one stays on_track, a broken one stays late.
const (
	OnTrack   PromiseState = "on_track"
	AtRisk    PromiseState = "at_risk"
	Late      PromiseState = "late"
	NoPromise PromiseState = "none"
)

// Facets stand side by side; no single word replaces them.
type Facets struct {
	State      State        `json:"state"`
	Picked     Share        `json:"picked"`
	Packed     Share        `json:"packed"`
	HandedOver Share        `json:"handed_over"`
	Delivered  Share        `json:"delivered"`
	Returns    Share        `json:"returns"`
	Promise    PromiseState `json:"promise"`
	Attention  int          `json:"attention"` // open tasks
}

// Headline is the one line that leads an order: what, about which parcel, and how many of them are done.
// Code is a task code, a state, "late", "part_delivered", "to_ship" or a phase.
type Headline struct {
	Code      string `json:"code"`
	Parcel    string `json:"parcel,omitempty"` // the worst open parcel
	Nth       int    `json:"nth,omitempty"`    // its place among the parcels, from 1
	Of        int    `json:"of"`               // parcels that count
	Delivered int    `json:"delivered"`        // of those
	Reason    Reason `json:"reason,omitempty"`
	At        Stamp  `json:"at,omitempty"` // when that happened
	ToShip    int    `json:"to_ship"`      // units still to hand over
}

// Ledger counts the units of one line through the shop; every column is a fold over events.
type Ledger struct {
	Ordered         int `json:"ordered"`
	Cancelled       int `json:"cancelled"`
	Picked          int `json:"picked"`
	Packed          int `json:"packed"`
	HandedOver      int `json:"handed_over"`
	Delivered       int `json:"delivered"`
	Lost            int `json:"lost"`
	Returning       int `json:"returning"` // on the way back, or back, without ever having been delivered
	ReturnRequested int `json:"return_requested"`
	ReturnReceived  int `json:"return_received"`
	Restocked       int `json:"restocked"`
	WrittenOff      int `json:"written_off"`
	Replaced        int `json:"replaced"`
}

// LineState is one line of an order and where its units are.
type LineState struct {
	Line     string   `json:"line"`
	SKU      string   `json:"sku"`
	Title    string   `json:"title"`
	Price    Money    `json:"price,omitzero"`
	Ledger   Ledger   `json:"ledger"`
	ToShip   int      `json:"to_ship"`           // ordered - cancelled - handed over, never negative
	Serials  []string `json:"serials,omitempty"` // that went out
	Implied  bool     `json:"implied"`           // some column follows from a later milestone, not from our own scan
	NoShip   bool     `json:"no_ship"`           // nothing to hand over
	Overpick int      `json:"overpick,omitempty"`
}

// Overridden is an act that the rules refused and a person recorded all the same, for a reason kept with the event.
type Overridden struct {
	Event    string `json:"event"`
	Kind     Kind   `json:"kind"`
	Code     string `json:"code"` // of the refusal
	Parcel   string `json:"parcel,omitempty"`
	Line     string `json:"line,omitempty"`
	Quantity int    `json:"quantity,omitempty"`
	By       string `json:"by,omitempty"`
}

// Elsewhere reports whether nobody here has to act on the order: somebody else fulfils it, or it repeats another one.
func (s *OrderState) Elsewhere() bool { return s.Facts.NotOurs || !s.DuplicateOf.IsZero() }

// Content is how many units of a line are in a parcel.
type Content struct {
	Line     string `json:"line"`
	Quantity int    `json:"quantity"`
}

// ParcelState is one parcel and where it is.
type ParcelState struct {
	Parcel     string      `json:"parcel"`
	Carrier    string      `json:"carrier"`
	Service    string      `json:"service"`
	Tracking   string      `json:"tracking"`
	Aliases    []string    `json:"aliases,omitempty"` // earlier tracking numbers that still find it
	Phase      Phase       `json:"phase"`
	Reason     Reason      `json:"reason"`
	Flag       Flag        `json:"flag,omitempty"`
	Possession bool        `json:"possession"` // the carrier physically has or had it
	OnItsWay   bool        `json:"on_its_way"` // customers may read "on its way": possession or our hand-over
	Since      Stamp       `json:"since,omitempty"`
	Estimated  Estimate    `json:"estimated"`
	Zone       string      `json:"zone,omitempty"`   // where it goes, as coarsely as history tells lanes apart
	Transit    Transit     `json:"transit,omitzero"` // how its journey went, once it has ended
	Contents   []Content   `json:"contents"`
	Serials    []string    `json:"serials,omitempty"` // that were recorded to have gone out in it
	Assumed    bool        `json:"assumed"`           // contents follow from the order, nobody scanned them in
	Attempts   int         `json:"attempts"`
	Cost       Money       `json:"cost,omitzero"`        // of the label, as stated last; where invoices charge for it, what they do in all
	Surcharge  Money       `json:"surcharge,omitzero"`   // what was invoiced on top, credits taken off
	CostApart  []Money     `json:"cost_apart,omitempty"` // charged in other currencies, which cannot be added
	Signed     bool        `json:"signed,omitempty"`
	LeftAt     string      `json:"left_at,omitempty"`
	Location   string      `json:"location,omitempty"` // of the deciding event
	Pickup     bool        `json:"pickup,omitempty"`
	Voided     bool        `json:"voided,omitempty"`
	Times      ParcelTimes `json:"times"`
	Why        Why         `json:"why"`
}

// Estimate is when a parcel should arrive: a window of dates, what it rests on ("history", else "carrier", else
// "promise"), and of how many past parcels, how much alike. Empty when nobody can say. Of a window that rests on history, half
// of all parcels arrive by From and nine of ten by To, when it is first given; it is never in the past. Both, and the
// carrier's day where that is all there is, change only when they must.
type Estimate struct {
	From    Date   `json:"from,omitempty"`
	To      Date   `json:"to,omitempty"`
	Basis   string `json:"basis,omitempty"`
	N       int    `json:"n,omitempty"`
	Level   Level  `json:"level,omitempty"`
	Carrier Date   `json:"carrier_says,omitempty"` // the carrier's own estimate, whatever leads
}

// ParcelTimes are the first times a parcel reached each milestone, as stated; empty when it has not.
type ParcelTimes struct {
	Labelled   Stamp `json:"labelled,omitempty"`
	Packed     Stamp `json:"packed,omitempty"`
	HandedOver Stamp `json:"handed_over,omitempty"` // our own scan
	Announced  Stamp `json:"announced,omitempty"`
	Possession Stamp `json:"possession,omitempty"` // the first event that proves the carrier has it
	Out        Stamp `json:"out_for_delivery,omitempty"`
	Failed     Stamp `json:"attempt_failed,omitempty"`
	Collection Stamp `json:"awaiting_collection,omitempty"`
	Delivered  Stamp `json:"delivered,omitempty"`
	Returning  Stamp `json:"returning,omitempty"`
	Returned   Stamp `json:"returned_to_us,omitempty"`
	Last       Stamp `json:"last,omitempty"` // the newest progress of any kind
}

// OrderTimes are the milestones of the whole order, for the clocks that KPIs read.
type OrderTimes struct {
	Ordered    Stamp  `json:"ordered,omitempty"`
	Paid       Stamp  `json:"paid,omitempty"`
	HandedOver Stamp  `json:"handed_over,omitempty"` // of the last unit: our scan, else the carrier's possession
	Delivered  Stamp  `json:"delivered,omitempty"`   // of the last parcel, when all are delivered
	HoldHours  int    `json:"hold_hours,omitempty"`
	Holds      []Span `json:"holds,omitempty"` // the holds behind HoldHours, oldest first
}

// Asked is one time a customer got in touch: what about, and when.
type Asked struct {
	Code  string `json:"code"`
	At    Stamp  `json:"at,omitempty"`
	Event string `json:"event"`
}

// Promise is the date we promised, kept in its three forms, and how it stands.
type Promise struct {
	Original  Date         `json:"original,omitempty"`
	Latest    Date         `json:"latest,omitempty"`
	Requested Date         `json:"requested,omitempty"`
	State     PromiseState `json:"state"`
	Days      int          `json:"days"` // late by; 0 when not late
}

// ReturnState is one return and where it stands.
type ReturnState struct {
	Return     string        `json:"return"`
	Kind       string        `json:"kind"`  // request, warranty, rts (refused or undeliverable, coming back), unannounced
	Phase      string        `json:"phase"` // DESIGN.md section 5
	Parcel     string        `json:"parcel,omitempty"`
	Reason     string        `json:"reason,omitempty"`    // the customer's words
	SentBack   Reason        `json:"sent_back,omitempty"` // why a carrier sends it back, of kind rts
	Words      string        `json:"words,omitempty"`     // hash of the customer's words, which lie beside the facts
	Cause      string        `json:"cause,omitempty"`     // one of ReturnCauses
	Lines      []ReturnLine  `json:"lines"`
	Opened     Stamp         `json:"opened,omitempty"`
	Authorised Stamp         `json:"authorised,omitempty"` // the latest agreement
	Received   Stamp         `json:"received,omitempty"`   // the first receipt
	Inspected  Stamp         `json:"inspected,omitempty"`  // this and the next three: the latest
	Decided    Stamp         `json:"decided,omitempty"`
	Released   Stamp         `json:"released,omitempty"`
	Closed     Stamp         `json:"closed,omitempty"`
	Since      Stamp         `json:"since,omitempty"`      // when its phase began
	Due        time.Time     `json:"due,omitzero"`         // when its phase should be over
	Expires    time.Time     `json:"expires,omitzero"`     // of an agreement that waits for the customer
	Resolution string        `json:"resolution,omitempty"` // the latest that was released
	Amount     Money         `json:"amount,omitzero"`      // released so far
	Instant    int           `json:"instant,omitempty"`    // number of the rule that lets it be released before it comes
	Aside      Stamp         `json:"aside,omitempty"`      // set aside since; "" when it is not
	Pickup     Stamp         `json:"pickup,omitempty"`     // the day it is to be picked up
	Ways       []ReturnWay   `json:"ways"`
	Uncounted  int           `json:"uncounted,omitempty"` // boxes or units that belong to no line yet
	Goods      string        `json:"goods,omitempty"`     // what came unannounced
	Reference  string        `json:"reference,omitempty"` // the number of the platform that the customer asked on
	Loose      bool          `json:"loose,omitempty"`     // nobody knows its order
	Apart      bool          `json:"apart,omitempty"`     // a person says that it is no parcel on its way back to us
	Aliases    []string      `json:"aliases,omitempty"`   // numbers under which parts of it came in
	Warranty   *WarrantyCase `json:"warranty,omitempty"`
}

// ReturnLine is one line coming back; its units may be on different ways.
type ReturnLine struct {
	Line        string        `json:"line"`
	State       string        `json:"state"` // expected, inspection_pending, inspected, disposition_decided, resolution_released
	Requested   int           `json:"requested"`
	Received    int           `json:"received"`
	Inspected   int           `json:"inspected"`
	Decided     int           `json:"decided"`
	Released    int           `json:"released"`
	Grade       string        `json:"grade,omitempty"`       // the worst of its units
	Disposition string        `json:"disposition,omitempty"` // this and the next: the last of its units
	Resolution  string        `json:"resolution,omitempty"`
	Units       []ReturnUnits `json:"units"`
	Cover       *Cover        `json:"cover,omitempty"` // where its item has a term, or a supplier is asked
}

// ReturnUnits are units of a line that share their three axes.
type ReturnUnits struct {
	Quantity    int    `json:"quantity"`
	Grade       string `json:"grade,omitempty"`
	Disposition string `json:"disposition,omitempty"`
	Resolution  string `json:"resolution,omitempty"` // decided, or released
	Released    bool   `json:"released,omitempty"`
	Amount      Money  `json:"amount,omitzero"`
	Serial      string `json:"serial,omitempty"`
	SerialSays  string `json:"serial_says,omitempty"` // matches, not_ours, returned_before, unknown
	Rule        int    `json:"rule,omitempty"`        // number of the rule that proposed
	Changed     bool   `json:"changed,omitempty"`     // decided otherwise than proposed
}

// ReturnWay is a parcel that a return travels back in.
type ReturnWay struct {
	Parcel   string `json:"parcel,omitempty"`
	Carrier  string `json:"carrier"`
	Tracking string `json:"tracking"`
	Phase    Phase  `json:"phase"`
	Reason   Reason `json:"reason,omitempty"`
	Since    Stamp  `json:"since,omitempty"`

	Cost      Money `json:"cost,omitzero"`      // of the label, as stated last
	Surcharge Money `json:"surcharge,omitzero"` // what was invoiced on top, credits taken off
}

// TaskState is how an episode stands.
type TaskState string

// The states of a task.
const (
	TaskOpen    TaskState = "open"
	TaskMine    TaskState = "taken"
	TaskWaiting TaskState = "waiting"
	TaskDone    TaskState = "resolved"
	TaskFalse   TaskState = "false_alarm" // ended by a person: it should not have been raised
	TaskCleared TaskState = "auto_cleared"
	// TaskSuppressed neither waits for anybody nor has ended: the feed that would say more is silent.
	TaskSuppressed TaskState = "suppressed"
)

// byPerson reports whether somebody ended the task.
func (s TaskState) byPerson() bool { return s == TaskDone || s == TaskFalse }

// Task is one episode of one exception.
type Task struct {
	Task    string    `json:"task"`
	Code    string    `json:"code"`
	Owner   string    `json:"owner"`
	Subject string    `json:"subject"` // parcel or return number, or a source; "" is the order or the shop itself
	Nth     int       `json:"nth"`     // which time this arose for its subject, from 1
	State   TaskState `json:"state"`
	Opened  time.Time `json:"opened"`
	Since   time.Time `json:"since,omitzero"` // when what it tells of began: the last scan of a parcel that stalled since
	Due     time.Time `json:"due,omitzero"`
	Ended   time.Time `json:"ended,omitzero"`
	Until   Stamp     `json:"until,omitempty"`   // of a waiting one
	On      string    `json:"on,omitempty"`      // whom it waits for: carrier, customer, supplier; "" a date alone
	By      string    `json:"by,omitempty"`      // who took or resolved it
	How     string    `json:"how,omitempty"`     // of one that a person ended: the code it was ended with
	Cleared string    `json:"cleared,omitempty"` // of one that cleared by itself: which of its row's Clears did it
	Acts    []string  `json:"acts,omitempty"`    // events of what people did about it, in time
	Event   string    `json:"event,omitempty"`   // what opened it
	Reason  Reason    `json:"reason,omitempty"`
	Facts   []string  `json:"facts,omitempty"` // arguments of its story, in the order its message names them
}

// IsOpen reports whether somebody still has to act.
func (t Task) IsOpen() bool {
	return t.State == TaskOpen || t.State == TaskMine || t.State == TaskWaiting
}

// Why says what decided a status: the event, the rule, the runner-up and every source that says otherwise.
type Why struct {
	DecidedBy string     `json:"decided_by"`
	Rule      string     `json:"rule"`
	RunnerUp  string     `json:"runner_up,omitempty"`
	Conflicts []Conflict `json:"conflicts"`
}

// Conflict is one source that says something else, and why it did not decide.
type Conflict struct {
	Source string `json:"source"`
	Says   string `json:"says"`
	Event  string `json:"event"`
	Parcel string `json:"parcel,omitempty"`
	Weight string `json:"weight"` // code: not_its_milestone, older, after_delivery, weaker, which_parcel
}

// OrderIDOf is the key of an order: the same source and number are the same order, however the number was written.
func OrderIDOf(source, number string) string {
	return HashID("O", source+"|"+OrderKey(number), 14)
}
