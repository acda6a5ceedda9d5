package pdf

import (
	"io"
	"strconv"

	"github.com/jung-kurt/gofpdf"
)

// Label is our own label of one parcel: where it goes, and our number to scan.
type Label struct {
	Order, Parcel, Grouped string
	ShipTo                 []string
	Carrier                string
	Nth, Of                int
}

// labelSize is the usual label of thermal printers, 4 by 6 inches.
var labelSize = gofpdf.SizeType{Wd: 101.6, Ht: 152.4}

// Labels writes one label a page. It returns the number of pages.
func Labels(w io.Writer, h Head, labels []Label) (pages int, err error) {
	defer func() {
		if r := recover(); r != nil {
			pages, err = 0, panicked("labels", r)
		}
	}()
	s := newSheet(h, labelSize, "Labels")
	s.width = labelSize.Wd - 12
	if len(labels) == 0 {
		s.page()
	}
	for _, label := range labels {
		s.page()
		if err := s.label(label); err != nil {
			return 0, err
		}
	}
	if err := s.pdf.Output(w); err != nil {
		return 0, panicked("labels", err)
	}
	return s.pdf.PageCount(), nil
}

func (s *sheet) label(l Label) error {
	const edge = 6.0
	right := edge + s.width
	s.text(edge, edge, tagFace, s.words["label.from"])
	s.text(edge, edge+4, smallFace.in(ink), clean(s.head.Shop.Name))
	y := edge + 4 + smallFace.height()
	for _, line := range s.head.Shop.Lines[:min(3, len(s.head.Shop.Lines))] {
		s.text(edge, y, smallFace, clean(line))
		y += smallFace.height()
	}
	if l.Of > 1 {
		s.right(right, edge, face{14, true, ink}, strconv.Itoa(l.Nth)+" / "+strconv.Itoa(l.Of))
	}
	s.stroke(edge, 30, right, 30, 0.4, ink)
	y = 34
	s.text(edge, y, tagFace, s.words["shipto"])
	y += 5
	for i, line := range l.ShipTo[:min(7, len(l.ShipTo))] {
		f := face{12, i == 0, ink}
		for _, part := range s.wrap(f, clean(line), s.width) {
			if y < 84 {
				s.text(edge, y, f, part)
				y += f.height()
			}
		}
	}
	s.stroke(edge, 90, right, 90, 0.4, ink)
	s.text(edge, 93, tagFace, s.words["label.order"])
	s.text(edge, 97, headFace, s.wrap(headFace, clean(l.Order), s.width/2)[0])
	if l.Carrier != "" {
		s.text(edge+s.width/2, 93, tagFace, s.words["carrier"])
		s.text(edge+s.width/2, 97, headFace, s.wrap(headFace, clean(l.Carrier), s.width/2)[0])
	}
	if err := s.code128At(edge, 108, s.width, 26, l.Parcel); err != nil {
		return err
	}
	s.centre(labelSize.Wd/2, 136, face{16, true, ink}, clean(l.Grouped))
	return nil
}
