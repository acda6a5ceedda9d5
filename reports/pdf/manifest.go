package pdf

import (
	"io"
	"strconv"
	"strings"
)

// Manifest is one handover: the parcels scanned out to one carrier's driver, for both to sign.
type Manifest struct {
	Head
	Number   string // of the handover, printed as a barcode; "" prints none
	Carrier  string
	Station  string
	Operator string
	Parcels  []ManifestRow
}

// ManifestRow is one parcel of a handover.
type ManifestRow struct {
	Parcel, Tracking, Order, Service, Weight string
}

// Handover writes the manifest of a handover. It returns the number of pages.
func Handover(w io.Writer, m Manifest) (pages int, err error) {
	return draw(w, m.Head, strings.TrimSpace(m.words()["manifest"]+" "+m.Number), func(s *sheet) error { return s.manifest(m) })
}

func (s *sheet) manifest(m Manifest) error {
	w := s.words
	if m.Number != "" {
		if err := s.corner(m.Number); err != nil {
			return err
		}
	}
	s.opening(w["manifest"], w.say("manifest.to", "carrier", m.Carrier))
	s.line(s.y)
	top, quarter := s.y+3, s.width/4
	for i, fact := range [][2]string{
		{w["handed"], w.moment(m.Now, m.Zone)}, {w["station"], m.Station}, {w["operator"], m.Operator}, {w["count"], strconv.Itoa(len(m.Parcels))},
	} {
		s.y = max(s.y, s.block(margin+float64(i)*quarter, top, quarter-4, fact[0], fact[1]))
	}
	s.y += 4
	s.manifestRows(m)
	s.signature(len(m.Parcels))
	return nil
}

func (s *sheet) manifestRows(m Manifest) {
	w := s.words
	if len(m.Parcels) == 0 {
		s.paragraph(margin, s.width, bodyFace.in(muted), w["none.parcels"])
		return
	}
	t := s.table(
		column{Title: w["number"], Width: 9, Align: toRight, Face: bodyFace.in(muted)},
		column{Title: w["parcel"], Width: 30, Face: boldFace},
		column{Title: w["tracking"], Face: bodyFace},
		column{Title: w["orderno"], Width: 32, Face: bodyFace},
		column{Title: w["service"], Width: 26, Face: bodyFace},
		column{Title: w["weight"], Width: 16, Align: toRight, Face: bodyFace},
	)
	for i, p := range m.Parcels {
		t.row(cell{Text: strconv.Itoa(i + 1)}, cell{Text: p.Parcel}, cell{Text: p.Tracking}, cell{Text: p.Order}, cell{Text: p.Service}, cell{Text: p.Weight})
	}
	t.end()
}

// signature draws the lines the driver signs on, never apart from the count they sign for.
func (s *sheet) signature(parcels int) {
	w := s.words
	s.need(42)
	s.y += 6
	says := w.say("received", "n", strconv.Itoa(parcels))
	if parcels == 1 {
		says = w["received.one"]
	}
	s.text(margin, s.y, headFace, says)
	s.y += 22
	third := s.width / 3
	for i, label := range []string{w["name"], w["signature"], w["date.time"]} {
		x := margin + float64(i)*third
		s.stroke(x, s.y, x+third-6, s.y, 0.3, ink)
		s.text(x, s.y+1, smallFace, label)
	}
	s.y += 8
}
