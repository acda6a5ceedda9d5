package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"unicode"

	"ordertrail/track"
)

// wordRow is an order whose words must be written anew, or taken away.
type wordRow struct {
	n                        int64
	numbers, customer, items string
	gone                     bool
	first                    bool // the order was not there before, nor were its words
}

// wordsOf are the words an order is found by. Numbers stand twice: as written, and without what separates their parts,
// so that either form finds them.
func wordsOf(s *track.OrderState, c track.Customer) (numbers, customer, items string) {
	var n, i wordList
	n.number(s.Order, s.Facts.ExternalID)
	for _, p := range s.Parcels {
		n.number(p.Parcel, p.Tracking)
		n.number(p.Aliases...)
	}
	for _, r := range s.Returns {
		n.number(r.Return)
		n.number(r.Aliases...)
		n.number(r.Reference)
		for _, w := range r.Ways {
			n.number(w.Tracking)
		}
		for _, l := range r.Lines {
			for _, u := range l.Units {
				n.number(u.Serial)
			}
		}
		if r.Warranty != nil {
			n.number(r.Warranty.Reference, r.Warranty.Way)
		}
	}
	for _, c := range s.Claims {
		n.number(c.Claim, c.Reference)
	}
	for _, l := range s.Lines {
		i.number(l.SKU)
		n.number(l.Serials...)
		i.add(l.Title)
	}
	var who wordList
	who.add(c.Name, c.ShipName, c.Company, c.Email, c.City, c.Postcode)
	return n.String(), who.String(), i.String()
}

// wordList is words without repetition.
type wordList struct {
	words []string
	seen  map[string]bool
}

func (w *wordList) add(words ...string) {
	for _, s := range words {
		if s == "" || w.seen[s] {
			continue
		}
		if w.seen == nil {
			w.seen = map[string]bool{}
		}
		w.seen[s] = true
		w.words = append(w.words, s)
	}
}

func (w *wordList) number(numbers ...string) {
	for _, s := range numbers {
		w.add(s, joined(s))
	}
}

func (w *wordList) String() string { return strings.Join(w.words, " ") }

// joined is s with nothing but its letters and digits.
func joined(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// flushWords brings the search index up to date with the orders written since the last time: all of them at once, because an index
// kept as each is written costs more. An order whose words did not change costs nothing.
func (tx *Tx) flushWords() error {
	words := tx.words
	tx.words = nil
	return chunks(words, wordStep, tx.writeWordPart)
}

// wordStep is how many orders' words are indexed at a time.
const wordStep = 5000

func scanWords(r *sql.Rows) (w wordRow, err error) {
	return w, r.Scan(&w.n, &w.numbers, &w.customer, &w.items)
}

const (
	standingWords = "SELECT n, numbers, customer, items FROM order_words WHERE n IN (SELECT value FROM json_each($1))"
	insertWords   = "INSERT INTO order_words (n, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	removeWords   = "DELETE FROM order_words WHERE n = $1"
	indexWords    = "INSERT INTO order_search (rowid, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	unindexWords  = "INSERT INTO order_search (order_search, rowid, numbers, customer, items) VALUES ('delete', $1, $2, $3, $4)"
)

// writeWordPart writes the words of some orders, the last of each. Those of orders that were not there before need no look at what
// stood. One statement writes one row, in ascending order: the index then gathers all of them before it writes anything, which it
// does whenever a statement writes several rows or goes back.
func (tx *Tx) writeWordPart(rows []wordRow) error {
	slices.SortStableFunc(rows, func(a, b wordRow) int { return cmp.Compare(a.n, b.n) })
	var again []int64
	for _, w := range rows {
		if !w.first || w.gone {
			again = append(again, w.n)
		}
	}
	stood, err := tx.wordsThatStand(again)
	if err != nil {
		return err
	}
	for i, w := range rows {
		if i+1 < len(rows) && rows[i+1].n == w.n {
			continue
		}
		if err := tx.writeWords(w, stood); err != nil {
			return err
		}
	}
	return nil
}

// wordsThatStand reads the words of the orders at these places.
func (tx *Tx) wordsThatStand(of []int64) (map[int64]wordRow, error) {
	if len(of) == 0 {
		return nil, nil
	}
	list, err := all(context.Background(), tx.w, scanWords, standingWords, jsonSeqs(of))
	if err != nil {
		return nil, err
	}
	out := make(map[int64]wordRow, len(list))
	for _, w := range list {
		out[w.n] = w
	}
	return out, nil
}

// writeWords writes the words of one order where others stood, or none.
func (tx *Tx) writeWords(w wordRow, stood map[int64]wordRow) error {
	was, stands := stood[w.n]
	if stands && !w.gone && was.numbers == w.numbers && was.customer == w.customer && was.items == w.items {
		return nil
	}
	if stands {
		if err := tx.exec(unindexWords, was.n, was.numbers, was.customer, was.items); err != nil {
			return err
		}
		if err := tx.exec(removeWords, was.n); err != nil {
			return err
		}
	}
	if w.gone {
		return nil
	}
	if err := tx.exec(insertWords, w.n, w.numbers, w.customer, w.items); err != nil {
		return err
	}
	return tx.exec(indexWords, w.n, w.numbers, w.customer, w.items)
}
