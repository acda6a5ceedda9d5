package kpi

import (
	"time"

	"ordertrail/track"
)

// Compute counts every KPI over the period, in the order of the definitions, the ones not counted yet with the reason.
// zone says which day it is at now; deliveries that were due before that day and did not arrive are late.
func Compute(f Facts, p Period, basis Basis, zone *time.Location, now time.Time) []Figure {
	c := newClock(f, basis, zone, now)
	out := make([]Figure, 0, len(definitions))
	for i := range definitions {
		out = append(out, definitions[i].count(f, p, c, everything))
	}
	return out
}

// One counts a single KPI by name; an unknown name gives a figure that is not known.
func One(f Facts, name string, p Period, basis Basis, zone *time.Location, now time.Time) Figure {
	for i := range definitions {
		if definitions[i].Name == name {
			return definitions[i].count(f, p, newClock(f, basis, zone, now), everything)
		}
	}
	return Figure{Name: name, Says: "There is no KPI of this name."}
}

// scope says which parcels a count looks at; orders and lines are only looked at when it is everything.
type scope func(*ParcelFact) bool

var everything scope

// count reads every row of the KPI's tables.
func (d *Definition) count(f Facts, p Period, c clock, only scope) Figure {
	s := newSums(d)
	d.readings(f, c, only, func(r reading) {
		if p.Holds(r.Day) {
			s.add(r)
		}
	})
	return d.figure(s, c)
}

// readings calls yield with what every row says to the KPI, whatever its day.
func (d *Definition) readings(f Facts, c clock, only scope, yield func(reading)) {
	for i := range d.columns {
		col := &d.columns[i]
		switch {
		case col.parcel != nil:
			for j := range f.Parcels {
				if only == nil || only(&f.Parcels[j]) {
					yield(col.parcel(&f.Parcels[j], c))
				}
			}
		case only != nil:
		case col.order != nil:
			for j := range f.Orders {
				yield(col.order(&f.Orders[j], c))
			}
		case col.line != nil:
			for j := range f.Lines {
				yield(col.line(&f.Lines[j], c))
			}
		}
	}
}

// sums is a KPI while it is counted.
type sums struct {
	good, cases float64
	hours       []float64
	keep        bool // durations keep every value
	excluded    map[string]int
}

func newSums(d *Definition) *sums {
	s := &sums{keep: d.Unit == Hours, excluded: make(map[string]int, len(d.Excluded))}
	for _, x := range d.Excluded {
		s.excluded[x.Code] = 0
	}
	return s
}

func (s *sums) add(r reading) {
	switch {
	case r.Skip != "":
		s.excluded[r.Skip]++
	case r.Counts && s.keep:
		s.hours = append(s.hours, r.Value)
	case r.Counts:
		s.good += r.Value
		s.cases += float64(r.Weight)
	}
}

// figure turns the sums into the figure.
func (d *Definition) figure(s *sums, c clock) Figure {
	f := Figure{Name: d.Name, Unit: d.Unit, Excluded: s.excluded}
	switch d.Unit {
	case Hours:
		f.N = len(s.hours)
		f.Value, f.P90 = medianAnd90(s.hours)
	case Amount:
		f.N, f.Numerator, f.Denominator, f.Currency = int(s.cases), int(s.good), int(s.cases), c.Currency
		if s.cases > 0 {
			f.Value = s.good / s.cases
		}
	default:
		f.N, f.Numerator, f.Denominator = int(s.cases), int(s.good), int(s.cases)
		if s.cases > 0 {
			f.Value = s.good / s.cases * 100
			f.Interval = wilson(s.good, s.cases)
		}
	}
	f.Known = d.Missing == "" && f.N > 0
	f.Says = d.says(f, c)
	return f
}

// Point is one month of one KPI.
type Point struct {
	Month string // YYYY-MM
	Figure
}

// Months lists the months, oldest first, in which an order was placed, handed over or delivered.
func (f Facts) Months() []string {
	seen := map[string]bool{}
	note := func(d track.Date) {
		if d != "" {
			seen[string(d[:7])] = true
		}
	}
	for i := range f.Orders {
		o := &f.Orders[i]
		note(o.Ordered.On)
		note(o.HandedOver.On)
		note(o.Delivered.On)
	}
	for i := range f.Parcels {
		note(f.Parcels[i].Delivered.On)
	}
	return sortedKeys(seen)
}

// Trend counts every KPI month by month, in one pass over the rows. Months without a case have no point.
func Trend(f Facts, basis Basis, zone *time.Location, now time.Time) map[string][]Point {
	c := newClock(f, basis, zone, now)
	out := make(map[string][]Point, len(definitions))
	for i := range definitions {
		d := &definitions[i]
		months := map[string]*sums{}
		d.readings(f, c, everything, func(r reading) {
			if r.Day == "" {
				return
			}
			month := string(r.Day[:7])
			if months[month] == nil {
				months[month] = newSums(d)
			}
			months[month].add(r)
		})
		for _, month := range sortedKeys(months) {
			if figure := d.figure(months[month], c); figure.Known {
				out[d.Name] = append(out[d.Name], Point{Month: month, Figure: figure})
			}
		}
	}
	return out
}
