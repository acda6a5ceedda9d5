package store

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// What waited at a past moment is kept with an example, which is the subject of somebody's mail.
func TestAnEraseReachesTheExamplesOfPastQueues(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	err := s.Update(ctx, func(tx *Tx) error {
		return tx.exec(`INSERT INTO queue_levels (code, subject, at, n, facts)
			VALUES ('notice_drift', 'ups.example', 1, 3, '["ups.example", "A parcel for Tess Harrowgate"]')`)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Erase(ctx, "tess@example.com"); err != nil {
		t.Fatal(err)
	}
	facts, err := Look(ctx, s, func(r *Reader) ([]string, error) { return all(ctx, r.q, scanText, "SELECT facts FROM queue_levels") })
	if err != nil || len(facts) == 0 || strings.Contains(strings.Join(facts, ""), "Tess") || !strings.Contains(facts[0], "ups.example") {
		t.Errorf("an erase leaves %q (%v)", facts, err)
	}
}

// An article is called after a customer in one of its codes alone: what else was stated of it stays, also for the day on which an
// import is taken back.
func TestAnEraseTakesOfAnArticleOnlyTheWordsThatNameThePerson(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	update(t, s, func(tx *Tx) error {
		return tx.PutItems(
			Item{SKU: "S-1", Title: "Sofa", Bin: "A-03", Aliases: []string{"sofa-one", "for tess@example.com"}},
			Item{SKU: "S-2", Title: "Sofa of tess@example.com", Bin: "A-04"},
		)
	})
	if _, err := s.Erase(ctx, "tess@example.com"); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"erased", "stated anew"} {
		for sku, want := range map[string]string{"S-1": "Sofa A-03", "S-2": " A-04"} {
			got, err := Look(ctx, s, func(r *Reader) (string, error) {
				return one(ctx, r.q, scanText, "SELECT title || ' ' || bin FROM items WHERE sku = $1", sku)
			})
			if err != nil || got != want {
				t.Errorf("%s, %s is called %q (%v), want %q", when, sku, got, err, want)
			}
		}
		codes, err := Look(ctx, s, func(r *Reader) ([]string, error) {
			return all(ctx, r.q, scanText, "SELECT code FROM item_codes ORDER BY code")
		})
		if err != nil || !slices.Equal(codes, []string{"s-1", "s-2", "sofa-one"}) {
			t.Errorf("%s, the codes are %q (%v)", when, codes, err)
		}
		update(t, s, func(tx *Tx) error { return tx.restate(ctx, 0) })
	}
}
