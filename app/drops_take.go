package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"

	"ordertrail/app/drop"
	"ordertrail/importers"
	"ordertrail/store"
)

// dropped is the watched folder that a file lies in, and the claim laid on it; nil for other files.
type dropped struct {
	folder string // its name
	claim  store.DropClaim
}

func (d *dropped) name() string {
	if d == nil {
		return ""
	}
	return d.folder
}

// took keeps that a run took this part of the file, by its key, until the file is put away.
func (d *dropped) took(tx *store.Tx, key string, run store.Run) error {
	if d == nil || d.claim.Key == "" {
		return nil
	}
	return tx.Took(d.claim, key, run.Number)
}

// tookAgain is took for bytes that an earlier run took. How they are read now is remembered with that run.
func (a *App) tookAgain(ctx context.Context, p *heldPlan, earlier store.Run) error {
	if (p.dropped == nil || p.dropped.claim.Key == "") && len(p.view.Otherwise) == 0 {
		return nil
	}
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if len(p.view.Otherwise) > 0 {
			if err := a.remember(ctx, tx, p, earlier); err != nil {
				return err
			}
		}
		return p.dropped.took(tx, p.part.key(p.reading.SHA256), earlier)
	})
}

// manner is how a claimed file is taken.
type manner int

const (
	patient manner = iota // one that is damaged may still be on its way: it gets a second chance
	atOnce                // a person waits for the answer
)

// takeClaim takes in a claimed file and puts it where it goes. An error is about the world, not about the file: then the file lies
// in its folder again, or is still claimed when it was taken and cannot be put away, and is not taken twice.
func (a *App) takeClaim(ctx context.Context, w *watched, c drop.Claim, how manner) (got DropTake, err error) {
	got = DropTake{Folder: w.Name, File: c.Name, Plans: []PlanView{}, Left: []SheetView{}}
	refusals, err := a.takeParts(ctx, w, c, &got)
	switch {
	case ctx.Err() != nil:
		return got, ctx.Err() // still claimed, and handed over again
	case err == nil && c.Grew():
		got.Outcome, got.Code = "put_back", "grew"
		err = a.putAway(ctx, w, c, c.Return())
	case err != nil:
		got.Outcome, got.Message = "put_back", err.Error()
		got.Code, _ = dropFault(err)
		err = errors.Join(err, a.putAway(ctx, w, c, c.Return()))
	case how == patient && c.First() && damaged(refusals):
		got.Outcome, got.Code, got.Message = "put_back", refusals[0].Code, refusals[0].Message
		return got, a.putAway(ctx, w, c, c.Return()) // nobody is told yet
	default:
		err = a.finish(ctx, w, c, &got, refusals)
	}
	w.heard(got)
	return got, err
}

// damaged reports whether a file is what one looks like that has not come whole.
func damaged(refusals []*Error) bool {
	for _, r := range refusals {
		if strings.HasPrefix(r.Code, "damaged-") || r.Code == "bad-encoding" || r.Code == "empty" {
			return true
		}
	}
	return false
}

