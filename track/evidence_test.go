package track

import (
	"reflect"
	"testing"
)

func TestAClaimSaysWhatEvidenceIsHeld(t *testing.T) {
	t.Parallel()
	priced := LineState{Line: "1", Price: Money{6900, "USD"}}
	box := ParcelState{Parcel: "PX", Contents: []Content{{Line: "1", Quantity: 1}}, Times: ParcelTimes{Packed: "2026-05-12", HandedOver: "2026-05-13"}}
	found := box
	found.Possession, found.Phase = true, Lost
	for name, c := range map[string]struct {
		order OrderState
		kind  string
		want  map[string]bool
	}{
		"a loss nobody but us told of": {
			OrderState{Lines: []LineState{priced}, Parcels: []ParcelState{box}},
			"lost",
			map[string]bool{"value": true, "left_us": true, "carrier_scans": false, "carrier_says_lost": false},
		},
		"a loss the carrier owned up to": {
			OrderState{Lines: []LineState{priced}, Parcels: []ParcelState{found}},
			"lost",
			map[string]bool{"value": true, "left_us": true, "carrier_scans": true, "carrier_says_lost": true},
		},
		"an item without a price": {
			OrderState{Lines: []LineState{{Line: "1"}}, Parcels: []ParcelState{box}, Contacts: []Asked{{Code: "missing"}}},
			"missing",
			map[string]bool{"value": false, "left_us": true, "packed_by_scan": true, "carrier_scans": false, "delivery_proof": false, "customer_says_missing": true},
		},
		"a parcel that the carrier says was signed for": {
			OrderState{Parcels: []ParcelState{{Parcel: "PX", Possession: true, Signed: true}}},
			"missing",
			map[string]bool{"value": false, "left_us": true, "packed_by_scan": false, "carrier_scans": true, "delivery_proof": true, "customer_says_missing": false},
		},
		"a parcel that the carrier says was left with a neighbour": {
			OrderState{Parcels: []ParcelState{{Parcel: "PX", Possession: true, LeftAt: "neighbour"}}},
			"missing",
			map[string]bool{"value": false, "left_us": true, "packed_by_scan": false, "carrier_scans": true, "delivery_proof": true, "customer_says_missing": false},
		},
		"damage that only the claim tells of": {
			OrderState{Lines: []LineState{priced}, Parcels: []ParcelState{box}, Contacts: []Asked{{Code: "missing"}}},
			"damaged",
			map[string]bool{"value": true, "left_us": true, "packed_by_scan": true, "damage_told": false},
		},
		"a parcel that is not there any more": {
			OrderState{Lines: []LineState{priced}},
			"lost",
			map[string]bool{"value": false, "left_us": false, "carrier_scans": false, "carrier_says_lost": false},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]bool{}
			for _, e := range c.order.Evidence(ClaimState{Kind: c.kind, Parcel: "PX"}) {
				got[e.Code] = e.Held
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("held %v, want %v", got, c.want)
			}
		})
	}
}

// The acts that a claim or a case offers are those the rules let pass.
func TestWhatAClaimOffersIsWhatTheRulesAllow(t *testing.T) {
	t.Parallel()
	for state, want := range map[string][]Kind{
		"opened": {ClaimFiled, ClaimRefused, ClaimGivenUp, ClaimDated}, "filed": {ClaimPaid, ClaimRefused, ClaimGivenUp, ClaimDated},
		"refused": {ClaimFiled}, "given_up": {ClaimFiled}, "paid": {},
	} {
		if got := (ClaimState{State: state}).Acts(); !reflect.DeepEqual(got, want) {
			t.Errorf("a claim that is %s offers %v, want %v", state, got, want)
		}
	}
	for state, want := range map[string][]Kind{
		"open": {SupplierAsked, SupplierSent, SupplierAnswered}, "sent": {SupplierAnswered, SupplierAsked, SupplierSent}, "credited": {}, droppedCase: {},
	} {
		if got := (WarrantyCase{State: state}).Acts(); !reflect.DeepEqual(got, want) {
			t.Errorf("a case that is %s offers %v, want %v", state, got, want)
		}
	}
}
