package app_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordertrail/app"
)

// TestALargeFileIsTakenInAsItWasLookedAt looks at a file that is too large to be held, and that somebody saves anew before
// it is taken in: what was not previewed is not written.
func TestALargeFileIsTakenInAsItWasLookedAt(t *testing.T) {
	if raceDetector {
		t.Skip("a large file is taken in without the race detector, in a step of its own; what runs beside what is raced with small ones")
	}
	t.Parallel()
	s := newShop(t)
	path := filepath.Join(t.TempDir(), "large.csv")
	const orders = 21_000
	content := largeForm(orders)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	plan, err := s.Imports().Look(app.ImportFile{Path: path})
	if err != nil || plan.New != orders || plan.Orders != orders || plan.Events != orders || plan.Rows != orders {
		t.Fatalf("the plan is %d new rows, %d orders, %d events of %d rows (%v); want %d of each", plan.New, plan.Orders, plan.Events, plan.Rows, err, orders)
	}
	if err := os.WriteFile(path, bytes.Replace(content, []byte("SO-00007,"), []byte("SO-XXXXX,"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Imports().Apply(plan.ID); app.Explain(err).Code != "file-changed" {
		t.Errorf("a file that changed was taken in: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Imports().Apply(plan.ID); err == nil {
		t.Error("a file that is gone was taken in")
	}
	if page, err := s.Orders().List(app.OrderQuery{}); err != nil || page.Total != 0 {
		t.Errorf("%d orders were written (%v)", page.Total, err)
	}
}

// largeForm is our order form with n orders of wide rows.
func largeForm(n int) []byte {
	var b bytes.Buffer
	b.WriteString("order_number,source,ordered_at,sku,title,quantity,note\n")
	wide := strings.Repeat("leave it with the neighbours ", 15)
	for i := range n {
		fmt.Fprintf(&b, "SO-%05d,web,2026-05-%02d 08:00,SKU-%d,Thing %d,1,%s\n", i, 1+i%19, i%99, i, wide)
	}
	return b.Bytes()
}
