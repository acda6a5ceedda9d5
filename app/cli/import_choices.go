package cli

import (
	"slices"
	"strings"

	"ordertrail/app"
)

// unlike reports whether a file speaks against what was chosen for such files last: then a person is asked.
func unlike(list []app.RememberedView) bool {
	return slices.ContainsFunc(list, func(m app.RememberedView) bool { return m.Says != "" })
}

// sayRemembered tells what was chosen for such files last and is chosen again, what the file says against it, and when the same
// bytes were taken in before.
func (s *session) sayRemembered(f importedFile) {
	var as []string
	since := app.RememberedView{}
	for _, m := range f.Remembered {
		if m.Says == "" {
			as, since = append(as, s.app.ChoiceSays(m.Choice, m.Value)), m
		}
	}
	if len(as) > 0 {
		s.say("  %s", s.app.Say("last_time.as_last_time", strings.Join(as, ", "), since.Run, since.At))
		s.say("  %s", s.app.Say("last_time.how_to_forget", since.Run))
	}
	for _, m := range f.Remembered {
		if m.Says != "" {
			s.say("  %s", s.app.Say("last_time.unlike", s.app.ChoiceSays(m.Choice, m.Value), m.Run, m.At, m.Message))
			s.say("  %s", s.app.Say("last_time.decide", optionOf(m)))
		}
	}
	if len(f.Otherwise) == 0 || f.Run == f.Before {
		return
	}
	var was []string
	for _, o := range f.Otherwise {
		was = append(was, s.app.Say("remembered.was_now", s.app.ChoiceSays(o.Choice, o.Was), s.app.ChoiceValue(o.Choice, o.Now)))
	}
	key := map[bool]string{true: "last_time.replaced", false: "last_time.would_replace"}[f.Applied]
	s.say("  %s", s.app.Say(key, f.Before, f.BeforeAt, strings.Join(was, ", ")))
}

// optionOf is how a choice of last time is made again on the command line.
func optionOf(m app.RememberedView) string {
	if field, is := strings.CutPrefix(m.Choice, "map."); is {
		return "--map " + field + "='" + m.Value + "'"
	}
	return "--" + strings.ReplaceAll(m.Choice, "_", "-") + " '" + strings.ReplaceAll(m.Value, "\t", "TAB") + "'"
}

type importChoicesCmd struct{}

func (importChoicesCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Remembered()
	if err != nil {
		return err
	}
	return s.answer(rows, func() {
		for _, r := range rows {
			var as []string
			for _, m := range r.Choices {
				as = append(as, s.app.ChoiceSays(m.Choice, m.Value))
			}
			file := r.File
			if r.Source != "" {
				file += " (" + r.Source + ")"
			}
			s.say("%s  %s  %s", r.Run, file, strings.Join(as, ", "))
		}
		if len(rows) == 0 {
			s.say("%s", s.app.Say("last_time.empty"))
		}
	})
}

type importForgetCmd struct {
	Run_ string `arg:"" name:"run" help:"The run, such as R000012."`
}

func (c *importForgetCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.app.Imports().Forget(c.Run_); err != nil {
		return err
	}
	return s.answer(map[string]string{"forgotten": c.Run_}, func() { s.say("%s", s.app.Say("last_time.forgotten", c.Run_)) })
}
