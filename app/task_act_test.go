package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"testing"
	"time"

	"ordertrail/store"
	"ordertrail/track"
)

// openShop is a shop with files taken in, seen from inside.
func openShop(t *testing.T, files ...string) *App {
	t.Helper()
	a, noon := New(), time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	if err := a.Open(t.Context(), Config{Folder: t.TempDir(), Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	for _, text := range files {
		plan, err := a.Imports().Look(ImportFile{Name: "rows.csv", Content: base64.StdEncoding.EncodeToString([]byte(text))})
		if err == nil {
			_, err = a.Imports().Apply(plan.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// What a step records is checked act by act: the second of two stands on what the first made.
func TestTheActsOfAStepAreCheckedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	a := openShop(t, "order_number,ordered_at,ship_by,sku,quantity\n1001,2026-05-01 10:00,2026-05-04,MUG,3\n")
	tasks, err := a.Today().List("", "past_ship_by")
	if err != nil || len(tasks) != 1 {
		t.Fatalf("tasks %+v, %v", tasks, err)
	}
	cancel := func(_ store.TaskRow, o track.OrderState, _ track.Customer) ([]store.Recorded, error) {
		two := store.Recorded{Event: track.Event{Kind: track.Cancelled, Line: o.Lines[0].Line, Quantity: 2, Text: "typed twice"}}
		return []store.Recorded{two, two}, nil
	}
	err = a.Today().act("Today.Step", []string{tasks[0].Task}, track.Event{Kind: track.TaskStepped, Code: "ask"}, cancel)
	if err == nil || Explain(err).Code != "too-few-left" {
		t.Errorf("four of three units were cancelled: %v", err)
	}
	id, err := a.Orders().Find("1001", "")
	if err != nil {
		t.Fatal(err)
	}
	states, err := store.Look(context.Background(), a.store, func(r *store.Reader) (map[string]track.OrderState, error) {
		return r.States(context.Background(), []string{id})
	})
	if err != nil || states[id].Lines[0].Ledger.Cancelled != 0 {
		t.Errorf("a refused step left %+v, %v", states[id].Lines, err)
	}
}
