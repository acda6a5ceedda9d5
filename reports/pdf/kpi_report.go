package pdf

import (
	"io"
	"strings"

	"ordertrail/track"
)

// KPIReport is the figures of one period, in words and numbers the caller has made: this package counts nothing.
type KPIReport struct {
	Head
	From, To track.Date
	Basis    string // as people know it: "latest promise"
	Frozen   string // of a published month: when and by whom; "" otherwise
	Rows     []KPIRow
	Carriers []KPICarrier
}

// KPIRow is one KPI.
type KPIRow struct {
	Title, Counts string // "On-time delivery", "parcels delivered by the promised day, of parcels delivered"
	Value         string // "93.5 %"; "" when there was nothing to count
	Spread        string // "89.6 to 96.0", or "9 in 10 within 15.8 h"
	N             string // "217 of 232"
	Out           string // what was left out
	Frozen        string // of a published month: the figure as it was published
	Why           string // why it is another today, or that it is the same
	Thin          bool   // too few cases: drawn grey
}

// KPICarrier is one carrier's line of the scorecard.
type KPICarrier struct {
	Name                                        string
	Parcels, OnTime, First, Lag, Problems, Cost string
	Thin                                        bool
}

// KPIs writes the report of a period. It returns the number of pages.
func KPIs(w io.Writer, k KPIReport) (pages int, err error) {
	return draw(w, k.Head, k.words()["kpi"], func(s *sheet) error { s.kpis(k); return nil })
}

func (s *sheet) kpis(k KPIReport) {
	w := s.words
	s.opening(w["kpi"], strings.Trim(w.say("kpi.period", "from", w.date(k.From), "to", w.date(k.To), "zone", k.Zone.String(), "basis", k.Basis), " ·"))
	if k.Frozen != "" {
		s.paragraph(margin, s.width, bodyFace, k.Frozen)
		s.y += 2
	}
	columns := []column{
		{Title: w["kpi.name"], Face: boldFace},
		{Title: w["kpi.value"], Width: 34, Align: toRight, Face: face{12, true, ink}},
		{Title: w["kpi.n"], Width: 50, Face: bodyFace},
	}
	if k.Frozen != "" {
		columns[1].Title = w["kpi.restated"]
		columns = append(columns, column{Title: w["kpi.frozen"], Width: 40, Face: bodyFace})
	}
	t := s.table(columns...)
	grey := face{12, true, faint}
	for _, row := range k.Rows {
		value := cell{Text: row.Value, Under: row.Spread}
		if row.Value == "" {
			value.Text = "–"
		}
		if row.Thin || row.Value == "" {
			value.Face = &grey
		}
		cells := []cell{{Text: row.Title, Under: row.Counts}, value, {Text: row.N, Under: row.Out}}
		if k.Frozen != "" {
			cells = append(cells, cell{Text: row.Frozen, Under: row.Why})
		}
		t.row(cells...)
	}
	t.end()
	s.paragraph(margin, s.width, smallFace, w["kpi.thin"])
	s.scorecard(k.Carriers)
}

func (s *sheet) scorecard(carriers []KPICarrier) {
	if len(carriers) == 0 {
		return
	}
	w := s.words
	s.need(40)
	s.y += 6
	s.text(margin, s.y, headFace, w["kpi.carriers"])
	s.y += headFace.height() + 2.5
	number := func(title string) column { return column{Title: title, Width: 20, Align: toRight, Face: bodyFace} }
	t := s.table(
		column{Title: w["kpi.carrier"], Face: boldFace}, number(w["count"]), number(w["kpi.ontime"]), number(w["kpi.first"]),
		number(w["kpi.lag"]), number(w["kpi.problems"]), number(w["kpi.cost"]),
	)
	grey := bodyFace.in(faint)
	for _, c := range carriers {
		cells := []cell{{Text: c.Name}, {Text: c.Parcels}, {Text: c.OnTime}, {Text: c.First}, {Text: c.Lag}, {Text: c.Problems}, {Text: c.Cost}}
		for i := range cells {
			if c.Thin {
				cells[i].Face = &grey
			}
		}
		t.row(cells...)
	}
	t.end()
}
