package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ordertrail/store"
)

const (
	savedKey      = "order_views"
	mostSaved     = 24
	longestSaved  = 40
	longestSearch = 200
)

// savedViews are the lists that were kept under a name, by name.
func savedViews(ctx context.Context, r *store.Reader) ([]SavedView, error) {
	list := []SavedView{}
	_, err := r.Setting(ctx, savedKey, &list)
	return list, err
}

// SavedViews are the lists that were kept under a name, by name.
func (o *Orders) SavedViews() (list []SavedView, err error) {
	defer o.app.guard("Orders.SavedViews", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return nil, err
	}
	return store.Look(ctx, o.app.store, func(r *store.Reader) ([]SavedView, error) { return savedViews(ctx, r) })
}

// SaveView keeps what a query asks for under a name, in the place of what was kept under it before. The page and the moment of
// the query are left out: a kept view is looked at from now.
func (o *Orders) SaveView(name string, q OrderQuery) (err error) {
	defer o.app.guard("Orders.SaveView", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	if name, err = viewName(name); err != nil {
		return err
	}
	q.After, q.Limit, q.AsOf, q.Search, q.Carrier = "", 0, "", strings.TrimSpace(q.Search), carrierCode(q.Carrier)
	if _, err := o.app.orderQuery(q, o.app.here()); err != nil {
		return err
	}
	if err := knownView(q.View); err != nil {
		return err
	}
	if utf8.RuneCountInString(q.Search) > longestSearch {
		return fail("long-search", fmt.Sprintf("a search of more than %d letters is not kept", longestSearch), itoa(longestSearch))
	}
	return o.changeSaved(ctx, func(list []SavedView) ([]SavedView, error) {
		i := slices.IndexFunc(list, named(name))
		if i >= 0 {
			list[i] = SavedView{name, q}
			return list, nil
		}
		if len(list) >= mostSaved {
			return nil, fail("many-views", fmt.Sprintf("%d views are kept already, which is as many as fit: remove one", len(list)), itoa(len(list)))
		}
		return append(list, SavedView{name, q}), nil
	})
}

// RemoveView forgets the list kept under a name.
func (o *Orders) RemoveView(name string) (err error) {
	defer o.app.guard("Orders.RemoveView", &err)
	ctx, err := o.app.ready()
	if err != nil {
		return err
	}
	return o.changeSaved(ctx, func(list []SavedView) ([]SavedView, error) {
		if !slices.ContainsFunc(list, named(name)) {
			return nil, notSaved(name, list)
		}
		return slices.DeleteFunc(list, named(name)), nil
	})
}

// SavedView is the list kept under a name.
func (o *Orders) SavedView(name string) (v SavedView, err error) {
	list, err := o.SavedViews()
	if i := slices.IndexFunc(list, named(name)); err == nil && i >= 0 {
		return list[i], nil
	}
	return v, cmp.Or(err, notSaved(name, list))
}

// changeSaved changes the kept lists in one transaction, and sorts them by name.
func (o *Orders) changeSaved(ctx context.Context, change func([]SavedView) ([]SavedView, error)) error {
	return o.app.store.Update(ctx, func(tx *store.Tx) error {
		list, err := savedViews(ctx, tx.Reader)
		if err != nil {
			return err
		}
		if list, err = change(list); err != nil {
			return err
		}
		slices.SortFunc(list, func(x, y SavedView) int { return cmp.Compare(strings.ToLower(x.Name), strings.ToLower(y.Name)) })
		return tx.PutSetting(savedKey, list)
	})
}

// named finds a kept list by its name, whatever its letter case.
func named(name string) func(SavedView) bool {
	return func(v SavedView) bool { return strings.EqualFold(v.Name, strings.TrimSpace(name)) }
}

func notSaved(name string, list []SavedView) error {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = v.Name
	}
	known := strings.Join(names, ", ")
	return fail("no-saved-view", fmt.Sprintf("no view is kept as %q; those that are kept: [%s]", name, known), name, known)
}

// viewName is a name under which a list can be kept: one line, not too long, and none of the lists that are there anyway.
func viewName(text string) (string, error) {
	name := strings.Join(strings.Fields(text), " ")
	switch {
	case name == "" || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsGraphic(r) }):
		return "", fail("no-view-name", "a view is kept under a name that people can read: give it one", text)
	case utf8.RuneCountInString(name) > longestSaved:
		return "", fail("long-view-name", fmt.Sprintf("%q is longer than the %d letters that fit", name, longestSaved), name, itoa(longestSaved))
	case slices.Contains(store.Views(), strings.ToLower(name)):
		return "", fail("view-name-taken", fmt.Sprintf("%q is a list that is there anyway: give yours another name", name), name)
	}
	return name, nil
}

// forgetSaved takes away the kept lists that name a person, by their name or by what they search for; it says how many.
func (o *Orders) forgetSaved(ctx context.Context, names func(string) bool) (n int, err error) {
	err = o.changeSaved(ctx, func(list []SavedView) ([]SavedView, error) {
		left := slices.DeleteFunc(slices.Clone(list), func(v SavedView) bool { return names(v.Name) || names(v.Query.Search) })
		n = len(list) - len(left)
		return left, nil
	})
	return n, err
}
