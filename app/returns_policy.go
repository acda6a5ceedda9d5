package app

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// ReturnPolicy is what the shop decided about returns, in its settings.
type ReturnPolicy struct {
	AutoAuthorise bool                 `json:"auto_authorise"` // a customer's request counts as agreed to
	Days          int                  `json:"days"`           // an agreement that nobody used expires; 0 never
	Proposals     []track.ProposalRule `json:"proposals"`
	Warranties    []track.Warranty     `json:"warranties"`
	ClaimWindows  []track.ClaimWindow  `json:"claim_windows"`
	ClaimWaits    track.ClaimWaits     `json:"claim_waits"` // a field that is 0 is the shipped one
	Criteria      int                  `json:"criteria"`    // version of what follows; each change counts up
	Grades        []GradeText          `json:"grades"`
	Checklist     []string             `json:"checklist"`
}

// GradeText is what a grade means in this shop.
type GradeText struct {
	Grade string `json:"grade"`
	Name  string `json:"name"`
	Means string `json:"means"`
}

// gradeChecks are what an inspection looks at as shipped.
var gradeChecks = []string{"complete", "works", "unmarked", "serial"}

// policy is the one in force; as shipped it has no texts, which are the shop's own to write.
func (s ShopSettings) policy() ReturnPolicy {
	if s.Returns != nil {
		p, shipped := *s.Returns, track.ShippedClaimWaits()
		p.ClaimWaits = track.ClaimWaits{File: cmp.Or(p.ClaimWaits.File, shipped.File), Answer: cmp.Or(p.ClaimWaits.Answer, shipped.Answer)}
		return p
	}
	d := track.DefaultRules(nil)
	return ReturnPolicy{Days: d.ReturnDays, Proposals: d.Proposals, Warranties: []track.Warranty{}, ClaimWindows: d.ClaimWindows, ClaimWaits: d.ClaimWaits, Criteria: 1}
}

// wordedPolicy is the policy in force with its texts; those that the shop did not write are the catalogue's.
func (a *App) wordedPolicy(s ShopSettings) ReturnPolicy {
	p := s.policy()
	if s.Returns != nil {
		return p
	}
	for _, g := range track.Grades() {
		p.Grades = append(p.Grades, GradeText{g, a.say("grade_name." + g), a.say("grade_means." + g)})
	}
	for _, c := range gradeChecks {
		p.Checklist = append(p.Checklist, a.say("grade_check."+c))
	}
	return p
}

// Policy is what the shop decided about returns.
func (r *Returns) Policy() (p ReturnPolicy, err error) {
	defer r.app.guard("Returns.Policy", &err)
	if _, err := r.app.ready(); err != nil {
		return ReturnPolicy{}, err
	}
	return r.app.wordedPolicy(r.app.Settings()), nil
}

// SavePolicy keeps it; a policy that cannot be is refused with the field that is wrong, and nothing is kept.
func (r *Returns) SavePolicy(p ReturnPolicy) (saved ReturnPolicy, err error) {
	defer r.app.guard("Returns.SavePolicy", &err)
	ctx, err := r.app.ready()
	if err != nil {
		return ReturnPolicy{}, err
	}
	if err := p.check(); err != nil {
		return ReturnPolicy{}, err
	}
	p.Warranties = slices.Clone(p.Warranties)
	slices.SortStableFunc(p.Warranties, func(a, b track.Warranty) int { return len(b.SKU) - len(a.SKU) }) // the closest first
	p.Warranties, p.Proposals, p.ClaimWindows = nonNil(p.Warranties), nonNil(p.Proposals), nonNil(p.ClaimWindows)
	err = r.app.changeSettings(ctx, ruledReturns, func(s *ShopSettings) error {
		before := r.app.wordedPolicy(*s)
		p.Criteria = before.Criteria
		if !slices.Equal(p.Grades, before.Grades) || !slices.Equal(p.Checklist, before.Checklist) {
			p.Criteria++
		}
		p.ClaimWindows = windowsSince(p.ClaimWindows, before.ClaimWindows, track.StampOf(r.app.now().In(r.app.zone())))
		s.Returns = &p
		return nil
	})
	if err != nil {
		return ReturnPolicy{}, err
	}
	return r.Policy()
}

// windowsSince dates the rows of a table of windows: one that is about what no row was before is there since now.
func windowsSince(rows, before []track.ClaimWindow, now track.Stamp) []track.ClaimWindow {
	about := func(a track.ClaimWindow) func(track.ClaimWindow) bool {
		return func(b track.ClaimWindow) bool {
			return strings.EqualFold(a.Against, b.Against) && a.Carrier == b.Carrier && slices.Equal(a.Services, b.Services) && slices.Equal(a.Kinds, b.Kinds)
		}
	}
	out := make([]track.ClaimWindow, len(rows))
	for i, w := range rows {
		w.Since = now
		if at := slices.IndexFunc(before, about(w)); at >= 0 {
			w.Since = before[at].Since
		}
		out[i] = w
	}
	return out
}

// maxReturnDays bounds how long a shop may wait for a return.
const maxReturnDays = 3650

