package carrier

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// Read a row as: <text>, with <hints>, is claimed as <carrier number check>, in this order.
var recognitions = []struct {
	name, text string
	hints      Hints
	want       []string
}{
	{"a UPS label", "1Z5R89390357567127", Hints{}, []string{"ups 1Z5R89390357567127 valid"}},
	{"a UPS label with blanks in small letters", " 1z 5r8 939 03 5756 712 7 ", Hints{}, []string{"ups 1Z5R89390357567127 valid"}},
	{"FedEx or Purolator", "287809468872", Hints{}, []string{"fedex 287809468872 valid", "purolator 287809468872 valid"}},
	{"FedEx or Purolator again", "320610804900", Hints{}, []string{"fedex 320610804900 valid", "purolator 320610804900 valid"}},
	{"FedEx or Purolator, from Purolator", "320610804900", Hints{Carrier: "purolator"}, []string{"purolator 320610804900 valid", "fedex 320610804900 valid"}},
	{"FedEx or Purolator in a shop that ships with Purolator", "320610804900", Hints{Own: []string{"purolator"}}, []string{"purolator 320610804900 valid", "fedex 320610804900 valid"}},
	{"of two that the shop ships with, the busier", "320610804900", Hints{Own: []string{"ups", "purolator", "fedex"}}, []string{"purolator 320610804900 valid", "fedex 320610804900 valid"}},
	{"the busier before the one whose check digit proves more", "JFV247545960", Hints{Own: []string{"purolator", "dhl"}}, []string{"purolator JFV247545960 none", "dhl JFV247545960 none"}},
	{"the source goes before the shop's own", "320610804900", Hints{Carrier: "fedex", Own: []string{"purolator"}}, []string{"fedex 320610804900 valid", "purolator 320610804900 valid"}},
	{"DHL or Old Dominion", "78045768393", Hints{}, []string{"dhl 78045768393 valid", "old_dominion 78045768393 valid"}},
	{"Purolator or DHL", "JFV247545960", Hints{}, []string{"dhl JFV247545960 none", "purolator JFV247545960 none"}},
	{"a FedEx label", "1001921334250001000300779017972697", Hints{}, []string{"fedex 779017972697 valid"}},
	{"an old FedEx label", "32971514560102447849175802862014", Hints{}, []string{"fedex 784917580286 valid"}},
	{"a USPS label with its ZIP", "420787459400111206206406260787", Hints{}, []string{"usps 9400111206206406260787 valid"}},
	{"a USPS label with its ZIP+4", "4201002334249200190132607600833457", Hints{}, []string{"usps 9200190132607600833457 valid"}},
	{"a registered letter", "RB123456785GB", Hints{}, []string{"s10 RB123456785GB valid"}},
	{"a registered letter from Royal Mail", "RB123456785GB", Hints{Carrier: "royal_mail"}, []string{"royal_mail RB123456785GB valid"}},
	{"a registered letter of a country that is none", "RB123456785XX", Hints{}, nil},
	{"a wrong check digit", "1Z5R89390357567128", Hints{}, nil},
	{"a wrong check digit from UPS itself", "1Z5R89390357567128", Hints{Carrier: "ups"}, []string{"ups 1Z5R89390357567128 invalid"}},
	{"a wrong check digit in a shop that ships with UPS", "1Z5R89390357567128", Hints{Own: []string{"ups"}}, nil},
	{"fourteen digits", "60120172242323", Hints{}, []string{"dhl_ecommerce 60120172242323 none"}},
	{"fourteen digits from DPD", "60120172242323", Hints{Carrier: "dpd"}, []string{"dpd 60120172242323 none", "dhl_ecommerce 60120172242323 none"}},
	{"a format that only its carrier makes credible", "90346692444", Hints{Carrier: "gls"}, []string{"gls 90346692444 none"}},
	{"the same from nobody", "90346692445", Hints{}, nil},
	{"an unknown carrier", "1Z5R89390357567127", Hints{Carrier: "bob s van"}, []string{"ups 1Z5R89390357567127 valid"}},
	{"zeros", "000000000000", Hints{}, nil},
	{"a word", "hello", Hints{Carrier: "ups"}, nil},
	{"nothing", "", Hints{}, nil},
}

