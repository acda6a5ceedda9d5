package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
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

// Adopt records a ruling and derives every order anew under rules, in this transaction: no reader ever sees one order
// decided by the old rules beside one decided by the new. A shop that moves to another time zone is rebuilt from its log,
// because that changes when everything happened. Whoever hands out Options.Rules must hand out these from the commit on.
func (tx *Tx) Adopt(ctx context.Context, r Ruling, rules track.Rules) error {
	if err := tx.AddRuling(ctx, r); err != nil {
		return err
	}
	if err := tx.Settle(ctx); err != nil {
		return fmt.Errorf("adopt rules: %w", err)
	}
	moved := rules.Zone != nil && rules.Zone.String() != tx.zone.String()
	tx.decideBy, tx.shop = rules, true
	if moved {
		tx.zone = rules.Zone
		clear(tx.cache) // what is decoded says when things happened in the old zone
		return tx.rebuild(ctx)
	}
	ids, err := all(ctx, tx.w, scanText, "SELECT id FROM orders ORDER BY n")
	if err == nil {
		err = tx.deriveOrders(ctx, ids)
	}
	if err != nil {
		return fmt.Errorf("adopt rules: %w", err)
	}
	return tx.resetClock()
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
