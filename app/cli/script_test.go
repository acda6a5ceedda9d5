package cli_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"

	"ordertrail/app"
	"ordertrail/app/cli"
	"ordertrail/frontend"
)

// TestMain lets the test binary be the program itself: scripts and kill tests run the real command line in processes of
// their own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"ordertrail": func() {
		os.Exit(cli.Run(context.Background(), os.Args[1:], cli.World{
			Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now, Random: rand.Reader, Getenv: os.Getenv,
			Screens: frontend.Dist, Words: frontend.English, Languages: frontend.Catalogues(), Version: "test",
			Window: func(context.Context, app.Config) error { return errors.New("no window in tests") },
		}))
	}})
}

// plainProgram is the program built without the race detector.
var plainProgram = sync.OnceValues(func() (string, error) {
	path, err := filepath.Abs("../../build/bin/ordertrail-cli-test")
	if err != nil {
		return "", err
	}
	fresh := fmt.Sprint(path, "-", os.Getpid()) // two runs of the tests may build at once
	if out, err := exec.Command("go", "build", "-o", fresh, "ordertrail").CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return path, os.Rename(fresh, path)
})

// program is what scripts and kill tests start: this test binary, or, as a hundred starts under the race detector take
// minutes, the plain program. What the detector can find is found by the tests of package app.
func program(t interface{ Fatalf(string, ...any) }) string {
	if !race {
		return "ordertrail"
	}
	path, err := plainProgram()
	if err != nil {
		t.Fatalf("build the program: %v", err)
	}
	return path
}

// TestAClerksDay runs testdata/script: each file is somebody's day at the command line. Adding a case is adding a file.
//
// Besides testscript's own commands: `ot [=CODE] ARGS` runs the program at $NOW on the shop in $WORK/shop and wants that
// exit code, 0 unless told; `json PATH WANT` looks into the one JSON document on standard output; `lines PATH WANT…` into
// one document a line; `xlsx CSV… XLSX` makes a workbook, `cells XLSX SHEET CSV` reads one; `cut FILE BYTES` shortens a file; `keep NAME PATH` keeps a value as
// $NAME; `fill FILE` puts such values where the file names them; `dovecot FOLDER FILE…` starts a mail server, `unseen` wants its mails unread.
func TestAClerksDay(t *testing.T) {
	files, err := filepath.Abs("../../importers/testdata/files")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script", RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("ORDERTRAIL_DATA", filepath.Join(e.WorkDir, "shop"))
			e.Setenv("NOW", "2026-05-25T12:00:00Z")
			e.Setenv("FILES", files)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ot": runProgram, "json": wantJSON, "lines": wantLines, "xlsx": makeWorkbook, "cells": readWorkbook, "cut": cutFile, "pack": packFiles, "keep": keepValue, "fill": fillFile,
			"dovecot": startDovecot, "unseen": wantUnseen,
		},
	})
}

// packFiles puts files into an archive: pack ORDERS.zip FILE… or pack FILE.gz FILE.
func packFiles(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: pack ARCHIVE FILE…")
	}
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	if strings.HasSuffix(args[0], ".gz") {
		w := gzip.NewWriter(out)
		_, err := w.Write([]byte(ts.ReadFile(args[1])))
		ts.Check(errors.Join(err, w.Close(), out.Close()))
		return
	}
	w := zip.NewWriter(out)
	for _, name := range args[1:] {
		f, err := w.Create(name)
		ts.Check(err)
		_, err = f.Write([]byte(ts.ReadFile(name)))
		ts.Check(err)
	}
	ts.Check(errors.Join(w.Close(), out.Close()))
}

func runProgram(ts *testscript.TestScript, _ bool, args []string) {
	want := 0
	if len(args) > 0 && strings.HasPrefix(args[0], "=") {
		n, err := strconv.Atoi(args[0][1:])
		ts.Check(err)
		want, args = n, args[1:]
	}
	err := ts.Exec(program(ts), append([]string{"--now", ts.Getenv("NOW")}, args...)...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	wantWords(ts, args)
}

// document is the one JSON document on standard output; anything before or after it fails.
func document(ts *testscript.TestScript, text string) any {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		ts.Fatalf("standard output holds no JSON: %v\n%s", err, text)
	}
	if d.More() {
		ts.Fatalf("standard output holds more than one JSON document:\n%s", text)
	}
	return v
}

func wantJSON(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: json PATH WANT")
	}
	if same, got := matches(ts, document(ts, ts.ReadFile("stdout")), args[0], args[1]); same == neg {
		ts.Fatalf("%s is %s, want %s", args[0], got, args[1])
	}
}

// wantLines compares one field of every line with the values given, in order.
func wantLines(ts *testscript.TestScript, _ bool, args []string) {
	got := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	want := args[1:]
	if len(got) != len(want) {
		ts.Fatalf("%d lines, want %d", len(got), len(want))
	}
	for i := range got {
		if same, is := matches(ts, document(ts, got[i]), args[0], want[i]); !same {
			ts.Fatalf("line %d: %s is %s, want %s", i+1, args[0], is, want[i])
		}
	}
}

