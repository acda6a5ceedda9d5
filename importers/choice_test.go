package importers

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestAPersonNamesTheHeaderRow(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,sku,quantity\nOur number,Day,Article,Pieces\n1001,2026-05-19,MUG,2\n")
	if r := read(t, "f.csv", content, Choice{}); r.HeaderRow != 1 || r.Rows != 2 {
		t.Fatalf("by itself row 1 is the header above 2 rows, got row %d above %d", r.HeaderRow, r.Rows)
	}
	by := Choice{HeaderRow: 2, Map: map[string]string{"order_number": "Our number", "ordered_at": "Day", "sku": "Article", "quantity": "Pieces"}}
	r := read(t, "f.csv", content, by)
	if r.HeaderRow != 2 || r.Rows != 1 || len(r.Drafts) != 1 || len(r.Rejected) != 0 {
		t.Errorf("row 2 was named as the header, got row %d, %d rows, problems %+v", r.HeaderRow, r.Rows, r.Problems)
	}
	_, err := Read(context.Background(), "f.csv", strings.NewReader(string(content)), int64(len(content)), Choice{HeaderRow: 99})
	if err == nil || !strings.Contains(err.Error(), "row 99 of f.csv") || !strings.Contains(err.Error(), "first 30 rows") {
		t.Errorf("a header row that is not there is refused by name, got %v", err)
	}
}

func TestAFieldMappedToNothingStaysEmpty(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,sku,quantity,email\n1001,2026-05-19,MUG,2,ada@example.com\n")
	r := read(t, "f.csv", content, Choice{Map: map[string]string{"email": ""}})
	if len(r.Drafts) != 1 || r.Drafts[0].Customer.Email != "" {
		t.Errorf("the mail address was left out by hand, got %+v", r.Drafts)
	}
	for _, h := range r.Headers {
		if h.Name == "email" && h.Field != "" {
			t.Errorf("email is shown as filling %s", h.Field)
		}
	}
}

func TestWhoseMoneyABareAmountIs(t *testing.T) {
	t.Parallel()
	const bare = "order_number,ordered_at,sku,quantity,unit_price\n1001,2026-05-19,MUG,2,12.50\n"
	own := Profile{
		Name: "own", Title: "Own", Kind: KindOrders, Source: "own", SourceKind: "shop", Currency: "EUR",
		Fingerprint: Fingerprint{All: []string{"order_number", "ordered_at", "sku", "quantity", "unit_price"}},
	}
	for _, name := range own.Fingerprint.All {
		own.Columns = append(own.Columns, Column{Field: name, Names: []string{name}})
	}
	for _, tt := range []struct {
		name   string
		choice Choice
		want   string
	}{
		{"the profile's before the shop's", Choice{Saved: []Profile{own}, Profile: "own", Home: "USD"}, "EUR"},
		{"a person's before the profile's", Choice{Saved: []Profile{own}, Profile: "own", Home: "USD", Currency: "gbp"}, "GBP"},
		{"the shop's when nobody says", Choice{Home: "USD"}, "USD"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", []byte(bare), tt.choice)
			if got := r.Drafts[0].Events[0].OrderFacts.Lines[0].Price.Currency; got != tt.want {
				t.Errorf("want %s, got %s", tt.want, got)
			}
		})
	}
}

func TestTheFirstRowsAreShownAsTheyStand(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,sku,quantity\n1001,2026-05-19,MUG,2\n,,,\n1002, 2026-05-20 ,'007,1\n")
	first := read(t, "f.csv", content, Choice{}).First
	if len(first) != 2 || first[1].Row != 4 || strings.Join(first[1].Cells, "|") != "1002|2026-05-20|007|1" {
		t.Errorf("want rows 2 and 4 as a person sees them, got %+v", first)
	}
}

func TestAChoiceThatNothingCanBeReadByIsRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		choice Choice
		want   string // "" when it is taken
	}{
		{"an order of dates in full", Choice{DateFormat: "DD/MM/YYYY"}, ""},
		{"an order of dates in three letters", Choice{DateFormat: "mdy"}, ""},
		{"no order of dates at all", Choice{DateFormat: "XX"}, `"XX" does not say the order of day, month and year: write dmy, mdy or ymd`},
		{"an order without a year", Choice{DateFormat: "dd.mm"}, `"dd.mm" does not say`},
		{"a comma", Choice{Decimal: ","}, ""},
		{"a point", Choice{Decimal: "."}, ""},
		{"no mark of decimals", Choice{Decimal: "x"}, `"x" is no decimal mark: write a point or a comma`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b := shopFile("1,2026-05-19,a@example.com,1 Street,MUG,Mug,2,12.50,USD,")
			_, err := Read(t.Context(), "a.csv", bytes.NewReader(b), int64(len(b)), row.choice)
			if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
				t.Errorf("want %q, got %v", row.want, err)
			}
		})
	}
}
