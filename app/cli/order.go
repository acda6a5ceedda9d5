package cli

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

type orderCmd struct {
	List    orderListCmd    `cmd:"" help:"List orders, the newest first."`
	Search  orderSearchCmd  `cmd:"" help:"Find orders by number, customer, item or tracking number."`
	Show    orderShowCmd    `cmd:"" help:"Everything known about an order, and why it stands as it does."`
	Hold    orderHoldCmd    `cmd:"" help:"Stop an order."`
	Release orderReleaseCmd `cmd:"" help:"Let a held order go on."`
	Cancel  orderCancelCmd  `cmd:"" help:"Cancel what has not left the house; or some units of one line."`
	Move    orderMoveCmd    `cmd:"" help:"Record that units were picked, packed, taken out of a box or moved to another."`
	Repeats orderRepeatsCmd `cmd:"" help:"Say that an order is another one once more: nobody works on it."`
	Undo    orderUndoCmd    `cmd:"" help:"Take back one of our own acts on an order; the log keeps both."`
	Note    orderNoteCmd    `cmd:"" help:"Keep a remark on the timeline."`
	Contact orderContactCmd `cmd:"" help:"Record that the customer got in touch."`
	Edit    orderEditCmd    `cmd:"" help:"Change promised_on, ship_by, service or tags; imports never overwrite it."`
}

// number names an order.
type number struct {
	Number string `arg:"" help:"The order's number, as the shop prints it."`
	Source string `help:"The shop, when several use the same number."`
}

// find opens the shop and looks the order up.
func (n number) find(s *session) (id string, err error) {
	if err := s.open(); err != nil {
		return "", err
	}
	return s.app.Orders().Find(n.Number, n.Source)
}

type orderListCmd struct {
	State     string    `help:"Only orders that are open, on_hold, cancelled or closed." enum:",open,on_hold,cancelled,closed" default:"" placeholder:"STATE"`
	Attention bool      `help:"Only orders that need someone."`
	Late      bool      `help:"Only orders past their promise."`
	View      string    `help:"One of the screen's lists, such as to_ship, at_risk, no_scan, returns."`
	Source    string    `help:"Only orders of this shop."`
	Limit     pageLimit `help:"How many, at most 500." default:"100"`
	After     string    `help:"Key of the last row of the page before." placeholder:"KEY"`
	AsOf      string    `help:"As the orders stood at a past moment, such as 2026-05-19T16:15." placeholder:"TIME"`
}

func (c *orderListCmd) Run(s *session) error {
	var views []string
	for _, given := range []struct {
		view string
		on   bool
	}{{c.View, c.View != ""}, {c.State, c.State != ""}, {"attention", c.Attention}, {"late", c.Late}} {
		if given.on {
			views = append(views, given.view)
		}
	}
	if len(views) > 1 {
		return usage("%s are different lists: ask for one at a time", strings.Join(views, " and "))
	}
	return listOrders(s, app.OrderQuery{View: strings.Join(views, ""), Source: c.Source, After: c.After, Limit: int(c.Limit), AsOf: c.AsOf})
}

type orderSearchCmd struct {
	Text  []string  `arg:"" help:"What to look for."`
	Limit pageLimit `help:"How many, at most 500." default:"100"`
	After string    `help:"Key of the last row of the page before." placeholder:"KEY"`
}

func (c *orderSearchCmd) Run(s *session) error {
	return listOrders(s, app.OrderQuery{Search: strings.Join(c.Text, " "), After: c.After, Limit: int(c.Limit)})
}

