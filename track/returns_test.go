package track

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// back is an act on return R1 about units of line 1.
func back(kind Kind, at Stamp, n int, code string, f ReturnFacts) Event {
	e := returned(kind, at, n, code)
	e.ReturnFacts = &f
	return e
}

// whole is an act on return R1 as a whole.
func whole(kind Kind, at Stamp) Event {
	e := returned(kind, at, 0, "")
	e.Line = ""
	return e
}

// sold is an order of so many units of SKU A at 20.00, delivered on 15 May.
func sold(t *testing.T, units int) *story {
	return newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: units, Price: Money{2000, "EUR"}}).
		carrier("PX", "2026-05-15T10:00:00", Delivered, "")
}

func TestWhereAReturnStands(t *testing.T) {
	t.Parallel()
	asked := returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request")
	agreed := whole(ReturnAuthorised, "2026-05-16T11:00:00")
	label := Event{
		Kind: ReturnExpected, Return: "R1", ParcelID: "PBACK", Parcel: ParcelRef{Carrier: "ups", Tracking: "1ZR"},
		Occurred: "2026-05-16T12:00:00", Source: Source{"desk", SourceStation},
	}
	onTheWay := Event{Kind: CarrierEvent, ParcelID: "PBACK", Parcel: ParcelRef{Carrier: "ups", Tracking: "1ZR"}, Occurred: "2026-05-18T09:00:00", Phase: Moving}
	one := returned(ReturnReceived, "2026-05-19T10:00:00", 1, "")
	seen := returned(ReturnInspected, "2026-05-19T11:00:00", 1, "B")
	decided := returned(ReturnDecided, "2026-05-19T12:00:00", 1, "restock_open_box")
	given := whole(ReturnReleased, "2026-05-19T13:00:00")
	given.Code = "refund"
	box := whole(ReturnReceived, "2026-05-18T10:00:00")
	long := func(e Event) Event { e.Occurred = "2026-04-" + e.Occurred[8:]; return e }
	for _, row := range []struct {
		name, want string
		acts       []Event
	}{
		{"asked for", "requested", []Event{asked}},
		{"agreed to", "authorised", []Event{asked, agreed}},
		{"agreed to, with a label", "authorised", []Event{asked, agreed, label}},
		{"declined", "declined", []Event{asked, whole(ReturnDeclined, "2026-05-16T11:00:00")}},
		{"declined, and it came all the same", "inspection_pending", []Event{asked, whole(ReturnDeclined, "2026-05-16T11:00:00"), one}},
		{"called off", "cancelled", []Event{asked, agreed, whole(ReturnCancelled, "2026-05-17T11:00:00")}},
		{"agreed to, called off, agreed to again does nothing", "cancelled", []Event{asked, whole(ReturnCancelled, "2026-05-16T10:30:00"), agreed}},
		{"a pick-up is set", "pickup_scheduled", []Event{asked, agreed, {Kind: ReturnExpected, Return: "R1", Due: "2026-05-20", Occurred: "2026-05-17T10:00:00"}}},
		{"the carrier has it", "in_return_transit", []Event{asked, agreed, label, onTheWay}},
		{"the carrier has it and nobody answered yet", "in_return_transit", []Event{asked, label, onTheWay}},
		{"nothing came in 28 days", "expired", []Event{long(asked), long(agreed)}},
		{"expired and agreed to again", "authorised", []Event{long(asked), long(agreed), whole(ReturnAuthorised, "2026-05-20T11:00:00")}},
		{"expired and then on its way", "in_return_transit", []Event{long(asked), long(agreed), label, onTheWay}},
		{"a box nobody opened", "received", []Event{asked, agreed, box}},
		{"the box was counted", "inspection_pending", []Event{asked, agreed, box, one}},
		{"inspected", "inspected", []Event{asked, agreed, one, seen}},
		{"decided", "disposition_decided", []Event{asked, agreed, one, seen, decided}},
		{"released", "resolution_released", []Event{asked, agreed, one, seen, decided, given}},
		{"closed", "closed", []Event{asked, agreed, one, seen, decided, given, whole(ReturnClosed, "2026-05-20T10:00:00")}},
		{"the second unit came after the first was decided", "inspection_pending", []Event{asked, agreed, one, seen, decided, returned(ReturnReceived, "2026-05-20T10:00:00", 1, "")}},
		{"more came after it was closed", "inspection_pending", []Event{
			asked, agreed, one, seen, decided, given, whole(ReturnClosed, "2026-05-20T10:00:00"),
			returned(ReturnReceived, "2026-05-20T11:00:00", 1, ""),
		}},
		{"it came unannounced", "inspection_pending", []Event{one}},
		{"inspected by a bench whose clock is behind", "inspected", []Event{asked, agreed, one, returned(ReturnInspected, "2026-05-19T09:50:00", 1, "B")}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := sold(t, 2).tell(row.acts...)
			o := s.state()
			r := o.Return("R1")
			if r == nil || r.Phase != row.want {
				t.Errorf("the return is %+v, want %s", r, row.want)
			}
			if len(o.Parcels) != 1 || o.Parcels[0].Phase != Delivered {
				t.Errorf("the parcel that went out is touched: %+v", o.Parcels)
			}
		})
	}
}

// TestTheReturnMachineIsReviewed keeps, for every phase, what may be done in it and what becomes of it.
func TestTheReturnMachineIsReviewed(t *testing.T) {
	t.Parallel()
	var phases []string
	var acts []Kind
	for _, s := range returnSteps {
		for _, p := range append(slices.Clone(s.From), s.To) {
			if !slices.Contains(phases, p) {
				phases = append(phases, p)
			}
		}
		if !slices.Contains(acts, s.By) {
			acts = append(acts, s.By)
		}
	}
	var b strings.Builder
	b.WriteString("# What becomes of a return in the phase of the paragraph by the act of the row, and who does it; - means that it may not be.\n")
	for _, p := range phases {
		fmt.Fprintf(&b, "\n%s\n", or(p, "(new)"))
		for _, act := range acts {
			to, who := "-", ""
			if s := step(p, act); s != nil {
				to, who = s.To, s.Who
			}
			fmt.Fprintf(&b, "  %s\n", strings.TrimRight(fmt.Sprintf("%-18s %-20s %s", act, to, who), " "))
		}
	}
	golden(t, "return_matrix.golden", b.String())
}

