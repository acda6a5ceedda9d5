package store

import (
	"context"
	"fmt"

	"ordertrail/track"
)

// Known is what the file already says about an order, for an import to compare with.
type Known struct {
	OrderID  string
	Event    string // the statement in force
	Facts    track.OrderFacts
	Customer track.Customer // as that statement has them
	Typed    track.Customer // with what a person corrected
	AsOf     track.Stamp    // how fresh that statement is
	Run      int64          // the import that brought that statement first
	Edited   []string       // fields a person changed, which an import never overwrites
}

// KnownOrders looks up orders by source and number. Orders that nobody stated are not in the answer.
func (r *Reader) KnownOrders(ctx context.Context, refs []track.OrderRef) (map[track.OrderRef]Known, error) {
	out := make(map[track.OrderRef]Known, len(refs))
	err := chunks(refs, settleStep, func(part []track.OrderRef) error {
		ids := make([]string, len(part))
		for i, ref := range part {
			ids[i] = track.OrderIDOf(ref.Source, ref.Number)
		}
		known, err := r.knownPart(ctx, ids)
		if err != nil {
			return err
		}
		for i, ref := range part {
			if k, ok := known[ids[i]]; ok {
				out[ref] = k
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("known orders: %w", err)
	}
	return out, nil
}

func (r *Reader) knownPart(ctx context.Context, ids []string) (map[string]Known, error) {
	rows, err := all(ctx, r.q, scanOrder,
		"SELECT "+orderColumns+" FROM orders o WHERE o.id IN (SELECT value FROM json_each($1))", jsonList(ids))
	if err != nil {
		return nil, err
	}
	out := make(map[string]Known, len(rows))
	var people, stated []string
	for _, o := range rows {
		people, stated = append(people, o.person), append(stated, o.state.Stated)
	}
	asOf := map[string]track.Stamp{}
	facts := map[string]track.OrderFacts{}
	runs := map[string]int64{}
	persons := map[string]string{}
	events, err := r.events(ctx, "WHERE e.id IN (SELECT value FROM json_each($1))", jsonList(stated))
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		asOf[e.ID], persons[e.ID], runs[e.ID] = e.AsOf, e.PersonHash, e.Run
		people = append(people, e.PersonHash)
		if e.OrderFacts != nil {
			facts[e.ID] = *e.OrderFacts
		}
	}
	customers, err := r.customers(ctx, people)
	if err != nil {
		return nil, err
	}
	for _, o := range rows {
		at := o.state.Stated
		out[o.id] = Known{
			OrderID: o.id, Event: at, Facts: facts[at], Customer: customers[or(persons[at], o.person)], Typed: customers[o.person], AsOf: asOf[at], Run: runs[at], Edited: o.state.Edits,
		}
	}
	return out, nil
}

// KnownEvents says which of these event ids the log holds and counts. An event that a retraction or an undone run has
// taken out is known, but does not count.
func (r *Reader) KnownEvents(ctx context.Context, ids []string) (map[string]bool, error) {
	out := make(map[string]bool, len(ids))
	err := chunks(ids, settleStep, func(part []string) error {
		rows, err := all(ctx, r.q, scanText,
			"SELECT id || ' ' || live FROM events WHERE id IN (SELECT value FROM json_each($1))", jsonList(part))
		for _, row := range rows {
			out[row[:len(row)-2]] = row[len(row)-1] == '1'
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("known events: %w", err)
	}
	return out, nil
}

// Customers reads people by their hashes; those who were erased are left out.
func (r *Reader) Customers(ctx context.Context, hashes ...string) (map[string]track.Customer, error) {
	return r.customers(ctx, hashes)
}
