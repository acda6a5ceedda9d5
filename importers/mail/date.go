package mail

import (
	"net/mail"
	"strings"
	"time"

	"ordertrail/track/expr"
)

// Read a row as: this name in a Date header means this offset. The library reads every name but GMT as +0000. Names that
// mean several zones (IST, AST, CDT in Cuba …) are left out unless RFC 5322 settles them.
var namedZones = map[string]string{
	"UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "WET": "+0000",
	"EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
	"MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700",
	"AKST": "-0900", "AKDT": "-0800", "HST": "-1000", "NDT": "-0230", "NST": "-0330", "ADT": "-0300",
	"BST": "+0100", "WEST": "+0100", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200",
	"EET": "+0200", "EEST": "+0300", "MSK": "+0300", "SAST": "+0200",
	"JST": "+0900", "KST": "+0900", "HKT": "+0800", "AWST": "+0800", "ACST": "+0930", "ACDT": "+1030",
	"AEST": "+1000", "AEDT": "+1100", "NZST": "+1200", "NZDT": "+1300",
}

var (
	dateComment = expr.Late(`\([^()]*\)`)
	zoneName    = expr.Late(`(?i)\s([a-z]{1,5})$`)
)

// when reads a Date header. A missing date, one out of all reason, or one in an unknown zone gives the zero time.
func (m *message) when(v string) time.Time {
	if strings.IndexByte(v, '(') >= 0 {
		v = dateComment().ReplaceAllString(v, " ")
	}
	if v = tidy(v); v == "" {
		m.problem("no-date", "the mail has no date")
		return time.Time{}
	}
	if g := zoneName().FindStringSubmatch(v[len(v)-min(len(v), 8):]); g != nil {
		offset, ok := namedZones[strings.ToUpper(g[1])]
		if !ok {
			m.problem("date", "the zone %s of the mail's date is not known", g[1])
			return time.Time{}
		}
		v = v[:len(v)-len(g[1])] + offset
	}
	t, err := time.Parse("Mon, 2 Jan 2006 15:04:05 -0700", v) // as nearly all mails have it
	if err != nil {
		t, err = mail.ParseDate(v)
	}
	if err != nil {
		m.problem("date", "the mail's date %q cannot be read", cut(v, 60))
		return time.Time{}
	}
	if t.Year() < 1990 || t.Year() > 2100 {
		m.problem("date", "the mail's date %q cannot be right", cut(v, 60))
		return time.Time{}
	}
	return t
}

// cut shortens s to at most n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + "…"
}