func TestUnitsOfOneLineGoTheirOwnWays(t *testing.T) {
	t.Parallel()
	s := sold(t, 5).tell(
		returned(ReturnOpened, "2026-05-16T10:00:00", 5, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 3, ""),
		returned(ReturnReceived, "2026-05-19T10:00:00", 1, ""),
		back(ReturnInspected, "2026-05-19T11:00:00", 2, "A", ReturnFacts{}), back(ReturnInspected, "2026-05-19T11:01:00", 1, "D", ReturnFacts{}),
		back(ReturnDecided, "2026-05-19T12:00:00", 1, "scrap", ReturnFacts{Grade: "D", Resolution: "reject"}),
		back(ReturnDecided, "2026-05-19T12:01:00", 2, "restock", ReturnFacts{Grade: "A", Resolution: "refund", Amount: Money{2000, "EUR"}}),
	)
	o := s.state()
	l := o.Return("R1").Lines[0]
	want := []ReturnUnits{
		{Quantity: 1},
		{Quantity: 2, Grade: "A", Disposition: "restock", Resolution: "refund", Amount: Money{2000, "EUR"}},
		{Quantity: 1, Grade: "D", Disposition: "scrap", Resolution: "reject"},
	}
	if asJSON(t, l.Units) != asJSON(t, want) || l.Received != 4 || l.Inspected != 3 || l.Decided != 3 || l.State != "inspection_pending" {
		t.Errorf("the line is %+v", l)
	}
	if g := o.Lines[0].Ledger; g.ReturnRequested != 5 || g.ReturnReceived != 4 || g.Restocked != 2 || g.WrittenOff != 1 {
		t.Errorf("the ledger is %+v", g)
	}
	again := s.tell(back(ReturnDecided, "2026-05-20T12:00:00", 1, "quarantine", ReturnFacts{Grade: "D"})).state()
	if g := again.Lines[0].Ledger; g.WrittenOff != 1 {
		t.Errorf("a decision about units that wait came over one that was taken: %+v", g)
	}
}

// TestADecisionIsAboutUnitsThatSomebodySaw decides twice about a line of which one unit was never looked at: the second decision
// takes the place of the first rather than that unit, while one about quarantine takes it.
func TestADecisionIsAboutUnitsThatSomebodySaw(t *testing.T) {
	t.Parallel()
	s := sold(t, 3).tell(
		returned(ReturnOpened, "2026-05-16T10:00:00", 3, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 3, ""),
		back(ReturnInspected, "2026-05-18T11:00:00", 2, "B", ReturnFacts{}),
		back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Resolution: "refund"}),
		back(ReturnDecided, "2026-05-18T12:01:00", 2, "scrap", ReturnFacts{Resolution: "reject"}),
	)
	want := []ReturnUnits{{Quantity: 1}, {Quantity: 2, Grade: "B", Disposition: "scrap", Resolution: "reject"}}
	o := s.state()
	if l := o.Return("R1").Lines[0]; asJSON(t, l.Units) != asJSON(t, want) {
		t.Errorf("the units are %+v, want %+v", l.Units, want)
	}
	want[0].Disposition = "quarantine"
	o = s.tell(back(ReturnDecided, "2026-05-18T12:02:00", 1, "quarantine", ReturnFacts{})).state()
	if l := o.Return("R1").Lines[0]; asJSON(t, l.Units) != asJSON(t, want) {
		t.Errorf("with quarantine the units are %+v, want %+v", l.Units, want)
	}
}

