package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ordertrail/store"
	"ordertrail/track"
)

// What can be answered where a file contradicts what a person entered.
const (
	keepMine = "mine"
	takeFile = "file"
)

// covers reports whether the answer speaks of a conflict.
func (a ConflictAnswer) covers(orderID, order, field string) bool {
	return (a.OrderID == "" || a.OrderID == orderID) && (a.Order == "" || track.OrderKey(a.Order) == track.OrderKey(order)) &&
		(a.Field == "" || a.Field == field)
}

// answerOf is the last of the answers that speaks of a conflict; "" when none does.
func answerOf(answers []ConflictAnswer, orderID, order, field string) string {
	for _, a := range slices.Backward(answers) {
		if a.covers(orderID, order, field) {
			return a.Answer
		}
	}
	return ""
}

// checkAnswers refuses what is no answer.
func checkAnswers(answers []ConflictAnswer) error {
	for _, a := range answers {
		if a.Answer != keepMine && a.Answer != takeFile {
			return fail("bad-answer", fmt.Sprintf("%q is no answer: say mine to keep what was entered, file to take what the file says", a.Answer), a.Answer)
		}
	}
	return nil
}

// Answer says what becomes of conflicts of a file that is looked at, once it is taken in; a later answer replaces an earlier one.
// What is not answered waits in the list of Conflicts.
func (i *Imports) Answer(planID string, answers []ConflictAnswer) (v PlanView, err error) {
	defer i.app.guard("Imports.Answer", &err)
	if err := checkAnswers(answers); err != nil {
		return PlanView{}, err
	}
	plan, err := i.app.held(planID)
	if err != nil {
		return PlanView{}, err
	}
	plan.answers = append(plan.answers, answers...)
	plan.view.Conflicts = answeredViews(plan.view.Conflicts, plan.answers)
	return plan.view, nil
}

// answeredViews are conflicts with their answers.
func answeredViews(list []ConflictView, answers []ConflictAnswer) []ConflictView {
	out := slices.Clone(list)
	for n, c := range out {
		out[n].Answer = answerOf(answers, "", c.Order, c.Typed)
	}
	return nonNil(out)
}

// answerRun answers the conflicts that an import brought as was said before it was applied. Should it not come to that, they wait
// in the list.
func (a *App) answerRun(ctx context.Context, p *heldPlan) error {
	p.view.Conflicts = answeredViews(p.view.Conflicts, p.answers)
	if len(p.answers) == 0 || p.view.Run == "" {
		return nil
	}
	_, err := a.answer(ctx, p.answers, func(c contestedField) bool { return c.run == p.view.Run })
	return err
}

// Conflicts lists the fields that files state otherwise than a person entered, and that wait for an answer.
func (i *Imports) Conflicts() (rows []ConflictRow, err error) {
	defer i.app.guard("Imports.Conflicts", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return nil, err
	}
	rows = []ConflictRow{}
	err = i.app.store.Read(ctx, func(r *store.Reader) error {
		list, err := contested(ctx, r)
		for _, c := range list {
			row := ConflictRow{OrderID: c.state.ID, Order: c.state.Order, Source: c.state.Source, Field: c.Field, Ours: c.Ours, File: c.File, Run: c.run}
			if c.Field == track.AddressField {
				if row.Ours, row.File, err = addresses(ctx, r, c.Contested); err != nil {
					return err
				}
			}
			rows = append(rows, row)
		}
		return err
	})
	return rows, err
}

// AnswerConflicts answers conflicts that wait, all or none, and says how many.
func (i *Imports) AnswerConflicts(answers []ConflictAnswer) (n int, err error) {
	defer i.app.guard("Imports.AnswerConflicts", &err)
	ctx, err := i.app.ready()
	if err != nil {
		return 0, err
	}
	if err := checkAnswers(answers); err != nil {
		return 0, err
	}
	return i.app.answer(ctx, answers, func(contestedField) bool { return true })
}

// contestedField is a conflict that waits.
type contestedField struct {
	track.Contested
	state  track.OrderState
	events []track.Event // live ones of its order
	run    string        // that states the file's value
	number int64
}

// contested lists the conflicts that wait, in the order of their tasks.
func contested(ctx context.Context, r *store.Reader) ([]contestedField, error) {
	var ids []string
	for _, list := range []string{store.TasksQueued, store.TasksWaiting} {
		tasks, err := r.Tasks(ctx, store.TaskQuery{List: list, Code: "file_differs"})
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			if !slices.Contains(ids, t.OrderID) {
				ids = append(ids, t.OrderID)
			}
		}
	}
	states, err := r.States(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []contestedField
	for _, id := range ids {
		events, err := r.LiveEvents(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, c := range states[id].Contested {
			f := contestedField{Contested: c, state: states[id], events: events}
			if _, by := track.StatedField(events, c.Field); by.Run > 0 {
				f.run, f.number = store.Run{Number: by.Run}.ID(), by.Run
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// answer records the answers to the conflicts that wait and are among those meant, in one transaction.
func (a *App) answer(ctx context.Context, answers []ConflictAnswer, meant func(contestedField) bool) (n int, err error) {
	nonce, err := a.randomID()
	if err != nil {
		return 0, err
	}
	err = a.store.Update(ctx, func(tx *store.Tx) error {
		list, err := contested(ctx, tx.Reader)
		for _, c := range list {
			said := answerOf(answers, c.state.ID, c.state.Order, c.Field)
			if said == "" || !meant(c) {
				continue
			}
			if err := a.answerOne(ctx, tx, c, said, nonce+"."+itoa(n)); err != nil {
				return err
			}
			n++
		}
		return err
	})
	return n, err
}

// answerOne answers one conflict. What was entered is kept by entering it again over what the file says. The file's value is taken
// by taking the entries back, which is part of its import: without that, they count again.
func (a *App) answerOne(ctx context.Context, tx *store.Tx, c contestedField, said, nonce string) error {
	entered := track.Answers(c.events, c.Field)
	if said == keepMine {
		last := entered[len(entered)-1]
		return a.actIn(ctx, tx, c.state.ID, track.Event{
			Kind: track.Edited, Code: c.Field, Text: last.Text, PersonHash: last.PersonHash, Over: c.File,
		}, nonce)
	}
	for n, e := range entered {
		if r := track.CheckRetraction(&c.state, e, true); r != nil {
			return a.refused(r)
		}
		back := store.Recorded{Event: track.TakingBack(e, track.Event{}), Run: c.number}
		if err := a.recordIn(ctx, tx, c.state.ID, back, nonce+"."+itoa(n)); err != nil {
			return err
		}
	}
	return nil
}

// addresses are the two addresses of a conflict, each on one line.
func addresses(ctx context.Context, r *store.Reader, c track.Contested) (ours, file string, err error) {
	people, err := r.Customers(ctx, c.Ours, c.File)
	line := func(p track.Customer) string {
		parts := []string{p.ShipName, p.Company, p.Address1, p.Address2, strings.TrimSpace(p.Postcode + " " + p.City), p.Region, p.Country, p.Email, p.Phone}
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	}
	return line(people[c.Ours]), line(people[c.File]), err
}
