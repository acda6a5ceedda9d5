package track

// Forecast is the first estimate that history gave of a parcel while it was under way, with what else was said that day: so
// that afterwards it can be measured how good they were.
type Forecast struct {
	On      Date  `json:"on"`            // the day it was made
	P50     Date  `json:"p50,omitempty"` // half of the parcels like it arrive by then; "" when history could not say
	P80     Date  `json:"p80,omitempty"`
	P90     Date  `json:"p90,omitempty"`
	N       int   `json:"n,omitempty"`
	Level   Level `json:"level,omitempty"`
	Carrier Date  `json:"carrier_says,omitempty"` // what the carrier had said by then
	Rule    Date  `json:"rule"`                   // what a rule says that looks at no history
	Changes int   `json:"changes,omitempty"`      // how often the estimate that customers see changed afterwards
}

// noteForecast keeps what was said of the parcel at first, unless it had arrived before anybody could say anything.
func (p *parcelFold) noteForecast(first, out Date, calendar days) {
	f := Forecast{On: first, Rule: calendar.after(out, p.ruleDays())}
	for _, told := range p.shown {
		if told.known && f.P50 == "" {
			f.On, f.N, f.Level = told.day, told.n, told.level
			f.P50, f.P80, f.P90 = calendar.after(out, told.likely), calendar.after(out, told.wide), calendar.after(out, told.last)
		} else if f.P50 != "" {
			f.Changes++
		}
	}
	for _, e := range p.estimates() {
		if p.saidBy(e) <= f.On {
			f.Carrier = e.Estimated
		}
	}
	if arrived := p.arrived(); arrived == "" || f.On <= arrived {
		p.forecast = f
	}
}

// ruleDays is how many working days a parcel takes by a rule that looks at no history.
func (p *parcelFold) ruleDays() int {
	if p.abroad {
		return stalledAbroad
	}
	return stalledHome
}

// saidBy is the day on which e was known.
func (p *parcelFold) saidBy(e *Event) Date { return DateOf(latest(e.At, e.Recorded), p.rules.zone()) }
