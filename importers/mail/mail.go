// Package mail reads what a carrier's mail says about parcels, or says that it cannot.
//
// A message becomes a Notice. schema.org markup is read first, then the sentences the carriers are known to write, which
// stand in tables, one file per carrier. What neither explains is never guessed: it is a question for the review queue.
// The rule is "exact or ask": two numbers that disagree, two states in one mail, a state without a parcel are questions.
package mail

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
)

// Verdict is what a message turned out to be.
type Verdict string

// The three verdicts. Unknown is for mails that look like shipment notices but were not understood.
const (
	IsNotice  Verdict = "notice"
	NotNotice Verdict = "not-a-notice"
	Unknown   Verdict = "unknown"
)

// Notice is everything one message says, with where each statement came from.
type Notice struct {
	Verdict   Verdict
	Carrier   string // id of the carrier that speaks, or that the markup names; "" when none does
	Language  string // of the sentences that decided; "" for markup
	Subject   string
	From      string // the address alone: display names never count
	MessageID string
	Date      time.Time // zero when missing, odd, or in a zone that cannot be told
	Events    []Event
	Why       string   // for other verdicts than notice: a code, a colon and a sentence
	Problems  []string // each a code, a colon and a sentence; a problem marks, it does not decide

	Authenticated string // "pass", "fail" or "none": what the topmost Authentication-Results says
	FromCarrier   string // the carrier that owns the domain of From, "" when somebody else writes
	Copied        bool   `json:",omitempty"` // it is a carrier's tracking page that somebody copied, and no mail
	Forwarded     bool   // somebody passed the mail on, so the carrier's sender cannot be checked
	Files         []File // attachments, with names made safe to show
}

// File is an attachment: a name that is safe to show, its media type and decoded size.
type File struct {
	Name, Type string
	Size       int
}

// Event is one statement about one parcel. Phase is "" when the mail only gives a date, a flag or a reason.
type Event struct {
	Tracking    string
	Carrier     string
	Phase       track.Phase
	Reason      track.Reason
	Flag        track.Flag
	Occurred    track.Stamp // "" when the mail does not say: then the mail's Date counts
	EstimatedOn track.Date
	Order       string
	Location    string
	Evidence    string // the words that decided, at most 160 characters
	Basis       string // jsonld, microdata, rdfa, or pattern:<carrier>/<row>
}

// Reader reads messages for one shop.
type Reader struct {
	Zone    *time.Location // of times without one; nil is UTC
	Servers []string       // the mail servers whose Authentication-Results count; none: whichever stands topmost
	Own     []Row          // patterns the shop taught, above the shipped ones
	Copies  bool           // a person vouches that a message without sender and date is a page they copied

	// Ours tells which of some words of a mail name an order, a parcel or a return of the shop, as they stand there; nil knows none.
	// It is asked of mails that nobody known wrote and that look like a shipment notice.
	Ours func(words []string) []string
	Mine []string // the shop's own addresses, in lower case: what it wrote itself is no courier's

	unsifted bool // every pattern is tried, also those that cannot match: tests compare
}

// Read says what one raw message means, with the word of whichever mail server wrote last.
func Read(raw []byte, zone *time.Location) Notice { return Reader{Zone: zone}.Read(raw) }

// Read says what one raw message means. It never panics and never fails: a message that cannot be read is Unknown, with its
// problems.
func (r Reader) Read(raw []byte) (n Notice) {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	defer func() {
		if r := recover(); r != nil {
			n = Notice{Verdict: Unknown, Why: "unreadable: the message could not be taken apart", Problems: []string{"unreadable: reading stopped inside the message"}}
		}
	}()
	m := r.open(raw, zone)
	n = m.notice()
	r.judge(m, &n, zone)
	if n.Verdict != IsNotice {
		n.Events = nil
	}
	n.letGo()
	return n
}

