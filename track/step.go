package track

// Step is something a person does about a task, so that it need not be remembered elsewhere.
type Step struct {
	Step  string
	Waits string // whom the task waits for afterwards, until the day that is given: carrier, customer or supplier; "" nobody
}

// steps is the table of next steps. Read a row as: after <step> the task waits for <whom>. Steps that wait for nobody are
// work of ours: the task is taken, and what was done clears it.
var steps = []Step{
	{"pick", ""},
	{"hand_over", ""},
	{"ask_carrier", "carrier"},
	{"call_customer", "customer"},
	{"rebook", "carrier"},
	{"fix_address", "carrier"},
	{"expect_return", "carrier"},
	{"claim", "carrier"},
	{"collect_proof", "customer"},
	{"ask_supplier", "supplier"},
	{"send_supplier", ""},
	{"teach", ""},
	{"inspect", ""},
	{"release", ""},
	{"import", ""},
	{"settings", ""},
	{"look", ""},
}

// Steps lists the table.
func Steps() []Step { return append([]Step(nil), steps...) }

// StepOf is the row of a step.
func StepOf(step string) (Step, bool) {
	for _, s := range steps {
		if s.Step == step {
			return s, true
		}
	}
	return Step{}, false
}

// waiters are those a task may wait for.
var waiters = []string{"carrier", "customer", "supplier"}

// Waiters lists those a task may wait for; "" is a date alone.
func Waiters() []string { return append([]string(nil), waiters...) }

// endings are the codes with which a person may end a task.
var endings = []string{"done", "found", "replaced", "refunded", "claim", FalseAlarm}

// FalseAlarm is the code that ends a task as one that should not have been raised.
const FalseAlarm = "false_alarm"

// Endings lists the codes with which a person may end a task.
func Endings() []string { return append([]string(nil), endings...) }
