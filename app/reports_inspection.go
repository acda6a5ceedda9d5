package app

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"ordertrail/reports/pdf"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Inspection writes what was found about the goods of a return, and what was decided, into the documents folder.
func (x *Reports) Inspection(number string) (f ReportFile, err error) {
	defer x.app.guard("Reports.Inspection", &err)
	path, err := x.app.returnDocument("inspection", number)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.InspectionReport(number, path)
}

// InspectionReport writes what was found about the goods of a return, and what was decided, to path.
func (a *App) InspectionReport(number, path string) (ReportFile, error) {
	o, x, err := a.returnWith(number)
	if err != nil {
		return ReportFile{}, err
	}
	if x.Received == "" {
		return ReportFile{}, fail("nothing-came", fmt.Sprintf("nothing of return %s has come yet", grouped(x.Return)), grouped(x.Return))
	}
	report := pdf.Report{
		Head: a.officeHead(), Title: a.say("inspection.title"), Under: a.say("inspection.under", grouped(x.Return), o.State.Order), Code: x.Return,
		Facts: a.inspectionFacts(o, x), Sections: a.inspectionSections(o, x),
	}
	return document(path, func(w *os.File) (int, error) { return report.Write(w) })
}

// inspectionFacts are the short facts of a return; what nobody said is said to be missing.
func (a *App) inspectionFacts(o store.Order, x track.ReturnState) [][2]string {
	unsaid := a.say("proof.unsaid")
	facts := [][2]string{
		{a.say("inspection.kind"), a.WordFor("return_kind", x.Kind)},
		{a.say("inspection.stands"), a.WordFor("return", x.Phase)},
		{a.say("inspection.received"), a.dayAndTime(x.Received)},
		{a.say("inspection.customer"), cmp.Or(o.Customer.Name, o.Customer.ShipName, unsaid)},
		{a.say("inspection.cause"), cmp.Or(a.WordFor("cause", x.Cause), a.WordFor("reason", string(x.SentBack)), unsaid)},
		{a.say("inspection.words"), cmp.Or(x.Reason, unsaid)},
	}
	for _, w := range x.Ways {
		says := strings.TrimSpace(carrier.Name(w.Carrier) + " " + w.Tracking)
		facts = append(facts, [2]string{a.say("inspection.way"), strings.Join(nonEmpty(says, costWords(a, w.Cost, w.Surcharge)), ", ")})
	}
	return facts
}

// costWords are a price and what came on top of it, in words; "" of neither.
func costWords(a *App, cost, surcharge track.Money) string {
	var parts []string
	if !cost.IsZero() {
		parts = append(parts, Money(cost))
	}
	if !surcharge.IsZero() {
		parts = append(parts, a.say("proof.on_top", Money(surcharge)))
	}
	return strings.Join(parts, ", ")
}

// nonEmpty are the texts that say something.
func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// inspectionSections are what came, what was found, what was answered, and what was decided, each as its own table.
func (a *App) inspectionSections(o store.Order, x track.ReturnState) []pdf.Section {
	came := a.section("inspection.came", []string{"item", "announced", "received", "inspected"}, 0, 26, 26, 26)
	for _, l := range x.Lines {
		came.Rows = append(came.Rows, []string{a.itemName(&o.State, l.Line), itoa(l.Requested), itoa(l.Received), itoa(l.Inspected)})
	}
	found := a.section("inspection.found", []string{"when", "by", "item", "units", "grade", "serial", "note"}, 27, 20, 0, 11, 22, 24, 34)
	checks := a.section("inspection.checks", []string{"when", "question", "answer"}, 40, 0, 24)
	decided := a.section("inspection.decided", []string{"when", "by", "item", "units", "disposition", "resolution", "why"}, 27, 20, 0, 11, 26, 26, 30)
	for _, e := range o.Events {
		if !e.Live || e.Return != x.Return && !slices.Contains(x.Aliases, e.Return) {
			continue
		}
		at, by := a.dayAndTime(e.Occurred), cmp.Or(e.Actor, e.Station, a.say("proof.nobody_named"))
		facts := e.ReturnFacts
		if facts == nil {
			facts = &track.ReturnFacts{}
		}
		switch e.Kind {
		case track.ReturnInspected:
			found.Rows = append(found.Rows, []string{at, by, a.itemName(&o.State, e.Line), itoa(e.Quantity), a.gradeName(e.Code), facts.Serial, wordsOf(e)})
			for _, c := range facts.Checks {
				checks.Rows = append(checks.Rows, []string{at, c.Check, a.say(map[bool]string{true: "inspection.yes", false: "inspection.no"}[c.OK])})
			}
		case track.ReturnDecided:
			decided.Rows = append(decided.Rows, []string{
				at, by, a.itemName(&o.State, e.Line), itoa(e.Quantity), a.WordFor("disposition", e.Code), a.WordFor("resolution", facts.Resolution), wordsOf(e),
			})
		default:
		}
	}
	for _, s := range []*pdf.Section{&came, &found, &checks, &decided} {
		if len(s.Rows) == 0 {
			s.Says, s.Columns, s.Widths = a.say("inspection.nothing"), nil, nil
		}
	}
	if len(found.Rows) > 0 {
		found.Says = a.gradesMean()
	}
	return []pdf.Section{came, found, checks, decided}
}

// wordsOf is what a person wrote with an act; its text lies beside the facts, and an erase may have taken it.
func wordsOf(e store.Sighted) string {
	if words := cmp.Or(e.Text, e.Raw); !track.IsErased(words) {
		return words
	}
	return ""
}

// section is an empty table with its title and the heads of its columns in the catalogue's words.
func (a *App) section(key string, columns []string, widths ...float64) pdf.Section {
	s := pdf.Section{Title: a.say(key), Widths: widths}
	for _, c := range columns {
		s.Columns = append(s.Columns, a.say("proof.col."+c))
	}
	return s
}

func (a *App) itemName(s *track.OrderState, line string) string {
	l := lineState(s, line)
	return cmp.Or(l.Title, l.SKU, line)
}

// gradeName is a grade with the shop's own name of it.
func (a *App) gradeName(grade string) string {
	for _, g := range a.wordedPolicy(a.Settings()).Grades {
		if g.Grade == grade {
			return grade + ", " + g.Name
		}
	}
	return grade
}

// gradesMean says what the shop's grades mean, as its criteria have it now.
func (a *App) gradesMean() string {
	var parts []string
	for _, g := range a.wordedPolicy(a.Settings()).Grades {
		parts = append(parts, g.Grade+" "+g.Name+": "+g.Means)
	}
	return strings.Join(parts, " · ")
}

// dayAndTime is a stamp as it was stated, in words: its own clock and no other, with the offset where one was said.
func (a *App) dayAndTime(at track.Stamp) string {
	return pdf.Stated(a.config.Words.Below("pdf.", nil), at)
}
