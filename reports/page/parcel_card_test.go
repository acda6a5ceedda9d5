package page

import "testing"

func TestTheCarrierIsNamedOnce(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, service, want string }{
		{"UPS", "UPS Ground", "UPS Ground"},
		{"USPS", "Ground Advantage", "USPS Ground Advantage"},
		{"DHL", "", "DHL"},
		{"", "Express", "Express"},
	} {
		if got := carried(c.name, c.service); got != c.want {
			t.Errorf("%q and %q are shown as %q, want %q", c.name, c.service, got, c.want)
		}
	}
}
