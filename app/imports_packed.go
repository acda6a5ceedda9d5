package app

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"ordertrail/importers/sheet"
)

// Unpack names the files in an archive, so that each of them can be looked at; none when the file is no archive. A workbook
// is none to anybody.
func (i *Imports) Unpack(f ImportFile) (names []string, err error) {
	defer i.app.guard("Imports.Unpack", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	if f, err = i.app.found(ctx, f); err != nil {
		return nil, err
	}
	c, err := f.openItself()
	if err != nil {
		return nil, err
	}
	defer c.rest()
	files, err := sheet.Unpack(c.name, c, c.size, sheet.Limits{})
	names = []string{}
	for _, p := range files {
		names = append(names, p.Name)
	}
	return names, err
}

// packed is a file in an archive.
type packed struct {
	archive *content
	file    sheet.Packed
}

// inside is the file of that name in an archive; without a name, the only one. What is no archive is itself.
func (c *content) inside(name string) (*content, error) {
	files, err := sheet.Unpack(c.name, c, c.size, sheet.Limits{})
	if err != nil {
		c.rest()
		return nil, err
	}
	for _, p := range files {
		if p.Name == name || name == "" && len(files) == 1 {
			return (&packed{c, p}).open()
		}
	}
	switch {
	case name != "":
		err = fail("no-such-file", fmt.Sprintf("there is no file %s in %s: look at what is in it", name, c.name), name)
	case len(files) > 1:
		err = fail("several-files", fmt.Sprintf("%s holds %d files (%s): choose one of them", c.name, len(files), firstNames(files)), c.name)
	default:
		return c, nil
	}
	c.rest()
	return nil, err
}

// firstNames are the first files of an archive, for a message.
func firstNames(files []sheet.Packed) string {
	const shown = 3
	var names []string
	for _, p := range files[:min(shown, len(files))] {
		names = append(names, p.Name)
	}
	if len(files) > shown {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

// open makes the file readable at any place: a small one is held, a larger one lies unpacked beside while somebody reads.
func (p *packed) open() (*content, error) {
	c := &content{name: path.Base(p.file.Name), size: p.file.Size, unasked: p.archive.unasked}
	defer p.archive.rest()
	if p.file.Size >= 0 && p.file.Size <= heldFile {
		in, err := p.file.Open()
		if err != nil {
			return nil, err
		}
		defer in.Close()
		b, err := io.ReadAll(in)
		c.bytes, c.size = bytes.NewReader(b), int64(len(b))
		return c, err
	}
	f, err := p.unpack()
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	c.pack, c.file, c.size = p, f, info.Size()
	return c, nil
}

// unpack writes what is in the file to one of its own, which whoever reads it removes.
func (p *packed) unpack() (out *os.File, err error) {
	in, err := p.file.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if out, err = os.CreateTemp("", "ordertrail-*"); err != nil {
		return nil, err
	}
	if _, err = io.Copy(out, in); err != nil {
		_ = out.Close()
		_ = os.Remove(out.Name())
		return nil, err
	}
	return out, nil
}
