package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"ordertrail/track"
)

// queues is the table of lists that people empty. Read a row as: what waits under the task <code> now is <count> of
// <subject>, which its story tells with <facts>; a carrier's words have a <type> and a <code> too. A sender drifts when three
// of its mails wait, more than were read since the first of them came, and five were ever read: before that nobody knows what
// is usual.
var queues = []struct{ Code, Rows string }{
	{"unread_notice", "SELECT '', count(*), '', '', '', '' FROM unread WHERE state = 'open' AND kind = 'notice'"},
	{"unread_scan", "SELECT '', count(*), '', '', '', '' FROM unread WHERE state = 'open' AND kind = 'scan'"},
	{"notice_drift", `SELECT sender, n, sender, subject, '', '' FROM (SELECT u.sender, count(*) AS n, min(u.at) / 86400000 AS since, max(u.subject) AS subject
		FROM unread u WHERE u.state = 'open' AND u.kind = 'notice' AND u.sender <> '' GROUP BY u.sender) q
		WHERE n >= 3 AND n > (SELECT coalesce(sum(c.n), 0) FROM notice_counts c WHERE c.sender = q.sender AND c.day >= q.since)
		AND 5 <= (SELECT coalesce(sum(c.n), 0) FROM notice_counts c WHERE c.sender = q.sender)`},
	{"mailbox_failing", "SELECT name, 1, name, fault, '', '' FROM mailboxes WHERE waits = 1 AND paused = 0"},
	{"folder_failing", "SELECT name, 1, name, fault, '', '' FROM drop_folders WHERE waits = 1 AND paused = 0"},
	{"files_refused", "SELECT folder, count(*), folder, '', '', '' FROM drop_refusals WHERE seen_at = 0 GROUP BY folder"},
	{"unmatched", "SELECT '', n, '', '', '', '' FROM counters WHERE name = 'unmatched'"},
	{"unmapped_wording", `SELECT said || ': ' || word, count(*), said, word, type, code FROM (SELECT
		coalesce(nullif(e.facts ->> '$.parcel.carrier', ''), e.source) AS said, coalesce(nullif(e.facts ->> '$.text', ''), e.facts ->> '$.code', '') AS word,
		coalesce(e.facts ->> '$.code_type', '') AS type, coalesce(e.facts ->> '$.code', '') AS code
		FROM unmatched u JOIN events e ON e.seq = u.event_seq WHERE e.phase = 'unmapped') GROUP BY said, word, type, code`},
}

// waiting is what waits in one list now, by subject. What the shop's own rows read by now waits no longer.
func (r *Reader) waiting(ctx context.Context, rows string, rules track.Rules) (map[string]track.Queue, error) {
	out := map[string]track.Queue{}
	_, err := all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var q track.Queue
		var said, word, typ, code string
		if err := row.Scan(&q.Subject, &q.N, &said, &word, &typ, &code); err != nil || q.N == 0 {
			return 0, err
		}
		words := track.Event{Kind: track.CarrierEvent, Phase: track.Unmapped, Parcel: track.ParcelRef{Carrier: said}, CodeType: typ, Code: code, Text: word}
		if typ+code+word != "" && rules.Understood(words).Phase != track.Unmapped {
			return 0, nil
		}
		if said != "" {
			q.Facts = []string{said, word}
		}
		q.N += out[q.Subject].N
		out[q.Subject] = q
		return 0, nil
	}, rows)
	return out, err
}

// noteQueue keeps since when something waits in a list, until when it did, and how much.
func (tx *Tx) noteQueue(ctx context.Context, code, rows string) error {
	now, err := tx.waiting(ctx, rows, tx.rules())
	if err != nil {
		return err
	}
	stands, err := all(ctx, tx.w, scanText, "SELECT subject FROM queue_spans WHERE code = $1 AND to_at = 0 ORDER BY subject", code)
	if err != nil {
		return err
	}
	if err := tx.noteLevels(ctx, code, now, stands); err != nil {
		return err
	}
	for _, subject := range stands {
		if _, waits := now[subject]; !waits {
			if err := tx.exec("UPDATE queue_spans SET to_at = $3 WHERE code = $1 AND subject = $2 AND to_at = 0", code, subject, millis(tx.now)); err != nil {
				return err
			}
		}
		delete(now, subject)
	}
	for _, subject := range keysIn(now) {
		if err := tx.exec(`INSERT INTO queue_spans (code, subject, from_at, to_at) VALUES ($1, $2, $3, 0)
			ON CONFLICT DO UPDATE SET to_at = 0`, code, subject, millis(tx.now)); err != nil {
			return err
		}
	}
	return nil
}

