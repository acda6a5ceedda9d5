package demo

import (
	"fmt"
	"time"

	"ordertrail/app"
	"ordertrail/track"
)

// returns is what came back, and what is claimed for what never arrived.
func (t *teller) returns() []moment {
	return append([]moment{
		{at(12, 10, 5), "return", t.openReturn},
		{at(20, 9, 55), "claim", t.claimMissing},
	}, t.oneOfTwo()...)
}

// orderID finds an order of either shop.
func (t *teller) orderID(number string) (string, error) { return t.app.Orders().Find(number, "") }

// openReturn is the lamp's way back: asked for, received, inspected as opened, decided as open-box; the refund waits.
func (t *teller) openReturn() error {
	returns := t.app.Returns()
	id, err := t.orderID("MH-20344")
	if err != nil {
		return err
	}
	lamp := []app.ReturnLine{{Line: "1", Quantity: 1}}
	number, err := returns.Open(app.ReturnRequest{OrderID: id, Cause: "changed_mind", Why: "Does not match the room", Lines: lamp})
	if err != nil {
		return err
	}
	steps := []moment{
		{at(15, 10, 20), "received", func() error { return returns.Receive(number, lamp) }},
		{at(15, 14, 0), "inspected", func() error {
			return returns.Inspect(app.Inspection{Return: number, Grade: "B", Note: "Box opened, bulb missing, no scratches"})
		}},
		{at(15, 14, 5), "decided", func() error { return returns.Decide(app.Inspection{Return: number}) }},
	}
	for _, s := range steps {
		t.clock = s.at
		if err := s.do(); err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
	}
	return nil
}

// claimMissing claims for the parcel that a customer says never came, from the insurer of the label.
func (t *teller) claimMissing() error {
	id, err := t.orderID("MH-20361")
	if err != nil {
		return err
	}
	_, err = t.app.Claims().Open(app.ClaimRequest{OrderID: id, Against: "shipsurance", Kind: "missing"})
	return err
}

// oneOfTwo is a return of two units of which one came, with the serial number that was recorded when it left; it waits for
// inspection.
func (t *teller) oneOfTwo() []moment {
	o := t.twoDelivered()
	if o == nil {
		return nil
	}
	number := ""
	with := func(do func(id string) error) func() error {
		return func() error {
			id, err := t.orderID(o.number)
			if err != nil {
				return err
			}
			return do(id)
		}
	}
	return []moment{
		{o.parcels[0].labelled.Add(time.Minute), "serials", with(func(id string) error {
			return t.app.Orders().Serials(id, "1", "", []string{"SN-44907", "SN-44908"}, "")
		})},
		{at(19, 11, 20), "return asked for", with(func(id string) (err error) {
			number, err = t.app.Returns().Request(app.ReturnRequest{
				OrderID: id, Cause: "defective", Why: "One of them does not sit straight", Lines: []app.ReturnLine{{Line: "1", Quantity: 2}},
			})
			return err
		})},
		{at(19, 13, 40), "return agreed to", func() error { return t.app.Returns().Authorise(number, "") }},
		{at(21, 10, 5), "one of two received", func() error { return t.app.Returns().Receive(number, []app.ReturnLine{{Line: "1", Quantity: 1}}) }},
	}
}

// twoDelivered is the newest ordinary order with two units of its first line, delivered before the return was asked for.
func (t *teller) twoDelivered() *order {
	var found *order
	for _, o := range t.orders {
		if o.story != "" || len(o.parcels) != 1 || o.lines[0].quantity < 2 || o.parcels[0].labelled.IsZero() {
			continue
		}
		for _, s := range o.parcels[0].steps {
			if s.phase == track.Delivered && s.at.After(at(14, 0, 0)) && s.at.Before(at(18, 0, 0)) {
				found = o
			}
		}
	}
	return found
}
