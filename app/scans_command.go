package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/scan"
)

// command does what a command card asks for.
func (s *scanning) command(c scan.Command) error {
	switch c.Verb {
	case scan.Undo:
		return s.undo()
	case scan.Finish:
		return s.finish()
	case scan.NextBox:
		return s.nextBox()
	case scan.Skip:
		s.bench.OrderID, s.bench.Parcel = "", ""
		s.say("command", "ok", "skipped")
	case scan.Hold:
		return s.hold()
	case scan.Qty:
		s.bench.Quantity = c.Quantity
		s.say("command", "ok", "quantity", itoa(c.Quantity))
	case scan.Operator:
		s.bench.Operator = c.Text
		s.say("operator", "ok", "operator", c.Text)
	case scan.Mode:
		return s.mode(c.Text)
	default:
		s.say("command", "refused", "wrong-mode", s.bench.Mode)
	}
	return nil
}

func (s *scanning) mode(mode string) error {
	if !modes[mode] {
		s.say("command", "refused", "bad-mode", mode)
		return nil
	}
	if s.bench.Mode != mode {
		s.bench = bench{Mode: mode, Operator: s.bench.Operator}
		s.order = nil
	}
	s.say("command", "ok", "mode", mode)
	return nil
}

// finish closes the box, ends the hand-over, or puts a half-picked order aside.
func (s *scanning) finish() error {
	switch {
	case s.bench.Mode == modeHandover:
		n := len(s.bench.Given)
		if n == 0 {
			s.say("command", "refused", "no-parcel")
			return nil
		}
		s.say("command", "done", "handover-finished", cmp.Or(carrier.Name(s.bench.Carrier), s.app.say("scan.no-carrier-yet")), itoa(n))
		s.bench.Carrier, s.bench.Handover, s.bench.Given = "", "", nil
		return nil
	case s.order == nil:
		s.say("command", "refused", "no-order")
		return nil
	case s.bench.Mode == modePick:
		s.say("command", "done", "put-aside", s.order.Order, itoa(s.left(s.order)))
		s.bench.OrderID = ""
		return nil
	}
	return s.nextBox()
}

// nextBox closes the open box without a carrier's label; one can be scanned for it later.
func (s *scanning) nextBox() error {
	if s.order == nil || s.bench.Parcel == "" {
		s.say("command", "refused", cmp.Or(s.emptyBox(), "no-order"), s.orderNumber())
		return nil
	}
	ok, err := s.act(track.Event{Kind: track.ParcelClosed, Parcel: track.ParcelRef{Number: s.bench.Parcel}, ParcelID: s.bench.Parcel})
	if ok {
		s.closeBox("packed")
	}
	return err
}

func (s *scanning) emptyBox() string {
	if s.order == nil {
		return ""
	}
	return "parcel-empty"
}

func (s *scanning) orderNumber() string {
	if s.order == nil {
		return ""
	}
	return s.order.Order
}

// hold stops the open order.
func (s *scanning) hold() error {
	if s.order == nil {
		s.say("command", "refused", "no-order")
		return nil
	}
	number := s.order.Order
	ok, err := s.act(track.Event{Kind: track.HoldPlaced, Text: "at " + s.req.Station})
	if ok {
		s.say("command", "ok", "held", number)
		s.bench.OrderID, s.bench.Parcel = "", ""
	}
	return err
}

// undoReach is how many of a station's last scans are looked through for one that can be taken back.
const undoReach = 200

// lastDone is the station's newest scan that recorded facts which still count, and those facts.
func (s *scanning) lastDone() (store.Scan, []track.Event, error) {
	scans, err := s.tx.Scans(s.ctx, s.req.Station, undoReach)
	if err != nil {
		return store.Scan{}, nil, err
	}
	for _, past := range scans {
		var live []track.Event
		for _, id := range past.Events {
			e, err := s.tx.Event(s.ctx, id)
			if err != nil {
				return past, nil, err
			}
			if e.Live && e.Kind != track.Retraction {
				live = append(live, e.Event)
			}
		}
		if len(live) > 0 {
			return past, live, nil
		}
	}
	return store.Scan{}, nil, nil
}

// undo takes back the station's newest scan that recorded facts which still count, unless what was done elsewhere since rests
// on it: then the verdict names that act.
func (s *scanning) undo() error {
	last, events, err := s.lastDone()
	if err != nil {
		return err
	}
	if len(events) == 0 {
		s.say("command", "refused", "nothing-to-undo")
		return nil
	}
	if r, err := s.restedOn(events); err != nil || r != nil {
		if r != nil {
			s.say("command", "refused", r.Code, r.Args...)
		}
		return err
	}
	for i, e := range events {
		s.facts = append(s.facts, track.TakingBack(e, track.Event{
			Occurred: s.app.stampNow(s.tx.Now()), Actor: s.bench.Operator, Station: s.req.Station,
			Source: track.Source{ID: s.req.Station, Kind: track.SourceStation}, Nonce: s.req.ID + "." + itoa(i),
		}))
	}
	var kept keptScan
	if err := json.Unmarshal(last.Answer, &kept); err != nil {
		return fmt.Errorf("undo scan %s: %w", last.ID, err)
	}
	s.bench = kept.Before
	s.say("command", "ok", "undone", cmp.Or(kept.Item, last.Raw))
	return nil
}

// restedOn is the refusal to take facts back on which later acts rest; nil when none does. A fact whose order is not there any
// more rests under nothing.
func (s *scanning) restedOn(facts []track.Event) (*track.Refusal, error) {
	orderID := facts[0].OrderID
	if orderID == "" {
		return nil, nil
	}
	was, err := s.app.inputIn(s.ctx, s.tx, orderID)
	if err != nil {
		return nil, err
	}
	is := was
	is.Events = slices.DeleteFunc(slices.Clone(was.Events), func(e track.Event) bool {
		return slices.ContainsFunc(facts, func(f track.Event) bool { return f.ID == e.ID })
	})
	return track.CheckTakenBack(was, is), nil
}
