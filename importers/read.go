package importers

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ordertrail/importers/mail"
	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// maxSize is the largest file that is read at once; no shop's export comes near.
const maxSize = 1 << 30

// Read reads one file: orders, parcels, stock or carrier mail, recognised by what is in it and never by its name. A file
// that is damaged is refused whole, with an error whose text can be shown (a *sheet.Refusal inside when it is a table). A
// table nobody knows is no error: its kind is unknown, its columns are listed and its rows are rejected. size is that of a
// file that can be read at any place; for a stream pass -1.
func Read(ctx context.Context, name string, r io.Reader, size int64, c Choice) (*Reading, error) {
	if err := c.check(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	at, size, err := content(r, size)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	out := &Reading{File: name, Size: size, Kind: KindUnknown, at: at}
	if out.SHA256, err = digest(at, size); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if form := formOf(at, size); form != formTable {
		out.Found.Format = formats[form]
		err = out.readNotices(ctx, &letters{form: form, at: at, size: size}, c)
	} else {
		if err = out.readAs(ctx, at, size, c); err == nil {
			out.readCopied(at, size, c)
		}
	}
	if refusal := (*sheet.Refusal)(nil); errors.As(err, &refusal) {
		return nil, err // it names the file itself
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	out.date()
	return out, nil
}

// content makes r readable at any place, and says how long it is.
func content(r io.Reader, size int64) (io.ReaderAt, int64, error) {
	if at, ok := r.(io.ReaderAt); ok && size >= 0 {
		return at, size, nil
	}
	b, err := io.ReadAll(io.LimitReader(r, maxSize+1))
	if err != nil {
		return nil, 0, err
	}
	if len(b) > maxSize {
		return nil, 0, fmt.Errorf("the file is larger than %d MB; split it into smaller files", maxSize>>20)
	}
	return bytes.NewReader(b), int64(len(b)), nil
}

// digest is the hex SHA-256 of a file.
func digest(at io.ReaderAt, size int64) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(at, 0, size)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// form is what a file is made of.
type form int

const (
	formTable form = iota
	formMail
	formMailbox
	formPage
)

// formOf looks at the beginning of a file: a message, a mailbox, a page with shipment markup, or else a table.
func formOf(at io.ReaderAt, size int64) form {
	head := make([]byte, min(size, 64<<10))
	n, _ := at.ReadAt(head, 0)
	head = head[:n]
	eml, mbox := mail.Is(head)
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	switch {
	case mbox:
		return formMailbox
	case eml:
		return formMail
	case bytes.HasPrefix(start, []byte("<")) && bytes.Contains(head, []byte("ParcelDelivery")):
		return formPage
	}
	return formTable
}

// readTable reads a spreadsheet or text table.
func (out *Reading) readTable(ctx context.Context, at io.ReaderAt, size int64, c Choice) error {
	s, err := out.find(ctx, at, size, c)
	if err != nil {
		return err
	}
	out.Found = s.found
	if s.why != nil {
		err = out.unknown(ctx, s.table, c, s.why)
		if err == nil && c.sheet() == "" {
			out.tellSheets(at, size, c)
		}
	} else {
		err = out.take(ctx, s.table, s.profile, c)
	}
	out.Reads = s.table.looks()
	return err
}

// find finds the table of a file. In a workbook it is the first sheet that is recognised; the others are named.
func (out *Reading) find(ctx context.Context, at io.ReaderAt, size int64, c Choice) (seek, error) {
	t, found, err := out.open(at, size, c, c.sheet())
	if err != nil {
		return seek{}, err
	}
	p, why := t.choose(c)
	for _, name := range found.Sheets {
		if why == nil || c.sheet() != "" || name == found.Sheet {
			continue
		}
		if u, other, err := out.open(at, size, c, name); err == nil {
			if q, no := u.choose(c); no == nil {
				if err := t.data(ctx, func(sheet.Row) error { return nil }); err != nil {
					return seek{}, err // what lies before it is damaged
				}
				t, p, why, found = u, q, nil, other
			}
		}
	}
	out.left, out.lookedAll = nil, true
	if why == nil && c.sheet() == "" {
		out.left, out.lookedAll = out.alike(at, size, c, found, p)
	}
	return seek{t, found, p, why}, nil
}

// A workbook is opened anew for each sheet that is looked at, with all its texts: so many are looked at, and fewer of a large one.
const (
	mostSheets = 12
	sheetBytes = 32 << 20
)

// alike names the other sheets of a workbook that hold rows of the same kind as the one that is read: a month each, often. all is
// false when there are more than were looked at.
func (out *Reading) alike(at io.ReaderAt, size int64, c Choice, found sheet.Found, p Profile) (names []string, all bool) {
	most := max(1, min(mostSheets, int(sheetBytes/max(1, size))))
	for _, name := range found.Sheets {
		if name == found.Sheet {
			continue
		}
		if most--; most < 0 {
			return names, false
		}
		u, _, err := out.open(at, size, c, name)
		if err != nil {
			continue // whoever chooses it is told
		}
		if q, no := u.choose(c); no == nil && q.Kind == p.Kind && len(u.rows) > u.at+1 {
			names = append(names, name)
		}
	}
	return names, true
}

// quoted is a list of names for a sentence.
func quoted(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strconv.Quote(name)
	}
	return strings.Join(out, ", ")
}

// open finds the chosen sheet, or the first, and reads its first rows.
func (out *Reading) open(at io.ReaderAt, size int64, c Choice, name string) (*table, sheet.Found, error) {
	t, found, err := load(func() (*sheet.Reader, error) {
		return sheet.Open(out.File, at, size, sheet.Options{Encoding: c.Encoding, Separator: c.Separator, Sheet: name})
	})
	if err != nil || c.HeaderRow == 0 {
		return t, found, err
	}
	if !slices.ContainsFunc(t.rows, func(r sheet.Row) bool { return r.Number == c.HeaderRow }) {
		return nil, found, wrongChoice(strconv.Itoa(c.HeaderRow), "row %d of %s cannot be the one that names the columns: it is one of the first %d rows that hold anything",
			c.HeaderRow, out.File, headerDepth)
	}
	t.header = c.HeaderRow
	return t, found, nil
}

// take reads the rows of a table by its profile.
func (out *Reading) take(ctx context.Context, t *table, p Profile, c Choice) error {
	out.HeaderRow = t.rows[t.at].Number
	in, err := newIntake(ctx, c, p, t, out)
	if err != nil {
		return err
	}
	out.Kind, out.Profile, out.Source, out.used = p.Kind, p.Name, in.source(), p
	out.Since, out.news = c.Since, newsOf(out, c.Known)
	out.used.Currency = first(c.Currency, p.Currency)
	out.Currency = first(out.used.Currency, c.Home)
	out.Recognition = t.recognition(p, c.profiles())
	if err := in.read(ctx); err != nil {
		return err
	}
	if t.count == 0 {
		in.note("", says("no-rows"))
	}
	out.again = in.again
	out.Rows += t.count
	if p.Note != "" && !in.noted["no-lines"] && !in.hasItems() {
		in.noteAs("profile-note", "", verbatim(p.Note))
	}
	if r, tells := t.tellLines(); tells {
		in.note("", r)
	}
	if p.Kind == KindOrders {
		in.doubt()
	}
	if p.Name == handName || len(c.Map) > 0 && p.ourForm() {
		in.tellLikely(c.Map)
	}
	in.tellNoticed(t.noticed)
	if len(out.left) > 0 {
		in.note("", says("sheets-unread", quoted(out.left), out.left[0]))
	}
	if n := len(out.Found.Sheets); n > 1 && c.sheet() == "" && (len(out.left) == 0 || !out.lookedAll) {
		in.note("", says("other-sheets", strconv.Itoa(n), out.Found.Sheet))
	}
	slices.SortStableFunc(out.Rejected, func(a, b RejectedRow) int { return a.Row - b.Row })
	slices.SortStableFunc(out.Problems, func(a, b Problem) int { return a.Row - b.Row })
	slices.SortStableFunc(out.Flags, func(a, b Problem) int { return a.Row - b.Row })
	slices.SortStableFunc(out.Ignored, func(a, b RowNote) int { return a.Row - b.Row })
	return nil
}

// choose finds the profile of a table: the one a person named, the one the header fits, or one made of a mapping by hand.
func (t *table) choose(c Choice) (Profile, error) {
	if err := t.setLines(c.HeaderRows); err != nil {
		return Profile{}, err
	}
	profiles := c.profiles()
	if c.Profile != "" {
		var names []string
		for _, p := range profiles {
			names = append(names, p.Name)
			if strings.EqualFold(p.Name, c.Profile) {
				return t.use(c, p)
			}
		}
		return Profile{}, wrongChoice(c.Profile, "there is no profile %q; there are: %s", c.Profile, strings.Join(names, ", "))
	}
	p, err := t.recognise(profiles)
	if len(c.Map) == 0 {
		return p, cmp.Or(err, p.refusal(), t.halfOurs(p))
	}
	if err != nil || !p.hasFields(c.Map) {
		p = Profile{}
	}
	return t.byHand(c, p)
}

// use reads a table by the profile a person chose; the columns mapped by hand go before the profile's own.
func (t *table) use(c Choice, p likeness) (Profile, error) {
	if _, err := t.recognise([]likeness{p}); err != nil {
		t.nearest(p.known)
	}
	if len(c.Map) > 0 {
		return t.byHand(c, p.Profile)
	}
	if err := p.refusal(); err != nil {
		return Profile{}, err
	}
	for _, key := range keyFields[p.Kind] {
		for _, col := range p.Columns {
			if col.Field == key && slices.ContainsFunc(col.Names, func(name string) bool { return p.has(t.keys, name) }) {
				return p.Profile, nil
			}
		}
	}
	return Profile{}, fmt.Errorf("profile %s needs a column for %s and finds none", p.Name, oneOf(keyFields[p.Kind]))
}

// keyFields are the fields of which at least one must be there for a row to be about anything.
var keyFields = map[string][]string{
	KindOrders:  {"order_number"},
	KindCarrier: {"tracking_number", "parcel", "order_number"},
	KindStock:   {"sku"},
}

// unknown describes a table that cannot be read: its columns, what stands in the way, and all its rows as rejected.
func (out *Reading) unknown(ctx context.Context, t *table, c Choice, why error) error {
	if t.at < 0 {
		t.widest()
	}
	rowWhy := out.explain(t, c, why)
	out.Headers = t.columns()
	for field, name := range out.suggested {
		out.Headers[slices.Index(t.headers, name)].Likely = field
	}
	if t.at < 0 {
		return nil // not a single filled cell
	}
	out.HeaderRow = t.rows[t.at].Number
	t.idles = map[int]string{}
	if r, tells := t.tellLines(); tells {
		out.Problems = append(out.Problems, Problem{Sheet: t.sheet, Code: r.code(), Remark: r})
	}
	g := guardOf(t.headers)
	return t.data(ctx, func(row sheet.Row) error {
		out.Rows++
		out.describe(g, row)
		if t.sift(row); t.idle(row) != "" {
			out.Ignored = append(out.Ignored, RowNote{Row: row.Number, Why: t.idle(row)})
			return nil
		}
		out.Rejected = append(out.Rejected, RejectedRow{Sheet: t.sheet, Row: row.Number, Cells: g.texts(row), Why: rowWhy})
		return nil
	})
}

// explain says why a table is not read, and returns what is said of each of its rows.
func (out *Reading) explain(t *table, c Choice, why error) Remark {
	if known := (notOurs{}); errors.As(why, &known) {
		out.Profile, out.Recognition = known.profile.Name, t.recognition(known.profile, c.profiles())
		out.Problems = append(out.Problems, Problem{Sheet: t.sheet, Code: "not-ours", Remark: verbatim(why.Error())})
		return verbatim(known.profile.Refuse)
	}
	if len(t.rows) == 1 && t.alone() {
		out.Problems = append(out.Problems, Problem{
			Sheet: t.sheet, Code: "one-cell", Value: shorten(strings.Join(texts(t.rows[0]), ", "), 60),
			Remark: says("one-cell"),
		})
		return says("not-recognised.row")
	}
	if t.headless() {
		out.Problems = append(out.Problems, Problem{
			Sheet: t.sheet, Code: "no-header",
			Remark: says("no-header"),
		})
		return says("no-header.row")
	}
	out.suggested = suggest(t.headers)
	problem := Problem{Sheet: t.sheet, Code: "not-recognised", Remark: says("not-recognised", why.Error(), mapping(out.suggested))}
	if kindOfMap(out.suggested) == KindStock {
		problem.Remark = says("not-recognised.stock", why.Error(), mapping(out.suggested))
	}
	if half := (halfOurs{}); errors.As(why, &half) {
		out.suggested = half.columns()
		problem.Remark = says("not-recognised.half", half.profile.Title, strings.Join(half.names(), ", "), mapping(out.suggested), half.profile.Name)
		out.Problems = append(out.Problems, problem)
		return says("not-recognised.row")
	}
	if wrong := (*WrongChoice)(nil); errors.As(why, &wrong) {
		problem.Code, problem.Value, problem.Remark = "bad-choice", wrong.Value, says("bad-choice", wrong.Error())
	}
	out.Problems = append(out.Problems, problem)
	out.Problems = append(out.Problems, t.lacking(c.profiles(), out.suggested)...)
	return says("not-recognised.row")
}

// later is the later of two times; an empty one is earlier than all, and so is one in the future: a slip of one cell would
// otherwise make its file fresher than every export to come.
func later(c Choice, a, b track.Stamp) track.Stamp {
	ta, errA := a.At(c.zone())
	tb, errB := b.At(c.zone())
	if errB != nil || errA == nil && !tb.After(ta) || c.ahead(b) {
		return a
	}
	return b
}
