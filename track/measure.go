package track

import (
	"cmp"
	"math"
	"slices"
)

// Quality is how good what was said of parcels beforehand turned out to be. Each was said while the parcel was under way and
// rests on nothing that was not known that day. Days are calendar days.
type Quality struct {
	Carrier  string  `json:"carrier"`   // code; "" is all of them
	Arrived  int     `json:"arrived"`   // parcels that arrived and were known to be under way before
	N        int     `json:"n"`         // of those, the ones of which history said when
	Within80 int     `json:"within_80"` // arrived by the day that four of five should have
	Within90 int     `json:"within_90"` // … nine of ten
	Error    float64 `json:"mae"`       // mean distance between the likely day and that of arrival
	Median   int     `json:"median"`    // of the signed distance; above 0 they come later than said
	Early    int     `json:"early"`     // more than a day before the likely day
	On       int     `json:"on"`
	Late     int     `json:"late"`    // more than a day after
	Width    float64 `json:"width"`   // mean days from the likely to the last day of the window
	Changes  float64 `json:"changes"` // mean number of times that what customers saw changed

	CarrierSays Rival `json:"carrier_says"` // the carrier's own estimate
	Rule        Rival `json:"rule"`         // a rule that looks at no history
}

// Rival is what somebody else had said of the same parcels on the same day.
type Rival struct {
	N      int     `json:"n"` // parcels of which both history and the rival said when
	Error  float64 `json:"mae"`
	Median int     `json:"median"`
	Early  int     `json:"early"`
	On     int     `json:"on"`
	Late   int     `json:"late"`
	Ours   float64 `json:"ours"` // the error of what history said of these parcels
	Low    float64 `json:"low"`  // by how many days a parcel the rival is farther off than we, from …
	High   float64 `json:"high"` // … to, with a certainty of 95 %; both 0 while there are too few parcels to say
	Nearer Nearer  `json:"nearer"`
}

// Nearer says who is nearer to the truth, as far as the parcels tell.
type Nearer string

// Who is nearer. A difference that chance alone may have made is none.
const (
	NearerOurs  Nearer = "ours"
	NearerRival Nearer = "rival"
	NearerNone  Nearer = "" // too few to tell, or no difference
)

// fewest is from how many parcels on a difference is told.
const fewest = 30

// Measure says how good what was said of arrived parcels was: of all of them first, then by carrier.
func Measure(arrived []Transit) []Quality {
	by := map[string][]Transit{"": arrived}
	for _, t := range arrived {
		by[t.Carrier] = append(by[t.Carrier], t)
	}
	out := make([]Quality, 0, len(by))
	for carrier, list := range by {
		q := measure(list)
		q.Carrier = carrier
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b Quality) int { return cmp.Compare(a.Carrier, b.Carrier) })
	return out
}

func measure(list []Transit) Quality {
	q := Quality{Arrived: len(list)}
	var ours, theirs, oursBeside, rule []int
	width, changes := 0, 0
	for _, t := range list {
		f := t.Forecast
		if f.P50 == "" {
			continue
		}
		off := t.Arrived.DaysAfter(f.P50)
		ours = append(ours, off)
		rule = append(rule, t.Arrived.DaysAfter(f.Rule))
		if f.Carrier != "" {
			theirs, oursBeside = append(theirs, t.Arrived.DaysAfter(f.Carrier)), append(oursBeside, off)
		}
		if t.Arrived <= f.P80 {
			q.Within80++
		}
		if t.Arrived <= f.P90 {
			q.Within90++
		}
		width += f.P90.DaysAfter(f.P50)
		changes += f.Changes
	}
	q.N = len(ours)
	q.Early, q.On, q.Late = shares(ours)
	q.Error, q.Median = meanDistance(ours), median(ours)
	q.Width, q.Changes = mean(width, q.N), mean(changes, q.N)
	q.CarrierSays, q.Rule = rival(theirs, oursBeside), rival(rule, ours)
	return q
}

// rival measures one by how far off it was, beside how far off history was for the same parcels.
func rival(off, ours []int) Rival {
	r := Rival{N: len(off), Error: meanDistance(off), Median: median(off), Ours: meanDistance(ours)}
	r.Early, r.On, r.Late = shares(off)
	r.compare(off, ours)
	return r
}

// compare settles who is nearer by the differences on the same parcels, of which the mean is within 1.96 standard errors of
// the true one nineteen times in twenty.
func (r *Rival) compare(off, ours []int) {
	r.Nearer = NearerNone
	if r.N < fewest {
		return
	}
	sum, squares := 0, 0
	for i := range off {
		d := max(off[i], -off[i]) - max(ours[i], -ours[i])
		sum, squares = sum+d, squares+d*d
	}
	n := float64(r.N)
	middle := float64(sum) / n
	margin := 1.96 * math.Sqrt(max(0, float64(squares)-n*middle*middle)/(n-1)/n)
	r.Low, r.High = hundredth(middle-margin), hundredth(middle+margin)
	switch {
	case middle > margin:
		r.Nearer = NearerOurs
	case -middle > margin:
		r.Nearer = NearerRival
	}
}

// shares counts what was off by more than a day in either direction, and the rest.
func shares(off []int) (early, on, late int) {
	for _, d := range off {
		switch {
		case d < -1:
			early++
		case d > 1:
			late++
		default:
			on++
		}
	}
	return early, on, late
}

func meanDistance(off []int) float64 {
	sum := 0
	for _, d := range off {
		sum += max(d, -d)
	}
	return mean(sum, len(off))
}

// mean is sum over n to a hundredth; 0 of nothing.
func mean(sum, n int) float64 {
	if n == 0 {
		return 0
	}
	return hundredth(float64(sum) / float64(n))
}

func hundredth(x float64) float64 { return math.Round(100*x) / 100 }

// median is the middle one, the lower of two; 0 of nothing.
func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[(len(sorted)-1)/2]
}
