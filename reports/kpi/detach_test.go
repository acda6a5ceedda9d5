package kpi

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"ordertrail/track"
)

// TestRowsKeepNoStateInMemory reads an order whose every text is a piece of one large text, as the store hands it out, and wants
// no row to hold on to that.
func TestRowsKeepNoStateInMemory(t *testing.T) {
	t.Parallel()
	whole := strings.Repeat("O-1|web|US|Standard|2026-05-01|2026-05-01T10:00:00Z|P-1|ups|1Z1|SKU|USD|", 50)
	from, to := uintptr(unsafe.Pointer(unsafe.StringData(whole))), uintptr(unsafe.Pointer(unsafe.StringData(whole)))+uintptr(len(whole))
	piece := func(s string) string {
		at := strings.Index(whole, s)
		return whole[at : at+len(s)]
	}
	day, at := track.Date(piece("2026-05-01")), track.Stamp(piece("2026-05-01T10:00:00Z"))
	state := track.OrderState{ID: piece("O-1"), Order: piece("O-1"), Source: piece("web"), Stated: piece("O-1")}
	state.Facts = track.OrderFacts{Country: piece("US"), Service: piece("Standard"), OrderedAt: at, ShipBy: day}
	state.Times.Ordered, state.Promise.Latest = at, day
	state.Lines = []track.LineState{{Line: piece("SKU"), SKU: piece("SKU"), Ledger: track.Ledger{Ordered: 1}, ToShip: 1}}
	state.Parcels = []track.ParcelState{{Parcel: piece("P-1"), Carrier: piece("ups"), Tracking: piece("1Z1"), Phase: track.Moving, Cost: track.Money{Minor: 5, Currency: piece("USD")}}}
	state.Tasks = []track.Task{{Task: piece("O-1"), Code: piece("ups"), Subject: piece("P-1"), Opened: time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC)}}
	f := Collect(slices.Values([]track.OrderState{state, state}), time.UTC)
	if len(f.Orders) != 2 || len(f.Parcels) != 2 || len(f.Lines) != 2 || f.Orders[0].Ordered.On != day || f.Parcels[1].Tracking != "1Z1" {
		b, _ := json.Marshal(f)
		t.Fatalf("collected %s", b)
	}
	seen := 0
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		switch v.Kind() {
		case reflect.String:
			p := uintptr(unsafe.Pointer(unsafe.StringData(v.String())))
			if seen++; v.Len() > 0 && p >= from && p < to {
				t.Errorf("%s holds the whole text", path)
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type() != timeType {
					walk(path+"."+v.Type().Field(i).Name, v.Field(i))
				}
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(path, v.Index(i))
			}
		default:
		}
	}
	walk("Facts", reflect.ValueOf(f))
	if seen < 100 {
		t.Errorf("looked at %d texts", seen)
	}
}
