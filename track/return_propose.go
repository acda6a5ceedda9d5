package track

import "strconv"

// ProposalRule is one row of the shop's table of what to propose. A condition that is empty always holds.
type ProposalRule struct {
	Rule     int      `json:"rule"` // its number, as people name it
	Kinds    []string `json:"kinds,omitempty"`
	Causes   []string `json:"causes,omitempty"`
	Grades   []string `json:"grades,omitempty"`
	Serials  []string `json:"serials,omitempty"`  // not_ours, returned_before, matches, unknown
	Warranty string   `json:"warranty,omitempty"` // in, out, unknown
	MinDays  int      `json:"min_days,omitempty"` // days since delivery, at least and at most; an unknown day fits neither
	MaxDays  int      `json:"max_days,omitempty"`
	MinValue int64    `json:"min_value,omitempty"` // price of one unit in minor units, at least and at most
	MaxValue int64    `json:"max_value,omitempty"`
	Instant  bool     `json:"instant,omitempty"` // the customer may have it before anything comes; such a row looks at no grade

	Disposition string `json:"disposition,omitempty"`
	Resolution  string `json:"resolution"`
	Part        int    `json:"part,omitempty"` // percent of the price, of refund_part
}

// DefaultProposals is the shipped table. Read it from the top: the first row whose conditions hold proposes. A row says: goods
// of that kind, sent back for that cause, found to be of that grade, so many days after delivery, go there, and their
// customer gets that.
func DefaultProposals() []ProposalRule {
	const tryDays = 30 // the days in which a shop takes back what works
	return []ProposalRule{
		{Rule: 1, Serials: []string{"not_ours", "returned_before"}, Disposition: "quarantine", Resolution: "reject"},
		{Rule: 2, Grades: []string{"E"}, Disposition: "missing", Resolution: "reject"},
		{Rule: 3, Kinds: []string{"rts"}, Grades: []string{"A"}, Disposition: "restock", Resolution: "refund"},
		{Rule: 4, Kinds: []string{"rts"}, Grades: []string{"B", "C"}, Disposition: "restock_open_box", Resolution: "refund"},
		{Rule: 5, Kinds: []string{"rts"}, Grades: []string{"D"}, Disposition: "scrap", Resolution: "refund"},
		{Rule: 6, Causes: []string{"wrong_item"}, Grades: []string{"A"}, Disposition: "restock", Resolution: "replacement"},
		{Rule: 7, Causes: []string{"wrong_item"}, Grades: []string{"B", "C"}, Disposition: "restock_open_box", Resolution: "replacement"},
		{Rule: 8, Causes: []string{"too_many", "too_late"}, Grades: []string{"A"}, Disposition: "restock", Resolution: "refund"},
		{Rule: 9, Causes: []string{"damaged"}, Grades: []string{"C", "D"}, Disposition: "scrap", Resolution: "replacement"},
		{Rule: 10, Causes: []string{"defective"}, Grades: []string{"A", "B"}, Disposition: "restock_open_box", Resolution: "refund"},
		{Rule: 11, Grades: []string{"D"}, Warranty: "in", MaxDays: tryDays, Disposition: "return_to_supplier", Resolution: "replacement"},
		{Rule: 12, Grades: []string{"D"}, Warranty: "in", Disposition: "return_to_supplier", Resolution: "repair"},
		{Rule: 13, Causes: []string{"defective"}, Grades: []string{"C", "D"}, MaxDays: tryDays, Disposition: "refurbish", Resolution: "refund"},
		{Rule: 14, Grades: []string{"A"}, MaxDays: tryDays, Disposition: "restock", Resolution: "refund"},
		{Rule: 15, Grades: []string{"B"}, MaxDays: tryDays, Disposition: "restock_open_box", Resolution: "refund"},
		{Rule: 16, Grades: []string{"C"}, MaxDays: tryDays, Disposition: "restock_open_box", Resolution: "refund_part", Part: 80},
		{Rule: 17, MinDays: tryDays + 1, Disposition: "return_to_customer", Resolution: "reject"},
	}
}

// ProposalCase is what a proposal depends on.
type ProposalCase struct {
	Kind     string `json:"kind"`
	Cause    string `json:"cause"`
	Grade    string `json:"grade"` // "" while nobody has seen it
	Serial   string `json:"serial"`
	Warranty string `json:"warranty"` // in, out, unknown
	Until    Date   `json:"until,omitempty"`
	Cover    Cover  `json:"cover"` // how warranty and until follow from the term of the item
	Days     int    `json:"days"`  // since delivery; -1 when nobody knows
	Value    Money  `json:"value,omitzero"`
}

// Proposal is what a rule proposes, and which of its conditions held.
type Proposal struct {
	Rule int `json:"rule"` // 0 when no rule fits: a person decides
	Outcome
	Amount  Money    `json:"amount,omitzero"` // for one unit
	Instant bool     `json:"instant"`
	Because []string `json:"because"` // kind, cause, grade, serial, warranty, days, value
}

// Propose is what the first rule that fits the case proposes; Rule is 0 when none does.
func Propose(rules []ProposalRule, c ProposalCase) Proposal {
	for _, r := range rules {
		if because, fits := r.fits(c); fits {
			return Proposal{Rule: r.Rule, Outcome: Outcome{r.Disposition, r.Resolution}, Amount: r.amount(c.Value), Instant: r.Instant, Because: because}
		}
	}
	return Proposal{Because: []string{}}
}

