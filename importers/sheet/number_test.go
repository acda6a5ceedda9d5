package sheet

import "testing"

func TestStoredNumbersKeepTheirDigits(t *testing.T) {
	t.Parallel()
	// Read a row as: the file stores raw; it comes as text, lossy or not. No text: it is no number.
	for _, c := range []struct {
		raw, text string
		lossy     bool
	}{
		{"1234", "1234", false},
		{"-1234.5", "-1234.5", false},
		{"+7", "7", false},
		{"007", "7", false},
		{"0", "0", false},
		{"-0.0", "0", false},
		{".5", "0.5", false},
		{"5.", "5", false},
		{"12.500", "12.5", false},
		{"1.234E3", "1234", false},
		{"1.2340000e+3", "1234", false},
		{"1E-7", "0.0000001", false},
		{"12.5E-1", "1.25", false},
		{"0.30000000000000004", "0.30000000000000004", false},
		{"19.989999999999998", "19.989999999999998", false},
		{"123456789012345", "123456789012345", false},
		{"1234567890123450", "1234567890123450", true},
		{"9400111206206406260787", "9400111206206406260787", true},
		{"9.4001112062064098E+21", "9400111206206409800000", true},
		{"1.23E+21", "1230000000000000000000", true},
		{"1E15", "1000000000000000", true},
		{"1E14", "100000000000000", false},
		{"0000000000000000001", "1", false},
		{"", "", false},
		{"-", "", false},
		{".", "", false},
		{"1E", "", false},
		{"1E+", "", false},
		{"1E999", "", false},
		{"1E9999999999", "", false},
		{"1,5", "", false},
		{"NaN", "", false},
		{"0x10", "", false},
		{"1 2", "", false},
	} {
		text, lossy, ok := appendDecimal(nil, []byte(c.raw))
		if string(text) != c.text || lossy != c.lossy || ok != (c.text != "") {
			t.Errorf("%q: %q lossy=%v ok=%v, want %q lossy=%v", c.raw, text, lossy, ok, c.text, c.lossy)
		}
	}
}

func TestTextsThatWereLongNumbersAreSeen(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"1.23E+21": true, "9,4E+21": true, "1E+15": true, "-1.5E+12": true, "1.23457E+11": true, "1.2e+10": true,
		"12E45": false, "1.23E-21": false, "E+21": false, "1.23E+": false, "1.23E+2x": false, "A1.23E+21": false,
		"9400111206206406260787": false, "": false, "1.23": false, "1.2.3E+21": false,
	} {
		if got := destroyed(text); got != want {
			t.Errorf("%q: destroyed is %v, want %v", text, got, want)
		}
	}
}
