package pdf

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

func TestALongTableRepeatsItsHeadAndLosesNoRow(t *testing.T) {
	t.Parallel()
	file := written(t, document{Name: "long", Pages: 5, Draw: func(w io.Writer) (int, error) { return Handover(w, manifest(150)) }})
	pages := strings.Split(strings.TrimSuffix(run(t, "pdftotext", "-layout", file, "-"), "\f"), "\f")
	rows := 0
	for i, page := range pages {
		if n := strings.Count(page, "1Z999AA1"); n > 0 && strings.Count(page, "Tracking number") != 1 {
			t.Errorf("page %d has %d rows and %d heads", i+1, n, strings.Count(page, "Tracking number"))
		}
		rows += strings.Count(page, "1Z999AA1")
		if want := fmt.Sprintf("Page %d of %d", i+1, len(pages)); !strings.Contains(page, want) {
			t.Errorf("page %d does not say %q", i+1, want)
		}
	}
	if rows != 150 {
		t.Errorf("%d rows printed, want 150", rows)
	}
}

func TestTextsAreCleanedForTheLibrary(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain":               "plain",
		"Łódź ¼ “quoted”":     "Łódź ¼ “quoted”",
		"smile 😀 end":         "smile □ end",
		"bad \xff byte":       "bad □ byte",
		"a\tb\r\nc\x00d":      "a b  cd",
		"\u202egnp.exe\u2066": "gnp.exe",
		"10\u00a0kg":          "10\u00a0kg",
		"":                    "",
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestWhatCannotBeDrawnIsAnErrorAndWritesNothing(t *testing.T) {
	t.Parallel()
	broken := map[string]func(io.Writer) (int, error){
		"a number that Code 128 cannot hold": func(w io.Writer) (int, error) { s := slip(); s.Parcel = "P–7"; return PackingSlip(w, s) },
		"an address too long for a QR code": func(w io.Writer) (int, error) {
			s := slip()
			s.PageURL = strings.Repeat("x", 5000)
			return PackingSlip(w, s)
		},
		"no time zone": func(w io.Writer) (int, error) { s := slip(); s.Zone = nil; return PackingSlip(w, s) },
		"a card without a code": func(w io.Writer) (int, error) {
			return CommandCards(w, Commands{Head: head(), Cards: []Card{{Title: "x"}}})
		},
		"a label without a number": func(w io.Writer) (int, error) { return Labels(w, head(), []Label{{}}) },
	}
	for name, draw := range broken {
		var b bytes.Buffer
		if pages, err := draw(&b); err == nil || pages != 0 || b.Len() != 0 {
			t.Errorf("%s: %d pages, %d bytes, error %v", name, pages, b.Len(), err)
		}
	}
}

func TestWhatTheLibraryGivesUpOnComesBackAsAnError(t *testing.T) {
	t.Parallel()
	pages, err := draw(io.Discard, head(), "x", func(s *sheet) error {
		s.text(0, 0, bodyFace, "\U0001F600") // not cleaned
		return nil
	})
	if err == nil || pages != 0 {
		t.Errorf("%d pages, error %v", pages, err)
	}
}

func TestARowIsNeverWiderThanItsColumn(t *testing.T) {
	t.Parallel()
	s := newSheet(head(), head().paper(), "x")
	s.page()
	for _, text := range []string{"short", strings.Repeat("word ", 50), strings.Repeat("x", 300), "x " + strings.Repeat("ß", 90) + " y", strings.Repeat("long text ", 3000)} {
		lines := s.wrap(bodyFace, text, 30)
		if len(lines) > 40 {
			t.Errorf("%d lines", len(lines))
		}
		for i, line := range lines {
			if w := s.pdf.GetStringWidth(line); w > 30.01 && i != 39 {
				t.Errorf("line %q is %.1f mm wide", line, w)
			}
		}
		if joined := strings.ReplaceAll(strings.Join(lines, ""), " ", ""); len(lines) < 40 && joined != strings.ReplaceAll(text, " ", "") {
			t.Errorf("wrapping %q lost something: %q", text, joined)
		}
	}
}

func TestEveryLanguagePrintsTheSameThings(t *testing.T) {
	t.Parallel()
	for key, sentence := range english {
		said, ok := german[key]
		if !ok || strings.Count(said, "{") != strings.Count(sentence, "{") {
			t.Errorf("%s: English %q, German %q", key, sentence, said)
		}
	}
	if len(german) != len(english) {
		t.Errorf("%d German words, %d English", len(german), len(english))
	}
}

func TestTheFontsComeWithTheirLicence(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("fonts", "LICENSE"))
	if err != nil || !strings.Contains(string(text), "Bitstream") {
		t.Errorf("fonts/LICENSE: %v", err)
	}
}

