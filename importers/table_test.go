package importers

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestWhatIsNotPartOfAValueIsTakenOff(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		" 7\u00a0": "7", "\ufeffName": "Name", `="0123"`: "0123", `=""`: "", `=""""`: "", `="`: `="`, "'75008": "75008", "'=1+1": "=1+1",
		"'t Hart": "'t Hart", "'": "'", "a\nb": "a\nb", "=SUM(A1)": "=SUM(A1)",
	} {
		if got := clean(cell); got != want {
			t.Errorf("%q: want %q, got %q", cell, want, got)
		}
	}
}

func TestHeaderNamesAreComparedAsPeopleReadThem(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		a, b string
		same bool
	}{
		{"Order Number", "order_number", true},
		{"\ufeffName", "name", true},
		{" Created\u00a0 at ", "Created at", true},
		{`Receiving Address Name"`, "Receiving Address Name", true},
		{"Name", "Name (2)", false},
		{"ship-to", "ship to", false},
		{"Quantity", "Quantity (- Refund)", false},
	} {
		if got := fold(row.a) == fold(row.b); got != row.same {
			t.Errorf("%q and %q: want same %v, got %v", row.a, row.b, row.same, got)
		}
	}
}

func TestRowsThatHoldNothingAreCountedNotRead(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", []byte("order_number,sku,quantity\n1,MUG,1\n\n,,\nOrder Number,SKU,Quantity\n2,records,1\n\"2 record(s) downloaded\",,\nSeller ID : x,,\n"), Choice{})
	got := map[int]string{}
	for _, n := range r.Ignored {
		got[n.Row] = n.Why
	}
	want := map[int]string{3: "blank", 4: "blank", 5: "repeated-header", 7: "footer", 8: "footer"}
	for row, why := range want {
		if got[row] != why {
			t.Errorf("row %d: want %s, got %q", row, why, got[row])
		}
	}
	if len(got) != len(want) || r.Rows != 7 || len(r.Drafts) != 2 {
		t.Errorf("want 7 rows, 5 ignored and 2 orders, got %d, %v and %d", r.Rows, got, len(r.Drafts))
	}
}

func TestWhatASheetHidesIsTold(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	for i, cells := range [][]any{{"order_number", "source", "ordered_at", "sku", "quantity"}, {"1", "web", "2026-05-19", "MUG", "1"}, {"2", "web", "2026-05-19", "MUG", "1"}} {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(f.SetRowVisible("Sheet1", 3, false), f.SetCellFormula("Sheet1", "F2", "1+1"), f.MergeCell("Sheet1", "G2", "H2")); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	r, err := Read(t.Context(), "orders.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()), Choice{})
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for _, p := range r.Problems {
		told[p.Code] = strings.Join(p.Args, " ")
	}
	for code, number := range map[string]string{"hidden-rows": "1", "formulas-without-result": "1", "merged-cells": "1"} {
		if told[code] != number {
			t.Errorf("%s: %q", code, told[code])
		}
	}
	if r.Rows != 2 || r.Count != 2 || len(r.Rejected) > 0 {
		t.Errorf("%d rows, %d drafts, %d rejected: a row is kept back", r.Rows, r.Count, len(r.Rejected))
	}
}

func TestARowOfSumsIsNoOrderAndNoLine(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		row     string
		ignored int
	}{
		"beside the number":         {"TOTAL,,,3,2 698.60", 1},
		"where the title stands":    {",,Summe,3,", 1},
		"with a colon":              {"Gesamt:,,,3,149.70 €", 1},
		"in Polish":                 {"Razem,,,3,4198.98 zł", 1},
		"in Dutch":                  {"Totaal,,,3,\"3.220,50\"", 1},
		"in French":                 {"Total général,,,,299.40", 1},
		"below a part":              {"Zwischensumme,,,3,", 1},
		"an order of that name":     {"Total,MUG,Mug,3,1.00", 0},
		"an article of that name":   {"A-3,Total,,3,1.00", 0},
		"a word and nothing behind": {"Total,,,,", 0},
		"a longer word":             {"Totale Finsternis,,,3,1.00", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", []byte("order_number,sku,title,quantity,unit_price\nA-1,MUG,Mug,1,\nA-2,MUG,Mug,2,\n"+c.row+"\n"), Choice{})
			footers := 0
			for _, n := range r.Ignored {
				if n.Why == "footer" {
					footers++
				}
			}
			if footers != c.ignored {
				t.Errorf("%d rows are left out as sums, want %d", footers, c.ignored)
			}
			if c.ignored == 1 && (len(r.Drafts) != 2 || len(r.Rejected) != 0 || len(r.Drafts[1].Events[0].OrderFacts.Lines) != 1) {
				t.Errorf("the sums went somewhere: %d drafts, %+v rejected", len(r.Drafts), r.Rejected)
			}
		})
	}
}
