package track

import (
	"net/url"
	"testing"
)

func TestEveryPickupHoldSaysWhereItIsSaid(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, h := range DefaultPickupHolds() {
		page, err := url.Parse(h.Origin)
		named := err == nil && page.Scheme == "https" && page.Host != ""
		switch {
		case seen[h.Carrier]:
			t.Errorf("%s stands twice in the table", h.Carrier)
		case h.Days < 1 || h.Days > 30:
			t.Errorf("%s keeps a parcel for %d days", h.Carrier, h.Days)
		case named == (h.Said == ""):
			t.Errorf("%s: %q was compared on %q; a page has its day, what nobody compared has none", h.Carrier, h.Origin, h.Said)
		case !named && h.Origin != unverified:
			t.Errorf("%s: %q is neither a page nor %q", h.Carrier, h.Origin, unverified)
		case h.Said != "" && h.Said.day() != h.Said:
			t.Errorf("%s: %q is no day", h.Carrier, h.Said)
		}
		seen[h.Carrier] = true
	}
}
