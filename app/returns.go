package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Returns is what is done about goods that come back. It works line by line: a part may be received, inspected and decided.
type Returns struct{ app *App }

// ReturnLine names units of a line of a return.
type ReturnLine struct {
	Line     string `json:"line"`
	Quantity int    `json:"quantity"`
}

// ReturnRequest is what a customer asks for.
type ReturnRequest struct {
	OrderID string       `json:"order_id"`
	Kind    string       `json:"kind"`  // request, or warranty; "" is request
	Cause   string       `json:"cause"` // one of track.ReturnCauses, or ""
	Why     string       `json:"why"`   // the customer's words
	Lines   []ReturnLine `json:"lines"`
	Called  string       `json:"called"`  // the platform's number for it, "" when it has none
	Because string       `json:"because"` // why it is opened for what never left us as far as anybody knows; "" leaves it to the rules
}

// Request records that a customer wants to send something back, and gives the return a number. It counts as agreed to only
// where the shop's policy says so.
func (r *Returns) Request(q ReturnRequest) (number string, err error) {
	defer r.app.guard("Returns.Request", &err)
	return r.open(q, r.app.Settings().policy().AutoAuthorise)
}

// Open records a return that somebody of ours agrees to while opening it.
func (r *Returns) Open(q ReturnRequest) (number string, err error) {
	defer r.app.guard("Returns.Open", &err)
	return r.open(q, true)
}

func (r *Returns) open(q ReturnRequest, agreed bool) (number string, err error) {
	ctx, err := r.app.ready()
	if err != nil {
		return "", err
	}
	if q, err = q.checked(); err != nil {
		return "", err
	}
	if q.Lines, err = r.possible(ctx, q.OrderID, q.Lines, track.ReturnOpened); err != nil {
		return "", err
	}
	if number, err = r.newNumber(); err != nil {
		return "", err
	}
	o, err := r.order(ctx, q.OrderID)
	if err != nil {
		return "", err
	}
	var acts []track.Event
	overrides := false
	for _, l := range q.Lines {
		e := track.Event{Kind: track.ReturnOpened, Return: number, Code: q.Kind, Text: q.Why, Line: l.Line, Quantity: l.Quantity}
		if q.Cause != "" || q.Called != "" {
			e.ReturnFacts = &track.ReturnFacts{Cause: q.Cause, Reference: q.Called}
		}
		e.Override = insisted(&o, e, q.Because).Override
		overrides = overrides || e.Override != ""
		acts = append(acts, e)
	}
	if overrides { // the words of a return are its customer's
		acts = append(acts, track.Event{Kind: track.Noted, Text: strings.TrimSpace(q.Because)})
	}
	if agreed {
		acts = append(acts, track.Event{Kind: track.ReturnAuthorised, Return: number})
	}
	return number, r.app.actAll(ctx, q.OrderID, acts)
}

// checked is a request in the words that the rules know, with what was left out.
func (q ReturnRequest) checked() (_ ReturnRequest, err error) {
	if len(q.Lines) == 0 {
		return q, fail("nothing-named", "say what comes back, for example --line 1=1")
	}
	if q.Cause != "" && !slices.Contains(track.ReturnCauses(), q.Cause) {
		return q, fail("bad-cause", fmt.Sprintf("%q is no cause: %s", q.Cause, strings.Join(track.ReturnCauses(), ", ")), q.Cause)
	}
	if q.Kind = cmp.Or(q.Kind, "request"); q.Kind != "request" && q.Kind != "warranty" {
		return q, fail("bad-kind", fmt.Sprintf("%q is no kind of return: request or warranty", q.Kind), q.Kind)
	}
	q.Called, err = reference(q.Called)
	return q, err
}

func (r *Returns) newNumber() (string, error) {
	n, err := track.NewNumber(track.NumberReturn, r.app.config.Random)
	return string(n), err
}

// Authorise agrees to a request, or anew to a return that expired.
func (r *Returns) Authorise(number, note string) error {
	return r.whole("Returns.Authorise", number, track.Event{Kind: track.ReturnAuthorised, Text: note})
}

