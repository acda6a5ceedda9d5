//go:build unix

package mailserver

import (
	"strings"
	"testing"
)

func TestDovecotStartsKeepsMailAndStops(t *testing.T) {
	d, err := StartDovecot(Options{Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Put("", []byte("Subject: one\r\n\r\none\r\n"), []byte("Subject: two\r\n\r\ntwo\r\n")); err != nil {
		t.Error(err)
	}
	got, err := d.Admin("mailbox", "status", "-u", d.User, "messages uidvalidity", "INBOX")
	if err != nil || !strings.Contains(got, "messages=2") {
		t.Errorf("status is %q (%v)\n%s", got, err, d.Log())
	}
	if err := d.Stop(); err != nil {
		t.Error(err)
	}
}
