package importers

import (
	"strings"
	"testing"
)

// T10: among others, a German 116,99.
func TestAmountsAreReadByTheirColumn(t *testing.T) {
	t.Parallel()
	// Read a row as: these cells of one column, in this currency, are these amounts; or the last is refused with these words.
	for name, row := range map[string]struct {
		cells    []string
		currency string
		chosen   string
		want     []string
		refused  string
	}{
		"points":                             {[]string{"1,433.66", "18", "1,234"}, "USD", "", []string{"1433.66 USD", "18.00 USD", "1234.00 USD"}, ""},
		"commas":                             {[]string{"1.012,50", "116,99", "1.234"}, "EUR", "", []string{"1012.50 EUR", "116.99 EUR", "1234.00 EUR"}, ""},
		"spaces and apostrophes group":       {[]string{"1 012,50", "1'234'567,5"}, "CHF", "", []string{"1012.50 CHF", "1234567.50 CHF"}, ""},
		"Indian groups":                      {[]string{"1,00,000.00"}, "INR", "", []string{"100000.00 INR"}, ""},
		"minus before, behind and around":    {[]string{"-3.10", "3.10-", "(3.10)", "−3.10"}, "USD", "", []string{"-3.10 USD", "-3.10 USD", "-3.10 USD", "-3.10 USD"}, ""},
		"yen have no decimals":               {[]string{"1200"}, "JPY", "", []string{"1200 JPY"}, ""},
		"dinars have three":                  {[]string{"1.2345", "0.5"}, "KWD", "", []string{"1.235 KWD", "0.500 KWD"}, ""},
		"fractions of a cent are rounded":    {[]string{"0.005", "-0.005", "16.100000000000001"}, "USD", "", []string{"0.01 USD", "-0.01 USD", "16.10 USD"}, ""},
		"one number that may be two":         {[]string{"1,234"}, "USD", "", nil, "--decimal"},
		"a person decides it":                {[]string{"1,234"}, "USD", ",", []string{"1.23 USD"}, ""},
		"both marks in one column":           {[]string{"12.5", "12,5"}, "USD", "", nil, "--decimal"},
		"not an amount":                      {[]string{"12.50 or so"}, "USD", "", nil, "not an amount"},
		"groups of the wrong size":           {[]string{"1,23.50"}, "USD", "", nil, "not an amount"},
		"a column that has commas elsewhere": {[]string{"12,50", "12.5"}, "EUR", ",", nil, "not an amount"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var column []amount
			for _, cell := range row.cells {
				a, err := parseAmount(cell)
				if err != nil {
					if row.refused == "" || !strings.Contains(err.Error(), row.refused) {
						t.Fatal(err)
					}
					return
				}
				column = append(column, a)
			}
			var tally amountTally
			for _, a := range column {
				tally.add(a)
			}
			read := tally.decide(row.chosen, "")
			for i, a := range column {
				r, err := read.rational(a)
				if row.refused != "" && i == len(column)-1 {
					if err == nil || !strings.Contains(err.Error(), row.refused) {
						t.Errorf("want a refusal with %q, got %v", row.refused, err)
					}
					return
				}
				if row.refused != "" {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if got := moneyText(minor(r, row.currency)); got != row.want[i] {
					t.Errorf("%s: want %s, got %s", row.cells[i], row.want[i], got)
				}
			}
		})
	}
}

func TestACellMayNameItsCurrency(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"€12.50": "EUR", "12,50 €": "EUR", "USD 12.50": "USD", "12.50GBP": "GBP", "CA$12.50": "CAD", "-£3": "GBP", "₹1,000.00": "INR",
		"$12.50": "", "¥1200": "", "12.50": "",
	} {
		a, err := parseAmount(cell)
		if err != nil || a.currency != want {
			t.Errorf("%s: want %q, got %q, %v", cell, want, a.currency, err)
		}
	}
}
