package sheet

import "bytes"

// exactDigits is how many decimal digits spreadsheet programs keep of a number: 15, in a 64-bit float.
const exactDigits = 15

// largestExponent is beyond any number that a spreadsheet program can store (1.8E308).
const largestExponent = 400

// decimal is a number as a workbook writes it, cut into its parts.
type decimal struct {
	negative        bool
	whole, fraction []byte
	exponent        int
}

// parseDecimal takes a number apart; it knows no more than xsd:double without NaN and INF.
func parseDecimal(raw []byte) (d decimal, ok bool) {
	if len(raw) > 0 && (raw[0] == '-' || raw[0] == '+') {
		d.negative = raw[0] == '-'
		raw = raw[1:]
	}
	d.whole, raw = digits(raw)
	if len(raw) > 0 && raw[0] == '.' {
		d.fraction, raw = digits(raw[1:])
	}
	if len(d.whole)+len(d.fraction) == 0 {
		return d, false
	}
	if len(raw) > 0 && (raw[0] == 'e' || raw[0] == 'E') {
		return d.withExponent(raw[1:])
	}
	return d, len(raw) == 0
}

func (d decimal) withExponent(raw []byte) (decimal, bool) {
	sign := 1
	if len(raw) > 0 && (raw[0] == '-' || raw[0] == '+') {
		if raw[0] == '-' {
			sign = -1
		}
		raw = raw[1:]
	}
	power, rest := digits(raw)
	if len(power) == 0 || len(power) > 6 || len(rest) > 0 {
		return d, false
	}
	for _, c := range power {
		d.exponent = d.exponent*10 + int(c-'0')
	}
	d.exponent *= sign
	return d, d.exponent <= largestExponent && d.exponent >= -largestExponent
}

// digits splits the leading digits from the rest.
func digits(raw []byte) (leading, rest []byte) {
	n := 0
	for n < len(raw) && raw[n]-'0' <= 9 {
		n++
	}
	return raw[:n], raw[n:]
}

// appendDecimal appends a stored number without exponent and needless zeros, all its digits kept. It is lossy when it
// has more digits before the point than a spreadsheet program keeps. Not a number at all: ok is false.
func appendDecimal(dst, raw []byte) (out []byte, lossy, ok bool) {
	d, ok := parseDecimal(raw)
	if !ok {
		return dst, false, false
	}
	d.shift()
	d.whole = bytes.TrimLeft(d.whole, "0")
	d.fraction = bytes.TrimRight(d.fraction, "0")
	if d.negative && len(d.whole)+len(d.fraction) > 0 {
		dst = append(dst, '-')
	}
	if len(d.whole) == 0 {
		dst = append(dst, '0')
	}
	dst = append(dst, d.whole...)
	if len(d.fraction) > 0 {
		dst = append(dst, '.')
		dst = append(dst, d.fraction...)
	}
	return dst, len(d.whole) > exactDigits, true
}

// shift moves the point so that the exponent is gone.
func (d *decimal) shift() {
	if d.exponent == 0 {
		return
	}
	all := append(append([]byte{}, d.whole...), d.fraction...)
	point := len(d.whole) + d.exponent
	switch {
	case point <= 0:
		all = append(bytes.Repeat([]byte{'0'}, -point), all...)
		point = 0
	case point > len(all):
		all = append(all, bytes.Repeat([]byte{'0'}, point-len(all))...)
	}
	d.whole, d.fraction, d.exponent = all[:point], all[point:], 0
}

// destroyed reports whether a text is what a spreadsheet program leaves of a long number: 1.23E+21, also with a decimal
// comma. An item number such as 12E45 is not, for the programs write the sign.
func destroyed(text string) bool {
	if len(text) < 5 || len(text) > 32 || text[len(text)-1]-'0' > 9 {
		return false
	}
	if text[0] == '-' || text[0] == '+' {
		text = text[1:]
	}
	n := 0
	for n < len(text) && text[n]-'0' <= 9 {
		n++
	}
	if n == 0 {
		return false
	}
	if n < len(text) && (text[n] == '.' || text[n] == ',') {
		for n++; n < len(text) && text[n]-'0' <= 9; n++ {
		}
	}
	rest := text[n:]
	if len(rest) < 4 || (rest[0] != 'E' && rest[0] != 'e') || rest[1] != '+' {
		return false
	}
	for _, c := range []byte(rest[2:]) {
		if c-'0' > 9 {
			return false
		}
	}
	return true
}
