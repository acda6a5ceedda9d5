package track

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Prospect is one thing that would change what an order shows now, found by trying it.
type Prospect struct {
	By     string    // time, back (something is taken back), act (of ours), word (of somebody else)
	At     time.Time // when time alone brings it about; zero for the others
	Event  Event     // what would be recorded; for back, what would be taken back; empty for time
	Parcel string    // the parcel it would be about, "" the order
	Phase  Phase     // where that parcel would be
	After  Headline  // what the order would show
	Then   OrderState
	Little bool // headline, facets, promise and tasks stay: nobody would read anything else
}

// The bounds of what is tried: how far ahead time is followed, how often, and with how many parcels.
const (
	prospectDays    = 60
	prospectLooks   = 100
	prospectParcels = 6
)

// Prospects lists what would change the present status of an order: the next moment at which time alone does, taking back
// what a person said, each act of ours that may be recorded now, and each word that somebody who may assert it could say.
// Every one was derived, none is guessed; what would change nothing is not listed.
func Prospects(in Input) []Prospect {
	now := Derive(in)
	if now.Stated == "" {
		return nil
	}
	t := &trial{in: in, now: now}
	t.time()
	for _, e := range timed(in.Events, in.Rules) {
		if e.Kind == PhaseOverride || e.Kind == HoldPlaced || e.Kind == ParcelVoided {
			t.without(*e)
		}
	}
	for _, act := range []Kind{HoldReleased, Cancelled} {
		t.with("act", Event{Kind: act, Source: Source{"office", SourcePerson}})
	}
	for _, l := range now.Lines {
		if left := l.Ledger.Ordered - l.Ledger.Cancelled - l.Ledger.Picked; left > 0 {
			t.with("act", Event{Kind: LinePicked, Line: l.Line, Quantity: left, Source: Source{"station", SourceStation}})
		}
	}
	for _, p := range t.parcels() {
		t.parcel(p)
	}
	return t.found
}

// trial tries things on one order.
type trial struct {
	in    Input
	now   OrderState
	found []Prospect
}

// parcels are those worth asking about: the one that leads, then the others that are under way.
func (t *trial) parcels() []ParcelState {
	var out []ParcelState
	for _, p := range t.now.Parcels {
		if !p.Voided {
			out = append(out, p)
		}
	}
	leads := func(p ParcelState) int {
		switch {
		case p.Parcel == t.now.Headline.Parcel:
			return 0
		case p.Phase.IsFinal():
			return 2
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b ParcelState) int { return cmp.Compare(leads(a), leads(b)) })
	return out[:min(len(out), prospectParcels)]
}

func (t *trial) parcel(p ParcelState) {
	ref := ParcelRef{Number: p.Parcel, Carrier: p.Carrier, Tracking: p.Tracking}
	t.with("act", Event{Kind: ParcelGiven, Parcel: ref, ParcelID: p.Parcel, Source: Source{"station", SourceStation}})
	for _, phase := range Phases() {
		if phase.IsCarrier() && phase.Moves() {
			t.with("word", Event{Kind: CarrierEvent, Phase: phase, Parcel: ref, ParcelID: p.Parcel, Source: t.whoSays(phase)})
		}
	}
}

// whoSays is the kind of source that would say a phase: the first that the shop lets decide it, a carrier before others.
func (t *trial) whoSays(p Phase) Source {
	for _, k := range []SourceKind{SourceCarrierFile, SourceCarrierMail, SourceLabel, SourceStation, SourcePerson, SourceShop} {
		if t.in.Rules.Authority.Of(p, k) == Asserts {
			return Source{string(k), k}
		}
	}
	return Source{string(SourceCarrierFile), SourceCarrierFile}
}

// with tries one more fact, recorded now; an act that would be refused is none.
func (t *trial) with(by string, e Event) {
	if e.Kind.IsAct() && Check(&t.now, e) != nil {
		return
	}
	e.Order = OrderRef{t.now.Source, t.now.Order}
	e.OrderID, e.Recorded = t.now.ID, t.in.Now
	e.Occurred, e.Nonce = ExactStampOf(t.in.Now.In(t.in.Rules.zone())), "prospect"
	e = e.Sealed()
	in := t.in
	in.Events = append(slices.Clone(t.in.Events), e)
	t.note(Prospect{By: by, Event: e, Parcel: e.ParcelID}, Derive(in))
}

// without tries to take a fact back.
func (t *trial) without(back Event) {
	in := t.in
	in.Events = slices.DeleteFunc(slices.Clone(t.in.Events), func(e Event) bool { return e.ID == back.ID })
	t.note(Prospect{By: "back", Event: back, Parcel: back.ParcelID}, Derive(in))
}

// time follows the clock from one moment at which something may change to the next, until something does.
func (t *trial) time() {
	in, s := t.in, t.now
	for range prospectLooks {
		if s.Check.IsZero() || s.Check.Sub(t.in.Now) > prospectDays*24*time.Hour {
			return
		}
		in.Now = s.Check
		s = Derive(in)
		if !SameStatus(t.now, s) {
			t.note(Prospect{By: "time", At: in.Now, Parcel: s.Headline.Parcel}, s)
			return
		}
	}
}

// reads is what somebody who looks at the order reads first.
func (t *trial) reads(s OrderState) string {
	open := []string{}
	for _, task := range s.Tasks {
		if task.IsOpen() {
			open = append(open, task.Code+" "+task.Subject)
		}
	}
	slices.Sort(open)
	return fmt.Sprint(s.Headline.Code, s.Headline.Parcel, s.Facets, s.Promise, open)
}

// note keeps what changes the status.
func (t *trial) note(p Prospect, after OrderState) {
	if SameStatus(t.now, after) {
		return
	}
	p.After, p.Then = after.Headline, after
	p.Little = p.By != "time" && t.reads(t.now) == t.reads(after)
	for _, s := range after.Parcels {
		if s.Parcel == p.Parcel {
			p.Phase = s.Phase
		}
	}
	t.found = append(t.found, p)
}

// SameStatus reports whether two states of one order show the same: headline, facets, and where every parcel is.
func SameStatus(a, b OrderState) bool {
	if a.Facets != b.Facets || a.Headline.Code != b.Headline.Code || a.Headline.Parcel != b.Headline.Parcel || len(a.Parcels) != len(b.Parcels) {
		return false
	}
	for i, p := range a.Parcels {
		if q := b.Parcels[i]; p.Parcel != q.Parcel || p.Phase != q.Phase || p.Reason != q.Reason || p.Flag != q.Flag {
			return false
		}
	}
	return true
}
