package track

import "strconv"

// Refusal is why an act of ours may not be recorded. A report is never refused.
type Refusal struct {
	Code string   // one word per reason, shared by screen, command line and station
	Args []string // what its message names: order, item, parcel …
}

// Error makes a Refusal usable as an error; the words for people come from the message catalogue.
func (r *Refusal) Error() string { return "refused: " + r.Code }

// guard is one thing that must hold; it returns the refusal when it does not.
type guard func(o *OrderState, e Event) *Refusal

// guards is the table of what must hold before an act is recorded. Read a row as: <kind> is refused by the first of
// <guards> that objects. Kinds that are not listed may always be recorded.
var guards = map[Kind][]guard{
	LinePicked:    {notRepeated, notCancelled, notHeld, lineKnown, someUnits, leftToPick},
	LinePacked:    {notRepeated, notCancelled, notHeld, lineKnown, someUnits, leftToPack, parcelStillOpen},
	LineUnpacked:  {someUnits, isInParcel, parcelNotGiven},
	ParcelClosed:  {notRepeated, notCancelled, notHeld, parcelStillOpen, parcelNotEmpty, allWanted},
	ParcelLabel:   {notRepeated, notCancelled, labelFree},
	ParcelStaged:  {notRepeated, notCancelled, notHeld, parcelNotVoided, notGivenYet, allWanted},
	ParcelGiven:   {notRepeated, notCancelled, notHeld, parcelNotVoided, notGivenYet, allWanted},
	ParcelVoided:  {parcelNotGiven, notVoidedYet},
	ParcelMerged:  {parcelKnown, twoRecords, oneCarrier, notBothPacked},
	PhaseOverride: {parcelKnown, phaseKnown},
	HoldReleased:  {isHeld},
	HoldPlaced:    {notRepeated, notHeldYet},
	Cancelled:     {notRepeated, lineKnownIfNamed, notGone},
	OrderRepeated: {notRepeated, anotherOrder, nothingPacked},
	SerialShipped: {lineKnown, serialNew},
	Edited:        {notBeforeOrder},

	ReturnOpened:     {lineKnownIfNamed, leftUs},
	ReturnAuthorised: {returnStepFits},
	ReturnDeclined:   {returnStepFits, reasonGiven},
	ReturnCancelled:  {returnStepFits},
	ReturnExpected:   {returnWayFits},
	ReturnMatched:    {returnStepFits},
	ReturnReceived:   {notTooManyUnits},
	ReturnInspected:  {returnStepFits, unitsCame, serialFits},
	ReturnSetAside:   {returnStepFits, reasonGiven},
	ReturnDecided:    {returnStepFits, unitsGraded, releasedStands, overrideHasReason, amountPossible},
	ReturnReleased:   {returnInspected, notReleasedYet, repairDone, amountFits, asDecided},
	ReturnClosed:     {returnStepFits, returnAccounted},
	SupplierAsked:    {supplierStepFits, supplierToldNew},
	SupplierSent:     {supplierStepFits, supplierToldNew},
	SupplierAnswered: {supplierStepFits, answerFits},

	ClaimOpened:  {notClaimedYet, notPaidYet},
	ClaimFiled:   {claimStepFits},
	ClaimPaid:    {claimStepFits, notPaidYet},
	ClaimRefused: {claimStepFits, reasonGiven},
	ClaimGivenUp: {claimStepFits, reasonGiven},
	ClaimDated:   {claimStepFits},

	TaskTaken:    {taskStands},
	TaskWaits:    {taskStands},
	TaskStepped:  {taskStands},
	TaskResolved: {taskStands},
}

// overridable says which refusals a person may set aside for a reason, because the rule and not the world may be wrong:
// read a row as <kind> may be recorded in spite of <codes>. The event names the refusal, and the order counts it.
var overridable = map[Kind][]string{
	LinePicked:   {"too-many"},
	LinePacked:   {"too-many", "parcel-closed"},
	LineUnpacked: {"already-handed-over"},
	ParcelClosed: {"parcel-empty"},
	ParcelMerged: {"both-packed", "two-carriers"},
	ReturnOpened: {"not-handed-over"},
	ClaimOpened:  {"already-paid"},
	ClaimPaid:    {"already-paid"},

	SerialShipped: {"serials-full", "serial-elsewhere"},
}

