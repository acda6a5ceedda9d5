package app

import (
	"bytes"
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

// Publish brings the tracking pages in folder up to date. Pages that expired or whose order is gone are taken down.
func (a *App) Publish(folder string) (PublishView, error) {
	ctx, err := a.ready()
	if err != nil {
		return PublishView{}, err
	}
	ctx, done := a.job(ctx, "publish")
	defer done()
	v := PublishView{Folder: folder}
	states, known, err := a.pageStates(ctx)
	if err != nil {
		return v, err
	}
	var changed []store.Page
	for i, s := range states {
		if err := ctx.Err(); err != nil {
			return v, err
		}
		p, written, err := a.publishOne(folder, s, known[s.ID])
		if err != nil {
			return v, err
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
		if p.Hash == "" {
			continue
		}
		if err := takeDown(folder, p.Token); err != nil {
			return v, err
		}
		p.Hash = ""
		v.Removed++
		changed = append(changed, p)
	}
	v.Pages = v.Written + v.Same
	return v, a.store.Update(ctx, func(tx *store.Tx) error {
		for _, p := range changed {
			if err := tx.PutPage(p); err != nil {
				return err
			}
		}
		return nil
	})
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
	p.OrderID = s.ID
	expires := a.expires(s)
	if over := expires != "" && track.DateOf(a.now(), a.zone()) > expires; over || s.Facts.NotOurs {
		if p.Hash == "" {
			return p, false, nil
		}
		p.Hash = ""
		return p, true, takeDown(folder, p.Token)
	}
	if p.Token == "" {
		token, err := a.pageToken()
		if err != nil {
			return p, false, err
		}
		p.Token = token
	}
	var b bytes.Buffer
	if err := page.Render(&b, a.pageOf(s, expires)); err != nil {
		return p, false, err
	}
	sum := sha256.Sum256(b.Bytes())
	hash := hex.EncodeToString(sum[:])
	path := filepath.Join(folder, filepath.FromSlash(page.Path(p.Token)))
	if _, err := os.Stat(path); err == nil && hash == p.Hash {
		return p, false, nil
	}
	p.Hash, p.Written = hash, a.now()
	p.Expires = expires.End(a.zone())
	_, err := writeFile(path, func(f *os.File) error {
		_, err := f.Write(b.Bytes())
		return err
	})
	return p, true, err
}

func (a *App) pageOf(s track.OrderState, expires track.Date) page.Page {
	set := a.Settings()
	p := page.Page{
		Shop: page.Shop{Name: set.ShopName, HelpMail: set.HelpMail}, Language: "en", Order: s, Carriers: map[string]page.Carrier{},
		Now: a.now(), Zone: a.zone(), Expires: expires,
	}
	for _, q := range s.Parcels {
		p.Carriers[q.Parcel] = page.Carrier{Name: carrier.Name(q.Carrier), Link: carrier.Link(q.Carrier, q.Tracking)}
	}
	return p
}

// expires is the last day of an order's page: so many days after everything about it ended; "" while it goes on.
func (a *App) expires(s track.OrderState) track.Date {
	if s.Facets.State != track.Closed && s.Facets.State != track.CancelledAs {
		return ""
	}
	last := either(string(s.Times.Delivered.Date()), string(s.Times.Ordered.Date()))
	for _, p := range s.Parcels {
		last = max(last, string(p.Times.Last.Date()))
	}
	day := track.Date(last).Start(a.zone())
	if day.IsZero() {
		return ""
	}
	return track.DateOf(day.AddDate(0, 0, a.Settings().PageDays), a.zone())
}

// takeDown removes a page and its folder.
func takeDown(folder, token string) error {
	path := page.Path(token)
	if path == "" {
		return nil
	}
	err := os.RemoveAll(filepath.Dir(filepath.Join(folder, filepath.FromSlash(path))))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("take down page: %w", err)
	}
	return nil
}

// pageToken is 26 base-32 characters, 130 bits, that nobody can guess and that follow from nothing about the order.
func (a *App) pageToken() (string, error) {
	var b [17]byte
	if _, err := a.config.Random.Read(b[:]); err != nil {
		return "", fmt.Errorf("draw a page name: %w", err)
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:])[:26]), nil
}
