package imap

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ordertrail/build/mailserver"
)

const secret = "correct horse battery"

// quick are limits for servers on this computer that never answer.
func quick() Limits {
	return Limits{
		Connect: time.Second, Command: 400 * time.Millisecond, Message: 400 * time.Millisecond,
		Size: 64 << 10, Window: 7, Bytes: 64 << 10, Session: 64 << 20,
	}
}

// longest is how long no connection to a hostile server may last: protecting, logging in, opening, listing, sizes, bodies,
// the single ones and a goodbye, each up to its deadline.
const longest = 5 * time.Second

// fake starts a scripted server with some mails.
func fake(t *testing.T, script mailserver.Script, set func(*mailserver.Fake)) *mailserver.Fake {
	t.Helper()
	certificate, err := mailserver.NewCertificate("127.0.0.1", time.Now().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	f := &mailserver.Fake{User: "tracking@shop.example", Password: secret, Certificate: certificate, Validity: 7, Script: script, Mails: map[uint32][]byte{}}
	for i := range 20 {
		f.Mails[uint32(3*i+2)] = fmt.Appendf(nil, "Message-ID: <%d@carrier.example>\r\nSubject: mail %d\r\n\r\nbody %d\r\n", i, i, i)
	}
	if set != nil {
		set(f)
	}
	if err := f.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Stop)
	return f
}

// shop is who fetches: what it has, and how far it is.
type shop struct {
	cursor Cursor
	has    map[string]int // raw text -> how often it was handed over
	odd    map[uint32]string
}

// account is how a fake is reached.
func account(f *mailserver.Fake) (Account, Options) {
	a := Account{Host: "127.0.0.1", Port: f.Port, Security: TLS, User: f.User, Login: ByPassword}
	if f.STARTTLS {
		a.Security = STARTTLS
	}
	return a, Options{Secret: secret, Roots: f.Certificate.Roots(), Limits: quick()}
}

// fetch is one visit.
func (s *shop) fetch(ctx context.Context, a Account, o Options) error {
	server, err := Connect(ctx, a, o)
	if err != nil {
		return err
	}
	defer server.Close()
	return Sync(ctx, server, o.Limits, "INBOX", s.cursor, time.Time{}, func(d Delivery) error {
		for _, m := range d.Messages {
			s.has[string(m.Raw)]++
			if m.Problem != "" {
				s.odd[m.UID] = m.Problem
			}
		}
		s.cursor = d.Cursor
		return nil
	})
}

