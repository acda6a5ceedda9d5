package kpi

import (
	"iter"
	"time"

	"ordertrail/track"
)

// Compute counts every KPI over the period, in the order of the definitions, the ones not counted yet with the reason.
// zone says which day it is at now; deliveries that were due before that day and did not arrive are late.
func Compute(f Facts, p Period, basis Basis, zone *time.Location, now time.Time) []Figure {
	c := newClock(f, basis, zone, now)
	c.Period = p
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
			c := newClock(f, basis, zone, now)
			c.Period = p
			return definitions[i].count(f, p, c, everything)
		}
	}
	return Figure{Name: name}
}

// scope says which parcels a count looks at; orders and lines are only looked at when it is everything.
type scope func(*ParcelFact) bool

var everything scope

// count is the figure of a period, from every row of the KPI's tables.
func (d *Definition) count(f Facts, p Period, c clock, only scope) Figure {
	return d.finish(d.sums(f, p, c, only), f, c)
}

// sums reads every row of the KPI's tables.
func (d *Definition) sums(f Facts, p Period, c clock, only scope) *sums {
	s := newSums(d)
	c.Period = p
	d.readings(f, c, only, func(r reading, parts []string) {
		if p.Holds(r.Day) {
			s.add(r, parts)
		}
	})
	return s
}

// finish turns the sums of a period into its figure.
func (d *Definition) finish(s *sums, f Facts, c clock) Figure {
	if d.Unit == Times {
		return d.turnover(s, f.held(c), c)
	}
	return d.figure(s, c)
}

// readings calls yield with what every row says to the KPI, whatever its day, and with the parts it belongs to.
func (d *Definition) readings(f Facts, c clock, only scope, yield func(reading, []string)) {
	for i := range d.columns {
		col := &d.columns[i]
		switch {
		case col.parcel != nil:
			for j := range f.Parcels {
				if only == nil || only(&f.Parcels[j]) {
					yield(col.parcel(&f.Parcels[j], c), d.partsOf(&f.Parcels[j]))
				}
			}
		case only != nil:
		case col.order != nil:
			each(f.Orders, col.order, c, yield)
		case col.line != nil:
			each(f.Lines, col.line, c, yield)
		case col.back != nil:
			each(f.Returns, col.back, c, yield)
		case col.contact != nil:
			each(f.Contacts, col.contact, c, yield)
		case col.claim != nil:
			each(f.Claims, col.claim, c, yield)
		}
	}
}

func each[T any](rows []T, read func(*T, clock) reading, c clock, yield func(reading, []string)) {
	for i := range rows {
		yield(read(&rows[i], c), nil)
	}
}

func (d *Definition) partsOf(p *ParcelFact) []string {
	if d.parts == nil {
		return nil
	}
	return d.parts(p)
}

// sums is a KPI while it is counted.
type sums struct {
	good, cases             float64
	rows                    int
	hours                   []float64
	beside                  [besides][]float64
	keep                    bool // durations keep every value
	excluded, listed, parts map[string]int
}

func newSums(d *Definition) *sums {
	s := &sums{keep: d.Unit == Hours, excluded: map[string]int{}, listed: map[string]int{}}
	for _, x := range d.Excluded {
		s.excluded[x.Code] = 0
	}
	for _, x := range d.Listed {
		s.listed[x.Code] = 0
	}
	if d.parts != nil {
		s.parts = map[string]int{}
	}
	return s
}

func (s *sums) add(r reading, parts []string) {
	for b, has := range r.Beside.has {
		if has {
			s.beside[b] = append(s.beside[b], r.Beside.hours[b])
		}
	}
	switch {
	case r.Skip != "":
		s.excluded[r.Skip]++
		return
	case !r.Counts:
		return
	case s.keep:
		s.hours = append(s.hours, r.Value)
	default:
		s.good += r.Value
		s.cases += float64(r.Weight)
		s.rows++
	}
	if r.Note != "" {
		s.listed[r.Note]++
	}
	for _, part := range parts {
		s.parts[part]++
	}
}

