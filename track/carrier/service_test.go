package carrier

import "testing"

func TestAServiceIsNamedWithoutItsCarrier(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ carrier, text, service, whole string }{
		{"ups", "Ground", "Ground", "UPS Ground"},
		{"ups", "UPS Ground", "Ground", "UPS Ground"},
		{"ups", "UPS® Ground", "Ground", "UPS Ground"},
		{"ups", "ups_ground", "Ground", "UPS Ground"},
		{"ups", "GROUND", "Ground", "UPS Ground"},
		{"ups", "United Parcel Service Ground", "Ground", "UPS Ground"},
		{"ups", "UPS - Next Day Air", "Next Day Air", "UPS Next Day Air"},
		{"ups", "2nd  Day Air", "2nd Day Air", "UPS 2nd Day Air"},
		{"ups", "Upsize", "Upsize", "UPS Upsize"},
		{"ups", "UPS", "", "UPS"},
		{"ups", "USPS Priority", "USPS Priority", "UPS USPS Priority"},
		{"usps", "usps_ground_advantage", "Ground Advantage", "USPS Ground Advantage"},
		{"usps", "EMS", "EMS", "USPS EMS"},
		{"royal_mail", "Royal Mail 24", "24", "Royal Mail 24"},
		{"dhl_parcel_de", "DHL Paket", "", "DHL Paket"},
		{"blue_van", "Blue Van Express", "Express", "blue_van Express"},
		{"blue_van", "blue_van_express", "Express", "blue_van Express"},
		{"", "UPS Ground", "UPS Ground", "UPS Ground"},
		{"ups", "", "", "UPS"},
		{"", "", "", ""},
		{"gls", "ÉXPRESS", "Éxpress", "GLS Éxpress"},
	} {
		if got := Service(row.carrier, row.text); got != row.service {
			t.Errorf("%s %q: the service is %q, want %q", row.carrier, row.text, got, row.service)
		}
		if got := Service(row.carrier, Service(row.carrier, row.text)); got != row.service {
			t.Errorf("%s %q twice: the service is %q", row.carrier, row.text, got)
		}
		if got := WithService(row.carrier, row.text); got != row.whole {
			t.Errorf("%s %q: in whole %q, want %q", row.carrier, row.text, got, row.whole)
		}
	}
}
