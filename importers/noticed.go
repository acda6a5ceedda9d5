package importers

import (
	"fmt"

	"ordertrail/importers/sheet"
)

// tellNoticed says what a person should know of a sheet's rows, though none of them is kept back for it.
func (in *intake) tellNoticed(n sheet.Noticed) {
	if n.HiddenRows > 0 {
		in.note("hidden-rows", "", fmt.Sprintf("%d rows are hidden or filtered away in the spreadsheet and are read like the others; delete them there if they must not come in", n.HiddenRows))
	}
	if n.Unvalued > 0 {
		in.note("formulas-without-result", "", fmt.Sprintf("%d cells hold a formula without its result and are empty here; open the file in a spreadsheet program and save it again", n.Unvalued))
	}
	if n.Merged > 0 {
		in.note("merged-cells", "", fmt.Sprintf("%d areas of cells are merged; their value counts for their first cell alone", n.Merged))
	}
}
