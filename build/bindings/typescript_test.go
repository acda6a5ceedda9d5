package bindings_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// shape is one TypeScript type as far as the screens' declarations use the language: a word (string, number, boolean, void),
// a list of a shape, a record of a shape, or an object of fields.
type shape struct {
	word   string
	list   *shape
	record *shape
	fields map[string]field
}

type field struct {
	optional bool
	written  string
}

// script is the declarations of one or more TypeScript files.
type script struct {
	objects map[string]map[string]field // interface -> field -> how it is written
	aliases map[string]string           // type -> what it stands for
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	object  = regexp.MustCompile(`(?s)export interface (\w+) \{(.*?)\n\}`)
	alias   = regexp.MustCompile(`(?s)export type (\w+) =(.*?);`)
	member  = regexp.MustCompile(`(?m)(\w+)(\?)?: ([^;{]+|\{[^}]*\}(?:\[\])?);`)
)

// readTypes reads what the screens declare of all that crosses to them, each name once.
func readTypes(t *testing.T) script {
	t.Helper()
	files, err := filepath.Glob(desktop + "types/*.ts")
	if err != nil || len(files) < 2 {
		t.Fatalf("the declarations are kept in another place now: %v, %v", files, err)
	}
	s := script{objects: map[string]map[string]field{}, aliases: map[string]string{}}
	for _, file := range files {
		text := comment.ReplaceAllString(readFile(t, file), "")
		for _, m := range object.FindAllStringSubmatch(text, -1) {
			if _, twice := s.objects[m[1]]; twice {
				t.Errorf("%s declares %s, which another file declares too", file, m[1])
			}
			s.objects[m[1]] = fieldsOf(m[2])
		}
		for _, m := range alias.FindAllStringSubmatch(text, -1) {
			s.aliases[m[1]] = strings.TrimSpace(m[2])
		}
	}
	return s
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func fieldsOf(body string) map[string]field {
	fields := map[string]field{}
	for _, m := range member.FindAllStringSubmatch(strings.TrimSpace(body)+";", -1) {
		fields[m[1]] = field{optional: m[2] == "?", written: strings.TrimSpace(m[3])}
	}
	return fields
}

// parse reads a type as it is written in a declaration.
func (s script) parse(written string) (shape, error) {
	written = strings.TrimSpace(written)
	switch written {
	case "string", "number", "boolean", "void":
		return shape{word: written}, nil
	}
	if inner, ok := strings.CutSuffix(written, "[]"); ok {
		of, err := s.parse(inner)
		return shape{list: &of}, err
	}
	if inner, ok := strings.CutPrefix(written, "Record<string,"); ok {
		of, err := s.parse(strings.TrimSuffix(inner, ">"))
		return shape{record: &of}, err
	}
	if inner, ok := strings.CutPrefix(written, "{"); ok {
		return shape{fields: fieldsOf(strings.TrimSuffix(inner, "}"))}, nil
	}
	if fields, ok := s.objects[written]; ok {
		return shape{fields: fields}, nil
	}
	if stands, ok := s.aliases[written]; ok {
		return s.parse(stands)
	}
	if strings.HasPrefix(strings.TrimLeft(written, "| \n"), "'") { // 'none' | 'part' | 'all'
		return shape{word: "string"}, nil
	}
	return shape{}, fmt.Errorf("%q is not declared", written)
}
