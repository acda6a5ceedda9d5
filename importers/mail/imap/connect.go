package imap

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"
)

// Connect opens a connection, protects it and logs in. No byte of the secret is sent before the server has proved who it is,
// but to a server on this computer that the account says to speak plainly to.
func Connect(ctx context.Context, a Account, o Options) (Server, error) {
	s, err := open(ctx, a, o)
	if err != nil {
		return nil, err
	}
	if err := s.login(ctx, a, o.Secret); err != nil {
		s.drop()
		return nil, err
	}
	return s, nil
}

// greeted is how many bytes a server may send until somebody is logged in; certificates are the largest part.
const greeted = 256 << 10

// open connects and protects.
func open(ctx context.Context, a Account, o Options) (*session, error) {
	if a.Security == Plain && !isHere(a.Host) {
		return nil, fault("plain-elsewhere", fmt.Errorf("%s is not this computer", a.Host))
	}
	dialer := net.Dialer{Timeout: o.Limits.Connect}
	raw, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(a.Host, strconv.Itoa(a.Port)))
	if err != nil {
		return nil, dialFault(ctx, err)
	}
	s := &session{limits: o.Limits, conn: &guard{Conn: raw, whole: o.Limits.Session}, news: make(chan struct{}, 1)}
	defer s.conn.allow(ctx, o.Limits.Command, greeted)()
	if err := s.protect(ctx, a.Security, tlsConfig(a.Host, o)); err != nil {
		s.drop()
		return nil, err
	}
	return s, nil
}

// tlsConfig is the one way we verify a server.
func tlsConfig(host string, o Options) *tls.Config {
	return &tls.Config{ServerName: host, RootCAs: o.Roots, MinVersion: tls.VersionTLS12}
}

// isHere reports whether a host is this computer.
func isHere(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// protect begins TLS, unless the connection is to be plain, and waits for the server's greeting.
func (s *session) protect(ctx context.Context, security Security, config *tls.Config) error {
	speaks := &wire{Conn: s.conn}
	if security == STARTTLS {
		if err := s.startTLS(ctx); err != nil {
			return err
		}
		speaks.said = []byte(lastWord)
	} else {
		config.NextProtos = []string{"imap"}
	}
	if security != Plain {
		secure := tls.Client(s.conn, config)
		if err := secure.HandshakeContext(ctx); err != nil {
			return s.unprotected(ctx, err)
		}
		speaks.Conn = secure
	}
	s.speak(speaks)
	if err := s.client.WaitGreeting(); err != nil {
		return s.explain(ctx, err)
	}
	if s.client.State() != imap.ConnStateNotAuthenticated { // logged in as whom?
		return fault("preauth", errors.New("the server says that somebody is logged in already"))
	}
	return nil
}

// speak lets the library speak over a connection.
func (s *session) speak(c *wire) {
	s.client = imapclient.New(c, &imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.heard}})
}

// startTLS asks a server to begin TLS. Nothing else that it says in clear counts.
func (s *session) startTLS(ctx context.Context) error {
	greeting, err := plainLine(s.conn)
	switch word := strings.ToUpper(greeting); {
	case err != nil:
		return s.unprotected(ctx, err)
	case strings.HasPrefix(word, "* BYE"):
		return &Fault{Code: "busy", Says: clean(greeting[len("* BYE"):])}
	case strings.HasPrefix(word, "* PREAUTH"):
		return fault("preauth", errors.New("the server says before any TLS that somebody is logged in already"))
	case !strings.HasPrefix(word, "* OK"):
		return &Fault{Code: "not-mail", Says: clean(greeting)}
	}
	if _, err := s.conn.Write([]byte("S1 STARTTLS\r\n")); err != nil {
		return s.unprotected(ctx, err)
	}
	for range 16 { // it may say other things first
		line, err := plainLine(s.conn)
		switch word := strings.ToUpper(line); {
		case err != nil:
			return s.unprotected(ctx, err)
		case strings.HasPrefix(word, "S1 OK"):
			return nil
		case strings.HasPrefix(word, "S1 "):
			return &Fault{Code: "starttls-missing", Says: clean(line[len("S1 "):])}
		}
	}
	return fault("starttls-missing", errGarbled)
}

// unprotected explains why there is no TLS.
func (s *session) unprotected(ctx context.Context, err error) error {
	switch cause := s.conn.cause(); {
	case ctx.Err() != nil:
		return ctx.Err()
	case (isEnd(cause) || isTimeout(cause)) && s.conn.silent(s.limits):
		return fault("not-mail", errors.Join(cause, err)) // it waits for, or hangs up on, another way to speak
	case cause != nil && !isEnd(cause):
		return s.explain(ctx, err)
	}
	return tlsFault(err)
}

// login proves who we are.
func (s *session) login(ctx context.Context, a Account, secret string) error {
	defer s.conn.allow(ctx, s.limits.Command, greeted)()
	caps := s.client.Caps()
	if cause := s.conn.cause(); cause != nil || caps == nil {
		return s.explain(ctx, errors.Join(errors.New("the server does not say what it can do"), cause))
	}
	var err error
	switch {
	case a.Login == ByToken && caps.Has(imap.AuthCap("XOAUTH2")):
		err = s.client.Authenticate(&bearer{a.User, secret})
	case a.Login == ByToken:
		return fault("login-method", errors.New("the server takes no tokens (AUTH=XOAUTH2)"))
	case caps.Has(imap.AuthCap(sasl.Plain)):
		err = s.client.Authenticate(sasl.NewPlainClient("", a.User, secret))
	case !caps.Has(imap.CapLoginDisabled):
		err = s.client.Login(a.User, secret).Wait()
	default:
		return fault("login-method", errors.New("the server takes no passwords (LOGINDISABLED)"))
	}
	var no *imap.Error
	if errors.As(err, &no) {
		_, token, _ := (&bearer{a.User, secret}).Start() // never an error
		no.Text = discreet(no.Text, secret, "\x00"+a.User+"\x00"+secret, string(token))
	}
	switch {
	case no != nil && s.conn.cause() == nil && no.Type != imap.StatusResponseTypeBye:
		return loginFault(a, no)
	case err != nil:
		return s.explain(ctx, err)
	}
	s.idles = s.client.Caps().Has(imap.CapIdle)
	return s.explain(ctx, s.conn.cause())
}

// bearer logs in with a token, as developers.google.com/gmail/imap/xoauth2-protocol and Microsoft's documents describe it.
type bearer struct{ user, token string }

// Start is the first answer: user and token.
func (b *bearer) Start() (string, []byte, error) {
	return "XOAUTH2", []byte("user=" + b.user + "\x01auth=Bearer " + b.token + "\x01\x01"), nil
}

// Next answers a refusal, which the server explains in JSON, so that it goes on to say NO.
func (b *bearer) Next([]byte) ([]byte, error) { return []byte{}, nil }

// Close says goodbye, if there is still somebody to say it to.
func (s *session) Close() error {
	if s.conn.cause() == nil {
		defer s.conn.allow(context.Background(), 2*time.Second, unasked)()
		_ = s.client.Logout().Wait() // we go whatever it says
	}
	s.drop()
	return nil
}

// drop ends the connection.
func (s *session) drop() {
	_ = s.conn.Close()
	if s.client != nil {
		_ = s.client.Close() // it says why the connection ended, which we know
	}
}
