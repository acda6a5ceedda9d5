package app

import "strings"

// sayings are the words of refusals and verdicts for shells without a catalogue of their own. Read a row as: <code> is
// said with these words; {0}, {1} … stand for its arguments.
var sayings = map[string]string{
	"cancelled":            "order {0} is cancelled: put the items back",
	"on-hold":              "order {0} is on hold: do not pick or pack it",
	"not-on-hold":          "order {0} is not on hold",
	"wrong-item":           "that item is not in order {0}: put it back",
	"too-many":             "order {0} needs no more of {1}",
	"parcel-closed":        "parcel {0} is closed: start a new box",
	"parcel-empty":         "nothing is in the box of order {0} yet: scan an item first",
	"voided":               "the label of parcel {0} was cancelled: make a new one",
	"already-handed-over":  "{0} was already handed over",
	"not-inspected":        "return {0} was not inspected yet: nothing is refunded before that",
	"opened":               "order {0} opened",
	"picked":               "{1} picked",
	"line-picked":          "{1} picked, this line is complete",
	"order-picked":         "order {0} is picked completely",
	"verified":             "{1} verified",
	"line-verified":        "{1} verified, this line is complete",
	"ready-to-close":       "everything is verified: scan the label",
	"packed":               "parcel {1} is packed",
	"labelled":             "parcel {1} is packed and labelled",
	"handed-over":          "parcel {0} handed over to {1}",
	"no-order":             "scan an order first",
	"nothing-to-undo":      "nothing to take back here",
	"undone":               "taken back: {0}",
	"again":                "the same code again: counted once",
	"unknown-code":         "nobody knows the code {0}: it is kept for the office",
	"ambiguous-code":       "the code {0} can mean several things: {1}",
	"mode":                 "now: {0}",
	"operator":             "operator: {0}",
	"nothing-to-ship":      "order {0} has nothing left to ship",
	"nothing-to-pick":      "order {0} has nothing left to pick",
	"nothing-to-pack":      "order {0} has nothing left to pack",
	"not-picked":           "{1} was not picked for order {0}: pick it first",
	"put-aside":            "order {0} is put aside with {1} left to pick",
	"box-open":             "a box of order {0} is still open: scan its label or FINISH first",
	"held":                 "order {0} is on hold now: put it aside",
	"quantity":             "the next item counts {0} times",
	"bad-mode":             "a station cannot {0} yet: the modes are pick, pack and handover",
	"wrong-label":          "the label {0} belongs to another order, not to {1}: take the right one",
	"label-used":           "the label {0} is on parcel {1} already: scan this box's own label, or FINISH to close it without one",
	"parcel-without-order": "no order is known for parcel {0} yet: it is kept for the office",
	"handover-finished":    "handed over to {0}: {1} parcels",
	"no-parcel":            "scan a parcel first",
	"wrong-mode":           "this code does nothing in mode {0}: change the mode first",
	"wrong-carrier":        "parcel {0} goes with {1}, not with {2}",
	"not-packed":           "parcel {0} is not packed yet",
	"received":             "{1} received for return {0}",
	"no-return":            "order {0} has no open return: open one first",
	"skipped":              "skipped",
}

// say puts the arguments into the words of a code.
func say(code string, args []string) string {
	text, known := sayings[code]
	if !known {
		return strings.Join(append([]string{code}, args...), " ")
	}
	for i, arg := range args {
		text = strings.ReplaceAll(text, "{"+string(rune('0'+i))+"}", arg)
	}
	return text
}
