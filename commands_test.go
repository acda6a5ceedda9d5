package main

import (
	"bytes"
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ordertrail/app"
	"ordertrail/app/cli"
	"ordertrail/frontend"
)

// namedCommand is "ordertrail", maybe with a data folder, and the rest up to the end of the line or quotation.
var namedCommand = regexp.MustCompile("^ordertrail(?: --data [^ ]+)? ([^`”\n]+)")

// commandWord is a word that a command may have; file names, flags and placeholders are none.
var commandWord = regexp.MustCompile("^[a-z]+(-[a-z]+)*$")

// Read a row as: in the files <glob>, commands stand after <this sign>.
var commandTexts = []struct{ glob, before string }{
	{"README.md", "$ "},
	{"README.md", "`"},
	{"README.md", "  "},
	{"README.md", "bin/"},
	{"CHANGELOG.md", "`"},
	{"frontend/src/lib/i18n/en.json", "“"},
	{"frontend/src/lib/i18n/en.json", "`"},
	{"*.go", "`"},
	{"app/*.go", "`"},
	{"app/cli/*.go", "`"},
	{"app/demo/*.go", "  "},
	{"importers/*.go", "`"},
	{"store/*.go", "`"},
}

func TestEveryCommandThatIsNamedExists(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range commandTexts {
		files, err := filepath.Glob(row.glob)
		if err != nil || len(files) == 0 {
			t.Fatalf("no file is called %s (%v)", row.glob, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range strings.Split(string(text), row.before)[1:] {
				named := namedCommand.FindStringSubmatch(part)
				if named == nil {
					continue
				}
				var words []string
				for _, word := range strings.SplitN(named[1], " ", 3) {
					if len(words) == 2 || !commandWord.MatchString(word) {
						break
					}
					words = append(words, word)
				}
				if command := strings.Join(words, " "); command != "" && !seen[command] {
					seen[command] = true
					if !exists(words) {
						t.Errorf("%s names `ordertrail %s`, which is no command", file, command)
					}
				}
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d commands were found: %v", len(seen), seen)
	}
}

// exists asks the program: it stops at the first thing it does not know, which is the flag when the words before it are
// commands.
func exists(words []string) bool {
	var told bytes.Buffer
	world := cli.World{
		Stdin: strings.NewReader(""), Stdout: &told, Stderr: &told, Getenv: func(string) string { return "" },
		Screens: frontend.Dist, Words: frontend.English,
		Window: func(context.Context, app.Config) error { return errors.New("no window in tests") },
	}
	cli.Run(context.Background(), append(slices.Clone(words), "--no-such-flag"), world)
	return strings.Contains(told.String(), "unknown flag --no-such-flag")
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	says := map[string]string{}
	eachFile(t, func(dir, file string) {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if _, known := says[dir]; !known {
			says[dir] = ""
		}
		if f.Doc == nil {
			return
		}
		if says[dir] != "" {
			t.Errorf("%s is introduced twice, again in %s", dir, file)
		}
		says[dir] = f.Doc.Text()
	})
	for dir, text := range says {
		if !strings.HasPrefix(text, "Package ") && !strings.HasPrefix(text, "Command ") {
			t.Errorf("%s does not say what it is: a comment over its package clause begins \"Package %s\"", dir, filepath.Base(dir))
		}
	}
}

// mayReadTheClock are the folders where the time of day comes in; everybody else is handed it.
var mayReadTheClock = []string{".", "build"}

func TestTheClockIsReadOnlyWhereItIsHandedOut(t *testing.T) {
	t.Parallel()
	eachFile(t, func(dir, file string) {
		if withinAny(dir, mayReadTheClock) {
			return
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "Sleep"}, s.Sel.Name) {
				t.Errorf("%s: time.%s: a clock is handed in, nobody reads one or waits", set.Position(s.Pos()), s.Sel.Name)
			}
			return true
		})
	})
}
