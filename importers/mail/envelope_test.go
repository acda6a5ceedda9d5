package mail

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSenderIsTheAddressAlone(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, from, want string }{
		{"plain", "mcinfo@ups.com", "mcinfo@ups.com"},
		{"with a name, in capitals", `UPS <MCINFO@UPS.com>`, "mcinfo@ups.com"},
		{"an address as display name", `"mcinfo@ups.com" <x@evil.example>`, "x@evil.example"},
		{"an encoded address as display name", `=?utf-8?q?mcinfo=40ups.com?= <x@evil.example>`, "x@evil.example"},
		{"a name with odd characters", `UPS® (My Choice: <x@ups.com>`, "x@ups.com"},
		{"two senders", "a@ups.com, b@evil.example", ""},
		{"two brackets", "UPS <a@ups.com> <b@evil.example>", ""},
		{"none", "UPS", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := (&message{}).sender([]string{tt.from}); got != tt.want {
				t.Errorf("sender(%q) = %q, want %q", tt.from, got, tt.want)
			}
		})
	}
	if got := (&message{}).sender([]string{"a@ups.com", "b@evil.example"}); got != "" {
		t.Errorf("two From fields name %q; want none", got)
	}
}

func TestTemplateOfGoesByTheDomain(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"mcinfo@ups.com": "UPS", "x@email.informeddelivery.usps.com": "USPS", "x@notups.com": "", "x@ups.com.evil.example": "",
		"x@groups.com": "", "ups.com": "", "": "", "mcinfo@ups.com.": "UPS",
	} {
		got := ""
		if c := templateOf(address); c != nil {
			got = c.Carrier
		}
		if got != want {
			t.Errorf("templateOf(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestAuthentication(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, header, want string }{
		{"no header", "", "none"},
		{"dmarc passes", "mx.example; dmarc=pass header.from=ups.com", "pass"},
		{"dmarc fails whatever else passes", "mx.example; spf=pass smtp.mailfrom=ups.com; dmarc=fail header.from=ups.com", "fail"},
		{"dkim of the sender's domain", "mx.example; dkim=pass header.i=@ups.com header.s=x", "pass"},
		{"dkim of somebody else", "mx.example; dkim=pass header.d=evil.example", "none"},
		{"spf of a subdomain", "mx.example; spf=pass smtp.mailfrom=bounce@mail.ups.com", "pass"},
		{"spf fails alone", "mx.example; spf=fail smtp.mailfrom=evil.example", "fail"},
		{"nothing was tried", "mx.example; none", "none"},
		{"a top-level domain signs nothing", "mx.example; dkim=pass header.d=com", "none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := authentication([]string{tt.header}, "mcinfo@ups.com", nil); got != tt.want {
				t.Errorf("authentication(%q) = %q, want %q", tt.header, got, tt.want)
			}
		})
	}
}

func TestDateHeader(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, value, want string }{
		{"numeric offset", "Fri, 13 Mar 2026 10:20:00 -0400", "2026-03-13T14:20:00Z"},
		{"EST is five hours behind", "Fri, 13 Mar 2026 10:20:00 EST", "2026-03-13T15:20:00Z"},
		{"CET is one hour ahead", "Fri, 13 Mar 2026 10:20:00 CET", "2026-03-13T09:20:00Z"},
		{"a comment after the offset", "Wed, 23 Sep 2020 09:49:07 -0500 (CDT)", "2020-09-23T14:49:07Z"},
		{"no weekday", "13 Mar 2026 10:20 GMT", "2026-03-13T10:20:00Z"},
		{"an unknown zone", "Fri, 13 Mar 2026 10:20:00 IST", ""},
		{"missing", "", ""},
		{"nonsense", "yesterday", ""},
		{"before mail was invented", "Fri, 13 Mar 0026 10:20:00 +0000", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := &message{}
			got := ""
			if d := m.when(tt.value); !d.IsZero() {
				got = d.UTC().Format(time.RFC3339)
			}
			if got != tt.want {
				t.Errorf("when(%q) = %q, want %q", tt.value, got, tt.want)
			}
			if (tt.want == "") != (len(m.problems) == 1) {
				t.Errorf("problems %q", m.problems)
			}
		})
	}
}

func TestAttachmentNamesAreSafeToShow(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"../../../etc/cron.d/x": "x", `..\..\windows\x.exe`: "x.exe", "CON.csv": "_CON.csv", "con": "_con", "CONIN$": "_CONIN$", "nul .txt": "_nul .txt",
		"label.pdf": "label.pdf", "a\x00b.pdf": "a_b.pdf", "\u202egpj.exe": "gpj.exe", "": "attachment", "..": "attachment", "/": "attachment",
		"name. . ": "name", "a\nb": "a b", "<x>|y": "_x__y", "COM1": "_COM1", "comics.txt": "comics.txt",
	} {
		if got := safeName(name); got != want {
			t.Errorf("safeName(%q) = %q, want %q", name, got, want)
		} else if !filepath.IsLocal(got) {
			t.Errorf("safeName(%q) = %q leaves the folder", name, got)
		}
	}
	if n := len([]rune(safeName(strings.Repeat("é", 5000)))); n > 120 {
		t.Errorf("a long name keeps %d characters", n)
	}
}

func TestOnlyOurOwnServersVouchForASender(t *testing.T) {
	t.Parallel()
	theirs := "mx.evil.example; dmarc=pass header.from=ups.com"
	ours := "mx.lindenhof.example 1; dmarc=fail header.from=ups.com"
	for _, row := range []struct {
		name    string
		results []string
		servers []string
		want    string
	}{
		{"nobody is named: the last server to handle it", []string{theirs, ours}, nil, "pass"},
		{"ours is named, somebody wrote above it", []string{theirs, ours}, []string{"mx.lindenhof.example"}, "fail"},
		{"letter case does not matter", []string{theirs, ours}, []string{"MX.Lindenhof.example"}, "fail"},
		{"ours said nothing", []string{theirs}, []string{"mx.lindenhof.example"}, "none"},
		{"a name that begins like ours", []string{"mx.lindenhof.example.evil; dmarc=pass header.from=ups.com"}, []string{"mx.lindenhof.example"}, "none"},
	} {
		if got := authentication(row.results, "mcinfo@ups.com", row.servers); got != row.want {
			t.Errorf("%s: %s, want %s", row.name, got, row.want)
		}
	}
}
