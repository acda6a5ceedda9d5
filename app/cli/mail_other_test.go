//go:build !unix

package cli_test

import "github.com/rogpeppe/go-internal/testscript"

// noMailServer stands for what needs the real mail server, which runs on Unix alone.
func noMailServer(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Fatalf("no mail server runs here; start the script with [!unix] skip")
}

var startDovecot, wantUnseen = noMailServer, noMailServer
