//go:build unix

package app_test

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"ordertrail/app"
	"ordertrail/app/secret"
	"ordertrail/build/mailserver"
)

// ownSecrets is what lies in the file of secrets beside a shop; "" when there is none.
func ownSecrets(t *testing.T, folder string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(folder, "own", "Ordertrail-secrets", "secrets.json"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	return string(raw)
}

// TestAKeptPasswordGoesToNobodyElse changes, one by one, what says whom a password goes to: neither a test nor saving sends or
// takes along the one that is kept.
func TestAKeptPasswordGoesToNobodyElse(t *testing.T) {
	t.Parallel()
	thief, err := mailserver.StartDovecot(mailserver.Options{Password: canary})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = thief.Stop() })
	d, a, folder := postOffice(t)
	saved, err := a.Mailboxes().Save(boxForm(d))
	if err != nil {
		t.Fatal(err)
	}
	kept := boxForm(d)
	kept.ID, kept.Password = saved.ID, ""
	if got, err := a.Mailboxes().Test(kept); err != nil || !got.OK {
		t.Fatalf("as it was saved: %+v (%v)", got, err)
	}
	for name, change := range map[string]func(*app.MailboxForm){
		"another server":         func(f *app.MailboxForm) { f.Host = "localhost" },
		"another port":           func(f *app.MailboxForm) { f.Port = thief.Port },
		"another protection":     func(f *app.MailboxForm) { f.Security = "starttls" },
		"another user":           func(f *app.MailboxForm) { f.User = "someone@shop.example" },
		"another server's token": func(f *app.MailboxForm) { f.Login, f.ClientID, f.TokenURL = "xoauth2", "shop", "http://127.0.0.1:9/" },
	} {
		form := kept
		change(&form)
		if got, err := a.Mailboxes().Test(form); err != nil || got.OK || got.Fault != "secret-elsewhere" {
			t.Errorf("%s is tried with the kept password: %+v (%v)", name, got, err)
		}
		if form.Login != "password" {
			continue // saving it lets the password go; TestAPasswordThatIsNotUsedAnyMoreIsForgotten
		}
		var refused *app.Error
		if _, err := a.Mailboxes().Save(form); !errors.As(err, &refused) || refused.Code != "mailbox-secret-anew" {
			t.Errorf("%s is saved without asking: %v", name, err)
		}
		form.Password = canary
		if form.Port == thief.Port {
			if got, err := a.Mailboxes().Test(form); err != nil || !got.OK {
				t.Errorf("%s, with the password typed anew: %+v (%v)", name, got, err)
			}
		}
	}
	kept.Name, kept.Paused, kept.Folders = "renamed", true, []string{"INBOX", "Other"}
	if row, err := a.Mailboxes().Save(kept); err != nil || row.Secret != "file" {
		t.Errorf("what says nothing of whom it goes to: %+v (%v)", row, err)
	}
	if log := thief.Log(); strings.Count(log, "Login: user=") != 1 {
		t.Errorf("the other server was logged in to more than by hand:\n%s", log)
	}
	if got := ownSecrets(t, folder); strings.Count(got, "Kanarienvogel") != 1 {
		t.Errorf("kept: %s", got)
	}
}

// TestAPasswordThatIsNotUsedAnyMoreIsForgotten replaces, lets go and removes.
func TestAPasswordThatIsNotUsedAnyMoreIsForgotten(t *testing.T) {
	t.Parallel()
	d, a, folder := postOffice(t)
	form := boxForm(d)
	form.Password = "first word"
	row, err := a.Mailboxes().Save(form)
	if err != nil {
		t.Fatal(err)
	}
	form.ID, form.Password, form.Port = row.ID, "second word", form.Port+1
	if _, err := a.Mailboxes().Save(form); err != nil {
		t.Fatal(err)
	}
	if got := ownSecrets(t, folder); strings.Contains(got, "first word") || !strings.Contains(got, "second word") {
		t.Errorf("replaced: %s", got)
	}
	form.Password, form.Login, form.ClientID, form.TokenURL = "", "xoauth2", "shop", "https://login.example/token"
	if row, err := a.Mailboxes().Save(form); err != nil || row.Secret != "" || ownSecrets(t, folder) != "" {
		t.Errorf("a token instead of a password: %+v (%v), kept: %s", row, err, ownSecrets(t, folder))
	}
	form.RefreshToken = "third word"
	if _, err := a.Mailboxes().Save(form); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "own", "Ordertrail-secrets", "secrets.json")
	if err := os.Chmod(file, 0o644); err != nil { // nobody keeps or forgets in a file that others read
		t.Fatal(err)
	}
	if err := a.Mailboxes().Remove(row.ID); err != nil {
		t.Errorf("a mailbox goes also when its password cannot: %v", err)
	}
	if err := errors.Join(os.Chmod(file, 0o600), a.Close()); err != nil {
		t.Fatal(err)
	}
	a = mailShop(t, folder)
	if _, err := a.Mailboxes().Fetch("none"); err == nil || ownSecrets(t, folder) != "" {
		t.Errorf("looked into again (%v), kept: %s", err, ownSecrets(t, folder))
	}
}

// TestAKeychainThatCannotBeAskedFromHereIsSaid opens a shop on the desktop, and then from a remote login.
func TestAKeychainThatCannotBeAskedFromHereIsSaid(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux asks its keychain over the session's D-Bus, which this test takes away; Windows and macOS have no such fault")
	}
	keyring.MockInit()
	folder := t.TempDir()
	open := func(bus string) *app.App {
		a := app.New()
		c := app.Config{
			Folder: filepath.Join(folder, "shop"), Now: time.Now, Random: rand.Reader, Words: printedWords(t),
			Secrets: secret.New(filepath.Join(folder, "own"), func(string) string { return bus }),
		}
		if err := a.Open(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		return a
	}
	form := app.MailboxForm{Name: "post", Host: "127.0.0.1", Port: 1, Security: "plain", User: "post@shop.example", Login: "password", Password: canary}
	desktop := open("unix:path=/run/bus")
	row, err := desktop.Mailboxes().Save(form)
	if err := errors.Join(err, desktop.Close()); err != nil || row.Secret != "keychain" {
		t.Fatalf("%+v (%v)", row, err)
	}
	remote := open("")
	defer remote.Close()
	form.ID, form.Password = row.ID, ""
	if got, err := remote.Mailboxes().Test(form); err != nil || got.Fault != "keychain-away" {
		t.Errorf("without a keychain: %+v (%v)", got, err)
	}
	form.Login, form.ClientID, form.TokenURL = "xoauth2", "shop", "http://tokens.example/"
	var refused *app.Error
	if _, err := remote.Mailboxes().Save(form); !errors.As(err, &refused) || refused.Code != "mailbox-bad-token-url" {
		t.Errorf("tokens over an open line: %v", err)
	}
}
