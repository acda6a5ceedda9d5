package importers

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// inShort tells a reading in short: its orders with their days, SKUs and prices, then what was ignored and rejected, and why.
func inShort(r *Reading) string {
	var b strings.Builder
	for _, d := range r.Drafts {
		e := d.Events[0]
		fmt.Fprintf(&b, "%s", e.Order.Number)
		if at := e.OrderFacts.OrderedAt; at != "" {
			fmt.Fprintf(&b, " on %s", at)
		}
		for _, l := range e.OrderFacts.Lines {
			fmt.Fprintf(&b, " %d×%s", l.Quantity, l.SKU)
			if l.Title != "" {
				fmt.Fprintf(&b, " %q", l.Title)
			}
			if l.Price.Currency != "" {
				fmt.Fprintf(&b, " %d %s", l.Price.Minor, l.Price.Currency)
			}
		}
		b.WriteString("; ")
	}
	for _, x := range r.Ignored {
		fmt.Fprintf(&b, "ignored %d %s; ", x.Row, x.Why)
	}
	for _, x := range r.Problems {
		if x.Row > 0 {
			fmt.Fprintf(&b, "row %d %s %q %s; ", x.Row, x.Column, x.Value, x.Code)
		}
	}
	return strings.TrimSuffix(b.String(), "; ")
}

// TestTheTrapsOfEveryFile has one row for each trap that every table may hold, whatever its profile.
func TestTheTrapsOfEveryFile(t *testing.T) {
	t.Parallel()
	const head, row = "order_number,sku,quantity\n", "A-1,MUG,2\n"
	tokyo := time.FixedZone("", 9*60*60)
	for name, c := range map[string]struct {
		text   string
		choice Choice
		want   string
	}{
		"a byte order mark is no part of the first name": {"\ufeff" + head + row, Choice{}, "A-1 2×MUG"},
		"Windows-1252 is found":                          {"order_number,sku,quantity,title\nA-1,MUG,2,M\xfcll\x80r\n", Choice{}, `A-1 2×MUG "Müll€r"`},
		"the header is searched for":                     {"sep=,\n,,,\nOrders of May\n" + head + row, Choice{}, "A-1 2×MUG"},
		"footers are no orders":                          {head + row + "83,record(s) downloaded,\nSeller ID : x\n", Choice{}, "A-1 2×MUG; ignored 3 footer; ignored 4 footer"},
		"amounts are read by the column": {
			"order_number;sku;quantity;unit_price\nA-1;MUG;1;116,99 €\nA-2;MUG;1;1.433 €\n", Choice{}, "A-1 1×MUG 11699 EUR; A-2 1×MUG 143300 EUR",
		},
		"so are those with points": {
			"order_number,sku,quantity,unit_price\nA-1,MUG,1,\"$1,433.66\"\nA-2,MUG,1,\"$1,433\"\n", Choice{}, "A-1 1×MUG 143366 USD; A-2 1×MUG 143300 USD",
		},
		"ids are texts": {
			head + "99999999999999999999999,0042,1\n00123,'0815,1\n", Choice{}, "99999999999999999999999 1×0042; 00123 1×0815",
		},
		"the sign of an error is no value": {head + "A-1,#DIV/0!,1\nA-2,#1,1\n", Choice{}, `A-2 1×#1; row 2 sku "#DIV/0!" cell-error`},
		"a destroyed id is no id":          {head + "1.23E+21,MUG,1\n", Choice{}, `row 2 order_number "1.23E+21" lossy-id`},
		"the order of columns is nothing": {
			"quantity,colour,sku,order_number\n2,red,MUG,A-1\n", Choice{}, "A-1 2×MUG",
		},
		"repeated names are numbered, and the first is read": {"order_number,sku,quantity,sku\nA-1,MUG,2,CUP\n", Choice{}, "A-1 2×MUG"},
		"a repeated name can be meant": {
			"order_number,sku,quantity,sku\nA-1,MUG,2,CUP\n", Choice{Profile: "orders", Map: map[string]string{"sku": "sku (2)"}}, "A-1 2×CUP",
		},
		"a quoted line break is no row": {
			"order_number,sku,quantity,title\nA-1,MUG,2,\"a\nb\"\nA-2,MUG,x,\n", Choice{}, "A-1 2×MUG \"a\\nb\"; row 3 quantity \"x\" bad-quantity",
		},
		"a row that fails has its reason": {head + row + "A-2,MUG,1.5\n", Choice{}, `A-1 2×MUG; row 3 quantity "1.5" bad-quantity`},
		"a day is no midnight": {
			"order_number,ordered_at,sku,quantity\nA-1,2026-05-19,MUG,1\n", Choice{Zone: tokyo}, "A-1 on 2026-05-19 1×MUG",
		},
		"a time without a zone is that on the clock": {
			"order_number,ordered_at,sku,quantity\nA-1,2026-05-19 23:30,MUG,1\n", Choice{Zone: tokyo}, "A-1 on 2026-05-19T23:30:00 1×MUG",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := inShort(read(t, "f.csv", []byte(c.text), c.choice)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}
