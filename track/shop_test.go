package track

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func at(t interface{ Fatal(...any) }, s Stamp) time.Time {
	when, err := s.At(berlin)
	if err != nil {
		t.Fatal(err)
	}
	return when
}

// daily are arrivals every day at eight, from and to and with the given days of May 2026.
func daily(t *testing.T, from, to int) []time.Time {
	var out []time.Time
	for d := from; d <= to; d++ {
		out = append(out, at(t, "2026-05-01T08:00:00").AddDate(0, 0, d-1))
	}
	return out
}

func TestWhenAFeedCountsAsSilent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name     string
		arrivals []time.Time
		known    bool
		after    time.Duration
	}{
		{"every day: three days later", daily(t, 1, 9), true, 72 * time.Hour},
		{"three times in a minute: a day later", []time.Time{at(t, "2026-05-09T07:59:58"), at(t, "2026-05-09T07:59:59"), at(t, "2026-05-09T08:00:00")}, true, 24 * time.Hour},
		{"twice: nobody can say", daily(t, 8, 9), false, 72 * time.Hour},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			from, known := silentFrom(row.arrivals)
			if want := at(t, "2026-05-09T08:00:00").Add(row.after); known != row.known || !from.Equal(want) {
				t.Errorf("silent from %s (%v), want %s (%v)", from, known, want, row.known)
			}
		})
	}
	if _, known := silentFrom(nil); known {
		t.Error("a feed that nothing ever came from is silent")
	}
}

func TestACarrierIsSilentWhenAllItsFeedsAre(t *testing.T) {
	t.Parallel()
	day := func(d int) time.Time { return at(t, "2026-05-01T08:00:00").AddDate(0, 0, d-1) }
	quiet := func(from, to int) FeedSilence {
		s := FeedSilence{Span: Span{From: day(from)}, Known: true}
		if to > 0 {
			s.To = day(to)
		}
		return s
	}
	for _, row := range []struct {
		name  string
		feeds []Feed
		want  []Span
	}{
		{"one feed, twice", []Feed{{day(1), []FeedSilence{quiet(5, 7), quiet(9, 0)}}}, []Span{{day(5), day(7)}, {From: day(9)}}},
		{"mails go on while files do not", []Feed{{day(1), []FeedSilence{quiet(5, 9)}}, {day(1), nil}}, nil},
		{"files and mails at different times", []Feed{{day(1), []FeedSilence{quiet(3, 8)}}, {day(1), []FeedSilence{quiet(6, 12)}}}, []Span{{day(6), day(8)}}},
		{"mails began later", []Feed{{day(1), []FeedSilence{quiet(3, 8)}}, {day(6), nil}}, []Span{{day(3), day(6)}}},
		{"a feed that came once says nothing", []Feed{{day(1), []FeedSilence{{Span: Span{From: day(4)}}}}}, nil},
		{"and keeps nobody awake for ever", []Feed{{day(1), []FeedSilence{{Span: Span{From: day(4)}}}}, {day(1), []FeedSilence{quiet(6, 8)}}}, []Span{{day(6), day(8)}}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(row.want, SilentTimes(row.feeds)); d != "" {
				t.Error(d)
			}
			slices.Reverse(row.feeds)
			if d := cmp.Diff(row.want, SilentTimes(row.feeds)); d != "" {
				t.Errorf("the other way round: %s", d)
			}
		})
	}
}

func TestSilenceSetsStallsAside(t *testing.T) {
	t.Parallel()
	silentFrom := func(from Stamp, to Stamp) map[string][]Span {
		s := Span{From: at(t, from)}
		if to != "" {
			s.To = at(t, to)
		}
		return map[string][]Span{"ups": {s}}
	}
	moving := func() *story { return newStory(t).one().carrier("PX", "2026-05-13T10:00:00", Moving, "") } // stalled on Monday 18 May, 10:00
	for _, row := range []struct {
		name   string
		silent map[string][]Span
		want   TaskState
		opened Stamp
	}{
		{"another carrier is silent", map[string][]Span{"dhl": {{From: at(t, "2026-05-14T08:00:00")}}}, TaskOpen, "2026-05-18T10:00:00"},
		{"silent since before: none is raised", silentFrom("2026-05-17T08:00:00", ""), "", ""},
		{"silent since: it is set aside", silentFrom("2026-05-19T08:00:00", ""), TaskSuppressed, "2026-05-18T10:00:00"},
		{"back without news: raised then", silentFrom("2026-05-17T08:00:00", "2026-05-21T08:00:00"), TaskOpen, "2026-05-21T08:00:00"},
		{"set aside and back: as it was", silentFrom("2026-05-19T08:00:00", "2026-05-21T08:00:00"), TaskOpen, "2026-05-18T10:00:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := moving()
			s.now, s.silent = at(t, "2026-05-19T12:00:00"), row.silent
			s.now = at(t, "2026-05-21T16:15:00")
			var got Task
			for _, task := range s.state().Tasks {
				if task.Code == "stalled" {
					got = task
				}
			}
			if got.State != row.want || row.want != "" && got.Due.Before(got.Opened) {
				t.Fatalf("stalled is %+v, want it %q", got, row.want)
			}
		})
	}
	s := moving()
	s.silent = silentFrom("2026-05-17T08:00:00", "2026-05-21T08:00:00")
	s.carrier("PX", "2026-05-19T10:00:00", Moving, "") // what the feed brought when it came back
	if got := standing(s.state(), "stalled"); got != "" {
		t.Errorf("stalled is %q though the feed brought news", got)
	}
}

