package imap

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"
	"unicode"

	"github.com/emersion/go-imap/v2"
)

// Fault is what went wrong with a mailbox, as a code that the message catalogue has words and a remedy for.
type Fault struct {
	Code string
	Says string // the server's own words, or what its certificate says of itself, made fit to show; "" when it said none
	Err  error
}

func (f *Fault) Error() string {
	text := "mailbox: " + f.Code
	if f.Says != "" {
		text += ": “" + f.Says + "”"
	} else if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	return text
}

func (f *Fault) Unwrap() error { return f.Err }

// kind says what a fault means for the next try.
type kind int

const (
	passes kind = iota // by itself, perhaps: try again after a while
	person             // somebody must do something first
	answer             // the server said no to one thing; the connection stands
)

// faults is the table of everything that can go wrong. Read a row as: <code> <passes by itself, or needs a person>; the
// catalogue has its words as mailbox_fault.CODE and the remedy as mailbox_remedy.CODE. Where a certificate is at fault, what it
// says stands in mailbox_says.CODE.
var faults = map[string]kind{
	"name-not-found":    passes,
	"refused":           passes,
	"unreachable":       passes,
	"timed-out":         passes,
	"cut-off":           passes,
	"busy":              passes,
	"used-up":           passes,
	"too-much":          passes,
	"garbled":           passes,
	"not-mail":          person,
	"starttls-missing":  person,
	"preauth":           person,
	"cert-untrusted":    person,
	"cert-name":         person,
	"cert-expired":      person,
	"cert-early":        person,
	"tls-failed":        person,
	"plain-elsewhere":   person,
	"login-refused":     person,
	"app-password":      person,
	"imap-off":          person,
	"web-login":         person,
	"basic-off":         person,
	"login-method":      person,
	"token-refused":     person,
	"token-unreachable": passes,
	"sign-in-refused":   person,
	"sign-in-late":      person,
	"sign-in-once":      person,
	"secret-missing":    person,
	"secret-locked":     person,
	"secret-elsewhere":  person,
	"keychain-away":     person,
	"folder-missing":    person,
	"server-says":       answer,
}

// Faults lists the codes, in no order.
func Faults() []string {
	out := make([]string, 0, len(faults))
	for code := range faults {
		out = append(out, code)
	}
	return out
}

// NeedsPerson reports whether trying again is of no use until somebody did something.
func (f *Fault) NeedsPerson() bool { return faults[f.Code] == person }

// Lost reports whether the connection is of no use after err.
func Lost(err error) bool {
	var f *Fault
	return err != nil && (!errors.As(err, &f) || faults[f.Code] != answer && f.Code != "folder-missing")
}

// Ended reports whether err is the end of a connection as connections end: the server said goodbye, or the net between broke.
func Ended(err error) bool {
	var f *Fault
	return errors.As(err, &f) && (f.Code == "cut-off" || f.Code == "timed-out" || f.Code == "busy")
}

// OfKnown is what f means of a server that was spoken with in the same way before: when it says nothing now, the way is not at
// fault.
func (f *Fault) OfKnown() *Fault {
	switch {
	case f.Code != "not-mail":
		return f
	case isTimeout(f.Err):
		return fault("timed-out", f.Err)
	case isEnd(f.Err):
		return fault("cut-off", f.Err)
	}
	return f
}

func fault(code string, err error) *Fault { return &Fault{Code: code, Err: err} }

// dialFault explains why no connection came about.
func dialFault(ctx context.Context, err error) error {
	var dns *net.DNSError
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &dns) && dns.IsNotFound:
		return fault("name-not-found", err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return fault("refused", err)
	case isTimeout(err):
		return fault("timed-out", err)
	}
	return fault("unreachable", err)
}

func isTimeout(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, errTooSlow) || errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

func isEnd(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// said explains a server's NO, BAD or BYE.
func said(e *imap.Error) *Fault {
	f := &Fault{Code: "server-says", Says: clean(e.Text), Err: e}
	switch strings.ToUpper(string(e.Code)) {
	case "NONEXISTENT", "TRYCREATE":
		f.Code = "folder-missing"
	case "UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG":
		f.Code = "busy"
	case "OVERQUOTA":
		f.Code = "used-up"
	case "AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED":
		f.Code = "login-refused"
	case "PRIVACYREQUIRED":
		f.Code = "login-method"
	}
	if e.Type == imap.StatusResponseTypeBye {
		f.Code = "busy"
	}
	text := strings.ToLower(e.Text)
	for _, r := range reasons {
		if strings.Contains(text, r.words) {
			f.Code = r.code
			break
		}
	}
	return f
}

// reasons tells what servers have no code for, whatever they were asked. Read a row as: words that hold <words> mean <code>. They
// are Gmail's (support.google.com/mail/answer/7126229, support.google.com/a/answer/1071518) and Dovecot's.
var reasons = []struct{ words, code string }{
	{"simultaneous connections", "busy"},
	{"number of connections", "busy"},
	{"bandwidth limit", "used-up"},
	{"not enabled for imap", "imap-off"},
	{"imap access is disabled", "imap-off"},
	{"web login required", "web-login"},
	{"log in via your web browser", "web-login"},
}

// refusals tells what a refused login is about. Read a row as: a server whose name ends in <host> and whose answer holds
// <words> means <code>. Gmail says so itself; Microsoft 365 has had no passwords for IMAP since October 2022.
// Sources: support.google.com/mail/answer/7126229, learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-basic-authentication-exchange-online.
var refusals = []struct{ host, words, code string }{
	{"", "application-specific password", "app-password"},
	{"", "app password", "app-password"},
	{"gmail.com", "", "app-password"},
	{"googlemail.com", "", "app-password"},
	{"mail.yahoo.com", "", "app-password"},
	{"mail.me.com", "", "app-password"},
	{"", "basic auth", "basic-off"},
	{"office365.com", "", "basic-off"},
	{"outlook.com", "", "basic-off"},
	{"", "too many", "busy"},
	{"", "", "login-refused"},
}

// loginFault explains a refused login.
func loginFault(a Account, e *imap.Error) *Fault {
	f := said(e)
	switch f.Code {
	case "server-says", "login-refused", "folder-missing":
	default:
		return f // it is not about who logs in
	}
	if f.Code = "token-refused"; a.Login == ByToken {
		return f
	}
	for _, r := range refusals {
		if strings.HasSuffix(strings.ToLower(a.Host), r.host) && strings.Contains(strings.ToLower(e.Text), r.words) {
			f.Code = r.code
			break
		}
	}
	return f
}

// clean makes a server's words fit to show: one line, printable, not long.
func clean(text string) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "?"), func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	if runes := []rune(text); len(runes) > 200 {
		text = string(runes[:200]) + "…"
	}
	return text
}

// discreet is what somebody says without the secrets that it was told, in clear or in base64: its words are kept and shown.
func discreet(text string, secrets ...string) string {
	for _, s := range secrets {
		if s != "" {
			text = strings.NewReplacer(s, "…", base64.StdEncoding.EncodeToString([]byte(s)), "…").Replace(text)
		}
	}
	return text
}
