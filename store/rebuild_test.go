package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ordertrail/track"
)

// allDerived is everything derived as Verify compares it.
func allDerived(t *testing.T, s *Store) string {
	t.Helper()
	var b strings.Builder
	for _, table := range derivedTables {
		rows, err := s.writer.conn.QueryContext(context.Background(), table.Rows)
		if err != nil {
			t.Fatal(err)
		}
		for text, more, err := nextRow(rows); more || err != nil; text, more, err = nextRow(rows) {
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, table.Table, text)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestARebuildMendsWhatSomebodyChanged damages what is derived in every way a table can be wrong: a row is missing, another
// one stands there, one too many does.
func TestARebuildMendsWhatSomebodyChanged(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	source := filepath.Join(t.TempDir(), "shop.db")
	want := func() string {
		s := anew(t, source, newClock())
		facts := []Recorded{{Event: carrierFact("9999", "1Z900", track.Announced, "2026-05-19T08:00:00")}}
		for i := range 30 {
			number, tracking := fmt.Sprint(1000+i), fmt.Sprint("1Z", i)
			facts = append(facts, Recorded{Event: statedFact(number, 1), Customer: track.Customer{Name: "Kim " + number}},
				Recorded{Event: carrierFact(number, tracking, track.Announced, "2026-05-10T08:00:00")},
				Recorded{Event: carrierFact(number, tracking, track.Possession, "2026-05-11T08:00:00")})
			if i%2 == 0 {
				facts = append(facts, Recorded{Event: carrierFact(number, tracking, track.Delivered, "2026-05-14T08:00:00")})
			}
		}
		add(t, s, facts...)
		text := allDerived(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return text
	}()
	for _, row := range []struct{ name, text string }{
		{"nothing", "SELECT 1"},
		{"a state", "UPDATE orders SET state = replace(state, 'SOFA-2', 'SOFA-3') WHERE n = 2"},
		{"a key", "UPDATE orders SET key = 'x' WHERE n = 2"},
		{"a day", "UPDATE orders SET last_on = '2020-01-01' WHERE n = 2"},
		{"an order missing", "DELETE FROM orders WHERE n = 2"},
		{"an order too many", "INSERT INTO orders SELECT 999, 'x', source, number, key, placed_at, check_at, person, customer, state, last_on FROM orders WHERE n = 2"},
		{"an order in the wrong place", "UPDATE orders SET n = 999 WHERE n = 2"},
		{"an order without what stands beside it", "DELETE FROM orders WHERE n = 2; DELETE FROM order_views WHERE n = 2; DELETE FROM order_words WHERE n = 2"},
		{"a list entry missing", "DELETE FROM order_views WHERE n = 2"},
		{"a list entry too many", "INSERT INTO order_views VALUES ('late', 1, 2)"},
		{"a list entry instead of another", "UPDATE order_views SET placed_at = placed_at + 1 WHERE n = 2"},
		{"a parcel", "UPDATE parcels SET phase = 'lost'"},
		{"a parcel missing", "DELETE FROM parcels WHERE tracking = '1Z3'"},
		{"a journey", "UPDATE transits SET days = days + 1"},
		{"a task", "UPDATE tasks SET owner = 'nobody'"},
		{"a task missing", "DELETE FROM tasks"},
		{"a task of the shop's own too many", "INSERT INTO tasks SELECT 'x', '', code, owner, subject, state, open, opened_at, due_at, ended_at, actor, task FROM tasks LIMIT 1"},
		{"a return too many", "INSERT INTO returns VALUES ('r', 'o', 'return', 'requested')"},
		{"a counter", "UPDATE counters SET n = n + 1"},
		{"a counter too many", "INSERT INTO counters VALUES ('view/none', 3)"},
		{"a counter missing", "DELETE FROM counters WHERE name = 'view/all'"},
		{"a waiting fact missing", "DELETE FROM unmatched"},
		{"a waiting fact too many", "INSERT INTO unmatched VALUES (2)"},
		{"words", "UPDATE order_words SET items = 'bed' WHERE n = 2"},
		{"words missing", "DELETE FROM order_words WHERE n = 2"},
		{"words too many", "INSERT INTO order_words VALUES (999, 'a', 'b', 'c')"},
		{"the search index", "INSERT INTO order_search (order_search, rowid, numbers, customer, items) SELECT 'delete', n, numbers, customer, items FROM order_words WHERE n = 2"},
		{"an event's order", "UPDATE events SET order_id = ''"},
		{"an event's parcel", "UPDATE events SET parcel_id = 'x' WHERE seq = 3"},
		{"an event that counts", "UPDATE events SET live = 0 WHERE seq = 3"},
		{"a parcel key missing", "DELETE FROM parcel_keys WHERE event_seq = 3"},
		{"a parcel key too many", "INSERT INTO parcel_keys VALUES ('t:1Z3', 3)"},
		{"a silence too many", "INSERT INTO silences VALUES ('ups-file', '', 5, 6, 1, 4, 0)"},
		{"a silence missing", "DELETE FROM silences"},
		{"whom a feed speaks of", "DELETE FROM feed_carriers"},
		{"since when a feed speaks of a carrier", "UPDATE feed_carriers SET since_at = since_at + 1"},
		{"everything derived", "DELETE FROM orders; DELETE FROM order_views; DELETE FROM parcels; DELETE FROM transits; DELETE FROM tasks; DELETE FROM counters; DELETE FROM order_words; DELETE FROM unmatched"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "shop.db")
			if err := copyFile(source, path); err != nil {
				t.Fatal(err)
			}
			edit(t, path, row.text)
			var told Change
			s := openAt(t, path, Options{OnCommit: func(c Change) { told = c }})
			if err := s.Rebuild(ctx, nil); err != nil {
				t.Fatal(err)
			}
			if got := allDerived(t, s); got != want {
				a, b := differing(got, want)
				t.Errorf("rebuilt …%s\nwant …%s", a, b)
			}
			if err := s.searchCheck(ctx); err != nil {
				t.Error("the search index:", err)
			}
			if row.name == "nothing" && len(told.Orders) > 0 {
				t.Errorf("a rebuild of a sound file wrote %d orders", len(told.Orders))
			}
			if problems, err := s.Verify(ctx); err != nil || len(problems) > 0 {
				t.Errorf("verify found %v, %v", problems, err)
			}
		})
	}
}
