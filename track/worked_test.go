package track

import (
	"testing"
)

// T6: delivered at 14:00, out for delivery at 14:05, is delivered.
func TestDeliveredAtTwoStandsAgainstOutForDeliveryAtFivePast(t *testing.T) {
	t.Parallel()
	got := newStory(t).one().carrier("PX", "2026-05-13T14:00:00", Delivered, "").
		carrier("PX", "2026-05-13T14:05:00", OutForDelivery, "").state()
	p := got.Parcels[0]
	if p.Phase != Delivered || p.Since != "2026-05-13T14:00:00" || got.Facets.State != Closed || got.Facets.Attention != 0 {
		t.Errorf("parcel %+v in %+v, want delivered at 14:00, closed, nothing to do", p, got.Facets)
	}
}

func TestLabelOnMondayHandedOverOnWednesdaySeenOnThursday(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().act(ParcelLabel, "PX", "2026-05-11T09:00:00", "", 0)
	if p := s.state().Parcels[0]; p.Phase != Labelled || p.OnItsWay {
		t.Errorf("parcel %+v, want labelled and not on its way", p)
	}
	s.act(ParcelGiven, "PX", "2026-05-13T17:00:00", "", 0)
	if p := s.state().Parcels[0]; !p.OnItsWay || p.Possession {
		t.Errorf("parcel %+v, want on its way by our word, not yet the carrier's", p)
	}
	got := s.carrier("PX", "2026-05-14T06:00:00", Possession, "").state()
	p := got.Parcels[0]
	if p.Times.HandedOver != "2026-05-13T17:00:00" || p.Times.Possession != "2026-05-14T06:00:00" || got.Times.HandedOver != "2026-05-13T17:00:00" {
		t.Errorf("times %+v of the order %+v, want handed over on Wednesday, seen on Thursday", p.Times, got.Times)
	}
}

// T9: a label of five working days that nobody scanned is E04, not in transit.
func TestALabelOfFiveWorkingDaysIsNotInTransit(t *testing.T) {
	t.Parallel()
	got := newStory(t).one().carrier("PX", "2026-05-14T09:00:00", Announced, "").state()
	if got.Headline.Code != "label_only" || got.Parcels[0].Phase != Announced || got.Parcels[0].OnItsWay {
		t.Errorf("headline %+v, parcel %+v", got.Headline, got.Parcels[0])
	}
}

func TestWhatOtherTablesGetWrong(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		phase Phase
		want  Phase
	}{
		{"left at a parcel shop is not delivered", AwaitingCollection, AwaitingCollection},
		{"a carrier's unknown is no delay", NoData, Moving},
		{"a code nobody mapped is not in transit", Unmapped, Moving},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			got := newStory(t).one().carrier("PX", "2026-05-20T09:00:00", Moving, "").carrier("PX", "2026-05-20T12:00:00", row.phase, "").state()
			if got.Parcels[0].Phase != row.want || got.Parcels[0].Flag != "" {
				t.Errorf("parcel %+v, want %s", got.Parcels[0], row.want)
			}
		})
	}
}

func TestAnAddressSurchargeAMonthLaterRestatesTheCost(t *testing.T) {
	t.Parallel()
	cost := func(minor int64, asOf Stamp, run int64) Event {
		return Event{
			Kind: ParcelStated, ParcelID: "PX", Source: Source{"labels", SourceLabel}, AsOf: asOf, Run: run,
			Occurred: "2026-04-10T09:00:00", ParcelFacts: &ParcelFacts{Cost: Money{minor, "EUR"}},
		}
	}
	got := newStory(t).one().tell(cost(1290, "2026-05-15T00:00:00", 2), cost(490, "2026-04-15T00:00:00", 1)).state()
	if got.Parcels[0].Cost != (Money{1290, "EUR"}) {
		t.Errorf("cost %+v, want the later invoice's", got.Parcels[0].Cost)
	}
}

