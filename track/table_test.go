package track

import (
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"
)

var plainWord = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

func TestThePhaseTable(t *testing.T) {
	t.Parallel()
	seen := map[Phase]bool{}
	for i, row := range phases {
		p := row.Phase
		if seen[p] || !plainWord.MatchString(string(p)) || !p.Known() {
			t.Errorf("%q is no single lower-case word of the table", p)
		}
		seen[p] = true
		if i > 0 && row.Rank <= phases[i-1].Rank && row.Rank > 0 {
			t.Errorf("%s has rank %d after %d", p, row.Rank, phases[i-1].Rank)
		}
		if row.Possession && !row.Carrier {
			t.Errorf("%s proves possession without a carrier", p)
		}
		if p.Moves() != (row.Rank > 0) {
			t.Errorf("%s moves a parcel: %v", p, p.Moves())
		}
	}
	for _, unknown := range []Phase{"", "in_transit", "Delivered"} {
		if unknown.Known() || unknown.Moves() || unknown.HasPossession() {
			t.Errorf("%q passes for a phase", unknown)
		}
	}
}

func TestTheReasonTable(t *testing.T) {
	t.Parallel()
	families := []Family{FamilyCarrier, FamilyShop, FamilyCustomer, FamilyCustoms, FamilyWeather, FamilyNone}
	seen := map[Reason]bool{}
	for _, row := range reasons {
		if seen[row.Reason] || !plainWord.MatchString(string(row.Reason)) {
			t.Errorf("%q is no single lower-case word of the table", row.Reason)
		}
		seen[row.Reason] = true
		if !slices.Contains(families, row.Reason.Family()) {
			t.Errorf("%s is of no known family: %q", row.Reason, row.Family)
		}
		if row.Reason.NeedsAction() && row.Family == FamilyNone {
			t.Errorf("%s needs an action of nobody", row.Reason)
		}
	}
	if Reason("").Known() || Reason("bad_luck").Known() {
		t.Error("a word that is not in the table passes for a reason")
	}
}

// allKinds are the constants of kind.go; a kind that is missing from the table is found here.
var allKinds = []Kind{
	OrderStated, ParcelStated, CarrierEvent, Contact, HoldPlaced, HoldReleased, Cancelled, Edited, Noted, LinePicked,
	LinePacked, ParcelClosed, ParcelLabel, ParcelStaged, ParcelGiven, ParcelVoided, PhaseOverride, ReturnOpened,
	ReturnAuthorised, ReturnDeclined, ReturnCancelled, ReturnExpected, ReturnReceived, ReturnMatched, ReturnInspected,
	ReturnSetAside, ReturnDecided, ReturnReleased, ReturnClosed, SupplierAsked, SupplierSent, SupplierAnswered, SerialShipped,
	ClaimOpened, ClaimFiled, ClaimPaid, ClaimRefused, ClaimGivenUp, ClaimDated, TaskTaken, TaskWaits, TaskStepped, TaskResolved, Retraction, ScanUnknown,
	LineUnpacked, ParcelMerged, OrderRepeated,
	Linked, Disowned,
}

func TestTheKindTable(t *testing.T) {
	t.Parallel()
	nouns := []string{"order", "line", "parcel", "return", "claim", "task", "match", "event", "scan"}
	if len(kinds) != len(allKinds) {
		t.Errorf("the table has %d kinds, the constants are %d", len(kinds), len(allKinds))
	}
	for _, k := range allKinds {
		row, listed := kindIndex[k]
		switch {
		case !listed || !plainWord.MatchString(string(k)):
			t.Errorf("%q is not listed", k)
		case !slices.Contains(nouns, k.About()):
			t.Errorf("%s is about %q", k, k.About())
		case row.Phase != "" && (!row.Phase.Known() || row.Phase.IsCarrier()):
			t.Errorf("%s means the phase %q, which is not our own work", k, row.Phase)
		case row.Phase != "" && row.About != "parcel":
			t.Errorf("%s means a phase and is about a %s", k, row.About)
		}
	}
	if Kind("teleported").About() != "" || Kind("teleported").IsAct() {
		t.Error("an unknown kind is about something")
	}
}

