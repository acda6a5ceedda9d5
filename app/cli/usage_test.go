package cli

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"ordertrail/app"
	"ordertrail/frontend"
)

// wrongFor are words that a flag or argument cannot take, by how it is read.
func wrongFor(v *kong.Value) []string {
	switch v.Target.Interface().(type) {
	case pageLimit, *pageLimit:
		return []string{"twelve", "0", "-3", "501"}
	case positive, *positive:
		return []string{"twelve", "0", "-3"}
	case whole, *whole:
		return []string{"twelve", "1.5"}
	case units:
		return []string{"junk", "1=two", "1=0", "1=-1"}
	case checks:
		return []string{"junk", "Complete=maybe"}
	case map[string]string:
		return []string{"junk"}
	case moment:
		return []string{"soon", "2026-02-30T10:00:00Z"}
	}
	if v.Enum != "" {
		return []string{"nonsense"}
	}
	return nil
}

// rightFor is a word that a flag or argument may take as far as anybody can say before the shop is open.
func rightFor(v *kong.Value) string {
	switch v.Target.Interface().(type) {
	case whole, positive, pageLimit:
		return "1"
	case units:
		return "1=1"
	}
	if v.Enum != "" {
		return strings.TrimSpace(strings.Split(strings.TrimPrefix(v.Enum, ","), ",")[0])
	}
	return "x"
}

// wrongLine is a command line that cannot be meant, and what must be told of it.
type wrongLine struct {
	words []string
	names string
}

// wrongLines are the ways in which a command's words can be wrong: an option it has not, nothing where something must stand,
// one word too many, and each value that is none.
func wrongLines(leaf *kong.Node) (out []wrongLine) {
	path := strings.Fields(leaf.Path())
	whole, endless := slices.Clone(path), false
	for _, arg := range leaf.Positional {
		for _, wrong := range wrongFor(arg) {
			out = append(out, wrongLine{append(slices.Clone(whole), wrong), wrong})
		}
		whole = append(whole, rightFor(arg))
		endless = endless || arg.IsCumulative()
	}
	needed := ""
	for _, arg := range leaf.Positional {
		if arg.Required {
			needed = arg.Name
		}
	}
	for _, flag := range leaf.Flags {
		if flag.Required {
			whole = append(whole, "--"+flag.Name, rightFor(flag.Value))
			needed = "--" + flag.Name // it is missed first
		}
	}
	if needed != "" {
		out = append(out, wrongLine{path, needed})
	}
	if !endless {
		out = append(out, wrongLine{append(slices.Clone(whole), "surplus"), "surplus"})
	}
	out = append(out, wrongLine{append(slices.Clone(whole), "--no-such-option"), "--no-such-option"})
	for _, flags := range leaf.AllFlags(true) {
		for _, flag := range flags {
			for _, wrong := range wrongFor(flag.Value) {
				named := wrong[strings.Index(wrong, "=")+1:] // of LINE=QUANTITY the quantity is wrong
				out = append(out, wrongLine{append(slices.Clone(whole), "--"+flag.Name, wrong), named})
			}
		}
	}
	return out
}

// Every command is walked: what cannot be meant is told on standard error with its value and where to look, standard output
// stays empty, and no shop is made.
func TestWrongWordsAreWrongUsageInEveryCommand(t *testing.T) {
	t.Parallel()
	model, err := kong.New(&commands{}, kong.Name("ordertrail"))
	if err != nil {
		t.Fatal(err)
	}
	commandsSeen, lines := 0, 0
	for _, leaf := range model.Model.Leaves(true) {
		commandsSeen++
		for _, wrong := range wrongLines(leaf) {
			lines++
			var stdout, stderr bytes.Buffer
			code := Run(context.Background(), append([]string{"--data", t.TempDir()}, wrong.words...), World{
				Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Now: time.Now, Getenv: func(string) string { return "" },
				Screens: frontend.Dist, Words: frontend.English,
				Window: func(context.Context, app.Config) error { return errors.New("no window in tests") },
			})
			told := stderr.String()
			if code != exitUsage || stdout.Len() > 0 || !strings.Contains(told, wrong.names) || !strings.Contains(told, "--help` shows") {
				t.Errorf("%q exits with %d, tells %q and prints %q; want %d, %q and nothing", wrong.words, code, told, stdout.String(), exitUsage, wrong.names)
			}
		}
	}
	if commandsSeen < 80 || lines < 300 {
		t.Errorf("only %d commands with %d wrong lines were found", commandsSeen, lines)
	}
}

// The help of a command names each of its own arguments and options, also of one that does something without a further word.
func TestHelpNamesWhatACommandTakes(t *testing.T) {
	t.Parallel()
	model, err := kong.New(&commands{}, kong.Name("ordertrail"))
	if err != nil {
		t.Fatal(err)
	}
	nodes := model.Model.Leaves(true)
	for _, leaf := range model.Model.Leaves(true) {
		if leaf.Parent != nil && leaf.Parent.DefaultCmd == leaf {
			nodes = append(nodes, &kong.Node{Type: leaf.Type, Parent: leaf.Parent.Parent, Name: leaf.Parent.Name, Positional: leaf.Positional, Flags: leaf.Flags})
		}
	}
	for _, node := range nodes {
		var stdout bytes.Buffer
		code := Run(context.Background(), append(strings.Fields(node.Path()), "--help"), World{Stdout: &stdout, Stderr: &stdout, Words: frontend.English})
		if code != exitDone {
			t.Errorf("%s --help exits with %d", node.Path(), code)
		}
		for _, arg := range node.Positional {
			if !strings.Contains(stdout.String(), "<"+arg.Name+">") || arg.Help == "" {
				t.Errorf("%s --help does not say what <%s> is:\n%s", node.Path(), arg.Name, stdout.String())
			}
		}
		for _, flag := range node.Flags {
			if !strings.Contains(stdout.String(), "--"+flag.Name) || flag.Help == "" {
				t.Errorf("%s --help does not say what --%s is:\n%s", node.Path(), flag.Name, stdout.String())
			}
		}
	}
}
