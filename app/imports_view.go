package app

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"ordertrail/importers"
	"ordertrail/importers/mail"
	"ordertrail/store"
	"ordertrail/track/carrier"
)

// maxShown is how many problems, changes and conflicts cross to a screen at once; the counts are of all of them.
const maxShown = 500

// planView is a plan as a screen shows it.
func (a *App) planView(r *importers.Reading, p *importers.Plan) PlanView {
	v := PlanView{
		File: r.File, Kind: r.Kind, Profile: r.Profile, Title: profileTitle(r.Profile), SHA256: r.SHA256, Size: r.Size,
		Format: r.Found.Format, Encoding: r.Found.Encoding, Separator: r.Found.Separator, Sheet: r.Found.Sheet, Sheets: nonNil(r.Found.Sheets),
		DateFormat: r.DateFormat, Decimal: r.Decimal, Source: cmp.Or(r.Stated, r.Source.ID), Rows: r.Rows, New: p.New, Changed: p.Changed, Same: p.Same,
		Conflict: p.Conflict, Rejected: p.Rejected, Ignored: p.Ignored, Orders: p.Orders, Events: p.Events, Bygone: p.Bygone,
		Columns: []ColumnView{}, Fields: fieldViews(r.Kind), Problems: []ProblemView{}, Changes: []ChangeView{}, Conflicts: []ConflictView{},
		Remembered: []RememberedView{}, Otherwise: []OtherwiseView{},
	}
	v.Doubted = r.Doubt.Says != ""
	v.Recognised, v.Flags, v.Flagged = recognisedView(r), []ProblemView{}, flaggedViews(r, p)
	v.IgnoredFor = ignoredViews(r)
	v.HeaderRow, v.Currency, v.First = r.HeaderRow, r.Currency, []FirstRow{}
	for _, first := range r.First {
		v.First = append(v.First, FirstRow{first.Row, first.Cells})
	}
	for _, h := range r.Headers {
		v.Columns = append(v.Columns, columnView(h))
	}
	v.Whose = whoseViews(r)
	orders := map[int]string{}
	for _, row := range p.Rows {
		orders[row.Row] = row.Order
	}
	for _, row := range r.Rejected {
		orders[row.Row] = row.Order
	}
	for _, x := range limit(r.Problems) {
		v.Problems = append(v.Problems, a.problemView(x, orders[x.Row]))
	}
	for _, x := range limit(slices.Concat(r.Flags, p.Outdated)) {
		v.Flags = append(v.Flags, a.problemView(x, orders[x.Row]))
	}
	for _, c := range limit(p.Changes) {
		v.Changes = append(v.Changes, ChangeView(c))
	}
	for _, c := range limit(p.Conflicts) {
		v.Conflicts = append(v.Conflicts, ConflictView{Order: c.Order, Field: c.Field, Typed: c.Typed, Ours: c.Ours, File: c.File, By: c.By, At: a.stamp(c.At)})
	}
	return v
}

// whoseViews asks whose the numbers of a file are.
func whoseViews(r *importers.Reading) []WhoseView {
	out := []WhoseView{}
	for _, w := range r.Whose {
		names := make([]string, len(w.Carriers))
		for i, id := range w.Carriers {
			names[i] = carrier.Name(id)
		}
		out = append(out, WhoseView{w.Carriers, names, w.Because, w.Count, w.Row, w.Number})
	}
	return out
}

// problemView is what is said of a cell, a row or a file, with its words for a shell that has no catalogue.
func (a *App) problemView(p importers.Problem, order string) ProblemView {
	return ProblemView{
		Sheet: p.Sheet, Row: p.Row, Column: p.Column, Value: p.Value, Code: p.Code, Says: p.Says, Args: nonNil(p.Args),
		Message: a.remark(p.Remark), Order: order,
	}
}

// remark is what an importer has to tell, in the catalogue's words where they are not somebody else's.
func (a *App) remark(r importers.Remark) string {
	if r.Says == "" {
		return r.Message
	}
	return a.say("problem."+r.Says, r.Args...)
}

// recognisedView is why a file is read by its profile.
func recognisedView(r *importers.Reading) RecognisedView {
	v := RecognisedView{Extra: []string{}, Missing: []string{}, NextLacks: []string{}, NextBars: []string{}}
	why := r.Recognition
	if why == nil {
		return v
	}
	v.Sure, v.Score, v.Columns, v.Matched = why.Sure, why.Score, why.Columns, len(why.Matched)
	v.Extra, v.Missing = nonNil(why.Extra), nonNil(why.Missing)
	if next := why.RunnerUp; next != nil {
		v.Next, v.NextTitle, v.NextScore = next.Profile, next.Title, next.Score
		v.NextLacks, v.NextBars = nonNil(next.Lacks), nonNil(next.Bars)
	}
	return v
}

// flaggedViews are the counts of what is odd, by code.
func flaggedViews(r *importers.Reading, p *importers.Plan) []FlaggedView {
	counts := maps.Clone(r.Flagged)
	if p.OutdatedOrders > 0 {
		if counts == nil {
			counts = map[string]int{}
		}
		counts[importers.OddOutdated] = p.OutdatedOrders
	}
	return counted(counts)
}

// ignoredViews count the rows that hold nothing to take in by why that is.
func ignoredViews(r *importers.Reading) []FlaggedView {
	counts := map[string]int{}
	for _, row := range r.Ignored {
		counts[cmp.Or(row.About, row.Why)]++
	}
	return counted(counts)
}

