package app

import (
	"context"
	"io"
	"strings"

	"ordertrail/importers"
)

// Try reads a file as it is read now and once more with the options given, and says what differs: the dry run of a changed
// profile, or of another version of one, on a file of before. It writes nothing.
func (i *Imports) Try(f ImportFile) (t ProfileTrial, err error) {
	defer i.app.guard("Imports.Try", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return ProfileTrial{}, err
	}
	if f, err = i.app.found(ctx, f); err != nil {
		return ProfileTrial{}, err
	}
	from, err := f.open()
	if err != nil {
		return ProfileTrial{}, err
	}
	defer from.rest()
	before, err := i.app.reading(ctx, from, ImportOptions{})
	if err != nil {
		return ProfileTrial{}, err
	}
	after, err := i.app.reading(ctx, from, f.Options)
	if err != nil {
		return ProfileTrial{}, err
	}
	d, err := importers.Differ(ctx, before, after)
	if err != nil {
		return ProfileTrial{}, err
	}
	t = ProfileTrial{
		File: from.name, Before: profileTitle(before.Profile), After: profileTitle(after.Profile), Rows: d.Rows, TakenBefore: d.Before, TakenAfter: d.After,
		Same: d.Same, Changed: d.Changed, Came: d.Came, Gone: d.Gone, Compared: d.Compared, Changes: []ChangeView{}, Problems: []ProblemView{},
	}
	for _, c := range limit(d.Changes) {
		t.Changes = append(t.Changes, ChangeView(c))
	}
	for _, p := range limit(after.Problems) {
		t.Problems = append(t.Problems, i.app.problemView(p, ""))
	}
	return t, nil
}

// reading reads a file with what a person chose, and with what the shop knows anyway.
func (a *App) reading(ctx context.Context, from *content, o ImportOptions) (*importers.Reading, error) {
	choice, err := a.choice(ctx, o)
	if err != nil {
		return nil, err
	}
	choice.ByHand, choice.Part = !from.unasked, from.sheet
	reading, err := importers.Read(ctx, from.name, io.NewSectionReader(from, 0, from.size), from.size, choice)
	return reading, a.inWords(err)
}

// withVersion puts a version of a profile in the place of the one in use.
func (a *App) withVersion(ctx context.Context, saved []Profile, name string, version int) ([]Profile, error) {
	p, err := a.profileVersion(ctx, name, version)
	if err != nil {
		return nil, err
	}
	out := []Profile{p}
	for _, other := range saved {
		if !strings.EqualFold(other.Name, name) {
			out = append(out, other)
		}
	}
	return out, nil
}
