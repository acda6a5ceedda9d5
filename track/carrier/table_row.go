package carrier

import (
	"fmt"
	"strconv"
	"strings"

	"ordertrail/track"
)

// readLine adds one line to t.
func (all *allTables) readLine(t *table, line string) error {
	line, _, _ = strings.Cut(line, "# ")
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	rest = strings.TrimSpace(rest)
	switch word {
	case "", "#":
		return nil
	case "name":
		t.name = rest
	case "link":
		t.link = rest
	case "full":
		t.full = append(t.full, rest)
	case "also":
		t.also = append(t.also, rest)
	case "kin":
		t.kin = append(t.kin, strings.Fields(rest)...)
	case "post":
		t.posts = append(t.posts, strings.Fields(rest)...)
	case "country":
		for _, c := range strings.Fields(rest) {
			all.countries[c] = true
		}
	case "format":
		return t.readFormat(rest)
	case "service", "valid", "invalid":
		return t.readFormatRow(word, rest)
	case "code":
		return t.readCode(rest)
	case "text", "exact":
		return t.readWording(word == "exact", rest)
	default:
		return fmt.Errorf("%q begins no row", word)
	}
	return nil
}

func (t *table) readFormat(rest string) error {
	f := strings.Fields(rest)
	if len(f) != 5 {
		return fmt.Errorf("a format has 5 columns, not %d", len(f))
	}
	made := &format{id: f[0], carrier: t.id, trust: trustWords[f[1]]}
	if made.trust == 0 {
		return fmt.Errorf("%q is no trust", f[1])
	}
	var err error
	if made.shapes, err = parseShapes(f[2]); err != nil {
		return err
	}
	if made.check, err = parseCheck(f[3]); err != nil {
		return err
	}
	if f[4] != "-" {
		from, to, _ := strings.Cut(f[4], ":")
		if made.from, made.to, err = parseSpan(from, to); err != nil {
			return err
		}
	}
	t.formats = append(t.formats, made)
	return nil
}

// readFormatRow reads what is said about a format that stands above it.
func (t *table) readFormatRow(word, rest string) error {
	id, rest, _ := strings.Cut(rest, " ")
	for _, f := range t.formats {
		if f.id != id {
			continue
		}
		switch word {
		case "valid":
			f.valid = append(f.valid, rest)
		case "invalid":
			f.invalid = append(f.invalid, rest)
		default:
			return f.readService(rest)
		}
		return nil
	}
	return fmt.Errorf("%s names no format above", id)
}

func (f *format) readService(rest string) error {
	c := strings.Fields(rest)
	if len(c) < 3 {
		return fmt.Errorf("a service has a position, characters and a meaning")
	}
	from, to, _ := strings.Cut(c[0], ":")
	var err error
	s := service{code: c[1], says: strings.Join(c[2:], " ")}
	if s.from, s.to, err = parseSpan(from, to); err != nil {
		return err
	}
	f.services = append(f.services, s)
	return nil
}

func (t *table) readCode(rest string) error {
	c := strings.Fields(rest)
	if len(c) != 5 {
		return fmt.Errorf("a code has 5 columns, not %d", len(c))
	}
	row, err := parseMeaning(c[2:])
	if err != nil {
		return err
	}
	codes, err := expandCodes(c[1])
	if err != nil {
		return err
	}
	for _, code := range codes {
		key := codeKey{strings.ToUpper(c[0]), foldCode(code)}
		if key.typ == "-" {
			key.typ = ""
		}
		if _, twice := t.codes[key]; twice {
			return fmt.Errorf("code %s of type %s stands twice", code, c[0])
		}
		t.codes[key] = row
	}
	return nil
}

// expandCodes reads "A,B0-B2,100-107" as A, B0 to B2, and every number from 100 to 107.
func expandCodes(list string) ([]string, error) {
	var out []string
	for part := range strings.SplitSeq(list, ",") {
		low, high, ranged := strings.Cut(part, "-")
		letters, from, ok1 := splitCode(low)
		other, to, ok2 := splitCode(high)
		if !ranged || !ok1 || !ok2 || letters != other {
			out = append(out, part)
			continue
		}
		if from > to {
			return nil, fmt.Errorf("%q counts down", part)
		}
		for n := from; n <= to; n++ {
			out = append(out, fmt.Sprintf("%s%0*d", letters, len(low)-len(letters), n))
		}
	}
	return out, nil
}

// splitCode parts "R05" into R and 5.
func splitCode(code string) (string, int, bool) {
	digits := strings.TrimLeft(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	n, err := strconv.Atoi(digits)
	return code[:len(code)-len(digits)], n, err == nil
}

func parseMeaning(c []string) (meaningRow, error) {
	empty := func(s string) string { return strings.TrimPrefix(s, "-") }
	row := meaningRow{wordsFirst: strings.HasPrefix(c[0], "~")}
	row.phase = track.Phase(empty(strings.TrimPrefix(c[0], "~")))
	row.reason, row.flag = track.Reason(empty(c[1])), track.Flag(empty(c[2]))
	switch {
	case row.phase != "" && !row.phase.Known():
		return row, fmt.Errorf("%q is no phase", row.phase)
	case row.reason != "" && !row.reason.Known():
		return row, fmt.Errorf("%q is no reason", row.reason)
	case row.flag != "" && row.flag != track.Delayed && row.flag != track.Held:
		return row, fmt.Errorf("%q is no flag", row.flag)
	}
	return row, nil
}
