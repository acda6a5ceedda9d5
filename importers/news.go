package importers

import (
	"context"
	"slices"
)

// news is the plan of a large file of which nothing is on record, made while the file is read for the first time: it need not be
// read once more to be compared. Nothing is what a first import finds, and every export of new orders alone.
type news struct {
	known Known
	plan  *Plan   // nil once something of the file was found on record
	part  []Draft // that were not asked for yet
}

// newsOf begins the plan of a file; nil where nobody says what is on record.
func newsOf(r *Reading, known Known) *news {
	if known == nil {
		return nil
	}
	return &news{known: known, plan: newPlan(r)}
}

// add asks for drafts of the file that nobody keeps, a batch at a time.
func (n *news) add(ctx context.Context, drafts []Draft) error {
	for _, d := range drafts {
		if n == nil || n.plan == nil {
			return nil
		}
		if len(d.Events) == 0 {
			continue // a message nobody could read: its row is among the rejected
		}
		if d.Events[0].ID == "" {
			d = d.sealed()
		}
		if n.part = append(n.part, d); len(n.part) < batch {
			continue
		}
		if err := n.ask(ctx); err != nil {
			return err
		}
	}
	return nil
}

// ask counts the drafts that were not asked for yet, unless something of them is on record, and keeps none.
func (n *news) ask(ctx context.Context) error {
	live, err := n.plan.liveEvents(ctx, n.part, n.known)
	if err != nil {
		return err
	}
	orders, err := n.plan.knownOrders(ctx, n.part, n.known)
	if err != nil {
		return err
	}
	if len(live)+len(orders) > 0 {
		n.plan, n.part = nil, nil
		return nil
	}
	n.plan.weigh(n.part, nil, nil)
	clear(n.part)
	n.part = n.part[:0]
	return nil
}

// whole is the plan as far as the drafts make it, where they were all asked for and nothing of them is on record; nil where
// whoever compares must go through them.
func (n *news) whole(ctx context.Context, r *Reading) (*Plan, error) {
	if n == nil || n.plan == nil || r.Count == len(r.Drafts) || r.Again || r.Instead != nil {
		return nil, nil
	}
	if err := n.ask(ctx); err != nil || n.plan == nil || r.tellsOfTaken() {
		return nil, err
	}
	p := *n.plan
	p.noted = notedIn(r)
	return &p, nil
}

// tellsOfTaken reports whether a problem names a row that is taken in all the same: a plan lists such a row with its order.
func (r *Reading) tellsOfTaken() bool {
	left := map[int]bool{0: true} // the file as a whole
	for _, row := range r.Rejected {
		left[row.Row] = true
	}
	for _, note := range r.Ignored {
		left[note.Row] = true
	}
	return slices.ContainsFunc(r.Problems, func(x Problem) bool { return !left[x.Row] })
}

// Stale says that something was written since r was read, so that whoever compares must ask for all of it anew.
func (r *Reading) Stale() { r.news = nil }