// T7: the same event in a mail and in a file is one event of two sources.
func TestOneFactInAMailAndAFileIsOneEntryWithTwoSources(t *testing.T) {
	t.Parallel()
	mail, file := Source{"ups-mail", SourceCarrierMail}, Source{"ups", SourceCarrierFile}
	said := func(source Source, at Stamp, phase Phase) Event {
		return Event{Kind: CarrierEvent, ParcelID: "PX", Source: source, Occurred: at, Phase: phase}.Sealed()
	}
	packed := func(nonce string) Event {
		return Event{Kind: LinePacked, ParcelID: "PX", Line: "1", Quantity: 1, Occurred: "2026-05-13T10:00:00", Nonce: nonce}.Sealed()
	}
	for _, row := range []struct {
		name   string
		events []Event
		want   []int // sources of each entry
	}{
		{"within the same minute", []Event{said(mail, "2026-05-13T14:00:37", Delivered), said(file, "2026-05-13T14:00:00", Delivered)}, []int{2}},
		{"one knows only the day", []Event{said(mail, "2026-05-13T14:00:37", Delivered), said(file, "2026-05-13", Delivered)}, []int{2}},
		{"both know only the day", []Event{said(mail, "2026-05-13", Delivered), said(file, "2026-05-13", Delivered)}, []int{2}},
		{"a minute apart", []Event{said(mail, "2026-05-13T14:01:37", Delivered), said(file, "2026-05-13T14:00:00", Delivered)}, []int{1, 1}},
		{"another phase", []Event{said(mail, "2026-05-13T14:00:37", Delivered), said(file, "2026-05-13T14:00:00", AttemptFailed)}, []int{1, 1}},
		{"another day", []Event{said(mail, "2026-05-13T14:00:37", Delivered), said(file, "2026-05-14", Delivered)}, []int{1, 1}},
		{"one source twice", []Event{said(file, "2026-05-13T14:00:37", Moving), said(file, "2026-05-13T14:00:00", Moving)}, []int{1, 1}},
		{"two acts in a minute are two", []Event{packed("a"), packed("b")}, []int{1, 1}},
		{"two attempts of a day, and a file that knows only the day", []Event{
			said(mail, "2026-05-13T10:00:00", AttemptFailed), said(mail, "2026-05-13T15:00:00", AttemptFailed), said(file, "2026-05-13", AttemptFailed),
		}, []int{2, 1}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var got []int
			for _, m := range Merge(row.events) {
				got = append(got, len(m.Sources))
				if m.Event.Occurred.IsDate() && len(m.Events) > 1 && row.name != "both know only the day" {
					t.Errorf("%+v leads, which knows least", m.Event)
				}
			}
			if asJSON(t, got) != asJSON(t, row.want) {
				t.Errorf("entries with %v sources, want %v", got, row.want)
			}
		})
	}
}

func TestOneFailedAttemptInAMailAndAFileIsOneTaskAndOneAttempt(t *testing.T) {
	t.Parallel()
	got := newStory(t).one().carrier("PX", "2026-05-20T14:05:00", AttemptFailed, "customer_not_home").
		tell(Event{Kind: CarrierEvent, ParcelID: "PX", Occurred: "2026-05-20T14:05:41", Phase: AttemptFailed, Source: Source{"ups-mail", SourceCarrierMail}}).state()
	if got.Parcels[0].Attempts != 1 || len(open(got, "attempt_failed")) != 1 {
		t.Errorf("%d attempts, tasks %+v", got.Parcels[0].Attempts, got.Tasks)
	}
}

func TestHowAnOrderStandsAgainstItsPromise(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string // the promise is 20 May, today is 21 May
		story func(*story)
		want  PromiseState
		days  int
	}{
		{"still moving is late", func(s *story) { s.carrier("PX", "2026-05-20T10:00:00", Moving, "") }, Late, 1},
		{"delivered on the day at night is kept", func(s *story) { s.carrier("PX", "2026-05-20T23:50:00", Delivered, "") }, OnTrack, 0},
		{"delivered the day after is late for good", func(s *story) { s.carrier("PX", "2026-05-21T00:10:00", Delivered, "") }, Late, 1},
		{"cancelled promises nothing", func(s *story) { s.act(Cancelled, "", "2026-05-18T10:00:00", "", 0) }, NoPromise, 0},
		{"refunded before the day promises nothing more", func(s *story) {
			s.carrier("PX", "2026-05-15T10:00:00", Returning, "").carrier("PX", "2026-05-17T10:00:00", ReturnedToUs, "")
			back := returned(ReturnReceived, "2026-05-17T10:00:00", 1, "")
			shut := returned(ReturnClosed, "2026-05-18T10:00:00", 0, "")
			back.Return, shut.Return = RTSNumber("PX"), RTSNumber("PX")
			s.tell(back, shut)
		}, NoPromise, 0},
		{"a person moved it", func(s *story) {
			s.tell(Event{Kind: Edited, Code: "promised_on", Text: "2026-05-25", Occurred: "2026-05-18T10:00:00"})
		}, OnTrack, 0},
		{"a person moved it and the parcel is delayed", func(s *story) {
			s.tell(Event{Kind: Edited, Code: "promised_on", Text: "2026-05-25", Occurred: "2026-05-18T10:00:00"},
				Event{Kind: CarrierEvent, ParcelID: "PX", Phase: Moving, Flag: Delayed, Occurred: "2026-05-21T10:00:00"})
		}, AtRisk, 0},
		{"a person took it away", func(s *story) {
			s.tell(Event{Kind: Edited, Code: "promised_on", Text: "", Occurred: "2026-05-18T10:00:00"})
		}, NoPromise, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one()
			row.story(s)
			if got := s.state(); got.Promise.State != row.want || got.Promise.Days != row.days || got.Facets.Promise != row.want {
				t.Errorf("promise %+v, want %s by %d", got.Promise, row.want, row.days)
			}
		})
	}
}

