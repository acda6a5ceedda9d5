package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/app"
	"ordertrail/track"
)

// sayOrder tells an order to a person: how it stands, what it is made of, what to do next, why it stands so, and what happened.
func sayOrder(s *session, v app.OrderView) {
	s.sayStanding(v)
	s.sayContents(v)
	for _, t := range v.Tasks {
		s.sayTaskOf(t, v.AsOf == "")
	}
	s.sayWhy(v)
	s.sayProspects(v)
	for _, e := range v.Events {
		s.say("  %-25s  %-14s %s%s", e.Occurred, e.Source, s.app.EntrySays(v, e), undoable(e))
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
	facets := []string{}
	for _, f := range []struct {
		code, name string
		share      string
	}{
		{"picked", "picked", string(st.Facets.Picked)},
		{"packed", "packed", string(st.Facets.Packed)},
		{"handed_over", "handed over", string(st.Facets.HandedOver)},
		{"delivered", "delivered", string(st.Facets.Delivered)},
		{"returns", "returns", string(st.Facets.Returns)},
	} {
		said := f.name + " " + f.share
		if slices.Contains(v.Unscanned, f.code) {
			said += " (" + s.app.Say("facet.unscanned", cmp.Or(strings.Join(v.Reporters, ", "), "others")) + ")"
		}
		facets = append(facets, said)
	}
	s.say("  %s · promise %s", strings.Join(facets, " · "), s.promiseSays(st))
}

// promiseSays is the day promised and how it stands, with the first one where it moved and the one the customer asked for.
func (s *session) promiseSays(st track.OrderState) string {
	p := st.Promise
	said := strings.TrimSpace(fmt.Sprintf("%s %s", p.Latest, s.app.FacetWord("promise", string(st.Facets.Promise))))
	if p.Original != p.Latest && p.Original != "" {
		said += ", first " + string(p.Original)
	}
	if p.Requested != "" {
		said += ", asked for " + string(p.Requested)
	}
	return said
}

// sayContents tells the parcels of an order, its lines, its returns and claims.
func (s *session) sayContents(v app.OrderView) {
	st := v.State
	for i, p := range st.Parcels {
		s.say("  parcel %d of %d  %s  %s  %s", i+1, len(st.Parcels), p.Parcel, cmp.Or(strings.TrimSpace(v.Parcels[i].Carrier+" "+p.Tracking), "no label yet"), s.parcelSays(p))
		if e := p.Estimated; e.Basis != "" {
			s.say("    expected %s", s.estimateSays(e))
		}
		if proof := s.proofSays(p); proof != "" {
			s.say("    %s", proof)
		}
		for _, said := range costsSay(p, v.Parcels[i].Costs) {
			s.say("    %s", said)
		}
	}
	for _, l := range st.Lines {
		s.say("  %d × %s, %d to ship%s", l.Ledger.Ordered, itemOf(l.Title, l.SKU), l.ToShip, besides(l))
	}
	for _, x := range st.Overrides {
		s.say("  override: %s although %s, by %s", strings.ToLower(s.app.WordFor("kind", string(x.Kind))), s.app.WordFor("set_aside", x.Code), cmp.Or(x.By, "somebody"))
	}
	for _, r := range st.Returns {
		s.sayReturnOf(r)
	}
	for _, c := range v.Claims {
		s.say("  claim %s  %s against %s%s: %s", c.Claim, strings.ToLower(s.app.WordFor("claim_kind", c.Kind)), s.app.Claimed(c.Against), about(c), claimSays(c))
	}
}

// parcelSays is where a parcel is, why it is there, and since when.
func (s *session) parcelSays(p track.ParcelState) string {
	said := s.app.WordFor("phase", string(p.Phase))
	if p.Flag != "" {
		said += ", " + s.app.WordFor("flag", string(p.Flag))
	}
	if p.Reason != "" {
		said += ", " + s.app.WordFor("reason", string(p.Reason))
	}
	if p.Since != "" {
		said += "  since " + string(p.Since)
	}
	return said
}

// estimateSays tells when a parcel should arrive, what that rests on, and what the carrier says beside it.
func (s *session) estimateSays(e track.Estimate) string {
	said := fmt.Sprintf("%s to %s  %s", e.From, e.To, e.Basis)
	if e.N > 0 {
		said += fmt.Sprintf(" n %d %s", e.N, e.Level)
	}
	switch {
	case e.Basis != "carrier" && e.Carrier != "":
		said += ", the carrier says " + string(e.Carrier)
	case e.Basis == "carrier" && e.Carrier != e.To:
		said += "; " + s.app.Say("order.held_day", string(e.Carrier))
	}
	return said
}

// costsSay is what labels and invoices stated of the cost of a parcel: a price that a file repeats in each row is told once, and
// where there are several lines the sum that counts stands below them.
func costsSay(p track.ParcelState, rows []app.CostRow) []string {
	var out []string
	for i := 0; i < len(rows); i++ {
		c, again := rows[i], 0
		for c.Surcharge.IsZero() && c.Invoice == "" && i+1 < len(rows) && rows[i+1].Source == c.Source && rows[i+1].Cost == c.Cost && rows[i+1].Surcharge.IsZero() {
			i++
			again++
		}
		said := costSays(c)
		if again > 0 {
			said += fmt.Sprintf(", and the same until %s, %d times in all", rows[i].At, again+1)
		}
		out = append(out, said)
	}
	if len(out) > 1 {
		out = append(out, "counted: "+amounts(p.Cost, p.Surcharge))
	}
	for _, m := range p.CostApart {
		out = append(out, "not counted, for it is another currency: "+m.String())
	}
	return out
}

// costSays is what one label or invoice stated: its price, and what came on top.
func costSays(c app.CostRow) string {
	says := append([]string{c.Source + " stated " + amounts(c.Cost, c.Surcharge)}, strings.Fields(c.At)...)
	if c.Invoice != "" {
		says = append(says, "invoice "+c.Invoice)
	}
	if c.Replaced {
		says = append(says, "replaced by a later file of it")
	}
	return strings.Join(says, ", ")
}

// amounts are a price and what came on top of it.
func amounts(cost, surcharge track.Money) string {
	var parts []string
	if !cost.IsZero() {
		parts = append(parts, cost.String())
	}
	if !surcharge.IsZero() {
		parts = append(parts, surcharge.String()+" on top")
	}
	return strings.Join(parts, " and ")
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
	says := []string{s.app.WordFor("return_kind", r.Kind), s.app.WordFor("return", r.Phase)}
	if r.Since != "" {
		says = append(says, "since "+string(r.Since))
	}
	if !r.Due.IsZero() {
		says = append(says, "due "+s.app.Stamp(r.Due))
	}
	if !r.Amount.IsZero() {
		says = append(says, s.app.WordFor("resolution", r.Resolution), app.Money(r.Amount))
	}
	s.say("  return %s  %s", app.Grouped(r.Return), strings.Join(says, "  "))
	for _, l := range r.Lines {
		s.say("    line %s: %s", l.Line, cameOf(l))
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

// besides is what of a line is out of the ordinary.
func besides(l track.LineState) string {
	text := ""
	if l.Ledger.Cancelled > 0 {
		text += fmt.Sprintf(", %d cancelled", l.Ledger.Cancelled)
	}
	if len(l.Serials) > 0 {
		text += ", serial numbers " + strings.Join(l.Serials, ", ")
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
