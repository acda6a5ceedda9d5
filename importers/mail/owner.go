package mail

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// BySender is the place of a Row that says whose mails they are: its Words are an address, or a domain with those below it.
const BySender = "sender"

// owners are the carriers that a shop said addresses and domains are of, beside those that everybody knows.
type owners map[string]*template

// ownersIn are the rows of a shop's own that say whose mails they are.
func ownersIn(rows []Row) owners {
	var out owners
	for _, r := range rows {
		if r.In != BySender || r.Check() != nil { // an older program may have kept it
			continue
		}
		if out == nil {
			out = owners{}
		}
		out[strings.ToLower(r.Words)] = templateNamedBy(r.Carrier)
	}
	return out
}

// of finds the carrier that an address belongs to; nil when it is nobody's we know.
func (o owners) of(address string) *template {
	if t := templateOf(address); t != nil || len(o) == 0 || !strings.Contains(address, "@") {
		return t
	}
	if t := o[address]; t != nil {
		return t
	}
	for domain, below := domainOf(address), true; below; _, domain, below = strings.Cut(domain, ".") {
		if t := o[domain]; t != nil {
			return t
		}
	}
	return nil
}

// everybodys are domains at which anybody has an address: they are no carrier's, only one address of them can be.
var everybodys = []string{
	"aol.com", "free.fr", "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com", "icloud.com", "laposte.net",
	"libero.it", "live.com", "mail.com", "mailbox.org", "me.com", "msn.com", "o2.pl", "onet.pl", "orange.fr", "outlook.com", "posteo.de", "proton.me",
	"protonmail.com", "t-online.de", "web.de", "wp.pl", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yandex.com", "ziggo.nl",
}

// checkSender says what is wrong with a row that says whose mails they are.
func (r Row) checkSender() error {
	address := strings.ToLower(r.Words)
	name, domain, named := strings.Cut(address, "@")
	if !named {
		name, domain = "somebody", address
	}
	switch t := templateNamedBy(r.Carrier); {
	case t == nil:
		return fmt.Errorf("the mails of %q are not known; only those of carriers whose address is known can be taught", r.Carrier)
	case name == "" || strings.ContainsFunc(name, notOfAddress) || !isDomain(domain):
		return fmt.Errorf("%q is neither an address, such as news@carrier.example, nor a domain, such as carrier.example", r.Words)
	case !named && slices.Contains(everybodys, domain):
		return fmt.Errorf("anybody has an address at %s: name the whole address", domain)
	case templateOf(name+"@"+domain) != nil:
		return fmt.Errorf("%s is known already: its mails are %s’s", r.Words, templateOf(name+"@"+domain).Carrier)
	}
	return nil
}

// notOfAddress reports what stands before the @ of no address that mails come from.
func notOfAddress(r rune) bool {
	return r <= ' ' || r >= 0x7f || strings.ContainsRune(`"(),:;<>@[\]|`, r)
}

// isDomain reports whether it is a domain below a top-level one.
func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	return len(labels) > 1 && !slices.ContainsFunc(labels, func(l string) bool { return l == "" || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" })
}

// Sender is the address that a message comes from, of the mail within where somebody passed it on, and the carrier whose it is: ""
// when it is nobody's. It never panics.
func (r Reader) Sender(raw []byte) (address, carrier string) {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	defer func() {
		if recover() != nil {
			address, carrier = "", ""
		}
	}()
	m := r.open(raw, zone)
	return m.from, r.CarrierOf(m.from)
}

// longestText is how many letters of a mail are shown to whoever teaches what it says.
const longestText = 8000

// Text is what a person reads of a message, its plain text before its page, and at most so many letters of it; "" when nothing can
// be read. It never panics.
func (r Reader) Text(raw []byte) (text string) {
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	p := pageOf(r.open(raw, zone), zone)
	if len(p.texts) == 0 {
		return ""
	}
	text = strings.TrimSpace(p.texts[0])
	if letters := []rune(text); len(letters) > longestText {
		return string(letters[:longestText]) + "…"
	}
	return text
}

// CarrierOf is the carrier whose address it is, "" when it is nobody's that the program or the shop knows.
func (r Reader) CarrierOf(address string) string {
	if t := ownersIn(r.Own).of(address); t != nil {
		return t.id()
	}
	return ""
}

// open takes a message apart, as far as the mail within it where somebody passed one on.
func (r Reader) open(raw []byte, zone *time.Location) *message {
	m := open(raw, 0)
	m.owners = ownersIn(r.Own)
	m.authenticated = authentication(m.results, m.from, r.Servers)
	m.unwrap(zone)
	return m
}

// Carriers are the carriers whose mails are known.
func Carriers() []string {
	var out []string
	for _, t := range templates() {
		out = append(out, t.id())
	}
	return out
}
