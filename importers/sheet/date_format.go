package sheet

import "strings"

// builtinForms tells which of the number formats that a workbook may use without spelling them out show a date
// (ECMA-376 part 1, 18.8.30, with the East Asian and Thai ones). A row reads: ids from first to last show this form.
var builtinForms = []struct {
	first, last int
	form        form
}{
	{14, 17, formDay},
	{18, 21, formClock},
	{22, 22, formMoment},
	{27, 31, formDay},
	{32, 35, formClock},
	{36, 36, formDay},
	{45, 45, formClock},
	{47, 47, formClock},
	{50, 58, formDay},
	{71, 74, formDay},
	{75, 76, formClock},
	{77, 77, formMoment},
	{78, 78, formClock},
	{80, 80, formClock},
	{81, 81, formDay},
}

func builtinForm(id int) form {
	for _, b := range builtinForms {
		if id >= b.first && id <= b.last {
			return b.form
		}
	}
	return formNumber
}

// formOf reads a number format code. Only its first section counts, the one for positive numbers. Elapsed time
// ([h]:mm) is a number: it is no time of day.
func formOf(code string) form {
	code = strings.ToLower(code)
	var r formatReading
	for i := 0; i < len(code) && code[i] != ';' && !r.elapsed; {
		i += r.read(code[i:])
	}
	day := r.day || r.minutes && !r.clock
	switch {
	case r.placeholder || r.elapsed:
		return formNumber
	case day && r.clock:
		return formMoment
	case day:
		return formDay
	case r.clock:
		return formClock
	}
	return formNumber
}

// formatReading is what a format code was seen to show: days, times of day, elapsed time, digits, and m or mm, which
// are months or minutes.
type formatReading struct{ day, clock, elapsed, placeholder, minutes bool }

// read takes the next piece of a code in small letters and returns its length.
func (r *formatReading) read(code string) int {
	switch code[0] {
	case '"':
		return skipTo(code, 1, '"') + 1
	case '\\', '_', '*':
		return 2
	case '[':
		end := skipTo(code, 1, ']')
		r.elapsed = isElapsed(code[1:end])
		return end + 1
	case 'g':
		if strings.HasPrefix(code, "general") {
			return len("general")
		}
	case 'a':
		return 1 + ampm(code)
	case 'y', 'd':
		r.day = true
	case 'h':
		r.clock = true
	case 's':
		r.clock = true
		if fraction, found := strings.CutPrefix(code, "s."); found {
			return len(code) - len(strings.TrimLeft(fraction, "0"))
		}
	case 'm':
		run := len(code) - len(strings.TrimLeft(code, "m"))
		r.minutes, r.day = r.minutes || run <= 2, r.day || run > 2
		return run
	case '0', '#', '?':
		r.placeholder = true
	}
	return 1
}

// skipTo returns the index of the closing character, or the end.
func skipTo(code string, from int, closing byte) int {
	if n := strings.IndexByte(code[min(from, len(code)):], closing); n >= 0 {
		return from + n
	}
	return len(code)
}

// isElapsed reports whether a bracket counts hours, minutes or seconds beyond a day.
func isElapsed(inside string) bool {
	return inside != "" && (strings.Trim(inside, "h") == "" || strings.Trim(inside, "m") == "" || strings.Trim(inside, "s") == "")
}

// ampm returns how many characters follow the a of am/pm or a/p.
func ampm(code string) int {
	for _, mark := range []string{"am/pm", "a/p"} {
		if strings.HasPrefix(code, mark) {
			return len(mark) - 1
		}
	}
	return 0
}
