package demo

import (
	"time"

	"ordertrail/track"
)

// storyNumbers are the web order numbers that the stories below use; ordinary orders leave them out.
var storyNumbers = map[int]bool{
	20344: true, 20355: true, 20361: true, 20370: true, 20377: true, 20391: true, 20402: true, 20418: true, 20424: true,
	20427: true, 20431: true, 20433: true,
}

// at is a moment of May 2026, the month the stories play in.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 5, day, hour, minute, 0, 0, zone())
}

// stories adds the orders that this sample exists for, one function each.
func (w *world) stories() {
	for _, tell := range []func() *order{
		w.sofa, w.threeParcels, w.labelOnly, w.stalled, w.failedDelivery, w.saysMissing, w.refused, w.openBox,
		w.outOfOrder, w.onHold, w.pastShipBy, w.today,
	} {
		w.orders = append(w.orders, tell())
	}
}

func (w *world) story(number, id, story string, placed time.Time, p person, lines ...line) *order {
	return &order{channel: webShop, number: number, id: id, story: story, placed: placed, person: p, lines: lines, service: "Standard"}
}

func someone(first, last, street, city, state, zip string) person {
	return person{
		first: first, last: last, email: plain(first) + "." + plain(last) + "@example.com", phone: "+1 555 0142",
		street: street, city: city, state: state, zip: zip, country: "US",
	}
}

// sofa: the store says shipped, the warehouse says picked, and the freight carrier's appointment failed two days ago.
func (w *world) sofa() *order {
	o := w.story("MH-20418", "5870020418", "the 4:15 p.m. sofa", at(12, 9, 50),
		someone("Tess", "Harrowgate", "18 Juniper Lane", "Madison", "WI", "53703"), line{find("SOFA-3S-OCH"), 1})
	o.service = "Freight, two people"
	p := &parcel{
		carrier: "northline", service: "Northline Freight", tracking: "NL0000418220", costCents: 14820, lines: o.lines,
		labelled: at(14, 10, 0), picked: at(15, 10, 12), noPackScan: true,
	}
	p.add(at(15, 17, 40), track.Possession, "", "", "Picked up at shipper, 1 crate", "Chicago, IL")
	p.add(at(18, 7, 30), track.Moving, "", "", "Delivery appointment set, Tue 19 May 12:00 to 16:00", "Madison, WI")
	p.add(at(19, 14, 5), track.AttemptFailed, "customer_not_available", "", "Appointment not kept, nobody on site", "Madison, WI")
	o.parcels = []*parcel{p}
	return o
}

// threeParcels: one order, three boxes, two carriers, at three places at once.
func (w *world) threeParcels() *order {
	o := w.story("MH-20427", "5870020427", "three parcels, two carriers", at(18, 10, 20),
		someone("Rosa", "Oakmere", "7 Quarry Row", "Columbus", "OH", "43215"),
		line{find("MUG-BLU"), 4}, line{find("LAMP-TBL"), 1}, line{find("RUG-60"), 2})
	first := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1120, lines: o.lines[:1],
		labelled: at(18, 15, 2), picked: at(18, 13, 40), given: at(18, 16, 41),
	}
	first.add(at(18, 20, 10), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	first.add(at(20, 8, 14), track.OutForDelivery, "", "OT", "Out for delivery", "Columbus, OH")
	first.add(at(20, 11, 42), track.Delivered, "", "D", "Delivered", "Columbus, OH")
	second := &parcel{
		carrier: "fedex", service: "FedEx Home Delivery", tracking: w.trackingNumber("fedex"), costCents: 1390, lines: o.lines[1:2],
		labelled: at(19, 15, 10), picked: at(19, 13, 5), given: at(19, 16, 44),
	}
	second.add(at(19, 21, 2), track.Possession, "", "PU", "Picked up", "Indianapolis, IN")
	second.add(at(20, 9, 30), track.Moving, "", "IT", "In transit", "Indianapolis, IN")
	third := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1540, lines: o.lines[2:],
		labelled: at(21, 15, 20), picked: at(21, 13, 10),
	}
	o.parcels = []*parcel{first, second, third}
	return o
}

