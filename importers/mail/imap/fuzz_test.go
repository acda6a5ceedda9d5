package imap

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"
)

// FuzzServerBytes lets a server answer a whole visit with any bytes: it ends in time, with a Fault or without, and no message
// is larger than the limit.
func FuzzServerBytes(f *testing.F) {
	login := "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR IDLE] hi\r\nT1 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"
	for _, seed := range []string{
		"", "* OK", "* PREAUTH in\r\n", "* BYE no\r\n", login,
		login + "* 2 EXISTS\r\n* OK [UIDVALIDITY 7]\r\nT2 OK [READ-ONLY]\r\n* SEARCH 1 2\r\nT3 OK\r\n* 1 FETCH (UID 1 RFC822.SIZE 3)\r\nT4 OK\r\n* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\nT5 OK\r\n",
		login + "* OK [UIDVALIDITY 7]\r\nT2 OK\r\n* SEARCH 1 99999999\r\nT3 OK\r\n* 1 FETCH (UID 1 BODY[] {9999999999}\r\n",
		login + "* OK [UIDVALIDITY 7]\r\nT2 OK\r\n* ESEARCH (TAG \"T3\") UID ALL 1:4294967295\r\nT3 OK\r\n",
		login + "* LIST (\\Noselect) \"/\" \"&Jjo-\"\r\n* 1 FETCH (ENVELOPE ((((((((\r\n",
	} {
		f.Add([]byte(seed))
	}
	limits := Limits{Connect: time.Second, Command: 100 * time.Millisecond, Message: 100 * time.Millisecond, Size: 1 << 10, Window: 3, Bytes: 1 << 10, Session: 1 << 20}
	f.Fuzz(func(t *testing.T, said []byte) {
		here, there := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, there) }()
		go func() {
			_, _ = there.Write(said)
			_ = there.Close()
		}()
		s := &session{limits: limits, conn: &guard{Conn: here, whole: limits.Session}, news: make(chan struct{}, 1)}
		s.speak(&wire{Conn: s.conn})
		defer s.drop()
		defer s.conn.allow(context.Background(), limits.Command, greeted)()
		err := s.client.WaitGreeting()
		if err == nil {
			err = s.login(context.Background(), Account{User: "u", Login: ByPassword}, "p")
		}
		if err == nil {
			err = Sync(context.Background(), s, limits, "INBOX", Cursor{}, time.Time{}, func(d Delivery) error {
				for _, m := range d.Messages {
					if int64(len(m.Raw)) > limits.Size {
						t.Errorf("a message of %d bytes", len(m.Raw))
					}
				}
				return nil
			})
			if f := (*Fault)(nil); err != nil && !errors.As(err, &f) {
				t.Errorf("%v is no fault", err)
			}
		}
	})
}
