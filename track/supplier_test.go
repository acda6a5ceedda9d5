package track

import (
	"slices"
	"testing"
	"time"
)

// forSupplier is a return of so many defective units, of which so much was told beside.
func forSupplier(t *testing.T, units int, resolution string, more ...Event) *story {
	return sold(t, units).tell(append([]Event{
		back(ReturnOpened, "2026-05-16T10:00:00", units, "request", ReturnFacts{Cause: "defective"}), returned(ReturnReceived, "2026-05-18T10:00:00", units, ""),
		returned(ReturnInspected, "2026-05-18T11:00:00", units, "D"),
		back(ReturnDecided, "2026-05-18T12:00:00", units, "return_to_supplier", ReturnFacts{Resolution: resolution}),
	}, more...)...)
}

// supplier is an act about the case of return R1.
func supplier(kind Kind, at Stamp, code string, f ReturnFacts) Event {
	e := back(kind, at, 0, code, f)
	e.Line = ""
	return e
}

var (
	rma      = supplier(SupplierAsked, "2026-05-19T10:00:00", "", ReturnFacts{Reference: "RMA-7", Supplier: "Acme"})
	leaves   = supplier(SupplierSent, "2026-05-19T11:00:00", "", ReturnFacts{Reference: "1ZS"})
	credited = supplier(SupplierAnswered, "2026-05-20T10:00:00", "credited", ReturnFacts{Amount: Money{1200, "EUR"}})
)

func answers(code string) Event {
	return supplier(SupplierAnswered, "2026-05-20T10:00:00", code, ReturnFacts{})
}

// Read a row as: of a return whose goods go to the supplier for <resolution>, after <told>, <act> is refused with <want>.
func TestWhatMayBeSaidOfASupplier(t *testing.T) {
	t.Parallel()
	now := func(e Event, code string) Event { e.Code = code; return e }
	gives := func(code, decided string) Event {
		return supplier(ReturnReleased, "", code, ReturnFacts{Resolution: decided})
	}
	for _, row := range []struct {
		name, resolution string
		told             []Event
		act              Event
		want             string
	}{
		{"asked, with a number", "repair", nil, rma, ""},
		{"the same number once more", "repair", []Event{rma}, now(rma, Corrected), "supplier-told"},
		{"another number, as if it were the first", "repair", []Event{rma}, supplier(SupplierAsked, "", "", ReturnFacts{Reference: "RMA-8"}), "supplier-told"},
		{"another number, put right", "repair", []Event{rma}, supplier(SupplierAsked, "", Corrected, ReturnFacts{Reference: "RMA-8"}), ""},
		{"another supplier, put right", "repair", []Event{rma}, supplier(SupplierAsked, "", Corrected, ReturnFacts{Supplier: "Bolt"}), ""},
		{"put right what nobody said", "repair", nil, supplier(SupplierAsked, "", Corrected, ReturnFacts{Reference: "RMA-8"}), "supplier-told"},
		{"the number comes after the goods left", "repair", []Event{leaves}, rma, ""},
		{"sent once more", "repair", []Event{leaves}, leaves, "supplier-told"},
		{"sent once more without a number", "repair", []Event{leaves}, supplier(SupplierSent, "", Corrected, ReturnFacts{}), "supplier-told"},
		{"the number it travels under, put right", "repair", []Event{leaves}, supplier(SupplierSent, "", Corrected, ReturnFacts{Reference: "1ZT"}), ""},
		{"credited nothing", "repair", []Event{leaves}, answers("credited"), "credit-needed"},
		{"credited", "repair", []Event{leaves}, credited, ""},
		{"an amount with a repair", "repair", []Event{leaves}, supplier(SupplierAnswered, "", "repaired", ReturnFacts{Amount: Money{1, "EUR"}}), "credit-only"},
		{"an answer that is none", "repair", []Event{leaves}, answers("eaten"), "bad-answer"},
		{"answered twice", "repair", []Event{leaves, credited}, answers("repaired"), "warranty-not-now"},
		{"asked after the answer", "repair", []Event{leaves, credited}, rma, "warranty-not-now"},
		{"repair given before it was sent", "repair", nil, gives("repair", "repair"), "supplier-owes"},
		{"repair given while the supplier has it", "repair", []Event{leaves}, gives("repair", "repair"), "supplier-owes"},
		{"repair given after a credit", "repair", []Event{leaves, credited}, gives("repair", "repair"), "not-repaired"},
		{"repair given after a new unit came", "repair", []Event{leaves, answers("replaced")}, gives("repair", "repair"), "not-repaired"},
		{"repair given after a refusal", "repair", []Event{leaves, answers("refused")}, gives("repair", "repair"), "not-repaired"},
		{"repair given when it was repaired", "repair", []Event{leaves, answers("repaired")}, gives("repair", "repair"), ""},
		{"the new unit given", "repair", []Event{leaves, answers("replaced")}, gives("replacement", ""), ""},
		{"a refund does not wait for the supplier", "refund", []Event{leaves}, gives("refund", "refund"), ""},
		{
			"a refund beside a repair does not wait", "repair",
			[]Event{back(ReturnDecided, "2026-05-18T12:10:00", 1, "scrap", ReturnFacts{Resolution: "refund", Instead: Outcome{"return_to_supplier", "repair"}})},
			gives("refund", "refund"), "",
		},
		{
			"asked about goods that go back to their customer", "repair",
			[]Event{back(ReturnDecided, "2026-05-18T13:00:00", 2, "return_to_customer", ReturnFacts{Resolution: "reject"}), stamped(rma, "2026-05-18T12:30:00")},
			now(rma, Corrected), "warranty-dropped",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			o := forSupplier(t, 2, row.resolution, row.told...).state()
			got := ""
			if r := Check(&o, row.act); r != nil {
				got = r.Code
			}
			if got != row.want {
				t.Errorf("refused with %q, want %q; the case is %+v", got, row.want, o.Return("R1").Warranty)
			}
		})
	}
}

