package track

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"
	"time"
)

// SourceKind says what sort of thing asserts facts; authority depends on it.
type SourceKind string

// The kinds of sources.
const (
	SourceShop        SourceKind = "shop"         // a shop platform's export
	SourceLabel       SourceKind = "label"        // a label service's export
	SourceCarrierFile SourceKind = "carrier_file" // a carrier's own file
	SourceCarrierMail SourceKind = "carrier_mail" // a carrier's notice
	SourceStation     SourceKind = "station"      // our scanners
	SourcePerson      SourceKind = "person"       // somebody at the screen or the command line
)

// Source is who asserts a fact. ID is a short name that stays the same ("shopify", "ups-mail", "bench-1").
type Source struct {
	ID   string     `json:"id"`
	Kind SourceKind `json:"kind"`
}

// OrderRef is what a fact says about the order it belongs to: the number as written, and the source when it is known.
type OrderRef struct {
	Source string `json:"source,omitempty"` // "" when any shop may be meant
	Number string `json:"number,omitempty"`
}

// IsZero reports whether no order is named.
func (r OrderRef) IsZero() bool { return r == OrderRef{} }

// Key is the number as it is compared: without a leading #, spaces or letter case. "#1001 " and "1001" are the same order.
func (r OrderRef) Key() string { return OrderKey(r.Number) }

// OrderKey folds an order number for comparing: no leading #, no spaces around, no letter case. Dashes and zeros stay.
func OrderKey(number string) string {
	return strings.ToLower(strings.TrimLeft(strings.TrimSpace(number), "# "))
}

// ParcelRef is what a fact says about the parcel: our own number, or the carrier and its tracking number.
type ParcelRef struct {
	Number   string `json:"number,omitempty"`
	Carrier  string `json:"carrier,omitempty"`
	Tracking string `json:"tracking,omitempty"` // upper case, no spaces
}

// IsZero reports whether no parcel is named.
func (r ParcelRef) IsZero() bool { return r == ParcelRef{} }

// TrackingKey folds a tracking number for comparing: upper case, without spaces and dashes.
func TrackingKey(s string) string {
	if isFolded(s) {
		return s
	}
	return strings.ToUpper(trackingFold.Replace(s))
}

