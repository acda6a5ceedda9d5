package importers

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/expr"
)

// readMoment reads a cell as a date: a spreadsheet's own date as it is, a text by its shape.
func readMoment(c cell) (moment, error) {
	if c.kind == sheet.Number && !compact().MatchString(c.text) {
		return moment{}, fmt.Errorf("%q is a plain number; format the column as a date in the spreadsheet", c.text)
	}
	return parseMoment(c.text)
}

// readAmount reads a cell as an amount; a spreadsheet's own number has a point whatever the column looks like.
func readAmount(c cell) (amount, error) {
	if c.kind == sheet.Number {
		if f, err := strconv.ParseFloat(c.text, 64); err == nil {
			text := strconv.FormatFloat(f, 'f', -1, 64)
			a, err := parseAmount(text)
			a.plain = true
			return a, err
		}
	}
	return parseAmount(c.text)
}

// moment reads a field as a settled date; ok is false when it is empty or was rejected.
func (in *intake) moment(row sheet.Row, field string) (m moment, ok bool) {
	c := in.value(row, field)
	if c.text == "" {
		return m, false
	}
	m, err := readMoment(c)
	if err == nil {
		m, err = in.dates[c.column].settle(m)
	}
	if err != nil {
		in.rejectAs(c, codeOf(err, "bad-date", "ambiguous-date"), err)
		return m, false
	}
	return m, true
}

// codeOf is open for what a person's choice would settle, and bad for everything else.
func codeOf(err error, bad, open string) string {
	if errors.As(err, new(ambiguous)) {
		return open
	}
	return bad
}

// stamp reads a field as a time.
func (in *intake) stamp(row sheet.Row, field string) track.Stamp {
	m, ok := in.moment(row, field)
	if !ok {
		return ""
	}
	return m.stamp()
}

// date reads a field as a day.
func (in *intake) date(row sheet.Row, field string) track.Date { return in.stamp(row, field).Date() }

// money reads a field as an amount. Its currency is what the row's currency column says, else the cell, else the person,
// else the profile; with none of them the amount is left out, for a number alone is no price.
func (in *intake) money(row sheet.Row, field string) track.Money {
	c := in.value(row, field)
	if c.text == "" {
		return track.Money{}
	}
	a, err := readAmount(c)
	var r *big.Rat
	if err == nil {
		r, err = in.amounts[c.column].rational(a)
	}
	if err != nil {
		in.rejectAs(c, codeOf(err, "bad-amount", "ambiguous-amount"), err)
		return track.Money{}
	}
	currency := in.currency(row, a)
	if currency == "" && !in.isBad(row.Number) {
		in.note(c.header, says("no-currency"))
	}
	if currency == "" {
		return track.Money{}
	}
	return minor(r, currency)
}

// currency decides whose money an amount is.
func (in *intake) currency(row sheet.Row, a amount) string {
	if c := in.value(row, "currency"); c.text != "" {
		if !isoCode().MatchString(c.text) {
			in.reject(c, says("bad-currency", c.text))
			return ""
		}
		return strings.ToUpper(c.text)
	}
	for _, code := range []string{a.currency, in.choice.Currency, in.profile.Currency, in.choice.Home} {
		if code != "" {
			return strings.ToUpper(code)
		}
	}
	if a.dollar {
		return "USD"
	}
	return ""
}

// maxQuantity is the most pieces a line may have; more is a slipped column.
const maxQuantity = 1_000_000

// wholeNumber matches a count, with at most two zeros after a decimal mark.
var wholeNumber = expr.Late(`^(\d{1,7})(?:[.,]0{1,2})?$`)

// count reads a field as a whole number from least to maxQuantity.
func (in *intake) count(row sheet.Row, field string, least int) (int, bool) {
	c := in.value(row, field)
	if c.text == "" {
		return 0, false
	}
	g := wholeNumber().FindStringSubmatch(c.text)
	if g != nil {
		if n := number(g[1]); n >= least && n <= maxQuantity {
			return n, true
		}
	}
	in.reject(c, says("bad-quantity", c.text, strconv.Itoa(least), strconv.Itoa(maxQuantity)))
	return 0, false
}

// Read a row as: this word in a cell means yes or no.
var flagWords = map[string]bool{
	"true": true, "yes": true, "y": true, "1": true, "si": true, "sí": true, "ja": true, "oui": true, "sim": true, "sì": true, "tak": true, "x": true,
	"false": false, "no": false, "n": false, "0": false, "nein": false, "non": false, "não": false, "nao": false, "nee": false, "nie": false,
}

// flag reads a field as yes or no; known is false when it is empty or was rejected.
func (in *intake) flag(row sheet.Row, field string) (yes, known bool) {
	c := in.value(row, field)
	if c.text == "" {
		return false, false
	}
	yes, known = flagWords[strings.ToLower(c.text)]
	if !known {
		in.reject(c, says("bad-flag", c.text))
	}
	return yes, known
}
