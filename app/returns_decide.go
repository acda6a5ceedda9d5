package app

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"ordertrail/track"
)

// Decide records what becomes of units that were inspected, and what their customer is to get; what is left out is as the
// rules propose. Who decides otherwise says why.
func (r *Returns) Decide(in Inspection) (err error) {
	defer r.app.guard("Returns.Decide", &err)
	if err := in.words(); err != nil {
		return err
	}
	ctx, state, orderID, err := r.begin(in.Return)
	if err != nil {
		return err
	}
	lines, err := r.waiting(ctx, orderID, state, in, track.ReturnDecided)
	if err != nil {
		return err
	}
	var acts []track.Event
	for _, l := range lines {
		for _, u := range undecided(state, l, in) {
			e, err := r.decision(ctx, orderID, &state, l.Line, u, in)
			if err != nil {
				return err
			}
			acts = append(acts, e)
		}
	}
	return r.app.actAll(ctx, orderID, acts)
}

// quarantine is where goods lie until somebody decides what becomes of them.
const quarantine = "quarantine"

// decidedLines are the lines of a return with the units that were decided about and that their customer has not got; of a return
// that was released whole, those it got: where they go may change.
func decidedLines(state track.ReturnState) []ReturnLine {
	var waits, got []ReturnLine
	for _, l := range state.Lines {
		n := 0
		for _, u := range l.Units {
			if u.Disposition != "" && !u.Released {
				n += u.Quantity
			}
		}
		if n > 0 {
			waits = append(waits, ReturnLine{l.Line, n})
		}
		if l.Decided > 0 {
			got = append(got, ReturnLine{l.Line, l.Decided})
		}
	}
	if len(waits) > 0 {
		return waits
	}
	return got
}

// undecided are the units of a line that are decided about, parted by what was found; those named by grade or serial number when
// some are named. Those that somebody looked at and that wait for a decision come first, then the others that wait, then those whose
// customer has not got it, then the rest. Units that nobody has looked at stay together, for track to refuse.
func undecided(state track.ReturnState, of ReturnLine, in Inspection) []track.ReturnUnits {
	waits := func(u track.ReturnUnits) bool { return u.Disposition == "" || u.Disposition == quarantine }
	turns := []func(track.ReturnUnits) bool{
		func(u track.ReturnUnits) bool { return waits(u) && u.Grade != "" },
		func(u track.ReturnUnits) bool { return waits(u) && u.Grade == "" },
		func(u track.ReturnUnits) bool { return !waits(u) && !u.Released },
		func(u track.ReturnUnits) bool { return !waits(u) && u.Released },
	}
	if in.Again {
		turns = []func(track.ReturnUnits) bool{func(u track.ReturnUnits) bool { return u.Disposition != "" && !u.Released }, turns[3]}
	}
	var out []track.ReturnUnits
	n := of.Quantity
	for _, turn := range turns {
		for _, l := range state.Lines {
			for _, u := range l.Units {
				fits := l.Line == of.Line && (in.Grade == "" || strings.EqualFold(u.Grade, in.Grade)) && (in.Serial == "" || u.Serial == track.SerialKey(in.Serial))
				if !fits || n == 0 || !turn(u) {
					continue
				}
				u.Quantity = min(u.Quantity, n)
				n -= u.Quantity
				out = append(out, u)
			}
		}
	}
	if len(out) == 0 {
		out = append(out, track.ReturnUnits{Quantity: of.Quantity, Grade: strings.ToUpper(in.Grade)})
	}
	return out
}

// outcome is what is decided about units: as a person says, else as the rules propose. Where it is decided anew and a person
// names one of the two, the other stays as it was; so does what a customer has got already.
func (in Inspection) outcome(u track.ReturnUnits, p track.Outcome) track.Outcome {
	before := track.Outcome{Disposition: u.Disposition, Resolution: u.Resolution}
	if in.Again && (in.Disposition != "" || in.Resolution != "") {
		p = before
	}
	if u.Released && u.Disposition != "" {
		p.Resolution = before.Resolution
	}
	return track.Outcome{Disposition: cmp.Or(in.Disposition, p.Disposition), Resolution: cmp.Or(in.Resolution, p.Resolution)}
}

// decision is the act of deciding about units.
func (r *Returns) decision(ctx context.Context, orderID string, state *track.ReturnState, line string, u track.ReturnUnits, in Inspection) (track.Event, error) {
	p, err := r.propose(ctx, orderID, state, line, u.Grade, u.Serial)
	if err != nil {
		return track.Event{}, err
	}
	got := in.outcome(u, p.Outcome)
	if got.Disposition == "" && u.Grade == "" {
		return track.Event{}, r.app.refused(&track.Refusal{Code: "not-inspected", Args: []string{state.Return}})
	}
	if got.Disposition == "" {
		return track.Event{}, fail("no-disposition", fmt.Sprintf("no rule says what becomes of the goods of return %s: say which of %s", grouped(state.Return), strings.Join(track.Dispositions(), ", ")), state.Return)
	}
	if got.Resolution == "" && got.Disposition != quarantine && state.Kind == "request" {
		return track.Event{}, fail("no-resolution", fmt.Sprintf("no rule says what the customer of return %s gets: say which of %s", grouped(state.Return), strings.Join(track.Resolutions(), ", ")), state.Return)
	}
	f := track.ReturnFacts{Grade: u.Grade, Serial: u.Serial, Resolution: got.Resolution, Rule: p.Rule, Proposed: p.Outcome}
	if u.Disposition != "" {
		f.Instead = track.Outcome{Disposition: u.Disposition, Resolution: u.Resolution}
	}
	if in.Amount > 0 {
		f.Amount = track.Money{Minor: in.Amount, Currency: cmp.Or(p.Case.Value.Currency, r.app.Settings().Currency)}
	} else if got.Resolution == p.Resolution && !p.Amount.IsZero() {
		f.Amount = track.Money{Minor: p.Amount.Minor * int64(u.Quantity), Currency: p.Amount.Currency}
	}
	return track.Event{Kind: track.ReturnDecided, Return: state.Return, Line: line, Quantity: u.Quantity, Code: got.Disposition, Text: in.Why, ReturnFacts: &f}, nil
}
