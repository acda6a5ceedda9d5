package track

import (
	"slices"
	"strings"
	"time"
)

// ClaimState is one claim against a carrier or an insurer and where it stands.
type ClaimState struct {
	Claim     string `json:"claim"`
	State     string `json:"state"`   // opened, filed, paid, refused, given_up
	Against   string `json:"against"` // the carrier's code, or the insurer's name
	Kind      string `json:"kind"`    // lost, damaged, missing
	Parcel    string `json:"parcel,omitempty"`
	Claimed   Money  `json:"claimed,omitzero"`
	Paid      Money  `json:"paid,omitzero"` // so far, in all
	Left      Money  `json:"left,omitzero"` // of one that was paid in part, what was not
	Reference string `json:"reference,omitempty"`
	Opened    Stamp  `json:"opened,omitempty"`
	Filed     Stamp  `json:"filed,omitempty"`
	Ended     Stamp  `json:"ended,omitempty"`
	NotBefore Date   `json:"not_before,omitempty"` // the first day it is taken
	Deadline  Date   `json:"deadline,omitempty"`   // the last; "" when nobody knows
	Window    string `json:"window,omitempty"`     // the row of the table that says so; "" when a person does
	AnswerBy  Date   `json:"answer_by,omitempty"`  // of one that is filed: when they are to answer, if a person said so
	ChasedOn  Date   `json:"chased_on,omitempty"`  // from when somebody is told that it still waits; "" never
}

// IsOpen reports whether somebody still has to file it or to answer.
func (c ClaimState) IsOpen() bool { return c.State == "opened" || c.State == "filed" }

// claimSteps is the way of a claim. Read a row as: a claim that is <from> becomes <to> by <act>. A refusal may be fought, and
// of what was paid in part the rest may be asked for.
var claimSteps = []struct {
	From []string
	By   Kind
	To   string
}{
	{[]string{""}, ClaimOpened, "opened"},
	{[]string{"opened", "refused", "given_up", "paid"}, ClaimFiled, "filed"},
	{[]string{"filed", "paid"}, ClaimPaid, "paid"},
	{[]string{"opened", "filed"}, ClaimRefused, "refused"},
	{[]string{"opened", "filed"}, ClaimGivenUp, "given_up"},
	{[]string{"opened"}, ClaimDated, "opened"},
	{[]string{"filed"}, ClaimDated, "filed"},
}

// step is what the claim becomes by an act; ok is false when the act has no place now.
func (c ClaimState) step(by Kind) (to string, ok bool) {
	if c.State == "paid" && c.Left.IsZero() {
		return c.State, false
	}
	for _, s := range claimSteps {
		if s.By == by && contains(s.From, c.State) {
			return s.To, true
		}
	}
	return c.State, false
}

// ClaimWindow is in which days after the mailing a carrier or insurer takes a claim.
type ClaimWindow struct {
	Window   string   `json:"window"` // its name
	Against  string   `json:"against"`
	Carrier  string   `json:"carrier"`            // of the parcel
	Services []string `json:"services,omitempty"` // words of the service; none is any
	Kinds    []string `json:"kinds,omitempty"`    // lost, damaged, missing; none is any
	From     int      `json:"from"`
	To       int      `json:"to"`
	Source   string   `json:"source"`          // where the figure is from: a code of ours, or what a person wrote
	Verified bool     `json:"verified"`        // a person looked it up on the carrier's own site
	Since    Stamp    `json:"since,omitempty"` // from when the shop has the row; "" from the start
}

// DefaultClaimWindows is the shipped table. Read a row as: <against> takes a claim for a parcel with <carrier>, service and
// kind of claim, from <from> to <to> days after it was mailed. None of the figures is verified: look each up on the carrier's
// site. The first row that fits holds.
func DefaultClaimWindows() []ClaimWindow {
	const quoted, old, insurer = "quoting_carrier", "older_sources", "insurers_summary"
	return []ClaimWindow{
		{"usps_damage", "usps", "usps", nil, []string{"damaged"}, 0, 60, quoted, false, ""},
		{"usps_express", "usps", "usps", []string{"express"}, nil, 7, 60, quoted, false, ""},
		{"usps_registered", "usps", "usps", []string{"registered"}, nil, 15, 60, old, false, ""},
		{"usps_insured", "usps", "usps", []string{"priority", "insured"}, nil, 15, 60, quoted, false, ""},
		{"shipsurance_usps", "shipsurance", "usps", nil, nil, 0, 120, insurer, false, ""},
		{"shipsurance_ups", "shipsurance", "ups", nil, nil, 0, 60, insurer, false, ""},
		{"shipsurance_fedex", "shipsurance", "fedex", nil, nil, 0, 60, insurer, false, ""},
	}
}

