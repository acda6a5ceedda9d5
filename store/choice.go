package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"
)

// Choices are what a person said of how files of a kind are read.
type Choices struct {
	Looks  string            // fingerprint of the header as it is found when nobody says anything
	Reads  string            // of the header as it was read by them
	Source string            // that was said beside them; "" the profile's
	File   string            // the file they were said of last
	Said   map[string]string // choice -> what was chosen
	Since  map[string]int64  // choice -> the run that it was first said at
	Run    int64             // the last that was read by them
	At     time.Time         // set by Remember
}

// Remember keeps how a file was read; for files of its kind it takes the place of what was said before, until its run is undone.
func (tx *Tx) Remember(c Choices) error {
	said, err := json.Marshal(c.Said)
	if err != nil {
		return fmt.Errorf("remember how %s was read: %w", c.File, err)
	}
	since, err := json.Marshal(c.Since)
	if err != nil {
		return fmt.Errorf("remember how %s was read: %w", c.File, err)
	}
	tx.change.Settings = true
	return tx.exec("INSERT INTO choices (looks, reads, source, file, said, since, run, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		c.Looks, c.Reads, c.Source, c.File, string(said), string(since), c.Run, millis(tx.now))
}

const choiceColumns = "c.looks, c.reads, c.source, c.file, c.said, c.since, c.run, c.at"

// choicesInForce are those that nobody forgot and whose import counts.
const choicesInForce = `FROM choices c JOIN runs r ON r.id = c.run WHERE c.forgotten_at = 0 AND r.undone_at = 0 AND r.state = ''`

func scanChoices(r *sql.Rows) (c Choices, err error) {
	var said, since string
	var at int64
	if err = r.Scan(&c.Looks, &c.Reads, &c.Source, &c.File, &said, &since, &c.Run, &at); err != nil {
		return c, err
	}
	c.At = instant(at)
	if err = json.Unmarshal([]byte(said), &c.Said); err == nil {
		err = json.Unmarshal([]byte(since), &c.Since)
	}
	return c, err
}

// ChoicesFor is what was said of files that look so, from that source, last; ErrNotFound when nothing was.
func (r *Reader) ChoicesFor(ctx context.Context, looks, source string) (Choices, error) {
	return one(ctx, r.q, scanChoices, "SELECT "+choiceColumns+" "+choicesInForce+
		" AND c.source = $2 AND (c.looks = $1 OR c.reads = $1) ORDER BY c.id DESC LIMIT 1", looks, source)
}

// ChoicesInForce lists what is remembered of every kind of file, the newest first.
func (r *Reader) ChoicesInForce(ctx context.Context) ([]Choices, error) {
	list, err := all(ctx, r.q, scanChoices, "SELECT "+choiceColumns+" "+choicesInForce+` AND c.said <> '{}' AND NOT EXISTS (
		SELECT 1 FROM choices n JOIN runs nr ON nr.id = n.run WHERE n.looks = c.looks AND n.source = c.source AND n.id > c.id
		AND n.forgotten_at = 0 AND nr.undone_at = 0 AND nr.state = '') ORDER BY c.id DESC`)
	if err != nil {
		return nil, fmt.Errorf("remembered choices: %w", err)
	}
	return list, nil
}

// ChoicesOf is what was said of the file that a run took in, whether or not it is still in force; ErrNotFound when nothing was.
func (r *Reader) ChoicesOf(ctx context.Context, run int64) (Choices, error) {
	return one(ctx, r.q, scanChoices, "SELECT "+choiceColumns+" FROM choices c WHERE c.run = $1 ORDER BY c.id DESC LIMIT 1", run)
}

// ForgetChoices forgets what was said of files of a kind, at whichever import.
func (tx *Tx) ForgetChoices(c Choices) error {
	tx.change.Settings = true
	return tx.exec(`UPDATE choices SET forgotten_at = $4 WHERE source = $3 AND forgotten_at = 0 AND (looks IN ($1, $2) OR reads IN ($1, $2))`,
		c.Looks, c.Reads, c.Source, millis(tx.now))
}