// Decline says no to a request, and why.
func (r *Returns) Decline(number, why string) error {
	return r.whole("Returns.Decline", number, track.Event{Kind: track.ReturnDeclined, Text: why})
}

// Cancel calls a return off that has not come.
func (r *Returns) Cancel(number, why string) error {
	return r.whole("Returns.Cancel", number, track.Event{Kind: track.ReturnCancelled, Text: why})
}

// Expect says how a return comes back: under which label, or picked up on which day (YYYY-MM-DD). From then on the
// carrier's events about that label move the return. The carrier is named by code or name, else told by the number where one
// carrier alone may have given it out.
func (r *Returns) Expect(number, carrierID, tracking, pickup string) (err error) {
	defer r.app.guard("Returns.Expect", &err)
	e := track.Event{Kind: track.ReturnExpected}
	if pickup != "" {
		day, err := track.ParseDate(pickup)
		if err != nil {
			return fail("bad-date", fmt.Sprintf("%q is no day: write it like 2026-05-26", pickup), pickup)
		}
		e.Due = track.Stamp(day)
	}
	switch key := track.TrackingKey(carrier.NumberIn(tracking, carrier.Hints{Carrier: carrier.Parse(carrierID)})); {
	case key == "" && pickup == "":
		return fail("nothing-named", "name the label it travels under, or the day it is picked up")
	case !canBeTracking(key):
		return fail("bad-tracking", fmt.Sprintf("%q is no tracking number: it has letters and digits, at most %d of them", tracking, longestTracking), tracking)
	case key != "":
		e.Parcel = track.ParcelRef{Carrier: cmp.Or(carrier.Parse(carrierID), strings.ToLower(strings.TrimSpace(carrierID))), Tracking: key}
	}
	if e.Parcel.Tracking != "" && e.Parcel.Carrier == "" {
		if e.Parcel.Carrier, err = r.carrierOf(e.Parcel.Tracking); err != nil {
			return err
		}
	}
	return r.whole("Returns.Expect", number, e)
}

// carrierOf is the one carrier that may have given out a number, by its check digit; "" where none can be told.
func (r *Returns) carrierOf(tracking string) (id string, err error) {
	ctx, err := r.app.ready()
	if err != nil {
		return "", err
	}
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		id, err = claimedBy(ctx, q, tracking, "")
		return err
	})
	return id, err
}

// Receive records that units of a return are on our dock; without lines, everything that is still expected.
func (r *Returns) Receive(number string, lines []ReturnLine) error {
	return r.each("Returns.Receive", number, lines, track.Event{Kind: track.ReturnReceived})
}

// Box records that the box of a return is on our dock and nobody has looked into it.
func (r *Returns) Box(number string) error {
	return r.whole("Returns.Box", number, track.Event{Kind: track.ReturnReceived, Quantity: 1})
}

// SetAside lets an inspection wait, and says why.
func (r *Returns) SetAside(number, why string) error {
	return r.whole("Returns.SetAside", number, track.Event{Kind: track.ReturnSetAside, Text: why})
}

// Close ends a return. Every unit that came must have its place, and the customer an answer.
func (r *Returns) Close(number, why string) error {
	return r.whole("Returns.Close", number, track.Event{Kind: track.ReturnClosed, Text: why})
}

// whole records one act about a return as a whole.
func (r *Returns) whole(call, number string, e track.Event) (err error) {
	defer r.app.guard(call, &err)
	ctx, err := r.app.ready()
	if err != nil {
		return err
	}
	state, orderID, err := r.find(ctx, number)
	if err != nil {
		return err
	}
	e.Return = state.Return
	if state.Loose {
		return r.app.actLoose(ctx, state, e)
	}
	return r.app.actAll(ctx, orderID, []track.Event{e})
}

// ShownReturn is a return with what names it to a person. Its instants carry the shop's offset.
type ShownReturn struct {
	track.ReturnState
	Order  string            `json:"order"` // "" while nobody knows the order
	Source string            `json:"source"`
	Items  map[string]string `json:"items"` // of its lines

	Shipped map[string][]string `json:"shipped"` // the serial numbers that went out, by line
	Serials []SerialView        `json:"serials"` // what those that were read on its units tell
}