// letGo gives a notice words of its own: those of a mail lie in its whole text, which would stay in memory for as long as they do.
func (n *Notice) letGo() {
	own := func(words ...*string) {
		for _, w := range words {
			*w = strings.Clone(*w)
		}
	}
	own(&n.Subject, &n.From, &n.MessageID, &n.Why)
	for i := range n.Problems {
		own(&n.Problems[i])
	}
	for i := range n.Files {
		own(&n.Files[i].Name, &n.Files[i].Type)
	}
	for i := range n.Events {
		e := &n.Events[i]
		own(&e.Tracking, &e.Carrier, (*string)(&e.Occurred), (*string)(&e.EstimatedOn), &e.Order, &e.Location, &e.Evidence)
	}
}

// notice is the envelope of m, before anything is judged.
func (m *message) notice() Notice {
	return Notice{
		Subject: m.subject, From: m.from, MessageID: m.id, Date: m.date, Problems: slices.Clone(m.problems),
		Authenticated: m.authenticated, Forwarded: m.forwarded, Files: m.files,
	}
}

// blank reports whether not even an envelope could be read.
func (m *message) blank() bool {
	return m.from == "" && m.subject == "" && m.id == "" && m.date.IsZero()
}

// unfit says what a message is that is not read for what it says, and why; "" for all others.
func (m *message) unfit() (Verdict, string) {
	switch {
	case m.report:
		return NotNotice, "delivery-report: a mail server reports about a mail, not a parcel"
	case m.farther:
		return Unknown, "forwarded-often: it was passed on more than " + strconv.Itoa(mostForwards) + " times, so that nobody can tell who wrote it"
	case m.blank():
		return Unknown, "unreadable: it has neither sender, subject nor date, so it may be no mail at all"
	}
	return "", ""
}

// judge fills in verdict, events and reasons.
func (r Reader) judge(m *message, n *Notice, zone *time.Location) {
	t := cmp.Or(m.owners.of(m.from), m.relayed())
	if t != nil {
		t = t.with(r.Own)
		n.FromCarrier, n.Carrier = t.id(), t.id()
	}
	if n.Verdict, n.Why = m.unfit(); n.Verdict != "" {
		return
	}
	known := len(m.problems)
	p := pageOf(m, zone)
	p.vouched = m.authenticated == "pass"
	if r.unsifted {
		p.unsift()
	}
	n.Problems = append(n.Problems, m.problems[known:]...)
	if r.Copies && m.from == "" && m.date.IsZero() && n.copied(m, p) {
		return
	}
	marked := markupEvents(m, t)
	var said finding
	if t != nil {
		said = t.read(p)
	}
	switch {
	case said.silent != "":
		n.Verdict, n.Why = NotNotice, said.silent
	case len(marked) > 0:
		joinMarkup(n, marked, said)
	case t != nil:
		if said.empty() && t.local && p.tells() {
			said.question = t.unclear(p, conclusion{})
		}
		n.take(said)
	default:
		n.stranger(m, p)
		if why := r.ofOurs(n, p); why != "" {
			n.Verdict, n.Why = Unknown, why
		}
	}
	n.doubt(m)
}

// doubt makes a question of what somebody else wrote in the sender's name, and marks what nobody vouches for.
func (n *Notice) doubt(m *message) {
	if n.Verdict != IsNotice {
		return
	}
	if n.Authenticated == "fail" {
		n.Verdict, n.Why = Unknown, "authentication: the mail server found that "+m.from+" did not send this"
		return
	}
	if n.FromCarrier == "" || n.Authenticated == "pass" || n.Forwarded {
		return // a stranger and somebody who forwards are marked already
	}
	for _, e := range n.Events {
		if e.Phase.IsFinal() || e.Phase == track.Returning {
			n.Problems = append(n.Problems, "unchecked-sender: it says "+string(e.Phase)+", and no mail server vouches that "+m.from+" sent it")
			return
		}
	}
}

// take turns what the carrier's patterns found into the verdict.
func (n *Notice) take(f finding) {
	n.Problems = append(n.Problems, f.problems...)
	n.Language = f.language
	if f.question != "" {
		n.Verdict, n.Why = Unknown, f.question
		return
	}
	if len(f.events) == 0 {
		n.Verdict, n.Why = NotNotice, "no-shipment: nothing in it speaks of a parcel"
		return
	}
	n.Verdict, n.Events = IsNotice, f.events
}
