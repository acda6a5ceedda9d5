package importers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/maphash"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// orderGroup is the rows of one order, in file order and wherever in the file they stand.
type orderGroup struct {
	ref  track.OrderRef
	key  track.OrderRef // what two spellings of the order share
	rows []sheet.Row
	runs int // of rows, that ended
}

func groupOf(ref track.OrderRef) *orderGroup { return &orderGroup{ref: ref, key: keyed(ref)} }

// countRow counts a row for its order, and returns the order that the next row may continue.
func (in *intake) countRow(row sheet.Row, above *orderGroup) *orderGroup {
	ref, ok := in.orderOf(row, above)
	if !ok {
		return above
	}
	g := groupOf(ref)
	if above == nil || above.key != g.key {
		in.runs.begin(in.hash(g.key))
	}
	return g
}

func (in *intake) hash(key track.OrderRef) uint64 { return maphash.Comparable(in.seed, key) }

// orderRuns says over how many runs of rows the orders of a file are scattered. Nearly all stand in one, so that only the others
// are remembered: of a million orders nothing stays.
type orderRuns struct {
	begun     []uint64       // while they are counted: the hash of the order of each run
	scattered map[uint64]int // hash -> runs of an order of several, or of it and another of the same hash
	orders    int            // how many there are
}

func (r *orderRuns) begin(hash uint64) { r.begun = append(r.begun, hash) }

// settle ends the counting.
func (r *orderRuns) settle() {
	r.scattered = map[uint64]int{}
	slices.Sort(r.begun)
	for i, hash := range r.begun {
		if i > 0 && hash == r.begun[i-1] {
			r.scattered[hash] = max(2, r.scattered[hash]+1)
		} else {
			r.orders++
		}
	}
	r.begun = nil
}

// of is over how many runs the order of a hash is scattered.
func (r *orderRuns) of(hash uint64) int { return max(1, r.scattered[hash]) }

// gathered are the rows of orders that are not whole yet.
type gathered struct {
	in    *intake
	open  map[track.OrderRef]*orderGroup
	above *orderGroup // of the row before, as far as it has an order; its rows lie in the open one
}

// take adds a row to its order.
func (g *gathered) take(row sheet.Row) error {
	if why := g.in.table.idle(row); why != "" {
		g.in.ignore(row, why)
		return nil
	}
	ref, ok := g.in.orderOf(row, g.above)
	if !ok {
		g.in.refuse(row, "")
		return nil
	}
	here := groupOf(ref)
	if g.above == nil || g.above.key != here.key {
		if err := g.endRun(); err != nil {
			return err
		}
	}
	g.above = here
	if g.open[here.key] == nil {
		g.open[here.key] = here
	}
	row.Cells = slices.Clone(row.Cells)
	of := g.open[here.key]
	of.rows = append(of.rows, row)
	return nil
}

// endRun ends the run of rows above; with the last run of its rows an order is done with.
func (g *gathered) endRun() error {
	if g.above == nil {
		return nil
	}
	of := g.open[g.above.key]
	if of.runs++; of.runs < g.in.runs.of(g.in.hash(of.key)) {
		return nil
	}
	delete(g.open, of.key)
	return g.in.order(of)
}

// orders reads a table of orders: one draft per order, however its rows are scattered.
func (in *intake) orders(ctx context.Context) error {
	g := &gathered{in: in, open: map[track.OrderRef]*orderGroup{}}
	err := in.table.data(ctx, g.take)
	if err == nil {
		err = g.endRun()
	}
	if err != nil {
		return err
	}
	rest := slices.SortedFunc(maps.Values(g.open), func(a, b *orderGroup) int { return a.rows[0].Number - b.rows[0].Number })
	for _, of := range rest {
		if err := in.order(of); err != nil {
			return err
		}
	}
	return nil
}