// Read a row as: after <told> about a return under warranty, its case with the supplier is <want>.
func TestHowACaseWithASupplierStands(t *testing.T) {
	t.Parallel()
	asked := back(ReturnOpened, "2026-05-16T10:00:00", 1, "warranty", ReturnFacts{Cause: "defective"})
	came, seen := returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""), returned(ReturnInspected, "2026-05-18T11:00:00", 1, "D")
	goes := func(disposition string) Event { return returned(ReturnDecided, "2026-05-18T12:00:00", 1, disposition) }
	anew := func(disposition string) Event { return returned(ReturnDecided, "2026-05-19T12:00:00", 1, disposition) }
	for _, row := range []struct {
		name, want string
		told       []Event
	}{
		{"asked for", "open", nil},
		{"called off", droppedCase, []Event{whole(ReturnCancelled, "2026-05-17T10:00:00")}},
		{"declined, and it came all the same", "open", []Event{whole(ReturnDeclined, "2026-05-17T10:00:00"), came}},
		{"inspected", "open", []Event{came, seen}},
		{"in quarantine", "open", []Event{came, seen, goes("quarantine")}},
		{"it goes to the supplier", "open", []Event{came, seen, goes("return_to_supplier")}},
		{"it goes back to its customer", droppedCase, []Event{came, seen, goes("return_to_customer")}},
		{"… though its supplier gave a number", droppedCase, []Event{came, seen, stamped(rma, "2026-05-18T11:30:00"), goes("return_to_customer")}},
		{"… and then to the supplier after all", "open", []Event{came, seen, goes("return_to_customer"), anew("return_to_supplier")}},
		{"… and its supplier has it", "sent", []Event{came, seen, leaves, anew("return_to_customer")}},
		{"thrown away, and nobody asked", droppedCase, []Event{came, seen, goes("scrap")}},
		{"thrown away, as the supplier wished", "asked", []Event{came, seen, stamped(rma, "2026-05-18T11:30:00"), goes("scrap")}},
		{"decided after its supplier credited it", "credited", []Event{came, seen, leaves, credited, stamped(anew("scrap"), "2026-05-20T12:00:00")}},
		{"the number of theirs after it left", "sent", []Event{came, seen, goes("return_to_supplier"), leaves, stamped(rma, "2026-05-20T09:00:00")}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := sold(t, 1).tell(append([]Event{asked}, row.told...)...).returnOf("R1").Warranty
			if w == nil || w.State != row.want || w.IsOpen() == slices.Contains([]string{droppedCase, "credited"}, row.want) {
				t.Fatalf("the case is %+v, want %s", w, row.want)
			}
		})
	}
}

// What is put right later holds, and the day it left stays the first.
func TestTheNumberItTravelsUnderIsPutRight(t *testing.T) {
	t.Parallel()
	s := forSupplier(t, 1, "repair", leaves, supplier(SupplierSent, "2026-05-20T09:00:00", Corrected, ReturnFacts{Reference: "1ZT"}), stamped(rma, "2026-05-20T10:00:00"))
	if w := s.returnOf("R1").Warranty; w.Way != "1ZT" || w.Sent != leaves.Occurred || w.State != "sent" || w.Reference != "RMA-7" {
		t.Errorf("the case is %+v", w)
	}
}

