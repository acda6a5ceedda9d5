package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type orderShowCmd struct {
	number
	AsOf string `help:"As it was known at a past moment, such as 2026-05-19T16:15." placeholder:"TIME"`
}

func (c *orderShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	id, err := s.app.Orders().FindAt(c.Number, c.Source, c.AsOf)
	if err != nil {
		return err
	}
	v, err := s.app.Orders().ShowAt(id, c.AsOf)
	if err != nil {
		return err
	}
	return s.answer(shownOrder(s.app, v), func() { sayOrder(s, v) })
}

// shown is an order as the contract prints it.
type shown struct {
	Order    string              `json:"order"`
	Source   string              `json:"source"`
	Headline string              `json:"headline"`
	Facets   track.Facets        `json:"facets"`
	Promise  track.Promise       `json:"promise"`
	Lines    []shownLine         `json:"lines"`
	Parcels  []shownParcel       `json:"parcels"`
	Returns  []track.ReturnState `json:"returns"`
	Claims   []track.ClaimState  `json:"claims"`
	Tasks    []shownTask         `json:"tasks"`

	DuplicateOf track.OrderRef     `json:"duplicate_of"`
	Overrides   []track.Overridden `json:"overrides"`

	Why    track.Why    `json:"why"`
	Lead   string       `json:"lead_task,omitempty"`
	LeadBy string       `json:"lead_event,omitempty"`
	Events []shownEvent `json:"events"`
	Page   string       `json:"page"`
	AsOf   string       `json:"as_of,omitempty"`

	Voices      []app.VoiceRow    `json:"voices"`
	WouldChange []app.ProspectRow `json:"would_change"`
}

type shownLine struct {
	Line   string       `json:"line"`
	SKU    string       `json:"sku"`
	Title  string       `json:"title"`
	Ledger track.Ledger `json:"ledger"`
	ToShip int          `json:"to_ship"`
}

type shownParcel struct {
	Parcel     string          `json:"parcel"`
	Carrier    string          `json:"carrier"`
	Service    string          `json:"service"`
	Tracking   string          `json:"tracking"`
	Aliases    []string        `json:"aliases"`
	Phase      track.Phase     `json:"phase"`
	Reason     track.Reason    `json:"reason"`
	Flag       track.Flag      `json:"flag"`
	Possession bool            `json:"possession"`
	Since      track.Stamp     `json:"since"`
	Signed     bool            `json:"signed"`
	LeftAt     string          `json:"left_at"`
	Estimated  shownEstimate   `json:"estimated"`
	Contents   []track.Content `json:"contents"`
	Assumed    bool            `json:"assumed"`
	Cost       *track.Money    `json:"cost"`
	Surcharge  *track.Money    `json:"surcharge"`
	Costs      []app.CostRow   `json:"costs"`
	Link       string          `json:"link"`
	Why        track.Why       `json:"why"`
}

// shownEstimate is the window in which a parcel should come, also while none is known.
type shownEstimate struct {
	From    track.Date  `json:"from"`
	To      track.Date  `json:"to"`
	Basis   string      `json:"basis"`
	N       int         `json:"n"`
	Level   track.Level `json:"level"`        // how much alike the past parcels are: lane, service, carrier
	Carrier track.Date  `json:"carrier_says"` // the carrier's own estimate, whatever leads
}

type shownTask struct {
	Task    string `json:"task"`
	Code    string `json:"code"`
	Owner   string `json:"owner"`
	State   string `json:"state"`
	Subject string `json:"subject"`
	Opened  string `json:"opened"`
	Due     string `json:"due"`
}

type shownEvent struct {
	Event    string   `json:"event"`
	Subject  string   `json:"subject"`
	Kind     string   `json:"kind"`
	Phase    string   `json:"phase"`
	Reason   string   `json:"reason"`
	Occurred string   `json:"occurred"`
	Recorded string   `json:"recorded"`
	Source   string   `json:"source"`
	Also     []string `json:"also"`
	Raw      string   `json:"raw"`
	Counts   bool     `json:"counts"`
	CanUndo  bool     `json:"can_undo"`
	Override string   `json:"override"`
}

