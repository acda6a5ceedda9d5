package imap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Client is a shop's own registration with its provider, by which tokens are renewed (RFC 6749, section 6).
type Client struct {
	Endpoint string // https, or http on this computer
	ID       string
	Secret   string // "" for a registration without one
	Scope    string
	Refresh  string // what tokens are renewed with
}

// Token opens a mailbox for a while.
type Token struct {
	Access  string
	Expires time.Time
	Refresh string // what the next one is renewed with; providers may change it each time
}

// largestToken is how much an endpoint may answer.
const largestToken = 256 << 10

// Renew asks for a token. A refusal is a Fault with the endpoint's own words, which never hold a secret of ours.
func (c Client) Renew(ctx context.Context, now func() time.Time, o Options) (Token, error) {
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {c.Refresh}}
	if c.Scope != "" {
		form.Set("scope", c.Scope)
	}
	return c.ask(ctx, now, o, form)
}

// ask asks the endpoint for a token by what form holds, whatever that grants it.
func (c Client) ask(ctx context.Context, now func() time.Time, o Options, form url.Values) (Token, error) {
	body, status, err := c.post(ctx, o, c.Endpoint, form)
	if err != nil {
		return Token{}, err
	}
	return tokenOf(body, status, c, now())
}

// IsEndpoint reports whether secrets may be sent to an address: https, or this computer.
func IsEndpoint(address string) bool {
	_, err := endpoint(address)
	return err == nil
}

// endpoint is an address that secrets may be sent to: https, or this computer.
func endpoint(address string) (*url.URL, error) {
	at, err := url.Parse(address)
	if err != nil || at.Scheme != "https" && !(at.Scheme == "http" && isHere(at.Hostname())) {
		return nil, fault("token-unreachable", fmt.Errorf("%q is no https address", address))
	}
	return at, nil
}

// post sends a form with who the client is, and hands back what is answered.
func (c Client) post(ctx context.Context, o Options, address string, form url.Values) (body []byte, status string, err error) {
	if _, err := endpoint(address); err != nil {
		return nil, "", err
	}
	form.Set("client_id", c.ID)
	if c.Secret != "" {
		form.Set("client_secret", c.Secret)
	}
	ctx, stop := context.WithTimeout(ctx, o.Limits.Command)
	defer stop()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, "", fault("token-unreachable", errors.New("the address cannot be asked"))
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept", "application/json")
	answer, err := asker(o).Do(request)
	if err != nil {
		return nil, "", fault("token-unreachable", errors.New(strings.TrimPrefix(err.Error(), "Post ")))
	}
	defer answer.Body.Close()
	if body, err = io.ReadAll(io.LimitReader(answer.Body, largestToken)); err != nil {
		return nil, "", &Fault{Code: "token-unreachable", Says: answer.Status, Err: err}
	}
	return body, answer.Status, nil
}

// asker asks endpoints: it verifies them and follows them nowhere else.
func asker(o Options) *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig, transport.DisableKeepAlives = tlsConfig("", o), true
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// tokenOf reads an endpoint's answer.
func tokenOf(body []byte, status string, c Client, now time.Time) (Token, error) {
	var said struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Seconds int64  `json:"expires_in"`
		Error   string `json:"error"`
		Text    string `json:"error_description"`
	}
	err := json.Unmarshal(body, &said)
	said.Error, said.Text = discreet(said.Error, c.Refresh, c.Secret), discreet(said.Text, c.Refresh, c.Secret)
	switch {
	case said.Error != "":
		return Token{}, &Fault{Code: "token-refused", Says: clean(said.Error + " " + said.Text), Err: errors.New(said.Error)}
	case err != nil || !strings.HasPrefix(status, "200") || said.Access == "":
		return Token{}, &Fault{Code: "token-unreachable", Says: clean(status), Err: errors.New("the address answers with no token")}
	}
	t := Token{Access: said.Access, Refresh: said.Refresh, Expires: now.Add(time.Duration(min(max(said.Seconds, 60), 86400)) * time.Second)}
	if t.Refresh == "" {
		t.Refresh = c.Refresh
	}
	return t, nil
}
