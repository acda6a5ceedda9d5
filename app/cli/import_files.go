package cli

import (
	"cmp"
	"encoding/base64"
	"io"
	"iter"

	"ordertrail/app"
)

// leftSheet is a sheet of a workbook that stays out.
type leftSheet struct {
	File string `json:"file"`
	app.SheetView
}

// each takes in the files, of an archive each file in it and of a workbook each sheet that is known, one after the other. Sheets
// that stay out are added to left.
func (c *importFilesCmd) each(s *session, paths []string, left *[]leftSheet) iter.Seq[importedFile] {
	return func(yield func(importedFile) bool) {
		for _, path := range paths {
			f, err := c.fileAt(s, path)
			if err != nil {
				if !yield(broken(path, err)) {
					return
				}
				continue
			}
			names, err := []string(nil), error(nil)
			if path != "-" {
				names, err = s.app.Imports().Unpack(f)
			}
			if len(names) < 2 || err != nil {
				names = []string{""} // what is wrong with it shows when it is read
			}
			for _, f.Inside = range names {
				for _, f.Sheet = range c.sheets(s, f, left) {
					if !yield(c.one(s, f)) {
						return
					}
				}
			}
		}
	}
}

// fileAt is a file that the command line names, - for standard input.
func (c *importFilesCmd) fileAt(s *session, path string) (app.ImportFile, error) {
	f := app.ImportFile{Path: path, Options: c.options()}
	if path == "-" {
		b, err := io.ReadAll(s.world.Stdin)
		f.Path, f.Name, f.Content = "", "-", base64.StdEncoding.EncodeToString(b)
		return f, err
	}
	return f, nil
}

// sheets names the sheets that a workbook is taken in by; any other file is taken in as it is.
func (c *importFilesCmd) sheets(s *session, f app.ImportFile, left *[]leftSheet) []string {
	sheets, err := s.app.Imports().Sheets(f)
	var out []string
	for _, v := range sheets {
		if v.State == "taken" {
			out = append(out, v.Sheet)
		} else {
			*left = append(*left, leftSheet{File: named(f), SheetView: v})
		}
	}
	if err != nil || len(out) == 0 {
		return []string{""} // what is wrong with it shows when it is read
	}
	return out
}

// named is a file as the command line calls it, with the file in it that is meant.
func named(f app.ImportFile) string {
	name := cmp.Or(f.Path, f.Name)
	if f.Inside != "" {
		name += "/" + f.Inside
	}
	return name
}