// orderOf says which order a row belongs to. Where a profile fills down, a row that leaves the number and every other
// order cell blank continues the order above; a number missing beside filled order cells is a mistake.
func (in *intake) orderOf(row sheet.Row, above *orderGroup) (track.OrderRef, bool) {
	number := orderNumber(in.id(row, "order_number"))
	if in.isBad(row.Number) {
		return track.OrderRef{}, false
	}
	if number == "" {
		if above != nil && in.profile.FillDown && !in.hasOrderCells(row) {
			return above.ref, true
		}
		in.missing(row, "order_number", "order")
		return track.OrderRef{}, false
	}
	ref := track.OrderRef{Source: in.source().ID, Number: number}
	if in.choice.Source != "" {
		return ref, true
	}
	switch shop := strings.ToLower(in.text(row, "source")); {
	case shop != "":
		ref.Source = shop
	case above != nil && above.ref.Key() == ref.Key():
		ref.Source = above.ref.Source
	}
	return ref, true
}

// hasOrderCells reports whether a row says anything about its order rather than about its line.
func (in *intake) hasOrderCells(row sheet.Row) bool {
	for name, b := range in.bound {
		if !b.line && name != "currency" && in.value(row, name).text != "" {
			return true
		}
	}
	return false
}

// orderNumber is a number as the shop prints it, without the # that only decorates it.
func orderNumber(s string) string { return strings.TrimSpace(strings.TrimLeft(s, "# ")) }

// order makes the draft of one order, or rejects all its rows when one of them cannot be read.
func (in *intake) order(g *orderGroup) error {
	facts := in.orderFacts(g)
	customer := in.customer(g)
	lines, taken := in.lines(g)
	facts.Lines = lines
	extra := in.labelsOf(g, track.Stamp(first(string(facts.FulfilledAt), string(facts.OrderedAt))))
	extra = append(extra, in.holdOf(g, facts.OrderedAt)...)
	if in.anyBad(g.rows) {
		in.refuseOrder(g)
		return nil
	}
	in.suspectOrder(g, facts)
	d := Draft{Customer: customer, First: g.rows[0].Number}
	var raws []string
	for _, row := range g.rows {
		raws = append(raws, in.raw(row))
		if slices.Contains(taken, row.Number) {
			d.Rows = append(d.Rows, row.Number)
		} else {
			in.ignore(row, "repeated-line")
		}
	}
	d.Raw = strings.Join(raws, "\n\n")
	source := in.source()
	source.ID = g.ref.Source
	d.Events = append(d.Events, track.Event{
		Kind: track.OrderStated, Order: g.ref, Occurred: facts.OrderedAt, Source: source,
		OrderFacts: &facts, PersonHash: personHash(customer),
	})
	for _, e := range extra {
		e.Source = source
		d.Events = append(d.Events, e)
	}
	return in.emit(d)
}

// anyBad reports whether something is wrong with any of the rows.
func (in *intake) anyBad(rows []sheet.Row) bool {
	return slices.ContainsFunc(rows, func(r sheet.Row) bool { return in.isBad(r.Number) })
}

// refuseOrder rejects every row of an order: half an order is worse than none.
func (in *intake) refuseOrder(g *orderGroup) {
	broken := slices.IndexFunc(g.rows, func(r sheet.Row) bool { return in.isBad(r.Number) })
	for _, row := range g.rows {
		if !in.isBad(row.Number) {
			c := in.value(row, "order_number")
			c.text = first(c.text, g.ref.Number)
			in.reject(c, says("same-order", strconv.Itoa(g.rows[broken].Number)))
		}
		in.refuse(row, g.ref.Number)
	}
}

// first is the first value that the rows of an order give for a field; later rows leave order cells blank.
func (g *orderGroup) first(in *intake, field string) (sheet.Row, string) {
	for _, row := range g.rows {
		if text := in.text(row, field); text != "" {
			return row, text
		}
	}
	return g.rows[0], ""
}

// orderFacts reads the order-level cells of a group.
func (in *intake) orderFacts(g *orderGroup) track.OrderFacts {
	text := func(field string) string { _, s := g.first(in, field); return s }
	stamp := func(field string) track.Stamp { row, _ := g.first(in, field); return in.stamp(row, field) }
	date := func(field string) track.Date { row, _ := g.first(in, field); return in.date(row, field) }
	f := track.OrderFacts{
		ExternalID: in.externalID(g),
		OrderedAt:  stamp("ordered_at"), PaidAt: stamp("paid_at"), CancelledAt: stamp("cancelled_at"), FulfilledAt: stamp("fulfilled_at"),
		PromisedOn: date("promised_on"), RequestedOn: date("requested_on"), ShipBy: date("ship_by"),
		Payment: text("payment"), Fulfilment: text("fulfilment"), Service: text("service"), Tags: text("tags"),
		Country: isoCountry(text("ship_country")), Region: text("ship_region"),
	}
	row, _ := g.first(in, "total")
	f.Total = in.moneyOf(g, row, "total")
	row, _ = g.first(in, "not_ours")
	f.NotOurs, _ = in.flag(row, "not_ours")
	return f
}