func TestWhatAReturnRefuses(t *testing.T) {
	t.Parallel()
	asked, agreed := returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request"), whole(ReturnAuthorised, "2026-05-16T11:00:00")
	came := returned(ReturnReceived, "2026-05-18T10:00:00", 2, "")
	seen := returned(ReturnInspected, "2026-05-18T11:00:00", 2, "A")
	proposed := ReturnFacts{Proposed: Outcome{"restock", "refund"}, Resolution: "refund"}
	decided := back(ReturnDecided, "2026-05-18T12:00:00", 2, "restock", ReturnFacts{Resolution: "refund"})
	promised := back(ReturnDecided, "2026-05-18T12:00:00", 2, "restock", ReturnFacts{Resolution: "refund", Amount: Money{4000, "EUR"}})
	because := func(e Event) Event {
		e.Text = "agreed on the phone"
		return e
	}
	given := func(code string, line string, amount int64) Event {
		return Event{Kind: ReturnReleased, Return: "R1", Line: line, Code: code, ReturnFacts: &ReturnFacts{Amount: Money{amount, "EUR"}}}
	}
	half := []Event{
		asked, returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""), returned(ReturnInspected, "2026-05-18T11:00:00", 1, "A"),
		stamped(given("refund", "", 2000), "2026-05-18T12:00:00"),
		returned(ReturnReceived, "2026-05-19T10:00:00", 1, ""), returned(ReturnInspected, "2026-05-19T11:00:00", 1, "A"),
	}
	underWay := Event{Kind: ReturnExpected, Return: "R1", Parcel: ParcelRef{Carrier: "ups", Tracking: "1ZBACK"}, ParcelID: "PB", Occurred: "2026-05-16T12:00:00"}
	scanned := Event{Kind: CarrierEvent, ParcelID: "PB", Parcel: ParcelRef{Carrier: "ups", Tracking: "1ZBACK"}, Phase: Moving, Occurred: "2026-05-17T12:00:00"}
	shipped := Event{Kind: SerialShipped, Line: "1", Code: "SN 1", Occurred: "2026-05-13T10:00:00"}
	second, third := stamped(Event{Kind: SerialShipped, Line: "1", Code: "SN2"}, "2026-05-13T11:00:00"), Event{Kind: SerialShipped, Line: "1", Code: "SN3"}
	overriding := func(e Event, code string) Event {
		e.Override = code
		return e
	}
	for _, row := range []struct {
		name string
		told []Event
		act  Event
		want string
	}{
		{"agree to what nobody asked for", nil, agreed, "no-such-return"},
		{"agree twice", []Event{asked, agreed}, agreed, "return-not-now"},
		{"decline without a reason", []Event{asked}, whole(ReturnDeclined, ""), "reason-needed"},
		{"decline what was agreed to", []Event{asked, agreed}, whole(ReturnDeclined, ""), "return-not-now"},
		{"cancel what came", []Event{asked, agreed, came}, whole(ReturnCancelled, ""), "return-not-now"},
		{"send it back in the parcel that went out", []Event{asked, agreed}, Event{Kind: ReturnExpected, Return: "R1", Parcel: ParcelRef{Tracking: "1zx"}}, "parcel-went-out"},
		{"set a pick-up before agreeing", []Event{asked}, Event{Kind: ReturnExpected, Return: "R1", Due: "2026-05-20"}, "return-not-now"},
		{"inspect before it came", []Event{asked, agreed}, seen, "return-not-now"},
		{"inspect more than came", []Event{asked, came}, returned(ReturnInspected, "", 3, "A"), "not-received"},
		{"set aside without a reason", []Event{asked, came}, whole(ReturnSetAside, ""), "reason-needed"},
		{"decide before somebody looked", []Event{asked, came}, returned(ReturnDecided, "", 1, "restock"), "not-inspected"},
		{"quarantine before somebody looked", []Event{asked, came}, returned(ReturnDecided, "", 1, "quarantine"), ""},
		{"decide otherwise without a reason", []Event{asked, came, seen}, back(ReturnDecided, "", 2, "scrap", proposed), "override-reason"},
		{"decide as proposed", []Event{asked, came, seen}, back(ReturnDecided, "", 2, "restock", proposed), ""},
		{"decide on more than was paid", []Event{asked, came, seen}, back(ReturnDecided, "", 2, "restock", ReturnFacts{Resolution: "refund", Amount: Money{4001, "EUR"}}), "amount-too-much"},
		{"refund before it came", []Event{asked, agreed}, given("refund", "", 0), "not-inspected"},
		{"refund before somebody looked", []Event{asked, came}, given("refund", "", 0), "not-inspected"},
		{"refund a part of the units looked at", []Event{asked, came, returned(ReturnInspected, "2026-05-18T11:00:00", 1, "A")}, given("refund", "", 0), "not-inspected"},
		{"refund", []Event{asked, came, seen, decided}, given("refund", "", 4000), ""},
		{"refund more than was paid", []Event{asked, came, seen, decided}, given("refund", "", 4001), "amount-too-much"},
		{"refund the rest in another currency", half, back(ReturnReleased, "", 0, "refund", ReturnFacts{Amount: Money{500, "USD"}}), "amount-currency"},
		{"refund the rest in the same currency", half, given("refund", "", 500), ""},
		{"replace the rest", half, given("replace", "", 0), ""},
		{"refund a part of nothing", []Event{asked, came, seen, decided}, given("refund_part", "", 0), "amount-needed"},
		{"give another amount than was decided", []Event{asked, came, seen, promised}, back(ReturnReleased, "", 0, "refund", ReturnFacts{Resolution: "refund", Amount: Money{2000, "EUR"}}), "release-amount"},
		{"give another amount for a reason", []Event{asked, came, seen, promised}, because(back(ReturnReleased, "", 0, "refund", ReturnFacts{Resolution: "refund", Amount: Money{2000, "EUR"}})), ""},
		{"give the amount that was decided", []Event{asked, came, seen, promised}, back(ReturnReleased, "", 0, "refund", ReturnFacts{Resolution: "refund", Amount: Money{4000, "EUR"}}), ""},
		{"give something else than was decided", []Event{asked, came, seen, promised}, given("store_credit", "", 4000), "release-differs"},
		{"give something else for a reason", []Event{asked, came, seen, promised}, because(given("store_credit", "", 4000)), ""},
		{"refund twice", []Event{asked, came, seen, decided, stamped(given("refund", "", 4000), "2026-05-18T13:00:00")}, given("refund", "", 0), "already-released"},
		{"close before everything has its place", []Event{asked, came, seen}, whole(ReturnClosed, ""), "not-accounted"},
		{"close while something is in quarantine", []Event{asked, came, seen, returned(ReturnDecided, "2026-05-18T12:00:00", 2, "quarantine")}, whole(ReturnClosed, ""), "not-accounted"},
		{"close while units lie there that nobody has put to a line", []Event{
			{Kind: ReturnReceived, Return: "R1", Quantity: 2, Occurred: "2026-05-18T10:00:00", ReturnFacts: &ReturnFacts{Goods: "two mugs"}},
			returned(ReturnMatched, "2026-05-18T10:30:00", 1, ""), returned(ReturnInspected, "2026-05-18T11:00:00", 1, "A"),
			back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Resolution: "refund"}), stamped(given("refund", "", 2000), "2026-05-18T13:00:00"),
		}, whole(ReturnClosed, ""), "not-accounted"},
		{"close what is on its way, and say nothing", []Event{asked, agreed, underWay, scanned}, whole(ReturnClosed, ""), "reason-needed"},
		{"close what is on its way, for a reason", []Event{asked, agreed, underWay, scanned}, because(whole(ReturnClosed, "")), ""},
		{"close before the customer has an answer", []Event{asked, came, seen, decided}, whole(ReturnClosed, ""), "not-released"},
		{"a second serial number for two units", []Event{shipped}, Event{Kind: SerialShipped, Line: "1", Code: "SN2"}, ""},
		{"a third serial number for two units", []Event{shipped, second}, third, "serials-full"},
		{"a third serial number for two units, for a reason", []Event{shipped, second}, overriding(third, "serials-full"), ""},
		{"the same serial number again, for a reason", []Event{shipped}, overriding(Event{Kind: SerialShipped, Line: "1", Code: "sn-1"}, "serials-full"), "serial-known"},
		{"the same serial number again", []Event{shipped}, Event{Kind: SerialShipped, Line: "1", Code: "sn-1"}, "serial-known"},
		{"a serial number that is not ours", []Event{shipped, asked, came}, back(ReturnInspected, "", 1, "B", ReturnFacts{Serial: "SN9"}), "serial-not-ours"},
		{"a serial number that is not ours, as such", []Event{shipped, asked, came}, back(ReturnInspected, "", 1, "E", ReturnFacts{Serial: "SN9"}), ""},
		{"a serial number of ours", []Event{shipped, asked, came}, back(ReturnInspected, "", 1, "B", ReturnFacts{Serial: "sn1"}), ""},
		{"one serial number on two units", []Event{shipped, asked, came}, back(ReturnInspected, "", 2, "B", ReturnFacts{Serial: "SN1"}), "one-serial"},
		{"ask the supplier about what stays", []Event{asked, came}, whole(SupplierAsked, ""), "no-warranty-case"},
		{"a claim twice", []Event{claims(ClaimOpened, "2026-05-18T10:00:00", ClaimFacts{Against: "ups"})}, claims(ClaimOpened, "", ClaimFacts{Against: "ups"}), "already-claimed"},
		{"a claim against the insurer too", []Event{claims(ClaimOpened, "2026-05-18T10:00:00", ClaimFacts{Against: "ups"})}, claims(ClaimOpened, "", ClaimFacts{Against: "shipsurance"}), ""},
		{"paid before it was filed", []Event{claims(ClaimOpened, "2026-05-18T10:00:00", ClaimFacts{Against: "ups"})}, claims(ClaimPaid, "", ClaimFacts{}), "claim-not-now"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := sold(t, 2).add(Event{Kind: ParcelLabel, ParcelID: "PX", Parcel: ParcelRef{Tracking: "1ZX"}, Occurred: "2026-05-13T10:00:00", Source: Source{"bench-1", SourceStation}})
			o := s.tell(row.told...).state()
			got := ""
			if r := Check(&o, row.act); r != nil {
				got = r.Code
			}
			if got != row.want {
				t.Errorf("refused with %q, want %q; the return is %+v", got, row.want, o.Returns)
			}
		})
	}
}

