package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Shells is the frame around every screen.
type Shells struct{ app *App }

// Show is what the frame shows.
func (s *Shells) Show() (v Shell, err error) {
	defer s.app.guard("Shells.Show", &err)
	ctx, err := s.app.ready()
	if err != nil {
		return Shell{}, err
	}
	set := s.app.Settings()
	v = Shell{
		ShopName: set.ShopName, Now: s.app.stamp(s.app.now()), Zone: set.Zone, Operator: set.Operator, LastBackup: s.app.stamp(set.LastBackup),
		Version: s.app.config.Version, Sample: !set.SampleNow.IsZero(), Theme: set.Theme, Density: set.Density, Volume: set.Volume,
	}
	disk := s.app.disk()
	v.Disk, v.DiskFree, v.Synced = disk.level, disk.free, store.SyncFolder(s.app.config.Folder)
	err = s.app.store.Read(ctx, func(r *store.Reader) error {
		counts, err := r.Counts(ctx)
		if err != nil {
			return err
		}
		for name, n := range counts {
			if strings.HasPrefix(name, "task/") { // what waits for somebody else needs nobody here
				v.Tasks += n
			}
		}
		v.Open = counts["view/open"]
		if v.Returns, err = s.app.openReturns(ctx, r); err != nil {
			return err
		}
		if v.PastDue, err = r.PastDue(ctx, s.app.now()); err != nil {
			return err
		}
		review, err := s.app.reviewCounts(ctx, r)
		if err != nil {
			return err
		}
		v.Unread, v.Review = review.Unread, review.waits()
		return errors.Join(s.mail(ctx, r, &v), s.drops(ctx, r, &v))
	})
	return v, err
}

// mail says how reading the mailboxes goes.
func (s *Shells) mail(ctx context.Context, r *store.Reader, v *Shell) error {
	boxes, err := r.Mailboxes(ctx)
	var last time.Time
	for _, b := range boxes {
		if b.Paused {
			continue
		}
		v.Mailboxes++
		if b.Waits && v.MailFault == "" {
			v.MailFault = b.Name
		}
		if b.Fetched.After(last) {
			last = b.Fetched
		}
	}
	v.MailAt = s.app.stamp(last)
	return err
}

// drops says what lies in watched folders, and which of them is out of reach.
func (s *Shells) drops(ctx context.Context, r *store.Reader, v *Shell) error {
	v.Dropped = len(s.app.drops.waitingIn(""))
	folders, err := r.DropFolders(ctx)
	for _, f := range folders {
		if f.Waits && !f.Paused && v.DropFault == "" {
			v.DropFault = f.Name
		}
	}
	return err
}

// maxHits is how many orders the palette offers.
const maxHits = 12

// Find looks for orders and parcels by anything a person may type.
func (s *Shells) Find(text string) (hits []Hit, err error) {
	defer s.app.guard("Shells.Find", &err)
	ctx, err := s.app.ready()
	if err != nil {
		return nil, err
	}
	hits = []Hit{}
	if strings.TrimSpace(text) == "" {
		return hits, nil
	}
	err = s.app.store.Read(ctx, func(r *store.Reader) error {
		stands := standsFor(text)
		rows, err := r.Orders(ctx, store.Query{Search: text, Stands: stands, Limit: maxHits})
		for _, row := range rows {
			hits = append(hits, hitsIn(row, append(stands, text))...)
		}
		return err
	})
	return hits, err
}

// hitsIn is the order, and before it the parcel whose number, in one of its spellings, was typed.
func hitsIn(row store.Row, typed []string) []Hit {
	var out []Hit
	for _, p := range row.State.Parcels {
		begins := func(text string) bool {
			key := track.TrackingKey(text)
			return p.Tracking != "" && strings.HasPrefix(p.Tracking, key) || strings.HasPrefix(p.Parcel, key)
		}
		if slices.ContainsFunc(typed, begins) {
			out = append(out, Hit{Kind: "parcel", ID: row.State.ID, Title: cmp.Or(p.Tracking, grouped(p.Parcel)), Sub: carrier.Name(p.Carrier) + " · " + row.State.Order})
		}
	}
	item := ""
	if len(row.State.Lines) > 0 {
		item = row.State.Lines[0].Title
	}
	return append(out, Hit{Kind: "order", ID: row.State.ID, Title: row.State.Order, Sub: strings.Trim(row.Customer+" · "+item, " ·")})
}
