package importers

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// each collects the drafts of a reading in the order of the file.
func each(t *testing.T, r *Reading) []Draft {
	t.Helper()
	var out []Draft
	if err := r.Each(context.Background(), func(d Draft) error { out = append(out, d); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.SortStableFunc(out, func(a, b Draft) int { return cmp.Compare(a.First, b.First) })
	return out
}

// TestALargeFileSaysWhatASmallOneSays reads every table among the examples with its drafts kept and with none kept.
func TestALargeFileSaysWhatASmallOneSays(t *testing.T) {
	t.Parallel()
	tables := 0
	for _, file := range files(t) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		small := read(t, file, content, Choice{Zone: time.UTC})
		if small.Count < 2 || small.Kind == KindNotices {
			continue
		}
		tables++
		large := read(t, file, content, Choice{Zone: time.UTC, keep: 1})
		if len(large.Drafts) != 0 || large.Count != small.Count || large.AsOf != small.AsOf || large.Stated != small.Stated {
			t.Errorf("%s: %d drafts kept of %d, as of %s by %q; want none of %d, %s, %q",
				file, len(large.Drafts), large.Count, large.AsOf, large.Stated, small.Count, small.AsOf, small.Stated)
		}
		for range 2 {
			if diff := gocmp.Diff(small.Drafts, each(t, large)); diff != "" {
				t.Errorf("%s: read again it says something else (-kept +again):\n%s", file, diff)
			}
		}
		a, errA := Compare(context.Background(), small, empty{})
		b, errB := Compare(context.Background(), large, empty{})
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if x, y := counts(a), counts(b); x != y {
			t.Errorf("%s: the plan is %v when nothing is kept, want %v", file, y, x)
		}
	}
	if tables < 3 {
		t.Errorf("only %d tables among the examples were read twice", tables)
	}
}

func counts(p *Plan) [9]int {
	return [9]int{p.New, p.Changed, p.Same, p.Conflict, p.Rejected, p.Ignored, p.Orders, p.Events, p.Bygone}
}

// manyOrders is a table of n orders of two rows; the second rows stand far below the first ones.
func manyOrders(n int) []byte {
	var b bytes.Buffer
	b.WriteString("order_number,source,ordered_at,sku,title,quantity,customer_name\n")
	for _, half := range []int{1, 2} {
		for i := range n {
			fmt.Fprintf(&b, "SO-%06d,web,2026-01-%02d 08:00,SKU-%d,Thing number %d,%d,Person %d\n", i, 1+i%28, half, i, half, i)
		}
	}
	return b.Bytes()
}

func TestScatteredRowsOfALargeFileAreOneOrder(t *testing.T) {
	t.Parallel()
	for _, keep := range []int{0, 1} {
		drafts := each(t, read(t, "f.csv", manyOrders(300), Choice{keep: keep}))
		if len(drafts) != 300 {
			t.Fatalf("%d drafts, want 300", len(drafts))
		}
		for i, d := range drafts {
			if len(d.Rows) != 2 || d.Rows[0] != 2+i || d.Rows[1] != 302+i || len(d.Events[0].OrderFacts.Lines) != 2 {
				t.Fatalf("order %d is %+v", i, d)
			}
		}
	}
}

func TestReadingAgainStopsWhenItIsToldTo(t *testing.T) {
	t.Parallel()
	r := read(t, "f.csv", manyOrders(50), Choice{keep: 1})
	enough := errors.New("enough")
	seen := 0
	err := r.Each(context.Background(), func(Draft) error {
		if seen++; seen == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || seen != 3 {
		t.Errorf("%d drafts and %v, want 3 and %v", seen, err, enough)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if err := r.Each(gone, func(Draft) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled reading ends with %v", err)
	}
}

// TestALargeFileIsNotHeldInMemory holds what a reading of many orders keeps against the size of its file. Kept drafts take
// ten times the file.
func TestALargeFileIsNotHeldInMemory(t *testing.T) {
	if raceDetector {
		t.Skip("a large file is taken in without the race detector, in a step of its own; what runs beside what is raced with small ones")
	}
	var b bytes.Buffer
	b.WriteString("order_number,source,ordered_at,sku,title,quantity,customer_name,ship_address1\n")
	for i := range 60_000 {
		fmt.Fprintf(&b, "SO-%06d,web,2026-01-%02d 08:00,SKU-%d,Thing number %d,1,Person %d,%d Main Street\n", i, 1+i%28, i%99, i, i, i)
	}
	content := b.Bytes()
	held := func(keep int) int64 {
		before := heap()
		r := read(t, "f.csv", content, Choice{keep: keep, Known: empty{}})
		p, err := Compare(context.Background(), r, empty{})
		if err != nil || p.New != 60_000 {
			t.Fatalf("%d new rows (%v), want 60000", p.New, err)
		}
		grown := heap() - before
		runtime.KeepAlive(r)
		return grown
	}
	large, kept := held(0), held(100_000)
	if limit := int64(len(content)) * 2; large > limit || kept < limit {
		t.Errorf("a file of %d KB keeps %d KB, and %d KB with its drafts; want at most %d KB without them", len(content)>>10, large>>10, kept>>10, limit>>10)
	}
}

// heap is what is in use after a collection.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
