package importers

import "fmt"

// dateColumn is how the open dates of one column are to be read.
type dateColumn struct {
	order string // dmy or mdy; "" when the cells do not say
	seen  bool   // the column holds an open date
	mixed bool   // some dates can only be day first, others only month first
}

// orderOf decides the order of day and month for a whole column, never for a cell: a date that is in the calendar only one
// way speaks for that order. chosen is a person's word and wins; profile is used only where the cells say nothing.
func orderOf(column []moment, chosen, profile string) dateColumn {
	var dmy, mdy, either int
	out := dateColumn{}
	for _, m := range column {
		if !m.open {
			continue
		}
		out.seen = true
		_, asDay := m.settle("dmy")
		_, asMonth := m.settle("mdy")
		switch {
		case asDay == nil && asMonth == nil && m.a != m.b:
			either++
		case asDay == nil && asMonth != nil:
			dmy++
		case asDay != nil && asMonth == nil:
			mdy++
		}
	}
	switch {
	case chosen == "dmy" || chosen == "mdy":
		out.order = chosen
	case dmy > 0 && mdy > 0:
		out.mixed = true
	case dmy > 0:
		out.order = "dmy"
	case mdy > 0:
		out.order = "mdy"
	case profile != "":
		out.order = profile
	case either == 0:
		out.order = "dmy" // both orders say the same days
	}
	return out
}

// settle reads m the way its column is read.
func (c dateColumn) settle(m moment) (moment, error) {
	if !m.open || c.order != "" {
		return m.settle(c.order)
	}
	if m.a == m.b {
		return m.settle("dmy")
	}
	return m, ambiguous(c.why(m))
}

// why says what about an open date cannot be decided.
func (c dateColumn) why(m moment) string {
	if c.mixed {
		return "some dates of this column can only be day first, others only month first; " +
			"say which with --date-format DMY or MDY"
	}
	return fmt.Sprintf("it may be day %d of month %d or the other way round; say which with --date-format DMY or MDY", m.a, m.b)
}

// ambiguous is an error that a person's choice settles.
type ambiguous string

func (a ambiguous) Error() string { return string(a) }