// What came back by itself and was received at our door is back with us: nobody looks for it any more.
func TestAParcelThatWeReceivedIsNeitherStalledNorLost(t *testing.T) {
	t.Parallel()
	for _, reason := range []Reason{"", "customer_refused"} {
		t.Run(string("for the reason "+reason), func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one().clock("2026-05-16T12:00:00").
				carrier("PX", "2026-05-14T10:00:00", Moving, "").carrier("PX", "2026-05-15T10:00:00", Returning, reason)
			back := s.state()
			if back.Parcels[0].Phase != Returning || len(back.Returns) != 1 || back.Facets.Attention == 0 {
				t.Fatalf("parcel %+v, returns %+v", back.Parcels[0], back.Returns)
			}
			receipt := Event{Kind: ReturnReceived, Return: back.Returns[0].Return, Line: "1", Quantity: 1, Occurred: "2026-05-16T11:00:00", Source: Source{"desk", SourceStation}}
			s.tell(receipt)
			got := s.state()
			if p := got.Parcels[0]; p.Phase != ReturnedToUs || p.Since != receipt.Occurred || got.Returns[0].Kind != "rts" || got.Returns[0].Phase != "inspection_pending" {
				t.Errorf("parcel %s since %s, returns %+v", p.Phase, p.Since, got.Returns)
			}
			if got.Why.DecidedBy != s.events[len(s.events)-1].ID || len(got.Why.Conflicts) > 0 {
				t.Errorf("why %+v, want the receipt to decide and nobody to disagree", got.Why)
			}
			for _, task := range s.at("2026-08-20T12:00:00").Tasks {
				if task.IsOpen() && task.Code != "return_not_inspected" {
					t.Errorf("three months later the task %s is open", task.Code)
				}
			}
		})
	}
}

// Whoever unloads a parcel may not have heard yet that its carrier sends it back.
func TestAParcelIsBackThatCameBeforeItsCarrierSaidSo(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().clock("2026-05-16T12:00:00").carrier("PX", "2026-05-14T10:00:00", Moving, "")
	s.tell(Event{Kind: ReturnReceived, Return: "RK2QW", Line: "1", Quantity: 1, Occurred: "2026-05-16T11:00:00", Source: Source{"desk", SourceStation}})
	if p := s.state().Parcels[0]; p.Phase != Moving {
		t.Fatalf("while it may be something else, the parcel is %s", p.Phase)
	}
	s.carrier("PX", "2026-05-15T10:00:00", Returning, "customer_refused")
	got := s.state()
	if p := got.Parcels[0]; p.Phase != ReturnedToUs || p.Since != "2026-05-16T11:00:00" || len(got.Returns) != 1 || got.Returns[0].Kind != "rts" {
		t.Errorf("it is %s since %s, returns %+v", p.Phase, p.Since, got.Returns)
	}
	for _, task := range s.at("2026-08-20T12:00:00").Tasks {
		if task.IsOpen() && task.Code != "return_not_inspected" {
			t.Errorf("three months later the task %s is open", task.Code)
		}
	}
}

// What came unannounced may be known for a parcel afterwards: then that parcel is back with us.
func TestAParcelIsBackOnceSomebodySaysThatItIsWhatCame(t *testing.T) {
	t.Parallel()
	desk := Source{"desk", SourceStation}
	s := newStory(t).one().clock("2026-05-16T12:00:00").
		carrier("PX", "2026-05-14T10:00:00", Moving, "").carrier("PX", "2026-05-15T10:00:00", Returning, "customer_refused")
	s.tell(Event{Kind: ReturnReceived, Return: "RK2QW", Line: "1", Quantity: 1, Code: Apart, Occurred: "2026-05-16T11:00:00", Source: desk})
	if p := s.state().Parcels[0]; p.Phase != Returning {
		t.Fatalf("while it is something else, the parcel is %s", p.Phase)
	}
	s.tell(Event{Kind: ReturnMatched, Return: "RK2QW", Code: RTSNumber("PX"), Occurred: "2026-05-16T11:30:00", Source: desk})
	if p := s.state().Parcels[0]; p.Phase != ReturnedToUs || p.Since != "2026-05-16T11:00:00" {
		t.Errorf("it is %s since %s", p.Phase, p.Since)
	}
	for _, task := range s.at("2026-08-20T12:00:00").Tasks {
		if task.IsOpen() && task.Code != "return_not_inspected" {
			t.Errorf("three months later the task %s is open", task.Code)
		}
	}
}

