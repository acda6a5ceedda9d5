package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ordertrail/track"
)

// lessons are the rows that are kept, by day.
func lessons(t testing.TB, s *Store) map[string]string {
	t.Helper()
	out := map[string]string{}
	rows, err := s.writer.conn.QueryContext(context.Background(), "SELECT ended_on, said FROM lessons")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var ended, said string
		if err := rows.Scan(&ended, &said); err != nil {
			t.Fatal(err)
		}
		out[ended] = said
	}
	return out
}

// learnt is what history would say on a day, and the lessons kept by then; with anew they are all counted again before. Nothing
// of it stays.
func learnt(t testing.TB, s *Store, day track.Date, anew bool) (history string, kept map[string]string) {
	t.Helper()
	ctx, enough := context.Background(), errors.New("enough")
	err := s.Update(ctx, func(tx *Tx) error {
		if anew {
			if err := tx.exec("DELETE FROM lessons"); err != nil {
				return err
			}
		}
		h, err := tx.history(ctx, day)
		if err != nil {
			return err
		}
		history, kept = plain(h), lessons(t, s)
		return enough
	})
	if !errors.Is(err, enough) {
		t.Fatal(err)
	}
	return history, kept
}

func TestALessonIsWhatTheJourneysOfItsDayTeach(t *testing.T) {
	t.Parallel()
	seen := 0
	for seed := range uint64(times(6)) {
		s, c := live(t, seed, 12, rand.New(rand.NewPCG(seed, 9)))
		day := track.DateOf(c.at, time.UTC)
		before := lessons(t, s)
		kept, rows := learnt(t, s, day, false)
		anew, counted := learnt(t, s, day, true)
		if kept != anew {
			t.Errorf("seed %d: by its lessons history says\n%s\nand by the journeys\n%s", seed, kept, anew)
		}
		if !maps.Equal(rows, counted) {
			t.Errorf("seed %d: kept are %v, the journeys give %v", seed, rows, counted)
		}
		seen += len(before)
		for ended, said := range before {
			if said != counted[ended] {
				t.Errorf("seed %d: the lesson of %s is %s, the journeys give %s", seed, ended, said, counted[ended])
			}
		}
	}
	if seen == 0 {
		t.Error("no lesson was kept")
	}
}

func TestOnlyTheDaysThatChangedAreCountedAgain(t *testing.T) {
	t.Parallel()
	c := newClock()
	s := open(t, Options{Now: c.now})
	deliver := func(number string, day int) {
		add(t, s, Recorded{Event: statedFact(number, 1)},
			Recorded{Event: carrierFact(number, "1Z"+number, track.Moving, track.Stamp(fmt.Sprintf("2026-05-%02dT08:00:00", day-1)))},
			Recorded{Event: carrierFact(number, "1Z"+number, track.Delivered, track.Stamp(fmt.Sprintf("2026-05-%02dT08:00:00", day)))})
	}
	deliver("1001", 18)
	deliver("1002", 19)
	c.at = c.at.AddDate(0, 0, 1)
	add(t, s, Recorded{Event: statedFact("1003", 1)})
	if kept := lessons(t, s); len(kept) != 2 {
		t.Fatalf("kept are the lessons of %v, want those of the 18th and the 19th", kept)
	}
	deliver("1004", 19)
	if kept := lessons(t, s); len(kept) != 1 || kept["2026-05-18"] == "" {
		t.Errorf("after a late word about the 19th kept are %v, want the 18th alone", kept)
	}
	c.at = c.at.AddDate(1, 0, 0)
	add(t, s, Recorded{Event: statedFact("1005", 1)})
	if kept := lessons(t, s); kept["2026-05-18"] == "" || !strings.Contains(kept["2026-05-19"], "transit 1x2") {
		t.Errorf("kept are %v, want both deliveries of the 19th", kept)
	}
	c.at = c.at.AddDate(0, 0, 1) // the first word since then is more than a year after the deliveries
	add(t, s, Recorded{Event: statedFact("1006", 1)})
	if kept := lessons(t, s); len(kept) != 0 {
		t.Errorf("after a year kept are %v, want none", kept)
	}
}

func TestManyDaysAreCountedAsEachAlone(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	journeysOf(t, s, 900)
	const day = "2026-05-20"
	_, together := learnt(t, s, day, true)
	if len(together) <= manyDays {
		t.Fatalf("%d days are not many", len(together))
	}
	update(t, s, func(tx *Tx) error {
		days, err := tx.endings(ctx, track.Remembered(day), day)
		for _, ended := range days {
			err = errors.Join(err, tx.keepLessons(ctx, []track.Date{ended}, func(track.Date, track.Lesson) {}))
		}
		return err
	})
	if alone := lessons(t, s); !maps.Equal(alone, together) {
		t.Errorf("day by day %d lessons, together %d, or others", len(alone), len(together))
	}
}

func TestADamagedLessonIsSeenAndMended(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s, _ := live(t, 3, 12, rand.New(rand.NewPCG(3, 9)))
	whole := lessons(t, s)
	for _, text := range []string{"UPDATE lessons SET said = '[]'", "UPDATE lessons SET said = replace(said, 'x1', 'x2')"} {
		if err := s.writer.run(ctx, text); err != nil {
			t.Fatal(err)
		}
		problems, err := s.Verify(ctx)
		if err != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].Text, "lessons of ") {
			t.Errorf("after %s: %v, %v", text, problems, err)
		}
		if err := s.Rebuild(ctx, nil); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(lessons(t, s), whole) {
			t.Errorf("after %s and a rebuild the lessons are other ones", text)
		}
	}
	if problems, err := s.Verify(ctx); err != nil || len(problems) > 0 {
		t.Errorf("verify finds %v, %v", problems, err)
	}
}
