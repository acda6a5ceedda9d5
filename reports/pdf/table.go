package pdf

// align is where a column's text stands.
type align int

const (
	toLeft align = iota
	toRight
)

// column is one column of a table. Width is in millimetres; one column of width 0 takes what is left.
type column struct {
	Title string
	Width float64
	Align align
	Face  face
}

// cell is what stands in one place: a text, and a quieter one under it.
type cell struct {
	Text  string
	Under string
	Face  *face // in place of the column's
	Story bool  // what stands under is to be read, not only looked up
}

// table draws rows with hairlines between them; its head is repeated on every page it reaches.
type table struct {
	sheet   *sheet
	columns []column
	rows    int
	parts   []drawn // of the row being drawn, kept to be filled again
}

const (
	cellGap = 4.0 // between columns
	rowPad  = 1.6 // above and below a row's text
)

func (s *sheet) table(columns ...column) *table {
	left := s.width - cellGap*float64(len(columns)-1)
	for _, c := range columns {
		left -= c.Width
	}
	for i := range columns {
		if columns[i].Width == 0 {
			columns[i].Width = left
		}
	}
	s.need(24)
	return &table{sheet: s, columns: columns}
}

// heading draws the titles of the columns.
func (t *table) heading() {
	s := t.sheet
	x := margin
	for _, c := range t.columns {
		s.aligned(c, x, s.y, tagFace, c.Title)
		x += c.Width + cellGap
	}
	s.y += tagFace.height() + 1
	s.stroke(margin, s.y, margin+s.width, s.y, 0.4, ink)
}

func (s *sheet) aligned(c column, x, y float64, f face, line string) {
	if c.Align == toRight {
		s.right(x+c.Width, y, f, line)
		return
	}
	s.text(x, y, f, line)
}

// row draws one row, on a new page when this one is full; a row is never split.
func (t *table) row(cells ...cell) {
	s := t.sheet
	parts := t.parts[:0]
	height := 0.0
	for i, c := range cells {
		p := t.laid(c, t.columns[i])
		height = max(height, float64(len(p.lines))*p.face.height()+float64(len(p.under))*p.quiet.height())
		parts = append(parts, p)
	}
	t.parts = parts
	height += 2 * rowPad
	switch {
	case t.rows == 0: // the head never stands alone at the foot of a page
		s.need(height + tagFace.height() + 1)
		t.heading()
	case s.need(height):
		t.heading()
	default:
		s.line(s.y)
	}
	x := margin
	for i, p := range parts {
		y := s.y + rowPad
		for _, line := range p.lines {
			s.aligned(t.columns[i], x, y, p.face, line)
			y += p.face.height()
		}
		for _, line := range p.under {
			s.aligned(t.columns[i], x, y, p.quiet, line)
			y += p.quiet.height()
		}
		x += t.columns[i].Width + cellGap
	}
	s.y += height
	t.rows++
}

// drawn is a cell broken into lines.
type drawn struct {
	face, quiet  face
	lines, under []string
}

func (t *table) laid(c cell, in column) drawn {
	d := drawn{face: in.Face, quiet: smallFace}
	if c.Face != nil {
		d.face = *c.Face
	}
	if c.Story {
		d.quiet = storyFace
	}
	d.lines = t.sheet.wrap(d.face, clean(c.Text), in.Width)
	if c.Under != "" {
		d.under = t.sheet.wrap(d.quiet, clean(c.Under), in.Width)
	}
	return d
}

// end closes the table with a hairline.
func (t *table) end() {
	if t.rows == 0 {
		t.heading()
	}
	t.sheet.line(t.sheet.y)
	t.sheet.y += 3
}
