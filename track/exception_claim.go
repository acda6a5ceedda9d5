package track

// claimAhead is how many days before the deadline of a claim somebody is told to file it.
const claimAhead = 7

// E27, ours beside the published list: a claim was opened and not filed, and its deadline is near. Clears when it is filed or
// ends.
func claimDue(o *orderFold) []occurrence {
	var out []occurrence
	for _, c := range o.state.Claims {
		last := c.Deadline.Start(o.rules.zone())
		by := o.openedClaim(c.Claim)
		if last.IsZero() || by.ID == "" {
			continue
		}
		x := occurrence{subject: c.Parcel, from: latest(by.At, last.AddDate(0, 0, -claimAhead)), by: by, facts: []string{c.Against, string(c.Deadline)}}
		x.key = c.Claim + "|" + string(c.Deadline)
		x.end(ending{"claim_filed", earliest(o.at(c.Filed), o.at(c.Ended))})
		out = append(out, x)
	}
	return out
}

// openedClaim is the act that opened a claim.
func (o *orderFold) openedClaim(id string) *Event {
	for _, e := range o.events {
		if e.Kind == ClaimOpened && e.Claim == id {
			return e
		}
	}
	return none
}
