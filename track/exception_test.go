package track

import (
	"slices"
	"strings"
	"testing"
)

// tell adds facts of other kinds than acts and progress.
func (s *story) tell(events ...Event) *story {
	for _, e := range events {
		if e.Source.ID == "" {
			e.Source = Source{"ups", SourceCarrierFile}
		}
		s.add(e)
	}
	return s
}

// shipBy states the order of one unit to be shipped by a day.
func (s *story) shipBy(day Date) *story {
	return s.add(Event{Kind: OrderStated, Occurred: "2026-05-12T09:50:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
		OrderedAt: "2026-05-12T09:50:00", ShipBy: day, Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}},
	}})
}

// placed is an order of two units without a promise; payment is the shop's word for it.
func (s *story) placed(at Stamp, shipBy Date, payment string) *story {
	return s.add(Event{Kind: OrderStated, Occurred: at, Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
		OrderedAt: at, ShipBy: shipBy, Payment: payment, Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 2}},
	}})
}

// forSupplier is an order of one unit that came back and is to go to its supplier.
func (s *story) forSupplier(day Stamp) *story {
	return s.one().tell(
		returned(ReturnReceived, day+"T08:00:00", 1, ""), returned(ReturnInspected, day+"T08:10:00", 1, "D"),
		back(ReturnDecided, day+"T08:20:00", 1, "return_to_supplier", ReturnFacts{Resolution: "refund"}))
}

// supplied is an order of one unit that came back and left for its supplier.
func (s *story) supplied(at Stamp) *story { return s.forSupplier(at[:10]).tell(stamped(leaves, at)) }

func (s *story) one() *story { return s.order(LineFacts{Line: "1", SKU: "A", Quantity: 1}) }

// sentTo is an order of one unit to a country.
func (s *story) sentTo(country string) *story {
	return s.add(Event{Kind: OrderStated, Occurred: "2026-05-12T09:50:00", Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{
		OrderedAt: "2026-05-12T09:50:00", Country: country, Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}},
	}})
}

// labelTo says where the label of PX goes.
func labelTo(country string, at Stamp) Event {
	return Event{Kind: ParcelStated, ParcelID: "PX", Parcel: ParcelRef{Carrier: "ups"}, Occurred: at, ParcelFacts: &ParcelFacts{Country: country}}
}

// movedTo is a person changing the country of the order.
func movedTo(country string, at Stamp) Event {
	return Event{Kind: Edited, Code: "address", Text: country, Occurred: at, Source: Source{"anna", SourcePerson}}
}

// inBox is units scanned into PX or out of it.
func inBox(kind Kind, at Stamp, n int) Event {
	return Event{Kind: kind, ParcelID: "PX", Line: "1", Quantity: n, Occurred: at, Source: Source{"bench-1", SourceStation}, Nonce: string(at)}
}

// boxed is an order of two units, of which n were scanned into PX.
func (s *story) boxed(at Stamp, n int) *story {
	return s.order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).tell(inBox(LinePacked, at, n))
}

// fewer is the order with so many units of an item in its line, as a file of that time states it; without an item, with no
// such line.
func fewer(at Stamp, sku string, n int) Event {
	f := OrderFacts{OrderedAt: "2026-05-12T09:50:00", Lines: []LineFacts{{Line: "2", SKU: "C", Quantity: 1}}}
	if sku != "" {
		f.Lines = append(f.Lines, LineFacts{Line: "1", SKU: sku, Quantity: n})
	}
	return Event{Kind: OrderStated, Occurred: "2026-05-12T09:50:00", AsOf: at, Source: Source{"shop", SourceShop}, OrderFacts: &f}
}

// dropped is units that the customer does not want any more.
func dropped(at Stamp, n int) Event {
	return Event{Kind: Cancelled, Line: "1", Quantity: n, Occurred: at, Source: Source{"anna", SourcePerson}}
}

// reason is a carrier's word about PX that gives a reason.
func reason(at Stamp, phase Phase, r Reason) Event {
	return Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: at, Phase: phase, Reason: r}
}

func returned(kind Kind, at Stamp, n int, code string) Event {
	return Event{Kind: kind, Return: "R1", Line: "1", Quantity: n, Code: code, Occurred: at, Source: Source{"desk", SourceStation}}
}

// cameBack is an act on the return of PX, which a carrier sends back.
func cameBack(kind Kind, at Stamp, n int, code string) Event {
	e := returned(kind, at, n, code)
	e.Return = RTSNumber("PX")
	return e
}

// sentBack is an order of two units in PX, which came back on its own; n of them were found in it.
func (s *story) sentBack(n int) *story {
	return s.boxed("2026-05-14T10:00:00", 2).act(ParcelGiven, "PX", "2026-05-14T17:00:00", "", 0).carrier("PX", "2026-05-18T10:00:00", Returning, "").
		tell(cameBack(ReturnReceived, "2026-05-20T10:00:00", n, ""), cameBack(ReturnInspected, "2026-05-20T11:00:00", n, "A"))
}

// claims is an act on a claim about PX.
func claims(kind Kind, at Stamp, f ClaimFacts) Event {
	return Event{Kind: kind, Claim: "C1", ParcelID: "PX", Occurred: at, ClaimFacts: &f, Source: Source{"anna", SourcePerson}}
}

// endedClaim is a claim about PX that was refused on 12 May.
func endedClaim(kind string) []Event {
	return []Event{
		claims(ClaimOpened, "2026-05-11T12:00:00", ClaimFacts{Against: "ups", Kind: kind}), claims(ClaimRefused, "2026-05-12T11:00:00", ClaimFacts{}),
	}
}

// labelAt is a label of ours on PX. In these stories a number is wrong when it says so.
func labelAt(at Stamp, number string) Event {
	return Event{Kind: ParcelLabel, ParcelID: "PX", Occurred: at, Parcel: ParcelRef{Carrier: "ups", Tracking: number}, Source: Source{"desk", SourceStation}}
}

func saysBad(_, number string) bool { return strings.HasSuffix(number, "BAD") }

type exceptionRow struct {
	code, want, name string
	story            func(*story)
}