// fits reports whether every condition holds, and names those the rule has. What nobody has seen fits only an instant rule.
func (r ProposalRule) fits(c ProposalCase) (because []string, fits bool) {
	if r.Instant != (c.Grade == "") {
		return nil, false
	}
	because = []string{}
	for _, x := range []struct {
		name        string
		asked, held bool
	}{
		{"kind", len(r.Kinds) > 0, contains(r.Kinds, c.Kind)},
		{"cause", len(r.Causes) > 0, contains(r.Causes, c.Cause)},
		{"grade", len(r.Grades) > 0, contains(r.Grades, c.Grade)},
		{"serial", len(r.Serials) > 0, contains(r.Serials, c.Serial)},
		{"warranty", r.Warranty != "", r.Warranty == c.Warranty},
		{"days", r.MinDays > 0 || r.MaxDays > 0, c.Days >= r.MinDays && c.Days >= 0 && (r.MaxDays == 0 || c.Days <= r.MaxDays)},
		{"value", r.MinValue > 0 || r.MaxValue > 0, c.Value.Currency != "" && c.Value.Minor >= r.MinValue && (r.MaxValue == 0 || c.Value.Minor <= r.MaxValue)},
	} {
		if x.asked && !x.held {
			return nil, false
		}
		if x.asked {
			because = append(because, x.name)
		}
	}
	return because, true
}

// amount is what the rule gives for a unit of that price.
func (r ProposalRule) amount(price Money) Money {
	switch r.Resolution {
	case "refund", "store_credit":
		return price
	case "refund_part":
		if price.IsZero() {
			return price
		}
		return Money{Minor: price.Minor * int64(r.Part) / 100, Currency: price.Currency}
	}
	return Money{}
}

// Wrong says what is wrong with a rule, as field and value; both "" when nothing is.
func (r ProposalRule) Wrong() (field, value string) {
	for _, x := range []struct {
		field  string
		values []string
		known  []string
	}{
		{"kinds", r.Kinds, []string{"request", "warranty", "rts", "unannounced"}},
		{"causes", r.Causes, ReturnCauses()},
		{"grades", r.Grades, Grades()},
		{"serials", r.Serials, []string{"matches", "not_ours", "returned_before", "unknown"}},
		{"warranty", []string{r.Warranty}, []string{"", "in", "out", "unknown"}},
		{"disposition", []string{r.Disposition}, append([]string{""}, Dispositions()...)},
		{"resolution", []string{r.Resolution}, Resolutions()},
	} {
		for _, v := range x.values {
			if !contains(x.known, v) {
				return x.field, v
			}
		}
	}
	switch {
	case r.Rule < 1:
		return "rule", strconv.Itoa(r.Rule)
	case !r.Instant && r.Disposition == "":
		return "disposition", ""
	case r.Instant && len(r.Grades)+len(r.Serials) > 0:
		return "instant", "grades"
	case r.MinDays < 0 || r.MaxDays < 0 || r.MaxDays > 0 && r.MinDays > r.MaxDays:
		return "days", strconv.Itoa(r.MinDays) + "-" + strconv.Itoa(r.MaxDays)
	case r.MinValue < 0 || r.MaxValue < 0 || r.MaxValue > 0 && r.MinValue > r.MaxValue:
		return "value", strconv.FormatInt(r.MinValue, 10) + "-" + strconv.FormatInt(r.MaxValue, 10)
	case r.Resolution == "refund_part" && (r.Part < 1 || r.Part > 99):
		return "part", strconv.Itoa(r.Part)
	}
	return "", ""
}

// WrongTable says what is wrong with a table of rules: the number of the rule, and the field with its value. A table without a
// rule is none, and a rule below one that always holds never proposes. field is "" when nothing is wrong.
func WrongTable(rules []ProposalRule) (rule int, field, value string) {
	if len(rules) == 0 {
		return 0, "proposals", "[]"
	}
	seen, above := map[int]bool{}, map[bool]int{}
	for _, r := range rules {
		if field, value := r.Wrong(); field != "" {
			return r.Rule, field, value
		}
		switch always := above[r.Instant]; {
		case seen[r.Rule]:
			return r.Rule, "rule", strconv.Itoa(r.Rule)
		case always > 0:
			return r.Rule, "never", strconv.Itoa(always)
		}
		seen[r.Rule] = true
		if because, fits := r.fits(ProposalCase{Grade: map[bool]string{false: "A"}[r.Instant]}); fits && len(because) == 0 {
			above[r.Instant] = r.Rule
		}
	}
	return 0, "", ""
}

// CaseOf is the case of units of a line that were found to be of a grade, with their serial number and what it says. Days count
// from the delivery to the day the return was asked for, else to the day it came.
func (o *OrderState) CaseOf(r *ReturnState, line, grade, serial, serialSays string, rules Rules) ProposalCase {
	c := ProposalCase{Kind: r.Kind, Cause: r.Cause, Grade: grade, Serial: serialSays, Days: -1, Warranty: "unknown", Cover: Cover{Says: "no_term"}}
	delivered, asked := o.deliveredOn(line), r.askedOn()
	if delivered != "" && asked != "" {
		c.Days = max(0, asked.DaysAfter(delivered))
	}
	l := o.line(line)
	if l == nil {
		return c
	}
	c.Value = l.Price
	c.Cover = o.CoverOf(line, serial, asked, rules)
	c.Warranty, c.Until = c.Cover.rule(), c.Cover.Until
	return c
}

// instantRule is the number of the rule that lets the customer have something before the goods come: the same rule must
// fit every line. 0 when none does.
func (o *OrderState) instantRule(r *ReturnState, rules Rules) int {
	rule := 0
	for i, l := range r.Lines {
		p := Propose(rules.Proposals, o.CaseOf(r, l.Line, "", "", "", rules))
		if !p.Instant || i > 0 && p.Rule != rule {
			return 0
		}
		rule = p.Rule
	}
	return rule
}
