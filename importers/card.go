package importers

import (
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track/expr"
)

// What stands for the number of a payment card, and for the whole cell of a column that is named after one.
const (
	cardMark = "•••• "
	cellMark = "••••"
)

var (
	cardNumber = expr.Late(`\d{14,}|\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{4,5}`)
	cardColumn = expr.Late(`(?i)\b(?:card[ _-]?(?:number|num|no)\b|pan\b|cvv2?\b|cvc2?\b|card[ _-]?security)`)
	noMarks    = strings.NewReplacer(" ", "", "-", "")
)

// Read a row as: numbers of these lengths that begin with one of these are cards of one scheme (ISO/IEC 7812).
var cardRanges = []struct {
	lengths  []int
	from, to string
}{
	{[]int{16, 19}, "4", "4"},       // Visa
	{[]int{16}, "51", "55"},         // Mastercard
	{[]int{16}, "2221", "2720"},     // Mastercard
	{[]int{15}, "34", "34"},         // American Express
	{[]int{15}, "37", "37"},         // American Express
	{[]int{16, 19}, "6011", "6011"}, // Discover
	{[]int{16, 19}, "644", "659"},   // Discover
	{[]int{14}, "300", "305"},       // Diners Club
	{[]int{14}, "36", "36"},         // Diners Club
	{[]int{14}, "38", "39"},         // Diners Club
	{[]int{16}, "3528", "3589"},     // JCB
}

// hideCards leaves of every payment card's number in a text its last four digits. Nobody needs one to send a parcel, and what
// is not kept cannot be lost.
func hideCards(text string) string {
	if !longRun(text) {
		return text
	}
	var out strings.Builder
	last := 0
	for _, at := range cardNumber().FindAllStringIndex(text, -1) {
		digits := noMarks.Replace(text[at[0]:at[1]])
		if isFraction(text, at[0]) || !isCard(digits) {
			continue
		}
		out.WriteString(text[last:at[0]] + cardMark + digits[len(digits)-4:])
		last = at[1]
	}
	return out.String() + text[last:]
}

// longRun reports whether a text has as many digits as the shortest card number in a row, with at most one space or dash
// between two of them. Hardly any text has, and this is asked of all.
func longRun(text string) bool {
	n := 0
	for i := range len(text) {
		switch c := text[i]; {
		case isDigit(c):
			if n++; n >= 14 {
				return true
			}
		case c != ' ' && c != '-' || i > 0 && !isDigit(text[i-1]):
			n = 0
		}
	}
	return false
}

// isFraction reports whether the digits at i stand behind a decimal mark: 3.4111111111111111 is what computers make of 3.4.
func isFraction(text string, i int) bool {
	return i >= 2 && (text[i-1] == '.' || text[i-1] == ',') && isDigit(text[i-2])
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// isCard reports whether digits are in the range of a card scheme and end in the right check digit (Luhn).
func isCard(digits string) bool {
	for _, r := range cardRanges {
		for _, n := range r.lengths {
			if head := digits[:len(r.from)]; len(digits) == n && head >= r.from && head <= r.to {
				return luhn(digits)
			}
		}
	}
	return false
}

// luhn checks the last digit: from the right, every second digit doubled and its digits added, all divisible by ten.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// mayHoldCards are the fields that are read as ids and may still hold what a person typed.
var mayHoldCards = map[string]bool{"phone": true, "ship_postcode": true}

// care is how the cells of a column are to be kept.
type care int

const (
	hideCard care = iota // card numbers in it are cut to their end
	keepAll              // numbers of orders, parcels and articles: to the digit
	hideAll              // the column is named after cards
)

// guard is the care of each column of a table.
type guard []care

// guardOf goes by the names of the columns.
func guardOf(headers []string) guard {
	out := make(guard, len(headers))
	for i, name := range headers {
		if cardColumn().MatchString(name) {
			out[i] = hideAll
		}
	}
	return out
}

// shown is what of a cell in column i may be kept and shown.
func (g guard) shown(i int, text string) string {
	switch {
	case i < len(g) && g[i] == keepAll:
		return text
	case i < len(g) && g[i] == hideAll && text != "":
		return cellMark
	}
	return hideCards(text)
}

// texts are the cells of a row as they may be shown, a destroyed number in the form that tells that it is one.
func (g guard) texts(row sheet.Row) []string {
	out := make([]string, len(row.Cells))
	for i, c := range row.Cells {
		out[i] = whatIsLeft(g.shown(i, c.Text), c.Lossy)
	}
	return out
}
