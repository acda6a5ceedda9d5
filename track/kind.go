package track

// Kind says what sort of fact an event is.
type Kind string

// The kinds of facts. Reports come from outside and are never refused; acts are ours.
const (
	// Reports.
	OrderStated  Kind = "order_stated"  // a shop export says what an order is (Order facts)
	ParcelStated Kind = "parcel_stated" // a label or carrier file says what a parcel is (Parcel facts)
	CarrierEvent Kind = "carrier_event" // a carrier, by file or mail, says where a parcel is (Phase, Reason, Flag)
	Contact      Kind = "contact"       // a customer got in touch (Code: where_is_it, missing, damaged, wrong_item)

	// Acts on orders and their lines.
	HoldPlaced    Kind = "held"
	HoldReleased  Kind = "released"
	Cancelled     Kind = "cancelled" // whole order, or Line and Quantity
	Edited        Kind = "edited"    // a person changed a field: Code names it, Text holds the new value
	Noted         Kind = "noted"
	LinePicked    Kind = "picked"      // Line, Quantity
	LinePacked    Kind = "packed"      // Line, Quantity into Parcel
	LineUnpacked  Kind = "unpacked"    // Line, Quantity out of Parcel and back on the bench
	ParcelClosed  Kind = "closed"      // the box is shut: nothing more goes in
	ParcelLabel   Kind = "labelled"    // Parcel now answers to Carrier and Tracking; and still to Other, its label before
	ParcelStaged  Kind = "staged"      // waits for its carrier's pick-up
	ParcelGiven   Kind = "handed_over" // scanned out to the carrier
	ParcelVoided  Kind = "voided"
	ParcelMerged  Kind = "merged"    // Parcel and Other are two records of one physical parcel
	PhaseOverride Kind = "override"  // a person says where a parcel is, with a reason in Text
	OrderRepeated Kind = "duplicate" // this order is the order Of once more, stated by another source

	// Acts on returns.
	ReturnOpened     Kind = "return_opened" // Line, Quantity, Reason text; Code: request, warranty or rts
	ReturnAuthorised Kind = "return_authorised"
	ReturnDeclined   Kind = "return_declined"
	ReturnCancelled  Kind = "return_cancelled"
	ReturnExpected   Kind = "return_expected"  // how it comes back: Parcel is its label, Due the day of a pick-up
	ReturnReceived   Kind = "return_received"  // Line, Quantity; without Line a box that nobody has looked into
	ReturnMatched    Kind = "return_matched"   // what came unannounced is Line, Quantity of the order; Code: the return it belongs to
	ReturnInspected  Kind = "return_inspected" // Line, Quantity; Code: grade A-E
	ReturnSetAside   Kind = "return_set_aside" // the inspection waits, for the reason in Text
	ReturnDecided    Kind = "return_decided"   // Line, Quantity; Code: disposition
	ReturnReleased   Kind = "return_released"  // Code: resolution; Line, or the whole return
	ReturnClosed     Kind = "return_closed"

	// Acts on the way of returned goods to their supplier.
	SupplierAsked    Kind = "supplier_asked"    // the supplier gave its number for the return
	SupplierSent     Kind = "supplier_sent"     // the goods left for the supplier
	SupplierAnswered Kind = "supplier_answered" // Code: credited, replaced, repaired or refused

	// SerialShipped says which serial number (Code) of a line went out, in Parcel when that is known.
	SerialShipped Kind = "serial_shipped"

	// Acts on claims against carriers and insurers.
	ClaimOpened  Kind = "claim_opened"
	ClaimFiled   Kind = "claim_filed"
	ClaimPaid    Kind = "claim_paid"
	ClaimRefused Kind = "claim_refused"
	ClaimGivenUp Kind = "claim_given_up"
	ClaimDated   Kind = "claim_dated" // its last day, or of one that is filed the day on which they are to answer

	// Acts on tasks.
	TaskTaken    Kind = "task_taken"
	TaskWaits    Kind = "task_waits"    // Due holds until when; Code: whom it waits for
	TaskStepped  Kind = "task_stepped"  // Code: the step that was done; Due: when to look again, "" to stay at it
	TaskResolved Kind = "task_resolved" // Code: how; Text: why

	// Acts on what nobody could place.
	Linked   Kind = "linked"   // Parcel belongs to Order; or, with Code, what is said of order number Code is said of Order
	Disowned Kind = "disowned" // Parcel, or else what is said of the order number, is not ours; it is kept and asks nobody

	// Retraction takes back one event; the log keeps both.
	Retraction Kind = "retraction"
	// ScanUnknown keeps a barcode nobody could place.
	ScanUnknown Kind = "scan_unknown"
)

