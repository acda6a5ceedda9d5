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
}

// table draws rows with hairlines between them; its head is repeated on every page it reaches.
type table struct {
	sheet   *sheet
	columns []column
	rows    int
}

const (
	cellGap = 3.0 // between columns
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
	t := &table{sheet: s, columns: columns}
	s.need(24)
	t.heading()
	return t
}

// heading draws the titles of the columns.
func (t *table) heading() {
	s := t.sheet
	t.each(func(c column, x float64) { s.aligned(c, x, s.y, tagFace, c.Title) })
	s.y += tagFace.height() + 1
	s.stroke(margin, s.y, margin+s.width, s.y, 0.4, ink)
}

func (t *table) each(do func(c column, x float64)) {
	x := margin
	for _, c := range t.columns {
		do(c, x)
		x += c.Width + cellGap
	}
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
	type drawn struct {
		face  face
		lines []string
		under []string
	}
	parts := make([]drawn, len(cells))
	height := 0.0
	for i, c := range cells {
		f := t.columns[i].Face
		if c.Face != nil {
			f = *c.Face
		}
		parts[i] = drawn{face: f, lines: s.wrap(f, clean(c.Text), t.columns[i].Width)}
		h := float64(len(parts[i].lines)) * f.height()
		if c.Under != "" {
			parts[i].under = s.wrap(smallFace, clean(c.Under), t.columns[i].Width)
			h += float64(len(parts[i].under)) * smallFace.height()
		}
		height = max(height, h)
	}
	height += 2 * rowPad
	if s.need(height) {
		t.heading()
	} else if t.rows > 0 {
		s.line(s.y)
	}
	i := 0
	t.each(func(c column, x float64) {
		if i < len(parts) {
			y := s.y + rowPad
			for _, line := range parts[i].lines {
				s.aligned(c, x, y, parts[i].face, line)
				y += parts[i].face.height()
			}
			for _, line := range parts[i].under {
				s.aligned(c, x, y, smallFace, line)
				y += smallFace.height()
			}
		}
		i++
	})
	s.y += height
	t.rows++
}

// end closes the table with a hairline.
func (t *table) end() {
	t.sheet.line(t.sheet.y)
	t.sheet.y += 3
}