// Show is how a return stands.
func (r *Returns) Show(number string) (s ShownReturn, err error) {
	defer r.app.guard("Returns.Show", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return s, err
	}
	state, orderID, err := r.find(ctx, number)
	if err != nil {
		return s, err
	}
	s = ShownReturn{ReturnState: r.app.InShopTime([]track.ReturnState{state})[0], Items: map[string]string{}, Shipped: map[string][]string{}, Serials: []SerialView{}}
	if orderID == "" {
		return s, nil
	}
	o, err := r.order(ctx, orderID)
	if err != nil {
		return s, err
	}
	s.Order, s.Source = o.Order, o.Source
	for _, l := range o.Lines {
		s.Items[l.Line] = cmp.Or(l.Title, l.SKU)
		if len(l.Serials) > 0 {
			s.Shipped[l.Line] = l.Serials
		}
	}
	s.Serials, err = r.serialsOf(ctx, orderID, &state)
	return s, err
}

// withWords are returns with what their customers said, which lies beside the facts.
func withWords(ctx context.Context, q *store.Reader, returns []track.ReturnState) ([]track.ReturnState, error) {
	var hashes []string
	for _, r := range returns {
		if r.Words != "" {
			hashes = append(hashes, r.Words)
		}
	}
	if len(hashes) == 0 {
		return returns, nil
	}
	texts, err := q.Texts(ctx, hashes)
	out := slices.Clone(returns)
	for i := range out {
		out[i].Reason = cmp.Or(texts[out[i].Words], out[i].Reason)
	}
	return out, err
}

// InShopTime are returns whose instants carry the shop's offset, as those of everything else do.
func (a *App) InShopTime(returns []track.ReturnState) []track.ReturnState {
	out := slices.Clone(returns)
	for i := range out {
		out[i].Due, out[i].Expires = out[i].Due.In(a.zone()), out[i].Expires.In(a.zone())
	}
	return out
}

// each records one act for each line given; without lines, for each line of the return, with all its units that the act is
// still to be done for.
func (r *Returns) each(call, number string, lines []ReturnLine, e track.Event) (err error) {
	defer r.app.guard(call, &err)
	ctx, err := r.app.ready()
	if err != nil {
		return err
	}
	state, orderID, err := r.find(ctx, number)
	if err != nil {
		return err
	}
	if state.Loose {
		return fail("return-loose", fmt.Sprintf("nobody knows the order of return %s yet: match it first", grouped(number)), number)
	}
	e.Return = state.Return
	if len(lines) == 0 {
		if lines, err = r.allLines(ctx, orderID, state, e.Kind); err != nil {
			return err
		}
	}
	if lines, err = r.possible(ctx, orderID, lines, e.Kind); err != nil {
		return err
	}
	var acts []track.Event
	for _, l := range lines {
		e.Line, e.Quantity = l.Line, l.Quantity
		acts = append(acts, e)
	}
	if len(acts) == 0 {
		return fail("nothing-left", fmt.Sprintf("return %s has nothing left to be %s", grouped(number), strings.TrimPrefix(string(e.Kind), "return_")), number)
	}
	return r.app.actAll(ctx, orderID, acts)
}

// possible is the function of that name for the order as it stands now.
func (r *Returns) possible(ctx context.Context, orderID string, named []ReturnLine, kind track.Kind) ([]ReturnLine, error) {
	o, err := r.order(ctx, orderID)
	if err != nil {
		return nil, err
	}
	return possible(&o, named, kind)
}

// possible is the units of lines that a person means, by number or SKU. It refuses lines that the order does not have and
// units that it never had. A parcel that came back on its own, and goods that nobody announced, may be received all the same.
func possible(o *track.OrderState, named []ReturnLine, kind track.Kind) ([]ReturnLine, error) {
	lines, err := linesOf(o, named)
	if err != nil {
		return nil, err
	}
	for _, l := range lines {
		i := slices.IndexFunc(o.Lines, func(known track.LineState) bool { return known.Line == l.Line })
		g := o.Lines[i].Ledger
		most := g.Ordered - g.Cancelled + g.Replaced
		switch kind {
		case track.ReturnOpened:
			most -= g.ReturnRequested
		case track.ReturnReceived:
			most -= g.ReturnReceived
		default:
		}
		if l.Quantity < 1 || l.Quantity > most {
			return nil, fail("bad-quantity", fmt.Sprintf("%d of line %s of order %s cannot come back: at most %d can", l.Quantity, l.Line, o.Order, max(0, most)), o.Order, l.Line)
		}
	}
	return lines, nil
}

