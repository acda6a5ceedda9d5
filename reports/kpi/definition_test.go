package kpi

import "testing"

func TestWhatIsLeftOutIsCalledAsItsOwnKPICallsIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, code, want string }{
		{"transit_time", "no_carrier_scan", "no_scan_before_delivery"},
		{"possession_lag", "no_carrier_scan", "not_scanned_yet"},
		{"click_to_deliver", "still_open", "order_open"},
		{"click_to_deliver", "a code of another version", "a code of another version"},
		{"no such figure", "still_open", "still_open"},
	} {
		if got := LeftOut(test.name, test.code); got != test.want {
			t.Errorf("%s leaves out %q as %q, want %q", test.name, test.code, got, test.want)
		}
	}
}
