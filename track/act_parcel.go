package track

// isInParcel: only what somebody scanned into a box can be taken out of it again.
func isInParcel(o *OrderState, e Event) *Refusal {
	refused := &Refusal{"not-in-box", []string{e.ParcelID, e.Line}}
	p := o.parcel(e.ParcelID)
	if p == nil || p.Assumed {
		return refused
	}
	for _, c := range p.Contents {
		if c.Line == e.Line && c.Quantity >= e.Quantity {
			return nil
		}
	}
	return refused
}

func parcelKnown(o *OrderState, e Event) *Refusal {
	if o.parcel(e.ParcelID) == nil {
		return &Refusal{"no-such-parcel", []string{o.Order, or(e.ParcelID, e.Parcel.Tracking)}}
	}
	return nil
}

// labelFree: a number that another parcel of the order answers to is no new label. If the two are one parcel, they are
// merged.
func labelFree(o *OrderState, e Event) *Refusal {
	t := TrackingKey(e.Parcel.Tracking)
	for _, p := range o.Parcels {
		if p.Parcel != e.ParcelID && (p.isPacked() || p.Times.Packed != "") && p.AnswersTo(t) {
			return &Refusal{"label-used", []string{t, p.Parcel}}
		}
	}
	return nil
}

// AnswersTo reports whether the parcel has, or had, the tracking number, written as TrackingKey writes it.
func (p *ParcelState) AnswersTo(tracking string) bool {
	return tracking != "" && TrackingKey(p.Tracking) == tracking || contains(p.Aliases, tracking)
}

// twoRecords: a merge joins two records.
func twoRecords(o *OrderState, e Event) *Refusal {
	p := o.parcel(e.ParcelID)
	if e.Other.IsZero() || e.Other.Number == p.Parcel || e.Other.Number == "" && p.AnswersTo(TrackingKey(e.Other.Tracking)) {
		return &Refusal{"same-parcel", []string{p.Parcel}}
	}
	return nil
}

// oneCarrier: two carriers do not carry the same parcel, unless a number was taken for another carrier's.
func oneCarrier(o *OrderState, e Event) *Refusal {
	p := o.parcel(e.ParcelID)
	if !sameCarrier(p.Carrier, e.Other.Carrier) {
		return &Refusal{"two-carriers", []string{p.Parcel, p.Carrier, e.Other.Carrier}}
	}
	return nil
}

// notBothPacked: two boxes that somebody packed are two parcels.
func notBothPacked(o *OrderState, e Event) *Refusal {
	p, other := o.parcel(e.ParcelID), o.parcel(e.Other.Number)
	if other != nil && p.isPacked() && other.isPacked() {
		return &Refusal{"both-packed", []string{p.Parcel, other.Parcel}}
	}
	return nil
}

// isPacked reports whether somebody scanned units into it that are still there.
func (p *ParcelState) isPacked() bool { return !p.Voided && !p.Assumed && len(p.Contents) > 0 }

// allWanted: nothing leaves that was cancelled, unless somebody looked at it and ended the task that says so.
func allWanted(o *OrderState, e Event) *Refusal {
	for _, t := range o.Tasks {
		if t.Code == "cancelled_in_box" && t.Subject == e.ParcelID && t.IsOpen() {
			return &Refusal{"cancelled-in-box", append([]string{e.ParcelID}, t.Facts...)}
		}
	}
	return nil
}

func phaseKnown(o *OrderState, e Event) *Refusal {
	if !e.Phase.Moves() {
		return &Refusal{"bad-phase", []string{o.Order, string(e.Phase)}}
	}
	return nil
}

func anotherOrder(o *OrderState, e Event) *Refusal {
	if e.Of.Number == "" || OrderIDOf(e.Of.Source, e.Of.Number) == o.ID {
		return &Refusal{"same-order", []string{o.Order}}
	}
	return nil
}

// nothingPacked: an order that was worked on is the one to keep; the other one repeats it.
func nothingPacked(o *OrderState, _ Event) *Refusal {
	for _, l := range o.Lines {
		if !l.Implied && l.Ledger.Picked > 0 {
			return &Refusal{"worked-on", []string{o.Order}}
		}
	}
	for _, p := range o.Parcels {
		if p.isPacked() || p.Times.Packed != "" || p.Times.HandedOver != "" {
			return &Refusal{"worked-on", []string{o.Order}}
		}
	}
	return nil
}
