package track

import (
	"fmt"
	"slices"
	"testing"
)

// Read a row as: with these acts recorded in this order, taking back <gone> is refused because of <by>; "" when it is not.
func TestWhatLaterActsRestOnIsNotTakenBack(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name     string
		acts     []Kind
		gone, by Kind
	}{
		{"nothing came after", []Kind{LinePicked, LinePacked}, LinePacked, ""},
		{"a pick may go, the pack scan proves it too", []Kind{LinePicked, LinePacked}, LinePicked, ""},
		{"a box was shut over it", []Kind{LinePacked, ParcelClosed}, LinePacked, ParcelClosed},
		{"the newest act is named", []Kind{LinePacked, ParcelClosed, ParcelLabel, ParcelGiven}, LinePacked, ParcelGiven},
		{"a shut box went out", []Kind{LinePacked, ParcelClosed, ParcelGiven}, ParcelClosed, ParcelGiven},
		{"its label was read at the dock", []Kind{LinePacked, ParcelLabel, ParcelGiven}, ParcelLabel, ParcelGiven},
		{"a hand-over that nothing rests on", []Kind{LinePacked, ParcelLabel, ParcelGiven}, ParcelGiven, ""},
		{"staging carries nothing", []Kind{LinePacked, ParcelStaged, ParcelGiven}, ParcelStaged, ""},
	} {
		s, gone := newStory(t).order(LineFacts{Line: "1", SKU: "SOFA", Quantity: 1}), -1
		for n, kind := range row.acts {
			if s.act(kind, "PA", Stamp(fmt.Sprintf("2026-05-18T10:0%d:00", n)), "1", 1); kind == row.gone {
				gone = len(s.events) - 1
			}
		}
		was := Input{OrderID: s.state().ID, Events: s.events, Now: s.now, Rules: s.rules}
		is := was
		is.Events = slices.Delete(slices.Clone(s.events), gone, gone+1)
		got := Kind("")
		if r := CheckTakenBack(was, is); r != nil {
			got = Kind(r.Args[1])
		}
		if got != row.by {
			t.Errorf("%s: taking back %s is refused because of %q, want %q", row.name, row.gone, got, row.by)
		}
	}
}

func TestOnlyWhatAPersonEndedIsReopened(t *testing.T) {
	t.Parallel()
	for state, want := range map[TaskState]string{
		TaskOpen: "task-stands", TaskMine: "task-stands", TaskWaiting: "task-stands", TaskSuppressed: "task-stands",
		TaskCleared: "task-over", TaskDone: "", TaskFalse: "",
	} {
		got := ""
		if r := CheckReopened(Task{State: state}); r != nil {
			got = r.Code
		}
		if got != want {
			t.Errorf("reopening a task that is %s is refused with %q, want %q", state, got, want)
		}
	}
}
