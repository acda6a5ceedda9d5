package importers

import (
	"errors"
	"fmt"
	"math/big"
	"strings"

	"ordertrail/track"
	"ordertrail/track/expr"
)

// amount is a number as a cell wrote it, with its marks, and what it said about the currency.
type amount struct {
	negative bool
	body     string // digits, points and commas
	currency string // ISO code when the cell names one
	dollar   bool   // "$": a dollar of some country
	plain    bool   // a number of the spreadsheet itself: the point is its decimal mark, whatever the column
}

// Read a row as: this sign or word in a cell means that currency. "$" and "¥" alone mean several and are not here.
var currencySigns = []struct{ sign, code string }{
	{"US$", "USD"},
	{"CA$", "CAD"},
	{"C$", "CAD"},
	{"A$", "AUD"},
	{"AU$", "AUD"},
	{"NZ$", "NZD"},
	{"R$", "BRL"},
	{"MX$", "MXN"},
	{"HK$", "HKD"},
	{"S$", "SGD"},
	{"€", "EUR"},
	{"£", "GBP"},
	{"₹", "INR"},
	{"Rs.", "INR"},
	{"₩", "KRW"},
	{"₪", "ILS"},
	{"₺", "TRY"},
	{"₽", "RUB"},
	{"₴", "UAH"},
	{"₫", "VND"},
	{"฿", "THB"},
	{"zł", "PLN"},
	{"Kč", "CZK"},
}

var (
	isoCode    = expr.Late(`^[A-Za-z]{3}$`)
	amountBody = expr.Late(`^[0-9][0-9.,]*$|^[.,][0-9]+$`)
	grouped    = expr.Late(`^[0-9]{1,3}(?:X[0-9]{2,3})*X[0-9]{3}$`)
	scientific = expr.Late(`^[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+$`)
	noSpaces   = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "")
)

// parseAmount takes a cell apart: sign, currency, digits with their marks.
func parseAmount(text string) (amount, error) {
	var a amount
	s := noSpaces.Replace(text)
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.HasSuffix(inner, ")") {
		a.negative, s = true, strings.TrimSuffix(inner, ")")
	}
	s = a.cutSign(a.cutCurrency(a.cutSign(s)))
	s = a.cutCurrency(s)
	if !amountBody().MatchString(s) {
		return a, fmt.Errorf("%q is not an amount; write it as 1234.50", text)
	}
	a.body = s
	return a, nil
}

// cutSign takes a minus or plus off either end.
func (a *amount) cutSign(s string) string {
	for _, minus := range []string{"-", "−"} {
		if t, ok := strings.CutPrefix(s, minus); ok {
			a.negative = true
			return t
		}
		if t, ok := strings.CutSuffix(s, minus); ok && t != "" {
			a.negative = true
			return t
		}
	}
	return strings.TrimPrefix(s, "+")
}

// cutCurrency takes a currency's sign or code off either end and remembers it.
func (a *amount) cutCurrency(s string) string {
	for _, row := range currencySigns {
		if t, ok := cutEither(s, row.sign); ok {
			a.currency = row.code
			return t
		}
	}
	for _, sign := range []string{"$", "¥", "R"} {
		if t, ok := cutEither(s, sign); ok && strings.ContainsAny(t, "0123456789") {
			a.dollar = sign == "$"
			return t
		}
	}
	if len(s) > 3 {
		for _, side := range []struct{ code, rest string }{{s[:3], s[3:]}, {s[len(s)-3:], s[:len(s)-3]}} {
			if isoCode().MatchString(side.code) {
				a.currency = strings.ToUpper(side.code)
				return side.rest
			}
		}
	}
	return s
}

// cutEither takes sign off the front or the end of s.
func cutEither(s, sign string) (string, bool) {
	if t, ok := strings.CutPrefix(s, sign); ok {
		return t, true
	}
	return strings.CutSuffix(s, sign)
}

// says is the decimal mark this amount proves: "." or ",", or "" when it has no mark or both readings are good ("1,234").
func (a amount) says() (mark string, open bool) {
	points, commas := strings.Count(a.body, "."), strings.Count(a.body, ",")
	switch {
	case a.plain || points+commas == 0:
		return "", false
	case points > 0 && commas > 0:
		if strings.LastIndex(a.body, ".") > strings.LastIndex(a.body, ",") {
			return ".", false
		}
		return ",", false
	case points > 1:
		return ",", false
	case commas > 1:
		return ".", false
	}
	mark, i := ".", strings.Index(a.body, ".")
	if commas == 1 {
		mark, i = ",", strings.Index(a.body, ",")
	}
	if whole, frac := a.body[:i], a.body[i+1:]; len(frac) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0' {
		return "", true
	}
	return mark, false
}

// amountColumn is how the amounts of one column are to be read.
type amountColumn struct {
	mark        string // decimal mark; "" when the cells do not say
	open, mixed bool   // some amount can be read two ways; amounts prove both marks
}

// amountTally is what the amounts of a column say about how they are to be read.
type amountTally struct {
	open, point, comma bool
	bare, dollar       bool   // an amount names no currency; one bears a dollar sign of no country
	named              string // a currency that an amount names
}

func (t *amountTally) add(a amount) {
	mark, open := a.says()
	t.open = t.open || open
	t.point, t.comma = t.point || mark == ".", t.comma || mark == ","
	t.bare, t.dollar, t.named = t.bare || a.currency == "", t.dollar || a.dollar, first(t.named, a.currency)
}

// decide decides the decimal mark for a whole column. chosen is a person's word and wins; profile fills a gap.
func (t *amountTally) decide(chosen, profile string) amountColumn {
	out := amountColumn{open: t.open}
	switch {
	case chosen == "." || chosen == ",":
		out.mark = chosen
	case t.point && t.comma:
		out.mixed = true
	case t.point:
		out.mark = "."
	case t.comma:
		out.mark = ","
	case t.open:
		out.mark = profile
	}
	return out
}

// rational reads a the way its column is read.
func (c amountColumn) rational(a amount) (*big.Rat, error) {
	mark := c.mark
	if a.plain {
		mark = "."
	}
	own, open := a.says()
	switch {
	case mark == "" && (c.mixed && own != "" || open):
		return nil, ambiguous("the decimal mark of this column may be a point or a comma; say which with --decimal . or --decimal ,")
	case mark == "":
		mark = "."
	}
	group := ","
	if mark == "," {
		group = "."
	}
	whole, frac, _ := strings.Cut(a.body, mark)
	if strings.Contains(whole, group) {
		if !grouped().MatchString(strings.ReplaceAll(whole, group, "X")) {
			return nil, fmt.Errorf("%q is not an amount with %q as decimal mark", a.body, mark)
		}
		whole = strings.ReplaceAll(whole, group, "")
	}
	if strings.ContainsAny(frac, ".,") || len(whole) > 12 {
		return nil, fmt.Errorf("%q is not an amount with %q as decimal mark", a.body, mark)
	}
	r, ok := new(big.Rat).SetString(whole + "." + frac + "0")
	if !ok {
		return nil, errors.New("it is not a number")
	}
	if a.negative {
		r.Neg(r)
	}
	return r, nil
}

// minor is r in the smallest unit of its currency; fractions of that unit are rounded, half away from zero.
func minor(r *big.Rat, currency string) track.Money {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(track.MinorDigits(currency))), nil)
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt(scale))
	half := big.NewRat(1, 2)
	if scaled.Sign() < 0 {
		half.Neg(half)
	}
	scaled.Add(scaled, half)
	return track.Money{Minor: new(big.Int).Quo(scaled.Num(), scaled.Denom()).Int64(), Currency: currency}
}
