package importers

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// nasty are cell texts that have broken importers elsewhere.
var nasty = []string{
	"", " ", "\u00a0", "0", "-1", "1.5", "1,5", "1.23E+21", "31/31/2026", "03/04/2026", "2026-02-30", "soon", "=1+1", "'007", "#1001", "#N/A",
	"a\nb", `"`, "Seller ID : x", "83 record(s) downloaded", "1001", "1002", "€ 5", "--", "2026-05-19", "TRUE", "999999999999999999999999",
}

// tableOf reads a text table as records, whatever its separator.
func tableOf(t testing.TB, path string) [][]string {
	t.Helper()
	content := contentOf(t, path)
	r := csv.NewReader(bytes.NewReader(content))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	for _, sep := range []rune{'\t', ';'} {
		if bytes.Count(content, []byte(string(sep))) > bytes.Count(content, []byte(",")) {
			r.Comma = sep
		}
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// csvOf writes records as a comma separated table.
func csvOf(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.WriteAll(rows) // a buffer does not fail
	return b.Bytes()
}

// tables lists the example files that are text tables.
func tables(t testing.TB) []string {
	return slices.DeleteFunc(files(t), func(path string) bool {
		return !strings.HasSuffix(path, ".csv") && !strings.HasSuffix(path, ".tsv")
	})
}

func TestRowsAddUpWhateverIsInThem(t *testing.T) {
	t.Parallel()
	paths := tables(t)
	rapid.Check(t, func(rt *rapid.T) {
		rows := mutated(rt, tableOf(t, rapid.SampledFrom(paths).Draw(rt, "file")))
		r, err := Read(context.Background(), "f.csv", bytes.NewReader(csvOf(rows)), -1, Choice{})
		if err != nil {
			return // refused whole: nothing of it may be used
		}
		l := newLedger(t)
		p, err := Compare(context.Background(), r, l)
		if err != nil {
			rt.Fatal(err)
		}
		addsUp(rt, p)
		l.take(r)
		again, err := Compare(context.Background(), r, l)
		if err != nil {
			rt.Fatal(err)
		}
		if r.Kind != KindStock && (again.Same != p.New+p.Same || again.Events != 0) {
			rt.Errorf("taken in twice: %d rows the same, want %d", again.Same, p.New+p.Same)
		}
		for _, row := range r.Rejected {
			if row.Why.Says+row.Why.Message == "" {
				rt.Errorf("row %d is rejected without a reason", row.Row)
			}
		}
	})
}

// mutated puts nasty cells into a table, repeats and drops rows, and cuts rows short.
func mutated(rt *rapid.T, rows [][]string) [][]string {
	for range rapid.IntRange(0, 8).Draw(rt, "changes") {
		i := rapid.IntRange(0, len(rows)-1).Draw(rt, "row")
		switch rapid.IntRange(0, 4).Draw(rt, "change") {
		case 0:
			rows = slices.Insert(rows, i, rows[rapid.IntRange(0, len(rows)-1).Draw(rt, "copy of")])
		case 1:
			rows[i] = rows[i][:rapid.IntRange(0, len(rows[i])).Draw(rt, "cut")]
		default:
			if len(rows[i]) > 0 {
				rows[i] = slices.Clone(rows[i])
				rows[i][rapid.IntRange(0, len(rows[i])-1).Draw(rt, "column")] = rapid.SampledFrom(nasty).Draw(rt, "cell")
			}
		}
	}
	return rows
}

func TestTheOrderOfColumnsDoesNotMatter(t *testing.T) {
	t.Parallel()
	// Files whose header names no column twice; repeated names are told apart by their place.
	for _, name := range []string{"shopify.csv", "amazon-unshipped.tsv", "pirateship.csv", "orders.csv", "tracking.csv", "etsy-items.csv"} {
		rows := tableOf(t, "testdata/files/"+name)
		want := drafts(t, csvOf(rows), Choice{})
		rapid.Check(t, func(rt *rapid.T) {
			places := make([]int, len(rows[0]))
			for i := range places {
				places[i] = i
			}
			places = rapid.Permutation(places).Draw(rt, "columns")
			moved := make([][]string, len(rows))
			for i, row := range rows {
				for _, at := range places {
					moved[i] = append(moved[i], row[at])
				}
			}
			if diff := cmp.Diff(want, drafts(t, csvOf(moved), Choice{})); diff != "" {
				rt.Errorf("%s: %s", name, diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, path := range files(f) {
		f.Add(contentOf(f, path))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		r, err := Read(context.Background(), "f", bytes.NewReader(content), int64(len(content)), Choice{})
		if err != nil {
			return
		}
		p, err := Compare(context.Background(), r, empty{})
		if err != nil {
			t.Fatal(err)
		}
		addsUp(t, p)
	})
}

func FuzzColumnMapping(f *testing.F) {
	f.Add("order_number", "Pedido", "sku", "Ware")
	f.Add("tracking_number", "Envío", "occurred_at", "Cuándo")
	f.Fuzz(func(t *testing.T, field, column, field2, column2 string) {
		content := csvOf([][]string{{column, column2}, {"1001", "2026-05-19"}, {"", "x"}})
		r, err := Read(context.Background(), "f", bytes.NewReader(content), -1, Choice{Map: map[string]string{field: column, field2: column2}})
		if err != nil {
			return
		}
		p, err := Compare(context.Background(), r, empty{})
		if err != nil {
			t.Fatal(err)
		}
		addsUp(t, p)
	})
}