// A customer may send first and ask then: the return is on its way all the same.
func TestGoodsThatSetOutBeforeAnybodyAskedAreOnTheirWay(t *testing.T) {
	t.Parallel()
	asked, agreed := returned(ReturnOpened, "2026-05-16T10:00:00", 1, "request"), whole(ReturnAuthorised, "2026-05-16T10:05:00")
	label := Event{Kind: ReturnExpected, Return: "R1", ParcelID: "PB", Parcel: ParcelRef{Carrier: "ups", Tracking: "1ZPB"}, Occurred: "2026-05-16T11:00:00"}
	for _, row := range []struct {
		name string
		acts []Event
		want string
	}{
		{"asked for", []Event{asked, label}, "in_return_transit"},
		{"agreed to", []Event{asked, agreed, label}, "in_return_transit"},
		{"declined", []Event{asked, whole(ReturnDeclined, "2026-05-16T10:05:00"), label}, "declined"},
		{"called off", []Event{asked, agreed, whole(ReturnCancelled, "2026-05-16T10:10:00"), label}, "cancelled"},
	} {
		for _, set := range []Stamp{"2026-05-15T09:00:00", "2026-05-17T09:00:00"} {
			t.Run(row.name+", set out "+string(set), func(t *testing.T) {
				t.Parallel()
				s := sold(t, 1).tell(row.acts...).carrier("PB", set, Moving, "")
				if got := s.returnOf("R1"); got.Phase != row.want {
					t.Errorf("the return is %s, want %s", got.Phase, row.want)
				}
			})
		}
	}
}

func stamped(e Event, at Stamp) Event {
	e.Occurred = at
	return e
}

func TestARuleMayLetTheCustomerNotWait(t *testing.T) {
	t.Parallel()
	s := sold(t, 1).tell(back(ReturnOpened, "2026-05-16T10:00:00", 1, "request", ReturnFacts{Cause: "wrong_item"}))
	s.rules.Proposals = append([]ProposalRule{{Rule: 90, Causes: []string{"wrong_item"}, MaxValue: 2500, Instant: true, Resolution: "keep_item"}}, s.rules.Proposals...)
	o := s.state()
	act := Event{Kind: ReturnReleased, Return: "R1", Code: "keep_item", ReturnFacts: &ReturnFacts{Rule: 90}, Occurred: "2026-05-16T11:00:00"}
	if r := Check(&o, act); r != nil {
		t.Fatalf("refused with %s although rule 90 lets it: %+v", r.Code, o.Returns)
	}
	for amount, want := range map[int64]string{2000: "", 2001: "amount-too-much"} {
		act.ReturnFacts = &ReturnFacts{Rule: 90, Amount: Money{amount, "EUR"}}
		if r := Check(&o, act); (r != nil) != (want != "") || r != nil && r.Code != want {
			t.Errorf("%d for what is to come and cost 20.00: %v, want %q", amount, r, want)
		}
	}
	act.ReturnFacts = &ReturnFacts{Rule: 14}
	if r := Check(&o, act); r == nil || r.Code != "not-inspected" {
		t.Errorf("another rule let it too: %v", r)
	}
	s.tell(stamped(Event{Kind: ReturnReleased, Return: "R1", Code: "keep_item", ReturnFacts: &ReturnFacts{Rule: 90}}, "2026-05-16T11:00:00"))
	if r := s.returnOf("R1"); r.Phase != "resolution_released" {
		t.Errorf("after it the return is %+v", r)
	}
}

func TestAReturnOfSeveralNumbersIsOne(t *testing.T) {
	t.Parallel()
	loose := Event{Kind: ReturnReceived, Return: "R7", Quantity: 1, Occurred: "2026-05-18T10:00:00", ReturnFacts: &ReturnFacts{Goods: "a lamp"}}
	s := sold(t, 2).tell(returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request"), loose)
	if r := s.returnOf("R7"); r == nil || r.Kind != "unannounced" || r.Phase != "received" || r.Uncounted != 1 || r.Goods != "a lamp" {
		t.Fatalf("what came unannounced is %+v", r)
	}
	match := Event{Kind: ReturnMatched, Return: "R7", Code: "R1", Line: "1", Quantity: 1, Occurred: "2026-05-18T11:00:00"}
	o := s.tell(match).state()
	if len(o.Returns) != 1 || o.Returns[0].Return != "R1" || o.Returns[0].Phase != "inspection_pending" || o.Return("R7") != &o.Returns[0] || o.Returns[0].Uncounted != 0 {
		t.Errorf("after the match the returns are %+v", o.Returns)
	}
}

func TestASupplierCaseSharesTheInspection(t *testing.T) {
	t.Parallel()
	s := sold(t, 1).tell(
		back(ReturnOpened, "2026-05-16T10:00:00", 1, "request", ReturnFacts{Cause: "defective"}), returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""),
		returned(ReturnInspected, "2026-05-18T11:00:00", 1, "D"))
	s.rules.Warranties = []Warranty{{SKU: "A", Months: 12, Supplier: "Acme"}}
	if s.returnOf("R1").Warranty != nil {
		t.Fatal("there is a case before anything goes back to the supplier")
	}
	p := Propose(s.rules.Proposals, s.caseOf("D"))
	if p.Outcome != (Outcome{"return_to_supplier", "replacement"}) || p.Rule != 11 {
		t.Errorf("proposed %+v for %+v", p, s.caseOf("D"))
	}
	s.tell(returned(ReturnDecided, "2026-05-18T12:00:00", 1, "return_to_supplier"))
	w := s.returnOf("R1").Warranty
	if w == nil || w.State != "open" || w.Supplier != "Acme" || w.Until != "2027-05-15" {
		t.Fatalf("the case is %+v", w)
	}
	for _, step := range []struct {
		act  Event
		want string
	}{
		{back(SupplierAsked, "2026-05-19T10:00:00", 0, "", ReturnFacts{Reference: "RMA-7"}), "asked"},
		{back(SupplierSent, "2026-05-20T10:00:00", 0, "", ReturnFacts{Reference: "1ZS"}), "sent"},
		{back(SupplierAnswered, "2026-05-21T10:00:00", 0, "credited", ReturnFacts{Amount: Money{1200, "EUR"}}), "credited"},
	} {
		s.tell(step.act)
		if w = s.returnOf("R1").Warranty; w.State != step.want {
			t.Errorf("after %s the case is %+v", step.act.Kind, w)
		}
	}
	if w.Reference != "RMA-7" || w.Way != "1ZS" || w.Credit.Minor != 1200 || w.IsOpen() {
		t.Errorf("at the end the case is %+v", w)
	}
}

