package track

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestTheOrderAndNumberOfArrivalsChangeNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events, now, rules := prompt(t, someEvents(t)), someNow(t), someRules(t)
		again := rapid.SliceOfN(rapid.SampledFrom(events), 0, 10).Draw(t, "again")
		other := rapid.Permutation(append(slices.Clone(events), again...)).Draw(t, "other")
		if a, b := asJSON(t, deriveBy(rules, events, now)), asJSON(t, deriveBy(rules, other, now)); a != b {
			t.Fatalf("the state depends on how facts arrived:\n%s", cmp.Diff(a, b))
		}
	})
}

func TestALateArrivalIsAsGoodAsAnEarlyOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events, now := someEvents(t), firstDay.AddDate(0, 0, 60)
		late := slices.Clone(events)
		for i := range late {
			if !late[i].Kind.IsAct() { // what we did ourselves we knew at once
				late[i].Recorded = late[i].Recorded.Add(time.Duration(rapid.IntRange(0, 500).Draw(t, "hours")) * time.Hour)
			}
		}
		if d := cmp.Diff(unlearned(deriveAt(events, now)), unlearned(deriveAt(late, now))); d != "" {
			t.Fatalf("the state depends on when facts arrived:\n%s", d)
		}
	})
}

// unlearned is a state without the times that say when we could first act, which do depend on when we learned.
func unlearned(s OrderState) OrderState {
	for i := range s.Tasks {
		s.Tasks[i].Opened, s.Tasks[i].Due = time.Time{}, time.Time{}
	}
	slices.SortFunc(s.Tasks, func(a, b Task) int { return slices.Compare([]string{a.Task}, []string{b.Task}) })
	s.Headline, s.Why = Headline{}, Why{}
	return s
}

func TestWhatMustAlwaysHold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := firstDay.AddDate(0, 0, rapid.IntRange(22, 60).Draw(t, "day"))
		s := deriveBy(someRules(t), prompt(t, someEvents(t)), now)
		for _, l := range s.Lines {
			checkLedger(t, l)
			checkContents(t, s, l)
		}
		for _, p := range s.Parcels {
			checkParcel(t, p)
			checkEstimate(t, p, DateOf(now, berlin))
		}
		checkTasks(t, s)
		checkOrder(t, s)
		for _, r := range s.Returns {
			checkCase(t, r)
		}
	})
}

// checkCase: a case with a supplier is in a state that people know, waits or has ended, and a cover that knows its last day says
// from when on.
func checkCase(t failer, r ReturnState) {
	w := r.Warranty
	if w == nil {
		return
	}
	waits := w.State == "open" || w.State == "asked" || w.State == "sent"
	switch {
	case waits != w.IsOpen(), !waits && w.State != droppedCase && !slices.Contains(SupplierAnswers(), w.State):
		t.Fatalf("return %s has the case %+v", r.Return, w)
	case waits && len(w.Acts()) == 0, !waits && len(w.Acts()) > 0:
		t.Fatalf("a case that is %s offers %v", w.State, w.Acts())
	case w.State == "sent" && w.Sent == "", w.State == "asked" && w.Asked == "":
		t.Fatalf("return %s has the case %+v", r.Return, w)
	}
	for _, l := range r.Lines {
		if c := l.Cover; c == nil || (c.Until != "") != (c.Says == "in" || c.Says == "out") || (c.From == "") != (c.Until == "") {
			t.Fatalf("line %s of return %s is covered as %+v", l.Line, r.Return, c)
		}
	}
}

// failer is who hears of a law that is broken.
type failer interface {
	Fatalf(format string, args ...any)
}