// exceptionRows is the table of cases. The story's clock stands at Thursday 21 May 2026, 16:15. Read a row as: when
// <story> happened, the exception <code> stands "open", was "cleared", or never arose ("").
var exceptionRows = []exceptionRow{
	{"past_ship_by", "open", "the day to ship by is over", func(s *story) { s.shipBy("2026-05-20") }},
	{"past_ship_by", "cleared", "it left a day late", func(s *story) {
		s.shipBy("2026-05-18").act(ParcelGiven, "PX", "2026-05-19T10:00:00", "", 0)
	}},
	{"past_ship_by", "cleared", "it was cancelled a day late", func(s *story) {
		s.shipBy("2026-05-18").act(Cancelled, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"past_ship_by", "cleared", "it was held a day late", func(s *story) {
		s.shipBy("2026-05-18").act(HoldPlaced, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"past_ship_by", "", "the day to ship by is today", func(s *story) { s.shipBy("2026-05-21") }},
	{"past_ship_by", "", "it was held in time", func(s *story) {
		s.shipBy("2026-05-18").act(HoldPlaced, "", "2026-05-16T10:00:00", "", 0)
	}},
	{"past_ship_by", "", "somebody else ships it", func(s *story) {
		s.add(Event{Kind: OrderStated, Source: Source{"shop", SourceShop}, OrderFacts: &OrderFacts{NotOurs: true, ShipBy: "2026-05-01"}})
	}},

	{"unshipped_long", "open", "nine months old, of a first import, and nothing states a day", func(s *story) { s.placed("2025-08-20T10:00:00", "", "") }},
	{"unshipped_long", "open", "half of it left", func(s *story) {
		s.placed("2026-04-20T10:00:00", "", "").act(LinePacked, "PX", "2026-04-22T09:00:00", "1", 1).act(ParcelGiven, "PX", "2026-04-22T10:00:00", "", 0).
			carrier("PX", "2026-04-22T20:00:00", Delivered, "")
	}},
	{"unshipped_long", "cleared", "it left after all", func(s *story) {
		s.placed("2026-04-20T10:00:00", "", "").act(ParcelGiven, "PX", "2026-05-19T10:00:00", "", 0).carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"unshipped_long", "cleared", "it was cancelled after all", func(s *story) {
		s.placed("2026-04-20T10:00:00", "", "").act(Cancelled, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"unshipped_long", "", "placed last week", func(s *story) { s.placed("2026-05-12T10:00:00", "", "") }},
	{"unshipped_long", "", "it left in time", func(s *story) {
		s.placed("2026-04-20T10:00:00", "", "").act(ParcelGiven, "PX", "2026-04-22T10:00:00", "", 0).carrier("PX", "2026-04-22T20:00:00", Delivered, "")
	}},
	{"unshipped_long", "", "nobody paid for it", func(s *story) { s.placed("2025-08-20T10:00:00", "", "pending") }},
	{"unshipped_long", "", "a day to ship by speaks for it", func(s *story) { s.placed("2025-08-20T10:00:00", "2026-05-25", "paid") }},
	{"unshipped_long", "", "a label that was never handed over speaks for it", func(s *story) {
		s.placed("2025-08-20T10:00:00", "", "").act(ParcelLabel, "PX", "2026-05-11T10:00:00", "", 0)
	}},

	{"packed_not_handed_over", "open", "packed on Tuesday and still here", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-19T10:00:00", "", 0)
	}},
	{"packed_not_handed_over", "cleared", "scanned out two days later", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-18T10:00:00", "", 0).act(ParcelGiven, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"packed_not_handed_over", "cleared", "voided two days later", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-18T10:00:00", "", 0).act(ParcelVoided, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"packed_not_handed_over", "cleared", "the order was cancelled two days later", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-18T10:00:00", "", 0).act(Cancelled, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"packed_not_handed_over", "open", "filled and labelled on Tuesday, and nobody closed it", func(s *story) {
		s.boxed("2026-05-19T10:00:00", 2).act(ParcelLabel, "PX", "2026-05-19T10:05:00", "", 0)
	}},
	{"packed_not_handed_over", "open", "labelled first and filled on Tuesday", func(s *story) {
		s.boxed("2026-05-19T10:00:00", 2).act(ParcelLabel, "PX", "2026-05-15T10:05:00", "", 0)
	}},
	{"packed_not_handed_over", "open", "staged on Tuesday", func(s *story) { s.one().act(ParcelStaged, "PX", "2026-05-19T10:00:00", "", 0) }},
	{"packed_not_handed_over", "", "filled on Tuesday and not labelled", func(s *story) { s.boxed("2026-05-19T10:00:00", 2) }},
	{"packed_not_handed_over", "", "labelled on Tuesday and emptied since", func(s *story) {
		s.boxed("2026-05-19T10:00:00", 2).act(ParcelLabel, "PX", "2026-05-19T10:05:00", "", 0).tell(inBox(LineUnpacked, "2026-05-20T10:00:00", 2))
	}},
	{"packed_not_handed_over", "", "packed this morning", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-21T10:00:00", "", 0)
	}},

	{"no_carrier_scan", "open", "scanned out on Tuesday, never seen", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-19T10:00:00", "", 0)
	}},
	{"no_carrier_scan", "cleared", "seen two days later", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-18T10:00:00", "", 0).carrier("PX", "2026-05-20T10:00:00", Possession, "")
	}},
	{"no_carrier_scan", "", "seen the same evening", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-18T10:00:00", "", 0).carrier("PX", "2026-05-18T19:00:00", Possession, "")
	}},

	{"number_unknown", "", "the carrier does not know it on the evening on which it was handed over", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-20T17:00:00", "", 0).carrier("PX", "2026-05-20T20:00:00", NoData, "")
	}},
	{"label_only", "open", "a label of last Thursday", func(s *story) { s.one().act(ParcelLabel, "PX", "2026-05-14T10:00:00", "", 0) }},
	{"label_only", "open", "the carrier was told last Thursday", func(s *story) { s.one().carrier("PX", "2026-05-14T10:00:00", Announced, "") }},
	{"label_only", "open", "the carrier expects it on another day", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-14T10:00:00", "", 0).
			tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-20T07:00:00", Estimated: "2026-05-25", Source: Source{"ups", SourceCarrierMail}})
	}},
	{"label_only", "cleared", "handed over after five working days", func(s *story) {
		s.one().carrier("PX", "2026-05-13T10:00:00", Announced, "").act(ParcelGiven, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "cleared", "voided after five working days", func(s *story) {
		s.one().carrier("PX", "2026-05-13T10:00:00", Announced, "").act(ParcelVoided, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "", "packed the next day: that is another exception", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-13T10:00:00", "", 0).act(ParcelClosed, "PX", "2026-05-14T10:00:00", "", 0)
	}},
	{"label_only", "", "units lie in it: that is another exception", func(s *story) {
		s.boxed("2026-05-13T10:00:00", 2).act(ParcelLabel, "PX", "2026-05-13T10:05:00", "", 0)
	}},
	{"label_only", "", "a spare label of an order that arrived", func(s *story) {
		s.one().act(LinePacked, "PX", "2026-05-13T09:00:00", "1", 1).carrier("PX", "2026-05-14T10:00:00", Delivered, "").
			act(ParcelLabel, "PY", "2026-05-13T10:00:00", "", 0)
	}},

	{"no_scan_by_us", "open", "picked with a scan, on its way without", func(s *story) {
		s.one().act(LinePicked, "", "2026-05-18T10:00:00", "1", 1).carrier("PX", "2026-05-18T18:00:00", Possession, "")
	}},
	{"no_scan_by_us", "cleared", "and delivered", func(s *story) {
		s.one().act(LinePicked, "", "2026-05-18T10:00:00", "1", 1).carrier("PX", "2026-05-18T18:00:00", Possession, "").
			carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"no_scan_by_us", "", "a shop that scans nothing", func(s *story) { s.one().carrier("PX", "2026-05-18T18:00:00", Possession, "") }},

	{"number_unknown", "open", "the check digit is wrong", func(s *story) {
		s.one().tell(labelAt("2026-05-20T10:00:00", "1ZBAD"))
	}},
	{"number_unknown", "cleared", "and another label went on", func(s *story) {
		s.one().tell(labelAt("2026-05-20T10:00:00", "1ZBAD"), labelAt("2026-05-20T11:00:00", "1ZGOOD"))
	}},
	{"number_unknown", "", "the carrier knows it all the same", func(s *story) {
		s.one().carrier("PX", "2026-05-20T09:00:00", Possession, "").tell(labelAt("2026-05-20T10:00:00", "1ZBAD"))
	}},
	{"number_unknown", "open", "the carrier does not know what we gave it on Tuesday", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-19T10:00:00", "", 0).tell(reason("2026-05-19T18:00:00", NoData, ""))
	}},
	{"number_unknown", "cleared", "and knows it two days later", func(s *story) {
		s.one().act(ParcelGiven, "PX", "2026-05-18T10:00:00", "", 0).tell(reason("2026-05-18T18:00:00", NoData, "")).
			carrier("PX", "2026-05-20T10:00:00", Announced, "")
	}},
	{"number_unknown", "", "the carrier does not know what is still here", func(s *story) {
		s.one().tell(labelAt("2026-05-18T10:00:00", "1ZGOOD"), reason("2026-05-18T18:00:00", NoData, ""))
	}},

	{"stalled", "open", "no news since Friday", func(s *story) { s.one().carrier("PX", "2026-05-15T10:00:00", Moving, "") }},
	{"stalled", "cleared", "news after four working days", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", Moving, "").carrier("PX", "2026-05-20T10:00:00", Moving, "")
	}},
	{"stalled", "cleared", "a person says it was delivered", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", Moving, "").
			tell(Event{Kind: PhaseOverride, ParcelID: "PX", Phase: Delivered, Occurred: "2026-05-20T12:00:00", Source: Source{"anna", SourcePerson}})
	}},
	{"stalled", "", "a stray scan after the delivery", func(s *story) {
		s.one().carrier("PX", "2026-05-13T14:00:00", Delivered, "").carrier("PX", "2026-05-13T14:05:00", OutForDelivery, "")
	}},
	{"stalled", "", "waiting at a pick-up point", func(s *story) { s.one().carrier("PX", "2026-05-14T10:00:00", AwaitingCollection, "") }},

	{"estimate_past_promise", "open", "the carrier names a later day", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-18T10:00:00", Phase: Moving, Estimated: "2026-05-23"})
	}},
	{"estimate_past_promise", "cleared", "and then an earlier one", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-18T10:00:00", Phase: Moving, Estimated: "2026-05-23"},
			Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-19T10:00:00", Phase: Moving, Estimated: "2026-05-20"})
	}},
	{"estimate_past_promise", "", "the carrier names the promised day", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-18T10:00:00", Phase: Moving, Estimated: "2026-05-20"})
	}},

	{"past_promise", "open", "picked, and the promised day went by", func(s *story) { s.one().act(LinePicked, "", "2026-05-19T10:00:00", "1", 1) }},
	{"past_promise", "cleared", "it came a day late", func(s *story) { s.one().carrier("PX", "2026-05-21T10:00:00", Delivered, "") }},
	{"past_promise", "", "it came on the day", func(s *story) { s.one().carrier("PX", "2026-05-20T10:00:00", Delivered, "") }},
	{"past_promise", "", "another task says what is wrong", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "customer_not_home")
	}},
	{"past_promise", "open", "a missing scan of ours is only worth a look, and tells nobody that it is late", func(s *story) {
		s.one().act(LinePicked, "", "2026-05-13T10:00:00", "1", 1).carrier("PX", "2026-05-20T22:00:00", Moving, "")
	}},
	{"past_promise", "", "history: all that is known is that its shop calls it fulfilled", func(s *story) { s.one() }},

	{"attempt_failed", "open", "nobody was at home", func(s *story) { s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "customer_not_home") }},
	{"attempt_failed", "open", "back at the depot is not out again", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-20T19:00:00", Moving, "")
	}},
	{"attempt_failed", "cleared", "out again", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-21T09:00:00", OutForDelivery, "")
	}},
	{"attempt_failed", "cleared", "coming back", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-21T09:00:00", Returning, "")
	}},
	{"attempt_failed", "", "refused: there is nothing to book again", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "customer_refused")
	}},
	{"attempt_failed", "", "a stray attempt after the delivery", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", Delivered, "").carrier("PX", "2026-05-20T10:05:00", AttemptFailed, "")
	}},

	{"awaiting_collection", "open", "at the pick-up point since Friday", func(s *story) {
		s.one().carrier("PX", "2026-05-15T10:00:00", AwaitingCollection, "")
	}},
	{"awaiting_collection", "open", "the carrier keeps it until the day after tomorrow", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-20T10:00:00", Phase: AwaitingCollection, Due: "2026-05-23"})
	}},
	{"awaiting_collection", "", "the carrier keeps it for two weeks", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-14T10:00:00", Phase: AwaitingCollection, Due: "2026-05-28"})
	}},
	{"awaiting_collection", "", "it named a day and then a later one", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-14T10:00:00", Phase: AwaitingCollection, Due: "2026-05-21"},
			Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-19T10:00:00", Phase: AwaitingCollection, Due: "2026-05-28"})
	}},
	{"awaiting_collection", "", "its carrier keeps parcels for fifteen days", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: "usps"}, Source: Source{"usps", SourceCarrierFile}, Occurred: "2026-05-14T10:00:00", Phase: AwaitingCollection})
	}},
	{"awaiting_collection", "cleared", "collected after five days", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", AwaitingCollection, "").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"awaiting_collection", "", "since yesterday", func(s *story) { s.one().carrier("PX", "2026-05-20T10:00:00", AwaitingCollection, "") }},

	{"address_issue", "open", "the address is wrong", func(s *story) {
		s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_incorrect_address"), reason("2026-05-20T18:00:00", Moving, ""))
	}},
	{"address_issue", "open", "wrong, corrected, and wrong again", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", AttemptFailed, "customer_incorrect_address"), reason("2026-05-19T08:00:00", OutForDelivery, ""),
			reason("2026-05-19T12:00:00", AttemptFailed, "customer_incorrect_address"))
	}},
	{"address_issue", "cleared", "a person corrected it", func(s *story) {
		s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_incorrect_address"),
			Event{Kind: Edited, Code: "address", Occurred: "2026-05-20T11:00:00", PersonHash: "p2", Source: Source{"office", SourcePerson}})
	}},
	{"address_issue", "open", "it was wrong after the correction too", func(s *story) {
		s.one().tell(Event{Kind: Edited, Code: "address", Occurred: "2026-05-19T11:00:00", PersonHash: "p2", Source: Source{"office", SourcePerson}},
			reason("2026-05-20T10:00:00", AttemptFailed, "customer_incorrect_address"))
	}},
	{"address_issue", "cleared", "out again with the right one", func(s *story) {
		s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_incorrect_address"), reason("2026-05-21T08:00:00", OutForDelivery, ""))
	}},
	{"address_issue", "", "nobody was at home", func(s *story) { s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_not_home")) }},

	{"refused", "open", "the customer refused it", func(s *story) { s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_refused")) }},
	{"refused", "cleared", "and it comes back", func(s *story) {
		s.one().tell(reason("2026-05-20T10:00:00", AttemptFailed, "customer_refused"), reason("2026-05-21T10:00:00", Returning, ""))
	}},
	{"refused", "", "a shop cannot say that", func(s *story) {
		e := reason("2026-05-20T10:00:00", AttemptFailed, "customer_refused")
		e.Source = Source{"shop", SourceShop}
		s.one().tell(e)
	}},

	{"customs_hold", "open", "customs wants papers, said without a phase", func(s *story) {
		s.one().tell(reason("2026-05-20T10:00:00", "", "customs_documents"))
	}},
	{"customs_hold", "open", "released and stopped once more", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "customs_delay"), reason("2026-05-19T10:00:00", Moving, ""), reason("2026-05-20T10:00:00", Moving, "customs_documents"))
	}},
	{"customs_hold", "cleared", "released", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "customs_delay"), reason("2026-05-19T10:00:00", Moving, ""))
	}},
	{"customs_hold", "", "the weather", func(s *story) { s.one().tell(reason("2026-05-18T10:00:00", Moving, "weather_delay")) }},

	{"damaged", "open", "no progress mends it", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "carrier_damaged"), reason("2026-05-19T10:00:00", Moving, ""))
	}},
	{"damaged", "open", "the customer says so", func(s *story) {
		s.one().tell(Event{Kind: Contact, Code: "damaged", Occurred: "2026-05-20T10:00:00"})
	}},
	{"damaged", "", "a vehicle broke down", func(s *story) { s.one().tell(reason("2026-05-18T10:00:00", Moving, "carrier_vehicle_issue")) }},

	{"returning_unannounced", "open", "it comes back and nobody asked", func(s *story) { s.one().carrier("PX", "2026-05-20T10:00:00", Returning, "") }},
	{"returning_unannounced", "cleared", "received a day later", func(s *story) {
		s.one().carrier("PX", "2026-05-19T10:00:00", Returning, "").tell(returned(ReturnReceived, "2026-05-20T10:00:00", 1, ""))
	}},
	{"returning_unannounced", "", "the return was opened before", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-05-18T10:00:00", 1, "")).carrier("PX", "2026-05-19T10:00:00", Returning, "")
	}},

	{"lost", "open", "the carrier lost it", func(s *story) { s.one().carrier("PX", "2026-05-20T10:00:00", Lost, "") }},
	{"lost", "cleared", "and found it", func(s *story) {
		s.one().carrier("PX", "2026-05-19T10:00:00", Lost, "").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"lost", "", "silence alone is no loss", func(s *story) { s.one().carrier("PX", "2026-05-13T10:00:00", Moving, "") }},

	{"says_missing", "open", "delivered, and the customer has nothing", func(s *story) {
		s.one().carrier("PX", "2026-05-19T10:00:00", Delivered, "").tell(Event{Kind: Contact, Code: "missing", Occurred: "2026-05-20T10:00:00"})
	}},
	{"says_missing", "cleared", "it arrived after the customer wrote", func(s *story) {
		s.one().tell(Event{Kind: Contact, Code: "missing", Occurred: "2026-05-18T10:00:00"}).carrier("PX", "2026-05-19T10:00:00", Delivered, "")
	}},
	{"says_missing", "", "the customer asks where it is", func(s *story) {
		s.one().tell(Event{Kind: Contact, Code: "where_is_it", Occurred: "2026-05-20T10:00:00"})
	}},

	{"contradiction", "open", "on the move two days after the delivery", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Delivered, "").carrier("PX", "2026-05-20T10:00:00", Moving, "")
	}},
	{"contradiction", "open", "on the move under a voided label", func(s *story) {
		s.one().act(ParcelVoided, "PX", "2026-05-18T10:00:00", "", 0).carrier("PX", "2026-05-20T10:00:00", Moving, "")
	}},
	{"contradiction", "open", "news of one of two parcels, nobody knows which", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-18T10:00:00", Moving, "").
			tell(Event{Kind: CarrierEvent, Phase: Delivered, Occurred: "2026-05-20T10:00:00"})
	}},
	{"contradiction", "open", "delivered a month before it was ordered", func(s *story) {
		s.one().carrier("PX", "2026-04-01T10:00:00", Moving, "").carrier("PX", "2026-04-02T10:00:00", Delivered, "")
	}},
	{"contradiction", "cleared", "delivered before it was ordered, and again", func(s *story) {
		s.one().carrier("PX", "2026-04-02T10:00:00", Delivered, "").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"contradiction", "cleared", "moving before it was ordered, and since", func(s *story) {
		s.one().carrier("PX", "2026-04-02T10:00:00", Moving, "").carrier("PX", "2026-05-20T10:00:00", OutForDelivery, "")
	}},
	{"contradiction", "cleared", "delivered once more", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Delivered, "").carrier("PX", "2026-05-20T10:00:00", Moving, "").
			carrier("PX", "2026-05-20T18:00:00", Delivered, "")
	}},
	{"contradiction", "", "a late clock on the day after a bare date", func(s *story) {
		s.one().carrier("PX", "2026-05-18", Delivered, "").carrier("PX", "2026-05-19T14:05:00", OutForDelivery, "")
	}},

	{"other_country", "open", "the label goes to Austria, the order to Germany", func(s *story) {
		s.sentTo("DE").tell(labelTo("AT", "2026-05-18T10:00:00"))
	}},
	{"other_country", "open", "the customer moved after the label was made", func(s *story) {
		s.sentTo("DE").tell(labelTo("DE", "2026-05-18T10:00:00"), movedTo("AT", "2026-05-19T10:00:00"))
	}},
	{"other_country", "cleared", "the order's country was put right", func(s *story) {
		s.sentTo("DE").tell(labelTo("AT", "2026-05-18T10:00:00"), movedTo("AT", "2026-05-19T10:00:00"))
	}},
	{"other_country", "cleared", "the label was made anew", func(s *story) {
		s.sentTo("DE").tell(labelTo("AT", "2026-05-18T10:00:00"), labelTo("DE", "2026-05-19T10:00:00"))
	}},
	{"other_country", "cleared", "it arrived", func(s *story) {
		s.sentTo("DE").tell(labelTo("AT", "2026-05-18T10:00:00")).carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"other_country", "", "a territory of the country", func(s *story) {
		s.sentTo("US").tell(labelTo("PR", "2026-05-18T10:00:00"))
	}},
	{"other_country", "", "one of both says nothing", func(s *story) {
		s.sentTo("").tell(labelTo("AT", "2026-05-18T10:00:00"))
	}},
	{"other_country", "", "no word that is a country", func(s *story) {
		s.sentTo("DE").tell(labelTo("Middle-earth", "2026-05-18T10:00:00"))
	}},

	{"unmapped", "open", "a word nobody knows", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Phase: Unmapped, Code: "QQ", Occurred: "2026-05-20T10:00:00"})
	}},
	{"unmapped", "cleared", "and the parcel arrived anyway", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Phase: Unmapped, Code: "QQ", Occurred: "2026-05-20T10:00:00"}).
			carrier("PX", "2026-05-21T10:00:00", Delivered, "")
	}},
	{"unmapped", "", "the carrier says that it has no data", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Phase: NoData, Occurred: "2026-05-20T10:00:00"})
	}},

	{"return_overdue", "open", "agreed in April, and nothing came", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-04-20T10:00:00", 1, "request"), returned(ReturnAuthorised, "2026-04-20T10:00:00", 0, "authorised"))
	}},
	{"return_overdue", "cleared", "it came after five weeks", func(s *story) {
		s.one().tell(returned(ReturnAuthorised, "2026-04-13T10:00:00", 0, "authorised"), returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""))
	}},
	{"return_overdue", "", "agreed last week", func(s *story) {
		s.one().tell(returned(ReturnAuthorised, "2026-05-13T10:00:00", 0, "authorised"))
	}},
	{"return_overdue", "", "declined: nothing is to come", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-04-20T10:00:00", 1, "request"), returned(ReturnAuthorised, "2026-04-20T10:00:00", 0, "declined"))
	}},

	{"possible_double", "open", "one unit, and a second parcel two days later", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-20T10:00:00", Moving, "")
	}},
	{"possible_double", "cleared", "the second one comes back", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-19T10:00:00", Moving, "").
			carrier("PY", "2026-05-20T10:00:00", Returning, "")
	}},
	{"possible_double", "", "one sofa in two boxes", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-18T10:05:00", Moving, "")
	}},
	{"possible_double", "", "sent anew because the first was lost", func(s *story) {
		s.one().carrier("PX", "2026-05-13T10:00:00", Moving, "").carrier("PX", "2026-05-18T10:00:00", Lost, "").
			carrier("PY", "2026-05-20T10:00:00", Moving, "")
	}},
	{"possible_double", "", "two units, two parcels", func(s *story) {
		s.order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-20T10:00:00", Moving, "")
	}},
	{"possible_double", "", "a replacement that was decided on", func(s *story) {
		s.one().carrier("PX", "2026-05-11T10:00:00", Delivered, "").tell(returned(ReturnOpened, "2026-05-12T10:00:00", 1, "request"),
			returned(ReturnReceived, "2026-05-14T10:00:00", 1, ""), returned(ReturnReleased, "2026-05-15T10:00:00", 0, "replacement")).
			carrier("PY", "2026-05-20T10:00:00", Moving, "")
	}},

	{"file_differs", "open", "a file says another day than was typed", func(s *story) {
		s.one().tell(typedOver("2026-05-25", "2026-05-18T10:00:00", ""), restated("2026-05-27", "2026-05-19T10:00:00"))
	}},
	{"file_differs", "open", "and yet another one after the answer", func(s *story) {
		s.one().tell(typedOver("2026-05-25", "2026-05-18T10:00:00", ""), restated("2026-05-27", "2026-05-19T10:00:00"),
			typedOver("2026-05-25", "2026-05-19T11:00:00", "2026-05-27"), restated("2026-05-28", "2026-05-20T10:00:00"))
	}},
	{"file_differs", "cleared", "what was typed is kept", func(s *story) {
		s.one().tell(typedOver("2026-05-25", "2026-05-18T10:00:00", ""), restated("2026-05-27", "2026-05-19T10:00:00"),
			typedOver("2026-05-25", "2026-05-19T11:00:00", "2026-05-27"))
	}},
	{"file_differs", "", "who typed had read the file", func(s *story) {
		s.one().tell(restated("2026-05-27", "2026-05-17T10:00:00"), typedOver("2026-05-25", "2026-05-18T10:00:00", "2026-05-27"))
	}},
	{"file_differs", "", "the file comes to say the same", func(s *story) {
		s.one().tell(typedOver("2026-05-25", "2026-05-18T10:00:00", ""), restated("2026-05-25", "2026-05-19T10:00:00"))
	}},

	{"cancelled_in_box", "open", "one of two is cancelled after the box was closed", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).act(ParcelClosed, "PX", "2026-05-18T10:05:00", "", 0).tell(dropped("2026-05-19T09:00:00", 1))
	}},
	{"cancelled_in_box", "open", "the whole order is cancelled", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(Event{Kind: Cancelled, Occurred: "2026-05-19T09:00:00", Nonce: "c"})
	}},
	{"cancelled_in_box", "cleared", "it is taken out", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(dropped("2026-05-19T09:00:00", 1), inBox(LineUnpacked, "2026-05-19T10:00:00", 1))
	}},
	{"cancelled_in_box", "cleared", "the label is voided", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(dropped("2026-05-19T09:00:00", 2)).act(ParcelVoided, "PX", "2026-05-19T10:00:00", "", 0)
	}},
	{"cancelled_in_box", "", "the cancelled one lies on the shelf", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 1).tell(dropped("2026-05-19T09:00:00", 1))
	}},
	{"cancelled_in_box", "open", "a newer file states one of two", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(fewer("2026-05-19T09:00:00", "A", 1))
	}},
	{"cancelled_in_box", "open", "a newer file leaves the line out", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(fewer("2026-05-19T09:00:00", "", 0))
	}},
	{"cancelled_in_box", "cleared", "a newer file states one of two, and the other is taken out", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(fewer("2026-05-19T09:00:00", "A", 1), inBox(LineUnpacked, "2026-05-20T10:00:00", 1))
	}},
	{"cancelled_in_box", "", "a newer file states one of two, and one is in the box", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 1).tell(fewer("2026-05-19T09:00:00", "A", 1))
	}},
	{"cancelled_in_box", "", "a newer file names another item in that line", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(fewer("2026-05-19T09:00:00", "B", 1))
	}},
	{"cancelled_in_box", "", "an older file stated one of two", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(fewer("", "A", 1)).events[0].AsOf = "2026-05-17T09:00:00"
	}},
	{"cancelled_in_box", "", "it was cancelled after the box had left", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).act(ParcelGiven, "PX", "2026-05-18T17:00:00", "", 0).tell(dropped("2026-05-19T09:00:00", 1))
	}},

	{"return_not_inspected", "open", "on the dock since Friday", func(s *story) { s.one().tell(returned(ReturnReceived, "2026-05-15T10:00:00", 1, "")) }},
	{"return_not_inspected", "open", "one of two inspected", func(s *story) {
		s.one().tell(returned(ReturnReceived, "2026-05-15T10:00:00", 2, ""), returned(ReturnInspected, "2026-05-15T11:00:00", 1, "A"))
	}},
	{"return_not_inspected", "cleared", "inspected after four days", func(s *story) {
		s.one().tell(returned(ReturnReceived, "2026-05-15T10:00:00", 1, ""), returned(ReturnInspected, "2026-05-20T11:00:00", 1, "A"))
	}},
	{"return_not_inspected", "", "received yesterday", func(s *story) { s.one().tell(returned(ReturnReceived, "2026-05-20T10:00:00", 1, "")) }},

	{"decided_not_released", "open", "decided on Friday", func(s *story) { s.one().tell(returned(ReturnDecided, "2026-05-15T10:00:00", 1, "restock")) }},
	{"decided_not_released", "cleared", "refunded after five days", func(s *story) {
		s.one().tell(returned(ReturnDecided, "2026-05-15T10:00:00", 1, "restock"), returned(ReturnReleased, "2026-05-20T10:00:00", 0, "refund"))
	}},
	{"decided_not_released", "", "refunded at once", func(s *story) {
		s.one().tell(returned(ReturnDecided, "2026-05-15T10:00:00", 1, "restock"), returned(ReturnReleased, "2026-05-15T10:30:00", 0, "refund"))
	}},

	{"supplier_unsent", "open", "decided two weeks ago", func(s *story) { s.forSupplier("2026-05-07") }},
	{"supplier_unsent", "open", "the return was closed, and the goods lie there", func(s *story) {
		given, over := whole(ReturnReleased, "2026-05-07T10:00:00"), whole(ReturnClosed, "2026-05-07T11:00:00")
		given.Code = "refund"
		s.forSupplier("2026-05-07").tell(given, over)
	}},
	{"supplier_unsent", "cleared", "they left after two weeks", func(s *story) {
		s.forSupplier("2026-05-05").tell(stamped(leaves, "2026-05-20T10:00:00"))
	}},
	{"supplier_unsent", "cleared", "the supplier credited them without seeing them", func(s *story) {
		s.forSupplier("2026-05-05").tell(stamped(credited, "2026-05-20T10:00:00"))
	}},
	{"supplier_unsent", "cleared", "they were thrown away instead", func(s *story) {
		s.forSupplier("2026-05-05").tell(back(ReturnDecided, "2026-05-20T10:00:00", 1, "scrap", ReturnFacts{Resolution: "refund"}))
	}},
	{"supplier_unsent", "", "decided this week", func(s *story) { s.forSupplier("2026-05-19") }},
	{"supplier_unsent", "", "they left at once", func(s *story) { s.supplied("2026-05-05T10:00:00") }},
	{"supplier_unsent", "", "the shop lets them lie", func(s *story) { s.forSupplier("2026-04-05").rules.Waits.SupplierSend = 0 }},

	{"supplier_silent", "open", "the supplier has it for three weeks", func(s *story) { s.supplied("2026-04-29T10:00:00") }},
	{"supplier_silent", "open", "the return was closed, and the supplier still owes", func(s *story) {
		given, over := whole(ReturnReleased, "2026-04-30T10:00:00"), whole(ReturnClosed, "2026-04-30T11:00:00")
		given.Code = "refund"
		s.supplied("2026-04-29T10:00:00").tell(given, over)
	}},
	{"supplier_silent", "cleared", "credited after three weeks", func(s *story) {
		s.supplied("2026-04-29T10:00:00").tell(stamped(credited, "2026-05-20T10:00:00"))
	}},
	{"supplier_silent", "", "sent last week", func(s *story) { s.supplied("2026-05-13T10:00:00") }},
	{"supplier_silent", "", "the shop waits for ever", func(s *story) { s.supplied("2026-03-29T10:00:00").rules.Waits.Supplier = 0 }},
	{"supplier_silent", "", "answered in time", func(s *story) {
		s.supplied("2026-04-29T10:00:00").tell(stamped(answers("repaired"), "2026-05-06T10:00:00"))
	}},

	{"return_mismatch", "open", "one asked back, two came", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-05-15T10:00:00", 1, ""), returned(ReturnReceived, "2026-05-20T10:00:00", 2, ""))
	}},
	{"return_mismatch", "cleared", "and the return was closed", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-05-15T10:00:00", 1, ""), returned(ReturnReceived, "2026-05-20T10:00:00", 2, ""),
			returned(ReturnClosed, "2026-05-21T10:00:00", 0, ""))
	}},
	{"return_mismatch", "", "one of two came so far", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-05-15T10:00:00", 2, ""), returned(ReturnReceived, "2026-05-20T10:00:00", 1, ""))
	}},
	{"return_mismatch", "open", "a box of two came back on its own, and one was in it", func(s *story) { s.sentBack(1) }},
	{"return_mismatch", "cleared", "and the other one was found", func(s *story) {
		s.sentBack(1).tell(cameBack(ReturnReceived, "2026-05-20T12:00:00", 1, ""))
	}},
	{"return_mismatch", "cleared", "and its return was closed", func(s *story) {
		s.sentBack(1).tell(cameBack(ReturnClosed, "2026-05-20T12:00:00", 0, ""))
	}},
	{"return_mismatch", "", "both were in it", func(s *story) { s.sentBack(2) }},
	{"return_mismatch", "", "nobody knows what was in it", func(s *story) {
		s.one().carrier("PX", "2026-05-18T10:00:00", Returning, "").tell(cameBack(ReturnReceived, "2026-05-20T10:00:00", 1, ""),
			cameBack(ReturnInspected, "2026-05-20T11:00:00", 1, "A"))
	}},
	{"return_mismatch", "", "nobody asked: it is unannounced", func(s *story) {
		s.one().tell(returned(ReturnReceived, "2026-05-20T10:00:00", 1, ""))
	}},

	{"damaged", "cleared", "the claim was paid", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "carrier_damaged"), claims(ClaimOpened, "2026-05-18T11:00:00", ClaimFacts{Against: "ups", Kind: "damaged"}),
			claims(ClaimFiled, "2026-05-19T11:00:00", ClaimFacts{}), claims(ClaimPaid, "2026-05-20T11:00:00", ClaimFacts{Amount: Money{900, "EUR"}}))
	}},
	{"damaged", "open", "the claim was filed and not answered", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "carrier_damaged"), claims(ClaimOpened, "2026-05-18T11:00:00", ClaimFacts{Against: "ups", Kind: "damaged"}),
			claims(ClaimFiled, "2026-05-19T11:00:00", ClaimFacts{}))
	}},
	{"lost", "cleared", "a claim was opened", func(s *story) {
		s.one().carrier("PX", "2026-05-15T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-18T11:00:00", ClaimFacts{Against: "ups", Kind: "lost"}))
	}},
	{"damaged", "open", "a claim for a missing parcel was refused a week before", func(s *story) {
		s.one().carrier("PX", "2026-05-11T10:00:00", Delivered, "").
			tell(endedClaim("missing")...).tell(Event{Kind: Contact, Code: "damaged", Occurred: "2026-05-20T10:00:00"})
	}},
	{"damaged", "open", "an older claim for damage was refused", func(s *story) {
		s.one().tell(endedClaim("damaged")...).tell(reason("2026-05-18T10:00:00", Moving, "carrier_damaged"))
	}},
	{"damaged", "open", "a claim for its loss was refused since", func(s *story) {
		s.one().tell(reason("2026-05-11T09:00:00", Moving, "carrier_damaged")).tell(endedClaim("lost")...)
	}},
	{"lost", "open", "a claim for damage was refused before", func(s *story) {
		s.one().tell(endedClaim("damaged")...).carrier("PX", "2026-05-18T10:00:00", Lost, "")
	}},
	{"lost", "open", "a claim for damage was opened since", func(s *story) {
		s.one().carrier("PX", "2026-05-15T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-18T11:00:00", ClaimFacts{Against: "ups", Kind: "damaged"}))
	}},
	{"lost", "open", "it was claimed and refused before the carrier said so", func(s *story) {
		s.one().tell(endedClaim("lost")...).carrier("PX", "2026-05-18T10:00:00", Lost, "")
	}},
	{"lost", "", "a claim was under way when the carrier said so", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-12T11:00:00", ClaimFacts{Against: "ups", Kind: "missing"})).carrier("PX", "2026-05-18T10:00:00", Lost, "")
	}},
	{"claim_due", "open", "five days are left to file it", func(s *story) {
		s.one().carrier("PX", "2026-05-15T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-16T11:00:00", ClaimFacts{Against: "ups", Kind: "lost", Deadline: "2026-05-26"}))
	}},
	{"claim_due", "cleared", "it was filed in the last week", func(s *story) {
		s.one().carrier("PX", "2026-05-10T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-22"}),
			claims(ClaimFiled, "2026-05-18T11:00:00", ClaimFacts{}))
	}},
	{"claim_due", "", "it was filed long before", func(s *story) {
		s.one().carrier("PX", "2026-05-10T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-06-22"}),
			claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{}))
	}},
	{"claim_due", "", "nobody knows the deadline", func(s *story) {
		s.one().carrier("PX", "2026-05-10T10:00:00", Lost, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}))
	}},
	{"claim_due", "cleared", "its last day is over", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-20"}))
	}},
	{"claim_due", "cleared", "they gave it more time", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-21"}),
			claims(ClaimDated, "2026-05-20T11:00:00", ClaimFacts{Deadline: "2026-06-21"}))
	}},
	{"claim_due", "cleared", "it was given up", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-25"}),
			claims(ClaimGivenUp, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_late", "open", "its last day is over and nobody filed it", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-20"}))
	}},
	{"claim_late", "open", "its last day was over when it was opened", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-20T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-15"}))
	}},
	{"claim_late", "cleared", "it was filed all the same", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-18"}),
			claims(ClaimFiled, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_late", "cleared", "it was given up", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-18"}),
			claims(ClaimGivenUp, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_late", "cleared", "they take it for longer", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-18"}),
			claims(ClaimDated, "2026-05-20T11:00:00", ClaimFacts{Deadline: "2026-06-18"}))
	}},
	{"claim_late", "", "its last day is today", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-21"}))
	}},
	{"claim_late", "", "it was refused before", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Deadline: "2026-05-18"}),
			claims(ClaimRefused, "2026-05-14T11:00:00", ClaimFacts{}))
	}},
	{"claim_undated", "open", "nobody knows its last day", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}))
	}},
	{"claim_undated", "cleared", "somebody looked the day up", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}),
			claims(ClaimDated, "2026-05-20T11:00:00", ClaimFacts{Deadline: "2026-07-11"}))
	}},
	{"claim_undated", "cleared", "it was filed", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimFiled, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_undated", "cleared", "it was given up", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimGivenUp, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_undated", "cleared", "the shop wrote down until when they take claims", func(s *story) {
		s.rules.ClaimWindows = []ClaimWindow{{Window: "own", Against: "ups", To: 60, Since: "2026-05-20T10:00:00"}}
		s.clock("2026-05-11T11:00:00").one().carrier("PX", "2026-05-10T18:00:00", Possession, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"})).clock("2026-05-21T16:15:00")
	}},
	{"claim_undated", "cleared", "the day of its mailing was learned", func(s *story) {
		s.rules.ClaimWindows = []ClaimWindow{{Window: "own", Against: "ups", To: 60}}
		s.clock("2026-05-11T11:00:00").one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}))
		s.clock("2026-05-21T16:15:00").carrier("PX", "2026-05-10T18:00:00", Possession, "")
	}},
	{"claim_undated", "", "the shop had written it down before anybody was told", func(s *story) {
		s.rules.ClaimWindows = []ClaimWindow{{Window: "own", Against: "ups", To: 60, Since: "2026-05-12T10:00:00"}}
		s.clock("2026-05-11T11:00:00").one().carrier("PX", "2026-05-10T18:00:00", Possession, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"})).clock("2026-05-21T16:15:00")
	}},
	{"claim_undated", "", "a closer row came to one that was always there", func(s *story) {
		s.rules.ClaimWindows = []ClaimWindow{{Window: "new", Against: "ups", Carrier: "ups", To: 30, Since: "2026-05-20T10:00:00"}, {Window: "own", Against: "ups", To: 60}}
		s.clock("2026-05-11T11:00:00").one().carrier("PX", "2026-05-10T18:00:00", Possession, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"})).clock("2026-05-21T16:15:00")
	}},
	{"claim_due", "", "its last day became known after it was over", func(s *story) {
		s.rules.ClaimWindows = []ClaimWindow{{Window: "own", Against: "ups", To: 5, Since: "2026-05-20T10:00:00"}}
		s.clock("2026-05-11T11:00:00").one().carrier("PX", "2026-05-10T18:00:00", Possession, "").tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"})).clock("2026-05-21T16:15:00")
	}},
	{"claim_undated", "", "it was opened two working days ago", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-20T16:00:00", ClaimFacts{Against: "ups"}))
	}},
	{"claim_undated", "", "it was filed at once", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimFiled, "2026-05-11T12:00:00", ClaimFacts{}))
	}},
	{"claim_undated", "", "the shop chases no such claim", func(s *story) {
		s.rules.ClaimWaits = ClaimWaits{}
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}))
	}},
	{"claim_unanswered", "open", "three weeks without an answer", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-04-20T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimFiled, "2026-04-21T11:00:00", ClaimFacts{}))
	}},
	{"claim_unanswered", "open", "they were to answer by yesterday", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{Deadline: "2026-05-20"}))
	}},
	{"claim_unanswered", "cleared", "they paid a part", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups", Amount: Money{4000, "EUR"}}),
			claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{Deadline: "2026-05-18"}), claims(ClaimPaid, "2026-05-20T11:00:00", ClaimFacts{Amount: Money{900, "EUR"}}))
	}},
	{"claim_unanswered", "cleared", "they refused it", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}),
			claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{Deadline: "2026-05-18"}), claims(ClaimRefused, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_unanswered", "cleared", "it was given up", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}),
			claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{Deadline: "2026-05-18"}), claims(ClaimGivenUp, "2026-05-20T11:00:00", ClaimFacts{}))
	}},
	{"claim_unanswered", "cleared", "they asked for more time", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}),
			claims(ClaimFiled, "2026-05-12T11:00:00", ClaimFacts{Deadline: "2026-05-18"}), claims(ClaimDated, "2026-05-20T11:00:00", ClaimFacts{Deadline: "2026-06-18"}))
	}},
	{"claim_unanswered", "", "it was filed last week", func(s *story) {
		s.one().tell(claims(ClaimOpened, "2026-05-11T11:00:00", ClaimFacts{Against: "ups"}), claims(ClaimFiled, "2026-05-13T11:00:00", ClaimFacts{}))
	}},

	{"return_overdue", "cleared", "it expired and was agreed to again", func(s *story) {
		asked := returned(ReturnOpened, "2026-04-01T10:00:00", 1, "request")
		first, again := returned(ReturnAuthorised, "2026-04-01T11:00:00", 0, ""), returned(ReturnAuthorised, "2026-05-10T11:00:00", 0, "")
		s.one().tell(asked, first, again)
	}},
	{"decided_not_released", "open", "a second unit was decided after the first was released", func(s *story) {
		s.order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).tell(
			returned(ReturnReceived, "2026-05-11T10:00:00", 1, ""), returned(ReturnDecided, "2026-05-11T11:00:00", 1, "restock"),
			returned(ReturnReleased, "2026-05-11T12:00:00", 0, "refund"), returned(ReturnReceived, "2026-05-13T10:00:00", 1, ""),
			returned(ReturnInspected, "2026-05-13T11:00:00", 1, "A"), returned(ReturnDecided, "2026-05-13T12:00:00", 1, "restock"))
	}},
	{"return_not_inspected", "", "the box was counted and inspected in time", func(s *story) {
		box := returned(ReturnReceived, "2026-05-15T10:00:00", 0, "")
		box.Line = ""
		s.one().tell(box, returned(ReturnReceived, "2026-05-15T11:00:00", 1, ""), returned(ReturnInspected, "2026-05-15T12:00:00", 1, "A"))
	}},
	{"return_not_inspected", "open", "unannounced, matched to a return, and nobody looked", func(s *story) {
		loose := returned(ReturnReceived, "2026-05-13T10:00:00", 1, "")
		loose.Return, loose.Line, loose.ReturnFacts = "R7", "", &ReturnFacts{Goods: "a lamp"}
		match := returned(ReturnMatched, "2026-05-14T10:00:00", 1, "R1")
		match.Return = "R7"
		s.one().tell(returned(ReturnOpened, "2026-05-12T10:00:00", 1, "request"), loose, match)
	}},
}

