package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
	"time"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// orderView is an order as it is known now, or as it was known at a moment.
func (a *App) orderView(ctx context.Context, r *store.Reader, id string, when time.Time) (OrderView, error) {
	o, err := a.orderAt(ctx, r, id, when)
	if err != nil {
		return OrderView{}, err
	}
	if o.State.Returns, err = withWords(ctx, r, o.State.Returns); err != nil {
		return OrderView{}, err
	}
	from, err := a.vantage(ctx, r, when)
	if err != nil {
		return OrderView{}, err
	}
	v := OrderView{
		Now: from.stamp(from.at), AsOf: from.asOf(), Zone: from.zone.String(), State: o.State, Customer: o.Customer, Parcels: []ParcelView{}, Events: timeline(o, from),
		Tasks: []TaskRow{}, Sources: sourcesSay(o.State, o.Events),
		Unscanned: unscanned(o.State, o.Events), Voices: []VoiceRow{}, Prospects: []ProspectRow{}, Claims: []ClaimRow{}, Suppliers: []WarrantyRow{},
		Covers: []LineCover{},
	}
	if t := o.State.LeadingTask(); t != nil && t.Event != o.State.Why.DecidedBy {
		v.LeadTask, v.LeadEvent = t.Task, t.Event
	}
	for i := range v.Events {
		v.Events[i].CanUndo = v.Events[i].CanUndo && when.IsZero() // nothing can be done in the past
	}
	if err := a.explain(ctx, r, &v, o, from); err != nil {
		return v, err
	}
	a.listOf(&v, o, from)
	if err := a.gauge(ctx, r, &v); err != nil {
		return v, err
	}
	return v, leadOn(ctx, r, &v, id, when)
}

// listOf lists what belongs to an order: its parcels, its tasks with the open ones first, its claims and what its suppliers owe
// or would have to stand by.
func (a *App) listOf(v *OrderView, o store.Order, from vantage) {
	links := a.links()
	for _, p := range o.State.Parcels {
		view := parcelView(o.State, p, links)
		view.Costs = costRows(o.Events, p)
		v.Parcels = append(v.Parcels, view)
	}
	for _, t := range o.State.Tasks {
		v.Tasks = append(v.Tasks, a.taskRow(o.State, o.Customer.Name, t, from))
	}
	sort.SliceStable(v.Tasks, func(i, j int) bool { return before(v.Tasks[i], v.Tasks[j]) })
	for _, c := range o.State.Claims {
		v.Claims = append(v.Claims, claimRow(&o.State, o.Customer.Name, c, from))
	}
	for _, x := range o.State.Returns {
		if x.Warranty != nil {
			v.Suppliers = append(v.Suppliers, a.warrantyRow(&o.State, x))
		}
	}
	today := track.DateOf(from.at, from.zone)
	for _, l := range o.State.Lines {
		if c := o.State.CoverOf(l.Line, "", today, a.rules()); c.Says != "no_term" {
			v.Covers = append(v.Covers, LineCover{l.Line, c})
		}
	}
}

// leadOn fills in where an order leads to: the one it repeats, its page, and its neighbours in the list.
func leadOn(ctx context.Context, r *store.Reader, v *OrderView, id string, when time.Time) error {
	if of := v.State.DuplicateOf; !of.IsZero() {
		v.Original = track.OrderIDOf(of.Source, of.Number)
	}
	token, found, err := r.Page(ctx, id)
	if err != nil {
		return err
	}
	if found && token.Hash != "" {
		v.Token, v.Page = token.Token, pagePath(token.Token)
	}
	v.Previous, v.Next, err = r.Neighbours(ctx, id, "")
	if errors.Is(err, store.ErrNotFound) && !when.IsZero() {
		return nil // it is not in today's list any more
	}
	return err
}

func (a *App) orderAt(ctx context.Context, r *store.Reader, id string, when time.Time) (store.Order, error) {
	if when.IsZero() {
		return r.Order(ctx, id)
	}
	m, err := a.moment(ctx, r, when)
	if err != nil {
		return store.Order{}, err
	}
	return m.Order(ctx, id)
}

// before is the order of an order's tasks: what is open first, and of that what is due first; what is never due comes last.
func before(a, b TaskRow) bool {
	switch {
	case open(a) != open(b):
		return open(a)
	case !open(a) || a.Due == b.Due:
		return false
	}
	return b.Due == "" || a.Due != "" && a.Due < b.Due
}

func open(t TaskRow) bool {
	return t.State == string(track.TaskOpen) || t.State == string(track.TaskMine) || t.State == string(track.TaskWaiting)
}

