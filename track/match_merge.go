package track

// other is what e says of the second record it names, as a fact of its own.
func (e *Event) other() *Event {
	o := *e
	o.ID, o.Parcel, o.Other = e.otherID(), e.Other, ParcelRef{}
	if e.Kind == ParcelLabel {
		o.Parcel.Number = e.Parcel.Number // its label before is one of the same parcel
	}
	return &o
}

func (e *Event) otherID() string { return e.ID + "/other" }

// merge makes one parcel of the records that people merged. It is called once our own numbers and the labels have their
// parcels, so that a tracking number on two records that are one is no question.
func (a *assignment) merge(events []*Event) {
	a.same = mergedRecords(events, a.out)
	for _, named := range []map[string][]*Event{a.ours, a.labels} {
		for record, parcel := range a.same {
			if facts := named[record]; facts != nil {
				a.ours[parcel] = append(a.ours[parcel], facts...)
				delete(named, record)
			}
		}
	}
}

// forgetOthers gives every fact about a merged record to its parcel, and drops the second records that facts name.
func (a *assignment) forgetOthers(events []*Event) {
	for _, e := range events {
		if !e.Other.IsZero() {
			delete(a.out, e.otherID())
		}
		if parcel := a.same[a.out[e.ID]]; parcel != "" {
			a.out[e.ID] = parcel
		}
	}
}

// mergedRecords says which records are another parcel. Of records that people made one, directly or through others, the
// parcel is the one that was merged into no other; where several are left, or none, the first of them by number.
func mergedRecords(events []*Event, parcelOf map[string]string) map[string]string {
	near, gone := map[string][]string{}, map[string]bool{}
	for _, e := range events {
		kept, record := parcelOf[e.ID], parcelOf[e.otherID()]
		if e.Kind == ParcelMerged && kept != "" && record != "" && kept != record {
			near[kept], near[record] = append(near[kept], record), append(near[record], kept)
			gone[record] = true
		}
	}
	same, seen := map[string]string{}, map[string]bool{}
	for record := range near {
		group := reachable(record, near, seen)
		parcel := ""
		for _, r := range group {
			if parcel == "" || gone[parcel] && !gone[r] || gone[parcel] == gone[r] && r < parcel {
				parcel = r
			}
		}
		for _, r := range group {
			if r != parcel {
				same[r] = parcel
			}
		}
	}
	return same
}

// reachable are the records that hang together with r and were not seen before.
func reachable(r string, near map[string][]string, seen map[string]bool) []string {
	if seen[r] {
		return nil
	}
	seen[r] = true
	group := []string{r}
	for _, next := range near[r] {
		group = append(group, reachable(next, near, seen)...)
	}
	return group
}
