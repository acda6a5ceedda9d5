package pdf

import (
	"strconv"
	"strings"

	"github.com/jung-kurt/gofpdf"
)

// colour is red, green and blue.
type colour [3]int

// The inks of a page; printed on a grey printer they stay apart.
var (
	ink   = colour{28, 31, 29}
	muted = colour{86, 89, 85}
	faint = colour{138, 140, 134}
	rule  = colour{197, 198, 191}
	alarm = colour{165, 13, 45}
	black = colour{0, 0, 0}
)

// face is how a text looks.
type face struct {
	Size float64 // points
	Bold bool
	Ink  colour
}

// The faces of a document, from its title to its small print.
var (
	titleFace = face{22, true, ink}
	headFace  = face{12, true, ink}
	bodyFace  = face{9, false, ink}
	boldFace  = face{9, true, ink}
	smallFace = face{7.5, false, muted}
	storyFace = face{8.5, false, ink}
	tagFace   = face{7, true, muted}
)

// height is the line height of a face in millimetres.
func (f face) height() float64 { return f.Size * 0.3528 * 1.32 }

func (f face) in(c colour) face { f.Ink = c; return f }

// sheet is a document while it is drawn: the PDF and how far down the page we are.
type sheet struct {
	pdf    *gofpdf.Fpdf
	head   Head
	words  words
	title  string
	width  float64 // between the margins
	bottom float64 // where the text area ends
	y      float64
	face   face
	set    bool // face is selected on the page

	penWidth float64
	penInk   colour
}

func newSheet(h Head, size gofpdf.SizeType, title string) *sheet {
	return &sheet{
		head: h, words: h.words(), title: title, width: size.Wd - 2*margin, bottom: size.Ht - margin - 6,
		pdf: newFile(size, clean(title), clean(h.Shop.Name), h.Now),
	}
}

// page starts a new page at its top.
func (s *sheet) page() {
	s.pdf.AddPage()
	s.y, s.set, s.penWidth = margin, false, 0
	s.paint(ink) // texts in the colour that shapes are painted in are written shorter
}

// need starts a new page when less than height is left on this one; it reports whether it did.
func (s *sheet) need(height float64) bool {
	if s.y+height <= s.bottom || s.y == margin {
		return false
	}
	s.page()
	return true
}

// use selects a face, as far as it is not selected already: every selection is written into the page.
func (s *sheet) use(f face) {
	style := ""
	if f.Bold {
		style = "B"
	}
	switch {
	case !s.set:
		s.pdf.SetFont(family, style, 1) // a new page forgets the font, the library does not
		s.pdf.SetFont(family, style, f.Size)
	case f.Bold != s.face.Bold || f.Size != s.face.Size:
		s.pdf.SetFont(family, style, f.Size)
	}
	if !s.set || f.Ink != s.face.Ink {
		s.pdf.SetTextColor(f.Ink[0], f.Ink[1], f.Ink[2])
	}
	s.face, s.set = f, true
}

// text writes one line whose top is y, starting at x.
func (s *sheet) text(x, y float64, f face, line string) {
	if line == "" {
		return
	}
	s.use(f)
	s.pdf.Text(x, y+f.Size*0.3528*0.98, line)
}

// right writes one line that ends at x.
func (s *sheet) right(x, y float64, f face, line string) {
	s.use(f)
	s.text(x-s.pdf.GetStringWidth(line), y, f, line)
}

// centre writes one line around x.
func (s *sheet) centre(x, y float64, f face, line string) {
	s.use(f)
	s.text(x-s.pdf.GetStringWidth(line)/2, y, f, line)
}

// paragraph writes text in lines of at most width and moves down past it.
func (s *sheet) paragraph(x, width float64, f face, text string) {
	for _, line := range s.wrap(f, clean(text), width) {
		s.need(f.height())
		s.text(x, s.y, f, line)
		s.y += f.height()
	}
}

// block writes lines under a small tag, each cut to width, from y down; it returns where it ends.
func (s *sheet) block(x, y, width float64, tag string, lines ...string) float64 {
	s.text(x, y, tagFace, tag)
	y += tagFace.height() + 1
	for i, line := range lines {
		f := bodyFace
		if i == 0 {
			f = boldFace
		}
		for _, part := range s.wrap(f, clean(line), width) {
			s.text(x, y, f, part)
			y += f.height()
		}
	}
	return y
}

// line draws a hairline from margin to margin at y.
func (s *sheet) line(y float64) { s.stroke(margin, y, margin+s.width, y, 0.2, rule) }

// stroke draws a line. The pen is set only when it changes: every setting is written into the page.
func (s *sheet) stroke(x1, y1, x2, y2, width float64, c colour) {
	s.pen(width, c)
	s.pdf.Line(x1, y1, x2, y2)
}

func (s *sheet) pen(width float64, c colour) {
	if s.penWidth != width || s.penInk != c {
		s.pdf.SetDrawColor(c[0], c[1], c[2])
		s.pdf.SetLineWidth(width)
		s.penWidth, s.penInk = width, c
	}
}

// paint selects the colour that shapes are filled with.
func (s *sheet) paint(c colour) { s.pdf.SetFillColor(c[0], c[1], c[2]) }

// wrap breaks text into lines of at most width; a word wider than that is broken inside. It returns at most 40 lines,
// the last of them cut.
func (s *sheet) wrap(f face, text string, width float64) []string {
	s.use(f)
	if s.pdf.GetStringWidth(text) <= width {
		return []string{text}
	}
	const most = 40
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if with := strings.TrimLeft(line+" "+word, " "); s.pdf.GetStringWidth(with) <= width {
			line = with
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for line = word; s.pdf.GetStringWidth(line) > width && len(lines) < most; {
			n := s.fits(line, width)
			lines = append(lines, line[:n])
			line = line[n:]
		}
		if len(lines) >= most {
			return append(lines[:most-1], lines[most-1]+" …")
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fits is how many bytes of a word fit into width; at least one character, so that every step gets on.
func (s *sheet) fits(word string, width float64) int {
	used := 0.0
	for i, r := range word {
		used += s.pdf.GetStringWidth(string(r))
		if used > width && i > 0 {
			return i
		}
	}
	return len(word)
}

// opening writes the shop's name and address, the title, and what stands under it.
func (s *sheet) opening(title, under string) {
	s.text(margin, s.y, boldFace, clean(s.head.Shop.Name))
	y := s.y + boldFace.height()
	for _, line := range s.head.Shop.Lines {
		s.text(margin, y, smallFace, clean(line))
		y += smallFace.height()
	}
	s.y = max(y, s.y+8) + 7
	for _, line := range s.wrap(titleFace, title, s.width-40) {
		s.text(margin, s.y, titleFace, line)
		s.y += titleFace.height()
	}
	if under != "" {
		s.paragraph(margin, s.width-40, bodyFace.in(muted), under)
	}
	s.y += 4
}

// feet writes the foot of every page, now that their number is known.
func (s *sheet) feet() {
	pages := s.pdf.PageCount()
	_, height := s.pdf.GetPageSize()
	left := clean(s.title) + " · " + s.words.say("printed", "moment", s.words.moment(s.head.Now, s.head.Zone))
	for page := 1; page <= pages; page++ {
		s.pdf.SetPage(page)
		s.set, s.penWidth = false, 0
		y := height - margin - 1
		s.line(y - 2)
		s.text(margin, y, smallFace, left)
		s.right(margin+s.width, y, smallFace, s.words.say("page", "page", strconv.Itoa(page), "pages", strconv.Itoa(pages)))
	}
}
