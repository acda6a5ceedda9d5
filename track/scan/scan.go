// Package scan says what a scanned text is: a command card, one of our own numbers, a tracking number, a product code.
//
// It compares with nothing that is stored: Read lists what a text may mean, in the order to try, and whoever asks looks
// each of them up by exact match. Nothing found is a verdict too, and the scan is kept.
package scan

import (
	"slices"
	"strings"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Kind is what a scanned text may be.
type Kind string

// The kinds, in the order Read lists them.
const (
	KindCommand   Kind = "command"    // a command card: Command
	KindOperator  Kind = "operator"   // the card of a person: Command.Text
	KindGS1       Kind = "gs1"        // element strings of a flagged GS1 code: GS1
	KindOwnParcel Kind = "own_parcel" // our parcel number: Own
	KindOwnReturn Kind = "own_return" // our return number: Own
	KindOwnTask   Kind = "own_task"   // our task number: Own
	KindTracking  Kind = "tracking"   // what carriers claim: Tracking
	KindSSCC      Kind = "sscc"       // a logistic unit: Text, 18 digits
	KindGTIN      Kind = "gtin"       // a product or pack: Text, padded to 14 digits, and Quantity when the code holds a count
	KindOther     Kind = "other"      // an order or return number, a SKU or an alias: Text as scanned
)

// OwnNumber is one of our own numbers.
type OwnNumber = track.OwnNumber

// Meaning is one thing that a scanned text may mean.
type Meaning struct {
	Kind     Kind
	Text     string // the text to look up
	Quantity int    // a count that the code itself holds, else 0
	Tracking []carrier.Claim
	Numbers  []string          // the tracking numbers to look up exactly, the likeliest first
	GS1      map[string]string // content by application identifier
	Command  Command
	Own      OwnNumber
}

// maxScan is more than any barcode on a parcel holds; what is longer is cut, so that a hostile code costs nothing.
const maxScan = 4096

// Read lists what a scanned text may mean: station commands, flagged GS1 codes, our own numbers, tracking numbers, SSCC,
// GTIN, and last, always, the cleaned text itself. Order and return numbers of others, SKUs and aliases are for the
// caller to look up by that last one. Several codes in one burst are read one after the other; a code that came twice is
// one code.
func Read(raw string, h carrier.Hints) []Meaning {
	var out []Meaning
	codes := Codes(raw)
	for _, code := range codes {
		out = append(out, readCode(code, h)...)
		out = append(out, readTwice(code, h)...)
	}
	for _, code := range codes {
		_, text := cutAIM(code)
		out = append(out, Meaning{Kind: KindOther, Text: text})
	}
	if len(codes) == 0 {
		out = append(out, Meaning{Kind: KindOther})
	}
	return out
}

// readTwice reads the half of a code that seems to hold the same code twice, as when two scans ran into each other.
func readTwice(code string, h carrier.Hints) []Meaning {
	half := code[:len(code)/2]
	if len(half) < minTwice || code != half+half || strings.Trim(half, half[:1]) == "" {
		return nil
	}
	return append(readCode(half, h), Meaning{Kind: KindOther, Text: half})
}

// minTwice is the shortest code whose doubling is taken for two scans: 1212 may well be a SKU.
const minTwice = 6

// readCode lists what one cleaned code may mean, without the text itself.
func readCode(code string, h carrier.Hints) []Meaning {
	if c, ok := ParseCommand(code); ok {
		kind := KindCommand
		if c.Verb == Operator {
			kind = KindOperator
		}
		return []Meaning{{Kind: kind, Text: c.String(), Quantity: c.Quantity, Command: c}}
	}
	flag, text := cutAIM(code)
	var out []Meaning
	if flag.gs1 || strings.ContainsRune(text, groupSeparator) || strings.HasPrefix(text, "(") {
		if elements, ok := parseGS1(text); ok {
			return append(out, fromGS1(text, elements, h)...)
		}
		text = strings.ReplaceAll(text, string(groupSeparator), "")
	}
	if !flag.product {
		out = append(out, ownNumber(text)...)
		out = append(out, tracked(text, h)...)
		if sscc, ok := ParseSSCC(text); ok {
			out = append(out, logisticUnit(sscc))
		}
	}
	if gtin, ok := ParseGTIN(text); ok {
		out = append(out, Meaning{Kind: KindGTIN, Text: gtin})
	}
	return out
}

// tracked is what carriers claim of a text. The text itself is looked up first: some shops keep the whole barcode.
func tracked(text string, h carrier.Hints) []Meaning {
	claims := carrier.Recognise(text, h)
	if len(claims) == 0 {
		return nil
	}
	numbers := carrier.Spellings(claims)
	if i := slices.Index(numbers, text); i != 0 {
		numbers = append([]string{text}, numbers...)
	}
	return []Meaning{{Kind: KindTracking, Text: claims[0].Number, Tracking: claims, Numbers: numbers}}
}

// logisticUnit is a unit by its SSCC, which is kept with the application identifier before it or without.
func logisticUnit(sscc string) Meaning {
	return Meaning{Kind: KindSSCC, Text: sscc, Numbers: []string{unitPrefix + sscc, sscc}}
}

// unitPrefix is the application identifier of an SSCC.
const unitPrefix = "00"

var ownKinds = map[byte]Kind{track.NumberParcel: KindOwnParcel, track.NumberReturn: KindOwnReturn, track.NumberTask: KindOwnTask}

func ownNumber(text string) []Meaning {
	n, err := track.ParseNumber(text)
	if err != nil {
		return nil
	}
	return []Meaning{{Kind: ownKinds[n.Kind()], Text: string(n), Own: n}}
}
