package track

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// AliasKey is the key of GroupKeys under which a link gives the order number a meaning.
func AliasKey(number string) string { return "a:" + OrderKey(number) }

// NumberKey is the key of GroupKeys under which facts that name only the order number are found.
func NumberKey(number string) string { return "o:" + OrderKey(number) }

// count reads what files call a box that they only count: 2, 02, 2 of 3, 2/3, parcel 2, Paket 2 von 3.
var count = regexp.MustCompile(`^(?:(?:parcel|package|box|crate|paket|karton|kiste|no\.?|nr\.?) *)?0*([1-9]\d{0,2})(?: *(?:of|von|/) *\d{1,3})?$`)

// boxCount is the place in its order that a label names, from 1; 0 when it is no mere count.
func boxCount(label string) int {
	found := count.FindStringSubmatch(OrderKey(label))
	if found == nil {
		return 0
	}
	n, _ := strconv.Atoi(found[1]) // three digits always are a number
	return n
}

// labelKey is a label within its order; "2", "2 of 3" and "parcel 2" are one.
func labelKey(order OrderRef, label string) string {
	label = OrderKey(label)
	if n := boxCount(label); n > 0 {
		label = strconv.Itoa(n)
	}
	return order.Key() + "|" + label
}

// countsBoxes reports whether e packs a box of a named order, or names one by its count.
func (e *Event) countsBoxes() bool {
	if e.Order.Key() == "" || e.Parcel.Number == "" {
		return false
	}
	if _, err := ParseNumber(e.Parcel.Number); err == nil {
		return e.packs()
	}
	return boxCount(e.Parcel.Number) > 0
}

func (e *Event) packs() bool { return e.Kind == LinePacked || e.Kind == ParcelClosed }

// box is one parcel of ours that somebody packed for an order.
type box struct {
	parcel string
	first  time.Time
	labels []string // the tracking numbers its own facts name
}

// labelsOfBoxes says which label that only counts is which box of ours: the first, second, … that was packed for the order
// the label means, unless that box carries another tracking number. A label whose order is not sure means no box.
func (a *assignment) labelsOfBoxes() map[string]string {
	out := map[string]string{}
	boxes := a.boxes()
	for id, facts := range a.labels {
		n, found := boxCount(facts[0].Parcel.Number), boxes[meantOrder(facts)]
		if n == 0 || n > len(found) {
			continue
		}
		own, theirs := found[n-1].labels, numbersOn(facts)
		if len(own) == 0 || len(theirs) == 0 || slices.ContainsFunc(own, func(t string) bool { return contains(theirs, t) }) {
			out[id] = found[n-1].parcel
		}
	}
	return out
}

// boxes are the boxes of every order that were packed and not voided, in the order of their first piece.
func (a *assignment) boxes() map[string][]box {
	out := map[string][]box{}
	for parcel, facts := range a.ours {
		b := box{parcel: parcel, labels: numbersOn(facts)}
		var packed []*Event
		for _, e := range facts {
			if e.packs() {
				packed = append(packed, e)
				b.first = earliest(b.first, e.At)
			}
		}
		order := meantOrder(packed)
		if order != "" && !slices.ContainsFunc(facts, func(e *Event) bool { return e.Kind == ParcelVoided }) {
			out[order] = append(out[order], b)
		}
	}
	for _, list := range out {
		slices.SortFunc(list, func(x, y box) int { return cmp.Or(x.first.Compare(y.first), strings.Compare(x.parcel, y.parcel)) })
	}
	return out
}

// meantOrder is the one order that all facts mean; "" when one of them leaves that open or they mean several.
func meantOrder(facts []*Event) string {
	only := ""
	for _, e := range facts {
		id := e.OrderID
		if e.Order.Source != "" && e.Order.Number != "" {
			id = OrderIDOf(e.Order.Source, e.Order.Number)
		}
		if id == "" || only != "" && id != only {
			return ""
		}
		only = id
	}
	return only
}

// numbersOn are the tracking numbers that facts name.
func numbersOn(facts []*Event) []string {
	var out []string
	for _, e := range facts {
		if t := TrackingKey(e.Parcel.Tracking); t != "" && !contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}
