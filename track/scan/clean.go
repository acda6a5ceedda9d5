package scan

import (
	"slices"
	"strings"
	"unicode"
)

// groupSeparator stands between the elements of a GS1 code.
const groupSeparator = '\x1d'

// Codes cuts a burst into its codes and cleans each; a code that came twice in one burst is one.
func Codes(raw string) []string {
	if len(raw) > maxScan {
		raw = raw[:maxScan]
	}
	var out []string
	for line := range strings.FieldsFuncSeq(raw, func(r rune) bool { return r == '\r' || r == '\n' || r == '\t' }) {
		if code := Clean(line); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// Clean takes off what a scanner or its set-up puts around a code: blanks, control characters such as SOH, STX and ETX, a
// byte-order mark, and the asterisks of Code 39. The group separator of GS1 codes stays, also where a scanner spells it.
func Clean(code string) string {
	code = separators.Replace(strings.ToValidUTF8(code, ""))
	code = strings.Map(func(r rune) rune {
		if r != groupSeparator && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, code)
	code = strings.Trim(code, " ")
	if len(code) > 2 && code[0] == '*' && code[len(code)-1] == '*' {
		code = code[1 : len(code)-1]
	}
	return strings.Trim(code, " ")
}

// separators are the spellings of the group separator that scanners type when they cannot send it.
var separators = strings.NewReplacer("\u241d", "\x1d", "{GS}", "\x1d", "<GS>", "\x1d", "^]", "\x1d")

// aim is what the first three characters tell when a scanner is set to send the code's symbology.
type aim struct {
	gs1     bool // element strings follow
	product bool // an EAN or UPC: nothing but a product
}

// Read a row as: <AIM prefix> says <what follows>. Source: AIM symbology identifiers (ISO/IEC 15424).
var aims = map[string]aim{
	"]C1": {gs1: true},     // GS1-128
	"]e0": {gs1: true},     // GS1 DataBar
	"]d2": {gs1: true},     // GS1 DataMatrix
	"]Q3": {gs1: true},     // GS1 QR code
	"]J1": {gs1: true},     // GS1 DotCode
	"]E0": {product: true}, // EAN-13, UPC-A, UPC-E
	"]E4": {product: true}, // EAN-8
	"]C0": {},              // Code 128
	"]A0": {},              // Code 39
	"]d1": {},              // DataMatrix
	"]Q1": {},              // QR code
	"]J0": {},              // DotCode
}

// cutAIM takes off the AIM prefix. A prefix not in the table is taken off as well, and tells nothing.
func cutAIM(code string) (aim, string) {
	if len(code) < 4 || code[0] != ']' || !isLetter(code[1]) || code[2] < '0' || code[2] > '9' {
		return aim{}, code
	}
	return aims[code[:3]], code[3:]
}

func isLetter(c byte) bool { return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' }
