package importers

import (
	"context"
	"strings"
	"testing"
)

func TestANumberIsOneShortLine(t *testing.T) {
	t.Parallel()
	// Read a row as: an order of this number is taken in under that one; "" is rejected with the cell it stands in.
	for _, c := range []struct{ cell, number string }{
		{"1001", "1001"},
		{" #A b-7 ", "A b-7"},
		{"\"10\n01\"", ""},
		{"10\x1b]0;x\a01", ""},
		{strings.Repeat("9", 100), strings.Repeat("9", 100)},
		{strings.Repeat("9", 101), ""},
		{"名前-1", "名前-1"},
	} {
		text := "order_number,source,ordered_at,sku,quantity\n" + c.cell + ",web,2026-05-19 10:00,MUG,1\n"
		r, err := Read(context.Background(), "orders.csv", strings.NewReader(text), int64(len(text)), Choice{})
		if err != nil {
			t.Fatalf("%q: %v", c.cell, err)
		}
		got := ""
		for _, d := range r.Drafts {
			got = d.order().Number
		}
		if got != c.number {
			t.Errorf("%.20q is taken in as %.20q, want %.20q", c.cell, got, c.number)
		}
		if c.number == "" && (len(r.Problems) == 0 || r.Problems[0].Code != "bad-id" || r.Problems[0].Row != 2 || r.Problems[0].Column != "order_number") {
			t.Errorf("%.20q: problems %+v, want bad-id in row 2", c.cell, r.Problems)
		}
	}
}
