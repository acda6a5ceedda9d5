package scan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ordertrail/track"
	"ordertrail/track/carrier"
)

const gs = "\x1d"

var (
	ourParcel = track.NumberFor(track.NumberParcel, "test")
	ourReturn = track.NumberFor(track.NumberReturn, "test")
)

// Read a row as: <raw> may mean <these>, tried in this order.
var scans = []struct {
	name, raw string
	want      []string
}{
	{"a UPS label", "1Z5R89390357567127", []string{"tracking 1Z5R89390357567127", "other 1Z5R89390357567127"}},
	{"a UPS label with Caps Lock", "1z5r89390357567127", []string{"tracking 1Z5R89390357567127", "other 1z5r89390357567127"}},
	{"a FedEx label", "1001921334250001000300779017972697", []string{"tracking 779017972697", "other 1001921334250001000300779017972697"}},
	{"a USPS label", "420787459400111206206406260787", []string{"tracking 9400111206206406260787", "other 420787459400111206206406260787"}},
	{"a USPS label as GS1-128", "]C142078745" + gs + "9400111206206406260787", []string{
		"gs1 42078745" + gs + "9400111206206406260787", "tracking 9400111206206406260787", "other 42078745" + gs + "9400111206206406260787",
	}},
	{"our parcel", string(ourParcel), []string{"own_parcel " + string(ourParcel), "other " + string(ourParcel)}},
	{"our parcel typed in groups", strings.ToLower(ourParcel.Grouped()), []string{"own_parcel " + string(ourParcel), "other " + strings.ToLower(ourParcel.Grouped())}},
	{"our return", string(ourReturn), []string{"own_return " + string(ourReturn), "other " + string(ourReturn)}},
	{"an EAN-13", "4006381333931", []string{"gtin 04006381333931", "other 4006381333931"}},
	{"an EAN-13 that looks like GS1", "3700000000370", []string{"other 3700000000370"}},
	{"an EAN-8", "96385074", []string{"gtin 00000096385074", "other 96385074"}},
	{"a UPC-A with its symbology", "]E0036000291452", []string{"gtin 00036000291452", "other 036000291452"}},
	{"an EAN-13 with its symbology", "]E04006381333931", []string{"gtin 04006381333931", "other 4006381333931"}},
	{"an EAN-13 with a wrong digit", "4006381333932", []string{"other 4006381333932"}},
	{"zeros", "0000", []string{"other 0000"}},
	{"many zeros", "00000000000000", []string{"other 00000000000000"}},
	{"a carton with lot and count", "]C10204006381333931" + "3724" + gs + "10AB-1", []string{
		"gs1 02040063813339313724" + gs + "10AB-1", "gtin 04006381333931 x24", "other 02040063813339313724" + gs + "10AB-1",
	}},
	{"a DataMatrix whose separator is spelt", "]d20104006381333931" + "10L1^]21S9", []string{
		"gs1 010400638133393110L1" + gs + "21S9", "gtin 04006381333931", "other 010400638133393110L1" + gs + "21S9",
	}},
	{"GS1 as people print it", "(01)04006381333931(10)L1", []string{
		"gs1 (01)04006381333931(10)L1", "gtin 04006381333931", "other (01)04006381333931(10)L1",
	}},
	{"a pallet", "]C100340123450000000017", []string{"gs1 00340123450000000017", "sscc 340123450000000017", "other 00340123450000000017"}},
	{"a pallet without its flag", "340123450000000017", []string{"sscc 340123450000000017", "other 340123450000000017"}},
	{"GS1 that does not fit", "]C10104006381333932", []string{"other 0104006381333932"}},
	{"a SKU", "TEA-BLACK-100", []string{"other TEA-BLACK-100"}},
	{"a SKU with a blank", " Tea black ", []string{"other Tea black"}},
	{"Code 39 asterisks and control characters", "\x02*ABC-1*\x03\r\n", []string{"other ABC-1"}},
	{"a code that came twice", "ABC-1\rABC-1\r", []string{"other ABC-1"}},
	{"two codes in one burst", "ABC-1\r4006381333931\r", []string{"gtin 04006381333931", "other ABC-1", "other 4006381333931"}},
	{"two scans that ran into each other", "TEA100TEA100", []string{"other TEA100", "other TEA100TEA100"}},
	{"a typed command", "ot:mode:PACK", []string{"command OT:MODE:pack", "other ot:mode:PACK"}},
	{"a command card", Command{Verb: Undo}.Card(), []string{"command OT:UNDO", "other " + Command{Verb: Undo}.Card()}},
	{"an operator's card", Command{Verb: Operator, Text: "Yıldız Zöllner"}.Card(), []string{
		"operator OT:OPERATOR:YILDIZ ZÖLLNER", "other " + Command{Verb: Operator, Text: "Yıldız Zöllner"}.Card(),
	}},
	{"a quantity", "OT:QTY:12", []string{"command OT:QTY:12 x12", "other OT:QTY:12"}},
	{"nothing", " \r\n", []string{"other "}},
}

