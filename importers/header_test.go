package importers

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func TestNamesOfGroupsStandBeforeThoseOfTheirColumns(t *testing.T) {
	t.Parallel()
	orders := "2026-05-19,1001,web,Ann,Leeds,Bob,MUG,2\n"
	// Read a case as: a file that begins so, read with that choice, has these columns in so many rows above the data.
	for _, c := range []struct {
		name, file string
		choice     Choice
		row        int
		told       bool
		want       string
	}{
		{
			"groups over fields", "ordered_at,Order,,Ship,,Bill,sku,quantity\n,number,source,name,city,name,,\n" + orders,
			Choice{},
			2, true,
			"ordered_at,Order number,source,Ship name,Ship city,Bill name,sku,quantity",
		},
		{
			"below a title", "Orders of May,,,,,,,\nordered_at,Order,,Ship,,Bill,sku,quantity\n,number,source,name,city,name,,\n" + orders,
			Choice{},
			3, true,
			"ordered_at,Order number,source,Ship name,Ship city,Bill name,sku,quantity",
		},
		{
			"three rows", "ordered_at,Order,,Ship,,,sku,quantity\n,,,To,,,,\n,number,source,name,city,street,,\n" + orders,
			Choice{HeaderRows: "3"},
			3, true,
			"ordered_at,Order number,source,Ship To name,Ship To city,Ship To street,sku,quantity",
		},
		{"one row under a title", "Orders,,,\norder_number,sku,quantity\n1001,MUG,1\n", Choice{}, 2, false, "order_number,sku,quantity"},
		{
			"one row because a person said so", "Order,,Ship,\norder_number,sku,ship_name,name\n1001,MUG,Ann,x\n",
			Choice{HeaderRows: "1"},
			2, false,
			"order_number,sku,ship_name,name",
		},
		{"a header over values of its own kind", "order_number,sku,title\n1001,sku,title\n", Choice{}, 1, false, "order_number,sku,title"},
		{
			"a table nobody knows", "Order,,Buyer,\nid,date,name,email\n1,2026-05-19,Ann,a@example.com\n",
			Choice{},
			2, true,
			"Order id,Order date,Buyer name,Buyer email",
		},
		{
			"mapped by the joined names", "Order,,Buyer,\nid,date,name,email\n1,2026-05-19,Ann,a@example.com\n",
			Choice{Map: map[string]string{"order_number": "Order id", "customer_name": "Buyer name", "title": "Buyer email"}},
			2, true,
			"Order id,Order date,Buyer name,Buyer email",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", []byte(c.file), c.choice)
			var names []string
			for _, h := range r.Headers {
				names = append(names, h.Name)
			}
			told := slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "header-rows" })
			if got := strings.Join(names, ","); got != c.want || r.HeaderRow != c.row || told != c.told {
				t.Errorf("row %d, told %v: %s\nwant row %d, told %v: %s", r.HeaderRow, told, got, c.row, c.told, c.want)
			}
			if n := len(r.Drafts) + len(r.Rejected); r.Rows != 1 || n != 1 {
				t.Errorf("%d rows, %d of them told of; want 1", r.Rows, n)
			}
		})
	}
}

// TestAHeaderWithGroupsSaysWhatOneWithoutSays takes in a workbook with merged cells above and beside its names, and the
// same orders under plain names.
func TestAHeaderWithGroupsSaysWhatOneWithoutSays(t *testing.T) {
	t.Parallel()
	book := func(merged []string, rows ...[]any) []byte {
		f := excelize.NewFile()
		for i, cells := range rows {
			if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
		for _, area := range merged {
			from, to, _ := strings.Cut(area, ":")
			if err := f.MergeCell("Sheet1", from, to); err != nil {
				t.Fatal(err)
			}
		}
		var b bytes.Buffer
		if err := errors.Join(f.Write(&b), f.Close()); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	order := []any{"1001", "2026-05-19", "Ann", "Leeds", "MUG", "Mug", "2"}
	plain := book(nil, []any{"order_number", "ordered_at", "ship_name", "ship_city", "sku", "title", "quantity"}, order)
	grouped := book([]string{"A1:A2", "B1:B2", "C1:D1", "E1:G1"},
		[]any{"order_number", "ordered_at", "Ship", nil, "Item", nil, nil}, []any{nil, nil, "Name", "City", "SKU", "Title", "Quantity"}, order)
	said := func(file []byte) (events []map[string]any) {
		r, err := Read(t.Context(), "orders.xlsx", bytes.NewReader(file), int64(len(file)), Choice{})
		if err != nil || r.Kind != KindOrders || len(r.Drafts) != 1 {
			t.Fatalf("%v: %+v", err, r)
		}
		for _, e := range r.Drafts[0].Events {
			events = append(events, map[string]any{"kind": e.Kind, "line": e.Line, "quantity": e.Quantity, "text": e.Text, "order": e.Order})
		}
		return append(events, map[string]any{"customer": fmt.Sprint(r.Drafts[0].Customer)})
	}
	if diff := cmp.Diff(said(plain), said(grouped)); diff != "" {
		t.Errorf("plain -, grouped +:\n%s", diff)
	}
}

func TestAHeaderTakesOneToThreeRows(t *testing.T) {
	t.Parallel()
	for _, said := range []string{"0", "4", "two", "-1"} {
		r := read(t, "f.csv", []byte("order_number,sku\n1,MUG\n"), Choice{HeaderRows: said})
		if r.Kind != KindUnknown || !strings.Contains(fmt.Sprint(r.Problems), fmt.Sprintf("not %q", said)) {
			t.Errorf("%s: %s %+v", said, r.Kind, r.Problems)
		}
	}
}