func TestWhatPeopleDidOutlastsASilence(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-13T10:00:00", Moving, "")
	task := open(s.state(), "stalled")[0]
	s.person(TaskWaits, task.Task, "2026-05-18T15:00:00", "2026-06-01")
	s.silent = map[string][]Span{"ups": {{From: at(t, "2026-05-19T08:00:00")}}}
	aside := s.state()
	if n := aside.Facets.Attention; n != 0 || aside.Tasks[0].State != TaskSuppressed || aside.Tasks[0].Until != "2026-06-01" {
		t.Errorf("attention %d, task %+v: want it set aside, and its wait kept", n, aside.Tasks[0])
	}
	s.silent["ups"][0].To = at(t, "2026-05-20T08:00:00")
	if got := s.state().Tasks[0]; got.State != TaskWaiting || got.Task != task.Task || got.Nth != 1 {
		t.Errorf("task %+v: want it waiting as before", got)
	}
}

func TestThePromiseIsNotCalledBrokenWhileNobodyCanKnow(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-20T10:00:00", OutForDelivery, "")
	if got := standing(s.state(), "past_promise"); got != "open" {
		t.Fatalf("past_promise is %q", got)
	}
	s.silent = map[string][]Span{"ups": {{From: at(t, "2026-05-20T12:00:00")}}}
	if got := standing(s.state(), "past_promise"); got != "" {
		t.Errorf("past_promise is %q while the feed is silent", got)
	}
}

func shopAt(t interface{ Fatal(...any) }, in ShopInput, now Stamp) ShopState {
	in.Now, in.Rules = at(t, now), DefaultRules(berlin)
	return DeriveShop(in)
}

