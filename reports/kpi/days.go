package kpi

import (
	"slices"
	"time"

	"ordertrail/track"
)

// Days are the figures of every day, summed once: a period is a sum over its days, not over all rows again. They are good
// for the facts, the promise and the day they were made for; Change keeps them good when some rows change.
type Days struct {
	facts    Facts // for what is no sum of days: stock, and rows that stand in every period they touch
	clock    clock
	days     []map[track.Date]*sums // by definition
	carriers map[[2]string]*carrierDays
	trend    map[string][]Point // of all months, until something changes
}

// scored are the figures of the carriers' scorecard, in the order of Score.
var scored = []string{"on_time_delivery", "first_attempt_delivery", "possession_lag", "transit_time", "exception_rate"}

// carrierDays are the days of one carrier and service.
type carrierDays struct {
	days    []map[track.Date]*sums // by scored
	costs   map[track.Date]*costSum
	spelled map[string]int // how often the service is written so
}

// service is the service as it is written most.
func (c *carrierDays) service() string {
	most, times := "", 0
	for _, spelling := range sortedKeys(c.spelled) {
		if n := c.spelled[spelling]; n > times {
			most, times = spelling, n
		}
	}
	return most
}

// costSum is what labels of one day cost.
type costSum struct{ minor, n int64 }

// NewDays sums every row once.
func NewDays(f Facts, basis Basis, zone *time.Location, now time.Time) *Days {
	d := &Days{clock: newClock(f, basis, zone, now), carriers: map[[2]string]*carrierDays{}}
	d.days = make([]map[track.Date]*sums, len(definitions))
	for i := range d.days {
		d.days[i] = map[track.Date]*sums{}
	}
	d.take(f, +1)
	d.facts = f
	return d
}

// Fits reports whether the days are what NewDays would give for facts that differ by no more than what was changed.
func (d *Days) Fits(f Facts, basis Basis, zone *time.Location, now time.Time) bool {
	return d != nil && d.clock == newClock(f, basis, zone, now)
}

// Today reports whether the days were made for the day it is now: what is late depends on it.
func (d *Days) Today(zone *time.Location, now time.Time) bool {
	return d.clock.Today == track.DateOf(now, zone)
}

// Change takes rows out and others in, and keeps the facts as they are then.
func (d *Days) Change(gone, fresh, facts Facts) {
	d.take(gone, -1)
	d.take(fresh, +1)
	d.facts, d.trend = facts, nil
}

// take adds the rows of facts to their days, or takes them out.
func (d *Days) take(f Facts, sign int) {
	for i := range definitions {
		def := &definitions[i]
		if def.stands() {
			continue
		}
		def.readings(f, d.clock, everything, func(r reading, parts []string) { def.tally(d.days[i], r, parts, sign) })
	}
	for i := range f.Parcels {
		d.takeParcel(&f.Parcels[i], sign)
	}
}

// tally adds one reading to its day, or takes it out.
func (d *Definition) tally(days map[track.Date]*sums, r reading, parts []string, sign int) {
	if r.Day == "" || r.Skip == "" && !r.Counts {
		return
	}
	day := days[r.Day]
	if day == nil {
		day = newSums(d)
		days[r.Day] = day
	}
	if sign > 0 {
		day.add(r, parts)
	} else {
		day.remove(r, parts)
	}
}

func (d *Days) takeParcel(p *ParcelFact, sign int) {
	key := [2]string{p.Carrier, track.ServiceKey(p.Service)}
	c := d.carriers[key]
	if c == nil {
		c = &carrierDays{costs: map[track.Date]*costSum{}, spelled: map[string]int{}}
		for range scored {
			c.days = append(c.days, map[track.Date]*sums{})
		}
		d.carriers[key] = c
	}
	c.spelled[p.Service] += sign
	for i, name := range scored {
		def := definitionNamed(name)
		def.tally(c.days[i], def.columns[0].parcel(p, d.clock), nil, sign)
	}
	if p.Left.On == "" || p.Cost.IsZero() || p.Cost.Currency != d.clock.Currency || overflows(p.Cost.Minor, 0) {
		return
	}
	cost := c.costs[p.Left.On]
	if cost == nil {
		cost = &costSum{}
		c.costs[p.Left.On] = cost
	}
	cost.minor += int64(sign) * p.Cost.Minor
	cost.n += int64(sign)
}

func definitionNamed(name string) *Definition {
	d, _ := defined(name)
	return d
}

// defined is the definition of a name, when there is one.
func defined(name string) (*Definition, bool) {
	i := slices.IndexFunc(definitions, func(d Definition) bool { return d.Name == name })
	if i < 0 {
		return nil, false
	}
	return &definitions[i], true
}