func (s *story) returnOf(number string) *ReturnState {
	o := s.state()
	return o.Return(number)
}

func (s *story) caseOf(grade string) ProposalCase {
	o := s.state()
	return o.CaseOf(o.Return("R1"), "1", grade, "", "", s.rules)
}

func TestUntilWhenAClaimIsTaken(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		carrier, service, against, kind string
		from, to                        Date
	}{
		{"usps", "Priority Mail", "usps", "lost", "2026-05-28", "2026-07-12"},
		{"usps", "Priority Mail Express", "usps", "lost", "2026-05-20", "2026-07-12"},
		{"usps", "Ground", "usps", "damaged", "2026-05-13", "2026-07-12"},
		{"usps", "Ground", "usps", "lost", "", ""},
		{"usps", "Ground", "Shipsurance", "lost", "2026-05-13", "2026-09-10"},
		{"ups", "Ground", "shipsurance", "lost", "2026-05-13", "2026-07-12"},
		{"gls", "", "gls", "lost", "", ""},
	} {
		t.Run(row.carrier+" "+row.service+" "+row.against+" "+row.kind, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one().add(Event{Kind: ParcelStated, ParcelID: "PX", Parcel: ParcelRef{Carrier: row.carrier}, Occurred: "2026-05-13T09:00:00", ParcelFacts: &ParcelFacts{Service: row.service}, Source: Source{"labels", SourceLabel}}).
				act(ParcelGiven, "PX", "2026-05-13T10:00:00", "", 0).
				tell(claims(ClaimOpened, "2026-05-18T10:00:00", ClaimFacts{Against: row.against, Kind: row.kind}))
			if c := s.state().Claims[0]; c.NotBefore != row.from || c.Deadline != row.to || (c.Window != "") != (row.to != "") {
				t.Errorf("taken from %q to %q (%s), want %q to %q", c.NotBefore, c.Deadline, c.Window, row.from, row.to)
			}
			s.tell(claims(ClaimDated, "2026-05-19T10:00:00", ClaimFacts{Deadline: "2026-06-01"}), claims(ClaimFiled, "2026-05-20T10:00:00", ClaimFacts{Deadline: "2026-06-15"}))
			if c := s.state().Claims[0]; c.Deadline != "2026-06-01" || c.Window != "" || c.AnswerBy != "2026-06-15" {
				t.Errorf("a person's days do not hold: %+v", c)
			}
		})
	}
}

func TestTheProposalTable(t *testing.T) {
	t.Parallel()
	rules := DefaultProposals()
	for i, r := range rules {
		if field, value := r.Wrong(); field != "" || r.Rule != i+1 {
			t.Errorf("rule %d: %s is %q", r.Rule, field, value)
		}
	}
	for _, row := range []struct {
		name string
		c    ProposalCase
		rule int
		want Outcome
		part int64
	}{
		{"as new within the days", ProposalCase{Kind: "request", Cause: "changed_mind", Grade: "A", Days: 12}, 14, Outcome{"restock", "refund"}, 2000},
		{"opened within the days", ProposalCase{Kind: "request", Cause: "changed_mind", Grade: "B", Days: 30}, 15, Outcome{"restock_open_box", "refund"}, 2000},
		{"used within the days", ProposalCase{Kind: "request", Cause: "changed_mind", Grade: "C", Days: 3}, 16, Outcome{"restock_open_box", "refund_part"}, 1600},
		{"after the days", ProposalCase{Kind: "request", Cause: "changed_mind", Grade: "A", Days: 31}, 17, Outcome{"return_to_customer", "reject"}, 0},
		{"nobody knows when it was delivered", ProposalCase{Kind: "request", Cause: "changed_mind", Grade: "A", Days: -1}, 0, Outcome{}, 0},
		{"another's serial number before all", ProposalCase{Kind: "request", Grade: "A", Serial: "not_ours", Days: 1}, 1, Outcome{"quarantine", "reject"}, 0},
		{"defective under warranty, late", ProposalCase{Cause: "defective", Grade: "D", Warranty: "in", Days: 200}, 12, Outcome{"return_to_supplier", "repair"}, 0},
		{"refused at the door", ProposalCase{Kind: "rts", Grade: "A", Days: -1}, 3, Outcome{"restock", "refund"}, 2000},
		{"nobody has seen it", ProposalCase{Kind: "request", Cause: "changed_mind", Days: 3}, 0, Outcome{}, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.c.Value = Money{2000, "EUR"}
			p := Propose(rules, row.c)
			if p.Rule != row.rule || p.Outcome != row.want || p.Amount.Minor != row.part || p.Because == nil {
				t.Errorf("proposed %+v, want rule %d, %+v, %d", p, row.rule, row.want, row.part)
			}
		})
	}
}

func TestRulesThatCannotBeAreNamed(t *testing.T) {
	t.Parallel()
	for field, r := range map[string]ProposalRule{
		"rule": {Disposition: "scrap", Resolution: "refund"}, "grades": {Rule: 1, Grades: []string{"F"}, Disposition: "scrap", Resolution: "refund"},
		"disposition": {Rule: 1, Resolution: "refund"}, "resolution": {Rule: 1, Disposition: "scrap", Resolution: "money"},
		"days":  {Rule: 1, MinDays: 9, MaxDays: 3, Disposition: "scrap", Resolution: "refund"},
		"value": {Rule: 1, MinValue: 9, MaxValue: 3, Disposition: "scrap", Resolution: "refund"},
		"part":  {Rule: 1, Disposition: "scrap", Resolution: "refund_part", Part: 100}, "instant": {Rule: 1, Instant: true, Grades: []string{"A"}, Resolution: "refund"},
		"warranty": {Rule: 1, Warranty: "maybe", Disposition: "scrap", Resolution: "refund"},
	} {
		if got, _ := r.Wrong(); got != field {
			t.Errorf("%+v: %q is wrong, want %q", r, got, field)
		}
	}
}

