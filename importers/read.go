package importers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
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
	at, size, err := content(r, size)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	out := &Reading{File: name, Size: size, Kind: KindUnknown}
	if out.SHA256, err = digest(at, size); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if form := formOf(at, size); form != formTable {
		err = out.readNotices(ctx, form, io.NewSectionReader(at, 0, size), c)
	} else {
		err = out.readTable(ctx, at, size, c)
	}
	if refusal := (*sheet.Refusal)(nil); errors.As(err, &refusal) {
		return nil, err // it names the file itself
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	out.seal(c)
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

// readTable reads a spreadsheet or text table. In a workbook it is the first sheet that is recognised; the others are named.
func (out *Reading) readTable(ctx context.Context, at io.ReaderAt, size int64, c Choice) error {
	t, err := out.open(ctx, at, size, c)
	if err != nil {
		return err
	}
	p, why := t.choose(c)
	found := out.Found
	for _, name := range found.Sheets {
		if why == nil || c.Sheet != "" || name == found.Sheet {
			continue
		}
		other := c
		other.Sheet = name
		if u, err := out.open(ctx, at, size, other); err == nil {
			if q, no := u.choose(c); no == nil {
				t, p, why, found = u, q, nil, out.Found
			}
		}
	}
	out.Found = found
	if why != nil {
		out.unknown(t, c, why)
		return nil
	}
	out.take(t, p, c)
	return nil
}

// open loads the rows of the chosen sheet, or of the first.
func (out *Reading) open(ctx context.Context, at io.ReaderAt, size int64, c Choice) (*table, error) {
	r, err := sheet.Open(out.File, at, size, sheet.Options{Encoding: c.Encoding, Separator: c.Separator, Sheet: c.Sheet})
	if err != nil {
		return nil, err
	}
	defer r.Close()
	out.Found = r.Found()
	return load(ctx, r)
}

// take reads the rows of a table by its profile.
func (out *Reading) take(t *table, p Profile, c Choice) {
	out.HeaderRow = t.rows[t.at].Number
	in := newIntake(c, p, t, out)
	out.Kind, out.Profile, out.Source, out.used = p.Kind, p.Name, in.source(), p
	in.passOver()
	switch p.Kind {
	case KindOrders:
		in.orders()
	case KindCarrier:
		in.parcels()
	case KindStock:
		in.stock()
	}
	out.Rows += len(t.data())
	if p.Note != "" {
		in.note("profile-note", "", p.Note)
	}
	if n := len(out.Found.Sheets); n > 1 && c.Sheet == "" {
		in.note("other-sheets", "", fmt.Sprintf("the workbook has %d sheets and only %q is read; choose another with --sheet", n, out.Found.Sheet))
	}
	slices.SortStableFunc(out.Rejected, func(a, b RejectedRow) int { return a.Row - b.Row })
	slices.SortStableFunc(out.Problems, func(a, b Problem) int { return a.Row - b.Row })
}

// choose finds the profile of a table: the one a person named, the one the header fits, or one made of a mapping by hand.
func (t *table) choose(c Choice) (Profile, error) {
	profiles := c.profiles()
	if c.Profile != "" {
		var names []string
		for _, p := range profiles {
			names = append(names, p.Name)
			if strings.EqualFold(p.Name, c.Profile) {
				return t.use(c, p)
			}
		}
		return Profile{}, fmt.Errorf("there is no profile %q; there are: %s", c.Profile, strings.Join(names, ", "))
	}
	p, err := t.recognise(profiles)
	if len(c.Map) == 0 {
		return p, err
	}
	if kind := kindOfMap(c.Map); err != nil || kind != "" && kind != p.Kind {
		p = Profile{}
	}
	return t.byHand(c, p)
}

// use reads a table by the profile a person chose; the columns mapped by hand go before the profile's own.
func (t *table) use(c Choice, p Profile) (Profile, error) {
	if _, err := t.recognise([]Profile{p}); err != nil {
		t.nearest(p)
	}
	if len(c.Map) > 0 {
		return t.byHand(c, p)
	}
	for _, key := range keyFields[p.Kind] {
		for _, col := range p.Columns {
			for _, name := range col.Names {
				if col.Field == key && t.column(name) >= 0 {
					return p, nil
				}
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
func (out *Reading) unknown(t *table, c Choice, why error) {
	if t.at < 0 {
		t.widest()
	}
	t.sift()
	out.Headers = describe(t)
	out.Problems = append(out.Problems, Problem{
		Sheet: t.sheet, Code: "not-recognised",
		Message: why.Error() + "; choose a profile with --profile, or map the columns with --map order_number=… --map sku=…",
	})
	out.Problems = append(out.Problems, t.lacking(c.profiles())...)
	if t.at >= 0 {
		out.HeaderRow = t.rows[t.at].Number
	}
	for _, row := range t.data() {
		if idle := t.idle(row); idle != "" {
			out.Ignored = append(out.Ignored, RowNote{Row: row.Number, Why: idle})
			continue
		}
		out.Rejected = append(out.Rejected, RejectedRow{Sheet: t.sheet, Row: row.Number, Cells: texts(row), Why: "the file was not recognised"})
	}
	out.Rows = len(t.data())
}

// seal dates the file by the latest thing that happened in it, and gives every event its id.
func (out *Reading) seal(c Choice) {
	for _, d := range out.Drafts {
		for _, e := range d.Events {
			out.AsOf = later(c, out.AsOf, e.Occurred)
			if f := e.OrderFacts; f != nil {
				for _, s := range []track.Stamp{f.OrderedAt, f.PaidAt, f.FulfilledAt, f.CancelledAt} {
					out.AsOf = later(c, out.AsOf, s)
				}
			}
		}
	}
	for i := range out.Drafts {
		d := &out.Drafts[i]
		for j := range d.Events {
			e := &d.Events[j]
			if e.Kind == track.OrderStated || e.Kind == track.ParcelStated {
				e.AsOf = out.AsOf
			}
			if d.Raw != "" {
				e.RawHash = hashOf(d.Raw)
			}
			*e = e.Sealed()
		}
	}
}

// later is the later of two times; an empty one is earlier than all.
func later(c Choice, a, b track.Stamp) track.Stamp {
	ta, errA := a.At(c.zone())
	tb, errB := b.At(c.zone())
	if errB != nil || errA == nil && !tb.After(ta) {
		return a
	}
	return b
}
