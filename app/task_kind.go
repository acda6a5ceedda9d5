package app

import (
	"strconv"

	"ordertrail/track"
)

// TaskKind is one row of the table of what needs someone, in codes and in words.
type TaskKind struct {
	ID       string   `json:"id"`
	Code     string   `json:"code"`
	Name     string   `json:"name"`
	Opens    string   `json:"opens"`
	Clears   []string `json:"clears"` // any of them; none when only a person can
	Owner    string   `json:"owner"`
	Due      string   `json:"due"`
	Severity string   `json:"severity"`
	Step     string   `json:"step"`
	Checks   []string `json:"checks"` // what to look at first, in this order
}

// Kinds is the table of what needs someone, to be read aloud.
func (t *Today) Kinds() []TaskKind {
	out := []TaskKind{}
	for _, x := range track.Exceptions() {
		out = append(out, t.app.taskKind(x))
	}
	return out
}

func (a *App) taskKind(x track.Exception) TaskKind {
	word, n := x.Due.Says()
	return TaskKind{
		ID: x.ID, Code: x.Code, Name: a.say("task." + x.Code), Opens: a.say("opens." + x.Opens), Clears: a.sayAll("clears.", x.Clears),
		Owner: x.Owner, Due: a.say("due_in."+word, strconv.Itoa(n)), Severity: x.Severity.String(), Step: a.say("step." + x.Step),
		Checks: a.sayAll("check.", x.Checks),
	}
}

func (a *App) sayAll(family string, codes []string) []string {
	out := []string{}
	for _, code := range codes {
		out = append(out, a.say(family+code))
	}
	return out
}