// noteLevels keeps how much waits of each subject where that changed; stood are the subjects of which something waited.
func (tx *Tx) noteLevels(ctx context.Context, code string, now map[string]track.Queue, stood []string) error {
	subjects := append(keysIn(now), stood...)
	slices.Sort(subjects)
	for _, subject := range slices.Compact(subjects) {
		q := now[subject] // nothing when the last of it is gone
		last, err := all(ctx, tx.w, scanInt, "SELECT n FROM queue_levels WHERE code = $1 AND subject = $2 ORDER BY at DESC LIMIT 1", code, subject)
		if err != nil {
			return err
		}
		if len(last) > 0 && int(last[0]) == q.N {
			continue
		}
		facts, err := json.Marshal(append([]string{}, q.Facts...))
		if err != nil {
			return err
		}
		const note = "INSERT OR REPLACE INTO queue_levels (code, subject, at, n, facts) VALUES ($1, $2, $3, $4, $5)"
		if err := tx.exec(note, code, subject, millis(tx.now), q.N, string(facts)); err != nil {
			return err
		}
	}
	return nil
}

// levels is how much waited of each subject of a list at a moment, as far as it was kept.
func (r *Reader) levels(ctx context.Context, code string, at int64) (map[string]track.Queue, error) {
	out := map[string]track.Queue{}
	_, err := all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var q track.Queue
		var facts string
		if err := row.Scan(&q.Subject, &q.N, &facts); err != nil {
			return 0, err
		}
		err := json.Unmarshal([]byte(facts), &q.Facts)
		out[q.Subject] = q
		return 0, err
	}, `SELECT subject, n, facts FROM queue_levels l WHERE code = $1 AND at = (SELECT max(at) FROM queue_levels m
		WHERE m.code = l.code AND m.subject = l.subject AND m.at <= $2)`, code, at)
	return out, err
}

// SettleShop is Settle that brings the shop's own tasks up to date too, for a use-case that wants to answer with them.
func (tx *Tx) SettleShop(ctx context.Context) error {
	if err := tx.Settle(ctx); err != nil {
		return err
	}
	return tx.settleShop(ctx)
}

// isActOfShop reports whether a fact is what somebody did about a task that no order owns; actsOfShop finds them.
func isActOfShop(e track.Event) bool { return e.Kind.About() == "task" && e.Order.IsZero() }

// settleShop brings the shop's own tasks up to what this transaction changed.
func (tx *Tx) settleShop(ctx context.Context) error {
	for _, q := range queues {
		if tx.queues[q.Code] || tx.shop {
			tx.shop = true
			if err := tx.noteQueue(ctx, q.Code, q.Rows); err != nil {
				return fmt.Errorf("%s: %w", q.Code, err)
			}
		}
	}
	if clear(tx.queues); !tx.shop {
		return nil
	}
	tx.shop = false
	stale, due, err := tx.shopTasks(ctx, tx.now, tx.rules())
	if err != nil {
		return err
	}
	for _, p := range stale {
		tallyTask(p.task, func(name string) { tx.counts[name]-- })
		if err := tx.exec(p.remove, p.values[:p.keys]...); err != nil {
			return err
		}
	}
	for _, p := range due {
		tallyTask(p.task, func(name string) { tx.counts[name]++ })
		if err := tx.exec(p.insert, p.values[:p.used]...); err != nil {
			return err
		}
	}
	tx.change.Queues = tx.change.Queues || len(stale)+len(due) > 0
	return tx.writeCounters()
}

// shopPart is a task of the shop's own and its row.
type shopPart struct {
	part
	task track.Task
}

// shopTasks are the rows of the shop's own tasks that no longer hold, and those that are to be written.
func (r *Reader) shopTasks(ctx context.Context, now time.Time, rules track.Rules) (stale, due []shopPart, err error) {
	in, err := r.shopInput(ctx, now, rules)
	if err != nil {
		return nil, nil, err
	}
	kept, err := all(ctx, r.q, scanTask, taskRows+" WHERE t.order_id = '' ORDER BY t.id")
	if err != nil {
		return nil, nil, err
	}
	stands := map[part]bool{}
	for _, t := range track.DeriveShop(in).Tasks {
		p := shopPart{taskPart("", t), t}
		stands[p.part] = true
		due = append(due, p)
	}
	before := map[part]bool{}
	for _, row := range kept {
		p := shopPart{taskPart("", row.Task), row.Task}
		if before[p.part] = true; !stands[p.part] {
			stale = append(stale, p)
		}
	}
	fresh := due[:0]
	for _, p := range due {
		if !before[p.part] {
			fresh = append(fresh, p)
		}
	}
	return stale, fresh, nil
}