// T2: 287809468872 and 320610804900 have two candidates each, never a silent choice. T3: of a FedEx label the number inside
// counts. T4: a registered letter of GB is one, of XX it is none.
func TestWhoClaimsANumber(t *testing.T) {
	t.Parallel()
	for _, c := range recognitions {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			claims := Recognise(c.text, c.hints)
			if claims == nil {
				t.Error("no claims must be an empty list, which JSON writes as []")
			}
			var got []string
			for _, claim := range claims {
				got = append(got, claim.Carrier+" "+claim.Number+" "+claim.Check)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("Recognise(%q, %+v)\n got %q\nwant %q", c.text, c.hints, got, c.want)
			}
		})
	}
}

func TestServicesAndReturnsAreRead(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, service string
		isReturn      bool
	}{
		{withUPSCheck("1Z5R893903575671"), "Ground", false},
		{withUPSCheck("1Z5R893990575671"), "Return, UPS prints and mails the label", true},
		{withUPSCheck("1Z5R893922575671"), "Return, three pick-up attempts", true},
		{withUPSCheck("1Z5R8939ZZ575671"), "", false},
		{"K1506235620", "Ground", false},
		{"RB123456785GB", "Registered letter", false},
		{"000123450000000027", "Ground carton", false},
		{"008182709980000020033350276C", "By 8:30", false},
	} {
		claims := Recognise(c.text, Hints{})
		if len(claims) != 1 || claims[0].Service != c.service || claims[0].Return != c.isReturn {
			t.Errorf("Recognise(%q) = %+v, want service %q, return %v", c.text, claims, c.service, c.isReturn)
		}
	}
}

func withUPSCheck(body string) string {
	body += strings.Repeat("0", 17-len(body))
	return body + string(checkUPS(body[2:]))
}

func TestWhatABarcodeStandsFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"FedEx 34", "1001921334250001000300779017972697", []string{"779017972697"}},
		{"FedEx Ground 34", "9622001900000000000000776632517510", []string{"776632517510"}},
		{"FedEx 32", "32971514560102447849175802862014", []string{"784917580286"}},
		{"FedEx 22", "9611020987654312345672", []string{"987654312345672"}},
		{"USPS with ZIP", "420787459400111206206406260787", []string{"9400111206206406260787"}},
		{"USPS with ZIP+4, which also passes for FedEx", "4201028200009261290113185417468510", []string{"9261290113185417468510", "185417468510"}},
		{"USPS without its 91", "71969010756003077385", []string{"71969010756003077385", "9171969010756003077385"}},
		{"USPS with its 91", "9171969010756003077385", []string{"9171969010756003077385", "71969010756003077385"}},
		{"USPS with its 91 behind a ZIP", "420787459171969010756003077385", []string{"9171969010756003077385", "71969010756003077385"}},
		{"USPS in groups", "9400 1112 0108 0805 4830 16", []string{"9400111201080805483016"}},
		{"UPS in groups", "1z 5r8 939 03 5756 712 7", []string{"1Z5R89390357567127"}},
		{"DPD long", "008182709980000020033350276C", []string{"09980000020033", "09980000020033F"}},
		{"DPD with its check character", "09980000020033F", []string{"09980000020033F", "09980000020033"}},
		{"a letter", "RB 123 456 785 GB", []string{"RB123456785GB"}},
		{"a damaged label", "1001921334250001000300779017972698", nil},
		{"something else", "tea-100", nil},
		{"a sentence", "The parcel 320610804900 left us", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := Spellings(Recognise(c.text, Hints{})); !slices.Equal(got, c.want) {
				t.Errorf("Spellings(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}

func TestTheNumberInALabelsBarcode(t *testing.T) {
	t.Parallel()
	const fedex, both = "1001921334250001000300779017972697", "4201028200009261290113185417468510"
	for _, c := range []struct{ name, text, carrier, want string }{
		{"of the carrier that is named", fedex, "fedex", "779017972697"},
		{"of the only one that claims it", fedex, "", "779017972697"},
		{"of another than is named", fedex, "ups", fedex},
		{"of USPS, behind a ZIP", both, "usps", "9261290113185417468510"},
		{"of USPS, where it passes for FedEx", both, "", "9261290113185417468510"},
		{"of USPS, in a file of FedEx", both, "fedex", both},
		{"none", "TEA-100", "fedex", "TEA-100"},
		{"a number of its own", "1Z5R89390357567127", "ups", "1Z5R89390357567127"},
	} {
		if got := NumberIn(c.text, Hints{Carrier: c.carrier}); got != c.want {
			t.Errorf("%s: NumberIn(%q, %q) = %q, want %q", c.name, c.text, c.carrier, got, c.want)
		}
	}
}

func TestAUSPSLabelThatReadsByBothCutsIsAQuestion(t *testing.T) {
	t.Parallel()
	inner := "94001112062064062607"
	inner += "8" + string(GS1Check(inner+"8"))
	outer := "9300" + inner // 9300 leaves the check digit as it is
	label := "42012345" + outer
	if got, want := Spellings(Recognise(label, Hints{})), []string{outer, inner}; !slices.Equal(got[:min(2, len(got))], want) {
		t.Errorf("Spellings(%q) = %q, want %q first", label, got, want)
	}
	if got := Recognise(label, Hints{}); len(got) < 2 || got[0].Carrier != "usps" || got[1].Carrier != "usps" {
		t.Errorf("Recognise(%q) = %+v, want two USPS numbers", label, got)
	}
}

func TestAUSPSLabelGoesBeforeTheFedExLabelItLooksLike(t *testing.T) {
	t.Parallel()
	got := Recognise("4201028200009261290113185417468510", Hints{})
	if len(got) != 2 || got[0].Number != "9261290113185417468510" || got[1].Number != "185417468510" {
		t.Errorf("claims are %+v, want USPS, then FedEx", got)
	}
}

func digits(random *rand.Rand, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + random.Intn(10))
	}
	return string(b)
}

// The UPS rule doubles every second character modulo 10, so there a digit and the one five away count the same; and it
// gives the check digit the weight of the digit before it. Nothing else may pass.
func TestADamagedUPSNumberIsHardlyEverValid(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewSource(7))
	tried, passed := 0, 0
	valid := func(s string) bool { return len(Recognise(s, Hints{})) > 0 }
	for range 100 {
		n := "1Z" + digits(random, 15)
		n += string(checkUPS(n[2:]))
		for i := 2; i < len(n); i++ {
			for c := byte('0'); c <= '9'; c++ {
				damaged := n[:i] + string(c) + n[i+1:]
				blind := i%2 == 1 && i < len(n)-1 && (int(c)-int(n[i])+10)%10 == 5
				if c != n[i] && valid(damaged) != blind {
					t.Errorf("%s with one digit misread, %s: valid is %v", n, damaged, !blind)
				}
				tried++
				if blind {
					passed++
				}
			}
			b := []byte(n)
			b[i], b[i-1] = b[i-1], b[i]
			if i > 2 && b[i] != b[i-1] && valid(string(b)) != (i == len(n)-1) {
				t.Errorf("%s with two digits exchanged, %s: not decided as the rule says", n, b)
			}
		}
	}
	if rate := float64(passed) / float64(tried); rate > 0.05 {
		t.Errorf("%.1f %% of misread digits pass, want under 5 %%", 100*rate)
	}
}

