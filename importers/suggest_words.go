package importers

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
)

// hint is what people call the column of a field.
type hint struct {
	Field string   `json:"field"`
	Words []string `json:"words"` // all words of any of these
	Alone []string `json:"alone"` // or nothing but one of these

	words, alone [][]string
}

// hints are the rows of columns.json. Read a row as: a column whose name holds all words of one of <words>, or is one of
// <alone> and nothing else, is likely to be <field>. Names stand without accents, English first, then German, French, Spanish,
// Italian, Dutch and Polish. The first row that fits counts, so the more particular names stand first.
var hints = sync.OnceValue(func() []hint { return hintsOf(columnWords) })

//go:embed columns.json
var columnWords []byte

// hintsOf reads the rows; it panics on a file that does not hold them, which the first test of the package would see.
func hintsOf(file []byte) (out []hint) {
	if err := json.Unmarshal(file, &out); err != nil {
		panic("columns.json: " + err.Error())
	}
	for i := range out {
		out[i].words, out[i].alone = split(out[i].Words), split(out[i].Alone)
	}
	return out
}

// split is the words of each name.
func split(names []string) [][]string {
	out := make([][]string, len(names))
	for i, name := range names {
		out[i] = strings.Fields(name)
	}
	return out
}
