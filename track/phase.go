package track

// Phase says where a parcel is. The words are the same in the database, on the command line and on screen.
type Phase string

// The phases of our own work, of the carrier, and the two that only events carry.
const (
	Planned    Phase = "planned"
	Picking    Phase = "picking"
	Picked     Phase = "picked"
	Packing    Phase = "packing"
	Packed     Phase = "packed"
	Labelled   Phase = "labelled"
	Staged     Phase = "staged"
	HandedOver Phase = "handed_over"

	Announced          Phase = "announced"
	Possession         Phase = "possession"
	Moving             Phase = "moving"
	OutForDelivery     Phase = "out_for_delivery"
	AttemptFailed      Phase = "attempt_failed"
	AwaitingCollection Phase = "awaiting_collection"
	Delivered          Phase = "delivered"
	Returning          Phase = "returning"
	ReturnedToUs       Phase = "returned_to_us"
	Lost               Phase = "lost"
	Destroyed          Phase = "destroyed"

	Voided Phase = "voided"

	// NoData and Unmapped are things an event can say; they never move a parcel.
	NoData   Phase = "no_data"
	Unmapped Phase = "unmapped"
)

// phaseRow is one phase: its rank among phases that happen at the same time, whether the carrier asserts it, whether the
// carrier physically has (or had) the parcel then, and whether nothing is expected to follow.
type phaseRow struct {
	Phase      Phase
	Rank       int
	Carrier    bool
	Possession bool
	Final      bool
}

// Read a row as: <phase>, <how far along>, is it the carrier's word, does it prove possession, does it end the journey.
var phases = []phaseRow{
	{NoData, 0, true, false, false},
	{Unmapped, 0, true, false, false},
	{Planned, 1, false, false, false},
	{Picking, 2, false, false, false},
	{Picked, 3, false, false, false},
	{Packing, 4, false, false, false},
	{Packed, 5, false, false, false},
	{Labelled, 6, false, false, false},
	{Staged, 7, false, false, false},
	{HandedOver, 8, false, false, false},
	{Announced, 9, true, false, false},
	{Possession, 10, true, true, false},
	{Moving, 11, true, true, false},
	{OutForDelivery, 12, true, true, false},
	{AttemptFailed, 13, true, true, false},
	{AwaitingCollection, 14, true, true, false},
	{Delivered, 15, true, true, true},
	{Returning, 16, true, true, false},
	{ReturnedToUs, 17, true, true, true},
	{Lost, 18, true, true, true},
	{Destroyed, 19, true, true, true},
	{Voided, 20, false, false, true},
}

var phaseIndex = func() map[Phase]phaseRow {
	m := make(map[Phase]phaseRow, len(phases))
	for _, r := range phases {
		m[r.Phase] = r
	}
	return m
}()

// Phases lists every phase in rank order.
func Phases() []Phase {
	out := make([]Phase, len(phases))
	for i, r := range phases {
		out[i] = r.Phase
	}
	return out
}

// Known reports whether p is one of the words above.
func (p Phase) Known() bool { _, ok := phaseIndex[p]; return ok }

// Rank orders phases that carry the same time: the larger is further along.
func (p Phase) Rank() int { return phaseIndex[p].Rank }

// IsCarrier reports whether the carrier, not we, asserts p.
func (p Phase) IsCarrier() bool { return phaseIndex[p].Carrier }

// HasPossession reports whether the carrier must physically have had the parcel to be in p.
func (p Phase) HasPossession() bool { return phaseIndex[p].Possession }

// IsFinal reports whether nothing more is expected after p.
func (p Phase) IsFinal() bool { return phaseIndex[p].Final }

// Moves reports whether an event that says p can change where a parcel is.
func (p Phase) Moves() bool { return p != "" && p != NoData && p != Unmapped && p.Known() }