func listOrders(s *session, q app.OrderQuery) error {
	if err := s.open(); err != nil {
		return err
	}
	page, err := s.app.Orders().List(q)
	if err != nil {
		return err
	}
	type row struct {
		Order    string       `json:"order"`
		Source   string       `json:"source"`
		Placed   string       `json:"placed"`
		Customer string       `json:"customer"`
		Headline string       `json:"headline"`
		Facets   track.Facets `json:"facets"`
	}
	out := struct {
		Orders []row  `json:"orders"`
		Next   string `json:"next"`
		Total  int    `json:"total"`
		AsOf   string `json:"as_of,omitempty"`
	}{[]row{}, page.Next, page.Total, page.AsOf}
	for _, r := range page.Rows {
		out.Orders = append(out.Orders, row{r.Order, r.Source, r.Placed, r.Customer, s.app.Headline(r.Headline), r.Facets})
	}
	return s.answer(out, func() {
		for _, r := range out.Orders {
			s.say("%-14s %-10s %-22s %s", r.Order, r.Placed[:min(10, len(r.Placed))], r.Customer, r.Headline)
		}
		if len(out.Orders) == 0 {
			s.say("no order matches")
		}
	})
}

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
		Voices: v.Voices, WouldChange: v.Prospects,
	}
	for _, l := range st.Lines {
		out.Lines = append(out.Lines, shownLine{l.Line, l.SKU, l.Title, l.Ledger, l.ToShip})
	}
	for i, p := range st.Parcels {
		row := shownParcel{p.Parcel, p.Carrier, p.Service, p.Tracking, append([]string{}, p.Aliases...), p.Phase, p.Reason, p.Flag, p.Possession, p.Since, shownEstimate(p.Estimated), p.Contents, p.Assumed, nil, nil, v.Parcels[i].Costs, v.Parcels[i].Link, p.Why}
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
	s.say("  picked %s · packed %s · handed over %s · delivered %s · returns %s · promise %s %s", st.Facets.Picked, st.Facets.Packed, st.Facets.HandedOver, st.Facets.Delivered, st.Facets.Returns, st.Promise.Latest, st.Facets.Promise)
}

// sayContents tells the parcels of an order, its lines, and what is open about it.
func (s *session) sayContents(v app.OrderView) {
	st := v.State
	for i, p := range st.Parcels {
		s.say("  parcel %d of %d  %s  %s %s  %s %s  since %s", i+1, len(st.Parcels), p.Parcel, p.Carrier, p.Tracking, p.Phase, p.Reason, p.Since)
		if e := p.Estimated; e.Basis != "" {
			s.say("    expected %s", sayEstimate(e))
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
	for _, c := range st.Claims {
		s.say("  claim %s  %s against %s, %s  %s", app.Grouped(c.Claim), c.Kind, c.Against, c.State, strings.Join(claimSays(c), ", "))
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
}

// claimSays is what a claim is about and what came of it.
func claimSays(c track.ClaimState) []string {
	says := []string{}
	if c.Parcel != "" {
		says = append(says, "parcel "+app.Grouped(c.Parcel))
	}
	if !c.Claimed.IsZero() {
		says = append(says, "claimed "+app.Money(c.Claimed))
	}
	if !c.Paid.IsZero() {
		says = append(says, "paid "+app.Money(c.Paid))
	}
	if c.Deadline != "" && c.IsOpen() {
		says = append(says, "file by "+string(c.Deadline))
	}
	return says
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

type orderHoldCmd struct {
	number
	Why string `arg:"" optional:"" help:"The reason."`
}

func (c *orderHoldCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Hold(id, c.Why), "%s is on hold", c.Number)
}

type orderReleaseCmd struct{ number }

func (c *orderReleaseCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Release(id), "%s goes on", c.Number)
}

type orderNoteCmd struct {
	number
	Text string `arg:"" help:"The remark."`
}

func (c *orderNoteCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Note(id, c.Text), "noted on %s", c.Number)
}

type orderContactCmd struct {
	number
	Code string `arg:"" help:"where_is_it, missing, damaged, wrong_item, missing_item, wrong_papers or other."`
	Text string `arg:"" optional:"" help:"What was said."`
}

func (c *orderContactCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Contact(id, c.Code, c.Text), "recorded on %s", c.Number)
}

type orderEditCmd struct {
	number
	Field string `arg:"" help:"promised_on, ship_by, service or tags."`
	Value string `arg:"" help:"The new value."`
}

func (c *orderEditCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	return s.done(s.app.Orders().Edit(id, c.Field, c.Value), "%s: %s is now %s", c.Number, c.Field, c.Value)
}

// done says that something was done, unless err says otherwise.
func (s *session) done(err error, format string, args ...any) error {
	if err != nil {
		return err
	}
	text := fmt.Sprintf(format, args...)
	return s.answer(map[string]any{"done": true, "message": text}, func() { s.say("%s", text) })
}

type linkCmd struct{ number }

func (c *linkCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	l, err := s.app.Orders().Links(id)
	if err != nil {
		return err
	}
	return s.answer(l, func() {
		for _, p := range l.Links {
			s.say("%s %s  %s", p.Carrier, p.Tracking, cmp.Or(p.URL, "no link is known for this carrier"))
		}
		s.say("our page: %s", cmp.Or(l.Page, "not published yet; run `ordertrail publish`"))
	})
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