// isFolded reports whether s is capital letters and digits alone, as nearly every tracking number is kept.
func isFolded(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

var trackingFold = strings.NewReplacer(" ", "", "\u00a0", "", "-", "", "\t", "")

// Event is one fact as it was asserted. Nothing in it changes once it is recorded; OrderID and ParcelID are what the fact
// was found to be about, and are derived anew whenever other facts arrive.
type Event struct {
	ID       string    `json:"event"` // "E" and 16 base-32 characters of Key; equal facts have equal ids
	Kind     Kind      `json:"kind"`
	Order    OrderRef  `json:"order,omitzero"`
	Parcel   ParcelRef `json:"parcel,omitzero"`
	Return   string    `json:"return,omitempty"`
	Claim    string    `json:"claim,omitempty"`
	Task     string    `json:"task,omitempty"`
	Line     string    `json:"line,omitempty"`
	Quantity int       `json:"quantity,omitempty"`

	Phase     Phase  `json:"phase,omitempty"`
	Reason    Reason `json:"reason,omitempty"`
	Flag      Flag   `json:"flag,omitempty"`
	CodeType  string `json:"code_type,omitempty"` // the carrier's type of its code: the same code means something else under another
	Code      string `json:"code,omitempty"`      // the carrier's code, or the word a kind needs (grade, contact, field)
	Outcome   string `json:"outcome,omitempty"`   // of a step on a task, what came of it
	Text      string `json:"text,omitempty"`      // the carrier's own words, shortened; or what a person wrote
	TextHash  string `json:"text_hash,omitempty"` // of a carrier's words, which may name a person and lie beside the facts
	Location  string `json:"location,omitempty"`  // where, as stated
	Estimated Date   `json:"estimated_on,omitempty"`
	Due       Stamp  `json:"due,omitempty"`

	Occurred Stamp  `json:"occurred"`
	Source   Source `json:"source"`
	Actor    string `json:"actor,omitempty"`
	Station  string `json:"station,omitempty"`
	Retracts string `json:"retracts,omitempty"` // event id, of a retraction
	Nonce    string `json:"nonce,omitempty"`    // tells apart acts that may truly happen twice (two units picked)
	Override string `json:"override,omitempty"` // code of the refusal that a person overrode
	Over     string `json:"over,omitempty"`     // of an edit, what the files said of the field when it was typed; of an address the hash

	Other ParcelRef `json:"other,omitzero"` // of a merge, the record that is the same parcel; of a new label, the one before
	Of    OrderRef  `json:"of,omitzero"`    // of a duplicate, the order it repeats

	OrderFacts  *OrderFacts  `json:"order_facts,omitempty"`
	ParcelFacts *ParcelFacts `json:"parcel_facts,omitempty"`
	ReturnFacts *ReturnFacts `json:"return_facts,omitempty"`
	ClaimFacts  *ClaimFacts  `json:"claim_facts,omitempty"`
	PersonHash  string       `json:"person,omitempty"` // hash of the customer data kept beside the event
	RawHash     string       `json:"raw,omitempty"`    // hash of the raw text kept beside the event

	// Not part of the fact: when we learned it, the instant it is ordered by, who saw it last, and what it was matched to.
	Recorded time.Time `json:"-"`
	At       time.Time `json:"-"`
	AsOf     Stamp     `json:"-"` // how fresh the freshest file was that stated it; orders two statements of one order
	Said     []Stamp   `json:"-"` // how fresh each file was that stated it, where it NamesDay; none is AsOf alone
	Run      int64     `json:"-"` // the latest import run that stated it; breaks ties of AsOf
	OrderID  string    `json:"-"` // given to AssignParcels: the order its own number means, where that is sure
	ParcelID string    `json:"-"`
}

// none stands for no event where a fold found none: all it says is empty. Nobody writes to it.
var none = &Event{}

// pointers are the addresses of events: what puts facts together hands these around, for an event is large.
func pointers(events []Event) []*Event {
	out := make([]*Event, len(events))
	for i := range events {
		out[i] = &events[i]
	}
	return out
}

// idAlphabet is Crockford's base 32 lowered to the letters that survive foreign keyboards: no Y, Z, I, L, O.
var idAlphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTUVWX_").WithPadding(base32.NoPadding)

// HashID is prefix and n characters that depend on text alone: the same text has the same id on every machine.
func HashID(prefix, text string, n int) string {
	sum := sha256.Sum256([]byte(text))
	id := strings.ReplaceAll(idAlphabet.EncodeToString(sum[:]), "_", "")
	return prefix + id[:n]
}

// Key is the natural key of a fact: its canonical JSON without the raw text, so that the same fact from the same source
// is the same event however often and through whichever file it arrives.
func (e Event) Key() string {
	e = e.AsFact()
	e.ID, e.RawHash = "", ""
	b, err := json.Marshal(e)
	if err != nil {
		panic("track: an event must marshal: " + err.Error())
	}
	return string(b)
}

// AsFact is e as it is recorded: a carrier's words may say with whom a parcel was left, so they lie beside the facts, found by
// their hash, where an erase reaches them; parcels share no hash, so that erasing one's words leaves the others'. Words that nobody understands yet stay, for they are what is to be taught.
func (e Event) AsFact() Event {
	if e.Kind == CarrierEvent && e.Phase != Unmapped && e.Text != "" {
		e.TextHash = HashID("W", strings.Join([]string{e.Order.Key(), e.Parcel.Number, TrackingKey(e.Parcel.Tracking), e.Text}, "|"), 24)
		e.Text = ""
	}
	return e
}

// Sealed returns e with the id its facts give it.
func (e Event) Sealed() Event {
	e.ID = HashID("E", e.Key(), 16)
	return e
}