// Check says whether act e may be recorded on an order that stands as o; nil means it may. A refusal that e overrides does
// not count, if it is one that may be overridden.
func Check(o *OrderState, e Event) *Refusal {
	for _, g := range guards[e.Kind] {
		if r := g(o, e); r != nil && (r.Code != e.Override || !CanOverride(e.Kind, r.Code)) {
			return r
		}
	}
	return nil
}

// CanOverride reports whether a person may record an act of that kind in spite of a refusal.
func CanOverride(k Kind, code string) bool { return contains(overridable[k], code) }

// overrides lists the acts that were recorded in spite of a refusal, in time.
func (o *orderFold) overrides() []Overridden {
	var out []Overridden
	for _, e := range o.events {
		if e.Override != "" {
			out = append(out, Overridden{
				Event: e.ID, Kind: e.Kind, Code: e.Override, Parcel: e.ParcelID, Line: e.Line, Quantity: e.Quantity, By: e.Actor,
			})
		}
	}
	return out
}

func notRepeated(o *OrderState, _ Event) *Refusal {
	if !o.DuplicateOf.IsZero() {
		return &Refusal{"duplicate", []string{o.Order, o.DuplicateOf.Number, o.DuplicateOf.Source}}
	}
	return nil
}

func notCancelled(o *OrderState, _ Event) *Refusal {
	if o.Facets.State == CancelledAs {
		return &Refusal{"cancelled", []string{o.Order}}
	}
	return nil
}

// aheadFields are the fields of an order that hold a day to come.
var aheadFields = []string{"promised_on", "requested_on", "ship_by"}

// notBeforeOrder refuses a promised day, one that was asked for or one to ship by from before the order came. A day is let
// pass: the zones may differ.
func notBeforeOrder(o *OrderState, e Event) *Refusal {
	day, placed := Date(e.Text), o.Facts.OrderedAt.Date().day()
	if !contains(aheadFields, e.Code) || day == "" || placed == "" || day >= placed.AddDays(-1) {
		return nil
	}
	return &Refusal{"before-order", []string{string(day), o.Order, string(placed)}}
}

func notHeld(o *OrderState, _ Event) *Refusal {
	if o.Facets.State == OnHold {
		return &Refusal{"on-hold", []string{o.Order}}
	}
	return nil
}

func isHeld(o *OrderState, _ Event) *Refusal {
	if o.Facets.State != OnHold {
		return &Refusal{"not-on-hold", []string{o.Order}}
	}
	return nil
}

func notHeldYet(o *OrderState, e Event) *Refusal {
	if r := notHeld(o, e); r != nil {
		return r
	}
	return notCancelled(o, e)
}

// lineKnown: the line is one that the order states; a line that only a return or a box names is none to work on.
func lineKnown(o *OrderState, e Event) *Refusal {
	for _, l := range o.Facts.Lines {
		if l.Line == e.Line {
			return nil
		}
	}
	return &Refusal{"wrong-item", []string{o.Order}}
}

func lineKnownIfNamed(o *OrderState, e Event) *Refusal {
	if e.Line == "" {
		return nil
	}
	if r := lineKnown(o, e); r != nil {
		return r
	}
	return someUnits(o, e)
}

func someUnits(o *OrderState, e Event) *Refusal {
	if e.Quantity < 1 || e.Quantity > manyUnits {
		return &Refusal{"no-units", []string{o.Order, e.Line}}
	}
	return nil
}

// notTooManyUnits: a box nobody has looked into has no number of units, and no box has more than any line of any order.
func notTooManyUnits(o *OrderState, e Event) *Refusal {
	if e.Quantity == 0 {
		return nil
	}
	return someUnits(o, e)
}

func leftToPick(o *OrderState, e Event) *Refusal {
	l := o.line(e.Line)
	return l.needs(o, e, l.Ledger.Picked)
}

