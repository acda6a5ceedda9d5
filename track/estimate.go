package track

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// estimable is for how many days after it set out an arrival is estimated; what takes longer is no matter of lanes.
const estimable = 90

// The chances that the days of a window are given with, per mille.
const (
	atLikely = 500
	atWide   = 800
	atLast   = 900
)

// outlook is what history lets us say on a day of when a parcel arrives, in the carrier's working days after setting out.
// Not known means that it cannot say.
type outlook struct {
	day                Date
	known              bool
	likely, wide, last int // half, four of five, nine of ten parcels like it arrive by then
	level              Level
	n                  int
}

// expect is the outlook for a parcel of a lane that so many working days after it set out is still under way: only past
// parcels that took as long count, at the first level that has enough of them. A window does not lie in the past.
func (h *History) expect(key laneKey, elapsed int) outlook {
	for _, l := range h.levels(key) {
		alike := l.Transit.from(elapsed)
		last, ok := alike.within(atLast)
		if !ok {
			continue
		}
		likely, _ := alike.within(atLikely) // what can be said at nine of ten can be said at half
		wide, _ := alike.within(atWide)
		return outlook{known: true, likely: likely, wide: wide, last: last, level: l.Level, n: alike.Parcels()}
	}
	return outlook{}
}

// differs reports whether two outlooks name different days.
func (a outlook) differs(b outlook) bool {
	return a.known != b.known || a.likely != b.likely || a.last != b.last
}

// foldOutlooks settles when parcels should arrive.
func (o *orderFold) foldOutlooks() {
	zone := o.zoneOf()
	for _, p := range o.parcels {
		p.state.Zone, p.abroad = zone, o.abroad()
		p.watch(o)
		p.foldEstimate(o)
	}
}

// underWay reports whether the carrier has the parcel and its next step is to bring it.
func (p *parcelFold) underWay() bool {
	return p.state.Possession && !p.state.Phase.IsFinal() && p.state.Phase != AwaitingCollection && p.state.Phase != Returning
}

// watch goes through the days from when we knew that the carrier has the parcel until it needs no estimate any more, or
// until today, and notes each day on which what customers are told had to change: when it was first known; when its window
// has passed; and when another window was right for a second day in a row.
func (p *parcelFold) watch(o *orderFold) {
	if p.rules.Past == nil || len(p.progress) == 0 || p.state.Carrier == "" {
		return
	}
	out, today := p.setOut(), DateOf(o.now, p.rules.zone())
	if out == "" {
		return
	}
	calendar, lane := p.rules.carrierCalendar(p.state.Carrier), p.lane()
	end := min(p.closed(today), out.AddDays(estimable))
	if p.underWay() && end == today {
		o.checkAt(today.End(p.rules.zone()))
	}
	first := max(p.known(), out)
	elapsed, doubted := calendar.between(out, first, manyWorkdays), false
	for day := first; day <= end; day = day.AddDays(1) {
		if day != first && calendar.isWorkday(day.Start(calendar.zone)) {
			elapsed++
		}
		was, is := p.told(), p.rules.Past.On(day).expect(lane, elapsed)
		is.day = day
		passed := was.known && was.last < elapsed
		differs := is.known && is.differs(was)
		if passed || differs && (doubted || !was.known) {
			p.shown = append(p.shown, is)
			differs = false
		}
		doubted = differs
	}
	p.noteForecast(first, out, calendar)
}

// told is what customers are told by now.
func (p *parcelFold) told() outlook {
	if len(p.shown) == 0 {
		return outlook{}
	}
	return p.shown[len(p.shown)-1]
}

// known is the day on which we first knew that the carrier has the parcel.
func (p *parcelFold) known() Date {
	var first time.Time
	for _, e := range p.progress {
		first = earliest(first, latest(e.At, e.Recorded))
	}
	return DateOf(first, p.rules.zone())
}

// closed is the day on which we knew that the parcel needs no estimate any more; today while it does.
func (p *parcelFold) closed(today Date) Date {
	if p.underWay() {
		return today
	}
	for _, e := range p.progress {
		if e.Phase.Rank() >= AwaitingCollection.Rank() {
			return min(today, DateOf(latest(e.At, e.Recorded), p.rules.zone()))
		}
	}
	return today
}

// estimates are the days of delivery that the carrier named, oldest first; what label files say counts while the carrier names
// none.
func (p *parcelFold) estimates() []*Event {
	if said := p.namedByCarrier(); len(said) > 0 {
		return said
	}
	return p.namedByLabels()
}

