package track

import "strconv"

// claimAhead is how many days before the deadline of a claim somebody is told to file it.
const claimAhead = 7

// claimEnds is how an act on a claim ends what was told of it. Read a row as: <act> clears it as <this>.
var claimEnds = map[Kind]string{
	ClaimFiled: "claim_filed", ClaimPaid: "claim_ended", ClaimRefused: "claim_ended", ClaimGivenUp: "claim_ended", ClaimDated: "day_named",
}

// E27, ours beside the published list: a claim was opened and not filed, and its deadline is near. When that is over, E42 goes
// on with it.
func claimDue(o *orderFold) []occurrence {
	return o.eachSpell("opened", func(c *claimFold, s claimSpell) (occurrence, bool) {
		last := c.lastDay(s)
		x := occurrence{from: o.chased(c, s), facts: []string{c.state.Against, string(last)}}
		x.end(ending{"last_day_over", last.End(o.rules.zone())})
		return x, last != ""
	})
}

// E41: a claim was opened and not filed, and nobody knows until when it is taken. That the table got a row for it, or that the day
// of mailing was learned, ends it.
func claimUndated(o *orderFold) []occurrence {
	days := o.rules.ClaimWaits.File
	return o.eachSpell("opened", func(c *claimFold, s claimSpell) (occurrence, bool) {
		if days <= 0 || s.day != "" {
			return occurrence{}, false
		}
		x := occurrence{from: o.rules.addWorkdays(s.by.At, days), since: s.began.At, facts: []string{c.state.Against}}
		x.end(ending{"day_known", c.known})
		return x, c.last == "" || c.known.After(s.by.Recorded) // else nobody was ever told
	})
}

// E42: the last day to file a claim is over, and nothing was filed: it is no work of a day any more, but money that is as good
// as lost.
func claimLate(o *orderFold) []occurrence {
	return o.eachSpell("opened", func(c *claimFold, s claimSpell) (occurrence, bool) {
		last := c.lastDay(s)
		over, began := last.End(o.rules.zone()), last.Start(o.rules.zone())
		return occurrence{from: latest(s.by.At, c.tabledIn(s), over), since: began, facts: []string{c.state.Against, string(last)}}, last != ""
	})
}

// E43: a claim was filed, and whoever it is against has not answered by the day that a person named, or for longer than the
// shop waits.
func claimUnanswered(o *orderFold) []occurrence {
	return o.eachSpell("filed", func(c *claimFold, s claimSpell) (occurrence, bool) {
		basis, what := "day", string(s.day)
		if s.day == "" {
			basis, what = "wait", strconv.Itoa(o.rules.ClaimWaits.Answer)
		}
		filed := s.began.At
		return occurrence{from: o.chased(c, s), since: filed, facts: []string{c.state.Against, string(DateOf(filed, o.rules.zone())), basis, what}}, true
	})
}

// eachSpell looks at every time in which a claim of the order was in a state. What find says is told of it stands until the spell
// ends, unless it ended before.
func (o *orderFold) eachSpell(state string, find func(*claimFold, claimSpell) (occurrence, bool)) []occurrence {
	var out []occurrence
	for _, c := range o.claims {
		for _, s := range c.spells {
			if s.state != state {
				continue
			}
			x, is := find(c, s)
			if !is || x.from.IsZero() {
				continue
			}
			x.subject, x.by = c.state.Claim, s.by
			x.end(ending{claimEnds[s.next], s.until})
			out = append(out, x)
		}
	}
	return out
}

// claimTold is the claim that a task is about; nil when it is about something else.
func (o *orderFold) claimTold(subject string) *ClaimState {
	for _, c := range o.claims {
		if c.state.Claim == subject {
			return &c.state
		}
	}
	return nil
}
