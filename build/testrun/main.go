// Command testrun runs everything that is tested about Ordertrail, step by step, says how long each took, and ends with
// one line: how many tests passed and how many failed.
//
// A named group (build, check, test) runs that group alone.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// step is one command of the run.
type step struct {
	group   string
	name    string
	command string // for sh; the module's top folder is the working folder
	count   func(output []byte) tally
}

// packages are ours: what npm installs may hold Go files too.
const packages = "$(go list ./... | grep -v node_modules)"

// The race detector watches every package but SQLite itself and its C library: they were translated from C and keep what they hold
// outside Go's memory, where the detector sees nothing and only takes three times as long. SQLite's driver is watched like all else.
const raced = "-race -gcflags=modernc.org/sqlite/lib=-race=false -gcflags=modernc.org/libc=-race=false"

// alone are tests that do one thing after the other a thousand times and share nothing: the race detector has nothing to find, and
// takes five to fifteen times as long. They run without it in the step after.
const alone = "TestWrongWordsAreWrongUsageInEveryCommand|TestHelpNamesWhatACommandTakes|TestTheOrderOfColumnsDoesNotMatter|" +
	"TestDaysAreWhatARecountGivesAfterAnyHistory|TestTheStoredValuesAreTheFigures|TestAnEraseNamesACopyWhereverItHoldsThePerson|" +
	"TestSieveChangesNoReading"

// meanwhile is the step that is done at the lowest priority while those after it are: tests of the browser and of the window mostly
// wait for them.
const meanwhile = "random sequences"

// Read a row as: in <group>, <name> is done by <command>, and what it counts is read from its output by <count>. A step
// that ends with an error counts at least one failure, whatever it printed.
var steps = []step{
	{"build", "screens", "npm --prefix frontend run build", nothing},
	{"build", "program", "CGO_ENABLED=0 go build -ldflags '-s -w' -o build/bin/ordertrail .", nothing},
	{"build", "program with window", "CGO_ENABLED=1 go build -tags production,webkit2_41 -ldflags '-s -w' -o build/bin/ordertrail-window .", nothing},
	{"build", "window for Windows", "GOOS=windows CGO_ENABLED=0 go build -tags production -ldflags '-s -w -H windowsgui' -o build/bin/ordertrail.exe .", one},
	{"build", "console for Windows", "GOOS=windows CGO_ENABLED=0 go build -ldflags '-s -w' -o build/bin/ordertrail-console.exe .", one},

	{"check", "gofumpt", `out=$(go tool -modfile=tools/go.mod gofumpt -l $(git ls-files '*.go')) && echo "$out" && test -z "$out"`, one},
	{"check", "go vet", "go vet " + packages + " && go vet -tags window ./build/... && CGO_ENABLED=0 go vet -tags bindings .", one},
	{"check", "staticcheck", "go tool -modfile=tools/go.mod staticcheck " + packages, one},
	{"check", "eslint", "cd frontend && npx --no-install eslint . --max-warnings 0", one},
	{"check", "prettier", "cd frontend && npx --no-install prettier --check --log-level warn .", one},
	{"check", "tsc of browser tests", "cd frontend && npx --no-install tsc -p e2e", one},
	{"check", "svelte-check", "npm --prefix frontend run check", one},

	{"test", "go test -race", "go test " + raced + " -skip '^(" + alone + ")' -shuffle=on -timeout 20m -json " + packages, goTests},
	{"test", "costs, without race", "go test -run 'Hostile|FuzzSieve|" + alone + "|TestALarge|TestIOErrSweep|TestABackupThatGoesWrong|TestEveryReleased' -json ./importers/sheet ./importers/mail ./importers ./reports/kpi ./app/cli ./app ./store", goTests},
	{"test", "front-end units", "cd frontend && npx --no-install vitest run --reporter=json", vitestTests},
	{"check", meanwhile, "exec nice -n 19 go test ./track -count=1 -run TestCommandSequences -sequences 100000 -seed $(date +%s)", one},
	{"test", "browser", "cd frontend && npx --no-install vitest run --config vitest.e2e.config.ts --reporter=json", vitestTests},
	{"test", "window", "dbus-run-session -- go test -tags window -count=1 -json ./build/windowtest", goTests},
}

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "testrun:", err)
		code = 2
	}
	os.Exit(code)
}

func run(groups []string) (int, error) {
	if err := os.MkdirAll(outFolder, 0o755); err != nil {
		return 0, err
	}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM)
	var all tally
	var beside []<-chan result
	began := time.Now()
	for _, s := range steps {
		if len(groups) > 0 && !slices.Contains(groups, s.group) {
			continue
		}
		select {
		case <-stopped:
			return 0, fmt.Errorf("stopped before %s", s.name)
		default:
		}
		under := begin(s)
		if s.name == meanwhile {
			beside = append(beside, under)
			continue
		}
		all = all.plus((<-under).tell())
	}
	for _, under := range beside {
		all = all.plus((<-under).tell())
	}
	line := fmt.Sprintf("%d passed, %d failed", all.passed, all.failed)
	fmt.Printf("all of it took %.0f s\n", time.Since(began).Seconds())
	fmt.Println(line)
	if err := os.WriteFile(filepath.Join(outFolder, "tests.txt"), []byte(line+"\n"), 0o644); err != nil {
		return 0, err
	}
	if all.failed > 0 || all.passed == 0 {
		return 1, nil
	}
	return 0, nil
}

// outFolder is where the whole output of every step is kept.
const outFolder = "build/out"

// result is what came of a step.
type result struct {
	tally
	step step
	took time.Duration
}

// begin starts a step; its result comes when it has ended.
func begin(s step) <-chan result {
	under := make(chan result, 1)
	go func() { under <- do(s) }()
	return under
}

func do(s step) result {
	began := time.Now()
	c := exec.Command("sh", "-c", s.command)
	c.Env = append(os.Environ(), "NO_COLOR=1", "CI=1")
	if room := inMemory(); room != "" {
		c.Env = append(c.Env, "TMPDIR="+room)
	}
	output, err := c.CombinedOutput()
	t := s.count(output)
	if err != nil && t.failed == 0 {
		t = tally{failed: 1, says: []string{string(output), err.Error()}}
	}
	log := filepath.Join(outFolder, strings.ReplaceAll(s.name, " ", "-")+".log")
	if err := os.WriteFile(log, output, 0o644); err != nil {
		t.says = append(t.says, err.Error())
	}
	return result{t, s, time.Since(began)}
}

// tell says how a step ended, and shows the output of a failed one.
func (r result) tell() tally {
	fmt.Printf("%-20s %5.1f s  %s\n", r.step.name, r.took.Seconds(), r.tally)
	if r.failed > 0 {
		for _, text := range r.says {
			fmt.Println("    " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    "))
		}
	}
	return r.tally
}
