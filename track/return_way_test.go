package track

import "testing"

// A carrier that names a return of ours says what it comes back in, unless we or a shop sent that parcel, or the return is none.
func TestACarrierMayNameTheReturnAParcelIs(t *testing.T) {
	t.Parallel()
	asked := returned(ReturnOpened, "2026-05-16T10:00:00", 1, "request")
	said := func(number string, by SourceKind) Event {
		return Event{
			Kind: CarrierEvent, Return: number, ParcelID: "PB", Parcel: ParcelRef{Carrier: "fedex", Tracking: "1ZPB"}, Phase: Moving,
			Occurred: "2026-05-17T09:00:00", Source: Source{"fedex", by},
		}
	}
	bill := said("R1", SourceCarrierFile)
	bill.Kind, bill.Phase, bill.ParcelFacts = ParcelStated, "", &ParcelFacts{Cost: Money{1248, "USD"}}
	stated := Event{Kind: ParcelStated, ParcelID: "PB", Parcel: bill.Parcel, Occurred: "2026-05-16T09:00:00", Source: Source{"shopify", SourceShop}, ParcelFacts: &ParcelFacts{}}
	packed := Event{Kind: LinePacked, ParcelID: "PB", Parcel: ParcelRef{Number: "PB"}, Line: "1", Quantity: 1, Occurred: "2026-05-14T09:00:00", Source: Source{"bench-1", SourceStation}}
	for _, row := range []struct {
		name  string
		facts []Event
		ways  int
		phase Phase
		cost  int64
	}{
		{"it moves", []Event{asked, said("R1", SourceCarrierMail)}, 1, Moving, 0},
		{"a bill alone says nothing of where it is", []Event{asked, bill}, 1, NoData, 1248},
		{"a bill before the return", []Event{bill, said("", SourceCarrierMail), asked}, 1, Moving, 1248},
		{"a return that is none", []Event{asked, said("R9", SourceCarrierMail)}, 0, "", 0},
		{"a shop sent it", []Event{asked, stated, said("R1", SourceCarrierMail)}, 0, "", 0},
		{"a shop says so", []Event{asked, said("R1", SourceShop)}, 0, "", 0},
		{"we packed it", []Event{asked, packed, said("R1", SourceCarrierMail)}, 0, "", 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r := sold(t, 2).tell(row.facts...).returnOf("R1")
			if len(r.Ways) != row.ways {
				t.Fatalf("it travels in %+v", r.Ways)
			}
			if row.ways > 0 && (r.Ways[0].Phase != row.phase || r.Ways[0].Cost.Minor != row.cost || r.Ways[0].Tracking != "1ZPB") {
				t.Errorf("it travels in %+v", r.Ways[0])
			}
		})
	}
}
