package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"ordertrail/track"
)

// history is what the journeys teach as they stand: the lessons of the days that are remembered. What has no lesson yet, or
// changed since, is counted now.
func (tx *Tx) history(ctx context.Context, day track.Date) (*track.History, error) {
	l, from := track.NewLearner(day), track.Remembered(day)
	known := map[track.Date]bool{}
	err := tx.eachLesson(ctx, from, day, func(ended track.Date, lesson track.Lesson) {
		known[ended] = true
		l.Recall(ended, lesson)
	})
	if err != nil {
		return nil, err
	}
	days, err := tx.endings(ctx, from, day)
	if err != nil {
		return nil, err
	}
	days = slices.DeleteFunc(days, func(ended track.Date) bool { return known[ended] })
	if err := tx.keepLessons(ctx, days, l.Recall); err != nil {
		return nil, err
	}
	return l.History(), tx.exec("DELETE FROM lessons WHERE ended_on < $1", string(from))
}

// eachLesson calls f with the lessons that are kept of some days.
func (r *Reader) eachLesson(ctx context.Context, from, to track.Date, f func(track.Date, track.Lesson)) error {
	_, err := all(ctx, r.q, func(r *sql.Rows) (none struct{}, err error) {
		var ended track.Date
		var said sql.RawBytes
		if err := r.Scan(&ended, &said); err != nil {
			return none, err
		}
		var lesson track.Lesson
		if err := json.Unmarshal(said, &lesson); err != nil {
			return none, fmt.Errorf("%w: lesson of %s: %w", ErrDamaged, ended, err)
		}
		f(ended, lesson)
		return none, nil
	}, "SELECT ended_on, said FROM lessons WHERE ended_on >= $1 AND ended_on <= $2", string(from), string(to))
	if err != nil {
		return fmt.Errorf("read lessons: %w", err)
	}
	return nil
}

// endings are the days on which journeys ended, from one day to another.
func (r *Reader) endings(ctx context.Context, from, to track.Date) ([]track.Date, error) {
	// From day to day by the index: a day is found at once however many journeys ended on it.
	days, err := all(ctx, r.q, scanDay, `WITH RECURSIVE days(d) AS (SELECT (SELECT min(ended_on) FROM transits WHERE ended_on >= $1)
		UNION ALL SELECT (SELECT min(ended_on) FROM transits WHERE ended_on > d) FROM days WHERE d IS NOT NULL AND d < $2)
		SELECT d FROM days WHERE d IS NOT NULL AND d <= $2`, string(from), string(to))
	if err != nil {
		return nil, fmt.Errorf("days of journeys: %w", err)
	}
	return days, nil
}

func scanDay(r *sql.Rows) (d track.Date, err error) { return d, r.Scan(&d) }

// manyDays are so many that it is quicker to go through all journeys than to look up those of each day.
const manyDays = 30

// keepLessons counts what the journeys that ended on some days teach, keeps it, and tells heard. The days are in order.
func (tx *Tx) keepLessons(ctx context.Context, days []track.Date, heard func(track.Date, track.Lesson)) error {
	if len(days) == 0 {
		return nil
	}
	learners := make(map[track.Date]*track.Learner, len(days))
	for _, ended := range days {
		learners[ended] = track.NewLearner(ended)
	}
	learn := func(t track.Transit) {
		if l := learners[t.Ended]; l != nil {
			l.Learn(t)
		}
	}
	var err error
	if len(days) > manyDays {
		err = tx.eachTransit(ctx, learn, "+ended_on >= $1 AND +ended_on <= $2", days[0], days[len(days)-1])
	} else {
		for _, ended := range days {
			err = errors.Join(err, tx.eachTransit(ctx, learn, "ended_on = $1", ended))
		}
	}
	for _, ended := range days {
		if err == nil {
			lesson := learners[ended].Lesson()
			heard(ended, lesson)
			err = tx.exec("INSERT OR REPLACE INTO lessons (ended_on, said) VALUES ($1, $2)", string(ended), plain(lesson))
		}
	}
	return err
}

// unlearn notes that a part which comes or goes changes the lesson of its day.
func (tx *Tx) unlearn(p *part) {
	if p.insert == insertTransit {
		tx.unlearned[p.values[transitEnded].(string)] = true
	}
}

// dropLessons forgets the lessons of the days whose journeys changed.
func (tx *Tx) dropLessons() error {
	for _, ended := range keysOf(tx.unlearned) {
		if err := tx.exec("DELETE FROM lessons WHERE ended_on = $1", ended); err != nil {
			return err
		}
	}
	clear(tx.unlearned)
	return nil
}

// countLessons counts every lesson that is kept again.
func (tx *Tx) countLessons(ctx context.Context) error {
	clear(tx.unlearned)
	days, err := all(ctx, tx.w, scanDay, "SELECT ended_on FROM lessons ORDER BY ended_on")
	if err != nil {
		return err
	}
	return tx.keepLessons(ctx, days, func(track.Date, track.Lesson) {})
}
