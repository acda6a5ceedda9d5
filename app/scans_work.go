package app

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
	"ordertrail/track/scan"
)

// openOrder makes the order the one the bench works on; "" clears the bench.
func (s *scanning) openOrder(id string) error {
	if id == "" {
		s.order = nil
		return nil
	}
	states, err := s.tx.States(s.ctx, []string{id})
	if err != nil {
		return err
	}
	o, ok := states[id]
	if !ok { // its import was undone while it lay on the bench
		s.bench.OrderID, s.bench.Parcel, s.order = "", "", nil
		return nil
	}
	s.bench.OrderID, s.order = id, &o
	return nil
}

// scannedOrder opens an order on the bench, or says why it must not be worked on.
func (s *scanning) scannedOrder(o *track.OrderState) error {
	switch {
	case s.bench.Mode == modeHandover:
		s.say("order", "refused", "wrong-mode", s.bench.Mode)
	case o.Facets.State == track.CancelledAs:
		s.say("order", "refused", "cancelled", o.Order)
	case !o.DuplicateOf.IsZero():
		s.say("order", "refused", "duplicate", o.Order, o.DuplicateOf.Number, o.DuplicateOf.Source)
	case o.Facets.State == track.OnHold:
		s.say("order", "refused", "on-hold", o.Order)
	case s.bench.OrderID == o.ID:
		s.say("order", "duplicate", "again", o.Order)
	case s.bench.Parcel != "" && s.boxed() > 0:
		s.say("order", "refused", "box-open", s.order.Order)
	case s.bench.Mode == modePack && s.unfinishedBox(o) != "":
		s.bench.OrderID, s.bench.Parcel, s.order = o.ID, s.unfinishedBox(o), o
		s.say("order", "ok", "opened", o.Order)
	case s.left(o) == 0:
		s.say("order", "refused", "nothing-to-"+s.bench.Mode, o.Order)
	default:
		s.bench.OrderID, s.bench.Parcel, s.order = o.ID, "", o
		s.say("order", "ok", "opened", o.Order)
	}
	return nil
}

// unfinishedBox is a box of the order that lost its bench: one that is still open, or, when everything is packed, one that
// was closed without a carrier's label. "" when there is none.
func (s *scanning) unfinishedBox(o *track.OrderState) string {
	for _, p := range o.Parcels {
		if p.Phase == track.Packing || p.Phase == track.Packed && p.Tracking == "" && s.left(o) == 0 {
			return p.Parcel
		}
	}
	return ""
}

// left is how many units of an order the bench still has to scan.
func (s *scanning) left(o *track.OrderState) int {
	n := 0
	for _, l := range o.Lines {
		n += s.leftOf(l)
	}
	return n
}

func (s *scanning) leftOf(l track.LineState) int { return leftOn(s.bench.Mode, l) }

// leftOn is how many units of a line are still to be scanned in a mode.
func leftOn(mode string, l track.LineState) int {
	if l.NoShip {
		return 0
	}
	done := l.Ledger.Packed
	if mode == modePick {
		done = l.Ledger.Picked
	}
	return max(0, l.Ledger.Ordered-l.Ledger.Cancelled-done)
}

// tryItem books an item on the open order if the code is one: by its SKU, its GTIN or another of its codes, with the
// number of pieces that the code stands for.
func (s *scanning) tryItem(code string, quantity int) (bool, error) {
	matches, err := s.itemCodes(code)
	if err != nil {
		return false, err
	}
	if len(matches) == 0 { // without a stock list, what was ever ordered is known all the same
		if known, err := s.tx.Ordered(s.ctx, code); !known || err != nil {
			return false, err
		}
	}
	if s.order == nil {
		s.say("line-item", "refused", s.noOrder(), s.bench.Mode)
		return true, nil
	}
	line, pieces := s.lineFor(matches)
	if line == nil {
		s.say("line-item", "refused", "wrong-item", s.order.Order)
		return true, nil
	}
	n := max(1, quantity, s.bench.Quantity) * pieces
	s.bench.Quantity = 0
	s.answer.Meaning, s.answer.Item = "line-item", line.Title
	if s.bench.Mode == modePick {
		return true, s.pick(line, n)
	}
	return true, s.pack(line, n)
}