// check says what is wrong with a policy.
func (p ReturnPolicy) check() error {
	if p.Days < 0 || p.Days > maxReturnDays {
		return fail("bad-policy", fmt.Sprintf("a return cannot expire after %d days: write 0 for never, or 1 to %d", p.Days, maxReturnDays), "days", itoa(p.Days))
	}
	if err := checkRules(p.Proposals); err != nil {
		return err
	}
	items := map[string]bool{}
	for _, w := range p.Warranties {
		if items[strings.ToUpper(w.SKU)] {
			return fail("bad-policy", fmt.Sprintf("%q stands twice among the warranties: each item needs one row", w.SKU), "warranties", w.SKU)
		}
		items[strings.ToUpper(w.SKU)] = true
		if strings.TrimSpace(w.SKU) == "" || w.Months < 1 || w.Months > 600 {
			return fail("bad-policy", fmt.Sprintf("a warranty of %d months for %q cannot be: name an item, and 1 to 600 months", w.Months, w.SKU), "warranties", w.SKU)
		}
	}
	if err := p.checkClaims(); err != nil {
		return err
	}
	return p.checkGrades()
}

// maxClaimDays bounds how long after the mailing a claim may be taken.
const maxClaimDays = 3650

// checkClaims: each window has a name of its own, somebody to claim against, known kinds and an end after its beginning.
func (p ReturnPolicy) checkClaims() error {
	names := map[string]bool{}
	for _, w := range p.ClaimWindows {
		odd := slices.ContainsFunc(w.Kinds, func(k string) bool { return !slices.Contains(claimKinds, k) })
		if odd || names[w.Window] || w.Window == "" || w.Against == "" || w.From < 0 || w.To < w.From || w.To > maxClaimDays {
			return fail("bad-policy", fmt.Sprintf("claims %q against %q from day %d to day %d cannot be: each window needs a name of its own, somebody to claim against, and days from 0 to %d, the last not before the first", w.Window, w.Against, w.From, w.To, maxClaimDays), "claim_windows", w.Window)
		}
		names[w.Window] = true
	}
	for _, days := range []int{p.ClaimWaits.File, p.ClaimWaits.Answer} {
		if days < 0 || days > longestWait {
			return fail("bad-policy", fmt.Sprintf("nobody can be reminded of a claim after %d working days: write 1 to %d, or 0 for the shipped number", days, longestWait), "claim_waits", itoa(days))
		}
	}
	return nil
}

// checkRules says what is wrong with a table of proposals.
func checkRules(rules []track.ProposalRule) error {
	rule, field, value := track.WrongTable(rules)
	switch field {
	case "":
		return nil
	case "proposals":
		return fail("bad-policy", "a table without a rule proposes nothing, and every return would wait for a person: keep one rule at least; `ordertrail return proposal export` writes the table in force", field, value)
	case "rule":
		return fail("bad-policy", fmt.Sprintf("rule %s stands there twice, or is no number from 1: each rule needs its own", value), field, value)
	case "never":
		return fail("bad-policy", fmt.Sprintf("rule %d never proposes: rule %s above it always holds; put it below, or give it a condition", rule, value), field, itoa(rule))
	}
	return fail("bad-policy", fmt.Sprintf("rule %d cannot be: its %s is %q", rule, field, value), field, value)
}

// checkGrades: each of the five grades is described once.
func (p ReturnPolicy) checkGrades() error {
	for _, g := range track.Grades() {
		if n := len(slices.DeleteFunc(slices.Clone(p.Grades), func(t GradeText) bool { return t.Grade != g || t.Name == "" })); n != 1 {
			return fail("bad-policy", fmt.Sprintf("grade %s is described %d times: describe each of A to E once", g, n), "grades", g)
		}
	}
	return nil
}

// trialDays is how far back past decisions are looked at.
const trialDays = 90

// TryProposals says what a table of rules would have proposed about the returns of the last 90 days, against what was
// decided. Nothing is kept.
func (r *Returns) TryProposals(rules []track.ProposalRule) (t track.Trial, err error) {
	defer r.app.guard("Returns.TryProposals", &err)
	if err := checkRules(rules); err != nil {
		return t, err
	}
	past, err := r.pastDecisions()
	return track.TryRules(rules, past), err
}

// pastDecisions are those of the last 90 days.
func (r *Returns) pastDecisions() ([]track.PastDecision, error) {
	ctx, err := r.app.ready()
	if err != nil {
		return nil, err
	}
	since := track.DateOf(r.app.now().AddDate(0, 0, -trialDays), r.app.zone())
	rules := r.app.rules()
	var past []track.PastDecision
	err = r.app.store.Read(ctx, func(q *store.Reader) error {
		return q.EachRecentIn(ctx, "returns", since, func(o track.OrderState) error {
			for _, d := range o.PastDecisions(rules) {
				if d.On >= since {
					past = append(past, d)
				}
			}
			return nil
		})
	})
	return past, err
}

// ParseProposals reads a table of rules as `return proposal export` writes it.
func ParseProposals(raw []byte) ([]track.ProposalRule, error) {
	var rules []track.ProposalRule
	if err := json.Unmarshal(raw, &rules); err != nil {
		return nil, fail("bad-policy", fmt.Sprintf("this is no table of rules: %v; `ordertrail return proposal export` writes one to begin with", err), "proposals", "")
	}
	return rules, nil
}
