package expr_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// An expression that is compiled late fails late: every pattern that stands in our packages is compiled here.
func TestEveryLatePatternIsOne(t *testing.T) {
	found := 0
	for _, dir := range []string{"track", "store", "importers", "reports", "app"} {
		root := filepath.Join("..", "..", dir)
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && isLate(call.Fun) {
					found++
					compile(t, path, call.Args[0])
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if found < 60 {
		t.Errorf("found %d late patterns, want at least 60", found)
	}
}

func isLate(fun ast.Expr) bool {
	s, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := s.X.(*ast.Ident)
	return ok && of.Name == "expr" && s.Sel.Name == "Late"
}

// compile compiles what stands there as literals; a named constant among them is taken for an empty pattern.
func compile(t *testing.T, path string, arg ast.Expr) {
	t.Helper()
	pattern := ""
	ast.Inspect(arg, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Errorf("%s: %s: %v", path, lit.Value, err)
			}
			pattern += text
		}
		return true
	})
	if _, err := regexp.Compile(pattern); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}