func shownOrder(a *app.App, v app.OrderView) shown {
	st := v.State
	out := shown{
		Order: st.Order, Source: st.Source, Headline: a.Headline(st.Headline), Facets: st.Facets, Promise: st.Promise, Lines: []shownLine{},
		DuplicateOf: st.DuplicateOf, Overrides: append([]track.Overridden{}, st.Overrides...), Parcels: []shownParcel{}, Returns: a.InShopTime(st.Returns), Claims: st.Claims, Tasks: []shownTask{}, Why: st.Why, Events: []shownEvent{}, Page: v.Page,
		AsOf:   v.AsOf,
		Voices: v.Voices, WouldChange: v.Prospects, Lead: v.LeadTask, LeadBy: v.LeadEvent,
	}
	for _, l := range st.Lines {
		out.Lines = append(out.Lines, shownLine{l.Line, l.SKU, l.Title, l.Ledger, l.ToShip})
	}
	for i, p := range st.Parcels {
		row := shownParcel{p.Parcel, p.Carrier, p.Service, p.Tracking, append([]string{}, p.Aliases...), p.Phase, p.Reason, p.Flag, p.Possession, p.Since, p.Signed, p.LeftAt, shownEstimate(p.Estimated), p.Contents, p.Assumed, nil, nil, v.Parcels[i].Costs, v.Parcels[i].Link, p.Why}
		if !p.Cost.IsZero() {
			row.Cost = &p.Cost
		}
		if !p.Surcharge.IsZero() {
			row.Surcharge = &p.Surcharge
		}
		out.Parcels = append(out.Parcels, row)
	}
	for _, t := range v.Tasks {
		out.Tasks = append(out.Tasks, shownTask{t.Task, t.Code, t.Owner, t.State, t.Subject, t.Opened, t.Due})
	}
	for _, e := range v.Events {
		out.Events = append(out.Events, shownEvent{e.Event, e.Subject, e.Kind, e.Phase, e.Reason, e.Occurred, e.Recorded, e.Source, e.Also, cmp.Or(e.Raw, e.Text), !e.Retracted, e.CanUndo, e.Override})
	}
	return out
}

// sayEstimate tells when a parcel should arrive, what that rests on, and what the carrier says beside it.
func sayEstimate(e track.Estimate) string {
	said := fmt.Sprintf("%s to %s  %s", e.From, e.To, e.Basis)
	if e.N > 0 {
		said += fmt.Sprintf(" n %d %s", e.N, e.Level)
	}
	if e.Basis != "carrier" && e.Carrier != "" {
		said += ", the carrier says " + string(e.Carrier)
	}
	return said
}

// sayOrder tells an order to a person: how it stands, what it is made of, why it stands so, and what happened.
func sayOrder(s *session, v app.OrderView) {
	s.sayStanding(v)
	s.sayContents(v)
	s.sayWhy(v)
	s.sayProspects(v)
	for _, e := range v.Events {
		s.say("  %-25s  %-14s %s %s %s %s%s", e.Occurred, e.Source, e.Kind, e.Phase, e.Reason, e.Text, undoable(e))
	}
}

// sayStanding tells what an order shows, who bought it, and how far it is.
func (s *session) sayStanding(v app.OrderView) {
	st := v.State
	if v.AsOf != "" {
		s.say("as it was known at %s", v.AsOf)
	}
	s.say("%s  %s", st.Order, s.app.Headline(st.Headline))
	s.say("  %s · placed %s · %s", cmp.Or(v.Customer.Name, "no name"), cmp.Or(string(st.Times.Ordered), "on a day nobody said"), st.Source)
	s.say("  picked %s · packed %s · handed over %s · delivered %s · returns %s · promise %s", st.Facets.Picked, st.Facets.Packed, st.Facets.HandedOver, st.Facets.Delivered, st.Facets.Returns, promiseSays(st))
}

// promiseSays is the day promised and how it stands, with the first one where it moved and the one the customer asked for.
func promiseSays(st track.OrderState) string {
	p := st.Promise
	said := fmt.Sprintf("%s %s", p.Latest, st.Facets.Promise)
	if p.Original != p.Latest && p.Original != "" {
		said += ", first " + string(p.Original)
	}
	if p.Requested != "" {
		said += ", asked for " + string(p.Requested)
	}
	return said
}

// sayContents tells the parcels of an order, its lines, and what is open about it.
func (s *session) sayContents(v app.OrderView) {
	st := v.State
	for i, p := range st.Parcels {
		s.say("  parcel %d of %d  %s  %s %s  %s %s  since %s", i+1, len(st.Parcels), p.Parcel, p.Carrier, p.Tracking, p.Phase, p.Reason, p.Since)
		if e := p.Estimated; e.Basis != "" {
			s.say("    expected %s", sayEstimate(e))
		}
		if proof := s.proofSays(p); proof != "" {
			s.say("    %s", proof)
		}
		for _, c := range v.Parcels[i].Costs {
			s.say("    %s", costSays(c))
		}
	}
	for _, l := range st.Lines {
		s.say("  %d × %s, %d to ship%s", l.Ledger.Ordered, itemOf(l.Title, l.SKU), l.ToShip, besides(l))
	}
	for _, x := range st.Overrides {
		s.say("  override: %s although %s, by %s", x.Kind, x.Code, cmp.Or(x.By, "somebody"))
	}
	for _, r := range st.Returns {
		s.sayReturnOf(r)
	}
	for _, c := range v.Claims {
		s.say("  claim %s  %s against %s%s: %s", c.Claim, c.Kind, s.app.Claimed(c.Against), about(c), claimSays(c))
	}
	for _, t := range v.Tasks {
		s.say("  task %s  %s  %s  %s  %s", t.Task, t.Code, t.Owner, t.State, strings.TrimPrefix(standing(t), t.State+" "))
	}
}

