package track

import (
	"slices"
	"testing"
	"time"
)

func (s *story) person(kind Kind, task string, at, due Stamp) *story {
	return s.add(Event{Kind: kind, Task: task, Occurred: at, Due: due, Actor: "anna", Source: Source{"anna", SourcePerson}})
}

// clock sets the time at which the next facts become known.
func (s *story) clock(stamp Stamp) *story {
	now, err := stamp.At(berlin)
	if err != nil {
		s.t.Fatal(err)
	}
	s.now = now
	return s
}

func (s *story) at(stamp Stamp) OrderState { return s.clock(stamp).state() }

// failedOnce is a parcel whose delivery failed on Tuesday, and the task of it.
func failedOnce(t *testing.T) (*story, Task) {
	s := newStory(t).one()
	s.now = time.Date(2026, 5, 19, 15, 0, 0, 0, berlin)
	s.carrier("PX", "2026-05-19T14:05:00", AttemptFailed, "customer_not_home")
	found := open(s.state(), "attempt_failed")
	if len(found) != 1 {
		t.Fatalf("tasks %+v, want one failed attempt", s.state().Tasks)
	}
	return s, found[0]
}

func TestATaskOpensWhenWeLearnOfItAndIsDueInTime(t *testing.T) {
	t.Parallel()
	_, task := failedOnce(t)
	if got := task.Opened.In(berlin).Format(layoutLocal); got != "2026-05-19T15:00:00" {
		t.Errorf("opened %s, want when the notice came", got)
	}
	if got := task.Due.In(berlin).Format(layoutLocal); got != "2026-05-19T19:00:00" {
		t.Errorf("due %s, want four hours later", got)
	}
}

func TestATaskThatIsTakenStaysTheSame(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	got := open(s.person(TaskTaken, task.Task, "2026-05-19T15:10:00", "").state(), "attempt_failed")
	if len(got) != 1 || got[0].State != TaskMine || got[0].By != "anna" || got[0].Task != task.Task {
		t.Errorf("tasks %+v, want %s taken by anna", got, task.Task)
	}
}

func TestAWaitingTaskComesBackWhenTheWaitIsOver(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	s.person(TaskWaits, task.Task, "2026-05-19T15:10:00", "2026-05-20T09:00:00")
	before := s.at("2026-05-20T08:59:59")
	if got := open(before, "attempt_failed")[0]; got.State != TaskWaiting || got.Until != "2026-05-20T09:00:00" {
		t.Errorf("task %+v, want it waiting until nine", got)
	}
	if want, _ := Stamp("2026-05-20T09:00:00").At(berlin); !before.Check.Equal(want) {
		t.Errorf("look again at %s, want %s", before.Check, want)
	}
	if got := open(s.at("2026-05-20T09:00:00"), "attempt_failed")[0]; got.State != TaskOpen || got.Until != "" {
		t.Errorf("task %+v, want it open again", got)
	}
}

func TestAResolvedTaskStaysResolvedAndASecondFailureOpensAnother(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	s.person(TaskResolved, task.Task, "2026-05-19T16:00:00", "")
	if got := s.state(); len(open(got, "attempt_failed")) != 0 || got.Tasks[0].State != TaskDone {
		t.Fatalf("tasks %+v, want none open", got.Tasks)
	}
	s.clock("2026-05-21T16:15:00").carrier("PX", "2026-05-20T18:00:00", OutForDelivery, "")
	if got := s.state().Tasks[0]; got.State != TaskDone {
		t.Errorf("task %+v: what somebody resolved did not clear by itself", got)
	}
	s.carrier("PX", "2026-05-21T14:00:00", AttemptFailed, "customer_not_home")
	if got := open(s.state(), "attempt_failed"); len(got) != 1 || got[0].Task == task.Task {
		t.Errorf("tasks %+v, want another one", got)
	}
}

func TestASecondFailureWithoutAScanBetweenOpensTheTaskAgain(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	s.clock("2026-05-20T16:00:00").carrier("PX", "2026-05-20T14:00:00", AttemptFailed, "customer_not_home")
	if got := open(s.state(), "attempt_failed"); len(got) != 1 || got[0].Task != task.Task {
		t.Errorf("tasks %+v, want the one that was open", got)
	}
	s.person(TaskResolved, task.Task, "2026-05-19T16:00:00", "")
	if got := open(s.state(), "attempt_failed"); len(got) != 1 || got[0].Task == task.Task {
		t.Errorf("tasks %+v, want one for the second failure", got)
	}
}

func TestWhatSomebodyDidOutlastsLateFacts(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	s.person(TaskTaken, task.Task, "2026-05-19T15:10:00", "")
	for name, late := range map[string]Event{
		"the same fact from the carrier's file": {Occurred: "2026-05-19T14:05:00"},
		"the same fact, ten seconds earlier":    {Occurred: "2026-05-19T14:04:50"},
		"an earlier failure":                    {Occurred: "2026-05-18T11:00:00"},
		"a file that knows only the day":        {Occurred: "2026-05-19"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := &story{t: t, events: s.events[:len(s.events):len(s.events)], now: s.now, rules: s.rules}
			late.Kind, late.ParcelID, late.Phase, late.Source = CarrierEvent, "PX", AttemptFailed, Source{"ups-mail", SourceCarrierMail}
			got := open(c.add(late).state(), "attempt_failed")
			if len(got) != 1 || got[0].State != TaskMine || got[0].By != "anna" {
				t.Errorf("tasks %+v, want one, still taken", got)
			}
		})
	}
}

