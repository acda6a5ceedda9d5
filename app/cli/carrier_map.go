package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

type carrierMapCmd struct {
	List   carrierMapListCmd   `cmd:"" default:"withargs" help:"List what a carrier's codes and words mean, the shop's own rows first."`
	Teach  carrierMapTeachCmd  `cmd:"" help:"Say what a code or words mean from now on; what came before is read anew."`
	Forget carrierMapForgetCmd `cmd:"" help:"Take a row of the shop's own back."`
	Export carrierMapExportCmd `cmd:"" help:"Write the shop's own rows to a file: a workbook where its name ends in .xlsx, else CSV."`
	Import carrierMapImportCmd `cmd:"" help:"Teach the rows of a table, CSV or a workbook."`

	History carrierMapHistoryCmd `cmd:"" help:"List the changes of the shop's own rows, the newest first."`
	Undo    carrierMapUndoCmd    `cmd:"" help:"Take a change of the shop's own rows back, also after others."`
}

type carrierMapListCmd struct {
	Carrier string `arg:"" optional:"" help:"A carrier; without one, the shop's own rows of all."`
	Shared  bool   `help:"The words that are read for every carrier, too."`
}

func (c *carrierMapListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().Map(c.Carrier)
	if err != nil {
		return err
	}
	if !c.Shared {
		v.Rows = slices.DeleteFunc(v.Rows, func(r app.MeaningRow) bool { return r.Carrier == "" })
	}
	return sayMeanings(s, v)
}

func sayMeanings(s *session, v app.CarrierMapView) error {
	return s.answer(v, func() {
		for _, r := range v.Rows {
			sayMeaning(s, r)
		}
		if len(v.Rows) == 0 {
			s.say("the shop taught nothing of its own; `ordertrail carrier map list ups` shows what is shipped for UPS")
		}
	})
}

func sayMeaning(s *session, r app.MeaningRow) {
	s.say("%-7s %-14s %s  means %s%s", r.Origin, r.Carrier, keyOf(r.Row), meansOf(r.Row), origin(r))
}

func keyOf(r carrier.Row) string {
	code := strings.TrimSpace(r.Type + " " + r.Code)
	switch {
	case r.Words == "":
		return code
	case code == "":
		return "“" + r.Words + "”"
	}
	return code + " “" + r.Words + "”"
}

func meansOf(r carrier.Row) string {
	return cmp.Or(strings.Join(strings.Fields(string(r.Phase)+" "+string(r.Reason)+" "+string(r.Flag)), " "), "nothing")
}

func origin(r app.MeaningRow) string {
	if r.Origin != "own" {
		return ""
	}
	text := ", since " + r.At
	if r.By != "" {
		text += " by " + r.By
	}
	if r.Over != "" {
		text += ", over the shipped " + r.Over
	}
	return text
}

// meaningKey names what a row is about.
type meaningKey struct {
	Carrier string `arg:"" help:"The carrier, as its name or code."`
	Type    string `help:"The type of the code; without it, any." placeholder:"TYPE"`
	Code    string `help:"The carrier's code." placeholder:"CODE"`
	Words   string `help:"The carrier's words from beginning to end; * stands for any words." placeholder:"TEXT"`
}

func (k meaningKey) row() carrier.Row {
	return carrier.Row{Carrier: k.Carrier, Type: k.Type, Code: k.Code, Words: k.Words}
}

