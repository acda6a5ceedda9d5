package carrier

import (
	"fmt"
	"net/url"
	"strings"
)

// Link is the carrier's tracking page of number, or "" when no page is known. The link of an S10 number is that of the
// post its last two letters name. None of the pages was opened to test it.
func Link(carrier, number string) string { return Links(nil).Of(carrier, number) }

// Template is the link this program ships for a carrier, with {} for the number; "" when it ships none.
func Template(carrier string) string {
	if t := tables().carriers[carrier]; t != nil {
		return t.link
	}
	return ""
}

// Links are the templates of tracking pages that a shop set itself, by carrier. They stand over the shipped ones.
type Links map[string]string

// Of is Link with the shop's own templates.
func (l Links) Of(carrier, number string) string {
	if number == "" {
		return ""
	}
	if carrier == postalUnion {
		post := tables().posts[lastTwo(number)]
		if post == nil {
			return ""
		}
		carrier = post.id
	}
	template, own := l[carrier]
	if !own {
		template = Template(carrier)
	}
	return Fill(template, number)
}

// Fill puts number into a template, escaped so that it can be nothing but a part of the address.
func Fill(template, number string) string {
	return strings.ReplaceAll(template, linkNumber, strings.ReplaceAll(url.QueryEscape(number), "+", "%20"))
}

// linkNumber stands in a template for the number.
const linkNumber = "{}"

// longestLink is the longest template in bytes: the longest shipped one has 88.
const longestLink = 500

// CheckLink says why template can be no link to a tracking page, or nothing. It ends up on customers' pages: only a plain
// web address with the number behind its host will do.
func CheckLink(template string) error {
	if len(template) > longestLink {
		return fmt.Errorf("a link has at most %d characters, this one %d", longestLink, len(template))
	}
	if i := strings.IndexFunc(template, func(r rune) bool { return r <= ' ' || r >= 127 || strings.ContainsRune("\"<>\\^`|", r) }); i >= 0 {
		return fmt.Errorf("%q is no character of a web address; copy the address from the browser's address bar", []rune(template[i:])[0])
	}
	if strings.ContainsAny(strings.ReplaceAll(template, linkNumber, ""), "{}") || !strings.Contains(template, linkNumber) {
		return fmt.Errorf("%q does not say where the number goes: put {} in its place, like https://carrier.example/track?number={}", template)
	}
	const mark = "0number0"
	u, err := url.Parse(strings.ReplaceAll(template, linkNumber, mark))
	switch {
	case err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "":
		return fmt.Errorf("%q is no web address; it begins with https:// and the carrier's name", template)
	case strings.Contains(u.Host, mark):
		return fmt.Errorf("%q lets the number choose whose page opens: {} must stand behind the host", template)
	case u.User != nil:
		return fmt.Errorf("%q names a user; a link that customers click must not", template)
	}
	return nil
}

// Example is a tracking number to try a carrier's link with: the first of its own test numbers; "" when none is known.
func Example(carrier string) string {
	t := tables().carriers[carrier]
	if t == nil {
		return ""
	}
	for _, f := range t.formats {
		if len(f.valid) > 0 {
			return f.valid[0]
		}
	}
	return ""
}
