// Package pdf draws the documents that are printed: packing slips, handover manifests, pick lists, labels, exception and
// KPI reports, and the cards that steer a scanner.
//
// It is the only importer of the PDF and barcode libraries. The PDF library gives up on texts it cannot draw, so every
// text is cleaned before it gets there, and whatever still goes wrong comes back as an error. The same input gives the
// same bytes. The font covers Latin, Greek and Cyrillic; letters it lacks, Chinese for one, are drawn as an empty box.
package pdf

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/jung-kurt/gofpdf"
)

// Shop is whose paper it is.
type Shop struct {
	Name  string
	Lines []string // address and how to reach it, as printed under the name
}

// Head is what every document starts from.
type Head struct {
	Shop  Shop
	Words map[string]string // the catalogue's keys below "pdf."
	Paper string            // "a4" or "letter"; anything else is A4
	Now   time.Time
	Zone  *time.Location
}

//go:embed fonts/DejaVuSansCondensed.ttf
var fontRegular []byte

//go:embed fonts/DejaVuSansCondensed-Bold.ttf
var fontBold []byte

const (
	family = "DejaVu"
	margin = 16.0 // mm on every side
)

// draw makes a document: fill draws its pages, every page gets its foot, and the whole is written to w, or nothing when
// anything fails. It returns the number of pages.
func draw(w io.Writer, h Head, title string, fill func(*sheet) error) (pages int, err error) {
	defer func() {
		if r := recover(); r != nil {
			pages, err = 0, panicked(title, r)
		}
	}()
	if h.Zone == nil {
		return 0, fmt.Errorf("draw %s: no time zone given", title)
	}
	s := newSheet(h, h.paper(), title)
	s.page()
	if err := fill(s); err != nil {
		return 0, err
	}
	s.feet()
	if err := s.pdf.Output(w); err != nil {
		return 0, fmt.Errorf("draw %s: %w", title, err)
	}
	return s.pdf.PageCount(), nil
}

// panicked turns what the library gave up on into an error.
func panicked(title string, reason any) error { return fmt.Errorf("draw %s: %v", title, reason) }

func (h Head) words() words { return h.Words }

// paper is the size a head asks for, upright, in millimetres.
func (h Head) paper() gofpdf.SizeType {
	if strings.EqualFold(h.Paper, "letter") {
		return gofpdf.SizeType{Wd: 215.9, Ht: 279.4}
	}
	return gofpdf.SizeType{Wd: 210, Ht: 297}
}

// newFile opens an empty PDF of one paper size with our font, set so that the same input gives the same bytes.
func newFile(size gofpdf.SizeType, title, author string, now time.Time) *gofpdf.Fpdf {
	f := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "mm", Size: size})
	f.AddUTF8FontFromBytes(family, "", slices.Clone(fontRegular)) // the library writes into the bytes it is given
	f.AddUTF8FontFromBytes(family, "B", slices.Clone(fontBold))
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(margin, margin, margin)
	f.SetCatalogSort(true)
	f.SetCreationDate(now.UTC())
	f.SetModificationDate(now.UTC())
	f.SetTitle(title, true)
	f.SetAuthor(author, true)
	f.SetProducer("Ordertrail", true)
	return f
}

// clean makes a text from outside fit to be drawn on one line: valid, no control or direction characters, and nothing
// beyond the first 65,536 characters of Unicode, which the library cannot draw.
func clean(text string) string {
	plain := true
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' {
			plain = false
			break
		}
	}
	if plain {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == unicode.ReplacementChar || r > 0xffff:
			return '□'
		case unicode.IsSpace(r) && r != '\u00a0':
			return ' '
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Cs):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
}
