package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

type carrierCmd struct {
	Recognise carrierRecogniseCmd `cmd:"" help:"Say whose tracking number a text may be, the likeliest first."`
	Map       carrierMapCmd       `cmd:"" help:"What carriers' codes and words mean: list, teach, take back, write to a file and take in from one."`
	Unmapped  carrierUnmappedCmd  `cmd:"" help:"List what carriers said that nobody understands yet."`
}

type carrierRecogniseCmd struct {
	Text   string `arg:""`
	Sender string `help:"The carrier that the source or the sender names; its numbers go first, also with a wrong check digit." placeholder:"CARRIER"`
	Inside bool   `help:"Look for numbers inside running text."`
}

func (c *carrierRecogniseCmd) Run(s *session) error {
	claims, err := app.Recognise(c.Text, c.Sender, c.Inside)
	if err != nil {
		return err
	}
	return s.answer(claims, func() {
		for _, k := range claims {
			s.say("%-12s %s  check %s  %s  %s", k.Carrier, k.Number, k.Check, k.Service, k.Link)
		}
		if len(claims) == 0 {
			s.say("no carrier claims it")
		}
	})
}

type carrierUnmappedCmd struct{}

func (carrierUnmappedCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.SettingsScreen().Unmapped()
	if err != nil {
		return err
	}
	return s.answer(rows, func() {
		for _, r := range rows {
			s.say("%4d × %-12s %s %s %s  %d orders, last %s", r.Count, r.Carrier, r.Type, r.Code, r.Text, r.Orders, r.Last)
		}
	})
}

type carrierMapCmd struct {
	List   carrierMapListCmd   `cmd:"" default:"withargs" help:"List what a carrier's codes and words mean, the shop's own rows first."`
	Teach  carrierMapTeachCmd  `cmd:"" help:"Say what a code or words mean from now on; what came before is read anew."`
	Forget carrierMapForgetCmd `cmd:"" help:"Take a row of the shop's own back."`
	Export carrierMapExportCmd `cmd:"" help:"Write the shop's own rows to a CSV file."`
	Import carrierMapImportCmd `cmd:"" help:"Teach the rows of a CSV file."`
}

type carrierMapListCmd struct {
	Carrier string `arg:"" optional:"" help:"A carrier; without one, the shop's own rows of all."`
}

func (c *carrierMapListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.SettingsScreen().CarrierMap(c.Carrier)
	if err != nil {
		return err
	}
	return sayMeanings(s, v)
}

func sayMeanings(s *session, v app.CarrierMapView) error {
	return s.answer(v, func() {
		for _, r := range v.Rows {
			s.say("%-7s %-14s %s  means %s%s", r.Origin, r.Carrier, keyOf(r.Row), meansOf(r.Row), origin(r))
		}
		if len(v.Rows) == 0 {
			s.say("the shop taught nothing of its own; `ordertrail carrier map list ups` shows what is shipped for UPS")
		}
	})
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
	return either(strings.Join(strings.Fields(string(r.Phase)+" "+string(r.Reason)+" "+string(r.Flag)), " "), "nothing")
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
	Phase   string `arg:"" help:"Where the parcel is then, such as moving or delivered; - says nothing about where."`
	Reason  string `help:"Why it is late or stopped, such as customer_refused." placeholder:"REASON"`
	Flag    string `help:"delayed or held." placeholder:"FLAG"`
	Preview bool   `help:"Say which orders would change; nothing is changed."`
	Limit   int    `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapTeachCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	row := c.row()
	row.Phase, row.Reason, row.Flag = track.Phase(strings.TrimPrefix(c.Phase, "-")), track.Reason(c.Reason), track.Flag(c.Flag)
	return teach(s, []carrier.Row{row}, c.Preview, c.Limit)
}

// teach teaches rows, or only says what that would do.
func teach(s *session, rows []carrier.Row, preview bool, limit int) error {
	if preview {
		e, err := s.app.SettingsScreen().PreviewMeanings(app.MeaningDraft{Rows: rows, Limit: limit})
		if err != nil {
			return err
		}
		return s.answer(e, func() { sayEffect(s, e, true) })
	}
	v, err := s.app.SettingsScreen().TeachMeanings(rows)
	if err != nil {
		return err
	}
	v.Rows = slices.DeleteFunc(v.Rows, func(r app.MeaningRow) bool { return r.Origin != "own" })
	return sayMeanings(s, v)
}

type carrierMapForgetCmd struct {
	meaningKey
	Preview bool `help:"Say which orders would change; nothing is changed."`
	Limit   int  `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapForgetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Preview {
		e, err := s.app.SettingsScreen().PreviewMeanings(app.MeaningDraft{Rows: []carrier.Row{c.row()}, Forget: true, Limit: c.Limit})
		if err != nil {
			return err
		}
		return s.answer(e, func() { sayEffect(s, e, true) })
	}
	_, err := s.app.SettingsScreen().ForgetMeaning(c.row())
	return s.done(err, "taken back; what the program ships counts again")
}

