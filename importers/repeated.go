package importers

import "slices"

// tellRepeated says which column of a repeated name is left unread while its namesake is taken: nobody should find out from the
// quantities that the other one was meant.
func (in *intake) tellRepeated() {
	read := map[int]bool{}
	for _, b := range in.bound {
		for _, i := range b.at {
			read[i] = true
		}
	}
	for i, key := range in.table.keys {
		first := slices.Index(in.table.keys, repeated().ReplaceAllString(key, ""))
		if first < 0 || first == i || read[i] || !read[first] {
			continue
		}
		name, other := in.table.headers[first], in.table.headers[i]
		in.out.Problems = append(in.out.Problems, Problem{
			Sheet: in.table.sheet, Column: other, Code: "repeated-column",
			Remark: says("repeated-column", name, other),
		})
	}
}