type carrierMapTeachCmd struct {
	meaningKey
	Phase   string    `arg:"" help:"Where the parcel is then, such as moving or delivered; - says nothing about where."`
	Reason  string    `help:"Why it is late or stopped, such as customer_refused." placeholder:"REASON"`
	Flag    string    `help:"delayed or held." placeholder:"FLAG"`
	Preview bool      `help:"Say which orders would change; nothing is changed."`
	Limit   pageLimit `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapTeachCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	row := c.row()
	row.Phase, row.Reason, row.Flag = track.Phase(strings.TrimPrefix(c.Phase, "-")), track.Reason(c.Reason), track.Flag(c.Flag)
	return teach(s, []carrier.Row{row}, c.Preview, int(c.Limit))
}

// teach teaches rows, or only says what that would do.
func teach(s *session, rows []carrier.Row, preview bool, limit int) error {
	if preview {
		return previewMeanings(s, app.MeaningDraft{Rows: rows, Limit: limit})
	}
	v, err := s.app.Carriers().Teach(rows)
	return sayTaught(s, v, err)
}

// previewMeanings says what a change of the shop's own rows would do.
func previewMeanings(s *session, d app.MeaningDraft) error {
	e, err := s.app.Carriers().Preview(d)
	if err != nil {
		return err
	}
	return s.answer(e, func() {
		if e.Changes > 1 || e.Against > 0 {
			s.say("%s, %d of them against what the program ships", s.number("row_changes", e.Changes), e.Against)
		}
		sayEffect(s, e.AuthorityEffect, true)
	})
}

// sayTaught tells what a change of the shop's own rows did, and how it is taken back.
func sayTaught(s *session, v app.Taught, err error) error {
	if err != nil {
		return err
	}
	v.Rows = slices.DeleteFunc(v.Rows, func(r app.MeaningRow) bool { return r.Origin != "own" })
	return s.answer(v, func() {
		for _, r := range v.Rows {
			sayMeaning(s, r)
		}
		if v.Ruling == 0 {
			s.say("nothing changed: the shop's own rows say so already")
			return
		}
		e := v.Effect
		s.say("%d of %s changed: %d their status, %s opened, %d closed; `ordertrail carrier map undo %d` takes it back",
			e.Changed, s.number("order", e.Orders), e.Status, s.number("task", e.Opened), e.Closed, v.Ruling)
	})
}

type carrierMapForgetCmd struct {
	meaningKey
	Preview bool      `help:"Say which orders would change; nothing is changed."`
	Limit   pageLimit `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapForgetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Preview {
		return previewMeanings(s, app.MeaningDraft{Rows: []carrier.Row{c.row()}, Forget: true, Limit: int(c.Limit)})
	}
	v, err := s.app.Carriers().Forget(c.row())
	return sayTaught(s, v, err)
}

type carrierMapExportCmd struct {
	Out string `short:"o" required:"" placeholder:"FILE" help:"Where to write."`
	All bool   `help:"The shipped rows too."`
}

func (c *carrierMapExportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f, n, err := s.app.WriteMeanings(c.Out, c.All)
	return s.done(err, "wrote %s to %s", s.number("row", n), f.Path)
}

type carrierMapImportCmd struct {
	File    string    `arg:"" type:"path" help:"A table as carrier map export writes it."`
	Preview bool      `help:"Say which orders would change; nothing is changed."`
	Limit   pageLimit `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapImportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	t, err := s.app.Carriers().ReadTable(app.ImportFile{Path: c.File})
	if err != nil {
		return err
	}
	if len(t.Left) > 0 {
		s.warn(s.app.Say("meanings.table_left", fmt.Sprint(len(t.Left)), t.Left[0]))
		s.code = exitWaits
	}
	return ofFile(c.File, teach(s, t.Rows, c.Preview, int(c.Limit)))
}

type carrierMapHistoryCmd struct {
	Carrier string `arg:"" optional:"" help:"A carrier; without one, of all."`
}

func (c *carrierMapHistoryCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().Map(c.Carrier)
	if err != nil {
		return err
	}
	return s.answer(v.History, func() {
		if len(v.History) == 0 {
			s.say("nothing was taught yet")
		}
		for _, h := range v.History {
			s.say("%4d  %s  %-9s by %s, %s", h.N, h.At, h.What, cmp.Or(h.By, "nobody named"), s.number("row", h.Rows))
			for _, m := range h.Changes {
				s.say("      %-9s %-14s %s  %s → %s", m.What, m.Row.Carrier, keyOf(m.Row), before(m), after(m))
			}
		}
		if len(v.History) == 0 {
			s.say("the shop's own rows were never changed")
		}
	})
}

func before(m app.MeaningChange) string {
	if m.Was.Carrier == "" {
		return cmp.Or(m.Over, "not understood")
	}
	return meansOf(m.Was)
}

func after(m app.MeaningChange) string {
	if m.What == "forgotten" {
		return cmp.Or(m.Over, "not understood")
	}
	return meansOf(m.Row)
}

type carrierMapUndoCmd struct {
	Change positive `arg:"" help:"The number of the change, as map history names it."`
}

func (c *carrierMapUndoCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Carriers().Undo(int64(c.Change))
	return sayTaught(s, v, err)
}
