package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"ordertrail/store/internal/lean"
	"ordertrail/track"
)

// Recorded is one fact to be kept, with what lies beside it.
type Recorded struct {
	Event    track.Event            // sealed when its ID is empty; its hashes are set from what stands below
	Raw      string                 // the raw text, "" when there is none
	ReadRaw  func() (string, error) // of a raw text that is too long to be carried along: reads it, once it is kept; nil otherwise
	Customer track.Customer         // personal part of a stated order
	Run      int64                  // the import run that states it; 0 for an act or a notice read alone
	Row      int
	Sheet    string
	AsOf     track.Stamp // how fresh the file is
}

// stored is an event with its place in the log and what was derived about it.
type stored struct {
	track.Event
	seq   int64
	live  bool
	fresh bool // recorded in this transaction and not matched yet: no derived row speaks of it

	disowned bool // somebody said that it is not ours; known of a moment only
}

const storedColumns = `e.seq, e.facts, e.recorded_at, e.as_of, e.run, e.live, e.order_id, e.parcel_id`

// scanStored reads a row of storedColumns. Times without an offset are read in zone.
func scanStored(zone *time.Location) func(*sql.Rows) (*stored, error) {
	return func(r *sql.Rows) (*stored, error) {
		u, err := scanFact(r)
		if err != nil {
			return nil, err
		}
		return u.read(zone)
	}
}

// unreadFact is a row of storedColumns whose facts were not taken apart yet.
type unreadFact struct {
	seq, recorded, run         int64
	live                       bool
	facts, asOf, order, parcel string
}

func scanFact(r *sql.Rows) (u unreadFact, err error) {
	return u, r.Scan(&u.seq, &u.facts, &u.recorded, &u.asOf, &u.run, &u.live, &u.order, &u.parcel)
}

// read takes the facts apart. Times without an offset are read in zone.
func (u *unreadFact) read(zone *time.Location) (*stored, error) {
	s := &stored{seq: u.seq, live: u.live}
	if err := lean.Unmarshal(u.facts, &s.Event); err != nil {
		return nil, fmt.Errorf("%w: event %d: %w", ErrDamaged, s.seq, err)
	}
	s.Recorded, s.AsOf, s.Run, s.OrderID, s.ParcelID = instant(u.recorded), track.Stamp(u.asOf), u.run, u.order, u.parcel
	s.At = occurredAt(s.Event, zone)
	return s, nil
}

// occurredAt is when e happened, or when we learned of it if nobody said.
func occurredAt(e track.Event, zone *time.Location) time.Time {
	t, err := e.Occurred.At(zone)
	if err != nil {
		return e.Recorded
	}
	return t
}

// factsOf is the canonical text of a sealed event, as it is hashed and kept.
func factsOf(e track.Event) (string, error) {
	b, err := json.Marshal(e.AsFact())
	if err != nil {
		return "", fmt.Errorf("event %s: %w", e.ID, err)
	}
	return string(b), nil
}

// chained hashes one row of the log onto the hash of the row before.
func chained(before []byte, id, facts string, recorded int64) []byte {
	h := sha256.New()
	h.Write(before)
	var n [8]byte
	for _, part := range []string{id, facts} {
		binary.BigEndian.PutUint64(n[:], uint64(len(part)))
		h.Write(n[:])
		h.Write([]byte(part))
	}
	binary.BigEndian.PutUint64(n[:], uint64(recorded))
	h.Write(n[:])
	return h.Sum(nil)
}

// HashText is the hash under which a raw text or a customer's JSON is kept beside the events.
func HashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// HashCustomer is the hash under which c is kept, and its JSON; both "" for nobody.
func HashCustomer(c track.Customer) (hash, text string) {
	if c.IsZero() {
		return "", ""
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic("store: a customer must marshal: " + err.Error())
	}
	return HashText(string(b)), string(b)
}

// orderSource is the shop whose order numbers e uses.
func orderSource(e track.Event) string {
	if e.Order.Source == "" && e.Kind == track.OrderStated {
		return e.Source.ID
	}
	return e.Order.Source
}

// statedOrder is the id of the order that e states; "" when e states none.
func statedOrder(e track.Event) string {
	if e.Kind != track.OrderStated {
		return ""
	}
	return track.OrderIDOf(orderSource(e), e.Order.Number)
}

// Event finds one event by its id; ErrNotFound when there is none. Retracted ones are found too.
func (r *Reader) Event(ctx context.Context, id string) (Sighted, error) {
	s, err := one(ctx, r.q, scanStored(r.zone), "SELECT "+storedColumns+" FROM events e WHERE e.id = $1", id)
	if err != nil {
		return Sighted{}, fmt.Errorf("event %s: %w", id, err)
	}
	list, err := r.sighted(ctx, []*stored{s}, forever)
	if err != nil {
		return Sighted{}, err
	}
	return list[0], nil
}
