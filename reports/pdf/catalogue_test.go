package pdf

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// The catalogues as the program hands them in, read from where they lie.
var english, german = catalogue("en"), catalogue("de")

func catalogue(language string) words {
	raw, err := os.ReadFile("../../frontend/src/lib/i18n/" + language + ".json")
	if err != nil {
		panic(err)
	}
	var all map[string]string
	if err := json.Unmarshal(raw, &all); err != nil {
		panic(err)
	}
	out := words{}
	for key, text := range all {
		if own, ok := strings.CutPrefix(key, "pdf."); ok {
			out[own] = text
		}
	}
	return out
}

func TestNothingIsDrawnWithoutWords(t *testing.T) {
	t.Parallel()
	if len(english) < 50 || len(german) != len(english) {
		t.Errorf("%d English words, %d German", len(english), len(german))
	}
}