func TestATrialSaysWhatARuleWouldHaveChanged(t *testing.T) {
	t.Parallel()
	o := sold(t, 2).tell(
		back(ReturnOpened, "2026-05-16T10:00:00", 2, "request", ReturnFacts{Cause: "changed_mind"}), returned(ReturnReceived, "2026-05-18T10:00:00", 2, ""),
		returned(ReturnInspected, "2026-05-18T11:00:00", 1, "A"), returned(ReturnInspected, "2026-05-18T11:01:00", 1, "B"),
		back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Grade: "A", Resolution: "refund"}),
		back(ReturnDecided, "2026-05-18T12:01:00", 1, "scrap", ReturnFacts{Grade: "B", Resolution: "refund"})).state()
	past := o.PastDecisions(DefaultRules(berlin))
	trial := TryRules(DefaultProposals(), past)
	if trial.Cases != 2 || trial.Same != 1 || trial.Changed != 1 || trial.Unproposed != 0 || len(trial.Rows) != 1 || trial.Rows[0].Rule != 15 {
		t.Errorf("the trial found %+v", trial)
	}
	if none := TryRules(nil, past); none.Unproposed != 2 || none.Same != 0 {
		t.Errorf("without rules it found %+v", none)
	}
}

// A clerk does what the rules allow, in any order: whatever that is, a closed return has accounted for every unit, and nothing
// was released before somebody looked.
func TestWhatClerksMayDoLosesNoUnit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := firstDay.AddDate(0, 0, 40)
		events := []Event{
			Event{Kind: OrderStated, Occurred: LocalStamp(firstDay), Source: someSources[0], Order: OrderRef{"shop", "1001"}, Recorded: firstDay, OrderFacts: &OrderFacts{
				OrderedAt: LocalStamp(firstDay), Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 4, Price: Money{1000, "EUR"}}, {Line: "2", SKU: "B", Quantity: 2}},
			}}.Sealed(),
			Event{Kind: CarrierEvent, ParcelID: someParcels[1], Phase: Delivered, Occurred: LocalStamp(firstDay.AddDate(0, 0, 3)), Source: someSources[2], Recorded: firstDay}.Sealed(),
		}
		at := firstDay.AddDate(0, 0, 5)
		o := deriveAt(events, now)
		acts := []Kind{
			ReturnOpened, ReturnAuthorised, ReturnDeclined, ReturnCancelled, ReturnReceived, ReturnReceived, ReturnInspected, ReturnInspected,
			ReturnDecided, ReturnDecided, ReturnReleased, ReturnSetAside, ReturnClosed, ReturnMatched,
		}
		for i := range rapid.IntRange(5, 40).Draw(t, "acts") {
			at = at.Add(time.Hour)
			e := Event{
				Kind: rapid.SampledFrom(acts).Draw(t, "kind"), Return: "R1", Line: rapid.SampledFrom([]string{"1", "1", "2"}).Draw(t, "line"),
				Quantity: rapid.IntRange(1, 3).Draw(t, "quantity"), Occurred: LocalStamp(at), Source: someSources[4], Nonce: fmt.Sprint(i), Recorded: at,
				Text: rapid.SampledFrom([]string{"", "because"}).Draw(t, "why"),
			}
			switch e.Kind {
			case ReturnInspected:
				e.Code = rapid.SampledFrom(Grades()).Draw(t, "grade")
			case ReturnDecided:
				e.Code = rapid.SampledFrom(Dispositions()).Draw(t, "disposition")
			case ReturnReleased:
				e.Code = rapid.SampledFrom([]string{"refund", "replacement", "reject"}).Draw(t, "resolution")
			case ReturnMatched, ReturnClosed, ReturnSetAside:
				e.Line, e.Quantity = "", 0
			}
			if Check(&o, e) != nil {
				continue
			}
			events = append(events, e.Sealed())
			o = deriveAt(events, now)
			checkAccounts(t, &o)
		}
	})
}

// checkAccounts: the units of a return add up on every axis, and a closed one has a place for each of them.
func checkAccounts(t *rapid.T, o *OrderState) {
	for i := range o.Returns {
		r := &o.Returns[i]
		for _, l := range r.Lines {
			sum, graded, decided, released := 0, 0, 0, 0
			for _, u := range l.Units {
				sum += u.Quantity
				if u.Grade != "" {
					graded += u.Quantity
				}
				if u.Disposition != "" {
					decided += u.Quantity
				}
				if u.Released {
					released += u.Quantity
				}
				if u.Released && u.Grade == "" {
					t.Fatalf("released and never looked at: %+v", l)
				}
			}
			if sum != l.Received || graded != l.Inspected || decided != l.Decided || released != l.Released {
				t.Fatalf("the units of line %s do not add up: %+v", l.Line, l)
			}
		}
		if r.Phase == "closed" && r.Unaccounted() != 0 {
			t.Fatalf("closed with %d units nobody knows the place of: %+v", r.Unaccounted(), r)
		}
	}
}

