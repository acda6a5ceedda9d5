package cli

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"os"
)

// listing is a JSON list that is too long to be held in memory: its entries wait in a file, so that what is printed is one whole
// document, or nothing where something goes wrong before its end. A list of one is printed as that one.
type listing struct {
	n    int
	one  any // the first, until there is a second
	file *os.File
	out  *bufio.Writer
}

// add adds an entry.
func (l *listing) add(v any) error {
	if l.n++; l.n == 1 {
		l.one = v
		return nil
	}
	if l.file == nil {
		file, err := os.CreateTemp("", "ordertrail-list-")
		if err != nil {
			return err
		}
		l.file, l.out = file, bufio.NewWriter(file)
		if err := l.write("[\n  ", l.one); err != nil {
			return err
		}
		l.one = nil
	}
	return l.write(",\n  ", v)
}

// write writes an entry as the encoder of whole lists does.
func (l *listing) write(before string, v any) error {
	var b bytes.Buffer
	b.WriteString(before)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("  ", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := l.out.Write(escaped(bytes.TrimSuffix(b.Bytes(), []byte("\n"))))
	return err
}

// print prints the list.
func (l *listing) print(s *session) error {
	switch l.n {
	case 0:
		return s.print([]any{})
	case 1:
		return s.print(l.one)
	}
	if _, err := l.out.WriteString("\n]\n"); err != nil {
		return err
	}
	if err := l.out.Flush(); err != nil {
		return err
	}
	if _, err := l.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(s.world.Stdout, l.file)
	return err
}

// drop removes the file, which holds what mails say.
func (l *listing) drop() {
	if l.file != nil {
		_ = l.file.Close() // nothing is read from it any more
		_ = os.Remove(l.file.Name())
	}
}