func (s *scanning) noOrder() string {
	if s.bench.Mode == modeHandover {
		return "wrong-mode"
	}
	return "no-order"
}

// itemCode is an item that a code may mean, and how many pieces.
type itemCode struct {
	sku    string
	pieces int
}

// itemCodes are the items a code may mean: those of the stock list, and the SKUs of the open order itself.
func (s *scanning) itemCodes(code string) ([]itemCode, error) {
	var out []itemCode
	found, err := s.tx.ItemsByCode(s.ctx, code)
	for _, f := range found {
		out = append(out, itemCode{f.SKU, max(1, f.Quantity)})
	}
	if s.order != nil {
		for _, l := range s.order.Lines {
			if l.SKU != "" && strings.EqualFold(l.SKU, code) {
				out = append(out, itemCode{l.SKU, 1})
			}
		}
	}
	return out, err
}

// lineFor is the line of the open order that one of the items belongs to; one that still needs units goes first.
func (s *scanning) lineFor(codes []itemCode) (*track.LineState, int) {
	var full *track.LineState
	pieces := 1
	for i := range s.order.Lines {
		l := &s.order.Lines[i]
		for _, c := range codes {
			if !strings.EqualFold(l.SKU, c.sku) || l.SKU == "" {
				continue
			}
			if s.leftOf(*l) > 0 {
				return l, c.pieces
			}
			full, pieces = l, c.pieces
		}
	}
	return full, pieces
}

func (s *scanning) pick(l *track.LineState, n int) error {
	ok, err := s.act(track.Event{Kind: track.LinePicked, Line: l.Line, Quantity: n})
	if !ok || err != nil {
		return err
	}
	left := s.left(s.order) - n
	switch {
	case left == 0:
		s.say("line-item", "done", "order-picked", s.order.Order, l.Title)
		s.bench.OrderID, s.bench.Parcel = "", ""
	case s.leftOf(*l) == n:
		s.say("line-item", "ok", "line-picked", s.order.Order, l.Title)
	default:
		s.say("line-item", "ok", "picked", s.order.Order, l.Title)
	}
	return nil
}

// pack verifies an item into the open box; the first item of a box gives it its number.
func (s *scanning) pack(l *track.LineState, n int) error {
	box := s.bench.Parcel
	if box == "" {
		number, err := track.NewNumber(track.NumberParcel, s.app.config.Random)
		if err != nil {
			return err
		}
		box = string(number)
	}
	ok, err := s.act(track.Event{Kind: track.LinePacked, Line: l.Line, Quantity: n, Parcel: track.ParcelRef{Number: box}, ParcelID: box})
	if !ok || err != nil {
		return err
	}
	if ok, err := s.packSerial(l, box); !ok || err != nil {
		return err
	}
	s.bench.Parcel, s.answer.Parcel = box, box
	switch {
	case s.left(s.order)-n == 0:
		s.say("line-item", "ok", "ready-to-close", s.order.Order, l.Title)
	case s.leftOf(*l) == n:
		s.say("line-item", "ok", "line-verified", s.order.Order, l.Title)
	default:
		s.say("line-item", "ok", "verified", s.order.Order, l.Title)
	}
	return nil
}

// packSerial records the serial number that the scanned code carries. One that went out already is refused, and the unit with
// it: the same label was scanned twice.
func (s *scanning) packSerial(l *track.LineState, box string) (ok bool, err error) {
	if s.serial == "" {
		return true, nil
	}
	ok, err = s.act(track.Event{Kind: track.SerialShipped, Line: l.Line, Code: track.SerialKey(s.serial), Parcel: track.ParcelRef{Number: box}, ParcelID: box})
	if !ok {
		s.facts = s.facts[:len(s.facts)-1]
	}
	return ok, err
}

