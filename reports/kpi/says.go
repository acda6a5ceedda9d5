package kpi

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"ordertrail/track"
)

// mostReasons is how many reasons a sentence gives for what is left out, those of the most rows: it stays short.
const mostReasons = 2

// says tells of a figure what its columns do not: which promise it is held against, why rows are left out of it, which way
// it may still move, and whether it may be chance.
func (d *Definition) says(f Figure, c clock) []Said {
	var out []Said
	if !f.Known {
		out = append(out, saying("nothing"))
	}
	if d.Unit == Amount && f.Known {
		out = append(out, saying("in_all", InMoney(int64(f.Numerator), f.Currency)))
	}
	if d.Unit == Share && f.Known {
		out = append(out, saying("paid_of_claimed", InMoney(int64(f.Numerator), f.Currency), InMoney(int64(f.Denominator), f.Currency)))
	}
	if d.isPromised() {
		out = append(out, Said{Key: "says_against." + string(c.Basis)})
	}
	if f.Inside != nil {
		out = append(out, saying("inside_walls", fmt.Sprintf("%.1f", f.Inside.Median)))
	}
	out = append(out, d.whyLeftOut(f)...)
	for _, x := range d.Listed {
		if f.Listed[x.Code] > 0 {
			out = append(out, Said{Key: "counted_why." + x.Says, Args: []string{strconv.Itoa(c.daysOpen(x.Code))}})
		}
	}
	if d.Unit == Amount && c.NoRates {
		out = append(out, saying("no_rates"))
	}
	return append(out, d.doubts(f)...)
}

// saying is one thing said in the catalogue's words for it below says.
func saying(code string, args ...string) Said { return Said{Key: "says." + code, Args: args} }

// doubts are what speaks against trusting a figure of few cases, or reading one below zero as one above.
func (d *Definition) doubts(f Figure) []Said {
	var out []Said
	if f.Known && d.Unit == Hours && f.Value < 0 {
		out = append(out, saying("below_zero"))
	}
	if !f.Known || !f.Thin() {
		return out
	}
	if f.HasInterval() && f.N > 1 {
		return append(out, saying("few_cases", strconv.Itoa(f.N), fmt.Sprintf("%.1f", d.Unit.scale()/float64(f.N))))
	}
	return append(out, saying("few", strconv.Itoa(f.N)))
}

// whyLeftOut gives the reasons for most of what is left out.
func (d *Definition) whyLeftOut(f Figure) []Said {
	var left []Exclusion
	for _, x := range d.Excluded {
		if f.Excluded[x.Code] > 0 {
			left = append(left, x)
		}
	}
	sort.SliceStable(left, func(i, j int) bool { return f.Excluded[left[i].Code] > f.Excluded[left[j].Code] })
	var out []Said
	for _, x := range left[:min(mostReasons, len(left))] {
		if x.Code == "still_open" && f.Open != nil { // how old they are says why, too
			out = append(out, saying("open_for", fmt.Sprintf("%.1f", f.Open.Median/24), fmt.Sprintf("%.1f", f.Open.P90/24)))
			continue
		}
		out = append(out, Said{Key: "left_out_why." + x.Says})
	}
	return out
}

// saysTurnover tells of a turnover what went through which stock, or what is missing for it.
func (d *Definition) saysTurnover(f Figure, h held) []Said {
	switch {
	case h.counts < 2:
		return []Said{saying("two_counts", strconv.Itoa(h.counts))}
	case !f.Known:
		return append([]Said{saying("no_turnover")}, d.whyLeftOut(f)...)
	}
	pace := fmt.Sprintf("%.1f", f.Value*365/float64(h.days))
	sold, stock := InMoney(int64(f.Numerator), f.Currency), InMoney(int64(f.Denominator), f.Currency)
	return append([]Said{saying("turnover", sold, stock, strconv.Itoa(h.days), pace)}, d.whyLeftOut(f)...)
}

// isPromised reports whether a KPI is held against a promise.
func (d *Definition) isPromised() bool {
	for _, col := range d.columns {
		if strings.Contains(col.Value+col.Day, "[promised_on]") || strings.Contains(col.Value, "[flags]") {
			return true
		}
	}
	return false
}

// daysOpen is for how many days what is listed under a code may still turn out otherwise.
func (c clock) daysOpen(code string) int {
	if code == "may_still_return" {
		return returnDays
	}
	return c.ClaimDays
}

// InMoney is an amount in minor units as people write it: "11.84 USD".
func InMoney(minor int64, currency string) string {
	digits := track.MinorDigits(currency)
	scale := 1.0
	for range digits {
		scale *= 10
	}
	return strings.TrimSpace(fmt.Sprintf("%.*f %s", digits, float64(minor)/scale, currency))
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