func FuzzEveryDocumentDrawsOrRefuses(f *testing.F) {
	for i, text := range []string{"plain", "😀", "\xff\xfe", "\x00\x01", "\u202e", strings.Repeat("W", 4000), "日本語 العربية", "a\nb\tc", "{pages}", "(\\)", "\ufffe\uffff"} {
		f.Add(text, i)
		f.Add(text, i+3)
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		n = (n%20 + 20) % 20
		h := head()
		h.Shop = Shop{Name: text, Lines: []string{text}}
		lines := []SlipLine{{SKU: text, Title: text, Quantity: n, Ordered: -n, Parcel: text}}
		rows := make([]ManifestRow, n)
		for i := range rows {
			rows[i] = ManifestRow{text, text, text, text, text}
		}
		draws := []func(io.Writer) (int, error){
			func(w io.Writer) (int, error) {
				return PackingSlip(w, Slip{Head: h, Order: text, Parcel: "P1", Grouped: text, ShipTo: []string{text, text}, Carrier: text, Tracking: text, PageURL: "x", Lines: lines, Elsewhere: lines, Later: lines, Note: text, Of: n})
			},
			func(w io.Writer) (int, error) {
				return Handover(w, Manifest{Head: h, Carrier: text, Station: text, Operator: text, Parcels: rows})
			},
			func(w io.Writer) (int, error) {
				return ExceptionReport(w, Exceptions{Head: h, Owners: []OwnerTasks{{text, []ExceptionRow{{Order: text, Subject: text, Title: text, Story: text, State: text}}}}})
			},
			func(w io.Writer) (int, error) {
				return Picks(w, PickList{Head: h, Rows: []PickRow{{text, text, text, n, []string{text}}}})
			},
			func(w io.Writer) (int, error) {
				return CommandCards(w, Commands{h, []Card{{text, text, "CMD"}}})
			},
			func(w io.Writer) (int, error) {
				return Labels(w, h, []Label{{text, "P1", text, []string{text, text}, text, n, n}})
			},
		}
		var b bytes.Buffer
		pages, err := draws[n%len(draws)](&b)
		if err != nil {
			t.Errorf("document %d with %q: %v", n%len(draws), text, err)
		}
		if err == nil && (pages < 1 || !bytes.HasPrefix(b.Bytes(), []byte("%PDF-"))) {
			t.Errorf("document %d with %q: %d pages, %d bytes", n%len(draws), text, pages, b.Len())
		}
	})
}

// longReport holds as many parcels as fill 200 pages.
const longReport = 6600

func BenchmarkReportOf200Pages(b *testing.B) {
	m := manifest(longReport)
	for b.Loop() {
		pages, err := Handover(io.Discard, m)
		if err != nil || pages < 180 {
			b.Fatal(pages, err)
		}
		b.ReportMetric(float64(pages), "pages")
	}
}

// BenchmarkRawReportOf200Pages makes the same table with bare calls of the library, as its manual shows.
func BenchmarkRawReportOf200Pages(b *testing.B) {
	m := manifest(longReport)
	widths := []float64{12, 33, 50, 35, 29, 19}
	for b.Loop() {
		f := gofpdf.New("P", "mm", "A4", "")
		f.AddUTF8FontFromBytes(family, "", fontRegular)
		f.AddUTF8FontFromBytes(family, "B", fontBold)
		f.SetFooterFunc(func() {
			f.SetY(-15)
			f.SetFont(family, "", 7.5)
			f.CellFormat(0, 5, fmt.Sprintf("Page %d of {nb}", f.PageNo()), "T", 0, "R", false, 0, "")
		})
		f.SetHeaderFunc(func() {
			f.SetFont(family, "B", 7)
			for i, title := range []string{"No.", "Parcel", "Tracking number", "Order", "Service", "Weight"} {
				f.CellFormat(widths[i], 5, title, "B", 0, "L", false, 0, "")
			}
			f.Ln(-1)
		})
		f.AliasNbPages("")
		f.AddPage()
		for i, p := range m.Parcels {
			f.SetFont(family, "", 9)
			f.CellFormat(widths[0], 7.4, fmt.Sprint(i+1), "B", 0, "R", false, 0, "")
			f.SetFont(family, "B", 9)
			f.CellFormat(widths[1], 7.4, p.Parcel, "B", 0, "L", false, 0, "")
			f.SetFont(family, "", 9)
			f.CellFormat(widths[2], 7.4, p.Tracking, "B", 0, "L", false, 0, "")
			f.CellFormat(widths[3], 7.4, p.Order, "B", 0, "L", false, 0, "")
			f.CellFormat(widths[4], 7.4, p.Service, "B", 0, "L", false, 0, "")
			f.CellFormat(widths[5], 7.4, p.Weight, "B", 0, "R", false, 0, "")
			f.Ln(-1)
		}
		if err := f.Output(io.Discard); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(f.PageCount()), "pages")
	}
}

func TestTheHeadOfATableNeverStandsAloneAtTheFoot(t *testing.T) {
	t.Parallel()
	for filler := 34; filler < 46; filler++ {
		r := Report{Head: head(), Title: "T", Sections: []Section{
			{Columns: []string{"Filler"}, Widths: []float64{0}, Rows: slices.Repeat([][]string{{"x"}}, filler-10)},
			{Columns: []string{"Headword"}, Widths: []float64{0}, Rows: [][]string{{strings.Repeat("rowword ", 220)}}},
		}}
		var drawn bytes.Buffer
		if _, err := r.Write(&drawn); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "report.pdf")
		if err := os.WriteFile(file, drawn.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		for page := range strings.SplitSeq(run(t, "pdftotext", "-layout", file, "-"), "\f") {
			if strings.Contains(page, "Headword") && !strings.Contains(page, "rowword") {
				t.Errorf("after %d rows the head of the table stands alone:\n%s", filler-10, page)
			}
		}
	}
}
