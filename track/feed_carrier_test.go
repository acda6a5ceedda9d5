package track

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhenACarrierCountsAsSilentInItsFeed(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		days  []int // of May on which something came, at eight
		from  Stamp
		known bool
	}{
		{"every day", []int{4, 5, 6, 7, 8}, "2026-05-11T08:00:00", true},
		{"twice says nothing", []int{4, 5}, "2026-05-08T08:00:00", false},
		{"a few days in a row, then a week without", []int{4, 5, 6, 13, 14, 15}, "2026-05-22T08:00:00", true},
		{"one long gap of many is no rule", []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26}, "2026-05-29T08:00:00", true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var came []time.Time
			for _, day := range row.days {
				came = append(came, time.Date(2026, 5, day, 8, 0, 0, 0, time.UTC))
			}
			s := SilenceAfter(came, true)
			if want := at(t, row.from+"Z"); !s.From.Equal(want) || s.Known != row.known || !s.Heard.Equal(came[len(came)-1]) {
				t.Errorf("silent from %s, known %v, heard %s; want %s, %v", s.From, s.Known, s.Heard, want, row.known)
			}
		})
	}
}

// TestACarrierIsSilentWhileItsFeedGoesOn reads a row as: a feed of two carriers is silent <feed>, one of them <carrier>; the tasks are <want>.
func TestACarrierIsSilentWhileItsFeedGoesOn(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time {
		if n == 0 {
			return time.Time{}
		}
		return time.Date(2026, 5, n, 8, 0, 0, 0, time.UTC)
	}
	quiet := func(from, to int) []FeedSilence {
		if from == 0 {
			return nil
		}
		return []FeedSilence{{Span{day(from), day(to)}, true, day(from).AddDate(0, 0, -3), 24 * time.Hour}}
	}
	for _, row := range []struct {
		name          string
		feed, carrier []FeedSilence
		want          []string
	}{
		{"only the carrier", nil, quiet(5, 0), []string{"labels: rm open 2026-05-05"}},
		{"the feed itself says it for all of its carriers", quiet(5, 0), quiet(5, 0), []string{"labels open 2026-05-05"}},
		{"the feed comes back without it", quiet(5, 9), quiet(6, 0), []string{"labels auto_cleared 2026-05-05", "labels: rm open 2026-05-09"}},
		{"the feed comes back with it", quiet(5, 9), quiet(6, 9), []string{"labels auto_cleared 2026-05-05"}},
		{"it was silent before the feed was", quiet(8, 0), quiet(5, 0), []string{"labels: rm open 2026-05-05", "labels open 2026-05-08"}},
		{"it came again", nil, quiet(5, 8), []string{"labels: rm auto_cleared 2026-05-05"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			in := ShopInput{Now: day(12), Rules: DefaultRules(berlin), Feeds: []FeedHistory{
				{Source: "labels", Silences: row.feed}, {Source: "labels", Carrier: "dpd"}, {Source: "labels", Carrier: "rm", Silences: row.carrier},
			}}
			var got []string
			for _, x := range DeriveShop(in).Tasks {
				got = append(got, x.Subject+" "+string(x.State)+" "+x.Opened.Format(time.DateOnly))
			}
			if d := cmp.Diff(row.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	story := DeriveShop(ShopInput{Now: day(12), Rules: DefaultRules(berlin), Feeds: []FeedHistory{{Source: "labels", Carrier: "rm", Silences: quiet(5, 0)}}}).Tasks[0]
	if d := cmp.Diff([]string{"labels", "carrier", "rm", "24", "hours"}, story.Facts); d != "" || !story.Since.Equal(day(2)) {
		t.Errorf("its story is told of %v since %s: %s", story.Facts, story.Since, d)
	}
}

// A carrier's silence never begins before a feed's own would that came as often, and is the same whichever way its arrivals are cut
// to those that are remembered.
func TestACarriersSilenceOutlastsItsFeedsRule(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		when := firstDay
		var came []time.Time
		for range rapid.IntRange(1, 2*FeedMemory).Draw(t, "arrivals") {
			when = when.Add(time.Duration(rapid.IntRange(1, 30*24).Draw(t, "hours")) * time.Hour)
			came = append(came, when)
		}
		feed, known := silentFrom(came)
		s := SilenceAfter(slices.Clone(came), true)
		if s.Known != known || s.From.Before(feed) || !s.From.After(when) {
			t.Fatalf("silent from %s (%v), a feed from %s (%v)", s.From, s.Known, feed, known)
		}
		if d := cmp.Diff(s, SilenceAfter(came[max(0, len(came)-FeedMemory):], true)); d != "" {
			t.Fatalf("it depends on what is forgotten: %s", d)
		}
	})
}
