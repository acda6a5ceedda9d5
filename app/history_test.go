package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"testing"
	"time"

	"ordertrail/store"
)

// T14: taking in history sends nothing to anybody: no message waits, was sent or was given up.
func TestAHistoryImportSendsNothing(t *testing.T) {
	t.Parallel()
	a := New()
	now := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	if err := a.Open(context.Background(), Config{Folder: t.TempDir(), Now: func() time.Time { return now }, Random: rand.Reader, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	for name, text := range map[string]string{
		"orders.csv": "order_number,source,ordered_at,promised_on,customer_name,email,sku,quantity\n" +
			"1001,web,2024-02-01T09:00:00,2024-02-06,Ada,ada@example.com,MUG,2\n1002,web,2024-03-01T09:00:00,2024-03-06,Ben,ben@example.com,MUG,1\n",
		"tracking.csv": "order_number,carrier,tracking_number,phase,occurred_at\n" +
			"1001,ups,1Z999AA10123456784,delivered,2024-02-05T10:00:00\n1002,ups,1Z999AA10123456795,attempt_failed,2024-03-05T10:00:00\n",
	} {
		plan, err := a.Imports().Look(ImportFile{Name: name, Content: base64.StdEncoding.EncodeToString([]byte(text))})
		if err != nil {
			t.Fatal(err)
		}
		if done, err := a.Imports().Apply(plan.ID); err != nil || !done.Applied {
			t.Fatalf("%s: applied %v, %v", name, done.Applied, err)
		}
	}
	ctx := context.Background()
	sent, err := store.Look(ctx, a.store, func(r *store.Reader) ([]store.Message, error) { return r.Messages(ctx, "", 100) })
	if err != nil || len(sent) != 0 {
		t.Errorf("messages %+v, %v; want none", sent, err)
	}
}
