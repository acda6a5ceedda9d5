//go:build unix

package imap

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/build/mailserver"
)

// dovecot starts a real server that takes the password, and the token "fresh".
func dovecot(t *testing.T) *mailserver.Dovecot {
	t.Helper()
	tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.RawQuery, "fresh") {
			http.Error(w, `{"error":"invalid_token"}`, http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, `{"user":"tracking@shop.example","expires_in":3600}`)
	}))
	t.Cleanup(tokens.Close)
	d, err := mailserver.StartDovecot(mailserver.Options{Password: secret, Tokens: tokens.URL + "/?token="})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			t.Log(d.Log())
		}
		if err := d.Stop(); err != nil {
			t.Error(err)
		}
	})
	return d
}

func real(d *mailserver.Dovecot) (Account, Options) {
	return Account{Host: d.Host, Port: d.TLSPort, Security: TLS, User: d.User, Login: ByPassword},
		Options{Secret: secret, Roots: d.Certificate.Roots(), Limits: DefaultLimits()}
}

// put puts mails from one number to another into a folder.
func put(t *testing.T, d *mailserver.Dovecot, folder string, from, to int) {
	t.Helper()
	mails := make([][]byte, 0, to-from)
	for i := from; i < to; i++ {
		mails = append(mails, fmt.Appendf(nil, "From: mcinfo@ups.com\r\nMessage-ID: <%d@ups.example>\r\nSubject: UPS Update %d\r\n\r\n%s\r\n", i, i, strings.Repeat("parcel ", 40)))
	}
	if err := d.Put(folder, mails...); err != nil {
		t.Fatal(err)
	}
}

// subjects counts by subject what a shop has.
func (s *shop) subjects() map[string]int {
	out := map[string]int{}
	for raw, n := range s.has {
		_, after, _ := strings.Cut(raw, "Subject: ")
		subject, _, _ := strings.Cut(after, "\r\n")
		out[subject] += n
	}
	return out
}