// What a supplier is to repair waits for its answer, and nobody here is late until then.
func TestNobodyIsLateWithWhatASupplierRepairs(t *testing.T) {
	t.Parallel()
	late := func(s *story) bool {
		return slices.ContainsFunc(s.state().Tasks, func(t Task) bool { return t.Code == "decided_not_released" && t.IsOpen() })
	}
	s := forSupplier(t, 1, "repair", leaves).clock("2026-05-29T12:00:00")
	if r := s.returnOf("R1"); !r.Due.IsZero() || late(s) {
		t.Errorf("due %s while the supplier has it; late %v", r.Due, late(s))
	}
	s.tell(stamped(answers("repaired"), "2026-05-27T10:00:00"))
	if r := s.returnOf("R1"); r.Due.In(berlin).Format(time.DateOnly) != "2026-05-29" || !late(s) {
		t.Errorf("due %s after the answer of the 27th; late %v", r.Due, late(s))
	}
	s.tell(supplier(ReturnReleased, "2026-05-29T11:00:00", "repair", ReturnFacts{Resolution: "repair"}))
	if late(s) || s.returnOf("R1").Phase != "resolution_released" {
		t.Errorf("given back, and the return is %+v", s.returnOf("R1"))
	}
	both := forSupplier(t, 2, "repair", leaves, back(ReturnDecided, "2026-05-18T12:10:00", 1, "scrap", ReturnFacts{Resolution: "refund", Instead: Outcome{"return_to_supplier", "repair"}})).clock("2026-05-22T12:00:00")
	if !late(both) {
		t.Error("a refund beside a repair waits for nobody but us")
	}
	both.tell(supplier(ReturnReleased, "2026-05-21T11:00:00", "refund", ReturnFacts{Resolution: "refund"}))
	if late(both) {
		t.Error("the refund is given, and the rest is at the supplier")
	}
}

// Read a row as: units of which <told> are decided anew, and that is refused with <want>.
func TestWhatACustomerGotIsNotDecidedAnew(t *testing.T) {
	t.Parallel()
	decided := back(ReturnDecided, "2026-05-18T12:00:00", 2, "restock", ReturnFacts{Resolution: "refund"})
	given := supplier(ReturnReleased, "2026-05-18T13:00:00", "refund", ReturnFacts{Resolution: "refund"})
	anew := func(n int, disposition, resolution string) Event {
		return back(ReturnDecided, "2026-05-19T12:00:00", n, disposition, ReturnFacts{Resolution: resolution, Instead: Outcome{"restock", "refund"}})
	}
	for _, row := range []struct {
		name, want string
		told       []Event
		act        Event
	}{
		{"before the customer got anything", "", []Event{decided}, anew(2, "scrap", "replacement")},
		{"after the refund", "decision-released", []Event{decided, given}, anew(2, "scrap", "replacement")},
		{"only where the goods go", "", []Event{decided, given}, anew(2, "scrap", "refund")},
		{"of one that was refunded and one that waits, the one", "", []Event{
			back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Resolution: "refund"}),
			back(ReturnDecided, "2026-05-18T12:01:00", 1, "scrap", ReturnFacts{Resolution: "reject"}), given,
		}, anew(1, "scrap", "replacement")},
		{"… and both", "decision-released", []Event{
			back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Resolution: "refund"}),
			back(ReturnDecided, "2026-05-18T12:01:00", 1, "scrap", ReturnFacts{Resolution: "reject"}), given,
		}, anew(2, "scrap", "replacement")},
		{"what was given before it came", "", []Event{stamped(given, "2026-05-18T11:30:00")}, anew(2, "scrap", "reject")},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			o := sold(t, 2).tell(append([]Event{
				returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 2, ""),
				returned(ReturnInspected, "2026-05-18T11:00:00", 2, "A"),
			}, row.told...)...).state()
			got := ""
			if r := Check(&o, row.act); r != nil {
				got = r.Code
			}
			if got != row.want {
				t.Errorf("refused with %q, want %q; the return is %+v", got, row.want, o.Return("R1"))
			}
		})
	}
}

// A decision that is made anew is about the units it says, however they lie.
func TestADecisionMadeAnewIsAboutTheUnitsItNames(t *testing.T) {
	t.Parallel()
	s := sold(t, 2).tell(
		returned(ReturnOpened, "2026-05-16T10:00:00", 2, "request"), returned(ReturnReceived, "2026-05-18T10:00:00", 2, ""), returned(ReturnInspected, "2026-05-18T11:00:00", 2, "A"),
		back(ReturnDecided, "2026-05-18T12:00:00", 1, "restock", ReturnFacts{Resolution: "refund"}),
		back(ReturnDecided, "2026-05-18T12:01:00", 1, "scrap", ReturnFacts{Resolution: "reject"}),
		supplier(ReturnReleased, "2026-05-18T13:00:00", "refund", ReturnFacts{Resolution: "refund"}),
		back(ReturnDecided, "2026-05-19T12:00:00", 1, "restock", ReturnFacts{Resolution: "replacement", Instead: Outcome{"scrap", "reject"}}))
	want := []ReturnUnits{
		{Quantity: 1, Grade: "A", Disposition: "restock", Resolution: "refund", Released: true},
		{Quantity: 1, Grade: "A", Disposition: "restock", Resolution: "replacement"},
	}
	if got := s.returnOf("R1").Lines[0].Units; asJSON(t, got) != asJSON(t, want) {
		t.Errorf("got %s, want %s", asJSON(t, got), asJSON(t, want))
	}
}