// Every kind of fact changes the state of an order in which it makes sense; those below never do, and say why.
func TestEveryKindIsHandled(t *testing.T) {
	t.Parallel()
	quiet := map[Kind]string{
		Noted:       "a note is only read",
		Retraction:  "what it takes back is left out before the state is derived",
		ScanUnknown: "nobody knows what it is about",
		Linked:      "it decides which facts an order has, before its state is derived",
		Disowned:    "what is not ours is in no order",
	}
	begin := func(k Kind) *story {
		s := newStory(t).order(LineFacts{Line: "1", SKU: "A", Quantity: 2})
		if k == HoldReleased {
			s.act(HoldPlaced, "", "2026-05-13T10:30:00", "", 0)
		}
		if k.About() == "claim" && k != ClaimOpened { // what opened it must not be what changes it
			s.add(Event{Kind: ClaimOpened, Claim: "C1", Occurred: "2026-05-13T09:00:00", Source: Source{"anna", SourcePerson}})
		}
		if k == ClaimPaid {
			s.add(Event{Kind: ClaimFiled, Claim: "C1", Occurred: "2026-05-13T09:30:00", Source: Source{"anna", SourcePerson}})
		}
		if k == ReturnDeclined || k == ReturnCancelled || k == ReturnExpected {
			s.add(Event{Kind: ReturnOpened, Return: "R2", Occurred: "2026-05-13T09:00:00", Source: Source{"anna", SourcePerson}})
		}
		if k == ReturnExpected {
			s.add(Event{Kind: ReturnAuthorised, Return: "R2", Occurred: "2026-05-13T09:10:00", Source: Source{"anna", SourcePerson}})
		}
		return s.act(LinePacked, "PX", "2026-05-13T10:00:00", "1", 1).
			carrier("PY", "2026-05-13T11:00:00", AttemptFailed, "customer_not_home").
			act(ReturnReceived, "", "2026-05-13T12:00:00", "1", 1)
	}
	if len(begin("").state().Tasks) == 0 {
		t.Fatal("the story has no task to act on")
	}
	for _, k := range allKinds {
		t.Run(string(k), func(t *testing.T) {
			t.Parallel()
			s := begin(k)
			before := s.state()
			s.add(Event{
				Kind: k, ParcelID: "PX", Return: returnOf(k), Claim: claimOf(k), Line: "1", Quantity: 1, Task: before.Tasks[0].Task, Actor: "anna",
				Occurred: "2026-05-14T10:00:00", Phase: phaseOf(k), Code: codeOf(k), Text: "2026-05-22", Due: "2026-05-30",
				Source: Source{"bench-1", SourceStation}, OrderFacts: &OrderFacts{OrderedAt: "2026-05-11"},
				ParcelFacts: &ParcelFacts{Service: "express"}, Other: ParcelRef{Tracking: "1ZBEFORE"}, Of: OrderRef{"other", "77"},
			})
			changed := asJSON(t, s.state()) != asJSON(t, before)
			if _, isQuiet := quiet[k]; changed == isQuiet {
				t.Errorf("%s changed the state: %v", k, changed)
			}
		})
	}
}

func phaseOf(k Kind) Phase {
	if k == CarrierEvent || k == PhaseOverride {
		return ReturnedToUs
	}
	return ""
}

// returnOf is the return of the story in which an act of the kind makes sense: one that waits to come, or one that came.
func returnOf(k Kind) string {
	if k == ReturnDeclined || k == ReturnCancelled || k == ReturnExpected {
		return "R2"
	}
	return "R1"
}

func claimOf(k Kind) string {
	if k.About() == "claim" {
		return "C1"
	}
	return ""
}

func codeOf(k Kind) string {
	return map[Kind]string{
		Edited: "promised_on", Contact: "missing", ReturnReleased: "refund", ReturnDecided: "scrap", SerialShipped: "SN1",
		SupplierAnswered: "credited",
	}[k]
}

func TestTheAuthorityTable(t *testing.T) {
	t.Parallel()
	kinds := []SourceKind{SourceShop, SourceLabel, SourceCarrierFile, SourceCarrierMail, SourceStation, SourcePerson}
	table := DefaultAuthority()
	rows := map[Phase]int{}
	names := map[string]bool{}
	for _, row := range table {
		if names[row.Milestone] || len(row.Asserts) == 0 {
			t.Errorf("%s is listed twice, or nobody may assert it", row.Milestone)
		}
		names[row.Milestone] = true
		for _, p := range row.Phases {
			rows[p]++
		}
		for _, k := range append(slices.Clone(row.Asserts), row.Supports...) {
			if !slices.Contains(kinds, k) {
				t.Errorf("%s: nobody is a %q", row.Milestone, k)
			}
		}
		for _, k := range row.Supports {
			if slices.Contains(row.Asserts, k) {
				t.Errorf("%s both asserts and supports %s", k, row.Milestone)
			}
		}
	}
	for _, p := range Phases() {
		if want := map[bool]int{true: 1}[p.Moves()]; rows[p] != want {
			t.Errorf("%s stands in %d rows, want %d", p, rows[p], want)
		}
		if p.HasPossession() && table.Of(p, SourceShop) == Asserts {
			t.Errorf("a shop may assert %s", p)
		}
		if table.Of(p, SourcePerson) != Asserts && p.Moves() {
			t.Errorf("a person may not assert %s", p)
		}
	}
	if table.Of("teleported", SourcePerson) != Ignored {
		t.Error("somebody has a say about an unknown phase")
	}
}

