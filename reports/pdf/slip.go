package pdf

import (
	"io"
	"strconv"
	"strings"

	"ordertrail/track"
)

// Slip is one packing slip: what is in one parcel, and what follows in others.
type Slip struct {
	Head
	Order     string
	Placed    track.Date
	Parcel    string // our number, as the Code 128 carries it
	Grouped   string // our number as people read it
	Nth, Of   int    // its place among the parcels; Of below 2 says nothing
	ShipTo    []string
	Carrier   string // as people know it, with its service
	Tracking  string
	PageURL   string // of the tracking page; without one the QR code carries the order number
	Lines     []SlipLine
	Elsewhere []SlipLine // in other parcels of the order
	Later     []SlipLine // in no parcel yet
	Note      string
}

// SlipLine is one line of a slip. Ordered is the whole line, Quantity the units meant.
type SlipLine struct {
	SKU, Title        string
	Quantity, Ordered int
	Parcel            string // of a line in another parcel: which, as people read it
}

// PackingSlip writes the slip that goes into the box. It returns the number of pages.
func PackingSlip(w io.Writer, slip Slip) (pages int, err error) {
	return draw(w, slip.Head, slip.words()["slip"]+" "+slip.Order, func(s *sheet) error { return s.slip(slip) })
}

// PackingSlips writes the slips of several boxes, each from the top of a page, with the head that they share.
func PackingSlips(w io.Writer, h Head, slips []Slip) (pages int, err error) {
	return draw(w, h, h.words()["slip"], func(s *sheet) error {
		for i, slip := range slips {
			if i > 0 {
				s.page()
			}
			if err := s.slip(slip); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *sheet) slip(slip Slip) error {
	w := s.words
	if err := s.slipQR(slip); err != nil {
		return err
	}
	under := []string{w.say("order", "order", slip.Order)}
	if day := w.date(slip.Placed); day != "" {
		under = append(under, w.say("placed", "date", day))
	}
	if slip.Of > 1 {
		under = append(under, w.say("parcel.of", "nth", strconv.Itoa(slip.Nth), "of", strconv.Itoa(slip.Of)))
	}
	s.opening(w["slip"], strings.Join(under, " · "))
	if err := s.slipAddress(slip); err != nil {
		return err
	}
	s.slipLines(slip)
	s.slipRest(w["other"], "", slip.Elsewhere)
	s.slipRest(w["later"], w["later.say"], slip.Later)
	if slip.Note != "" {
		s.need(12)
		s.text(margin, s.y, tagFace, w["note"])
		s.y += tagFace.height() + 1
		s.paragraph(margin, s.width, bodyFace, slip.Note)
	}
	return nil
}

// slipQR draws the code in the upper right corner and says under it what it is for.
func (s *sheet) slipQR(slip Slip) error {
	const side = 32.0
	content, says := slip.PageURL, s.words["follow"]
	if content == "" {
		content, says = slip.Order, s.words.say("order", "order", clean(slip.Order))
	}
	if content == "" {
		return nil
	}
	x := margin + s.width - side + 3
	if err := s.qrAt(x, margin-4, side, content); err != nil {
		return err
	}
	s.centre(x+side/2, margin-4+side, smallFace, says)
	return nil
}

// slipAddress draws where the parcel goes, who carries it, and our number as a barcode.
func (s *sheet) slipAddress(slip Slip) error {
	w := s.words
	s.line(s.y)
	top := s.y + 3
	third := s.width / 3
	end := s.block(margin, top, third-6, w["shipto"], slip.ShipTo...)
	y := top
	if slip.Carrier != "" {
		y = s.block(margin+third, y, third-8, w["carrier"], slip.Carrier) + 1.5
	}
	if slip.Tracking != "" {
		y = s.block(margin+third, y, third-8, w["tracking"], slip.Tracking)
	}
	end = max(end, y)
	if slip.Parcel != "" {
		x, width := margin+2*third, third
		s.text(x, top, tagFace, w["parcel"])
		if err := s.code128At(x-2, top+4.5, width+2, 13, slip.Parcel); err != nil {
			return err
		}
		s.centre(x+width/2, top+18.5, boldFace, clean(slip.Grouped))
		end = max(end, top+23)
	}
	s.y = end + 4
	return nil
}

func (s *sheet) slipLines(slip Slip) {
	w, total := s.words, 0
	t := s.table(
		column{Title: w["item"], Face: boldFace},
		column{Title: w["ordered"], Width: 22, Align: toRight, Face: bodyFace.in(muted)},
		column{Title: w["here"], Width: 30, Align: toRight, Face: face{11, true, ink}},
	)
	for _, l := range slip.Lines {
		total += l.Quantity
		t.row(cell{Text: l.Title, Under: l.SKU}, cell{Text: strconv.Itoa(l.Ordered)}, cell{Text: strconv.Itoa(l.Quantity)})
	}
	t.end()
	s.need(8)
	s.right(margin+s.width, s.y-1, smallFace, w.say("total", "n", strconv.Itoa(total)))
	s.y += 8
}

// slipRest draws what is not in this parcel; nothing when there is none.
func (s *sheet) slipRest(title, says string, lines []SlipLine) {
	if len(lines) == 0 {
		return
	}
	s.need(30)
	s.text(margin, s.y, headFace, title)
	s.y += headFace.height()
	if says != "" {
		s.paragraph(margin, s.width, bodyFace.in(muted), says)
	}
	s.y += 2.5
	t := s.table(
		column{Title: s.words["item"], Face: bodyFace},
		column{Title: s.words["units"], Width: 30, Align: toRight, Face: bodyFace},
	)
	for _, l := range lines {
		t.row(cell{Text: l.Title, Under: strings.Trim(l.SKU+" · "+l.Parcel, " ·")}, cell{Text: strconv.Itoa(l.Quantity)})
	}
	t.end()
	s.y += 4
}
