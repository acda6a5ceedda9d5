package store

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

var fixtureFlag = flag.Bool("fixture", false, "write testdata/schema/vN.db for the newest schema")

// TestEveryReleasedSchemaIsUpgraded opens a file of each released schema with this program. The files were made by the
// programs that had them; `go test ./store -run Released -fixture` makes the newest, once, before a release.
func TestEveryReleasedSchemaIsUpgraded(t *testing.T) {
	apartFromRace(t)
	newest := filepath.Join("testdata", "schema", fmt.Sprintf("v%d.db", len(embedded)))
	if *fixtureFlag {
		path, _ := template(t)
		if err := os.Rename(path, newest); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(newest); err != nil {
		t.Fatalf("the newest schema has no fixture: run go test ./store -run Released -fixture (%v)", err)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "schema", "v*.db"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "shop.db")
			if err := copyFile(file, path); err != nil {
				t.Fatal(err)
			}
			s := openAt(t, path, Options{})
			ctx := context.Background()
			var found []Problem
			err := s.Read(ctx, func(r *Reader) error {
				if err := checkStructure(ctx, r.q, func(p Problem) { found = append(found, p) }); err != nil {
					return err
				}
				_, _, err := walkChain(ctx, r.q, func(p Problem) { found = append(found, p) })
				return err
			})
			if err != nil || len(found) > 0 {
				t.Errorf("after the upgrade: %v, %v", found, err)
			}
			sweep(t, s)
			whole(t, s)
			before := dump(t, s)
			if err := s.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if after := dump(t, s); after != before {
				a, b := differing(before, after)
				t.Errorf("a rebuild gives other bytes:\n…%s\n…%s", a, b)
			}
			counts, err := Look(ctx, s, func(r *Reader) (map[string]int, error) { return r.Counts(ctx) })
			if n, err := s.newest(ctx); err != nil || n != 21 {
				t.Errorf("%d facts (%v), want 21", n, err)
			}
			if err != nil || counts["view/all"] != 21 {
				t.Errorf("counters %v (%v), want 21 orders", counts, err)
			}
			if o := order(t, s, "1001"); o.State.Lines[0].Ledger.Ordered != 50 {
				t.Errorf("order 1001 is %+v", o.State)
			}
		})
	}
}
