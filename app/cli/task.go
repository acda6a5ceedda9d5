package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ordertrail/app"
)

type taskCmd struct {
	List    taskListCmd    `cmd:"" help:"List open tasks, the most urgent first; or one of the other lists."`
	Show    taskShowCmd    `cmd:"" help:"Show a task: its story, what to check first, what was done about it, the other times it arose."`
	History taskHistoryCmd `cmd:"" help:"List ended tasks, the last first, with how they ended."`
	Take    taskTakeCmd    `cmd:"" help:"Make tasks yours."`
	Step    taskStepCmd    `cmd:"" help:"Do the next step of a task: ask the carrier, rebook, correct the address, expect a return …"`
	Wait    taskWaitCmd    `cmd:"" help:"Put tasks aside until a day; they come back by themselves."`
	Resolve taskResolveCmd `cmd:"" help:"End tasks."`
	Reopen  taskReopenCmd  `cmd:"" help:"Take back that tasks were ended: they stand again as they did before."`
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
		if kinds = slices.DeleteFunc(kinds, func(k app.TaskKind) bool { return k.Code != c.Code }); len(kinds) == 0 {
			return usage("no task is called %q; `ordertrail task kinds` names them all", c.Code)
		}
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
	Owner string   `help:"Only tasks of warehouse, support, operations, returns, manager or admin."`
	Code  string   `help:"Only tasks of this kind, such as stalled."`
	AsOf  string   `help:"As the work stood at a past moment, such as 2026-05-19T16:15." placeholder:"TIME"`
	List  string   `help:"queue (what somebody must act on), mine, waiting, suppressed (set aside while a feed is silent) or ended; without it, all that are open."`
	Limit positive `help:"At most so many, of a list."`
	After string   `help:"Go on after this key, of a list."`
}

func (c *taskListCmd) Run(s *session) error {
	listed := c.List != "" || c.Limit > 0 || c.After != ""
	if listed && c.AsOf != "" {
		return usage("--list, --limit and --after go with the lists of now: leave them out to look at a past moment with --as-of")
	}
	if err := s.open(); err != nil {
		return err
	}
	if listed {
		return printTasks(s, app.TaskQuery{List: c.List, Owner: c.Owner, Code: c.Code, Limit: int(c.Limit), After: c.After})
	}
	list, err := s.app.Today().ListAt(c.Owner, c.Code, c.AsOf)
	if err != nil {
		return err
	}
	return s.answer(list, func() {
		sayTasks(s, list.Tasks)
		if len(list.Tasks) == 0 {
			s.say("nothing needs anyone")
		}
		for _, code := range list.Unknown {
			s.say("not known of %s: %s, because how much waited was not kept yet", list.AsOf, code)
		}
	})
}

// printTasks answers with one page of a list.
func printTasks(s *session, q app.TaskQuery) error {
	page, err := s.app.Today().Queue(q)
	if err != nil {
		return err
	}
	return s.answer(page, func() {
		sayTasks(s, page.Tasks)
		if len(page.Tasks) == 0 {
			s.say("%s", map[bool]string{true: "no task has ended", false: "no task is in this list"}[q.List == "ended"])
		}
		if page.Next != "" {
			s.say("there are more: --after %s", page.Next)
		}
	})
}

func sayTasks(s *session, rows []app.TaskRow) {
	for _, t := range rows {
		s.say("%s  %-10s %-24s %-12s %-14s %s", t.Task, t.Owner, t.Code, t.Order, app.Grouped(t.Subject), standing(t))
	}
}