// boxed is how many units are in the open box.
func (s *scanning) boxed() int {
	n := 0
	if s.order != nil {
		for _, p := range s.order.Parcels {
			if p.Parcel == s.bench.Parcel {
				for _, c := range p.Contents {
					n += c.Quantity
				}
			}
		}
	}
	return n
}

// tryParcels does what the mode does with a parcel that the key finds.
func (s *scanning) tryParcels(meaning, key string) (bool, error) {
	places, err := s.tx.ParcelsByKey(s.ctx, key)
	if err != nil || len(places) == 0 {
		return false, err
	}
	s.answer.Meaning = meaning
	open := places[:0:0]
	for _, p := range places {
		if p.OrderID != "" {
			open = append(open, p)
		}
	}
	switch {
	case s.bench.Mode == modePack && s.bench.Parcel != "" && meaning == "tracking":
		return true, s.label(strings.TrimPrefix(key, "t:"), places[0].Carrier, open)
	case len(open) == 0:
		s.say(meaning, "unknown", "parcel-without-order", strings.TrimPrefix(strings.TrimPrefix(key, "t:"), "n:"))
		return true, s.keepUnknown()
	case len(open) > 1 && s.bench.Mode == modeHandover:
		if open, err = s.unfinished(open); err != nil {
			return true, err
		}
	}
	return true, s.scannedParcel(meaning, open[len(open)-1])
}

