package app

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"

	"ordertrail/store"
	"ordertrail/track"
	"ordertrail/track/carrier"
)

func itoa(n int) string { return strconv.Itoa(n) }

// tones says which sound and picture belong to a verdict. Read a row as: a <code> that stands here sounds like <tone>;
// every other code sounds like its verdict below.
var tones = map[string]string{
	"order-picked": "complete", "labelled": "complete", "packed": "complete", "handover-finished": "complete", "ready-to-close": "complete",
	"too-many": "too_many", "wrong-carrier": "wrong_carrier", "on-hold": "stop", "cancelled": "stop", "duplicate": "stop", "voided": "stop", "held": "stop",
	"again": "again", "already-handed-over": "again",
}

var verdictTones = map[string]string{
	"ok": "ok", "done": "complete", "refused": "wrong", "duplicate": "again", "unknown": "unknown", "ambiguous": "unknown",
}

// finishAnswer adds to a verdict its words, its sound and what to do next.
func (s *scanning) finishAnswer() {
	a := &s.answer
	a.Order = s.orderNumber()
	a.Message = s.app.verdictText(*a)
	a.Tone = cmp.Or(tones[a.Code], verdictTones[a.Verdict])
	if a.Parcel == "" {
		a.Parcel = s.bench.Parcel
	}
}

// benchView is what a station shows: the open order with what is left of it, or the hand-over under way.
func (a *App) benchView(ctx context.Context, r *store.Reader, station string, b bench) (Bench, error) {
	v := Bench{
		Station: cmp.Or(station, defaultStation), Mode: b.Mode, Operator: b.Operator, Parcel: b.Parcel, Carrier: b.Carrier,
		Lines: []BenchLine{}, Parcels: []BenchParcel{}, Recent: []ScanRow{},
	}
	var err error
	switch {
	case b.Mode == modeHandover:
		err = a.handoverView(ctx, r, b, &v)
	case b.OrderID != "":
		err = a.orderBench(ctx, r, b, &v)
	default:
		v.NextCode = "scan_order"
	}
	if err != nil {
		return v, err
	}
	return v, a.recent(ctx, r, &v)
}

func (a *App) orderBench(ctx context.Context, r *store.Reader, b bench, v *Bench) error {
	states, err := r.States(ctx, []string{b.OrderID})
	if err != nil {
		return err
	}
	o, ok := states[b.OrderID]
	if !ok {
		v.NextCode = "scan_order"
		return nil
	}
	v.Order, v.OrderID = o.Order, o.ID
	bins, err := a.binsOf(ctx, r, o)
	if err != nil {
		return err
	}
	v.Nth, v.Of = nthParcel(o.Parcels, b.Parcel)
	v.fill(o.Lines, b.Mode, bins)
	switch {
	case v.NextItem != "":
		v.NextCode = "scan_item"
	case b.Parcel != "":
		v.NextCode = "scan_label"
	default:
		v.NextCode = "scan_order"
	}
	return nil
}

// nthParcel is the place of the box on the bench among the order's boxes; a new one comes after them.
func nthParcel(parcels []track.ParcelState, onBench string) (nth, of int) {
	for _, p := range parcels {
		if p.Voided {
			continue
		}
		of++
		if p.Parcel == onBench {
			nth = of
		}
	}
	if nth == 0 {
		of++
		nth = of
	}
	return nth, of
}

// fill lists what goes into the box, how much is left of it, and the first item that is.
func (v *Bench) fill(lines []track.LineState, mode string, bins map[string]string) {
	for _, l := range lines {
		if l.NoShip || l.Ledger.Ordered <= l.Ledger.Cancelled {
			continue
		}
		line := BenchLine{Line: l.Line, Title: l.Title, SKU: l.SKU, Bin: bins[l.SKU], Want: l.Ledger.Ordered - l.Ledger.Cancelled, Picked: l.Ledger.Picked}
		left := leftOn(mode, l)
		line.Have = line.Want - left
		v.Todo += line.Want
		v.Done += line.Have
		if left > 0 && v.NextItem == "" {
			v.NextItem, v.NextBin, v.NextLeft = cmp.Or(l.Title, l.SKU), line.Bin, left
		}
		v.Lines = append(v.Lines, line)
	}
}

func (a *App) binsOf(ctx context.Context, r *store.Reader, o track.OrderState) (map[string]string, error) {
	bins := map[string]string{}
	for _, l := range o.Lines {
		it, found, err := r.Item(ctx, l.SKU)
		if err != nil {
			return nil, err
		}
		if found {
			bins[l.SKU] = it.Bin
		}
	}
	return bins, nil
}

// handoverView lists the parcels that wait for the carrier and those already scanned out.
func (a *App) handoverView(ctx context.Context, r *store.Reader, b bench, v *Bench) error {
	v.NextCode = "scan_parcel"
	v.Carrier = carrier.Name(b.Carrier)
	seen := map[string]bool{}
	add := func(p store.ParcelPlace, scanned bool) error {
		if seen[p.ParcelID] || p.OrderID == "" {
			return nil
		}
		seen[p.ParcelID] = true
		row, err := benchParcel(ctx, r, p, scanned)
		v.Parcels = append(v.Parcels, row)
		v.Todo++
		if scanned {
			v.Done++
		}
		return err
	}
	for _, id := range b.Given {
		places, err := r.ParcelsByID(ctx, id)
		if err != nil {
			return err
		}
		for _, p := range places {
			if err := add(p, true); err != nil {
				return err
			}
		}
	}
	for _, phase := range []track.Phase{track.Packed, track.Labelled, track.Staged} {
		places, err := r.ParcelsIn(ctx, phase, b.Carrier)
		if err != nil {
			return err
		}
		for _, p := range places {
			if err := add(p, false); err != nil {
				return err
			}
		}
	}
	return nil
}

func benchParcel(ctx context.Context, r *store.Reader, p store.ParcelPlace, scanned bool) (BenchParcel, error) {
	row := BenchParcel{Parcel: p.ParcelID, Scanned: scanned}
	states, err := r.States(ctx, []string{p.OrderID})
	o := states[p.OrderID]
	row.Order = o.Order
	for _, q := range o.Parcels {
		if q.Parcel == p.ParcelID {
			row.Tracking = q.Tracking
		}
	}
	return row, err
}

// recent adds the station's last scans, what an undo would take back, and how many codes nobody has placed.
func (a *App) recent(ctx context.Context, r *store.Reader, v *Bench) error {
	scans, err := r.Scans(ctx, v.Station, 5)
	if err != nil {
		return err
	}
	for _, s := range scans {
		var kept keptScan
		if err := json.Unmarshal(s.Answer, &kept); err != nil {
			return err
		}
		about := kept.Order
		if s.Code == "wrong-item" { // what was scanned is no part of the order on the bench
			about = ""
		}
		v.Recent = append(v.Recent, ScanRow{At: a.stamp(s.At), Raw: s.Raw, Item: cmp.Or(kept.Item, cmp.Or(about, s.Raw)), Verdict: s.Verdict, Code: s.Code, Meaning: s.Meaning})
		if v.Undo == "" && len(s.Events) > 0 && s.Code != "undone" {
			v.Undo = cmp.Or(kept.Item, s.Code)
		}
	}
	unknown, err := r.UnreadIn(ctx, store.UnreadOpen, "scan")
	v.Unknown = len(unknown)
	return err
}
