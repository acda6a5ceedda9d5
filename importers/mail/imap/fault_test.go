package imap

import (
	"errors"
	"io"
	"net"
	"testing"

	"github.com/emersion/go-imap/v2"
)

// Read a row as: to somebody who logs in at <host>, the answer <code> <text> means <login>; to whom is logged in, <later>.
func TestWhatAServerRefusesIsToldForWhatItIs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		host, code, text string
		login, later     string
	}{
		{"imap.gmail.com", "ALERT", "Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "app-password", "server-says"},
		{"imap.gmail.com", "AUTHENTICATIONFAILED", "Invalid credentials (Failure)", "app-password", "login-refused"},
		{"imap.gmail.com", "ALERT", "Too many simultaneous connections. (Failure)", "busy", "busy"},
		{"imap.gmail.com", "ALERT", "Account exceeded command or bandwidth limits. (Failure)", "used-up", "used-up"},
		{"imap.gmail.com", "OVERQUOTA", "Account exceeded its limits", "used-up", "used-up"},
		{"imap.gmail.com", "ALERT", "Your account is not enabled for IMAP use. Please visit your Gmail settings page (Failure)", "imap-off", "imap-off"},
		{"imap.gmail.com", "ALERT", "IMAP access is disabled for your domain. (Failure)", "imap-off", "imap-off"},
		{"imap.gmail.com", "WEBALERT", "Web login required.", "web-login", "web-login"},
		{"imap.gmail.com", "ALERT", "Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "web-login", "web-login"},
		{"outlook.office365.com", "", "LOGIN failed.", "basic-off", "server-says"},
		{"imap.mail.yahoo.com", "LIMIT", "LOGIN Rate limit hit", "busy", "busy"},
		{"imap.shop.example", "LIMIT", "Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)", "busy", "busy"},
		{"imap.shop.example", "", "Maximum number of connections from user+IP exceeded", "busy", "busy"},
		{"imap.shop.example", "PRIVACYREQUIRED", "Plaintext authentication disallowed on non-secure connections.", "login-method", "login-method"},
		{"imap.shop.example", "NONEXISTENT", "no such user", "login-refused", "folder-missing"},
		{"imap.shop.example", "", "no", "login-refused", "server-says"},
	} {
		no := &imap.Error{Type: imap.StatusResponseTypeNo, Code: imap.ResponseCode(c.code), Text: c.text}
		if f := loginFault(Account{Host: c.host, Login: ByPassword}, no); f.Code != c.login {
			t.Errorf("%s refuses a login with %q: %s, want %s", c.host, c.text, f.Code, c.login)
		}
		if f := said(no); f.Code != c.later {
			t.Errorf("%s refuses something with %q: %s, want %s", c.host, c.text, f.Code, c.later)
		}
		for _, code := range []string{c.login, c.later} {
			if _, known := faults[code]; !known {
				t.Errorf("no fault is called %s", code)
			}
		}
	}
}

// TestASilentServerThatWasKnownIsNoWrongPort hangs up, and says nothing, before a word was said.
func TestASilentServerThatWasKnownIsNoWrongPort(t *testing.T) {
	t.Parallel()
	for code, silence := range map[string]func(net.Conn){
		"cut-off":   func(c net.Conn) { _ = c.Close() },
		"timed-out": func(c net.Conn) { _, _ = io.Copy(io.Discard, c) }, // until the other side goes
	} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		go func() {
			if c, err := l.Accept(); err == nil {
				silence(c)
			}
		}()
		a := Account{Host: "127.0.0.1", Port: l.Addr().(*net.TCPAddr).Port, Security: TLS, Login: ByPassword}
		_, err = Connect(t.Context(), a, Options{Secret: secret, Limits: quick()})
		var f *Fault
		if !errors.As(err, &f) || f.Code != "not-mail" || f.OfKnown().Code != code {
			t.Errorf("%v; to who knows it %v, want %s", err, f.OfKnown(), code)
		}
	}
}