// kindRow says what a kind is about and whether it is ours.
type kindRow struct {
	Kind  Kind
	About string // order, line, parcel, return, claim, task, match, event, scan
	Act   bool
	Phase Phase // the phase it puts its parcel in, when it is our own work
}

// Read a row as: <kind> is a fact about <what>, is it our own act, and the phase it means for the parcel.
var kinds = []kindRow{
	{OrderStated, "order", false, ""},
	{ParcelStated, "parcel", false, Planned},
	{CarrierEvent, "parcel", false, ""},
	{Contact, "order", false, ""},
	{HoldPlaced, "order", true, ""},
	{HoldReleased, "order", true, ""},
	{Cancelled, "order", true, ""},
	{Edited, "order", true, ""},
	{Noted, "order", true, ""},
	{LinePicked, "line", true, ""},
	{LinePacked, "parcel", true, Packing},
	{LineUnpacked, "parcel", true, Packing},
	{ParcelClosed, "parcel", true, Packed},
	{ParcelLabel, "parcel", true, Labelled},
	{ParcelStaged, "parcel", true, Staged},
	{ParcelGiven, "parcel", true, HandedOver},
	{ParcelVoided, "parcel", true, Voided},
	{ParcelMerged, "parcel", true, ""},
	{PhaseOverride, "parcel", true, ""},
	{OrderRepeated, "order", true, ""},
	{ReturnOpened, "return", true, ""},
	{ReturnAuthorised, "return", true, ""},
	{ReturnDeclined, "return", true, ""},
	{ReturnCancelled, "return", true, ""},
	{ReturnExpected, "return", true, ""},
	{ReturnReceived, "return", true, ""},
	{ReturnMatched, "return", true, ""},
	{ReturnInspected, "return", true, ""},
	{ReturnSetAside, "return", true, ""},
	{ReturnDecided, "return", true, ""},
	{ReturnReleased, "return", true, ""},
	{ReturnClosed, "return", true, ""},
	{SupplierAsked, "return", true, ""},
	{SupplierSent, "return", true, ""},
	{SupplierAnswered, "return", true, ""},
	{SerialShipped, "line", true, ""},
	{ClaimOpened, "claim", true, ""},
	{ClaimFiled, "claim", true, ""},
	{ClaimPaid, "claim", true, ""},
	{ClaimRefused, "claim", true, ""},
	{ClaimGivenUp, "claim", true, ""},
	{ClaimDated, "claim", true, ""},
	{TaskTaken, "task", true, ""},
	{TaskWaits, "task", true, ""},
	{TaskStepped, "task", true, ""},
	{TaskResolved, "task", true, ""},
	{Linked, "match", true, ""},
	{Disowned, "match", true, ""},
	{Retraction, "event", true, ""},
	{ScanUnknown, "scan", true, ""},
}

var kindIndex = func() map[Kind]kindRow {
	m := make(map[Kind]kindRow, len(kinds))
	for _, r := range kinds {
		m[r.Kind] = r
	}
	return m
}()

// Kinds lists every kind, reports first.
func Kinds() []Kind {
	out := make([]Kind, len(kinds))
	for i, r := range kinds {
		out[i] = r.Kind
	}
	return out
}

// About names the noun a kind is a fact about.
func (k Kind) About() string { return kindIndex[k].About }

// IsAct reports whether the fact is our own doing, and so may be refused before it is recorded.
func (k Kind) IsAct() bool { return kindIndex[k].Act }

// Means is the phase a fact of the kind puts its parcel in when it names none; "" for most.
func (k Kind) Means() Phase { return kindIndex[k].Phase }
