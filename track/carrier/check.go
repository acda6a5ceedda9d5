package carrier

import (
	"fmt"
	"strconv"
	"strings"
)

// check is how the last character of a stretch of a number follows from the ones before it.
type check struct {
	rule     string
	from, to int    // the stretch, check character included; to counts from the end when it is 0 or less
	front    string // put in front of the stretch before counting, unless it begins so already
}

// checkRules are the check-digit rules by name: each is given the characters before the check character and returns it.
// Read a row as: <name>, and how it is counted. Sources: the public number formats of the carriers, GS1, UPU S10, ISO 7064.
var checkRules = map[string]func(s string) byte{
	"ups":     checkUPS,
	"fedex11": func(s string) byte { return checkWeighted(s, []int{3, 1, 7}) },
	"fedex13": func(s string) byte { return checkWeighted(s, []int{1, 7, 3}) },
	"gs1":     GS1Check,
	"s10":     checkS10,
	"luhn":    checkLuhn,
	"mod7":    checkMod7,
	"iso3736": checkISO,
	"mondial": checkMondial,
}

// parseCheck reads "-" for none, or rule@from:to and an optional +front, for example "ups@2:" or "ups@1:+4".
func parseCheck(text string) (*check, error) {
	if text == "-" {
		return nil, nil
	}
	c := &check{}
	text, c.front, _ = strings.Cut(text, "+")
	rule, span, ok := strings.Cut(text, "@")
	from, to, ok2 := strings.Cut(span, ":")
	if checkRules[rule] == nil || !ok || !ok2 {
		return nil, fmt.Errorf("check %q is not rule@from:to", text)
	}
	c.rule = rule
	var err error
	if c.from, c.to, err = parseSpan(from, to); err != nil {
		return nil, fmt.Errorf("check %q: %w", text, err)
	}
	return c, nil
}

func parseSpan(from, to string) (int, int, error) {
	numbers := [2]int{}
	for i, s := range []string{from, to} {
		if s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, 0, fmt.Errorf("%q is no position", s)
		}
		numbers[i] = n
	}
	return numbers[0], numbers[1], nil
}

// span cuts s[from:to], where a negative from and a to of 0 or less count from the end; "" when s is too short.
func span(s string, from, to int) string {
	if from < 0 {
		from += len(s)
	}
	if to <= 0 {
		to += len(s)
	}
	if from < 0 || to > len(s) || from >= to {
		return ""
	}
	return s[from:to]
}

// holds reports whether the check character of number is right.
func (c *check) holds(number string) bool {
	s := span(number, c.from, c.to)
	if len(s) < 2 {
		return false
	}
	body := s[:len(s)-1]
	if !strings.HasPrefix(body, c.front) {
		body = c.front + body
	}
	return checkRules[c.rule](body) == s[len(s)-1]
}

func digit(n int) byte { return byte('0' + n%10) }

// GS1Check is the check digit of GTIN, SSCC and the numbers built like them: from the right, times three, times one.
func GS1Check(s string) byte {
	sum := 0
	for i := range len(s) {
		v := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			v *= 3
		}
		sum += v
	}
	return digit(10 - sum%10)
}

// checkUPS counts letters as (code-3) mod 10 and doubles every second character.
func checkUPS(s string) byte {
	sum := 0
	for i := range len(s) {
		v := int(s[i] - '0')
		if s[i] >= 'A' {
			v = int(s[i]-3) % 10
		}
		sum += v << (i % 2)
	}
	return digit(10 - sum%10)
}

func checkWeighted(s string, weights []int) byte {
	sum := 0
	for i := range len(s) {
		sum += int(s[i]-'0') * weights[i%len(weights)]
	}
	return digit(sum % 11)
}

// checkS10 expects the eight digits of a Universal Postal Union number.
func checkS10(s string) byte {
	sum := 0
	for i, w := range []int{8, 6, 4, 2, 3, 5, 9, 7} {
		if i < len(s) {
			sum += int(s[i]-'0') * w
		}
	}
	switch r := 11 - sum%11; r {
	case 11:
		return '5'
	case 10:
		return '0'
	default:
		return digit(r)
	}
}

func checkLuhn(s string) byte {
	sum := 0
	for i := range len(s) {
		v := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return digit(10 - sum%10)
}

func checkMod7(s string) byte {
	rest := 0
	for i := range len(s) {
		rest = (rest*10 + int(s[i]-'0')) % 7
	}
	return digit(rest)
}

const isoAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// checkISO is ISO 7064 modulus 37,36.
func checkISO(s string) byte {
	p := 36
	for i := range len(s) {
		p += strings.IndexByte(isoAlphabet, s[i])
		if p > 36 {
			p -= 36
		}
		p *= 2
		if p >= 37 {
			p -= 37
		}
	}
	return isoAlphabet[(37-p)%36]
}

// checkMondial is the second check digit of a label of Mondial Relay, which follows from the ten digits before it; the first must
// be that of the fourteen at the front, else none is right.
func checkMondial(s string) byte {
	if len(s) != 25 || checkMod11(s[:14]) != s[14] {
		return 0
	}
	return checkMod11(s[15:])
}

// checkMod11 weighs the digits by 2 to 7, over and over, from the last one on; a remainder of 0 or 1 has a 0.
func checkMod11(s string) byte {
	sum := 0
	for i := range len(s) {
		sum += int(s[len(s)-1-i]-'0') * (2 + i%6)
	}
	if sum%11 < 2 {
		return '0'
	}
	return digit(11 - sum%11)
}
