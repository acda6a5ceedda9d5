package importers

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/importers/sheet"
	"ordertrail/track"
	"ordertrail/track/expr"
)

// What may be odd about a row or a column that is taken in all the same; the catalogue has words for each under odd.
const (
	oddAhead     = "in-future"
	oddBefore    = "before-order"
	oddPromised  = "promise-before-order"
	oddFar       = "promise-far"
	oddTotal     = "total-off"
	oddShared    = "shared-tracking"
	oddDelivered = "delivered-before-shipped"
	oddQuantity  = "negative-quantity"
	oddSKU       = "sku-list"
	oddDates     = "date-order"
	oddMoney     = "mixed-currency"
	oddPart      = "part-sent"

	// OddOutdated is of a plan: it takes what is on record to see it.
	OddOutdated = "outdated"
)

// toldFlags is how many flags of one code a reading lists; all of them are counted.
const toldFlags = 50

// suspect notes something odd about a row that is taken in all the same.
func (in *intake) suspect(c cell, r Remark) {
	code := r.code()
	if in.out.Flagged == nil {
		in.out.Flagged = map[string]int{}
	}
	if in.out.Flagged[code]++; in.out.Flagged[code] <= toldFlags {
		in.out.Flags = append(in.out.Flags, Problem{
			Sheet: in.table.sheet, Row: c.row, Column: c.header, Value: shorten(c.text, 200), Code: code, Remark: r,
		})
	}
}

// skuList matches several SKUs in one cell; a comma between digits is one of a size.
var skuList = expr.Late(`[^\d\s]\s*[,;]\s*\S|\S\s*[,;]\s*[^\d\s]`)

// farAway is how long after an order a promise is still believable.
const farAway = 366 * 24 * time.Hour

// suspectOrder looks for what is odd about an order that was read.
func (in *intake) suspectOrder(g *orderGroup, f track.OrderFacts) {
	if in.quiet {
		return
	}
	in.suspectDays(g, f)
	in.suspectTotal(g, f)
	in.suspectMoney(g)
	in.suspectPart(g, f)
	for _, row := range g.rows {
		if c := in.value(row, "quantity"); takenBack().MatchString(c.text) {
			in.suspect(c, says(oddQuantity, c.text))
		}
		if c := in.value(row, "sku"); strings.ContainsAny(c.text, ",;") && skuList().MatchString(c.text) {
			in.suspect(c, says(oddSKU, c.text))
		}
	}
}

// partWords are how the words begin that shops write of an order of which a part has left, in lower case.
var partWords = []string{"partial", "teilweise", "partiel", "parcial", "parzial", "gedeeltelijk", "częściow"}

// otherParts are beginnings of what shops write beside such a word when the part is one of the money, or of what is not wanted any more.
var otherParts = []string{
	"refund", "erstatte", "rückerstatte", "rembours", "reembols", "rimbors", "terugbetaald", "zwró", "paid", "bezahlt", "payé", "pagad", "pagat", "betaald", "opłac", "zapłac",
	"cancel", "storniert", "annul", "anulad", "anulow", "geannuleerd",
}

// suspectPart notices an order of which a part left before anybody here heard of it: which units those are no column says that counts
// here, so that all of them stand as still to be sent.
func (in *intake) suspectPart(g *orderGroup, f track.OrderFacts) {
	for _, row := range g.rows {
		if c := in.value(row, "quantity_sent"); c.text != "" && strings.Trim(c.text, "0.,") != "" {
			in.suspect(c, says(oddPart, g.ref.Number, c.text))
			return
		}
	}
	said := strings.ToLower(f.Fulfilment)
	begins := func(with string) bool { return strings.HasPrefix(said, with) }
	names := func(part string) bool { return strings.Contains(said, part) }
	if slices.ContainsFunc(partWords, begins) && !slices.ContainsFunc(otherParts, names) {
		row, _ := g.first(in, "fulfilment")
		in.suspect(in.value(row, "fulfilment"), says(oddPart, g.ref.Number, f.Fulfilment))
	}
}

