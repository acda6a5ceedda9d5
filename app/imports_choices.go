package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"ordertrail/importers"
	"ordertrail/store"
	"ordertrail/track/carrier"
)

// everything names all remembered choices at once; see ImportOptions.Unlike.
const everything = "all"

// recall answers an importer's question what was chosen for such files last, but for what a person says does not hold now.
func (a *App) recall(ctx context.Context, o ImportOptions) func(looks, rejectsOf string) (importers.Memory, error) {
	return func(looks, rejectsOf string) (importers.Memory, error) {
		c, err := store.Look(ctx, a.store, func(r *store.Reader) (store.Choices, error) {
			return chosenFor(ctx, r, likeness{looks, rejectsOf, o.Source})
		})
		if errors.Is(err, store.ErrNotFound) {
			return importers.Memory{}, nil
		}
		maps.DeleteFunc(c.Said, func(name, _ string) bool {
			return slices.Contains(o.Unlike, name) || slices.Contains(o.Unlike, everything)
		})
		return importers.Memory{Said: c.Said, Reads: c.Reads, Source: c.Source}, err
	}
}

// rememberedViews are the choices of last time that a file is read by, then those that it speaks against.
func (a *App) rememberedViews(ctx context.Context, r *store.Reader, reading *importers.Reading, source string) ([]RememberedView, error) {
	out := []RememberedView{}
	if len(reading.Recalled) == 0 && len(reading.Contradicted) == 0 {
		return out, nil
	}
	c, err := chosenFor(ctx, r, likeness{reading.Looks, reading.RejectsOf, source})
	if err != nil {
		return out, fmt.Errorf("what was chosen for files like %s: %w", reading.File, err)
	}
	view := func(choice string, why importers.Remark) error {
		v := RememberedView{Choice: choice, Value: c.Said[choice], Run: store.Run{Number: c.Since[choice]}.ID(), Says: why.Says, Args: nonNil(why.Args)}
		if why.Says != "" {
			v.Message = a.remark(why)
		}
		run, err := r.Run(ctx, c.Since[choice])
		v.At = a.stamp(run.Applied)
		out = append(out, v)
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(reading.Recalled)) {
		if err := view(name, importers.Remark{}); err != nil {
			return out, err
		}
	}
	for _, x := range reading.Contradicted {
		if err := view(x.Choice, x.Remark); err != nil {
			return out, err
		}
	}
	return out, nil
}

// unlikeLastTime refuses a file that speaks against what was chosen last, until somebody says which of them holds.
func unlikeLastTime(a *App, v PlanView) error {
	for _, m := range v.Remembered {
		if m.Says != "" {
			args := []string{v.File, a.ChoiceSays(m.Choice, m.Value), m.Message}
			return fail("unlike-last-time", a.say("error.unlike-last-time", args...), args...)
		}
	}
	return nil
}

// remember keeps how a file was read, for the next of its kind. What a saved profile says from now on is left to that.
func (a *App) remember(ctx context.Context, tx *store.Tx, p *heldPlan, run store.Run) error {
	r := p.reading
	if r.Looks == "" || r.RejectsOf != "" {
		return nil // rejected rows are read as their import was
	}
	before, err := tx.ChoicesFor(ctx, r.Looks, p.options.Source)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	now := store.Choices{Looks: r.Looks, Reads: r.Reads, Source: p.options.Source, File: r.File, Run: run.Number, Said: p.said(), Since: map[string]int64{}}
	if p.saved {
		maps.DeleteFunc(now.Said, func(name, _ string) bool { return importers.InProfile(name) })
	}
	if len(now.Said) == 0 && len(before.Said) == 0 {
		return nil
	}
	for name, value := range now.Said {
		now.Since[name] = run.Number
		if since := before.Since[name]; since > 0 && before.Said[name] == value {
			now.Since[name] = since
		}
	}
	return tx.Remember(now)
}

// said is how a file is read: by what was chosen for it, and by what was chosen last.
func (p *heldPlan) said() map[string]string {
	out := maps.Clone(p.reading.Recalled)
	if out == nil {
		out = map[string]string{}
	}
	maps.Copy(out, p.options.choice().Said())
	return out
}

