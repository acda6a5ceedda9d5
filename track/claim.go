package track

import (
	"sort"
	"strings"
	"time"
)

// ClaimState is one claim against a carrier or an insurer and where it stands.
type ClaimState struct {
	Claim     string `json:"claim"`
	State     string `json:"state"`   // opened, filed, paid, refused
	Against   string `json:"against"` // the carrier's code, or the insurer's name
	Kind      string `json:"kind"`    // lost, damaged, missing
	Parcel    string `json:"parcel,omitempty"`
	Claimed   Money  `json:"claimed,omitzero"`
	Paid      Money  `json:"paid,omitzero"`
	Reference string `json:"reference,omitempty"`
	Opened    Stamp  `json:"opened,omitempty"`
	Filed     Stamp  `json:"filed,omitempty"`
	Ended     Stamp  `json:"ended,omitempty"`
	NotBefore Date   `json:"not_before,omitempty"` // the first day it is taken
	Deadline  Date   `json:"deadline,omitempty"`   // the last; "" when nobody knows
	Window    string `json:"window,omitempty"`     // the row of the table that says so; "" when a person does
}

// IsOpen reports whether somebody still has to file it or to answer.
func (c ClaimState) IsOpen() bool { return c.State == "opened" || c.State == "filed" }

// claimSteps is the way of a claim. Read a row as: a claim that is <from> becomes <to> by <act>. A refusal may be fought.
var claimSteps = []struct {
	From []string
	By   Kind
	To   string
}{
	{[]string{""}, ClaimOpened, "opened"},
	{[]string{"opened", "refused"}, ClaimFiled, "filed"},
	{[]string{"filed"}, ClaimPaid, "paid"},
	{[]string{"opened", "filed"}, ClaimRefused, "refused"},
}

func claimStep(from string, by Kind) (to string, ok bool) {
	for _, s := range claimSteps {
		if s.By == by && contains(s.From, from) {
			return s.To, true
		}
	}
	return from, false
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
	Source   string   `json:"source"`   // where the figure is from: a code of ours, or what a person wrote
	Verified bool     `json:"verified"` // a person looked it up on the carrier's own site
}

// DefaultClaimWindows is the shipped table. Read a row as: <against> takes a claim for a parcel with <carrier>, service and
// kind of claim, from <from> to <to> days after it was mailed. None of the figures is verified: look each up on the carrier's
// site. The first row that fits holds.
func DefaultClaimWindows() []ClaimWindow {
	const quoted, old, insurer = "quoting_carrier", "older_sources", "insurers_summary"
	return []ClaimWindow{
		{"usps_damage", "usps", "usps", nil, []string{"damaged"}, 0, 60, quoted, false},
		{"usps_express", "usps", "usps", []string{"express"}, nil, 7, 60, quoted, false},
		{"usps_registered", "usps", "usps", []string{"registered"}, nil, 15, 60, old, false},
		{"usps_insured", "usps", "usps", []string{"priority", "insured"}, nil, 15, 60, quoted, false},
		{"shipsurance_usps", "shipsurance", "usps", nil, nil, 0, 120, insurer, false},
		{"shipsurance_ups", "shipsurance", "ups", nil, nil, 0, 60, insurer, false},
		{"shipsurance_fedex", "shipsurance", "fedex", nil, nil, 0, 60, insurer, false},
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

// foldClaims puts together the claims of the order.
func (o *orderFold) foldClaims() {
	found := map[string]*ClaimState{}
	for _, e := range o.events {
		if e.Kind.About() != "claim" || e.Claim == "" {
			continue
		}
		c := found[e.Claim]
		if c == nil {
			c = &ClaimState{Claim: e.Claim}
			found[e.Claim] = c
		}
		c.take(e)
	}
	for _, c := range found {
		c.State = or(c.State, "opened")
		o.claimWindow(c)
		o.state.Claims = append(o.state.Claims, *c)
	}
	sort.Slice(o.state.Claims, func(i, j int) bool { return o.state.Claims[i].Claim < o.state.Claims[j].Claim })
}

func (c *ClaimState) take(e *Event) {
	to, ok := claimStep(c.State, e.Kind)
	if !ok {
		return
	}
	f := ClaimFacts{}
	if e.ClaimFacts != nil {
		f = *e.ClaimFacts
	}
	c.State = to
	c.Reference, c.Deadline = or(f.Reference, c.Reference), or(f.Deadline.day(), c.Deadline)
	switch e.Kind {
	case ClaimOpened:
		c.Against, c.Kind, c.Claimed, c.Parcel, c.Opened = f.Against, f.Kind, f.Amount, or(e.ParcelID, c.Parcel), e.Occurred
	case ClaimFiled:
		c.Filed, c.Ended, c.Claimed = e.Occurred, "", or(f.Amount, c.Claimed)
	case ClaimPaid:
		c.Paid, c.Ended = f.Amount, e.Occurred
	case ClaimRefused:
		c.Ended = e.Occurred
	default:
	}
}

// claimWindow notes until when the claim is taken. What a person said about the deadline holds.
func (o *orderFold) claimWindow(c *ClaimState) {
	for _, p := range o.parcels {
		if p.state.Parcel != c.Parcel {
			continue
		}
		if w, from, to, ok := o.rules.WindowOf(c.Against, c.Kind, p.state); ok && c.Deadline == "" {
			c.Window, c.NotBefore, c.Deadline = w.Window, from, to
		}
	}
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
