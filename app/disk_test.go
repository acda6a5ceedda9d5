package app_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ordertrail/app"
)

// diskShop is a shop on a disk whose free space the test sets.
func diskShop(t *testing.T) (*shop, *atomic.Int64) {
	t.Helper()
	s := &shop{App: app.New(), t: t}
	free := &atomic.Int64{}
	free.Store(80 << 30)
	noon := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	err := s.Open(context.Background(), app.Config{
		Folder: t.TempDir(), Now: func() time.Time { return noon }, Fixed: true, Random: rand.Reader, Version: "test",
		Free: func(string) (int64, error) { return free.Load(), nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.OnEmit(s.hear)
	return s, free
}

func (s *shop) shellDisk() string {
	s.t.Helper()
	v, err := s.Bound()[0].(*app.Shells).Show()
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Disk
}

func TestADiskThatFillsUp(t *testing.T) {
	s, free := diskShop(t)
	s.take("orders.csv", "order_number,ordered_at,sku,quantity\n1001,2026-05-20 10:00,MUG,2\n1002,2026-05-20 10:00,TEA,1\n")
	if disk := s.shellDisk(); disk != "" {
		t.Fatalf("with 80 GB free the disk is %q", disk)
	}
	free.Store(400 << 20)
	if disk := s.shellDisk(); disk != "low" || s.DiskWarning() != "" {
		t.Errorf("with 400 MB free the disk is %q", disk)
	}
	if said := s.heard(); len(said) == 0 || !said[len(said)-1].Settings {
		t.Errorf("open screens heard %v of it", said)
	}
	s.take("more.csv", "order_number,ordered_at,sku,quantity\n1003,2026-05-20 10:00,MUG,2\n") // a warning refuses nothing

	free.Store(12 << 20)
	if disk := s.shellDisk(); disk != "full" || !strings.Contains(s.DiskWarning(), "disk.full 12") {
		t.Errorf("with 12 MB free the disk is %q, told as %q", disk, s.DiskWarning())
	}
	v := s.look("late.csv", "order_number,ordered_at,sku,quantity\n1004,2026-05-20 10:00,MUG,2\n")
	refused := func(what string, err error) {
		t.Helper()
		var told *app.Error
		if !errors.As(err, &told) || told.Code != "disk-low" || told.Args[0] != "12" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := s.Imports().Apply(v.ID)
	refused("an import", err)
	_, err = s.Reports().Publish()
	refused("publishing", err)
	for _, raw := range []string{"1001", "MUG", "MUG"} { // what is in hand is scanned on
		if v, err := s.Scans().Scan(app.ScanRequest{Station: "bench-1", Mode: "pick", Raw: raw}); err != nil || v.Verdict != "ok" && v.Verdict != "done" {
			t.Errorf("scan of %s: %+v, %v", raw, v, err)
		}
	}
	if s.show("1001").State.Facets.Picked != "all" {
		t.Error("the scans were not kept")
	}

	free.Store(80 << 30) // somebody made room: all goes on by itself
	if disk := s.shellDisk(); disk != "" {
		t.Errorf("with room again the disk is %q", disk)
	}
	if _, err := s.Imports().Apply(v.ID); err != nil {
		t.Errorf("the import that waited: %v", err)
	}
}

func TestAnImportThatCannotFitIsNotBegun(t *testing.T) {
	s, free := diskShop(t)
	free.Store(60 << 20)
	var b strings.Builder
	b.WriteString("order_number,ordered_at,sku,quantity\n")
	for i := range 2000 {
		fmt.Fprintf(&b, "%d,2026-05-20 10:00,MUG,1\n", 10_000+i)
	}
	v := s.look("big.csv", b.String())
	if _, err := s.Imports().Apply(v.ID); err == nil || app.Explain(err).Code != "disk-low" {
		t.Errorf("2,000 orders into 60 MB, of which 48 are kept for scans: %v", err)
	}
}

func TestAReserveIsLaidAside(t *testing.T) {
	s, _ := diskShop(t)
	reserve := filepath.Join(filepath.Dir(s.PagesFolder()), "ordertrail.db.reserve")
	if info, err := os.Stat(reserve); err != nil || info.Size() < 1<<20 {
		t.Errorf("the reserve is %v, %v", info, err)
	}
}
