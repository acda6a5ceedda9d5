package track

// ChooseOrder says which order a parcel belongs to, given its live facts and a look-up of the orders a reference may mean
// (ids, of every shop when the reference names none). What our own acts say comes first; where they leave several orders
// possible, the reports may narrow it down. ambiguous is true when the facts leave more than one order possible, or
// contradict each other: that is a question for a person, never a guess.
func ChooseOrder(events []*Event, candidates func(OrderRef) []string) (orderID string, ambiguous bool) {
	acts, reports := orderRefs(events)
	for _, refs := range [][]OrderRef{acts, reports} {
		possible, asked := possibleOrders(refs, candidates)
		if len(possible) > 1 && len(reports) > 0 {
			possible, _ = possibleOrders(append(acts[:len(acts):len(acts)], reports...), candidates)
		}
		switch {
		case len(possible) == 1:
			return possible[0], false
		case asked:
			return "", true
		}
	}
	return "", false
}

// orderRefs are the references that the facts make, once each.
func orderRefs(events []*Event) (acts, reports []OrderRef) {
	type said struct {
		ref OrderRef
		act bool
	}
	seen := map[said]bool{}
	for _, e := range events {
		ref := OrderRef{Source: e.Order.Source, Number: e.Order.Key()}
		if ref.Number == "" || seen[said{ref, e.Kind.IsAct()}] {
			continue
		}
		seen[said{ref, e.Kind.IsAct()}] = true
		if e.Kind.IsAct() {
			acts = append(acts, ref)
		} else {
			reports = append(reports, ref)
		}
	}
	return acts, reports
}

// possibleOrders are the orders that every reference may mean; references that mean nothing yet do not count. asked is
// true when any reference means something.
func possibleOrders(refs []OrderRef, candidates func(OrderRef) []string) (ids []string, asked bool) {
	for _, ref := range refs {
		found := candidates(ref)
		if len(found) == 0 {
			continue
		}
		if !asked {
			ids, asked = distinct(found), true
			continue
		}
		kept := ids[:0]
		for _, id := range ids {
			if contains(found, id) {
				kept = append(kept, id)
			}
		}
		ids = kept
	}
	return ids, asked
}

func distinct(list []string) []string {
	out := make([]string, 0, len(list))
	for _, x := range list {
		if !contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}