// labelOnly: a label was made and the box never left. Nobody has noticed, except the label's age.
func (w *world) labelOnly() *order {
	o := w.story("MH-20391", "5870020391", "a label made and never handed over", at(12, 14, 3),
		someone("Otis", "Ashdell", "402 Weaver Street", "Fargo", "ND", "58102"), line{find("BOWL-24"), 1})
	o.parcels = []*parcel{{
		carrier: "usps", service: "Ground Advantage", tracking: w.trackingNumber("usps"), costCents: 790, lines: o.lines,
		labelled: at(13, 15, 0), noPackScan: true,
	}}
	return o
}

// stalled: the carrier has it and has said nothing for a week.
func (w *world) stalled() *order {
	o := w.story("MH-20377", "5870020377", "a parcel that stalls", at(11, 8, 40),
		someone("Mina", "Quenby", "93 Larch Avenue", "Denver", "CO", "80205"), line{find("CLOCK-30"), 1})
	p := &parcel{
		carrier: "fedex", service: "FedEx Home Delivery", tracking: w.trackingNumber("fedex"), costCents: 1240, lines: o.lines,
		labelled: at(12, 14, 30), picked: at(12, 12, 10), given: at(12, 16, 50),
	}
	p.add(at(12, 20, 40), track.Possession, "", "PU", "Picked up", "Indianapolis, IN")
	p.add(at(14, 5, 15), track.Moving, "", "IT", "In transit", "Kansas City, MO")
	o.parcels = []*parcel{p}
	return o
}

// failedDelivery: nobody was home yesterday.
func (w *world) failedDelivery() *order {
	o := w.story("MH-20402", "5870020402", "a failed delivery", at(15, 9, 12),
		someone("Dana", "Penhallow", "55 Harbour Street", "Boston", "MA", "02118"), line{find("PAN-26"), 1}, line{find("BOARD-W"), 1})
	p := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1310, lines: o.lines,
		labelled: at(18, 14, 5), picked: at(18, 12, 20), given: at(18, 16, 42),
	}
	p.add(at(18, 20, 12), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	p.add(at(20, 8, 31), track.OutForDelivery, "", "OT", "Out for delivery", "Boston, MA")
	p.add(at(20, 14, 22), track.AttemptFailed, "customer_not_home", "X", "Customer was not available, a second attempt will be made", "Boston, MA")
	o.parcels = []*parcel{p}
	return o
}

// saysMissing: delivered on Monday at the front door; on Wednesday the customer says it never came.
func (w *world) saysMissing() *order {
	o := w.story("MH-20361", "5870020361", "delivered, and the customer says it is missing", at(13, 19, 26),
		someone("Yara", "Strandell", "12 Fern Court", "Newark", "NJ", "07102"), line{find("THROW-GRY"), 1})
	p := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1190, lines: o.lines,
		labelled: at(14, 14, 40), picked: at(14, 12, 30), given: at(14, 16, 35),
	}
	p.add(at(14, 20, 5), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	p.add(at(18, 8, 2), track.OutForDelivery, "", "OT", "Out for delivery", "Newark, NJ")
	p.add(at(18, 13, 2), track.Delivered, "", "D", "Delivered", "Newark, NJ")
	o.parcels = []*parcel{p}
	return o
}

