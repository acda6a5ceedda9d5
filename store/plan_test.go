package store

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// wholeTable matches a step of a query plan that reads a table from end to end; one that names an index reads only what the
// index lists.
var wholeTable = regexp.MustCompile(`^SCAN (\w+)$`)

// Read a row as: a statement that begins like this reads a whole table, because <why>.
var readsAll = []struct{ begins, why string }{
	{"DELETE FROM ", "a rebuild forgets everything"},
	{"SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1", "it stops at the first row"},
	{"SELECT seq, recorded_at FROM events WHERE recorded_at < $1 ORDER BY seq DESC LIMIT 1", "it stops at the first row of an earlier day"},
	{"SELECT day FROM histories", "one row a day"},
	{"SELECT ended_on FROM lessons ORDER BY ended_on", "one row for each day of the last year"},
	{"SELECT source, carrier, from_at, to_at, known, heard_at, usual FROM silences", "a feed is seldom silent"},
	{"SELECT DISTINCT source, carrier FROM arrivals WHERE at <= $1 ORDER BY source, carrier", "a rebuild listens to every feed again"},
	{keysOfAll, "a rebuild brings all facts together"},
	{"SELECT count(*) FROM order_words", "a rebuild compares everything"},
	{"SELECT source, carrier, since_at FROM feed_carriers", "one row a feed and carrier"},
	{"SELECT event_seq FROM unmatched ORDER BY event_seq", "a rebuild compares everything"},
	{"SELECT name, n FROM counters", "there are some dozens"},
	{"SELECT name, 1, name, fault, '', '' FROM mailboxes", "a shop has a handful"},
	{"SELECT mailbox, from_at, to_at FROM mailbox_shuts", "a mailbox is seldom shut"},
	{"SELECT name, 1, name, fault, '', '' FROM drop_folders", "a shop has a handful"},
	{"SELECT sender, n, sender, subject, '', '' FROM (SELECT u.sender,", "a handful of senders; their waiting notices are found by the index"},
	{"SELECT id FROM orders ORDER BY n", "when the clock went back, every order is looked at again"},
}

// TestNoStatementOfATransactionReadsTheWholeLog asks for the plan of every statement that a day's work prepared. One that
// goes through the log for every fact it settles is not seen in a small shop, and stops a large one.
func TestNoStatementOfATransactionReadsTheWholeLog(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	s := open(t, Options{})
	if err := importRows(s, bulk(30, 0)); err != nil {
		t.Fatal(err)
	}
	add(t, s, Recorded{Event: carrierFact("SO-000001", "1Z0000000000000001", "delivered", "2026-05-20T10:00:00")})
	err := s.Update(ctx, func(tx *Tx) error { return tx.UndoRun(ctx, 1, "kim") })
	if err == nil {
		err = importRows(s, bulk(30, 10))
	}
	if err == nil {
		err = s.Rebuild(ctx, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for query := range s.writer.stmts {
		if slices.ContainsFunc(besides, func(b struct{ table, insert, rows string }) bool { return b.rows == query }) {
			continue // a rebuild compares everything
		}
		if slices.ContainsFunc(readsAll, func(r struct{ begins, why string }) bool { return strings.HasPrefix(query, r.begins) }) {
			continue
		}
		checked++
		rows, err := s.writer.conn.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, make([]any, strings.Count(query, "$"))...)
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				t.Fatal(err)
			}
			if m := wholeTable.FindStringSubmatch(step); m != nil && m[1] != "json_each" {
				t.Errorf("%q in the plan of\n%s", step, query)
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if checked < 20 {
		t.Errorf("only %d statements were looked at", checked)
	}
}
