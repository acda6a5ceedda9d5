package pdf

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var keep = flag.String("keep", "", "folder to keep the documents of the tests in, to look at them")

var chicago = time.FixedZone("CDT", -5*3600)

func head() Head {
	return Head{
		Shop:  Shop{Name: "Marlow Tool Outlet", Lines: []string{"480 Foundry Street, Joliet IL 60432", "help@marlow-tools.example"}},
		Words: english, Now: time.Date(2026, 5, 21, 16, 20, 0, 0, chicago), Zone: chicago,
	}
}

func slip() Slip {
	return Slip{
		Head: head(), Order: "MT-20418", Placed: "2026-05-12", Parcel: "P7KQ24", Grouped: "P-7KQ2-4", Nth: 1, Of: 3,
		ShipTo:  []string{"Zoë Müller-Łukasz", "Brightside Joinery", "14 Elm Street, Unit 3", "Naperville IL 60540", "United States"},
		Carrier: "UPS Ground", Tracking: "1Z999AA10123456784", PageURL: "https://track.marlow.example/t/ABCDEFGHIJKLMNOPQRSTUVWX23/",
		Lines: []SlipLine{
			{SKU: "CD-18-OB", Title: "Cordless combi drill kit, open box", Quantity: 1, Ordered: 1},
			{SKU: "BAT-5", Title: "Battery 18 V 5.0 Ah", Quantity: 2, Ordered: 4},
		},
		Elsewhere: []SlipLine{{SKU: "BAT-5", Title: "Battery 18 V 5.0 Ah", Quantity: 2, Parcel: "P-8M3X-2"}},
		Later:     []SlipLine{{SKU: "HOSE-38", Title: "Air hose 3/8 in, 50 ft", Quantity: 5, Ordered: 7}},
		Note:      "Thank you for your order. The battery ships half charged.",
	}
}

func manifest(parcels int) Manifest {
	m := Manifest{Head: head(), Number: "H3W8K1", Carrier: "UPS", Station: "Bench 1", Operator: "Dana"}
	for i := range parcels {
		m.Parcels = append(m.Parcels, ManifestRow{
			Parcel: fmt.Sprintf("P-%04d-K", i+1), Tracking: fmt.Sprintf("1Z999AA1%010d", i+1), Order: fmt.Sprintf("MT-%05d", 20400+i), Service: "Ground", Weight: "4.2 lb",
		})
	}
	return m
}

func exceptions(tasks int) Exceptions {
	e := Exceptions{Head: head()}
	for i, owner := range []string{"Warehouse", "Operations", "Support"} {
		o := OwnerTasks{Owner: owner}
		for j := range tasks {
			o.Tasks = append(o.Tasks, ExceptionRow{
				Order: fmt.Sprintf("MT-%05d", 20400+100*i+j), Subject: "P-7KQ2-4", Title: "Delivery attempt failed",
				Story: "Northline came on Tue 19 May between 12:00 and 16:00 and found nobody on site. Call the customer and agree on a new slot before they call us.",
				State: "open", Due: head().Now.Add(time.Duration(j-1) * 26 * time.Hour),
			})
		}
		e.Owners = append(e.Owners, o)
	}
	return e
}

func pickList(rows int) PickList {
	p := PickList{Head: head(), Number: "W4T8KC"}
	for i := range rows {
		p.Rows = append(p.Rows, PickRow{
			Bin: fmt.Sprintf("A%02d-%d", i/4+1, i%4+1), SKU: fmt.Sprintf("SKU-%04d", i), Title: "Cordless combi drill kit, open box", Quantity: i%5 + 1,
			Orders: []string{"MT-20418 ×1", fmt.Sprintf("MT-%05d ×2", 20500+i)},
		})
	}
	return p
}

func commandCards() Commands {
	c := Commands{Head: head()}
	for _, t := range []string{"Start", "Undo", "Close box", "Hold", "Grade A", "Grade B", "Grade C", "Grade D", "Grade E"} {
		c.Cards = append(c.Cards, Card{Title: t, Says: "Takes back the last scan at this station.", Code: "CMD" + strings.ToUpper(strings.ReplaceAll(t, " ", ""))})
	}
	return c
}

func parcelLabels(n int) []Label {
	var out []Label
	for i := range n {
		out = append(out, Label{
			Order: "MT-20418", Parcel: fmt.Sprintf("P7KQ2%d", i), Grouped: fmt.Sprintf("P-7KQ2-%d", i), Carrier: "UPS Ground", Nth: i + 1, Of: n,
			ShipTo: []string{"Zoë Müller-Łukasz", "Brightside Joinery", "14 Elm Street, Unit 3", "Naperville IL 60540", "United States"},
		})
	}
	return out
}

