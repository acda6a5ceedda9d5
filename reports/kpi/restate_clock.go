package kpi

import "slices"

// WhyClock is why a row changed of which nothing new is known: the shop's clock is another than the month was counted by.
const WhyClock = "clock_moved"

// ByClock tells what later facts changed from what the shop's new clock alone did. kept compares the same month with the same
// facts read by the clock it was published by: a row that says nothing new there changed by the clock, and the reasons of any
// other are those it has there, with the clock where that moved it besides.
func ByClock(list, kept []Restated) []Restated {
	out := slices.Clone(list)
	for i := range out {
		byKey := map[rowKey]ChangedRow{}
		for _, c := range kept[i].Rows {
			byKey[c.Row().key()] = c
		}
		out[i].Rows = slices.Clone(out[i].Rows)
		for j := range out[i].Rows {
			c := &out[i].Rows[j]
			old, learned := byKey[c.Row().key()]
			c.Why = slices.Clone(old.Why)
			if !learned || !sameReading(old.Is, c.Is) {
				c.Why = append(c.Why, WhyClock)
				slices.Sort(c.Why)
			}
		}
	}
	return out
}
