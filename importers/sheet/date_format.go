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
	var day, clock, placeholder bool
	minutes := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			i = len(code)
		case '"':
			i = skipTo(code, i+1, '"')
		case '\\', '_', '*':
			i++
		case '[':
			end := skipTo(code, i+1, ']')
			if isElapsed(code[i+1 : min(end, len(code))]) {
				return formNumber
			}
			i = end
		case 'g':
			if strings.HasPrefix(code[i:], "general") {
				i += len("general") - 1
			}
		case 'a':
			i += ampm(code[i:])
		case 'y', 'd':
			day = true
		case 'h', 's':
			clock = true
		case 'm':
			run := len(code[i:]) - len(strings.TrimLeft(code[i:], "m"))
			minutes = minutes || run <= 2
			day = day || run > 2
			i += run - 1
		case '.':
			if i > 0 && code[i-1] == 's' {
				i += len(code[i+1:]) - len(strings.TrimLeft(code[i+1:], "0"))
			}
		case '0', '#', '?':
			placeholder = true
		}
	}
	day = day || minutes && !clock
	switch {
	case placeholder:
		return formNumber
	case day && clock:
		return formMoment
	case day:
		return formDay
	case clock:
		return formClock
	}
	return formNumber
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
