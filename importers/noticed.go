package importers

import (
	"strconv"

	"ordertrail/importers/sheet"
)

// tellNoticed says what a person should know of a sheet's rows, though none of them is kept back for it.
func (in *intake) tellNoticed(n sheet.Noticed) {
	if n.HiddenRows > 0 {
		in.note("", says("hidden-rows", strconv.Itoa(n.HiddenRows)))
	}
	if n.Unvalued > 0 {
		in.note("", says("formulas-without-result", strconv.Itoa(n.Unvalued)))
	}
	if n.Merged > 0 {
		in.note("", says("merged-cells", strconv.Itoa(n.Merged)))
	}
}