// takeParts takes in a file, or each part of it. Refusals are about the file; an error is about the world.
func (a *App) takeParts(ctx context.Context, w *watched, c drop.Claim, got *DropTake) (refusals []*Error, err error) {
	defer func() {
		if p := recover(); p != nil { // nobody above this goroutine could
			a.config.Log.Error("panic", "call", "take "+c.Name, "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
			refusals, err = append(refusals, fail("bug", a.say("error.drop-bug", c.Name, fmt.Sprint(p)), c.Name, fmt.Sprint(p))), nil
		}
	}()
	d := &dropped{w.Name, store.DropClaim{Folder: w.ID, Key: c.Key}}
	taken, err := store.Look(ctx, a.store, func(r *store.Reader) (map[string]int64, error) { return r.TakenOf(ctx, d.claim) })
	if err != nil {
		return nil, err
	}
	parts, left, err := a.parts(ctx, w, c.Path, c.Name)
	got.Left = left
	for _, p := range parts {
		var v PlanView
		if v, err = a.takePart(ctx, w, c, p, d, taken); err == nil {
			got.Plans = append(got.Plans, v)
			continue
		}
		told := a.aboutFile(err)
		if told == nil || ctx.Err() != nil {
			return refusals, err
		}
		if len(parts) > 1 {
			told.Message = p.name() + ": " + told.Message
		}
		refusals = append(refusals, told)
	}
	if told := a.aboutFile(err); len(parts) == 0 && told != nil {
		return []*Error{told}, nil
	} else if len(parts) == 0 {
		return nil, err
	}
	return refusals, nil
}

func openDropped(path, name string) (*content, error) {
	c, err := openContent(path)
	if err == nil {
		c.name, c.unasked = name, true
	}
	return c, err
}

// takePart takes in one part of a file, unless its claim took it before.
func (a *App) takePart(ctx context.Context, w *watched, c drop.Claim, p part, d *dropped, taken map[string]int64) (PlanView, error) {
	plan, err := a.lookDropped(ctx, w, c.Path, c.Name, p)
	if err != nil {
		return PlanView{}, err
	}
	defer plan.content.rest()
	if run, already := taken[p.key(plan.reading.SHA256)]; already {
		plan.view.Run, plan.view.Applied = store.Run{Number: run}.ID(), true
		return plan.view, nil
	}
	switch {
	case w.mailsOnly && plan.reading.Kind != importers.KindNotices:
		return PlanView{}, fail("not-mail-file", a.say("error.not-mail-file", c.Name), c.Name)
	case plan.reading.Kind == importers.KindUnknown:
		return PlanView{}, fail("drop-unknown", a.say("error.drop-unknown", c.Name), c.Name)
	}
	plan.dropped, plan.part = d, p
	err = a.apply(ctx, plan, w.by)
	return plan.view, err
}

// lookDropped is the plan of a part of a file in a watched folder. Nobody is told how far it has come.
func (a *App) lookDropped(ctx context.Context, w *watched, path, name string, p part) (*heldPlan, error) {
	outer, err := openDropped(path, name)
	if err != nil {
		return nil, err
	}
	from, err := outer.inside(p.inside)
	if err != nil {
		return nil, err
	}
	from.sheet = p.sheet
	plan, err := a.look(ctx, from, w.options)
	if err != nil {
		from.rest()
	}
	return plan, err
}

// passing are the codes of errors that are not about a file: another try may fare better.
var passing = map[string]bool{
	"disk-full": true, "disk-low": true, "in-use": true, "not-open": true, "cancelled-by-you": true, "took-too-long": true, "no-permission": true,
	"run-under-way": true, "no-such-file": true,
}

// aboutFile is an error as a refusal of the file, or nil when it is about the world.
func (a *App) aboutFile(err error) *Error {
	if err == nil {
		return nil
	}
	told := a.explained(err)
	var path *fs.PathError
	if passing[told.Code] || told.Code == "failed" && errors.As(err, &path) {
		return nil
	}
	copied := *told
	return &copied
}

// finish puts a file that was taken, or refused, where it goes, with the reasons beside it.
func (a *App) finish(ctx context.Context, w *watched, c drop.Claim, got *DropTake, refusals []*Error) (err error) {
	x := store.DropRefusal{Folder: w.Name, File: c.Name}
	rejecting := got.judge(refusals, a.say)
	if got.Outcome == "refused" {
		got.Lies, err = c.Fail(got.Message)
	} else {
		got.Lies, err = c.Finish()
	}
	if err != nil && got.Lies == "" {
		return a.giveUp(ctx, w, c, got, err)
	}
	for _, v := range rejecting {
		x.Rejected, x.Run = x.Rejected+v.Rejected, max(x.Run, numberOf(v.Run))
		sheet, err := a.besideRejects(c, v.Run)
		if err != nil { // the rows are kept with the run all the same
			a.config.Log.Error("rejected rows", "file", c.Name, "error", err)
			continue
		}
		got.Rejects = cmp.Or(got.Rejects, sheet)
	}
	x.Path, x.Code, x.Message = cmp.Or(got.Rejects, got.Lies), got.Code, got.Message
	return a.store.Update(ctx, func(tx *store.Tx) error {
		if got.Outcome != "taken" {
			if err := tx.AddDropRefusal(x); err != nil {
				return err
			}
		}
		return tx.PutAway(store.DropClaim{Folder: w.ID, Key: c.Key})
	})
}

// judge says what became of a file, and returns the plans of which rows were rejected. Mails that could not be read have a queue of
// their own.
func (got *DropTake) judge(refusals []*Error, say func(key string, args ...string) string) (rejecting []PlanView) {
	taken, rejected := 0, 0
	for _, v := range got.Plans {
		if taken += v.New + v.Changed + v.Same + v.Conflict + v.Ignored; v.Kind == importers.KindNotices {
			taken += v.Rejected
		} else if v.Rejected > 0 {
			rejected += v.Rejected
			rejecting = append(rejecting, v)
		}
	}
	why := make([]string, 0, len(refusals)+1)
	for _, r := range refusals {
		why = append(why, r.Message)
	}
	if rejected > 0 {
		why = append(why, say("drop.rejected", fmt.Sprint(rejected)))
	}
	left := got.unread()
	why = append(why, left...)
	got.Message = strings.Join(why, "\n")
	switch {
	case len(refusals) > 0:
		got.Outcome, got.Code = "refused", refusals[0].Code
	case rejected == 0 && len(left) > 0:
		got.Outcome, got.Code = "part", "sheets-unread"
	case rejected == 0:
		got.Outcome = "taken"
	case taken == 0:
		got.Outcome, got.Code = "refused", "rejected-rows"
	default:
		got.Outcome, got.Code = "part", "rejected-rows"
	}
	return rejecting
}

// unread says which sheets of a workbook were left.
func (got *DropTake) unread() (said []string) {
	for _, sheet := range got.Left {
		said = append(said, sheet.Message)
	}
	for _, v := range got.Plans {
		for _, p := range v.Problems {
			if p.Code == "sheets-unread" {
				said = append(said, p.Message)
			}
		}
	}
	return said
}

// giveUp leaves a claim as it is, to be put away later.
func (a *App) giveUp(ctx context.Context, w *watched, c drop.Claim, got *DropTake, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		if _, gone := os.Lstat(c.Path); errors.Is(gone, fs.ErrNotExist) {
			return a.putAway(ctx, w, c, nil) // somebody else put it somewhere
		}
	}
	got.Outcome, got.Code, got.Message = "stuck", "stuck", err.Error()
	return stuckError{err}
}

// putAway forgets what was taken of a claim that is ended, unless ending it went wrong.
func (a *App) putAway(ctx context.Context, w *watched, c drop.Claim, ended error) error {
	if ended != nil {
		return stuckError{ended}
	}
	claim := store.DropClaim{Folder: w.ID, Key: c.Key}
	return a.store.Update(ctx, func(tx *store.Tx) error { return tx.PutAway(claim) })
}

// besideRejects writes the rejected rows of a run beside where refused files lie.
func (a *App) besideRejects(c drop.Claim, run string) (string, error) {
	path, err := c.Beside(".rejected.xlsx")
	if err != nil {
		return "", err
	}
	_, err = a.WriteRejects(run, path)
	return path, err
}

func numberOf(run string) int64 {
	n, _ := store.RunNumber(run) // it is ours
	return n
}
