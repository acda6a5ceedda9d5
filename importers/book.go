package importers

import (
	"context"
	"errors"
	"io"
	"slices"

	"ordertrail/importers/sheet"
)

// Sheet is one sheet of a workbook and what becomes of it when the workbook is taken in.
type Sheet struct {
	Name    string
	Kind    string // as it would be read; KindUnknown when nobody knows
	Profile string
	State   SheetState
	Why     error // of one that is refused: what is wrong with it
}

// SheetState says what becomes of a sheet of a workbook.
type SheetState string

// The states of a sheet. Read a row as: a sheet of this state <is so>.
const (
	SheetTaken    SheetState = "taken"    // read by its profile
	SheetHidden   SheetState = "hidden"   // could be read, and the workbook hides it: nobody sees what would be taken in
	SheetAsks     SheetState = "asks"     // has columns that are called as our fields are; its profile is not known
	SheetRefused  SheetState = "refused"  // damaged, or beyond a limit
	SheetUnlooked SheetState = "unlooked" // was not looked at: those before it are too large together
	SheetEmpty    SheetState = "empty"    // holds nothing below its header, or nothing at all
	SheetOther    SheetState = "other"    // holds something else: notes, a sum, a chart's figures
)

// IsLeft reports whether a sheet that may hold something for us stays out: somebody should look at it.
func (s SheetState) IsLeft() bool {
	return slices.Contains([]SheetState{SheetHidden, SheetAsks, SheetRefused, SheetUnlooked}, s)
}

// Sheets says of each sheet of a workbook what becomes of it. None when the file is no workbook of several, when nothing in it is
// known, or when a sheet of it was chosen, now or last time: then it is read by Read alone, which tells what is the matter. The
// first rows of each sheet decide, as they do in Read with Choice.Part.
func Sheets(ctx context.Context, name string, at io.ReaderAt, size int64, c Choice) ([]Sheet, error) {
	if c.sheet() != "" || c.check() != nil || formOf(at, size) != formTable {
		return nil, nil
	}
	b, err := sheet.OpenBook(name, at, size, sheet.Options{})
	if err != nil || len(b.Tabs()) < 2 {
		return nil, nil //nolint:nilerr // whoever reads it is told
	}
	l := &lookout{book: b, choice: c, seen: map[string]bool{}}
	for _, t := range b.Tabs() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, err := l.look(t)
		if err != nil {
			return nil, err
		}
		l.sheets = append(l.sheets, s)
	}
	if l.chosen || !slices.ContainsFunc(l.sheets, func(s Sheet) bool { return s.State == SheetTaken }) {
		return nil, nil
	}
	return l.sheets, nil
}

// lookout looks at the sheets of a workbook, one after the other.
type lookout struct {
	book   *sheet.Book
	choice Choice
	seen   map[string]bool
	sheets []Sheet
	known  bool // a sheet is taken
	chosen bool // one was chosen when such a workbook was read last
}

func (l *lookout) look(tab sheet.Tab) (Sheet, error) {
	s := Sheet{Name: tab.Name, Kind: KindUnknown, State: SheetRefused}
	if l.seen[tab.Name] {
		s.Why = wrongChoice(tab.Name, "the workbook has two sheets called %q: give them different names", tab.Name)
		return s, nil
	}
	l.seen[tab.Name] = true
	t, _, err := load(func() (*sheet.Reader, error) { return l.book.Sheet(tab.Name) })
	if refusal := (*sheet.Refusal)(nil); errors.As(err, &refusal) {
		if s.State = stateOf(refusal.Code); s.State == SheetRefused {
			s.Why = err
		}
		return s, nil
	}
	if err != nil {
		return s, err
	}
	t.header = l.choice.HeaderRow
	p, memory, why, err := l.choose(t)
	switch {
	case err != nil:
		return s, err
	case len(t.rows) < 2 || t.at == len(t.rows)-1 && len(t.rows) < headerDepth:
		s.State = SheetEmpty
		if why != nil {
			s.State = SheetOther // a line of text
		}
		return s, nil
	case why == nil:
		s.State, s.Kind, s.Profile = SheetTaken, p.Kind, p.Name
	case len(suggest(t.headers)) > 0 && !t.headless():
		s.State = SheetAsks
	default:
		s.State = SheetOther
	}
	if tab.Hidden && s.State == SheetTaken {
		s.State = SheetHidden
	}
	if s.State == SheetTaken && !l.known {
		l.known = true
		l.chosen = slices.ContainsFunc(l.book.Tabs(), func(t sheet.Tab) bool { return t.Name == memory.Said["sheet"] })
	}
	return s, nil
}

// choose finds the profile of a sheet, as it is known by its header or as such sheets were read last. why says that there is none.
func (l *lookout) choose(t *table) (p Profile, m Memory, why, err error) {
	p, why = t.choose(l.choice)
	looks, of := "", ""
	if len(t.rows) > 0 {
		looks = t.looks()
		of, _ = t.rejects()
	}
	if looks == "" || l.choice.Recall == nil {
		return p, m, why, nil
	}
	if m, err = l.choice.Recall(looks, of); err != nil || why == nil || len(m.Said) == 0 {
		return p, m, why, err
	}
	c := l.choice.with(m.Said)
	if t.header = c.HeaderRow; t.header > 0 && !slices.ContainsFunc(t.rows, func(r sheet.Row) bool { return r.Number == t.header }) {
		return p, m, why, nil
	}
	if q, no := t.choose(c); no == nil {
		return q, m, nil, nil
	}
	return p, m, why, nil
}

// stateOf is the state of a sheet that cannot be read for a reason of this code.
func stateOf(code string) SheetState {
	switch code {
	case "empty":
		return SheetEmpty
	case "too-large":
		return SheetUnlooked
	}
	return SheetRefused
}
