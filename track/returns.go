package track

import "sort"

// returnPhases says how far a return is after each kind of act. Read a row as: after <kind> the return is <phase>, and
// <rank> orders the phases; a return that several acts touched stands where the furthest of them put it.
var returnPhases = []struct {
	Kind  Kind
	Phase string
	Rank  int
}{
	{ReturnOpened, "requested", 1},
	{ReturnAuthorised, "authorised", 2},
	{ReturnReceived, "inspection_pending", 3},
	{ReturnInspected, "inspected", 4},
	{ReturnDecided, "disposition_decided", 5},
	{ReturnReleased, "resolution_released", 6},
	{ReturnClosed, "closed", 7},
}

func returnPhase(k Kind) (string, int) {
	for _, r := range returnPhases {
		if r.Kind == k {
			return r.Phase, r.Rank
		}
	}
	return "", 0
}

// foldReturns puts together the returns of the order: those somebody opened, and one of kind rts for every parcel that
// comes back on its own.
func (o *orderFold) foldReturns() {
	found := map[string]*ReturnState{}
	var ids []string
	ranks := map[string]int{}
	for _, e := range o.events {
		if e.Kind.About() != "return" || e.Return == "" {
			continue
		}
		r := found[e.Return]
		if r == nil {
			r = &ReturnState{Return: e.Return, Kind: "request", Lines: []ReturnLine{}}
			found[e.Return] = r
			ids = append(ids, e.Return)
		}
		r.take(e)
		if phase, rank := returnPhase(e.Kind); rank > ranks[e.Return] {
			r.Phase, ranks[e.Return] = phase, rank
			if e.Kind == ReturnAuthorised && e.Code == "declined" {
				r.Phase = "declined"
			}
		}
	}
	for _, p := range o.parcels {
		o.comingBack(p, found, &ids)
	}
	sort.Strings(ids)
	for _, id := range ids {
		o.state.Returns = append(o.state.Returns, *found[id])
	}
}

// take adds one act to a return.
func (r *ReturnState) take(e Event) {
	switch e.Kind {
	case ReturnOpened:
		r.Opened = or(r.Opened, e.Occurred)
		r.Reason = or(r.Reason, e.Text)
		r.Kind = or(e.Code, r.Kind)
		r.Parcel = or(e.ParcelID, r.Parcel)
		if e.Line != "" {
			r.line(e.Line).Requested += e.Quantity
		}
	case ReturnReceived:
		r.Received = or(r.Received, e.Occurred)
		if e.Line != "" {
			r.line(e.Line).Received += e.Quantity
		}
	case ReturnInspected:
		l := r.line(e.Line)
		l.Inspected += e.Quantity
		l.Grade = e.Code
	case ReturnDecided:
		r.line(e.Line).Disposition = e.Code
	case ReturnReleased:
		r.Resolution = e.Code
	default:
	}
}

func (r *ReturnState) line(id string) *ReturnLine {
	for i := range r.Lines {
		if r.Lines[i].Line == id {
			return &r.Lines[i]
		}
	}
	r.Lines = append(r.Lines, ReturnLine{Line: id})
	return &r.Lines[len(r.Lines)-1]
}

// comingBack opens a return for a parcel that a carrier sends back, unless a return already names it.
func (o *orderFold) comingBack(p *parcelFold, found map[string]*ReturnState, ids *[]string) {
	if p.state.Phase != Returning && p.state.Phase != ReturnedToUs {
		return
	}
	for _, r := range found {
		if r.Parcel == p.state.Parcel || (r.Kind == "request" && r.Parcel == "" && p.state.Times.Delivered != "") {
			return
		}
	}
	id := RTSNumber(p.state.Parcel)
	r := found[id]
	if r == nil {
		r = &ReturnState{Return: id, Lines: []ReturnLine{}}
		found[id] = r
		*ids = append(*ids, id)
		r.Phase = "in_return_transit"
	}
	r.Kind, r.Parcel, r.Reason = "rts", p.state.Parcel, string(p.state.Reason)
	r.Opened = or(r.Opened, p.state.Times.Returning)
}

// RTSNumber is the number of the return that a parcel makes by coming back on its own.
func RTSNumber(parcel string) string { return string(NumberFor('R', "rts:"+parcel)) }

// countReturns fills the ledger's return columns.
func (o *orderFold) countReturns() {
	for _, r := range o.state.Returns {
		for _, rl := range r.Lines {
			g := &o.line(rl.Line).Ledger
			g.ReturnRequested += rl.Requested
			g.ReturnReceived += rl.Received
			switch rl.Disposition {
			case "restock", "restock_open_box":
				g.Restocked += rl.Received
			case "scrap", "missing":
				g.WrittenOff += rl.Received
			}
			if r.Resolution == "replacement" {
				g.Replaced += rl.Received
			}
		}
	}
}
