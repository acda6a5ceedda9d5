package pdf

import (
	"fmt"
	"io"
	"strings"
)

// Report is any other document made of facts and tables: an inspection report, an evidence bundle's list.
type Report struct {
	Head
	Title, Under string
	Code         string // printed as a barcode; "" prints none
	Facts        [][2]string
	Sections     []Section
}

// Section is one part of a report: what it says, and a table. Widths are in millimetres, one of them 0 for what is left;
// every row has as many cells as there are columns. What stands behind a line break in a cell is drawn small below the rest.
type Section struct {
	Title, Says string
	Columns     []string
	Widths      []float64
	Rows        [][]string
}

// Write writes a report. It returns the number of pages.
func (r Report) Write(w io.Writer) (pages int, err error) {
	for _, section := range r.Sections {
		if len(section.Widths) != len(section.Columns) {
			return 0, fmt.Errorf("draw %s: %q has %d columns and %d widths", r.Title, section.Title, len(section.Columns), len(section.Widths))
		}
	}
	return draw(w, r.Head, r.Title, func(s *sheet) error { return s.report(r) })
}

func (s *sheet) report(r Report) error {
	if r.Code != "" {
		if err := s.corner(r.Code); err != nil {
			return err
		}
	}
	s.opening(clean(r.Title), r.Under)
	s.facts(r.Facts)
	for _, section := range r.Sections {
		s.section(section)
	}
	return nil
}

// corner draws a number as Code 128 in the upper right corner, its text under it.
func (s *sheet) corner(code string) error {
	const width = 62.0
	if err := s.code128At(margin+s.width-width, margin-1, width, 12, code); err != nil {
		return err
	}
	s.centre(margin+s.width-width/2, margin+12, smallFace, clean(code))
	return nil
}

// facts draws short facts four beside each other.
func (s *sheet) facts(facts [][2]string) {
	if len(facts) == 0 {
		return
	}
	const across = 4
	s.line(s.y)
	s.y += 3
	wide := s.width / across
	for i := 0; i < len(facts); i += across {
		s.need(14)
		top := s.y
		for j, fact := range facts[i:min(i+across, len(facts))] {
			s.y = max(s.y, s.block(margin+float64(j)*wide, top, wide-4, clean(fact[0]), fact[1]))
		}
		s.y += 2
	}
	s.y += 3
}

func (s *sheet) section(section Section) {
	s.need(30)
	if section.Title != "" {
		s.text(margin, s.y, headFace, clean(section.Title))
		s.y += headFace.height() + 1
	}
	if section.Says != "" {
		s.paragraph(margin, s.width, bodyFace.in(muted), section.Says)
		s.y += 1
	}
	if len(section.Columns) > 0 {
		columns := make([]column, len(section.Columns))
		for i, title := range section.Columns {
			columns[i] = column{Title: clean(title), Width: section.Widths[i], Face: bodyFace}
		}
		s.y += 1.5
		t := s.table(columns...)
		for _, row := range section.Rows {
			cells := make([]cell, len(columns))
			for i := range cells {
				if i < len(row) {
					cells[i].Text, cells[i].Under, _ = strings.Cut(row[i], "\n")
				}
			}
			t.row(cells...)
		}
		t.end()
	}
	s.y += 5
}