func words(meanings []Meaning) []string {
	var out []string
	for _, m := range meanings {
		s := string(m.Kind) + " " + m.Text
		if m.Quantity > 0 {
			s += fmt.Sprintf(" x%d", m.Quantity)
		}
		out = append(out, s)
	}
	return out
}

func TestWhatAScannedTextIs(t *testing.T) {
	t.Parallel()
	for _, c := range scans {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := words(Read(c.raw, carrier.Hints{})); !slices.Equal(got, c.want) {
				t.Errorf("Read(%q)\n got %q\nwant %q", c.raw, got, c.want)
			}
		})
	}
}

func TestTheElementsOfAGS1Code(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       map[string]string
	}{
		{"fixed lengths need no separator", "0104006381333931" + "17261231" + "10AB", map[string]string{"01": "04006381333931", "17": "261231", "10": "AB"}},
		{"a leading separator is FNC1", gs + "0104006381333931", map[string]string{"01": "04006381333931"}},
		{"weight", "0104006381333931" + "3103001250", map[string]string{"01": "04006381333931", "3103": "001250"}},
		{"where to", "410" + "4012345000009" + "42078745", map[string]string{"410": "4012345000009", "420": "78745"}},
		{"a release date and web address", "43242612311200" + gs + "8200HTTP://X.DE", map[string]string{"4324": "2612311200", "8200": "HTTP://X.DE"}},
		{"a too short fixed length", "01040063813339", nil},
		{"an unknown identifier", "0504006381333931", nil},
		{"letters for a count", "37AB", nil},
		{"the same identifier twice, differing", "10A" + gs + "10B", nil},
		{"a postcode that runs into the rest", "420787459400111206206406260787", nil},
		{"an unclosed parenthesis", "(01", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, ok := parseGS1(c.text)
			if ok != (c.want != nil) || ok && fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("parseGS1(%q) = %v, %v; want %v", c.text, got, ok, c.want)
			}
		})
	}
}

func TestEveryOwnKindHasAMeaning(t *testing.T) {
	t.Parallel()
	for _, kind := range []byte{track.NumberParcel, track.NumberReturn, track.NumberTask} {
		n := track.NumberFor(kind, "x")
		if m := Read(string(n), carrier.Hints{})[0]; m.Own != n || m.Kind == "" {
			t.Errorf("%s reads as %+v", n, m)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, c := range scans {
		f.Add(c.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got := Read(raw, carrier.Hints{})
		last := got[len(got)-1]
		if last.Kind != KindOther {
			t.Fatalf("%q ends in %q", raw, last.Kind)
		}
		for _, m := range got {
			if strings.ContainsAny(m.Text, "\r\n\t\x00") {
				t.Errorf("%q leaves %q", raw, m.Text)
			}
			if m.Kind == KindGTIN && len(m.Text) != 14 || m.Kind == KindSSCC && len(m.Text) != 18 {
				t.Errorf("%q gives %s %q", raw, m.Kind, m.Text)
			}
		}
		if again := Read(last.Text, carrier.Hints{}); again[len(again)-1].Kind != KindOther {
			t.Errorf("%q, cleaned from %q, does not end in other", last.Text, raw)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		Read(scans[i%len(scans)].raw, carrier.Hints{})
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "scans/s")
}
