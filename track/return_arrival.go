package track

import (
	"maps"
	"slices"
)

// Apart is the code of a receipt of which a person says that it is no parcel on its way back to us.
const Apart = "apart"

// Arrival is what goods that nobody announced may be. At most one of the three says something; when none does, they are a
// return of their own.
type Arrival struct {
	Into string   // the return of the parcel on its way back that they can only be
	May  []string // the returns on their way back that they may be: a question
	Here []string // the returns that brought all that can have come: a question whether it is the same, told twice
}

// sentBack is a parcel that came back on its own, or is about to.
type sentBack struct {
	number string         // of its return
	holds  map[string]int // line -> units in it
	left   map[string]int // … that nobody has received
	came   bool           // somebody received it, or some of it
	unsure bool           // nobody knows what is in it
}

// fits reports whether all units that came, or a box that nobody looked into, can be of it.
func (b *sentBack) fits(units []Content) bool {
	if b.unsure || len(units) == 0 {
		return !b.unsure && !b.came
	}
	came := map[string]int{}
	for _, c := range units {
		came[c.Line] += c.Quantity
	}
	for line, n := range came {
		if n > b.left[line] {
			return false
		}
	}
	return true
}

// touches reports whether any of what came may be of it.
func (b *sentBack) touches(units []Content) bool {
	if len(units) == 0 || b.unsure {
		return !b.came
	}
	return slices.ContainsFunc(units, func(c Content) bool { return b.left[c.Line] > 0 })
}

// brought reports whether something like it was received from the parcel.
func (b *sentBack) brought(units []Content) bool {
	return b.came && (len(units) == 0 || slices.ContainsFunc(units, func(c Content) bool { return b.holds[c.Line] > 0 }))
}

// take notes that units of it, or the box as it stands, were received.
func (b *sentBack) take(units []Content) {
	b.came = true
	for _, c := range units {
		b.left[c.Line] -= c.Quantity
	}
}

// arrivalOf says what goods are that came: units of lines, or a box that nobody looked into when there are none. Out is how
// many units of a line are with customers or carriers, outside of the parcels that come back. Goods are put to a parcel only
// where they can be nothing else.
func arrivalOf(units []Content, backs []*sentBack, out map[string]int) Arrival {
	var touched, here []string
	fits := false
	for _, b := range backs {
		switch {
		case b.touches(units):
			touched, fits = append(touched, b.number), b.fits(units)
		case b.brought(units):
			here = append(here, b.number)
		}
	}
	other := len(units) == 0 && slices.ContainsFunc(slices.Collect(maps.Values(out)), func(n int) bool { return n > 0 }) ||
		slices.ContainsFunc(units, func(c Content) bool { return out[c.Line] > 0 })
	switch {
	case len(touched) == 1 && fits && !other:
		return Arrival{Into: touched[0]}
	case len(touched) > 0:
		return Arrival{May: touched}
	case !other:
		return Arrival{Here: here}
	}
	return Arrival{}
}

// ArrivalOf says what goods of the order are that came unannounced: so many units of its lines, or a box that nobody looked
// into when there are none.
func (o *OrderState) ArrivalOf(units []Content) Arrival {
	out := map[string]int{}
	for _, l := range o.Lines {
		out[l.Line] = l.Ledger.HandedOver
	}
	var backs []*sentBack
	for i := range o.Returns {
		r := &o.Returns[i]
		p := o.parcel(r.Parcel)
		if r.Kind != "rts" || p == nil {
			for _, l := range r.Lines {
				if r.Kind != "unannounced" || r.Apart {
					out[l.Line] -= l.Received
				}
			}
			continue
		}
		b := holding(r.Return, *p, out)
		if b.came = r.Received != ""; b.came && r.Uncounted == 0 {
			for _, l := range r.Lines {
				b.left[l.Line] -= l.Received
			}
		}
		backs = append(backs, b)
	}
	return arrivalOf(units, backs, out)
}

// holding is a parcel on its way back of which nothing was received yet. What is in it is taken from what is out.
func holding(number string, p ParcelState, out map[string]int) *sentBack {
	b := &sentBack{number: number, holds: map[string]int{}, left: map[string]int{}, unsure: len(p.Contents) == 0}
	for _, c := range p.Contents {
		b.holds[c.Line] += c.Quantity
		b.left[c.Line] += c.Quantity
		out[c.Line] -= c.Quantity
	}
	return b
}

// arrivals finds the returns that came unannounced and can only be parcels that come back on their own: whoever received
// them had not heard yet that the carrier sends them back. The one that came first is judged first.
func (o *orderFold) arrivals(found map[string]*returnFold) merges {
	out := map[string]int{}
	for _, l := range o.lines {
		out[l.Line] = l.Ledger.HandedOver
	}
	var backs []*sentBack
	var loose []*returnFold
	for _, id := range slices.Sorted(maps.Keys(found)) {
		r := found[id]
		units, counted := r.units()
		switch asked, named := r.askedFor(); {
		case r.sentBack != nil:
			b := holding(id, r.sentBack.state, out)
			if r.hasAct(ReturnReceived) {
				b.take(units)
			}
			backs = append(backs, b)
		case asked || named != "" || r.apart():
			for _, c := range units {
				out[c.Line] -= c.Quantity
			}
		case counted && r.hasAct(ReturnReceived):
			loose = append(loose, r)
		}
	}
	slices.SortStableFunc(loose, func(a, b *returnFold) int { return chronological(a.acts[0], b.acts[0]) })
	into := merges{}
	for _, r := range loose {
		units, _ := r.units()
		at := arrivalOf(units, backs, out).Into
		if at == "" || !r.mixes(found[at]) {
			continue
		}
		into[r.state.Return] = at
		backs[slices.IndexFunc(backs, func(b *sentBack) bool { return b.number == at })].take(units)
	}
	return into
}

// units are what came of each line; counted is false when goods came of which nobody said yet what they are.
func (r *returnFold) units() (units []Content, counted bool) {
	unnamed := 0
	for _, e := range r.acts {
		switch {
		case e.Kind == ReturnReceived && e.Line == "" && e.facts().Goods != "":
			unnamed += max(1, e.Quantity)
		case e.Line == "" || e.Kind != ReturnReceived && e.Kind != ReturnMatched || e.Quantity <= 0:
		default:
			units = append(units, Content{e.Line, e.Quantity})
			if e.Kind == ReturnMatched {
				unnamed -= e.Quantity
			}
		}
	}
	return units, unnamed <= 0
}

func (r *returnFold) hasAct(kind Kind) bool {
	return slices.ContainsFunc(r.acts, func(e *Event) bool { return e.Kind == kind })
}

// apart reports whether a person says that it is no parcel on its way back to us.
func (r *returnFold) apart() bool {
	return slices.ContainsFunc(r.acts, func(e *Event) bool { return e.Kind == ReturnReceived && e.Code == Apart })
}

// absorb takes over the acts of a return that is the same one.
func (r *returnFold) absorb(same *returnFold) {
	r.acts = append(r.acts, same.acts...)
	slices.SortFunc(r.acts, chronological)
	r.state.Aliases = append(append(r.state.Aliases, same.state.Return), same.state.Aliases...)
	slices.Sort(r.state.Aliases)
}

// mixes reports whether the acts of two returns may be read as those of one: not where one was closed over its own units.
func (r *returnFold) mixes(with *returnFold) bool {
	return len(with.acts) == 0 || !r.hasAct(ReturnClosed) && !with.hasAct(ReturnClosed)
}
