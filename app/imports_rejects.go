package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ordertrail/importers"
	"ordertrail/store"
)

// likeness is by what a file is known again: its header, the import whose rejected rows it holds, and the source that was said.
type likeness struct{ looks, rejectsOf, source string }

// chosenFor is how files like one are read: a sheet of rejected rows as their import was, any other as was said last.
// store.ErrNotFound when nothing is known.
func chosenFor(ctx context.Context, r *store.Reader, l likeness) (store.Choices, error) {
	if l.rejectsOf != "" {
		if c, err := readAsRun(ctx, r, l); !errors.Is(err, store.ErrNotFound) {
			return c, err
		}
	}
	return r.ChoicesFor(ctx, l.looks, l.source)
}

// readAsRun is how an import was read, by what was said and by what its rows proved together: a few of them may prove nothing any
// more. store.ErrNotFound when it took in no such file.
func readAsRun(ctx context.Context, r *store.Reader, l likeness) (c store.Choices, err error) {
	number, err := store.RunNumber(l.rejectsOf)
	if err != nil {
		return c, store.ErrNotFound
	}
	run, err := r.Run(ctx, number)
	if err != nil {
		return c, err
	}
	var k kept
	if err := json.Unmarshal(run.Plan, &k); err != nil {
		return c, fmt.Errorf("run %s: %w", run.ID(), err)
	}
	if k.Looks != l.looks {
		return c, store.ErrNotFound // of another shop
	}
	if c, err = r.ChoicesOf(ctx, number); err != nil && !errors.Is(err, store.ErrNotFound) {
		return c, err
	}
	if c.Said == nil {
		c.Said, c.Since = map[string]string{}, map[string]int64{}
	}
	for choice, found := range k.Proved {
		if _, said := c.Said[choice]; !said {
			c.Said[choice], c.Since[choice] = found, number
		}
	}
	c.Looks, c.Reads, c.Source, c.Run = k.Looks, k.Reads, k.Said, number
	return c, nil
}

// proved is what all columns of a file were read alike by, as choices.
func proved(r *importers.Reading) map[string]string {
	out := map[string]string{}
	if order, alike := r.DateOrder(); alike {
		out["date_format"] = order
	}
	if mark, alike := r.DecimalMark(); alike {
		out["decimal"] = mark
	}
	return out
}