// externalID is the shop's own id of the order; two different ones under one number are two orders.
func (in *intake) externalID(g *orderGroup) string {
	var id string
	for _, row := range g.rows {
		switch other := in.id(row, "external_id"); {
		case other == "" || other == id:
		case id == "":
			id = other
		default:
			in.reject(in.value(row, "external_id"), says("two-orders", g.ref.Number, id))
		}
	}
	return id
}

// moneyOf reads an amount whose currency may stand only on the first row of its order.
func (in *intake) moneyOf(g *orderGroup, row sheet.Row, field string) track.Money {
	return in.inMoneyOf(g, row, func() track.Money { return in.money(row, field) })
}

// inMoneyOf reads an amount of a row of an order, in the currency that the order states where the row states none.
func (in *intake) inMoneyOf(g *orderGroup, row sheet.Row, read func() track.Money) track.Money {
	if in.value(row, "currency").text == "" {
		if _, code := g.first(in, "currency"); isoCode().MatchString(code) {
			saved := in.choice.Currency
			in.choice.Currency = code
			defer func() { in.choice.Currency = saved }()
		}
	}
	return read()
}

// customer reads the personal cells of a group.
func (in *intake) customer(g *orderGroup) track.Customer {
	text := func(field string) string { _, s := g.first(in, field); return s }
	id := func(field string) string { row, _ := g.first(in, field); return in.id(row, field) }
	return track.Customer{
		Name: text("customer_name"), Email: strings.ToLower(text("email")), Phone: id("phone"),
		ShipName: text("ship_name"), Company: text("ship_company"), Address1: text("ship_address1"), Address2: text("ship_address2"),
		City: text("ship_city"), Region: text("ship_region"), Postcode: id("ship_postcode"), Country: isoCountry(text("ship_country")), Note: text("note"),
	}
}

// personHash is the hash that a customer's data is found by; "" for nobody.
func personHash(c track.Customer) string {
	if c.IsZero() {
		return ""
	}
	b, err := json.Marshal(c)
	if err != nil {
		panic("importers: a customer must marshal: " + err.Error())
	}
	return hashOf(string(b))
}

// hashOf is the hex SHA-256 of text.
func hashOf[T string | []byte](text T) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// holdOf makes the hold that a shop asks for: a buyer wants to cancel, so nobody should pick before somebody decided. It
// holds from the moment the order was placed, however often a file says so, and a release by hand stays one.
func (in *intake) holdOf(g *orderGroup, at track.Stamp) []track.Event {
	for _, row := range g.rows {
		if held, _ := in.flag(row, "hold"); held {
			return []track.Event{{Kind: track.HoldPlaced, Order: g.ref, Occurred: at, Text: first(in.text(row, "hold_reason"), in.value(row, "hold").header)}}
		}
	}
	return nil
}

// labelsOf makes the statements about parcels that an order file carries beside its orders: their tracking numbers.
func (in *intake) labelsOf(g *orderGroup, at track.Stamp) []track.Event {
	var out []track.Event
	var seen []track.ParcelRef
	for _, row := range g.rows {
		for _, text := range strings.FieldsFunc(in.id(row, "tracking_number"), func(r rune) bool { return r == ',' || r == ';' || r == '|' }) {
			ref := in.parcelRef(row, "", text)
			if ref.IsZero() || slices.Contains(seen, ref) {
				continue
			}
			seen = append(seen, ref)
			in.suspectShared(in.value(row, "tracking_number"), ref, g.ref)
			out = append(out, track.Event{Kind: track.ParcelStated, Order: g.ref, Parcel: ref, Occurred: at, ParcelFacts: &track.ParcelFacts{}})
		}
	}
	return out
}
