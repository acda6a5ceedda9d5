// Package workbook writes lists as workbooks, row by row, so that a long one takes no more memory than a short one.
package workbook

import (
	"strings"
	"time"
	"unicode"

	"ordertrail/track"
)

// longestText is how much a cell holds, in bytes.
const longestText = 32_000

// Text makes a text from outside fit for a cell: valid, without control characters, within the length a cell holds. It is
// written as a string, so that nothing in it is ever a formula.
func Text(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	if len(s) > longestText {
		s = strings.ToValidUTF8(s[:longestText], "")
	}
	return s
}

// dayZero is the day spreadsheets count from.
var dayZero = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// Day is a day as spreadsheets keep it.
func Day(d track.Date) float64 { return float64(d.DaysAfter(track.DateOf(dayZero, time.UTC))) }

// Instant is an instant as spreadsheets keep it, in UTC.
func Instant(t time.Time) float64 { return float64(t.Unix()-dayZero.Unix()) / 86400 }
