package sheet

import (
	"fmt"
	"strconv"
	"strings"
)

// Refusal says why a file is not read. It is what [Open] and [Reader.Next] return for every file that is to blame
// itself; other errors come from the disk.
//
// It holds codes and what they need; the catalogue has the words. What is wrong stands below refusal, what to do about it
// below refusal_do, what was met below refusal_met and where, in files that have no names for it, below refusal_place.
type Refusal struct {
	File  string
	Sheet string   // workbooks, once the sheet is known
	Row   int      // the row at which it was noticed, 0 if none
	Code  string   // what is wrong
	Part  string   // the part of a workbook it was met in; "" where there is none to name
	Met   string   // code of what was met; "" where Code says it all
	Args  []string // what its words need
}

// Error names the file, the place and the codes; [Refusal.Text] has the words.
func (r *Refusal) Error() string {
	out := r.at(func(_ string, args ...string) string { return strings.Join(args, " ") }) + ": " + r.Code
	if r.Part != "" {
		out += " in " + r.Part
	}
	if r.Met != "" {
		out += ": " + strings.Join(append([]string{r.Met}, r.Args...), " ")
	}
	return out
}

// Text names the file and the place, what is wrong and what to do, in the words that say has for a key.
func (r *Refusal) Text(say func(key string, args ...string) string) string {
	wrong, do := say("refusal."+r.Code), say("refusal_do."+r.Code)
	if r.Met == "" && r.Part == "" {
		return say("refusal_says", r.at(say), wrong, do)
	}
	met := ""
	if r.Met != "" {
		met = say("refusal_met."+r.Met, r.Args...)
	}
	if r.Part != "" {
		met = say("refusal_part", r.Part, met)
	}
	return say("refusal_says_met", r.at(say), wrong, met, do)
}

// at is the file and the place in it.
func (r *Refusal) at(say func(key string, args ...string) string) string {
	at := r.File
	if r.Sheet != "" {
		at = say("refusal_sheet", at, strconv.Quote(r.Sheet))
	}
	if r.Row > 0 {
		at = say("refusal_row", at, strconv.Itoa(r.Row))
	}
	return at
}

// refuse is a refusal for what was met, with what its words need.
func refuse(code, met string, args ...any) *Refusal {
	r := &Refusal{Code: code, Met: met}
	for _, arg := range args {
		if raw, ok := arg.([]byte); ok {
			arg = string(raw)
		}
		r.Args = append(r.Args, fmt.Sprint(arg))
	}
	return r
}

// foreign is a refusal of a file of another kind, called by the name of its format; those of kinds without one have a code.
func foreign(code, detail string) *Refusal {
	switch {
	case detail == "" || code == "not-table":
		return refuse(code, detail)
	case code == "xls-old" || code == "mail":
		return refuse(code, "made_by", detail)
	}
	return refuse(code, "named", detail)
}
