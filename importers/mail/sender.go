package mail

import (
	"net/mail"
	"slices"
	"strings"

	"ordertrail/track/expr"
)

var bracketed = expr.Late(`<\s*([^<>\s@]+@[^<>\s@]+)\s*>`)

// sender is the one address that From names, in lower case. Display names are never looked at, and a header that names
// several senders names none.
func (m *message) sender(values []string) string {
	if len(values) == 0 {
		m.problem("no-sender", "the mail does not say who wrote it")
		return ""
	}
	var found []string
	for _, v := range values {
		found = append(found, addresses(m.word(v))...)
	}
	if len(found) != 1 {
		m.problem("senders", "the mail names %d senders; one is right", len(found))
		return ""
	}
	return found[0]
}

// addresses lists the addresses in one From value, strictly by the standard, else by their brackets.
func addresses(v string) []string {
	var out []string
	if list, err := mail.ParseAddressList(v); err == nil {
		for _, a := range list {
			out = append(out, strings.ToLower(a.Address))
		}
		return out
	}
	for _, g := range bracketed().FindAllStringSubmatch(v, -1) {
		out = append(out, strings.ToLower(g[1]))
	}
	if v = strings.TrimSpace(v); len(out) == 0 && strings.Count(v, "@") == 1 && !strings.ContainsAny(v, " <>\",;") {
		out = append(out, strings.ToLower(v))
	}
	return out
}

// displayName is what From shows beside the address.
func displayName(v string) string {
	name, _, _ := strings.Cut(v, "<")
	return strings.Trim(tidy(name), `"' `)
}

// domainOf is what follows the last @ of an address.
func domainOf(address string) string {
	return strings.TrimSuffix(address[strings.LastIndexByte(address, '@')+1:], ".")
}

// within reports whether domain is owner or one of its subdomains.
func within(domain, owner string) bool {
	return domain == owner || strings.HasSuffix(domain, "."+owner)
}

// Read a row as: this method's result counts when this property names the sender's domain.
var authRows = []struct{ method, property string }{
	{"dmarc", "header.from"},
	{"dkim", "header.i"},
	{"dkim", "header.d"},
	{"spf", "smtp.mailfrom"},
}

var authResult = expr.Late(`(?i)^\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)`)

// authentication reads Authentication-Results headers (RFC 8601), the topmost first: pass when a method passed for the
// domain of from, fail when DMARC failed or every method that was tried failed, else none. Only one header is read: the
// topmost, since the last server to handle the mail, ours, writes there; or the topmost of the servers that are named.
func authentication(results []string, from string, servers []string) string {
	for _, v := range results {
		if len(servers) == 0 || slices.ContainsFunc(servers, func(s string) bool { return strings.EqualFold(s, authServer(v)) }) {
			return resultFor(v, from)
		}
	}
	return "none"
}

// authServer is the server that wrote a header: what stands before its first semicolon, without a version.
func authServer(v string) string {
	id, _, _ := strings.Cut(v, ";")
	id, _, _ = strings.Cut(strings.TrimSpace(id), " ")
	return id
}

func resultFor(v, from string) string {
	passed, failed, other := false, false, false
	for _, clause := range clauses(tidy(v)) {
		g := authResult().FindStringSubmatch(clause)
		if g == nil {
			continue
		}
		method, result := strings.ToLower(g[1]), strings.ToLower(g[2])
		switch {
		case result == "pass" && (method == "dmarc" || alignedWith(clause, method, domainOf(from))):
			passed = true
		case result == "fail" && method == "dmarc":
			return "fail"
		case result == "fail" || result == "softfail" || result == "permerror":
			failed = true
		default:
			other = true
		}
	}
	switch {
	case passed:
		return "pass"
	case failed && !other:
		return "fail"
	}
	return "none"
}

// clauses are the parts of a header between its semicolons, without comments; in quotes neither counts.
func clauses(v string) (out []string) {
	var clause strings.Builder
	comments, quoted := 0, false
	for i := 0; i < len(v); i++ {
		switch c := v[i]; {
		case c == '\\' && (quoted || comments > 0):
			i++ // what follows stands for itself, and for nothing here
		case c == '"' && comments == 0:
			quoted = !quoted
			clause.WriteByte(' ')
		case quoted:
			clause.WriteByte(' ') // no property of ours needs quotes
		case c == '(':
			comments++
			clause.WriteByte(' ')
		case c == ')' && comments > 0:
			comments--
		case comments > 0:
		case c == ';':
			out = append(out, clause.String())
			clause.Reset()
		default:
			clause.WriteByte(c)
		}
	}
	return append(out, clause.String())
}

// alignedWith reports whether the clause passed for the domain the reader sees, not for somebody else's.
func alignedWith(clause, method, domain string) bool {
	for _, row := range authRows {
		if row.method != method || domain == "" {
			continue
		}
		_, rest, ok := strings.Cut(strings.ToLower(clause), row.property+"=")
		if !ok {
			continue
		}
		value, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
		signer := domainOf(strings.Trim(value, `"<>`))
		if within(domain, signer) || within(signer, domain) {
			return signer != "" && strings.Contains(signer, ".")
		}
	}
	return false
}