// suspectMoney notices an order whose cells state more than one currency, in a column of their own or with their amounts: its
// amounts cannot be added up.
func (in *intake) suspectMoney(g *orderGroup) {
	stated := ""
	for _, row := range g.rows {
		for _, field := range moneyCells {
			c := in.value(row, field)
			code := currencyIn(field, c.text)
			if stated == "" || stated == "$" && slices.Contains(dollars, code) {
				stated = first(code, stated)
			}
			if code != "" && code != stated && !(code == "$" && slices.Contains(dollars, stated)) {
				in.suspect(c, says(oddMoney, code, stated, g.ref.Number))
				return
			}
		}
	}
}

// moneyCells are the cells of an order that may name its currency.
var moneyCells = []string{"currency", "total", "items_total", "shipping", "tax", "discount", "unit_price", "line_total"}

// currencyIn is the currency that a cell names: an ISO code, "$" for a dollar of some country, or "".
func currencyIn(field, text string) string {
	if field == "currency" {
		return strings.ToUpper(text)
	}
	if strings.Trim(text, "0123456789.,-") == "" { // nearly every cell
		return ""
	}
	switch a, err := parseAmount(text); {
	case err != nil:
		return ""
	case a.dollar:
		return "$"
	default:
		return a.currency
	}
}

// suspectDays compares the days of an order with the day it was placed.
func (in *intake) suspectDays(g *orderGroup, f track.OrderFacts) {
	placed := f.OrderedAt.Date()
	if row, _ := g.first(in, "ordered_at"); in.choice.ahead(f.OrderedAt) {
		in.suspect(in.value(row, "ordered_at"), says(oddAhead, string(placed)))
	}
	for _, later := range []struct {
		field string
		on    track.Date
		code  string
	}{
		{"fulfilled_at", f.FulfilledAt.Date(), oddBefore},
		{"cancelled_at", f.CancelledAt.Date(), oddBefore},
		{"ship_by", f.ShipBy, oddPromised},
		{"promised_on", f.PromisedOn, oddPromised},
		{"requested_on", f.RequestedOn, oddPromised},
	} {
		row, _ := g.first(in, later.field)
		switch {
		case later.on == "" || placed == "":
		case later.on < placed:
			in.suspect(in.value(row, later.field), says(later.code, string(later.on), string(placed)))
		case later.code == oddPromised && apart(placed, later.on) > farAway:
			in.suspect(in.value(row, later.field), says(oddFar+".order", string(later.on), string(placed)))
		}
	}
}

// apart is how long after day a day b is; 0 when either is no day.
func apart(a, b track.Date) time.Duration {
	from, errA := time.Parse(time.DateOnly, string(a))
	to, errB := time.Parse(time.DateOnly, string(b))
	if errA != nil || errB != nil {
		return 0
	}
	return to.Sub(from)
}

// suspectTotal adds up what an order says it is made of. Shops put tax on top or have it in the prices, and take discounts
// off before or after: any of these that makes the total will do. Without a column of extras nothing is compared.
func (in *intake) suspectTotal(g *orderGroup, f track.OrderFacts) {
	if f.Total.Currency == "" || !in.anyBound("shipping", "tax", "discount") {
		return
	}
	digits := track.MinorDigits(f.Total.Currency)
	part := func(field string) int64 { return in.loose(g, field, digits) }
	shipping, tax, discount := part("shipping"), part("tax"), part("discount")
	if discount < 0 {
		discount = -discount // some write it as what it does
	}
	slack := int64(len(f.Lines) + 2) // every line may have been rounded
	sums := itemSums(f, part("items_total"))
	for _, items := range sums {
		for _, sum := range []int64{items + shipping, items + shipping + tax, items + shipping - discount, items + shipping + tax - discount} {
			if d := sum - f.Total.Minor; d <= slack && d >= -slack {
				return
			}
		}
	}
	if len(sums) == 0 {
		return
	}
	row, _ := g.first(in, "total")
	amount := func(minor int64) string { return moneyText(track.Money{Minor: minor, Currency: f.Total.Currency}) }
	in.suspect(in.value(row, "total"), says(oddTotal, moneyText(f.Total), amount(sums[0]), amount(shipping), amount(tax), amount(discount)))
}