// fits reports whether the row is about a claim.
func (w ClaimWindow) fits(against, kind string, p ParcelState) bool {
	if !strings.EqualFold(w.Against, against) || w.Carrier != "" && w.Carrier != p.Carrier || len(w.Kinds) > 0 && !contains(w.Kinds, kind) {
		return false
	}
	if len(w.Services) == 0 {
		return true
	}
	service := strings.ToLower(p.Service)
	for _, word := range w.Services {
		if strings.Contains(service, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// WindowOf is in which days a claim about a parcel is taken, counted from the day the parcel left us; ok is false when
// no row fits or nobody knows that day.
func (r Rules) WindowOf(against, kind string, p ParcelState) (w ClaimWindow, from, to Date, ok bool) {
	mailed := or(p.Times.HandedOver, or(p.Times.Possession, p.Times.Announced)).Date().Start(r.zone())
	for _, w := range r.ClaimWindows {
		if w.fits(against, kind, p) && !mailed.IsZero() {
			return w, DateOf(mailed.AddDate(0, 0, w.From), r.zone()), DateOf(mailed.AddDate(0, 0, w.To), r.zone()), true
		}
	}
	return ClaimWindow{}, "", "", false
}

// windowSince is since when the table has a row that fits; zero when it always had.
func (r Rules) windowSince(against, kind string, p ParcelState) time.Time {
	var first time.Time
	for _, w := range r.ClaimWindows {
		if !w.fits(against, kind, p) {
			continue
		}
		since, err := w.Since.At(r.zone())
		if err != nil {
			return time.Time{}
		}
		first = earliest(first, since)
	}
	return first
}

// mailingLearned is when we learned of anything that says on which day the parcel left us.
func (p *parcelFold) mailingLearned() time.Time {
	var first time.Time
	said := []*Event{p.firstOwn(HandedOver), p.labelMade()}
	for _, e := range append(said, p.progress...) {
		if e.ID != "" {
			first = earliest(first, latest(e.At, e.Recorded))
		}
	}
	return first
}

// ClaimWaits are after how many working days somebody is told of a claim that still waits. 0 tells nobody.
type ClaimWaits struct {
	File   int `json:"file,omitempty"`   // since it was opened, where nobody knows its last day
	Answer int `json:"answer,omitempty"` // since it was filed, where nobody said when they are to answer
}

// ShippedClaimWaits are the shipped ones.
func ShippedClaimWaits() ClaimWaits { return ClaimWaits{File: 3, Answer: 15} }

// claimFold is a claim being put together from its acts.
type claimFold struct {
	state  ClaimState
	spells []claimSpell // oldest first
	last   Date         // the last day it is taken as the table of windows says; "" when it does not
	since  time.Time    // since when the table says so; zero when it always did
	known  time.Time    // since when the day is known: that, and when the day of mailing was learned
}

// claimSpell is a time in which a claim stood in one state, with one day to wait for.
type claimSpell struct {
	state string
	day   Date      // that a person named: the last to file it, or on which they are to answer; "" when nobody did
	began *Event    // since this it is in the state
	by    *Event    // since this it has the day
	until time.Time // zero while it stands
	next  Kind      // what ended it
}

// foldClaims puts together the claims of the order.
func (o *orderFold) foldClaims() {
	found := map[string]*claimFold{}
	for _, e := range o.events {
		if e.Kind.About() != "claim" || e.Claim == "" {
			continue
		}
		c := found[e.Claim]
		if c == nil {
			c = &claimFold{state: ClaimState{Claim: e.Claim}}
			found[e.Claim] = c
		}
		c.take(e)
	}
	for _, c := range found {
		c.state.State = or(c.state.State, "opened")
		o.claimWindow(c)
		c.state.ChasedOn = o.chasedOn(c)
		o.claims = append(o.claims, c)
	}
	slices.SortFunc(o.claims, func(a, b *claimFold) int { return strings.Compare(a.state.Claim, b.state.Claim) })
	for _, c := range o.claims {
		o.state.Claims = append(o.state.Claims, c.state)
	}
}

func (c *claimFold) take(e *Event) {
	to, ok := c.state.step(e.Kind)
	if !ok {
		return
	}
	f := ClaimFacts{}
	if e.ClaimFacts != nil {
		f = *e.ClaimFacts
	}
	s := &c.state
	s.State, s.Reference = to, or(f.Reference, s.Reference)
	switch e.Kind {
	case ClaimOpened:
		s.Against, s.Kind, s.Claimed, s.Parcel, s.Opened = f.Against, f.Kind, f.Amount, or(e.ParcelID, s.Parcel), e.Occurred
	case ClaimFiled:
		s.Filed, s.Ended, s.Claimed, s.AnswerBy, s.Left = e.Occurred, "", or(f.Amount, s.Claimed), "", Money{}
	case ClaimPaid:
		s.Paid, s.Ended = added(s.Paid, f.Amount), e.Occurred
	case ClaimRefused, ClaimGivenUp:
		s.Ended = e.Occurred
	default:
	}
	if e.Kind == ClaimFiled || s.State == "filed" {
		s.AnswerBy = f.Deadline.day()
	} else {
		s.Deadline = or(f.Deadline.day(), s.Deadline)
	}
	s.settle()
	c.turn(e, f.Deadline.day())
}

// settle says what is left of a claim of which a part was paid: that part stays paid, whatever they say about the rest.
func (s *ClaimState) settle() {
	s.Left = Money{}
	if s.IsOpen() || s.Paid.IsZero() {
		return
	}
	s.State = "paid"
	if s.Paid.Currency == s.Claimed.Currency && s.Paid.Minor < s.Claimed.Minor {
		s.Left = Money{s.Claimed.Minor - s.Paid.Minor, s.Claimed.Currency}
	}
}

// turn ends the spell that stands and begins the next.
func (c *claimFold) turn(e *Event, day Date) {
	next := claimSpell{state: c.state.State, day: day, began: e, by: e}
	if n := len(c.spells); n > 0 {
		last := &c.spells[n-1]
		last.until, last.next = e.At, e.Kind
		if e.Kind == ClaimDated {
			next.began = last.began
		}
	}
	c.spells = append(c.spells, next)
}

// claimWindow notes until when the claim is taken. What a person said about the deadline holds.
func (o *orderFold) claimWindow(c *claimFold) {
	s := &c.state
	for _, p := range o.parcels {
		if p.state.Parcel != s.Parcel {
			continue
		}
		w, from, to, ok := o.rules.WindowOf(s.Against, s.Kind, p.state)
		if c.last = to; ok {
			c.since = o.rules.windowSince(s.Against, s.Kind, p.state)
			c.known = latest(c.since, p.mailingLearned())
		}
		if ok && s.Deadline == "" {
			s.Window, s.NotBefore, s.Deadline = w.Window, from, to
		}
	}
}

// lastDay is until when a claim that is to be filed is taken, as far as was known in the spell; "" when nobody knew.
func (c *claimFold) lastDay(s claimSpell) Date { return or(s.day, c.last) }

// tabledIn is since when the table says the last day in the spell; zero where a person does, or where it always did.
func (c *claimFold) tabledIn(s claimSpell) time.Time {
	if s.day != "" {
		return time.Time{}
	}
	return c.since
}

// chased is from when somebody is told that the claim still waits in the spell; zero when nobody is.
func (o *orderFold) chased(c *claimFold, s claimSpell) time.Time {
	last, waits := c.lastDay(s), o.rules.ClaimWaits
	switch {
	case s.state == "opened" && last != "":
		return latest(s.by.At, c.tabledIn(s), last.Start(o.rules.zone()).AddDate(0, 0, -claimAhead))
	case s.state == "opened" && waits.File > 0:
		return o.rules.addWorkdays(s.by.At, waits.File)
	case s.state == "filed" && s.day != "":
		return latest(s.by.At, s.day.End(o.rules.zone()))
	case s.state == "filed" && waits.Answer > 0:
		return o.rules.addWorkdays(s.by.At, waits.Answer)
	}
	return time.Time{}
}

// chasedOn is the day on which somebody is told of a claim that still waits; "" when nobody ever is.
func (o *orderFold) chasedOn(c *claimFold) Date {
	if len(c.spells) == 0 {
		return ""
	}
	if at := o.chased(c, c.spells[len(c.spells)-1]); !at.IsZero() {
		return DateOf(at, o.rules.zone())
	}
	return ""
}

// claimed is when the first claim for what c tells was opened, and when the last of them ended; zero when that has not
// happened. A claim is for it when it is of one of the kinds and had not ended before it began: an older one was for
// something else. A claim that names no parcel is about any, and so is an occurrence without a subject.
func (o *orderFold) claimed(c occurrence, kinds ...string) (opened, ended time.Time) {
	all := true
	for _, claim := range o.state.Claims {
		if claim.Parcel != c.subject && claim.Parcel != "" && c.subject != "" || !contains(kinds, claim.Kind) {
			continue
		}
		if end := o.at(claim.Ended); !end.IsZero() && end.Before(c.from) {
			continue
		}
		opened = earliest(opened, latest(o.at(claim.Opened), c.from))
		ended = latest(ended, o.at(claim.Ended))
		all = all && !claim.IsOpen()
	}
	if !all {
		ended = time.Time{}
	}
	return opened, ended
}
