package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ordertrail/store"
)

// Limits of what is listed of changes of the shop's own table.
const (
	shownMeaningRulings = 20
	shownChanges        = 50
	readRulings         = 200 // changes of any rules that are looked through for them
)

// changesBetween are the rows that one table has otherwise than the one before, in the order of what they are about.
func changesBetween(before, after []TaughtRow) []MeaningChange {
	was := map[string]TaughtRow{}
	for _, t := range before {
		was[t.Key()] = t
	}
	out := []MeaningChange{}
	for _, t := range after {
		old, stood := was[t.Key()]
		delete(was, t.Key())
		switch {
		case !stood:
			out = append(out, MeaningChange{What: "taught", Row: t.Row, Over: shippedOver(t.Row)})
		case old.Row != t.Row:
			out = append(out, MeaningChange{What: "changed", Row: t.Row, Was: old.Row, Over: shippedOver(t.Row)})
		}
	}
	for _, t := range before {
		if _, gone := was[t.Key()]; gone {
			out = append(out, MeaningChange{What: "forgotten", Row: t.Row, Was: t.Row, Over: shippedOver(t.Row)})
		}
	}
	return out
}

// against counts the changes that say something else of a code than the program ships: few of them are meant.
func against(changes []MeaningChange) int {
	n := 0
	for _, c := range changes {
		if c.What != "forgotten" && c.Over != "" && c.Over != string(c.Row.Phase) {
			n++
		}
	}
	return n
}

// meaningRulings are the newest changes of the shop's own table, of one carrier or, with "", of all.
func (a *App) meaningRulings(ctx context.Context, r *store.Reader, id string) ([]MeaningRuling, error) {
	list, err := r.Rulings(ctx, 0, readRulings+1)
	if err != nil {
		return nil, err
	}
	own := ownByKey(a.Settings().Meanings)
	out := []MeaningRuling{}
	for i, x := range list {
		if i+1 == len(list) || len(out) == shownMeaningRulings {
			break
		}
		if !slices.Contains([]string{ruledMeaning, ruledForgotten, ruledUndone}, x.What) {
			continue
		}
		changes, err := changesOf(list[i+1], x)
		if err != nil {
			return nil, err
		}
		if changes = slices.DeleteFunc(changes, func(c MeaningChange) bool { return id != "" && c.Row.Carrier != id }); len(changes) == 0 {
			continue
		}
		row := MeaningRuling{N: x.N, At: a.stamp(x.At), By: x.By, What: x.What, Rows: len(changes), Undoable: stands(own, changes)}
		row.Changes = changes[:min(len(changes), shownChanges)]
		out = append(out, row)
	}
	return out, nil
}

// changesOf are the rows that a ruling made different from the one before it.
func changesOf(before, ruling store.Ruling) ([]MeaningChange, error) {
	var was, is struct {
		Meanings []TaughtRow `json:"meanings"`
	}
	if err := json.Unmarshal(before.Rules, &was); err != nil {
		return nil, fmt.Errorf("ruling %d: %w", before.N, err)
	}
	if err := json.Unmarshal(ruling.Rules, &is); err != nil {
		return nil, fmt.Errorf("ruling %d: %w", ruling.N, err)
	}
	return changesBetween(was.Meanings, is.Meanings), nil
}

func ownByKey(own []TaughtRow) map[string]TaughtRow {
	out := map[string]TaughtRow{}
	for _, t := range own {
		out[t.Key()] = t
	}
	return out
}

// stands reports whether every row is still as the changes left it.
func stands(own map[string]TaughtRow, changes []MeaningChange) bool {
	for _, c := range changes {
		t, there := own[c.Row.Key()]
		if there == (c.What == "forgotten") || there && t.Row != c.Row {
			return false
		}
	}
	return true
}

// Undo takes a change of the shop's own table back, also after others: its rows are as they were before it. It is refused when
// one of them was changed again since; then that change goes first. Every order is derived anew.
func (c *Carriers) Undo(ruling int64) (v Taught, err error) {
	defer c.app.guard("Carriers.Undo", &err)
	ctx, err := c.app.ready()
	if err != nil {
		return v, err
	}
	list, err := store.Look(ctx, c.app.store, func(r *store.Reader) ([]store.Ruling, error) { return r.Rulings(ctx, ruling+1, 2) })
	if err != nil {
		return v, err
	}
	if ruling <= 0 || len(list) < 2 || list[0].N != ruling {
		return v, fail("no-such-change", fmt.Sprintf("no change of the carriers' tables has the number %d; `ordertrail carrier map history` lists them", ruling), itoa(int(ruling)))
	}
	changes, err := changesOf(list[1], list[0])
	if err != nil {
		return v, err
	}
	if len(changes) == 0 {
		return v, fail("no-such-change", fmt.Sprintf("change %d of the rules touched no carrier's table; `ordertrail carrier map history` lists those that did", ruling), itoa(int(ruling)))
	}
	return c.adopt(ruledUndone, func(_ context.Context, own []TaughtRow) ([]TaughtRow, error) {
		return c.app.withoutChanges(own, changes, ruling)
	})
}

// withoutChanges is the table as it was before changes, if they still stand.
func (a *App) withoutChanges(own []TaughtRow, changes []MeaningChange, ruling int64) ([]TaughtRow, error) {
	if !stands(ownByKey(own), changes) {
		return nil, fail("changed-since", fmt.Sprintf("a row of change %d was changed again since: take the later change back first", ruling), itoa(int(ruling)))
	}
	back := map[string]MeaningChange{}
	for _, c := range changes {
		back[c.Row.Key()] = c
	}
	now := a.now().UTC().Truncate(time.Second)
	out := []TaughtRow{}
	for _, t := range own {
		c, touched := back[t.Key()]
		switch {
		case !touched:
			out = append(out, t)
		case c.What == "changed":
			out = append(out, TaughtRow{Row: c.Was, By: a.Settings().Operator, At: now})
		}
	}
	for _, c := range changes {
		if c.What == "forgotten" {
			out = append(out, TaughtRow{Row: c.Was, By: a.Settings().Operator, At: now})
		}
	}
	return out, tooMany(out)
}
