//go:build unix

package app_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ordertrail/app"
	"ordertrail/app/drop"
)

func TestMailsThatAreDroppedAreTakenInAndOtherFilesAreNot(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	a := mailShop(t, folder)
	in := filepath.Join(folder, "shop", "mails")
	if err := os.MkdirAll(in, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{"notice.eml": upsMails(7, 8)[0], "orders.csv": []byte("order_number,sku\n1001,LAMP\n")} {
		if err := os.WriteFile(filepath.Join(in, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	ended := make(chan struct{})
	go func() {
		a.WatchDrops(ctx, drop.Pace{Idle: 20 * time.Millisecond, Busy: 20 * time.Millisecond}, func(app.DropTake) {})
		close(ended)
	}()
	gone := func(path string) bool { _, err := os.Stat(filepath.Join(in, path)); return err == nil }
	for ctx.Err() == nil && !(gone("done/notice.eml") && gone("failed/orders.csv.why.txt")) {
		time.Sleep(20 * time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("the files did not go where they belong")
	}
	stop()
	<-ended
	runs, err := a.Imports().History("")
	if err != nil || len(runs) != 1 || runs[0].File != "notice.eml" || runs[0].New != 1 || runs[0].By != "automatic" {
		t.Errorf("runs %+v (%v)", runs, err)
	}
	why, err := os.ReadFile(filepath.Join(in, "failed", "orders.csv.why.txt"))
	if err != nil || len(why) < 20 {
		t.Errorf("it says %q (%v)", why, err)
	}
}
