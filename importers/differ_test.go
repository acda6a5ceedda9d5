package importers

import (
	"context"
	"slices"
	"testing"
)

func TestTwoWaysOfReadingAFileAreComparedFieldByField(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,sku,quantity,email\n1001,2026-05-19,MUG,2,ada@example.com\n1002,2026-05-20,MUG,1,\n1003,03/04/2026,MUG,1,\n")
	as := func(c Choice) *Reading { return read(t, "f.csv", content, c) }
	d, err := Differ(context.Background(), as(Choice{}), as(Choice{Map: map[string]string{"email": ""}, DateFormat: "dmy"}))
	if err != nil {
		t.Fatal(err)
	}
	if d.Rows != 3 || d.Before != 2 || d.After != 3 || d.Same != 1 || d.Changed != 1 || d.Came != 1 || d.Gone != 0 {
		t.Errorf("want 2 then 3 of 3 rows, 1 alike, 1 changed, 1 come, got %+v", d)
	}
	if want := []Change{{Order: "1001", Field: "email", Old: "ada@example.com"}}; !slices.Equal(d.Changes, want) {
		t.Errorf("a field that is no longer read is listed, got %+v", d.Changes)
	}
	back, err := Differ(context.Background(), as(Choice{DateFormat: "dmy"}), as(Choice{}))
	if err != nil || back.Gone != 1 || back.Came != 0 {
		t.Errorf("the other way round an order goes, got %+v, %v", back, err)
	}
	same, err := Differ(context.Background(), as(Choice{}), as(Choice{}))
	if err != nil || same.Same != 2 || same.Changed+same.Came+same.Gone != 0 {
		t.Errorf("a file differs from itself: %+v, %v", same, err)
	}
}

func TestAChangedProfileNamesItsFields(t *testing.T) {
	t.Parallel()
	old := Profile{Kind: KindOrders, Columns: []Column{{Field: "sku", Names: []string{"SKU"}}, {Field: "email", Names: []string{"Mail"}}}}
	now := Profile{Kind: KindOrders, Columns: []Column{{Field: "email", Names: []string{"E-mail", "Mail"}}, {Field: "sku", Names: []string{"SKU"}}}}
	if got := now.Changed(old); !slices.Equal(got, []string{"email"}) {
		t.Errorf("only how the mail address is read changed, got %v", got)
	}
}