// The twelve ways of reliability.md, H5 and I10. Read a row as: a server that goes through <script> ends the visit with one of
// <codes>; an empty one among them is a visit without a fault.
func hostile(t *testing.T) []struct {
	script   mailserver.Script
	starttls bool
	codes    string
} {
	t.Helper()
	other, err := mailserver.NewCertificate("127.0.0.1", time.Now().AddDate(1, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	return []struct {
		script   mailserver.Script
		starttls bool
		codes    string
	}{
		{mailserver.Script{Name: "STARTTLS is stripped", Command: func(c *mailserver.Conn, tag, command string) bool {
			if command == "STARTTLS" {
				c.Say("%s BAD unknown command", tag)
			}
			return command == "STARTTLS"
		}}, true, "starttls-missing"},
		{mailserver.Script{Name: "STARTTLS is answered with more than the answer", Command: func(c *mailserver.Conn, tag, command string) bool {
			if command == "STARTTLS" {
				c.Say("%s OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n* OK injected", tag)
			}
			return command == "STARTTLS"
		}}, true, "not-mail tls-failed timed-out"},
		{mailserver.Script{Name: "PREAUTH before STARTTLS", Greeting: func(c *mailserver.Conn) bool {
			c.Say("* PREAUTH you are in")
			return true
		}}, true, "preauth"},
		{mailserver.Script{Name: "PREAUTH under TLS", Greeting: func(c *mailserver.Conn) bool {
			c.Say("* PREAUTH you are in")
			return true
		}}, false, "preauth"},
		{mailserver.Script{Name: "a huge literal", Mail: func(c *mailserver.Conn, uid uint32, _ []byte) bool {
			c.Say("* 1 FETCH (UID %d BODY[] {9000000000}", uid)
			c.Wait()
			return true
		}}, false, "too-much"},
		{mailserver.Script{Name: "a literal that never ends", Mail: func(c *mailserver.Conn, uid uint32, _ []byte) bool {
			c.Say("* 1 FETCH (UID %d BODY[] {60000}", uid)
			c.Wait()
			return true
		}}, false, "timed-out"},
		{mailserver.Script{Name: "a line that never ends", Command: func(c *mailserver.Conn, _, command string) bool {
			for n := 0; n < 200 && c.Send(bytes.Repeat([]byte("A"), 64<<10)); n++ {
			}
			return true
		}}, false, "too-much timed-out cut-off"},
		{mailserver.Script{Name: "cut in the middle of a mail", CutAfter: 1800}, false, "cut-off "},
		{mailserver.Script{Name: "a slow drip", Mail: func(c *mailserver.Conn, uid uint32, raw []byte) bool {
			c.Say("* 1 FETCH (UID %d BODY[] {%d}", uid, len(raw))
			for i := 0; i < len(raw) && c.Send(raw[i:i+1]); i++ {
				time.Sleep(30 * time.Millisecond)
			}
			c.Say(")")
			return true
		}}, false, "timed-out"},
		{mailserver.Script{Name: "every UID twice", Mail: func(c *mailserver.Conn, uid uint32, raw []byte) bool {
			c.Literal(1, uid, "BODY[]", raw)
			c.Literal(1, uid, "BODY[]", []byte("another text"))
			return true
		}}, false, ""},
		{mailserver.Script{Name: "OK without text", Command: func(c *mailserver.Conn, tag, command string) bool {
			if strings.HasPrefix(command, "CAPABILITY") {
				c.Say("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR")
				c.Say("%s OK", tag)
				return true
			}
			if strings.HasPrefix(command, "EXAMINE") {
				c.Say("* 20 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n%s OK", tag)
				return true
			}
			return false
		}}, false, ""},
		{mailserver.Script{Name: "it never answers", Command: func(*mailserver.Conn, string, string) bool { return true }}, false, "timed-out"},
		{mailserver.Script{Name: "it does not even greet", Greeting: func(*mailserver.Conn) bool { return true }}, false, "timed-out"},
		{mailserver.Script{Name: "sizes that lie", Command: func(c *mailserver.Conn, tag, command string) bool {
			if !strings.HasPrefix(command, "UID FETCH") || strings.Contains(command, "BODY") {
				return false
			}
			for i, u := range c.UIDs() {
				c.Say("* %d FETCH (UID %d RFC822.SIZE 3)", i+1, u)
			}
			c.Say("%s OK done", tag)
			return true
		}}, false, ""},
		{mailserver.Script{Name: "sizes that lie by megabytes", Command: func(c *mailserver.Conn, tag, command string) bool {
			if strings.HasPrefix(command, "UID FETCH") && strings.Contains(command, "BODY.PEEK[]") {
				for range 100 {
					c.Literal(1, 999, "BODY[]", bytes.Repeat([]byte("x"), 60<<10))
				}
				return true
			}
			return false
		}}, false, "too-much timed-out"},
		{mailserver.Script{Name: "a certificate nobody vouches for", Certificate: &other}, false, "cert-untrusted"},
		{mailserver.Script{Name: "a list of abilities without end", Greeting: func(c *mailserver.Conn) bool {
			c.Say("* OK [CAPABILITY IMAP4rev1 (AUTH=PLAIN)] ready")
			return true
		}}, false, "garbled"},
		{mailserver.Script{Name: "garbage", Command: func(c *mailserver.Conn, _, command string) bool {
			c.Send([]byte("\x00\xff ((( {{{ 1234 *** \r\n\r\n)))\r\n"))
			return strings.HasPrefix(command, "UID")
		}}, false, "garbled cut-off"},
	}
}

// TestAHostileServerLosesNothingDoublesNothingAndHoldsNobody visits each server while it misbehaves, three times, and then
// once when it has come to its senses.
func TestAHostileServerLosesNothingDoublesNothingAndHoldsNobody(t *testing.T) {
	t.Parallel()
	for _, h := range hostile(t) {
		t.Run(h.script.Name, func(t *testing.T) {
			t.Parallel()
			const bad = 3
			f := fake(t, h.script, func(f *mailserver.Fake) { f.STARTTLS, f.Times = h.starttls, bad })
			a, o := account(f)
			s := &shop{has: map[string]int{}, odd: map[uint32]string{}}
			for range bad {
				began := time.Now()
				err := s.fetch(context.Background(), a, o)
				if took := time.Since(began); took > longest {
					t.Errorf("it held us for %v", took)
				}
				got := ""
				var fault *Fault
				if errors.As(err, &fault) {
					got = fault.Code
				} else if err != nil {
					t.Fatalf("%v is no fault", err)
				}
				if !slices.Contains(strings.Split(h.codes, " "), got) {
					t.Errorf("fault %q (%v), want one of %q", got, err, h.codes)
				}
			}
			if err := s.fetch(context.Background(), a, o); err != nil {
				t.Errorf("honest again: %v", err)
			}
			s.check(t, f)
			noSecret(t, f)
		})
	}
}

// check wants every mail of the server exactly once.
func (s *shop) check(t *testing.T, f *mailserver.Fake) {
	t.Helper()
	want := map[string]int{}
	for _, raw := range f.Mails {
		want[string(raw)] = 1
	}
	if !maps.Equal(s.has, want) {
		t.Errorf("%d mails, want %d, each once: %v", len(s.has), len(want), s.has)
	}
}

// noSecret wants no trace of the password before TLS.
func noSecret(t *testing.T, f *mailserver.Fake) {
	t.Helper()
	clear := f.Clear()
	for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte("\x00" + f.User + "\x00" + secret)), "AUTHENTICATE", "LOGIN "} {
		if bytes.Contains(clear, []byte(form)) {
			t.Errorf("%q went over the wire in clear", form)
		}
	}
}