// What a task tells of began before it counted as an exception, and a task that cleared names the one thing that did it.
func TestATaskSaysSinceWhenItIsSoAndWhatClearedIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		tell         func(*story) *story
		code         string
		since, clear string
	}{
		"a parcel that stalls fell silent at its last scan": {
			func(s *story) *story {
				return s.carrier("PX", "2026-05-11T09:00:00", Moving, "").clock("2026-05-20T12:00:00")
			}, "stalled", "2026-05-11T09:00:00", "",
		},
		"a silence ends with the next scan": {
			func(s *story) *story {
				return s.carrier("PX", "2026-05-11T09:00:00", Moving, "").clock("2026-05-20T12:00:00").carrier("PX", "2026-05-20T10:00:00", Moving, "")
			}, "stalled", "2026-05-11T09:00:00", "any_progress",
		},
		"a silence ends with the journey": {
			func(s *story) *story {
				return s.carrier("PX", "2026-05-11T09:00:00", Moving, "").clock("2026-05-20T12:00:00").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
			}, "stalled", "2026-05-11T09:00:00", "journey_over",
		},
		"a failed attempt ends when it goes out again": {
			func(s *story) *story {
				return s.carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home").clock("2026-05-20T12:00:00").
					carrier("PX", "2026-05-20T08:00:00", OutForDelivery, "").carrier("PX", "2026-05-20T11:00:00", Delivered, "")
			}, "attempt_failed", "2026-05-19T14:05:00", "out_again",
		},
		"a failed attempt ends at a pick-up point": {
			func(s *story) *story {
				return s.carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home").clock("2026-05-20T12:00:00").
					carrier("PX", "2026-05-20T08:00:00", AwaitingCollection, "")
			}, "attempt_failed", "2026-05-19T14:05:00", "at_pickup_point",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var found *Task
			state := c.tell(newStory(t).one()).state()
			for i := range state.Tasks {
				if state.Tasks[i].Code == c.code {
					found = &state.Tasks[i]
				}
			}
			if found == nil {
				t.Fatalf("tasks %+v, want one %s", state.Tasks, c.code)
			}
			if got := found.Since.In(berlin).Format(layoutLocal); got != c.since || found.Cleared != c.clear {
				t.Errorf("it tells of what began %s and was cleared by %q, want %s and %q", got, found.Cleared, c.since, c.clear)
			}
		})
	}
}

