package importers

import (
	"context"
	"fmt"
	"slices"

	"ordertrail/track"
)

// keptDrafts is up to how many drafts a reading keeps. Of a larger file it keeps none and reads the file again whenever
// they are wanted, so that a file ten times as long takes little more memory.
const keptDrafts = 20_000

// Each calls f with every draft of the file, sealed and dated. Of a table the order is that in which the drafts became
// complete, and the same each time.
func (out *Reading) Each(ctx context.Context, f func(Draft) error) error {
	if out.Count > len(out.Drafts) {
		return out.again(ctx, func(d Draft) error {
			out.dateDraft(&d)
			return f(d)
		})
	}
	for _, d := range out.Drafts {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := f(d); err != nil {
			return err
		}
	}
	return nil
}

// Check reports whether the file still holds the bytes that were read, where they will be read again.
func (out *Reading) Check() (same bool, err error) {
	if out.at == nil || out.Count == len(out.Drafts) && out.letters == nil {
		return true, nil
	}
	sum, err := digest(out.at, out.Size)
	if err != nil {
		return false, fmt.Errorf("read %s again: %w", out.File, err)
	}
	return sum == out.SHA256, nil
}

// keep counts a draft of the first reading, notes how fresh the file is by it and who states it, and keeps it while there
// are few. Those that are not kept, or no longer, are handed back.
func (out *Reading) keep(c Choice, d Draft) (left []Draft) {
	for _, e := range d.Events {
		out.AsOf = later(c, out.AsOf, e.Occurred)
		if f := e.OrderFacts; f != nil {
			for _, s := range []track.Stamp{f.OrderedAt, f.PaidAt, f.FulfilledAt, f.CancelledAt} {
				out.AsOf = later(c, out.AsOf, s)
			}
		}
		out.stated(e.Source.ID)
	}
	out.Count++
	switch {
	case out.again == nil && out.Count > c.kept():
		left, out.Drafts = append(out.Drafts, d), nil
	case out.Count == len(out.Drafts)+1:
		out.Drafts = append(out.Drafts, d.sealed())
	}
	return left
}

// kept is up to how many drafts are kept.
func (c Choice) kept() int {
	if c.keep > 0 {
		return c.keep
	}
	return keptDrafts
}

// stated notes that a source states something in the file.
func (out *Reading) stated(source string) {
	if out.Stated == "" {
		out.Stated = source
	} else if out.Stated != source {
		out.Stated = out.Source.ID
	}
}

// date tells the kept drafts how fresh the file is, which is known only at its end, and puts them in the order of the file.
func (out *Reading) date() {
	slices.SortStableFunc(out.Drafts, func(a, b Draft) int { return a.First - b.First })
	for i := range out.Drafts {
		out.dateDraft(&out.Drafts[i])
	}
}

func (out *Reading) dateDraft(d *Draft) {
	for i := range d.Events {
		if e := &d.Events[i]; e.Kind == track.OrderStated || e.Kind == track.ParcelStated {
			e.AsOf = out.AsOf
		}
	}
}

// sealed is d with the id of every event, and the hash of what the rows said.
func (d Draft) sealed() Draft {
	hash := d.Letter.Hash
	if d.Raw != "" && len(d.Events) > 0 {
		hash = hashOf(d.Raw)
	}
	for i := range d.Events {
		if hash != "" {
			d.Events[i].RawHash = hash
		}
		d.Events[i] = d.Events[i].Sealed()
	}
	return d
}
