package store

import (
	"cmp"
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

// flushWords brings the search index up to date with the orders written since the last time: in bulk, because an index
// kept row by row costs three times as much. An order whose words did not change costs nothing.
func (tx *Tx) flushWords() error {
	words := tx.words
	tx.words = nil
	return chunks(words, wordStep, tx.writeWordPart)
}

// wordStep is how many orders' words are indexed at a time.
const wordStep = 5000

const (
	draftWords = "CREATE TEMP TABLE IF NOT EXISTS new_words (n INTEGER PRIMARY KEY, numbers TEXT, customer TEXT, items TEXT)"
	clearDraft = "DELETE FROM temp.new_words"
	draftWord  = "INSERT OR REPLACE INTO temp.new_words (n, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	dropSame   = `DELETE FROM temp.new_words AS d WHERE EXISTS (SELECT 1 FROM order_words w WHERE w.n = d.n
		AND w.numbers IS d.numbers AND w.customer IS d.customer AND w.items IS d.items)`
	unindexOld = `INSERT INTO order_search (order_search, rowid, numbers, customer, items)
		SELECT 'delete', w.n, w.numbers, w.customer, w.items FROM temp.new_words d JOIN order_words w ON w.n = d.n`
	removeOld = "DELETE FROM order_words WHERE n IN (SELECT n FROM temp.new_words)"
	insertNew = "INSERT INTO order_words SELECT n, numbers, customer, items FROM temp.new_words WHERE numbers IS NOT NULL"
	indexNew  = `INSERT INTO order_search (rowid, numbers, customer, items)
		SELECT n, numbers, customer, items FROM temp.new_words WHERE numbers IS NOT NULL`
	insertFirst = "INSERT INTO order_words (n, numbers, customer, items) VALUES ($1, $2, $3, $4)"
	indexFirst  = "INSERT INTO order_search (rowid, numbers, customer, items) VALUES ($1, $2, $3, $4)"
)

// writeWordPart writes the words of some orders. Those of orders that were not there before need no look at what stood;
// the index takes them in ascending order without sorting anything out in between.
func (tx *Tx) writeWordPart(rows []wordRow) error {
	var first, again []wordRow
	for _, w := range rows {
		if w.first && !w.gone {
			first = append(first, w)
		} else {
			again = append(again, w)
		}
	}
	slices.SortFunc(first, func(a, b wordRow) int { return cmp.Compare(a.n, b.n) })
	if err := tx.replaceWords(again); err != nil {
		return err
	}
	for _, step := range []string{insertFirst, indexFirst} {
		for _, w := range first {
			if err := tx.exec(step, w.n, w.numbers, w.customer, w.items); err != nil {
				return err
			}
		}
	}
	return nil
}

// replaceWords writes the words of orders that may have had others.
func (tx *Tx) replaceWords(rows []wordRow) error {
	if len(rows) == 0 {
		return nil
	}
	for _, step := range []string{draftWords, clearDraft} {
		if err := tx.exec(step); err != nil {
			return err
		}
	}
	for _, w := range rows {
		args := []any{w.n, nil, nil, nil} // gone: only taken away
		if !w.gone {
			args = []any{w.n, w.numbers, w.customer, w.items}
		}
		if err := tx.exec(draftWord, args...); err != nil {
			return err
		}
	}
	for _, step := range []string{dropSame, unindexOld, removeOld, insertNew, indexNew} {
		if err := tx.exec(step); err != nil {
			return err
		}
	}
	return nil
}