func kpiReport() KPIReport {
	k := KPIReport{Head: head(), From: "2026-04-01", To: "2026-04-30", Basis: "latest promise"}
	for i := range 8 {
		k.Rows = append(k.Rows, KPIRow{
			Title: "On-time delivery", Counts: "parcels delivered by the promised day, of parcels delivered", Value: "93.5 %", Spread: "89.6 to 96.0",
			N: "217 of 232", Out: "6 without a promised day, 3 past their promise and still not delivered", Thin: i == 5,
		})
	}
	k.Rows[7] = KPIRow{Title: "Inventory turnover", Counts: "Not counted yet: it needs a file of unit costs and stock."}
	k.Carriers = []KPICarrier{{"UPS Ground", "118", "94.9 %", "96.6 %", "3.1 h", "4.2 %", "$11.84", false}, {"Northline Freight", "12", "91.7 %", "83.3 %", "18.5 h", "25.0 %", "$148.20", true}}
	return k
}

// frozenReport is the same of a month that was published before.
func frozenReport() KPIReport {
	k := kpiReport()
	k.Frozen = "April 2026 was published Mon 4 May 2026, 09:00 by Nadia."
	for i := range k.Rows {
		k.Rows[i].Frozen, k.Rows[i].Why = "94.4 %", "-0.9: 2 deliveries learned late, the last on 6 May"
	}
	return k
}

func returnSlip() ReturnSlip {
	return ReturnSlip{
		Head: head(), Return: "R03W2K", Grouped: "R-03W2-K", Order: "MT-20418", Reason: "Too small", SendTo: []string{"Marlow Tool Outlet", "Returns", "480 Foundry Street", "Joliet IL 60432"},
		Lines: []SlipLine{{SKU: "CD-18-OB", Title: "Cordless combi drill kit, open box", Quantity: 1}}, HowTo: []string{"Put everything and this page into the box.", "Stick the label on the outside.", "Hand it over within 14 days."},
	}
}

func inspection() Report {
	return Report{
		Head: head(), Title: "Inspection report", Under: "Return R-03W2-K of order MT-20418", Code: "R03W2K",
		Facts:    [][2]string{{"Received", "Thu 21 May 2026"}, {"Inspected by", "Dana"}, {"Grade", "B opened"}, {"Decision", "restock as open-box"}, {"Serial", "00123"}},
		Sections: []Section{{Title: "Checklist", Says: "Answered at the bench.", Columns: []string{"Question", "Answer"}, Widths: []float64{0, 40}, Rows: [][]string{{"Is everything in the box?\nAsked of every unit.", "yes"}, {"Does it run?"}}}},
	}
}

// document is one row of what this package draws.
type document struct {
	Name  string
	Draw  func(io.Writer) (int, error)
	Pages int
	Says  []string // what its text must hold
	Codes []string // what its barcodes must say
}

