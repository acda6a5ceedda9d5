package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"ordertrail/track"
)

// Problem is one thing that Verify found wrong.
type Problem struct {
	Code string // file, link, chain, copy, derived, search
	Text string
}

// logRow is one row of the log as the chain covers it, with the copies of its facts.
type logRow struct {
	seq      int64
	id       string
	facts    string
	recorded int64
	hash     []byte
	copies   [6]string // kind, source, order_key, return_id, retracts, phase
}

const logColumns = "seq, id, facts, recorded_at, hash, kind, source, order_key, return_id, retracts, phase"

func scanLog(r *sql.Rows) (l logRow, err error) {
	c := &l.copies
	return l, r.Scan(&l.seq, &l.id, &l.facts, &l.recorded, &l.hash, &c[0], &c[1], &c[2], &c[3], &c[4], &c[5])
}

// walkChain reads the whole log in order and tells report what does not fit. It returns the newest row's place and hash.
func walkChain(ctx context.Context, q querier, report func(Problem)) (last int64, hash []byte, err error) {
	hash = []byte{}
	for {
		rows, err := all(ctx, q, scanLog, "SELECT "+logColumns+" FROM events WHERE seq > $1 ORDER BY seq LIMIT 1000", last)
		if err != nil {
			return last, hash, fmt.Errorf("read the log after event %d: %w", last, err)
		}
		for _, l := range rows {
			if l.seq != last+1 {
				report(Problem{"chain", fmt.Sprintf("events %d to %d are missing", last+1, l.seq-1)})
			}
			if !l.follows(hash) {
				report(Problem{"chain", fmt.Sprintf("event %d (%s) is not as it was recorded", l.seq, l.id)})
			} else if text := l.mismatch(); text != "" {
				report(Problem{"copy", fmt.Sprintf("event %d (%s): %s", l.seq, l.id, text)})
			}
			last, hash = l.seq, l.hash
		}
		if len(rows) < 1000 {
			return last, hash, nil
		}
	}
}

// follows reports whether the row is the one that was hashed onto the row before. Earlier builds hashed facts with their words.
func (l logRow) follows(before []byte) bool {
	if bytes.Equal(chained(before, l.id, l.facts, l.recorded), l.hash) {
		return true
	}
	var e track.Event
	if err := json.Unmarshal([]byte(l.facts), &e); err != nil {
		return false
	}
	if written, err := factsOf(e); err != nil || written != l.facts {
		return false // it means the same, but nobody wrote it so
	}
	bound, err := factsOf(e.Bound())
	return err == nil && bytes.Equal(chained(before, l.id, bound, l.recorded), l.hash)
}

// mismatch says what in a row does not agree with its facts; "" when all does.
func (l logRow) mismatch() string {
	var e track.Event
	if err := json.Unmarshal([]byte(l.facts), &e); err != nil {
		return "its facts cannot be read: " + err.Error()
	}
	if e.ID != l.id || !e.HasErased() && e.Sealed().ID != l.id { // the id is that of the words too
		return "its id is not that of its facts"
	}
	if want := copiesOf(e); want != l.copies {
		return fmt.Sprintf("its columns say %q, its facts %q", l.copies, want)
	}
	return ""
}

// copiesOf are the facts that stand in columns of their own, to find rows by.
func copiesOf(e track.Event) [6]string {
	return [6]string{string(e.Kind), e.Source.ID, e.Order.Key(), e.Return, e.Retracts, string(e.Phase)}
}