// checkLedger: read a row as "<left> never exceeds <right>".
func checkLedger(t failer, l LineState) {
	g := l.Ledger
	for _, row := range []struct {
		left  string
		n     int
		right string
		of    int
	}{
		{"cancelled", g.Cancelled, "ordered", g.Ordered},
		{"picked", g.Picked, "ordered less cancelled, and over-picked", g.Ordered - g.Cancelled + l.Overpick},
		{"packed", g.Packed, "picked", g.Picked},
		{"handed over", g.HandedOver, "packed", g.Packed},
		{"delivered, lost and returning", g.Delivered + g.Lost + g.Returning, "handed over", g.HandedOver},
		{"received back", g.ReturnReceived, "handed over", g.HandedOver},
		{"restocked and written off", g.Restocked + g.WrittenOff, "received back", g.ReturnReceived},
		{"replaced", g.Replaced, "received back", g.ReturnReceived},
		{"to ship", l.ToShip, "ordered", g.Ordered},
		{"nothing", 0, "every column", min(g.Ordered, g.Cancelled, g.Picked, g.Packed, g.HandedOver, g.Delivered, g.Lost, g.Returning,
			g.ReturnRequested, g.ReturnReceived, g.Restocked, g.WrittenOff, g.Replaced, l.ToShip, l.Overpick)},
	} {
		if row.n > row.of {
			t.Fatalf("line %s: %s is %d and %s is %d: %+v", l.Line, row.left, row.n, row.right, row.of, l)
		}
	}
}

// checkContents: the contents that were scanned are what is packed, where nothing is implied.
func checkContents(t failer, s OrderState, l LineState) {
	if l.Implied {
		return
	}
	scanned := 0
	for _, p := range s.Parcels {
		for _, c := range p.Contents {
			if c.Line == l.Line && !p.Voided && !p.Assumed {
				scanned += c.Quantity
			}
		}
	}
	if scanned != l.Ledger.Packed {
		t.Fatalf("line %s: parcels hold %d, the ledger says %d packed", l.Line, scanned, l.Ledger.Packed)
	}
}

func checkParcel(t failer, p ParcelState) {
	switch {
	case !p.Phase.Known() || p.Phase == Unmapped:
		t.Fatalf("parcel in phase %q", p.Phase)
	case p.Phase.HasPossession() != p.Possession && p.Phase.HasPossession():
		t.Fatalf("parcel is %s without possession", p.Phase)
	case p.OnItsWay && !p.Possession && p.Times.HandedOver == "":
		t.Fatalf("parcel is on its way and nobody handed it over: %+v", p)
	case p.Voided != (p.Phase == Voided), p.Voided && p.OnItsWay:
		t.Fatalf("parcel voided %v in phase %s, on its way %v", p.Voided, p.Phase, p.OnItsWay)
	case p.Phase.IsFinal() && p.Flag != "":
		t.Fatalf("a %s parcel is %s", p.Phase, p.Flag)
	case p.Why.Rule == "", p.Why.DecidedBy == "" && p.Why.Rule != RuleNothing:
		t.Fatalf("nothing decided that the parcel is %s: %+v", p.Phase, p.Why)
	case p.Why.RunnerUp != "" && p.Why.RunnerUp == p.Why.DecidedBy:
		t.Fatalf("%s is its own runner-up", p.Why.DecidedBy)
	}
}

// checkEstimate: a window begins no later than it ends, history names no day of the past, and says how sure it is.
func checkEstimate(t *rapid.T, p ParcelState, today Date) {
	e := p.Estimated
	switch {
	case e.From > e.To, (e.From == "") != (e.To == ""), (e.From == "") != (e.Basis == ""):
		t.Fatalf("window %+v", e)
	case e.Basis == "history" && (e.From < today || e.N < 9 || e.Level == "" || e.Level == LevelShipped):
		t.Fatalf("on %s history says %+v", today, e)
	case e.Basis == "promise" && e.To < today:
		t.Fatalf("on %s a promise of the past is an estimate: %+v", today, e)
	case p.Phase.IsFinal() && e != (Estimate{}):
		t.Fatalf("a %s parcel is expected: %+v", p.Phase, e)
	case !p.Transit.IsZero() && !p.Phase.IsFinal():
		t.Fatalf("a %s parcel has ended: %+v", p.Phase, p.Transit)
	}
}

