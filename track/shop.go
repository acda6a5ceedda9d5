package track

import (
	"slices"
	"strconv"
	"time"
)

// ShopInput is everything the tasks of the shop as a whole depend on: those that no order owns.
type ShopInput struct {
	Feeds  []FeedHistory
	Queues []Queue
	Acts   []Event // what people did about these tasks, live, in any order
	Now    time.Time
	Rules  Rules
}

// FeedHistory is a source and when it was silent, oldest first.
type FeedHistory struct {
	Source   string
	Carrier  string // when it was silent about this one; "" about everything
	Silences []FeedSilence
}

// Queue is a list that people empty, such as notices nobody could read: when something waited in it, oldest first, and how
// much does now.
type Queue struct {
	Code    string // of its task
	Subject string // what part of the shop it is about, "" the whole
	Spans   []Span
	N       int
	Facts   []string // what its story names besides N
}

// ShopState is the shop's own tasks, oldest first, cleared ones too, and when time alone may change them; zero never.
type ShopState struct {
	Tasks []Task
	Check time.Time
}

// shopFold is the shop's own tasks being put together.
type shopFold struct{ ShopInput }

// shopDocket is what the ids of the shop's own tasks begin with.
const shopDocket = "shop"

// DeriveShop decides what the shop as a whole needs someone for. Like Derive it depends on what is handed in and on nothing
// else.
func DeriveShop(in ShopInput) ShopState {
	s := &shopFold{in}
	out := ShopState{Tasks: []Task{}}
	d := docket{of: shopDocket, now: in.Now, rules: in.Rules, acts: taskActs(timed(in.Acts, in.Rules)), ahead: func(t time.Time) {
		if t.After(in.Now) {
			out.Check = earliest(out.Check, t.UTC())
		}
	}}
	for _, x := range exceptions {
		if x.shop != nil {
			d.raise(x, x.shop(s))
		}
	}
	d.sort()
	for _, t := range d.tasks {
		out.Tasks = append(out.Tasks, *t)
	}
	return out
}

// E25: nothing came from a source for longer than is usual, or nothing of one of its carriers while the source itself is heard of.
// Clears when something comes.
func feedStale(s *shopFold) []occurrence {
	whole := map[string][]FeedSilence{}
	for _, f := range s.Feeds {
		if f.Carrier == "" {
			whole[f.Source] = f.Silences
		}
	}
	var out []occurrence
	for _, f := range s.Feeds {
		silences := slices.Clone(f.Silences)
		slices.SortFunc(silences, byFrom)
		for _, quiet := range silences {
			if f.Carrier != "" {
				quiet.From = heardAgain(whole[f.Source], quiet.From)
			}
			if quiet.Known && !quiet.From.IsZero() {
				out = append(out, f.stale(quiet))
			}
		}
	}
	return out
}

// heardAgain is when a source was heard of from a moment on: then, or when its silence ended; zero while that goes on.
func heardAgain(silences []FeedSilence, at time.Time) time.Time {
	for _, quiet := range silences {
		if quiet.Known && quiet.holds(at) {
			return quiet.To
		}
	}
	return at
}

// stale is the occurrence of one silence. Its story names the source, whether it is about all of it or a carrier, and the usual gap.
func (f FeedHistory) stale(quiet FeedSilence) occurrence {
	c := occurrence{subject: f.Source, from: quiet.From, since: quiet.Heard, by: none, key: quiet.From.UTC().Format(time.RFC3339Nano)}
	about := "feed"
	usual, unit := toldAs(quiet.Usual)
	if f.Carrier != "" {
		c.subject, about = f.Source+": "+f.Carrier, "carrier"
	}
	c.facts = []string{f.Source, about, f.Carrier, strconv.Itoa(usual), unit}
	c.end(ending{"feed_heard", quiet.To})
	return c
}

// toldAs is a length of time as a story tells it: in days from two on, else in hours, or in minutes below one.
func toldAs(d time.Duration) (n int, unit string) {
	const day = 24 * time.Hour
	switch {
	case d.Round(day) >= 2*day:
		return int(d.Round(day) / day), "days"
	case d.Round(time.Hour) >= time.Hour:
		return int(d.Round(time.Hour) / time.Hour), "hours"
	default:
		return max(1, int(d.Round(time.Minute)/time.Minute)), "minutes"
	}
}

// queued finds the times in which something waited in the queues of one code. Clears when nothing does.
func queued(code string) func(*shopFold) []occurrence {
	return func(s *shopFold) []occurrence {
		var out []occurrence
		for _, q := range s.Queues {
			if q.Code != code {
				continue
			}
			for _, span := range q.Spans {
				c := occurrence{subject: q.Subject, from: span.From, by: none, key: span.From.UTC().Format(time.RFC3339Nano)}
				c.end(ending{"queue_empty", span.To})
				if c.to.IsZero() {
					c.facts = append([]string{strconv.Itoa(q.N)}, q.Facts...)
				}
				out = append(out, c)
			}
		}
		return out
	}
}
