package mail

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
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
		out[strings.ToLower(r.Words)] = r.template()
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

// everybodys are providers at which anybody has an address, by their name under any country's domain or by their domain, and services
// that send for anybody: they are no carrier's, only one address of them can be.
var everybodys = strings.Fields(`aol gmail gmx googlemail hotmail icloud live mail msn outlook proton protonmail rocketmail tutanota yahoo yandex ymail zoho
	126.com 163.com a1.net alice.it aon.at arcor.de att.net bbox.fr bellsouth.net bluewin.ch btinternet.com comcast.net fastmail.com free.fr freenet.de
	home.nl interia.pl kpnmail.nl laposte.net libero.it mailbox.org me.com naver.com neuf.fr o2.pl onet.pl op.pl orange.fr poczta.onet.pl posteo.de qq.com
	sbcglobal.net seznam.cz sfr.fr sky.com t-online.de talktalk.net telenet.be tiscali.it verizon.net virgilio.it virginmedia.com wanadoo.fr web.de wp.pl
	xs4all.nl ziggo.nl
	amazonses.com mailchimpapp.net mailgun.org onmicrosoft.com sendgrid.net shopifyemail.com sparkpostmail.com`)

// relays are domains from which a marketplace passes carriers' mails on, under "InPost via Vinted".
var relays = strings.Fields(`relay.vinted.com`)

// relayed is the carrier whose mail a marketplace passes on, where a mail server vouches that it does; nil when none does.
func (m *message) relayed() *template {
	who, through, _ := strings.Cut(m.shown, " via ")
	if through == "" || m.authenticated != "pass" || !slices.Contains(relays, domainOf(m.from)) {
		return nil
	}
	name := wordsOf(who)
	for _, t := range templates() {
		if slices.Equal(name, t.name) {
			return t
		}
	}
	return nil
}

// isEverybodys reports whether anybody has an address at a domain, or may register one below it.
func isEverybodys(domain string) bool {
	own, err := publicsuffix.EffectiveTLDPlusOne(domain)
	if err != nil {
		return true // such as co.uk
	}
	name, _, _ := strings.Cut(own, ".")
	return slices.Contains(everybodys, name) || slices.ContainsFunc(everybodys, func(d string) bool { return strings.Contains(d, ".") && within(domain, d) })
}

// checkSender says what is wrong with a row that says whose mails they are.
func (r Row) checkSender() error {
	address := strings.ToLower(r.Words)
	name, domain, named := strings.Cut(address, "@")
	if !named {
		name, domain = "somebody", address
	}
	switch t := r.template(); {
	case t == nil:
		return fmt.Errorf("the mails of %q are not known: name a carrier whose mails are, or say that it is a new one", r.Carrier)
	case name == "" || strings.ContainsFunc(name, notOfAddress) || !isDomain(domain):
		return fmt.Errorf("%q is neither an address, such as news@carrier.example, nor a domain, such as carrier.example", r.Words)
	case !named && isEverybodys(domain):
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
// when it is nobody's. Whoever passes a mail on wrote none of it, so no address is told where the mail within names none. It never
// panics.
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
	if t := m.owners.of(m.from); t != nil {
		return m.from, t.id()
	}
	return m.writer(), ""
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