// counted are counts by code, in the order of the codes.
func counted(counts map[string]int) []FlaggedView {
	out := []FlaggedView{}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, FlaggedView{code, counts[code]})
	}
	return out
}

func columnView(h importers.Header) ColumnView {
	v := ColumnView{Name: h.Name, Field: h.Field, Sample: h.Sample, Likely: h.Likely}
	if d := h.Dates; d != nil {
		v.DateOrder, v.DayFirst, v.MonthFirst, v.EitherWay = d.Order, d.DayFirst, d.MonthFirst, d.Either
	}
	return v
}

func limit[T any](list []T) []T { return list[:min(len(list), maxShown)] }

func profileTitle(name string) string {
	for _, p := range importers.Profiles() {
		if p.Name == name {
			return p.Title
		}
	}
	return name
}

// fieldViews are the fields a column can become; an unknown file may become an orders or a carrier file.
func fieldViews(kind string) []FieldView {
	kinds := []string{kind}
	if kind == importers.KindUnknown {
		kinds = []string{importers.KindOrders, importers.KindCarrier}
	}
	out, seen := []FieldView{}, map[string]bool{}
	for _, k := range kinds {
		for _, f := range importers.Fields(k) {
			if !seen[f.Name] {
				seen[f.Name] = true
				out = append(out, FieldView{f.Name, f.Required, f.Example})
			}
		}
	}
	return out
}

// kept is what a run remembers besides its counts: how the file was read, for the history and for its rejected rows.
type kept struct {
	Sheet     string         `json:"sheet,omitempty"`  // of a workbook: what other sheets of it hold is another run
	Sheets    int            `json:"sheets,omitempty"` // that it has
	Columns   []string       `json:"columns"`
	Format    string         `json:"format"`
	Encoding  string         `json:"encoding"`
	Separator string         `json:"separator"`
	Changes   []ChangeView   `json:"changes"`
	Conflicts []ConflictView `json:"conflicts"`

	// How its rejected rows are read when they come back; see readAsRun.
	Looks  string            `json:"looks,omitempty"`
	Reads  string            `json:"reads,omitempty"`
	Said   string            `json:"said,omitempty"` // the source that somebody named
	Proved map[string]string `json:"proved,omitempty"`
}

// runOf is the run that taking in what v shows of a plan makes.
func (p *heldPlan) runOf(v PlanView, by string) store.Run {
	k := kept{Sheet: v.Sheet, Sheets: len(v.Sheets), Format: v.Format, Encoding: v.Encoding, Separator: v.Separator, Changes: v.Changes, Conflicts: v.Conflicts}
	for _, c := range v.Columns {
		k.Columns = append(k.Columns, c.Name)
	}
	if v.Rejected > 0 {
		k.Looks, k.Reads, k.Said, k.Proved = p.reading.Looks, p.reading.Reads, p.options.Source, proved(p.reading)
	}
	plan, _ := json.Marshal(k) // texts always marshal
	return store.Run{
		File: v.File, SHA256: v.SHA256, Kind: v.Kind, Profile: v.Profile, Source: v.Source, Rows: v.Rows, New: v.New, Changed: v.Changed,
		Same: v.Same, Conflict: v.Conflict, Rejected: v.Rejected, Ignored: v.Ignored, Orders: v.Orders, Events: v.Events, By: by, Plan: plan,
	}
}

// keepUnread keeps the mails of a run that nobody could read, one after the other.
func (a *App) keepUnread(ctx context.Context, tx *store.Tx, r *importers.Reading, drafts []importers.Draft, run store.Run) error {
	own, err := taughtRows(ctx, tx.Reader)
	if err != nil {
		return err
	}
	about := a.unreadNotices(r, mail.Reader{Own: own})
	for _, d := range drafts {
		u := about[d.First]
		u.Kind, u.Source, u.Run = "notice", r.Source.ID, run.Number
		err := error(nil)
		if u.Raw, err = r.RawOf(d); err != nil {
			return err
		}
		if _, err = tx.AddUnread(u); err != nil {
			return err
		}
	}
	return nil
}

// unreadNotices are what is told of the mails of a reading that nobody could read, by their rows.
func (a *App) unreadNotices(r *importers.Reading, senders mail.Reader) map[int]store.Unread {
	out, forged := map[int]store.Unread{}, map[int]bool{} // a forged one says nothing of how the sender writes
	for _, p := range r.Problems {
		out[p.Row] = store.Unread{Subject: p.Value, Why: a.remark(p.Remark)}
		forged[p.Row] = slices.Contains(p.Remark.Args, "authentication")
	}
	for _, row := range r.Rejected {
		if u := out[row.Row]; len(row.Cells) > 0 && !forged[row.Row] {
			u.Sender = senders.CarrierOf(row.Cells[0])
			out[row.Row] = u
		}
	}
	return out
}

func items(stock []importers.StockItem, run int64, zone *time.Location, now time.Time) []store.Item {
	out := make([]store.Item, 0, len(stock))
	for _, s := range stock {
		out = append(out, store.Item{
			SKU: s.SKU, Title: s.Title, GTIN: s.GTIN, Pack: max(1, s.PackQuantity), Aliases: s.Aliases, Cost: s.UnitCost,
			OnHand: s.OnHand, Bin: s.Bin, Run: run,
		})
		if s.Counted { // a list without a time was counted when it came
			at, err := s.CountedAt.At(zone)
			if err != nil {
				at = now
			}
			out[len(out)-1].Counted = at
		}
	}
	return out
}
