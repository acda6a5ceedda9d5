package carrier

import (
	"net/url"
	"strings"
	"testing"
)

// Read a row as: <template> is refused with <why>; "" means it is taken.
func TestALinkIsAPlainWebAddressWithTheNumberInIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ template, why string }{
		{"https://northline.example/track/{}", ""},
		{"http://northline.example:8080/t?n={}&again={}#/{}", ""},
		{"https://xn--mller-kva.example/{}", ""},
		{"", "where the number goes"},
		{"https://northline.example/track", "where the number goes"},
		{"https://northline.example/{number}", "where the number goes"},
		{"https://northline.example/{{}}", "where the number goes"},
		{"javascript:alert({})", "no web address"},
		{"JavaScript://x/%0aalert({})", "no web address"},
		{"data:text/html,{}", "no web address"},
		{"file:///etc/passwd?{}", "no web address"},
		{"//northline.example/{}", "no web address"},
		{"https:northline.example/{}", "no web address"},
		{"https:///{}", "no web address"},
		{"https://:443/{}", "no web address"},
		{"https://{}.example/", "whose page"},
		{"https://northline.example:{}/", "no web address"},
		{"https://{}@northline.example/", "names a user"},
		{"https://ups.com@evil.example/{}", "names a user"},
		{"https://northline.example/ {}", "no character"},
		{"https://northline.example/{}\n", "no character"},
		{"https://northline.example/\"onclick=\"{}", "no character"},
		{"https://müller.example/{}", "no character"},
		{"https://northline.example/" + strings.Repeat("a", 500) + "{}", "at most 500"},
	} {
		err := CheckLink(c.template)
		if (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q: %v, want %q", c.template, err, c.why)
		}
	}
}

func TestEveryShippedLinkWouldBeTaken(t *testing.T) {
	t.Parallel()
	n := 0
	for _, id := range IDs() {
		if template := Template(id); template != "" {
			n++
			if err := CheckLink(template); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		}
	}
	if n < 20 {
		t.Errorf("only %d carriers have a link", n)
	}
}

func TestTheShopsOwnLinksStandOverTheShippedOnes(t *testing.T) {
	t.Parallel()
	own := Links{"ups": "https://own.example/{}", "northline": "https://northline.example/?n={}&x=1", "royal_mail": "https://rm.example/{}", "usps": ""}
	for _, c := range []struct{ carrier, number, want string }{
		{"ups", "1Z5R89390357567127", "https://own.example/1Z5R89390357567127"},
		{"northline", "NL 1&x=2", "https://northline.example/?n=NL%201%26x%3D2&x=1"},
		{"s10", "RB123456785GB", "https://rm.example/RB123456785GB"},
		{"s10", "RB123456785ZZ", ""},
		{"usps", "9400111206206406260787", ""}, // set to none
		{"gls", "90346692441", Link("gls", "90346692441")},
		{"ups", "", ""},
	} {
		if got := own.Of(c.carrier, c.number); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.carrier, c.number, got, c.want)
		}
	}
}

// Whatever the number, the page that opens is the carrier's.
func FuzzFill(f *testing.F) {
	for _, n := range []string{"1Z5R89390357567127", "../../evil", "@evil.example", "\" onclick=\"", "%2e%2e", "#?&", "\u202e"} {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, number string) {
		link := Fill("https://northline.example/track?n={}", number)
		u, err := url.Parse(link)
		if err != nil || u.Host != "northline.example" || u.Path != "/track" || u.Fragment != "" || strings.ContainsAny(link, "\"<> \n") {
			t.Errorf("%q opens %q: %v", number, link, err)
		}
		if got := u.Query()["n"]; len(got) != 1 || got[0] != number {
			t.Errorf("%q is sent as %q", number, got)
		}
	})
}