func leftToPack(o *OrderState, e Event) *Refusal {
	l := o.line(e.Line)
	return l.needs(o, e, l.Ledger.Packed)
}

// needs refuses units beyond what the customer wants of the line, of which so many are done.
func (l *LineState) needs(o *OrderState, e Event, done int) *Refusal {
	left := max(0, l.Ledger.Ordered-l.Ledger.Cancelled-done)
	if e.Quantity <= left {
		return nil
	}
	says := "none"
	if left > 0 {
		says = "some"
	}
	return &Refusal{"too-many", []string{o.Order, l.Title, says, strconv.Itoa(left), strconv.Itoa(e.Quantity)}}
}

func parcelStillOpen(o *OrderState, e Event) *Refusal {
	p := o.parcel(e.ParcelID)
	if p != nil && (p.Times.Packed != "" || p.OnItsWay || p.Voided && p.Why.Rule != RuleEmptied) {
		return &Refusal{"parcel-closed", []string{p.Parcel}}
	}
	return nil
}

func parcelNotEmpty(o *OrderState, e Event) *Refusal {
	if p := o.parcel(e.ParcelID); p == nil || len(p.Contents) == 0 {
		return &Refusal{"parcel-empty", []string{o.Order}}
	}
	return nil
}

func parcelNotVoided(o *OrderState, e Event) *Refusal {
	if p := o.parcel(e.ParcelID); p != nil && p.Voided {
		return &Refusal{"voided", []string{p.Parcel}}
	}
	return nil
}

// notVoidedYet: a label is voided once, so that taking that back brings it back. A box that was only emptied still has its label.
func notVoidedYet(o *OrderState, e Event) *Refusal {
	if p := o.parcel(e.ParcelID); p != nil && p.Voided && p.Why.Rule != RuleEmptied {
		return &Refusal{"voided", []string{p.Parcel}}
	}
	return nil
}

func notGivenYet(o *OrderState, e Event) *Refusal {
	if p := o.parcel(e.ParcelID); p != nil && p.Times.HandedOver != "" {
		return &Refusal{"already-handed-over", []string{p.Parcel}}
	}
	return nil
}

func parcelNotGiven(o *OrderState, e Event) *Refusal {
	if p := o.parcel(e.ParcelID); p != nil && p.OnItsWay {
		return &Refusal{"already-handed-over", []string{p.Parcel}}
	}
	return nil
}

func notGone(o *OrderState, e Event) *Refusal {
	l := o.line(e.Line)
	switch {
	case l == nil && e.Line == "" && o.Facets.HandedOver == All:
		return &Refusal{"already-handed-over", []string{o.Order}}
	case l == nil && e.Line == "":
		return notCancelled(o, e) // once, so that taking it back brings the order back
	case l == nil:
		return nil
	}
	left := l.Ledger.Ordered - l.Ledger.Cancelled - l.Ledger.HandedOver
	switch {
	case e.Quantity <= left:
		return nil
	case l.Ledger.HandedOver > 0 && left <= 0:
		return &Refusal{"already-handed-over", []string{o.Order}}
	}
	return &Refusal{"too-few-left", []string{o.Order, or(l.Title, l.SKU), strconv.Itoa(max(0, left))}}
}

// taskStands: what cleared by itself is over, and what a person ended is ended until that is taken back.
func taskStands(o *OrderState, e Event) *Refusal {
	for _, t := range o.Tasks {
		switch {
		case t.Task != e.Task:
		case t.State == TaskCleared:
			return &Refusal{"task-over", []string{t.Task}}
		case t.State.byPerson():
			return &Refusal{"task-ended", []string{t.Task, t.How, or(t.By, "-")}}
		}
	}
	return nil
}

func (o *OrderState) line(id string) *LineState {
	for i := range o.Lines {
		if o.Lines[i].Line == id {
			return &o.Lines[i]
		}
	}
	return nil
}

func (o *OrderState) parcel(id string) *ParcelState {
	for i := range o.Parcels {
		if o.Parcels[i].Parcel == id {
			return &o.Parcels[i]
		}
	}
	return nil
}
