package importers

import (
	"reflect"
	"strings"
	"testing"
)

func TestARowIsReadAgainForItsProof(t *testing.T) {
	t.Parallel()
	mine := Profile{Columns: []Column{{Field: "signed_by", Names: []string{"Angenommen von"}}}}
	for _, c := range []struct {
		name, raw string
		want      Proof
	}{
		{"UPS", "Tracking Number: 1Z\nShip To City: Naperville\nShip To Postal Code: 60540\nDelivery City: NAPERVILLE\nDelivery Postal Code: 60540\nDelivery Location: FRONT DOOR\nSigned For By: SAMPLE", Proof{
			SignedBy: []string{"SAMPLE"}, LeftAt: []string{"FRONT DOOR"}, Label: Place{City: "Naperville", Postcode: "60540"}, Arrived: Place{City: "NAPERVILLE", Postcode: "60540"},
		}},
		{"FedEx", "POD Signature Description: J.DOE\nRecipient City: DENVER\nRecipient Zip Code: 80202\nOriginal Recipient Zip Code: 80203", Proof{
			SignedBy: []string{"J.DOE"}, Label: Place{Postcode: "80203"}, Arrived: Place{City: "DENVER", Postcode: "80202"},
		}},
		{"two names are two", "Signed For By: ADA\nSpecial Instructions: x\nSigned For By: BEN\nSigned For By: ADA", Proof{SignedBy: []string{"ADA", "BEN"}}},
		{"the shop's own name of a column", "Angenommen von: Müller", Proof{SignedBy: []string{"Müller"}}},
		{"a mail", "From: ups@example.com\nSubject: delivered\n\nSigned For By nobody", Proof{}},
		{"an empty cell", "Signed For By: \nDelivery City:", Proof{}},
		{"nothing", "", Proof{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := ReadProof(c.raw, mine); !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestPlacesAgree(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, want string }{
		{"60540 Naperville", "60540-1234 NAPERVILLE", PlaceSame},
		{"8001 Zürich", "8001 ZURICH", PlaceSame},
		{"SW1A1AA London", "sw1a 1aa London", PlaceSame},
		{"60540 ", "60540 Naperville", PlaceSame},
		{"60540 Naperville", "60541 Naperville", PlaceDiffers},
		{"60540 Naperville", "60540 Joliet", PlaceDiffers},
		{"6054 X", "60540 X", PlaceDiffers},
		{" ", "60540 Naperville", PlaceUnknown},
		{"60540 ", " Naperville", PlaceUnknown},
	} {
		place := func(text string) Place {
			if text == "sw1a 1aa London" {
				return Place{Postcode: "sw1a 1aa", City: "London"}
			}
			postcode, city, _ := strings.Cut(text, " ")
			return Place{Postcode: postcode, City: city}
		}
		if got, back := place(c.a).Agrees(place(c.b)), place(c.b).Agrees(place(c.a)); got != c.want || back != got {
			t.Errorf("%q and %q: %s and %s, want %s", c.a, c.b, got, back, c.want)
		}
	}
}
