package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// Inspection is what somebody found about units of a line, and, when they decide at once, what becomes of them.
type Inspection struct {
	Return      string         `json:"return"`
	Line        string         `json:"line"`
	Quantity    int            `json:"quantity"` // 0: all that waits
	Grade       string         `json:"grade"`
	Serial      string         `json:"serial"`
	Checks      []track.Answer `json:"checks"`
	Note        string         `json:"note"`        // what was found
	Disposition string         `json:"disposition"` // this and the next: "" as proposed
	Resolution  string         `json:"resolution"`
	Amount      int64          `json:"amount"` // minor units, of a part; 0 as proposed
	Why         string         `json:"why"`    // why it is decided otherwise than proposed
	Again       bool           `json:"again"`  // of a decision: about what was decided before and its customer has not got; "" is then as before
}

// words refuses words that mean nothing, before anybody looks at the return.
func (in Inspection) words() error {
	switch {
	case in.Grade != "" && !slices.Contains(track.Grades(), strings.ToUpper(in.Grade)):
		return fail("bad-grade", fmt.Sprintf("%q is no grade: A as new, B opened, C used, D defective, E not ours or missing", in.Grade), in.Grade)
	case in.Disposition != "" && !slices.Contains(track.Dispositions(), in.Disposition):
		return fail("bad-disposition", fmt.Sprintf("%q is no disposition: %s", in.Disposition, strings.Join(track.Dispositions(), ", ")), in.Disposition)
	case in.Resolution != "" && !slices.Contains(track.Resolutions(), in.Resolution):
		return fail("bad-resolution", fmt.Sprintf("%q is no resolution: %s", in.Resolution, strings.Join(track.Resolutions(), ", ")), in.Resolution)
	}
	return nil
}

// Inspect records the grade of units: A as new, B opened, C used, D defective, E not ours or missing. Without a line it is
// about every unit that waits.
func (r *Returns) Inspect(in Inspection) (err error) {
	defer r.app.guard("Returns.Inspect", &err)
	if err := in.words(); err != nil {
		return err
	}
	ctx, state, orderID, err := r.begin(in.Return)
	if err != nil {
		return err
	}
	acts, err := r.inspections(ctx, orderID, state, in)
	if err != nil {
		return err
	}
	return r.app.actAll(ctx, orderID, acts)
}

// begin finds the return that is worked on.
func (r *Returns) begin(number string) (context.Context, track.ReturnState, string, error) {
	ctx, err := r.app.ready()
	if err != nil {
		return nil, track.ReturnState{}, "", err
	}
	state, orderID, err := r.find(ctx, number)
	if err == nil && state.Loose {
		err = fail("return-loose", fmt.Sprintf("nobody knows the order of return %s yet: match it first", grouped(number)), number)
	}
	return ctx, state, orderID, err
}

// inspections are the acts of an inspection: one for each line.
func (r *Returns) inspections(ctx context.Context, orderID string, state track.ReturnState, in Inspection) ([]track.Event, error) {
	if in.Grade = strings.ToUpper(in.Grade); in.Grade == "" {
		return nil, fail("bad-grade", "say what was found: A as new, B opened, C used, D defective, E not ours or missing", in.Grade)
	}
	lines, err := r.waiting(ctx, orderID, state, in, track.ReturnInspected)
	if err != nil {
		return nil, err
	}
	facts := track.ReturnFacts{Serial: track.SerialKey(in.Serial), Criteria: r.app.Settings().policy().Criteria, Checks: in.Checks}
	var acts []track.Event
	for _, l := range lines {
		if err := r.serialFits(ctx, orderID, state.Return, l.Line, in); err != nil {
			return nil, err
		}
		acts = append(acts, track.Event{Kind: track.ReturnInspected, Return: state.Return, Line: l.Line, Quantity: l.Quantity, Code: in.Grade, Text: in.Note, ReturnFacts: &facts})
	}
	return acts, nil
}