// TestTwoLabelsOfOneReturnAreTwoWays gives a customer two labels whose parcels bear the same number with two carriers.
func TestTwoLabelsOfOneReturnAreTwoWays(t *testing.T) {
	t.Parallel()
	s := sold(t, 2).tell(returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request"), whole(ReturnAuthorised, "2026-05-16T11:00:00"))
	for i, carrier := range []string{"ups", "dhl"} {
		ref, parcel := ParcelRef{Carrier: carrier, Tracking: "1ZR"}, []string{"PBACK", "PBACK2"}[i]
		s.tell(Event{Kind: ReturnExpected, Return: "R1", ParcelID: parcel, Parcel: ref, Occurred: "2026-05-16T12:00:00", Source: Source{"desk", SourceStation}},
			Event{Kind: CarrierEvent, ParcelID: parcel, Parcel: ref, Occurred: Stamp([]string{"2026-05-18T09:00:00", "2026-05-19T09:00:00"}[i]), Phase: []Phase{Moving, Delivered}[i]})
	}
	first := s.state()
	ways := first.Returns[0].Ways
	if len(ways) != 2 || ways[0].Parcel != "PBACK" || ways[0].Phase != Moving || ways[1].Parcel != "PBACK2" || ways[1].Phase != Delivered {
		t.Errorf("ways %+v, want PBACK moving and PBACK2 delivered", ways)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		rng.Shuffle(len(s.events), func(i, j int) { s.events[i], s.events[j] = s.events[j], s.events[i] })
		if again := asJSON(t, s.state()); again != asJSON(t, first) {
			t.Fatalf("the same facts give\n%s\nand\n%s", asJSON(t, first), again)
		}
	}
}

func TestWhatLikeUnitsAreWorthAddsUp(t *testing.T) {
	t.Parallel()
	var l ReturnLine
	for _, u := range []ReturnUnits{
		{Quantity: 2, Grade: "A", Amount: Money{500, "EUR"}},
		{Quantity: 2, Grade: "A", Amount: Money{500, "EUR"}},
		{Quantity: 1, Grade: "A", Amount: Money{200, "EUR"}},
		{Quantity: 1, Grade: "D", Amount: Money{100, "EUR"}},
	} {
		l.add(u)
	}
	want := []ReturnUnits{{Quantity: 5, Grade: "A", Amount: Money{1200, "EUR"}}, {Quantity: 1, Grade: "D", Amount: Money{100, "EUR"}}}
	if !slices.Equal(l.Units, want) {
		t.Errorf("got %+v, want %+v", l.Units, want)
	}
}

// TestAnAmountIsForAllUnitsItNames decides about units that came at several times, and then about some of them anew: an amount
// is shared among the units it is for, and never given to each part of them.
func TestAnAmountIsForAllUnitsItNames(t *testing.T) {
	t.Parallel()
	refund := func(at Stamp, n int, minor int64) Event {
		return back(ReturnDecided, at, n, "restock", ReturnFacts{Resolution: "refund", Amount: Money{minor, "EUR"}})
	}
	s := sold(t, 3).tell(
		returned(ReturnOpened, "2026-05-16T10:00:00", 3, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""),
		returned(ReturnReceived, "2026-05-19T10:00:00", 2, ""), returned(ReturnInspected, "2026-05-19T11:00:00", 3, "A"),
		refund("2026-05-19T12:00:00", 3, 1000),
	)
	expect := func(name string, want ...ReturnUnits) {
		t.Helper()
		o := s.state()
		if got := o.Return("R1").Lines[0].Units; asJSON(t, got) != asJSON(t, want) {
			t.Errorf("%s: got %s, want %s", name, asJSON(t, got), asJSON(t, want))
		}
	}
	unit := func(n int, disposition, resolution string, minor int64) ReturnUnits {
		u := ReturnUnits{Quantity: n, Grade: "A", Disposition: disposition, Resolution: resolution}
		if minor != 0 {
			u.Amount = Money{minor, "EUR"}
		}
		return u
	}
	expect("three units of two boxes", unit(3, "restock", "refund", 1000))
	s.tell(back(ReturnDecided, "2026-05-19T13:00:00", 2, "scrap", ReturnFacts{Resolution: "reject"}))
	expect("two of them anew", unit(2, "scrap", "reject", 0), unit(1, "restock", "refund", 334))
}

// TestEachUnitGetsWhatWasDecidedAboutIt releases units of one line of which some are refunded and one is rejected.
func TestEachUnitGetsWhatWasDecidedAboutIt(t *testing.T) {
	t.Parallel()
	given := func(at Stamp, code, decided string) Event {
		return back(ReturnReleased, at, 0, code, ReturnFacts{Resolution: decided})
	}
	s := sold(t, 3).tell(
		returned(ReturnOpened, "2026-05-16T10:00:00", 3, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 3, ""),
		returned(ReturnInspected, "2026-05-19T11:00:00", 3, "A"),
		back(ReturnDecided, "2026-05-19T12:00:00", 2, "restock", ReturnFacts{Resolution: "refund", Amount: Money{4000, "EUR"}}),
		back(ReturnDecided, "2026-05-19T12:01:00", 1, "scrap", ReturnFacts{Resolution: "reject"}),
		given("2026-05-19T13:00:00", "reject", "reject"),
	)
	o := s.state()
	if l := o.Return("R1").Lines[0]; l.Released != 1 || o.Return("R1").Phase != "disposition_decided" {
		t.Errorf("after the rejection %+v in %s", l, o.Return("R1").Phase)
	}
	if l := o.Tasks; !slices.ContainsFunc(l, func(t Task) bool { return t.Code == "decided_not_released" && t.IsOpen() }) {
		t.Errorf("two units wait for their refund, and the tasks are %+v", l)
	}
	again := given("2026-05-19T13:30:00", "reject", "reject")
	if r := Check(&o, again); r == nil || r.Code != "already-released" {
		t.Errorf("rejected twice: %v", r)
	}
	o = s.tell(given("2026-05-19T14:00:00", "refund", "refund")).state()
	want := []ReturnUnits{
		{Quantity: 2, Grade: "A", Disposition: "restock", Resolution: "refund", Released: true, Amount: Money{4000, "EUR"}},
		{Quantity: 1, Grade: "A", Disposition: "scrap", Resolution: "reject", Released: true},
	}
	if got := o.Return("R1").Lines[0].Units; asJSON(t, got) != asJSON(t, want) || o.Return("R1").Phase != "resolution_released" {
		t.Errorf("got %s in %s", asJSON(t, got), o.Return("R1").Phase)
	}
}

// An agreement ends with the last moment of its days.
func TestWhenAnAgreedReturnExpires(t *testing.T) {
	t.Parallel()
	for clock, want := range map[Stamp]string{"2026-06-13T09:59:59": "authorised", "2026-06-13T10:00:00": "expired"} {
		s := sold(t, 1).tell(returned(ReturnOpened, "2026-05-16T09:00:00", 1, "request"), whole(ReturnAuthorised, "2026-05-16T10:00:00")).clock(clock)
		s.rules.ReturnDays = defaultReturnDays
		if got := s.returnOf("R1"); got.Phase != want {
			t.Errorf("at %s it is %s, want %s", clock, got.Phase, want)
		}
	}
}
