package track

import (
	"math/rand"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// readsCodes reads the codes by their name, as a shop that taught all of them would.
func readsCodes(e Event) (Phase, Reason, Flag, bool) {
	p := Phase(e.Code)
	return p, "", "", p.Moves()
}

// A code that is taught later says what it would have said from the beginning: in every order of arrival, and with the
// facts twice.
func TestWhatIsTaughtReadsThePastAsIfItHadBeenKnown(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewSource(11))
	phases := []Phase{Announced, Possession, Moving, OutForDelivery, AttemptFailed, AwaitingCollection, Delivered, Returning, Lost}
	now := time.Date(2026, 5, 30, 12, 0, 0, 0, time.UTC)
	for range 300 {
		known, taught := []Event{}, []Event{}
		order := Event{Kind: OrderStated, Order: OrderRef{Source: "web", Number: "1"}, OrderFacts: &OrderFacts{OrderedAt: "2026-05-01", Lines: []LineFacts{{Line: "1", SKU: "A", Quantity: 1}}}, Source: Source{ID: "web", Kind: SourceShop}, Occurred: "2026-05-01"}.Sealed()
		known, taught = append(known, order), append(taught, order)
		for i := range 1 + random.Intn(6) {
			phase := phases[random.Intn(len(phases))]
			e := Event{
				Kind: CarrierEvent, Order: order.Order, Parcel: ParcelRef{Carrier: "gls", Tracking: "90346692444"}, ParcelID: "P1", Code: string(phase),
				Source: Source{ID: "gls", Kind: SourceCarrierFile}, Occurred: StampOf(now.Add(-time.Duration(i*7+random.Intn(9)) * time.Hour)),
			}
			e.Phase = phase
			e = e.Sealed() // both bear the same name, so that nothing else differs
			known = append(known, e)
			e.Phase = Unmapped
			taught = append(taught, e)
		}
		rules := DefaultRules(time.UTC)
		want := Derive(Input{OrderID: "O1", Events: known, Now: now, Rules: rules})
		taught = append(taught, taught[random.Intn(len(taught))])
		random.Shuffle(len(taught), func(i, j int) { taught[i], taught[j] = taught[j], taught[i] })
		untaught := Derive(Input{OrderID: "O1", Events: taught, Now: now, Rules: rules})
		for _, p := range untaught.Parcels {
			if p.Phase.Moves() || p.Possession {
				t.Fatalf("what nobody taught put the parcel at %s", p.Phase)
			}
		}
		rules.Reads = readsCodes
		if diff := cmp.Diff(want, Derive(Input{OrderID: "O1", Events: taught, Now: now, Rules: rules})); diff != "" {
			t.Fatalf("taught later it is read otherwise (-known +taught):\n%s", diff)
		}
	}
}
