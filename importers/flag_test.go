package importers

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestOddValuesAreFlaggedAndTakenIn(t *testing.T) {
	t.Parallel()
	const shop = "Name,Created at,Fulfilled at,Cancelled at,Currency,Subtotal,Shipping,Taxes,Total,Discount Amount,Lineitem name,Lineitem sku,Lineitem quantity,Lineitem price\n"
	const form = "order_number,ordered_at,promised_on,ship_by,sku,quantity\n"
	const said = "order_number,sku,quantity,fulfilment\n"
	const labels = "order_number,carrier,tracking_number,status_text,occurred_at,ship_date,estimated_on\n"
	for name, c := range map[string]struct {
		text string
		want map[string]int
	}{
		"nothing odd":                       {shop + "1,2026-05-19,2026-05-20,,EUR,25.00,4.90,4.77,29.90,0.00,Mug,MUG,2,12.50\n", nil},
		"tax on top, discount off":          {shop + "1,2026-05-19,,,EUR,20.00,4.90,4.77,29.67,5.00,Mug,MUG,2,12.50\n", nil},
		"a total that does not add up":      {shop + "1,2026-05-19,,,EUR,25.00,4.90,4.77,99.90,0.00,Mug,MUG,2,12.50\n", map[string]int{"total-off": 1}},
		"a total of lines that lack prices": {shop + "1,2026-05-19,,,EUR,,4.90,4.77,99.90,0.00,Mug,MUG,2,\n", nil},
		"an unreadable extra":               {shop + "1,2026-05-19,,,EUR,25.00,free,0,25.00,0.00,Mug,MUG,2,12.50\n", nil},
		"done before it was ordered":        {shop + "1,2026-05-19,2026-05-18,2026-05-01,EUR,,,,,,Mug,MUG,2,\n", map[string]int{"before-order": 2}},
		"several SKUs in a cell":            {shop + "1,2026-05-19,,,EUR,,,,,,Mug,\"MUG-A,MUG-B\",2,\n", map[string]int{"sku-list": 1}},
		"a comma of a size is no list":      {shop + "1,2026-05-19,,,EUR,,,,,,Mug,\"derma1,5mm\",2,\n", nil},
		"a promise years away":              {form + "1,2026-05-19,2062-05-26,2026-05-21,MUG,1\n", map[string]int{"promise-far": 1}},
		"a promise before the order":        {form + "1,2026-05-19,2026-05-01,2026-05-02,MUG,1\n", map[string]int{"promise-before-order": 2}},
		"a negative quantity":               {form + "1,2026-05-19,,,MUG,-2\n1,,,,TEA,1\n", map[string]int{"negative-quantity": 1}},
		"one number for two orders":         {labels + "1,ups,1Z5R89390357567127,,2026-05-20,2026-05-20,\n2,ups,1Z5R89390357567127,,2026-05-20,2026-05-20,\n#1,ups,1Z5R89390357567127,,2026-05-20,2026-05-20,\n", map[string]int{"shared-tracking": 1}},
		"delivered before it was shipped":   {labels + "1,ups,1Z5R89390357567127,Delivered,2026-05-19,2026-05-20,\n", map[string]int{"delivered-before-shipped": 1}},
		"an estimate years away":            {labels + "1,ups,1Z5R89390357567127,Delivered,2026-05-20,2026-05-20,2062-05-24\n", map[string]int{"promise-far": 1}},
		"one number for two orders of a shop": {
			"order_number,ordered_at,sku,quantity,Tracking\n1,2026-05-19,MUG,1,1Z5R89390357567127\n2,2026-05-19,MUG,1,1Z5R89390357567127\n", map[string]int{"shared-tracking": 1},
		},
		"an event years away":               {labels + "1,ups,1Z5R89390357567127,Delivered,2062-05-20 10:00,2026-05-20,\n", map[string]int{"in-future": 1}},
		"two currencies in one order":       {"order_number,ordered_at,sku,quantity,unit_price,currency\n1,2026-05-19,MUG,1,5.00,USD\n1,,TEA,1,4.00,eur\n1,,CUP,1,4.00,GBP\n", map[string]int{"mixed-currency": 1}},
		"one currency said on every row":    {"order_number,ordered_at,sku,quantity,unit_price,currency\n1,2026-05-19,MUG,1,5.00,USD\n1,,TEA,1,4.00,usd\n1,,CUP,1,4.00,\n", nil},
		"two signs in one order":            {"order_number,ordered_at,sku,quantity,unit_price\n1,2026-05-19,MUG,1,$5.00\n1,,TEA,1,€4.00\n1,,CUP,1,4.00\n", map[string]int{"mixed-currency": 1}},
		"a sign that is not the column's":   {"order_number,ordered_at,sku,quantity,unit_price,currency\n1,2026-05-19,MUG,1,£5.00,USD\n2,2026-05-19,MUG,1,£5.00,GBP\n", map[string]int{"mixed-currency": 1}},
		"a total with another sign":         {"order_number,ordered_at,sku,quantity,unit_price,total\n1,2026-05-19,MUG,1,EUR 5.00,US$ 5.00\n", map[string]int{"mixed-currency": 1}},
		"a dollar of the country":           {"order_number,ordered_at,sku,quantity,unit_price,total,currency\n1,2026-05-19,MUG,1,$5.00,CA$5.00,CAD\n2,2026-05-19,MUG,1,$5.00,$5.00,\n", nil},
		"parts that have left":              {said + "1,MUG,1,Teilweise versendet\n2,MUG,1,Parcialmente enviado\n3,MUG,1,partial\n", map[string]int{"part-sent": 3}},
		"parts of the money":                {said + "1,MUG,1,Teilweise erstattet\n2,MUG,1,partially_refunded\n3,MUG,1,Partiellement remboursé\n4,MUG,1,Teilweise storniert\n5,MUG,1,Partially paid\n", nil},
		"dates that hardly say their order": {form + strings.Repeat("1,03/04/2026,,,MUG,1\n", 25) + "2,13/04/2026,,,MUG,1\n", map[string]int{"date-order": 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			choice := Choice{Now: time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)}
			if strings.Contains(c.text, ",Tracking\n") {
				choice.Profile, choice.Map = "orders", map[string]string{"tracking_number": "Tracking"}
			}
			r := read(t, "f.csv", []byte(c.text), choice)
			if diff := cmp.Diff(c.want, r.Flagged); diff != "" {
				t.Errorf("flags (-want +got):\n%s%+v", diff, r.Flags)
			}
			if len(r.Rejected) > 0 || len(r.Drafts)+len(r.Stock) == 0 {
				t.Errorf("a flag must not keep anything out: %+v", r.Problems)
			}
		})
	}
}

