package kpi

// beside is a duration that stands beside another one.
type beside int

// What may stand beside a duration.
const (
	inBusiness  beside = iota // the same in business hours
	onHold                    // what was taken out of it
	insideWalls               // the part of it until the goods were handed over
	openFor                   // how long what is left out because it is not over has lasted so far
	besides                   // how many there are
)

// Read a row as: beside a KPI called k stands the column k_<name> of the sheet of facts, which holds <formula> where the KPI
// <counts>, or leaves out as still open; the KPI sheet tells its median, and its 90th percentile or its number of <cases>.
var besideColumns = [besides]struct {
	name, formula string
	open, cases   bool
}{
	inBusiness:  {name: "business", formula: `[business_hours]`},
	onHold:      {name: "hold", formula: `IF([hold_hours]>0,[hold_hours],"")`, cases: true},
	insideWalls: {name: "walls", formula: `IF(ISNUMBER([handed_over_at_utc]),IF([handed_over_at_utc]<[started_at_utc]-1,"",MAX(0,` + between("started_at_utc", "handed_over_at_utc", anHour) + `)),"")`},
	openFor:     {name: "open", formula: `IF(ISNUMBER([ordered_on]),MAX(0,as_of-[ordered_on])*24,"")`, open: true},
}

// spans are the durations that stand beside another one, and whether there are any.
type spans struct {
	hours [besides]float64
	has   [besides]bool
}

// with adds what stands beside a reading.
func (r reading) with(b beside, hours float64) reading {
	r.Beside.hours[b], r.Beside.has[b] = hours, true
	return r
}

// besideName is the column of the sheet of facts that stands beside a KPI's own.
func (d *Definition) besideName(b beside) string { return d.Name + "_" + besideColumns[b].name }

// besideFormula is what that column holds.
func (d *Definition) besideFormula(b beside) string {
	where := "ISNUMBER([" + d.Name + "])"
	if besideColumns[b].open {
		where = "[" + d.Name + `]="still_open"`
	}
	return "IF(" + where + "," + besideColumns[b].formula + `,"")`
}
