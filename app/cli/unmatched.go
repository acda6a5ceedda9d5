package cli

import (
	"cmp"
	"fmt"
	"strings"

	"ordertrail/app"
)

type unmatchedCmd struct {
	List    unmatchedListCmd    `cmd:"" help:"List what belongs to no order, with the orders it may mean."`
	Link    unmatchedLinkCmd    `cmd:"" help:"Say which order a fact, and all else said of its number, belongs to."`
	Dismiss unmatchedDismissCmd `cmd:"" help:"Say that a fact, and all else said of its number, is not ours; it is kept."`
	Said    unmatchedSaidCmd    `cmd:"" help:"List what was linked and dismissed."`
	Undo    unmatchedUndoCmd    `cmd:"" help:"Take a link or a dismissal back."`
}

type unmatchedListCmd struct{}

func (unmatchedListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Unmatched()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"unmatched": rows}, func() {
		for _, r := range rows {
			sayUnmatched(s, r)
		}
		if len(rows) == 0 {
			s.say("everything belongs to an order")
		}
	})
}

func sayUnmatched(s *session, r app.UnmatchedRow) {
	var names []string
	for _, part := range []struct{ what, number string }{
		{"order", r.Order}, {"parcel", r.Parcel}, {strings.TrimSpace(r.Carrier + " number"), r.Tracking},
	} {
		if part.number != "" {
			names = append(names, part.what+" "+part.number)
		}
	}
	from := ""
	if r.File != "" {
		from = fmt.Sprintf(", %s row %d", r.File, r.Row)
	}
	s.say("%s  %s: %s  %s  (%s%s)", r.Event, strings.Join(names, ", "), strings.TrimSpace(cmp.Or(s.app.WordFor("phase", r.Phase), s.app.WordFor("kind", r.Kind))+" "+r.Text), r.Occurred, r.Source, from)
	s.say("    %s", s.app.Say("unmatched_why."+r.Why))
	for _, g := range r.Candidates {
		s.say("    %s of %s: %s; %s", g.Order, g.Source, s.app.Headline(g.Headline), s.app.Say("guess."+g.Why))
	}
}

type unmatchedLinkCmd struct {
	Event string `arg:"" help:"The fact, as unmatched list names it."`
	number
}

func (c *unmatchedLinkCmd) Run(s *session) error {
	id, err := c.find(s)
	if err != nil {
		return err
	}
	act, err := s.app.Imports().Link(c.Event, id)
	if err != nil {
		return err
	}
	return s.answer(map[string]string{"act": act}, func() {
		s.say("it belongs to %s now; `ordertrail unmatched undo %s` takes that back", c.Number, act)
	})
}

type unmatchedDismissCmd struct {
	Event string `arg:"" help:"The fact, as unmatched list names it."`
}

func (c *unmatchedDismissCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	act, err := s.app.Imports().Disown(c.Event)
	if err != nil {
		return err
	}
	return s.answer(map[string]string{"act": act}, func() {
		s.say("kept, and nobody is asked about it; `ordertrail unmatched undo %s` takes that back", act)
	})
}

type unmatchedSaidCmd struct{}

func (unmatchedSaidCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Said()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"said": rows}, func() {
		if len(rows) == 0 {
			s.say("nothing was linked or dismissed")
		}
		for _, r := range rows {
			s.say("%s  %-8s %s %s  %s %s", r.Act, r.Kind, r.Number, r.Order, r.At, r.By)
		}
	})
}

type unmatchedUndoCmd struct {
	Act string `arg:"" help:"The act, as link or dismiss named it."`
}

func (c *unmatchedUndoCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Imports().Unsay(c.Act), "%s is taken back", c.Act)
}

type unreadCmd struct {
	List    unreadListCmd    `cmd:"" help:"List what nobody could read."`
	Teach   unreadTeachCmd   `cmd:"" help:"Say which item, order or parcel a barcode means."`
	Near    unreadNearCmd    `cmd:"" help:"Say which known patterns the sentences of a mail are nearest to, and what differs."`
	Words   unreadWordsCmd   `cmd:"" help:"Say what words of a carrier's mail mean; all mails they read leave the queue."`
	Sender  unreadSenderCmd  `cmd:"" help:"Say which carrier writes from the address of a mail, or from a whole domain; all mails from there are read as that carrier's."`
	Taught  unreadTaughtCmd  `cmd:"" help:"List what was taught of carriers' mails."`
	Dismiss unreadDismissCmd `cmd:"" help:"Take an entry out of the queue; it is kept."`
	Reopen  unreadReopenCmd  `cmd:"" help:"Put an entry back, and forget what it was taught to mean."`
}

type unreadListCmd struct{}

func (unreadListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Unread()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"unread": rows}, func() {
		for _, r := range rows {
			s.say("%s  %-7s %3d ×  %-12s %s", r.ID, r.Kind, r.Count, r.Source, r.Subject)
		}
		if len(rows) == 0 {
			s.say("everything was read")
		}
	})
}

type unreadTeachCmd struct {
	ID     string `arg:"" name:"id" help:"The entry, as unread list names it."`
	Means  string `arg:"" help:"item, order or parcel."`
	Target string `arg:"" help:"The SKU, the order's number or the parcel's number."`
	Source string `help:"The shop, when several use the same order number."`
}

func (c *unreadTeachCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Imports().Teach(c.ID, c.Means, c.Target, c.Source), "the code means %s %s from now on", c.Means, c.Target)
}

type unreadDismissCmd struct {
	ID string `arg:"" name:"id" help:"The entry, as unread list names it."`
}

func (c *unreadDismissCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Imports().Dismiss(c.ID), "%s is kept and out of the queue", c.ID)
}

type unreadReopenCmd struct {
	ID string `arg:"" name:"id" help:"The entry."`
}

func (c *unreadReopenCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Imports().Reopen(c.ID)
	if err != nil {
		return err
	}
	text := c.ID + " is in the queue again"
	return s.answer(map[string]any{"done": true, "message": text, "waiting": v.Waiting}, func() {
		s.say("%s", text)
		if more := v.Waiting - 1; more > 0 {
			s.say("%s", s.number("more_again", more))
		}
	})
}
