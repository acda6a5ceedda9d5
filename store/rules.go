package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ordertrail/track"
)

// Ruling is one change of the rules that statuses are decided by, with all the rules as they were from then on.
type Ruling struct {
	N     int64
	At    time.Time
	By    string
	What  string          // code: what was changed
	Rules json.RawMessage // complete, as package app writes them
}

// rules are what this transaction decides by. They are the shop's, read once when the transaction begins, so that no order
// is decided by other rules than its neighbour; with them goes what the shop's history says.
func (tx *Tx) rules() track.Rules {
	r := tx.decideBy
	r.Silent = tx.silent
	if tx.past != nil {
		r.Past = tx.past
	}
	return r
}

// Completed are a shop's rules with what the file adds to them at a moment: what its history said, and which carriers were
// not heard of. Whoever derives states outside a transaction decides by these. They answer while r lasts.
func (r *Reader) Completed(ctx context.Context, rules track.Rules, at time.Time) (track.Rules, error) {
	var err error
	if rules.Past, err = r.Past(ctx); err != nil {
		return rules, err
	}
	rules.Silent, err = r.silentTimes(ctx, at, at.UnixMilli())
	return rules, err
}

// Adopt records a ruling and rebuilds everything under rules, in this transaction: no reader ever sees one order decided by the
// old rules beside one decided by the new, and where ctx ends it, or the program is killed, everything is as it was. Whoever
// hands out Options.Rules must hand out these from the commit on. told hears now and then how many facts of how many were looked
// at; it may be nil.
func (tx *Tx) Adopt(ctx context.Context, r Ruling, rules track.Rules, told func(done, of int)) error {
	if _, err := tx.rule(ctx, r, rules); err != nil {
		return err
	}
	if moved := rules.Zone != nil && rules.Zone.String() != tx.zone.String(); moved {
		tx.zone = rules.Zone
		clear(tx.cache) // what is decoded says when things happened in the old zone
	}
	if err := tx.rebuild(ctx, told); err != nil {
		return fmt.Errorf("adopt rules: %w", err)
	}
	return nil
}

// AdoptReadings is Adopt for rules that differ from those in force in nothing but what codes and words of some carriers mean: only
// the orders are derived of which a fact reads otherwise now, and told hears of orders. What no order depends on is looked at as
// after any other ruling.
func (tx *Tx) AdoptReadings(ctx context.Context, r Ruling, rules track.Rules, carriers []string, told func(done, of int)) error {
	before, err := tx.rule(ctx, r, rules)
	if err != nil {
		return err
	}
	ids, err := tx.readOtherwise(ctx, carriers, before, rules)
	if err == nil {
		err = tx.deriveTelling(ctx, ids, told)
	}
	if err != nil {
		return fmt.Errorf("adopt readings: %w", err)
	}
	return nil
}

// rule records a ruling and decides by it from now on, once everything is settled by the rules before, which it returns.
func (tx *Tx) rule(ctx context.Context, r Ruling, rules track.Rules) (before track.Rules, err error) {
	if err := tx.AddRuling(ctx, r); err != nil {
		return before, err
	}
	if err := tx.Settle(ctx); err != nil {
		return before, fmt.Errorf("adopt rules: %w", err)
	}
	before = tx.decideBy
	tx.decideBy, tx.shop = rules, true
	return before, nil
}

// adoptStep is after how many orders whoever waits for a change of rules hears of them.
const adoptStep = 1000

// deriveTelling derives orders and tells how far it is.
func (tx *Tx) deriveTelling(ctx context.Context, ids []string, told func(done, of int)) error {
	done := 0
	return chunks(ids, adoptStep, func(part []string) error {
		err := tx.deriveOrders(ctx, part, nil)
		if done += len(part); err == nil && told != nil {
			told(done, len(ids))
		}
		return err
	})
}

