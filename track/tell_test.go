package track

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestACustomerIsToldAfterOurOwnPeople(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t) // the task opened at 15:00
	lead := 30 * time.Minute
	for _, row := range []struct {
		name, milestone string
		at              Stamp
		want            bool
	}{
		{"within the head start", "attempt_failed", "2026-05-19T15:29:59", false},
		{"after it", "attempt_failed", "2026-05-19T15:30:00", true},
		{"what is no exception", "delivered", "2026-05-19T15:00:00", true},
		{"an exception nobody of ours was told of", "lost", "2026-05-19T18:00:00", false},
		{"a return nobody was surprised by", "returning", "2026-05-19T18:00:00", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			now, err := row.at.At(berlin)
			if err != nil {
				t.Fatal(err)
			}
			if got := MayTell(s.state(), row.milestone, now, lead); got != row.want {
				t.Errorf("may tell %s at %s: %v, want %v (task %+v)", row.milestone, row.at, got, row.want, task)
			}
		})
	}
}

func TestAPageTellsOfAFailedAttemptWhenItMay(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-19T08:00:00", OutForDelivery, "").clock("2026-05-19T15:00:00").
		carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home")
	rules := DefaultRules(berlin)
	rules.HeadStart = 30 * time.Minute
	seen, next := Discreet(s.state(), s.now.Add(29*time.Minute), rules)
	if p := seen.Parcels[0]; p.Phase != OutForDelivery || p.Reason != "" || p.Attempts != 0 || p.Since != "2026-05-19T08:00:00" {
		t.Errorf("a page shows %+v, want it out for delivery as before", p)
	}
	if want := s.now.Add(rules.HeadStart); !next.Equal(want) {
		t.Errorf("look again at %s, want %s", next, want)
	}
	if seen, next := Discreet(s.state(), s.now.Add(30*time.Minute), rules); seen.Parcels[0].Phase != AttemptFailed || !next.IsZero() {
		t.Errorf("half an hour later the page shows %+v, next %s", seen.Parcels[0], next)
	}
	if got := s.state().Parcels[0]; got.Phase != AttemptFailed {
		t.Errorf("the order itself was changed: %+v", got)
	}
}

// Who knew of the first attempt does not know of the second; a task that somebody ended says that they do.
func TestAnotherFailedAttemptWaitsForItsOwnTask(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().clock("2026-05-18T15:00:00").
		carrier("PX", "2026-05-18T08:00:00", OutForDelivery, "").carrier("PX", "2026-05-18T14:00:00", AttemptFailed, "customer_not_home")
	rules := DefaultRules(berlin)
	rules.HeadStart = 30 * time.Minute
	first := s.state().Tasks[0].Task
	s.clock("2026-05-19T15:00:00").
		carrier("PX", "2026-05-19T08:00:00", OutForDelivery, "").carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home")
	for _, row := range []struct {
		name     string
		after    time.Duration
		ended    Stamp // when somebody ended the task of the first attempt
		phase    Phase
		since    Stamp
		attempts int
	}{
		{"at once", 0, "", OutForDelivery, "", 1},
		{"at once, the first was dealt with", 0, "2026-05-18T16:00:00", OutForDelivery, "", 1},
		{"after the head start", 30 * time.Minute, "", AttemptFailed, "2026-05-19T14:05:00", 2},
	} {
		t.Run(row.name, func(t *testing.T) {
			x := *s
			x.t, x.events = t, slices.Clone(s.events)
			if row.ended != "" {
				x.tell(Event{Kind: TaskResolved, Task: first, Code: "done", Occurred: row.ended})
			}
			seen, _ := Discreet(x.state(), x.now.Add(row.after), rules)
			p := seen.Parcels[0]
			if p.Phase != row.phase || p.Since != row.since || p.Attempts != row.attempts || p.Times.Failed != "2026-05-18T14:00:00" {
				t.Errorf("a page shows %s since %q, %d attempts, the first at %q", p.Phase, p.Since, p.Attempts, p.Times.Failed)
			}
		})
	}
}