func TestThePromiseKeepsItsThreeDates(t *testing.T) {
	t.Parallel()
	states := func(asOf Stamp, promised, requested Date) Event {
		return Event{Kind: OrderStated, Source: Source{"shop", SourceShop}, AsOf: asOf, OrderFacts: &OrderFacts{PromisedOn: promised, RequestedOn: requested}}
	}
	got := newStory(t).tell(states("2026-05-16T00:00:00", "2026-05-24", "2026-05-23"), states("2026-05-12T00:00:00", "2026-05-20", ""),
		states("2026-05-18T00:00:00", "", "")).state()
	if p := got.Promise; p.Original != "2026-05-20" || p.Latest != "2026-05-24" || p.Requested != "2026-05-23" {
		t.Errorf("promise %+v, want 20, 24 and 23 May", p)
	}
}

func TestWhichStatementOfAnOrderCounts(t *testing.T) {
	t.Parallel()
	states := func(tags string, asOf Stamp, run int64) Event {
		return Event{Kind: OrderStated, Source: Source{"shop", SourceShop}, AsOf: asOf, Run: run, OrderFacts: &OrderFacts{Tags: tags}}
	}
	edit := Event{Kind: Edited, Code: "tags", Text: "typed", Occurred: "2026-05-01T09:00:00"}
	for _, row := range []struct {
		name  string
		facts []Event
		want  string
	}{
		{"the fresher file, though it came first", []Event{states("new", "2026-05-20T09:00:00", 1), states("old", "2026-05-19T09:00:00", 2)}, "new"},
		{"of equally fresh files the later run", []Event{states("later", "2026-05-20T09:00:00", 2), states("earlier", "2026-05-20T09:00:00", 1)}, "later"},
		{"a file of unknown age is the oldest", []Event{states("dated", "2026-05-20T09:00:00", 1), states("undated", "", 2)}, "dated"},
		{"what a person typed, though it is older", []Event{states("new", "2026-05-20T09:00:00", 1), edit}, "typed"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := newStory(t).tell(row.facts...).state(); got.Facts.Tags != row.want {
				t.Errorf("tags %q, want %q", got.Facts.Tags, row.want)
			}
		})
	}
}

func TestFactsThatNameOnlyTheOrder(t *testing.T) {
	t.Parallel()
	news := Event{Kind: CarrierEvent, Phase: Delivered, Occurred: "2026-05-20T10:00:00"}
	for _, row := range []struct {
		name    string
		parcels []string
		voided  string
		want    []Phase
		asked   bool
	}{
		{"make its only parcel", nil, "", []Phase{Delivered}, false},
		{"join its only parcel", []string{"PX"}, "", []Phase{Delivered}, false},
		{"join the only one that was not voided", []string{"PX", "PY"}, "PY", []Phase{Delivered, Voided}, false},
		{"stay a question with several", []string{"PX", "PY"}, "", []Phase{Packed, Packed}, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one().tell(news)
			for _, p := range row.parcels {
				s.act(ParcelClosed, p, "2026-05-19T10:00:00", "", 0)
				if p == row.voided {
					s.act(ParcelVoided, p, "2026-05-19T11:00:00", "", 0)
				}
			}
			got := s.state()
			var phases []Phase
			for _, p := range got.Parcels {
				phases = append(phases, p.Phase)
			}
			asked := len(got.Why.Conflicts) > 0 && got.Why.Conflicts[0].Weight == "which_parcel" && len(open(got, "contradiction")) == 1
			if asJSON(t, phases) != asJSON(t, row.want) || asked != row.asked {
				t.Errorf("parcels are %v, question %v; want %v, %v", phases, asked, row.want, row.asked)
			}
		})
	}
}

