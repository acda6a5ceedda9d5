package importers

import (
	"bytes"
	"slices"
	"testing"
)

// A workbook has no encoding and no separator to choose: saying so is better than passing over what a person asked for.
func TestWhatIsChosenForATextIsToldToChangeNothingInAWorkbook(t *testing.T) {
	t.Parallel()
	book := typedBook(t, [][]any{orderHeader, {1001, "2026-05-19", "", "MUG", 1, 1, "EUR", true}})
	text := []byte("order_number;sku;quantity\n1001;MUG;1\n")
	for _, test := range []struct {
		name, file string
		content    []byte
		choice     Choice
		want       []string
	}{
		{"both in a workbook", "f.xlsx", book, Choice{Encoding: "windows-1252", Separator: ";"}, []string{"no-effect: windows-1252", "no-effect: ;"}},
		{"neither in a workbook", "f.xlsx", book, Choice{}, nil},
		{"both in a text", "f.csv", text, Choice{Encoding: "windows-1252", Separator: ";"}, nil},
		{"in a workbook that is not recognised", "f.xlsx", typedBook(t, [][]any{{"Zzyx", "Qwv"}, {1, 2}}), Choice{Encoding: "utf-8"}, []string{"no-effect: utf-8"}},
		{"remembered of a text with this header", "f.xlsx", book, Choice{Recall: func(_, _ string) (Memory, error) {
			return Memory{Said: map[string]string{"encoding": "windows-1252", "separator": ";"}}, nil
		}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r, err := Read(t.Context(), test.file, bytes.NewReader(test.content), int64(len(test.content)), test.choice)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range r.Problems {
				if p.Code == "no-effect" {
					got = append(got, p.Code+": "+p.Value)
				}
			}
			if !slices.Equal(got, test.want) || len(r.Contradicted)+len(r.Recalled) > 0 {
				t.Errorf("told %q, want %q; against last time %v, of last time %v", got, test.want, r.Contradicted, r.Recalled)
			}
		})
	}
}

func TestATextThatEndsInsideARowMayHaveBeenCutOff(t *testing.T) {
	t.Parallel()
	const head = "order_number,sku,quantity,ordered_at\nA-1,MUG,2,2026-05-19\n"
	for name, test := range map[string]struct {
		text string
		cut  bool
	}{
		"inside its last cell":               {head + "A-2,MUG,2,2026-0", true},
		"at its end":                         {head + "A-2,MUG,2,2026-05-20", false},
		"after a row that cannot be read":    {head + "A-2,MUG,2,2026-0\n", false},
		"after a good row of a broken order": {head + "A-2,MUG,x,2026-05-20\nA-2,TEA,2,2026-05-20", false},
	} {
		r := read(t, "f.csv", []byte(test.text), Choice{})
		if cut := slices.ContainsFunc(r.Problems, func(p Problem) bool { return p.Code == "cut-off" && p.Row == 0 }); cut != test.cut {
			t.Errorf("%s: cut off %v, want %v: %+v", name, cut, test.cut, r.Problems)
		}
	}
}
