package importers

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ordertrail/importers/sheet"
	"ordertrail/track"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden is the part of a reading and its plan that a person can check by eye against the file.
type golden struct {
	Kind, Profile       string
	Source              track.Source
	HeaderRow           int
	DateFormat, Decimal string
	AsOf                track.Stamp
	Rows                int
	Plan                map[string]int
	Recognised          *Recognition  `json:",omitempty"`
	Problems            []Problem     `json:",omitempty"`
	Flags               []Problem     `json:",omitempty"`
	Ignored             []RowNote     `json:",omitempty"`
	Rejected            []RejectedRow `json:",omitempty"`
	Drafts              []Draft       `json:",omitempty"`
	Stock               []StockItem   `json:",omitempty"`
}

// empty is a Known that knows nothing.
type empty struct{}

func (empty) Live(context.Context, []string) (map[string]bool, error) { return nil, nil }
func (empty) Orders(context.Context, []track.OrderRef) (map[track.OrderRef]KnownOrder, error) {
	return nil, nil
}

// goldenOf reads a file and leaves out what is not the file's word: ids, hashes and the raw text.
func goldenOf(t *testing.T, name string, content []byte) golden {
	t.Helper()
	r := read(t, name, content, Choice{})
	p, err := Compare(context.Background(), r, empty{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Drafts {
		r.Drafts[i].Raw = ""
		for j := range r.Drafts[i].Events {
			e := &r.Drafts[i].Events[j]
			e.ID, e.RawHash, e.PersonHash = "", "", ""
			if r.Kind == KindNotices {
				e.Text = "" // which words of a mail decided is for the tests of package mail
			}
		}
	}
	for i := range r.Rejected {
		r.Rejected[i].Cells, r.Rejected[i].Sheet = nil, ""
	}
	for _, list := range [][]Problem{r.Problems, r.Flags} {
		for i := range list {
			list[i].Sheet = ""
		}
	}
	if r.Recognition != nil {
		r.Recognition.Matched = nil // what is extra says the same in fewer words
	}
	return golden{
		Recognised: r.Recognition, Flags: r.Flags,
		Kind: r.Kind, Profile: r.Profile, Source: r.Source, HeaderRow: r.HeaderRow, DateFormat: r.DateFormat, Decimal: r.Decimal,
		AsOf: r.AsOf, Rows: r.Rows, Problems: r.Problems, Ignored: r.Ignored, Rejected: r.Rejected, Drafts: r.Drafts, Stock: r.Stock,
		Plan: map[string]int{New: p.New, Rejected: p.Rejected, Ignored: p.Ignored, "orders": p.Orders, "events": p.Events},
	}
}

// read reads content or fails the test.
func read(t testing.TB, name string, content []byte, c Choice) *Reading {
	t.Helper()
	r, err := Read(context.Background(), name, bytes.NewReader(content), int64(len(content)), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryFileMakesThePlanBesideIt(t *testing.T) {
	t.Parallel()
	for _, path := range files(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			content := contentOf(t, path)
			got, err := json.MarshalIndent(goldenOf(t, path, content), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(path+".golden.json", append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path + ".golden.json")
			if err != nil {
				t.Fatalf("%s is read but nothing says what is right: %v", path, err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
				t.Errorf("the plan changed (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAWorkbookOfTheSameRowsMakesTheSamePlan(t *testing.T) {
	t.Parallel()
	for _, path := range files(t) {
		if ext := filepath.Ext(path); ext != ".csv" && ext != ".tsv" {
			continue
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			content := contentOf(t, path)
			want := goldenOf(t, path, content)
			if diff := cmp.Diff(want, goldenOf(t, path, workbookOf(t, path, content))); diff != "" {
				t.Errorf("the workbook is read differently (-text +workbook):\n%s", diff)
			}
		})
	}
}

func TestEveryProfileHasAFileItIsReadFrom(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, path := range files(t) {
		seen[read(t, path, contentOf(t, path), Choice{}).Profile] = true
	}
	for _, p := range Profiles() {
		if !seen[p.Name] {
			t.Errorf("no file in testdata/files is recognised as %s", p.Name)
		}
	}
}

// files lists the example files; a file is anything that is no golden.
func files(t testing.TB) []string {
	t.Helper()
	all, err := filepath.Glob("testdata/files/*")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, path := range all {
		if !strings.HasSuffix(path, ".golden.json") {
			out = append(out, path)
		}
	}
	if len(out) < 15 {
		t.Fatalf("only %d example files are there", len(out))
	}
	return out
}

func contentOf(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// workbookOf writes the rows of a text table as a workbook, each on the row it had.
func workbookOf(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	r, err := sheet.Open(name, bytes.NewReader(content), int64(len(content)), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	f := excelize.NewFile()
	defer f.Close()
	for {
		row, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range row.Cells {
			cell, err := excelize.CoordinatesToCellName(i+1, row.Number)
			if err != nil {
				t.Fatal(err)
			}
			if c.Text == "" {
				continue
			}
			if err := f.SetCellStr("Sheet1", cell, c.Text); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