// readOtherwise are the orders, as they stand in the log, of which a word of these carriers that counts reads otherwise under
// other rules. It goes through the log once, which is far less than deriving what it tells.
func (tx *Tx) readOtherwise(ctx context.Context, carriers []string, was, is track.Rules) ([]string, error) {
	first := map[string]int64{}
	for _, carrier := range carriers {
		named := "" // what names no carrier may be any
		if carrier != "" {
			named = `"carrier":` + plain(carrier)
		}
		rows, err := tx.w.query(ctx, "SELECT "+storedColumns+` FROM events e WHERE e.kind = 'carrier_event' AND e.live = 1 AND e.order_id <> ''
			AND instr(e.facts, $1) > 0`, named)
		if err != nil {
			return nil, err
		}
		_, err = collect(rows, func(r *sql.Rows) (none struct{}, err error) {
			e, err := scanStored(tx.zone)(r)
			if err != nil || is.ReadsAs(was, e.Event) {
				return none, err
			}
			if at, seen := first[e.OrderID]; !seen || e.seq < at {
				first[e.OrderID] = e.seq
			}
			return none, ctx.Err()
		})
		if err != nil {
			return nil, err
		}
	}
	ids := keysIn(first)
	slices.SortFunc(ids, func(a, b string) int { return cmp.Compare(first[a], first[b]) })
	return ids, nil
}

// AddRuling records what the rules are from now on, for rules under which everything is derived already.
func (tx *Tx) AddRuling(ctx context.Context, r Ruling) error {
	last, err := one(ctx, tx.w, scanInt, "SELECT coalesce(max(n), 0) FROM rulings")
	if err != nil {
		return fmt.Errorf("add ruling: %w", err)
	}
	tx.change.Settings = true
	return tx.exec("INSERT INTO rulings (n, at, by, what, rules) VALUES ($1, $2, $3, $4, $5)", last+1, millis(tx.now), r.By, r.What, string(r.Rules))
}

// KeepPart keeps what rulings name by a checksum: it stands for the same as long as the file is read.
func (tx *Tx) KeepPart(sum, part string) error {
	return tx.exec("INSERT OR IGNORE INTO ruling_parts (sum, part) VALUES ($1, $2)", sum, part)
}

// Part is what rulings name by a checksum; ErrNotFound when it was not kept.
func (r *Reader) Part(ctx context.Context, sum string) (string, error) {
	part, err := one(ctx, r.q, scanText, "SELECT part FROM ruling_parts WHERE sum = $1", sum)
	if err != nil {
		return "", fmt.Errorf("part %s of the rules: %w", sum, err)
	}
	return part, nil
}

const rulingColumns = "n, at, by, what, rules"

func scanRuling(r *sql.Rows) (x Ruling, err error) {
	var at int64
	var rules string
	err = r.Scan(&x.N, &at, &x.By, &x.What, &rules)
	x.At, x.Rules = instant(at), json.RawMessage(rules)
	return x, err
}

// Rulings lists the newest changes of the rules before a number (0: the very newest), at most limit.
func (r *Reader) Rulings(ctx context.Context, before int64, limit int) ([]Ruling, error) {
	list, err := all(ctx, r.q, scanRuling, "SELECT "+rulingColumns+" FROM rulings WHERE $1 = 0 OR n < $1 ORDER BY n DESC LIMIT $2", before, limit)
	if err != nil {
		return nil, fmt.Errorf("rulings: %w", err)
	}
	return list, nil
}

// RulingAt is the ruling in force at a moment: the last one made until then, or the very first when the moment lies before
// all of them, for no earlier rules are known. ErrNotFound when none was ever recorded.
func (r *Reader) RulingAt(ctx context.Context, at time.Time) (Ruling, error) {
	x, err := one(ctx, r.q, scanRuling, "SELECT "+rulingColumns+" FROM rulings WHERE at <= $1 ORDER BY n DESC LIMIT 1", at.UnixMilli())
	if err != nil {
		x, err = one(ctx, r.q, scanRuling, "SELECT "+rulingColumns+" FROM rulings ORDER BY n LIMIT 1")
	}
	if err != nil {
		return Ruling{}, fmt.Errorf("rules at %s: %w", track.StampOf(at), err)
	}
	return x, nil
}
