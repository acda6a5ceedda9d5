package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// stepAsk is where a step is done, and what a person must say about it before it counts as done.
type stepAsk struct {
	Step   string
	Place  string // here, where the task stands; claim: the claim on its order; station, returns, unread, settings or order: there
	Mode   string // of the station
	Day    string // needed, maybe or never: the day on which it is to be looked at again, or that was booked
	Text   string // needed or maybe
	Choice []string
	Only   []string // the tasks it makes sense for; none: any
	also   func(*App, StepDone) also
}

// The places of steps, and what they ask for.
const (
	here   = "here"
	needed = "needed"
	maybe  = "maybe"
	never  = "never"
)

// asDecided is the choice to release what was decided; a choice may be left out where it is offered.
const asDecided = "as_decided"

// stepAsks is the table of next steps, which the screens are told and the command line keeps to. Read a row as: <step> is done
// at <place>, in <mode>; it asks for a day, for words, for one of these choices; it makes sense for <these tasks>, and does
// more than being noted. What is done elsewhere is only noted.
var stepAsks = []stepAsk{
	{"ask_carrier", here, "", needed, needed, nil, nil, nil},
	{"call_customer", here, "", maybe, maybe, []string{"reached", "not_reached", "left_message"}, nil, nil},
	{"rebook", here, "", needed, maybe, []string{"new_day", "pickup_point", "neighbour"}, nil, nil},
	{"claim", "claim", "", needed, needed, nil, nil, nil},
	{"collect_proof", here, "", needed, maybe, []string{"photo", "signature", "gps", "statement", "nothing_yet"}, nil, nil},
	{"ask_supplier", here, "", needed, maybe, nil, nil, nil},
	{"send_supplier", "returns", "", never, maybe, nil, nil, nil},
	{"fix_address", here, "", never, maybe, nil, nil, fixAddress},
	{"expect_return", here, "", never, maybe, nil, []string{"returning_unannounced", "refused"}, expectReturn},
	{"release", here, "", never, maybe, []string{asDecided, "refund", "replacement", "store_credit", "reject"}, []string{"decided_not_released"}, releaseReturn},
	{"pick", "station", "pick", never, maybe, nil, nil, nil},
	{"hand_over", "station", "handover", never, maybe, nil, nil, nil},
	{"inspect", "returns", "", never, maybe, nil, nil, nil},
	{"teach", "unread", "", never, maybe, nil, nil, nil},
	{"import", "unread", "", never, maybe, nil, nil, nil},
	{"settings", "settings", "", never, maybe, nil, nil, nil},
	{"look", "order", "", never, maybe, nil, nil, nil},
}

// askOf is the row of a step; every step of package track has one.
func askOf(step string) stepAsk {
	i := slices.IndexFunc(stepAsks, func(s stepAsk) bool { return s.Step == step })
	if i < 0 {
		return stepAsk{Step: step, Place: "order", Day: maybe, Text: maybe}
	}
	return stepAsks[i]
}

// AskOf is what a step asks for, for a shell that names what to type.
func AskOf(step string) StepAsk { return askOf(step).view() }

// view is the row as a screen is told it.
func (s stepAsk) view() StepAsk {
	return StepAsk{Place: s.Place, Mode: s.Mode, Day: s.Day, Text: s.Text, Choices: nonNil(s.Choice), Address: s.Step == "fix_address"}
}

// Step records that a step was done about tasks, with what came of it, and does what the step does: an address is corrected,
// a return is opened or released. With a day the task waits until then for whoever the step waits for.
func (t *Today) Step(tasks []string, d StepDone) error {
	if _, known := track.StepOf(d.Step); !known {
		return fail("no-such-step", fmt.Sprintf("%q is no step of a task", d.Step), d.Step)
	}
	ask := askOf(d.Step)
	if err := ask.check(d); err != nil {
		return err
	}
	if d.Choice == asDecided {
		d.Choice = ""
	}
	e := track.Event{Kind: track.TaskStepped, Code: d.Step, Outcome: d.Choice, Text: strings.TrimSpace(d.Text)}
	if d.Until != "" {
		until, err := t.app.dayAhead(d.Until)
		if err != nil {
			return err
		}
		e.Due = until
	}
	if ask.also == nil {
		return t.act("Today.Step", tasks, e, nil)
	}
	if len(tasks) != 1 {
		return fail("one-at-a-time", "do this for one task at a time", d.Step)
	}
	return t.act("Today.Step", tasks, e, ask.fits(ask.also(t.app, d)))
}