func documents() []document {
	return []document{
		{
			"slip", func(w io.Writer) (int, error) { return PackingSlip(w, slip()) }, 1,
			[]string{"Packing slip", "Order MT-20418 · placed Tue 12 May 2026 · Parcel 1 of 3", "Zoë Müller-Łukasz", "3 units in this parcel", "Follows separately", "Air hose 3/8 in, 50 ft", "P-8M3X-2", "Page 1 of 1"},
			[]string{"P7KQ24", "https://track.marlow.example/t/ABCDEFGHIJKLMNOPQRSTUVWX23/"},
		},
		{
			"slip-without-page", func(w io.Writer) (int, error) { s := slip(); s.PageURL = ""; return PackingSlip(w, s) }, 1,
			[]string{"Order MT-20418"},
			[]string{"P7KQ24", "MT-20418"},
		},
		{
			"slip-german", func(w io.Writer) (int, error) { s := slip(); s.Words = german; return PackingSlip(w, s) }, 1,
			[]string{"Lieferschein", "Bestellung MT-20418 · vom Di 12. Mai 2026 · Paket 1 von 3", "Folgt getrennt", "Seite 1 von 1"},
			nil,
		},
		{"slip-letter", func(w io.Writer) (int, error) { s := slip(); s.Paper = "letter"; return PackingSlip(w, s) }, 1, []string{"Packing slip"}, nil},
		{
			"manifest", func(w io.Writer) (int, error) { return Handover(w, manifest(12)) }, 1,
			[]string{"Handed over to UPS", "Thu 21 May 2026, 16:20", "Bench 1", "Dana", "1Z999AA10000000012", "Received in good order: 12 parcels", "Signature", "Page 1 of 1"},
			[]string{"H3W8K1"},
		},
		{
			"manifest-long", func(w io.Writer) (int, error) { return Handover(w, manifest(150)) }, 5,
			[]string{"1Z999AA10000000150", "Received in good order: 150 parcels", "Page 5 of 5"},
			nil,
		},
		{
			"exceptions", func(w io.Writer) (int, error) { return ExceptionReport(w, exceptions(4)) }, 2,
			[]string{"Open tasks", "12 open, 3 past due", "Warehouse", "4 open, 1 past due", "past due", "agree on a new slot"},
			nil,
		},
		{"exceptions-none", func(w io.Writer) (int, error) { return ExceptionReport(w, exceptions(0)) }, 1, []string{"Nothing is open."}, nil},
		{
			"pick-list", func(w io.Writer) (int, error) { return Picks(w, pickList(40)) }, 2,
			[]string{"Pick list", "41 orders, 120 units", "A10-4", "SKU-0039"},
			[]string{"W4T8KC"},
		},
		{
			"commands", func(w io.Writer) (int, error) { return CommandCards(w, commandCards()) }, 2,
			[]string{"Scanner cards", "Close box", "Grade E"},
			[]string{"CMDSTART", "CMDUNDO", "CMDCLOSEBOX", "CMDHOLD", "CMDGRADEA", "CMDGRADEE"},
		},
		{
			"kpis", func(w io.Writer) (int, error) { return KPIs(w, kpiReport()) }, 1,
			[]string{"How we did", "Wed 1 April 2026 to Thu 30 April 2026 · CDT · latest promise", "93.5 %", "217 of 232", "Not counted yet", "Northline Freight", "$148.20"},
			nil,
		},
		{
			"kpis-frozen", func(w io.Writer) (int, error) { return KPIs(w, frozenReport()) }, 1,
			[]string{"was published Mon 4 May 2026", "Restated today", "As published", "94.4 %", "2 deliveries learned late"},
			nil,
		},
		{
			"return-slip", func(w io.Writer) (int, error) { return ReturnSlips(w, returnSlip()) }, 1,
			[]string{"Return slip", "Return R-03W2-K", "MT-20418", "Hand it over within 14 days."},
			[]string{"R03W2K"},
		},
		{
			"inspection", func(w io.Writer) (int, error) { return inspection().Write(w) }, 1,
			[]string{"Inspection report", "restock as open-box", "00123", "Does it run?"},
			[]string{"R03W2K"},
		},
		{
			"labels", func(w io.Writer) (int, error) { return Labels(w, head(), parcelLabels(3)) }, 3,
			[]string{"Zoë Müller-Łukasz", "2/3", "P-7KQ2-1"},
			[]string{"P7KQ20", "P7KQ21", "P7KQ22"},
		},
	}
}

func TestEveryDocumentSaysWhatItMust(t *testing.T) {
	t.Parallel()
	for _, d := range documents() {
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			file := written(t, d)
			text := strings.Join(strings.Fields(run(t, "pdftotext", "-layout", file, "-")), " ")
			for _, want := range d.Says {
				if !strings.Contains(text, want) {
					t.Errorf("it does not say %q; it says:\n%s", want, text)
				}
			}
			if len(d.Codes) == 0 {
				return
			}
			pictures := filepath.Join(t.TempDir(), "page")
			run(t, "pdftoppm", "-r", "200", "-gray", "-png", file, pictures)
			files, err := filepath.Glob(pictures + "*.png")
			if err != nil || len(files) != d.Pages {
				t.Fatalf("%d pictures of %d pages: %v", len(files), d.Pages, err)
			}
			codes := strings.Split(run(t, "zbarimg", append(strings.Fields("--quiet --raw --set disable --set qrcode.enable --set code128.enable"), files...)...), "\n")
			for _, want := range d.Codes {
				if !contains(codes, want) {
					t.Errorf("no barcode says %q; read: %q", want, codes)
				}
			}
		})
	}
}

func contains(list []string, want string) bool {
	for _, s := range list {
		if s == want {
			return true
		}
	}
	return false
}

// written draws a document into a file and checks its number of pages.
func written(t *testing.T, d document) string {
	t.Helper()
	dir := t.TempDir()
	if *keep != "" {
		dir = *keep
	}
	var b bytes.Buffer
	pages, err := d.Draw(&b)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, d.Name+".pdf")
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	if said := run(t, "pdfinfo", file); !strings.Contains(said, fmt.Sprintf("Pages:           %d\n", pages)) || pages != d.Pages {
		t.Errorf("%d pages, want %d; pdfinfo:\n%s", pages, d.Pages, said)
	}
	return file
}

// run starts a program of Debian's poppler-utils or zbar-tools and gives what it prints.
func run(t *testing.T, program string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		t.Fatalf("%s is not installed (apt-get install poppler-utils zbar-tools): %v", program, err)
	}
	out, err := exec.CommandContext(t.Context(), path, args...).Output()
	if err != nil && program != "zbarimg" { // zbarimg also exits with 4 when one page has no code
		t.Fatalf("%s %v: %v\n%s", program, args, err, out)
	}
	return string(out)
}

func TestTheSameDocumentIsTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, d := range documents() {
		var one, two bytes.Buffer
		if _, err := d.Draw(&one); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Draw(&two); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("%s drawn twice differs", d.Name)
		}
	}
}
