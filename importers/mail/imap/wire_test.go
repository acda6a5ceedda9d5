package imap

import (
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
)

// bytesConn is a connection that brings a text.
type bytesConn struct {
	net.Conn
	io.Reader
}

func (c bytesConn) Read(b []byte) (int, error) { return c.Reader.Read(b) }

func TestTheWireRefusesWhatCouldBeReadInTwoWays(t *testing.T) {
	t.Parallel()
	// Read a row as: what a server says <passes> or ends the connection.
	for _, c := range []struct {
		says   string
		passes bool
	}{
		{"* OK [CAPABILITY IMAP4rev1 IDLE] Dovecot (Debian) ready.\r\n", true},
		{"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nT1 OK (done)\r\n", true},
		{"* CAPABILITY IMAP4rev1 (AUTH=PLAIN)\r\n", false},
		{"* capability (\r\n", false},
		{"* OK [CAPABILITY 0 0 (D]\r\n", false},
		{"* 1 FETCH (UID 1 BODY[] {28}\r\n* CAPABILITY (IMAP4rev1 \"x\r\n)\r\nT1 OK done\r\n", true},
		{"* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n* CAPABILITY (\r\n", false},
		{"* LIST (\\HasNoChildren) \"/\" {5}\r\nBOX (\r\n", true},
		{"* LIST (\\HasNoChildren) \"/\" \"a \\\" {3} b\"\r\n* OK\r\n", true},
		{"* OK a literal where none can be {99}\r\n* CAPABILITY (\r\n", false},
		{"* THREAD {99}\r\n", false},
		{"* 1 FETCH (UID 1 FLAGS (" + strings.Repeat("a ", 200) + "b))\r\n", true},
		{"* 1 FETCH (UID 1" + strings.Repeat(" UID 1", 40) + ")\r\n", false},
		{"* 1 FETCH (X \"a line\r\nthat goes on\")\r\n", false},
		{"* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\n", true}, // the library finds it too large itself
	} {
		for name, r := range map[string]io.Reader{"at once": strings.NewReader(c.says), "by bytes": iotest.OneByteReader(strings.NewReader(c.says))} {
			got, err := io.ReadAll(&wire{Conn: bytesConn{nil, r}})
			if (err == nil) != c.passes || c.passes && string(got) != c.says {
				t.Errorf("%q %s: %v, want it to pass: %v", c.says, name, err, c.passes)
			}
		}
	}
}