// timeline lists the facts, the newest first, those of one moment too; a fact that several sources assert is one row.
func timeline(o store.Order, from vantage) []EventRow {
	sighted := map[string]store.Sighted{}
	var live []track.Event
	rows := []EventRow{}
	for _, e := range o.Events {
		sighted[e.ID] = e
		if e.Live {
			live = append(live, e.Event)
		} else {
			rows = append(rows, eventRow(o.State, e, from))
		}
	}
	for _, m := range track.Merge(withoutEchoes(live)) {
		row := eventRow(o.State, sighted[m.Event.ID], from)
		for i, id := range m.Events[1:] {
			row.Also = append(row.Also, m.Sources[i+1].ID)
			row.Decides = row.Decides || decides(o.State, id)
		}
		rows = append(rows, row)
	}
	at := func(r EventRow) time.Time {
		t, err := track.Stamp(r.Occurred).At(from.zone)
		if err != nil {
			t, _ = time.Parse(time.RFC3339, r.Recorded)
		}
		return t
	}
	slices.Reverse(rows) // of one moment, what came last is the newest too
	sort.SliceStable(rows, func(i, j int) bool { return at(rows[i]).After(at(rows[j])) })
	return rows
}

// withoutEchoes leaves out what a file states about a parcel in the same row in which it says where the parcel is, and
// statements of an order that say nothing a person would see: the timeline has the one row that matters.
func withoutEchoes(events []track.Event) []track.Event {
	told := map[string]bool{}
	for _, e := range events {
		if e.Kind == track.CarrierEvent {
			told[e.RawHash+e.Source.ID] = true
		}
	}
	var out []track.Event
	for _, e := range events {
		if e.Kind != track.ParcelStated || e.RawHash == "" || !told[e.RawHash+e.Source.ID] {
			out = append(out, e)
		}
	}
	return out
}

// restated gives a statement that a shop made again the time and the word of what it added.
func restated(row *EventRow, e store.Sighted) {
	if e.Kind != track.OrderStated || e.OrderFacts == nil {
		return
	}
	switch f := e.OrderFacts; {
	case f.SaysCancelled():
		row.Code, row.Occurred = "cancelled", cmp.Or(string(f.CancelledAt), row.Occurred)
	case f.FulfilledAt != "":
		row.Code, row.Occurred = "fulfilled", string(f.FulfilledAt)
	}
}

// numbersSaid leads the words of an act on a return with the numbers it named: of a label, of a supplier, of a credit.
func numbersSaid(e track.Event, words string) string {
	var says []string
	if f := e.ReturnFacts; f != nil {
		switch e.Kind {
		case track.SupplierAsked, track.SupplierSent:
			says = append(says, f.Supplier, f.Reference)
		case track.SupplierAnswered:
			if !f.Amount.IsZero() {
				says = append(says, f.Amount.String())
			}
		default:
		}
	}
	if e.Kind == track.ReturnExpected {
		says = append(says, e.Parcel.Tracking, string(e.Due))
	}
	says = slices.DeleteFunc(append(says, words), func(s string) bool { return s == "" || track.IsErased(s) && s != words })
	return strings.Join(says, " · ")
}

// subjectOf is what a fact is about: the return for what is said of one, also where it names a parcel beside it.
func subjectOf(e track.Event) string {
	if e.Kind.About() == "return" {
		return cmp.Or(e.Return, e.ParcelID)
	}
	return cmp.Or(e.ParcelID, e.Return)
}

func eventRow(s track.OrderState, e store.Sighted, from vantage) EventRow {
	e.Event = from.reads.Understood(e.Event)
	row := EventRow{
		Event: e.ID, Subject: subjectOf(e.Event), Kind: string(e.Kind), Phase: string(e.Phase), Reason: string(e.Reason), Flag: string(e.Flag),
		Code: e.Code, Outcome: e.Outcome, Text: e.Text, Location: e.Location, Line: e.Line, Quantity: e.Quantity, Occurred: string(e.Occurred),
		Recorded: from.stamp(e.Recorded), Source: e.Source.ID, SourceKind: string(e.Source.Kind), Also: []string{}, Actor: e.Actor, Station: e.Station,
		Raw: e.Raw, Decides: decides(s, e.ID), Retracted: !e.Live,
		CanUndo: track.CheckRetraction(&s, e.Event, e.Live) == nil, Override: e.Override,
	}
	row.Amount, row.Serial = saidOf(e.Event)
	for _, l := range s.Lines {
		if l.Line == e.Line && e.Line != "" {
			row.Item = cmp.Or(l.Title, l.SKU)
		}
	}
	restated(&row, e)
	if e.Kind.IsAct() || e.Kind == track.Contact {
		row.Text, row.Raw = numbersSaid(e.Event, cmp.Or(e.Text, e.Raw)), ""
	}
	if len(e.Seen) > 0 {
		row.File, row.Row = e.Seen[0].File, e.Seen[0].Row
	}
	said := track.Stamp(row.Occurred)
	if t, err := said.At(from.zone); err == nil && !said.IsDate() {
		row.LateHours = max(0, int(e.Recorded.Sub(t).Hours()))
	}
	return row
}

// decides reports whether an event decides the order's status, which its leading parcel's does.
func decides(s track.OrderState, event string) bool { return event != "" && s.Why.DecidedBy == event }