func TestTheShopsOwnTasks(t *testing.T) {
	t.Parallel()
	quiet := func(from, to Stamp) FeedSilence {
		s := FeedSilence{Span: Span{From: at(t, from)}, Known: true, Heard: at(t, from).Add(-24 * time.Hour), Usual: 8 * time.Hour}
		if to != "" {
			s.To = at(t, to)
		}
		return s
	}
	in := ShopInput{
		Feeds: []FeedHistory{{Source: "ups", Silences: []FeedSilence{
			quiet("2026-05-05T08:00:00", "2026-05-06T08:00:00"),
			quiet("2026-05-12T08:00:00", ""),
		}}, {Source: "once", Silences: []FeedSilence{{Span: Span{From: at(t, "2026-05-04T08:00:00")}}}}},
		Queues: []Queue{
			{Code: "unread_notice", Spans: []Span{{From: at(t, "2026-05-11T09:00:00")}}, N: 3},
			{Code: "unread_scan", Spans: []Span{{at(t, "2026-05-04T09:00:00"), at(t, "2026-05-04T10:00:00")}}},
			{Code: "unmapped_wording", Subject: "dhl: Parcel went for a walk", Facts: []string{"dhl", "Parcel went for a walk"}, Spans: []Span{{From: at(t, "2026-05-12T07:00:00")}}, N: 2},
		},
	}
	before := shopAt(t, in, "2026-05-12T07:59:59")
	if want := at(t, "2026-05-12T08:00:00"); !before.Check.Equal(want) || slices.ContainsFunc(before.Tasks, func(x Task) bool { return x.Code == "feed_stale" && x.IsOpen() }) {
		t.Errorf("look again at %s, want %s, and no silence before: %+v", before.Check, want, before.Tasks)
	}
	now := shopAt(t, in, "2026-05-12T08:00:00")
	type row struct {
		Code, Subject string
		State         TaskState
		Nth           int
		Facts         []string
	}
	var got []row
	for _, x := range now.Tasks {
		got = append(got, row{x.Code, x.Subject, x.State, x.Nth, x.Facts})
	}
	want := []row{
		{"unread_scan", "", TaskCleared, 1, nil},
		{"feed_stale", "ups", TaskCleared, 1, []string{"ups", "feed", "", "8", "hours"}},
		{"unread_notice", "", TaskOpen, 1, []string{"3"}},
		{"unmapped_wording", "dhl: Parcel went for a walk", TaskOpen, 1, []string{"2", "dhl", "Parcel went for a walk"}},
		{"feed_stale", "ups", TaskOpen, 2, []string{"ups", "feed", "", "8", "hours"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	taken := in
	taken.Acts = []Event{{ID: "E1", Kind: TaskTaken, Task: now.Tasks[4].Task, Actor: "anna", Occurred: "2026-05-12T09:00:00"}}
	if x := shopAt(t, taken, "2026-05-12T10:00:00").Tasks[4]; x.State != TaskMine || x.By != "anna" {
		t.Errorf("task %+v, want it anna's", x)
	}
}

func TestTheShopsTasksDependOnWhatIsHandedInAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := someShop(t)
		now := someNow(t)
		in.Now, in.Rules = now, DefaultRules(berlin)
		for _, task := range DeriveShop(in).Tasks {
			if kind := rapid.SampledFrom([]Kind{"", TaskTaken, TaskWaits, TaskResolved}).Draw(t, "act"); kind != "" {
				in.Acts = append(in.Acts, Event{Kind: kind, Task: task.Task, Occurred: someStamp(t), Due: someStamp(t), Code: "done", Actor: "anna"}.Sealed())
			}
		}
		s := DeriveShop(in)
		checkTasks(t, OrderState{Tasks: s.Tasks, Facets: Facets{Attention: len(slices.DeleteFunc(slices.Clone(s.Tasks), func(x Task) bool { return !x.IsOpen() }))}})
		other := in
		other.Acts = rapid.Permutation(in.Acts).Draw(t, "other")
		other.Feeds, other.Queues = slices.Clone(in.Feeds), slices.Clone(in.Queues)
		slices.Reverse(other.Feeds)
		slices.Reverse(other.Queues)
		if a, b := asJSON(t, s), asJSON(t, DeriveShop(other)); a != b {
			t.Fatalf("the tasks depend on how things are handed in:\n%s", cmp.Diff(a, b))
		}
		ahead := 40 * 24 * time.Hour
		if !s.Check.IsZero() {
			if ahead = s.Check.Sub(now); ahead <= 0 {
				t.Fatalf("Check %s does not lie ahead of %s", s.Check, now)
			}
		}
		in.Now = now.Add(time.Duration(rapid.Int64Range(0, int64(ahead-1)).Draw(t, "ahead")))
		if d := cmp.Diff(s, DeriveShop(in)); d != "" {
			t.Fatalf("derived at %s, Check is %s, but at %s:\n%s", now, s.Check, in.Now, d)
		}
	})
}

// someShop is random silences and queues, one after another as they happen.
func someShop(t *rapid.T) ShopInput {
	spans := func(name string) []Span {
		var out []Span
		when := firstDay
		for range rapid.IntRange(0, 4).Draw(t, name) {
			from := when.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "from")) * time.Hour)
			when = from.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "to")) * time.Hour)
			out = append(out, Span{from, when})
		}
		if n := len(out); n > 0 && rapid.Bool().Draw(t, "goes on") {
			out[n-1].To = time.Time{}
		}
		return out
	}
	in := ShopInput{}
	for _, of := range [][2]string{{"ups", ""}, {"ups", "ups"}, {"ups", "royal_mail"}, {"dhl-mail", ""}} {
		f := FeedHistory{Source: of[0], Carrier: of[1]}
		for _, s := range spans(of[0] + of[1]) {
			f.Silences = append(f.Silences, FeedSilence{Span: s, Known: rapid.Bool().Draw(t, "known"), Heard: s.From.Add(-time.Hour)})
		}
		in.Feeds = append(in.Feeds, f)
	}
	for _, code := range []string{"unread_notice", "unread_scan", "unmatched"} {
		in.Queues = append(in.Queues, Queue{Code: code, Spans: spans(code), N: rapid.IntRange(1, 9).Draw(t, "n")})
	}
	return in
}
