package app

import (
	"context"
	"path/filepath"

	"ordertrail/store"
	"ordertrail/track"
)

// ownDocuments are the kinds of documents that are of one order or return alone, by how their files begin; each names a person.
var ownDocuments = []string{"packing-slip", "labels", "return-slip", "inspection", "evidence"}

// documentOf is where a document of one order or return lies: its kind, then what the order or the return is filed under.
func (a *App) documentOf(kind, filed string) string {
	return filepath.Join(a.folder("documents"), kind+"-"+fileName(filed)+".pdf")
}

// orderDocument is where a document of an order lies.
func (a *App) orderDocument(kind, orderID string) (string, error) {
	ctx, err := a.ready()
	if err != nil {
		return "", err
	}
	return store.Look(ctx, a.store, func(r *store.Reader) (string, error) {
		s, err := stateIn(ctx, r, orderID)
		if err != nil {
			return "", err
		}
		filed, err := filedAs(ctx, r, s)
		return a.documentOf(kind, filed), err
	})
}

// returnDocument is where a document of a return lies: under our number, however the return was named.
func (a *App) returnDocument(kind, number string) (string, error) {
	ctx, err := a.ready()
	if err != nil {
		return "", err
	}
	s, _, err := a.Returns().find(ctx, number)
	return a.documentOf(kind, s.Return), err
}

// filedAs is what an order's documents are filed under: its number, and where several shops use that, the shop too. Else one
// order's papers would be taken for another's, which names somebody else.
func filedAs(ctx context.Context, r *store.Reader, s track.OrderState) (string, error) {
	alike, err := r.OrdersByNumber(ctx, s.Order, "")
	if len(alike) > 1 {
		return withShop(s), err
	}
	return s.Order, err
}

func withShop(s track.OrderState) string { return s.Order + "-" + s.Source }

// documentsOf are the names of the files that may have been written about an order and its returns, also before another shop
// used its number, and before two returns were found to be one.
func documentsOf(s track.OrderState) []string {
	return documentsFiled(append([]string{s.Order, withShop(s)}, returnNumbers(s)...))
}

// returnNumbers are the numbers of an order's returns, also those under which parts of them came in.
func returnNumbers(s track.OrderState) (numbers []string) {
	for _, x := range s.Returns {
		numbers = append(append(numbers, x.Return), x.Aliases...)
	}
	return numbers
}

// documentsFiled are the names that documents may have which are filed under these.
func documentsFiled(under []string) (names []string) {
	for _, kind := range ownDocuments {
		for _, filed := range under {
			names = append(names, kind+"-"+fileName(filed)+".pdf", kind+"-"+fileName(filed)+".zip")
		}
	}
	return names
}