// order is how an order stands now.
func (r *Returns) order(ctx context.Context, orderID string) (track.OrderState, error) {
	states, err := store.Look(ctx, r.app.store, func(q *store.Reader) (map[string]track.OrderState, error) { return q.States(ctx, []string{orderID}) })
	return states[orderID], err
}

// allLines is every line of a return with the units the act is still to be done for. A parcel that comes back on its own
// brings what was in it.
func (r *Returns) allLines(ctx context.Context, orderID string, x track.ReturnState, kind track.Kind) ([]ReturnLine, error) {
	left := map[track.Kind]func(track.ReturnLine) int{
		track.ReturnReceived:  func(l track.ReturnLine) int { return l.Requested - l.Received },
		track.ReturnInspected: func(l track.ReturnLine) int { return l.Received - l.Inspected },
		track.ReturnDecided:   waitingForDecision,
	}[kind]
	var out []ReturnLine
	for _, l := range x.Lines {
		if n := left(l); n > 0 {
			out = append(out, ReturnLine{l.Line, n})
		}
	}
	if len(x.Lines) > 0 || kind != track.ReturnReceived {
		return out, nil
	}
	o, err := r.order(ctx, orderID)
	for _, p := range o.Parcels {
		if p.Parcel == x.Parcel {
			for _, c := range p.Contents {
				out = append(out, ReturnLine(c))
			}
		}
	}
	return out, err
}

// waitingForDecision is how many units of a line have no place to stay yet: quarantine is none.
func waitingForDecision(l track.ReturnLine) int {
	n := l.Received
	for _, u := range l.Units {
		if u.Disposition != "" && u.Disposition != quarantine {
			n -= u.Quantity
		}
	}
	return n
}

// Undo takes back the last thing that was done about a return, with everything that was recorded in the same moment.
func (r *Returns) Undo(number string) (undone string, err error) {
	defer r.app.guard("Returns.Undo", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return "", err
	}
	state, orderID, err := r.find(ctx, number)
	if err != nil {
		return "", err
	}
	nonce, err := r.app.randomID()
	if err != nil {
		return "", err
	}
	var last []track.Event
	err = r.app.store.Update(ctx, func(tx *store.Tx) error {
		events, err := tx.LiveEvents(ctx, orderID)
		if err != nil {
			return err
		}
		if last = lastActs(events, append([]string{state.Return}, state.Aliases...)); len(last) == 0 {
			return fail("nothing-to-undo", fmt.Sprintf("nothing was done about return %s that could be taken back", grouped(number)), number)
		}
		return r.app.takeBack(ctx, tx, orderID, last, "", nonce)
	})
	if err != nil {
		return "", err
	}
	return string(last[0].Kind), nil
}

// lastActs are the newest acts on a return: those that were recorded together.
func lastActs(events []track.Event, numbers []string) []track.Event {
	var out []track.Event
	for _, e := range events {
		if e.Kind.About() != "return" || !slices.Contains(numbers, e.Return) {
			continue
		}
		group, _, _ := strings.Cut(e.Nonce, ".")
		if len(out) > 0 {
			if newest, _, _ := strings.Cut(out[0].Nonce, "."); newest != group {
				if e.Recorded.Before(out[0].Recorded) || e.Recorded.Equal(out[0].Recorded) && !e.At.After(out[0].At) {
					continue
				}
				out = nil
			}
		}
		out = append(out, e)
	}
	return out
}

// actAll records several acts on one order, all or none.
func (a *App) actAll(ctx context.Context, orderID string, acts []track.Event) error {
	nonce, err := a.randomID()
	if err != nil {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		for i, e := range acts {
			if err := a.actIn(ctx, tx, orderID, e, nonce+"."+itoa(i)); err != nil {
				return err
			}
			if err := tx.Settle(ctx); err != nil {
				return err
			}
		}
		return nil
	})
}
