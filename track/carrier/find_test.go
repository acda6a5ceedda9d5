package carrier

import (
	"slices"
	"strings"
	"testing"
)

// Read a row as: in <text>, known to come from <carrier>, stand <numbers>.
var texts = []struct {
	name, text, carrier string
	want                []string // carrier number check
}{
	{"a UPS number in a sentence", "UPS From AMAZON.COM Tracking Number: 1Z5R89390357567127 .", "", []string{"ups 1Z5R89390357567127 valid"}},
	{"a UPS number in groups", "Ship to 1Z 5R8 939 03 5756 712 7 today", "", []string{"ups 1Z5R89390357567127 valid"}},
	{"a UPS number in a link", "https://www.ups.com/track?tracknum=1z5r89390357567127&x=1", "", []string{"ups 1Z5R89390357567127 valid"}},
	{"a USPS number in groups of four", "Label 9400 1112 0108 0805 4830 16 was made", "", []string{"usps 9400111201080805483016 valid"}},
	{"a redacted UPS number in a UPS mail", "UPS From AMAZON.COM Tracking Number: 1Z2345YY0678901234", "ups", []string{"ups 1Z2345YY0678901234 invalid"}},
	{"the same without knowing the sender", "UPS From AMAZON.COM Tracking Number: 1Z2345YY0678901234", "", nil},
	{"a redacted USPS number", "Tracking Number: 92001901755477000000000000 ", "usps", []string{"usps 92001901755477000000000000 invalid"}},
	{"FedEx with its label", "FedEx Shipment 61290912345678912345: Your package", "fedex", []string{"fedex 61290912345678912345 none"}},
	{"Evri with its label", "Track your parcel Tracking number H01QPZ0007431687 We sent", "evri", []string{"evri H01QPZ0007431687 none"}},
	{"Australia Post with its label", "Delivered Tracking number 997053641168 Quickly manage", "australia_post", []string{"australia_post 997053641168 none"}},
	{"Royal Mail", "Want to track your parcel? MA038501234GB Track Parcel", "royal_mail", []string{"royal_mail MA038501234GB invalid"}},
	{"an international letter", "Your item RB123456785GB left", "", []string{"s10 RB123456785GB valid"}},
	{"GLS in Polish", "informujemy, że Twoja paczka o numerze 90346692444 nadana przez", "gls", []string{"gls 90346692444 none"}},
	{"LaserShip with its suffix", "Parcel 1LS7119013618127-1 is here", "", []string{"lasership 1LS7119013618127-1 none"}},
	{"the same number twice", "1Z5R89390357567127 and again 1Z5R89390357567127", "", []string{"ups 1Z5R89390357567127 valid"}},
	{"two numbers", "1Z5R89390357567127, RB123456785GB", "", []string{"ups 1Z5R89390357567127 valid", "s10 RB123456785GB valid"}},
	{"twelve digits of nobody", "The number 986578788855 stands here", "", nil},
	{"twelve digits in a FedEx mail", "Your number 986578788855 stands here", "fedex", []string{"fedex 986578788855 valid"}},
	{"a phone number in a DHL mail", "Call us on 3318810025 or +49 228 182 0", "dhl", nil},
	{"a phone number in a FedEx mail", "Phone 1-800-463-3339, tel. 986578788855", "fedex", nil},
	{"an order number", "Order # 986578788855", "fedex", nil},
	{"a date", "on 2026-11-23 at 14:05, 20261123140500", "fedex", nil},
	{"an Amazon order", "Order #123-1234567-1234567 packageId=37682082708301", "dhl", nil},
	{"a number inside a longer one", "x1Z5R893903575671270", "", nil},
	{"a number touching foreign letters", "ä1Z5R89390357567127", "", nil},
	{"nothing", "", "ups", nil},
}

func TestNumbersInRunningText(t *testing.T) {
	t.Parallel()
	for _, c := range texts {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, claim := range FindIn(c.text, Hints{Carrier: c.carrier}) {
				got = append(got, claim.Carrier+" "+claim.Number+" "+claim.Check)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

func FuzzFindIn(f *testing.F) {
	for _, c := range texts {
		f.Add(c.text, c.carrier)
	}
	f.Fuzz(func(t *testing.T, text, carrier string) {
		upper := squeeze(text)
		for _, c := range FindIn(text, Hints{Carrier: carrier}) {
			if c.Number == "" || !strings.Contains(upper, c.Number) {
				t.Errorf("%q is not in %q", c.Number, text)
			}
			if c.Check == Invalid && c.Carrier != carrier {
				t.Errorf("%s claims %s, whose check digit is wrong, without being named", c.Carrier, c.Number)
			}
		}
	})
}