// unfinished prefers, among parcels that share a number, those that have not ended their journey: numbers are reused.
func (s *scanning) unfinished(places []store.ParcelPlace) ([]store.ParcelPlace, error) {
	var out []store.ParcelPlace
	for _, p := range places {
		st, ok, err := s.parcel(p)
		if err != nil {
			return nil, err
		}
		if ok && !st.Phase.IsFinal() {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return places, nil
	}
	return out, nil
}

// parcel loads a parcel and makes its order the one that acts are checked against.
func (s *scanning) parcel(place store.ParcelPlace) (track.ParcelState, bool, error) {
	states, err := s.tx.States(s.ctx, []string{place.OrderID})
	if err != nil {
		return track.ParcelState{}, false, err
	}
	o := states[place.OrderID]
	for _, p := range o.Parcels {
		if p.Parcel == place.ParcelID {
			s.order = &o
			return p, true, nil
		}
	}
	return track.ParcelState{}, false, nil
}

// scannedParcel hands a parcel over, or opens its order where items are scanned.
func (s *scanning) scannedParcel(meaning string, place store.ParcelPlace) error {
	if s.bench.Mode != modeHandover {
		states, err := s.tx.States(s.ctx, []string{place.OrderID})
		if err != nil {
			return err
		}
		o := states[place.OrderID]
		return s.scannedOrder(&o)
	}
	p, ok, err := s.parcel(place)
	if err != nil || !ok {
		return err
	}
	s.answer.Parcel = p.Parcel
	name := p.Parcel
	switch {
	case slices.Contains(s.bench.Given, p.Parcel):
		s.say(meaning, "duplicate", "again", name)
		return nil
	case s.bench.Carrier != "" && p.Carrier != "" && p.Carrier != s.bench.Carrier:
		s.say(meaning, "refused", "wrong-carrier", name, carrier.Name(p.Carrier), carrier.Name(s.bench.Carrier))
		return nil
	case p.Phase == track.Packing || p.Times.Packed == "" && s.boxOpen():
		s.say(meaning, "refused", "not-packed", name)
		return nil
	}
	if s.bench.Handover == "" {
		if s.bench.Handover, err = s.app.randomID(); err != nil {
			return err
		}
	}
	ok, err = s.act(track.Event{Kind: track.ParcelGiven, Code: s.bench.Handover, Parcel: refOf(p), ParcelID: p.Parcel})
	if !ok || err != nil {
		return err
	}
	s.bench.Carrier = cmp.Or(s.bench.Carrier, p.Carrier)
	s.bench.Given = append(s.bench.Given, p.Parcel)
	s.bench.OrderID = ""
	s.say(meaning, "ok", "handed-over", name, carrier.Name(p.Carrier))
	return nil
}

// boxOpen reports whether a box of the order is still being packed. A label of that order that nobody scanned at the
// packing bench is most likely the one on that box.
func (s *scanning) boxOpen() bool {
	return slices.ContainsFunc(s.order.Parcels, func(p track.ParcelState) bool { return p.Phase == track.Packing })
}

// refOf names a parcel in a new fact: one made from a file by its carrier and tracking number, one that we packed by our
// number, for a carrier's number may be on several boxes.
func refOf(p track.ParcelState) track.ParcelRef {
	if p.Tracking != "" && p.Times.Packed == "" {
		return track.ParcelRef{Carrier: p.Carrier, Tracking: p.Tracking}
	}
	return track.ParcelRef{Number: p.Parcel}
}

// newLabel takes a code that carriers claim and nobody has seen as the label of the open box.
func (s *scanning) newLabel(meanings []scan.Meaning) (bool, error) {
	if s.bench.Mode != modePack || s.bench.Parcel == "" || s.order == nil {
		return false, nil
	}
	for _, m := range meanings {
		if m.Kind == scan.KindTracking && m.Tracking[0].Check != carrier.Invalid {
			s.answer.Meaning = "tracking"
			return true, s.label(track.TrackingKey(m.Tracking[0].Number), m.Tracking[0].Carrier, nil)
		}
	}
	return false, nil
}

// label closes the open box under a carrier's label, unless that label belongs to another order or is on another box.
func (s *scanning) label(tracking, carrierID string, places []store.ParcelPlace) error {
	for _, p := range places {
		if p.OrderID != s.order.ID {
			other, err := stateIn(s.ctx, s.tx.Reader, p.OrderID)
			s.say("tracking", "refused", "wrong-label", tracking, s.order.Order, other.Order)
			return err
		}
		if p.ParcelID != s.bench.Parcel && s.packed(p.ParcelID) {
			s.say("tracking", "refused", "label-used", tracking, p.ParcelID)
			return nil
		}
	}
	box := track.ParcelRef{Number: s.bench.Parcel, Carrier: carrierID, Tracking: tracking}
	acts := []track.Event{{Kind: track.ParcelLabel, Parcel: box}}
	if !s.packed(s.bench.Parcel) {
		acts = append([]track.Event{{Kind: track.ParcelClosed, Parcel: track.ParcelRef{Number: s.bench.Parcel}}}, acts...)
	}
	for _, e := range acts {
		e.ParcelID = s.bench.Parcel
		if ok, err := s.act(e); !ok || err != nil {
			return err
		}
	}
	s.closeBox("labelled")
	return nil
}

// packed reports whether a parcel of the open order is a box of ours that was closed.
func (s *scanning) packed(parcel string) bool {
	for _, p := range s.order.Parcels {
		if p.Parcel == parcel {
			return p.Times.Packed != ""
		}
	}
	return false
}

// closeBox says that the box is done; the order leaves the bench when nothing of it is left to pack.
func (s *scanning) closeBox(code string) {
	s.answer.Parcel = s.bench.Parcel
	s.say(cmp.Or(s.answer.Meaning, "command"), "done", code, s.order.Order, s.bench.Parcel, itoa(s.left(s.order)))
	s.bench.Parcel = ""
	if s.left(s.order) == 0 {
		s.bench.OrderID = ""
	}
}

func sourcesOf(orders []track.OrderState) string {
	var out []string
	for _, o := range orders {
		out = append(out, o.Source)
	}
	return strings.Join(out, ", ")
}