// refused: the customer would not take it, and it is on its way back.
func (w *world) refused() *order {
	o := w.story("MH-20355", "5870020355", "a refused parcel coming back", at(8, 16, 45),
		someone("Wim", "Vantonger", "310 Old Mill Road", "Atlanta", "GA", "30312"), line{find("KETTLE-1L"), 2})
	p := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1410, lines: o.lines,
		labelled: at(11, 14, 15), picked: at(11, 12, 15), given: at(11, 16, 38),
	}
	p.add(at(11, 19, 50), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	p.add(at(14, 8, 22), track.OutForDelivery, "", "OT", "Out for delivery", "Atlanta, GA")
	p.add(at(14, 12, 51), track.AttemptFailed, "customer_refused", "X", "The receiver did not want the package and refused delivery", "Atlanta, GA")
	p.add(at(15, 9, 5), track.Returning, "customer_refused", "X", "Returning to sender", "Atlanta, GA")
	o.parcels = []*parcel{p}
	return o
}

// openBox: came back, was inspected, goes back on the shelf as open-box; the refund waits for the manager.
func (w *world) openBox() *order {
	o := w.story("MH-20344", "5870020344", "a return inspected as open-box", at(5, 11, 30),
		someone("Bruno", "Farrowdale", "81 Station Road", "St. Louis", "MO", "63104"), line{find("LAMP-TBL"), 1}, line{find("CANDLE-3"), 2})
	p := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1150, lines: o.lines,
		labelled: at(6, 14, 20), picked: at(6, 12, 40), given: at(6, 16, 36),
	}
	p.add(at(6, 19, 44), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	p.add(at(8, 8, 12), track.OutForDelivery, "", "OT", "Out for delivery", "St. Louis, MO")
	p.add(at(8, 11, 9), track.Delivered, "", "D", "Delivered", "St. Louis, MO")
	o.parcels = []*parcel{p}
	return o
}

// outOfOrder: the carrier's clock puts "out for delivery" after the delivery, and its file comes days late.
func (w *world) outOfOrder() *order {
	o := w.story("MH-20370", "5870020370", "late and out-of-order carrier events", at(11, 13, 15),
		someone("Gita", "Melisande", "640 Juniper Lane", "Austin", "TX", "78702"), line{find("KNIFE-CH"), 1})
	p := &parcel{
		carrier: "ups", service: "UPS Ground", tracking: w.trackingNumber("ups"), costCents: 1230, lines: o.lines,
		labelled: at(12, 14, 50), picked: at(12, 13, 20), given: at(12, 16, 52),
	}
	p.add(at(15, 14, 0), track.Delivered, "", "D", "Delivered", "Austin, TX")
	p.add(at(15, 14, 5), track.OutForDelivery, "", "OT", "Out for delivery", "Austin, TX")
	p.add(at(12, 20, 31), track.Possession, "", "OR", "Origin scan", "Hodgkins, IL")
	for i := range p.steps {
		p.steps[i].known = at(20, 20, 0)
	}
	o.parcels = []*parcel{p}
	return o
}

// onHold: the customer asked to wait; it must not be picked.
func (w *world) onHold() *order {
	o := w.story("MH-20424", "5870020424", "an order on hold", at(18, 8, 5),
		someone("Lars", "Castellane", "229 Fern Court", "Portland", "OR", "97209"), line{find("SHELF-OAK"), 1})
	o.noPick, o.holdTag = true, "customer moves house, wait for a new address"
	return o
}

// pastShipBy: a market order that should have left yesterday and is not even picked.
func (w *world) pastShipBy() *order {
	return &order{
		channel: market, number: "H70391", story: "past its ship-by day", placed: at(18, 17, 20), promised: "2026-05-26", shipBy: "2026-05-20",
		person: someone("Imani", "Okparra", "77 Larch Avenue", "Minneapolis", "MN", "55408"), lines: []line{{find("TABLE-OAK"), 1}},
		service: "Standard", noPick: true,
	}
}

// today: what the bench is working on right now.
func (w *world) today() *order {
	o := w.story("MH-20433", "5870020433", "on the bench now", at(21, 8, 30),
		someone("Hanna", "Corvane", "15 Weaver Street", "Chicago", "IL", "60614"), line{find("VASE-M"), 1}, line{find("CUSH-VLV"), 2})
	o.noPick = true
	return o
}
