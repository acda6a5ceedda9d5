package cli

import (
	"bytes"
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"ordertrail/app"
	"ordertrail/frontend"
	"ordertrail/track"
)

// TestEveryNextStepNamesACommandThatThereIs: what a task tells its reader to type is understood up to its placeholders, with every
// option that it names.
func TestEveryNextStepNamesACommandThatThereIs(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, x := range track.Exceptions() {
		row := app.TaskRow{Task: "T4MVGGG53BMN9", Code: x.Code, Step: x.Step, Order: "1001", Subject: "R7KQ24", Asks: app.AskOf(x.Step)}
		command := nextCommand(row)
		words := strings.Fields(command)
		named := words
		for i, w := range words {
			if i > 0 && (strings.HasPrefix(w, "-") || w != strings.ToLower(w) || strings.ContainsAny(w, "0123456789")) {
				named = words[:i]
				break
			}
		}
		if len(named) > 2 {
			named = named[:2] // task step STEP
		}
		var out, told bytes.Buffer
		code := Run(context.Background(), append(append([]string{}, named...), "--help"), World{
			Stdin: strings.NewReader(""), Stdout: &out, Stderr: &told, Now: time.Now, Random: rand.Reader, Getenv: func(string) string { return "" },
			Screens: frontend.Dist, Words: frontend.English, Languages: frontend.Catalogues(), Version: "test",
		})
		if code != 0 || !strings.Contains(out.String(), "Usage: ordertrail "+strings.Join(named, " ")) && named[0] != "import" {
			t.Errorf("%s: `%s` is no command (%d): %s", x.Code, command, code, told.String())
		}
		for _, w := range words {
			if strings.HasPrefix(w, "--") && !strings.Contains(out.String(), w) {
				t.Errorf("%s: `%s` has no option %s", x.Code, command, w)
			}
		}
		used[x.Step] = true
	}
	for _, w := range nextWays {
		if !used[w.step] {
			t.Errorf("no task has the step %s any more", w.step)
		}
		for _, code := range strings.Fields(w.codes) {
			if x, known := track.ExceptionOf(code); !known || x.Step != w.step {
				t.Errorf("%s is no task with the step %s", code, w.step)
			}
		}
	}
}
