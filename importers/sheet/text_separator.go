package sheet

import (
	"fmt"
	"strings"
)

// separators are the candidates; where a file speaks for two of them, the earlier one is taken.
var separators = []byte{',', ';', '\t', '|'}

// sampledRecords is how many records are cut to find the separator.
const sampledRecords = 200

// findSeparator decides by which character the fields are separated. Announced tells that the first line is sep=x, which
// is no record.
func findSeparator(sample, chosen string) (separator byte, announced bool, err error) {
	named := announcement(sample)
	switch {
	case len(chosen) > 1 || chosen == "\"" || chosen == "\n" || chosen == "\r" || chosen >= "\x80":
		return 0, false, refuse("unknown-separator", "named", fmt.Sprintf("%q", chosen))
	case chosen != "":
		return chosen[0], named != 0, nil
	case named != 0:
		return named, true, nil
	}
	best, bestScore := separators[0], score{}
	for _, candidate := range separators {
		if s := rate(widths(sample, candidate, macLines(sample))); s.beats(bestScore) {
			best, bestScore = candidate, s
		}
	}
	return best, false, nil
}

// announcement reads a first line such as sep=; with which a file tells spreadsheet programs its separator, 0 if none.
func announcement(sample string) byte {
	line, _, _ := strings.Cut(sample, "\n")
	line = strings.Trim(strings.TrimRight(line, "\r"), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && line[4] < 0x80 {
		return line[4]
	}
	return 0
}

// score tells how well a separator explains the sample: what share of the records, in percent, has the most frequent
// number of fields (at least two), and how many fields that are.
type score struct{ share, width int }

func (s score) beats(other score) bool {
	if s.share != other.share {
		return s.share > other.share
	}
	return s.width > other.width
}

// rate counts the records of each width. Titles above the table and notes below it, which have one field by any
// separator, cost a separator little.
func rate(widths []int) score {
	records := map[int]int{}
	for _, w := range widths {
		records[w]++
	}
	best := score{}
	for width, n := range records {
		s := score{share: 100 * n / len(widths), width: width}
		if width > 1 && s.beats(best) {
			best = s
		}
	}
	return best
}
