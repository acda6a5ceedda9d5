package mail

import (
	"strings"
	"time"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

// item is one schema.org thing: its type and properties. A value is a string, another item, or a list of both.
type item struct {
	kind  string
	props map[string][]value
}

// value is either text or an item.
type value struct {
	text string
	item *item
}

// markupEvents reads the schema.org markup of a mail: parcels, alone or within orders, each with its state and dates.
func markupEvents(m *message, t *template) []Event {
	var out []Event
	for _, page := range m.html {
		if !namesSchema(page) && !holdsJSON(page) {
			continue
		}
		for _, source := range []struct {
			basis string
			items []*item
		}{{"jsonld", jsonItems(page)}, {"microdata", attributeItems(page, microdata)}, {"rdfa", attributeItems(page, rdfa)}} {
			r := markupReader{basis: source.basis, carrier: t}
			for _, it := range source.items {
				r.item(it, Event{}, 0)
			}
			out = append(out, r.events...)
		}
	}
	return distinct(out)
}

// distinct drops events that a second syntax repeats.
func distinct(events []Event) []Event {
	var out []Event
	for _, e := range events {
		same := false
		for _, o := range out {
			o.Basis, o.Evidence = e.Basis, e.Evidence
			same = same || o == e
		}
		if !same {
			out = append(out, e)
		}
	}
	return out
}

type markupReader struct {
	basis   string
	carrier *template // whose domain the mail comes from
	events  []Event
}

// item walks a thing; known is what the things around it already said (order number, state).
func (r *markupReader) item(it *item, known Event, depth int) {
	if it == nil || depth > maxDepth || len(r.events) >= 200 {
		return
	}
	switch it.kind {
	case "ParcelDelivery":
		r.parcel(it, known, depth)
		return
	case "Order":
		if n := it.text("orderNumber"); n != "" {
			known.Order = n
		}
		known = r.state(known, it.text("orderStatus"))
	case "OrderItem":
		known = r.state(known, it.text("orderItemStatus"))
	}
	for _, name := range []string{"orderDelivery", "orderedItem", "itemListElement", "item", "mainEntity", "about", "subjectOf"} {
		for _, v := range it.props[name] {
			r.item(v.item, known, depth+1)
		}
	}
}

// parcel reads a ParcelDelivery.
func (r *markupReader) parcel(it *item, e Event, depth int) {
	e.Basis = r.basis
	if o := it.first("partOfOrder"); o != nil {
		if n := o.text("orderNumber"); n != "" {
			e.Order = n
		}
		e = r.state(e, o.text("orderStatus"))
	}
	e.Carrier = r.carrierOf(it)
	if n := it.text("trackingNumber"); n != "" {
		e.Tracking = track.TrackingKey(n)
	}
	e.EstimatedOn = stampOf(it.text("expectedArrivalUntil")).Date()
	if e.EstimatedOn == "" {
		e.EstimatedOn = stampOf(it.text("expectedArrivalFrom")).Date()
	}
	for _, v := range it.props["deliveryStatus"] {
		e = r.delivery(e, v)
	}
	if e.Phase.IsFinal() {
		e.EstimatedOn = ""
	}
	if e.Evidence == "" && e.EstimatedOn != "" {
		e.Evidence = "expectedArrival " + string(e.EstimatedOn)
	}
	if e.Phase == "" && e.EstimatedOn == "" && e.Flag == "" && e.Reason == "" {
		e.Phase, e.Evidence = track.NoData, "ParcelDelivery without a state"
	}
	r.events = append(r.events, e)
}

// carrierOf is the carrier a parcel names, else the one whose domain sent the mail.
func (r *markupReader) carrierOf(it *item) string {
	for _, name := range []string{"carrier", "provider"} {
		for _, v := range it.props[name] {
			word := v.text
			if v.item != nil {
				word = v.item.text("name")
			}
			if id := carrier.Parse(word); id != "" {
				return id
			}
		}
	}
	if r.carrier != nil {
		return r.carrier.id()
	}
	return ""
}

// delivery reads a deliveryStatus: a DeliveryEvent, or a word.
func (r *markupReader) delivery(e Event, v value) Event {
	word := v.text
	if v.item != nil {
		word = v.item.text("name")
		for _, name := range []string{"deliveryStatus", "description", "alternateName"} {
			if word == "" {
				word = v.item.text(name)
			}
		}
		if s := stampOf(v.item.text("startDate")); s != "" {
			e.Occurred = s
		}
		if p := v.item.first("location"); p != nil && e.Location == "" {
			e.Location = cut(p.text("name"), 80)
		}
	}
	if before := e; word != "" {
		if e = r.state(e, word); e != before {
			return e
		}
		if means, ok := carrier.Map(e.Carrier, "", "", word); ok {
			e.Phase, e.Reason, e.Flag, e.Evidence = means.Phase, means.Reason, means.Flag, "deliveryStatus "+cut(word, 100)
			return e
		}
		if e.Phase == "" {
			e.Phase, e.Evidence = track.Unmapped, "deliveryStatus "+cut(word, 100)
		}
	}
	return e
}

// stateRow is an OrderStatus of schema.org and what it means for a parcel.
type stateRow struct {
	Word   string
	Phase  track.Phase
	Reason track.Reason
	Shop   track.Phase // what it means when a shop and no carrier says it
}

// Read a row as: this OrderStatus means this phase from a carrier, and that one from anybody else. A shop's "in transit" is
// only announced, since a shop does not see the parcel any more. A returned or troubled order says nothing of where the
// parcel is.
var states = []stateRow{
	{"OrderInTransit", track.Moving, "", track.Announced},
	{"OrderPickupAvailable", track.AwaitingCollection, "", track.AwaitingCollection},
	{"OrderDelivered", track.Delivered, "", track.Delivered},
	{"OrderProblem", track.Unmapped, "unknown", track.Unmapped},
	{"OrderReturned", track.Unmapped, "", track.Unmapped},
	{"OrderCancelled", track.Unmapped, "", track.Unmapped},
	{"OrderProcessing", track.NoData, "", track.NoData},
	{"OrderPaymentDue", track.NoData, "", track.NoData},
}

// state puts what an OrderStatus word means into e; words that are none leave it alone.
func (r *markupReader) state(e Event, word string) Event {
	word = word[strings.LastIndexAny(word, "/#")+1:]
	for _, row := range states {
		if !strings.EqualFold(row.Word, word) {
			continue
		}
		e.Phase, e.Reason, e.Evidence = row.Phase, row.Reason, row.Word
		if r.carrier == nil || r.carrier.Orders != nil {
			e.Phase = row.Shop
		}
	}
	return e
}

func (it *item) text(name string) string {
	for _, v := range it.props[name] {
		if s := tidy(v.text); s != "" {
			return cut(s, 200)
		}
		if v.item != nil {
			if s := v.item.text("@value"); s != "" {
				return s
			}
		}
	}
	return ""
}

func (it *item) first(name string) *item {
	for _, v := range it.props[name] {
		if v.item != nil {
			return v.item
		}
	}
	return nil
}

// stampOf reads an ISO 8601 date or time; "" when it is none.
func stampOf(s string) track.Stamp {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05.000-0700", "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			return track.StampOf(t)
		}
	}
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			return track.LocalStamp(t)
		}
	}
	if t, err := time.Parse("2006-01-02", s); err == nil && sane(t) {
		return track.DateStamp(t)
	}
	return ""
}

func sane(t time.Time) bool { return t.Year() >= 1990 && t.Year() <= 2100 }
