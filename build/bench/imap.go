//go:build unix

package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"ordertrail/build/mailserver"
	"ordertrail/importers/mail/imap"
)

const (
	boxMails  = 5_000
	boxSecret = "correct horse battery"
	boxRounds = 5
)

// fetchMailbox is P18: fetching a mailbox of a real server the way the program does, in turn with the barest client there can be: one
// FETCH over a socket, its answer thrown away. The aim of 0.6 of its mails a second is 1.67 of its time a mail. Without a
// Dovecot there is no row.
func fetchMailbox(ctx context.Context, _ *work) ([]ratio, error) {
	d, err := mailserver.StartDovecot(mailserver.Options{Password: boxSecret})
	if err != nil {
		fmt.Fprintln(os.Stderr, "imap: no server:", err)
		return nil, nil
	}
	defer func() { _ = d.Stop() }()
	raw := make([][]byte, boxMails)
	for i := range raw {
		raw[i] = fmt.Appendf(nil, "From: mcinfo@ups.com\r\nMessage-ID: <%d@ups.example>\r\nSubject: UPS Update %d\r\n\r\n%s\r\n", i, i, strings.Repeat("A parcel is under way to you.\r\n", 120))
	}
	if err := d.Put("", raw...); err != nil {
		return nil, err
	}
	var ours, bare time.Duration
	for round := range boxRounds + 1 {
		begun := time.Now()
		n, bytes, err := syncBox(ctx, d)
		between := time.Now()
		if err != nil {
			return nil, err
		}
		theirs, theirBytes, err := bareFetch(d)
		if err != nil {
			return nil, err
		}
		if n != boxMails || theirs != n || theirBytes != bytes {
			return nil, fmt.Errorf("%d mails of %d bytes, the bare client has %d of %d", n, bytes, theirs, theirBytes)
		}
		if round > 0 { // in the first the server reads its folder
			ours, bare = ours+between.Sub(begun), bare+time.Since(between)
		}
	}
	each := func(d time.Duration) float64 { return d.Seconds() * 1e6 / (boxRounds * boxMails) }
	return []ratio{{"P18 fetch a mail of a mailbox", each(ours), each(bare), "µs", 1 / 0.6, "one FETCH over a socket, thrown away"}}, nil
}

// syncBox fetches the whole mailbox as the program does.
func syncBox(ctx context.Context, d *mailserver.Dovecot) (mails, bytes int, err error) {
	account := imap.Account{Host: d.Host, Port: d.TLSPort, Security: imap.TLS, User: d.User, Login: imap.ByPassword}
	limits := imap.DefaultLimits()
	s, err := imap.Connect(ctx, account, imap.Options{Secret: boxSecret, Roots: d.Certificate.Roots(), Limits: limits})
	if err != nil {
		return 0, 0, err
	}
	defer s.Close()
	err = imap.Sync(ctx, s, limits, "INBOX", imap.Cursor{}, time.Time{}, func(d imap.Delivery) error {
		mails += len(d.Messages)
		for _, m := range d.Messages {
			bytes += len(m.Raw)
		}
		return nil
	})
	return mails, bytes, err
}

// bareFetch fetches everything with one command and counts the answers.
func bareFetch(d *mailserver.Dovecot) (mails, bytes int, err error) {
	c, err := tls.Dial("tcp", net.JoinHostPort(d.Host, strconv.Itoa(d.TLSPort)), &tls.Config{RootCAs: d.Certificate.Roots(), ServerName: d.Host})
	if err != nil {
		return 0, 0, err
	}
	defer c.Close()
	fmt.Fprintf(c, "a LOGIN %q %q\r\nb EXAMINE INBOX\r\nc UID FETCH 1:* (UID BODY.PEEK[])\r\n", d.User, boxSecret)
	in := bufio.NewReaderSize(c, 64<<10)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return mails, bytes, err
		}
		if strings.HasPrefix(line, "c ") {
			return mails, bytes, nil
		}
		at := strings.LastIndexByte(line, '{')
		if !strings.HasPrefix(line, "* ") || !strings.Contains(line, " FETCH ") || at < 0 {
			continue
		}
		size, err := strconv.ParseInt(strings.Trim(line[at:], "{}\r\n"), 10, 64)
		if err != nil {
			return mails, bytes, err
		}
		if _, err := io.CopyN(io.Discard, in, size); err != nil {
			return mails, bytes, err
		}
		mails, bytes = mails+1, bytes+int(size)
	}
}