// anyBound reports whether a column of the file fills one of these fields.
func (in *intake) anyBound(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := in.bound[name]; return ok })
}

// itemSums are what the items of an order come to: as the file states it, and line by line where every line has a price.
func itemSums(f track.OrderFacts, stated int64) []int64 {
	var out []int64
	if stated != 0 {
		out = append(out, stated)
	}
	sum := int64(0)
	for _, l := range f.Lines {
		if l.Quantity > 0 && l.Price.IsZero() || l.Price.Currency != "" && l.Price.Currency != f.Total.Currency {
			return out
		}
		sum += l.Price.Minor * int64(l.Quantity)
	}
	if len(f.Lines) > 0 {
		out = append(out, sum)
	}
	return out
}

// loose reads an amount that is only compared: what cannot be read is 0 and rejects nothing.
func (in *intake) loose(g *orderGroup, field string, digits int) int64 {
	row, text := g.first(in, field)
	if text == "" {
		return 0
	}
	c := in.value(row, field)
	if minor, ok := plainMinor(c.text, digits); ok && in.amounts[c.column].mark != "," {
		return minor
	}
	a, err := readAmount(c)
	var r *big.Rat
	if err == nil {
		r, err = in.amounts[c.column].rational(a)
	}
	if err != nil {
		return 0
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	n, _ := new(big.Float).SetRat(r.Mul(r, new(big.Rat).SetInt(scale))).Int64()
	return n
}

// plainMinor reads an amount of digits with a point and as many digits behind it as its currency has: nearly all are written
// so.
func plainMinor(text string, digits int) (int64, bool) {
	whole, frac, _ := strings.Cut(text, ".")
	if len(frac) != digits || len(whole) > 12 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+frac, 10, 63)
	return int64(n), err == nil
}

// suspectParcel looks for what is odd about a row of a carrier's file.
func (in *intake) suspectParcel(row sheet.Row, d Draft) {
	if in.quiet {
		return
	}
	var shipped, made track.Date
	for _, e := range d.Events {
		switch {
		case e.Kind == track.CarrierEvent && in.choice.ahead(e.Occurred):
			in.suspect(in.value(row, "occurred_at"), says(oddAhead+".event", string(e.Occurred.Date())))
		case e.ParcelFacts != nil:
			shipped = e.ParcelFacts.ShipDate
			if far := e.ParcelFacts.EstimatedOn; apart(e.Occurred.Date(), far) > farAway {
				in.suspect(in.value(row, "estimated_on"), says(oddFar, string(far), string(e.Occurred.Date())))
			}
		case e.Code == "label":
			made = e.Occurred.Date()
		case e.Phase == track.Delivered && e.Occurred.Date() < max(shipped, made):
			in.suspect(in.value(row, "occurred_at"), says(oddDelivered, string(e.Occurred.Date()), string(max(shipped, made))))
		}
	}
	in.suspectShared(in.value(row, "tracking_number"), d.Events[0].Parcel, d.Events[0].Order)
}

// watched is up to how many tracking numbers of a file are remembered, to notice one that two orders share.
const watched = 100_000

// suspectShared notices a tracking number that an earlier row gave to another order: one parcel for two orders, or a number
// that slipped a row.
func (in *intake) suspectShared(c cell, parcel track.ParcelRef, order track.OrderRef) {
	if in.quiet || parcel.Tracking == "" || order.IsZero() {
		return
	}
	before, seen := in.carries[parcel.Tracking]
	switch {
	case !seen && len(in.carries) < watched:
		in.carries[parcel.Tracking] = order
	case seen && keyed(before) != keyed(order):
		in.suspect(c, says(oddShared, before.Number))
	}
}

// suspectDates tells of a column whose dates do not agree on their order of day and month, or hardly say it.
func (in *intake) suspectDates() {
	for _, i := range slices.Sorted(maps.Keys(in.dates)) {
		d := in.dates[i]
		if why, odd := d.odd(dateOrder(in.profile.DateFormat)); odd {
			in.suspect(cell{header: in.table.headers[i]}, why)
		}
	}
}
