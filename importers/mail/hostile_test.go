package mail

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// hostileLimit is how long any one message may take; the slowest here takes a fraction of it.
const hostileLimit = 2 * time.Second

func nested(depth int) []byte {
	var b bytes.Buffer
	b.WriteString("From: mcinfo@ups.com\r\nSubject: Your UPS Package was delivered\r\nDate: Fri, 13 Mar 2026 10:20:00 -0400\r\n")
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\r\n\r\nTracking Number: 1Z5R89390357567127\r\n")
	for i := depth - 1; i >= 0; i-- {
		fmt.Fprintf(&b, "--b%d--\r\n", i)
	}
	return b.Bytes()
}

// everyWord holds the words of all sentences of one carrier, so that every row is tried everywhere.
func everyWord(t *template, size int) string {
	var all strings.Builder
	for _, s := range t.Says {
		all.WriteString(strings.NewReplacer("(", " ", ")", " ", "|", " ", "[", " ", "]", " ").Replace(s.Words) + " ")
	}
	return strings.Repeat(all.String()+"Your package from "+strings.Repeat("Acme ", 20), size/(all.Len()+120)+1)
}

func TestHostileMailsAreReadInTime(t *testing.T) {
	head := "From: mcinfo@ups.com\r\nSubject: Your UPS Package was delivered\r\nDate: Fri, 13 Mar 2026 10:20:00 -0400\r\n"
	page := head + "Content-Type: text/html\r\n\r\n"
	parts := strings.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", 50_000)
	tests := []struct {
		name, problem string
		raw           func() []byte
	}{
		{"ten thousand nested multiparts", "too-deep", func() []byte { return nested(10_000) }},
		{"a header of 100 MB", "header-too-long", func() []byte {
			return []byte(head + "X-Filler: " + strings.Repeat(strings.Repeat("a", 70)+"\r\n ", 100<<20/73) + "\r\n\r\nhello")
		}},
		{"a header line of 100 MB", "header-too-long", func() []byte { return []byte(head + "X-Filler: " + strings.Repeat("a", 100<<20)) }},
		{"a body of 40 MB", "too-long", func() []byte { return []byte(head + "\r\n" + strings.Repeat("delivered 1Z ", 40<<20/13)) }},
		{"fifty thousand parts", "too-many-parts", func() []byte { return []byte(head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts) }},
		{"control characters everywhere", "", func() []byte {
			return []byte(strings.ReplaceAll(head, " ", "\x00\x07 ") + "\r\n" + strings.Repeat("\x00\x1b[31m\x08", 100_000))
		}},
		{"deeply nested elements", "", func() []byte {
			return []byte(page + strings.Repeat("<div><span>", 100_000) + `<p itemscope itemtype="http://schema.org/Order">`)
		}},
		{"one tag that never ends", "", func() []byte { return []byte(page + "<a " + strings.Repeat("b=c ", 500_000)) }},
		{"markup nested without end", "", func() []byte {
			return []byte(page + `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 100_000) + "</script>")
		}},
		{"every word a carrier uses, over and over", "too-much-text", func() []byte { return []byte(head + "\r\n" + everyWord(templateNamed("ups"), 2<<20)) }},
		{"nothing but digits", "", func() []byte {
			return []byte(strings.Replace(head, "mcinfo@ups.com", "noreply@dhl.de", 1) + "\r\nSendungsnummer: " + strings.Repeat("3318810025 ", 20_000))
		}},
		{"forwarding marks without end", "", func() []byte {
			return []byte("From: kim@lindenhof.example\r\nSubject: Fwd: x\r\n\r\n" + strings.Repeat("---------- Forwarded message ---------\nFrom: x\n", 50_000))
		}},
		{"half-open links", "", func() []byte { return []byte(page + strings.Repeat(`<a href="https://`, 100_000)) }},
		{"boundaries that hold each other", "", func() []byte {
			return []byte(head + "Content-Type: multipart/mixed; boundary=a\r\n\r\n" + strings.Repeat("--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n", 20_000))
		}},
		{"a boundary of nothing", "no-parts", func() []byte {
			return []byte(head + "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\nx\r\n--\r\ny")
		}},
		{"a boundary of 1 MB", "", func() []byte {
			return []byte(head + "Content-Type: multipart/mixed; boundary=" + strings.Repeat("b", 1<<20) + "\r\n\r\nx")
		}},
		{"a message within a message, a thousand deep", "", func() []byte {
			return []byte(strings.Repeat("From: kim@lindenhof.example\r\nContent-Type: message/rfc822\r\n\r\n", 1000) + head + "\r\nx")
		}},
		{"base64 that is none", "", func() []byte {
			return []byte(head + "Content-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("!@#$%^&*", 500_000))
		}},
		{"quoted-printable that never ends a line", "", func() []byte {
			return []byte(head + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.Repeat("=", 2_000_000))
		}},
		{"a charset nobody knows", "charset", func() []byte {
			return []byte(head + "Content-Type: text/plain; charset=" + strings.Repeat("x", 1000) + "\r\n\r\ndelivered")
		}},
		{"UTF-16 that says it is UTF-8", "", func() []byte { return []byte(head + "\r\n" + strings.Repeat("d\x00e\x00l\x00", 200_000)) }},
		{"a thousand senders", "senders", func() []byte {
			return []byte("From: " + strings.Repeat("a@ups.com, ", 1000) + "b@ups.com\r\nSubject: x\r\n\r\nx")
		}},
		{"a thousand From headers", "senders", func() []byte { return []byte(strings.Repeat("From: a@ups.com\r\n", 1000) + "\r\nx") }},
		{"a header without a colon, over and over", "header-line", func() []byte {
			return []byte("Subject: x\r\n" + strings.Repeat("this is no header\r\n", 10_000) + "\r\nx")
		}},
		{"nothing but line ends", "", func() []byte { return []byte(strings.Repeat("\r\n", 1_000_000)) }},
		{"a date of the year 99999", "date", func() []byte { return []byte("From: a@ups.com\r\nDate: Fri, 13 Mar 99999 10:20:00 +0000\r\n\r\nx") }},
		{"a zone of its own", "date", func() []byte { return []byte("From: a@ups.com\r\nDate: Fri, 13 Mar 2026 10:20:00 XYZ\r\n\r\nx") }},
		{"comments within comments in the date", "", func() []byte {
			return []byte("From: a@ups.com\r\nDate: " + strings.Repeat("(", 50_000) + "Fri, 13 Mar 2026 10:20:00 +0000\r\n\r\nx")
		}},
		{"a hundred attachments with hostile names", "", func() []byte {
			return []byte(head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" +
				strings.Repeat("--b\r\nContent-Disposition: attachment; filename=\"../../etc/passwd\"\r\n\r\nx\r\n", 500))
		}},
		{"a sentence of a million words", "", func() []byte { return []byte(head + "\r\n" + strings.Repeat("your package from ", 400_000)) }},
		{"every step of a progress bar, over and over", "", func() []byte {
			return []byte(head + "\r\n" + strings.Repeat("Ordered\nShipped\nOut for Delivery\nDelivered\n", 30_000))
		}},
		{"a digest of a hundred thousand headings", "", func() []byte {
			return []byte(head + "\r\n" + strings.Repeat("Arriving Today\n1Z5R89390357567127\n", 50_000))
		}},
		{"numbers of all kinds without end", "", func() []byte {
			return []byte(head + "\r\n" + strings.Repeat("Tracking Number: 1Z5R89390357567127, 1Z879E930346834440 and 9400111206206406260787\n", 20_000))
		}},
		{"dates without end", "", func() []byte {
			return []byte(head + "\r\n" + strings.Repeat("Your package was delivered on 03/12/2026 at 10:12 ", 30_000))
		}},
		{"accents that stand apart", "", func() []byte { return []byte(head + "\r\n" + strings.Repeat("z\u0301\u0301\u0301\u0301", 200_000)) }},
		{"invisible characters alone", "", func() []byte { return []byte(head + "\r\n" + strings.Repeat("\u200b\u200d\u2060\ufeff", 200_000)) }},
		{"text that runs from right to left", "", func() []byte { return []byte(head + "\r\n" + strings.Repeat("\u202edereviled saw\u202c ", 60_000)) }},
		{"JSON-LD of a hundred thousand parcels", "", func() []byte {
			return []byte(page + `<script type="application/ld+json">[` + strings.Repeat(`{"@type":"ParcelDelivery","trackingNumber":"1Z5R89390357567127"},`, 30_000) + `{}]</script>`)
		}},
		{"a style of a megabyte", "", func() []byte { return []byte(page + `<p style="` + strings.Repeat("display:block;", 80_000) + `">x`) }},
		{"encoded words without end", "", func() []byte {
			return []byte("From: mcinfo@ups.com\r\nSubject: " + strings.Repeat("=?utf-8?q?=C2?= ", 10_000) + "\r\n\r\nx")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := tt.raw()
			start := time.Now()
			n := Read(raw, time.UTC)
			if took := time.Since(start); took > slower*hostileLimit {
				t.Errorf("took %v, limit %v", took, hostileLimit)
			}
			if n.Verdict == "" {
				t.Error("no verdict")
			}
			if !strings.Contains(strings.Join(n.Problems, "\n")+"\n", tt.problem) {
				t.Errorf("problems %q do not name %q", n.Problems, tt.problem)
			}
		})
	}
}

func TestOneBadMailDoesNotHideTheOthers(t *testing.T) {
	t.Parallel()
	var box bytes.Buffer
	good := "From: mcinfo@ups.com\nSubject: Your UPS Package was delivered\nDate: Fri, 13 Mar 2026 10:20:00 -0400\n\nTracking Number: 1Z5R89390357567127\n\n"
	for i := range 100 {
		box.WriteString("From x@y Fri Mar 13 10:20:00 2026\n")
		if i == 50 {
			box.WriteString("\x00\xff no header here and nothing else\n\n")
			continue
		}
		box.WriteString(good)
	}
	read := map[Verdict]int{}
	if err := Split(&box, func(_ int64, raw []byte) error { read[Read(raw, time.UTC).Verdict]++; return nil }); err != nil {
		t.Fatal(err)
	}
	if read[IsNotice] != 99 || read[Unknown] != 1 {
		t.Errorf("read %v; 99 notices and one question are right", read)
	}
}

// What a mail says must not hang on comments, quotes and odd dates.
func TestOddWaysToSayThingsMisleadNobody(t *testing.T) {
	t.Parallel()
	const says = "Your package was delivered.\r\nTracking Number: 1Z5R89390357567127\r\n"
	head := func(more string) string {
		return more + "From: UPS <pkginfo@ups.com>\r\nSubject: UPS Update: Package Delivered\r\nDate: Tue, 19 May 2026 15:00:00 -0500\r\n"
	}
	const mine = "Authentication-Results: mx.mine; "
	for _, c := range []struct{ name, raw, want string }{
		{"as it is", head("") + "\r\n" + says, "notice none"},
		{"a result in a comment is none", head(mine+"(dmarc=pass header.from=ups.com) dmarc=fail header.from=ups.com\r\n") + "\r\n" + says, "unknown fail"},
		{"a comment in a comment", head(mine+"(a (b\\) ; dmarc=pass) c) spf=fail smtp.mailfrom=ups.com\r\n") + "\r\n" + says, "unknown fail"},
		{"a result in quotes is none", head(mine+`spf=fail smtp.mailfrom="x; dmarc=pass header.from=ups.com"`+"\r\n") + "\r\n" + says, "unknown fail"},
		{"a domain in a comment vouches for nobody", head(mine+"dkim=pass (header.d=ups.com) header.d=evil.example\r\n") + "\r\n" + says, "notice none"},
		{"a comment behind a result", head(mine+"dkim=pass (2048 bit) header.d=ups.com\r\n") + "\r\n" + says, "notice pass"},
		{"delivered after the mail was sent", head("") + "\r\n" + says + "Delivered On: Wednesday, 05/27/2026 at 2:58 PM\r\n", "unknown none"},
		{"delivered on the next day elsewhere", head("") + "\r\n" + says + "Delivered On: Wednesday, 05/20/2026 at 2:58 PM\r\n", "notice none"},
	} {
		n := Reader{Servers: []string{"mx.mine"}}.Read([]byte(c.raw))
		if got := string(n.Verdict) + " " + n.Authenticated; got != c.want {
			t.Errorf("%s: it is %s (%s), want %s", c.name, got, n.Why, c.want)
		}
	}
}

// A mail that was passed on as an attachment, and that again, is still the carrier's mail, marked as what anybody could have
// written; beyond a few times somebody is asked.
func TestAMailMayBePassedOnMoreThanOnce(t *testing.T) {
	t.Parallel()
	mail := "From: UPS <pkginfo@ups.com>\r\nSubject: UPS Update: Package Delivered\r\nDate: Tue, 19 May 2026 15:00:00 -0500\r\n\r\n" +
		"Your package was delivered.\r\nTracking Number: 1Z5R89390357567127\r\n"
	for times := 1; times <= 8; times++ {
		mail = "From: kim@lindenhof.example\r\nSubject: Fwd\r\nDate: Wed, 20 May 2026 09:00:00 +0200\r\nContent-Type: message/rfc822\r\n\r\n" + mail
		n := Read([]byte(mail), time.UTC)
		if is := n.Verdict == IsNotice && n.Forwarded && n.Date.Day() == 19; is != (times <= mostForwards) {
			t.Errorf("passed on %d times it is %s (%s), forwarded %v", times, n.Verdict, n.Why, n.Forwarded)
		}
		if times > mostForwards && (n.Verdict != Unknown || !strings.HasPrefix(n.Why, "forwarded-often")) {
			t.Errorf("passed on %d times nobody is asked: %s (%s)", times, n.Verdict, n.Why)
		}
		if lunch := Read([]byte(strings.ReplaceAll(mail, "pkginfo@ups.com", "eve@lindenhof.example")), time.UTC); lunch.Verdict == Unknown && strings.HasPrefix(lunch.Why, "forwarded-often") {
			t.Errorf("what no carrier wrote, passed on %d times, is asked about", times)
		}
	}
}
