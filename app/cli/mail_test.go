//go:build unix

package cli_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"ordertrail/build/mailserver"
)

// servers are the mail servers of scripts, by their folder.
var servers sync.Map

// startDovecot starts a mail server whose inbox holds some files: `dovecot FOLDER FILE…`. The script's programs trust its
// certificate; $PORT takes STARTTLS, $TLSPORT TLS.
func startDovecot(ts *testscript.TestScript, _ bool, args []string) {
	d, err := mailserver.StartDovecot(mailserver.Options{Password: "correct horse battery"})
	ts.Check(err)
	ts.Defer(func() { ts.Check(d.Stop()) })
	folder := args[0]
	if folder == "inbox" {
		folder = ""
	}
	for _, file := range args[1:] {
		ts.Check(d.Put(folder, []byte(strings.ReplaceAll(ts.ReadFile(file), "\n", "\r\n"))))
	}
	authority := ts.MkAbs("authority.pem")
	ts.Check(os.WriteFile(authority, d.Certificate.Authority, 0o600))
	ts.Setenv("SSL_CERT_FILE", authority)
	ts.Setenv("SSL_CERT_DIR", filepath.Join(ts.Getenv("WORK"), "none"))
	ts.Setenv("XDG_CONFIG_HOME", filepath.Join(ts.Getenv("WORK"), "own"))
	ts.Setenv("PORT", strconv.Itoa(d.Port))
	ts.Setenv("TLSPORT", strconv.Itoa(d.TLSPort))
	servers.Store(ts.Getenv("WORK"), d)
}

// wantUnseen wants every mail of the script's mailbox to be unread still.
func wantUnseen(ts *testscript.TestScript, _ bool, _ []string) {
	d, _ := servers.Load(ts.Getenv("WORK"))
	flags, err := d.(*mailserver.Dovecot).Admin("fetch", "-u", "tracking@shop.example", "flags", "mailbox", "INBOX")
	ts.Check(err)
	if strings.Contains(flags, "Seen") || !strings.Contains(flags, "flags:") {
		ts.Fatalf("the mailbox is not as it was:\n%s", flags)
	}
}
