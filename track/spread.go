package track

import (
	"encoding/json"
	"fmt"
	"slices"
)

// Bin is how many past parcels took so many working days, and what they weigh together.
type Bin struct {
	Days    int
	Parcels int
	Weight  int // 0 where age does not count
}

// Spread is how past values were spread, the fewest days first.
//
// Its bounds follow the rank rule: of n past values and one to come, all equally likely in any order, the value at rank
// ceil((n+1)·q) of the sorted past is not exceeded by the one to come with probability q at least. It takes n ≥ q/(1-q)
// values, 9 for 90 % and 19 for 95 %; with fewer there is no such rank, and no answer. Weighted values follow the same rule
// with weights for counts, where the one to come weighs as much as one of today (weighted conformal prediction; Tibshirani,
// Barber, Candès and Ramdas 2019).
type Spread []Bin

// add counts one more value.
func (s *Spread) add(days, weight int) { s.addBin(Bin{days, 1, weight}) }

func (s *Spread) addBin(b Bin) {
	i, found := slices.BinarySearchFunc(*s, b.Days, func(b Bin, days int) int { return b.Days - days })
	if !found {
		*s = slices.Insert(*s, i, Bin{Days: b.Days})
	}
	(*s)[i].Parcels += b.Parcels
	(*s)[i].Weight += b.Weight
}

// Parcels is how many values there are.
func (s Spread) Parcels() int {
	n := 0
	for _, b := range s {
		n += b.Parcels
	}
	return n
}

// from are the values of at least days.
func (s Spread) from(days int) Spread {
	i, _ := slices.BinarySearchFunc(s, days, func(b Bin, days int) int { return b.Days - days })
	return s[i:]
}

// Within is the number of days that the next value does not exceed with a chance of perMille at least; not ok when there are
// too few values to say.
func (s Spread) Within(perMille int) (days int, ok bool) {
	return s.rank(perMille, 1, func(b Bin) int { return b.Parcels })
}

// within is Within by weight.
func (s Spread) within(perMille int) (days int, ok bool) {
	return s.rank(perMille, fullWeight, func(b Bin) int { return b.Weight })
}

// rank finds the least value whose share of all weights and that of the value to come is perMille or more.
func (s Spread) rank(perMille, coming int, weight func(Bin) int) (days int, ok bool) {
	sum := coming
	for _, b := range s {
		sum += weight(b)
	}
	below := 0
	for _, b := range s {
		if below += weight(b); 1000*below >= perMille*sum {
			return b.Days, true
		}
	}
	return 0, false
}

// MarshalJSON writes a bin as [days, parcels] or [days, parcels, weight].
func (b Bin) MarshalJSON() ([]byte, error) {
	if b.Weight == 0 {
		return fmt.Appendf(nil, "[%d,%d]", b.Days, b.Parcels), nil
	}
	return fmt.Appendf(nil, "[%d,%d,%d]", b.Days, b.Parcels, b.Weight), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Bin) UnmarshalJSON(text []byte) error {
	var part [3]int
	if err := json.Unmarshal(text, &part); err != nil {
		return fmt.Errorf("bin %s: %w", text, err)
	}
	b.Days, b.Parcels, b.Weight = part[0], part[1], part[2]
	return nil
}
