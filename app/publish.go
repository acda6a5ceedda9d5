package app

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/reports/page"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// Publish writes the tracking pages into the pages folder: only what changed, and nothing for orders that ended long ago.
func (x *Reports) Publish() (v PublishView, err error) {
	defer x.app.guard("Reports.Publish", &err)
	return x.app.Publish(x.app.folder("pages"))
}

// Publish brings the tracking pages in folder up to date. Pages that expired or whose order is gone are taken down. Every
// page has its name on record before it is written: one that nobody remembers would never be taken down.
func (a *App) Publish(folder string) (PublishView, error) {
	v := PublishView{Folder: folder}
	ctx, err := a.ready()
	if err != nil {
		return v, err
	}
	if err := a.room(pageNeeds); err != nil {
		return v, err
	}
	ctx, done := a.job(ctx, "publish")
	defer done()
	states, known, err := a.pageStates(ctx)
	if err != nil {
		return v, err
	}
	if err := a.namePages(ctx, states, known); err != nil {
		return v, err
	}
	changed, err := a.publishAll(ctx, &v, states, known)
	v.Pages = v.Written + v.Same
	return v, errors.Join(err, a.keepPages(context.WithoutCancel(ctx), changed)) // what was done counts, also when the rest was stopped
}

// namePages draws a name for every page that is to be written for the first time.
func (a *App) namePages(ctx context.Context, states []track.OrderState, known map[string]store.Page) error {
	var named []store.Page
	for _, s := range states {
		if _, due := a.dueUntil(s); !due || known[s.ID].Token != "" {
			continue
		}
		token, err := a.pageToken()
		if err != nil {
			return err
		}
		known[s.ID] = store.Page{OrderID: s.ID, Token: token}
		named = append(named, known[s.ID])
	}
	return a.keepPages(ctx, named)
}

func (a *App) keepPages(ctx context.Context, pages []store.Page) error {
	if len(pages) == 0 {
		return nil
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		for _, p := range pages {
			if err := tx.PutPage(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// publishAll writes and takes down pages, counts them in v and returns those that changed, also when it had to stop.
func (a *App) publishAll(ctx context.Context, v *PublishView, states []track.OrderState, known map[string]store.Page) (changed []store.Page, err error) {
	for i, s := range states {
		if err := ctx.Err(); err != nil {
			return changed, err
		}
		p, written, err := a.publishOne(v.Folder, s, known[s.ID])
		if err != nil {
			return changed, err
		}
		delete(known, s.ID)
		switch {
		case p.Hash == "" && written:
			v.Removed++
		case p.Hash == "":
			continue
		case written:
			v.Written++
		default:
			v.Same++
		}
		if written {
			changed = append(changed, p)
		}
		if i%100 == 0 {
			a.send("progress", Progress{Job: "publish", Code: "publishing", Done: i, Total: len(states)})
		}
	}
	for _, p := range known { // orders that are no longer stated
		gone, err := takeDown(v.Folder, p.Token)
		if err != nil {
			return changed, err
		}
		if !gone && p.Hash == "" {
			continue
		}
		p.Hash = ""
		v.Removed++
		changed = append(changed, p)
	}
	return changed, nil
}

// pageStates are the orders that may have a page, and the pages there are.
func (a *App) pageStates(ctx context.Context) ([]track.OrderState, map[string]store.Page, error) {
	var states []track.OrderState
	known := map[string]store.Page{}
	err := a.store.Read(ctx, func(r *store.Reader) error {
		pages, err := r.Pages(ctx)
		for _, p := range pages {
			known[p.OrderID] = p
		}
		if err != nil {
			return err
		}
		return r.EachState(ctx, func(s track.OrderState) error {
			states = append(states, s)
			return nil
		})
	})
	return states, known, err
}

// publishOne writes, leaves or takes down the page of one order. written says that something changed on disk.
func (a *App) publishOne(folder string, s track.OrderState, p store.Page) (store.Page, bool, error) {
	expires, due := a.dueUntil(s)
	if !due {
		gone, err := takeDown(folder, p.Token)
		gone = gone || p.Hash != ""
		p.Hash = ""
		return p, gone, err
	}
	var b bytes.Buffer
	if err := page.Render(&b, a.pageOf(s, expires)); err != nil {
		return p, false, err
	}
	sum := sha256.Sum256(b.Bytes())
	hash := hex.EncodeToString(sum[:])
	path := filepath.Join(folder, filepath.FromSlash(page.Path(p.Token)))
	if there, err := os.ReadFile(path); err == nil && hash == p.Hash && bytes.Equal(there, b.Bytes()) {
		return p, false, nil
	}
	p.Hash, p.Written = hash, a.now()
	p.Expires = expires.End(a.zone())
	clearDrafts(filepath.Dir(path))
	_, err := writeFile(path, func(f *os.File) error {
		_, err := f.Write(b.Bytes())
		return err
	})
	return p, true, err
}

// pageOf is what a customer may see of an order now: trouble shows when our own people have known of it for the head start.
func (a *App) pageOf(s track.OrderState, expires track.Date) page.Page {
	set := a.Settings()
	s, _ = track.Discreet(s, a.now(), a.rules())
	p := page.Page{
		Shop: page.Shop{Name: set.ShopName, HelpMail: set.HelpMail}, Language: a.language(), Words: a.printed("trackpage."), Order: s, Carriers: map[string]page.Carrier{},
		Now: a.now(), Zone: a.zone(), Expires: expires,
	}
	links := a.links()
	for _, q := range s.Parcels {
		p.Carriers[q.Parcel] = page.Carrier{Name: carrierTitle(q.Carrier), Link: links.Of(q.Carrier, q.Tracking)}
	}
	return p
}

// dueUntil says whether an order is to have a page now, and the last day of it; "" while it goes on.
func (a *App) dueUntil(s track.OrderState) (expires track.Date, due bool) {
	expires = a.expires(s)
	over := expires != "" && track.DateOf(a.now(), a.zone()) > expires
	return expires, !over && !s.Elsewhere()
}

// expires is the last day of an order's page: so many days after everything about it ended; "" while it goes on.
func (a *App) expires(s track.OrderState) track.Date {
	if s.Facets.State != track.Closed && s.Facets.State != track.CancelledAs {
		return ""
	}
	last := cmp.Or(string(s.Times.Delivered.Date()), string(s.Times.Ordered.Date()))
	for _, p := range s.Parcels {
		last = max(last, string(p.Times.Last.Date()))
	}
	day := track.Date(last).Start(a.zone())
	if day.IsZero() {
		return ""
	}
	return track.DateOf(day.AddDate(0, 0, a.Settings().PageDays), a.zone())
}

// takeDown removes a page and its folder, and says whether there was one.
func takeDown(folder, token string) (bool, error) {
	path := page.Path(token)
	if path == "" {
		return false, nil
	}
	dir := filepath.Dir(filepath.Join(folder, filepath.FromSlash(path)))
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return false, fmt.Errorf("take down page: %w", err)
	}
	return true, nil
}

// pageToken is 26 base-32 characters, 130 bits, that nobody can guess and that follow from nothing about the order.
func (a *App) pageToken() (string, error) {
	var b [17]byte
	if _, err := a.config.Random.Read(b[:]); err != nil {
		return "", fmt.Errorf("draw a page name: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:])[:26]), nil
}

// carrierTitle is a carrier's name as customers read it. One that no table has is kept in small letters, and begins with a large one.
func carrierTitle(code string) string {
	if name := carrier.Name(code); name != code || code == "" {
		return name
	}
	first, size := utf8.DecodeRuneInString(code)
	return string(unicode.ToUpper(first)) + code[size:]
}
