package cli

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestEveryErrorCodeIsJudgedOnce(t *testing.T) {
	t.Parallel()
	judged := map[string]int{}
	for _, row := range endings {
		for _, code := range row.codes {
			if judged[code]++; judged[code] > 1 {
				t.Errorf("%q stands twice in the table of endings", code)
			}
		}
	}
	made := codesMade(t)
	for code, at := range made {
		if judged[code] == 0 {
			t.Errorf("%s: nobody judged how an error %q ends a command: give it a row in exit.go", at, code)
		}
	}
	if len(made) < 150 {
		t.Errorf("only %d codes were found", len(made))
	}
	for code := range judged {
		if _, is := made[code]; !is && code != "usage" && code != "failed" {
			t.Errorf("%q stands in the table of endings, and no error has that code", code)
		}
	}
}

// codeLike is a word that can be a code of an error.
var codeLike = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// codesMade are the codes that the source gives to errors, by the place: of fail(CODE, …) and Refusal{CODE, …}, of tables of
// errors, and of the refusals of files.
func codesMade(t *testing.T) map[string]string {
	t.Helper()
	made := map[string]string{}
	set := token.NewFileSet()
	for _, glob := range []string{"../*.go", "../../track/*.go", "../../importers/sheet/*.go", "*.go"} {
		files, err := filepath.Glob(glob)
		if err != nil || len(files) == 0 {
			t.Fatalf("no file is called %s (%v)", glob, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				for _, e := range codesIn(n) {
					if text, err := literal(e); err == nil && codeLike.MatchString(text) {
						made[text] = set.Position(e.Pos()).String()
					}
				}
				return true
			})
		}
	}
	return made
}

// errorTables are those whose rows give a code to an error: to a failure, or to a file of another kind.
var errorTables = []string{"sentinels", "magics", "compoundKinds", "tellers"}

// codesIn are the expressions of a node that give an error its code.
func codesIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if name := nameOf(n.Fun); (name == "fail" || name == "refuse") && len(n.Args) > 0 {
			return n.Args[:1]
		}
	case *ast.CompositeLit:
		switch name := nameOf(n.Type); {
		case name == "Refusal", name == "Error":
			return codeFields(n)
		case n.Type == nil && len(n.Elts) == 3: // a row of what a mailbox must not be
			if code, err := literal(n.Elts[1]); err == nil && strings.HasPrefix(code, "mailbox-") {
				return n.Elts[1:2]
			}
		}
	case *ast.AssignStmt:
		if len(n.Lhs) > 0 && len(n.Rhs) > 0 {
			if s, ok := n.Lhs[0].(*ast.SelectorExpr); ok && s.Sel.Name == "Code" && (nameOf(s.X) == "out" || nameOf(s.X) == "e") {
				return n.Rhs[:1]
			}
		}
	case *ast.ValueSpec:
		if len(n.Names) == 1 && slices.Contains(errorTables, n.Names[0].Name) {
			return tabled(n)
		}
	}
	return nil
}

func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// codeFields is the field Code of a literal, or its first.
func codeFields(n *ast.CompositeLit) []ast.Expr {
	for i, e := range n.Elts {
		kv, named := e.(*ast.KeyValueExpr)
		if named && nameOf(kv.Key) == "Code" {
			return []ast.Expr{kv.Value}
		}
		if !named && i == 0 {
			return []ast.Expr{e}
		}
	}
	return nil
}

// tabled are the codes of a table of errors: its keys, or the second cell of each row.
func tabled(n *ast.ValueSpec) (out []ast.Expr) {
	for _, row := range n.Values[0].(*ast.CompositeLit).Elts {
		switch row := row.(type) {
		case *ast.KeyValueExpr:
			out = append(out, row.Key)
		case *ast.CompositeLit:
			out = append(out, row.Elts[1])
		}
	}
	return out
}

func literal(e ast.Expr) (string, error) {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		return strconv.Unquote(l.Value)
	}
	return "", strconv.ErrSyntax
}
