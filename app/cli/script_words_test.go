package cli_test

import (
	"regexp"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// rawWord is a code as the program writes it for itself. A name of a file, an address or a key with a value is none.
var rawWord = regexp.MustCompile(`(?:^|[ "“(,:;])([a-z]+(?:_[a-z]+)+)(?:$|[ "”),:;]|\.$)`)

// typed is what a text tells its reader to type.
var typed = regexp.MustCompile("`[^`]*`")

// namesCodes are the commands whose text may hold codes, for its reader types them. Read a row as: <command> names <what>.
var namesCodes = []struct{ command, what string }{
	{"carrier", "carriers, phases and reasons, as carrier map teach takes them"},
	{"claim windows", "windows, as claim windows set takes them"},
	{"import", "our fields, as --map takes them"},
	{"kpi", "figures and what leaves rows out, as kpi rows takes them"},
	{"notice", "carriers, fields and phases, as a labelled folder of mails names them"},
	{"profile", "profiles and fields, as a file names them"},
	{"return decide", "dispositions and resolutions, as its options take them"},
	{"return release", "the same"},
	{"return proposal", "the same, as the rules of proposals name them"},
	{"setting", "settings, as it takes them"},
	{"task kinds", "kinds of task, as task list --code takes them"},
	{"template", "our fields, as a file names them"},
}

// wantWords fails when a text for people holds a code that is nothing to type: people are told in words.
func wantWords(ts *testscript.TestScript, args []string) {
	if len(args) > 2 && args[0] == "--data" {
		args = args[2:]
	}
	command := strings.Join(args, " ")
	for _, n := range namesCodes {
		if command == n.command || strings.HasPrefix(command, n.command+" ") {
			return
		}
	}
	if slices.Contains(args, "--json") || slices.Contains(args, "--help") { // which tells what to type
		return
	}
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		if m := rawWord.FindStringSubmatch(typed.ReplaceAllString(strings.TrimRight(line, "\n"), "``")); m != nil && !strings.Contains(command, m[1]) {
			ts.Fatalf("`ordertrail %s` tells people %q, which is a code: %s", command, m[1], line)
		}
	}
}