func TestAConnectionCutAtAnyByteLosesNothingAndDoublesNothing(t *testing.T) {
	t.Parallel()
	for cut := 100; cut < 4000; cut += 97 {
		t.Run(fmt.Sprint(cut), func(t *testing.T) {
			t.Parallel()
			f := fake(t, mailserver.Script{CutAfter: cut}, func(f *mailserver.Fake) { f.Times = 2 })
			a, o := account(f)
			s := &shop{has: map[string]int{}, odd: map[uint32]string{}}
			for range 3 {
				_ = s.fetch(context.Background(), a, o) // what it says is no matter here
			}
			s.check(t, f)
		})
	}
}

func TestAFolderThatIsNumberedAnewIsReadFromItsBeginning(t *testing.T) {
	t.Parallel()
	f := fake(t, mailserver.Script{}, nil)
	a, o := account(f)
	s := &shop{has: map[string]int{}, odd: map[uint32]string{}, cursor: Cursor{Validity: 6, UID: 50}}
	if err := s.fetch(context.Background(), a, o); err != nil {
		t.Fatal(err)
	}
	s.check(t, f)
	if want := (Cursor{Validity: 7, UID: 59}); s.cursor != want {
		t.Errorf("cursor %v, want %v", s.cursor, want)
	}
}

// TestOneMailThatCannotBeHadStandsInNobodysWay lets a server keep one mail back for ever and hold another that is too large.
func TestOneMailThatCannotBeHadStandsInNobodysWay(t *testing.T) {
	t.Parallel()
	f := fake(t, mailserver.Script{Mail: func(_ *mailserver.Conn, uid uint32, _ []byte) bool { return uid == 11 }}, func(f *mailserver.Fake) {
		f.Mails[14] = append([]byte("Subject: large\r\n\r\n"), bytes.Repeat([]byte("x"), 200<<10)...)
	})
	a, o := account(f)
	s := &shop{has: map[string]int{}, odd: map[uint32]string{}}
	if err := s.fetch(context.Background(), a, o); err != nil {
		t.Fatal(err)
	}
	if want := map[uint32]string{11: NotHandedOver, 14: TooLarge}; !maps.Equal(s.odd, want) {
		t.Errorf("problems %v, want %v", s.odd, want)
	}
	if len(s.has) != 20 || s.has["Subject: large\r\n\r\n"] != 1 || s.cursor.UID != 59 {
		t.Errorf("%d mails up to %d, want 20 up to 59, the large one by its header", len(s.has), s.cursor.UID)
	}
}

