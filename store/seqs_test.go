package store

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSeqSetKeepsWhatIsAddedInOrder(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	want := map[int64]bool{}
	var set seqSet
	if !set.isEmpty() || set.has(1) {
		t.Error("a new set is not empty")
	}
	for range 5000 {
		seq := 1 + rng.Int64N(20_000) + rng.Int64N(2)*50_000_000
		want[seq] = true
		set.add(seq)
	}
	for _, n := range []int{1, 7, 1000, 100_000} {
		var got []int64
		err := set.each(n, func(part []int64) error {
			if len(part) == 0 || len(part) > n {
				t.Errorf("%d at a time, want 1 to %d", len(part), n)
			}
			got = append(got, part...)
			return nil
		})
		if err != nil || !slices.Equal(got, keysOf(want)) {
			t.Errorf("%d at a time: %d places (%v), want %d", n, len(got), err, len(want))
		}
	}
	for seq := range want {
		if !set.has(seq) || set.has(seq+25_000) {
			t.Fatalf("has %d: %t, has %d: %t", seq, set.has(seq), seq+25_000, set.has(seq+25_000))
		}
	}
}
