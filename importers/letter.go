package importers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"

	"ordertrail/importers/mail"
)

// maxMessage is the largest single message that is read.
const maxMessage = 32 << 20

// pageEnvelope makes a message of a saved page, which has no sender and no date of its own.
const pageEnvelope = "Subject: saved page\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n" +
	"Content-Transfer-Encoding: 8bit\r\n\r\n"

// letters are the messages of a file or of a mailbox. They are read where they lie whenever somebody wants one, so that a file
// with ten times as many takes no more memory.
type letters struct {
	form form
	at   io.ReaderAt
	size int64
	n    int                         // how many there are of those that did not come in a file; each begins at its index
	get  func(i int) ([]byte, error) // reads one of them; nil for a file
}

// each calls f with every message and where it begins.
func (l *letters) each(ctx context.Context, f func(at int64, raw []byte) error) error {
	return l.from(0, func(at int64, raw []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return f(at, raw)
	})
}

// from calls f with the message that begins at a place, and with those behind it.
func (l *letters) from(place int64, f func(at int64, raw []byte) error) error {
	switch {
	case l.get != nil:
		for i := place; i < int64(l.n); i++ {
			raw, err := l.get(int(i))
			if err == nil {
				err = f(i, raw)
			}
			if err != nil {
				return err
			}
		}
		return nil
	case l.form == formMailbox:
		return mail.Split(io.NewSectionReader(l.at, place, l.size-place), func(at int64, raw []byte) error { return f(place+at, raw) })
	}
	raw, err := l.only()
	if err != nil {
		return err
	}
	return f(0, raw)
}

// only reads a file that is one message.
func (l *letters) only() ([]byte, error) {
	if l.size > maxMessage {
		return nil, fmt.Errorf("the message is larger than %d MB; save it without its attachments", maxMessage>>20)
	}
	var raw bytes.Buffer
	raw.Grow(int(l.size) + len(pageEnvelope) + bytes.MinRead)
	if l.form == formPage {
		raw.WriteString(pageEnvelope)
	}
	if _, err := raw.ReadFrom(io.NewSectionReader(l.at, 0, l.size)); err != nil {
		return nil, err
	}
	return raw.Bytes(), nil
}

// errFound ends the reading of a file whose message was found.
var errFound = errors.New("the message was found")

// find reads the message that begins at a place.
func (l *letters) find(place int64) (found []byte, err error) {
	err = l.from(place, func(_ int64, raw []byte) error {
		found = raw
		return errFound
	})
	if errors.Is(err, errFound) {
		err = nil
	}
	return found, err
}

// letter is a draft of the message of the row that was read last, which begins at a place.
func (out *Reading) letter(at int64, raw []byte) Draft {
	return Draft{Rows: []int{out.Rows}, First: out.Rows, Letter: Letter{At: at, Size: len(raw), Hash: hashOf(raw)}}
}

// RawOf is what the rows of a draft said. A message is read from its file again, and must be the one that was read.
func (out *Reading) RawOf(d Draft) ([]byte, error) {
	if out.letters == nil {
		return []byte(d.Raw), nil
	}
	if d.Letter.Size > heavyMessage {
		debug.FreeOSMemory() // the one before is of no use any more
	}
	raw, err := out.letters.find(d.Letter.At)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read message %d of %s again: %w", d.First, out.File, err)
	case hashOf(raw) != d.Letter.Hash:
		return nil, fmt.Errorf("message %d of %s is no longer what it was when it was read: import the file again", d.First, out.File)
	}
	return raw, nil
}