func TestTheMailboxIsOnlyLookedAt(t *testing.T) {
	t.Parallel()
	f := fake(t, mailserver.Script{}, nil)
	a, o := account(f)
	s := &shop{has: map[string]int{}, odd: map[uint32]string{}}
	if err := s.fetch(context.Background(), a, o); err != nil {
		t.Fatal(err)
	}
	for _, command := range f.Commands() {
		verb, _, _ := strings.Cut(command, " ")
		switch {
		case verb == "UID" && (strings.HasPrefix(command, "UID SEARCH ") || strings.HasPrefix(command, "UID FETCH ") && !strings.Contains(command, "BODY[")):
		case slices.Contains([]string{"CAPABILITY", "AUTHENTICATE", "EXAMINE", "LOGOUT"}, verb):
		default:
			t.Errorf("the server was told to %s", command)
		}
	}
}

func TestTheEndOfTheContextEndsAnyCommand(t *testing.T) {
	t.Parallel()
	f := fake(t, mailserver.Script{Command: func(*mailserver.Conn, string, string) bool { return true }}, nil)
	a, o := account(f)
	o.Limits.Command = time.Minute
	ctx, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer stop()
	began := time.Now()
	_, err := Connect(ctx, a, o)
	if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > longest {
		t.Errorf("%v after %v", err, time.Since(began))
	}
}

// TestAServerThatWillNotBeWaitedOnIsAskedNowAndThen says that it can tell when mail comes, and refuses to.
func TestAServerThatWillNotBeWaitedOnIsAskedNowAndThen(t *testing.T) {
	t.Parallel()
	f := fake(t, mailserver.Script{Command: func(c *mailserver.Conn, tag, command string) bool {
		if command == "IDLE" {
			c.Say("%s NO not now", tag)
		}
		return command == "IDLE"
	}}, nil)
	a, o := account(f)
	s, err := Connect(t.Context(), a, o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for range 2 {
		if err := s.Wait(t.Context(), time.Minute); !errors.Is(err, ErrNoIdle) {
			t.Errorf("waiting ends with %v", err)
		}
	}
	if _, err := s.Open(t.Context(), "INBOX"); err != nil || !slices.Contains(f.Commands(), "IDLE") {
		t.Errorf("and then the connection: %v", err)
	}
}

// TestAServerThatRepeatsThePasswordIsNotQuoted refuses the login in each way and says back what it was told.
func TestAServerThatRepeatsThePasswordIsNotQuoted(t *testing.T) {
	t.Parallel()
	plain := base64.StdEncoding.EncodeToString([]byte("\x00tracking@shop.example\x00" + secret))
	for _, word := range []string{"NO", "BAD"} {
		t.Run(word, func(t *testing.T) {
			t.Parallel()
			f := fake(t, mailserver.Script{Name: word, Command: func(c *mailserver.Conn, tag, command string) bool {
				refused := strings.HasPrefix(command, "AUTHENTICATE") || strings.HasPrefix(command, "LOGIN")
				if refused {
					c.Say("%s %s nobody is let in by %s or %s", tag, word, secret, plain)
				}
				return refused
			}}, nil)
			a, o := account(f)
			_, err := Connect(t.Context(), a, o)
			var no *Fault
			if !errors.As(err, &no) || !strings.HasPrefix(no.Says, "nobody is let in by … or …") || strings.Contains(fmt.Sprint(err, no.Err), secret) {
				t.Errorf("it says %v", err)
			}
		})
	}
}
