package app

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"ordertrail/reports/pdf"
	"ordertrail/reports/wording"
	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

// ReturnSlip writes the page that a customer puts into the box of a return into the documents folder.
func (x *Reports) ReturnSlip(number string) (f ReportFile, err error) {
	defer x.app.guard("Reports.ReturnSlip", &err)
	path, err := x.app.returnDocument("return-slip", number)
	if err != nil {
		return ReportFile{}, err
	}
	return x.app.ReturnSlip(number, path)
}

// slipPhases are those in which a customer is to send something that was agreed to.
var slipPhases = []string{"authorised", "pickup_scheduled", "in_return_transit"}

// ReturnSlip writes the slip of a return that was agreed to and has not come to path.
func (a *App) ReturnSlip(number, path string) (ReportFile, error) {
	o, x, err := a.returnWith(number)
	if err != nil {
		return ReportFile{}, err
	}
	to := addressLines(a.Settings().Address)
	switch {
	case x.Kind == "rts" || !slices.Contains(slipPhases, x.Phase):
		return ReportFile{}, fail("no-return-slip", fmt.Sprintf("return %s is %s: a slip goes into the box of a return that was agreed to and has not come", grouped(x.Return), a.WordFor("return", x.Phase)), grouped(x.Return), x.Phase)
	case len(to) == 0:
		return ReportFile{}, fail("no-address", "nobody said where returns go: `ordertrail setting address 'STREET; TOWN'` sets the shop's address")
	}
	slip := pdf.ReturnSlip{
		Head: a.head(), Return: x.Return, Grouped: grouped(x.Return), Order: o.State.Order, Reason: cmp.Or(x.Reason, a.WordFor("cause", x.Cause)),
		SendTo: append(nonEmpty(a.Settings().ShopName), to...),
	}
	for _, l := range x.Lines {
		if n := l.Requested - l.Received; n > 0 {
			line := lineState(&o.State, l.Line)
			slip.Lines = append(slip.Lines, pdf.SlipLine{SKU: line.SKU, Title: cmp.Or(line.Title, line.SKU), Quantity: n})
		}
	}
	slip.HowTo = a.howToReturn(slip.Words, x)
	return document(path, func(w *os.File) (int, error) { return pdf.ReturnSlips(w, slip) })
}

// howToReturn is what a customer does with a return, step by step: as far as it is known how it travels and until when.
func (a *App) howToReturn(words map[string]string, x track.ReturnState) []string {
	say := func(key string, args ...string) string { return wording.Fill(words["return.step."+key], args...) }
	steps := []string{say("pack"), say("cover")}
	switch label := slices.IndexFunc(x.Ways, func(w track.ReturnWay) bool { return w.Tracking != "" }); {
	case x.Pickup != "":
		steps = append(steps, say("pickup", "date", pdf.Day(words, x.Pickup.Date())))
	case label >= 0:
		steps = append(steps, say("label", "carrier", carrier.Name(x.Ways[label].Carrier), "tracking", x.Ways[label].Tracking))
	default:
		steps = append(steps, say("send"))
	}
	if !x.Expires.IsZero() {
		steps = append(steps, say("by", "date", pdf.Day(words, track.DateOf(x.Expires, a.zone()))))
	}
	return steps
}

// returnWith finds a return by its number, with the order it belongs to.
func (a *App) returnWith(number string) (o store.Order, x track.ReturnState, err error) {
	ctx, err := a.ready()
	if err != nil {
		return o, x, err
	}
	x, orderID, err := a.Returns().find(ctx, number)
	switch {
	case err != nil:
		return o, x, err
	case orderID == "":
		return o, x, fail("return-loose", fmt.Sprintf("nobody knows the order of return %s yet: match it first", grouped(x.Return)), x.Return)
	}
	o, err = store.Look(ctx, a.store, func(r *store.Reader) (store.Order, error) { return a.orderWith(ctx, r, orderID) })
	return o, x, err
}

// lineState is one line of an order; one that it does not have is empty.
func lineState(s *track.OrderState, number string) track.LineState {
	for _, l := range s.Lines {
		if l.Line == number {
			return l
		}
	}
	return track.LineState{Line: number}
}
