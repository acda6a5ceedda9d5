package track

import "slices"

// Contested is a field that a person typed and the files now state otherwise. What was typed stands until somebody answers:
// typing it once more over the file's value keeps it, taking the typing back takes the file's. Either answer holds for that value.
type Contested struct {
	Field string `json:"field"`
	Ours  string `json:"ours"`
	File  string `json:"file"`
	Event string `json:"event"` // the freshest statement that says so
}

// AddressField is the field of an edit that replaces who an order goes to and where; its values are hashes of customers.
const AddressField = "address"

// Read a row as: what a statement says of <field> is <states>; a file that leaves it blank says nothing.
var typedFields = []struct {
	Field  string
	states func(*Event) string
}{
	{AddressField, func(e *Event) string { return e.PersonHash }},
	{"promised_on", func(e *Event) string { return string(e.OrderFacts.PromisedOn.day()) }},
	{"requested_on", func(e *Event) string { return string(e.OrderFacts.RequestedOn.day()) }},
	{"service", func(e *Event) string { return e.OrderFacts.Service }},
	{"ship_by", func(e *Event) string { return string(e.OrderFacts.ShipBy.day()) }},
	{"tags", func(e *Event) string { return e.OrderFacts.Tags }},
}

// StatedField is what the files say of a field that people may type, whatever was typed over it, and the statement that says so.
func StatedField(events []Event, field string) (value string, by Event) {
	for _, row := range typedFields {
		if row.Field == field {
			value, stated := lastStated(byFreshness(pointers(events), OrderStated), row.states)
			return value, *stated
		}
	}
	return value, by
}

// lastStated is what the freshest of some statements says that says anything.
func lastStated(stated []*Event, states func(*Event) string) (value string, by *Event) {
	for _, e := range slices.Backward(stated) {
		if e.OrderFacts == nil {
			continue
		}
		if v := states(e); v != "" {
			return v, e
		}
	}
	return "", none
}

// typed is what an edit put into its field, as statements spell it.
func (e *Event) typed() string {
	if e.Code == AddressField {
		return e.PersonHash
	}
	return e.Text
}

// contest is one field that was typed, and what the files say of it.
type contest struct {
	Contested
	by    *Event
	first *Event // edit of the field
	ended *Event // the edit that answered; none while nobody did
}

// contests are the fields that were typed and are, or were, stated otherwise than anybody had seen who typed.
func (o *orderFold) contests() []contest {
	if !slices.ContainsFunc(o.events, func(e *Event) bool { return e.Kind == Edited }) {
		return nil // as of nearly every order
	}
	var out []contest
	stated := byFreshness(o.events, OrderStated)
	for _, row := range typedFields {
		c := contest{Contested: Contested{Field: row.Field}, first: none, ended: none}
		c.File, c.by = lastStated(stated, row.states)
		c.Event = c.by.ID
		for _, e := range o.events {
			if e.Kind != Edited || e.Code != row.Field {
				continue
			}
			if c.first.ID == "" {
				c.first = e
			}
			if e.Over == c.File && c.ended.ID == "" {
				c.ended = e
			}
			c.Ours = e.typed()
		}
		answered := c.ended.ID != "" && c.ended.ID != c.first.ID // who typed first may have seen what the file says
		if c.first.ID != "" && c.File != "" && (answered || c.ended.ID == "" && c.File != c.Ours) {
			out = append(out, c)
		}
	}
	return out
}

// foldContested notes the fields that wait for an answer.
func (o *orderFold) foldContested() {
	for _, c := range o.contests() {
		if c.ended.ID == "" {
			o.state.Contested = append(o.state.Contested, c.Contested)
		}
	}
}

// E35, ours beside the published list: a file says something else than a person typed, who had not seen it. Clears when somebody
// answers.
func fileDiffers(o *orderFold) []occurrence {
	var out []occurrence
	for _, c := range o.contests() {
		facts := []string{c.Field, c.Ours, c.File}
		if c.Field == AddressField {
			facts = []string{c.Field} // an address is personal
		}
		is := occurrence{from: latest(c.first.At, o.at(c.by.AsOf)), by: c.by, key: c.Field + "|" + c.File, facts: facts}
		is.end(ending{"answered", c.ended.At})
		out = append(out, is)
	}
	return out
}

// Answers are the edits that hold a field: what is taken back to take the file's value.
func Answers(events []Event, field string) []Event {
	return slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Kind != Edited || e.Code != field })
}
