package track

import (
	"encoding/json"
	"time"

	"pgregory.net/rapid"
)

// The world that random facts are about: one order of two lines and a service, three parcels of ours, and facts that name
// only the order.
var (
	someParcels = []string{"", string(NumberFor('P', "a")), string(NumberFor('P', "b")), string(NumberFor('P', "c"))}
	someLines   = []string{"1", "2", "9"}
	someReturns = []string{"R1", "R2", RTSNumber(someParcels[1])}
	someSerials = []string{"", "", "SN-1", "SN-2", "SN-3"}
	someSources = []Source{
		{"shop", SourceShop},
		{"labels", SourceLabel},
		{"ups", SourceCarrierFile},
		{"ups-mail", SourceCarrierMail},
		{"bench-1", SourceStation},
		{"anna", SourcePerson},
	}
	someReasons = []Reason{"", "", "", "customer_refused", "customer_incorrect_address", "customs_documents", "carrier_damaged", "customer_not_home"}
	firstDay    = time.Date(2026, 5, 4, 0, 0, 0, 0, berlin)
)

// someStamp is a time within three weeks, coarse enough that facts often share it, in each of the three precisions.
func someStamp(t *rapid.T) Stamp {
	at := firstDay.Add(time.Duration(rapid.IntRange(0, 21*24*2).Draw(t, "halfhours")) * 30 * time.Minute)
	switch rapid.IntRange(0, 5).Draw(t, "precision") {
	case 0:
		return DateStamp(at)
	case 1:
		return StampOf(at)
	case 2:
		return LocalStamp(at.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second))
	}
	return LocalStamp(at)
}

func somePhase(t *rapid.T) Phase {
	all := Phases()
	return all[rapid.IntRange(0, len(all)-1).Draw(t, "phase")]
}

// someEvent is one random fact of the order.
func someEvent(t *rapid.T) Event {
	kinds := Kinds()
	e := Event{
		Kind: kinds[rapid.IntRange(0, len(kinds)-1).Draw(t, "kind")], Occurred: someStamp(t),
		Source: rapid.SampledFrom(someSources).Draw(t, "source"), Order: OrderRef{"shop", "1001"},
		Nonce: rapid.StringMatching(`[a-d]`).Draw(t, "nonce"),
	}
	if rapid.Bool().Draw(t, "carrier") { // half of all facts are the carrier's, as in life
		e.Kind = CarrierEvent
	}
	e.Recorded = firstDay.AddDate(0, 0, 22)
	if rapid.IntRange(0, 9).Draw(t, "override") == 0 && e.Kind.IsAct() {
		e.Override = "too-many"
	}
	e.AsOf, e.Run = e.Occurred, int64(rapid.IntRange(0, 3).Draw(t, "run"))
	switch e.Kind.About() {
	case "parcel":
		e.ParcelID = rapid.SampledFrom(append([]string{"PBACK", "PBACK2"}, someParcels...)).Draw(t, "parcel")
		if e.Kind == ParcelMerged || e.Kind == ParcelLabel {
			e.Other = ParcelRef{Tracking: rapid.SampledFrom([]string{"", "1ZA", "1ZC"}).Draw(t, "other")}
		}
		e.Parcel = ParcelRef{
			Number: e.ParcelID, Carrier: rapid.SampledFrom([]string{"ups", "ups", "dhl", "dhl_parcel_de", AnyPost}).Draw(t, "carrier"),
			Tracking: rapid.SampledFrom([]string{"", "1ZA", "1ZB", "1ZBAD"}).Draw(t, "tracking"),
		}
		if !e.Kind.IsAct() && rapid.IntRange(0, 5).Draw(t, "names a return") == 0 {
			e.Return = rapid.SampledFrom(append([]string{"R9"}, someReturns...)).Draw(t, "of return")
		}
	case "return":
		e.Return = rapid.SampledFrom(someReturns).Draw(t, "return")
		fillReturn(t, &e)
	case "claim":
		e.Claim = rapid.SampledFrom([]string{"C1", "C2"}).Draw(t, "claim")
		e.ParcelID = rapid.SampledFrom(someParcels).Draw(t, "parcel")
		e.ClaimFacts = &ClaimFacts{
			Against: "ups", Kind: rapid.SampledFrom([]string{"lost", "damaged", "missing"}).Draw(t, "claimed"), Amount: Money{int64(rapid.IntRange(0, 5000).Draw(t, "amount")), "EUR"},
			Deadline: rapid.SampledFrom([]Date{"", "", "2026-05-25", "2026-06-20", "soon"}).Draw(t, "deadline"),
		}
	}
	fillEvent(t, &e)
	return e.Sealed()
}

