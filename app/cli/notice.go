package cli

import (
	"cmp"
	"fmt"
	"strings"

	"ordertrail/app"
	"ordertrail/track/carrier"
)

type noticeScoreCmd struct {
	Folder string `arg:"" help:"A folder of mails. A label is a .json beside a mail (kind, events), or a MANIFEST.tsv above it with status: word."`
}

// What a reading must reach: a wrong status is far worse than a question.
const (
	aimWrong  = 0
	aimFalse  = 0
	aimRecall = 0.95
)

func (c *noticeScoreCmd) Run(s *session) error {
	v, err := app.ScoreNotices(c.Folder)
	if err != nil {
		return err
	}
	if v.Wrong > aimWrong || v.False > aimFalse || v.Recall < aimRecall {
		s.code = exitWaits
	}
	return s.answer(v, func() { sayScore(s, v) })
}

func sayScore(s *session, v app.ScoreView) {
	for _, f := range v.Failures {
		s.say("%-7s %s: %s", f.Mark, f.File, cmp.Or(f.Why, "it was read as "+f.Read))
	}
	s.say("%-9s %-22s %6s %6s %6s %7s %6s %10s %7s", "", "", "right", "asked", "wrong", "missed", "false", "precision", "recall")
	for _, g := range v.Groups {
		s.say("%-9s %-22s %6d %6d %6d %7d %6d %9.1f%% %6.1f%%", g.By, g.Name, g.Right, g.Asked, g.Wrong, g.Missed, g.False, 100*g.Precision, 100*g.Recall)
	}
	s.say("%s, %d without a label, %s", s.number("mail", v.Mails), v.Unlabeled, s.number("notice", v.Notices))
	s.say("wrong phase or parcel  %d   (aim %d)", v.Wrong, aimWrong)
	s.say("taken for a notice     %d   (aim %d)", v.False, aimFalse)
	s.say("precision              %.1f %%", 100*v.Precision)
	s.say("read without a question %.1f %%   (aim %.0f %%)", 100*v.Recall, 100*aimRecall)
}

type unreadNearCmd struct {
	ID string `arg:"" name:"id" help:"The entry, as unread list names it."`
}

func (c *unreadNearCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Imports().Nearest(c.ID)
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		for _, n := range v.Sentences {
			s.say("%-7s “%s”", n.Place, n.Text)
			if n.Row != "" {
				s.say("        %d %% like %s: %s", n.Share, n.Row, n.Known)
				s.say("        which means %s; lacks %s; has %s", n.Means, cmp.Or(strings.Join(n.Lacks, ", "), "nothing"), cmp.Or(strings.Join(n.Instead, ", "), "nothing more"))
			}
			s.say("        as a pattern: %s", n.Words)
		}
		switch {
		case v.Sender != "":
		case v.From == "":
			s.say("it does not say who wrote it: nothing can be taught")
		default:
			s.say("nobody known writes from %s; where that is a carrier of yours, `ordertrail unread sender %s CARRIER` says so", v.From, c.ID)
		}
	})
}

type unreadWordsCmd struct {
	ID    string `arg:"" name:"id" help:"The entry, as unread list names it."`
	Means string `arg:"" help:"A phase, a reason, delayed, held, today, tomorrow, dates, or several; or never, when such a mail is not about a parcel."`
	Words string `arg:"" help:"The words, as a pattern: (a|b) one of, [x] may be left out, {any}, {occurred}, {estimated}, {number}."`
	In    string `default:"body" enum:"subject,body" help:"Where they stand."`
	Lang  string `default:"en" help:"Their language."`
}

func (c *unreadWordsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Imports().TeachNotice(c.ID, app.TaughtWords{Lang: c.Lang, Place: c.In, Means: c.Means, Words: c.Words})
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("taught; mails that left the queue: %d, facts recorded: %d", v.Read, v.Events)
		s.say("`ordertrail unread reopen %s` takes that back", c.ID)
	})
}

type unreadSenderCmd struct {
	ID      string `arg:"" name:"id" help:"The entry, as unread list names it."`
	Carrier string `arg:"" help:"The carrier, as its name or code."`
	Address string `help:"The address, or a domain that is the carrier's with all its addresses; the mail's own address unless told."`
	New     bool   `help:"It is a carrier that the program does not know, such as a local courier; its mails are read by what carriers' mails have in common."`
}

func (c *unreadSenderCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Address == "" {
		help, err := s.app.Imports().Nearest(c.ID)
		if err != nil {
			return err
		}
		c.Address = help.From
	}
	v, err := s.app.Imports().TeachSender(c.ID, app.TaughtSender{Carrier: c.Carrier, Address: c.Address, New: c.New})
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		s.say("%s writes from %s; mails that left the queue: %d, facts recorded: %d", s.app.Claimed(carrier.Parse(c.Carrier)), c.Address, v.Read, v.Events)
		s.say("`ordertrail unread reopen %s` takes that back", c.ID)
	})
}

type unreadTaughtCmd struct{}

func (unreadTaughtCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().Taught()
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"taught": rows}, func() {
		for _, r := range rows {
			what := fmt.Sprintf("“%s” in the %s means %s", r.Words, r.Place, r.Means)
			if r.Place == "sender" {
				what = "writes from " + r.Words
			}
			s.say("%s  %-10s %s, since %s by %s, %s left the queue", r.Unread, r.Carrier, what, r.At, cmp.Or(r.By, "nobody named"), s.number("mail", r.Settled))
		}
		if len(rows) == 0 {
			s.say("the shop taught nothing of carriers' mails")
		}
	})
}

type noticeCountsCmd struct{}

func (noticeCountsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Imports().NoticeCounts()
	if err != nil {
		return err
	}
	return s.answer(rows, func() {
		if len(rows) == 0 {
			s.say("no carrier's mail was taken in yet")
		}
		for _, r := range rows {
			if r.Row == "" {
				s.say("%-16s %5d  wait to be read", cmp.Or(r.Sender, "nobody known"), r.N)
				continue
			}
			s.say("%-16s %5d  %s, last %s", r.Sender, r.N, r.Row, r.Last)
		}
	})
}