// waiting is the line that an inspection names, or every line with units the act is still to be done for.
func (r *Returns) waiting(ctx context.Context, orderID string, state track.ReturnState, in Inspection, kind track.Kind) ([]ReturnLine, error) {
	lines, err := r.allLines(ctx, orderID, state, kind)
	if err != nil {
		return nil, err
	}
	if in.Again && kind == track.ReturnDecided {
		lines = decidedLines(state)
	}
	line, err := r.line(ctx, orderID, in.Line)
	if err != nil {
		return nil, err
	}
	if line != "" {
		lines = slices.DeleteFunc(lines, func(l ReturnLine) bool { return l.Line != line })
		if in.Quantity > 0 {
			lines = []ReturnLine{{line, in.Quantity}}
		}
	}
	if len(lines) == 0 {
		return nil, r.app.nothingLeft(state, kind)
	}
	return r.possible(ctx, orderID, lines, kind)
}

// nothingLeft refuses an act on a return of which everything that came has been dealt with, and says how it is done again.
func (a *App) nothingLeft(state track.ReturnState, kind track.Kind) error {
	received, released := 0, 0
	for _, l := range state.Lines {
		received, released = received+l.Received, released+l.Released
	}
	switch {
	case received == 0:
		return a.refused(&track.Refusal{Code: "nothing-came", Args: []string{state.Return}})
	case kind == track.ReturnInspected:
		return a.refused(&track.Refusal{Code: "all-inspected", Args: []string{state.Return}})
	case released == received:
		return a.refused(&track.Refusal{Code: "all-released", Args: []string{state.Return, state.Resolution}})
	}
	return a.refused(&track.Refusal{Code: "all-decided", Args: []string{state.Return}})
}

// line is the line of the order that a person means by its number or SKU; "" when they name none.
func (r *Returns) line(ctx context.Context, orderID, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	o, err := r.order(ctx, orderID)
	if err != nil {
		return "", err
	}
	return lineOf(&o, text)
}

// serialFits refuses a serial number that other orders know, as track does for the order's own.
func (r *Returns) serialFits(ctx context.Context, orderID, number, line string, in Inspection) error {
	if in.Serial == "" || in.Grade == "E" || in.Note != "" {
		return nil
	}
	found, err := r.serialSays(ctx, orderID, number, line, in.Serial)
	if err != nil {
		return err
	}
	switch {
	case found.Says == "returned_before":
		return r.app.refused(&track.Refusal{Code: "serial-came-before", Args: []string{found.Serial, found.Order}})
	case found.Says == "not_ours" && found.Order != "":
		return r.app.refused(&track.Refusal{Code: "serial-of-other", Args: []string{found.Serial, found.Order}})
	}
	return nil // what the order alone knows, track refuses
}

// SerialView is what a serial number tells.
type SerialView struct {
	Serial  string   `json:"serial"`
	Says    string   `json:"says"`    // matches, not_ours, returned_before, unknown; "" none was read
	Order   string   `json:"order"`   // that it went out with, or came back for; "" when no order knows it
	Shipped []string `json:"shipped"` // that went out on the line
}

// serialSays looks a serial number up in the order and in all others.
func (r *Returns) serialSays(ctx context.Context, orderID, number, line, serial string) (SerialView, error) {
	key := track.SerialKey(serial)
	o, err := r.order(ctx, orderID)
	v := SerialView{Serial: key, Says: o.SerialSays(number, line, key), Shipped: []string{}}
	if v.Says == "matches" || v.Says == "returned_before" {
		v.Order = o.Order
	}
	for _, l := range o.Lines {
		if l.Line == line {
			v.Shipped = nonNil(l.Serials)
		}
	}
	if err != nil || key == "" {
		return v, err
	}
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		rows, err := q.Orders(ctx, store.Query{Search: key, Limit: 100})
		for i := range rows {
			other := &rows[i].State
			if other.ID == orderID {
				continue
			}
			switch came, went := knowsSerial(other, key); {
			case came:
				v.Says, v.Order = "returned_before", other.Order
				return nil
			case went && v.Says != "matches":
				v.Says, v.Order = "not_ours", other.Order
			}
		}
		return err
	})
	return v, err
}

