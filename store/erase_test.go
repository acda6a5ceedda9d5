package store

import (
	"context"
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
