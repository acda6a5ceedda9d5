package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/app"
)

func (s *session) sayImported(f importedFile) {
	if f.Error != nil {
		s.warn(f.Error.Message) // it names the file
		return
	}
	did := cmp.Or(f.Profile, f.Kind) + ", would take in"
	switch {
	case unlike(f.Remembered):
		did = cmp.Or(f.Profile, f.Kind) + ", not taken in, for it is unlike last time"
	case f.Doubted:
		did = cmp.Or(f.Profile, f.Kind) + ", not taken in, for nothing says that these are orders"
	case f.Kind == unknown:
		did = "not recognised, so nothing was taken in"
	case f.Applied && f.New+f.Changed+f.Conflict == 0 && f.Same > 0 && f.Run == f.Before:
		did = cmp.Or(f.Profile, f.Kind) + ", nothing new since " + f.Run
	case f.Applied && f.New+f.Changed+f.Conflict == 0 && f.Same > 0:
		did = cmp.Or(f.Profile, f.Kind) + ", nothing new in it, kept as " + f.Run
	case f.Applied:
		did = cmp.Or(f.Profile, f.Kind) + ", took in as " + f.Run
	}
	s.say("%s: %s: %s = %d new + %d changed + %d same + %d conflicting + %d rejected + %d ignored",
		placed(f), did, s.number("row", f.Rows), f.New, f.Changed, f.Same, f.Conflict, f.Rejected, f.Ignored)
	if f.Bygone > 0 {
		s.say("  %s", s.app.Say("imports.bygone", fmt.Sprint(f.Bygone)))
	}
	if !f.Applied {
		s.sayRecognised(f)
	}
	s.sayIgnored(f.IgnoredFor)
	s.sayRemembered(f)
	s.sayOdd(f)
	s.sayWhose(f)
	s.sayDiffers(f)
	for i, p := range f.Problems {
		if i == 10 {
			s.sayMore(len(f.Problems)-i, f.Run)
			break
		}
		s.say("  %s%s", place(p), p.Message)
	}
}

// sayWhose asks whose the numbers are that several carriers may have given, and says why the first of them is.
func (s *session) sayWhose(f importedFile) {
	for _, w := range f.Whose {
		s.say("  %s", s.app.Say("whose.ask", fmt.Sprint(w.Count), strings.Join(w.Names, ", "), fmt.Sprint(w.Row), w.Number))
		if w.Because[0] != "form" {
			s.say("  %s", s.app.Say("whose.first."+w.Because[0], w.Names[0]))
		}
		s.say("  %s", s.app.Say("whose.answer", w.Carriers[0], f.File))
	}
}

// placed is a file, and of a workbook of several sheets the sheet.
func placed(f importedFile) string {
	if f.Sheets < 2 {
		return f.File
	}
	return f.File + ", " + f.Sheet
}

// sayLeft tells which sheets of workbooks stay out, and has the command end by it when one of them may hold something for us.
func (s *session) sayLeft(left []leftSheet) {
	for _, l := range left {
		if l.Left {
			s.code = exitWaits
		}
		s.say("%s: %s", l.File, l.Message)
	}
}

// sayDiffers tells what a file changes, field by field, and where it contradicts what somebody entered.
func (s *session) sayDiffers(f importedFile) {
	const shown = 20
	for i, c := range f.Changes {
		if i == shown {
			s.say("  … %s; --json lists them", s.number("more_changes", len(f.Changes)-i))
			break
		}
		s.say("  %s %s: %s → %s", c.Order, c.Field, cmp.Or(c.Old, "nothing"), cmp.Or(c.New, "nothing"))
	}
	holds := map[string]string{"mine": "what was entered stays", "file": "the file's is taken", "": "what was entered stays until somebody answers"}
	for i, c := range f.Conflicts {
		if i == shown {
			s.say("  … %s; `ordertrail import conflicts` lists those that wait", s.number("more_conflicts", len(f.Conflicts)-i))
			break
		}
		by := ""
		if c.By != "" {
			by = " by " + c.By
		}
		s.say("  %s %s: %s was entered%s, the file says %s: %s", c.Order, c.Field, cmp.Or(c.Ours, "nothing"), by, c.File, holds[c.Answer])
	}
	if f.Applied && unanswered(f) {
		s.say("  `ordertrail import answer mine|file --order %s` answers one, --all all of them", f.Conflicts[0].Order)
	}
}