// A second attempt that goes on with the same task is known with it.
func TestASecondAttemptOfOneTaskIsKnown(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().clock("2026-05-18T15:00:00").carrier("PX", "2026-05-18T14:00:00", AttemptFailed, "customer_not_home")
	rules := DefaultRules(berlin)
	rules.HeadStart = 30 * time.Minute
	first := s.state().Tasks[0].Task
	s.clock("2026-05-19T15:00:00").carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home")
	if seen, next := Discreet(s.state(), s.now, rules); seen.Parcels[0].Attempts != 2 || !next.IsZero() {
		t.Errorf("a page shows %+v, and will tell more at %s", seen.Parcels[0], next)
	}
	s.tell(Event{Kind: TaskResolved, Task: first, Code: "done", Occurred: "2026-05-18T16:00:00"})
	if p := s.state().Parcels[0]; len(s.state().Tasks) != 2 || p.Attempts != 2 {
		t.Fatalf("the first task was ended before: %+v", s.state().Tasks)
	}
	if seen, _ := Discreet(s.state(), s.now, rules); seen.Parcels[0].Attempts != 1 || seen.Parcels[0].Since != "" {
		t.Errorf("a page shows %+v before the second task stood for the head start", seen.Parcels[0])
	}
}

// An old task of something else is no knowledge of a promise that broke since.
func TestABrokenPromiseWaitsForATaskOfThen(t *testing.T) {
	t.Parallel()
	s := newStory(t).clock("2026-05-18T15:00:00").one().
		carrier("PX", "2026-05-18T14:00:00", AttemptFailed, "customer_not_home").carrier("PX", "2026-05-18T14:30:00", OutForDelivery, "")
	rules := DefaultRules(berlin)
	rules.HeadStart = 30 * time.Minute
	s.clock("2026-05-21T00:10:00") // promised until the end of the 20th
	late := s.state()
	if late.Promise.State != Late || len(late.Tasks) < 2 {
		t.Fatalf("promise %+v, tasks %+v", late.Promise, late.Tasks)
	}
	for after, want := range map[time.Duration]PromiseState{0: AtRisk, time.Hour: Late} {
		if seen, _ := Discreet(late, s.now.Add(after), rules); seen.Promise.State != want {
			t.Errorf("%s later a page says %s, want %s; tasks %+v", after, seen.Promise.State, want, late.Tasks)
		}
	}
}

func TestNoPageTellsOfAnExceptionBeforeItsTask(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := someNow(t)
		rules := DefaultRules(berlin)
		rules.HeadStart = time.Duration(rapid.IntRange(0, 72).Draw(t, "hours")) * time.Hour
		s := deriveAt(someEvents(t), now)
		seen, next := Discreet(s, now, rules)
		if !next.IsZero() && !next.After(now) {
			t.Fatalf("next is %s, now %s", next, now)
		}
		for i, p := range seen.Parcels {
			if p.Phase == s.Parcels[i].Phase && tells(p.Phase) && !knownFor(s, p.Parcel, p.Phase, now.Add(-rules.HeadStart)) {
				t.Fatalf("a page tells that %s is %s and no task of it stood for %s: %+v", p.Parcel, p.Phase, rules.HeadStart, s.Tasks)
			}
			if p.OnItsWay != s.Parcels[i].OnItsWay || p.Phase.Rank() > s.Parcels[i].Phase.Rank() && !s.Parcels[i].Phase.IsFinal() && p.Phase != Delivered && p.Phase != AwaitingCollection {
				t.Fatalf("a page tells more of %s than is so: %s, and it is %s", p.Parcel, p.Phase, s.Parcels[i].Phase)
			}
		}
		if seen.Promise.State == Late && s.Facets.State == Open && !anyOpenedBy(s.Tasks, now.Add(-rules.HeadStart)) {
			t.Fatalf("a page tells that the promise is broken, and nobody of ours knows: %+v", s.Tasks)
		}
		again, _ := Discreet(seen, now, rules)
		if a, b := asJSON(t, seen), asJSON(t, again); a != b {
			t.Fatalf("what may be seen depends on how often one looks:\n%s\n%s", a, b)
		}
	})
}

func tells(p Phase) bool { return p == AttemptFailed || p == Lost || p == Destroyed }

// knownFor reports whether a task that says what phase says had opened by a moment.
func knownFor(s OrderState, parcel string, phase Phase, by time.Time) bool {
	codes := map[Phase][]string{
		AttemptFailed: {"attempt_failed", "refused", "address_issue"}, Lost: {"lost"}, Destroyed: {"lost"},
	}[phase]
	for _, task := range s.Tasks {
		if contains(codes, task.Code) && task.Subject == parcel && !task.Opened.After(by) {
			return true
		}
	}
	return false
}

func anyOpenedBy(tasks []Task, by time.Time) bool {
	for _, t := range tasks {
		if !t.Opened.After(by) {
			return true
		}
	}
	return false
}
