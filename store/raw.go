package store

import (
	"context"
	"errors"
	"fmt"
)

// keepRaw keeps the raw text of a fact, unless that of the fact before is the same.
func (tx *Tx) keepRaw(r Recorded) (err error) {
	if r.Event.RawHash == tx.rawKept {
		return nil
	}
	raw := r.Raw
	if r.ReadRaw != nil {
		raw, err = r.ReadRaw()
	}
	if raw == "" || err != nil {
		return err
	}
	tx.rawKept = r.Event.RawHash
	return tx.narrow(len(raw), func() error {
		return tx.exec("INSERT INTO raws (hash, text) VALUES ($1, $2) ON CONFLICT DO NOTHING", r.Event.RawHash, raw)
	})
}

const (
	largeRaw   = 1 << 20
	wideCache  = "cache_size(-65536)"
	smallCache = "cache_size(-4096)"
)

// narrow writes a text of so many bytes. One of 30 MB would fill the page cache, which costs twice what it holds, with pages that
// nobody reads again: while a large one is written the cache is small.
func (tx *Tx) narrow(bytes int, write func() error) error {
	if bytes < largeRaw {
		return write()
	}
	if err := tx.pragma(smallCache); err != nil {
		return err
	}
	return errors.Join(write(), tx.pragma(wideCache))
}

func (tx *Tx) pragma(setting string) error {
	if err := tx.w.run(context.Background(), "PRAGMA "+setting); err != nil {
		return fmt.Errorf("set %s: %w", setting, err)
	}
	return nil
}
