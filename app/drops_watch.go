package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"sync"

	"ordertrail/app/drop"
	"ordertrail/store"
)

// dropRoom is what is known of watched folders while the shop is open.
type dropRoom struct {
	changed mailRoom // turned when folders were added, changed or removed

	mu      sync.Mutex
	busy    map[string]*sync.Mutex // by folder: held while a file of it is claimed and taken
	waiting map[string][]waiting   // by folder
	asked   int                    // how many of them somebody looks at
}

// lock keeps everybody else from claiming files of a folder until the function returned is called.
func (r *dropRoom) lock(folder string) (unlock func()) {
	r.mu.Lock()
	if r.busy == nil {
		r.busy = map[string]*sync.Mutex{}
	}
	if r.busy[folder] == nil {
		r.busy[folder] = &sync.Mutex{}
	}
	m := r.busy[folder]
	r.mu.Unlock()
	m.Lock()
	return m.Unlock
}

// watched is a folder while it is watched.
type watched struct {
	store.DropFolder
	mailsOnly bool          // the folder of our own: what is no mail is refused
	unkept    bool          // no row of the shop's file: how it goes is kept nowhere
	options   ImportOptions // how every file is read
	folder    *drop.Folder
	heard     func(DropTake)
	by        string // who lets its files in
	resting   int    // looks for which claims that cannot be put away are left alone
	rests     int    // how often in a row
}

// watch prepares a folder; own tells our claims from those of other programs that watch it.
func (a *App) watch(f store.DropFolder, heard func(DropTake)) *watched {
	w := &watched{DropFolder: f, mailsOnly: f.ID == mailsID, unkept: f.ID == mailsID, heard: heard, by: "automatic", options: ImportOptions{Profile: f.Profile, Source: f.Source}}
	own := f.ID
	if w.mailsOnly { // nobody else watches it
		own = ""
	}
	w.folder = drop.New(drop.Places{In: f.Path, Own: own, Done: f.Done, Failed: f.Failed})
	return w
}

// WatchDrops watches every folder that is not paused, and the folder of our own for mails, until ctx ends. heard is told of every
// file that was taken, refused or put back. One call at a time is enough.
func (a *App) WatchDrops(ctx context.Context, p drop.Pace, heard func(DropTake)) {
	mails := store.DropFolder{ID: mailsID, Name: mailsID, Path: a.folder(mailsID)}
	if err := os.MkdirAll(mails.Path, 0o700); err != nil {
		a.config.Log.Error("drop folder", "error", err)
	}
	for ctx.Err() == nil {
		changed := a.drops.changed.next()
		folders, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.DropFolder, error) { return r.DropFolders(ctx) })
		if err != nil {
			if ctx.Err() == nil {
				a.config.Log.Error("drop folders", "error", err)
			}
			pause(ctx, backOff[0])
			continue
		}
		round, stop := context.WithCancel(ctx)
		var watchers sync.WaitGroup
		for _, f := range append(folders, mails) {
			if f.Paused {
				a.setWaiting(f, nil)
				continue
			}
			w := a.watch(f, heard)
			watchers.Go(func() {
				w.folder.Watch(round, p, func(ctx context.Context, s drop.Seen, err error) { a.looked(ctx, w, s, err) })
			})
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
		stop()
		watchers.Wait()
		a.forgetWaiting()
	}
}

// looked does what one look asks for: it ends what was begun before, and takes whole files in or lists them.
func (a *App) looked(ctx context.Context, w *watched, s drop.Seen, err error) {
	if err == nil {
		err = a.takeLeft(ctx, w, s.Left)
	}
	if w.Asks {
		if a.setWaiting(w.DropFolder, s.Whole); err == nil {
			a.planWaiting(ctx, w)
		}
	} else if err == nil {
		err = a.takeWhole(ctx, w, s.Whole, patient)
	}
	a.noteDrop(ctx, w, err)
}

