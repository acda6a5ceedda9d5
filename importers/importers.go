// Package importers turns files that others hand us into drafts of facts, and plans what taking them in would do. It
// writes nothing.
//
// The road is rows → profile → drafts → plan. A profile is data: which headers a file is known by and which column means
// what (profiles/*.json). Read finds the profile by the header, never by the file's name, and makes drafts and problems.
// Compare asks what is known already and counts every row once. Taking the drafts in is somebody else's work.
package importers

import (
	"context"
	"io"

	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// The kinds of files there are.
const (
	KindOrders  = "orders"
	KindCarrier = "carrier"
	KindNotices = "notices"
	KindStock   = "stock"
	KindUnknown = "unknown"
)

// Reading is what one file says: drafts of facts for the rows that could be read, and a reason for each that could not.
// Every data row is in exactly one draft or stock item, or in Ignored, or in Rejected.
type Reading struct {
	File      string       `json:"file"`
	SHA256    string       `json:"sha256"`
	Size      int64        `json:"size"`
	Kind      string       `json:"kind"`
	Profile   string       `json:"profile"`
	Source    track.Source `json:"source"`
	Found     sheet.Found  `json:"found"`
	HeaderRow int          `json:"header_row"` // the row the header was found on
	Headers   []Header     `json:"headers"`

	Recognition *Recognition `json:"recognition,omitempty"` // why this profile; nil for mail and for what nobody knows

	DateFormat string        `json:"date_format"` // order of day and month the open dates were read in; "" when none were
	Decimal    string        `json:"decimal"`     // decimal mark the amounts were read with; "" when none had one
	Currency   string        `json:"-"`           // ISO code of the amounts that name none; "" when nobody says
	Rows       int           `json:"rows"`        // data rows below the header; for notices, messages
	First      []FirstRow    `json:"-"`           // the first rows below the header, as a person sees them
	Drafts     []Draft       `json:"drafts"`      // of a file with few; ask Each
	Count      int           `json:"-"`           // drafts of the file
	Stated     string        `json:"-"`           // the source that its drafts name, when they all name one; else the file's own
	Whose      []Whose       `json:"-"`           // tracking numbers of which it is not known whose they are
	Stock      []StockItem   `json:"stock,omitempty"`
	Ignored    []RowNote     `json:"ignored,omitempty"`
	Rejected   []RejectedRow `json:"rejected,omitempty"`
	Problems   []Problem     `json:"problems,omitempty"`
	Heard      []Heard       `json:"-"` // of notices: which patterns read how many
	// Flags are odd values that were taken in all the same, up to toldFlags of a code; Flagged counts all of them by code.
	Flags   []Problem      `json:"flags,omitempty"`
	Flagged map[string]int `json:"flagged,omitempty"`
	AsOf    track.Stamp    `json:"as_of"` // how fresh the file is: the latest time anything in it happened

	Doubt Remark `json:"-"` // asks whether the rows are what a person read them as; nothing is taken in before that is answered

	// Again is set by whoever compares when the same bytes were taken in before and not taken back: then what they state and
	// is on record is the same, whatever later files said.
	Again bool `json:"-"`
	// Instead is set by whoever compares when the same bytes were taken in before, read otherwise: taking this in takes that back, so
	// a row that comes out otherwise is changed. nil when they were not.
	Instead *Instead `json:"-"`
	// Since is Choice.Since, or set by whoever compares later.
	Since track.Date `json:"-"`

	// Looks is what a table is remembered by: its header as it is found when nobody says how to read it; Reads is the header as it
	// was read. Both are "" for what has none.
	Looks, Reads string            `json:"-"`
	RejectsOf    string            `json:"-"` // the import that rejected its rows, where its last column says so
	Recalled     map[string]string `json:"-"` // choices of last time that it was read by, as Choice.Said
	Contradicted []Contradiction   `json:"-"` // choices of last time that it speaks against

	plain  sheet.Found       // how it is found when nobody says how to read it
	proofs map[string]Remark // what its amounts say against a choice, by its name

	marks     []string          // decimal marks of its columns of amounts, "" of one that leaves it open
	left      []string          // sheets that hold rows of the same kind and are not read
	lookedAll bool              // no other sheet was passed over when they were looked for
	suggested map[string]string // field -> column that probably fills it, of a table nobody knows

	news  *news   // of a file of many drafts
	used  Profile // the profile it was read by
	again func(context.Context, func(Draft) error) error
	at    io.ReaderAt // the file, where it is read again

	letters *letters // the messages of it, where it has such
}

// Instead is the earlier import of the same bytes that a reading takes the place of.
type Instead struct {
	Run      int64
	Rejected map[int]bool // rows that it could not take
}

// Header is one column of the file: its name (a repeated one is numbered), the field it fills, and the first value in it.
type Header struct {
	Name   string `json:"name"`
	Field  string `json:"field,omitempty"`
	Sample string `json:"sample,omitempty"`
	Used   bool   `json:"used"`
	Likely string `json:"likely,omitempty"` // the field it probably fills, in a table read without a profile

	Dates *Dates `json:"dates,omitempty"` // of a column of dates that leave the order of day and month open
}

// FirstRow is one of the first rows of a file: its number there, and what stands under each header, shortened.
type FirstRow struct {
	Row   int
	Cells []string
}

// firstRows is how many rows a reading shows of a file.
const firstRows = 5

// Draft is what some rows of a file state together: the rows of one order, one carrier row, one message. Its events are
// sealed and carry their source. A draft without events is a message nobody could read; it is kept for the review queue.
type Draft struct {
	Rows     []int          `json:"rows"`
	Events   []track.Event  `json:"events"`
	Customer track.Customer `json:"customer,omitzero"` // found by PersonHash of the draft's order_stated event
	Raw      string         `json:"raw,omitempty"`     // what the rows said, one "column: value" a line; personal; RawHash is its hash; "" of a message, see RawOf

	First  int    `json:"-"` // its first row
	Letter Letter `json:"-"` // of a message
}

// Letter is where a message lies in what it was read from, and by what it is known again.
type Letter struct {
	At   int64 // the place where it begins
	Size int   // in bytes
	Hash string
}

// Problem says what is wrong with one cell, row or file, and what would be right. Row 0 speaks of the whole file and
// rejects nothing by itself.
type Problem struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Code   string `json:"code"`
	Remark
}

// RowNote says why a row holds nothing to take in.
type RowNote struct {
	Row int    `json:"row"`
	Why string `json:"why"` // blank, footer, repeated-header, repeated-line, no-article, not-a-notice

	About string `json:"-"` // code of what a mail is about that is no notice: bill, survey, no-shipment and others
}

// RejectedRow is a row that could not be taken in, as it was written, and why.
type RejectedRow struct {
	Sheet string   `json:"sheet"`
	Row   int      `json:"row"`
	Order string   `json:"-"` // the number of its order, as far as it can be told
	Cells []string `json:"cells,omitempty"`
	Why   Remark   `json:"why"`
}