func TestTheExceptionTable(t *testing.T) {
	t.Parallel()
	owners := []string{"warehouse", "operations", "support", "returns", "manager", "admin"}
	ids, codes := map[string]bool{}, map[string]bool{}
	last := 0
	for _, x := range Exceptions() {
		n, err := strconv.Atoi(x.ID[1:])
		switch {
		case err != nil || x.ID[0] != 'E' || n < 1 || n > 44 || n != last+1:
			t.Errorf("%s is no ascending number of the list of buckets", x.ID)
		case ids[x.ID] || codes[x.Code] || !plainWord.MatchString(x.Code):
			t.Errorf("%s %q is listed twice or is no plain word", x.ID, x.Code)
		case !slices.Contains(owners, x.Owner) || !hasStep(x.Step):
			t.Errorf("%s: owner %q, step %q", x.Code, x.Owner, x.Step)
		case !plainWord.MatchString(x.Opens) || len(x.Checks) < 2 || !allPlain(x.Clears) || !allPlain(x.Checks):
			t.Errorf("%s: opens when %q, clears when %q, look first at %q", x.Code, x.Opens, x.Clears, x.Checks)
		case x.Severity < Watch || x.Severity > Broken || x.Severity.String() == "":
			t.Errorf("%s: severity %d", x.Code, x.Severity)
		case (x.find == nil) == (x.shop == nil):
			t.Errorf("%s: nothing finds it, or two things do", x.Code)
		}
		last, ids[x.ID], codes[x.Code] = n, true, true
		if y, known := ExceptionOf(x.Code); !known || y.ID != x.ID {
			t.Errorf("%s is not found by its code", x.Code)
		}
	}
	if _, known := ExceptionOf("bad_luck"); known {
		t.Error("an unknown code has a row")
	}
}

func hasStep(step string) bool { _, known := StepOf(step); return known }

func allPlain(list []string) bool {
	return !slices.ContainsFunc(list, func(w string) bool { return !plainWord.MatchString(w) })
}

func TestADueIsInOneWord(t *testing.T) {
	t.Parallel()
	friday := time.Date(2026, 5, 22, 16, 15, 0, 0, berlin)
	for _, row := range []struct {
		due   Due
		until time.Time
		word  string
		n     int
		want  Stamp
	}{
		{atOnce, time.Time{}, "at_once", 0, "2026-05-22T16:15:00"},
		{hours(4), time.Time{}, "hours", 4, "2026-05-22T20:15:00"},
		{workdays(1), time.Time{}, "workdays", 1, "2026-05-25T16:15:00"},
		{sameDay, time.Time{}, "same_day", 0, "2026-05-23T00:00:00"},
		{beforePromise, friday.AddDate(0, 0, 2), "before_promise", 0, "2026-05-24T16:15:00"},
		{beforePromise, friday.AddDate(0, 0, -2), "before_promise", 0, "2026-05-22T16:15:00"},
		{beforeReturn, friday.AddDate(0, 0, 2), "before_return", 0, "2026-05-24T16:15:00"},
		{beforeReturn, time.Time{}, "before_return", 0, ""},
		{noDue, time.Time{}, "never", 0, ""},
	} {
		word, n := row.due.Says()
		got := row.due.after(friday, row.until, DefaultRules(berlin))
		stamp := Stamp("")
		if !got.IsZero() {
			stamp = LocalStamp(got.In(berlin))
		}
		if word != row.word || n != row.n || stamp != row.want {
			t.Errorf("%+v says %s %d and is due %s, want %s", row.due, word, n, stamp, row.want)
		}
	}
}

func TestTheGuardTable(t *testing.T) {
	t.Parallel()
	for k, list := range guards {
		if !k.IsAct() || len(list) == 0 {
			t.Errorf("%s is guarded; a report is never refused", k)
		}
	}
}

func TestEveryFinalPhaseIsRankedByTheHeadline(t *testing.T) {
	t.Parallel()
	for p := range alarm {
		if !p.Known() || !p.HasPossession() || p == Delivered {
			t.Errorf("%s alarms", p)
		}
	}
}

func TestWhereAParcelWasLeft(t *testing.T) {
	t.Parallel()
	for written, want := range map[string]string{
		"": "", "FRONT DOOR": "front_door", "Met neighbour Mrs. Miller": "neighbour", "Nachbar, Hr. Groß": "neighbour",
		"With Anna Miller, 12 Elm Street": "elsewhere", "front_door": "front_door", "mail_room": "mail_room", "elsewhere": "elsewhere",
	} {
		if got := LeftPlace(written); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
	for _, place := range LeftPlaces() {
		if LeftPlace(place) != place {
			t.Errorf("the word %s is not itself", place)
		}
	}
}

func TestACarriersWordsLieBesideItsFacts(t *testing.T) {
	t.Parallel()
	said := Event{Kind: CarrierEvent, Phase: Delivered, Text: "Left with A. Miller", Parcel: ParcelRef{Tracking: "1Z"}, Occurred: "2026-05-20"}.Sealed()
	fact := said.AsFact()
	if fact.Text != "" || fact.TextHash == "" || fact.Sealed().ID != said.ID || said.Sealed().ID != said.ID {
		t.Errorf("%+v became %+v", said, fact)
	}
	other := said
	other.Text = "Left with B. Miller"
	if other.Sealed().ID == said.ID {
		t.Error("other words are the same fact")
	}
	other.Phase = Unmapped
	if other.AsFact().Text == "" {
		t.Error("words that are to be taught are gone")
	}
}