// shapes are the wants that name a shape. Read a row as: <name> is any value whose text fits <pattern>.
var shapes = map[string]*regexp.Regexp{
	"string": regexp.MustCompile(`^".*"$`), "number": regexp.MustCompile(`^-?[0-9.]+$`), "bool": regexp.MustCompile(`^(true|false)$`),
	"list": regexp.MustCompile(`^\[`), "object": regexp.MustCompile(`^\{`), "date": regexp.MustCompile(`^"\d{4}-\d\d-\d\d"$`),
	"stamp": regexp.MustCompile(`^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"$`), "hash": regexp.MustCompile(`^"[0-9a-f]{64}"$`),
	"event": regexp.MustCompile(`^"E[0-9A-Z]{8,}"$`), "parcel": regexp.MustCompile(`^"P[0-9A-Z]{9}"$`),
	"task": regexp.MustCompile(`^"T[0-9A-Z]{8,}"$`), "run": regexp.MustCompile(`^"R\d{6}"$`),
}

// matches compares the value at path with want: <shape>, the fields of an object as {a,b}, or the value itself.
func matches(ts *testscript.TestScript, v any, path, want string) (bool, string) {
	v, err := walk(v, path)
	if err != nil {
		return false, err.Error()
	}
	raw, err := json.Marshal(v)
	ts.Check(err)
	got := string(raw)
	if shape, ok := shapes[strings.Trim(want, "<>")]; ok && strings.HasPrefix(want, "<") {
		return shape.MatchString(got), got
	}
	if m, ok := v.(map[string]any); ok && strings.HasPrefix(want, "{") {
		for _, field := range strings.Split(strings.Trim(want, "{}"), ",") {
			if _, has := m[field]; !has {
				return false, "without " + field + ": " + got
			}
		}
		return true, got
	}
	if s, ok := v.(string); ok {
		got = s
	}
	return got == want, got
}

// walk follows a path such as files.0.rows; len is the length of a list, and name=value its first object like that.
func walk(v any, path string) (any, error) {
	if path == "." {
		return v, nil
	}
	for _, step := range strings.Split(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			next, ok := x[step]
			if !ok {
				return nil, fmt.Errorf("not there (no %q)", step)
			}
			v = next
		case []any:
			next, err := element(x, step)
			if err != nil {
				return nil, err
			}
			v = next
		default:
			return nil, fmt.Errorf("not there (nothing below %v)", v)
		}
	}
	return v, nil
}

func element(list []any, step string) (any, error) {
	if step == "len" {
		return len(list), nil
	}
	if name, value, found := strings.Cut(step, "="); found {
		for _, e := range list {
			if m, ok := e.(map[string]any); ok && fmt.Sprint(m[name]) == value {
				return m, nil
			}
		}
		return nil, fmt.Errorf("not there (no %s)", step)
	}
	if n, err := strconv.Atoi(step); err == nil && n < len(list) {
		return list[n], nil
	}
	return nil, fmt.Errorf("not there (%d entries, no %s)", len(list), step)
}

// makeWorkbook writes the cells of CSV files as texts of a workbook: of one file its first sheet, of several a sheet each that is
// called as the file, hidden when the file's name begins with a point.
func makeWorkbook(ts *testscript.TestScript, _ bool, args []string) {
	book := excelize.NewFile()
	files, out := args[:len(args)-1], args[len(args)-1]
	for _, file := range files {
		sheet, hidden := strings.CutPrefix(strings.TrimSuffix(filepath.Base(file), ".csv"), ".")
		rows, err := csv.NewReader(strings.NewReader(ts.ReadFile(file))).ReadAll()
		ts.Check(err)
		if len(files) == 1 {
			sheet = "Sheet1"
		}
		_, err = book.NewSheet(sheet)
		ts.Check(err)
		for i, row := range rows {
			cells := make([]any, len(row))
			for j, text := range row {
				cells[j] = text
			}
			ts.Check(book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &cells))
		}
		ts.Check(book.SetSheetVisible(sheet, !hidden))
	}
	if len(files) > 1 {
		ts.Check(book.DeleteSheet("Sheet1"))
	}
	ts.Check(errors.Join(book.SaveAs(ts.MkAbs(out)), book.Close()))
}

// readWorkbook writes the cells of a sheet of a workbook as CSV; one that holds a formula fails.
func readWorkbook(ts *testscript.TestScript, _ bool, args []string) {
	book, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	rows, err := book.GetRows(args[1], excelize.Options{RawCellValue: false})
	ts.Check(err)
	for i, row := range rows {
		for j := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			ts.Check(err)
			if formula, err := book.GetCellFormula(args[1], cell); err != nil || formula != "" {
				ts.Fatalf("%s %s!%s is a formula: %q, %v", args[0], args[1], cell, formula, err)
			}
		}
	}
	var out bytes.Buffer
	ts.Check(errors.Join(csv.NewWriter(&out).WriteAll(rows), book.Close(), os.WriteFile(ts.MkAbs(args[2]), out.Bytes(), 0o600)))
}

func cutFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), n))
}

func fillFile(ts *testscript.TestScript, _ bool, args []string) {
	text := os.Expand(ts.ReadFile(args[0]), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

func keepValue(ts *testscript.TestScript, _ bool, args []string) {
	v, err := walk(document(ts, ts.ReadFile("stdout")), args[1])
	ts.Check(err)
	ts.Setenv(args[0], fmt.Sprint(v))
}