// standing is how a task stands, in a few words.
func standing(t app.TaskRow) string {
	words := []string{}
	switch {
	case t.Ended != "":
		words = append(words, t.State, cmp.Or(t.How, t.Cleared), t.Ended)
	case t.Until != "":
		words = append(words, "waits", t.On, "until", t.Until)
	case t.Due != "":
		words = append(words, "due", t.Due)
	default:
		words = append(words, "no due time")
	}
	if t.By != "" {
		words = append(words, "by", t.By)
	}
	if t.Over {
		words = append(words, "(past due)")
	}
	if t.Nth > 1 {
		words = append(words, "("+strconv.Itoa(t.Nth)+" times by now)")
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

type taskHistoryCmd struct {
	Owner string   `help:"Only tasks of this owner."`
	Code  string   `help:"Only tasks of this kind."`
	Limit positive `help:"At most so many." default:"50"`
	After string   `help:"Go on after this key."`
}

func (c *taskHistoryCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return printTasks(s, app.TaskQuery{List: "ended", Owner: c.Owner, Code: c.Code, Limit: int(c.Limit), After: c.After})
}

type taskShowCmd struct {
	Task string `arg:"" help:"The task's number."`
}

func (c *taskShowCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	v, err := s.app.Today().Task(c.Task)
	if err != nil {
		return err
	}
	return s.answer(v, func() {
		t := v.Task
		s.say("%s  %s  %s %s", t.Task, s.app.Say("task."+t.Code), t.Order, app.Grouped(t.Subject))
		s.say("  %s", s.app.Say("task."+t.Code+".story", t.Args...))
		s.say("  %s, %s; opened %s; %s", t.Owner, t.State, t.Opened, standing(t))
		s.say("what to check first:")
		for i, check := range t.Checks {
			s.say("  %d. %s", i+1, s.app.Say("check."+check))
		}
		for _, d := range v.Did {
			s.say("%s  %s  %s %s %s %s %s", d.At, d.By, d.Kind, d.Code, d.Outcome, d.Until, d.Text)
		}
		for _, o := range v.Others {
			s.say("before: %s  %s", o.Task, standing(o))
		}
	})
}

type taskTakeCmd struct {
	Task []string `arg:"" help:"The tasks' numbers."`
}

func (c *taskTakeCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Take(c.Task), "%s is yours", strings.Join(c.Task, ", "))
}

type taskStepCmd struct {
	Task   string `arg:"" help:"The task's number; several with commas between."`
	Step   string `arg:"" optional:"" help:"ask_carrier, call_customer, rebook, claim, collect_proof, fix_address, expect_return, release …; left out, the task's own is named."`
	Until  string `help:"The day it is looked at again, or that was booked, YYYY-MM-DD."`
	Choice string `help:"The outcome, where the step has several."`
	Text   string `help:"What was asked, said or found."`

	Name     string `help:"fix_address: who it goes to."`
	Company  string `help:"fix_address: the company."`
	Address1 string `name:"address1" help:"fix_address: street and number."`
	Address2 string `name:"address2" help:"fix_address: a second line."`
	City     string `help:"fix_address: the city."`
	Region   string `help:"fix_address: the region or state."`
	Postcode string `help:"fix_address: the postcode."`
	Country  string `help:"fix_address: the country, as two letters."`
}

func (c *taskStepCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if c.Step == "" {
		return s.nameSteps(numbers(c.Task))
	}
	err := s.app.Today().Step(numbers(c.Task), app.StepDone{
		Step: c.Step, Choice: c.Choice, Text: c.Text, Until: c.Until,
		Address: app.Address{
			Name: c.Name, Company: c.Company, Address1: c.Address1, Address2: c.Address2, City: c.City, Region: c.Region, Postcode: c.Postcode, Country: c.Country,
		},
	})
	return s.done(err, "%s: %s is done", c.Task, c.Step)
}

// nameSteps refuses a step that is not named with those that the tasks want, and what each asks for.
func (s *session) nameSteps(tasks []string) error {
	var ways []string
	for _, id := range tasks {
		v, err := s.app.Today().Task(id)
		if err != nil {
			return err
		}
		ways = append(ways, fmt.Sprintf("`ordertrail task step %s %s` (%s)", v.Task.Task, stepWords(v.Task), s.app.Say("step."+v.Task.Step)))
	}
	return usage("say which step was done: %s; ask_carrier, call_customer and the other steps of `ordertrail task step --help` are recorded too", strings.Join(ways, ", "))
}

// stepWords is a task's next step with the options that it must have.
func stepWords(t app.TaskRow) string {
	words := []string{t.Step}
	if len(t.Asks.Choices) > 0 {
		words = append(words, "--choice "+strings.Join(t.Asks.Choices, "|"))
	}
	if t.Asks.Day == "needed" {
		words = append(words, "--until DATE")
	}
	if t.Asks.Text == "needed" {
		words = append(words, "--text TEXT")
	}
	if t.Asks.Address {
		words = append(words, "--address1 … --city … --postcode …")
	}
	return strings.Join(words, " ")
}

// numbers takes apart task numbers with commas between.
func numbers(text string) []string {
	return slices.DeleteFunc(strings.Split(text, ","), func(t string) bool { return strings.TrimSpace(t) == "" })
}

type taskWaitCmd struct {
	Task  string `arg:"" help:"The task's number; several with commas between."`
	Until string `arg:"" help:"The day it comes back, YYYY-MM-DD."`
	On    string `help:"Whom it waits for: carrier, customer or supplier."`
}

func (c *taskWaitCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Wait(numbers(c.Task), c.Until, c.On), "%s waits until %s", c.Task, c.Until)
}

type taskResolveCmd struct {
	Task string `arg:"" help:"The task's number; several with commas between."`
	Code string `arg:"" help:"done, found, replaced, refunded, claim or false_alarm."`
	Why  string `arg:"" optional:"" help:"In a few words."`
}

func (c *taskResolveCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Resolve(numbers(c.Task), c.Code, c.Why), "%s is resolved", c.Task)
}

type taskReopenCmd struct {
	Task string `arg:"" help:"The task's number; several with commas between."`
	Why  string `arg:"" optional:"" help:"In a few words."`
}

func (c *taskReopenCmd) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	return s.done(s.app.Today().Reopen(numbers(c.Task), c.Why), "%s is open again", c.Task)
}