func TestWhenEachExceptionArisesAndClears(t *testing.T) {
	t.Parallel()
	for _, row := range exceptionRows {
		t.Run(row.code+": "+row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t)
			row.story(s)
			if got := standing(s.state(), row.code); got != row.want {
				t.Errorf("%s is %q, want %q: %+v", row.code, got, row.want, s.state().Tasks)
			}
		})
	}
}

// standing says how the newest episode of a code stands.
func standing(s OrderState, code string) string {
	got := ""
	for _, task := range s.Tasks {
		if task.Code == code {
			got = map[bool]string{true: "open", false: "cleared"}[task.IsOpen()]
		}
	}
	return got
}

func TestEveryExceptionHasAnOpeningAClearingAndAQuietCase(t *testing.T) {
	t.Parallel()
	never := map[string]string{}
	for _, x := range Exceptions() {
		if x.OfShop() {
			continue // shop_test.go
		}
		for _, want := range []string{"open", "cleared", ""} {
			covered := slices.ContainsFunc(exceptionRows, func(r exceptionRow) bool { return r.code == x.Code && r.want == want })
			if _, excused := never[x.Code+" "+want]; covered == excused {
				t.Errorf("%s has a case %q: %v", x.Code, want, covered)
			}
		}
	}
}

// typedOver is a promise that a person typed when the files said over.
func typedOver(day string, at Stamp, over string) Event {
	return Event{Kind: Edited, Code: "promised_on", Text: day, Over: over, Occurred: at, Source: Source{"office", SourcePerson}}
}

