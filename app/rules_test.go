package app

import (
	"os"
	"regexp"
	"testing"
)

// The codes are read where they are declared, so that one that is added is not forgotten here.
func TestEveryRulingHasWords(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("rules.go")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("../frontend/src/lib/i18n/en.json")
	if err != nil {
		t.Fatal(err)
	}
	words, err := ParseWords(raw)
	if err != nil {
		t.Fatal(err)
	}
	codes := regexp.MustCompile(`(?m)^\s+ruled[A-Z]\w*\s+= "(\w+)"`).FindAllSubmatch(source, -1)
	if len(codes) < 6 {
		t.Fatalf("only %d codes are declared in rules.go: the test looks in the wrong place", len(codes))
	}
	for _, code := range codes {
		if words["ruled."+string(code[1])] == "" {
			t.Errorf("a ruling of %q has no words", code[1])
		}
	}
}
