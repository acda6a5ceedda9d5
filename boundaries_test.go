package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// mayImport says which of our packages a package may import, and why. Read a row as: <dir> and what lies below may import
// only <these> (and their own subpackages, and itself). The most specific row counts.
var mayImport = []struct {
	dir     string
	allowed []string
	why     string
}{
	{"track", nil, "the domain is pure: it depends on nothing of ours"},
	{"track/carrier", []string{"track"}, "carriers are data about the domain"},
	{"track/scan", []string{"track", "track/carrier"}, "a scan may be a tracking number"},
	{"store", []string{"track", "store"}, "the store keeps facts and never decides a status"},
	{"importers", []string{"track", "importers"}, "importers make drafts and never write"},
	{"reports", []string{"track", "reports"}, "reports are handed what they print"},
	{"app/cli", []string{"app", "track"}, "the command line repeats no use-case"},
	{"app/web", []string{"app", "track"}, "the server repeats no use-case"},
	{"app", []string{"track", "store", "importers", "reports", "app"}, "use-cases join everything but know no shell"},
	{"frontend", nil, "the screens are only embedded"},
	{"build", []string{"track", "store", "importers", "app"}, "tools measure the program from outside and are no part of it"},
	{".", []string{"app", "frontend"}, "main only wires"},
}

// forbidden are packages from outside that only one place may import.
var forbidden = []struct{ path, only, why string }{
	{"github.com/wailsapp/wails", ".", "only main knows the window"},
	{"github.com/jung-kurt/gofpdf", "reports/pdf", "the PDF library is archived: one package guards it"},
	{"github.com/boombuler/barcode", "reports/pdf", "barcodes are printed in one place"},
	{"github.com/xuri/excelize/v2", "importers reports/kpi reports/workbook app/demo build", "workbooks are read by our own strict reader and written in few places"},
	{"github.com/emersion/go-message", "importers/mail", "mail is taken apart in one place"},
	{"golang.org/x/net", "importers/mail", "other people's HTML is read in one place and rendered nowhere"},
	{"html/template", "reports/page", "pages are rendered in one place, escaped"},
	{"github.com/alecthomas/kong", "app/cli", "only the command line reads arguments"},
	{"modernc.org/sqlite", "store build/bench", "only the store speaks SQL; the benchmarks hold it against plain SQL"},
	{"database/sql", "store build/bench", "only the store speaks SQL; the benchmarks hold it against plain SQL"},
	{"net/http", "app/web importers/mail/imap", "nothing speaks HTTP but the loopback server and the renewal of a mailbox's token"},
	{"github.com/emersion/go-imap/v2", "importers/mail/imap", "mailboxes are read in one place, behind an interface of ours"},
	{"github.com/emersion/go-sasl", "importers/mail/imap", "mailboxes are logged in to in one place"},
	{"github.com/zalando/go-keyring", "app/secret", "secrets are kept in one place"},
	{"net/smtp", "app/outbox", "messages leave in one place"},
	{"os", "store app build .", "domain, importers and reports are handed bytes: they touch no files"},
	{"os/exec", "build", "the program starts no other program"},
	{"crypto/rand", ". build", "randomness is handed in"},
	{"math/rand", "app/demo store/internal", "randomness is handed in; the sample shop and the fault tests have seeds of their own"},
	{"log", "app .", "what is deep inside returns errors and writes no log"},
	{"reflect", "app/web store/internal/lean reports/kpi", "only the server looks methods up by name, only the store's own JSON is taken apart by type, and only the rows of figures are copied text by text"},
	{"unsafe", "store/internal", "nothing needs it but the file system that breaks on purpose"},
}

func TestPackagesImportOnlyWhatTheyMay(t *testing.T) {
	eachImport(t, func(dir, file, path string) {
		ours, isOurs := strings.CutPrefix(path, "ordertrail/")
		if !isOurs {
			for _, f := range forbidden {
				if (path == f.path || strings.HasPrefix(path, f.path+"/")) && !withinAny(dir, strings.Fields(f.only)) {
					t.Errorf("%s imports %s: %s", file, path, f.why)
				}
			}
			return
		}
		row := rowFor(dir)
		if row < 0 {
			t.Errorf("%s: no rule says what %s may import; add one to mayImport", file, dir)
			return
		}
		if !withinAny(ours, mayImport[row].allowed) && !within(ours, mayImport[row].dir) {
			t.Errorf("%s imports %s: %s", file, path, mayImport[row].why)
		}
	})
}

func rowFor(dir string) int {
	best := -1
	for i, r := range mayImport {
		if within(dir, r.dir) && (best < 0 || len(r.dir) > len(mayImport[best].dir)) {
			best = i
		}
	}
	return best
}

// within reports whether dir is root or below it; "." means the top folder alone.
func within(dir, root string) bool {
	return dir == root || (root != "." && strings.HasPrefix(dir, root+"/"))
}

func withinAny(dir string, roots []string) bool {
	for _, r := range roots {
		if within(dir, r) {
			return true
		}
	}
	return false
}

func eachImport(t *testing.T, visit func(dir, file, path string)) {
	t.Helper()
	eachFile(t, func(dir, file string) {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			visit(dir, file, path)
		}
	})
}

// eachFile visits our Go files, tests left out.
func eachFile(t *testing.T, visit func(dir, file string)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "node_modules" || d.Name() == "tools" || d.Name() == ".git" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(p, ".go") && !strings.HasSuffix(p, "_test.go") {
			files++
			visit(filepath.ToSlash(filepath.Dir(p)), p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files were looked at", files)
	}
}
