package app

import (
	"cmp"
	"context"
	"slices"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Review is the screen of what waits for a person to say what it means, and of sources that need looking after.
type Review struct{ app *App }

// Show counts what waits, and lists senders whose mails are no longer read and feeds that are silent. The mails, codes and facts
// themselves are listed by Imports.Unread, Carriers.Unmapped and Imports.Unmatched.
func (v *Review) Show() (out ReviewView, err error) {
	defer v.app.guard("Review.Show", &err)
	ctx, err := v.app.ready()
	if err != nil {
		return out, err
	}
	err = v.app.store.Read(ctx, func(r *store.Reader) error {
		if out, err = v.app.reviewCounts(ctx, r); err != nil {
			return err
		}
		if out.Senders, err = v.app.senders(ctx, r); err != nil {
			return err
		}
		feeds, err := v.app.feeds(ctx, r, v.app.now())
		out.Feeds = slices.DeleteFunc(feeds, func(f FeedRow) bool { return !f.Quiet })
		return err
	})
	return out, err
}

// reviewCounts is how much waits, without what it is.
func (a *App) reviewCounts(ctx context.Context, r *store.Reader) (v ReviewView, err error) {
	v.Senders, v.Feeds = []SenderRow{}, []FeedRow{}
	if v.Unread, err = r.UnreadCount(ctx); err != nil {
		return v, err
	}
	kinds, err := r.UnmappedKinds(ctx)
	if err != nil {
		return v, err
	}
	rules := a.rules()
	for _, e := range kinds {
		if rules.Understood(e).Phase == track.Unmapped {
			v.Unmapped++
		}
	}
	counts, err := r.Counts(ctx)
	if err != nil {
		return v, err
	}
	v.Unmatched = counts["unmatched"]
	if v.Drifting, err = r.ShopTaskCount(ctx, "notice_drift"); err != nil {
		return v, err
	}
	v.Silent, err = r.ShopTaskCount(ctx, "feed_stale")
	return v, err
}

// waits is how many things of a count a person has to say something about. Facts without an order join by themselves.
func (v ReviewView) waits() int { return v.Unread + v.Unmapped + v.Drifting + v.Silent }

// senders are those whose mails wait, the one with most of them first: how many were read before, and when the last one was.
func (a *App) senders(ctx context.Context, r *store.Reader) ([]SenderRow, error) {
	counts, err := r.NoticeCounts(ctx)
	if err != nil {
		return nil, err
	}
	waiting, err := r.UnreadIn(ctx, store.UnreadOpen, "notice")
	if err != nil {
		return nil, err
	}
	tasks, err := r.Tasks(ctx, store.TaskQuery{Code: "notice_drift"})
	if err != nil {
		return nil, err
	}
	at, out := map[string]int{}, []SenderRow{}
	for _, u := range waiting {
		i, known := at[u.Sender]
		if !known {
			i = len(out)
			at[u.Sender], out = i, append(out, SenderRow{Sender: u.Sender, Name: carrier.Name(u.Sender)})
		}
		out[i].Waiting += u.Seen
		out[i].Subject = u.Subject
	}
	for _, c := range counts {
		if i, waits := at[c.Sender]; waits {
			out[i].Read += c.N
			out[i].Last = max(out[i].Last, c.Last.Format("2006-01-02"))
		}
	}
	for _, t := range tasks {
		if i, waits := at[t.Subject]; waits {
			out[i].Drifts, out[i].Task = true, t.Task.Task
		}
	}
	slices.SortFunc(out, func(a, b SenderRow) int {
		return cmp.Or(cmp.Compare(b.Waiting, a.Waiting), cmp.Compare(a.Sender, b.Sender))
	})
	return out, nil
}
