package cli

type importListCmd struct {
	Before string `help:"Only runs before this one." placeholder:"RUN"`
}

func (c *importListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	runs, err := s.app.Imports().History(c.Before)
	if err != nil {
		return err
	}
	return s.answer(runs, func() {
		if len(runs) == 0 {
			s.say("%s", map[bool]string{true: "nothing was imported yet", false: "no import is older"}[c.Before == ""])
		}
		for _, r := range runs {
			file := r.File
			if r.Folder != "" {
				file = r.Folder + "/" + r.File
			}
			if r.Sheet != "" {
				file += ", " + r.Sheet
			}
			s.say("%s  %s  %-8s %s: %s, %d new, %d changed, %d rejected", r.Run, r.At, r.State, file, s.number("row", r.Rows), r.New, r.Changed, r.Rejected)
		}
	})
}

type importUndoCmd struct {
	Run_ string `arg:"" name:"run" help:"The run, such as R000012."`
}

func (c *importUndoCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	r, err := s.app.Imports().Undo(c.Run_)
	if err != nil {
		return err
	}
	return s.answer(r, func() {
		if r.Before {
			s.say("%s (%s) was taken back before, at %s: nothing changed", r.Run, r.File, r.UndoneAt)
			return
		}
		s.say("%s (%s) is taken back; the log keeps it, and importing the file again brings it back", r.Run, r.File)
		if r.Back != "" {
			s.say("the import whose place it took counts again, as %s", r.Back)
		}
		if r.Withdrawn > 0 {
			s.say("%s", s.number("withdrawn", r.Withdrawn))
		}
		s.sayKept(r.Kept)
	})
}

type importRejectsCmd struct {
	Run_ string `arg:"" name:"run" help:"The run, such as R000012."`
	Out  string `required:"" type:"path" help:"Where to write, .xlsx or .csv."`
}

func (c *importRejectsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	f, err := s.app.WriteRejects(c.Run_, c.Out)
	if err != nil {
		return err
	}
	return s.answer(f, func() { s.say("wrote %s", f.Path) })
}
