package sheet

// Limits bound what a file may cost. A zero field stands for the one in [DefaultLimits].
//
// No limit counts seconds, for they differ from machine to machine. Reading is a single pass whose work grows with the
// bytes that come out of the file and the text that is handed over, and both are bounded; so is what is held.
type Limits struct {
	Inflated  int64 // bytes of all parts read, after decompression; of a text table, after decoding
	Ratio     int64 // how many times its packed size a part may take, once it takes more than a few MB
	Parts     int   // entries of the archive
	Rows      int   // rows with a value; rows of a sheet are also never numbered above 1,048,576
	Columns   int   // last column that may hold a value
	CellBytes int   // characters in one cell
	Text      int64 // bytes of text in all cells together, a text that many cells share counted for each, and a cell as one
}

// limit is one row of [limits].
type limit struct {
	name, code string
	at         func(*Limits) limitField
	usual      int64
}

// limitField is a field of Limits, of either width.
type limitField struct {
	wide   *int64
	narrow *int
}

func (f limitField) value() int64 {
	if f.wide != nil {
		return *f.wide
	}
	return int64(*f.narrow)
}

func (f limitField) set(n int64) {
	if f.wide != nil {
		*f.wide = n
	} else {
		*f.narrow = int(n)
	}
}

func wideField(n *int64) limitField { return limitField{wide: n} }
func narrowField(n *int) limitField { return limitField{narrow: n} }

// limits are all there are. A row reads: what is bounded, the refusal beyond it, the usual value; above it, why that one.
var limits = []limit{
	// some 300,000 rows of 20 cells, read in a few seconds; a bomb is met here at the latest
	{"inflated", "too-large", func(l *Limits) limitField { return wideField(&l.Inflated) }, 256 << 20},
	// rows of figures pack to a tenth, rows that repeat to a hundredth; deflate ends at 1032, where only bombs live
	{"ratio", "too-large", func(l *Limits) limitField { return wideField(&l.Ratio) }, 400},
	// a workbook has a part for each sheet and picture; listing 100,000 takes seconds by itself
	{"parts", "too-many-parts", func(l *Limits) limitField { return narrowField(&l.Parts) }, 2000},
	// a sheet of the spreadsheet programs ends there
	{"rows", "too-many-rows", func(l *Limits) limitField { return narrowField(&l.Rows) }, lastRow},
	// the widest export known has 156; a value in XFD makes every row 16,384 cells wide
	{"columns", "too-many-columns", func(l *Limits) limitField { return narrowField(&l.Columns) }, 512},
	// the spreadsheet programs keep no more
	{"cell", "cell-too-long", func(l *Limits) limitField { return narrowField(&l.CellBytes) }, 32767},
	// one long text that all cells share, or one row that stands for a million, is small in the file and endless behind it
	{"text", "too-large", func(l *Limits) limitField { return wideField(&l.Text) }, 512 << 20},
}

// DefaultLimits are those of the spreadsheet programs, and below them where an order file never comes near.
var DefaultLimits = Limits{}.orDefault()

func (l Limits) orDefault() Limits {
	for _, row := range limits {
		if f := row.at(&l); f.value() <= 0 {
			f.set(row.usual)
		}
	}
	return l
}
