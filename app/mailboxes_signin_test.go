//go:build unix

package app_test

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"ordertrail/app"
	"ordertrail/build/mailserver"
)

// provider is an OAuth server that lets people in as RFC 6749, 7636 and 8628 say, and tells a mail server whose token one is.
type provider struct {
	*httptest.Server
	mu       sync.Mutex
	proofs   map[string]url.Values // by code, what was asked for
	refresh  string                // that counts now; another each time
	refused  bool                  // the person says no
	typed    int                   // polls until the code was typed
	renewals int
}

func newProvider(t *testing.T) *provider {
	p := &provider{proofs: map[string]url.Values{}}
	mux := http.NewServeMux()
	mux.HandleFunc("/page", p.page)
	mux.HandleFunc("/token", p.token)
	mux.HandleFunc("/device", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"device_code":"dev","user_code":"ABCD-EFGH","verification_uri":"%s/enter","expires_in":60,"interval":1}`, p.URL)
	})
	mux.HandleFunc("/whose", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("access_token") != "opens-sesame" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, `{"user":"tracking@shop.example"}`)
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// page is where people sign in: it sends the browser back with a code, or with a refusal.
func (p *provider) page(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	asks := r.URL.Query()
	back := url.Values{"state": {asks.Get("state")}}
	if p.refused {
		back.Set("error", "access_denied")
	} else {
		code := fmt.Sprint("code-", len(p.proofs))
		p.proofs[code] = asks
		back.Set("code", code)
	}
	http.Redirect(w, r, asks.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

func (p *provider) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = r.ParseForm()
	no := func(why string) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"error":%q}`, why)
	}
	if r.Form.Get("client_id") != "shop" || r.Form.Get("client_secret") != "shop-secret" {
		no("invalid_client")
		return
	}
	switch r.Form.Get("grant_type") {
	case "authorization_code":
		asked, known := p.proofs[r.Form.Get("code")]
		hashed := sha256.Sum256([]byte(r.Form.Get("code_verifier")))
		if !known || asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(hashed[:]) || asked.Get("redirect_uri") != r.Form.Get("redirect_uri") {
			no("invalid_grant")
			return
		}
	case "urn:ietf:params:oauth:grant-type:device_code":
		if p.typed--; p.typed >= 0 {
			no("authorization_pending")
			return
		} else if p.refused {
			no("access_denied")
			return
		}
	case "refresh_token":
		if p.renewals++; r.Form.Get("refresh_token") != p.refresh {
			no("invalid_grant")
			return
		}
	default:
		no("unsupported_grant_type")
		return
	}
	p.refresh = fmt.Sprint("renews-", time.Now().UnixNano())
	fmt.Fprintf(w, `{"access_token":"opens-sesame","refresh_token":%q,"expires_in":3600}`, p.refresh)
}

// tokenBox is a mailbox that tokens open, at a real server that asks the provider whose a token is, without anything that opens
// it yet.
func tokenBox(t *testing.T) (*provider, *app.App, app.MailboxForm, string) {
	t.Helper()
	p := newProvider(t)
	d, err := mailserver.StartDovecot(mailserver.Options{Password: canary, Tokens: p.URL + "/whose?access_token="})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Stop() })
	if err := d.Put("", upsMails(0, 2)...); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	a := mailShop(t, folder)
	form := boxForm(d)
	form.Password, form.Login, form.ClientID, form.TokenURL, form.Scope = "", "xoauth2", "shop", p.URL+"/token", "mail"
	row, err := a.Mailboxes().Save(form)
	if err != nil || row.Secret != "" {
		t.Fatalf("%+v (%v)", row, err)
	}
	form.ID = row.ID
	return p, a, form, folder
}

