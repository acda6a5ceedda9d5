package cli

import (
	"fmt"

	"ordertrail/track"
)

type etaCmd struct {
	Days whole `help:"Measure the parcels that arrived in so many days before today." default:"90"`
}

// Run prints how good the first estimates of arrival turned out to be.
func (c *etaCmd) Run(s *session) error {
	if c.Days < 1 {
		return usage("--days is %d; it must be 1 or more", c.Days)
	}
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.SettingsScreen().Carriers(int(c.Days))
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("Estimates of arrival, measured on parcels that arrived from %s to %s; each rests on nothing that was not known on its day.", v.From, v.To)
		s.say("%-16s %8s %5s  %-11s %-11s %5s %6s  %-14s %5s %7s", "", "arrived", "said", "by the 80 %", "by the 90 %", "off", "median", "early/on/late", "width", "changes")
		sayQuality(s, "all", v.All)
		for _, row := range v.Rows {
			sayQuality(s, row.Name, row.Quality)
		}
		s.say("Rivals, on the same parcels and days (days off on average, ours beside):")
		sayRivals(s, "all", v.All)
		for _, row := range v.Rows {
			sayRivals(s, row.Name, row.Quality)
		}
		s.say("said: history could say when. off: mean days between the likely day and arrival. Under 30 parcels a figure says little.")
	})
}

func sayQuality(s *session, name string, q track.Quality) {
	if q.N == 0 {
		s.say("%-16s %8d %5d  cannot say yet", name, q.Arrived, q.N)
		return
	}
	s.say("%-16s %8d %5d  %9s %%  %9s %%  %5.1f %6d  %-14s %5.1f %7.2f%s", name, q.Arrived, q.N, percent(q.Within80, q.N), percent(q.Within90, q.N),
		q.Error, q.Median, fmt.Sprintf("%d/%d/%d", q.Early, q.On, q.Late), q.Width, q.Changes, few(q.N))
}

func sayRivals(s *session, name string, q track.Quality) {
	if q.N == 0 {
		return
	}
	said := "the carrier said nothing"
	if c := q.CarrierSays; c.N > 0 {
		said = fmt.Sprintf("the carrier %.1f (ours %.1f, n %d: %s)", c.Error, c.Ours, c.N, nearer(c))
	}
	s.say("%-16s %s · the rule %.1f (ours %.1f, n %d: %s)", name, said, q.Rule.Error, q.Rule.Ours, q.Rule.N, nearer(q.Rule))
}

// nearer says who is nearer, and how sure that is.
func nearer(r track.Rival) string {
	switch {
	case r.Low == 0 && r.High == 0:
		return "too few to tell"
	case r.Nearer == track.NearerOurs:
		return fmt.Sprintf("ours is nearer by %.1f to %.1f", r.Low, r.High)
	case r.Nearer == track.NearerRival:
		return fmt.Sprintf("ours is farther by %.1f to %.1f", -r.High, -r.Low)
	}
	return fmt.Sprintf("no difference to tell, %+.1f to %+.1f", r.Low, r.High)
}

// few marks a figure that rests on too few parcels.
func few(n int) string {
	if n < 30 {
		return "  (few)"
	}
	return ""
}

func percent(part, of int) string { return fmt.Sprintf("%.1f", 100*float64(part)/float64(of)) }
