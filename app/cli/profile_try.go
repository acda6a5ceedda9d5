package cli

import (
	"cmp"
	"fmt"

	"ordertrail/app"
)

type profileTryCmd struct {
	Name    string            `arg:"" help:"The profile, as profile list names it."`
	File    string            `arg:"" type:"path" help:"A file, such as one of before."`
	Version positive          `help:"One of its versions; the one in use unless told." placeholder:"N"`
	Map     map[string]string `help:"With our field from another column, as FIELD=COLUMN; may be repeated." placeholder:"FIELD=COLUMN" mapsep:"none"`
}

func (c *profileTryCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	t, err := s.app.Imports().Try(app.ImportFile{Path: c.File, Options: app.ImportOptions{Profile: c.Name, Version: int(c.Version), Map: c.Map}})
	if err != nil {
		return err
	}
	return s.answer(t, func() { s.sayTried(t) })
}

// sayTried tells what two ways of reading one file make of it, and where they differ first.
func (s *session) sayTried(t app.ProfileTrial) {
	const shown = 20
	s.say("%s", s.app.Say("tried.title", t.File, t.After, t.Before))
	s.say("  %s", s.app.Say("tried.rows", fmt.Sprint(t.TakenBefore), fmt.Sprint(t.TakenAfter), fmt.Sprint(t.Rows)))
	if t.Changed+t.Came+t.Gone == 0 {
		s.say("  %s", s.app.Say("tried.same"))
		return
	}
	s.say("  %s", s.app.Say("tried.sum", fmt.Sprint(t.Same), fmt.Sprint(t.Changed), fmt.Sprint(t.Came), fmt.Sprint(t.Gone)))
	for i, c := range t.Changes {
		if i == shown {
			break
		}
		s.say("  %s %s: %s → %s", c.Order, c.Field, cmp.Or(c.Old, "nothing"), cmp.Or(c.New, "nothing"))
	}
}
