package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// TestAShopThatWasCutShortOpensWithoutHalfAnImport opens the file as it lay on disk in the middle of an import.
func TestAShopThatWasCutShortOpensWithoutHalfAnImport(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	a := openShop(t)
	folder := t.TempDir()
	const rows = 5300 // a turn ends after 5,000
	_, err := a.store.Import(ctx, store.Run{File: "orders.csv", Source: "web", Kind: "orders"}, func(record func(...store.Recorded) error) error {
		for i := range rows {
			number := fmt.Sprint("C-", i)
			err := record(store.Recorded{Event: track.Event{
				Kind: track.OrderStated, Order: track.OrderRef{Source: "web", Number: number}, Occurred: "2026-05-20T08:00:00",
				Source:     track.Source{ID: "web", Kind: track.SourceShop},
				OrderFacts: &track.OrderFacts{Lines: []track.LineFacts{{Line: "1", SKU: "S", Title: "Sofa", Quantity: 1}}},
			}})
			if err != nil {
				return err
			}
		}
		for begun := time.Now(); ; time.Sleep(5 * time.Millisecond) { // until a turn was committed
			counts, err := store.Look(ctx, a.store, func(r *store.Reader) (map[string]int, error) { return r.Counts(ctx) })
			if err != nil || time.Since(begun) > time.Minute {
				return errors.Join(err, errors.New("no turn ended"))
			}
			if counts["view/all"] > 0 {
				return copyShop(a.store.Path(), folder)
			}
		}
	}, func(*store.Tx, store.Run) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	b := New()
	var told []Progress
	b.OnEmit(func(_ string, body any) {
		if p, is := body.(Progress); is && p.Code == "taking_back" {
			told = append(told, p)
		}
	})
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	if err := b.Open(ctx, Config{Folder: folder, Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for i, p := range told {
		if p.Job != openingJob || p.Total < 5000 || p.Done > p.Total || i > 0 && p.Done <= told[i-1].Done {
			t.Fatalf("told %v", told)
		}
	}
	if n := len(told); n < 20 || told[n-1].Done != told[n-1].Total {
		t.Errorf("told %d times how far it is", n)
	}
	page, err := b.Orders().List(OrderQuery{})
	if err != nil || len(page.Rows) != 0 {
		t.Errorf("%d orders of half an import stand (%v)", len(page.Rows), err)
	}
	runs, err := b.Imports().History("")
	if err != nil || len(runs) != 1 || runs[0].State != store.RunCutShort || runs[0].CanUndo || runs[0].UndoneAt == "" {
		t.Errorf("the history says %+v, %v", runs, err)
	}
}

// copyShop copies the file of a shop and its log into a folder.
func copyShop(path, folder string) error {
	for _, end := range []string{"", "-wal"} {
		b, err := os.ReadFile(path + end)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = os.WriteFile(filepath.Join(folder, filepath.Base(path)+end), b, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
