package track

// foldContacts lists every time the customer got in touch. A contact whose time nobody stated happened when it was recorded.
func (o *orderFold) foldContacts() {
	for _, e := range o.events {
		if e.Kind != Contact {
			continue
		}
		asked := Asked{Code: e.Code, At: e.Occurred, Event: e.ID}
		if asked.At == "" && !e.Recorded.IsZero() {
			asked.At = StampOf(e.Recorded.In(o.rules.zone()))
		}
		o.state.Contacts = append(o.state.Contacts, asked)
	}
}
