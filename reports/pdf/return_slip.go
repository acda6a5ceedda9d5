package pdf

import (
	"io"
	"strconv"
)

// ReturnSlip is the page a customer puts into the box that comes back.
type ReturnSlip struct {
	Head
	Return  string // as the barcode carries it
	Grouped string // as people read it
	Order   string
	Reason  string
	SendTo  []string // where it goes
	Lines   []SlipLine
	HowTo   []string // what the customer does, step by step
}

// ReturnSlips writes the slip of one return. It returns the number of pages.
func ReturnSlips(w io.Writer, r ReturnSlip) (pages int, err error) {
	return draw(w, r.Head, r.words()["return"]+" "+r.Grouped, func(s *sheet) error { return s.returnSlip(r) })
}

func (s *sheet) returnSlip(r ReturnSlip) error {
	w := s.words
	s.opening(w["return"], w["return.say"])
	s.line(s.y)
	top, half := s.y+3, s.width/2
	end := s.block(margin, top, half-8, w["return.to"], r.SendTo...)
	x := margin + half
	s.text(x, top, tagFace, w.say("return.no", "return", clean(r.Grouped)))
	if err := s.code128At(x-2, top+5, half, 16, r.Return); err != nil {
		return err
	}
	y := s.block(x, top+25, half, w["orderno"], r.Order)
	if r.Reason != "" {
		y = s.block(x, y+1.5, half, w["reason"], r.Reason)
	}
	s.y = max(end, y) + 5
	t := s.table(column{Title: w["item"], Face: boldFace}, column{Title: w["return.units"], Width: 30, Align: toRight, Face: face{11, true, ink}})
	for _, l := range r.Lines {
		t.row(cell{Text: l.Title, Under: l.SKU}, cell{Text: strconv.Itoa(l.Quantity)})
	}
	t.end()
	if len(r.HowTo) == 0 {
		return nil
	}
	s.need(24)
	s.y += 5
	s.text(margin, s.y, headFace, w["return.steps"])
	s.y += headFace.height() + 2
	for i, step := range r.HowTo {
		s.need(8)
		s.text(margin, s.y, boldFace.in(muted), strconv.Itoa(i+1))
		s.paragraph(margin+7, s.width-7, bodyFace, step)
		s.y += 1.5
	}
	return nil
}
