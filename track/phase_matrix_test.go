package track

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// moments are when the second event happens, from the first.
var moments = []struct {
	name  string
	after time.Duration
}{{"-1h", -time.Hour}, {"0h", 0}, {"+1h", time.Hour}, {"+30h", 30 * time.Hour}}

// TestEveryPairOfPhasesIsReviewed keeps, for every phase and every phase stated before, with or after it, where the parcel
// then is and by which rule. A change of the golden is a change of what shops are told: read it line by line.
func TestEveryPairOfPhasesIsReviewed(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("# A parcel reached the phase of the paragraph; the phase of the row was stated 1 h before, at the same time, 1 h or\n")
	b.WriteString("# 30 h after it. Then stand the phase that holds and the rule that decides, once if that is always the same; ! marks\n")
	b.WriteString("# a contradiction that opens a task.\n")
	for _, first := range Phases() {
		fmt.Fprintf(&b, "\n%s\n", first)
		for _, second := range Phases() {
			fmt.Fprintf(&b, "  %-19s  %s\n", second, pairsOf(t, first, second))
		}
	}
	golden(t, "phase_matrix.golden", b.String())
}

// pairsOf is the row of two phases: what holds at which moments, moments with the same answer together.
func pairsOf(t *testing.T, first, second Phase) string {
	var cells []string
	var when []string
	for _, m := range moments {
		text := pairOf(t, first, second, m.after)
		if n := len(cells); n > 0 && cells[n-1] == text {
			when[n-1] += ", " + m.name
			continue
		}
		cells, when = append(cells, text), append(when, m.name)
	}
	if len(cells) == 1 {
		return "always: " + cells[0]
	}
	for i := range cells {
		cells[i] = when[i] + ": " + cells[i]
	}
	return strings.Join(cells, " | ")
}

// pairOf is what a parcel of which two things were said is said to be.
func pairOf(t *testing.T, first, second Phase, after time.Duration) string {
	at := time.Date(2026, 5, 13, 12, 0, 0, 0, berlin)
	s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 1})
	s.say("PX", LocalStamp(at), first)
	s.say("PX", LocalStamp(at.Add(after)), second)
	got := s.state()
	p := got.Parcels[0]
	text := string(p.Phase) + " " + p.Why.Rule
	if len(open(got, "contradiction")) > 0 {
		text += " !"
	}
	return text
}

// say states a phase through whoever may assert it: an act of ours where one means it, else the carrier.
func (s *story) say(parcel string, at Stamp, phase Phase) {
	for _, row := range kinds {
		if row.Phase == phase && row.Act {
			s.act(row.Kind, parcel, at, "1", 1)
			return
		}
	}
	source := Source{"ups", SourceCarrierFile}
	if !phase.IsCarrier() {
		source = Source{"bench-1", SourceStation}
	}
	s.add(Event{Kind: CarrierEvent, ParcelID: parcel, Occurred: at, Phase: phase, Source: source})
}

// open are the open tasks of a code.
func open(s OrderState, code string) []Task {
	var found []Task
	for _, task := range s.Tasks {
		if task.Code == code && task.IsOpen() {
			found = append(found, task)
		}
	}
	return found
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s differs (-update writes it anew, after you have read it):\n%s", path, d)
	}
}
