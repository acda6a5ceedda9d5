package track

import (
	"strings"
	"testing"
)

// says is a person's word for where PX is.
func says(phase Phase, at Stamp) Event {
	return Event{Kind: PhaseOverride, ParcelID: "PX", Phase: phase, Occurred: at, Source: Source{"anna", SourcePerson}}
}

// foretold is an order whose parcel a carrier took on the 14th, and a past that says when it should arrive.
func (s *story) foretold(past Past) *story {
	s.rules.Past = past
	return s.one().clock("2026-05-14T20:00:00").carrier("PX", "2026-05-14T18:00:00", Possession, "")
}

// clearingRows are the rarer ways in which tasks clear. Read a row as: <story> has <code> cleared by <cleared>.
var clearingRows = []struct {
	code, cleared string
	story         func(*story)
}{
	{"packed_not_handed_over", "held", func(s *story) {
		s.one().act(ParcelClosed, "PX", "2026-05-18T10:00:00", "", 0).act(HoldPlaced, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "packed", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-11T10:00:00", "", 0).act(ParcelClosed, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "cancelled", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-11T10:00:00", "", 0).act(Cancelled, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "held", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-11T10:00:00", "", 0).act(HoldPlaced, "", "2026-05-20T10:00:00", "", 0)
	}},
	{"label_only", "comes_today", func(s *story) {
		s.one().act(ParcelLabel, "PX", "2026-05-11T10:00:00", "", 0).
			tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-20T07:00:00", Estimated: "2026-05-20", Source: Source{"ups", SourceCarrierMail}})
	}},
	{"number_unknown", "journey_over", func(s *story) {
		s.one().tell(labelAt("2026-05-18T10:00:00", "1ZBAD"), says(Delivered, "2026-05-20T12:00:00"))
	}},
	{"estimate_past_promise", "journey_over", func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-18T10:00:00", Phase: Moving, Estimated: "2026-05-23"}).
			carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"estimate_past_promise", "earlier_estimate", func(s *story) { // from the 16th on, history knows faster parcels
		s.foretold(somePast{{"2026-05-01", learned("ups", "", "", slow...)}, {"2026-05-16", learned("ups", "", "", usual...)}}).clock("2026-05-18T12:00:00")
	}},
	{"estimate_past_promise", "estimate_over", func(s *story) { // the slowest of all took six working days, until the 22nd
		s.foretold(alwaysPast(learned("ups", "", "", slow...))).clock("2026-05-26T12:00:00")
	}},
	{"attempt_failed", "at_pickup_point", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-21T09:00:00", AwaitingCollection, "")
	}},
	{"attempt_failed", "delivered", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-21T09:00:00", Delivered, "")
	}},
	{"attempt_failed", "journey_over", func(s *story) {
		s.one().carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "").carrier("PX", "2026-05-21T09:00:00", Lost, "")
	}},
	{"awaiting_collection", "returning", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", AwaitingCollection, "").carrier("PX", "2026-05-20T10:00:00", Returning, "")
	}},
	{"awaiting_collection", "out_again", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", AwaitingCollection, "").carrier("PX", "2026-05-20T10:00:00", OutForDelivery, "")
	}},
	{"awaiting_collection", "journey_over", func(s *story) {
		s.one().carrier("PX", "2026-05-14T10:00:00", AwaitingCollection, "").carrier("PX", "2026-05-20T12:00:00", Lost, "")
	}},
	{"address_issue", "returning", func(s *story) {
		s.one().tell(reason("2026-05-19T10:00:00", AttemptFailed, "customer_incorrect_address"), reason("2026-05-20T10:00:00", Returning, ""))
	}},
	{"address_issue", "journey_over", func(s *story) {
		s.one().tell(reason("2026-05-19T10:00:00", AttemptFailed, "customer_incorrect_address"), reason("2026-05-20T10:00:00", Delivered, ""))
	}},
	{"refused", "out_again", func(s *story) {
		s.one().tell(reason("2026-05-19T10:00:00", AttemptFailed, "customer_refused"), reason("2026-05-20T10:00:00", OutForDelivery, ""))
	}},
	{"refused", "journey_over", func(s *story) {
		s.one().tell(reason("2026-05-19T10:00:00", AttemptFailed, "customer_refused"), reason("2026-05-20T10:00:00", Delivered, ""))
	}},
	{"customs_hold", "journey_over", func(s *story) {
		s.one().tell(reason("2026-05-18T10:00:00", Moving, "customs_delay"), says(Lost, "2026-05-20T12:00:00"))
	}},
	{"returning_unannounced", "delivered", func(s *story) {
		s.one().carrier("PX", "2026-05-19T10:00:00", Returning, "").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"contradiction", "delivered", func(s *story) {
		s.order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).carrier("PX", "2026-05-18T10:00:00", Moving, "").carrier("PY", "2026-05-18T10:00:00", Moving, "").
			tell(Event{Kind: CarrierEvent, Phase: OutForDelivery, Occurred: "2026-05-19T10:00:00"}).
			carrier("PX", "2026-05-20T10:00:00", Delivered, "").carrier("PY", "2026-05-20T10:00:00", Delivered, "")
	}},
	{"return_overdue", "return_closed", func(s *story) {
		s.one().tell(returned(ReturnAuthorised, "2026-04-13T10:00:00", 0, "authorised"), returned(ReturnClosed, "2026-05-18T10:00:00", 0, ""))
	}},
	{"return_not_inspected", "return_closed", func(s *story) {
		s.one().tell(returned(ReturnReceived, "2026-05-15T10:00:00", 1, ""), returned(ReturnClosed, "2026-05-20T10:00:00", 0, ""))
	}},
	{"decided_not_released", "return_closed", func(s *story) {
		s.one().tell(returned(ReturnDecided, "2026-05-15T10:00:00", 1, "restock"), returned(ReturnClosed, "2026-05-20T10:00:00", 0, ""))
	}},
	{"past_promise", "journey_over", func(s *story) {
		s.one().tell(returned(ReturnOpened, "2026-05-18T10:00:00", 1, "")).carrier("PX", "2026-05-20T10:00:00", Returning, "").
			carrier("PX", "2026-05-21T10:00:00", ReturnedToUs, "")
	}},
	{"past_promise", "held", func(s *story) {
		s.one().act(LinePicked, "", "2026-05-19T10:00:00", "1", 1).act(HoldPlaced, "", "2026-05-21T10:00:00", "", 0)
	}},
	{"cancelled_in_box", "handed_over", func(s *story) {
		s.boxed("2026-05-18T10:00:00", 2).tell(dropped("2026-05-19T09:00:00", 1)).act(ParcelGiven, "PX", "2026-05-20T10:00:00", "", 0)
	}},
	{"other_country", "voided", func(s *story) {
		s.sentTo("DE").tell(labelTo("AT", "2026-05-18T10:00:00")).act(ParcelVoided, "PX", "2026-05-19T10:00:00", "", 0)
	}},
	{"unshipped_long", "held", func(s *story) {
		s.placed("2026-04-20T10:00:00", "", "").act(HoldPlaced, "", "2026-05-20T10:00:00", "", 0)
	}},
}

