package track

import (
	"cmp"
	"slices"
	"time"
)

// A parcel's cost follows from what labels and invoices state of it. Read the rules as: a label's price is what was stated last;
// each invoice states what it charges, and what several charge is added, credits taken off; of one invoice that was read from
// several files the freshest says what it charges, all its rows together; where invoices charge for the carrying, that takes the place of the label's
// price. Amounts in another currency cannot be added and are kept apart.

// foldCost settles the cost from statements, the stalest first.
func (p *parcelFold) foldCost(stated []*Event) {
	counts := charging(stated)
	var label Money
	var carrying, onTop []Money
	for _, e := range stated {
		f := e.ParcelFacts
		switch {
		case f == nil:
		case f.Invoice == "":
			label = or(f.Cost, label)
		case counts[e.ID] && !f.Cost.IsZero():
			carrying = append(carrying, f.Cost)
		}
		if f != nil && counts[e.ID] && !f.Surcharge.IsZero() {
			onTop = append(onTop, f.Surcharge)
		}
	}
	price := carrying
	if len(price) == 0 && !label.IsZero() {
		price = []Money{label}
	}
	if len(price)+len(onTop) == 0 {
		return
	}
	s, currency := &p.state, append(slices.Clone(price), onTop...)[0].Currency
	s.Cost, s.CostApart = addIn(currency, price, nil)
	s.Surcharge, s.CostApart = addIn(currency, onTop, s.CostApart)
}

// addIn adds the amounts of one currency, and those of others to what is kept apart, which is sorted by currency.
func addIn(currency string, amounts, apart []Money) (Money, []Money) {
	var sum Money
	for _, m := range amounts {
		if m.Currency == currency {
			sum = Money{Minor: sum.Minor + m.Minor, Currency: currency}
			continue
		}
		i, found := slices.BinarySearchFunc(apart, m.Currency, func(a Money, c string) int { return cmp.Compare(a.Currency, c) })
		if !found {
			apart = slices.Insert(apart, i, Money{Currency: m.Currency})
		}
		apart[i].Minor += m.Minor
	}
	return sum, apart
}

// invoice is one invoice of one source.
type invoice struct{ source, number string }

// charge is one amount that no invoice's number tells apart: a row that states it again, with something else changed, does not
// add it again.
type charge struct {
	source          string
	at              Stamp
	cost, surcharge Money
}

// charging are the statements about one parcel whose charges count, by the ids of their events: of an invoice those of the
// freshest file, of a charge without a number the first; a charge that an invoice's number names elsewhere is that one, as
// facts have it that were recorded before numbers were.
func charging(stated []*Event) map[string]bool {
	fresh, named := map[invoice]*Event{}, map[charge]bool{}
	for _, e := range stated {
		if f := e.ParcelFacts; f != nil && f.Invoice != "" && (!f.Cost.IsZero() || !f.Surcharge.IsZero()) {
			if k := (invoice{e.Source.ID, f.Invoice}); fresh[k] == nil || fresher(fresh[k], e) >= 0 {
				fresh[k] = e
			}
			named[charge{e.Source.ID, e.Occurred, f.Cost, f.Surcharge}] = true
		}
	}
	counts, charged := map[string]bool{}, map[charge]bool{}
	for _, e := range stated {
		f := e.ParcelFacts
		if f == nil {
			continue
		}
		if f.Invoice != "" {
			freshest := fresh[invoice{e.Source.ID, f.Invoice}]
			counts[e.ID] = freshest != nil && fresher(freshest, e) == 0
			continue
		}
		same := charge{e.Source.ID, e.Occurred, Money{}, f.Surcharge}
		counts[e.ID] = !named[charge{e.Source.ID, e.Occurred, f.Cost, f.Surcharge}] && !charged[same]
		charged[same] = true
	}
	return counts
}

// fresher compares the files that stated a and b last, above 0 where b's is the fresher: of two as fresh as each other the one that
// was taken in later, as with orders.
func fresher(a, b *Event) int {
	x, _ := a.AsOf.At(time.UTC) // a file that has no time in it is older than any
	y, _ := b.AsOf.At(time.UTC)
	return cmp.Or(y.Compare(x), cmp.Compare(b.Run, a.Run))
}

// Charging are the statements about one parcel whose charges count, by the ids of their events.
func Charging(stated []Event) map[string]bool {
	return charging(byFreshness(pointers(stated), ParcelStated))
}