// check says what is still missing.
func (s stepAsk) check(d StepDone) error {
	switch {
	case s.Day == needed && d.Until == "":
		return fail("step-day", fmt.Sprintf("say until when: `--until 2026-05-26` with %s", s.Step), s.Step)
	case s.Text == needed && strings.TrimSpace(d.Text) == "":
		return fail("step-text", fmt.Sprintf("say what was asked or filed with %s", s.Step), s.Step)
	case len(s.Choice) > 0 && !slices.Contains(s.Choice, d.Choice) && !slices.Contains(s.Choice, asDecided):
		return fail("step-choice", fmt.Sprintf("%q is no outcome of %s: %s", d.Choice, s.Step, strings.Join(s.Choice, ", ")), s.Step)
	}
	return nil
}

// fits refuses a step on a task that it does nothing for.
func (s stepAsk) fits(f also) also {
	return func(task store.TaskRow, o track.OrderState, c track.Customer) ([]store.Recorded, error) {
		if len(s.Only) > 0 && !slices.Contains(s.Only, task.Code) {
			return nil, fail("step-fits-not", fmt.Sprintf("%s is no step of a task %s", s.Step, task.Code), s.Step, task.Code)
		}
		return f(task, o, c)
	}
}

// fixAddress corrects where an order goes. The address is personal and stands beside the fact, with the customer's e-mail
// address, so that an erase finds it; no later import changes it back.
func fixAddress(_ *App, d StepDone) also {
	return func(_ store.TaskRow, o track.OrderState, c track.Customer) ([]store.Recorded, error) {
		a := d.Address
		if strings.TrimSpace(a.Address1) == "" || strings.TrimSpace(a.City) == "" || strings.TrimSpace(a.Postcode) == "" {
			return nil, fail("short-address", "an address needs a street, a city and a postcode")
		}
		if c.IsZero() {
			return nil, fail("no-customer", fmt.Sprintf("order %s has no customer: the data were erased, or none came", o.Order), o.Order)
		}
		c.ShipName, c.Company = cmp.Or(a.Name, c.ShipName), cmp.Or(a.Company, c.Company)
		c.Address1, c.Address2, c.City, c.Region, c.Postcode = a.Address1, a.Address2, a.City, a.Region, a.Postcode
		c.Country = cmp.Or(a.Country, c.Country)
		return []store.Recorded{{Event: track.Event{Kind: track.Edited, Code: "address", Text: countryCode(c.Country)}, Customer: c}}, nil
	}
}

// countryCode is a country as rules compare it; "" for one that is not given as a code of two letters.
func countryCode(country string) string {
	if code := strings.ToUpper(strings.TrimSpace(country)); len(code) == 2 {
		return code
	}
	return ""
}

// expectReturn opens the return of a parcel that comes back by itself, so that the dock knows of it.
func expectReturn(_ *App, d StepDone) also {
	return func(task store.TaskRow, o track.OrderState, _ track.Customer) ([]store.Recorded, error) {
		for _, p := range o.Parcels {
			if p.Parcel == task.Subject {
				return []store.Recorded{{Event: track.Event{
					Kind: track.ReturnOpened, Return: track.RTSNumber(p.Parcel), Code: "rts", Text: cmp.Or(d.Text, string(task.Reason)), Parcel: refOf(p), ParcelID: p.Parcel,
				}}}, nil
			}
		}
		return nil, fail("no-such-parcel", fmt.Sprintf("order %s has no parcel %s any more", o.Order, task.Subject), o.Order, task.Subject)
	}
}

// releaseReturn gives the customer what was decided, or the resolution that is named.
func releaseReturn(a *App, d StepDone) also {
	return func(task store.TaskRow, o track.OrderState, _ track.Customer) ([]store.Recorded, error) {
		if d.Choice != "" && !slices.Contains(track.Resolutions(), d.Choice) {
			return nil, fail("bad-resolution", fmt.Sprintf("%q is no resolution: %s", d.Choice, strings.Join(track.Resolutions(), ", ")), d.Choice)
		}
		var out []store.Recorded
		for i := range o.Returns {
			if o.Returns[i].Return != task.Subject {
				continue
			}
			for _, e := range a.Returns().releases(&o, &o.Returns[i], "", d.Choice, 0) {
				e.Text = d.Text
				out = append(out, store.Recorded{Event: e})
			}
		}
		if len(out) == 0 {
			return nil, fail("nothing-decided", fmt.Sprintf("nothing is left to be released of return %s: say what its customer gets", task.Subject), task.Subject)
		}
		return out, nil
	}
}