func TestAnOrderStatedAnewKeepsItsTask(t *testing.T) {
	t.Parallel()
	s := newStory(t).shipBy("2026-05-18")
	task := open(s.state(), "past_ship_by")[0]
	s.person(TaskTaken, task.Task, "2026-05-20T10:00:00", "")
	s.add(Event{Kind: OrderStated, Source: Source{"shop", SourceShop}, AsOf: "2026-05-21T08:00:00", OrderFacts: &OrderFacts{
		ShipBy: "2026-05-18", Tags: "vip", Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}},
	}})
	if got := open(s.state(), "past_ship_by"); len(got) != 1 || got[0].Task != task.Task || got[0].State != TaskMine {
		t.Errorf("tasks %+v, want %s still taken", got, task.Task)
	}
}

func TestATaskThatClearsByItselfSaysWhoHadIt(t *testing.T) {
	t.Parallel()
	s, task := failedOnce(t)
	s.person(TaskTaken, task.Task, "2026-05-19T15:10:00", "")
	got := s.clock("2026-05-21T16:15:00").carrier("PX", "2026-05-20T18:00:00", Delivered, "").state().Tasks[0]
	if got.State != TaskCleared || got.By != "anna" || got.Ended.In(berlin).Format(layoutLocal) != "2026-05-20T18:00:00" {
		t.Errorf("task %+v, want it cleared by the delivery and anna's", got)
	}
}

func TestTheWorstTaskLeads(t *testing.T) {
	t.Parallel()
	s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2}).
		tell(Event{Kind: CarrierEvent, ParcelID: "PA", Phase: Unmapped, Code: "QQ", Occurred: "2026-05-18T09:00:00"}).
		carrier("PX", "2026-05-20T10:00:00", AttemptFailed, "customer_not_home").
		carrier("PY", "2026-05-20T10:00:00", Moving, "")
	got := s.state()
	if got.Headline.Code != "attempt_failed" || got.Headline.Parcel != "PX" || got.Headline.Nth != 2 || got.Headline.Of != 3 {
		t.Errorf("headline %+v, want the failed attempt of the second of three parcels", got.Headline)
	}
	if got.Facets.Attention != 2 {
		t.Errorf("attention %d, want 2", got.Facets.Attention)
	}
}

func TestWhatAPersonEndedIsEnded(t *testing.T) {
	t.Parallel()
	for _, kind := range []Kind{TaskTaken, TaskWaits, TaskStepped, TaskResolved} {
		s, task := failedOnce(t)
		s.person(TaskResolved, task.Task, "2026-05-20T11:00:00", "")
		state := s.at("2026-05-21T09:00:00")
		if r := Check(&state, Event{Kind: kind, Task: task.Task}); r == nil || r.Code != "task-ended" {
			t.Errorf("%s of a resolved task is refused with %v, want task-ended", kind, r)
		}
	}
}

// A task about cancelled units opens when the cancellation was learned, not when the box was packed that holds them.
func TestATaskOpensOnceWhatItRestsOnIsKnown(t *testing.T) {
	t.Parallel()
	s := newStory(t).clock("2026-05-18T10:00:00").boxed("2026-05-18T10:00:00", 2).clock("2026-05-20T10:00:00").tell(fewer("2026-05-18T09:00:00", "A", 1))
	i := slices.IndexFunc(s.state().Tasks, func(x Task) bool { return x.Code == "cancelled_in_box" })
	if i < 0 || !s.state().Tasks[i].Opened.Equal(s.now) {
		t.Errorf("tasks %+v, want one that opened at %s", s.state().Tasks, s.now)
	}
}

// What happens again at the very moment at which somebody ended its task is what they ended.
func TestATaskCoversTheMomentOfItsEnd(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-18T10:00:00", AttemptFailed, "customer_not_home")
	task := s.state().Tasks[0].Task
	s.tell(Event{Kind: TaskResolved, Task: task, Code: "done", Occurred: "2026-05-19T10:00:00", Source: Source{"anna", SourcePerson}}).
		carrier("PX", "2026-05-19T10:00:00", AttemptFailed, "customer_not_home")
	attempts := func() []Task { return those(s.state().Tasks, coded("attempt_failed")) }
	if got := attempts(); len(got) != 1 || got[0].Task != task || got[0].IsOpen() {
		t.Errorf("tasks %+v, want the one that was ended", got)
	}
	s.carrier("PX", "2026-05-19T10:00:01", AttemptFailed, "customer_not_home")
	if got := attempts(); len(got) != 2 || !got[1].IsOpen() || got[1].Nth != 2 {
		t.Errorf("a second later: tasks %+v, want a second one", got)
	}
}

// Nobody is told of an order that is held; from its release on they are.
func TestAHoldPutsOffWhatFellDueMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStory(t).clock("2026-05-12T10:00:00").shipBy("2026-05-18").clock("2026-05-16T10:00:00").act(HoldPlaced, "", "2026-05-16T10:00:00", "", 0)
	if got := s.at("2026-05-20T09:00:00").Tasks; len(got) != 0 {
		t.Errorf("while it is held: %+v", got)
	}
	released := s.clock("2026-05-20T10:00:00").act(HoldReleased, "", "2026-05-20T10:00:00", "", 0).now
	if got := s.at("2026-05-21T09:00:00").Tasks; len(got) != 1 || got[0].Code != "past_ship_by" || !got[0].Opened.Equal(released) {
		t.Errorf("after it was released at %s: %+v", released, got)
	}
}