func FuzzRecognise(f *testing.F) {
	for _, c := range recognitions {
		f.Add(c.text, c.hints.Carrier)
	}
	f.Fuzz(func(t *testing.T, text, carrier string) {
		claims := Recognise(text, Hints{Carrier: carrier})
		for i, c := range claims {
			if !strings.Contains(squeeze(text), c.Number) {
				t.Errorf("%q is not part of %q", c.Number, text)
			}
			if again := Recognise(c.Number, Hints{Carrier: carrier}); c.Check != Invalid && !slices.ContainsFunc(again, func(o Claim) bool { return o.Carrier == c.Carrier }) && len(c.Number) == len(squeeze(text)) {
				t.Errorf("%s claims %q but not %q", c.Carrier, text, c.Number)
			}
			if c.Check == Invalid && (i > 0 && claims[0].Carrier != carrier || c.Carrier != carrier) {
				t.Errorf("%+v of %q is invalid and was not asked for", c, text)
			}
		}
		if n := Spellings(claims); len(n) == 0 && len(claims) > 0 {
			t.Errorf("Spellings(%q) is empty, and %d carriers claim it", text, len(claims))
		}
	})
}

// Read a row as: <number> cannot be one of <carrier>.
func TestANumberIsMalformedWhenItsCheckDigitIsWrong(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		carrier, number string
		want            bool
	}{
		{"ups", "1Z999AA10123456784", false},
		{"ups", "1Z999AA10123456785", true},
		{"ups", "1z 999 AA1 01 2345 6785", true},
		{"dhl", "1Z999AA10123456785", false}, // no number of theirs, but nothing says that it is a wrong one
		{"ups", "MY-OWN-NUMBER", false},
		{"", "1Z999AA10123456785", false},
		{"ups", "", false},
		{"ups", "000000000000000000", false},
	} {
		if got := Malformed(row.carrier, row.number); got != row.want {
			t.Errorf("%s %q is malformed: %v, want %v", row.carrier, row.number, got, row.want)
		}
	}
}

func TestASlipOfTheHandIsToldFromNoNumber(t *testing.T) {
	for number, want := range map[string]string{
		"1Z5R89390357567128":    "ups",
		"1z 5r89 3903 57567128": "ups",
		"1Z5R89390357567127":    "",
		"4006381333931":         "",
		"hello":                 "",
		"":                      "",
	} {
		if got := strings.Join(Resembles(number), " "); got != want {
			t.Errorf("%q resembles %q, want %q", number, got, want)
		}
	}
}

func TestNoPublishedNumberIsMalformed(t *testing.T) {
	t.Parallel()
	for _, c := range tables().carriers {
		for _, f := range c.formats {
			for _, number := range f.valid {
				if Malformed(f.carrier, number) {
					t.Errorf("%s of %s is called malformed", number, f.carrier)
				}
			}
		}
	}
}

// A parcel of the shop that has the number goes before all that is only likely, whoever is named; what puts a claim where it stands is
// said with it.
func TestAParcelOfTheShopGoesBeforeWhatIsLikely(t *testing.T) {
	t.Parallel()
	parcels := map[string][]string{"287809468872": {"gls"}, "NL0000418220": {"northline"}, "RB123456785GB": {"royal_mail"}}
	of := func(number string) []string { return parcels[number] }
	for _, c := range []struct {
		number string
		hints  Hints
		want   string
	}{
		{"287809468872", Hints{Parcels: of}, "gls parcel, fedex check, purolator check"},
		{"2878 0946 8872", Hints{Parcels: of, Carrier: "fedex", Own: []string{"purolator"}}, "gls parcel, fedex sender, purolator shop"},
		{"287809468872", Hints{Carrier: "fedex", Own: []string{"gls"}}, "fedex sender, purolator check"},
		{"287809468872", Hints{}, "fedex check, purolator check"},
		{"NL0000418220", Hints{Parcels: of}, "northline parcel"},
		{"NL0000418221", Hints{Parcels: of}, ""},
		{"", Hints{Parcels: of}, ""},
	} {
		var got []string
		for _, k := range Recognise(c.number, c.hints) {
			got = append(got, k.Carrier+" "+string(k.Why))
		}
		if line := strings.Join(got, ", "); line != c.want {
			t.Errorf("%s with %+v: %s, want %s", c.number, c.hints.Carrier, line, c.want)
		}
	}
}
