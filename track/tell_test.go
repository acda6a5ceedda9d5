package track

import (
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