// checkTasks: every task has its own id and a row in the table, ends after it opened, and no two are open on one subject.
func checkTasks(t failer, s OrderState) {
	seen, open, nth := map[string]bool{}, map[[2]string]bool{}, map[[3]string]bool{}
	attention := 0
	for i, task := range s.Tasks {
		x, known := ExceptionOf(task.Code)
		switch {
		case !known || task.Owner != x.Owner:
			t.Fatalf("task %+v is in no row", task)
		case seen[task.Task]:
			t.Fatalf("two tasks %s", task.Task)
		case (task.IsOpen() || task.State == TaskSuppressed) != task.Ended.IsZero():
			t.Fatalf("task %s is %s and ended %s", task.Task, task.State, task.Ended)
		case !task.Ended.IsZero() && task.Ended.Before(task.Opened):
			t.Fatalf("task %s ended before it opened: %+v", task.Task, task)
		case i > 0 && task.Opened.Before(s.Tasks[i-1].Opened):
			t.Fatalf("tasks are not oldest first")
		case task.Ended.IsZero() && open[[2]string{task.Code, task.Subject}]:
			t.Fatalf("two open tasks %s of %q", task.Code, task.Subject)
		case task.Nth < 1 || nth[[3]string{task.Code, task.Subject, strconv.Itoa(task.Nth)}]:
			t.Fatalf("task %s is number %d of %s of %q twice", task.Task, task.Nth, task.Code, task.Subject)
		case (task.Cleared != "") != (task.State == TaskCleared) || task.Cleared != "" && !slices.Contains(x.Clears, task.Cleared):
			t.Fatalf("task %s is %s and cleared by %q; its row says %q", task.Task, task.State, task.Cleared, x.Clears)
		case task.Since.IsZero() || task.Since.After(task.Opened) && task.Ended.IsZero():
			t.Fatalf("task %s opened %s and tells of what began %s", task.Task, task.Opened, task.Since)
		case (task.How != "") != task.State.byPerson() || (task.How == FalseAlarm) != (task.State == TaskFalse):
			t.Fatalf("task %s is %s and ended as %q", task.Task, task.State, task.How)
		case task.On != "" && task.Until == "":
			t.Fatalf("task %s waits for the %s and for no day", task.Task, task.On)
		}
		nth[[3]string{task.Code, task.Subject, strconv.Itoa(task.Nth)}] = true
		seen[task.Task] = true
		if task.Ended.IsZero() {
			open[[2]string{task.Code, task.Subject}] = true
		}
		if task.IsOpen() {
			attention++
		}
	}
	if attention != s.Facets.Attention {
		t.Fatalf("attention is %d, %d tasks are open", s.Facets.Attention, attention)
	}
}

func checkOrder(t failer, s OrderState) {
	switch {
	case s.Headline.Code == "":
		t.Fatalf("no headline: %+v", s)
	case s.Facts.NotOurs && len(s.Tasks) > 0:
		t.Fatalf("an order of somebody else raises tasks")
	case s.Facets.State == Closed && s.Facets.Attention > 0:
		t.Fatalf("a closed order needs someone")
	case s.Facets.State == CancelledAs && s.Facets.Promise != NoPromise:
		t.Fatalf("a cancelled order promises something")
	case s.Promise.Days > 0 != (s.Facets.Promise == Late):
		t.Fatalf("promise %+v in facets %+v", s.Promise, s.Facets)
	}
	if s.Bygone && (s.Headline.ToShip > 0 || s.Facets.Delivered != None || s.Facets.Promise != NoPromise) {
		t.Fatalf("a bygone order has %+v, %+v", s.Headline, s.Facets)
	}
	checkClaims(t, s)
	for _, task := range s.Tasks {
		if s.Bygone && ofShipping[exceptionIndex[task.Code].ID] {
			t.Fatalf("a bygone order has a task %s", task.Code)
		}
		atRest := s.Facets.State == CancelledAs || s.Facets.State == OnHold
		if ours := task.Code == "past_ship_by" || task.Code == "packed_not_handed_over" || task.Code == "label_only"; ours && atRest && task.IsOpen() {
			t.Fatalf("an order %s has an open task %s", s.Facets.State, task.Code)
		}
	}
}

// checkClaims: a claim that is over waits for nobody, one that is open is told of at most once, and what was paid and what is left
// are what was claimed.
func checkClaims(t failer, s OrderState) {
	for _, c := range s.Claims {
		told := 0
		for _, task := range s.Tasks {
			if task.Subject == c.Claim && task.IsOpen() {
				told++
			}
		}
		switch {
		case told > 1 || told > 0 && !c.IsOpen():
			t.Fatalf("claim %+v is told of %d times", c, told)
		case c.Left.Minor < 0 || !c.Left.IsZero() && (c.IsOpen() || c.Paid.Minor+c.Left.Minor != c.Claimed.Minor):
			t.Fatalf("claim %+v: paid and left are not what was claimed", c)
		}
	}
}

