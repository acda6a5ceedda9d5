//go:build unix

package imap

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"

	"ordertrail/build/mailserver"
)

// BenchmarkSync reads a real mailbox of 5,000 mails, in turn with the barest client there can be: one FETCH over a socket, its
// answer thrown away. "of-raw" is how many mails a second Sync gets for each that the bare client gets (P18 wants 0.6).
func BenchmarkSync(b *testing.B) {
	const mails = 5_000
	d, err := mailserver.StartDovecot(mailserver.Options{Password: secret})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = d.Stop() }()
	raw := make([][]byte, mails)
	for i := range raw {
		raw[i] = fmt.Appendf(nil, "From: mcinfo@ups.com\r\nMessage-ID: <%d@ups.example>\r\nSubject: UPS Update %d\r\n\r\n%s\r\n", i, i, strings.Repeat("A parcel is under way to you.\r\n", 120))
	}
	if err := d.Put("", raw...); err != nil {
		b.Fatal(err)
	}
	account := Account{Host: d.Host, Port: d.TLSPort, Security: TLS, User: d.User, Login: ByPassword}
	o := Options{Secret: secret, Roots: d.Certificate.Roots(), Limits: DefaultLimits()}
	var ours, bare time.Duration
	fetch := func() {
		s, err := Connect(context.Background(), account, o)
		if err != nil {
			b.Fatal(err)
		}
		defer s.Close()
		n := 0
		err = Sync(context.Background(), s, o.Limits, "INBOX", Cursor{}, time.Time{}, func(d Delivery) error {
			n += len(d.Messages)
			return nil
		})
		if err != nil || n != mails {
			b.Fatalf("%d mails (%v)", n, err)
		}
	}
	fetch() // the server has read its folder once
	for b.Loop() {
		began := time.Now()
		fetch()
		ours += time.Since(began)
		began = time.Now()
		if n := bareFetch(b, d); n < mails {
			b.Fatalf("the bare client got %d mails", n)
		}
		bare += time.Since(began)
	}
	b.ReportMetric(bare.Seconds()/ours.Seconds(), "of-raw")
	b.ReportMetric(float64(mails*b.N)/ours.Seconds(), "mails/s")
}

// bareFetch fetches everything with one command and counts the answers.
func bareFetch(b *testing.B, d *mailserver.Dovecot) (n int) {
	b.Helper()
	c, err := tls.Dial("tcp", net.JoinHostPort(d.Host, strconv.Itoa(d.TLSPort)), &tls.Config{RootCAs: d.Certificate.Roots(), ServerName: d.Host})
	if err != nil {
		b.Fatal(err)
	}
	defer c.Close()
	fmt.Fprintf(c, "a LOGIN %q %q\r\nb EXAMINE INBOX\r\nc UID FETCH 1:* (UID BODY.PEEK[])\r\n", d.User, secret)
	in := bufio.NewReaderSize(c, 64<<10)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			b.Fatal(err)
		}
		if strings.HasPrefix(line, "c ") {
			return n
		}
		if at := strings.LastIndexByte(line, '{'); strings.HasPrefix(line, "* ") && strings.Contains(line, " FETCH ") && at > 0 {
			size, err := strconv.ParseInt(strings.Trim(line[at:], "{}\r\n"), 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.CopyN(io.Discard, in, size); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
}
