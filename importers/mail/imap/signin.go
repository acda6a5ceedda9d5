package imap

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// SignIn is how a person lets this program into a mailbox at their provider: in a browser on this computer (RFC 8252, with the
// proof key of RFC 7636), or, where Device is set, in any browser by a code that is typed there (RFC 8628).
type SignIn struct {
	Client
	User      string // whom the provider's page should ask for
	Authorize string // the provider's page
	Device    string // where a code is asked for
	Host      string // how the provider wants this computer to be called: 127.0.0.1 or localhost
	Done      string // what the browser shows at the end
	Patience  time.Duration
	Now       func() time.Time
	Random    io.Reader
}

// SignInStep is what the person has to do: open Page and, if there is one, type Code there.
type SignInStep struct{ Page, Code string }

// Grant waits until the person has signed in, and says what tokens are renewed with from now on. tell is told once what to do.
// What they or the provider refuse is a Fault; so is nobody signing in within s.Patience.
func (s SignIn) Grant(ctx context.Context, o Options, tell func(SignInStep)) (refresh string, err error) {
	ctx, stop := context.WithTimeout(ctx, s.Patience)
	defer stop()
	var token Token
	if s.Device != "" {
		token, err = s.byCode(ctx, o, tell)
	} else {
		token, err = s.byBrowser(ctx, o, tell)
	}
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "", fault("sign-in-late", ctx.Err())
	case ctx.Err() != nil:
		return "", ctx.Err()
	case err == nil && token.Refresh == "":
		return "", fault("sign-in-once", errors.New("the provider gives nothing to renew tokens with"))
	}
	return token.Refresh, err
}

// landing is what the provider's page sends the browser back with.
type landing struct{ code, refusal string }

// byBrowser lets the provider's page send the browser back to this computer.
func (s SignIn) byBrowser(ctx context.Context, o Options, tell func(SignInStep)) (Token, error) {
	page, err := endpoint(s.Authorize)
	if err != nil {
		return Token{}, err
	}
	secrets := make([]byte, 64)
	if _, err := io.ReadFull(s.Random, secrets); err != nil {
		return Token{}, fmt.Errorf("make a proof: %w", err)
	}
	state, proof := base64.RawURLEncoding.EncodeToString(secrets[:24]), base64.RawURLEncoding.EncodeToString(secrets[24:])
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return Token{}, fmt.Errorf("listen for the browser: %w", err)
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return Token{}, fmt.Errorf("listen for the browser: %w", err)
	}
	landed := make(chan landing, 1)
	server := &http.Server{Handler: s.land(state, landed), ReadHeaderTimeout: 10 * time.Second, MaxHeaderBytes: 64 << 10}
	go func() { _ = server.Serve(listener) }() // ends when it is closed
	defer server.Close()
	back := "http://" + net.JoinHostPort(s.Host, port)
	hashed := sha256.Sum256([]byte(proof))
	asks := page.Query()
	for key, value := range map[string]string{
		"response_type": "code", "client_id": s.ID, "redirect_uri": back, "scope": s.Scope, "state": state, "login_hint": s.User,
		"code_challenge": base64.RawURLEncoding.EncodeToString(hashed[:]), "code_challenge_method": "S256",
		"access_type": "offline", "prompt": "consent", // or Google gives nothing to renew with
	} {
		asks.Set(key, value)
	}
	page.RawQuery = asks.Encode()
	tell(SignInStep{Page: page.String()})
	select {
	case <-ctx.Done():
		return Token{}, ctx.Err()
	case l := <-landed:
		if l.code == "" {
			return Token{}, &Fault{Code: "sign-in-refused", Says: clean(l.refusal), Err: errors.New("the provider's page says no")}
		}
		return s.ask(ctx, s.Now, o, url.Values{"grant_type": {"authorization_code"}, "code": {l.code}, "redirect_uri": {back}, "code_verifier": {proof}})
	}
}

// land takes the browser in once. Whoever does not know the state is not the browser that was sent to the provider.
func (s SignIn) land(state string, landed chan<- landing) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asks := r.URL.Query()
		if r.URL.Path != "/" || subtle.ConstantTimeCompare([]byte(asks.Get("state")), []byte(state)) != 1 {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Referrer-Policy", "no-referrer")
		_, _ = io.WriteString(w, s.Done) // the browser may be gone
		if f, can := w.(http.Flusher); can {
			f.Flush()
		}
		select {
		case landed <- landing{asks.Get("code"), discreet(asks.Get("error")+" "+asks.Get("error_description"), state)}:
		default: // it comes a second time
		}
	})
}

// device is what a provider answers who asks for a code (RFC 8628, 3.2).
type device struct {
	Device   string `json:"device_code"`
	User     string `json:"user_code"`
	Page     string `json:"verification_uri"`
	Seconds  int    `json:"expires_in"`
	Interval int    `json:"interval"`
	Error    string `json:"error"`
	Text     string `json:"error_description"`
}

// byCode asks for a code and then, again and again, whether it was typed.
func (s SignIn) byCode(ctx context.Context, o Options, tell func(SignInStep)) (Token, error) {
	var d device
	body, status, err := s.post(ctx, o, s.Device, url.Values{"scope": {s.Scope}})
	if err == nil {
		err = json.Unmarshal(body, &d)
	}
	switch {
	case d.Error != "":
		return Token{}, &Fault{Code: "token-refused", Says: clean(discreet(d.Error+" "+d.Text, s.Secret)), Err: errors.New(d.Error)}
	case err != nil || d.Device == "" || d.User == "" || d.Page == "":
		return Token{}, &Fault{Code: "token-unreachable", Says: clean(status), Err: errors.Join(errors.New("the address answers with no code"), err)}
	}
	if _, err := endpoint(d.Page); err != nil {
		return Token{}, err
	}
	ctx, stop := context.WithTimeout(ctx, time.Duration(min(max(d.Seconds, 60), 3600))*time.Second)
	defer stop()
	tell(SignInStep{clean(d.Page), clean(d.User)})
	gap := time.Duration(min(max(d.Interval, 1), 60)) * time.Second
	for {
		select {
		case <-ctx.Done():
			return Token{}, fault("sign-in-late", ctx.Err())
		case <-time.After(gap):
		}
		token, err := s.ask(ctx, s.Now, o, url.Values{"grant_type": {"urn:ietf:params:oauth:grant-type:device_code"}, "device_code": {d.Device}})
		var f *Fault
		if !errors.As(err, &f) || f.Code != "token-refused" {
			return token, err
		}
		switch f.Err.Error() {
		case "authorization_pending":
		case "slow_down":
			gap += 5 * time.Second
		case "expired_token":
			return Token{}, fault("sign-in-late", f.Err)
		case "access_denied", "authorization_declined":
			return Token{}, &Fault{Code: "sign-in-refused", Says: f.Says, Err: f.Err}
		default:
			return Token{}, err
		}
	}
}