func TestTheHeadlineOfAnOrderThatEnded(t *testing.T) {
	t.Parallel()
	back := func(code string) []Event {
		return []Event{
			returned(ReturnOpened, "2026-05-16T10:00:00", 1, ""), returned(ReturnReceived, "2026-05-18T10:00:00", 1, ""),
			returned(ReturnInspected, "2026-05-18T11:00:00", 1, "A"), returned(ReturnReleased, "2026-05-18T12:00:00", 0, code),
			returned(ReturnClosed, "2026-05-18T12:00:00", 0, ""),
		}
	}
	for _, row := range []struct {
		name  string
		story func(*story)
		want  string
		state State
	}{
		{"delivered", func(s *story) { s.carrier("PX", "2026-05-15T10:00:00", Delivered, "") }, "delivered", Closed},
		{"returned and refunded", func(s *story) {
			s.carrier("PX", "2026-05-15T10:00:00", Delivered, "").tell(back("refund")...)
		}, "returned_to_us", Closed},
		{"on its way back with a return", func(s *story) {
			s.carrier("PX", "2026-05-15T10:00:00", Delivered, "").tell(back("")[0]).carrier("PX", "2026-05-20T10:00:00", Returning, "")
		}, "returning", Open},
		{"lost, and somebody replaced it", func(s *story) {
			s.carrier("PX", "2026-05-15T10:00:00", Lost, "")
			s.person(TaskResolved, open(s.state(), "lost")[0].Task, "2026-05-18T10:00:00", "")
		}, "lost", Closed},
		{"lost, and nobody has done anything", func(s *story) { s.carrier("PX", "2026-05-15T10:00:00", Lost, "") }, "lost", Open},
		{"cancelled", func(s *story) { s.act(Cancelled, "", "2026-05-15T10:00:00", "", 0) }, "cancelled", CancelledAs},
		{"on hold", func(s *story) { s.act(HoldPlaced, "", "2026-05-15T10:00:00", "", 0) }, "on_hold", OnHold},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newStory(t).one()
			row.story(s)
			if got := s.state(); got.Headline.Code != row.want || got.Facets.State != row.state {
				t.Errorf("headline %+v, state %s; want %s, %s; tasks %+v", got.Headline, got.Facets.State, row.want, row.state, got.Tasks)
			}
		})
	}
}

func TestAPersonsWordStandsUntilItIsTakenBack(t *testing.T) {
	t.Parallel()
	s := newStory(t).one().carrier("PX", "2026-05-18T10:00:00", Delivered, "")
	delivered := s.state()
	s.tell(Event{Kind: PhaseOverride, ParcelID: "PX", Phase: Packed, Text: "another shop's number", Occurred: "2026-05-19T10:00:00", Source: Source{"anna", SourcePerson}})
	got := s.state()
	if p := got.Parcels[0]; p.Phase != Packed || p.OnItsWay || p.Why.Rule != RuleOverride || p.Why.RunnerUp != delivered.Parcels[0].Why.DecidedBy {
		t.Errorf("parcel %+v, want packed by anna's word over the delivery", p)
	}
	if got.Lines[0].ToShip != 1 {
		t.Errorf("line %+v, want it to ship", got.Lines[0])
	}
	s.events = s.events[:2]
	if asJSON(t, s.state()) != asJSON(t, delivered) {
		t.Error("taking the word back did not bring back the delivery")
	}
}

func TestFlagsEndWithTheNextProgress(t *testing.T) {
	t.Parallel()
	held := Event{Kind: CarrierEvent, ParcelID: "PX", Flag: Held, Reason: "customs_documents", Occurred: "2026-05-19T10:00:00"}
	s := newStory(t).one().carrier("PX", "2026-05-19T10:00:00", Moving, "").tell(held)
	if p := s.state().Parcels[0]; p.Flag != Held || p.Reason != "customs_documents" || p.Phase != Moving {
		t.Errorf("parcel %+v, want moving and held", p)
	}
	if p := s.carrier("PX", "2026-05-20T10:00:00", OutForDelivery, "").state().Parcels[0]; p.Flag != "" || p.Reason != "" {
		t.Errorf("parcel %+v, want no flag once it moved on", p)
	}
}
