package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// tally counts tests. A skipped test is neither passed nor failed, and is said.
type tally struct {
	passed, failed, skipped int
	says                    []string // what failed, and why
}

func (t tally) plus(o tally) tally {
	return tally{passed: t.passed + o.passed, failed: t.failed + o.failed, skipped: t.skipped + o.skipped}
}

func (t tally) String() string {
	switch {
	case t.passed+t.failed+t.skipped == 0:
		return "done"
	case t.skipped > 0:
		return fmt.Sprintf("%d passed, %d failed, %d skipped", t.passed, t.failed, t.skipped)
	}
	return fmt.Sprintf("%d passed, %d failed", t.passed, t.failed)
}

// nothing counts a step that only prepares others.
func nothing([]byte) tally { return tally{} }

// one counts a step that is itself one test.
func one([]byte) tally { return tally{passed: 1} }

// event is one line of `go test -json`.
type event struct {
	Action, Package, Test, Output, ImportPath, FailedBuild string
}

// goTests counts what `go test -json` reports: each test and subtest that has no subtests of its own, and each package that
// failed without a failed test.
func goTests(output []byte) tally {
	said := map[string]*strings.Builder{} // package and test -> its output
	parents := map[string]bool{}
	results := map[string]string{}
	var order []string
	for line := range bytes.Lines(output) {
		var e event
		if json.Unmarshal(line, &e) != nil {
			e = event{Action: "output", ImportPath: "build", Output: string(line)} // a compiler's words
		}
		key := e.Package + e.ImportPath + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			if said[key] == nil {
				said[key] = &strings.Builder{}
			}
			said[key].WriteString(e.Output)
		case "pass", "fail", "skip":
			if why := said[e.FailedBuild+" "]; e.FailedBuild != "" && why != nil {
				said[key] = why
			}
			results[key] = e.Action
			order = append(order, key)
			if i := strings.LastIndex(e.Test, "/"); i > 0 {
				parents[e.Package+" "+e.Test[:i]] = true
			}
		}
	}
	return sum(order, results, parents, said)
}

func sum(order []string, results map[string]string, parents map[string]bool, said map[string]*strings.Builder) tally {
	var t tally
	failedIn := map[string]bool{}
	for _, key := range order {
		pkg, test, _ := strings.Cut(key, " ")
		isPackage := test == ""
		switch {
		case results[key] == "skip" && !isPackage:
			t.skipped++
		case results[key] == "pass" && !isPackage && !parents[key]:
			t.passed++
		case results[key] == "fail":
			// a parent or a package fails with what is inside it: only count it when nothing inside did
			if inside := pkg + " " + test; failedIn[inside] || (isPackage && failedIn[pkg]) {
				break
			}
			t.failed++
			t.says = append(t.says, "FAIL "+key+"\n"+text(said, key))
		}
		if results[key] == "fail" {
			failedIn[pkg] = true
			for i := strings.LastIndex(test, "/"); i > 0; i = strings.LastIndex(test[:i], "/") {
				failedIn[pkg+" "+test[:i]] = true
			}
		}
	}
	return t
}

// text is the last part of what a failed test said.
func text(said map[string]*strings.Builder, key string) string {
	if said[key] == nil {
		return ""
	}
	s := said[key].String()
	if len(s) > 4000 {
		s = "…" + s[len(s)-4000:]
	}
	return s
}

// vitestReport is what vitest's JSON reporter prints.
type vitestReport struct {
	NumPassedTests, NumFailedTests, NumPendingTests int
	Success                                         bool
	TestResults                                     []struct {
		Name, Message    string
		Status           string
		AssertionResults []struct {
			FullName, Status string
			FailureMessages  []string
		}
	}
}

// vitestTests counts what vitest reports. A file that could not be run counts as one failure.
func vitestTests(output []byte) tally {
	start := bytes.Index(output, []byte(`{"numTotalTestSuites"`))
	if start < 0 {
		return tally{failed: 1, says: []string{string(output)}}
	}
	var r vitestReport
	if err := json.NewDecoder(bytes.NewReader(output[start:])).Decode(&r); err != nil {
		return tally{failed: 1, says: []string{string(output), err.Error()}}
	}
	t := tally{passed: r.NumPassedTests, failed: r.NumFailedTests, skipped: r.NumPendingTests}
	for _, file := range r.TestResults {
		if file.Status == "failed" && len(file.AssertionResults) == 0 {
			t.failed++
			t.says = append(t.says, "FAIL "+file.Name+"\n"+file.Message)
		}
		for _, a := range file.AssertionResults {
			if a.Status == "failed" {
				t.says = append(t.says, "FAIL "+file.Name+": "+a.FullName+"\n"+strings.Join(a.FailureMessages, "\n"))
			}
		}
	}
	return t
}
