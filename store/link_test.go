package store

import (
	"context"
	"path/filepath"
	"testing"

	"ordertrail/track"
)

func TestTheLinksOfAnOrderHoldUntilAFactIsChanged(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "shop.db")
	links := func(number string) (held int, all []Link) {
		s := openAt(t, path, Options{})
		defer s.Close()
		all, err := Look(ctx, s, func(r *Reader) ([]Link, error) { return r.LinksOf(ctx, track.OrderIDOf("shopify", number)) })
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range all {
			if l.Holds() {
				held++
			}
		}
		return held, all
	}
	s := openAt(t, path, Options{})
	add(t, s, Recorded{Event: statedFact("1001", 1)}, Recorded{Event: statedFact("1002", 2)}, Recorded{Event: carrierFact("1001", "1Z1", track.Moving, "2026-05-20T10:00:00")})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	held, all := links("1001")
	if held != 2 || len(all) != 2 || len(all[0].Before) != 0 || all[1].Seq != 3 || len(all[1].Before) != 32 {
		t.Errorf("%d of %+v hold, want the first and the third row of the log", held, all)
	}
	if held, all := links("none"); held+len(all) != 0 {
		t.Errorf("an order nobody stated has %d links", len(all))
	}
	edit(t, path, `DROP TRIGGER events_words_only; UPDATE events SET facts = replace(facts, '"quantity":1', '"quantity":9') WHERE seq = 1`)
	if held, all := links("1001"); held != 1 || len(all) != 2 || all[0].Holds() {
		t.Errorf("%d of %d links hold, and the first is not as it was recorded", held, len(all))
	}
}

func TestAScanIsFoundByWhatItRecorded(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	given := track.Event{Kind: track.ScanUnknown, Code: "X", Station: "dock", Occurred: "2026-05-20T10:00:00", Source: track.Source{ID: "dock", Kind: track.SourceStation}}.Sealed()
	err := s.Update(ctx, func(tx *Tx) error {
		if _, err := tx.Append(ctx, Recorded{Event: given}); err != nil {
			return err
		}
		return tx.AddScan(Scan{ID: "s-1", Station: "dock", Raw: "X", Events: []string{given.ID}})
	})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Read(ctx, func(r *Reader) error {
		e, err := r.Event(ctx, given.ID)
		if err != nil {
			return err
		}
		if scan, found, err := r.ScanOf(ctx, e); err != nil || !found || scan.ID != "s-1" {
			t.Errorf("found %v %+v (%v)", found, scan, err)
		}
		e.Station = "elsewhere"
		_, found, err := r.ScanOf(ctx, e)
		if found {
			t.Error("a scan of another station was found")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
