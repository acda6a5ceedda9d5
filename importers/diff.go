package importers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordertrail/track"
)

// diff lists what a statement of an order changes. A cell that is empty states nothing and changes nothing: a file with
// fewer columns takes nothing away. Lines are paired by MatchLines; a line that is gone is listed with an empty new value.
func diff(last track.OrderFacts, lastWho track.Customer, next track.OrderFacts, nextWho track.Customer) []Change {
	var out []Change
	old, now := orderValues(last, lastWho), orderValues(next, nextWho)
	for i, v := range now {
		if v.value != "" && v.value != old[i].value {
			out = append(out, Change{Field: v.field, Old: old[i].value, New: v.value})
		}
	}
	if len(next.Lines) == 0 {
		return out
	}
	return append(out, diffLines(last.Lines, next.Lines)...)
}

// fieldValue is one field of an order as text.
type fieldValue struct{ field, value string }

// orderValues lists every order-level field, by the name it has in Fields, in one order.
func orderValues(f track.OrderFacts, c track.Customer) []fieldValue {
	return []fieldValue{
		{"external_id", f.ExternalID},
		{"ordered_at", string(f.OrderedAt)},
		{"paid_at", string(f.PaidAt)},
		{"promised_on", string(f.PromisedOn)},
		{"requested_on", string(f.RequestedOn)},
		{"ship_by", string(f.ShipBy)},
		{"cancelled_at", string(f.CancelledAt)},
		{"fulfilled_at", string(f.FulfilledAt)},
		{"payment", f.Payment},
		{"fulfilment", f.Fulfilment},
		{"service", f.Service},
		{"total", moneyText(f.Total)},
		{"tags", f.Tags},
		{"not_ours", flagText(f.NotOurs)},
		{"customer_name", c.Name},
		{"email", c.Email},
		{"phone", c.Phone},
		{"ship_name", c.ShipName},
		{"ship_company", c.Company},
		{"ship_address1", c.Address1},
		{"ship_address2", c.Address2},
		{"ship_city", c.City},
		{"ship_region", first(c.Region, f.Region)},
		{"ship_postcode", c.Postcode},
		{"ship_country", first(c.Country, f.Country)},
		{"note", c.Note},
	}
}

// customerValue is a field of a customer by the name it has in Fields; personal is false of fields that are none of a customer's.
func customerValue(c track.Customer, field string) (value string, personal bool) {
	values := orderValues(track.OrderFacts{}, c)
	i := slices.IndexFunc(values, func(v fieldValue) bool { return v.field == "customer_name" })
	for _, v := range values[i:] {
		if v.field == field {
			return v.value, true
		}
	}
	return "", false
}

// diffLines lists what changes in the lines of an order.
func diffLines(last, next []track.LineFacts) []Change {
	var out []Change
	gone := make([]bool, len(last))
	for i := range gone {
		gone[i] = true
	}
	for i, j := range MatchLines(last, next) {
		if j < 0 {
			out = append(out, Change{Field: "line", New: lineText(next[i])})
			continue
		}
		gone[j] = false
		old, now := lineValues(last[j]), lineValues(next[i])
		for k, v := range now {
			if v.value != "" && v.value != old[k].value {
				out = append(out, Change{Field: "line " + last[j].Line + " " + v.field, Old: old[k].value, New: v.value})
			}
		}
	}
	for j, l := range last {
		if gone[j] {
			out = append(out, Change{Field: "line " + l.Line, Old: lineText(l)})
		}
	}
	return out
}

// lineValues lists the fields of a line in one order.
func lineValues(l track.LineFacts) []fieldValue {
	return []fieldValue{
		{"sku", l.SKU},
		{"title", l.Title},
		{"quantity", strconv.Itoa(l.Quantity)},
		{"unit_price", moneyText(l.Price)},
		{"requires_shipping", flagText(!l.NoShipping)},
	}
}

// lineText is a line on one row: "2 × MUG-BLUE Blue mug".
func lineText(l track.LineFacts) string {
	return strings.TrimSpace(fmt.Sprintf("%d × %s", l.Quantity, strings.TrimSpace(l.SKU+" "+l.Title)))
}

// moneyText is an amount in its currency: "12.50 EUR"; "" when nothing is said.
func moneyText(m track.Money) string {
	if m.IsZero() {
		return ""
	}
	digits := track.MinorDigits(m.Currency)
	sign, minor := "", m.Minor
	if minor < 0 {
		sign, minor = "-", -minor
	}
	text := fmt.Sprintf("%0*d", digits+1, minor)
	if digits > 0 {
		text = text[:len(text)-digits] + "." + text[len(text)-digits:]
	}
	return strings.TrimSpace(sign + text + " " + m.Currency)
}

// flagText is yes or no.
func flagText(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}

// older reports whether a statement is older than what is known; undated ones are not.
func older(next, last track.Stamp) bool {
	a, errA := next.At(time.UTC)
	b, errB := last.At(time.UTC)
	return errA == nil && errB == nil && a.Before(b)
}