// sayWhy tells what decided the status, by which rule, and who says what.
func (s *session) sayWhy(v app.OrderView) {
	st := v.State
	s.say("  why: %s, rule %s", st.Why.DecidedBy, st.Why.Rule)
	s.say("    %s", s.app.RuleSays(st.Why.Rule))
	if v.LeadTask != "" {
		s.say("    %s: task %s, opened by %s", s.app.Say("why.leads_says", s.app.Say("headline."+st.Headline.Code)), v.LeadTask, v.LeadEvent)
	}
	for _, c := range v.Sources {
		s.say("    %-14s says %-16s %s  (%s)", c.Source, c.Says, c.At, c.Weight)
	}
	for _, w := range v.Voices {
		s.say("    %s  %-12s %-14s says %-16s %-26s learned %s  (%s, %s)", w.Parcel, w.Milestone, w.Source, w.Says, w.Occurred, w.Recorded, w.Weight, w.Verdict)
	}
}

// sayProspects tells what would change the status.
func (s *session) sayProspects(v app.OrderView) {
	little := 0
	for _, p := range v.Prospects {
		if p.Little {
			little++
			continue
		}
		s.say("    would change: %s", strings.TrimSpace(s.app.ProspectSays(v.State, p)+"  "+p.Parcel))
	}
	if little > 0 {
		s.say("    would change: %s", s.app.Say("would.little", strconv.Itoa(little)))
	}
}

// itemOf is a line's title with its SKU, or the one there is.
func itemOf(title, sku string) string {
	if title == "" || sku == "" {
		return cmp.Or(title, sku)
	}
	return title + " (" + sku + ")"
}

// sayReturnOf tells one return of an order: where it stands, by when it should go on, and what is to come or came.
func (s *session) sayReturnOf(r track.ReturnState) {
	says := []string{r.Kind, r.Phase}
	if r.Since != "" {
		says = append(says, "since "+string(r.Since))
	}
	if !r.Due.IsZero() {
		says = append(says, "due "+s.app.Stamp(r.Due))
	}
	if !r.Amount.IsZero() {
		says = append(says, r.Resolution, app.Money(r.Amount))
	}
	s.say("  return %s  %s", app.Grouped(r.Return), strings.Join(says, "  "))
	for _, l := range r.Lines {
		s.say("    line %s: %d to come, %d received", l.Line, l.Requested, l.Received)
	}
	if r.Warranty != nil {
		s.say("    %s", s.caseSays(*r.Warranty))
	}
}

// about names the parcel that a claim is about.
func about(c app.ClaimRow) string {
	if c.Parcel == "" {
		return ""
	}
	return ", parcel " + app.Grouped(c.Parcel)
}

// besides is what of a line is out of the ordinary.
func besides(l track.LineState) string {
	text := ""
	if l.Ledger.Cancelled > 0 {
		text += fmt.Sprintf(", %d cancelled", l.Ledger.Cancelled)
	}
	if l.Overpick > 0 {
		text += fmt.Sprintf(", %d more picked than wanted", l.Overpick)
	}
	return text
}

// undoable names an entry that can be taken back, and says of one that was that it was.
func undoable(e app.EventRow) string {
	switch {
	case e.CanUndo:
		return " [" + e.Event + "]"
	case e.Retracted:
		return " (taken back)"
	}
	return ""
}

// proofSays is what proves that a parcel was delivered; "" when nothing does.
func (s *session) proofSays(p track.ParcelState) string {
	var parts []string
	if p.Signed {
		parts = append(parts, s.app.Say("order.signed"))
	}
	switch where := s.app.Say("trackpage.where." + p.LeftAt); {
	case p.LeftAt == track.LeftElsewhere:
		parts = append(parts, s.app.Say("order.left_elsewhere"))
	case p.LeftAt != "":
		parts = append(parts, s.app.Say("order.left_at", where))
	}
	return strings.Join(parts, ", ")
}

// costSays is what one label or invoice stated: its price, and what came on top.
func costSays(c app.CostRow) string {
	var parts []string
	if !c.Cost.IsZero() {
		parts = append(parts, c.Cost.String())
	}
	if !c.Surcharge.IsZero() {
		parts = append(parts, c.Surcharge.String()+" on top")
	}
	return strings.Join(append([]string{c.Source + " stated " + strings.Join(parts, " and ")}, strings.Fields(c.At)...), ", ")
}
