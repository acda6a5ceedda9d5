package cli

import (
	"cmp"
	"fmt"

	"ordertrail/app"
)

type reviewCmd struct{}

// Run lists everything that waits for a person to say what it means, and the sources to look after.
func (reviewCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Review().Show()
	if err != nil {
		return err
	}
	return s.answer(v, func() { sayReview(s, v) })
}

func sayReview(s *session, v app.ReviewView) {
	for _, line := range []struct {
		n           int
		what, lists string
	}{
		{v.Unread, "unread", ": ordertrail unread list"},
		{v.Unmapped, "unmapped", ": ordertrail carrier unmapped"},
		{v.Drifting, "drifting", ""},
		{v.Silent, "silent", ""},
		{v.Unmatched, "unmatched", ": ordertrail unmatched list"},
	} {
		if line.n > 0 {
			s.say("%5d  %s%s", line.n, s.number("waits."+line.what, line.n), line.lists)
		}
	}
	for _, r := range v.Senders {
		drifts := ""
		if r.Drifts {
			drifts = ", it seems to write anew"
		}
		read := "none was ever read"
		if r.Read > 0 {
			read = s.app.Say("number.read_until", fmt.Sprint(r.Read), r.Last)
		}
		s.say("       %s: waiting %d, %s%s", cmp.Or(r.Name, "nobody known"), r.Waiting, read, drifts)
	}
	for _, f := range v.Feeds {
		of := f.Source
		if f.Carrier != "" {
			of = s.app.Say("feeds.carrier", s.app.Claimed(f.Carrier), f.Source)
		}
		s.say("       %s has been silent since %s", of, f.Last)
	}
	if v.Unread+v.Unmapped+v.Drifting+v.Silent+v.Unmatched == 0 {
		s.say("everything was understood")
	}
}
