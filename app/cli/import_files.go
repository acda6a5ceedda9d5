package cli

import (
	"cmp"
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
			if !c.within(s, path, left, yield) || s.Err() != nil {
				return
			}
		}
	}
}

// within takes in what is in one file, until yield wants no more.
func (c *importFilesCmd) within(s *session, path string, left *[]leftSheet, yield func(importedFile) bool) bool {
	f, drop, err := c.fileAt(s, path)
	if err != nil {
		return yield(broken(f, s.ended(err)))
	}
	defer drop()
	names, err := s.app.Imports().Unpack(f)
	if len(names) < 2 || err != nil {
		names = []string{""} // what is wrong with it shows when it is read
	}
	for _, f.Inside = range names {
		for _, f.Sheet = range c.sheets(s, f, left) {
			if !yield(c.one(s, f)) || s.Err() != nil {
				return false
			}
		}
	}
	return true
}

// fileAt is a file that the command line names, - for standard input. What can be read only once is kept until drop is called.
func (c *importFilesCmd) fileAt(s *session, path string) (f app.ImportFile, drop func(), err error) {
	f = app.ImportFile{Path: path, Options: c.options()}
	switch {
	case path == "-":
		f.Name = path
		f.Path, drop, err = app.Spool(s, path, s.world.Stdin)
	case app.Once(path):
		f.Name = path
		f.Path, drop, err = app.SpoolPipe(s, path)
	default:
		drop = func() {}
	}
	return f, drop, err
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
	name := cmp.Or(f.Name, f.Path)
	if f.Inside != "" {
		name += "/" + f.Inside
	}
	return name
}