// earlier finds the run that took in the same bytes and still stands, and in what they were read otherwise then.
func (p *heldPlan) earlier(ctx context.Context, r *store.Reader) (run store.Run, again bool, otherwise []OtherwiseView, err error) {
	run, again, err = takenBefore(ctx, r, p.reading)
	if err != nil || !again || p.reading.Kind == importers.KindNotices || p.reading.Kind == importers.KindUnknown {
		return run, again, nil, err
	}
	was, err := r.ChoicesOf(ctx, run.Number)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return run, again, nil, err
	}
	now := p.said()
	names := map[string]bool{}
	for _, said := range []map[string]string{was.Said, now} {
		for name := range said {
			names[name] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if was.Said[name] != now[name] && name != "sheet" { // it is the same, whoever named it
			otherwise = append(otherwise, OtherwiseView{name, was.Said[name], now[name]})
		}
	}
	return run, again, otherwise, nil
}

// compare makes the plan of a reading, as things stand.
func (a *App) compare(ctx context.Context, r *store.Reader, p *heldPlan) (v PlanView, earlier store.Run, err error) {
	earlier, again, otherwise, err := p.earlier(ctx, r)
	if err != nil {
		return v, earlier, err
	}
	p.reading.Again, p.reading.Instead = again && len(otherwise) == 0, nil
	if len(otherwise) > 0 {
		rejects, err := r.Rejects(ctx, earlier.Number)
		if err != nil {
			return v, earlier, err
		}
		p.reading.Instead = &importers.Instead{Run: earlier.Number, Rejected: map[int]bool{}}
		for _, x := range rejects {
			p.reading.Instead.Rejected[x.Row] = true
		}
	}
	plan, err := importers.Compare(ctx, p.reading, records{r})
	if err != nil {
		return v, earlier, err
	}
	v = a.planView(p.reading, plan)
	v.Known, v.Otherwise = p.reading.Again, nonNil(otherwise)
	if again {
		v.Before, v.BeforeAt = earlier.ID(), a.stamp(earlier.Applied)
	}
	v.Remembered, err = a.rememberedViews(ctx, r, p.reading, p.options.Source)
	return v, earlier, err
}

// Remembered lists what was chosen for kinds of files and is chosen for the next of them too, the newest first.
func (i *Imports) Remembered() (rows []RememberedKind, err error) {
	defer i.app.guard("Imports.Remembered", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	list, err := store.Look(ctx, i.app.store, func(r *store.Reader) ([]store.Choices, error) { return r.ChoicesInForce(ctx) })
	rows = []RememberedKind{}
	for _, c := range list {
		row := RememberedKind{Run: store.Run{Number: c.Run}.ID(), File: c.File, Source: c.Source, At: i.app.stamp(c.At), Choices: []RememberedView{}}
		for _, name := range slices.Sorted(maps.Keys(c.Said)) {
			row.Choices = append(row.Choices, RememberedView{Choice: name, Value: c.Said[name], Run: store.Run{Number: c.Since[name]}.ID(), Args: []string{}})
		}
		rows = append(rows, row)
	}
	return rows, err
}

// Forget forgets what was chosen for files like the one that a run took in. What it took in stays.
func (i *Imports) Forget(run string) (err error) {
	defer i.app.guard("Imports.Forget", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return err
	}
	number, err := store.RunNumber(run)
	if err != nil {
		return err
	}
	return i.app.store.Update(ctx, func(tx *store.Tx) error {
		c, err := tx.ChoicesOf(ctx, number)
		if errors.Is(err, store.ErrNotFound) {
			return fail("nothing-remembered", i.app.say("error.nothing-remembered", run), run)
		}
		if err != nil {
			return err
		}
		return tx.ForgetChoices(c)
	})
}

// ChoiceSays tells a choice and what was chosen, for a shell that has no catalogue.
func (a *App) ChoiceSays(choice, value string) string {
	return a.say("remembered.choice", a.choiceName(choice), a.ChoiceValue(choice, value))
}

// choiceName is what people call a choice.
func (a *App) choiceName(choice string) string {
	if field, is := importers.MappedField(choice); is {
		return a.say("remembered.column", field)
	}
	return a.say("readas.option." + choice)
}

// ChoiceValue is what people call what was chosen.
func (a *App) ChoiceValue(choice, value string) string {
	_, column := importers.MappedField(choice)
	switch {
	case value == "" && column:
		return a.say("remembered.no_column")
	case value == "":
		return a.say("remembered.found")
	case value == "\t":
		return a.say("separator.tab")
	case choice == "carrier":
		return carrier.Name(value)
	case choice == "date_format" && (value == "dmy" || value == "mdy" || value == "ymd"):
		return a.say("date_order." + value)
	}
	return value
}
