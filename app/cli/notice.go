package cli

import "ordertrail/app"

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
		s.say("%-7s %s: %s", f.Mark, f.File, f.Why)
	}
	s.say("%-9s %-22s %6s %6s %6s %7s %6s %10s %7s", "", "", "right", "asked", "wrong", "missed", "false", "precision", "recall")
	for _, g := range v.Groups {
		s.say("%-9s %-22s %6d %6d %6d %7d %6d %9.1f%% %6.1f%%", g.By, g.Name, g.Right, g.Asked, g.Wrong, g.Missed, g.False, 100*g.Precision, 100*g.Recall)
	}
	s.say("%d mails, %d without a label, %d shipment notices", v.Mails, v.Unlabeled, v.Notices)
	s.say("wrong phase or parcel  %d   (aim %d)", v.Wrong, aimWrong)
	s.say("taken for a notice     %d   (aim %d)", v.False, aimFalse)
	s.say("precision              %.1f %%", 100*v.Precision)
	s.say("read without a question %.1f %%   (aim %.0f %%)", 100*v.Recall, 100*aimRecall)
}
