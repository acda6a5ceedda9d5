package mail

import (
	"strings"
	"testing"
)

// Read a row as: mails from <words> cannot be said to be <carrier>'s, because <why>; "" they can.
func TestWhoseMailsTheyAreIsSaidOfAddressesAlone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ carrier, words, why string }{
		{"dhl", "dhl-service.example", ""},
		{"dhl", "News@DHL-service.example", ""},
		{"dhl", "bob@gmail.com", ""},
		{"dhl", "gmail.com", "anybody has an address"},
		{"dhl", "GMX.de", "anybody has an address"},
		{"dhl", "yahoo.co.in", "anybody has an address"},
		{"dhl", "eu-west-1.amazonses.com", "anybody has an address"},
		{"dhl", "co.uk", "anybody has an address"},
		{"dhl", "github.io", "anybody has an address"},
		{"dhl", "outlook-parcels.example", ""},
		{"dhl", "noreply.dhl.com", "known already"},
		{"dhl", "x@mail.ups.com", "known already"},
		{"northline", "northline.example", "are not known"},
		{"dhl", "", "neither an address"},
		{"dhl", "localhost", "neither an address"},
		{"dhl", "com", "neither an address"},
		{"dhl", ".com", "neither an address"},
		{"dhl", "a..example", "neither an address"},
		{"dhl", "@dhl.example", "neither an address"},
		{"dhl", "a@b@c.example", "neither an address"},
		{"dhl", "*.example", "neither an address"},
		{"dhl", "a b.example", "neither an address"},
		{"dhl", "dhl.example\r\nX: y", "neither an address"},
		{"dhl", "dhl․example.example", "neither an address"}, // a dot that is none
	} {
		err := Row{Carrier: c.carrier, In: BySender, Words: c.words}.Check()
		if (err == nil) != (c.why == "") || err != nil && !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s from %q: %v, want %q", c.carrier, c.words, err, c.why)
		}
	}
}

