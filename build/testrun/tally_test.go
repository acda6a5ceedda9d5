package main

import (
	"strings"
	"testing"
)

func TestGoTestsAreCountedOnce(t *testing.T) {
	t.Parallel()
	// Read a row as: what `go test -json` printed about <name> counts as so many passed, failed and skipped tests.
	for _, c := range []struct {
		name, output            string
		passed, failed, skipped int
	}{
		{"one test", `{"Action":"pass","Package":"a","Test":"TestA"}
{"Action":"pass","Package":"a"}`, 1, 0, 0},
		{"two subtests, not their parent", `{"Action":"pass","Package":"a","Test":"TestA/x"}
{"Action":"pass","Package":"a","Test":"TestA/y"}
{"Action":"pass","Package":"a","Test":"TestA"}`, 2, 0, 0},
		{"a failed subtest, not its parent and package", `{"Action":"fail","Package":"a","Test":"TestA/x"}
{"Action":"pass","Package":"a","Test":"TestA/y"}
{"Action":"fail","Package":"a","Test":"TestA"}
{"Action":"fail","Package":"a"}`, 1, 1, 0},
		{"a test that fails although its subtests pass", `{"Action":"pass","Package":"a","Test":"TestA/x"}
{"Action":"fail","Package":"a","Test":"TestA"}
{"Action":"fail","Package":"a"}`, 1, 1, 0},
		{"a skipped test", `{"Action":"skip","Package":"a","Test":"TestA"}
{"Action":"pass","Package":"a"}`, 0, 0, 1},
		{"a package without tests", `{"Action":"skip","Package":"a"}`, 0, 0, 0},
		{"a package that panics between tests", `{"Action":"pass","Package":"a","Test":"TestA"}
{"Action":"fail","Package":"a"}`, 1, 1, 0},
		{"a package that does not compile", `{"ImportPath":"a [a.test]","Action":"build-output","Output":"x.go:1: no\n"}
{"ImportPath":"a [a.test]","Action":"build-fail"}
{"Action":"fail","Package":"a","FailedBuild":"a [a.test]"}`, 0, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := goTests([]byte(c.output + "\n"))
			if got.passed != c.passed || got.failed != c.failed || got.skipped != c.skipped {
				t.Errorf("counted %s and %d skipped, want %d, %d and %d", got, got.skipped, c.passed, c.failed, c.skipped)
			}
			if len(got.says) != c.failed {
				t.Errorf("%d failures are told, want %d", len(got.says), c.failed)
			}
		})
	}
}

func TestFrontEndTestsAreCounted(t *testing.T) {
	t.Parallel()
	const output = `a warning before it
{"numTotalTestSuites":2,"numPassedTests":3,"numFailedTests":1,"numPendingTests":2,"success":false,"testResults":[
{"name":"a.test.ts","status":"failed","assertionResults":[{"fullName":"adds up","status":"failed","failureMessages":["4 is not 5"]}]},
{"name":"b.test.ts","status":"failed","message":"cannot be read","assertionResults":[]}]}`
	got := vitestTests([]byte(output))
	if got.passed != 3 || got.failed != 2 || got.skipped != 2 {
		t.Errorf("counted %s, want 3 passed, 2 failed (a test and a file), 2 skipped", got)
	}
	if all := strings.Join(got.says, "\n"); !strings.Contains(all, "4 is not 5") || !strings.Contains(all, "cannot be read") {
		t.Errorf("it says %q", all)
	}
	if got := vitestTests([]byte("command not found")); got.failed != 1 {
		t.Errorf("no report counts as %s, want one failure", got)
	}
}