// fillEvent draws what a kind of fact carries.
func fillEvent(t *rapid.T, e *Event) {
	switch e.Kind {
	case OrderStated:
		e.OrderFacts = someFacts(t)
	case ParcelStated:
		e.ParcelFacts = &ParcelFacts{
			Voided:    rapid.IntRange(0, 4).Draw(t, "voided") == 0,
			Cost:      rapid.SampledFrom([]Money{{}, {900, "EUR"}, {1100, "EUR"}}).Draw(t, "cost"),
			Surcharge: rapid.SampledFrom([]Money{{}, {}, {250, "EUR"}, {-100, "EUR"}, {300, "USD"}}).Draw(t, "surcharge"),
			Country:   rapid.SampledFrom([]string{"", "DE", "AT"}).Draw(t, "goes to"),
		}
	case CarrierEvent:
		e.Phase, e.Reason = somePhase(t), rapid.SampledFrom(someReasons).Draw(t, "reason")
		e.Flag = rapid.SampledFrom([]Flag{"", "", Delayed, Held}).Draw(t, "flag")
		if rapid.Bool().Draw(t, "estimates") {
			e.Estimated = DateOf(firstDay.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "days")), berlin)
		}
	case PhaseOverride:
		e.Phase = somePhase(t)
	case Edited:
		e.Code = rapid.SampledFrom([]string{"promised_on", "ship_by", "service", "address"}).Draw(t, "field")
		e.Text = rapid.SampledFrom([]string{"2026-05-12", "2026-05-20", "", "soon", "DE", "AT"}).Draw(t, "text")
	case OrderRepeated:
		e.Of = rapid.SampledFrom([]OrderRef{{"shop", "1001"}, {"other", "77"}}).Draw(t, "of")
	case SerialShipped:
		e.Line, e.Code = rapid.SampledFrom(someLines).Draw(t, "line"), rapid.SampledFrom(someSerials).Draw(t, "serial")
	case LinePicked, LinePacked, LineUnpacked, Cancelled:
		e.Line, e.Quantity = rapid.SampledFrom(someLines).Draw(t, "line"), rapid.IntRange(-1, 4).Draw(t, "quantity")
		if e.Kind == Cancelled && rapid.IntRange(0, 3).Draw(t, "whole") == 0 {
			e.Line, e.Quantity = "", 0
		}
	case Contact:
		e.Code = rapid.SampledFrom([]string{"missing", "damaged", "where_is_it", "wrong_item"}).Draw(t, "contact")
	case TaskWaits:
		e.Due = someStamp(t)
	case TaskStepped:
		e.Code = rapid.SampledFrom(Steps()).Draw(t, "step").Step
		e.Due = rapid.SampledFrom([]Stamp{"", someStamp(t)}).Draw(t, "again")
	}
}

// returnCodes are the words that each kind of act on a return may carry; some of them make no sense, as in life.
var returnCodes = map[Kind][]string{
	ReturnOpened: {"", "request", "warranty", "rts", "A"}, ReturnInspected: append(Grades(), ""), ReturnDecided: append(Dispositions(), ""),
	ReturnReleased: Resolutions(), ReturnMatched: append([]string{"", "", "R9"}, someReturns...),
	SupplierAnswered: append(SupplierAnswers(), ""), ReturnReceived: {"", "", Apart}, SupplierAsked: {"", Corrected}, SupplierSent: {"", Corrected},
}

// fillReturn draws what an act on a return carries.
func fillReturn(t *rapid.T, e *Event) {
	if codes := returnCodes[e.Kind]; codes != nil {
		e.Code = rapid.SampledFrom(codes).Draw(t, "code")
	}
	switch e.Kind {
	case ReturnOpened, ReturnReceived, ReturnMatched, ReturnInspected, ReturnDecided, ReturnReleased:
		e.Line = rapid.SampledFrom(append([]string{""}, someLines...)).Draw(t, "line")
		e.Quantity = rapid.IntRange(-1, 4).Draw(t, "quantity")
	case ReturnExpected:
		e.Due = rapid.SampledFrom([]Stamp{"", "2026-05-12"}).Draw(t, "pickup")
		if rapid.Bool().Draw(t, "label") { // often a parcel of our own, which it must not take away
			e.Parcel = ParcelRef{Carrier: "ups", Tracking: rapid.SampledFrom([]string{"1ZR", "1ZR", "1ZR2"}).Draw(t, "back")}
			e.ParcelID = rapid.SampledFrom(append([]string{"PBACK", "PBACK", "PBACK2"}, someParcels...)).Draw(t, "way")
		}
	default:
	}
	if rapid.Bool().Draw(t, "facts") {
		e.ReturnFacts = &ReturnFacts{
			Cause: rapid.SampledFrom(ReturnCauses()).Draw(t, "cause"), Serial: SerialKey(rapid.SampledFrom(someSerials).Draw(t, "serial")),
			Grade: rapid.SampledFrom([]string{"", "", "A", "D"}).Draw(t, "grade"), Rule: rapid.IntRange(0, 3).Draw(t, "rule"),
			Goods: rapid.SampledFrom([]string{"", "", "a lamp"}).Draw(t, "goods"), Resolution: rapid.SampledFrom([]string{"", "repair", "refund"}).Draw(t, "resolution"),
			Reference: rapid.SampledFrom([]string{"", "RMA-1", "RMA-2"}).Draw(t, "reference"),
			Instead:   rapid.SampledFrom([]Outcome{{}, {}, {"scrap", "refund"}, {"return_to_supplier", "repair"}}).Draw(t, "instead"), Amount: Money{int64(rapid.IntRange(0, 900).Draw(t, "amount")), "EUR"},
		}
	}
}

