package carrier

import (
	"strings"
	"testing"
)

func TestWhatACarriersNameMeans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, want string }{
		{"UPS", "ups"},
		{"United Parcel Service", "ups"},
		{"UPS® Ground", "ups"},
		{"ups", "ups"},
		{"UPS SurePost", "ups"},
		{"USPS Priority", "usps"},
		{"U.S. Postal Service", "usps"},
		{"United States Postal Service", "usps"},
		{"usps_ground_advantage", "usps"},
		{"FedEx", "fedex"},
		{"FEDEX HOME DELIVERY", "fedex"},
		{"Federal Express", "fedex"},
		{"Fed Ex", "fedex"},
		{"Royal Mail 24", "royal_mail"},
		{"Royal Mail Tracked 48", "royal_mail"},
		{"royal-mail", "royal_mail"},
		{"DHL", "dhl"},
		{"DHL Express Worldwide", "dhl"},
		{"DHL eCommerce", "dhl_ecommerce"},
		{"dhl_ecommerce", "dhl_ecommerce"},
		{"DHL Paket", "dhl_parcel_de"},
		{"Evri (formerly Hermes)", "evri"},
		{"myHermes", "evri"},
		{"Hermes", "hermes_de"},
		{"Österreichische Post AG", "austrian_post"},
		{"Canada Post", "canada_post"},
		{"Australia Post", "australia_post"},
		{"La Poste - Colissimo", "la_poste"},
		{"Amazon Logistics", "amazon"},
		{"DPD UK", "dpd"},
		{"GLS Italy", "gls"},
		{"OnTrac", "ontrac"},
		{"SpeeDee Delivery", "speedee"},
		{"Old Dominion Freight Line", "old_dominion"},
		{"Bob's Van", "bob s van"},
		{"  Local   Courier ", "local courier"},
		{"UPS / FedEx", "ups fedex"},
		{"", ""},
		{" - ", ""},
	} {
		if got := Parse(c.name); got != c.want {
			t.Errorf("Parse(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}

func TestEveryCarrierIsFoundByItsIDAndName(t *testing.T) {
	t.Parallel()
	for _, id := range IDs() {
		if got := Parse(id); got != id {
			t.Errorf("Parse(%q) = %q", id, got)
		}
		if got := Parse(Name(id)); got != id {
			t.Errorf("Parse(%q) = %q, want %q", Name(id), got, id)
		}
	}
	if Name("bob s van") != "bob s van" {
		t.Error("an unknown carrier lost its name")
	}
	for name := range tables().names {
		if n := len(strings.Fields(name)); n > longestName {
			t.Errorf("%q has %d words; longestName is %d", name, n, longestName)
		}
	}
	for _, id := range strings.Fields(`ups fedex usps dhl dhl_ecommerce dhl_parcel_de royal_mail evri hermes_de dpd gls yodel canada_post australia_post purolator
		ontrac amazon lasership speedee yunexpress canpar gofo landmark old_dominion s10 la_poste chronopost bpost austrian_post inpost sendle
		parcelforce postnl`) {
		if tables().carriers[id] == nil {
			t.Errorf("%s has no file", id)
		}
	}
}

// Package track takes dhl_parcel_de for a branch of dhl by its id alone: an id that only looks so would join what are two parcels.
func TestAnIDThatBeginsWithAnothersIsOfAKinCarrier(t *testing.T) {
	t.Parallel()
	branches := 0
	for _, house := range IDs() {
		for _, id := range IDs() {
			if !strings.HasPrefix(id, house+"_") {
				continue
			}
			branches++
			if !isKin(house, id) {
				t.Errorf("%s reads as a branch of %s, whose table does not name it as kin", id, house)
			}
		}
	}
	if branches == 0 {
		t.Error("no carrier has a branch")
	}
}

func TestTrackingLinks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ carrier, number, want string }{
		{"usps", "9400111206206406260787", "https://tools.usps.com/go/TrackConfirmAction?tLabels=9400111206206406260787"},
		{"canpar", "D576002440000001718010", "https://www.canpar.com/en/track/tracking.jsp?reference=D576002440000001718010&locale=en"},
		{"fedex", "1 2&x=<y>", "https://www.fedex.com/fedextrack/?trknbr=1%202%26x%3D%3Cy%3E"},
		{"s10", "RB123456785GB", "https://www.royalmail.com/track-your-item#/tracking-results/RB123456785GB"},
		{"s10", "RB123456785US", "https://tools.usps.com/go/TrackConfirmAction?tLabels=RB123456785US"},
		{"s10", "RB123456785CV", ""},
		{"s10", "R", ""},
		{"amazon", "TBA000000000000", ""},
		{"bob s van", "1", ""},
		{"ups", "", ""},
	} {
		if got := Link(c.carrier, c.number); got != c.want {
			t.Errorf("Link(%q, %q) = %q, want %q", c.carrier, c.number, got, c.want)
		}
	}
	for _, id := range IDs() {
		if link := tables().carriers[id].link; link != "" && (strings.Count(link, "{}") != 1 || !strings.HasPrefix(link, "http")) {
			t.Errorf("the link of %s, %q, is not one address with one {}", id, link)
		}
	}
}
