package cli

import (
	"os"

	"ordertrail/app"
)

type noticeReadCmd struct {
	Files []string `arg:"" help:"Mails, mailboxes or folders of them, or - for standard input."`
}

func (c *noticeReadCmd) Run(s *session) error {
	paths, err := app.FilesWithin(c.Files)
	if err != nil {
		return err
	}
	var list listing
	defer list.drop()
	tell := func(n app.NoticeView) error {
		if n.Kind == "unknown" {
			s.code = exitWaits
		}
		if s.flags.JSON {
			return list.add(n)
		}
		sayNotice(s, n)
		return nil
	}
	for _, path := range paths {
		if err := s.notices(path, tell); err != nil {
			return err
		}
	}
	if !s.flags.JSON {
		return nil
	}
	return list.print(s)
}

func sayNotice(s *session, n app.NoticeView) {
	s.say("%s: %s %s %s", n.File, n.Kind, n.Carrier, n.Why)
	for _, e := range n.Events {
		s.say("  %s  %s %s  %s  “%s”", e.Tracking, e.Phase, e.Reason, e.Occurred, e.Evidence)
	}
}

// notices reads the mails of a file, or of standard input.
func (s *session) notices(path string, tell func(app.NoticeView) error) error {
	if path == "-" {
		return app.ReadNotices(path, s.world.Stdin, tell)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return app.ReadNotices(path, f, tell)
}
