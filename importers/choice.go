package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/importers/mail"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Choice is what a person decided about a file before it is read. The zero Choice lets everything be found.
type Choice struct {
	Profile     string            // name of the profile to use, whatever the header looks like
	Map         map[string]string // our field -> column header; makes any table readable; "" leaves the field unfilled
	HeaderRow   int               // the row that names the columns; 0 finds it
	DateFormat  string            // order of day, month and year: "dmy", "DD/MM/YYYY", "%m/%d/%Y", "2006-01-02"
	Decimal     string            // "." or ","
	Encoding    string            // as sheet.Options
	Separator   string
	Sheet       string
	Part        string         // the sheet that is meant when a workbook is taken in sheet by sheet: no word of a person's, and not remembered
	HeaderRows  string         // over how many rows the header goes: "1", "2" or "3"; "" as it is found
	Source      string         // id of the source instead of the profile's
	Saved       []Profile      // profiles people made; they win over ours of the same name
	Zone        *time.Location // the shop's zone: times without an offset are compared in it; nil is UTC
	Now         time.Time      // the moment of reading; what lies more than a day after it says nothing of how fresh a file is. Zero: no limit
	Wordings    []mail.Row     // what the shop taught of carriers' mails
	ByHand      bool           // a person hands the file over: a tracking page that they copied into it is the carrier's word
	MailServers []string       // whose word counts of who wrote a mail; none: whichever server handled it last
	Currency    string         // ISO code of amounts when the file does not say, by a person's word
	Carrier     string         // id of the carrier of tracking numbers that several may have given, in rows that name none
	Sure        string         // SureOrders: the rows are orders, though nothing in them says so
	Home        string         // ISO code of amounts when nobody says: neither the file, a person, nor the profile

	// Ours tells the carriers that the shop ships with, the one that takes most of its parcels first; nil knows none.
	Ours func() []string

	Mine []string // the shop's own mail addresses, in lower case

	// Returned tells the number of the return of the shop that a platform or a supplier calls so; "" when none is, nil knows none.
	Returned func(reference string) string

	// Ordered tells whether an order of the shop has a number; nil knows none.
	Ordered func(number string) bool

	// Parcels tells the carriers of the shop's parcels that have a tracking number; nil knows none.
	Parcels func(number string) []string

	// Named tells which words of a mail name an order, a parcel or a return of the shop; nil knows none.
	Named func(words []string) []string

	// Recall tells what was chosen for files of a header when the last one was read, by Reading.Looks; nil remembers nothing. Of a
	// sheet of rows that an import rejected it tells how that one was read. What is chosen now goes before.
	Recall func(looks, rejectsOf string) (Memory, error)

	Since track.Date // the day the shop began here; "" when it never said

	// Known, where it is set, is asked while a file of many orders is read: one of which nothing is on record need not be read once
	// more to be compared. Whatever is written between the two makes the reading Stale.
	Known Known

	keep int // up to how many drafts are kept in memory; 0 is keptDrafts
}

// WrongChoice is what a person said of how to read a file that cannot be so: a profile, field, column or form there is none of.
type WrongChoice struct {
	Value string // what was said
	says  string
}

func (w *WrongChoice) Error() string { return w.says }

func wrongChoice(value, format string, args ...any) error {
	return &WrongChoice{Value: value, says: fmt.Sprintf(format, args...)}
}

// check refuses a choice that nothing could be read by, so that it is not passed over in silence.
func (c Choice) check() error {
	if c.DateFormat != "" && dateOrder(c.DateFormat) == "" {
		return wrongChoice(c.DateFormat, "%q does not say the order of day, month and year: write dmy, mdy or ymd", c.DateFormat)
	}
	if c.Decimal != "" && c.Decimal != "." && c.Decimal != "," {
		return wrongChoice(c.Decimal, "%q is no decimal mark: write a point or a comma", c.Decimal)
	}
	if c.Sure != "" && c.Sure != SureOrders {
		return wrongChoice(c.Sure, "%q is nothing that a table can be doubted to be: write %s", c.Sure, SureOrders)
	}
	if c.Carrier != "" && !slices.Contains(carrier.IDs(), c.Carrier) {
		return wrongChoice(c.Carrier, "%q is no carrier that numbers are known of; write one of %s", c.Carrier, strings.Join(carrier.IDs(), ", "))
	}
	return nil
}

// sheet is the sheet that is meant, "" when it is to be found.
func (c Choice) sheet() string { return cmp.Or(c.Part, c.Sheet) }

// zone is the shop's zone, UTC unless chosen.
func (c Choice) zone() *time.Location {
	if c.Zone == nil {
		return time.UTC
	}
	return c.Zone
}

// ahead reports whether s lies in the future: more than a day after the moment of reading, so that no zone makes it so.
func (c Choice) ahead(s track.Stamp) bool {
	at, err := s.At(c.zone())
	return err == nil && !c.Now.IsZero() && at.After(c.Now.Add(24*time.Hour))
}

// profiles lists the saved profiles first, then ours that no saved one replaces.
func (c Choice) profiles() []likeness {
	out := make([]likeness, 0, len(c.Saved)+len(ours()))
	taken := map[string]bool{}
	for _, p := range c.Saved {
		out = append(out, p.likeness())
		taken[p.Name] = true
	}
	for _, p := range ours() {
		if !taken[p.Name] {
			out = append(out, p)
		}
	}
	return out
}

// dateOrder reduces any way of writing a date format to the order of its parts: "DD/MM/YYYY", "%d.%m.%y" and
// "02/01/2006" are all "dmy". It is "" when the three parts are not all there.
func dateOrder(format string) string {
	format = strings.NewReplacer("2006", "y", "01", "m", "02", "d").Replace(format)
	var b strings.Builder
	for _, r := range strings.ToLower(format) {
		if strings.ContainsRune("dmy", r) && !strings.ContainsRune(b.String(), r) {
			b.WriteRune(r)
		}
	}
	switch order := b.String(); order {
	case "dmy", "mdy", "ymd":
		return order
	}
	return ""
}