// browse is a person who opens the page in a browser, which goes where it is sent.
func browse(t *testing.T, shown *string) func(app.SignInStep) {
	return func(step app.SignInStep) {
		go func() {
			stray, err := http.Get(step.Page + "&state=forged") //nolint:bodyclose // of another program on this computer
			_ = err
			if stray != nil {
				_ = stray.Body.Close()
			}
		}()
		answer, err := http.Get(step.Page)
		if err != nil {
			t.Error(err)
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		*shown = string(text)
	}
}

func TestSomebodySignsInWithABrowserAndTheMailboxIsRead(t *testing.T) {
	t.Parallel()
	p, a, form, folder := tokenBox(t)
	ask, shown := app.SignInAsk{ClientSecret: "shop-secret", Authorize: p.URL + "/page"}, ""
	p.refused = true
	if got, err := a.SignIn(t.Context(), form.ID, ask, browse(t, &shown)); err != nil || got.Fault != "sign-in-refused" || !strings.Contains(got.Says, "access_denied") || ownSecrets(t, folder) != "" {
		t.Errorf("refused: %+v (%v), kept: %s", got, err, ownSecrets(t, folder))
	}
	p.refused = false
	if got, err := a.SignIn(t.Context(), form.ID, ask, browse(t, &shown)); err != nil || got.Fault != "" || shown == "" {
		t.Fatalf("granted: %+v (%v), the browser shows %q", got, err, shown)
	}
	first := p.refresh
	for range 2 { // the provider gives another token to renew with each time: it is kept before anything else
		if got, err := a.Mailboxes().Fetch(form.ID); err != nil || !got.OK {
			t.Fatalf("fetched: %+v (%v)", got, err)
		}
	}
	if p.refresh == first || p.renewals != 2 || !strings.Contains(ownSecrets(t, folder), p.refresh) || strings.Contains(ownSecrets(t, folder), first) {
		t.Errorf("%d renewals, kept: %s", p.renewals, ownSecrets(t, folder))
	}
	if got, err := a.Mailboxes().Test(form); err != nil || !got.OK || !strings.Contains(ownSecrets(t, folder), p.refresh) {
		t.Errorf("tried out: %+v (%v), kept: %s", got, err, ownSecrets(t, folder))
	}
	p.refresh = "taken back"
	if got, err := a.Mailboxes().Fetch(form.ID); err != nil || got.Fault != "token-refused" || !got.Waits {
		t.Errorf("taken back at the provider: %+v (%v)", got, err)
	}
	if got, err := a.SignIn(t.Context(), form.ID, app.SignInAsk{Authorize: p.URL + "/page"}, browse(t, &shown)); err != nil || got.Fault != "" {
		t.Errorf("signed in again, with the client's secret that is kept: %+v (%v)", got, err)
	}
	if got, err := a.Mailboxes().Fetch(form.ID); err != nil || !got.OK {
		t.Errorf("fetched again: %+v (%v)", got, err)
	}
}

func TestSomebodySignsInByACode(t *testing.T) {
	t.Parallel()
	p, a, form, folder := tokenBox(t)
	ask := app.SignInAsk{ByCode: true, ClientSecret: "shop-secret", Device: p.URL + "/device"}
	told := app.SignInStep{}
	p.typed = 1
	if got, err := a.SignIn(t.Context(), form.ID, ask, func(step app.SignInStep) { told = step }); err != nil || got.Fault != "" || told.Code != "ABCD-EFGH" || told.Page != p.URL+"/enter" {
		t.Errorf("told %+v, got %+v (%v)", told, got, err)
	}
	if got, err := a.Mailboxes().Fetch(form.ID); err != nil || !got.OK || got.Notices != 2 {
		t.Errorf("fetched: %+v (%v)", got, err)
	}
	kept := ownSecrets(t, folder)
	p.refused = true
	if got, err := a.SignIn(t.Context(), form.ID, ask, func(app.SignInStep) {}); err != nil || got.Fault != "sign-in-refused" || ownSecrets(t, folder) != kept {
		t.Errorf("refused: %+v (%v)", got, err)
	}
	gone, stop := context.WithCancel(t.Context())
	p.typed = 1000
	if _, err := a.SignIn(gone, form.ID, ask, func(app.SignInStep) { stop() }); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	var refused *app.Error
	if _, err := a.SignIn(t.Context(), form.ID, app.SignInAsk{ByCode: true}, func(app.SignInStep) {}); !errors.As(err, &refused) || refused.Code != "mailbox-no-sign-in-code" {
		t.Errorf("nobody knows where: %v", err)
	}
}

func TestAScreenSignsInGivesUpAndSignsInAgain(t *testing.T) {
	t.Parallel()
	p, a, form, _ := tokenBox(t)
	boxes, ask := a.Mailboxes(), app.MailSignIn{Mailbox: form.ID, ClientSecret: "shop-secret", Authorize: p.URL + "/page"}
	if _, err := boxes.SignedIn(form.ID); app.Explain(err).Code != "no-sign-in" {
		t.Errorf("nobody began: %v", err)
	}
	first, err := boxes.SignIn(ask)
	if err != nil || first.Page == "" {
		t.Fatalf("begun: %+v (%v)", first, err)
	}
	a.Imports().Cancel("sign_in")
	if got, err := boxes.SignedIn(form.ID); app.Explain(err).Code != "cancelled-by-you" {
		t.Errorf("given up: %+v (%v)", got, err)
	}
	if _, err := boxes.SignIn(ask); err != nil { // and left open: the next one takes its place
		t.Fatal(err)
	}
	step, err := boxes.SignIn(ask)
	if err != nil || step.Page == first.Page {
		t.Fatalf("begun anew: %+v (%v)", step, err)
	}
	open := func(page string) { // once: a second visit may find the sign-in over
		if answer, err := http.Get(page); err != nil {
			t.Error(err)
		} else {
			_ = answer.Body.Close()
		}
	}
	open(step.Page)
	if got, err := boxes.SignedIn(form.ID); err != nil || got.Fault != "" {
		t.Errorf("granted: %+v (%v)", got, err)
	}
	if got, err := boxes.Test(form); err != nil || !got.OK {
		t.Errorf("tried out: %+v (%v)", got, err)
	}
	p.refused = true
	if step, err = boxes.SignIn(ask); err == nil {
		open(step.Page)
	}
	if got, again := boxes.SignedIn(form.ID); err != nil || again != nil || got.Fault != "sign-in-refused" {
		t.Errorf("refused: %+v (%v, %v)", got, err, again)
	}
	ask.Authorize = ""
	if _, err := boxes.SignIn(ask); app.Explain(err).Code != "mailbox-no-sign-in-page" {
		t.Errorf("a provider nobody knows: %v", err)
	}
}
