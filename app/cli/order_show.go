package cli

import (
	"cmp"

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
	Unscanned   []string          `json:"unscanned"` // of picked, packed and handed_over, what rests on others' reports
	Reporters   []string          `json:"reporters"`
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
	Serials    []string        `json:"serials"`
	Assumed    bool            `json:"assumed"`
	Cost       *track.Money    `json:"cost"`
	Surcharge  *track.Money    `json:"surcharge"`
	CostApart  []track.Money   `json:"cost_apart"`
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
		Voices: v.Voices, Unscanned: v.Unscanned, Reporters: append([]string{}, v.Reporters...), WouldChange: v.Prospects, Lead: v.LeadTask, LeadBy: v.LeadEvent,
	}
	for _, l := range st.Lines {
		out.Lines = append(out.Lines, shownLine{l.Line, l.SKU, l.Title, l.Ledger, l.ToShip})
	}
	for i, p := range st.Parcels {
		row := shownParcel{p.Parcel, p.Carrier, p.Service, p.Tracking, append([]string{}, p.Aliases...), p.Phase, p.Reason, p.Flag, p.Possession, p.Since, p.Signed, p.LeftAt, shownEstimate(p.Estimated), p.Contents, append([]string{}, p.Serials...), p.Assumed, nil, nil, append([]track.Money{}, p.CostApart...), v.Parcels[i].Costs, v.Parcels[i].Link, p.Why}
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