func (p *parcelFold) namedByCarrier() []*Event {
	var said []*Event
	for _, e := range p.events {
		if e.Kind == CarrierEvent && e.Estimated.isDay() {
			said = append(said, e)
		}
	}
	return said
}

// namedByLabels are the days that label files named, in each file that did, the freshest file last. A label is made once and its
// row stays dated so: a day was named when the file that names it was as fresh as it is.
func (p *parcelFold) namedByLabels() []*Event {
	var said []*Event
	for _, e := range p.events {
		if !e.NamesDay() || !e.ParcelFacts.EstimatedOn.isDay() {
			continue
		}
		for _, file := range e.saidBy() {
			stated := *e
			stated.Estimated = e.ParcelFacts.EstimatedOn
			if fresh, err := file.At(p.rules.zone()); err == nil {
				stated.At = latest(stated.At, fresh)
			}
			said = append(said, &stated)
		}
	}
	slices.SortFunc(said, func(a, b *Event) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(string(a.Estimated), string(b.Estimated)), strings.Compare(a.ID, b.ID))
	})
	return slices.CompactFunc(said, func(a, b *Event) bool { return a.ID == b.ID && a.At.Equal(b.At) })
}

// namedDays are all days that somebody named, as customers hear of them: what label files said comes before the carrier's own
// word, so that its first does not change at once what they were told.
func (p *parcelFold) namedDays() []*Event { return append(p.namedByLabels(), p.namedByCarrier()...) }

// carrierDay is the day that customers are told of those that were named, oldest first. It stays the first until it has to
// change: another day was named twice running, or has stood for a whole day; the one they were told has passed; or the
// parcel is out for delivery. A day that was taken back before, and is named again, is believed only when it is named twice
// running: one that goes to and fro says nothing by standing. When we heard of each makes no difference, so that files may
// come in any order.
func (p *parcelFold) carrierDay(o *orderFold, named []*Event) Date {
	zone, last := p.rules.zone(), len(named)-1
	told, doubted, takenBack := named[0].Estimated, false, map[Date]bool{}
	for i, n := range named {
		began, until := DateOf(n.At, zone), o.now // for how long it was the newest
		if i < last {
			until = named[i+1].At
		}
		again := i > 0 && named[i-1].Estimated == n.Estimated
		if i > 0 && !again {
			takenBack[named[i-1].Estimated] = true
		}
		returns := takenBack[n.Estimated]
		settles := told.End(zone)
		if !returns {
			settles = min(told, began.AddDays(1)).End(zone)
		}
		switch {
		case n.Estimated == told, n.Estimated < began: // nothing else, or nothing that can come true
			doubted = false
		case doubted && (again || !returns), told < began, !until.Before(settles):
			told, doubted = n.Estimated, false
		default:
			doubted = true
			if i == last {
				o.checkAt(settles)
			}
		}
	}
	if p.state.Phase == OutForDelivery {
		told = named[last].Estimated
	}
	return told
}

// foldEstimate settles what is said of an undelivered parcel: what history lets us say, else the date the carrier named,
// else our promise while it can be kept.
func (p *parcelFold) foldEstimate(o *orderFold) {
	s, e := &p.state, &p.state.Estimated
	if s.Phase.IsFinal() {
		return
	}
	named := p.namedDays()
	if len(named) > 0 {
		e.Carrier = named[len(named)-1].Estimated
	}
	today, promise := DateOf(o.now, p.rules.zone()), o.state.Promise.Latest
	switch told := p.told(); {
	case told.known && p.underWay() && today <= p.setOut().AddDays(estimable):
		e.From, e.To = p.window(told, today)
		e.Basis, e.N, e.Level = "history", told.n, told.level
	case e.Carrier != "":
		day := p.carrierDay(o, named)
		e.From, e.To, e.Basis = day, day, "carrier"
	case p.rules.Past != nil && s.OnItsWay && s.Phase != Returning && promise >= today:
		e.From, e.To, e.Basis = promise, promise, "promise"
		o.checkAt(promise.End(p.rules.zone()))
	}
}

// window is an outlook in days as they stand today: what has passed is cut off, and a parcel that is out for delivery may
// come today.
func (p *parcelFold) window(told outlook, today Date) (from, to Date) {
	calendar, out := p.rules.carrierCalendar(p.state.Carrier), p.setOut()
	from = max(calendar.after(out, told.likely), calendar.onOrAfter(today))
	to = max(calendar.after(out, told.last), from)
	if p.state.Phase == OutForDelivery && DateOf(p.decided.At, p.rules.zone()) == today {
		from = today
	}
	return from, to
}

// slips reports whether a parcel will probably miss a promised day.
func (e Estimate) slips(promise Date) bool { return e.From > promise || e.Carrier > promise }
