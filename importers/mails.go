package importers

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"ordertrail/importers/mail"
	"ordertrail/importers/sheet"
	"ordertrail/track"
)

// Mail is one message that came from a mailbox.
type Mail struct {
	Raw     []byte // the header alone, or nothing, when there is a Problem
	Problem string // code: why the message was not fetched whole; "" when it was
}

// Hash names a message by what it says: the same mail in two folders or two mailboxes has the same hash, though each
// mailbox adds traces of its way. Two mails that only share their Message-ID, which anybody can forge, have not.
func (m Mail) Hash() string {
	header, body, _ := bytes.Cut(bytes.ReplaceAll(m.Raw, []byte("\r\n"), []byte("\n")), []byte("\n\n"))
	h := sha256.New()
	keeps := false
	for line := range bytes.Lines(header) {
		if len(line) > 0 && line[0] != ' ' && line[0] != '\t' { // a folded line goes with the one before
			keeps = written(line)
		}
		if keeps {
			h.Write(line)
		}
	}
	h.Write([]byte("\x00" + m.Problem + "\x00"))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

// written reports whether a line of a header was written by whoever wrote the mail, and not by those who carried it.
func written(line []byte) bool {
	name, _, _ := bytes.Cut(line, []byte(":"))
	switch string(bytes.ToLower(bytes.TrimSpace(name))) {
	case "message-id", "date", "from", "to", "cc", "subject", "reply-to", "sender", "content-type", "content-transfer-encoding", "mime-version":
		return true
	}
	return false
}

// ReadMails reads messages of a mailbox the way the messages of a file are read; name says which mailbox. A message is a row.
func ReadMails(name string, mails []Mail, c Choice) *Reading {
	out := &Reading{
		File: name, Kind: KindNotices, Profile: "notices", Source: track.Source{ID: "mail", Kind: track.SourceCarrierMail},
		Found: sheet.Found{Format: "mailbox"},
	}
	out.letters = &letters{n: len(mails), get: func(i int) ([]byte, error) { return mails[i].Raw, nil }}
	h := sha256.New()
	for i, m := range mails {
		h.Write([]byte(m.Hash()))
		out.Size += int64(len(m.Raw))
		if m.Problem != "" {
			out.Rows++
			n := mail.Read(m.Raw, c.zone())
			out.keep(c, out.unread(n, int64(i), m.Raw, says("unread-notice."+m.Problem)))
		} else if d, kept := out.notice(int64(i), m.Raw, c); kept {
			out.keep(c, d)
		}
	}
	out.SHA256 = hex.EncodeToString(h.Sum(nil))
	out.date()
	return out
}

// ReadMessages reads n messages the way those of a file are read; name says where they lie. get reads one of them, from 0 on: it
// is asked again for each whenever its bytes are wanted, so that no more than one is in memory.
func ReadMessages(ctx context.Context, name string, n int, get func(i int) ([]byte, error), c Choice) (*Reading, error) {
	out := &Reading{File: name, Found: sheet.Found{Format: "mailbox"}}
	h := sha256.New()
	first := func(i int) ([]byte, error) {
		raw, err := get(i)
		h.Write(raw)
		out.Size += int64(len(raw))
		return raw, err
	}
	if err := out.readNotices(ctx, &letters{n: n, get: first}, c); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	out.letters.get, out.SHA256 = get, hex.EncodeToString(h.Sum(nil))
	out.date()
	return out, nil
}
