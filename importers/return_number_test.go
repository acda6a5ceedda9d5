package importers

import (
	"os"
	"strings"
	"testing"

	"ordertrail/track"
)

// The RMA number of a FedEx bill is that of a return of ours however it is written; anybody else's, and a customer's reference,
// are read as before.
func TestABillNamesTheReturnThatAParcelIs(t *testing.T) {
	t.Parallel()
	back := string(track.NumberFor(track.NumberReturn, "a"))
	grouped := strings.ToLower(back[:1] + "-" + back[1:6] + "-" + back[6:])
	for _, c := range []struct{ name, rma, reference, back, order string }{
		{"as the barcode has it", back, "", back, ""},
		{"as people see it", grouped, "", back, ""},
		{"beside the order's number", back, "1001", back, "1001"},
		{"an order's number", "1001", "", "", "1001"},
		{"a supplier's number", "RMA 55/2", "1001", "", "1001"},
		{"the number of a parcel of ours", string(track.NumberFor(track.NumberParcel, "a")), "1001", "", "1001"},
	} {
		r := read(t, "bill.csv", bill(t, map[string]string{"RMA#": c.rma, "Original Customer Reference": c.reference, "Updated Customer Reference": ""}), Choice{Currency: "USD"})
		if len(r.Drafts) != 1 || len(r.Drafts[0].Events) == 0 {
			t.Fatalf("%s: it reads %+v, %v", c.name, r.Drafts, r.Problems)
		}
		for _, e := range r.Drafts[0].Events {
			if e.Return != c.back || e.Order.Number != c.order {
				t.Errorf("%s: the %s is of return %q and order %q, want %q and %q", c.name, e.Kind, e.Return, e.Order.Number, c.back, c.order)
			}
		}
	}
}

// bill is a FedEx bill of the test files, with one row, in which some columns hold something else.
func bill(t *testing.T, holds map[string]string) []byte {
	t.Helper()
	raw, err := os.ReadFile("testdata/files/fedex-billing.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitN(string(raw), "\n", 3)
	header, row := strings.Split(strings.TrimSpace(lines[0]), ","), strings.Split(strings.TrimSpace(lines[1]), ",")
	if len(header) != len(row) {
		t.Fatalf("%d columns and %d cells: a cell is quoted", len(header), len(row))
	}
	for i, name := range header {
		if v, ok := holds[name]; ok {
			row[i] = v
		}
	}
	return []byte(strings.Join(header, ",") + "\n" + strings.Join(row, ",") + "\n")
}
