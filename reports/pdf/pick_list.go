package pdf

import (
	"io"
	"strconv"
	"strings"
)

// PickList is one walk through the shelves for several orders.
type PickList struct {
	Head
	Number string // printed as a barcode; "" prints none
	Rows   []PickRow
}

// PickRow is one place to stop at, in walking order.
type PickRow struct {
	Bin, SKU, Title string
	Quantity        int
	Orders          []string // "1001 ×2"
}

// Picks writes the pick list. It returns the number of pages.
func Picks(w io.Writer, p PickList) (pages int, err error) {
	return draw(w, p.Head, strings.TrimSpace(p.words()["pick"]+" "+p.Number), func(s *sheet) error { return s.picks(p) })
}

func (s *sheet) picks(p PickList) error {
	w, units, orders := s.words, 0, map[string]bool{}
	for _, row := range p.Rows {
		units += row.Quantity
		for _, order := range row.Orders {
			number, _, _ := strings.Cut(order, " ")
			orders[number] = true
		}
	}
	if p.Number != "" {
		if err := s.corner(p.Number); err != nil {
			return err
		}
	}
	s.opening(w["pick"], w.say("pick.say", "orders", strconv.Itoa(len(orders)), "units", strconv.Itoa(units)))
	if len(p.Rows) == 0 {
		s.paragraph(margin, s.width, bodyFace, w["none.pick"])
		return nil
	}
	t := s.table(
		column{Title: w["bin"], Width: 22, Face: face{11, true, ink}},
		column{Title: w["item"], Face: boldFace},
		column{Title: w["quantity"], Width: 16, Align: toRight, Face: face{13, true, ink}},
		column{Title: w["fororders"], Width: 48, Face: bodyFace},
		column{Title: w["done"], Width: 12, Face: bodyFace},
	)
	for _, row := range p.Rows {
		page, top := s.pdf.PageNo(), s.y
		t.row(cell{Text: row.Bin}, cell{Text: row.Title, Under: row.SKU}, cell{Text: strconv.Itoa(row.Quantity)}, cell{Text: strings.Join(row.Orders, ", ")}, cell{})
		if s.pdf.PageNo() != page {
			top = margin + tagFace.height() + 1
		}
		s.box(margin+s.width-12, top+rowPad+0.6, 4.2)
	}
	t.end()
	return nil
}

// box draws an empty box to tick.
func (s *sheet) box(x, y, side float64) {
	s.pen(0.3, faint)
	s.pdf.Rect(x, y, side, side, "D")
}
