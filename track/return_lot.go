package track

import (
	"cmp"
	"slices"
	"sort"
	"time"
)

// lot is units of one line that came in at one time and share their fate.
type lot struct {
	ReturnUnits
	line string
	at   time.Time // received
}

// ungraded, undecided, kept (in quarantine) and anyLot are what acts look for first.
func ungraded(l *lot) bool  { return l.Grade == "" }
func undecided(l *lot) bool { return l.Disposition == "" }
func kept(l *lot) bool      { return l.Disposition == "quarantine" }
func anyLot(*lot) bool      { return true }

// every reports whether all units that came are so; true when none came.
func (r *returnFold) every(is func(*lot) bool) bool {
	for _, l := range r.lots {
		if !is(l) {
			return false
		}
	}
	return true
}

// foldLots follows the units: what came, what was seen of it, what becomes of it, and what its customer gets. Each kind of
// act is laid over all acts of the kind before, so that a clock that runs behind on one bench moves no unit elsewhere.
func (r *returnFold) foldLots() {
	boxes := 0
	for _, e := range r.acts {
		switch {
		case e.Kind == ReturnReceived && e.Line == "" && e.facts().Goods == "":
			boxes += max(1, e.Quantity)
		case e.Kind == ReturnReceived && e.Line == "":
			r.uncounted += max(1, e.Quantity)
		case e.Kind == ReturnReceived:
			r.receive(e)
		case e.Kind == ReturnMatched && e.Line != "":
			r.receive(e)
			r.uncounted = max(0, r.uncounted-e.Quantity)
		}
	}
	if r.sentBack != nil {
		boxes = min(boxes, 1) // it is one parcel, however often its arrival was told
	}
	if len(r.lots) == 0 { // else somebody looked into the box and counted
		r.uncounted += boxes
	}
	r.each(ReturnInspected, r.grade)
	r.each(ReturnDecided, r.decide)
	r.each(ReturnReleased, r.release)
}

func (r *returnFold) each(kind Kind, do func(*Event)) {
	for _, e := range r.acts {
		if e.Kind == kind {
			do(e)
		}
	}
}

func (r *returnFold) receive(e *Event) {
	if e.Quantity > 0 {
		r.lots = append(r.lots, &lot{ReturnUnits{Quantity: e.Quantity}, e.Line, e.At})
	}
}

// grade lays an inspection over units nobody has inspected yet, then over any other: looked at again, the newer look holds.
// Without a number of units it is about all that waited for it.
func (r *returnFold) grade(e *Event) {
	for _, l := range r.pick(e, ungraded, anyLot) {
		l.Grade, l.Serial = e.Code, or(e.facts().Serial, l.Serial)
	}
}

// decide lays a decision over units that wait for one, those of the grade it names first, then over any other; one that is
// made anew, over units of which that was decided before. Only quarantine is for units that nobody has seen, while there are
// others. Without a number of units it is about all that came.
func (r *returnFold) decide(e *Event) {
	f := e.facts()
	named := func(l *lot) bool {
		return undecided(l) && (f.Grade == "" || l.Grade == f.Grade) && (f.Serial == "" || l.Serial == f.Serial)
	}
	instead := func(l *lot) bool {
		return (Outcome{l.Disposition, l.Resolution}) == f.Instead && (f.Grade == "" || l.Grade == f.Grade) && (f.Serial == "" || l.Serial == f.Serial)
	}
	prefer := []func(*lot) bool{named, undecided, kept, anyLot}
	if e.Code != "quarantine" {
		prefer = append(amongSeen(prefer), prefer...)
	}
	if f.Instead != (Outcome{}) {
		prefer = append([]func(*lot) bool{instead}, prefer...)
	}
	if e.Quantity == 0 && f.Grade == "" && f.Serial == "" {
		prefer = []func(*lot) bool{anyLot}
	}
	about := r.pick(e, prefer...)
	for _, l := range about {
		l.Disposition, l.Resolution, l.Rule = e.Code, or(f.Resolution, l.Resolution), f.Rule
		l.Changed = f.Proposed != (Outcome{}) && f.Proposed != Outcome{e.Code, f.Resolution}
	}
	apportion(f.Amount, cmp.Or(e.Quantity, unitsOf(about)), about)
}

// amongSeen are the same wishes, for units that somebody has looked at.
func amongSeen(wishes []func(*lot) bool) []func(*lot) bool {
	out := make([]func(*lot) bool, len(wishes))
	for i, likes := range wishes {
		out[i] = func(l *lot) bool { return !ungraded(l) && likes(l) }
	}
	return out
}