// remove takes one reading out again.
func (s *sums) remove(r reading, parts []string) {
	for b, has := range r.Beside.has {
		if has {
			s.beside[b] = without(s.beside[b], r.Beside.hours[b])
		}
	}
	switch {
	case r.Skip != "":
		s.excluded[r.Skip]--
		return
	case !r.Counts:
		return
	case s.keep:
		s.hours = without(s.hours, r.Value)
	default:
		s.good -= r.Value
		s.cases -= float64(r.Weight)
		s.rows--
	}
	if r.Note != "" {
		s.listed[r.Note]--
	}
	for _, part := range parts {
		if s.parts[part]--; s.parts[part] == 0 {
			delete(s.parts, part)
		}
	}
}

func without(list []float64, value float64) []float64 {
	i := slices.Index(list, value)
	if i < 0 {
		return list
	}
	last := len(list) - 1
	list[i] = list[last]
	return list[:last]
}

// merge adds the sums of another day.
func (s *sums) merge(o *sums) {
	s.good, s.cases, s.rows = s.good+o.good, s.cases+o.cases, s.rows+o.rows
	s.hours = append(s.hours, o.hours...)
	for b := range s.beside {
		s.beside[b] = append(s.beside[b], o.beside[b]...)
	}
	for code, n := range o.excluded {
		s.excluded[code] += n
	}
	for code, n := range o.listed {
		s.listed[code] += n
	}
	for part, n := range o.parts {
		s.parts[part] += n
	}
}

// over sums the days of a period.
func (d *Definition) over(days map[track.Date]*sums, p Period) *sums {
	s := newSums(d)
	for day, o := range days {
		if p.Holds(day) {
			s.merge(o)
		}
	}
	return s
}

// over sums a period of the definition at i.
func (d *Days) over(i int, p Period) *sums {
	if def := &definitions[i]; def.stands() {
		return def.sums(d.facts, p, d.clock, everything)
	}
	return definitions[i].over(d.days[i], p)
}

// Compute counts every KPI over a period, as the function Compute does.
func (d *Days) Compute(p Period) []Figure {
	c := d.clock
	c.Period = p
	out := make([]Figure, 0, len(definitions))
	for i := range definitions {
		out = append(out, definitions[i].finish(d.over(i, p), d.facts, c))
	}
	return out
}

// One counts a single KPI over a period; an unknown name gives a figure that is not known.
func (d *Days) One(name string, p Period) Figure {
	c := d.clock
	c.Period = p
	for i := range definitions {
		if definitions[i].Name == name {
			return definitions[i].finish(d.over(i, p), d.facts, c)
		}
	}
	return Figure{Name: name}
}

// Trend counts every KPI month by month, as the function Trend does. It must not be changed.
func (d *Days) Trend() map[string][]Point {
	if d.trend == nil {
		d.trend = d.months()
	}
	return d.trend
}

func (d *Days) months() map[string][]Point {
	out := make(map[string][]Point, len(definitions))
	for i := range definitions {
		def := &definitions[i]
		months := map[string]*sums{}
		if def.stands() {
			months = def.byMonth(d.facts, d.clock)
		}
		for day, o := range d.days[i] {
			month := string(day[:7])
			if months[month] == nil {
				months[month] = newSums(def)
			}
			months[month].merge(o)
		}
		for month, s := range sortedMonths(months) {
			if figure := def.ofMonth(month, s, d.facts, d.clock); figure.Known {
				out[def.Name] = append(out[def.Name], Point{Month: month, Figure: figure})
			}
		}
	}
	return out
}

// Scores counts every carrier and service over a period, as the function Scores does.
func (d *Days) Scores(p Period) []Score {
	var out []Score
	for key, c := range d.carriers {
		figures := make([]Figure, len(scored))
		for i, name := range scored {
			def := definitionNamed(name)
			figures[i] = def.finish(def.over(c.days[i], p), Facts{}, d.clock)
			figures[i].Parts = nil
		}
		s := Score{
			Carrier: key[0], Service: c.service(), OnTime: figures[0], FirstAttempt: figures[1], Lag: figures[2], Transit: figures[3], Problems: figures[4],
			Parcels: figures[4].N,
		}
		var sum costSum
		for day, cost := range c.costs {
			if p.Holds(day) {
				sum.minor, sum.n = sum.minor+cost.minor, sum.n+cost.n
			}
		}
		if sum.n > 0 {
			s.Cost, s.CostN = track.Money{Minor: (sum.minor + sum.n/2) / sum.n, Currency: d.clock.Currency}, int(sum.n)
		}
		if s.Parcels+s.OnTime.N+s.FirstAttempt.N+s.Transit.N > 0 {
			out = append(out, s)
		}
	}
	busiestFirst(out)
	return out
}