// sayRecognised tells why a file would be read by its profile, and which profile came next.
func (s *session) sayRecognised(f importedFile) {
	r := f.Recognised
	if r.Columns == 0 {
		return
	}
	s.say("  %s", s.app.Say("known_by.columns", f.Profile, fmt.Sprint(r.Matched), fmt.Sprint(r.Columns), fmt.Sprint(r.Score)))
	if r.Sure == "part" {
		s.say("  %s", s.app.Say("known_by.part"))
	}
	if len(r.Extra) > 0 {
		s.say("  %s", s.app.Say("known_by.extra", some(r.Extra)))
	}
	if len(r.Missing) > 0 {
		s.say("  %s", s.app.Say("known_by.missing", some(r.Missing)))
	}
	switch next := fmt.Sprint(r.NextScore); {
	case len(r.NextBars) > 0:
		s.say("  %s", s.app.Say("known_by.next_bars", r.Next, next, some(r.NextBars)))
	case len(r.NextLacks) > 0:
		s.say("  %s", s.app.Say("known_by.next_lacks", r.Next, next, some(r.NextLacks)))
	case r.Next != "":
		s.say("  %s", s.app.Say("known_by.next", r.Next, next))
	}
}

// sayIgnored tells why rows or mails hold nothing to take in.
func (s *session) sayIgnored(reasons []app.FlaggedView) {
	var why []string
	for _, r := range reasons {
		why = append(why, s.app.Say("ignored."+r.Code, fmt.Sprint(r.Count)))
	}
	if len(why) > 0 {
		s.say("  %s", s.app.Say("sum.ignored_for", strings.Join(why, ", ")))
	}
}

// some names the first few of a list.
func some(names []string) string {
	const few = 6
	if len(names) > few {
		return strings.Join(names[:few], ", ") + fmt.Sprintf(" + %d", len(names)-few)
	}
	return strings.Join(names, ", ")
}

// sayOdd tells what is odd about a file and was taken in all the same: how often, and where first.
func (s *session) sayOdd(f importedFile) {
	for _, odd := range f.Flagged {
		where := ""
		for _, p := range f.Flags {
			if p.Code == odd.Code {
				where = place(p) + p.Message
				break
			}
		}
		does := "odd.taken"
		if odd.Code == "outdated" {
			does = "odd.nothing"
		}
		s.say("  %s; %s", s.app.Say(does, s.app.Say("odd."+odd.Code, fmt.Sprint(odd.Count))), where)
	}
}

// place is where in a file a problem lies: a cell, a row, a column, or the file as a whole.
func place(p app.ProblemView) string {
	switch {
	case p.Row > 0 && p.Column != "":
		return fmt.Sprintf("row %d, %s %q: ", p.Row, p.Column, p.Value)
	case p.Row > 0:
		return fmt.Sprintf("row %d: ", p.Row)
	case p.Column != "":
		return fmt.Sprintf("column %q: ", p.Column)
	}
	return ""
}

// sayKept tells what stays of the orders that an undone import touched, and why.
func (s *session) sayKept(kept []app.KeptView) {
	const shown = 20
	for i, k := range kept {
		if i == shown {
			s.say("  … %d more; --json lists them", len(kept)-i)
			return
		}
		var why []string
		if len(k.Runs) > 0 {
			why = append(why, s.app.Say("kept.runs", some(k.Runs)))
		}
		if k.Acts > 0 {
			why = append(why, s.app.Say("kept.acts", strconv.Itoa(k.Acts)))
		}
		if k.Mails > 0 {
			why = append(why, s.app.Say("kept.mails", strconv.Itoa(k.Mails)))
		}
		is := "stays"
		if k.OrderID == "" {
			is = "is stated by nothing any more; what belongs to it waits"
		}
		s.say("  %s %s: %s", k.Order, is, strings.Join(why, ", "))
	}
}

// sayMore says how many problems are not shown, and how to get them all once the import is done.
func (s *session) sayMore(n int, run string) {
	if run == "" {
		s.say("  … %d more; after the import `ordertrail import rejects` saves them all as a sheet, and --json lists them now", n)
		return
	}
	s.say("  … %d more; `ordertrail import rejects %s --out FILE.xlsx` saves them all", n, run)
}