func someFacts(t *rapid.T) *OrderFacts {
	f := &OrderFacts{
		OrderedAt: LocalStamp(firstDay), NotOurs: rapid.IntRange(0, 9).Draw(t, "not ours") == 0,
		PromisedOn: rapid.SampledFrom([]Date{"", "2026-05-12", "2026-05-19"}).Draw(t, "promise"),
		ShipBy:     rapid.SampledFrom([]Date{"", "2026-05-06", "2026-05-12"}).Draw(t, "ship by"),
		Lines: []LineFacts{
			{Line: "1", SKU: "A", Quantity: rapid.IntRange(0, 10).Draw(t, "first")},
			{Line: "2", SKU: "B", Quantity: rapid.IntRange(0, 3).Draw(t, "second")},
			{Line: "3", SKU: "S", Quantity: 1, NoShipping: true},
		},
	}
	if rapid.IntRange(0, 3).Draw(t, "done") == 0 {
		f.Fulfilment = rapid.SampledFrom([]string{"fulfilled", "partial", "Shipped - Delivered to Buyer", "Cancelled", ""}).Draw(t, "fulfilment")
		f.FulfilledAt = someStamp(t)
	}
	switch rapid.IntRange(0, 9).Draw(t, "status") {
	case 0:
		f.Fulfilment = rapid.SampledFrom([]string{"on-hold", "Pending payment", "refunded", "Refunded - by seller"}).Draw(t, "not to be sent")
	case 1:
		f.Payment = rapid.SampledFrom([]string{"paid", "refunded", "failed", "voided", "pending"}).Draw(t, "payment")
	}
	switch rapid.IntRange(0, 9).Draw(t, "odd") {
	case 0:
		f.Lines = nil
	case 1:
		f.CancelledAt = someStamp(t)
	}
	return f
}

// someEvents are random facts that state the order at least once, and what people did about some of its tasks.
func someEvents(t *rapid.T) []Event {
	stated := Event{
		Kind: OrderStated, Occurred: LocalStamp(firstDay), AsOf: LocalStamp(firstDay), Source: someSources[0],
		Order: OrderRef{"shop", "1001"}, OrderFacts: someFacts(t), Recorded: firstDay.AddDate(0, 0, 22),
	}
	events := append([]Event{stated.Sealed()}, rapid.SliceOfN(rapid.Custom(someEvent), 0, 30).Draw(t, "events")...)
	tasks := deriveAt(events, firstDay.AddDate(0, 0, 23)).Tasks
	for _, task := range tasks {
		if kind := rapid.SampledFrom([]Kind{"", TaskTaken, TaskWaits, TaskStepped, TaskResolved}).Draw(t, "act"); kind != "" {
			act := Event{
				Kind: kind, Task: task.Task, Occurred: someStamp(t), Source: someSources[5], Actor: "anna",
				Order: OrderRef{"shop", "1001"}, Due: someStamp(t), Recorded: stated.Recorded,
				Code: rapid.SampledFrom([]string{"done", FalseAlarm, "ask_carrier", "look", "customer"}).Draw(t, "code"),
			}
			events = append(events, act.Sealed())
		}
	}
	return events
}

func deriveAt(events []Event, now time.Time) OrderState {
	rules := DefaultRules(berlin)
	rules.Warranties = []Warranty{{SKU: "A*", Months: 24, Supplier: "Acme"}}
	rules.Country, rules.Malformed, rules.Since = "DE", saysBad, "2026-05-14"
	rules.Silent = map[string][]Span{"ups": { // heard of again after four days, and later for good silent
		{firstDay.AddDate(0, 0, 9), firstDay.AddDate(0, 0, 13)}, {From: firstDay.AddDate(0, 0, 30)},
	}}
	return deriveBy(rules, events, now)
}

func deriveBy(rules Rules, events []Event, now time.Time) OrderState {
	return Derive(Input{OrderID: OrderIDOf("shop", "1001"), Events: events, Now: now, Rules: rules})
}

func someNow(t *rapid.T) time.Time {
	return firstDay.Add(time.Duration(rapid.IntRange(0, 45*24).Draw(t, "now")) * time.Hour)
}

func asJSON(t interface {
	Helper()
	Fatal(...any)
}, v any,
) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