// serialsOf are the serial numbers that were read on the units of a return, each with what it tells.
func (r *Returns) serialsOf(ctx context.Context, orderID string, state *track.ReturnState) ([]SerialView, error) {
	out := []SerialView{}
	for _, l := range state.Lines {
		for _, u := range l.Units {
			if u.Serial == "" {
				continue
			}
			v, err := r.serialSays(ctx, orderID, state.Return, l.Line, u.Serial)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// knowsSerial reports whether an order had the serial number come back, and whether it went out with it.
func knowsSerial(o *track.OrderState, key string) (came, went bool) {
	for _, r := range o.Returns {
		for _, l := range r.Lines {
			came = came || slices.ContainsFunc(l.Units, func(u track.ReturnUnits) bool { return u.Serial == key })
		}
	}
	for _, l := range o.Lines {
		went = went || slices.Contains(l.Serials, key)
	}
	return came, went
}

// ProposalView is what the shop's rules propose about units, and how often people took it.
type ProposalView struct {
	track.Proposal
	Case    track.ProposalCase `json:"case"`
	Serial  SerialView         `json:"serial"`
	Cases   int                `json:"cases"` // decided after this rule in the last 90 days
	Taken   int                `json:"taken"`
	Changed int                `json:"changed"`
}

// Propose is what the rules propose about units of a line that are of a grade. Nothing is recorded.
func (r *Returns) Propose(number, line, grade, serial string) (v ProposalView, err error) {
	defer r.app.guard("Returns.Propose", &err)
	ctx, state, orderID, err := r.begin(number)
	if err != nil {
		return v, err
	}
	if line, err = r.line(ctx, orderID, line); err != nil {
		return v, err
	}
	if grade == "" && serial == "" {
		line, grade, serial = found(&state, line)
	}
	if line == "" && len(state.Lines) > 0 {
		line = state.Lines[0].Line
	}
	if v, err = r.propose(ctx, orderID, &state, line, strings.ToUpper(grade), serial); err != nil {
		return v, err
	}
	past, err := r.pastDecisions()
	for _, d := range past {
		if d.Rule != v.Rule || v.Rule == 0 {
			continue
		}
		v.Cases++
		if d.Changed {
			v.Changed++
		} else {
			v.Taken++
		}
	}
	return v, err
}

// found is what was found of the first units that wait for a decision, of a line or of any; line alone when nothing was.
func found(state *track.ReturnState, line string) (of, grade, serial string) {
	for _, l := range state.Lines {
		for _, u := range l.Units {
			if u.Grade != "" && u.Disposition == "" && (line == "" || line == l.Line) {
				return l.Line, u.Grade, u.Serial
			}
		}
	}
	return line, "", ""
}

func (r *Returns) propose(ctx context.Context, orderID string, state *track.ReturnState, line, grade, serial string) (v ProposalView, err error) {
	o, err := r.order(ctx, orderID)
	if err != nil {
		return v, err
	}
	if v.Serial, err = r.serialSays(ctx, orderID, state.Return, line, serial); err != nil {
		return v, err
	}
	rules := r.app.rules()
	v.Case = o.CaseOf(state, line, grade, serial, v.Serial.Says, rules)
	v.Proposal = track.Propose(rules.Proposals, v.Case)
	return v, nil
}

// Confirm records what was found about units of one line and what becomes of them, in one go: both or neither.
func (r *Returns) Confirm(in Inspection) (err error) {
	defer r.app.guard("Returns.Confirm", &err)
	if err := in.words(); err != nil {
		return err
	}
	ctx, state, orderID, err := r.begin(in.Return)
	if err != nil {
		return err
	}
	acts, err := r.inspections(ctx, orderID, state, in)
	if err != nil {
		return err
	}
	for _, e := range acts {
		found := track.ReturnUnits{Quantity: e.Quantity, Grade: e.Code, Serial: e.ReturnFacts.Serial}
		d, err := r.decision(ctx, orderID, &state, e.Line, found, in)
		if err != nil {
			return err
		}
		acts = append(acts, d)
	}
	return r.app.actAll(ctx, orderID, acts)
}

// Release gives the customer what was decided, or another resolution. Nothing is released before somebody inspected the
// goods, unless a rule of the shop says that the customer need not wait. Amount is in minor units; 0 is what was decided.
func (r *Returns) Release(number, line, resolution string, amount int64, note string) (err error) {
	defer r.app.guard("Returns.Release", &err)
	if err := (Inspection{Resolution: resolution}).words(); err != nil {
		return err
	}
	ctx, state, orderID, err := r.begin(number)
	if err != nil {
		return err
	}
	o, err := r.order(ctx, orderID)
	if err != nil {
		return err
	}
	if line != "" {
		if line, err = lineOf(&o, line); err != nil {
			return err
		}
	}
	acts := withoutRepairs(&o, r.releases(&o, &state, line, resolution, amount))
	if len(acts) == 0 {
		return r.app.nothingToRelease(state)
	}
	if amount > 0 && len(acts) > 1 {
		return fail("amount-of-several", fmt.Sprintf("what was decided about return %s is released in %d parts: say with --line or --resolution which of them the amount is for", grouped(number), len(acts)), number)
	}
	for i := range acts {
		acts[i].Text = note
	}
	return r.app.actAll(ctx, orderID, acts)
}

// nothingToRelease refuses a release of which nothing was decided, by the step that is missing.
func (a *App) nothingToRelease(state track.ReturnState) error {
	received, inspected := 0, 0
	for _, l := range state.Lines {
		received, inspected = received+l.Received, inspected+l.Inspected
	}
	switch {
	case received == 0:
		return a.refused(&track.Refusal{Code: "nothing-came", Args: []string{state.Return}})
	case inspected == 0:
		return a.refused(&track.Refusal{Code: "not-inspected", Args: []string{state.Return}})
	}
	return fail("nothing-decided", fmt.Sprintf("nothing is left to be released of return %s: say what its customer gets with --resolution", grouped(state.Return)), state.Return)
}

// withoutRepairs leaves what a supplier has not repaired out of what is released in one go, where there is anything else.
func withoutRepairs(o *track.OrderState, acts []track.Event) []track.Event {
	rest := slices.DeleteFunc(slices.Clone(acts), func(e track.Event) bool {
		r := track.Check(o, e)
		return r != nil && (r.Code == "supplier-owes" || r.Code == "not-repaired")
	})
	if len(rest) == 0 {
		return acts
	}
	return rest
}

// releases are the acts of releasing a return: for each line, one for each thing that was decided about its units. When one
// resolution is named, it is one act: about the units that are to get it, and when it was decided about none, about all that
// wait.
func (r *Returns) releases(o *track.OrderState, state *track.ReturnState, line, resolution string, amount int64) []track.Event {
	currency := r.app.Settings().Currency
	if len(o.Lines) > 0 {
		currency = cmp.Or(o.Lines[0].Price.Currency, currency)
	}
	release := func(line, code, decided string, minor int64) track.Event {
		f := track.ReturnFacts{Rule: state.Instant, Resolution: decided}
		if minor > 0 {
			f.Amount = track.Money{Minor: minor, Currency: currency}
		}
		return track.Event{Kind: track.ReturnReleased, Return: state.Return, Line: line, Code: code, ReturnFacts: &f}
	}
	if resolution != "" {
		decided := ""
		if slices.ContainsFunc(state.Lines, func(l track.ReturnLine) bool { return (line == "" || l.Line == line) && l.WaitsFor(resolution) }) {
			decided = resolution
		}
		return []track.Event{release(line, resolution, decided, cmp.Or(amount, decidedAmount(state, line, resolution)))}
	}
	if state.Received == "" && state.Instant > 0 && len(state.Lines) > 0 {
		p := track.Propose(r.app.rules().Proposals, o.CaseOf(state, state.Lines[0].Line, "", "", "", r.app.rules()))
		return []track.Event{release(line, p.Resolution, "", amount)}
	}
	var acts []track.Event
	for _, l := range state.Lines {
		if line != "" && l.Line != line {
			continue
		}
		for _, code := range decidedWays(l) {
			acts = append(acts, release(l.Line, code, code, cmp.Or(amount, decidedAmount(state, l.Line, code))))
		}
	}
	return acts
}

// decidedWays are the ways in which customers get what was decided about units of a line and is not released yet, each once;
// those that give nothing come first, so that the answer that stays with the return is what the customer gets.
func decidedWays(l track.ReturnLine) (ways []string) {
	for _, u := range l.Units {
		switch {
		case u.Released || u.Resolution == "" || slices.Contains(ways, u.Resolution):
		case u.Resolution == "reject":
			ways = slices.Insert(ways, 0, u.Resolution)
		default:
			ways = append(ways, u.Resolution)
		}
	}
	return ways
}

// decidedAmount is what was decided to give back for the units that are not released yet.
func decidedAmount(state *track.ReturnState, line, resolution string) (minor int64) {
	for _, l := range state.Lines {
		for _, u := range l.Units {
			if (line == "" || l.Line == line) && !u.Released && u.Resolution == resolution {
				minor += u.Amount.Minor
			}
		}
	}
	return minor
}
