package track

import (
	"math/rand/v2"
	"testing"
	"time"
)

// officeRules are those of a shop that works from eight to six, and of whose carriers ups fetches at half past four.
func officeRules() Rules {
	r := DefaultRules(berlin)
	r.Hours = Hours{Opens: 8 * 60, Shuts: 18 * 60}
	r.Closed = map[Date]bool{"2026-05-25": true}
	r.Pickups = map[string]int{AnyCarrier: 17 * 60, "ups": 16*60 + 30}
	r.Calendars = map[string]Calendar{"dhl": {Rest: [7]bool{time.Sunday: true}}}
	return r
}

func TestTasksAreDueWhileTheShopWorks(t *testing.T) {
	t.Parallel()
	at := func(text string) time.Time {
		if text == "" {
			return time.Time{}
		}
		m, err := time.ParseInLocation("Mon 2006-01-02 15:04", text, berlin)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for _, row := range []struct {
		name          string
		due           Due
		opened, until string
		want          string
	}{
		{"at once, at work", atOnce, "Wed 2026-05-20 10:00", "", "Wed 2026-05-20 10:00"},
		{"at once, at midnight", atOnce, "Wed 2026-05-20 00:00", "", "Wed 2026-05-20 08:00"},
		{"at once, on a Saturday before a holiday", atOnce, "Sat 2026-05-23 11:00", "", "Tue 2026-05-26 08:00"},
		{"four hours of work", hours(4), "Wed 2026-05-20 10:00", "", "Wed 2026-05-20 14:00"},
		{"four hours, of which one is left today", hours(4), "Wed 2026-05-20 17:00", "", "Thu 2026-05-21 11:00"},
		{"four hours from the night", hours(4), "Wed 2026-05-20 03:00", "", "Wed 2026-05-20 12:00"},
		{"a working day", workdays(1), "Wed 2026-05-20 10:00", "", "Thu 2026-05-21 10:00"},
		{"a working day from the evening", workdays(1), "Wed 2026-05-20 21:00", "", "Thu 2026-05-21 18:00"},
		{"a working day from a Saturday", workdays(1), "Sat 2026-05-16 21:00", "", "Tue 2026-05-19 08:00"},
		{"the same day", sameDay, "Wed 2026-05-20 17:00", "", "Wed 2026-05-20 18:00"},
		{"the same day, after work", sameDay, "Fri 2026-05-22 18:30", "", "Tue 2026-05-26 18:00"},
		{"before the end of a promised Friday", beforePromise, "Wed 2026-05-20 10:00", "Sat 2026-05-16 00:00", "Wed 2026-05-20 10:00"},
		{"before the end of a promised Friday to come", beforePromise, "Wed 2026-05-20 10:00", "Sat 2026-05-23 00:00", "Fri 2026-05-22 18:00"},
		{"before the end of a promised Saturday", beforePromise, "Wed 2026-05-20 10:00", "Sun 2026-05-24 00:00", "Fri 2026-05-22 18:00"},
		{"a promise that ends before work begins again", beforePromise, "Fri 2026-05-22 19:00", "Sun 2026-05-24 00:00", "Tue 2026-05-26 08:00"},
		{"never", noDue, "Wed 2026-05-20 10:00", "", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got, want := row.due.after(at(row.opened), at(row.until), officeRules()), at(row.want); !got.Equal(want) {
				t.Errorf("due %s, want %s", got.In(berlin).Format("Mon 2006-01-02 15:04"), row.want)
			}
		})
	}
}

// Whenever a task opens and however it is due, that is never before it opened, never at night and never on a day of rest.
func TestNothingIsDueAtNight(t *testing.T) {
	t.Parallel()
	rng, rules := rand.New(rand.NewPCG(7, 3)), officeRules()
	c := rules.calendar()
	for range 5000 {
		opened := time.Date(2026, 1, 1, 0, rng.IntN(365*24*60), rng.IntN(60), 0, berlin)
		until := time.Time{}
		if rng.IntN(2) == 0 {
			until = opened.Add(time.Duration(rng.IntN(20*24)-5*24) * time.Hour)
		}
		for _, d := range []Due{atOnce, sameDay, beforePromise, hours(rng.IntN(30)), workdays(1 + rng.IntN(5))} {
			due := d.after(opened, until, rules)
			day := due.In(berlin)
			minute := day.Hour()*60 + day.Minute()
			if due.Before(opened) || !c.isWorkday(due) || minute < 8*60 || due.After(c.atMinute(due, 18*60)) {
				t.Fatalf("opened %s, due %v until %s: %s", opened, d, until, day)
			}
		}
	}
}

func TestTheNextPickup(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ carrier, ready, want string }{
		{"ups", "2026-05-20 16:29", "2026-05-20 16:30"},
		{"ups", "2026-05-20 16:30", "2026-05-21 16:30"}, // ready at the cut-off: too late
		{"gls", "2026-05-20 16:30", "2026-05-20 17:00"},
		{"ups", "2026-05-22 20:00", "2026-05-26 16:30"}, // over the weekend and a day the shop is closed
		{"dhl", "2026-05-23 09:00", "2026-05-26 17:00"}, // it works on Saturdays, the shop does not
	} {
		ready, err := time.ParseInLocation("2006-01-02 15:04", row.ready, berlin)
		if err != nil {
			t.Fatal(err)
		}
		if got := officeRules().NextPickup(ready, row.carrier).Format("2006-01-02 15:04"); got != row.want {
			t.Errorf("%s, ready %s: fetched %s, want %s", row.carrier, row.ready, got, row.want)
		}
	}
	if got := DefaultRules(time.UTC).NextPickup(time.Now(), "ups"); !got.IsZero() {
		t.Errorf("without a cut-off a pick-up is known: %s", got)
	}
}
