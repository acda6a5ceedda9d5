package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"sync"

	"ordertrail/importers"
	"ordertrail/store"
)

// Sheets says of each sheet of a workbook what becomes of it when the workbook is taken in: each of those that are taken is
// looked at and applied by itself, with ImportFile.Sheet. None when there is nothing to choose; then the file is looked at as it is.
func (i *Imports) Sheets(f ImportFile) (out []SheetView, err error) {
	defer i.app.guard("Imports.Sheets", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	if f, err = i.app.found(ctx, f); err != nil {
		return nil, err
	}
	c, err := f.open()
	if err != nil {
		return nil, err
	}
	defer c.rest()
	return i.app.sheets(ctx, c, f.Options)
}

// sheets is what becomes of each sheet of a workbook.
func (a *App) sheets(ctx context.Context, c *content, o ImportOptions) ([]SheetView, error) {
	out := []SheetView{}
	choice, err := a.choice(ctx, o)
	if err != nil {
		return out, err
	}
	found, err := importers.Sheets(ctx, c.name, io.NewSectionReader(c, 0, c.size), c.size, choice)
	if err != nil {
		return out, err
	}
	digest := sync.OnceValues(c.digest)
	for _, s := range found {
		v := a.sheetView(s)
		if s.State == importers.SheetHidden {
			before, err := a.tookBefore(ctx, digest, s.Name)
			if err != nil {
				return out, err
			}
			v.Left = !before
		}
		out = append(out, v)
	}
	return out, nil
}

// digest is the hex SHA-256 of the file.
func (c *content) digest() (string, error) {
	h := sha256.New()
	_, err := io.Copy(h, io.NewSectionReader(c, 0, c.size))
	return hex.EncodeToString(h.Sum(nil)), err
}

// tookBefore reports whether a sheet of the bytes of this digest is in already: then nobody needs to look at it, though it is hidden.
func (a *App) tookBefore(ctx context.Context, digest func() (string, error), sheet string) (bool, error) {
	sum, err := digest()
	if err != nil {
		return false, err
	}
	_, err = store.Look(ctx, a.store, func(r *store.Reader) (store.Run, error) { return r.RunOf(ctx, sum, sheet) })
	if errors.Is(err, store.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// bySheet has a sheet that a person named be read as the part of its workbook that it is, where its form is known: then it need not
// be remembered, and the next workbook is taken in whole.
func (a *App) bySheet(ctx context.Context, c *content, o ImportOptions) (ImportOptions, error) {
	if o.Sheet == "" || c.sheet != "" {
		return o, nil
	}
	bare := o
	bare.Sheet, bare.Unlike = "", []string{everything}
	sheets, err := a.sheets(ctx, c, bare)
	for _, s := range sheets {
		if strings.EqualFold(s.Sheet, o.Sheet) && (s.State == string(importers.SheetTaken) || s.State == string(importers.SheetHidden)) {
			c.sheet, o.Sheet = s.Sheet, ""
			break
		}
	}
	return o, err
}

func (a *App) sheetView(s importers.Sheet) SheetView {
	v := SheetView{Sheet: s.Name, Kind: s.Kind, Profile: s.Profile, State: string(s.State), Left: s.State.IsLeft()}
	switch {
	case s.State == importers.SheetTaken:
	case s.Why != nil:
		v.Message = a.say("sheet_left.refused", s.Name, a.explained(a.inWords(s.Why)).Message)
	default:
		v.Message = a.say("sheet_left."+v.State, s.Name)
	}
	return v
}

// taken are the names of the sheets that a workbook is taken in by; a file that is none has one part without a name.
func taken(sheets []SheetView) []string {
	var out []string
	for _, s := range sheets {
		if s.State == string(importers.SheetTaken) {
			out = append(out, s.Sheet)
		}
	}
	if len(out) == 0 {
		return []string{""}
	}
	return out
}

// leftOf are the sheets that somebody should look at.
func leftOf(sheets []SheetView) (out []SheetView) {
	for _, s := range sheets {
		if s.Left {
			out = append(out, s)
		}
	}
	return out
}

// part is what a file is taken in by: a file in an archive, and of a workbook a sheet.
type part struct{ inside, sheet string }

// name is the part as people say it.
func (p part) name() string { return strings.Trim(p.inside+" "+p.sheet, " ") }

// key is what is kept of a claim that took these bytes.
func (p part) key(sha256 string) string {
	if p.sheet == "" {
		return sha256
	}
	return sha256 + "/" + p.sheet
}
