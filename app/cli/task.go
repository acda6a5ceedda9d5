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
		sayTasks(s, list.Tasks, c.AsOf == "")
		if len(list.Tasks) == 0 {
			s.say("nothing needs anyone")
		}
		for _, code := range list.Unknown {
			s.say("not known of %s: %s, because how much waited was not kept yet", list.AsOf, s.app.Say("task."+code))
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
		sayTasks(s, page.Tasks, true)
		if len(page.Tasks) == 0 {
			s.say("%s", s.nothingIn(q.List))
		}
		if page.Next != "" {
			s.say("there are more: --after %s", page.Next)
		}
	})
}

func sayTasks(s *session, rows []app.TaskRow, now bool) {
	for _, t := range rows {
		s.say("%s  %-10s %-24s %-12s %-14s %s", t.Task, t.Owner, s.app.Say("task."+t.Code), t.Order, s.app.TaskSubject(t), s.standing(t))
		if now {
			s.sayNext(t, nextCommand(t))
		}
	}
}

// nothingIn says of a list that it is empty, and why where that is no good news.
func (s *session) nothingIn(list string) string {
	switch {
	case list == "ended":
		return "no task has ended"
	case list == "mine" && s.app.Settings().Operator == "":
		return "nobody has said who works here, so no task is anybody's own: `ordertrail setting operator NAME` says it, `ordertrail task take TASK` takes one"
	case list == "mine":
		return "no task is " + s.app.Settings().Operator + "'s: `ordertrail task take TASK` takes one"
	}
	return "no task is in this list"
}

// standing is how a task stands, in a few words.
func (s *session) standing(t app.TaskRow) string {
	words := []string{strings.ToLower(s.app.WordFor("state", t.State)) + ","}
	switch {
	case t.Ended != "" && t.Cleared != "":
		words = append(words, s.app.Say("clears."+t.Cleared), t.Ended)
	case t.Ended != "":
		words = append(words, s.ending(t), t.Ended)
	case t.Until != "":
		words = append(words, "for", cmp.Or(s.app.WordFor("waiter", t.On), "nobody named"), "until", t.Until)
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

// ending is how a person ended a task, where its state does not say so.
func (s *session) ending(t app.TaskRow) string {
	if t.How == "" || t.How == t.State || t.How == "done" {
		return ""
	}
	return "(" + s.app.WordFor("resolve", t.How) + ")"
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
		s.say("%s  %s  %s %s", t.Task, s.app.Say("task."+t.Code), t.Order, s.app.TaskSubject(t))
		s.say("  %s", s.app.TaskStory(t))
		s.say("  %s; opened %s; %s", t.Owner, t.Opened, s.standing(t))
		s.say("what to check first:")
		for i, check := range t.Checks {
			s.say("  %d. %s", i+1, s.app.Say("check."+check))
		}
		if isOpen(t) {
			s.say("next: %s", s.nextSays(t, nextCommand(t)))
			s.say("  when it is dealt with: `ordertrail task resolve %s done`; %s", t.Task, s.clearsSay(t))
		}
		for _, d := range v.Did {
			s.say("%s  %s", d.At, s.deedSays(d))
		}
		for _, o := range v.Others {
			s.say("before: %s  %s", o.Task, s.standing(o))
		}
	})
}

// clearsSay is what ends a task by itself.
func (s *session) clearsSay(t app.TaskRow) string {
	var ways []string
	for _, code := range t.Clears {
		ways = append(ways, s.app.Say("clears."+code))
	}
	if len(ways) == 0 {
		return "nothing else ends it"
	}
	return "it also ends by itself when " + strings.Join(ways, ", or ")
}

// deedFamilies are the families in which the code of a deed has words. Read a row as: of <kind>, the code is one of <family>.
var deedFamilies = map[string]string{"task_waits": "waiter", "task_stepped": "step", "task_resolved": "resolve"}

// deedSays is one thing that was done about a task.
func (s *session) deedSays(d app.TaskDeed) string {
	said := []string{d.By, s.app.WordFor("kind", d.Kind)}
	for _, part := range []string{s.app.WordFor(deedFamilies[d.Kind], d.Code), s.app.WordFor("outcome", d.Outcome)} {
		if part != "" {
			said = append(said, part)
		}
	}
	if d.Until != "" {
		said = append(said, "until "+d.Until)
	}
	if d.Text != "" {
		said = append(said, "“"+d.Text+"”")
	}
	return strings.Join(said, " · ")
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
	return s.done(err, "%s: “%s” is done", c.Task, s.app.WordFor("step", c.Step))
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