// trail are the milestones on a parcel's card. Read a row as: <code> is reached when <phase> or a later one is, and <at> is
// when; a step of ours that the carrier overtook without our scan is missing.
var trail = []struct {
	code string
	rank track.Phase
	ours bool
	at   func(track.ParcelTimes) track.Stamp
}{
	{"packed", track.Packed, true, func(t track.ParcelTimes) track.Stamp { return t.Packed }},
	{"handed_over", track.HandedOver, true, func(t track.ParcelTimes) track.Stamp { return t.HandedOver }},
	{"possession", track.Possession, false, func(t track.ParcelTimes) track.Stamp { return t.Possession }},
	{"out_for_delivery", track.OutForDelivery, false, func(t track.ParcelTimes) track.Stamp { return t.Out }},
	{"delivered", track.Delivered, false, func(t track.ParcelTimes) track.Stamp { return t.Delivered }},
}

func parcelView(s track.OrderState, p track.ParcelState, links carrier.Links) ParcelView {
	v := ParcelView{
		Parcel: p.Parcel, Grouped: grouped(p.Parcel), Carrier: carrier.Name(p.Carrier), Link: links.Of(p.Carrier, p.Tracking),
		Steps: []Step{}, Items: []ParcelItem{}, Leads: s.Headline.Parcel == p.Parcel && len(s.Parcels) > 0,
	}
	for _, t := range trail {
		v.Steps = append(v.Steps, stepOf(p, t.code, t.rank, t.ours, t.at(p.Times)))
	}
	for _, c := range p.Contents {
		for _, l := range s.Lines {
			if l.Line == c.Line {
				v.Items = append(v.Items, ParcelItem{c.Quantity, cmp.Or(l.Title, l.SKU), l.SKU})
			}
		}
	}
	return v
}

func stepOf(p track.ParcelState, code string, rank track.Phase, ours bool, at track.Stamp) Step {
	st := Step{Code: code, State: "todo", At: string(at)}
	switch {
	case at != "":
		st.State = "done"
	case ours && p.Possession:
		st.State = "missing"
	case code == "out_for_delivery" && p.Phase == track.AttemptFailed:
		st.State = "done"
	case !ours && code != "delivered" && p.Times.Delivered != "":
		st.State = "done"
	}
	if code == "out_for_delivery" && p.Phase == track.AttemptFailed {
		st.Code, st.State, st.At = "attempt_failed", "failed", string(p.Since)
	}
	if code == "delivered" {
		switch p.Phase {
		case track.Returning, track.ReturnedToUs, track.Lost, track.Destroyed:
			st.Code, st.State, st.At = string(p.Phase), "failed", string(p.Since)
		default:
		}
	}
	if st.State == "todo" && p.Phase == rank {
		st.State = "now"
	}
	return st
}

// grouped is one of our own numbers as people read it; any other text stays as it is.
func grouped(number string) string {
	n, err := track.ParseNumber(number)
	if err != nil {
		return number
	}
	return n.Grouped()
}

// Grouped is one of our own numbers as people read it, for a command line's text; any other text stays as it is.
func Grouped(number string) string { return grouped(number) }

// ungrouped is a number as it is kept, however a person wrote it.
func ungrouped(number string) string {
	n, err := track.ParseNumber(number)
	if err != nil {
		return strings.TrimSpace(number)
	}
	return string(n)
}

// saidOf is the amount and the serial number that an act on a return or a claim states.
func saidOf(e track.Event) (amount track.Money, serial string) {
	if f := e.ReturnFacts; f != nil {
		amount, serial = f.Amount, f.Serial
	}
	if f := e.ClaimFacts; f != nil {
		amount = f.Amount
	}
	if e.Kind == track.SerialShipped {
		serial = e.Code
	}
	return amount, serial
}

// sourcesSay puts side by side what the sources say where they disagree: who decides, and why the others do not.
func sourcesSay(s track.OrderState, events []store.Sighted) []SourceSays {
	out := []SourceSays{}
	if len(s.Why.Conflicts) == 0 {
		return out
	}
	byID := map[string]store.Sighted{}
	for _, e := range events {
		byID[e.ID] = e
	}
	if e, ok := byID[s.Why.DecidedBy]; ok {
		out = append(out, SourceSays{Parcel: e.ParcelID, Source: e.Source.ID, Kind: string(e.Source.Kind), Says: saysOf(s, e), At: string(e.Occurred), Weight: "decides"})
	}
	for _, c := range s.Why.Conflicts {
		e := byID[c.Event]
		out = append(out, SourceSays{Parcel: c.Parcel, Source: c.Source, Kind: string(e.Source.Kind), Says: c.Says, At: string(saidAt(s, e)), Weight: c.Weight})
	}
	return out
}

func saysOf(s track.OrderState, e store.Sighted) string {
	if e.Phase != "" {
		return string(e.Phase)
	}
	for _, p := range s.Parcels {
		if p.Why.DecidedBy == e.ID {
			return string(p.Phase)
		}
	}
	return string(e.Kind)
}

// saidAt is when a source said it: a shop's "fulfilled" is said when it fulfilled, not when the order was placed.
func saidAt(s track.OrderState, e store.Sighted) track.Stamp {
	if e.Kind == track.OrderStated && s.Facts.FulfilledAt != "" {
		return s.Facts.FulfilledAt
	}
	return e.Occurred
}
