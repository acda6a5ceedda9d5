package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"ordertrail/track"
)

// Erased counts what an erase replaced.
type Erased struct {
	People int // statements of the person
	Orders []string
	Kept   int // facts with words of the person that an earlier build recorded so that they cannot be replaced
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

// Read a row as: to remove the people whose orders are the parameter as a JSON array.
var eraseOrders = []string{
	`UPDATE raws SET text = '' WHERE hash IN (SELECT facts ->> '$.raw' FROM events
		WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1)))`,
	`UPDATE raws SET text = '' WHERE hash IN (SELECT facts ->> '$.text_hash' FROM events
		WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1)))`,
	`UPDATE messages SET recipient = '', subject = '', body = '', error = '', state = iif(state = 'waiting', 'given_up', state)
		WHERE order_id IN (SELECT value FROM json_each($1))`,
	`UPDATE scans SET answer = '{}' WHERE order_id <> '' AND order_id IN (SELECT value FROM json_each($1))`,
}

// Read a row as: to remove texts that hold the parameter, an address in lower case, whosever they are.
var eraseAddress = []string{
	`UPDATE raws SET text = '' WHERE instr(lower(text), $1) > 0`,
	`UPDATE messages SET recipient = '', subject = '', body = '', error = '', state = iif(state = 'waiting', 'given_up', state)
		WHERE instr(lower(recipient), $1) > 0 OR instr(lower(error), $1) > 0`,
}

// Read a row as: to remove the kept texts that name the person who stands under the parameter (see mentions). Texts of other
// people's orders are theirs, so of those only the address counts, above; texts of orders without a customer are nobody's.
var eraseTexts = []string{
	`UPDATE raws SET text = '' WHERE text <> '' AND mentions(text, $1) AND hash IN (
		SELECT facts ->> '$.raw' FROM events WHERE order_id = '' OR order_id IN (SELECT id FROM orders WHERE person = '')
		UNION SELECT facts ->> '$.text_hash' FROM events WHERE order_id = '' OR order_id IN (SELECT id FROM orders WHERE person = ''))`,
	`UPDATE unread SET raw = x'', subject = '', state = 'dismissed' WHERE mentions(raw, $1) OR mentions(subject, $1)`,
	`UPDATE rejects SET value = '', message = '', cells = '[]' WHERE mentions(cells, $1) OR mentions(value, $1) OR mentions(message, $1)`,
	`UPDATE messages SET recipient = '', subject = '', body = '', error = '', state = iif(state = 'waiting', 'given_up', state)
		WHERE mentions(subject, $1) OR mentions(body, $1) OR mentions(error, $1)`,
	`UPDATE runs SET plan = '{}' WHERE mentions(plan, $1)`,
	`UPDATE runs SET file = '' WHERE mentions(file, $1)`,
	// Without its words a wording could mean any mail, so it means none.
	`UPDATE wordings SET words = '', undone_at = CASE undone_at WHEN 0 THEN at ELSE undone_at END WHERE mentions(words, $1)`,
	`UPDATE taught SET code = '', undone_at = CASE undone_at WHEN 0 THEN at ELSE undone_at END WHERE mentions(code, $1)`,
	`UPDATE scans SET raw = '', answer = '{}' WHERE mentions(raw, $1) OR mentions(answer, $1)`,
	`UPDATE stations SET state = '{}' WHERE mentions(state, $1)`,
	// Of a table without a header somebody's row may have been taken for one; such a profile knows no file.
	`DELETE FROM profile_versions WHERE mentions(profile, $1)`,
	`DELETE FROM profiles WHERE mentions(profile, $1)`,
	`DELETE FROM choices WHERE mentions(said, $1) OR mentions(file, $1)`,
	`UPDATE drop_refusals SET file = '', path = '', message = '' WHERE mentions(file, $1) OR mentions(path, $1) OR mentions(message, $1)`,
	// An article made for somebody may be called as they are; its number and its counts stay.
	`UPDATE items SET title = iif(mentions(title, $1), '', title), bin = iif(mentions(bin, $1), '', bin) WHERE mentions(title, $1) OR mentions(bin, $1)`,
	`DELETE FROM item_codes WHERE mentions(code, $1)`,
	`UPDATE item_stated SET item = json_set(item, '$.Title', iif(mentions(item ->> '$.Title', $1), '', item ->> '$.Title'),
		'$.Bin', iif(mentions(item ->> '$.Bin', $1), '', item ->> '$.Bin'),
		'$.Aliases', (SELECT json_group_array(value) FROM json_each(item, '$.Aliases') WHERE type = 'text' AND NOT mentions(value, $1)))
		WHERE mentions(item, $1)`,
	`UPDATE mailboxes SET says = '' WHERE mentions(says, $1)`,
	`UPDATE queue_levels SET facts = (SELECT json_group_array(iif(mentions(value, $1), '', value)) FROM json_each(facts)) WHERE mentions(facts, $1)`,
	// The subject of a mail stands there as the example of a drift; whose mail it was is not kept with it.
	`UPDATE queue_levels SET facts = json_set(facts, '$[1]', '') WHERE code = 'notice_drift' AND $1 <> ''`,
}

func (tx *Tx) erase(ctx context.Context, hashes []string, email string) (Erased, error) {
	people := jsonList(hashes)
	customers, err := all(ctx, tx.w, scanCustomer, "SELECT customer FROM people WHERE hash IN (SELECT value FROM json_each($1))", people)
	if err != nil {
		return Erased{}, err
	}
	orders, err := all(ctx, tx.w, scanText, ordersOf, people)
	if err != nil {
		return Erased{}, err
	}
	const forget = `UPDATE people SET email = '', customer = '{}', erased_at = $2 WHERE hash IN (SELECT value FROM json_each($1))`
	if err := tx.exec(forget, people, millis(tx.now)); err != nil {
		return Erased{}, err
	}
	who := track.MentionsOf(customers, email)
	key := fmt.Sprintf("%p", tx)
	mentioned.Store(key, who)
	defer mentioned.Delete(key)
	if err := tx.eraseTexts(orders, customers, email, key); err != nil {
		return Erased{}, err
	}
	if err := tx.erasePublications(ctx, who); err != nil {
		return Erased{}, err
	}
	touched, kept, err := tx.eraseWords(ctx, orders, who, key)
	if err != nil {
		return Erased{}, err
	}
	tx.change.Queues, tx.queues["unread_notice"], tx.queues["unread_scan"], tx.queues["notice_drift"] = true, true, true, true
	tx.queues["unmapped_wording"], tx.queues["unmatched"], tx.shop = true, true, true
	return Erased{People: len(hashes), Orders: orders, Kept: kept}, tx.forgetWords(ctx, touched)
}

func scanCustomer(r *sql.Rows) (c track.Customer, err error) {
	var text string
	if err = r.Scan(&text); err == nil {
		err = json.Unmarshal([]byte(text), &c)
	}
	return c, err
}

// eraseTexts removes what is kept beside the facts.
func (tx *Tx) eraseTexts(orders []string, customers []track.Customer, email, who string) error {
	for _, text := range eraseOrders {
		if err := tx.exec(text, jsonList(orders)); err != nil {
			return err
		}
	}
	addresses := map[string]bool{email: true}
	for _, c := range customers {
		addresses[strings.ToLower(strings.TrimSpace(c.Email))] = true
	}
	delete(addresses, "")
	for address := range addresses {
		for _, text := range eraseAddress {
			if err := tx.exec(text, address); err != nil {
				return err
			}
		}
	}
	for _, text := range eraseTexts {
		if err := tx.exec(text, who); err != nil {
			return err
		}
	}
	return nil
}

// boundRow is a row of the log whose words may go, and the hash of the row before.
type boundRow struct {
	logRow
	before []byte
	order  string
}

func scanBound(r *sql.Rows) (b boundRow, err error) {
	return b, r.Scan(&b.seq, &b.id, &b.facts, &b.recorded, &b.hash, &b.before, &b.order)
}

// eraseWords replaces the words inside facts that name the person who stands under the key: in the facts of their orders and in
// those that may be anybody's. It returns the orders to derive anew, theirs among them, and how many facts had to stay.
func (tx *Tx) eraseWords(ctx context.Context, orders []string, who track.Mentions, key string) (touched []string, kept int, err error) {
	rows, err := all(ctx, tx.w, scanBound, `SELECT e.seq, e.id, e.facts, e.recorded_at, e.hash, coalesce(b.hash, x''), e.order_id
		FROM events e LEFT JOIN events b ON b.seq = e.seq - 1
		WHERE e.order_id <> '' AND e.order_id IN (SELECT value FROM json_each($1)) OR mentions(e.facts, $2) ORDER BY e.seq`, jsonList(orders), key)
	if err != nil {
		return nil, 0, err
	}
	touched = slices.Clone(orders)
	for _, row := range rows {
		var e track.Event
		if err := json.Unmarshal([]byte(row.facts), &e); err != nil {
			return nil, 0, fmt.Errorf("%w: event %d: %w", ErrDamaged, row.seq, err)
		}
		without, found := e.Without(who, slices.Contains(orders, row.order))
		if !found {
			continue
		}
		if row.facts, err = factsOf(without); err != nil {
			return nil, 0, err
		}
		if !row.follows(row.before) {
			kept++
			continue
		}
		if err := tx.exec("UPDATE events SET facts = $2 WHERE seq = $1", row.seq, row.facts); err != nil {
			return nil, 0, err
		}
		if row.order != "" && !slices.Contains(touched, row.order) {
			touched = append(touched, row.order)
		}
	}
	clear(tx.cache)
	clear(tx.people)
	return touched, kept, nil
}

// forgetWords writes the words of orders anew without their customers, and the whole search index with them: a word that
// was only taken out of an index can still be read in the file.
func (tx *Tx) forgetWords(ctx context.Context, orders []string) error {
	if err := tx.deriveOrders(ctx, orders, nil); err != nil {
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
