package app

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestTheExceptionTableReadsAloud prints the table of what needs someone as a person would read it, so that a change to it
// is a change that somebody reads.
func TestTheExceptionTableReadsAloud(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	a := english(t)
	for _, x := range (&Today{a}).Kinds() {
		fmt.Fprintf(&b, "%s %s (%s)\n  opens   %s\n", x.ID, x.Name, x.Code, x.Opens)
		clears := strings.Join(x.Clears, ", or ")
		if clears == "" {
			clears = "only a person ends it"
		}
		fmt.Fprintf(&b, "  clears  %s\n  owner   %s, %s; %s\n", clears, a.say("owner."+x.Owner), x.Due, x.Severity)
		fmt.Fprintf(&b, "  next    %s\n", x.Step)
		for i, check := range x.Checks {
			fmt.Fprintf(&b, "  %d. %s\n", i+1, check)
		}
		b.WriteString("\n")
	}
	golden := filepath.Join("testdata", "exceptions.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("the table reads otherwise than %s; look at it, then run with -update:\n%s", golden, b.String())
	}
}

// TestAListThatIsEmptyAgainHasAStoryOfItsOwn reads the story of every task about a list once nobody knows how much was in it.
func TestAListThatIsEmptyAgainHasAStoryOfItsOwn(t *testing.T) {
	t.Parallel()
	a, lists := english(t), 0
	for _, x := range (&Today{a}).Kinds() {
		if !slices.Contains(x.Clears, a.say("clears.queue_empty")) && !slices.Contains([]string{"mailbox_failing", "folder_failing", "files_refused"}, x.Code) {
			continue
		}
		lists++
		if story := a.TaskStory(TaskRow{Code: x.Code, Subject: "dhl", Ended: "2026-05-20T10:00:00Z"}); strings.Contains(story, "  ") || strings.Contains(story, "“”") || !strings.HasSuffix(story, ".") && !strings.HasSuffix(story, "dhl") {
			t.Errorf("%s: %q", x.Code, story)
		}
	}
	if lists < 8 {
		t.Errorf("only %d lists were looked at", lists)
	}
}