// actsOfShop finds what people did about the shop's own tasks.
const actsOfShop = "e.order_key = '' AND e.kind IN ('task_taken', 'task_waits', 'task_stepped', 'task_resolved')"

// shopInput is what the shop's own tasks depend on.
func (r *Reader) shopInput(ctx context.Context, now time.Time, rules track.Rules) (track.ShopInput, error) {
	in := track.ShopInput{Now: now, Rules: rules}
	var err error
	if in.Feeds, err = r.feedHistories(ctx, now); err != nil {
		return in, err
	}
	for _, q := range queues {
		waits, err := r.waiting(ctx, q.Rows, rules)
		if err != nil {
			return in, fmt.Errorf("%s: %w", q.Code, err)
		}
		list, err := r.queue(ctx, q.Code, forever, waits)
		if err != nil {
			return in, fmt.Errorf("%s: %w", q.Code, err)
		}
		in.Queues = append(in.Queues, list...)
	}
	in.Acts, err = r.events(ctx, "WHERE "+actsOfShop+" AND e.live = 1 ORDER BY e.seq")
	return in, err
}

// feedHistories are the sources and the carriers they speak of, and when they had been silent by a moment.
func (r *Reader) feedHistories(ctx context.Context, now time.Time) ([]track.FeedHistory, error) {
	silences, err := r.silences(ctx, now)
	out := make([]track.FeedHistory, 0, len(silences))
	for v, list := range silences {
		out = append(out, track.FeedHistory{Source: v.source, Carrier: v.carrier, Silences: list})
	}
	slices.SortFunc(out, func(a, b track.FeedHistory) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Carrier, b.Carrier))
	})
	return out, err
}

// queue is one list with its past up to a moment, by subject; waits is how much waited at the moment.
func (r *Reader) queue(ctx context.Context, code string, at int64, waits map[string]track.Queue) ([]track.Queue, error) {
	found := map[string]track.Queue{}
	_, err := all(ctx, r.q, func(row *sql.Rows) (int, error) {
		var subject string
		var from, to int64
		err := row.Scan(&subject, &from, &to)
		q, seen := found[subject]
		if !seen {
			q = waits[subject]
			q.Code, q.Subject = code, subject
		}
		if to > at {
			to = 0
		}
		q.Spans = append(q.Spans, track.Span{From: instant(from), To: instant(to)})
		found[subject] = q
		return 0, err
	}, "SELECT subject, from_at, to_at FROM queue_spans WHERE code = $1 AND from_at <= $2 ORDER BY subject, from_at", code, at)
	out := make([]track.Queue, 0, len(found))
	for _, subject := range keysIn(found) {
		out = append(out, found[subject])
	}
	return out, err
}

// sweepShop brings the shop's own tasks up to now, where time alone changed them.
func (s *Store) sweepShop(ctx context.Context) error {
	var changed bool
	err := s.Read(ctx, func(r *Reader) error {
		stale, due, err := r.shopTasks(ctx, s.opts.Now().UTC().Truncate(time.Millisecond), s.opts.Rules())
		changed = len(stale)+len(due) > 0
		return err
	})
	if err != nil || !changed {
		return err
	}
	return s.Update(ctx, func(tx *Tx) error {
		tx.shop = true
		return nil
	})
}

// sweepSilences derives anew the orders that a feed which fell silent says nothing more about, and says how many.
func (s *Store) sweepSilences(ctx context.Context) (int, error) {
	var voices []voice
	var mark, ids []string
	err := s.Read(ctx, func(r *Reader) (err error) {
		if voices, mark, err = r.fellSilent(ctx, s.opts.Now()); err == nil {
			ids, err = r.awaiting(ctx, voices)
		}
		return err
	})
	if err != nil || len(voices) == 0 {
		return 0, err
	}
	err = chunks(ids, sweepStep, func(part []string) error {
		return s.Update(ctx, func(tx *Tx) error { return tx.deriveOrders(ctx, part, nil) })
	})
	if err != nil {
		return 0, err
	}
	return len(ids), s.Update(ctx, func(tx *Tx) error {
		tx.shop = true
		return tx.putDocument(putSetting, derivedSilences, mark)
	})
}
