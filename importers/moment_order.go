package importers

import (
	"fmt"
	"strconv"
)

// dateColumn is how the open dates of one column are to be read.
type dateColumn struct {
	order string // dmy or mdy; "" when the cells do not say
	mixed bool   // some dates can only be day first, others only month first
	tally dateTally
}

// Dates is the evidence on which the order of day and month in a column was decided.
type Dates struct {
	Order      string `json:"order"` // dmy or mdy; "" while nobody can say
	DayFirst   int    `json:"day_first"`
	MonthFirst int    `json:"month_first"`
	Either     int    `json:"either"`
}

// dateTally is what the dates of a column say about how they are to be read.
type dateTally struct {
	dmy, mdy, either int
	seen             bool
}

func (t *dateTally) add(m moment) {
	if !m.open {
		return
	}
	t.seen = true
	_, asDay := m.settle("dmy")
	_, asMonth := m.settle("mdy")
	switch {
	case asDay == nil && asMonth == nil && m.a != m.b:
		t.either++
	case asDay == nil && asMonth != nil:
		t.dmy++
	case asDay != nil && asMonth == nil:
		t.mdy++
	}
}

// decide decides the order of day and month for a whole column, never for a cell: a date that is in the calendar only one
// way speaks for that order. chosen is a person's word and wins; profile is used only where the cells say nothing.
func (t *dateTally) decide(chosen, profile string) dateColumn {
	out := dateColumn{tally: *t}
	switch {
	case chosen == "dmy" || chosen == "mdy":
		out.order = chosen
	case t.dmy > 0 && t.mdy > 0 && max(t.dmy, t.mdy) < outvotes*min(t.dmy, t.mdy):
		out.mixed = true
	case t.dmy > t.mdy:
		out.order = "dmy"
	case t.mdy > 0:
		out.order = "mdy"
	case profile != "":
		out.order = profile
	case t.either == 0:
		out.order = "dmy" // both orders say the same days
	}
	return out
}

// outvotes is how many dates that can only be read one way make one that can only be read the other way a slip.
const outvotes = 20

// odd says what is suspicious about the dates of a column, where profile is the order its profile expects; false when nothing is.
func (c dateColumn) odd(profile string) (Remark, bool) {
	t := c.tally
	if c.order == "" {
		return Remark{}, false
	}
	proof, against := t.dmy, t.mdy
	if c.order == "mdy" {
		proof, against = t.mdy, t.dmy
	}
	args := []string{strconv.Itoa(proof), c.order, strconv.Itoa(against), strconv.Itoa(t.either)}
	switch {
	case against > 0:
		return says(oddDates+".against", args...), true
	case proof > 0 && profile != "" && profile != c.order:
		return says(oddDates+".unusual", args...), true
	case proof > 0 && t.either >= outvotes*proof:
		return says(oddDates+".few", args...), true
	}
	return Remark{}, false
}

// settle reads m the way its column is read.
func (c dateColumn) settle(m moment) (moment, error) {
	if !m.open || c.order != "" {
		return m.settle(c.order)
	}
	if m.a == m.b {
		return m.settle("dmy")
	}
	if err := m.noDay(); err != nil {
		return m, err
	}
	return m, c.why(m)
}

// noDay is why an open date is in no calendar, whichever way it is read; nil of one that is.
func (m moment) noDay() error {
	_, asDay := m.settle("dmy")
	_, asMonth := m.settle("mdy")
	switch {
	case asDay == nil || asMonth == nil:
		return nil
	case m.a <= 12:
		return asMonth
	}
	return asDay
}

// why says what about an open date cannot be decided.
func (c dateColumn) why(m moment) error {
	if c.mixed {
		return ambiguous("some dates of this column can only be day first, others only month first; say which with --date-format DMY or MDY")
	}
	return ambiguous(fmt.Sprintf("it may be day %d of month %d or the other way round; say which with --date-format DMY or MDY", m.a, m.b))
}

// ambiguous is an error that a person's choice settles.
type ambiguous string

func (a ambiguous) Error() string { return string(a) }
