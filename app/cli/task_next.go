package cli

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/app"
)

// nextWays is where the next step of a task is done at the command line, where that is another command than task step. Read a row
// as: <step>, of tasks <codes> (none: any), is done by <command>, in which {order}, {subject} and {task} are the task's own.
var nextWays = []struct {
	step, codes, command string
}{
	{"pick", "", "scan --mode pick"},
	{"hand_over", "", "scan --mode handover"},
	{"inspect", "", "return inspect {subject} --grade A|B|C|D|E"},
	{"send_supplier", "", "warranty send {subject} TRACKING"},
	{"claim", "claim_due", "claim file {subject}"},
	{"claim", "claim_undated", "claim list"},
	{"claim", "lost", "claim open {order} --kind lost"},
	{"claim", "damaged", "claim open {order} --kind damaged"},
	{"teach", "unmapped unmapped_wording", "carrier unmapped"},
	{"teach", "unread_notice notice_drift unread_scan", "review"},
	{"import", "feed_stale", "import FILE"},
	{"import", "unmatched", "unmatched list"},
	{"import", "file_differs", "import conflicts"},
	{"import", "files_refused", "drop list"},
	{"settings", "mailbox_failing", "mail list"},
	{"settings", "folder_failing", "drop list"},
	{"look", "return_mismatch", "return show {subject}"},
	{"look", "", "order show {order}"},
}

// nextCommand is what to type for the next step of a task.
func nextCommand(t app.TaskRow) string {
	for _, w := range nextWays {
		if w.step == t.Step && (w.codes == "" || slices.Contains(strings.Fields(w.codes), t.Code)) {
			order := t.Order
			if strings.ContainsAny(order, " '\"`$\\") || order == "" {
				order = "NUMBER"
			}
			return strings.NewReplacer("{order}", order, "{subject}", cmp.Or(app.Grouped(t.Subject), "NUMBER"), "{task}", t.Task).Replace(w.command)
		}
	}
	return "task step " + t.Task + " " + stepWords(t)
}

// nextSays is the next step of a task in words, with what to type.
func (s *session) nextSays(t app.TaskRow, command string) string {
	return s.app.Say("step."+t.Step) + ": `ordertrail " + command + "`"
}

// sayNext tells of a task that stands what to look at, and then what to do.
func (s *session) sayNext(t app.TaskRow, command string) {
	if !isOpen(t) {
		return
	}
	if len(t.Checks) > 0 {
		s.say("    check first: %s", s.app.Say("check."+t.Checks[0]))
	}
	s.say("    next: %s", s.nextSays(t, command))
}

// isOpen reports whether a task stands.
func isOpen(t app.TaskRow) bool { return t.Ended == "" }

// sayTaskOf tells one task of an order; of what stands, also its story and, where something can be done, what to do next.
func (s *session) sayTaskOf(t app.TaskRow, now bool) {
	s.say("  task %s  %s  %s, %s", t.Task, s.app.Say("task."+t.Code), t.Owner, s.standing(t))
	if !isOpen(t) {
		return
	}
	s.say("    %s", s.app.TaskStory(t))
	if !now {
		return
	}
	command := nextCommand(t)
	if command == "order show "+t.Order {
		command = "task show " + t.Task // who reads this has the order before them
	}
	s.sayNext(t, command)
}
