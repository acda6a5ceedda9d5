package track

import "testing"

// The same word said again decides nothing new, unless it gives the time of day of a day that was told alone, or the parcel
// had set out on its way back in between.
func TestWhichOfTwoDeliveriesDecides(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		story func(*story)
		since Stamp
	}{
		{"its day is told, then its time", func(s *story) {
			s.carrier("PX", "2026-05-18", Delivered, "").carrier("PX", "2026-05-18T14:00:00", Delivered, "")
		}, "2026-05-18T14:00:00"},
		{"its time is told, then its day", func(s *story) {
			s.carrier("PX", "2026-05-18T14:00:00", Delivered, "").carrier("PX", "2026-05-18", Delivered, "")
		}, "2026-05-18T14:00:00"},
		{"its day is told, then a time of the next day", func(s *story) {
			s.carrier("PX", "2026-05-18", Delivered, "").carrier("PX", "2026-05-19T14:00:00", Delivered, "")
		}, "2026-05-18"},
		{"its time is told twice", func(s *story) {
			s.carrier("PX", "2026-05-18T14:00:00", Delivered, "").carrier("PX", "2026-05-18T15:00:00", Delivered, "")
		}, "2026-05-18T14:00:00"},
		{"it had set out on its way back in between", func(s *story) {
			s.carrier("PX", "2026-05-18T14:00:00", Delivered, "").carrier("PX", "2026-05-19T09:00:00", Returning, "").carrier("PX", "2026-05-20T10:00:00", Delivered, "")
		}, "2026-05-20T10:00:00"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one()
			row.story(s)
			if p := s.state().Parcels[0]; p.Phase != Delivered || p.Since != row.since || p.Why.Rule != RuleFinal {
				t.Errorf("%s since %s by %s, want it delivered since %s", p.Phase, p.Since, p.Why.Rule, row.since)
			}
		})
	}
}
