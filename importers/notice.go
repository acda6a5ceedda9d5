package importers

import (
	"context"
	"io"
	"runtime/debug"
	"strings"
	"unicode/utf8"

	"ordertrail/importers/mail"
	"ordertrail/track"
)

// formats are what files of carrier mail are called.
var formats = map[form]string{formMail: "eml", formPage: "html", formMailbox: "mbox"}

// readNotices reads carrier mail: one message, a mailbox, or a page saved from one. A message is a row.
func (out *Reading) readNotices(ctx context.Context, l *letters, c Choice) error {
	out.Kind, out.Profile = KindNotices, "notices"
	out.Source = track.Source{ID: "mail", Kind: track.SourceCarrierMail}
	out.letters = l
	out.news = newsOf(out, c.Known)
	err := out.letters.each(ctx, func(at int64, raw []byte) error {
		d, kept := out.notice(at, raw, c)
		if !kept {
			return nil
		}
		return out.news.add(ctx, out.keep(c, d))
	})
	out.again = func(ctx context.Context, f func(Draft) error) error { return out.noticesAgain(ctx, c, f) }
	return err
}

// noticesAgain reads the messages of a file once more and calls f with the drafts of them; what else there is to say of them was
// told the first time.
func (out *Reading) noticesAgain(ctx context.Context, c Choice, f func(Draft) error) error {
	rows := 0
	return out.letters.each(ctx, func(at int64, raw []byte) error {
		one := Reading{File: out.File, Kind: out.Kind, Source: out.Source, Rows: rows}
		d, kept := one.notice(at, raw, c)
		if rows++; !kept {
			return nil
		}
		return f(d.sealed())
	})
}

// heavyMessage is from how many bytes a message is worth giving back the memory that reading it took.
const heavyMessage = 4 << 20

// maxCopied is the largest text that is looked at as a copied page.
const maxCopied = 256 << 10

// readCopied reads a text that is no table as the tracking page that somebody copied, where it is one.
func (out *Reading) readCopied(at io.ReaderAt, size int64, c Choice) {
	if !c.ByHand || size > maxCopied || out.Kind != KindUnknown || out.Found.Separator == "" {
		return
	}
	text := make([]byte, size)
	if n, err := at.ReadAt(text, 0); int64(n) < size && err != nil || !utf8.Valid(text) || !mail.Copied(string(text)) {
		return
	}
	*out = Reading{
		File: out.File, SHA256: out.SHA256, Size: out.Size, at: out.at, Kind: KindNotices, Profile: "notices",
		Source: track.Source{ID: "page", Kind: track.SourceCarrierFile},
	}
	out.Found.Format = "text"
	raw := mail.OfText(text)
	out.letters = &letters{n: 1, get: func(int) ([]byte, error) { return raw, nil }}
	if d, kept := out.notice(0, raw, c); kept {
		out.keep(c, d)
	}
}

// notice reads one message, which begins at a place of the file, and reports whether there is a draft of it. What is no notice is
// ignored; what may be one and was not understood becomes a draft without events, rejected with the reason, so that it reaches
// the review queue with its text.
func (out *Reading) notice(at int64, raw []byte, c Choice) (d Draft, kept bool) {
	if len(raw) > heavyMessage {
		defer debug.FreeOSMemory() // before the next copy of it is made
	}
	out.Rows++
	n := mail.Reader{Zone: c.zone(), Servers: c.MailServers, Own: c.Wordings, Copies: c.ByHand, Ours: c.Named, Mine: c.Mine}.Read(raw)
	switch {
	case n.Verdict == mail.NotNotice:
		about, _, _ := strings.Cut(n.Why, ":")
		out.Ignored = append(out.Ignored, RowNote{Row: out.Rows, Why: "not-a-notice", About: about})
		return Draft{}, false
	case n.Verdict != mail.IsNotice || len(n.Events) == 0:
		code, words, _ := strings.Cut(n.Why, ": ")
		return out.unread(n, at, raw, says("unread-notice", words, code)), true
	}
	for _, p := range n.Problems {
		if code, text, _ := strings.Cut(p, ": "); marks[code] {
			out.Problems = append(out.Problems, Problem{Row: out.Rows, Column: "from", Value: n.From, Code: code, Remark: verbatim(text)})
		}
	}
	if n.FromCarrier != "" {
		out.heard(n.FromCarrier, n.Events[0].Basis)
	}
	d = out.letter(at, raw)
	for _, said := range n.Events {
		d.Events = append(d.Events, noticeEvent(n, said, c))
	}
	return d, true
}

// marks are the problems of a notice that a person sees although it was read: nobody vouches for who wrote it.
var marks = map[string]bool{"unchecked-sender": true, "not-a-carrier": true, "forwarded": true}

// Heard is a pattern of a sender, and how many mails of a reading it read.
type Heard struct {
	Sender, Row string
	N           int
}

// heard counts a mail for the pattern that read it.
func (out *Reading) heard(sender, row string) {
	for i := range out.Heard {
		if out.Heard[i].Sender == sender && out.Heard[i].Row == row {
			out.Heard[i].N++
			return
		}
	}
	out.Heard = append(out.Heard, Heard{sender, row, 1})
}

// unread is the message of the row that was read last, for the review queue.
func (out *Reading) unread(n mail.Notice, at int64, raw []byte, why Remark) Draft {
	out.Problems = append(out.Problems, Problem{Row: out.Rows, Column: "subject", Value: n.Subject, Code: "unread-notice", Remark: why})
	out.Rejected = append(out.Rejected, RejectedRow{Row: out.Rows, Cells: []string{n.From, n.Subject}, Why: why})
	return out.letter(at, raw)
}

// noticeEvent is one statement of a mail as a fact. A time that the mail does not state is that of the mail itself. What no
// carrier sent is a shop's word: it never says where a parcel is.
func noticeEvent(n mail.Notice, said mail.Event, c Choice) track.Event {
	id := said.Carrier
	if id == "" {
		id = n.Carrier
	}
	e := track.Event{
		Kind: track.CarrierEvent, Order: track.OrderRef{Number: orderNumber(said.Order)},
		Parcel: track.ParcelRef{Carrier: id, Tracking: track.TrackingKey(said.Tracking)},
		Phase:  said.Phase, Reason: said.Reason, Flag: said.Flag, Text: said.Evidence, Location: said.Location,
		Estimated: said.EstimatedOn, Occurred: said.Occurred,
		Source: track.Source{ID: "mail", Kind: track.SourceCarrierMail},
	}
	if id != "" {
		e.Source.ID = id + "-mail"
	}
	if back := c.meantReturn(said.Order); back != "" && e.Parcel.Tracking != "" {
		e.Return, e.Order = back, track.OrderRef{}
	}
	switch {
	case n.Copied:
		e.Source = track.Source{ID: id + "-page", Kind: track.SourceCarrierFile}
	case n.FromCarrier == "":
		e.Source = track.Source{ID: "shop-mail", Kind: track.SourceShop}
	}
	if c.Source != "" {
		e.Source.ID = c.Source
	}
	if e.Phase == track.AwaitingCollection { // the day named is the last on which it is kept
		e.Due, e.Estimated = track.Stamp(e.Estimated), ""
	}
	if e.Occurred == "" && !n.Date.IsZero() {
		e.Occurred = track.StampOf(n.Date)
	}
	return e
}
