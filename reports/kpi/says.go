package kpi

import (
	"fmt"
	"sort"
	"strings"

	"ordertrail/track"
)

// says puts a figure into a sentence: what was counted, of how many, what was left out, and whether it may be chance.
func (d *Definition) says(f Figure, c clock) string {
	var b strings.Builder
	switch {
	case !f.Known && d.Unit == Share:
		b.WriteString("Nothing to count in this period: no claims that are over.")
	case !f.Known:
		fmt.Fprintf(&b, "Nothing to count in this period: no %s.", d.Denominator)
	case d.Unit == Hours:
		fmt.Fprintf(&b, "Half took at most %s, nine in ten at most %s: %s, of %d %s.", inHours(f.Value), inHours(f.P90), d.Numerator, f.N, d.Denominator)
	case d.Unit == Share:
		fmt.Fprintf(&b, "%s: %s, of %s: %s, in %d claims.", d.Numerator, InMoney(int64(f.Numerator), f.Currency), d.Denominator, InMoney(int64(f.Denominator), f.Currency), f.N)
	case d.Unit == Amount:
		fmt.Fprintf(&b, "%s of %s for %d %s.", InMoney(int64(f.Numerator), f.Currency), d.Numerator, f.Denominator, d.Denominator)
	default:
		fmt.Fprintf(&b, "%d %s, of %d %s.", f.Numerator, d.Numerator, f.Denominator, d.Denominator)
	}
	if f.Known && f.Business != nil {
		fmt.Fprintf(&b, " In business hours %s and %s.", inHours(f.Business.Median), inHours(f.Business.P90))
	}
	if f.Known && f.Aside != nil {
		fmt.Fprintf(&b, " Taken out: hours on hold, median %s in %d.", inHours(f.Aside.Median), f.Aside.N)
	}
	if against := d.against(c); against != "" {
		b.WriteString(" " + against)
	}
	b.WriteString(d.leftOut(f) + d.listed(f))
	if d.Unit == Amount && c.NoRates {
		b.WriteString(" Packaging and labour are reckoned at 0.")
	}
	if f.Known && f.Thin() {
		fmt.Fprintf(&b, " Only %d: this may be chance.", f.N)
	}
	return b.String()
}

// listed tells what was counted and may still turn out otherwise.
func (d *Definition) listed(f Figure) string {
	var parts []string
	for _, x := range d.Listed {
		if n := f.Listed[x.Code]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, x.Says))
		}
	}
	if parts == nil {
		return ""
	}
	return " Of these " + strings.Join(parts, ", ") + "."
}

// against names the promise a KPI is held against.
func (d *Definition) against(c clock) string {
	for _, col := range d.columns {
		if strings.Contains(col.Value+col.Day, "[promised_on]") || strings.Contains(col.Value, "[flags]") {
			return map[Basis]string{
				Latest: "Held against the latest promise.", Original: "Held against the first promise.",
				Requested: "Held against the day the customer asked for.",
			}[c.Basis]
		}
	}
	return ""
}

func (d *Definition) leftOut(f Figure) string {
	var parts []string
	for _, x := range d.Excluded {
		if n := f.Excluded[x.Code]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, x.Says))
		}
	}
	if parts == nil {
		return ""
	}
	return " Left out: " + strings.Join(parts, ", ") + "."
}

func inHours(h float64) string { return fmt.Sprintf("%.1f h", h) }

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