// takeLeft takes what an earlier look claimed and nobody ended, but not at once again what could not be put away.
func (a *App) takeLeft(ctx context.Context, w *watched, left []drop.Claim) (err error) {
	if w.resting > 0 {
		w.resting--
		return keptFault{w.Fault}
	}
	defer a.drops.lock(w.ID)()
	for _, c := range left {
		if _, gone := os.Lstat(c.Path); gone != nil {
			continue // a person let it in meanwhile
		}
		if _, err = a.takeClaim(ctx, w, c, patient); err != nil {
			break
		}
	}
	if err != nil {
		w.rests = min(w.rests+1, 6)
		w.resting = 1 << w.rests
		return err
	}
	w.rests = 0
	return nil
}

// takeWhole claims and takes files one after the other. It ends where the next file would fare no better.
func (a *App) takeWhole(ctx context.Context, w *watched, files []drop.File, how manner) (last error) {
	defer a.drops.lock(w.ID)()
	for _, file := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := a.takeFile(ctx, w, file, how)
		var path *fs.PathError
		var link *os.LinkError
		switch {
		case errors.Is(err, drop.ErrGone):
		case !isFull(err) && (errors.As(err, &path) || errors.As(err, &link)):
			last = err // of this file alone: another program may have it open
		case err != nil:
			return err
		}
	}
	return last
}

// takeFile claims a file and takes it in.
func (a *App) takeFile(ctx context.Context, w *watched, file drop.File, how manner) error {
	c, err := w.folder.Claim(file)
	if err != nil {
		return err
	}
	if err := a.fresh(ctx, w, c); err != nil {
		return errors.Join(err, c.Return())
	}
	_, err = a.takeClaim(ctx, w, c, how)
	return err
}

// fresh forgets what was taken of an earlier file that was claimed under the same name.
func (a *App) fresh(ctx context.Context, w *watched, c drop.Claim) error {
	claim := store.DropClaim{Folder: w.ID, Key: c.Key}
	taken, err := store.Look(ctx, a.store, func(r *store.Reader) (map[string]int64, error) { return r.TakenOf(ctx, claim) })
	if err != nil || len(taken) == 0 {
		return err
	}
	return a.store.Update(ctx, func(tx *store.Tx) error { return tx.PutAway(claim) })
}

// keptFault is a fault that goes on while nothing is tried.
type keptFault struct{ code string }

func (k keptFault) Error() string { return k.code }

// stuckError is a file that was taken in and cannot be moved to where it goes.
type stuckError struct{ error }

func (s stuckError) Unwrap() error { return s.error }

// dropFault gives what went wrong with a folder its code, and says whether only a person can mend it.
func dropFault(err error) (code string, person bool) {
	var kept keptFault
	var stuck stuckError
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &kept):
		return kept.code, false
	case errors.As(err, &stuck):
		return "stuck", true
	case isFull(err) || Explain(err).Code == "disk-low":
		return "full", true
	case errors.Is(err, drop.ErrNoAnswer):
		return "silent", false
	case errors.Is(err, fs.ErrNotExist):
		return "away", false
	case errors.Is(err, fs.ErrPermission), drop.IsReadOnly(err):
		return "forbidden", true
	case errors.As(err, &path), errors.As(err, &link):
		return "unreadable", false
	}
	return "failed", false
}

// noteDrop keeps how a look went where that changed.
func (a *App) noteDrop(ctx context.Context, w *watched, err error) {
	if ctx.Err() != nil {
		return
	}
	fault := store.DropFault{}
	if err != nil {
		code, person := dropFault(err)
		fault = store.DropFault{Code: code, Says: err.Error(), Waits: person || w.Fault == code && a.now().Sub(w.Faulty) >= dropPatience}
	}
	switch {
	case fault.Code == w.Fault && fault.Waits == w.Waits:
		return
	case fault.Code == w.Fault:
		fault.Says = w.Says
	case err != nil:
		a.config.Log.Warn("drop folder", "name", w.Name, "fault", fault.Code, "error", err)
	}
	w.Fault, w.Waits, w.Says = fault.Code, fault.Waits, fault.Says
	if w.unkept {
		return
	}
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.NoteDropFolder(w.ID, fault); err != nil {
			return err
		}
		kept, err := tx.DropFolder(ctx, w.ID)
		if err == nil {
			w.Faulty = kept.Faulty
		}
		return err
	})
	if err != nil && ctx.Err() == nil && !errors.Is(err, store.ErrNotFound) { // it may have been removed meanwhile
		a.config.Log.Error("drop folder", "name", w.Name, "error", err)
	}
}
