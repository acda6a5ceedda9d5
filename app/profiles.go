package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ordertrail/importers"
	"ordertrail/store"
)

// Profile is how one kind of file is read.
type Profile = importers.Profile

// Profiles lists the saved profiles, then ours that no saved one replaces.
func (a *App) Profiles() ([]Profile, error) {
	ctx, err := a.ready()
	if err != nil {
		return nil, err
	}
	c, err := a.choice(ctx, ImportOptions{})
	if err != nil {
		return nil, err
	}
	out, taken := append([]Profile{}, c.Saved...), map[string]bool{}
	for _, p := range out {
		taken[p.Name] = true
	}
	for _, p := range importers.Profiles() {
		if !taken[p.Name] {
			out = append(out, p)
		}
	}
	return out, nil
}

// Profile finds a profile by its name.
func (a *App) Profile(name string) (Profile, error) {
	list, err := a.Profiles()
	for _, p := range list {
		if p.Name == name {
			return p, nil
		}
	}
	if err != nil {
		return Profile{}, err
	}
	return Profile{}, fail("no-such-profile", fmt.Sprintf("there is no profile %q; `ordertrail profile list` names them", name), name)
}

// ImportProfile keeps a profile that somebody handed on as JSON, and returns its name and the one it replaces.
func (a *App) ImportProfile(raw []byte) (name, replaced string, err error) {
	ctx, err := a.ready()
	if err != nil {
		return "", "", err
	}
	p, err := importers.ParseProfile(raw)
	if err != nil {
		return "", "", err
	}
	replaced, err = a.putProfile(ctx, p)
	return p.Name, replaced, err
}

// SaveProfile keeps how a file was read under a name, so that the next one is recognised. It answers with the name of the
// profile that read such files until now and does so no longer, "" when there was none.
func (i *Imports) SaveProfile(planID, name string) (replaced string, err error) {
	defer i.app.guard("Imports.SaveProfile", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return "", err
	}
	plan, err := i.app.held(planID)
	if err != nil {
		return "", err
	}
	p, err := plan.reading.AsProfile(strings.TrimSpace(name), strings.TrimSpace(name))
	if err != nil {
		return "", fail("bad-profile", err.Error(), name)
	}
	same, err := i.app.keptAlready(p)
	if err == nil && !same {
		replaced, err = i.app.putProfile(ctx, p)
	}
	if err == nil {
		plan.saved = true
	}
	return replaced, err
}

// keptAlready reports whether a profile is in use just as p is, as by the sheet of a workbook that was read before this one.
func (a *App) keptAlready(p Profile) (bool, error) {
	list, err := a.Profiles()
	at := slices.IndexFunc(list, func(kept Profile) bool { return kept.Name == p.Name })
	if err != nil || at < 0 {
		return false, err
	}
	p.Version = list[at].Version
	kept, err := json.Marshal(list[at])
	if err != nil {
		return false, fmt.Errorf("compare profile %s: %w", p.Name, err)
	}
	now, err := json.Marshal(p)
	return bytes.Equal(kept, now), err
}

// putProfile keeps a profile; one of the same name becomes its next version. A saved profile of another name that reads the
// same header is taken out of use and named: with both, no such file would be read without asking. One of ours is not
// replaced that way: the new one must take its name.
func (a *App) putProfile(ctx context.Context, p importers.Profile) (replaced string, err error) {
	rows, err := a.Imports().Profiles()
	if err != nil {
		return "", err
	}
	list, err := a.Profiles()
	if err != nil {
		return "", err
	}
	saved := map[string]bool{}
	for _, row := range rows {
		saved[row.Name] = row.Saved
	}
	rivals := p.Rivals(list)
	for _, r := range rivals {
		if !saved[r.Name] {
			return "", fail("profile-taken", fmt.Sprintf("files with this header are read as %q, which comes with the program: save it under that "+
				"name to replace it", r.Name), r.Name)
		}
		replaced = r.Name
	}
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		for _, r := range rivals {
			if err := tx.DropProfile(ctx, r.Name); err != nil {
				return err
			}
		}
		_, err := tx.PutProfile(ctx, p.Name, func(version int) (json.RawMessage, error) {
			p.Version = version
			raw, err := json.Marshal(p)
			if err != nil {
				return nil, fmt.Errorf("save profile %s: %w", p.Name, err)
			}
			return raw, nil
		})
		return err
	})
	return replaced, err
}

