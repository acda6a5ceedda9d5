package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// proseFree are the packages that say nothing to people: they hand out codes and arguments, and the catalogue
// (frontend/src/lib/i18n) has the words.
var proseFree = []string{"track", "store", "importers", "reports", "app"}

// maySpeak are the places below them that hold words all the same, and why. Read a row as: <place>, a folder or a file, may,
// because <why>.
var maySpeak = []struct{ place, why string }{
	{"app/cli", "the command line is an edge: it prints what a terminal reads, and documents itself"},
	{"app/demo", "the sample shop is made up of what its people and files say"},
	{"app/error.go", "every error is turned into code, arguments and text there"},
	{"importers/template.go", "sample rows and cells of our own form"},
	{"importers/country.go", "names of countries as files write them"},
	{"importers/suggest.go", "names of columns as other people's files have them"},
	{"importers/mail", "what mails say is read there, and the reason of a question is written beside the mail as it was found"},
	{"track/exception_find.go", "what shops write of orders that nobody need ship yet"},
	{"track/place.go", "places as carriers write them"},
	{"track/carrier/find.go", "words beside numbers on labels"},
	{"store/connect.go", "the reasons of the pragmas"},
	{"store/place.go", "names of the folders of programs that copy files about"},
	{"store/verify.go", "what verify finds is told to whoever repairs the file"},
	{"store/chain.go", "what verify finds is told to whoever repairs the file"},
	{"store/publication.go", "what verify finds is told to whoever repairs the file"},
}

// speakers are the calls whose texts are no prose of ours: the constructors of errors, what is logged, what ends the program,
// and what is matched against.
var speakers = map[string]bool{
	"fail": true, "wrongChoice": true, "ambiguous": true, "Errorf": true, "New": true, "panic": true, "Error": true, "Warn": true, "Info": true,
	"Debug": true, "MustCompile": true, "Late": true,
}

// prose is two words of letters with a space between.
var prose = regexp.MustCompile(`\p{L}{2,}[,;:.]? \p{L}{2,}`)

// formal is what machines read: a statement or a part of one, a list of columns, the header of a mail, what a file of some kind begins with or calls
// its streams.
var formal = regexp.MustCompile(`^[\s()]*(INSERT|UPDATE|DELETE|WITH|CREATE|BEGIN|FROM|JOIN|AND|OR|ON CONFLICT|PRAGMA|VACUUM|, r\.)\b` +
	`|\b(SELECT|WHERE|ORDER BY)\b|\b(IN|AND|IS NOT|AS)\b.*[=(<>$']|^[\w.()-]+(, ?\s*[\w.()-]+)+$|^Subject: |^SQLite format 3|^<!doctype html|^PowerPoint Document$`)

// TestWordsForPeopleAreNotInGo fails on a sentence below the edge, so that what people read can be found, translated and
// mended in one place.
func TestWordsForPeopleAreNotInGo(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	eachFile(t, func(dir, file string) {
		if !withinAny(dir, proseFree) {
			return
		}
		for _, row := range maySpeak {
			if file == row.place || within(dir, row.place) {
				used[row.place] = true
				return
			}
		}
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, lit := range proseIn(parsed) {
			t.Errorf("%s: %s is prose: give it a code and arguments, and put the words into frontend/src/lib/i18n/en.json", fset.Position(lit.Pos()), lit.Value)
		}
	})
	for _, row := range maySpeak {
		if !used[row.place] {
			t.Errorf("%s may speak and is not there any more: take it off the list", row.place)
		}
	}
}

// proseIn are the texts of a file that people would read.
func proseIn(f *ast.File) (out []*ast.BasicLit) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			return !speakers[called(n)]
		case *ast.FuncDecl:
			return n.Name.Name != "Error"
		case *ast.ImportSpec, *ast.Field:
			return false // tags
		case *ast.CompositeLit:
			made, known := n.Type.(*ast.SelectorExpr)
			return !known || made.Sel.Name != "Error"
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && prose.MatchString(text) && !formal.MatchString(text) {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}

// called is the name of what is called, without its package or receiver.
func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func TestProseIsTold(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int{
		`x := "nothing is left"`:                                  1,
		`x := fmt.Sprintf("%d orders are open", 3)`:               1,
		`x := fmt.Errorf("read row %d of the file", 3)`:           0,
		`x := fail("no-order", "there is no such order", number)`: 0,
		`x := "SELECT id FROM orders WHERE id = $1"`:              0,
		`x := "id, kind, source"`:                                 0,
		`x := say("unmatched.none")`:                              0,
		`panic("this cannot be")`:                                 0,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nfunc f() {\n"+text+"\n}", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(proseIn(f)); got != want {
			t.Errorf("%s: %d texts, want %d", strings.TrimSpace(text), got, want)
		}
	}
}
