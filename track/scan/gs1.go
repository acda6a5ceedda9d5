package scan

import (
	"strconv"
	"strings"

	"ordertrail/track/carrier"
)

// identifier is one application identifier: how long its content is, and whether it is digits only.
type identifier struct {
	min, max int
	digits   bool
}

// Read a row as: <identifier> holds <from> to <to> characters, digits only or not. A * stands for any digit. Source: GS1
// General Specifications, as in the GS1 Syntax Dictionary of 2026-01-27.
var identifiers = map[string]identifier{
	"00":   {18, 18, true}, // SSCC
	"01":   {14, 14, true}, // GTIN
	"02":   {14, 14, true}, // GTIN of the content
	"03":   {14, 14, true},
	"10":   {1, 20, false}, // lot
	"11":   {6, 6, true},   // made on
	"12":   {6, 6, true},   // due on
	"13":   {6, 6, true},   // packed on
	"15":   {6, 6, true},   // best before
	"16":   {6, 6, true},   // sell by
	"17":   {6, 6, true},   // expires on
	"20":   {2, 2, true},   // variant
	"21":   {1, 20, false}, // serial
	"22":   {1, 20, false},
	"30":   {1, 8, true}, // count
	"37":   {1, 8, true}, // count of the content
	"3***": {6, 6, true}, // weights and measures
	"240":  {1, 30, false},
	"241":  {1, 30, false},
	"250":  {1, 30, false},
	"251":  {1, 30, false},
	"400":  {1, 30, false}, // order number
	"401":  {1, 30, false}, // consignment
	"402":  {17, 17, true}, // shipment
	"403":  {1, 30, false}, // route
	"41*":  {13, 13, true}, // places
	"420":  {1, 20, false}, // postcode
	"421":  {4, 12, false}, // country and postcode
	"422":  {3, 3, true},
	"430*": {1, 70, false}, // ship to
	"431*": {1, 70, false}, // return to
	"4321": {1, 1, true},   // dangerous goods
	"4322": {1, 1, true},   // authority to leave
	"4323": {1, 1, true},   // signature required
	"4324": {10, 10, true}, // not before
	"4325": {10, 10, true}, // not after
	"7021": {1, 20, false},
	"7022": {1, 20, false},
	"8200": {1, 70, false}, // web address
	"9*":   {1, 90, false}, // internal
}

// fixedLength are the first two digits of identifiers whose length is known to every reader: no separator follows them.
const fixedLength = "00 01 02 03 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41 "

// lookUp finds the identifier that s begins with.
func lookUp(s string) (string, identifier, bool) {
	for n := 2; n <= 4 && n <= len(s); n++ {
		ai := s[:n]
		if !allDigits(ai) {
			return "", identifier{}, false
		}
		for _, pattern := range []string{ai, ai[:n-1] + "*", ai[:1] + "***"} {
			if id, ok := identifiers[pattern]; ok && len(pattern) == n && (pattern != "3***" || ai >= "3100" && ai < "3700") {
				return ai, id, true
			}
		}
	}
	return "", identifier{}, false
}

// parseGS1 reads element strings: with group separators, or with identifiers in parentheses as people print them. Not ok
// when anything in it does not fit; an identifier that comes twice with two contents does not fit either.
func parseGS1(text string) (map[string]string, bool) {
	out := map[string]string{}
	rest := strings.TrimLeft(text, string(groupSeparator))
	for rest != "" {
		ai, content, tail, ok := nextElement(rest)
		if !ok {
			return nil, false
		}
		if before, twice := out[ai]; twice && before != content {
			return nil, false
		}
		out[ai], rest = content, tail
	}
	return out, len(out) > 0
}

func nextElement(s string) (ai, content, rest string, ok bool) {
	printed := strings.HasPrefix(s, "(")
	if printed {
		head, tail, closed := strings.Cut(s[1:], ")")
		found, _, known := lookUp(head)
		if !closed || !known || found != head {
			return "", "", "", false
		}
		s = head + tail
	}
	ai, id, ok := lookUp(s)
	if !ok {
		return "", "", "", false
	}
	body := s[len(ai):]
	end := len(body)
	switch i := strings.IndexRune(body, groupSeparator); {
	case strings.Contains(fixedLength, ai[:2]+" ") && len(body) >= id.max:
		end = id.max
	case i >= 0:
		end = i
	case printed && strings.Contains(body, "("):
		end = strings.Index(body, "(")
	}
	content = body[:end]
	if len(content) < id.min || len(content) > id.max || id.digits && !allDigits(content) {
		return "", "", "", false
	}
	if (ai == "00" || ai == "01" || ai == "02" || ai == "03") && !checksOut(content) {
		return "", "", "", false
	}
	return ai, content, strings.TrimLeft(body[end:], string(groupSeparator)), true
}

// fromGS1 lists what the elements point at: the code as a whole, a USPS number, a logistic unit, a product with its count.
func fromGS1(text string, elements map[string]string, h carrier.Hints) []Meaning {
	whole := Meaning{Kind: KindGS1, Text: text, GS1: elements}
	for _, ai := range shipmentElements {
		if content := elements[ai]; content != "" {
			whole.Numbers = append(whole.Numbers, content)
		}
	}
	out := []Meaning{whole}
	add := func(all ...Meaning) {
		for _, m := range all {
			m.GS1 = elements
			out = append(out, m)
		}
	}
	for _, ai := range []string{"91", "92", "93", "94", "95"} {
		if content := elements[ai]; content != "" {
			add(tracked(ai+content, h)...)
		}
	}
	if sscc := elements[unitPrefix]; sscc != "" {
		add(tracked(unitPrefix+sscc, h)...)
		add(tracked(sscc, h)...)
		add(logisticUnit(sscc))
	}
	for _, ai := range []string{"01", "02"} {
		if gtin, ok := ParseGTIN(elements[ai]); ok {
			out = append(out, Meaning{Kind: KindGTIN, Text: gtin, Quantity: count(elements, ai), GS1: elements})
		}
	}
	return out
}

// shipmentElements are the elements in which a carrier keeps its own number: a consignment, a shipment, and what companies
// agree among themselves.
var shipmentElements = []string{"401", "402", "91", "92", "93", "94", "95", "96", "97", "98", "99"}

// count is how many of the product the code stands for: 37 counts the content of 02, 30 counts what 01 names.
func count(elements map[string]string, ai string) int {
	counter := "30"
	if ai == "02" {
		counter = "37"
	}
	n, err := strconv.Atoi(elements[counter])
	if err != nil {
		return 0
	}
	return n
}

// ParseGTIN reads an EAN-8, UPC-A, EAN-13 or GTIN-14 and pads it to 14 digits. Zeros alone are no product.
func ParseGTIN(text string) (string, bool) {
	switch len(text) {
	case 8, 12, 13, 14:
	default:
		return "", false
	}
	if !allDigits(text) || strings.Trim(text, "0") == "" || !checksOut(text) {
		return "", false
	}
	return strings.Repeat("0", 14-len(text)) + text, true
}

// ParseSSCC reads the 18 digits of a logistic unit, also behind the identifier 00.
func ParseSSCC(text string) (string, bool) {
	if len(text) == 20 && strings.HasPrefix(text, "00") {
		text = text[2:]
	}
	if len(text) != 18 || !allDigits(text) || strings.Trim(text, "0") == "" || !checksOut(text) {
		return "", false
	}
	return text, true
}

// checksOut reports whether the last of the digits is their GS1 check digit.
func checksOut(digits string) bool {
	return allDigits(digits) && carrier.GS1Check(digits[:len(digits)-1]) == digits[len(digits)-1]
}

func allDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
