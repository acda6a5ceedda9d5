package store

import (
	"context"
	"fmt"
	"time"
)

// derivedTo is the setting that says up to which moment states were derived. A clock that was ahead, or a rehearsal in the
// future, leaves states that time has not brought about yet; without this mark nobody would notice once it is right again.
const derivedTo = "derived_to"

// markSlack is how far ahead the mark is set, so that it is written once a minute and not with every scan.
const markSlack = time.Minute

// markClock notes that orders were derived at the moment of this transaction.
func (tx *Tx) markClock() error {
	if len(tx.orders) == 0 {
		return nil
	}
	now := millis(tx.now)
	return tx.exec(`INSERT INTO settings (key, value) VALUES ($1, $2)
		ON CONFLICT (key) DO UPDATE SET value = $2 WHERE CAST(value AS INTEGER) < $3`, derivedTo, fmt.Sprint(now+markSlack.Milliseconds()), now)
}

// resetClock puts the mark to the moment of this transaction, in which every order was derived.
func (tx *Tx) resetClock() error {
	return tx.exec("INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = $2",
		derivedTo, fmt.Sprint(millis(tx.now)+markSlack.Milliseconds()))
}

// wentBack reports whether orders were derived at a moment that is yet to come.
func (r *Reader) wentBack(ctx context.Context, now time.Time) (bool, error) {
	var mark int64
	found, err := r.Setting(ctx, derivedTo, &mark)
	return found && millis(now) < mark-markSlack.Milliseconds(), err
}