// figure turns the sums into the figure.
func (d *Definition) figure(s *sums, c clock) Figure {
	f := Figure{Name: d.Name, Unit: d.Unit, Excluded: s.excluded, Listed: s.listed, Parts: s.parts}
	switch d.Unit {
	case Hours:
		f.N = len(s.hours)
		f.Value, f.P90 = medianAnd90(s.hours)
		f.Business, f.Aside = spread(s.beside[inBusiness]), spread(s.beside[onHold])
		f.Inside, f.Open = spread(s.beside[insideWalls]), spread(s.beside[openFor])
	case Amount:
		f.N, f.Numerator, f.Denominator, f.Currency = int(s.cases), int(s.good), int(s.cases), d.currency(c)
		if s.cases > 0 {
			f.Value = s.good / s.cases
		}
	case Share:
		f.N, f.Numerator, f.Denominator, f.Currency = s.rows, int(s.good), int(s.cases), d.currency(c)
		if s.cases > 0 {
			f.Value = s.good / s.cases * d.Unit.scale()
		}
	default:
		f.N, f.Numerator, f.Denominator = int(s.cases), int(s.good), int(s.cases)
		if s.cases > 0 {
			f.Value = s.good / s.cases * d.Unit.scale()
		}
		if s.cases > 0 && s.good <= s.cases {
			f.Interval = wilson(s.good, s.cases)
			f.Interval[0], f.Interval[1] = f.Interval[0]*d.Unit.scale()/100, f.Interval[1]*d.Unit.scale()/100
		}
	}
	f.Known = f.N > 0
	f.Says = d.says(f, c)
	return f
}

// spread is the middle of some durations; nil of none.
func spread(hours []float64) *Spread {
	if len(hours) == 0 {
		return nil
	}
	median, p90 := medianAnd90(hours)
	return &Spread{N: len(hours), Median: median, P90: p90}
}

// CurrencyOf is what the amounts of a KPI are in.
func (f Facts) CurrencyOf(name string) string {
	d, known := defined(name)
	if !known {
		return ""
	}
	return d.currency(clock{Currency: f.Currency(), ClaimCurrency: f.ClaimCurrency()})
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
		for month, s := range sortedMonths(d.byMonth(f, c)) {
			if figure := d.ofMonth(month, s, f, c); figure.Known {
				out[d.Name] = append(out[d.Name], Point{Month: month, Figure: figure})
			}
		}
	}
	return out
}

// byMonth sums a KPI for every month.
func (d *Definition) byMonth(f Facts, c clock) map[string]*sums {
	months := map[string]*sums{}
	d.readings(f, c, everything, func(r reading, parts []string) {
		if r.Day == "" {
			return
		}
		month := string(r.Day[:7])
		if months[month] == nil {
			months[month] = newSums(d)
		}
		months[month].add(r, parts)
	})
	if d.stands() {
		for month := range months {
			months[month] = d.sums(f, MonthOf(month), c, everything)
		}
	}
	return months
}

// ofMonth is the figure of one month.
func (d *Definition) ofMonth(month string, s *sums, f Facts, c clock) Figure {
	c.Period = MonthOf(month)
	return d.finish(s, f, c)
}

// MonthOf is the period of a month written YYYY-MM.
func MonthOf(month string) Period {
	first, err := time.Parse("2006-01", month)
	if err != nil {
		return Period{}
	}
	return Period{From: track.DateOf(first, time.UTC), To: track.DateOf(first.AddDate(0, 1, -1), time.UTC)}
}

// sortedMonths walks sums from the oldest month.
func sortedMonths(months map[string]*sums) iter.Seq2[string, *sums] {
	return func(yield func(string, *sums) bool) {
		for _, month := range sortedKeys(months) {
			if !yield(month, months[month]) {
				return
			}
		}
	}
}
