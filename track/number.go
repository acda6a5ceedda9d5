package track

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// OwnNumber is one of our own numbers as the barcode carries it: a kind letter, eight characters and a check character,
// for example "P7KQ24ABX5". It holds no hyphen; Grouped shows it the way people read it.
type OwnNumber string

// The kinds of own numbers.
const (
	NumberParcel byte = 'P'
	NumberReturn byte = 'R'
	NumberTask   byte = 'T'
)

// numberAlphabet are the characters of own numbers. Y and Z change places on German keyboards; I, L and O look like digits.
// It has 31 characters because 31 is prime, which makes the check character catch what it should.
const numberAlphabet = "0123456789ABCDEFGHJKMNPQRSTUVWX"

const (
	numberRandom = 8
	numberLength = 1 + numberRandom + 1
	numberKinds  = "PRT"
)

// NewNumber draws a number of the given kind from random. In a shop with a million numbers, one new number in 850,000 is
// already taken: whoever records it must look.
func NewNumber(kind byte, random io.Reader) (OwnNumber, error) {
	if err := checkKind(kind); err != nil {
		return "", err
	}
	body := make([]byte, 0, numberLength)
	body = append(body, kind)
	var one [1]byte
	for len(body) < 1+numberRandom {
		if _, err := io.ReadFull(random, one[:]); err != nil {
			return "", fmt.Errorf("draw a number: %w", err)
		}
		if int(one[0]) < 256/len(numberAlphabet)*len(numberAlphabet) { // the rest would favour the first characters
			body = append(body, numberAlphabet[int(one[0])%len(numberAlphabet)])
		}
	}
	return sealNumber(body), nil
}

// NumberFor is the number that text alone decides: the same text has the same number on every machine. A kind that does
// not exist is a programming error and gives the empty number.
func NumberFor(kind byte, text string) OwnNumber {
	if checkKind(kind) != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(text))
	n := binary.BigEndian.Uint64(sum[:8])
	body := make([]byte, 0, numberLength)
	body = append(body, kind)
	for range numberRandom {
		body = append(body, numberAlphabet[n%uint64(len(numberAlphabet))])
		n /= uint64(len(numberAlphabet))
	}
	return sealNumber(body)
}

// ParseNumber reads a number as scanned or typed: grouped or not, in either letter case, with O for 0 and I or L for 1.
// A damaged number is an error that names what is wrong with it.
func ParseNumber(s string) (OwnNumber, error) {
	n := OwnNumber(numberFold.Replace(strings.ToUpper(strings.TrimSpace(s))))
	if len(n) != numberLength {
		return "", fmt.Errorf("%q is no number of ours: it has %d characters, not %d", s, len(n), numberLength)
	}
	if err := checkKind(n[0]); err != nil {
		return "", fmt.Errorf("%q is no number of ours: %w", s, err)
	}
	for i := range len(n) {
		if strings.IndexByte(numberAlphabet, n[i]) < 0 {
			return "", fmt.Errorf("%q is no number of ours: %q is not used in them", s, n[i])
		}
	}
	if numberSum(string(n)) != 0 {
		return "", fmt.Errorf("%q is misread or mistyped: its check character does not fit", s)
	}
	return n, nil
}

// Kind is the letter that says what the number names: NumberParcel, NumberReturn or NumberTask; 0 of an empty number.
func (n OwnNumber) Kind() byte {
	if n == "" {
		return 0
	}
	return n[0]
}

// Grouped is the number as people read it, "P-7KQ2-4ABX5"; anything that is not a number stays as it is.
func (n OwnNumber) Grouped() string {
	if len(n) != numberLength {
		return string(n)
	}
	return string(n[:1] + "-" + n[1:5] + "-" + n[5:])
}

var numberFold = strings.NewReplacer("-", "", " ", "", "\u00a0", "", "O", "0", "I", "1", "L", "1")

func checkKind(kind byte) error {
	if strings.IndexByte(numberKinds, kind) < 0 {
		return fmt.Errorf("kind %q is none of %s", kind, numberKinds)
	}
	return nil
}

// sealNumber appends the check character that makes numberSum zero.
func sealNumber(body []byte) OwnNumber {
	rest := numberSum(string(body))
	for _, c := range []byte(numberAlphabet) {
		if (rest+numberWeight(len(body))*strings.IndexByte(numberAlphabet, c))%len(numberAlphabet) == 0 {
			return OwnNumber(append(body, c))
		}
	}
	panic("track: every remainder modulo a prime has a check character")
}

// numberSum adds every character's place in the alphabet times the weight of its position, modulo 31. All weights differ
// and none is 0, so one wrong character or two exchanged ones always change the sum.
func numberSum(s string) int {
	sum := 0
	for i := range len(s) {
		sum += numberWeight(i) * strings.IndexByte(numberAlphabet, s[i])
	}
	return sum % len(numberAlphabet)
}

func numberWeight(i int) int { return i + 2 }
