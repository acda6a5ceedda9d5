package app

import (
	"context"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// Reopen takes back that people ended tasks, all or none: they stand again as they did before. A task whose exception is over
// by now stays ended, and nothing is changed.
func (t *Today) Reopen(tasks []string, why string) error {
	why = strings.TrimSpace(why)
	return t.each("Today.Reopen", tasks, func(ctx context.Context, tx *store.Tx, row store.TaskRow, nonce string) error {
		return t.app.reopen(ctx, tx, row, why, nonce)
	})
}

func (a *App) reopen(ctx context.Context, tx *store.Tx, row store.TaskRow, why, nonce string) error {
	if r := track.CheckReopened(row.Task); r != nil {
		return a.refused(r)
	}
	ends, err := endings(ctx, tx, row)
	if err != nil {
		return err
	}
	if row.OrderID == "" {
		err = a.takeBackOfShop(ctx, tx, ends, why, nonce)
	} else {
		err = a.takeBack(ctx, tx, row.OrderID, ends, why, nonce)
	}
	if err != nil {
		return err
	}
	return a.standsAgain(ctx, tx, row)
}

// endings are the acts that ended a task.
func endings(ctx context.Context, tx *store.Tx, row store.TaskRow) ([]track.Event, error) {
	var out []track.Event
	for _, id := range row.Acts {
		e, err := tx.Event(ctx, id)
		if err != nil {
			return nil, err
		}
		if e.Kind == track.TaskResolved {
			out = append(out, e.Event)
		}
	}
	return out, nil
}

// takeBackOfShop takes back acts on a task that no order owns.
func (a *App) takeBackOfShop(ctx context.Context, tx *store.Tx, acts []track.Event, why, nonce string) error {
	for i, e := range acts {
		back := track.TakingBack(e, track.Event{
			Occurred: a.stampNow(tx.Now()), Actor: a.Settings().Operator, Nonce: nonce + "." + itoa(i),
			Source: track.Source{ID: "office", Kind: track.SourcePerson},
		})
		if _, err := tx.Append(ctx, store.Recorded{Event: back, Raw: why}); err != nil {
			return err
		}
	}
	return tx.SettleShop(ctx)
}

// standsAgain refuses to reopen a task whose exception is over by now: it would end again at once.
func (a *App) standsAgain(ctx context.Context, tx *store.Tx, row store.TaskRow) error {
	over := a.refused(&track.Refusal{Code: "task-over", Args: []string{row.Task.Task}})
	if row.OrderID == "" {
		is, err := tx.Task(ctx, row.Task.Task)
		if err == nil && !is.Ended.IsZero() {
			return over
		}
		return err
	}
	s, err := stateIn(ctx, tx.Reader, row.OrderID)
	if err == nil && !slices.ContainsFunc(s.Tasks, func(t track.Task) bool { return t.Task == row.Task.Task && t.Ended.IsZero() }) {
		return over
	}
	return err
}
