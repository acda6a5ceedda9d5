package page

import "ordertrail/track"

// Where a parcel stands on its trail, counted in steps: packed, carrier has it, on its way, out for delivery, delivered.
const (
	atPacked = iota
	atCarrier
	atWay
	atDoor
	atEnd
	arrived // every step is done
	lost    // there is no trail to show
	unknown // only what is known to be done is shown
)

// phaseWords is how a phase is told to a customer.
type phaseWords struct {
	Phase  track.Phase
	Key    string // of its words: phase.<key> and phase.<key>.say
	Tone   string // ok, risk, or "" for going well
	At     int
	OnWay  bool   // may only be told when the carrier has it or we handed it over
	Next   string // key of what the customer can do, "" for nothing
	Expect bool   // a day of arrival is worth telling
}

// Read a row as: a parcel that is <phase> is told with the words <key> in the tone <tone>, its trail stands at <at>, it may
// only be told of a parcel truly on its way, the customer's next step is <next>, and a day of arrival is worth telling.
var phaseTable = []phaseWords{
	{track.Planned, "preparing", "", atPacked, false, "", true},
	{track.Picking, "preparing", "", atPacked, false, "", true},
	{track.Picked, "preparing", "", atPacked, false, "", true},
	{track.Packing, "preparing", "", atPacked, false, "", true},
	{track.Packed, "packed", "", atCarrier, false, "", true},
	{track.Labelled, "label", "", atCarrier, false, "", true},
	{track.Staged, "label", "", atCarrier, false, "", true},
	{track.HandedOver, "given", "", atWay, true, "", true},
	{track.Announced, "label", "", atCarrier, false, "", true},
	{track.Possession, "has", "", atWay, true, "", true},
	{track.Moving, "moving", "", atWay, true, "", true},
	{track.OutForDelivery, "out", "", atDoor, true, "", true},
	{track.AttemptFailed, "failed", "risk", atDoor, true, "next.failed", true},
	{track.AwaitingCollection, "collect", "risk", atDoor, true, "next.collect", false},
	{track.Delivered, "delivered", "ok", arrived, false, "", false},
	{track.Returning, "returning", "risk", atDoor, true, "next.returning", false},
	{track.ReturnedToUs, "returned", "risk", arrived, false, "next.returning", false},
	{track.Lost, "lost", "risk", lost, false, "next.lost", false},
	{track.Destroyed, "destroyed", "risk", lost, false, "next.lost", false},
	{track.NoData, "none", "", unknown, false, "", true},
	{track.Unmapped, "none", "", unknown, false, "", true},
}

// wordsFor finds how to tell a parcel. A phase that claims the carrier moved it, without possession or our hand-over, and
// a phase nobody knows are told as no news.
func wordsFor(p *track.ParcelState) phaseWords {
	for _, row := range phaseTable {
		if row.Phase == p.Phase && (!row.OnWay || p.OnItsWay) {
			return row
		}
	}
	return phaseWords{Phase: track.NoData, Key: "none", At: unknown, Expect: true}
}

// Read a row as: when <reason> stops a parcel, the customer's next step is <key>.
var reasonNext = map[track.Reason]string{
	"carrier_damaged":              "next.lost",
	"carrier_lost":                 "next.lost",
	"carrier_address_not_found":    "next.address",
	"customer_incorrect_address":   "next.address",
	"customer_access_restricted":   "next.address",
	"customer_refused":             "next.contact",
	"customer_not_available":       "next.contact",
	"customer_cancelled":           "next.contact",
	"customer_verification_failed": "next.contact",
	"customs_documents":            "next.customs",
	"customs_duties_unpaid":        "next.customs",
	"customs_prohibited":           "next.customs",
	"regulatory_hold":              "next.customs",
	"shop_cancelled":               "next.shop",
	"shop_incorrect_data":          "next.shop",
	"shop_not_ready":               "next.shop",
	"shop_incorrect_parcel":        "next.shop",
	"shop_packaging":               "next.shop",
}