// What a person reads of a mail is its text as it is meant: decoded, without its header and without what cannot be seen.
func TestWhatAPersonReadsOfAMail(t *testing.T) {
	t.Parallel()
	const head = "From: UPS <mcinfo@ups.com>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
	for _, c := range []struct{ name, raw, want string }{
		{"base64", head + "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSWhyIFBha2V0IGvDtm5udGUg\r\nc3DDpHRlciBrb21tZW4u\r\n", "Ihr Paket könnte später kommen."},
		{"a page", head + "Content-Type: text/html\r\n\r\n<style>p{}</style><p>Your parcel had a hiccup.</p><script>x()</script><p style='display:none'>delivered</p>", "Your parcel had a hiccup."},
		{"nothing", "", ""},
		{"nothing but a header", head + "\r\n", ""},
		{"far too much", head + "\r\n" + strings.Repeat("parcel ", 5000), strings.TrimSpace(strings.Repeat("parcel ", longestText/7)) + " parce…"},
	} {
		if got := (Reader{}).Text([]byte(c.raw)); strings.TrimSpace(got) != c.want && !(c.name == "far too much" && len([]rune(got)) == longestText+1) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// A mail from an address that the shop said to be a carrier's is read as that carrier's, also passed on by somebody; a server that
// vouches for nobody still counts, and the addresses beside it stay nobody's.
func TestAMailFromATaughtAddressIsReadAsItsCarriers(t *testing.T) {
	t.Parallel()
	const body = "Subject: Your DHL shipment\r\nDate: Thu, 07 May 2026 14:05:00 +0000\r\n\r\nYour DHL Express shipment with waybill number 3318810025 has been delivered.\r\n"
	forwarded := "From: kim@shop.example\r\nSubject: Fwd: Your DHL shipment\r\nDate: Fri, 08 May 2026 09:00:00 +0000\r\n\r\n---------- Forwarded message ---------\r\n" +
		"From: DHL <news@mail.dhl-service.example>\r\nDate: Thu, May 7, 2026 at 4:05 PM\r\nSubject: Your DHL shipment\r\nTo: <kim@shop.example>\r\n\r\n" +
		"Your DHL Express shipment with waybill number 3318810025 has been delivered.\r\n"
	domain, address := Row{Carrier: "dhl", In: BySender, Words: "DHL-service.example"}, Row{Carrier: "dhl", In: BySender, Words: "news@service.example"}
	for _, c := range []struct {
		name, raw string
		own       []Row
		carrier   string
		verdict   Verdict
	}{
		{"nothing is taught", "From: news@dhl-service.example\r\n" + body, nil, "", Unknown},
		{"its domain", "From: news@dhl-service.example\r\n" + body, []Row{domain}, "dhl", IsNotice},
		{"a part of its domain", "From: news@mail.dhl-service.example\r\n" + body, []Row{domain}, "dhl", IsNotice},
		{"a domain that ends like it", "From: news@my-dhl-service.example\r\n" + body, []Row{domain}, "", Unknown},
		{"its address", "From: News@Service.example\r\n" + body, []Row{address}, "dhl", IsNotice},
		{"another address of that domain", "From: DHL <eve@service.example>\r\n" + body, []Row{address}, "", Unknown},
		{"a name that is its address", "From: \"news@service.example\" <eve@else.example>\r\n" + body, []Row{address}, "", Unknown},
		{"two senders", "From: news@service.example, eve@else.example\r\n" + body, []Row{address}, "", NotNotice},
		{"the server found it forged", "Authentication-Results: mx.shop.example; dmarc=fail header.from=service.example\r\nFrom: news@service.example\r\n" + body, []Row{address}, "dhl", Unknown},
		{"passed on", forwarded, []Row{domain}, "dhl", IsNotice},
		{"words taught beside it", "From: news@dhl-service.example\r\n" + strings.Replace(body, "has been delivered", "was popped in", 1), []Row{domain, {Carrier: "dhl", Lang: "en", In: "body", Means: "delivered", Words: "was popped in"}}, "dhl", IsNotice},
	} {
		r := Reader{Own: c.own}
		n := r.Read([]byte(c.raw))
		if _, carrier := r.Sender([]byte(c.raw)); carrier != c.carrier || n.FromCarrier != c.carrier || n.Verdict != c.verdict {
			t.Errorf("%s: from %q (%q), %s %s; want %q, %s", c.name, carrier, n.FromCarrier, n.Verdict, n.Why, c.carrier, c.verdict)
		}
	}
}

// Whose address may be taught of a mail that was passed on is never that of whoever did: else all that they pass on were that carrier's.
func TestWhoPassesAMailOnDidNotWriteIt(t *testing.T) {
	t.Parallel()
	const head = "From: kim@shop.example\r\nDate: Fri, 08 May 2026 09:00:00 +0000\r\n"
	const within = "From: DHL <news@dhl-service.example>\r\nDate: Thu, May 7, 2026 at 4:05 PM\r\nSubject: Your DHL shipment\r\n\r\nIt has been delivered.\r\n"
	for _, c := range []struct{ name, raw, want string }{
		{"passed on", head + "Subject: Fwd: Your DHL shipment\r\n\r\n---------- Forwarded message ---------\r\n" + within, "news@dhl-service.example"},
		{"passed on without the usual mark", head + "Subject: WG: Your DHL shipment\r\n\r\n" + within, "news@dhl-service.example"},
		{"passed on whole", head + "Subject: see this\r\nContent-Type: message/rfc822\r\n\r\n" + within, "news@dhl-service.example"},
		{"passed on without who wrote it", head + "Subject: Fwd: Your DHL shipment\r\n\r\nFrom: DHL\r\nSubject: x\r\n\r\nIt has been delivered.\r\n", ""},
		{"answered", head + "Subject: Re: Your DHL shipment\r\n\r\n-----Original Message-----\r\n" + within, "kim@shop.example"},
		{"written", head + "Subject: Your DHL shipment\r\n\r\nIt has been delivered.\r\n", "kim@shop.example"},
	} {
		if from, carrier := (Reader{}).Sender([]byte(c.raw)); from != c.want || carrier != "" {
			t.Errorf("%s: from %q (%q), want %q", c.name, from, carrier, c.want)
		}
	}
}
