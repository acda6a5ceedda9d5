package track

// returnStep is one row of the return machine.
type returnStep struct {
	From []string // phases
	By   Kind
	To   string
	Who  string // who says so: customer, returns, manager, carrier, clock
}

// Two steps that nobody records: a carrier's events and the passing of time make them.
const (
	returnTravels = "carrier_has_it"
	returnExpires = "time"
)

// returnSteps is the return machine. Read a row as: a return that is <from> becomes <to> by <act>, which <who> does. An act
// that has no row for the phase a return is in may not be recorded; a carrier's event that has none moves nothing. Goods
// may always come in, whatever was agreed. From the first receipt on, the units of the return say how far it is (goodsPhases):
// where a row says inspected, decided or released, a return with units left to do stays where the first of them is.
var returnSteps = []returnStep{
	{[]string{""}, ReturnOpened, "requested", "customer"},
	{[]string{"requested"}, ReturnAuthorised, "authorised", "returns"},
	{[]string{"requested"}, ReturnDeclined, "declined", "returns"},
	{[]string{"requested", "authorised", "pickup_scheduled", "expired"}, ReturnCancelled, "cancelled", "customer"},
	{[]string{"authorised", "pickup_scheduled"}, ReturnExpected, "pickup_scheduled", "returns"},
	{[]string{"authorised", "pickup_scheduled"}, returnExpires, "expired", "clock"},
	{[]string{"expired"}, ReturnAuthorised, "authorised", "returns"},
	{[]string{"requested", "authorised", "pickup_scheduled", "expired"}, returnTravels, "in_return_transit", "carrier"},
	{[]string{
		"", "requested", "authorised", "declined", "cancelled", "expired", "pickup_scheduled", "in_return_transit",
		"unannounced", "received", "inspection_pending", "inspected", "disposition_decided", "resolution_released", "closed",
	}, ReturnReceived, "inspection_pending", "returns"},
	{[]string{"unannounced", "received", "inspection_pending"}, ReturnMatched, "inspection_pending", "returns"},
	{[]string{"unannounced", "inspection_pending", "inspected", "disposition_decided"}, ReturnInspected, "inspected", "returns"},
	{[]string{"unannounced", "received", "inspection_pending", "inspected"}, ReturnSetAside, "inspection_pending", "returns"},
	{[]string{"unannounced", "inspection_pending", "inspected", "disposition_decided", "resolution_released"}, ReturnDecided, "disposition_decided", "returns"},
	{[]string{"requested", "authorised", "pickup_scheduled", "in_return_transit", "inspection_pending", "inspected", "disposition_decided"}, ReturnReleased, "resolution_released", "manager"},
	{[]string{"in_return_transit", "inspection_pending", "inspected", "disposition_decided", "resolution_released"}, ReturnClosed, "closed", "returns"},
}

// step is the row of an act on a return in a phase; nil when there is none.
func step(from string, by Kind) *returnStep {
	for i := range returnSteps {
		if returnSteps[i].By == by && contains(returnSteps[i].From, from) {
			return &returnSteps[i]
		}
	}
	return nil
}

// ReturnPhases lists the phases that a return can be in, in the order of the machine.
func ReturnPhases() []string {
	var out []string
	for _, s := range returnSteps {
		for _, phase := range append([]string{s.To}, s.From...) {
			if phase != "" && !contains(out, phase) {
				out = append(out, phase)
			}
		}
	}
	return out
}

// ReturnActs lists what may be done about a return in a phase, in the order of the machine.
func ReturnActs(phase string) []Kind {
	var out []Kind
	for _, s := range returnSteps {
		if contains(s.From, phase) && s.By.IsAct() && !contains(out, s.By) {
			out = append(out, s.By)
		}
	}
	return out
}

// goodsPhases is how far a return is once goods came. Read a row as: it is <phase> until <done>.
var goodsPhases = []struct {
	Phase string
	Done  func(*returnFold) bool
}{
	{"received", func(r *returnFold) bool { return len(r.lots) > 0 || r.uncounted == 0 }},
	{"inspection_pending", func(r *returnFold) bool {
		return r.every(func(l *lot) bool { return l.Grade != "" || l.Disposition != "" })
	}},
	{"inspected", func(r *returnFold) bool { return r.every(func(l *lot) bool { return l.Disposition != "" }) }},
	{"disposition_decided", func(r *returnFold) bool { return r.every(func(l *lot) bool { return l.Released }) }},
}

// returnClocks is how long a return may stay in a phase. Read a row as: after so many working days in <phase> it is over due.
var returnClocks = []struct {
	Phase    string
	Workdays int
}{
	{"requested", answerWithin},
	{"unannounced", inspectWithin},
	{"received", inspectWithin},
	{"inspection_pending", inspectWithin},
	{"inspected", decideWithin},
	{"disposition_decided", releaseWithin},
}

// ReturnWithin is how many working days a return may stay in a phase; 0 when no clock of ours runs.
func ReturnWithin(phase string) int {
	for _, c := range returnClocks {
		if c.Phase == phase {
			return c.Workdays
		}
	}
	return 0
}

// Shipped clocks of returns, in working days; inspectWithin and releaseWithin are those of the tasks.
const (
	answerWithin = 1
	decideWithin = 2
)

// defaultReturnDays is after how many days an agreed return that nobody sent expires (the published default of AfterShip
// and Loop).
const defaultReturnDays = 28

// ReturnCauses are the reasons a customer gives for sending something back.
func ReturnCauses() []string {
	return []string{"changed_mind", "defective", "damaged", "wrong_item", "not_as_described", "too_late", "too_many", "other"}
}

// Grades are what an inspection may find: A as new, B opened, C used, D defective, E not ours or missing.
func Grades() []string { return []string{"A", "B", "C", "D", "E"} }

// Dispositions are what may become of goods that came back.
func Dispositions() []string {
	return []string{"restock", "restock_open_box", "refurbish", "return_to_supplier", "scrap", "return_to_customer", "quarantine", "missing"}
}

// Resolutions are what a customer may get.
func Resolutions() []string {
	return []string{"refund", "refund_part", "replacement", "exchange", "store_credit", "repair", "reject", "keep_item"}
}