// mapColumns are the columns of a table written to a file.
var mapColumns = []string{"carrier", "type", "code", "words", "phase", "reason", "flag", "origin", "by", "taught_at"}

type carrierMapExportCmd struct {
	Out string `short:"o" required:"" placeholder:"FILE"`
	All bool   `help:"The shipped rows too."`
}

func (c *carrierMapExportCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	table, n := [][]string{mapColumns}, 0
	for _, r := range s.app.AllMeanings() {
		if r.Origin == "own" || c.All {
			table = append(table, []string{r.Carrier, r.Type, r.Code, r.Words, string(r.Phase), string(r.Reason), string(r.Flag), r.Origin, r.By, r.At})
			n++
		}
	}
	var text strings.Builder
	w := csv.NewWriter(&text)
	if err := w.WriteAll(table); err != nil {
		return err
	}
	return s.done(os.WriteFile(c.Out, []byte(text.String()), 0o644), "wrote %d rows to %s", n, c.Out)
}

type carrierMapImportCmd struct {
	File    string `arg:"" type:"existingfile"`
	Preview bool   `help:"Say which orders would change; nothing is changed."`
	Limit   int    `help:"How many orders to list, at most 500." default:"20"`
}

func (c *carrierMapImportCmd) Run(s *session) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := readMeanings(f)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if err := s.open(); err != nil {
		return err
	}
	return teach(s, rows, c.Preview, c.Limit)
}

// readMeanings reads a table that was written to a file; its shipped rows are left out.
func readMeanings(from io.Reader) ([]carrier.Row, error) {
	table, err := csv.NewReader(from).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(table) == 0 {
		return nil, fmt.Errorf("it is empty: its first line must name the columns %s", strings.Join(mapColumns[:7], ","))
	}
	at := map[string]int{}
	for i, name := range table[0] {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(name, "\ufeff")))] = i
	}
	for _, name := range mapColumns[:7] {
		if _, there := at[name]; !there {
			return nil, fmt.Errorf("column %q is missing: the first line must name %s", name, strings.Join(mapColumns[:7], ","))
		}
	}
	var rows []carrier.Row
	for _, line := range table[1:] {
		if i, there := at["origin"]; there && line[i] == "shipped" {
			continue
		}
		cell := func(name string) string { return strings.TrimSpace(line[at[name]]) }
		rows = append(rows, carrier.Row{
			Carrier: cell("carrier"), Type: cell("type"), Code: cell("code"), Words: cell("words"),
			Phase: track.Phase(cell("phase")), Reason: track.Reason(cell("reason")), Flag: track.Flag(cell("flag")),
		})
	}
	if len(rows) == 0 {
		return nil, fmt.Errorf("it holds no row of a shop's own")
	}
	return rows, nil
}
