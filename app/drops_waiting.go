package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sort"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/importers"
	"ordertrail/store"
)

// waiting is a file that waits for a person, and its plan once somebody made it.
type waiting struct {
	id     string
	folder store.DropFolder
	file   drop.File
	seen   int64 // what the store held when it was planned, -1 before
	gone   bool  // it was let in or set aside; kept until a look does not find it, for one may have begun before
	view   WaitingFile
}

// key is its place in the order of folders and names; folders of one name there are not.
func (w *waiting) key() string { return w.folder.Name + "\x00" + w.file.Name }

// Waiting files that are planned in one look, and that are planned in all while nobody pages further: as many as a page has.
const (
	plansALook    = 20
	planned       = 100
	recountedSize = 1 << 20 // a larger file is counted anew only when it is opened or let in
)

// waitingID names a file as it was seen: it changes when the file does.
func waitingID(folder string, f drop.File) string {
	sum := sha256.Sum256(fmt.Append(nil, folder, "\x00", f.Name, "\x00", f.Size, "\x00", f.Time.UnixNano()))
	return hex.EncodeToString(sum[:12])
}

// setWaiting keeps what waits in a folder now, and announces it where that is news.
func (a *App) setWaiting(f store.DropFolder, files []drop.File) {
	a.drops.mu.Lock()
	before, news := map[string]waiting{}, false
	for _, w := range a.drops.waiting[f.ID] {
		before[w.id] = w
	}
	now := make([]waiting, 0, len(files))
	for _, file := range files {
		id := waitingID(f.ID, file)
		w, known := before[id]
		if !known {
			w = waiting{id: id, file: file, seen: -1, view: WaitingFile{State: "unread", Files: 1}}
		}
		delete(before, id)
		w.folder, news = f, news || !known
		now = append(now, w)
	}
	news = news || len(before) > 0
	if a.drops.waiting == nil {
		a.drops.waiting = map[string][]waiting{}
	}
	a.drops.waiting[f.ID] = now
	a.drops.mu.Unlock()
	if news {
		a.tellDrops()
	}
}

// forgetWaiting forgets what waits: the folders are looked at anew.
func (a *App) forgetWaiting() {
	a.drops.mu.Lock()
	defer a.drops.mu.Unlock()
	a.drops.waiting = nil
}

// tellDrops has screens look again at what waits in watched folders.
func (a *App) tellDrops() { a.send("changed", Change{Orders: []string{}, Drops: true}) }

// waitingIn are the files that wait in a folder, or with "" in all, in the order of folders and names.
func (r *dropRoom) waitingIn(folder string) []waiting {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []waiting
	for id, list := range r.waiting {
		if folder == "" || folder == id {
			out = append(out, slices.DeleteFunc(slices.Clone(list), func(w waiting) bool { return w.gone })...)
		}
	}
	slices.SortStableFunc(out, func(x, y waiting) int {
		return strings.Compare(x.key(), y.key())
	})
	return out
}

// put replaces what is known of a waiting file, if it still waits.
func (r *dropRoom) put(w waiting) {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := r.waiting[w.folder.ID]
	if at := slices.IndexFunc(list, func(o waiting) bool { return o.id == w.id }); at >= 0 {
		w.gone = list[at].gone || w.gone
		list[at] = w
	}
}

// ask notes that somebody looks at the list, down to so many files from its beginning.
func (r *dropRoom) ask(files int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked = max(r.asked, files)
}

// wasAsked is how many files somebody asked for since it was asked itself, 0 for none.
func (r *dropRoom) wasAsked() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	was := r.asked
	r.asked = 0
	return was
}

// planWaiting plans some of the files that wait in a folder and were not planned yet, or before the shop changed if somebody
// looks at the list.
func (a *App) planWaiting(ctx context.Context, w *watched) {
	news := 0
	asked := a.drops.wasAsked()
	for i, file := range a.drops.waitingIn(w.ID) {
		if news == plansALook || i == max(planned, asked) || ctx.Err() != nil {
			break
		}
		version := a.store.Version()
		if file.seen == version || file.seen >= 0 && (asked == 0 || file.file.Size > recountedSize) {
			continue
		}
		file.seen, file.view = version, a.waitingView(ctx, w, file.file)
		a.drops.put(file)
		news++
	}
	if news > 0 && ctx.Err() == nil {
		a.tellDrops()
	}
}

// waitingView is what importing a waiting file would do.
func (a *App) waitingView(ctx context.Context, w *watched, file drop.File) (v WaitingFile) {
	v.State, v.Files = "plan", 1
	defer func() {
		if p := recover(); p != nil { // nobody above this goroutine could
			v.State, v.Code, v.Message = "refused", "bug", fmt.Sprint(p)
		}
	}()
	parts, _, err := a.parts(ctx, w, file.Path, file.Name)
	known, files := true, map[string]bool{}
	for _, p := range parts {
		files[p.inside] = true
		var plan *heldPlan
		if plan, err = a.lookDropped(ctx, w, file.Path, file.Name, p); err != nil {
			break
		}
		plan.content.rest()
		known = known && plan.view.Known && plan.view.New+plan.view.Changed+plan.view.Conflict == 0
		v.add(plan.view)
	}
	v.Files = max(1, len(files))
	switch {
	case err != nil:
		told := a.explained(err)
		v.State, v.Code, v.Message = "refused", told.Code, told.Message
	case v.Kind == importers.KindUnknown:
		v.State = "unknown"
	case known:
		v.State = "known"
	}
	return v
}

// add counts one file of what may be an archive; the first one names it.
func (v *WaitingFile) add(p PlanView) {
	if v.Kind == "" {
		v.Kind, v.Profile, v.Title = p.Kind, p.Profile, p.Title
	}
	v.Rows, v.New, v.Changed, v.Same = v.Rows+p.Rows, v.New+p.New, v.Changed+p.Changed, v.Same+p.Same
	v.Conflict, v.Rejected, v.Ignored = v.Conflict+p.Conflict, v.Rejected+p.Rejected, v.Ignored+p.Ignored
}

// Waiting is a page of what lies in watched folders and waits for a person, in the order of folders and names.
func (d *Drops) Waiting(q WaitingQuery) (v WaitingView, err error) {
	defer d.app.guard("Drops.Waiting", &err)
	v = WaitingView{Files: []WaitingFile{}, Refused: []RefusedFile{}}
	ctx, err := d.app.ready()
	if err != nil {
		return v, err
	}
	all := d.app.drops.waitingIn("")
	v.Total = len(all)
	from := sort.Search(len(all), func(i int) bool { return q.After == "" || all[i].key() > q.After })
	to := min(len(all), from+pageSize(q.Limit))
	d.app.drops.ask(max(1, to))
	for _, w := range all[from:to] {
		row := w.view
		row.ID, row.Folder, row.File, row.Path, row.Size, row.At = w.id, w.folder.Name, w.file.Name, w.file.Path, w.file.Size, d.app.stamp(w.file.Time)
		v.Files = append(v.Files, row)
	}
	if to < len(all) {
		v.Next = all[to-1].key()
	}
	v.Refused, v.RefusedTotal, err = d.app.refusedFiles(ctx, q.Refused)
	return v, err
}
