package mail

import (
	"bufio"
	"bytes"
	"fmt"
	"io"

	"ordertrail/track/expr"
)

var fromLine = expr.Late(`^From \S*.*\d{4}\s*$`)

// Split reads an mbox file and yields each message without its From_ line, with >From quoting undone, and where its From_ line
// begins: a reader that begins there yields it again. It stops at the first error of r or of yield. A message beyond the size
// limit is yielded cut off, so that the others are still read.
func Split(r io.Reader, yield func(at int64, raw []byte) error) error {
	in := bufio.NewReaderSize(r, 64<<10)
	var msg bytes.Buffer
	open, blank := false, true
	var at, read int64 // where the message begins, and how far the file was read
	switch mark, err := in.Peek(len(byteOrder)); {
	case err != nil && err != io.EOF:
		return fmt.Errorf("read line 1 of the mailbox: %w", err)
	case string(mark) == byteOrder:
		n, _ := in.Discard(len(byteOrder)) // it was seen
		read = int64(n)
	}
	for n := 1; ; n++ {
		line, rest, err := boundedLine(in)
		read += int64(len(line))
		switch {
		case blank && fromLine().Match(line) && !rest:
			if err := emit(&msg, open, at, yield); err != nil {
				return err
			}
			open, at = true, read-int64(len(line))
		case open && msg.Len() <= maxMessage:
			if msg.Len() > largeMessage && msg.Cap() < maxMessage {
				msg.Grow(maxMessage + len(line) - msg.Len()) // once, not by doubling
			}
			msg.Write(unquoted(line))
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		if err == io.EOF {
			return emit(&msg, open, at, yield)
		}
		if err != nil {
			return fmt.Errorf("read line %d of the mailbox: %w", n, err)
		}
	}
}

// byteOrder is what some programs put before everything else in a text.
const byteOrder = "\xef\xbb\xbf"

// largeMessage is from how many bytes a message is not copied.
const largeMessage = 1 << 20

// emit hands over the collected message, if any, and starts anew.
func emit(msg *bytes.Buffer, open bool, at int64, yield func(int64, []byte) error) error {
	if !open || msg.Len() == 0 {
		return nil
	}
	raw := msg.Bytes()
	if len(raw) > largeMessage {
		*msg = bytes.Buffer{} // it keeps its own
	} else {
		raw = bytes.Clone(raw)
		msg.Reset()
	}
	if n := len(raw); n >= 2 && raw[n-1] == '\n' && (raw[n-2] == '\n' || n >= 3 && raw[n-2] == '\r' && raw[n-3] == '\n') {
		raw = bytes.TrimSuffix(raw[:n-1], []byte("\r")) // the blank line that belongs to the mailbox
	}
	return yield(at, raw)
}

// boundedLine reads to the end of the line, or to 64 KB of it; rest tells that the line goes on.
func boundedLine(in *bufio.Reader) (line []byte, rest bool, err error) {
	line, err = in.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		return line, true, nil
	}
	return line, false, err
}

// unquoted undoes the quoting of lines that begin ">From ", ">>From " and so on.
func unquoted(line []byte) []byte {
	if len(line) > 0 && line[0] == '>' && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
		return line[1:]
	}
	return line
}

var mailFields = expr.Late(`(?im)^(from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|content-type|reply-to):`)

// Is tells from the first bytes of a file whether it is one mail or a mailbox of mails.
func Is(head []byte) (eml, mbox bool) {
	head = bytes.TrimPrefix(head, []byte(byteOrder))
	if len(head) > 16<<10 {
		head = head[:16<<10]
	}
	first, rest, _ := bytes.Cut(head, []byte("\n"))
	if fromLine().Match(bytes.TrimRight(first, "\r")) {
		return false, fieldLine(firstLine(rest))
	}
	enough := 2
	if !fieldLine(firstLine(head)) {
		enough = 3 // one broken line does not make it anything else
	}
	end := bytes.Index(head, []byte("\n\n"))
	if i := bytes.Index(head, []byte("\r\n\r\n")); i >= 0 && (end < 0 || i < end) {
		end = i
	}
	if end < 0 {
		end = len(head)
	}
	seen := map[string]bool{}
	for _, g := range mailFields().FindAllSubmatch(head[:end], -1) {
		seen[string(bytes.ToLower(g[1]))] = true
	}
	return len(seen) >= enough, false
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return bytes.TrimRight(line, "\r")
}