// One slip of a year must not make a file fresher than every export to come.
func TestADayStillToComeMakesNoFileFresher(t *testing.T) {
	t.Parallel()
	text := []byte("order_number,ordered_at,sku,quantity\n1,2026-11-18,MUG,2\n2,2068-02-01,MUG,1\n3,2026-11-20,MUG,1\n")
	r := read(t, "f.csv", text, Choice{Now: time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)})
	if r.AsOf != "2026-11-20" || !maps.Equal(r.Flagged, map[string]int{"in-future": 1}) || len(r.Drafts) != 3 {
		t.Errorf("the file is as of %s with %d drafts and flags %v", r.AsOf, len(r.Drafts), r.Flagged)
	}
}

func TestARejectedRowIsNotCalledOdd(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", []byte("order_number,ordered_at,promised_on,sku,quantity\n1,2026-05-19,2062-05-19,\"A,B\",-2\n1,,,MUG,two\n"), Choice{})
	if len(r.Rejected) != 2 || len(r.Flagged) != 0 {
		t.Errorf("want two rows rejected and nothing said to be taken in, got %d and %v", len(r.Rejected), r.Flagged)
	}
}

func TestFlagsAreCountedAndOnlySomeAreListed(t *testing.T) {
	t.Parallel()
	content := []byte("order_number,ordered_at,promised_on,sku,quantity\n" + strings.Repeat("?,2026-05-19,2062-05-26,MUG,1\n", 120))
	for i := range 120 {
		content = []byte(strings.Replace(string(content), "?", "N"+strings.Repeat("1", i/10+1)+string(rune('a'+i%10)), 1))
	}
	r := read(t, "f.csv", content, Choice{keep: 10})
	if r.Flagged["promise-far"] != 120 || len(r.Flags) != toldFlags {
		t.Errorf("want 120 counted and %d listed, got %v and %d", toldFlags, r.Flagged, len(r.Flags))
	}
	before := maps.Clone(r.Flagged)
	if err := r.Each(t.Context(), func(Draft) error { return nil }); err != nil || !maps.Equal(before, r.Flagged) {
		t.Errorf("reading again flags again: %v, %v", r.Flagged, err)
	}
}

func TestTheEvidenceForAnOrderOfDatesIsKept(t *testing.T) {
	t.Parallel()
	rows := slices.Repeat([]string{"N,04/13/2026,MUG,1\n"}, 40)
	r := read(t, "f.csv", []byte("order_number,ordered_at,sku,quantity\n"+strings.Join(rows, "")+"M,13/04/2026,MUG,1\nO,03/04/2026,MUG,1\n"), Choice{})
	want := &Dates{Order: "mdy", DayFirst: 1, MonthFirst: 40, Either: 1}
	if diff := cmp.Diff(want, r.Headers[1].Dates); diff != "" {
		t.Error(diff)
	}
	if r.Flagged["date-order"] != 1 || len(r.Rejected) != 1 || r.Problems[0].Code != "bad-date" {
		t.Errorf("the slip waits for a person, and only the slip: %+v, %+v", r.Flags, r.Problems)
	}
	if got := r.Drafts[1].Events[0].Occurred; got != "2026-03-04" {
		t.Errorf("want 2026-03-04, got %s", got)
	}
}