// withoutTrace are the ways that take back what a task rested on: it never arose then, so that no task is left that cleared.
var withoutTrace = map[string]func(*story){
	"past_promise promise_changed": func(s *story) {
		s.one().act(LinePicked, "", "2026-05-19T10:00:00", "1", 1).tell(typedOver("2026-05-29", "2026-05-21T10:00:00", "2026-05-20"))
	},
	"estimate_past_promise promise_changed": func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-18T10:00:00", Phase: Moving, Estimated: "2026-05-23"},
			typedOver("2026-05-29", "2026-05-21T10:00:00", "2026-05-20"))
	},
	"unmapped taught": func(s *story) {
		s.one().tell(Event{Kind: CarrierEvent, ParcelID: "PX", Phase: Moving, Code: "QQ", Occurred: "2026-05-20T10:00:00"})
	},
	"cancelled_in_box cancel_undone": func(s *story) { s.boxed("2026-05-18T10:00:00", 2) },
}

// guarded are ways that another one always comes before: whatever ends a journey, a carrier's word or a person's, is a sign that
// the carrier has the parcel.
var guarded = map[string]bool{"no_carrier_scan journey_over": true}

// Every way in which a row of the table says that a task may clear by itself is seen to clear one.
func TestEveryWayToClearAnExceptionClearsOne(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	look := func(tell func(*story)) OrderState {
		s := newStory(t)
		tell(s)
		state := s.state()
		for _, task := range state.Tasks {
			seen[task.Code+" "+task.Cleared] = true
		}
		return state
	}
	for _, row := range exceptionRows {
		look(row.story)
	}
	for _, row := range clearingRows {
		found := false
		state := look(row.story)
		for _, task := range state.Tasks {
			found = found || task.Code == row.code && task.Cleared == row.cleared
		}
		if !found {
			t.Errorf("%s is not cleared by %q: %+v", row.code, row.cleared, state.Tasks)
		}
	}
	for way, tell := range withoutTrace {
		for _, task := range look(tell).Tasks {
			if strings.HasPrefix(way, task.Code+" ") {
				t.Errorf("%s leaves %+v", way, task)
			}
		}
	}
	for _, x := range Exceptions() {
		for _, cleared := range x.Clears {
			way := x.Code + " " + cleared
			_, none := withoutTrace[way]
			if none = none || guarded[way]; !x.OfShop() && seen[way] == none {
				t.Errorf("%s: a case clears %s: %v", x.ID, way, seen[way])
			}
		}
	}
}