// DeleteProfile takes a saved profile out of use; its versions stay on record. A profile of ours that it replaced is used
// again; ours themselves stay.
func (i *Imports) DeleteProfile(name string) (err error) {
	defer i.app.guard("Imports.DeleteProfile", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return err
	}
	err = i.app.store.Update(ctx, func(tx *store.Tx) error { return tx.DropProfile(ctx, name) })
	if errors.Is(err, store.ErrNotFound) {
		if _, ours := i.app.Profile(name); ours == nil {
			return fail("profile-is-ours", fmt.Sprintf("%s comes with the program and cannot be deleted; save one of your own under its name to replace it", name), name)
		}
		return fail("no-such-profile", fmt.Sprintf("there is no profile %q; `ordertrail profile list` names them", name), name)
	}
	return err
}

// RestoreProfile puts the last version of a deleted profile back into use, as its next version.
func (i *Imports) RestoreProfile(name string) (replaced string, err error) {
	defer i.app.guard("Imports.RestoreProfile", &err)
	return i.restore(name, 0)
}

// RestoreVersion puts an earlier version of a profile back into use, as its next version.
func (i *Imports) RestoreVersion(name string, version int) (replaced string, err error) {
	defer i.app.guard("Imports.RestoreVersion", &err)
	return i.restore(name, version)
}

// restore puts a version of a profile back into use; 0 is the last one.
func (i *Imports) restore(name string, version int) (replaced string, err error) {
	ctx, err := i.app.ready()
	if err != nil {
		return "", err
	}
	p, err := i.app.profileVersion(ctx, name, version)
	if err != nil {
		return "", err
	}
	return i.app.putProfile(ctx, p)
}

// Versions lists every version that a saved profile had, the newest first, with what each changed.
func (i *Imports) Versions(name string) (rows []ProfileVersionRow, err error) {
	defer i.app.guard("Imports.Versions", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	list, err := i.app.versions(ctx, name)
	rows = []ProfileVersionRow{}
	for n, p := range list {
		row := ProfileVersionRow{Version: p.Version, Source: p.Source, Columns: len(p.Columns), Changed: []string{}}
		if n+1 < len(list) {
			row.Changed = p.Changed(list[n+1])
		}
		rows = append(rows, row)
	}
	return rows, err
}

// versions are the versions of a profile, the newest first.
func (a *App) versions(ctx context.Context, name string) ([]Profile, error) {
	kept, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Profile, error) { return r.ProfileVersions(ctx, name) })
	out := make([]Profile, 0, len(kept))
	for _, v := range kept {
		p, err := importers.ParseProfile(v.JSON)
		if err != nil {
			return nil, fmt.Errorf("version %d of profile %s: %w", v.Version, name, err)
		}
		p.Version = v.Version
		out = append(out, p)
	}
	return out, err
}

// Profiles lists how kinds of files are read: saved profiles and ours.
func (i *Imports) Profiles() (rows []ProfileRow, err error) {
	defer i.app.guard("Imports.Profiles", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	c, err := i.app.choice(ctx, ImportOptions{})
	if err != nil {
		return nil, err
	}
	list, err := i.app.Profiles()
	rows = []ProfileRow{}
	for n, p := range list {
		rows = append(rows, ProfileRow{Name: p.Name, Title: p.Title, Kind: p.Kind, Version: p.Version, Source: p.Source, Saved: n < len(c.Saved), Sure: p.Sure, Columns: len(p.Columns)})
	}
	return rows, err
}

// ProfileVersion is one version that a profile had; 0 is the one in use, or the last when it was deleted.
func (a *App) ProfileVersion(name string, version int) (Profile, error) {
	ctx, err := a.ready()
	if err != nil {
		return Profile{}, err
	}
	return a.profileVersion(ctx, name, version)
}

func (a *App) profileVersion(ctx context.Context, name string, version int) (Profile, error) {
	list, err := a.versions(ctx, name)
	if err != nil {
		return Profile{}, err
	}
	for _, p := range list {
		if version == 0 || p.Version == version {
			return p, nil
		}
	}
	if len(list) == 0 {
		return Profile{}, fail("no-such-profile", fmt.Sprintf("there is no profile %q; `ordertrail profile list` names them", name), name)
	}
	return Profile{}, fail("no-such-profile", fmt.Sprintf("profile %q has no version %d: they are 1 to %d", name, version, list[0].Version), name)
}
