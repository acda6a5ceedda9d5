package kpi

import "ordertrail/track"

// Of are the rows of some orders, with all of the stock and the rates.
func (f Facts) Of(orders map[string]bool) Facts {
	return Facts{
		Zone: f.Zone, Stock: f.Stock, Rates: f.Rates, NotOurs: f.NotOurs,
		Orders:   only(f.Orders, orders, orderOf),
		Lines:    only(f.Lines, orders, lineOf),
		Parcels:  only(f.Parcels, orders, parcelOf),
		Returns:  only(f.Returns, orders, returnOf),
		Episodes: only(f.Episodes, orders, episodeOf),
		Contacts: only(f.Contacts, orders, contactOf),
		Claims:   only(f.Claims, orders, claimOf),
	}
}

// With are the rows of f with those of some orders replaced by fresh ones; an order that fresh does not have has none. The
// order of rows means nothing. f itself stays as it is: others may still count from it.
func (f Facts) With(orders map[string]bool, fresh Facts) Facts {
	return Facts{
		Zone: fresh.Zone, Stock: fresh.Stock, Rates: fresh.Rates, NotOurs: f.NotOurs,
		Orders:   replaced(f.Orders, fresh.Orders, orders, orderOf),
		Lines:    replaced(f.Lines, fresh.Lines, orders, lineOf),
		Parcels:  replaced(f.Parcels, fresh.Parcels, orders, parcelOf),
		Returns:  replaced(f.Returns, fresh.Returns, orders, returnOf),
		Episodes: replaced(f.Episodes, fresh.Episodes, orders, episodeOf),
		Contacts: replaced(f.Contacts, fresh.Contacts, orders, contactOf),
		Claims:   replaced(f.Claims, fresh.Claims, orders, claimOf),
	}
}

func orderOf(x *OrderFact) string     { return x.OrderID }
func lineOf(x *LineFact) string       { return x.OrderID }
func parcelOf(x *ParcelFact) string   { return x.OrderID }
func returnOf(x *ReturnFact) string   { return x.OrderID }
func episodeOf(x *EpisodeFact) string { return x.OrderID }
func contactOf(x *ContactFact) string { return x.OrderID }
func claimOf(x *ClaimFact) string     { return x.OrderID }

func only[T any](rows []T, orders map[string]bool, of func(*T) string) []T {
	var out []T
	for i := range rows {
		if orders[of(&rows[i])] {
			out = append(out, rows[i])
		}
	}
	return out
}

func replaced[T any](old, fresh []T, orders map[string]bool, of func(*T) string) []T {
	out := make([]T, 0, len(old)+len(fresh))
	for i := range old {
		if !orders[of(&old[i])] {
			out = append(out, old[i])
		}
	}
	return append(out, fresh...)
}

// FirstDay is the first day that any order tells of; "" without orders.
func (f Facts) FirstDay() (first track.Date) {
	for i := range f.Orders {
		o := &f.Orders[i]
		for _, m := range []Moment{o.Ordered, o.Paid, o.Started, o.FirstLeft} {
			if !m.IsZero() && (first == "" || m.On < first) {
				first = m.On
			}
		}
	}
	return first
}
