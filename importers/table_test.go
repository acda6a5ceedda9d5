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
