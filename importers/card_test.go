package importers

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestOfACardNumberOnlyItsEndIsShown(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"4111111111111111":                          "•••• 1111",
		"paid by 4111 1111 1111 1111, thanks":       "paid by •••• 1111, thanks",
		"5555-5555-5555-4444 and 378282246310005":   "•••• 4444 and •••• 0005",
		"2223000048400011":                          "•••• 0011",
		"30569309025904":                            "•••• 5904",
		"4111111111111112":                          "4111111111111112",            // the check digit is wrong
		"9400111899223197428490":                    "9400111899223197428490",      // a parcel
		"9400 1118 9922 3197 4284 90":               "9400 1118 9922 3197 4284 90", // a parcel in groups
		"58.4111111111111111":                       "58.4111111111111111",         // an amount as computers write it
		"0,4111111111111111 €":                      "0,4111111111111111 €",        // the same elsewhere
		"card:4111111111111111.":                    "card:•••• 1111.",
		"4006381333931":                             "4006381333931", // an EAN
		"1Z5R89390357567127":                        "1Z5R89390357567127",
		"":                                          "",
		"+1 555 0100, 62701, 2026-05-19 14:05:00":   "+1 555 0100, 62701, 2026-05-19 14:05:00",
		"4111111111111111 4111111111111111 (twice)": "•••• 1111 •••• 1111 (twice)",
	} {
		if got := hideCards(text); got != want {
			t.Errorf("%q: want %q, got %q", text, want, got)
		}
	}
}

func TestNoCardNumberLeavesAReading(t *testing.T) {
	t.Parallel()
	const card = "4111111111111111"
	for name, text := range map[string]string{
		"in a note":                  "order_number,sku,quantity,note\n1,MUG,1,card " + card + "\n",
		"in a column nobody reads":   "order_number,sku,quantity,Payment\n1,MUG,1,4111-1111-1111-1111\n",
		"in a row that is rejected":  "order_number,sku,quantity,note\n1,MUG,none," + card + "\n",
		"in the cell that is wrong":  "order_number,sku,quantity\n1,MUG," + card + "\n",
		"in a file nobody knows":     "Colour,Mood\nred," + card + "\n",
		"in a column named after it": "order_number,sku,quantity,Card Number,CVV\n1,MUG,1,4111xxxx11111111,987\n",
		"as a phone number":          "order_number,sku,quantity,phone\n1,MUG,1," + card + "\n",
		"as a date":                  "order_number,sku,quantity,ordered_at\n1,MUG,1," + card + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, "f.csv", []byte(text), Choice{})
			b, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{card, "4111-1111", "4111xxxx", "987"} {
				if strings.Contains(string(b), secret) {
					t.Errorf("%q is in the reading:\n%s", secret, b)
				}
			}
		})
	}
	book := read(t, "f.xlsx", typedBook(t, [][]any{{"order_number", "sku", "quantity", "Paid by"}, {"1", "MUG", "none", 4111111111111111}}), Choice{})
	if cells := book.Rejected[0].Cells; cells[3] != "•••• 1111" {
		t.Errorf("a number of a workbook, of more digits than a program keeps, is shown as %q", cells[3])
	}
	r := read(t, "f.csv", []byte("order_number,sku,quantity\n"+card+",MUG,1\n"), Choice{})
	if r.Drafts[0].Events[0].Order.Number != card {
		t.Errorf("an order's number is kept to the digit: %+v", r.Drafts[0].Events[0].Order)
	}
}
