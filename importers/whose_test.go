package importers

import (
	"context"
	"slices"
	"strings"
	"testing"
)

// Each file is one row that names no carrier.
func TestWhoseANumberIs(t *testing.T) {
	t.Parallel()
	const fedexOrPurolator, glsByItsLook = "287809468872", "50123456789"
	tests := []struct {
		name, file, number string
		own                []string
		carrier, source    string
		wanted             string   // the parcel's carrier
		asks               []string // about these, in this order
	}{
		{"only one gives such numbers", "a.csv", "1Z5R89390357567127", []string{"gls"}, "", "", "ups", nil},
		{"two give them", "a.csv", fedexOrPurolator, nil, "", "", "", []string{"fedex", "purolator"}},
		{"the shop's own comes first", "a.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"purolator", "fedex"}},
		{"the source's before it", "a.csv", fedexOrPurolator, []string{"purolator"}, "", "fedex-portal", "", []string{"fedex", "purolator"}},
		{"or the file's", "FedEx_May.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"fedex", "purolator"}},
		{"a file of two says nothing", "FedEx_and_UPS.csv", fedexOrPurolator, []string{"purolator"}, "", "", "", []string{"purolator", "fedex"}},
		{"chosen", "a.csv", fedexOrPurolator, nil, "purolator", "", "purolator", nil},
		{"chosen, and no number of theirs", "a.csv", fedexOrPurolator, nil, "usps", "", "", []string{"fedex", "purolator"}},
		{"chosen by somebody who does not see what is plain", "a.csv", "1Z5R89390357567127", nil, "fedex", "", "ups", nil},
		{"nobody's, and no question", "a.csv", glsByItsLook, nil, "", "", "", nil},
		{"like the shop's own", "a.csv", glsByItsLook, []string{"gls"}, "", "", "", []string{"gls"}},
		{"like the chosen one's", "a.csv", glsByItsLook, nil, "gls", "", "gls", nil},
		{"a licence plate of Deutsche Post's is no USPS number", "a.csv", "00340434161094042557", nil, "", "", "dhl_parcel_de", nil},
		{"a licence plate of somebody else's asks nothing", "a.csv", "00350434161094042556", nil, "", "", "", nil},
		{"any fourteen digits look like this", "a.csv", "01505012345678", nil, "", "", "", []string{"dhl_ecommerce"}},
		{"and like the shop's own", "a.csv", "01505012345678", []string{"dpd"}, "", "", "", []string{"dpd", "dhl_ecommerce"}},
		{"no number at all", "a.csv", "ask Kim", []string{"gls"}, "", "", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := "order_number,tracking_number,phase,occurred_at\n1001," + tt.number + ",announced,2026-05-19 09:00\n"
			c := Choice{Carrier: tt.carrier, Source: tt.source, Ours: func() []string { return tt.own }}
			out, err := Read(context.Background(), tt.file, strings.NewReader(text), int64(len(text)), c)
			if err != nil || len(out.Drafts) != 1 || len(out.Rejected) > 0 {
				t.Fatalf("read %+v (%v)", out, err)
			}
			if got := out.Drafts[0].Events[0].Parcel.Carrier; got != tt.wanted {
				t.Errorf("the carrier is %q, want %q", got, tt.wanted)
			}
			var asks []string
			if len(out.Whose) > 0 {
				asks = out.Whose[0].Carriers
			}
			if !slices.Equal(asks, tt.asks) || len(out.Whose) > 1 {
				t.Errorf("asks %v, want %v", asks, tt.asks)
			}
		})
	}
}

func TestNumbersOfOneQuestionAreCounted(t *testing.T) {
	t.Parallel()
	text := "order_number,tracking_number,phase,occurred_at\n"
	for _, n := range []string{"287809468872", "1Z5R89390357567127", "320610804900"} {
		text += "1001," + n + ",announced,2026-05-19 09:00\n"
	}
	asked := 0
	out, err := Read(context.Background(), "a.csv", strings.NewReader(text), int64(len(text)), Choice{Ours: func() []string { asked++; return nil }})
	if err != nil || len(out.Whose) != 1 || out.Whose[0].Count != 2 || out.Whose[0].Row != 2 || out.Whose[0].Number != "287809468872" {
		t.Errorf("asks %+v (%v)", out, err)
	}
	if asked == 0 || asked > 2 { // once a reading
		t.Errorf("the shop's carriers were asked for %d times in a file", asked)
	}
}

func TestAServiceNamesTheCarrierOfANumberLikeTheirs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ service, number, want string }{
		"named, and it fits":            {"DPD Classic", "01505012345678", "dpd"},
		"named, beside another":         {"Purolator Ground", "287809468872", "purolator"},
		"named, and it does not fit":    {"DPD Classic", "1Z5R89390357567127", "ups"},
		"named, with a wrong check":     {"USPS Priority", "9400111206206406260788", ""},
		"a service that names nobody":   {"Express", "01505012345678", ""},
		"a word of the carrier's alone": {"DHL Paket", "00340434161094042557", "dhl_parcel_de"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, table := range []string{"order_number,tracking_number,service,occurred_at\n1001,%,$,2026-05-19\n", "order_number,sku,Tracking Number,service\n1001,MUG,%,$\n"} {
				table = strings.NewReplacer("%", c.number, "$", c.service).Replace(table)
				choice := Choice{}
				if strings.Contains(table, "sku") {
					choice.Map = map[string]string{"tracking_number": "Tracking Number"} // the rest as the form has it
				}
				r := read(t, "f.csv", []byte(table), choice)
				got := "no parcel"
				for _, d := range r.Drafts {
					for _, e := range d.Events {
						if e.Parcel.Tracking != "" {
							got = e.Parcel.Carrier
						}
					}
				}
				if got != c.want {
					t.Errorf("the carrier is %q, want %q: %+v", got, c.want, r.Problems)
				}
			}
		})
	}
}
