package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ordertrail/app"
)

const token = "0123456789abcdef"

// shop is a server of a fresh shop.
func shop(t *testing.T) http.Handler {
	t.Helper()
	a := app.New()
	now := time.Date(2026, 5, 21, 16, 15, 0, 0, time.UTC)
	if err := a.Open(context.Background(), app.Config{Folder: t.TempDir(), Now: func() time.Time { return now }}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return New(a, fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}}, token).Handler()
}

func TestOnlyWhoMayCallGetsAnAnswer(t *testing.T) {
	t.Parallel()
	h := shop(t)
	cookie, bearer := "Cookie: ordertrail="+token, "Authorization: Bearer "+token
	// Read a row as: this request, to this host and with these headers, is answered with that status.
	for _, c := range []struct {
		name, method, path, host, body string
		headers                        []string
		want                           int
	}{
		{"the printed address", "GET", "/?token=" + token, "127.0.0.1:80", "", nil, 200},
		{"no token", "GET", "/", "127.0.0.1:80", "", nil, 401},
		{"a wrong token", "GET", "/?token=0", "127.0.0.1:80", "", nil, 401},
		{"a token in the address of a call", "POST", "/api/Today/Show?token=" + token, "127.0.0.1:80", "[]", nil, 401},
		{"an empty bearer", "POST", "/api/Today/Show", "127.0.0.1:80", "[]", []string{"Authorization: Bearer "}, 401},
		{"a bearer", "POST", "/api/Today/Show", "localhost", "[]", []string{bearer}, 200},
		{"the page itself", "POST", "/api/Today/Show", "[::1]:80", "[]", []string{cookie, "Sec-Fetch-Site: same-origin"}, 200},
		{"a name that was turned to this computer", "POST", "/api/Today/Show", "shop.example", "[]", []string{cookie}, 421},
		{"a name that begins like this computer", "GET", "/", "127.0.0.1.example:80", "", []string{cookie}, 421},
		{"another site's page", "POST", "/api/Today/Show", "127.0.0.1:80", "[]", []string{cookie, "Sec-Fetch-Site: cross-site"}, 403},
		{"another program's page on this computer", "POST", "/api/Today/Show", "127.0.0.1:80", "[]", []string{cookie, "Sec-Fetch-Site: same-site"}, 403},
		{"an older browser on another page", "POST", "/api/Today/Show", "127.0.0.1:80", "[]", []string{cookie, "Origin: http://127.0.0.1:3000"}, 403},
		{"a way around the folder", "GET", "/%2e%2e/%2e%2e/etc/passwd", "127.0.0.1:80", "", []string{cookie}, 404},
		{"a method nobody knows", "PUT", "/api/Today/Show", "127.0.0.1:80", "[]", []string{cookie}, 405},
		{"a call nobody knows", "POST", "/api/App/Close", "127.0.0.1:80", "[]", []string{bearer}, 404},
		{"too few arguments", "POST", "/api/Orders/Show", "127.0.0.1:80", "[]", []string{bearer}, 400},
		{"an argument of another type", "POST", "/api/Orders/Show", "127.0.0.1:80", "[1]", []string{bearer}, 400},
		{"a path on this computer to read", "POST", "/api/Imports/Look", "127.0.0.1:80", `[{"path":"/etc/passwd"}]`, []string{bearer}, 400},
		{"no JSON", "POST", "/api/Orders/Show", "127.0.0.1:80", "order=1", []string{bearer}, 400},
		{"what does not exist", "POST", "/api/Orders/Show", "127.0.0.1:80", `["O0"]`, []string{bearer}, 422},
	} {
		r := httptest.NewRequest(c.method, "http://127.0.0.1"+c.path, strings.NewReader(c.body))
		r.Host = c.host
		for _, header := range c.headers {
			name, value, _ := strings.Cut(header, ": ")
			r.Header.Set(name, value)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, w.Code, w.Body, c.want)
		}
		if w.Code != 200 && strings.Contains(w.Body.String(), token) || w.Header().Get("Content-Security-Policy") == "" {
			t.Errorf("%s: the answer tells the token, or no policy", c.name)
		}
	}
}
