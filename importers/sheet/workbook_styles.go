package sheet

import "strconv"

// mostStyles is above the limit of the spreadsheet programs (65,490).
const mostStyles = 1 << 16

// readStyles finds out which cell styles show a number as a date; a workbook need not have styles.
func (w *workbook) readStyles(name string) error {
	if name == "" || !w.archive.has(name) {
		return nil
	}
	custom := map[int]form{}
	var formats []int
	err := w.archive.walk(name, "styleSheet", func(m *markup, path string) error {
		switch path {
		case "styleSheet/numFmts/numFmt":
			code, _ := m.get("formatCode")
			custom[m.number("numFmtId")] = formOf(code)
		case "styleSheet/cellXfs/xf":
			formats = append(formats, m.number("numFmtId"))
		}
		if len(formats) > mostStyles || len(custom) > mostStyles {
			return refuse("too-large", "too_many_styles", mostStyles)
		}
		return nil
	})
	for _, id := range formats {
		f, ok := custom[id]
		if !ok {
			f = builtinForm(id)
		}
		w.forms = append(w.forms, f)
	}
	return err
}

// number reads an attribute that holds a small number, 0 if it does not.
func (m *markup) number(name string) int {
	value, _ := m.get(name)
	n, err := strconv.Atoi(value)
	if err != nil {
		return 0
	}
	return n
}

// form tells how a cell style shows a number. Styles that the workbook does not define show it as it is.
func (w *workbook) form(style int) form {
	if style < 0 || style >= len(w.forms) {
		return formNumber
	}
	return w.forms[style]
}
