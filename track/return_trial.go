package track

import "sort"

// PastDecision is units that were decided about, and the case they were.
type PastDecision struct {
	Order, Return, Line string
	Quantity            int
	Case                ProposalCase
	Decided             Outcome
	On                  Date
	Rule                int  // that proposed then; 0 when none did
	Changed             bool // a person decided otherwise than it proposed
}

// PastDecisions lists what was decided about the returns of an order.
func (o *OrderState) PastDecisions(rules Rules) []PastDecision {
	var out []PastDecision
	for i := range o.Returns {
		r := &o.Returns[i]
		for _, l := range r.Lines {
			for _, u := range l.Units {
				if u.Disposition == "" || u.Grade == "" {
					continue
				}
				out = append(out, PastDecision{
					Order: o.Order, Return: r.Return, Line: l.Line, Quantity: u.Quantity, On: r.Decided.Date(), Rule: u.Rule, Changed: u.Changed,
					Case: o.CaseOf(r, l.Line, u.Grade, u.Serial, u.SerialSays, rules), Decided: Outcome{u.Disposition, u.Resolution},
				})
			}
		}
	}
	return out
}

// Trial is what a table of rules would have proposed about past returns, against what was decided.
type Trial struct {
	Cases      int         `json:"cases"`
	Same       int         `json:"same"`       // decided as it would propose
	Changed    int         `json:"changed"`    // decided otherwise
	Unproposed int         `json:"unproposed"` // no rule fits
	Rules      []TrialRule `json:"rules"`
	Rows       []TrialRow  `json:"rows"` // those not the same, newest first
}

// TrialRule counts the cases of one rule.
type TrialRule struct {
	Rule    int `json:"rule"`
	Cases   int `json:"cases"`
	Same    int `json:"same"`
	Changed int `json:"changed"`
}

// TrialRow is one past decision that the rules would not have proposed.
type TrialRow struct {
	Order    string  `json:"order"`
	Return   string  `json:"return"`
	Line     string  `json:"line"`
	Grade    string  `json:"grade"`
	Cause    string  `json:"cause"`
	On       Date    `json:"on"`
	Rule     int     `json:"rule"` // 0 when none fits
	Proposed Outcome `json:"proposed"`
	Decided  Outcome `json:"decided"`
}

// TryRules runs rules over past decisions. A decision that names no resolution is compared by what became of the goods.
func TryRules(rules []ProposalRule, past []PastDecision) Trial {
	t := Trial{Rules: []TrialRule{}, Rows: []TrialRow{}}
	byRule := map[int]*TrialRule{}
	for _, d := range past {
		p := Propose(rules, d.Case)
		t.Cases++
		n := byRule[p.Rule]
		if n == nil {
			n = &TrialRule{Rule: p.Rule}
			byRule[p.Rule] = n
		}
		n.Cases++
		same := p.Disposition == d.Decided.Disposition && (d.Decided.Resolution == "" || p.Resolution == d.Decided.Resolution)
		switch {
		case p.Rule == 0:
			t.Unproposed++
		case same:
			t.Same++
			n.Same++
			continue
		default:
			t.Changed++
			n.Changed++
		}
		t.Rows = append(t.Rows, TrialRow{d.Order, d.Return, d.Line, d.Case.Grade, d.Case.Cause, d.On, p.Rule, p.Outcome, d.Decided})
	}
	for _, n := range byRule {
		t.Rules = append(t.Rules, *n)
	}
	sort.Slice(t.Rules, func(i, j int) bool { return t.Rules[i].Rule < t.Rules[j].Rule })
	sort.SliceStable(t.Rows, func(i, j int) bool {
		if t.Rows[i].On != t.Rows[j].On {
			return t.Rows[i].On > t.Rows[j].On
		}
		return t.Rows[i].Return < t.Rows[j].Return
	})
	return t
}