// release gives the customer of a line, or of the whole return, what was decided: of the units that still wait for it, those
// that are to get what the act names, when it names that. Before anything came it is about whatever comes.
func (r *returnFold) release(e *Event) {
	r.state.Resolution = e.Code
	f, all := e.facts(), *e
	all.Quantity = 0
	about := r.pick(&all, func(l *lot) bool { return !l.Released && (f.Resolution == "" || l.Resolution == f.Resolution) })
	var decided int64
	for _, l := range about {
		l.Resolution, l.Released = e.Code, true
		decided += l.Amount.Minor
	}
	if !f.Amount.IsZero() && f.Amount.Minor != decided {
		apportion(f.Amount, unitsOf(about), about)
	}
}

// apportion gives each lot its part of an amount that is for n units together; the parts of all n add up to it.
func apportion(amount Money, n int, lots []*lot) {
	given := 0
	for _, l := range lots {
		before := amount.of(given, n)
		given += l.Quantity
		l.Amount = Money{amount.of(given, n) - before, amount.Currency}
	}
}

func unitsOf(lots []*lot) (n int) {
	for _, l := range lots {
		n += l.Quantity
	}
	return n
}

// pick finds the units an act is about, those that the first of prefers likes before those of the next, splitting lots
// where it is about a part. Without a number it is about all that the first of prefers likes and that had come by then; when
// none had, about all that come later.
func (r *returnFold) pick(e *Event, prefers ...func(*lot) bool) []*lot {
	if e.Quantity == 0 {
		return r.pickAll(e, prefers[0])
	}
	var out []*lot
	n := e.Quantity
	for _, likes := range prefers {
		for i := 0; i < len(r.lots) && n > 0; i++ {
			l := r.lots[i]
			if l.line != e.Line && e.Line != "" || contains(out, l) || !likes(l) {
				continue
			}
			if l.Quantity > n {
				r.split(i, n)
			}
			out = append(out, l)
			n -= l.Quantity
		}
	}
	return out
}

func (r *returnFold) pickAll(e *Event, likes func(*lot) bool) []*lot {
	var before, later []*lot
	for _, l := range r.lots {
		switch {
		case l.line != e.Line && e.Line != "" || !likes(l):
		case l.at.After(e.At) && e.Kind == ReturnInspected:
		case l.at.After(e.At):
			later = append(later, l)
		default:
			before = append(before, l)
		}
	}
	if len(before) == 0 {
		return later
	}
	return before
}

// split makes the lot at i one of n units and puts the rest behind it.
func (r *returnFold) split(i, n int) {
	first, rest := r.lots[i], *r.lots[i]
	first.Quantity, rest.Quantity = n, rest.Quantity-n
	apportion(first.Amount, n+rest.Quantity, []*lot{first, &rest})
	r.lots = slices.Insert(r.lots, i+1, &rest)
}

// sumLots counts the units of each line and notes what they have in common.
func (r *returnFold) sumLots() {
	for _, l := range r.lots {
		line := r.state.line(l.line)
		l.SerialSays = r.shipped.says(l.line, l.Serial)
		line.Received += l.Quantity
		if l.Grade != "" {
			line.Inspected += l.Quantity
			line.Grade = max(line.Grade, l.Grade) // the worst of them
		}
		if l.Disposition != "" {
			line.Decided += l.Quantity
			line.Disposition = l.Disposition
		}
		if l.Released {
			line.Released += l.Quantity
		}
		line.Resolution = or(l.Resolution, line.Resolution)
		line.add(l.ReturnUnits)
	}
	for i := range r.state.Lines {
		l := &r.state.Lines[i]
		l.State = l.stands()
		sort.SliceStable(l.Units, func(a, b int) bool { return l.Units[a].Grade < l.Units[b].Grade })
	}
	sort.Slice(r.state.Lines, func(i, j int) bool { return lessLine(r.state.Lines[i].Line, r.state.Lines[j].Line) })
}

// add puts units beside those that share everything with them; what the customer gets for them adds up.
func (l *ReturnLine) add(u ReturnUnits) {
	for i := range l.Units {
		same := &l.Units[i]
		like := u
		like.Quantity, like.Amount.Minor = same.Quantity, same.Amount.Minor
		if *same == like && u.Serial == "" {
			same.Quantity += u.Quantity
			same.Amount.Minor += u.Amount.Minor
			return
		}
	}
	l.Units = append(l.Units, u)
}

// stands is how far a line is: the first thing that is left to do for a unit of it.
func (l *ReturnLine) stands() string {
	switch {
	case l.Received == 0:
		return "expected"
	case l.Inspected < l.Received && l.Decided < l.Received:
		return "inspection_pending"
	case l.Decided < l.Received:
		return "inspected"
	case l.Released < l.Received:
		return "disposition_decided"
	}
	return "resolution_released"
}

// facts are what an act on a return says besides its words.
func (e *Event) facts() ReturnFacts {
	if e.ReturnFacts == nil {
		return ReturnFacts{}
	}
	return *e.ReturnFacts
}
