package cli

import (
	"cmp"
	"slices"
	"strings"

	"ordertrail/app"
)

type taskCmd struct {
	List    taskListCmd    `cmd:"" help:"List open tasks, the most urgent first."`
	Take    taskTakeCmd    `cmd:"" help:"Make a task yours."`
	Wait    taskWaitCmd    `cmd:"" help:"Put a task aside until a day; it comes back by itself."`
	Resolve taskResolveCmd `cmd:"" help:"End a task."`
	Kinds   taskKindsCmd   `cmd:"" help:"Read aloud what needs someone: when it opens, when it clears, who acts, what to look at first."`
}

type taskKindsCmd struct {
	Code string `arg:"" optional:"" help:"Only this kind, such as stalled."`
}

func (c *taskKindsCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	kinds := s.app.Today().Kinds()
	if c.Code != "" {
		kinds = slices.DeleteFunc(kinds, func(k app.TaskKind) bool { return k.Code != c.Code })
	}
	return s.answer(map[string]any{"kinds": kinds}, func() {
		for _, k := range kinds {
			s.say("%s %s (%s)", k.ID, k.Name, k.Code)
			s.say("  opens:  %s", k.Opens)
			s.say("  clears: %s", cmp.Or(strings.Join(k.Clears, ", or "), "only when a person ends it"))
			s.say("  who:    %s, %s", k.Owner, k.Due)
			s.say("  next:   %s", k.Step)
			for i, check := range k.Checks {
				s.say("  %d. %s", i+1, check)
			}
		}
	})
}

type taskListCmd struct {
	Owner string `help:"Only tasks of warehouse, support, operations, returns, manager or admin."`
	Code  string `help:"Only tasks of this kind, such as stalled."`
	AsOf  string `help:"As the work stood at a past moment, such as 2026-05-19T16:15." placeholder:"TIME"`
}

func (c *taskListCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	rows, err := s.app.Today().ListAt(c.Owner, c.Code, c.AsOf)
	if err != nil {
		return err
	}
	return s.answer(map[string]any{"tasks": rows}, func() {
		for _, t := range rows {
			over := ""
			if t.Over {
				over = " (past due)"
			}
			s.say("%s  %-10s %-24s %-12s %-14s due %s%s", t.Task, t.Owner, t.Code, t.Order, t.Subject, t.Due, over)
		}
		if len(rows) == 0 {
			s.say("nothing needs anyone")
		}
	})
}

type taskTakeCmd struct {
	Task string `arg:"" help:"The task's number."`
}

func (c *taskTakeCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Take(c.Task), "%s is yours", c.Task)
}

type taskWaitCmd struct {
	Task  string `arg:"" help:"The task's number."`
	Until string `arg:"" help:"The day it comes back, YYYY-MM-DD."`
}

func (c *taskWaitCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Wait(c.Task, c.Until), "%s waits until %s", c.Task, c.Until)
}

type taskResolveCmd struct {
	Task string `arg:"" help:"The task's number."`
	Code string `arg:"" help:"done, false_alarm, claim, replaced, refunded or found."`
	Why  string `arg:"" optional:"" help:"In a few words."`
}

func (c *taskResolveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Resolve(c.Task, c.Code, c.Why), "%s is resolved", c.Task)
}