func TestTheLabelAloneIsNeverOnItsWay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var events []Event
		for _, e := range someEvents(t) {
			label := e.Kind == ParcelStated || e.Kind == ParcelLabel || e.Kind == OrderStated || e.Kind == ParcelClosed
			announced := e.Kind == CarrierEvent && (e.Phase == Announced || e.Phase.Rank() == 0)
			shopSays := e.Kind == CarrierEvent && e.Source.Kind == SourceShop
			if label || announced || shopSays {
				events = append(events, e)
			}
		}
		s := deriveAt(events, someNow(t))
		for _, p := range s.Parcels {
			if p.OnItsWay || p.Possession || p.Phase.HasPossession() {
				t.Fatalf("%s is %s, possession %v, on its way %v", p.Parcel, p.Phase, p.Possession, p.OnItsWay)
			}
		}
		for _, l := range s.Lines {
			if l.Ledger.HandedOver > 0 {
				t.Fatalf("line %s was handed over", l.Line)
			}
		}
	})
}

func TestWhatIsNotUnderstoodMovesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events, now := someEvents(t), someNow(t)
		before := deriveAt(events, now)
		if len(before.Parcels) == 0 {
			t.Skip("no parcel to say anything about")
		}
		dull := Event{
			Kind: CarrierEvent, Source: rapid.SampledFrom(someSources).Draw(t, "source"), Occurred: someStamp(t), Code: "?",
			Phase:    rapid.SampledFrom([]Phase{NoData, Unmapped, "", "teleported"}).Draw(t, "dull"),
			ParcelID: rapid.SampledFrom(before.Parcels).Draw(t, "of").Parcel, Recorded: events[0].Recorded,
		}
		after := deriveAt(append(slices.Clone(events), dull.Sealed()), now)
		if d := cmp.Diff(standings(before), standings(after)); d != "" {
			t.Fatalf("%q moved something:\n%s", dull.Phase, d)
		}
	})
}

// standings is where every parcel is and what decided it.
func standings(s OrderState) map[string][4]string {
	out := map[string][4]string{}
	for _, p := range s.Parcels {
		out[p.Parcel] = [4]string{string(p.Phase), p.Why.Rule, p.Why.DecidedBy, string(p.Times.Possession)}
	}
	return out
}

func TestBetweenNowAndCheckNothingChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events, now, rules := prompt(t, someEvents(t)), someNow(t), someRules(t)
		s := deriveBy(rules, events, now)
		ahead := 90 * 24 * time.Hour
		if !s.Check.IsZero() {
			if ahead = s.Check.Sub(now); ahead <= 0 {
				t.Fatalf("Check %s does not lie ahead of %s", s.Check, now)
			}
		}
		for _, then := range []time.Time{
			now.Add(ahead - 1),
			now.Add(time.Duration(rapid.Int64Range(0, int64(ahead-1)).Draw(t, "ahead"))),
		} {
			if d := cmp.Diff(s, deriveBy(rules, events, then)); d != "" {
				t.Fatalf("derived at %s, Check is %s, but at %s:\n%s", now, s.Check, then, d)
			}
		}
	})
}

func TestMergingLosesNothingAndAsksNoOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		merged := Merge(events)
		if a, b := asJSON(t, merged), asJSON(t, Merge(rapid.Permutation(events).Draw(t, "other"))); a != b {
			t.Fatalf("the timeline depends on how facts arrived:\n%s", cmp.Diff(a, b))
		}
		ids := map[string]int{}
		for _, m := range merged {
			if len(m.Events) != len(m.Sources) || m.Events[0] != m.Event.ID {
				t.Fatalf("entry %+v", m)
			}
			for _, id := range m.Events {
				ids[id]++
			}
		}
		for _, e := range events {
			if ids[e.ID] != 1 {
				t.Fatalf("%s is in the timeline %d times", e.ID, ids[e.ID])
			}
		}
	})
}
