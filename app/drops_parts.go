package app

import (
	"context"

	"ordertrail/importers/sheet"
)

// parts are what a file in a watched folder is taken in by, and the sheets that are left and somebody should look at. What is
// wrong with a file shows when it is read.
func (a *App) parts(ctx context.Context, w *watched, path, name string) (parts []part, left []SheetView, err error) {
	left = []SheetView{}
	insides, err := insides(path, name)
	for _, inside := range insides {
		sheets := a.sheetsInside(ctx, w, path, name, inside)
		for _, sheet := range taken(sheets) {
			parts = append(parts, part{inside, sheet})
		}
		left = append(left, leftOf(sheets)...)
	}
	return parts, left, err
}

// sheetsInside are the sheets of a workbook in a watched folder, or in an archive there; none when it cannot be read.
func (a *App) sheetsInside(ctx context.Context, w *watched, path, name, inside string) []SheetView {
	outer, err := openDropped(path, name)
	if err != nil {
		return nil
	}
	c, err := outer.inside(inside)
	if err != nil {
		return nil
	}
	defer c.rest()
	sheets, err := a.sheets(ctx, c, w.options)
	if err != nil {
		return nil
	}
	return sheets
}

// insides names the files in an archive; what is none has one, without a name.
func insides(path, name string) ([]string, error) {
	c, err := openDropped(path, name)
	if err != nil {
		return nil, err
	}
	defer c.rest()
	files, err := sheet.Unpack(name, c, c.size, sheet.Limits{})
	if err != nil || len(files) < 2 {
		return []string{""}, nil // what is wrong with it shows when it is read
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
	}
	return names, nil
}
