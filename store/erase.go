package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"ordertrail/track"
)

// Erased counts what an erase replaced.
type Erased struct {
	People int // statements of the person
	Orders []string
}

// Erase removes the personal data of everyone with this e-mail address: names and addresses, raw texts of their orders,
// notices, rejected rows and messages that name the address, and the words they are found by. Facts stay, so that figures
// and the hash chain do; what is erased is overwritten in the file. Erased people stay erased when they are imported again.
func (s *Store) Erase(ctx context.Context, email string) (Erased, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	if email == "" {
		return Erased{}, fmt.Errorf("erase: no e-mail address given")
	}
	hashes, err := Look(ctx, s, func(r *Reader) ([]string, error) {
		return all(ctx, r.q, scanText, "SELECT hash FROM people WHERE email = $1 AND email <> ''", email)
	})
	if err != nil {
		return Erased{}, fmt.Errorf("erase: %w", err)
	}
	if err := s.noteErased(hashes); err != nil { // before: a list that names too many does no harm
		return Erased{}, fmt.Errorf("erase: %w", err)
	}
	return s.erase(ctx, hashes, email)
}

// People are the customers on record with this e-mail address.
func (r *Reader) People(ctx context.Context, email string) ([]track.Customer, error) {
	texts, err := all(ctx, r.q, scanText, "SELECT customer FROM people WHERE email = $1 AND email <> ''", strings.ToLower(strings.TrimSpace(email)))
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	out := make([]track.Customer, len(texts))
	for i, text := range texts {
		if err := json.Unmarshal([]byte(text), &out[i]); err != nil {
			return nil, fmt.Errorf("%w: a customer: %w", ErrDamaged, err)
		}
	}
	return out, nil
}

// erasedList, behind the file's name, holds the hashes of everybody erased, one a line: a backup that is restored where the
// file is gone is erased by it.
const erasedList = ".erased"

// noteErased keeps the hashes beside the file, on disk.
func (s *Store) noteErased(hashes []string) (err error) {
	if len(hashes) == 0 {
		return nil
	}
	f, err := os.OpenFile(s.path+erasedList, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keep the list of erased people: %w", err)
	}
	_, err = f.WriteString(strings.Join(hashes, "\n") + "\n")
	return errors.Join(err, f.Sync(), f.Close())
}

// notedErased reads the list beside the file at path; none when there is none.
func notedErased(path string) ([]string, error) {
	b, err := os.ReadFile(path + erasedList)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return strings.Fields(string(b)), err
}

// erase removes the people with these hashes, and every text outside the log that names one of their addresses or
// email, "" for none more.
func (s *Store) erase(ctx context.Context, hashes []string, email string) (Erased, error) {
	if len(hashes) == 0 && email == "" {
		return Erased{}, nil
	}
	var out Erased
	err := s.Update(ctx, func(tx *Tx) (err error) {
		out, err = tx.erase(ctx, hashes, email)
		return err
	})
	if err != nil {
		return Erased{}, fmt.Errorf("erase: %w", err)
	}
	return out, s.checkpoint(ctx)
}

const ordersOf = `SELECT DISTINCT order_id FROM events
	WHERE order_id <> '' AND facts ->> '$.person' IN (SELECT value FROM json_each($1)) ORDER BY 1`

// Read a row as: to remove the people whose hashes, or orders, are the parameter as a JSON array.
var eraseOrders = []string{
	`UPDATE raws SET text = '' WHERE hash IN (SELECT facts ->> '$.raw' FROM events
		WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1)))`,
	`UPDATE raws SET text = '' WHERE hash IN (SELECT facts ->> '$.text_hash' FROM events
		WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1)))`,
	`UPDATE messages SET recipient = '', subject = '', body = '' WHERE order_id IN (SELECT value FROM json_each($1))`,
}

// Read a row as: to remove texts that hold the parameter, an address in lower case.
var eraseTexts = []string{
	`UPDATE raws SET text = '' WHERE instr(lower(text), $1) > 0`,
	`UPDATE unread SET raw = x'', subject = '', state = 'dismissed' WHERE instr(lower(CAST(raw AS TEXT)), $1) > 0 OR instr(lower(subject), $1) > 0`,
	`UPDATE rejects SET value = '', message = '', cells = '[]' WHERE instr(lower(cells), $1) > 0 OR instr(lower(value), $1) > 0`,
	`UPDATE messages SET recipient = '', subject = '', body = '' WHERE instr(lower(recipient), $1) > 0`,
	`UPDATE runs SET plan = '{}' WHERE instr(lower(plan), $1) > 0`,
	`UPDATE drop_refusals SET file = '', path = '', message = '' WHERE instr(lower(file), $1) > 0 OR instr(lower(message), $1) > 0`,
	// The subject of a mail stands there as the example of a drift; whose mail it was is not kept with it.
	`UPDATE queue_levels SET facts = json_set(facts, '$[1]', '') WHERE code = 'notice_drift' AND $1 <> ''`,
}

func (tx *Tx) erase(ctx context.Context, hashes []string, email string) (Erased, error) {
	people := jsonList(hashes)
	emails, err := all(ctx, tx.w, scanText,
		"SELECT DISTINCT email FROM people WHERE email <> '' AND hash IN (SELECT value FROM json_each($1))", people)
	if err != nil {
		return Erased{}, err
	}
	if email != "" {
		emails = append(emails, email)
	}
	orders, err := all(ctx, tx.w, scanText, ordersOf, people)
	if err != nil {
		return Erased{}, err
	}
	const forget = `UPDATE people SET email = '', customer = '{}', erased_at = $2 WHERE hash IN (SELECT value FROM json_each($1))`
	if err := tx.exec(forget, people, millis(tx.now)); err != nil {
		return Erased{}, err
	}
	for _, text := range eraseOrders {
		if err := tx.exec(text, jsonList(orders)); err != nil {
			return Erased{}, err
		}
	}
	for _, address := range emails {
		for _, text := range eraseTexts {
			if err := tx.exec(text, address); err != nil {
				return Erased{}, err
			}
		}
	}
	tx.change.Queues, tx.queues["unread_notice"], tx.queues["unread_scan"], tx.queues["notice_drift"] = true, true, true, true
	return Erased{People: len(hashes), Orders: orders}, tx.forgetWords(ctx, orders)
}

// forgetWords writes the words of orders anew without their customers, and the whole search index with them: a word that
// was only taken out of an index can still be read in the file.
func (tx *Tx) forgetWords(ctx context.Context, orders []string) error {
	if err := tx.deriveOrders(ctx, orders); err != nil {
		return err
	}
	states, err := tx.States(ctx, orders)
	if err != nil {
		return err
	}
	for id, state := range states {
		people, err := tx.customers(ctx, []string{state.Person})
		if err != nil {
			return err
		}
		w := wordRow{}
		w.numbers, w.customer, w.items = wordsOf(&state, people[state.Person])
		if w.n, err = one(ctx, tx.w, scanInt, "SELECT n FROM orders WHERE id = $1", id); err != nil {
			return err
		}
		tx.words = append(tx.words, w)
	}
	if err := tx.flushWords(); err != nil {
		return err
	}
	return tx.exec("INSERT INTO order_search (order_search) VALUES ('rebuild')")
}

// checkpoint writes the log back into the file and empties it.
func (s *Store) checkpoint(ctx context.Context) error {
	if err := s.writer.enter(ctx); err != nil {
		return err
	}
	defer s.writer.leave()
	if err := s.writer.run(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return fmt.Errorf("write the log back: %w", err)
	}
	return nil
}
