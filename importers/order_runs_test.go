package importers

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// However the rows of orders lie among each other, and among rows that are blank or name no order, each order is made of all of its
// rows.
func TestRowsAreGroupedHoweverTheyLie(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		var text strings.Builder
		text.WriteString("order_number,sku,quantity\n")
		above, rows := "", map[string][]int{}
		for at := range rapid.IntRange(0, 14).Draw(rt, "rows") {
			row := at + 2
			switch n := rapid.IntRange(0, 7).Draw(rt, "row"); n {
			case 0:
				text.WriteString(",,\n")
			case 1:
				text.WriteString(",MUG,1\n") // continues the order above, if there is one
				if above != "" {
					rows[above] = append(rows[above], row)
				}
			default:
				number := fmt.Sprintf("%c-%d", "aA"[n%2], n/2)
				fmt.Fprintf(&text, "%s,S%d,1\n", number, row)
				key := strings.ToLower(number)
				above = key
				rows[key] = append(rows[key], row)
			}
		}
		var want, got [][]int
		for row := range 20 {
			for _, of := range rows {
				if of[0] == row {
					want = append(want, of)
				}
			}
		}
		r := read(t, "f.csv", []byte(text.String()), Choice{})
		for _, d := range r.Drafts {
			got = append(got, d.Rows)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("of\n%s%s", text.String(), diff)
		}
	})
}