// restated is what a file as fresh as asOf says of the promise.
func restated(day Date, asOf Stamp) Event {
	return Event{Kind: OrderStated, Source: Source{"shop", SourceShop}, AsOf: asOf, OrderFacts: &OrderFacts{PromisedOn: day}}
}

// A parcel at a pick-up point is due before it goes back: by the carrier's own word, else by its usual time.
func TestAParcelAtAPickUpPointIsDueBeforeItGoesBack(t *testing.T) {
	t.Parallel()
	lies := func(carrier string, due Stamp) Task {
		t.Helper()
		s := newStory(t).one().tell(Event{
			Kind: CarrierEvent, ParcelID: "PX", Parcel: ParcelRef{Carrier: carrier}, Source: Source{carrier, SourceCarrierFile},
			Occurred: "2026-05-14T10:00:00", Phase: AwaitingCollection, Due: due,
		})
		for _, task := range s.state().Tasks {
			if task.Code == "awaiting_collection" {
				return task
			}
		}
		return Task{}
	}
	for _, row := range []struct {
		carrier    string
		due        Stamp
		basis, day string
	}{{"ups", "", "usual", "2026-05-21"}, {"ups", "2026-05-22", "said", "2026-05-22"}, {"nobody", "", "unknown", ""}} {
		task := lies(row.carrier, row.due)
		if len(task.Facts) < 2 || task.Facts[0] != row.basis || task.Facts[1] != row.day {
			t.Errorf("%s %s: tells %v", row.carrier, row.due, task.Facts)
			continue
		}
		end := Date(row.day).End(berlin)
		if row.day == "" && !task.Due.IsZero() || row.day != "" && (task.Due.IsZero() || task.Due.After(end)) {
			t.Errorf("%s %s: due %s, want before %s", row.carrier, row.due, task.Due, end)
		}
	}
}
