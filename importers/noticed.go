package importers

import (
	"slices"
	"strconv"

	"ordertrail/importers/sheet"
)

// ofText are the choices of how a text is read.
var ofText = []string{"encoding", "separator"}

// tellIdle says which of a person's choices changed nothing: a workbook is no text.
func (out *Reading) tellIdle(said map[string]string) {
	if len(out.Found.Sheets)+len(out.Found.Hidden) == 0 {
		return
	}
	var idle []Problem
	for _, r := range []Remark{says("no-effect.encoding", said["encoding"]), says("no-effect.separator", said["separator"])} {
		if v := r.Args[0]; v != "" {
			idle = append(idle, Problem{Sheet: out.Found.Sheet, Value: shorten(v, 200), Code: r.code(), Remark: r})
		}
	}
	out.Problems = slices.Insert(out.Problems, 0, idle...)
}

// tellNoticed says what a person should know of a sheet's rows, though none of them is kept back for it.
func (in *intake) tellNoticed(n sheet.Noticed) {
	if n.HiddenRows > 0 {
		in.note("", says("hidden-rows", strconv.Itoa(n.HiddenRows)))
	}
	if n.Unvalued > 0 {
		in.note("", says("formulas-without-result", strconv.Itoa(n.Unvalued)))
	}
	if n.Unended && in.isBad(in.last) && in.bad[in.last].Says != "same-order" {
		in.note("", says("cut-off", strconv.Itoa(in.last)))
	}
	if n.Merged > 0 {
		in.note("", says("merged-cells", strconv.Itoa(n.Merged)))
	}
}
