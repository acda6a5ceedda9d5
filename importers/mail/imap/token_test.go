package imap

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestATokenIsRenewedAndARefusalSaysWhy(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 5, 25, 12, 0, 0, 0, time.UTC)
	// Read a row as: an endpoint that answers <status> with <body> gives the token <access> to be renewed with <refresh>, or the
	// fault <code>.
	for _, c := range []struct {
		name, body            string
		status                int
		access, refresh, code string
	}{
		{"a token", `{"access_token":"A","expires_in":3600}`, 200, "A", "old", ""},
		{"a token and another to renew with", `{"access_token":"A","expires_in":3600,"refresh_token":"new"}`, 200, "A", "new", ""},
		{"no longer allowed", `{"error":"invalid_grant","error_description":"Token has been expired or revoked."}`, 400, "", "", "token-refused"},
		{"it repeats what it was told", `{"error":"invalid_client","error_description":"s3cret does not fit old"}`, 400, "", "", "token-refused"},
		{"no JSON", `<html>`, 200, "", "", "token-unreachable"},
		{"no token", `{}`, 200, "", "", "token-unreachable"},
		{"down", `{}`, 503, "", "", "token-unreachable"},
		{"elsewhere", ``, 302, "", "", "token-unreachable"},
		{"endless", `{"access_token":"` + strings.Repeat("A", largestToken), 200, "", "", "token-unreachable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if err := r.ParseForm(); err != nil || r.Form.Get("refresh_token") != "old" || r.Form.Get("client_id") != "shop" {
					t.Errorf("asked with %v (%v)", r.Form, err)
				}
				w.Header().Set("Location", "http://elsewhere.example/")
				w.WriteHeader(c.status)
				_, _ = io.WriteString(w, c.body)
			}))
			defer server.Close()
			client := Client{Endpoint: server.URL, ID: "shop", Secret: "s3cret", Refresh: "old"}
			token, err := client.Renew(context.Background(), func() time.Time { return now }, Options{Limits: quick()})
			var f *Fault
			if errors.As(err, &f) != (c.code != "") || f != nil && f.Code != c.code {
				t.Fatalf("%v, want %q", err, c.code)
			}
			if err != nil && (strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "old")) {
				t.Errorf("the fault tells a secret: %v", err)
			}
			if token.Access != c.access || token.Refresh != c.refresh || c.access != "" && token.Expires != now.Add(time.Hour) {
				t.Errorf("token %v", token)
			}
		})
	}
}

func TestATokenIsAskedForInClearOnlyOfThisComputer(t *testing.T) {
	t.Parallel()
	for _, endpoint := range []string{"http://login.example/token", "ftp://login.example", "login.example", "", "http://127.0.0.1.example/"} {
		_, err := Client{Endpoint: endpoint, Refresh: "old"}.Renew(context.Background(), time.Now, Options{Limits: quick()})
		var f *Fault
		if !errors.As(err, &f) || f.Code != "token-unreachable" || !strings.Contains(fmt.Sprint(f.Err), "no https address") {
			t.Errorf("%q: %v", endpoint, err)
		}
	}
}