// flags is what the mailbox says of every mail, to be compared.
func flags(t *testing.T, d *mailserver.Dovecot) string {
	t.Helper()
	out, err := d.Admin("-f", "tab", "fetch", "-u", d.User, "uid flags", "mailbox", "INBOX")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestTenThousandMailsComeOnce reads a real mailbox by pieces: cut off in the middle, going on, with more mail meanwhile,
// numbered anew. In the end every mail was handed over; before it is numbered anew, exactly once.
func TestTenThousandMailsComeOnce(t *testing.T) {
	t.Parallel()
	d := dovecot(t)
	put(t, d, "", 0, 10_000)
	before := flags(t, d)
	a, o := real(d)
	s := &shop{has: map[string]int{}, odd: map[uint32]string{}}
	o.Limits.Session = 2 << 20 // each connection ends in the middle of something
	visits := 0
	for ; visits < 30; visits++ {
		err := s.fetch(context.Background(), a, o)
		if err == nil {
			break
		}
		if f := (*Fault)(nil); !errors.As(err, &f) || f.Code != "too-much" {
			t.Fatalf("visit %d: %v", visits, err)
		}
	}
	if visits < 2 || visits == 30 {
		t.Errorf("%d visits were cut off, want some", visits)
	}
	o.Limits = DefaultLimits()
	put(t, d, "", 10_000, 10_003)
	if err := s.fetch(context.Background(), a, o); err != nil {
		t.Fatal(err)
	}
	once := func(n int) map[string]int {
		want := map[string]int{}
		for i := range 10_003 {
			want[fmt.Sprintf("UPS Update %d", i)] = n
		}
		return want
	}
	if !maps.Equal(s.subjects(), once(1)) || len(s.odd) > 0 {
		t.Fatalf("%d mails, want 10,003, each once; problems %v", len(s.has), s.odd)
	}
	if after := flags(t, d); !strings.HasPrefix(after, before) || strings.Contains(after, "Seen") {
		t.Error("the mailbox is not as it was")
	}
	if _, err := d.Admin("mailbox", "update", "-u", d.User, "--uid-validity", "4242", "INBOX"); err != nil {
		t.Fatal(err)
	}
	if err := s.fetch(context.Background(), a, o); err != nil {
		t.Fatal(err)
	}
	if s.cursor.Validity != 4242 || !maps.Equal(s.subjects(), once(2)) {
		t.Errorf("numbered anew: cursor %v, want every mail again", s.cursor)
	}
}

// TestWhatStandsInTheWayIsSaid tries a real server in every way that people get wrong.
func TestWhatStandsInTheWayIsSaid(t *testing.T) {
	t.Parallel()
	d := dovecot(t)
	now := time.Now()
	expired, err := mailserver.NewCertificate("127.0.0.1", now.AddDate(0, 0, -1))
	if err != nil {
		t.Fatal(err)
	}
	early, err := mailserver.NewCertificate("127.0.0.1", now.AddDate(4, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	served := func(c mailserver.Certificate) func(*Account, *Options) {
		f := fake(t, mailserver.Script{}, func(f *mailserver.Fake) { f.Certificate = c })
		return func(a *Account, o *Options) { a.Port, o.Roots = f.Port, c.Roots() }
	}
	day := func(years, days int) string { return now.UTC().AddDate(years, 0, days).Format(time.DateOnly) }
	// Read a row as: an account <changed> so is refused with <code> and the words that follow, if any do; "" is let in.
	for _, c := range []struct {
		name   string
		change func(*Account, *Options)
		code   string
	}{
		{"as it should be", func(*Account, *Options) {}, ""},
		{"STARTTLS", func(a *Account, _ *Options) { a.Port, a.Security = d.Port, STARTTLS }, ""},
		{"a token", func(a *Account, o *Options) { a.Login, o.Secret = ByToken, "fresh" }, ""},
		{"a token that is spent", func(a *Account, o *Options) { a.Login, o.Secret = ByToken, "stale" }, "token-refused Authentication failed."},
		{"wrong password", func(_ *Account, o *Options) { o.Secret = "wrong" }, "login-refused"},
		{"wrong user", func(a *Account, _ *Options) { a.User = "nobody" }, "login-refused"},
		{"plain to this computer", func(a *Account, _ *Options) { a.Port, a.Security = d.Port, Plain }, ""},
		{"TLS on the STARTTLS port", func(a *Account, _ *Options) { a.Port = d.Port }, "not-mail"},
		{"STARTTLS on the TLS port", func(a *Account, o *Options) { a.Security = STARTTLS; o.Limits = quick() }, "not-mail"},
		{"nobody listens", func(a *Account, _ *Options) { a.Port = 1 }, "refused"},
		{"no such name", func(a *Account, _ *Options) { a.Host = "mail.invalid" }, "name-not-found"},
		{"plain to somewhere else", func(a *Account, _ *Options) { a.Host, a.Security = "mail.invalid", Plain }, "plain-elsewhere"},
		{"an authority nobody knows", func(_ *Account, o *Options) { o.Roots = expired.Roots() }, "cert-untrusted Throw-away authority"},
		{"a certificate for another name", func(a *Account, _ *Options) { a.Host = "localhost" }, "cert-name 127.0.0.1"},
		{"an expired certificate", served(expired), "cert-expired " + day(0, -1)},
		{"a certificate of a time to come", served(early), "cert-early " + day(2, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, o := real(d)
			o.Limits.Connect = 3 * time.Second
			c.change(&a, &o)
			s, err := Connect(context.Background(), a, o)
			if err == nil {
				defer s.Close()
			}
			var f *Fault
			code, words, _ := strings.Cut(c.code, " ")
			if errors.As(err, &f); (f == nil) != (code == "") || f != nil && (f.Code != code || words != "" && f.Says != words) {
				t.Errorf("%v, want %q", err, c.code)
			}
		})
	}
}

func TestFoldersAreListedAndAMissingOneIsSaid(t *testing.T) {
	t.Parallel()
	d := dovecot(t)
	put(t, d, "Carriers", 0, 1)
	put(t, d, " two  spaces ", 0, 1)
	put(t, d, "Z&APw-rich &- Co", 0, 1)
	a, o := real(d)
	s, err := Connect(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	folders, err := s.Folders(context.Background())
	names := []string{}
	for _, f := range folders {
		names = append(names, f.Name+" "+f.Use)
	}
	if want := []string{"INBOX inbox", " two  spaces  ", "Carriers ", "Zürich & Co "}; err != nil || !slices.Equal(names, want) {
		t.Errorf("folders %q (%v), want %q", names, err, want)
	}
	var f *Fault
	if _, err := s.Open(context.Background(), "Versand"); !errors.As(err, &f) || f.Code != "folder-missing" || Lost(err) {
		t.Errorf("a folder that is not there: %v", err)
	}
	for _, name := range []string{"Carriers", " two  spaces ", "Zürich & Co"} {
		if state, err := s.Open(context.Background(), name); err != nil || state.Messages != 1 {
			t.Errorf("%q, which is there: %v (%v)", name, state, err)
		}
	}
}

func TestANewMailEndsTheWaiting(t *testing.T) {
	t.Parallel()
	d := dovecot(t)
	a, o := real(d)
	s, err := Connect(context.Background(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Open(context.Background(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(context.Background(), 10*time.Millisecond); err != nil {
		t.Fatalf("nothing came: %v", err)
	}
	woken := make(chan error, 1)
	go func() { woken <- s.Wait(context.Background(), time.Minute) }()
	time.Sleep(300 * time.Millisecond)
	put(t, d, "", 0, 1)
	select {
	case err := <-woken:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(40 * time.Second): // it looks into the folder every 30 s where the system tells it nothing
		t.Error("nobody was woken")
	}
	uids, err := s.After(context.Background(), 0, time.Time{})
	if err != nil || len(uids) != 1 {
		t.Errorf("then %v (%v), want one mail", uids, err)
	}
}
